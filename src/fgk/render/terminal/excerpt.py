"""Source lines with the place in question underlined, as compilers show them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from fgk.diagnostics import START, Span, short_hash
from fgk.render.escaping import printable
from fgk.render.findings.outcome import Reader
from fgk.render.terminal.pen import Pen
from fgk.source.text import Text

_TAB = "    "
_CUT = "…"
Stretch = tuple[int, int, int]
"""A line, from 1, and the characters of it from one up to another, from 0 and exclusive."""

_KEPT = 4
"""Files of which the text is kept, since the places of one finding lie in few."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file to be shown, the style and the sign of its underline, and what is said of it.

    ``commit`` is the hash of an older commit in whose files it is, None for the files that are looked at.
    """

    path: str
    span: Span
    style: str
    sign: str
    label: str = ""
    commit: str | None = None


class Excerpts:
    """Shows places of files, each file read once while it is in use."""

    def __init__(self, read: Reader, pen: Pen, width: int) -> None:
        self._read = read
        self._pen = pen
        self._width = width
        self._texts: dict[tuple[str, str | None], Text | None] = {}
        self._line: tuple[Text | None, int, str] = (None, 0, "")

    def show(self, places: Iterable[Place]) -> Iterator[str]:
        """Give the lines that show some places, one below the other, each under its path."""
        shown = [(place, self._lines_of(place)) for place in places]
        numbers = [number for _, lines in shown for number, *_ in lines]
        room = len(str(max(numbers, default=0))) if numbers else 1
        gutter = f" {' ' * room} "
        for place, lines in shown:
            before = f"{short_hash(place.commit)}:" if place.commit is not None else ""
            where = f"{before}{printable(place.path) or '.'}:{place.span.line}:{place.span.column}"
            if not lines and place.label:
                where += f"  {place.label}"
            yield f"{gutter}{self._pen('┌─', 'quiet')} {where}"
            last = 0
            for stretch in lines:
                if last and stretch[0] > last + 1:
                    yield f"{gutter}{self._pen('┆', 'quiet')}"
                last = stretch[0]
                yield from self._marked(place, stretch, place.label if stretch is lines[-1] else "", room)

    def _lines_of(self, place: Place) -> list[Stretch]:
        text = self._text(place)
        return [] if text is None else stretches(text, place.span, self._source)

    def _marked(self, place: Place, stretch: Stretch, label: str, room: int) -> Iterator[str]:
        text, (number, first, end) = self._text(place), stretch
        line = self._source(text, number) if text else ""
        width = self._width - room - 5
        shown, before, marked = window(line, first, end, width)
        bar = self._pen("│", "quiet")
        yield f" {self._pen(f'{number:>{room}}', 'quiet')} {bar} {shown}".rstrip()
        marks = self._pen(place.sign * marked, place.style)
        below = f" {' ' * room} {bar} {' ' * before}"
        if not label or before + marked + 1 + cell_len(label) <= width:
            yield f"{below}{marks}{' ' if label else ''}{self._pen(label, place.style)}"
        else:
            yield f"{below}{marks}"
            indent = " " * max(0, min(before, width - cell_len(label)))
            yield f" {' ' * room} {bar} {indent}{self._pen(label, place.style)}"

    def _text(self, place: Place) -> Text | None:
        name = (place.path, place.commit)
        if name not in self._texts:
            if len(self._texts) >= _KEPT:
                del self._texts[next(iter(self._texts))]
            self._texts[name] = self._read(*name)
        return self._texts[name]

    def _source(self, text: Text, number: int) -> str:
        """Give a line; the last one is kept, since a line of a megabyte may have a thousand findings."""
        if self._line[:2] != (text, number):
            self._line = (text, number, text.line(number))
        return self._line[2]


def stretches(text: Text, span: Span, line_of: Callable[[Text, int], str] = Text.line) -> list[Stretch]:
    """Give what is underlined of a span: its line or, of several, the first and the last; nothing of an empty line."""
    if span.line > text.line_count:
        return []
    first_line = line_of(text, span.line)
    if span.end_line <= span.line:
        nowhere = span == START and not first_line.strip()
        return [] if nowhere or not first_line else [(span.line, span.column - 1, span.end_column - 1)]
    lines = [(span.line, span.column - 1, len(first_line))]
    end_line, end = (span.end_line, span.end_column - 1) if span.end_column > 1 else (span.end_line - 1, -1)
    if span.line < end_line <= text.line_count:
        last_line = line_of(text, end_line)
        indent = len(last_line) - len(last_line.lstrip())
        lines.append((end_line, indent, len(last_line) if end < 0 else end))
    return lines


def window(line: str, first: int, end: int, width: int) -> tuple[str, int, int]:
    """Cut a line around the characters from ``first`` up to ``end``, counted from 0, to at most ``width`` columns.

    Give what is shown, the columns before the place, and the columns of the place, at least one.
    """
    end = min(max(end, first + 1), max(len(line), first + 1))
    start = 0
    if end > width - 1 or _columns(line[:end]) > width - 1:
        start = max(0, first - max(8, (width - min(end - first, width)) // 2))
        while start < first and _columns(line[start:first]) > width // 2:
            start += 1
    left = _CUT if start else ""
    piece = _shown(line[start : start + width + 1])
    rest = len(line) > start + width + 1
    room = width - len(left)
    if rest or cell_len(piece) > room:
        piece = set_cell_size(piece, room - 1).rstrip() + _CUT
    before = len(left) + _columns(line[start:first])
    marked = _columns(line[first : min(end, first + width)]) or 1
    return left + piece, before, max(1, min(marked, width - before))


def _shown(text: str) -> str:
    return printable(text.replace("\t", _TAB))


def _columns(text: str) -> int:
    return len(text) if text.isascii() and text.isprintable() else cell_len(_shown(text))
