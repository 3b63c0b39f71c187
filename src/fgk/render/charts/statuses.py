"""Measures by status over the years: for each year a column, divided by status."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fgk.render.charts.progress import Segment, textures
from fgk.render.charts.svg import element, figure, text_of

HEIGHT, FOOT, HEAD = 190, 24, 18
MOST = 12
"""Years that are drawn at most, the latest ones; the table beside the picture has all of them."""
_GAP = 12
"""Hundredths of a column's place that stay free on each side of it."""


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
    width = 100 / len(drawn)
    base = HEAD + HEIGHT
    content = [
        element("defs", "".join(textures(name))),
        element("line", x1=0, x2="100%", y1=base, y2=base, class_="grid"),
    ]
    for index, stack in enumerate(drawn):
        content += _column(stack, index * width, width, most, name)
    return figure(name, title, description, base + FOOT, content)


def _column(stack: Stack, left: float, width: float, most: int, name: str) -> Iterator[str]:
    middle = f"{left + width / 2:.2f}%"
    bottom = float(HEAD + HEIGHT)
    for segment in stack.segments:
        height = HEIGHT * segment.count / most
        bottom -= height
        box: dict[str, object] = {
            "x": f"{left + width * _GAP / 100:.2f}%",
            "width": f"{width * (100 - 2 * _GAP) / 100:.2f}%",
            "y": f"{bottom:.1f}",
            "height": f"{height:.1f}",
        }
        hover = element("title", text_of(f"{segment.count} {segment.word}"))
        yield element("rect", hover, class_=f"segment s-{segment.key}", **box)
        yield element("rect", class_="texture", fill=f"url(#{name}-{segment.key})", **box)
        if height >= 14:
            label = text_of(f"{segment.glyph} {segment.count}")
            y = f"{bottom + height / 2 + 4.5:.1f}"
            yield element("text", label, x=middle, y=y, class_=f"on s-{segment.key}-text", text_anchor="middle")
    yield element("text", str(stack.total), x=middle, y=f"{bottom - 5:.1f}", text_anchor="middle", class_="label")
    yield element("text", text_of(stack.label), x=middle, y=HEAD + HEIGHT + 16, text_anchor="middle", class_="year")
