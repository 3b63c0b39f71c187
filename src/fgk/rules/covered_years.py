"""FGK3xx: the years that reports cover."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import History
from fgk.dates import PartialDate
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, msg
from fgk.model.audit import Event
from fgk.model.vocabulary import ANNUAL_REPORT
from fgk.rules.doubts import DATES
from fgk.rules.registry import Finding, Rule, rule


class Doubt(Enum):
    """Why a report cannot well cover a year; the first that holds is the one to report."""

    OUTSIDE = auto()
    AHEAD = auto()
    TWICE = auto()


@dataclass(frozen=True, slots=True)
class CoveredYear:
    """A year that a report says it covers, and what is doubtful about that.

    ``bound`` is the beginning or the end of the round that the year lies beyond; ``other`` leads to the year that was
    reported before.
    """

    year: int
    event: Event
    route: Route
    doubt: Doubt | None = None
    bound: PartialDate | None = None
    other: Route = ()


def covered_years(history: History) -> Iterator[CoveredYear]:
    """Give the years of all reports of a round, in the order of the file."""
    beginning, award = history.beginning, history.award
    begun = beginning[1].date if beginning else None
    end = award.valid_until if award else None
    first: dict[int, Route] = {}
    for index, event in enumerate(history.round.events):
        for position, year in enumerate(event.covers):
            route = ("events", index, "covers", position)
            bound = _crossed(year, begun, end)
            if bound is not None:
                yield CoveredYear(year, event, route, Doubt.OUTSIDE, bound)
            elif year > event.date.last.year:
                yield CoveredYear(year, event, route, Doubt.AHEAD)
            elif event.event != ANNUAL_REPORT or event.planned or first.setdefault(year, route) == route:
                yield CoveredYear(year, event, route)
            else:
                yield CoveredYear(year, event, route, Doubt.TWICE, other=first[year])


def _crossed(year: int, begun: PartialDate | None, end: PartialDate | None) -> PartialDate | None:
    """Give the beginning or the end of a round that a year lies beyond, or None."""
    if begun is not None and year < begun.first.year:
        return begun
    return end if end is not None and year > end.last.year else None


def _doubtful(assessment: Assessment, doubt: Doubt) -> Iterator[tuple[History, CoveredYear]]:
    for history in assessment.histories:
        for covered in covered_years(history):
            if covered.doubt is doubt:
                yield history, covered


@rule(
    "FGK308",
    "year-outside-round",
    Severity.WARNING,
    summary=N_("A report covers a year that does not belong to its round."),
    why=N_("The yearly report meets the duty of the year that it covers, in the round whose goals it reports on."),
    fix=N_("Correct the year, or move the report to the round that it belongs to."),
    yields_to=DATES,
)
def year_outside_round(assessment: Assessment) -> Iterator[Finding]:
    """Compare ``covers`` with the years from the beginning of the round to the certificate's end."""
    for history, covered in _doubtful(assessment, Doubt.OUTSIDE):
        message = msg("The year {year} does not belong to this round", year=covered.year)
        uncertain = covered.bound is not None and covered.bound.uncertain
        yield Finding(history.round, covered.route, message, uncertain=uncertain)


@rule(
    "FGK313",
    "year-reported-twice",
    Severity.WARNING,
    summary=N_("Two yearly reports of a round cover the same year."),
    why=N_("One report a year is due; where a year is covered twice, another one is usually meant, and missing."),
    fix=N_("Correct the year, or record one report for the year; a supplement is a council_report."),
    source=N_("Data format, section 9 (what is derived)"),
)
def year_reported_twice(assessment: Assessment) -> Iterator[Finding]:
    """Look for years that an ``annual_report`` of the round has covered already."""
    for history, covered in _doubtful(assessment, Doubt.TWICE):
        message = msg("The year {year} is covered by a yearly report already", year=covered.year)
        related = ((history.round, covered.other, msg("covered here first")),)
        yield Finding(history.round, covered.route, message, related=related)


@rule(
    "FGK320",
    "report-before-year",
    Severity.WARNING,
    summary=N_("A report covers a year that had not begun when it was made."),
    why=N_("Nobody can report on what has not happened: the year or the report's date is a slip."),
    fix=N_("Correct the year or the date."),
)
def report_before_year(assessment: Assessment) -> Iterator[Finding]:
    """Compare ``covers`` with the last day of the report's date."""
    for history, covered in _doubtful(assessment, Doubt.AHEAD):
        date = covered.event.date
        message = msg("The report of {date} covers {year}, a year that had not begun", date=date, year=covered.year)
        related = ((history.round, (*covered.route[:2], "date"), msg("the date of the report")),)
        yield Finding(history.round, covered.route, message, related=related, uncertain=date.uncertain)


RULES: tuple[Rule, ...] = (year_outside_round, year_reported_twice, report_before_year)
