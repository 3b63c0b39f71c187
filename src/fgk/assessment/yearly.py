"""What happened in a period, and what became of the measures in it: the yearly report."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from fgk.assessment.assess import Assessment, PlanState, Scope
from fgk.assessment.lifecycle import History, Standing
from fgk.assessment.progress import FieldState, GoalState, MeasureState, tally
from fgk.dates import PartialDate
from fgk.model.audit import Event, Round
from fgk.model.plan import Indicator, IndicatorValue, Judgement, LogEntry
from fgk.model.resolution import Resolution
from fgk.model.vocabulary import Effect, Status

MOST_YEARS = 30
"""Years of which the counts are given at most."""


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a report is about, from its first to its last day, and the day on which it is written."""

    first: dt.date
    last: dt.date
    day: dt.date

    @classmethod
    def of(cls, years: Sequence[int], day: dt.date) -> "Period":
        """Give the period from the first to the last of some years. Raises ValueError where there are none."""
        return cls(dt.date(min(years), 1, 1), dt.date(max(years), 12, 31), day)

    @property
    def end(self) -> dt.date:
        """The day of the state that counts: the last one of the period that the report can know."""
        return min(self.last, self.day)

    def has(self, date: PartialDate, until: PartialDate | None = None) -> bool:
        """Whether something may have happened in it, or lasted into it: whether the intervals overlap.

        No partial date is coarser than a year, so that each belongs to just one: ``2024`` to 2024, ``2023-12~`` to
        2023, since a qualifier never widens the interval.
        """
        return date.first <= self.end and max(date.last, until.last if until else date.last) >= self.first

    def is_missed(self, due: PartialDate) -> bool:
        """Whether a day by which something was to be done is certain, lies in or before the period, and is past."""
        return self.covers(due) and due.last < self.day

    def covers(self, due: PartialDate) -> bool:
        """Whether something was to be done by the end of the period, as far as that is certain."""
        return due.last <= self.last and not due.uncertain


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
    """Say what became of a measure; ``state`` is that of the period's end. The first row that fits decides.

    | status at the end | and | outcome |
    |---|---|---|
    | done | became so in the period | REACHED |
    | done | was so before | REACHED_BEFORE |
    | ongoing | | RUNNING |
    | unknown | | UNKNOWN |
    | dropped, replaced | became so in the period | NOT_REALISED |
    | dropped, replaced | was so before | GIVEN_UP_BEFORE |
    | any other | was done, and was taken up again in the period | NOT_REALISED |
    | any other | a later round that has begun goes on with it | by its status, see below |
    | any other | its due date is missed | NOT_REALISED |
    | any other | was due by the end of the period, and was put off in it to a day behind | NOT_REALISED |
    | partly done | has no due date | NOT_REALISED |
    | planned, postponed | | LATER |
    | preparing, in progress, partly done | | STARTED |

    A measure that was put off before the period, or was due behind it all along, is LATER or STARTED. What is partly
    done ahead of its due date has STARTED; only without one, or behind it, it is not fully realised. A repeated status
    is a report: what counts is when it first came to be so. A date that is not known exactly never decides against the
    municipality: a due date is missed when the last day of its interval is past, and one with ``?`` or ``%`` is not.
    """
    status = state.status
    if status in _PLAIN:
        return _PLAIN[status]
    if not status.is_open:
        before, since = _CLOSED[status]
        return since if period.has(_became_so(state).date) else before
    if _is_taken_up_again(state, period) or (not state.is_continued and _falls_short(state, period)):
        return Outcome.NOT_REALISED
    return Outcome.LATER if status in (Status.PLANNED, Status.POSTPONED) else Outcome.STARTED


_PLAIN = {Status.ONGOING: Outcome.RUNNING, Status.UNKNOWN: Outcome.UNKNOWN}
_CLOSED = {
    Status.DONE: (Outcome.REACHED_BEFORE, Outcome.REACHED),
    Status.DROPPED: (Outcome.GIVEN_UP_BEFORE, Outcome.NOT_REALISED),
    Status.REPLACED: (Outcome.GIVEN_UP_BEFORE, Outcome.NOT_REALISED),
}
"""What became of a measure that has ended: where that was before the period, and where it was in it."""


def _became_so(state: MeasureState) -> LogEntry:
    """Give the first entry of the present run in which a measure is done, or in which it is given up."""
    run = _GIVEN_UP if state.status.is_given_up else (state.status,)
    first = state.entries[-1][1]
    for _, entry in reversed(state.entries):
        if entry.status not in run:
            break
        first = entry
    return first


