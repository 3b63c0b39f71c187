"""Styled text without the cost of a page: one string at a time, for output that may have 100,000 lines."""

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style

_SYSTEMS = {
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "truecolor": ColorSystem.TRUECOLOR,
    "windows": ColorSystem.WINDOWS,
}


class Pen:
    """Writes text in the styles of a console, with its colours or without any."""

    def __init__(self, console: Console | None) -> None:
        self._console = console
        self._system = _SYSTEMS.get(console.color_system or "") if console else None
        self._styles: dict[str, Style] = {}

    def __call__(self, text: str, style: str = "") -> str:
        """Give a text in a style of the theme, as the terminal takes it."""
        if not style or self._system is None or self._console is None or not text:
            return text
        found = self._styles.get(style)
        if found is None:
            found = self._console.get_style(style)
            found = self._styles[style] = found.without_color if self._console.no_color else found
        return found.render(text, color_system=self._system)
