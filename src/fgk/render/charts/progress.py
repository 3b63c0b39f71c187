"""Progress by action field: for each a bar of its measures, by status."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fgk.messages import N_, msg
from fgk.render.charts.svg import (
    BOLD,
    LARGE,
    NARROWEST,
    WIDEST,
    either,
    element,
    figure,
    fitted,
    hover,
    left_out,
    width_of,
)
from fgk.render.wording import Wording

BAR, ROW, LABEL_LINE = 24, 58, 16
MOST = 40
"""Bars that are drawn at most; the picture says how many more there are."""


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
    drawn = bars[:MOST]
    content = [element("defs", "".join(textures(name)))]
    for index, bar in enumerate(drawn):
        content += _row(bar, index * ROW, longest, name)
    more, bottom = len(bars) - len(drawn), len(drawn) * ROW
    content.append(left_out(more, bottom + 12))
    return figure(name, title, progress_description(bars, words), bottom + (18 if more else 0), content)


def _counts(bar: Bar) -> str:
    return ", ".join(f"{segment.count} {segment.word}" for segment in bar.segments)


def _row(bar: Bar, top: int, longest: int, name: str) -> Iterator[str]:
    yield fitted(bar.title, NARROWEST, WIDEST, x=0, y=top + LABEL_LINE - 3, class_="label")
    at = 0.0
    for segment in bar.segments:
        share = 100 * segment.count / longest
        yield from _segment(segment, at, share, top + LABEL_LINE + 4, name)
        at += share


def _segment(segment: Segment, at: float, share: float, top: int, name: str) -> Iterator[str]:
    """Draw a segment in its colour and its pattern, with glyph and number as far as they fit."""
    said = f"{segment.count} {segment.word}"
    box: dict[str, object] = {"x": f"{at:.2f}%", "y": top, "width": f"{share:.2f}%", "height": BAR}
    yield from area(segment.key, said, name, is_thin=share * NARROWEST < 600, **box)
    middle = f"{at + share / 2:.2f}%"
    narrow, wide = (label_of(segment, share * page / 100) for page in (NARROWEST, WIDEST))
    yield either(narrow, wide, x=middle, y=top + 17, class_=f"on s-{segment.key}-text", text_anchor="middle")


def label_of(segment: Segment, pixels: float) -> str:
    """Give glyph and number, or the glyph alone, as they fit."""
    for text in (f"{segment.glyph} {segment.count}", segment.glyph):
        if width_of(text, LARGE * BOLD) <= pixels:
            return text
    return ""


def area(key: str, said: str, name: str, *, is_thin: bool = False, **box: object) -> Iterator[str]:
    """Draw an area in the colour and the texture of a status; ``name`` is that of the picture.

    One that ``is_thin`` has no broad edge, which would cover it.
    """
    yield element("rect", hover(said), class_=f"segment s-{key}{' thin' if is_thin else ''}", **box)
    if key in _PATTERNS:
        yield element("rect", class_="texture", fill=f"url(#{name}-{key})", **box)


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
