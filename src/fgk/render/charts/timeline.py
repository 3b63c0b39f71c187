"""The audit history as a line that runs downwards: years, validity of certificates, events, today.

It runs downwards since events have long names: beside a vertical line each finds its place, on a phone as on paper.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fgk.render.charts.svg import NARROWEST, WIDEST, element, figure, fitted, hover, left_out, text_of

YEAR_LABEL, LANE, BAND, GAP = 34, 24, 18, 22
MARK_LIMIT = 60
"""Marks beyond which the picture would say nothing any more: then only the latest ones are drawn."""
LANES = 4
"""Procedures whose bands have room beside the labels; further ones are drawn as marks only."""
HORIZON = 10
"""Years after today that are drawn at most."""


@dataclass(frozen=True)
class Mark:
    """Something that happened, or that is intended."""

    day: dt.date
    label: str
    kind: str = "event"
    """``event``, ``certificate``, ``end``, ``planned`` or ``today``: a class of the style sheet."""


@dataclass(frozen=True)
class Band:
    """A stretch of time: a certificate's validity (``certificate``) or a round on the way to one (``audit``)."""

    first: dt.date
    last: dt.date
    label: str
    kind: str
    lane: int = 0
    is_open: bool = False


@dataclass(frozen=True)
class Timeline:
    """What is drawn."""

    title: str
    description: str
    marks: Sequence[Mark]
    bands: Sequence[Band]
    today: Mark


def timeline_chart(timeline: Timeline) -> str:
    """Draw the history; nothing where nothing happened."""
    if not timeline.marks:
        return ""
    latest = sorted(timeline.marks, key=lambda mark: mark.day)[-MARK_LIMIT:]
    marks = sorted([*latest, timeline.today], key=lambda mark: mark.day)
    bands = [band for band in timeline.bands if band.last >= marks[0].day and band.lane < LANES][-MARK_LIMIT:]
    horizon = dt.date(min(timeline.today.day.year + HORIZON, 2999), 12, 31)
    scale = _Scale(marks, [*(mark.day for mark in marks), *(min(band.last, horizon) for band in bands)])
    slots = _slots([scale.y(mark.day) for mark in marks])
    lanes = 1 + max((band.lane for band in bands), default=0)
    axis = YEAR_LABEL + lanes * LANE + 6
    height = max(scale.height, slots[-1]) + GAP
    content = [*_grid(scale, axis)]
    for band in bands:
        content += _band(band, scale, horizon)
    for mark, slot in zip(marks, slots, strict=True):
        content += _mark(mark, scale.y(mark.day), slot, axis)
    more = len(timeline.marks) - len(latest)
    if more:
        content.append(left_out(more, height + 4, axis + 22))
        height += 12
    return figure("timeline", timeline.title, timeline.description, height, content)


class _Scale:
    """Days to pixels, from the beginning of the first year to the end of the last."""

    def __init__(self, marks: Sequence[Mark], days: Sequence[dt.date]) -> None:
        self.first_year, self.last_year = min(days).year, max(days).year
        years = self.last_year - self.first_year + 1
        self.height = min(max(len(marks) * (GAP + 2), years * 22, 120), 1600)
        self._origin = dt.date(self.first_year, 1, 1).toordinal()
        self._days = dt.date(self.last_year, 12, 31).toordinal() - self._origin + 1

    def y(self, day: dt.date) -> float:
        """Give the height of a day, within the picture."""
        share = (day.toordinal() - self._origin) / self._days
        return 8 + self.height * min(max(share, 0), 1)

    @property
    def years(self) -> range:
        """The years that get a line: all, or every fifth, or every fiftieth."""
        count = self.last_year - self.first_year + 1
        return range(self.first_year, self.last_year + 1, 1 if count <= 40 else 5 if count <= 200 else 50)


def _slots(wanted: list[float]) -> list[float]:
    """Place labels as near as possible to where they belong, so that none covers another.

    Labels that would collide form a block around their common middle (isotonic regression).
    """
    blocks: list[tuple[float, int]] = []
    for index, y in enumerate(wanted):
        mean, size = max(y - index * GAP, 8), 1
        while blocks and blocks[-1][0] > mean:
            before, count = blocks.pop()
            mean, size = (mean * size + before * count) / (size + count), size + count
        blocks.append((mean, size))
    means = [mean for mean, size in blocks for _ in range(size)]
    return [mean + index * GAP for index, mean in enumerate(means)]


def _grid(scale: _Scale, axis: float) -> Iterator[str]:
    for year in scale.years:
        y = scale.y(dt.date(year, 1, 1))
        yield element("line", x1=0, x2=axis, y1=_px(y), y2=_px(y), class_="grid")
        yield element("text", str(year), x=0, y=_px(y + 13), class_="year")
    yield element("line", x1=axis, x2=axis, y1=8, y2=_px(8 + scale.height), class_="grid")


def _band(band: Band, scale: _Scale, horizon: dt.date) -> Iterator[str]:
    top, bottom = scale.y(band.first), scale.y(min(band.last, horizon))
    x = YEAR_LABEL + band.lane * LANE
    if band.kind == "audit":
        yield element(
            "rect",
            hover(band.label),
            x=x,
            y=_px(top),
            width=4,
            height=_px(bottom - top),
            class_="band audit",
        )
        return
    x, height = x + 5, max(bottom - top, 3)
    name = f"band {band.kind}"
    yield element("rect", hover(band.label), x=x, y=_px(top), width=BAND, height=_px(height), class_=name)
    if band.is_open:
        yield element("path", d=f"M{x} {_px(bottom)}h{BAND}l-{BAND / 2} 9z", class_=name)
    if height >= 7 * len(band.label) + 8:
        middle, across = _px(top + height / 2), x + BAND / 2 + 4
        yield element(
            "text",
            text_of(band.label),
            class_=f"on {band.kind}-text",
            text_anchor="middle",
            transform=f"translate({across} {middle}) rotate(-90)",
        )


def _mark(mark: Mark, y: float, slot: float, axis: float) -> Iterator[str]:
    if mark.kind == "today":
        yield element("line", x1=0, x2=axis + 4, y1=_px(y), y2=_px(y), class_="today")
    else:
        yield element(
            "circle", cx=axis, cy=_px(y), r=5 if mark.kind == "certificate" else 3.5, class_=f"mark {mark.kind}"
        )
    lead = f"M{axis + 5} {_px(y)}L{axis + 14} {_px(slot)}H{axis + 18}"
    yield element("path", d=lead, class_=f"lead {mark.kind}-lead")
    left, is_bold = axis + 22, mark.kind in {"certificate", "today"}
    kind = f"label {mark.kind}-label"
    yield fitted(mark.label, NARROWEST - left, WIDEST - left, bold=is_bold, x=left, y=_px(slot + 4.5), class_=kind)


def _px(value: float) -> str:
    return f"{value:.1f}"
