"""What somebody wants a report about, beside the municipality and the day."""

import datetime as dt
from dataclasses import dataclass

from fgk.file_names import name_part
from fgk.messages import msg
from fgk.stops import WrongUse
from fgk.suggestions import meant_or_possible


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is to be about; each kind looks at what concerns it.

    ``years`` are those of an annual report, ``event`` is the step of a council paper, ``record`` the id of a measure or
    goal, ``round`` the id of a round, ``office`` the name of the only office of which measures and deadlines are shown.
    """

    years: tuple[int, ...] = ()
    event: str | None = None
    record: str | None = None
    round: str | None = None
    office: str | None = None

    def names(self) -> list[str]:
        """Give it in parts of a file's name."""
        years = ["-".join(str(year) for year in sorted({self.years[0], self.years[-1]}))] if self.years else []
        return years + [name_part(one) for one in (self.event, self.record, self.round, self.office) if one]

    def years_on(self, day: dt.date) -> tuple[int, ...]:
        """Give the years of a yearly report that is written on a day: without any, the last one that is over."""
        return self.years or (day.year - 1,)


class UnknownRound(WrongUse):
    """A round that a municipality does not have; ``known`` are the ids of those that it has."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(msg("There is no round “{id}” here", id=name), meant_or_possible(name, known))


class NothingToReport(WrongUse):
    """What is recorded of a municipality gives nothing for the report that is wanted."""


NOTHING_ELSE = Wanted()
"""What is wanted where nothing was named."""
