"""FGK74x and FGK75x: what a change leaves behind or brings along: broken references, doubtful dates, people."""

import re
from collections.abc import Iterator

from fgk.comparison.changes import REFERENCES, Change, ChangeKind
from fgk.comparison.flat import Key, Node
from fgk.comparison.revised import Revised
from fgk.dates import PartialDate
from fgk.diagnostics import Severity
from fgk.messages import N_, msg, msgn
from fgk.model.base import Visible
from fgk.model.dossier import Dossier
from fgk.model.vocabulary import Visibility
from fgk.rules.registry import Finding, Rule, review_rule

RELATED = 10
"""Places that a finding points to at most."""


@review_rule(
    "FGK741",
    "referenced-removed",
    Severity.ERROR,
    summary=N_("A record is taken out to which others still refer."),
    why=N_("What referred to it now leads nowhere: a goal without its round, a fact without its source."),
    fix=N_("Put it back, or let what refers to it name another record."),
)
def referenced_removed(revised: Revised) -> Iterator[Finding]:
    """Look for the ids of what is gone in the fields that name other records, and for documents that sources name."""
    gone = {
        (change.key.kind, change.key.id): change
        for change in revised.changes
        if change.kind is ChangeKind.REMOVED and change.before is not None and change.key == change.top
    }
    yield from _evidence_gone(revised)
    if not gone:
        return
    users: dict[tuple[str, str], list[tuple[Node, str]]] = {}
    for node in revised.flat_new.values():
        for name, value in node.fields.items():
            kind = REFERENCES.get(name.rpartition(".")[2])
            for one in value if isinstance(value, tuple) else (value,):
                if kind is not None and isinstance(one, str) and (kind, one) in gone:
                    users.setdefault((kind, one), []).append((node, name))
    for key, found in users.items():
        before = gone[key].before
        if before is None:
            continue
        related = tuple((node.holder, node.way(name), msg("refers to it")) for node, name in found[:RELATED])
        message = msgn(
            "It is taken out, and {n} place still refers to it",
            "It is taken out, and {n} places still refer to it",
            len(found),
        )
        yield Finding(before.holder, ("id",), message, related=related)


def _evidence_gone(revised: Revised) -> Iterator[Finding]:
    """Look for documents that are gone while a source still names them."""
    gone = revised.old.dossier.attachments - revised.new.dossier.attachments
    for source in revised.new.dossier.sources:
        if source.file in gone:
            yield Finding(
                source,
                ("file",),
                msg("The document “{file}” is taken out, and the source still names it", file=source.file),
            )


@review_rule(
    "FGK742",
    "became-unreadable",
    Severity.ERROR,
    summary=N_("A record that could be read before cannot be read any more."),
    why=N_("Nobody can say what has changed in it: whatever is wrong with it now hides the rest."),
    fix=N_("Repair it; “fgk validate” shows what is wrong."),
)
def became_unreadable(revised: Revised) -> Iterator[Finding]:
    """Look for records that are left out because of defects, or because their file cannot be used."""
    for node in revised.unreadable:
        yield Finding(node.holder, ("id",), msg("It cannot be read any more: what has changed in it is not known"))


@review_rule(
    "FGK751",
    "new-doubtful-date",
    Severity.INFO,
    summary=N_("A date that is uncertain or only about right is new."),
    why=N_("What follows from it is an estimate; perhaps a better source is at hand while the change is open."),
    fix=N_("Look for a source that has the day; else say in “note” what is known."),
)
def new_doubtful_date(revised: Revised) -> Iterator[Finding]:
    """Look at every date with a qualifier that was not there before."""
    for change in revised.changes:
        for node, name, date in _new_dates(change):
            if date.qualifier:
                yield Finding(node.holder, node.way(name), msg("The date is doubtful: {date}", date=date))


def _new_dates(change: Change) -> Iterator[tuple[Node, str, PartialDate]]:
    node = change.after
    if node is None:
        return
    if change.kind is ChangeKind.CHANGED:
        was = change.old.qualifier if isinstance(change.old, PartialDate) else ""
        if isinstance(change.new, PartialDate) and change.new.qualifier != was:
            yield node, change.field, change.new
    elif change.kind is ChangeKind.ADDED:
        yield from ((node, name, value) for name, value in node.fields.items() if isinstance(value, PartialDate))


@review_rule(
    "FGK761",
    "person-made-public",
    Severity.ERROR,
    summary=N_("The name of a person stands in a text that is published."),
    why=N_("Publishing personal data needs a legal basis; what is kept here names offices and roles, not people."),
    fix=N_("Take the name out of the text; it may stand under “person”, which is never published."),
    source=N_("GDPR, Article 6; data format, section 4 (municipality.yaml)"),
)
def person_made_public(revised: Revised) -> Iterator[Finding]:
    """Look for the names under ``person``, now or before, in public texts that are new or have become public."""
    names = {*_persons(revised.old.dossier), *_persons(revised.new.dossier)}
    if not names:
        return
    hidden = {goal.id for goal in revised.new.dossier.goals if goal.is_internal}
    seen: set[tuple[Key, str]] = set()
    for node, name, text in _new_texts(revised):
        if _is_hidden(node, hidden) or (node.key, name) in seen:
            continue
        if any(re.search(rf"(?<!\w){re.escape(person)}(?!\w)", text) for person in names):
            seen.add((node.key, name))
            yield Finding(
                node.holder, node.way(name), msg("A person's name stands in “{field}”, which is published", field=name)
            )


def _persons(dossier: Dossier) -> Iterator[str]:
    if dossier.municipality is not None and dossier.municipality.contact is not None:
        yield from _usable(dossier.municipality.contact.person)
    for measure in dossier.measures:
        yield from _usable(measure.responsible.person if measure.responsible is not None else None)


def _usable(name: str | None) -> Iterator[str]:
    """Give a name that cannot be taken for an everyday word: of more than one word, or the last of them."""
    words = (name or "").split()
    if len(words) > 1:
        yield " ".join(words)


def _new_texts(revised: Revised) -> Iterator[tuple[Node, str, str]]:
    """Give the texts that are new or have changed, and all of a record that has become public."""
    for change in revised.changes:
        node = change.after
        if node is None:
            continue
        if change.kind is ChangeKind.CHANGED and change.field != "visibility":
            values = [(change.field, change.new)]
        elif change.kind is ChangeKind.RENAMED:
            continue
        else:
            values = list(node.fields.items())
        for name, value in values:
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str) and name.rpartition(".")[2] != "person":
                    yield node, name, text


def _is_hidden(node: Node, hidden: set[str]) -> bool:
    records = (node.record, node.holder)
    if any(isinstance(one, Visible) and one.is_internal for one in records):
        return True
    return getattr(node.holder, "goal", None) in hidden


@review_rule(
    "FGK762",
    "made-public",
    Severity.WARNING,
    summary=N_("A record that was internal is published from now on."),
    why=N_("What is once published cannot be taken back."),
    fix=N_("Check that nothing in it is confidential; else set “visibility: internal” again."),
)
def made_public(revised: Revised) -> Iterator[Finding]:
    """Look for records that were internal."""
    for change in revised.changes:
        before, after = change.before, change.after
        if (
            change.field == "visibility"
            and change.old is Visibility.INTERNAL
            and before is not None
            and after is not None
        ):
            yield Finding(
                after.holder,
                after.route or ("id",),
                msg("It was internal, and is published from now on"),
                related=((before.holder, before.way("visibility"), msg("so far")),),
            )


RULES: tuple[Rule, ...] = (referenced_removed, became_unreadable, new_doubtful_date, person_made_public, made_public)
