"""Measures over time: for each a bar from its beginning to its due date, in the colour of its status."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fgk.render.charts.progress import area, textures
from fgk.render.charts.svg import (
    BOLD,
    NARROW,
    NARROWEST,
    SMALL,
    WIDE,
    WIDEST,
    Years,
    element,
    figure,
    fitted,
    left_out,
    shortened,
    text_of,
    width_of,
)
from fgk.render.words import OVERDUE_GLYPH

ROW, HEADING, LABEL, BAR = 40, 26, 15, 14
MOST = 60
"""Measures that are drawn at most; the picture says how many more there are."""
_SHORTEST, _UNKNOWN, _GAP = 1.2, 6.0, 0.8
"""Hundredths of the width: the shortest bar, the dots beside an end that is not known, and the gap before a text."""


@dataclass(frozen=True, slots=True)
class Task:
    """A measure: its number and title, when it begins and ends as far as that is known, and its status.

    ``moved_from`` is the first due date where it was put off; one that ``recurs`` has no end.
    """

    title: str
    first: dt.date | None
    last: dt.date | None
    moved_from: dt.date | None
    key: str
    glyph: str
    word: str
    is_overdue: bool = False
    recurs: bool = False


def span_of(tasks: Sequence[Task], today: dt.date) -> tuple[int, int]:
    """Give the first and the last year in which measures are carried out, at most ten years from today."""
    days = [day for one in tasks for day in (one.first, one.last, one.moved_from) if day]
    return max(min([*days, today]).year, today.year - 10), min(max([*days, today]).year, today.year + 10)


def gantt_chart(  # noqa: PLR0913, PLR0917 - what is shown, on which scale
    title: str,
    description: str,
    groups: Sequence[tuple[str, Sequence[Task]]],
    today: dt.date,
    years: tuple[int, int],
    name: str = "gantt",
) -> str:
    """Draw the measures below one another, under the headings of their groups, from the first year to the last.

    A measure without any date cannot be drawn and counts among those that are left out.
    """
    drawn = _drawn(groups)
    scale = Years(*years)
    top, shapes, texts = float(Years.TOP), [element("defs", "".join(textures(name)))], []
    for heading, tasks in drawn:
        texts.append(fitted(heading, NARROWEST, WIDEST, bold=True, x=0, y=top + 17, class_="label heading"))
        top += HEADING
        for one in tasks:
            place = _Place(one, scale)
            shapes += _shapes(one, place, top + LABEL + 2, name)
            texts += _texts(one, place, top)
            top += ROW
    more = sum(len(tasks) for _, tasks in groups) - sum(len(tasks) for _, tasks in drawn)
    bottom, height = top, top + (22 if more else 4)
    content = [*scale.grid(bottom), *shapes, scale.today(today, bottom), *texts, left_out(more, bottom + 14)]
    return figure(name, title, description, height, content)


def _drawn(groups: Sequence[tuple[str, Sequence[Task]]]) -> list[tuple[str, Sequence[Task]]]:
    found: list[tuple[str, Sequence[Task]]] = []
    left = MOST
    for heading, tasks in groups:
        dated = [one for one in tasks if one.first or one.last][:left]
        left -= len(dated)
        if dated:
            found.append((heading, dated))
    return found


class _Place:
    """Where a measure lies, in hundredths of the width: its bar, and everything that is drawn of it."""

    def __init__(self, one: Task, scale: Years) -> None:
        begins = scale.share(one.first or one.last or dt.date.min)
        ends = 100.0 if one.recurs else scale.share(one.last or one.first or dt.date.min)
        self.left = min(begins, ends, 100 - _SHORTEST)
        self.right = max(begins, ends, self.left + _SHORTEST)
        self.moved = None if one.moved_from is None else scale.share(one.moved_from)
        self.from_unknown = one.first is None
        self.to_unknown = one.last is None and not one.recurs
        marks = [self.left, self.right] if self.moved is None else [self.left, self.right, self.moved]
        self.outer_left = max(min(marks) - _UNKNOWN * self.from_unknown, 0)
        self.outer_right = min(max(marks) + _UNKNOWN * self.to_unknown, 100)


def _shapes(one: Task, place: _Place, y: float, name: str) -> Iterator[str]:
    middle = y + BAR / 2
    for x1, x2 in ((place.outer_left, place.left), (place.right, place.outer_right)):
        if x2 > x1:
            yield element("line", x1=f"{x1:.2f}%", x2=f"{x2:.2f}%", y1=middle, y2=middle, class_="lead open")
    width = place.right - place.left
    yield from area(one.key, one.word, name, x=f"{place.left:.2f}%", width=f"{width:.2f}%", y=y, height=BAR)
    if place.moved is not None:
        x = f"{place.moved:.2f}%"
        yield element("line", x1=x, x2=x, y1=y - 3, y2=y + BAR + 3, class_="tick around")
        yield element("line", x1=x, x2=x, y1=y - 2, y2=y + BAR + 2, class_="tick from")


def _texts(one: Task, place: _Place, top: float) -> Iterator[str]:
    sign, kind = (f"{OVERDUE_GLYPH} ", "label overdue") if one.is_overdue else ("", "label")
    title = f"{sign}{one.title}"
    yield fitted(title, NARROWEST, WIDEST, bold=one.is_overdue, x=0, y=top + LABEL - 3, class_=kind)
    y = top + LABEL + 2 + BAR - 2.5
    if one.recurs:
        yield element("text", "→", x="99%", y=y, text_anchor="end", class_=f"on s-{one.key}-text")
    narrow, wide = _said(one, place, NARROWEST), _said(one, place, WIDEST)
    for said, kind in ((wide, ""),) if narrow == wide else ((narrow, f" {NARROW}"), (wide, f" {WIDE}")):
        text, x, anchor, class_ = said
        yield element("text", text_of(text), x=f"{x:.2f}%", y=y, text_anchor=anchor, class_=f"{class_}{kind}")


def _said(one: Task, place: _Place, page: int) -> tuple[str, float, str, str]:
    """Say the status beside the bar, on the side where there is room, or in it where it is long enough.

    Gives the text, its place, its anchor and its class.
    """
    text = f"{one.glyph} {one.word}"
    needed = width_of(text, SMALL) * 100 / page
    before, after = place.outer_left - _GAP, 100 - place.outer_right - _GAP
    inside = place.right - place.left - _GAP - (2400 / page if one.recurs else 0)
    if needed > max(before, after) and needed * BOLD <= inside and place.moved is None:
        middle = place.left + (_GAP + inside) / 2
        return text, middle, "middle", f"on s-{one.key}-text"
    if needed <= after or after >= before:
        return shortened(text, after * page / 100, SMALL), 100 - after, "start", "year"
    return shortened(text, before * page / 100, SMALL), before, "end", "year"
