"""How far measures, goals and action fields are on a day."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from fgk.dates import Duration, PartialDate, in_effect, shifted
from fgk.diagnostics import Route
from fgk.model.plan import ActionField, Goal, Indicator, IndicatorValue, Judgement, LogEntry, Measure
from fgk.model.procedure import CatalogueField
from fgk.model.vocabulary import Direction, Rating, Status


@dataclass(frozen=True)
class MeasureState:
    """A measure on a day: the last log entry that had begun, the due date that held, and the overlays."""

    measure: Measure
    day: dt.date
    due_soon_within: Duration
    stale_after: Duration
    is_continued: bool = False
    """Whether a measure of a later round, which has begun, goes on with it: nothing is due here any more."""

    @cached_property
    def entries(self) -> list[tuple[dt.date, LogEntry]]:
        """The entries that had begun, in order of effect, each with its day."""
        log = self.measure.log
        days = in_effect([entry.date for entry in log])
        dated = [(day, entry) for day, entry in zip(days, log, strict=True) if day <= self.day]
        return sorted(dated, key=lambda pair: pair[0])

    @property
    def entry(self) -> LogEntry | None:
        """The log entry that holds, or None before the first."""
        return self.entries[-1][1] if self.entries else None

    @property
    def since(self) -> dt.date | None:
        """The day from which the entry holds."""
        return self.entries[-1][0] if self.entries else None

    @cached_property
    def status(self) -> Status:
        """The status that holds."""
        return self.entry.status if self.entry else Status.PLANNED

    @cached_property
    def due(self) -> PartialDate | None:
        """The due date that holds: the last new one, else the first."""
        moved = self.moved_by
        return moved.new_due if moved else self.measure.due

    @property
    def moved_by(self) -> LogEntry | None:
        """The log entry that set the due date that holds, or None where it is the first one."""
        return next((entry for _, entry in reversed(self.entries) if entry.new_due is not None), None)

    @property
    def due_route(self) -> Route:
        """The way from the measure to the due date that holds."""
        moved = self.moved_by
        return ("due",) if moved is None else ("log", self.position(moved), "new_due")

    def position(self, entry: LogEntry) -> int:
        """Give the position of one of the measure's log entries in the file."""
        return next(index for index, one in enumerate(self.measure.log) if one is entry)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done here."""
        return self.status.is_open and not self.is_continued

    @property
    def is_overdue(self) -> bool:
        """Whether it is open although the last day of its due interval is past."""
        return self.is_open and self.due is not None and self.due.last < self.day

    @property
    def is_due_soon(self) -> bool:
        """Whether it is open and its due date lies ahead, but near."""
        if not self.is_open or self.due is None or self.is_overdue:
            return False
        return self.due.last <= shifted(self.day, self.due_soon_within)

    @property
    def is_stale(self) -> bool:
        """Whether it is open and nobody has reported for too long."""
        return self.is_open and self.stale_since is not None

    @property
    def stale_since(self) -> PartialDate | None:
        """The date of the last sign of life, where that is too long ago."""
        last = self._last_sign
        if last is None or shifted(last.last, self.stale_after) >= self.day:
            return None
        return last

    @property
    def _last_sign(self) -> PartialDate | None:
        if self.entries:
            return max((entry.date for _, entry in self.entries), key=lambda date: date.last)
        return self.measure.start

    @property
    def done_by(self) -> LogEntry | None:
        """The entry from which on it is done or runs as a recurring task: the first one of the present run."""
        if self.status not in (Status.DONE, Status.ONGOING):
            return None
        first = None
        for _, entry in reversed(self.entries):
            if entry.status not in (Status.DONE, Status.ONGOING):
                break
            first = entry
        return first

    @property
    def done_on(self) -> PartialDate | None:
        """Since when it is done or runs as a recurring task."""
        return self.done_by.date if self.done_by else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of measures. ``share_done`` leaves out what was dropped or replaced, and is None where nothing is left."""

    by_status: Mapping[Status, int]
    overdue: int
    due_soon: int
    stale: int

    @property
    def total(self) -> int:
        """All measures."""
        return sum(self.by_status.values())

    @property
    def done(self) -> int:
        """Measures that are done."""
        return self.by_status[Status.DONE]

    @property
    def denominator(self) -> int:
        """Measures that were not given up."""
        return self.total - self.by_status[Status.DROPPED] - self.by_status[Status.REPLACED]

    @property
    def share_done(self) -> float | None:
        """Done measures among those not given up, from 0 to 1."""
        return self.done / self.denominator if self.denominator else None


