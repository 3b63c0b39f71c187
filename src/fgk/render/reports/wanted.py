"""What somebody wants a report about, beside the municipality and the day."""

from dataclasses import dataclass


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


NOTHING_ELSE = Wanted()
"""What is wanted where nothing was named."""
