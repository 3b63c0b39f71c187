"""FGK76x: what a change publishes: names of people, what was internal; and what it keeps back from now on."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from fgk.comparison.changes import ChangeKind
from fgk.comparison.flat import Key, Node
from fgk.comparison.labels import field_name
from fgk.comparison.revised import Revised
from fgk.diagnostics import Severity
from fgk.messages import N_, msg
from fgk.model.base import Visible
from fgk.model.dossier import Dossier
from fgk.model.plan import Measure
from fgk.rules.registry import Finding, Rule, review_rule
from fgk.rules.review.values import of_part


@review_rule(
    "FGK761",
    "person-made-public",
    Severity.ERROR,
    summary=N_("The name of a person appears in a text that is published."),
    why=N_("Publishing personal data needs a legal basis; what is kept here names offices and roles, not people."),
    fix=N_("Take the name out of the text; it may stand under “person”, which is never published."),
    source=N_("GDPR, Article 6; data format, section 4 (municipality.yaml)"),
)
def person_made_public(revised: Revised) -> Iterator[Finding]:
    """Look for the names under ``person``, now or before, in public texts that are new or have become public."""
    names = {*_persons(revised.old.dossier), *_persons(revised.new.dossier)}
    seen: set[tuple[Key, str]] = set()
    for node, name, text in _new_texts(revised) if names else ():
        if (node.key, name) in seen or revised.is_hidden(node, in_old=False):
            continue
        words = _words(text)
        if any(_holds(words, person) for person in names):
            seen.add((node.key, name))
            title = field_name(node.record, name)
            yield Finding(
                node.holder,
                node.way(name),
                of_part(node, revised, msg("A person's name is published: {field}", field=title)),
            )


def _persons(dossier: Dossier) -> Iterator[tuple[str, ...]]:
    if dossier.municipality is not None and dossier.municipality.contact is not None:
        yield from _usable(dossier.municipality.contact.person)
    for measure in dossier.measures:
        yield from _usable(measure.responsible.person if measure.responsible is not None else None)


def _usable(name: str | None) -> Iterator[tuple[str, ...]]:
    """Give a name as its words, without titles; a single word may be an everyday one and is left out."""
    words = tuple(one for one in _words(name or "") if one not in _TITLES)
    if sum(len(word) > 1 for word in words) > 1:
        yield words


_TITLES = frozenset(("dr", "prof", "dipl", "ing", "med", "phil", "jur", "ma", "mba", "frau", "herr", "h", "c"))


def _words(text: str) -> tuple[str, ...]:
    """Give the words of a text; signs that nobody sees part none."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return tuple(re.findall(r"[^\W_]+", seen.casefold()))


def _holds(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether a name stands among words, in its order or with the last word first; initials may stand between."""
    spelt = tuple(word for word in words if len(word) > 1)
    name = tuple(word for word in name if len(word) > 1)
    length, orders = len(name), (name, (*name[-1:], *name[:-1]))
    parts = (spelt[start : start + length] for start in range(len(spelt) - length + 1))
    return any(part[:-1] == order[:-1] and _is_name(part[-1], order[-1]) for part in parts for order in orders)


def _is_name(word: str, name: str) -> bool:
    """Whether a word is a name, in the genitive perhaps."""
    return word.removesuffix("s") == name.removesuffix("s")


def _new_texts(revised: Revised) -> Iterator[tuple[Node, str, str]]:
    """Give the texts that are new or have changed, and all of a record that has become public."""
    for _, node in _published(revised):
        yield from _texts(node, node.fields.items())
    for node in (*revised.added, *revised.readable_again):
        yield from _texts(node, node.fields.items())
    for change in revised.changes:
        if change.after is not None and change.kind is ChangeKind.CHANGED:
            yield from _texts(change.after, [(change.field, change.new)])


def _texts(node: Node, fields: Iterable[tuple[str, object]]) -> Iterator[tuple[Node, str, str]]:
    for name, value in fields:
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and name.rpartition(".")[2] != "person":
                yield node, name, text


def _published(revised: Revised) -> Iterator[tuple[Node, Node]]:
    """Give the records that were hidden and are published now, each as it was and as it is."""
    for was, now in revised.pairs:
        if revised.is_hidden(was, in_old=True) and not revised.is_hidden(now, in_old=False):
            yield was, now


@review_rule(
    "FGK762",
    "made-public",
    Severity.WARNING,
    summary=N_("A record that was internal is published from now on."),
    why=N_("What is once published cannot be taken back."),
    fix=N_("Check that nothing in it is confidential; else set “visibility: internal” again."),
)
def made_public(revised: Revised) -> Iterator[Finding]:
    """Look for records that were internal, by themselves or with their goal."""
    for was, now in _published(revised):
        if now.owner is not None and revised.is_hidden(revised.flat_old[was.owner or was.key], in_old=True):
            continue  # with its owner
        message = of_part(now, revised, msg("Internal before, published from now on"))
        yield Finding(
            now.holder,
            now.route or ("id",),
            message,
            related=((was.holder, was.route or ("id",), msg("before")),),
        )


@review_rule(
    "FGK763",
    "hidden",
    Severity.WARNING,
    summary=N_("A commitment or a recorded fact that was public is internal from now on."),
    why=N_("What the council has adopted, and what became of it, is no longer published."),
    fix=N_("Check that there is a reason to keep it back; else take “visibility: internal” out again."),
)
def hidden(revised: Revised) -> Iterator[Finding]:
    """Look for goals, measures, entries, events and resolutions that were public."""
    for was, now in revised.pairs:
        if now.key.kind not in _PUBLISHED or revised.is_hidden(was, in_old=True):
            continue
        is_hidden_itself = isinstance(now.record, Visible) and now.record.is_internal
        is_hidden_by_goal = isinstance(now.record, Measure) and revised.is_hidden(now, in_old=False)
        if is_hidden_itself or (is_hidden_by_goal and not _hides(now.record, revised)):
            message = of_part(now, revised, msg("Public before, internal from now on"))
            yield Finding(now.holder, now.way("visibility"), message)


def _hides(record: object, revised: Revised) -> bool:
    """Whether the goal of a measure was public, so that it is itself what is reported."""
    goal = getattr(record, "goal", None)
    before = revised.before(Key("goal", goal)) if isinstance(goal, str) else None
    return before is not None and not revised.is_hidden(before, in_old=True)


_PUBLISHED = ("goal", "measure", "log_entry", "event", "resolution", "source")

RULES: tuple[Rule, ...] = (person_made_public, made_public, hidden)
