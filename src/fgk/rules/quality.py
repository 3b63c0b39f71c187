"""FGK6xx: titles that say nothing, and numbers that tell nothing apart."""

import re
from collections.abc import Iterable, Iterator

from fgk.assessment.assess import Assessment
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, Message, msg
from fgk.model.base import Identified
from fgk.model.plan import Goal, Measure
from fgk.model.vocabulary import Status
from fgk.rules.registry import Finding, Rule, rule

_PLACEHOLDERS = frozenset((
    *("todo", "tbd", "tba", "fixme", "xx", "xxx", "xxxx", "nn", "n n", "na", "ka", "k a", "asdf", "leer", "offen"),
    *("folgt", "folgt noch", "noch offen", "noch unbekannt", "wird ergänzt", "wird noch ergänzt", "wird nachgereicht"),
    *("platzhalter", "blindtext", "beispieltext", "mustertext", "lorem ipsum", "lorem ipsum dolor sit amet"),
    *("titel", "ohne titel", "kein titel", "text", "test", "test test", "testeintrag", "title", "untitled"),
    *("neues ziel", "neue massnahme", "neuer beschluss", "neue quelle", "neue kennzahl", "neues handlungsfeld"),
    *("neues ereignis", "placeholder", "new goal", "new measure"),
))  # fmt: skip
"""Texts that stand for one that nobody has written yet: in lower case, without punctuation."""

_KINDS = frozenset(
    ("massnahme", "ziel", "beschluss", "quelle", "kennzahl", "indikator", "handlungsfeld", "measure", "goal")
)
"""What a record is, with or without a number, is no title."""

_UNKNOWN = frozenset(("unbekannt", "unklar", "unknown"))
"""What is no title, but may be all that can be said of a reason."""

_EMPTY = _PLACEHOLDERS | {""}
_NUMBER = re.compile(r"\d+(?:\.\d+)*\.?")

_LONGEST_PLACEHOLDER = 40
_STARTS = ("TODO", "TBD", "FIXME", "???", "Todo", "Tbd", "Fixme", "todo", "tbd", "fixme")
_MARK = re.compile(r"\?\?\?|(?:TODO|TBD|FIXME)(?![\w-])|(?:[Tt]odo|[Tt]bd|[Ff]ixme)\s*:")


@rule(
    "FGK613",
    "empty-title",
    Severity.WARNING,
    summary=N_("A title, or the reason in a log entry, says nothing."),
    why=N_("Reports and the page for residents show the text; one like “TODO” or “???” stays empty for every reader."),
    fix=N_("Say in a few words what it is, or why it is so."),
    tolerant=True,
)
def empty_title(assessment: Assessment) -> Iterator[Finding]:
    """Look for titles without a letter, for placeholders, and for the record's own id once more; and at reasons.

    A title is its record's id only where it is written exactly like it, in lower case, with hyphens or blanks.
    """
    for record, route, title, identity in _titles(assessment):
        message = _title_says_nothing(title, identity)
        if message is not None:
            yield Finding(record, route, message)
    for measure in assessment.dossier.measures:
        for index, entry in enumerate(measure.log):
            if entry.reason is not None and (_is_marked(entry.reason) or _words(entry.reason) in _EMPTY):
                message = msg("The reason says nothing: {reason}", reason=entry.reason[:_LONGEST_PLACEHOLDER])
                yield Finding(measure, ("log", index, "reason"), message)


def _title_says_nothing(title: str, identity: str) -> Message | None:
    if _is_marked(title):
        return msg("The title still is a placeholder: {title}", title=title[:_LONGEST_PLACEHOLDER])
    if identity and title in (identity, identity.replace("-", " ")):
        return msg("The title only repeats the id: {title}", title=title)
    words = _words(title)
    if words == "":
        return msg("The title says nothing: {title}", title=title)
    if words in _PLACEHOLDERS or words in _UNKNOWN or (words and words.rstrip(" 0123456789") in _KINDS):
        return msg("The title still is a placeholder: {title}", title=title)
    if _NUMBER.fullmatch(title.strip()):
        return msg("The title is only a number: {title}", title=title)
    return None


def _is_marked(text: str) -> bool:
    return text.startswith(_STARTS) and _MARK.match(text) is not None


def _words(text: str) -> str | None:
    """Give a text in lower case without punctuation, or None where it is too long for a placeholder."""
    if len(text) > _LONGEST_PLACEHOLDER:
        return None
    return " ".join(re.sub(r"[^\w\s]|_", "", text.casefold()).split())


def _titles(assessment: Assessment) -> Iterator[tuple[Identified, Route, str, str]]:
    """Give record, route, title and id of everything that has a title."""
    dossier = assessment.dossier
    titled: tuple[Iterable[Identified], ...] = (
        dossier.action_fields,
        dossier.goals,
        dossier.measures,
        dossier.resolutions,
        dossier.sources,
    )
    for records in titled:
        for record in records:
            title: str | None = getattr(record, "title", None)
            if title is not None:
                yield record, ("title",), title, record.id
    for goal in dossier.goals:
        for index, indicator in enumerate(goal.indicators):
            yield goal, ("indicators", index, "title"), indicator.title, indicator.id
    for round_ in assessment.audit.rounds:
        for index, event in enumerate(round_.events):
            if event.title is not None:
                yield round_, ("events", index, "title"), event.title, ""


@rule(
    "FGK621",
    "duplicate-number",
    Severity.WARNING,
    summary=N_("Two goals, or two measures, of one round have the same number."),
    why=N_("In reports and meetings people speak of “measure 2.1.3”; it must be clear which one is meant."),
    fix=N_("Look the numbers up in the target agreement and correct one of the two."),
    tolerant=True,
)
def duplicate_number(assessment: Assessment) -> Iterator[Finding]:
    """Compare the numbers within each round.

    A number without a point counts within its action field or goal, since some agreements begin anew in each. A
    measure that was dropped or replaced has left its number to another one.
    """
    numbers: dict[tuple[str, ...], Goal | Measure] = {}
    for goal in assessment.dossier.goals:
        if goal.round is not None and goal.number is not None:
            yield from _repeated(goal, ("goal", goal.round or "", goal.action_field or ""), numbers)
    for measure in assessment.dossier.measures:
        round_ = assessment.round_of(measure) if measure.number is not None else None
        if round_ is not None and not (measure.log and measure.log[-1].status in (Status.DROPPED, Status.REPLACED)):
            yield from _repeated(measure, ("measure", round_, measure.goal or ""), numbers)


def _repeated(
    record: Goal | Measure, place: tuple[str, str, str], numbers: dict[tuple[str, ...], Goal | Measure]
) -> Iterator[Finding]:
    number = (record.number or "").strip()
    kind, round_, parent = place
    key = (kind, round_, number) if "." in number else (kind, round_, parent, number)
    first = numbers.setdefault(key, record)
    if first is not record and first.id != record.id:
        message = msg("“{other}” has the number {number} as well", number=number, other=first.id)
        yield Finding(record, ("number",), message, related=((first, ("number",), msg("given here first")),))


RULES: tuple[Rule, ...] = (empty_title, duplicate_number)
