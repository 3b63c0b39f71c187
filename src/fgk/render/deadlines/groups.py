"""Deadlines grouped by when they are due, and counted by month."""

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum

from fgk.assessment.deadlines import DeadlineState
from fgk.dates import add_months
from fgk.messages import N_, Message, msg
from fgk.render.deadlines.rows import Row


class Group(StrEnum):
    """When something is due, in the order of the page; what is met or missed comes last."""

    LATE = "late"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    LATER = "later"
    MISSED = "missed"
    MET = "met"


TITLES = {
    Group.LATE: N_("Overdue"),
    Group.WEEK: N_("This week"),
    Group.MONTH: N_("This month"),
    Group.QUARTER: N_("This quarter"),
    Group.LATER: N_("Later"),
    Group.MISSED: N_("Missed or ended"),
    Group.MET: N_("Met"),
}

MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
"""Short names of the months."""

_CLOSED = {
    DeadlineState.MET: N_("{n} met"),
    DeadlineState.MET_LATE: N_("{n} met late"),
    DeadlineState.MISSED: N_("{n} missed or ended"),
}

YEAR = 12
"""Months of an overview."""


def grouped(rows: Iterable[Row], day: dt.date) -> dict[Group, list[Row]]:
    """Sort rows, which are in order, into the groups that have any; weeks begin on Monday (ISO 8601)."""
    ends = _ends(day)
    found: dict[Group, list[Row]] = {group: [] for group in Group}
    for row in rows:
        found[_group(row, ends)].append(row)
    return {group: several for group, several in found.items() if several}


def _ends(day: dt.date) -> tuple[tuple[dt.date, Group], ...]:
    """Give the last days of this week, month and quarter, each with its group."""
    week = day + dt.timedelta(days=6 - day.weekday())
    month = _month_end(day.year, day.month)
    quarter = _month_end(day.year, 3 * ((day.month + 2) // 3))
    return ((week, Group.WEEK), (month, Group.MONTH), (quarter, Group.QUARTER))


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _group(row: Row, ends: tuple[tuple[dt.date, Group], ...]) -> Group:
    match row.state:
        case DeadlineState.MET | DeadlineState.MET_LATE:
            return Group.MET
        case DeadlineState.MISSED:
            return Group.MISSED
        case DeadlineState.OVERDUE:
            return Group.LATE
        case _:
            return next((group for end, group in ends if row.due <= end), Group.LATER)


def by_month(days: Iterable[dt.date], day: dt.date) -> Iterator[tuple[dt.date, int]]:
    """Count days by month: the first day of each of twelve months, this one first, and how many fall into it."""
    months = [add_months(day.replace(day=1), number) for number in range(YEAR)]
    counts = dict.fromkeys(months, 0)
    for one in days:
        first = one.replace(day=1)
        if first in counts:
            counts[first] += 1
    yield from counts.items()


def not_shown(left_out: Counter[DeadlineState]) -> Message | None:
    """Say how many deadlines are met or missed and not shown; None where there are none."""
    counts = tuple(msg(text, n=left_out[state]) for state, text in _CLOSED.items() if left_out[state])
    return msg("Not shown: {counts}; “--all” shows them, too.", counts=counts) if counts else None
