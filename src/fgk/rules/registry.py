"""What a rule is, and what it finds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from fgk.assessment.assess import Assessment
from fgk.comparison.changes import Change
from fgk.comparison.revised import Revised
from fgk.dates import PartialDate
from fgk.diagnostics import Route, Severity
from fgk.messages import Message
from fgk.model.base import Record


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a rule found, named by record and field; one place turns that into a line and a column.

    ``route`` leads from the record to the field, in the keys that the file uses; where the field is missing, the place
    is the first key of what should hold it. With ``at_key`` the key is the place, not its value. ``related`` are
    further records and fields, each with a few words. ``uncertain``: it rests on a date that the source leaves open
    (``?``, ``%``), and is at most an info. ``slight``: it is so small that it is at most an info, too.

    Of a change, ``named`` are the ids of the resolutions that it names itself, and ``since`` is the day from which on
    the change is to have held, where it names one: a resolution that answers it is not later. ``about`` are the changes
    that it rests on: what commits say of them can answer it.
    """

    record: Record
    route: Route
    message: Message
    hint: Message | None = None
    related: tuple[tuple[Record, Route, Message], ...] = ()
    at_key: bool = False
    uncertain: bool = False
    slight: bool = False
    named: tuple[str, ...] = ()
    since: PartialDate | None = None
    about: tuple[Change, ...] = ()


Check = Callable[[Assessment], Iterable[Finding]]
Review = Callable[[Revised], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: an unchangeable code, a name, how much it weighs, and its words (source strings for the catalogue).

    ``summary`` says what is found in one line, ``why`` why that matters, ``fix`` what to do; ``source`` names the law,
    standard or paper that the rule comes from. ``check`` is None for what reading a file finds by itself. A
    ``tolerant`` check also runs where ``municipality.yaml`` or ``audit.yaml`` have defects.

    What rests on a doubtful fact is no finding: this rule ``yields_to`` those of these codes which concern the record
    of its finding, or one that the finding points to. Its own code among them means those it points to alone. It
    ``yields_here_to`` those which concern the same entry of the record: the same event, the same entry of the log.

    ``review`` is the check of a rule about changes: it compares two states. An ``answerable`` finding of it no longer
    counts where an adopted resolution covers the change. A ``correctable`` one weighs less where the commit says that
    it puts right what was recorded wrongly.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    fix: str
    source: str = ""
    check: Check | None = None
    tolerant: bool = False
    yields_to: tuple[str, ...] = ()
    yields_here_to: tuple[str, ...] = ()
    review: Review | None = None
    answerable: bool = False
    correctable: bool = False


def review_rule(  # noqa: PLR0913 - a rule has so many words
    code: str,
    name: str,
    severity: Severity,
    *,
    summary: str,
    why: str,
    fix: str,
    source: str = "",
    answerable: bool = False,
    correctable: bool = False,
) -> Callable[[Callable[[Revised], Iterator[Finding]]], Rule]:
    """Make a rule of a function that yields what it finds in a change; who can answer it, Rule says."""

    def make(review: Callable[[Revised], Iterator[Finding]]) -> Rule:
        rule = Rule(code, name, severity, summary, why, fix, source, review=review)
        return replace(rule, answerable=answerable, correctable=correctable)

    return make


def rule(  # noqa: PLR0913 - a rule has so many words
    code: str,
    name: str,
    severity: Severity,
    *,
    summary: str,
    why: str,
    fix: str,
    source: str = "",
    tolerant: bool = False,
    yields_to: tuple[str, ...] = (),
    yields_here_to: tuple[str, ...] = (),
) -> Callable[[Callable[[Assessment], Iterator[Finding]]], Rule]:
    """Make a rule of a function that yields what it finds in one assessment."""

    def make(check: Callable[[Assessment], Iterator[Finding]]) -> Rule:
        return Rule(code, name, severity, summary, why, fix, source, check, tolerant, yields_to, yields_here_to)

    return make
