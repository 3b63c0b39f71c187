"""The few elements that the charts are made of."""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator
from html import escape

from markupsafe import Markup

from fgk.render.escaping import printable

NARROW, WIDE = "narrow", "wide"
"""Classes of two renderings of one text, of which the style sheet shows the one that fits."""
NARROWEST, WIDEST = 288, 640
"""Pixels of a picture on a page 320 pixels wide, and on paper: texts must fit into these."""
LARGE, SMALL = 13, 12
"""Pixels of the letters: of labels, and of what stands beside them."""
BOLD = 1.08
"""How much wider bold letters are."""
_LONGEST_TEXT, _LONGEST_DESCRIPTION = 400, 20_000


def text_of(text: str) -> str:
    """Give a text as the content of an element or an attribute."""
    return escape(printable(text))


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """Give an element; an underscore at an attribute's end is dropped, others become hyphens."""
    pairs = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items())
    return f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"


def hover(text: str) -> str:
    """Give the text that is shown over a shape."""
    return element("title", text_of(text[:_LONGEST_TEXT]))


def figure(name: str, title: str, description: str, height: float, content: Iterable[str]) -> Markup:
    """Give a whole picture, with its title and description as text alternative."""
    ids = f"{name}-title", f"{name}-description"
    if len(description) > _LONGEST_DESCRIPTION:
        description = description[:_LONGEST_DESCRIPTION].rstrip() + "…"
    parts = [
        element("title", text_of(title), id=ids[0]),
        element("desc", text_of(description), id=ids[1]),
        *content,
    ]
    attributes = f'class="chart chart-{name}" role="img" aria-labelledby="{ids[0]} {ids[1]}"'
    # What goes in here is made by this package, and every text in it has passed through ``text_of``.
    return Markup(f'<svg {attributes} width="100%" height="{round(height)}">{"".join(parts)}</svg>')  # noqa: S704


def either(narrow: str, wide: str, **attributes: object) -> str:
    """Give a text in its form for narrow pages and in the one for wide pages; an empty one is left out."""
    name = str(attributes.pop("class_", ""))
    if narrow == wide:
        return element("text", text_of(wide), class_=name, **attributes) if wide else ""
    return "".join(
        element("text", text_of(text), class_=f"{name} {kind}".strip(), **attributes)
        for kind, text in ((NARROW, narrow), (WIDE, wide))
        if text
    )


def fitted(text: str, narrow: float, wide: float, *, bold: bool = False, **attributes: object) -> str:
    """Give a label that is cut to so many pixels on a narrow and on a wide page."""
    size = LARGE * BOLD if bold else LARGE
    return either(shortened(text, narrow, size), shortened(text, wide, size), **attributes)


def left_out(count: int, y: float, x: float = 0) -> str:
    """Say that so many more are not drawn."""
    return element("text", f"… +{count}", x=x, y=y, class_="year") if count > 0 else ""


def shortened(text: str, pixels: float, size: float = LARGE) -> str:
    """Cut a text to a width; the ellipsis shows that something is missing."""
    if len(text) <= _LONGEST_TEXT and width_of(text, size) <= pixels:
        return text
    left, kept = pixels / size - _em("…"), 0
    for one in text[:_LONGEST_TEXT]:
        left -= _em(one)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def width_of(text: str, size: float = LARGE) -> float:
    """Estimate the width of a text in pixels, with caution: the fonts of a page are not known."""
    return size * sum(map(_em, text))


_EMS = {
    **dict.fromkeys("ijlI|!.,:;'’ \N{NO-BREAK SPACE}", 0.3),
    **dict.fromkeys('frt()[]{}/\\-"„“–·', 0.45),
    **dict.fromkeys("acekszxvyJL", 0.53),
    **dict.fromkeys("mwMW@%—…", 0.95),
}
"""Widths of characters, in heights of the letters; the others follow from what kind they are of."""


def _em(one: str) -> float:
    if one in _EMS:
        return _EMS[one]
    if one.isascii():
        return 0.7 if one.isupper() else 0.61
    if unicodedata.category(one) in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(one) in "WF" or "\N{LEFTWARDS ARROW}" <= one <= "\u2bff":
        return 1.05
    return 0.75 if one.isupper() else 0.65


class Years:
    """Days as shares of the width, in hundredths, from the beginning of the first year to the end of the last."""

    TOP = 22
    """Pixels that the labels of the years take."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self._origin = dt.date(first, 1, 1).toordinal()
        self._days = dt.date(last, 12, 31).toordinal() - self._origin + 1

    def share(self, day: dt.date) -> float:
        """Give where a day lies; one outside lies at the edge."""
        return 100 * min(max((day.toordinal() - self._origin) / self._days, 0), 1)

    def grid(self, bottom: float) -> Iterator[str]:
        """Draw a line for every year, as many of them labelled as have room; for few years the quarters, too."""
        count = self.last - self.first + 1
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10_000) if count / step <= NARROWEST / 36)
        for year in range(self.first, self.last + 1, max(step // 5, 1)):
            share = self.share(dt.date(year, 1, 1))
            yield self._line(share, bottom, "grid")
            if (year - self.first) % step == 0 and (100 - share) * NARROWEST / 100 > 30:
                yield element("text", str(year), x=f"{share:.2f}%", y=12, class_="year")
            for quarter in (2, 3, 4) if count <= 4 else ():
                yield from self._quarter(year, quarter, bottom, labelled=count <= 2)

    def _quarter(self, year: int, quarter: int, bottom: float, *, labelled: bool) -> Iterator[str]:
        share = self.share(dt.date(year, 3 * quarter - 2, 1))
        yield self._line(share, bottom, "grid fine")
        if labelled:
            yield element("text", f"Q{quarter}", x=f"{share:.2f}%", y=12, class_="year")

    def today(self, day: dt.date, bottom: float) -> str:
        """Draw today's line, if it lies within these years."""
        return self._line(self.share(day), bottom, "today") if self.first <= day.year <= self.last else ""

    def _line(self, share: float, bottom: float, class_: str) -> str:
        x = f"{share:.2f}%"
        return element("line", x1=x, x2=x, y1=self.TOP - 4, y2=bottom, class_=class_)
