"""When the deadlines of a rule fall due in a round, and how long each can be met: its window."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from fgk.assessment.periods import NOTHING, Occurrence, Schedule
from fgk.assessment.working_days import DueDay, WorkCalendar
from fgk.dates import Duration, shifted
from fgk.model.procedure import DeadlineRule


class WindowEnd(NamedTuple):
    """The last day on which a deadline can be met: a day, and the grace behind it.

    Whether it is past is mostly clear without its exact day: a year after 24 December, no holiday matters any more.
    """

    day: DueDay
    grace: Duration = NOTHING

    @property
    def date(self) -> dt.date:
        """The day itself."""
        return shifted(self.day.date, self.grace)

    def is_before(self, day: dt.date) -> bool:
        """Whether it is past on a day."""
        if shifted(self.day.last, self.grace) >= day:
            return False
        return shifted(self.day.latest, self.grace) < day or self.date < day


class Due(NamedTuple):
    """One occurrence of a deadline with its day, and the end of its window; None where it has none."""

    occurrence: Occurrence
    day: DueDay
    window: WindowEnd | None

    def is_open_on(self, day: dt.date) -> bool:
        """Whether it can still be met on a day."""
        return self.window is None or not self.window.is_before(day)


def due_day(rule: DeadlineRule, last: dt.date, calendar: WorkCalendar) -> DueDay:
    """Give the day to which the last day of a deadline's interval moves, where the rule moves it at all."""
    return DueDay(last, calendar if rule.working_day == "next" else None)


def dues(rule: DeadlineRule, plan: Schedule, calendar: WorkCalendar, today: dt.date) -> Iterator[Due]:
    """Give the occurrences with their days: of what has no end, only the first that does not lie before ``today``."""
    for occurrence in plan.occurrences:
        day = due_day(rule, occurrence.date.last, calendar)
        yield Due(occurrence, day, _window(rule, plan, occurrence, day, calendar))
        if plan.until is None and not day.is_before(today):
            return


def _window(
    rule: DeadlineRule, plan: Schedule, occurrence: Occurrence, day: DueDay, calendar: WorkCalendar
) -> WindowEnd | None:
    """Give the end of the window: ``grace`` decides, else the day on which it would come again, else ``until``.

    What nothing can meet is over with its day.
    """
    if rule.grace is not None:
        return WindowEnd(day, rule.grace)
    if rule.met_by is None and rule.met_when is None:
        return WindowEnd(day)
    if rule.repeat is not None:
        distance = Duration(
            occurrence.distance.months + rule.repeat.months, occurrence.distance.days + rule.repeat.days
        )
        return WindowEnd(due_day(rule, plan.anchor.date.plus(distance).last, calendar))
    if plan.until is None:
        return None
    return WindowEnd(DueDay(plan.until.last) if day.is_by(plan.until.last) else day)
