"""Measures over time: for each a bar from its beginning to its due date, in the colour of its status."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fgk.render.charts.progress import textures
from fgk.render.charts.scale import Scale
from fgk.render.charts.svg import element, figure, fitted, text_of
from fgk.render.words import OVERDUE_GLYPH

ROW, HEADING, LABEL, BAR, HEAD = 40, 26, 15, 14, 22
MOST = 60
"""Measures that are drawn at most."""


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
    """Draw the measures below one another, under the headings of their groups, from the first year to the last."""
    drawn = _drawn(groups)
    scale = Scale(*years)
    content: list[str] = [element("defs", "".join(textures(name)))]
    top, parts = float(HEAD), []
    for heading, tasks in drawn:
        parts.append(fitted(heading, 44, 100, x=0, y=top + 17, class_="label heading"))
        top += HEADING
        for one in tasks:
            parts += _task(one, top, scale, name)
            top += ROW
    content += _grid(scale, top)
    x = scale.x(today)
    content += [*parts, element("line", x1=x, x2=x, y1=HEAD - 4, y2=top, class_="today")]
    return figure(name, title, description, top + 4, content)


def _drawn(groups: Sequence[tuple[str, Sequence[Task]]]) -> list[tuple[str, Sequence[Task]]]:
    found: list[tuple[str, Sequence[Task]]] = []
    left = MOST
    for heading, tasks in groups:
        dated = [one for one in tasks if one.first or one.last][:left]
        left -= len(dated)
        if dated:
            found.append((heading, dated))
    return found


def _grid(scale: Scale, bottom: float) -> Iterator[str]:
    years = range(scale.first, scale.last + 1)
    step = 1 if len(years) <= 8 else 2
    for year in years:
        x = scale.x(dt.date(year, 1, 1))
        yield element("line", x1=x, x2=x, y1=HEAD - 4, y2=bottom, class_="grid")
        if (year - scale.first) % step == 0:
            yield element("text", str(year), x=x, y=12, class_="year")


def _task(one: Task, top: float, scale: Scale, name: str) -> Iterator[str]:
    sign = f"{OVERDUE_GLYPH} " if one.is_overdue else ""
    yield fitted(
        f"{sign}{one.title}", 44, 92, x=0, y=top + LABEL - 3, class_="label overdue" if one.is_overdue else "label"
    )
    y = top + LABEL + 2
    left = scale.share(one.first) if one.first else scale.share(one.last) if one.last else 0.0
    right = 100.0 if one.recurs else scale.share(one.last) if one.last else left
    width = max(right - left, 1.2)
    left = min(left, 98.8)
    box: dict[str, object] = {"x": f"{left:.2f}%", "width": f"{width:.2f}%", "y": y, "height": BAR}
    yield element("rect", element("title", text_of(one.word)), class_=f"segment s-{one.key}", **box)
    yield element("rect", class_="texture", fill=f"url(#{name}-{one.key})", **box)
    if one.moved_from is not None:
        x = scale.x(one.moved_from)
        yield element("line", x1=x, x2=x, y1=y - 2, y2=y + BAR + 2, class_="tick from")
    yield from _said(one, left, width, y)


def _said(one: Task, left: float, width: float, y: float) -> Iterator[str]:
    """Say the status beside the bar, on the side where there is room, or in it where it is long."""
    text = text_of(f"{one.glyph} {one.word}")
    if left + width <= 62:
        yield element("text", text, x=f"{left + width + 0.8:.2f}%", y=y + 11.5, class_="year")
    elif left >= 38:
        yield element("text", text, x=f"{left - 0.8:.2f}%", y=y + 11.5, text_anchor="end", class_="year")
    else:
        yield element(
            "text", text, x=f"{left + width / 2:.2f}%", y=y + 11.5, text_anchor="middle", class_=f"on s-{one.key}-text"
        )
