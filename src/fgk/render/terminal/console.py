"""The terminal: colours only where they are wanted, a width that people can read."""

from rich.console import Console
from rich.theme import Theme

WIDEST = 100
"""Columns that a page uses at most; longer lines are hard to read."""
NARROWEST = 60
PIPED = 80
"""Columns of a page that goes to a file or another program."""

_THEME = Theme(
    {
        "error": "bold red",
        "warning": "yellow",
        "info": "cyan",
        "late": "bold red",
        "soon": "yellow",
        "good": "green",
        "quiet": "dim",
        "head": "bold",
    }
)


def make_console(color: str) -> Console:
    """Make the console of standard output; ``color`` is ``auto``, ``always`` or ``never``."""
    console = Console(
        theme=_THEME,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        force_terminal=True if color == "always" else None,
        no_color=True if color == "never" else None,
        color_system="standard" if color == "always" else None if color == "never" else "auto",
        legacy_windows=False,
    )
    console.width = min(max(console.width, NARROWEST), WIDEST) if console.is_terminal else PIPED
    return console
