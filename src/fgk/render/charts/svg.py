"""The few elements that the charts are made of."""

from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from fgk.render.escaping import printable

NARROW, WIDE = "narrow", "wide"
"""Classes of two renderings of one text, of which the style sheet shows the one that fits."""


def text_of(text: str) -> str:
    """Give a text as the content of an element or an attribute."""
    return escape(printable(text))


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """Give an element; an underscore at an attribute's end is dropped, others become hyphens."""
    pairs = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items())
    return f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"


def figure(name: str, title: str, description: str, height: float, content: Iterable[str]) -> Markup:
    """Give a whole picture, with its title and description as text alternative."""
    ids = f"{name}-title", f"{name}-description"
    parts = [
        element("title", text_of(title), id=ids[0]),
        element("desc", text_of(description), id=ids[1]),
        *content,
    ]
    attributes = f'class="chart chart-{name}" role="img" aria-labelledby="{ids[0]} {ids[1]}"'
    # What goes in here is made by this package, and every text in it has passed through ``text_of``.
    return Markup(f'<svg {attributes} width="100%" height="{round(height)}">{"".join(parts)}</svg>')  # noqa: S704


def fitted(text: str, narrow: int, wide: int, **attributes: object) -> str:
    """Give a text that is cut to so many characters on a narrow and on a wide page."""
    name = str(attributes.pop("class_", ""))
    if len(text) <= narrow:
        return element("text", text_of(text), class_=name, **attributes)
    return "".join(
        element("text", text_of(shortened(text, most)), class_=f"{name} {kind}".strip(), **attributes)
        for kind, most in ((NARROW, narrow), (WIDE, wide))
    )


def shortened(text: str, most: int) -> str:
    """Cut a text to a number of characters; the ellipsis shows that something is missing."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