def tally(states: Iterable[MeasureState]) -> Tally:
    """Count measures by status; every status is among the keys."""
    counts = dict.fromkeys(Status, 0)
    overdue = due_soon = stale = 0
    for state in states:
        counts[state.status] += 1
        overdue += state.is_overdue
        due_soon += state.is_due_soon
        stale += state.is_stale
    return Tally(counts, overdue, due_soon, stale)


@dataclass(frozen=True, slots=True)
class IndicatorState:
    """An indicator on a day: the last value that was known, and how far it is from baseline to target.

    ``share`` is 0 at the baseline, 1 at the target and may lie outside; None where one of the three is missing.
    """

    indicator: Indicator
    value: Decimal | None
    date: PartialDate | None

    @property
    def share(self) -> float | None:
        """How far the value has come."""
        baseline, target = self.indicator.baseline, self.indicator.target
        if self.value is None or baseline is None or target is None or baseline == target:
            return None
        return float((self.value - baseline) / (target - baseline))


def indicator_state(indicator: Indicator, day: dt.date) -> IndicatorState:
    """Give the last value that had been measured by a day."""
    known = [value for value in indicator.values if value.date.first <= day]
    last = max(known, key=lambda value: (value.date.first, value.date.last), default=None)
    return IndicatorState(indicator, last.value if last else None, last.date if last else None)


MEASURED_EVERY = Duration(12, 0)
"""How long the value of an indicator holds good that names no interval: until the next yearly report."""


def measured_every(goal: Goal, indicator: Indicator, day: dt.date) -> Duration | None:
    """Give the time from one value of an indicator to the next; None where no further one is expected.

    An indicator without an interval of its own is measured as long as its target is not reached, and its goal is not
    judged as achieved by the day.
    """
    if indicator.interval is not None:
        return indicator.interval
    last, judged = measured_last(indicator, day), judged_by(goal, day)
    if last is None or (judged is not None and judged.rating is Rating.ACHIEVED):
        return None
    return MEASURED_EVERY if falls_short(indicator, last.value) else None


def judged_by(goal: Goal, day: dt.date) -> Judgement | None:
    """Give the judgement on a goal that was known on a day; one without a date is known at any time."""
    judged = goal.assessment
    return judged if judged is not None and (judged.date is None or judged.date.first <= day) else None


def measured_last(indicator: Indicator, day: dt.date) -> IndicatorValue | None:
    """Give the latest value that was known on a day."""
    known = (value for value in indicator.values if value.date.first <= day)
    return max(known, key=lambda value: (value.date.last, value.date.first), default=None)


def falls_short(indicator: Indicator, value: Decimal) -> bool:
    """Whether a value lies before the target; the direction, or else the baseline, tells where that is."""
    baseline, target = indicator.baseline, indicator.target
    if target is None:
        return False
    if indicator.direction is None:
        if baseline is None or baseline == target:
            return False
        return value < target if baseline < target else value > target
    return value < target if indicator.direction is Direction.INCREASE else value > target


@dataclass(frozen=True)
class GoalState:
    """A goal on a day, with its measures in the order of their numbers."""

    goal: Goal
    measures: tuple[MeasureState, ...]
    indicators: tuple[IndicatorState, ...]

    @cached_property
    def tally(self) -> Tally:
        """Its measures, counted."""
        return tally(self.measures)


@dataclass(frozen=True)
class FieldState:
    """An action field on a day.

    ``field`` is None for what belongs to no field; ``title`` is text or, from the catalogue, a named thing.
    """

    field: ActionField | None
    title: str | CatalogueField
    goals: tuple[GoalState, ...]
    loose_measures: tuple[MeasureState, ...] = ()
    """Measures without a goal; only where ``field`` is None."""

    @property
    def is_empty(self) -> bool:
        """Whether it has neither goals nor measures."""
        return not (self.goals or self.loose_measures)

    @property
    def measures(self) -> tuple[MeasureState, ...]:
        """All its measures."""
        return (*(state for goal in self.goals for state in goal.measures), *self.loose_measures)

    @cached_property
    def tally(self) -> Tally:
        """Its measures, counted."""
        return tally(self.measures)


_DIGITS = re.compile(r"([0-9]+)")


def natural(label: str) -> tuple[tuple[int, int, str], ...]:
    """Give a key that sorts labels as people do: 1.9 before 1.10."""
    parts = _DIGITS.split(label)
    return tuple((0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts if part)


def by_number(record: Goal | Measure) -> tuple[bool, tuple[tuple[int, int, str], ...], str]:
    """Give the sort key of a goal or measure: by number, those without one behind, by id."""
    return (record.number is None, natural(record.number or ""), record.id)
