"""Measures by status over the years: for each year a column, divided by status, with the words beside the last one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fgk.render.charts.progress import Segment, area, textures
from fgk.render.charts.svg import (
    BOLD,
    LARGE,
    NARROW,
    NARROWEST,
    SMALL,
    WIDE,
    WIDEST,
    either,
    element,
    figure,
    shortened,
    text_of,
    width_of,
)

HEIGHT, FOOT, HEAD = 190, 24, 18
MOST = 12
"""Years that are drawn at most, the latest ones; the table beside the picture has all of them."""
_GAP = 12
"""Hundredths of a column's place that stay free on each side of it."""
_COLUMNS, _WORDS = 54.0, 57.5
"""Where the columns end and the words begin, in hundredths of the picture's width."""
_LINE, _LEAST = 17, 14
"""Pixels from a word to the next, and of a segment that has room for its number."""
_PAGES = ((NARROW, NARROWEST), (WIDE, WIDEST))
_HOLLOW = ("planned", "unknown")
"""Statuses of which only the outline is drawn; their neighbours must not cover it."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The measures at one time: what it is called, and how many have which status."""

    label: str
    segments: Sequence[Segment]

    @property
    def total(self) -> int:
        """All measures."""
        return sum(segment.count for segment in self.segments)


def statuses_chart(title: str, description: str, stacks: Sequence[Stack], name: str = "statuses") -> str:
    """Draw the columns side by side; nothing where there is nothing to compare."""
    drawn = [stack for stack in stacks if stack.total][-MOST:]
    if len(drawn) < 2:
        return ""
    most = max(stack.total for stack in drawn)
    width = _COLUMNS / len(drawn)
    base = HEAD + HEIGHT
    content = [
        element("defs", "".join(textures(name))),
        element("line", x1=0, x2=f"{_COLUMNS}%", y1=base, y2=base, class_="grid"),
    ]
    for index, stack in enumerate(drawn):
        content += _column(_pieces(stack, most), index * width, width, name)
    content += _labels(drawn, width, most)
    content += _words(drawn, width, most)
    return figure(name, title, description, base + FOOT, content)


def _pieces(stack: Stack, most: int) -> list[tuple[Segment, float, float]]:
    """Give each segment with its upper edge and its height."""
    found = []
    bottom = float(HEAD + HEIGHT)
    for segment in stack.segments:
        height = HEIGHT * segment.count / most
        bottom -= height
        found.append((segment, bottom, height))
    return found


def _column(pieces: Sequence[tuple[Segment, float, float]], left: float, width: float, name: str) -> Iterator[str]:
    for segment, y, height in sorted(pieces, key=lambda piece: piece[0].key in _HOLLOW):
        said = f"{segment.count} {segment.word}"
        x, breadth = f"{left + width * _GAP / 100:.2f}%", f"{width * (100 - 2 * _GAP) / 100:.2f}%"
        box = {"x": x, "width": breadth, "y": f"{y:.1f}", "height": f"{height:.1f}"}
        yield from area(segment.key, said, name, is_thin=height < 6, **box)
    for segment, y, height in pieces:
        if height >= _LEAST:
            yield from _number(segment, f"{left + width / 2:.2f}%", f"{y + height / 2 + 4.5:.1f}", width)


def _number(segment: Segment, x: str, y: str, width: float) -> Iterator[str]:
    """Write into a segment what its width has room for: sign and number, the number, or nothing."""
    share = width * (100 - 2 * _GAP) / 10_000
    narrow, wide = (_fitting(segment, page * share) for page in (NARROWEST, WIDEST))
    yield either(narrow, wide, x=x, y=y, text_anchor="middle", class_=f"on s-{segment.key}-text")


def _fitting(segment: Segment, pixels: float) -> str:
    texts = (f"{segment.glyph} {segment.count}", str(segment.count))
    return next((text for text in texts if width_of(text, LARGE * BOLD) <= pixels), "")


def _labels(drawn: Sequence[Stack], width: float, most: int) -> Iterator[str]:
    """Write the total above each column and the year below it; where they would touch, the later one stays."""
    for kind, pixels in _PAGES:
        place = pixels * width / 100
        totals, years = [str(stack.total) for stack in drawn], [stack.label for stack in drawn]
        for index in _kept(totals, place):
            x, y = _middle(index, width), HEAD + HEIGHT * (1 - drawn[index].total / most) - 5
            yield element("text", totals[index], x=x, y=f"{y:.1f}", text_anchor="middle", class_=f"label {kind}")
        for index in _kept(years, place):
            x, label = _middle(index, width), text_of(years[index])
            yield element("text", label, x=x, y=HEAD + HEIGHT + 16, text_anchor="middle", class_=f"year {kind}")


def _middle(index: int, width: float) -> str:
    return f"{(index + 0.5) * width:.2f}%"


def _kept(texts: Sequence[str], place: float) -> Iterator[int]:
    """Choose the texts that have room, from the last to the first; each stands in the middle of a place."""
    free = float("inf")
    for index in reversed(range(len(texts))):
        middle, half = (index + 0.5) * place, width_of(texts[index]) / 2
        if middle + half <= free and (middle >= half or index == len(texts) - 1):
            yield index
            free = middle - half - 4


def _words(drawn: Sequence[Stack], width: float, most: int) -> Iterator[str]:
    """Write sign, number and word of each status beside the last column, and lead to its segment."""
    pieces = _pieces(drawn[-1], most)
    lines = [(segment, y + height / 2) for segment, y, height in pieces if segment.count]
    known = {segment.key for segment, _ in lines}
    top = pieces[-1][1]
    for stack in drawn:
        for segment in stack.segments:
            if segment.count and segment.key not in known:
                known.add(segment.key)
                lines.append((Segment(segment.key, segment.glyph, segment.word, 0), top))
    lines = lines[: HEIGHT // _LINE]
    for (segment, wanted), y in zip(lines, _slots([line[1] for line in lines]), strict=True):
        if segment.count:
            ends = {"x1": f"{_COLUMNS - width * _GAP / 100 + 0.4:.2f}%", "x2": f"{_WORDS - 0.8:.2f}%"}
            yield element("line", y1=f"{wanted:.1f}", y2=f"{y:.1f}", class_="reach", **ends)
        text = f"{segment.glyph} {segment.count} {segment.word}"
        narrow, wide = (shortened(text, page * (100 - _WORDS) / 100, SMALL) for page in (NARROWEST, WIDEST))
        yield either(narrow, wide, x=f"{_WORDS}%", y=f"{y + 4:.1f}", class_="year")


def _slots(wanted: Sequence[float]) -> list[float]:
    """Place lines, the lowest first, as near as possible to where they belong, so that none covers another."""
    found: list[float] = []
    for y in wanted:
        found.append(min(y, (found[-1] if found else HEAD + HEIGHT + _LINE / 2) - _LINE))
    edge = float(HEAD)
    for index in reversed(range(len(found))):
        found[index] = max(found[index], edge)
        edge = found[index] + _LINE
    return found
