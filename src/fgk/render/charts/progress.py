"""Progress by action field: for each a bar of its measures, by status."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fgk.messages import N_, msg
from fgk.render.charts.svg import element, figure, fitted, text_of
from fgk.render.wording import Wording

BAR, ROW, LABEL_LINE = 24, 58, 16
NARROWEST = 320
"""Pixels for which labels must fit into their segments."""


@dataclass(frozen=True)
class Segment:
    """So many measures with a status."""

    key: str
    glyph: str
    word: str
    count: int


@dataclass(frozen=True)
class Bar:
    """An action field and its measures."""

    title: str
    segments: Sequence[Segment]

    @property
    def total(self) -> int:
        """All its measures."""
        return sum(segment.count for segment in self.segments)


def progress_chart(title: str, bars: Sequence[Bar], words: Wording, name: str = "progress") -> str:
    """Draw the bars, each measure equally long; nothing where there are none. ``name`` is unique on the page."""
    longest = max((bar.total for bar in bars), default=0)
    if not longest:
        return ""
    content = [element("defs", "".join(textures(name)))]
    for index, bar in enumerate(bars):
        content += _row(bar, index * ROW, longest, name)
    return figure(name, title, progress_description(bars, words), len(bars) * ROW, content)


def _counts(bar: Bar) -> str:
    return ", ".join(f"{segment.count} {segment.word}" for segment in bar.segments)


def _row(bar: Bar, top: int, longest: int, name: str) -> Iterator[str]:
    yield fitted(bar.title, 46, 100, x=0, y=top + LABEL_LINE - 3, class_="label")
    at = 0.0
    for segment in bar.segments:
        share = 100 * segment.count / longest
        yield from _segment(segment, at, share, top + LABEL_LINE + 4, name)
        at += share


def _segment(segment: Segment, at: float, share: float, top: int, name: str) -> Iterator[str]:
    """Draw a segment in its colour and its pattern, with glyph and number as far as they fit."""
    box: dict[str, object] = {"x": f"{at:.2f}%", "y": top, "width": f"{share:.2f}%", "height": BAR}
    hover = element("title", text_of(f"{segment.count} {segment.word}"))
    yield element("rect", hover, class_=f"segment s-{segment.key}", **box)
    if segment.key in _PATTERNS:
        yield element("rect", class_="texture", fill=f"url(#{name}-{segment.key})", **box)
    pixels = NARROWEST * share / 100
    full, short = f"{segment.glyph} {segment.count}", segment.glyph
    label = full if pixels >= 8 * len(full) else short if pixels >= 14 else ""
    if label:
        style = f"on s-{segment.key}-text"
        middle = f"{at + share / 2:.2f}%"
        yield element("text", text_of(label), x=middle, y=top + 17, class_=style, text_anchor="middle")


_PATTERNS = {
    "ongoing": "M0 1H8",
    "partly_done": "M-2 10L10 -2",
    "in_progress": "M-2 -2L10 10",
    "preparing": "M1 0V8",
    "postponed": "M0 1H8M1 0V8",
    "dropped": "M-2 -2L10 10M-2 10L10 -2",
    "replaced": "M-2 -2L10 10M-2 10L10 -2",
}
"""A texture for each status whose area may touch another's, besides its colour; those of rest are plain."""


def textures(name: str) -> Iterator[str]:
    """Give the textures as patterns, whose ids begin with the name of the picture."""
    for key, path in _PATTERNS.items():
        line = element("path", d=path, class_="thread")
        yield element("pattern", line, id=f"{name}-{key}", width=8, height=8, patternUnits="userSpaceOnUse")


def progress_description(bars: Sequence[Bar], words: Wording) -> str:
    """Say in words what the bars show: for each field the measures by status."""
    intro = words(N_("Measures by action field and status; each measure has the same length."))
    description = " ".join(words(msg("{field}: {counts}.", field=bar.title, counts=_counts(bar))) for bar in bars)
    return f"{intro} {description}"
