"""What somebody wants a report about, beside the municipality and the day."""

import re
from dataclasses import dataclass

from fgk.stops import WrongUse

_UNUSUAL = re.compile(r"[^0-9A-Za-z_-]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is to be about; each kind looks at what concerns it.

    ``years`` are those of an annual report, ``event`` is the step of a council paper, ``record`` the id of a measure or
    goal, ``round`` the id of a round.
    """

    years: tuple[int, ...] = ()
    event: str | None = None
    record: str | None = None
    round: str | None = None

    def names(self) -> list[str]:
        """Give it in parts of a file's name."""
        years = ["-".join(str(year) for year in sorted({self.years[0], self.years[-1]}))] if self.years else []
        return years + [_UNUSUAL.sub("-", one) for one in (self.event, self.record, self.round) if one]


class NothingToReport(WrongUse):
    """What is recorded of a municipality gives nothing for the report that is wanted."""


NOTHING_ELSE = Wanted()
"""What is wanted where nothing was named."""
