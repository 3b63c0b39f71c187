"""Partial dates and durations: calendar arithmetic that never guesses a day.

The forms are those of ISO 8601-2 (EDTF, level 1) for dates, with quarters added, and of ISO 8601-1 for durations.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Self

FIRST_YEAR, LAST_YEAR = 1000, 2999
LONGEST_DURATION_MONTHS = 1200
LONGEST_DURATION_DAYS = 36_600

_ONE_DAY = dt.timedelta(days=1)

_PARTIAL = re.compile(r"([0-9]{4})(?:-(?:Q([1-4])|([0-9]{2})(?:-([0-9]{2}))?))?([?~%])?")
_DURATION = re.compile(r"(-)?P(?=[0-9])(?:([0-9]{1,6})Y)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?")


class Precision(IntEnum):
    """How finely a date is known; a larger value is finer."""

    YEAR = 1
    QUARTER = 2
    MONTH = 3
    DAY = 4


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in calendar months and days; either part may be negative, both have one sign."""

    months: int
    days: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an ISO 8601 duration such as ``P3Y``, ``P14D`` or ``-P15M``.

        Raises ValueError for any other form, and for a length beyond a hundred years.
        """
        match = _DURATION.fullmatch(text)
        if match is None:
            raise ValueError(text)
        sign, years, months, weeks, days = match.groups()
        in_months = 12 * int(years or 0) + int(months or 0)
        in_days = 7 * int(weeks or 0) + int(days or 0)
        if in_months > LONGEST_DURATION_MONTHS or in_days > LONGEST_DURATION_DAYS:
            raise ValueError(text)
        return cls(-in_months, -in_days) if sign else cls(in_months, in_days)

    def __str__(self) -> str:
        months, days = abs(self.months), abs(self.days)
        years, rest = divmod(months, 12)
        parts = [f"{n}{unit}" for n, unit in ((years, "Y"), (rest, "M"), (days, "D")) if n]
        return ("-" if min(self.months, self.days) < 0 else "") + "P" + ("".join(parts) or "0D")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: the interval from its first to its last day.

    ``qualifier`` is ``""``, ``"?"`` (uncertain), ``"~"`` (approximate) or ``"%"`` (both). It never widens the interval.
    """

    first: dt.date
    last: dt.date
    precision: Precision
    qualifier: str = ""

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ``2019``, ``2019-Q3``, ``2019-10`` or ``2019-10-04``, each with an optional qualifier.

        Raises ValueError for any other form, for a day that does not exist, and for a year before 1000 or after 2999.
        """
        return _parse_partial(text)

    @classmethod
    def of(cls, day: dt.date, qualifier: str = "") -> Self:
        """Give the date that is known to the day."""
        return cls(day, day, Precision.DAY, qualifier)

    @property
    def uncertain(self) -> bool:
        """Whether the source leaves the date open (``?`` or ``%``)."""
        return self.qualifier in ("?", "%")

    @property
    def approximate(self) -> bool:
        """Whether the date is only roughly right (``~`` or ``%``)."""
        return self.qualifier in ("~", "%")

    def plus(self, duration: Duration) -> "PartialDate":
        """Add a duration: months from the anchor, clamped to the month's end, then days.

        The precision is kept. A duration finer than the precision is added to the last day of the interval, and the
        result is marked approximate.
        """
        if self._is_coarser_than(duration):
            return PartialDate.of(shifted(self.last, duration), "%" if self.uncertain else "~")
        if self.precision is Precision.DAY:
            return PartialDate.of(shifted(self.first, duration), self.qualifier)
        first = add_months(self.first, duration.months)
        return PartialDate(first, _last_day(first, self.precision), self.precision, self.qualifier)

    def _is_coarser_than(self, duration: Duration) -> bool:
        if self.precision is Precision.DAY:
            return False
        return bool(duration.days) or duration.months % _MONTHS_IN[self.precision] != 0

    def __str__(self) -> str:
        year = f"{self.first.year:04}"
        form = {
            Precision.YEAR: year,
            Precision.QUARTER: f"{year}-Q{(self.first.month + 2) // 3}",
            Precision.MONTH: f"{year}-{self.first.month:02}",
            Precision.DAY: self.first.isoformat(),
        }
        return form[self.precision] + self.qualifier


_MONTHS_IN = {Precision.YEAR: 12, Precision.QUARTER: 3, Precision.MONTH: 1}


def add_months(day: dt.date, months: int) -> dt.date:
    """Add calendar months to a day, clamped to the end of the month that is reached, and to the years 1 to 9999."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return dt.date.max if months > 0 else dt.date.min
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shifted(day: dt.date, duration: Duration) -> dt.date:
    """Give the day that lies a duration after another one, or the last or first day that there is."""
    try:
        return add_months(day, duration.months) + dt.timedelta(days=duration.days)
    except OverflowError:
        return dt.date.max if duration.days > 0 else dt.date.min


def reached_from(day: dt.date, duration: Duration) -> dt.date:
    """Give the first day from which a duration, added to it, reaches another day.

    At the end of a month that is not always the day that lies as long before it: 28 February and three months is not
    yet 31 May.
    """
    found = shifted(day, Duration(-duration.months, -duration.days))
    while shifted(found, duration) < day:
        found += _ONE_DAY
    while shifted(found - _ONE_DAY, duration) >= day:
        found -= _ONE_DAY
    return found


def _last_day(first: dt.date, precision: Precision) -> dt.date:
    return add_months(first, _MONTHS_IN[precision]) - dt.timedelta(days=1)


@lru_cache(maxsize=8192)
def _parse_partial(text: str) -> PartialDate:
    match = _PARTIAL.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, quarter, month, day, qualifier = match.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(text)
    if day:
        return PartialDate.of(dt.date(int(year), int(month), int(day)), qualifier or "")
    if month:
        first, precision = dt.date(int(year), int(month), 1), Precision.MONTH
    elif quarter:
        first, precision = dt.date(int(year), 3 * int(quarter) - 2, 1), Precision.QUARTER
    else:
        first, precision = dt.date(int(year), 1, 1), Precision.YEAR
    return PartialDate(first, _last_day(first, precision), precision, qualifier or "")


def in_effect(dates: list[PartialDate]) -> list[dt.date]:
    """Give the day on which each of several dated facts takes effect, where the list tells their order.

    A fact takes effect on the first day of its interval but, within that interval, not before the facts that precede
    it: adopted ``2021-02-25`` and then issued ``2021`` means issued on 2021-02-25 at the earliest.
    """
    days: list[dt.date] = []
    reached = dt.date.min
    for date in dates:
        day = reached if date.first < reached <= date.last else date.first
        reached = max(reached, day)
        days.append(day)
    return days
