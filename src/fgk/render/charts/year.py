"""A year at a glance: for each month a bar, as high as the number of deadlines that fall into it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fgk.render.charts.svg import NARROW, WIDE, element, figure, text_of

HEIGHT, FOOT, HEAD = 96, 40, 20
"""Pixels of the longest bar, of the two lines of labels below the bars, and of the numbers above them."""

_GAP = 14
"""Hundredths of a month's width that stay free on each side of its bar."""


@dataclass(frozen=True)
class Month:
    """A month: its full name, a short one, a single letter, the year where one begins, its number of deadlines."""

    name: str
    short: str
    letter: str
    year: str
    count: int


def year_chart(title: str, description: str, months: Sequence[Month]) -> str:
    """Draw the months side by side; nothing where there is nothing in any of them."""
    most = max((month.count for month in months), default=0)
    if not most:
        return ""
    width = 100 / len(months)
    base = HEAD + HEIGHT
    content = [element("line", x1=0, x2="100%", y1=base, y2=base, class_="grid")]
    for index, month in enumerate(months):
        content += _month(month, index * width, width, most)
    return figure("year", title, description, base + FOOT, content)


def _month(month: Month, left: float, width: float, most: int) -> Iterator[str]:
    base, middle = HEAD + HEIGHT, f"{left + width / 2:.2f}%"
    height = HEIGHT * month.count / most
    if month.count:
        yield element(
            "rect",
            class_="bar",
            x=f"{left + width * _GAP / 100:.2f}%",
            width=f"{width * (100 - 2 * _GAP) / 100:.2f}%",
            y=f"{base - height:.1f}",
            height=f"{height:.1f}",
        )
        number, size = str(month.count), "few" if month.count < 1000 else "many"
        yield element("text", number, x=middle, y=f"{base - height - 5:.1f}", text_anchor="middle", class_=size)
    for text, kind in ((month.letter, NARROW), (month.short, WIDE)):
        yield element("text", text_of(text), x=middle, y=base + 16, text_anchor="middle", class_=f"label {kind}")
    if month.year:
        # in the middle of a narrow first month it is cut off, in that of the second it covers the first one's
        x, anchor = (middle, "middle" if left > 1.5 * width else "start") if left else ("0", "start")
        yield element("text", text_of(month.year), x=x, y=base + 33, text_anchor=anchor, class_="year")
