"""Municipalities side by side: for each a line of years with its certificates and its running audits."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fgk.render.charts.svg import (
    BOLD,
    LARGE,
    NARROWEST,
    WIDEST,
    Years,
    either,
    element,
    figure,
    fitted,
    hover,
    left_out,
    width_of,
)

ROW, LABEL, BAND, THIN = 46, 15, 14, 5
MOST = 100
"""Municipalities that are drawn at most; the table beside the picture has all of them."""
MOST_STRETCHES = 60
"""Stretches of a municipality that are drawn at most, the latest ones."""


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
    known = [course for course in courses if course.stretches]
    drawn = known[:MOST]
    if not drawn:
        return ""
    scale = _scale([day for course in drawn for one in course.stretches for day in (one.first, one.last)], today)
    bands: list[str] = []
    texts: list[str] = []
    for index, course in enumerate(drawn):
        top = Years.TOP + index * ROW
        texts.append(fitted(course.name, NARROWEST, WIDEST, x=0, y=top + LABEL - 3, class_="label"))
        shown = _shown(course, scale)
        bands += _course(shown, top + LABEL + 2, scale, today)
        texts += [_inside(one, top + LABEL + BAND - 0.5, scale) for one in shown if one.kind != "audit"]
    more, bottom = len(known) - len(drawn), Years.TOP + len(drawn) * ROW
    content = [*scale.grid(bottom), *bands, scale.today(today, bottom), *texts, left_out(more, bottom + 14)]
    return figure(name, title, description, bottom + (22 if more else 4), content)


def _scale(days: Sequence[dt.date], today: dt.date) -> Years:
    last = min(max(*days, today).year, today.year + 10)
    return Years(max(min(*days, today).year, last - 60), last)


def _shown(course: Course, scale: Years) -> list[Stretch]:
    """Give the latest stretches of time, as far as they lie in the years that are drawn."""
    stretches = sorted(course.stretches, key=lambda one: (one.first, one.last))[-MOST_STRETCHES:]
    return [one for one in stretches if one.last.year >= scale.first and one.first.year <= scale.last]


def _course(shown: Sequence[Stretch], y: float, scale: Years, today: dt.date) -> Iterator[str]:
    yield from _pauses([one for one in shown if one.kind != "audit"], y + BAND / 2, scale, today)
    for one in shown:
        left, width = _extent(one, scale)
        is_audit = one.kind == "audit"
        box: dict[str, object] = {
            "x": f"{left:.2f}%",
            "width": f"{width:.2f}%",
            "y": f"{y + BAND if is_audit else y:g}",
            "height": THIN if is_audit else BAND,
        }
        yield element("rect", hover(one.label), class_=f"band {one.kind}", **box)


def _extent(one: Stretch, scale: Years) -> tuple[float, float]:
    """Give where a stretch begins and how long it is, in hundredths of the width; the shortest is still seen."""
    left = scale.share(one.first)
    width = max(scale.share(one.last) - left, 0.6)
    return min(left, 100 - width), width


def _pauses(certificates: Sequence[Stretch], y: float, scale: Years, today: dt.date) -> Iterator[str]:
    """Draw the time between certificates, and since the last one has ended."""
    reached: dt.date | None = None
    for first, last in [*((one.first, one.last) for one in certificates), (today, today)]:
        if reached is not None and (first - reached).days > 1:
            ends = {"x1": f"{scale.share(reached):.2f}%", "x2": f"{scale.share(first):.2f}%"}
            yield element("line", y1=f"{y:g}", y2=f"{y:g}", class_="pause", **ends)
        reached = max(reached or last, last)


def _inside(one: Stretch, y: float, scale: Years) -> str:
    """Write into a certificate what it is, where that fits, and an arrow where it has no end."""
    style = f"on {one.kind}-text"
    left, width = _extent(one, scale)
    arrow = 24 if one.is_open else 8
    narrow, wide = (
        one.label if width_of(one.label, LARGE * BOLD) + 2 * arrow <= width * page / 100 else ""
        for page in (NARROWEST, WIDEST)
    )
    said = either(narrow, wide, x=f"{left + width / 2:.2f}%", y=f"{y:g}", text_anchor="middle", class_=style)
    if not one.is_open:
        return said
    return said + element("text", "→", x=f"{left + width - 1:.2f}%", y=f"{y:g}", text_anchor="end", class_=style)
