"""Indicators on their way: for each a line from baseline to target, with the values that were measured."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fgk.render.charts.svg import element, figure, fitted, text_of

ROW, LINE = 58, 36
MOST = 40
"""Indicators that are drawn at most."""
_LEFT, _WIDTH = 6.0, 88.0
"""Where the line of an indicator begins, and how long it is, in hundredths of the picture's width."""


@dataclass(frozen=True, slots=True)
class Way:
    """An indicator: its title with the unit, its baseline and target with their words, the measured values in order."""

    title: str
    baseline: tuple[Decimal, str] | None
    target: tuple[Decimal, str] | None
    values: Sequence[tuple[Decimal, str]]


def indicators_chart(title: str, description: str, ways: Sequence[Way], name: str = "indicators") -> str:
    """Draw the indicators below one another; nothing where none has values to compare."""
    drawn = [way for way in ways if len(_numbers(way)) > 1][:MOST]
    if not drawn:
        return ""
    content = [part for index, way in enumerate(drawn) for part in _way(way, index * ROW)]
    return figure(name, title, description, len(drawn) * ROW, content)


def is_drawable(way: Way) -> bool:
    """Whether there is a way to draw: at least two numbers that differ."""
    return len(_numbers(way)) > 1


def _numbers(way: Way) -> list[Decimal]:
    ends = [end[0] for end in (way.baseline, way.target) if end is not None]
    return sorted({*ends, *(value for value, _ in way.values)})


def _way(way: Way, top: float) -> Iterator[str]:
    numbers = _numbers(way)
    low, high = numbers[0], numbers[-1]
    falls = way.baseline is not None and way.target is not None and way.target[0] < way.baseline[0]

    def x(value: Decimal) -> float:
        share = float((value - low) / (high - low))
        return _LEFT + _WIDTH * (1 - share if falls else share)

    y = top + LINE
    yield fitted(way.title, 44, 96, x=0, y=top + 13, class_="label")
    yield element("line", x1=f"{_LEFT}%", x2=f"{_LEFT + _WIDTH}%", y1=y, y2=y, class_="grid")
    if way.values and way.baseline is not None:
        start, end = sorted((x(way.baseline[0]), x(way.values[-1][0])))
        yield element("rect", x=f"{start:.2f}%", width=f"{end - start:.2f}%", y=y - 3, height=6, class_="bar")
    for limit, kind in ((way.baseline, "from"), (way.target, "to")):
        if limit is not None:
            at = f"{x(limit[0]):.2f}%"
            yield element("line", x1=at, x2=at, y1=y - 8, y2=y + 8, class_=f"tick {kind}")
    for value, _ in way.values:
        yield element("circle", cx=f"{x(value):.2f}%", cy=y, r=4, class_="mark certificate")
    yield from _labels(way, y, [(x(one[0]), one[1]) for one in (way.baseline, way.target) if one is not None], x)


def _labels(way: Way, y: float, ends: list[tuple[float, str]], x: Callable[[Decimal], float]) -> Iterator[str]:
    """Label the ends below the line and the latest value above it, so that none covers another."""
    for at, text in ends:
        yield element("text", text_of(text), x=f"{at:.2f}%", y=y + 20, text_anchor=_anchor(at), class_="year")
    if way.values:
        value, text = way.values[-1]
        at = x(value)
        yield element("text", text_of(text), x=f"{at:.2f}%", y=y - 9, text_anchor=_anchor(at), class_="year latest")


def _anchor(at: float) -> str:
    return "start" if at < 25 else "end" if at > 75 else "middle"
