"""Indicators on their way: for each a line from baseline to target, with the values that were measured."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fgk.render.charts.svg import (
    BOLD,
    NARROW,
    NARROWEST,
    SMALL,
    WIDE,
    WIDEST,
    element,
    figure,
    fitted,
    left_out,
    shortened,
    text_of,
    width_of,
)

ROW, LINE, FOOT = 64, 36, 18
MOST = 40
"""Indicators that are drawn at most."""
MOST_VALUES = 60
"""Values of an indicator that are drawn at most, the latest ones."""
_LEFT, _WIDTH = 6.0, 88.0
"""Where the line of an indicator begins, and how long it is, in hundredths of the picture's width."""
_AIR = 8
"""Pixels between two labels."""


@dataclass(frozen=True, slots=True)
class Way:
    """An indicator: its title with the unit, its baseline and target with their words, the measured values in order."""

    title: str
    baseline: tuple[Decimal, str] | None
    target: tuple[Decimal, str] | None
    values: Sequence[tuple[Decimal, str]]

    @property
    def numbers(self) -> list[Decimal]:
        """All numbers that the line must reach: the ends, and the latest values."""
        ends = [end[0] for end in (self.baseline, self.target) if end is not None]
        return [*ends, *(value for value, _ in self.values[-MOST_VALUES:])]


def indicators_chart(title: str, description: str, ways: Sequence[Way], name: str = "indicators") -> str:
    """Draw the indicators below one another; nothing where none has values to compare."""
    comparable = [way for way in ways if len(way.numbers) > 1]
    drawn = comparable[:MOST]
    if not drawn:
        return ""
    content = [part for index, way in enumerate(drawn) for part in _way(way, index * ROW)]
    more, bottom = len(comparable) - len(drawn), len(drawn) * ROW
    content.append(left_out(more, bottom + 14))
    return figure(name, title, description, bottom + (FOOT if more else 0), content)


def is_drawable(way: Way) -> bool:
    """Whether there is a way to draw: at least two numbers."""
    return len(way.numbers) > 1


def _place(way: Way) -> Callable[[Decimal], float]:
    """Give the function that places numbers on the line: towards the target is to the right, where both are known."""
    low, high = min(way.numbers), max(way.numbers)
    falls = way.baseline is not None and way.target is not None and way.target[0] < way.baseline[0]

    def x(value: Decimal) -> float:
        if low == high:
            return _LEFT + _WIDTH / 2
        share = float((value - low) / (high - low))
        return _LEFT + _WIDTH * (1 - share if falls else share)

    return x


def _way(way: Way, top: float) -> Iterator[str]:
    x, y = _place(way), top + LINE
    yield fitted(way.title, NARROWEST, WIDEST, x=0, y=top + 13, class_="label")
    yield element("line", x1=f"{_LEFT}%", x2=f"{_LEFT + _WIDTH}%", y1=y, y2=y, class_="grid")
    if way.values and way.baseline is not None:
        start, end = sorted((x(way.baseline[0]), x(way.values[-1][0])))
        yield element("rect", x=f"{start:.2f}%", width=f"{end - start:.2f}%", y=y - 3, height=6, class_="bar")
    for limit, kind in ((way.baseline, "from"), (way.target, "to")):
        if limit is not None:
            at = f"{x(limit[0]):.2f}%"
            yield element("line", x1=at, x2=at, y1=y - 8, y2=y + 8, class_=f"tick {kind}")
    shown = way.values[-MOST_VALUES:]
    for index, (value, _) in enumerate(shown, start=1):
        kind, radius = ("mark latest", 5) if index == len(shown) else ("mark", 4)
        yield element("circle", cx=f"{x(value):.2f}%", cy=y, r=radius, class_=kind)
    ends = [(x(end[0]), end[1]) for end in (way.baseline, way.target) if end is not None]
    for kind, pixels in ((NARROW, NARROWEST), (WIDE, WIDEST)):
        for at, anchor, text in _ends(sorted(ends), pixels):
            yield element("text", text_of(text), x=at, y=y + 20, text_anchor=anchor, class_=f"year {kind}")
        if way.values:
            at, anchor, text = _label(x(way.values[-1][0]), way.values[-1][1], pixels)
            yield element("text", text_of(text), x=at, y=y - 9, text_anchor=anchor, class_=f"year latest {kind}")


def _ends(ends: Sequence[tuple[float, str]], pixels: int) -> Iterator[tuple[str, str, str]]:
    """Place the labels of baseline and target: each at its tick, or both in one line where they would touch."""
    if len(ends) < 2:
        yield from (_label(at, text, pixels) for at, text in ends)
        return
    (left, first), (right, second) = ends
    between, after = ((right - left) * pixels / 100, (100 - right) * pixels / 100)
    if _long(second) <= after and between >= _AIR:
        if _long(first) + _AIR <= between:
            yield f"{left:.2f}%", "start", first
            yield f"{right:.2f}%", "start", second
            return
        if _long(first) <= left * pixels / 100:
            yield f"{left:.2f}%", "end", first
            yield f"{right:.2f}%", "start", second
            return
    if _long(first) + _long(second) + _AIR <= between:
        yield f"{left:.2f}%", "start", first
        yield f"{right:.2f}%", "end", second
        return
    yield _label((left + right) / 2, f"{first} · {second}", pixels)


def _label(at: float, text: str, pixels: int) -> tuple[str, str, str]:
    """Place a text at a point, on the side where there is room for it; one without any room is cut."""
    here, long = at * pixels / 100, _long(text)
    if long / 2 <= min(here, pixels - here):
        return f"{at:.2f}%", "middle", text
    if long <= pixels - here:
        return f"{at:.2f}%", "start", text
    if long <= here:
        return f"{at:.2f}%", "end", text
    x, anchor = ("0", "start") if at < 50 else ("100%", "end")
    return x, anchor, shortened(text, pixels, SMALL * BOLD)


def _long(text: str) -> float:
    """Estimate how long a label is, in bold letters."""
    return width_of(text, SMALL * BOLD)
