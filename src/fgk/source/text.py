"""The text of a file and its places: character offsets to lines and columns."""

from array import array
from bisect import bisect_right
from functools import cached_property

from fgk.diagnostics import Span

SHOWN = 60
"""Characters of the file's text that a message repeats."""


def shown(text: str) -> str:
    """Give a text for use in a message: one line, shortened."""
    text = " ".join(text[: 4 * SHOWN].split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


class Text:
    """Decoded text. Lines end at LF or CRLF only; lines and columns count from 1, columns in characters."""

    def __init__(self, content: str) -> None:
        self.content = content

    @cached_property
    def _line_starts(self) -> "array[int]":
        starts = array("L", [0])  # a file may consist of line ends alone: four million of them
        position = self.content.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.content.find("\n", position + 1)
        return starts

    def span(self, start: int, end: int) -> Span:
        """Give the place of the characters from offset ``start`` up to, and without, offset ``end``."""
        size = len(self.content)
        start, end = min(start, size), min(max(start, end), size)
        line, column = self._position(start)
        end_line, end_column = self._position(end)
        return Span(line, column, end_line, end_column)

    def offset(self, line: int, column: int) -> int:
        """Give the character offset of a line and a column. Raises ValueError where there is no such place."""
        starts = self._line_starts
        if not 1 <= line <= len(starts):
            raise ValueError(f"there is no line {line}")
        offset = starts[line - 1] + column - 1
        end = starts[line] if line < len(starts) else len(self.content) + 1
        if column < 1 or offset >= end:
            raise ValueError(f"there is no column {column} in line {line}")
        return offset

    def line(self, number: int) -> str:
        """Give one line, counted from 1, without its end."""
        start = self._line_starts[number - 1]
        end = self.content.find("\n", start)
        return (self.content[start:] if end < 0 else self.content[start:end]).removesuffix("\r")

    @property
    def line_count(self) -> int:
        """How many lines there are; the empty one behind a final line end counts."""
        return len(self._line_starts)

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1
