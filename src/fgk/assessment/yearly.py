"""What became of the measures in a period: the yearly report."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fgk.assessment.assess import Assessment, PlanState, Scope
from fgk.assessment.lifecycle import Standing
from fgk.assessment.progress import MeasureState
from fgk.dates import PartialDate
from fgk.model.plan import LogEntry
from fgk.model.vocabulary import Status

MOST_YEARS = 30
"""Years of which the counts are given at most."""


@dataclass(frozen=True, slots=True)
class Period:
    """The years that a report is about, and the last day of them that the report can know."""

    first: dt.date
    last: dt.date
    end: dt.date

    @classmethod
    def of(cls, years: Sequence[int], day: dt.date) -> "Period":
        """Give the period of some years, as far as it had gone by a day."""
        first, last = dt.date(min(years), 1, 1), dt.date(max(years), 12, 31)
        return cls(first, last, min(last, day))

    @property
    def is_over(self) -> bool:
        """Whether all of it lies behind."""
        return self.end == self.last

    def has(self, date: PartialDate, until: PartialDate | None = None) -> bool:
        """Whether something may have happened in it: what is not known exactly counts for every year it may be in."""
        return date.first <= self.end and (until or date).last >= self.first


class Outcome(StrEnum):
    """What became of a measure in a period."""

    REACHED = "reached"
    RUNNING = "running"
    STARTED = "started"
    LATER = "later"
    NOT_REALISED = "not_realised"
    REACHED_BEFORE = "reached_before"
    GIVEN_UP_BEFORE = "given_up_before"
    UNKNOWN = "unknown"


def outcome(state: MeasureState, period: Period) -> Outcome:
    """Say what became of a measure; ``state`` is that of the period's end.

    | status at the end | outcome |
    |---|---|
    | done | REACHED where it became so in the period, else REACHED_BEFORE |
    | ongoing | RUNNING |
    | unknown | UNKNOWN |
    | dropped, replaced | NOT_REALISED where that was in the period, else GIVEN_UP_BEFORE |
    | any other, due by the end of the period | NOT_REALISED |
    | planned, postponed | LATER |
    | preparing, in progress, partly done | STARTED |

    A date that is not known exactly never decides against the municipality: what may have been done in the period was,
    and only what had to be done by the last day of its due interval is not realised.
    """
    status = state.status
    if status is Status.DONE:
        done = state.done_on
        return Outcome.REACHED if done is None or done.last >= period.first else Outcome.REACHED_BEFORE
    if status in _PLAIN:
        return _PLAIN[status]
    if status in (Status.DROPPED, Status.REPLACED):
        entry = state.entry
        is_new = entry is None or entry.date.last >= period.first
        return Outcome.NOT_REALISED if is_new else Outcome.GIVEN_UP_BEFORE
    if not state.is_continued and period.is_over and state.due is not None and state.due.last <= period.last:
        return Outcome.NOT_REALISED
    return Outcome.LATER if status in (Status.PLANNED, Status.POSTPONED) else Outcome.STARTED


_PLAIN = {Status.ONGOING: Outcome.RUNNING, Status.UNKNOWN: Outcome.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Year:
    """A period of a municipality: the state at its end, the plan that counts, and each measure's outcome by its id."""

    period: Period
    assessment: Assessment
    standing: Standing
    plan: PlanState
    outcomes: Mapping[str, Outcome]

    def of(self, *wanted: Outcome) -> list[MeasureState]:
        """Give the measures with one of these outcomes, in the order of the plan."""
        return [state for state in self.plan.measures if self.outcomes[state.measure.id] in wanted]

    def reported(self, state: MeasureState) -> list[LogEntry]:
        """Give the entries of a measure's log that fall into the period."""
        return [entry for _, entry in state.entries if self.period.has(entry.date)]


def yearly(assessment: Assessment, years: Sequence[int]) -> Year:
    """Say what happened in some years, as far as they had gone by the day of the assessment."""
    period = Period.of(years, assessment.day)
    at_end = assessment.as_of(period.end)
    plan = at_end.plan(Scope.at_work(at_end, at_end.main))
    outcomes = {state.measure.id: outcome(state, period) for state in plan.measures}
    return Year(period, at_end, at_end.main, plan, outcomes)


def statuses_by_year(assessment: Assessment, scope: Scope) -> list[tuple[dt.date, Mapping[Status, int]]]:
    """Count the measures of a scope by status at the end of each year, and on the day of the assessment.

    It begins with the year of the first entry in a log; of very many years the latest are given.
    """
    states = assessment.plan(scope).measures
    firsts = [entry.date.first.year for state in states for entry in state.measure.log]
    if not firsts:
        return []
    first = max(min(firsts), assessment.day.year - MOST_YEARS)
    days = [dt.date(year, 12, 31) for year in range(first, assessment.day.year)]
    return [(day, assessment.as_of(day).plan(scope).tally.by_status) for day in [*days, assessment.day]]
