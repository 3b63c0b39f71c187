"""Working days: on which days offices are closed, and to which day a period moves that would end on one of them.

A period that ends on a Saturday, a Sunday or a public holiday ends with the next working day (§ 193 BGB, § 31 (3)
VwVfG; the other countries have like rules). The library ``holidays`` is loaded only where a period is moved.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from fgk.messages import NBSP, Message, msg
from fgk.model.municipality import Municipality

CATHOLIC = "catholic"
"""Stands for a finer subdivision: the holidays of a Land's predominantly Catholic municipalities."""

_LAWS = {"DE": f"§{NBSP}193 BGB, §{NBSP}31 Abs.{NBSP}3 VwVfG"}
_SATURDAY = 5
_LONGEST_RUN = 14
"""Days; the longest run of days off in one of the calendars has fewer."""
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday: a named thing, with its name by language."""

    names: Mapping[str, str]

    def title_in(self, language: str) -> str:
        """Give the name in a language; the German or the country's own where there is none."""
        return self.names.get(language) or self.names["de"]


class Closed(NamedTuple):
    """A day on which offices are closed, and why."""

    day: dt.date
    reason: Message


class Shift(NamedTuple):
    """A day that was moved to the next working day, and the days off in between, the first included.

    ``law`` names what says so, in the country's own words; it is empty where no source is given here.
    """

    moved_from: dt.date
    day: dt.date
    closed: tuple[Closed, ...]
    law: str = ""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days on which the offices of one municipality work.

    ``state`` is the Land, empty where it is not given: then only the holidays of the whole ``country`` count. ``finer``
    is a subdivision of it, if any, and ``added`` are further days on which no office works.
    """

    country: str
    state: str = ""
    finer: str = ""
    added: frozenset[dt.date] = frozenset()

    @classmethod
    def of(cls, municipality: Municipality | None) -> "WorkCalendar":
        """Give the calendar of a municipality: its Land's, with what ``holidays`` says beyond that."""
        if municipality is None:
            return cls("DE")
        own = municipality.holidays
        return cls(
            municipality.country.value,
            municipality.state or "",
            (own.subdivision if own else None) or "",
            frozenset(date.first for date in own.add) if own else frozenset(),
        )

    @staticmethod
    def knows(country: str, name: str) -> bool:
        """Whether a finer subdivision has holidays of its own that are known."""
        return name.casefold() in _CATHOLIC or known_subdivision(country, name) is not None

    @property
    def is_whole(self) -> bool:
        """Whether the holidays of the subdivision are known, and not only those of the whole country."""
        names = (self.finer, self.state)
        return not _subdivisions(self.country) or any(known_subdivision(self.country, name) for name in names)

    @property
    def longest_shift(self) -> dt.timedelta:
        """How far days off can move a day at most: each day that was added may join two runs of holidays."""
        return dt.timedelta(days=_LONGEST_RUN + len(self.added) * (_LONGEST_RUN + 1))

    def closed(self, day: dt.date) -> Closed | None:
        """Say why offices are closed on a day, or give None for a working day."""
        names = _holidays(self.country, self.state, self.finer, day.year).get(day)
        if names is not None:
            return Closed(day, msg("{holiday}", holiday=Holiday(names)))
        if day in self.added:
            return Closed(day, msg("a day off here"))
        if day.weekday() >= _SATURDAY:
            return Closed(day, msg("Saturday") if day.weekday() == _SATURDAY else msg("Sunday"))
        return None

    def next_working_day(self, day: dt.date) -> Shift | None:
        """Give the working day to which a period moves that would end on a day, or None where that is one itself."""
        closed = []
        moved = day
        while (reason := self.closed(moved)) is not None:
            closed.append(reason)
            if moved == dt.date.max:
                return None
            moved += _ONE_DAY
        return Shift(day, moved, tuple(closed), _LAWS.get(self.country, "")) if closed else None


@dataclass(frozen=True)
class DueDay:
    """A day by which something is due: ``last``, moved to a working day where there is a ``calendar``.

    Whether it lies before another day can often be told without the holidays; they are looked up only where it cannot,
    and where the day itself is asked for.
    """

    last: dt.date
    calendar: WorkCalendar | None = None

    @cached_property
    def shift(self) -> Shift | None:
        """The days off that move it, or None where none does."""
        return self.calendar.next_working_day(self.last) if self.calendar is not None else None

    @property
    def date(self) -> dt.date:
        """The day itself."""
        return self.shift.day if self.shift is not None else self.last

    @property
    def latest(self) -> dt.date:
        """A day that it surely does not lie behind, told without looking up any holiday."""
        if self.calendar is None or dt.date.max - self.last < self.calendar.longest_shift:
            return self.last
        return self.last + self.calendar.longest_shift

    def is_by(self, limit: dt.date) -> bool:
        """Whether it lies on or before a day."""
        return self.last <= limit and (self.latest <= limit or self.date <= limit)

    def is_before(self, day: dt.date) -> bool:
        """Whether it lies before a day."""
        return self.is_by(day - _ONE_DAY)


_CATHOLIC = (CATHOLIC, "katholisch")


def known_subdivision(country: str, name: str) -> str | None:
    """Give the library's name for a subdivision of a country, by its code, its name or in any case; None if unknown."""
    if not name:
        return None
    return _subdivisions(country).get(name.casefold())


def subdivisions(country: str) -> tuple[str, ...]:
    """Give the names and codes by which a country's subdivisions are known, as they are written."""
    import holidays

    calendar = holidays.country_holidays(country)
    return (*calendar.subdivisions, *getattr(calendar, "subdivisions_aliases", {}))


@lru_cache(maxsize=16)
def _subdivisions(country: str) -> Mapping[str, str]:
    import holidays

    calendar = holidays.country_holidays(country)
    aliases = getattr(calendar, "subdivisions_aliases", {})
    known = {**aliases, **{name: name for name in calendar.subdivisions}}
    return {written.casefold(): name for written, name in known.items()}


@lru_cache(maxsize=4096)
def _holidays(country: str, state: str, finer: str, year: int) -> Mapping[dt.date, Mapping[str, str]]:
    """Give the public holidays of a year, each with its name by language."""
    import holidays

    calendar = holidays.country_holidays(country)
    known = known_subdivision(country, finer) or known_subdivision(country, state)
    catholic = finer.casefold() in _CATHOLIC and CATHOLIC in calendar.supported_categories
    found: dict[dt.date, dict[str, str]] = {}
    for language, locale in _LOCALES.items():
        spoken = locale if locale in calendar.supported_languages else calendar.default_language
        of_year = holidays.country_holidays(
            country,
            subdiv=known,
            years=year,
            language=spoken,
            categories=("public", CATHOLIC) if catholic else ("public",),
        )
        for day, name in of_year.items():
            found.setdefault(day, {})[language] = name
    return found


_LOCALES = {"de": "de", "en": "en_US"}
"""Our languages, as the library names them."""