_GIVEN_UP = tuple(status for status in Status if status.is_given_up)


def _is_taken_up_again(state: MeasureState, period: Period) -> bool:
    steps = pairwise(entry for _, entry in state.entries)
    return any(
        before.status is Status.DONE and after.status.is_open and period.has(after.date) for before, after in steps
    )


def _falls_short(state: MeasureState, period: Period) -> bool:
    if state.due is None:
        return state.status is Status.PARTLY_DONE
    return period.is_missed(state.due) or (state.due.last > period.last and _is_put_off(state, period))


def _is_put_off(state: MeasureState, period: Period) -> bool:
    """Whether a due date by the end of the period held at its beginning or in it, and was replaced in it."""
    moves = [entry for _, entry in state.entries if entry.new_due is not None]
    dues = [state.measure.due, *(entry.new_due for entry in moves)]
    return any(
        due is not None and period.covers(due) and period.has(move.date) for due, move in zip(dues, moves, strict=False)
    )


@dataclass(frozen=True, slots=True)
class Account:
    """A measure at the end of a period, what became of it, and the entries of its log that fall into the period."""

    state: MeasureState
    outcome: Outcome
    reported: tuple[LogEntry, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """The values of an indicator in a period, the oldest first, and the last one before it."""

    indicator: Indicator
    before: IndicatorValue | None
    values: tuple[IndicatorValue, ...]


@dataclass(frozen=True, slots=True)
class GoalYear:
    """A goal at the end of a period: the judgement on it that was made in the period, and the indicators that moved."""

    state: GoalState
    judged: Judgement | None
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class FieldYear:
    """An action field at the end of a period: what became of its measures, in the order of the plan, and its goals."""

    state: FieldState
    accounts: tuple[Account, ...]
    goals: tuple[GoalYear, ...]

    def of(self, *wanted: Outcome) -> list[Account]:
        """Give the measures with one of these outcomes."""
        return [one for one in self.accounts if one.outcome in wanted]


@dataclass(frozen=True)
class Year:
    """What happened in a period in one procedure: the state at its end, and the plan of the rounds at work in it."""

    period: Period
    assessment: Assessment
    standing: Standing
    scope: Scope
    plan: PlanState

    @cached_property
    def fields(self) -> tuple[FieldYear, ...]:
        """The action fields of the plan, each with what became of its measures and goals."""
        return tuple(
            FieldYear(
                one,
                tuple(_account(state, self.period) for state in one.measures),
                tuple(_goal_year(goal, self.period) for goal in one.goals),
            )
            for one in self.plan.fields
        )

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """All measures, each with its one outcome."""
        return tuple(account for one in self.fields for account in one.accounts)

    def of(self, *wanted: Outcome) -> list[MeasureState]:
        """Give the measures with one of these outcomes, in the order of the plan."""
        return [one.state for one in self.accounts if one.outcome in wanted]

    @property
    def events(self) -> list[tuple[History, Event]]:
        """The events of the procedure in the period, those among them that lasted into it, in order of effect."""
        dated = [
            (day, history, event)
            for history in self.standing.histories
            for day, event in history.events
            if day <= self.period.end and self.period.has(event.date, event.until)
        ]
        return [(history, event) for _, history, event in sorted(dated, key=lambda one: one[0])]

    def has(self, resolution: Resolution) -> bool:
        """Whether a body dealt with a matter in the period."""
        return any(step.date is not None and self.period.has(step.date) for step in resolution.consultations)


def _account(state: MeasureState, period: Period) -> Account:
    reported = tuple(entry for _, entry in state.entries if period.has(entry.date))
    return Account(state, outcome(state, period), reported)


def _goal_year(state: GoalState, period: Period) -> GoalYear:
    judged = state.goal.assessment
    is_new = judged is not None and judged.date is not None and period.has(judged.date)
    moved = (_movement(indicator, period) for indicator in state.goal.indicators)
    return GoalYear(state, judged if is_new else None, tuple(one for one in moved if one.values))


def _movement(indicator: Indicator, period: Period) -> Movement:
    dated = sorted(indicator.values, key=lambda value: (value.date.first, value.date.last))
    before = [value for value in dated if value.date.last < period.first]
    return Movement(
        indicator, before[-1] if before else None, tuple(value for value in dated if period.has(value.date))
    )


def yearly(assessment: Assessment, years: Sequence[int]) -> Year:
    """Say what happened in some years in the procedure of the audit file, as far as they had gone by the day.

    Raises ValueError where no year is given.
    """
    period = Period.of(years, assessment.day)
    at_end = assessment.as_of(period.end)
    scope = _at_work_in(period, at_end, at_end.main)
    return Year(period, at_end, at_end.main, scope, at_end.plan(scope))


def _at_work_in(period: Period, at_end: Assessment, standing: Standing) -> Scope:
    """Give the rounds whose plan counted at some time in the period, and the one that ran at its end.

    In the year of a new certificate these are two, as long as the old one held or was worked on: nothing that was done
    is lost from sight.
    """
    last = Scope.at_work(at_end, standing)
    counted = replace(standing, day=min(period.first, period.end)).counted_round
    if counted is not None and not _is_alive(period, at_end, standing, counted):
        counted = None
    awards = [(history.round.id, history.award) for history in standing.histories if history.award is not None]
    certified = {id_ for id_, award in awards if award.is_certain and period.first <= award.since <= period.end}
    rounds = (last.rounds or frozenset()) | certified | ({counted.id} if counted else set())
    agreed = {one for one in rounds if _is_agreed_in(period, at_end, standing, one)} or rounds
    scope = Scope(frozenset(agreed), last.loose)
    return replace(scope, without=_told_elsewhere(period, at_end.measures_in(scope)))


def _is_agreed_in(period: Period, at_end: Assessment, standing: Standing, round_id: str) -> bool:
    """Whether what is planned in a round was agreed by the end of a period, or has been worked on in it."""
    history = next((one for one in standing.histories if one.round.id == round_id), None)
    known = history.as_known_on(period.end) if history is not None else None
    if known is None or known.adoption is not None or known.first(Effect.ISSUES, Effect.PRESENTS) is not None:
        return True
    return _is_worked_on(period, at_end, round_id)


def _is_worked_on(period: Period, at_end: Assessment, round_id: str) -> bool:
    states = at_end.measures_in(Scope(frozenset((round_id,)), loose=False))
    return any(period.has(entry.date) for state in states for _, entry in state.entries)


def _told_elsewhere(period: Period, states: Iterable[MeasureState]) -> frozenset[str]:
    """Give the ids of measures that others of them continue and on which nothing was reported in the period."""
    found = list(states)
    continued = {state.measure.continues for state in found if state.measure.continues}
    silent = (state for state in found if not any(period.has(entry.date) for _, entry in state.entries))
    return frozenset(state.measure.id for state in silent if state.measure.id in continued)


def _is_alive(period: Period, at_end: Assessment, standing: Standing, round_: Round) -> bool:
    """Whether something of a round belongs to a period: its certificate held in it, or a measure was reported on."""
    award = next((one.award for one in standing.histories if one.round is round_), None)
    if award is None or award.valid_until is None or award.valid_until.last >= period.first:
        return True
    return _is_worked_on(period, at_end, round_.id)


def statuses_by_year(assessment: Assessment, scope: Scope) -> list[tuple[dt.date, Mapping[Status, int]]]:
    """Count the measures of a scope by status at the end of each year, and on the day of the assessment.

    It begins with the year of the first certificate of the scope or of the first entry in a log, whichever is earlier;
    without any entry there is nothing to show. A measure counts from the beginning of its round on. Of very many years
    the latest are given.
    """
    states = assessment.measures_in(scope)
    firsts = [day.year for state in states for day, _ in state.entries]
    if not firsts:
        return []
    awards = [assessment.history_of[id_].award for id_ in scope.rounds or () if id_ in assessment.history_of]
    begun = [award.since.year for award in awards if award is not None and award.since <= assessment.day]
    first = max(min(firsts + begun), assessment.day.year - MOST_YEARS + 1)
    days = [dt.date(year, 12, 31) for year in range(first, assessment.day.year)]
    return [(day, _counts(assessment.as_of(day), scope)) for day in [*days, assessment.day]]


def _counts(assessment: Assessment, scope: Scope) -> Mapping[Status, int]:
    return tally(
        state for state in assessment.measures_in(scope) if state.entries or _is_agreed(assessment, state)
    ).by_status


def _is_agreed(assessment: Assessment, state: MeasureState) -> bool:
    """Whether the round of a measure has begun; one of no known round, or without a beginning, counts as begun."""
    history = assessment.history_of.get(assessment.round_of(state.measure) or "")
    return history is None or history.begun_on is None or history.begun_on <= assessment.day
