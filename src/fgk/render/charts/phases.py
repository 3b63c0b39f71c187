"""Municipalities side by side: for each a line of years with its certificates and its running audits."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fgk.render.charts.scale import Scale
from fgk.render.charts.svg import element, figure, fitted, text_of

ROW, LABEL, BAND, THIN, HEAD = 46, 15, 14, 5, 22
MOST = 100
"""Municipalities that are drawn at most; the table beside the picture has all of them."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, whose ``kind`` is a class of the style sheet.

    That is a certificate's validity (``certificate``, ``ended``, either with ``-estimated``) or a round on the way
    to one (``audit``).
    """

    first: dt.date
    last: dt.date
    label: str
    kind: str
    is_open: bool = False
    """Whether it has no end: then ``last`` is only where the drawing ends."""


@dataclass(frozen=True, slots=True)
class Course:
    """A municipality with its stretches of time."""

    name: str
    stretches: Sequence[Stretch]


def phases_chart(title: str, description: str, courses: Sequence[Course], today: dt.date, name: str = "phases") -> str:
    """Draw the municipalities below one another; nothing where none has a history."""
    drawn = [course for course in courses if course.stretches][:MOST]
    if not drawn:
        return ""
    days = [day for course in drawn for one in course.stretches for day in (one.first, one.last)]
    first = min(*days, today).year
    last = min(max(*days, today).year, today.year + 10)
    scale = Scale(max(first, last - 60), last)
    bottom = HEAD + len(drawn) * ROW
    content = [*_grid(scale, bottom)]
    for index, course in enumerate(drawn):
        content += _course(course, HEAD + index * ROW, scale)
    x = scale.x(today)
    content.append(element("line", x1=x, x2=x, y1=HEAD - 4, y2=bottom, class_="today"))
    return figure(name, title, description, bottom + 4, content)


def _grid(scale: Scale, bottom: float) -> Iterator[str]:
    count = scale.last - scale.first + 1
    step = 1 if count <= 8 else 2 if count <= 16 else 5 if count <= 40 else 10
    for year in range(scale.first, scale.last + 1, step):
        x = scale.x(dt.date(year, 1, 1))
        yield element("line", x1=x, x2=x, y1=HEAD - 4, y2=bottom, class_="grid")
        yield element("text", str(year), x=x, y=12, class_="year")


def _course(course: Course, top: float, scale: Scale) -> Iterator[str]:
    yield fitted(course.name, 40, 90, x=0, y=top + LABEL - 3, class_="label")
    for one in course.stretches:
        left, right = scale.share(one.first), scale.share(one.last)
        if one.last < dt.date(scale.first, 1, 1):
            continue
        is_audit = one.kind == "audit"
        box: dict[str, object] = {
            "x": f"{left:.2f}%",
            "width": f"{max(right - left, 0.4):.2f}%",
            "y": top + LABEL + (BAND + 2 if is_audit else 2),
            "height": THIN if is_audit else BAND,
        }
        yield element("rect", element("title", text_of(one.label)), class_=f"band {one.kind}", **box)
