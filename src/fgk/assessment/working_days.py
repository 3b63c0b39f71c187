"""Working days: on which days offices are closed, and to which day a period moves that would end on one of them.

A period that ends on a Saturday, a Sunday or a public holiday ends with the next working day (§ 193 BGB, § 31 (3)
VwVfG; the other countries have like rules). The library ``holidays`` is loaded only where a period is moved.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from fgk.messages import NBSP, Message, msg
from fgk.model.municipality import Municipality

CATHOLIC = "catholic"
"""Stands for a finer subdivision: the holidays of a Land's predominantly Catholic municipalities."""

_LAWS = {"DE": f"§{NBSP}193 BGB, §{NBSP}31 Abs.{NBSP}3 VwVfG"}
_SATURDAY = 5
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday: a named thing, with its name by language."""

    names: Mapping[str, str]

    def title_in(self, language: str) -> str:
        """Give the name in a language; the German or the country's own where there is none."""
        return self.names.get(language) or self.names["de"]


@dataclass(frozen=True, slots=True)
class Closed:
    """A day on which offices are closed, and why."""

    day: dt.date
    reason: Message


@dataclass(frozen=True, slots=True)
class Shift:
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

    ``country`` and ``subdivision`` are names of the library; the subdivision is empty where only the holidays of the
    whole country are known to hold. ``added`` are further days on which no office works.
    """

    country: str
    subdivision: str = ""
    catholic: bool = False
    added: frozenset[dt.date] = frozenset()

    @classmethod
    def of(cls, municipality: Municipality | None) -> "WorkCalendar":
        """Give the calendar of a municipality: its Land's, with what ``holidays`` says beyond that."""
        if municipality is None:
            return cls("DE")
        country, own = municipality.country.value, municipality.holidays
        finer = (own.subdivision if own else None) or ""
        catholic = finer.casefold() in _CATHOLIC
        subdivision = known_subdivision(country, "" if catholic else finer) or municipality.state or ""
        added = frozenset(date.first for date in own.add) if own else frozenset()
        return cls(country, subdivision, catholic, added)

    @staticmethod
    def knows(country: str, name: str) -> bool:
        """Whether a finer subdivision has holidays of its own that are known."""
        return name.casefold() in _CATHOLIC or known_subdivision(country, name) is not None

    @property
    def is_whole(self) -> bool:
        """Whether the holidays of the subdivision are known, and not only those of the whole country."""
        return not _subdivisions(self.country) or known_subdivision(self.country, self.subdivision) is not None

    def closed(self, day: dt.date) -> Closed | None:
        """Say why offices are closed on a day, or give None for a working day."""
        names = _holidays(self.country, self.subdivision, self.catholic, day.year).get(day)
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
def _holidays(country: str, subdivision: str, catholic: bool, year: int) -> Mapping[dt.date, Mapping[str, str]]:  # noqa: FBT001 - a plain fact, and a part of the cache's key
    """Give the public holidays of a year, each with its name by language."""
    import holidays

    calendar = holidays.country_holidays(country)
    known = known_subdivision(country, subdivision)
    finer = (CATHOLIC,) if catholic and CATHOLIC in calendar.supported_categories else ()
    found: dict[dt.date, dict[str, str]] = {}
    for language, locale in _LOCALES.items():
        spoken = locale if locale in calendar.supported_languages else calendar.default_language
        of_year = holidays.country_holidays(
            country, subdiv=known, years=year, language=spoken, categories=("public", *finer)
        )
        for day, name in of_year.items():
            found.setdefault(day, {})[language] = name
    return found


_LOCALES = {"de": "de", "en": "en_US"}
"""Our languages, as the library names them."""
