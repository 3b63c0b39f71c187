"""What is wrong with one file, or with names in a directory: as much as anybody reads, and what stands for more."""

from collections.abc import Iterable
from typing import Self, TypeVar

from fgk.diagnostics import START, Problem
from fgk.messages import msg, msgn

MOST = 1_000
"""Problems that are kept of one file: nobody reads more at a time, and a file of 4 MiB could hold a million."""

T = TypeVar("T")

PlacedProblem = tuple[str, Problem]
"""A path and what is wrong there."""


class _Capped(list[T]):
    """A list that keeps a bounded number of items, and behind them one that says how many more there were.

    What fills it may stop as soon as it is ``full``: then "at least one more" is said.
    """

    def __init__(self, items: Iterable[T] = ()) -> None:
        super().__init__()
        self._first: T | None = None
        self._left_out = 0
        self += items

    @property
    def full(self) -> bool:
        """Whether something was left out."""
        return self._left_out > 0

    def append(self, item: T) -> None:
        """Add an item, or count it where the list is full."""
        if len(self) < MOST:
            super().append(item)
            return
        if self._first is None:
            self._first = item
            super().append(item)
        self._left_out += 1
        self[-1] = self._closing(self._first, self._left_out)

    def extend(self, items: Iterable[T]) -> None:
        """Add items, as far as there is room; what makes them is not asked for more than one that is left out."""
        for item in items:
            self.append(item)
            if self.full:
                return

    def __iadd__(self, items: Iterable[T]) -> Self:  # type: ignore[override,misc]  # as a list does
        self.extend(items)
        return self

    def _closing(self, first: T, left_out: int) -> T:
        raise NotImplementedError


class Problems(_Capped[Problem]):
    """The problems of one file; the last one stands where the first that was left out does."""

    def _closing(self, first: Problem, left_out: int) -> Problem:
        return too_many(left_out, first)


class PlacedProblems(_Capped[PlacedProblem]):
    """The problems of files as wholes; the last one stands at the path of the first that was left out."""

    def _closing(self, first: PlacedProblem, left_out: int) -> PlacedProblem:
        path, problem = first
        return path, too_many(left_out, problem)


def too_many(left_out: int = 1, first: Problem | None = None) -> Problem:
    """Say that at least so many problems are not listed, from the place of the first of them on."""
    message = msgn(
        "More than {limit} findings: from here on at least {n} more is not listed",
        "More than {limit} findings: from here on at least {n} more are not listed",
        left_out,
        limit=MOST,
    )
    hint = msg("Correct those that are listed first; so many usually have one cause.")
    return Problem("FGK018", message, first.span if first is not None else START, hint)
