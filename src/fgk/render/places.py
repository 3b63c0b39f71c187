"""Where facts stand in the files, as outputs name it."""

from collections.abc import Callable
from dataclasses import dataclass

from fgk.diagnostics import Route
from fgk.model.base import Record


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file: its path from the repository's root, line and column from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


Find = Callable[[Record, Route], Position | None]
"""Finds the place of a field of a record; None where it has none that may be named."""
