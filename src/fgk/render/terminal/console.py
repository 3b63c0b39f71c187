"""The terminal: colours only where they are wanted, a width that people can read."""

import sys
from typing import IO, cast

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
        "related": "cyan",
        "hint": "bold",
    }
)


class _WithoutTrailingBlanks:
    """A stream that gives lines on without the blanks that columns leave behind them."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._rest = ""
        self.encoding = "utf-8"

    def write(self, text: str) -> int:
        """Give on all lines that are complete."""
        *lines, self._rest = (self._rest + text).split("\n")
        self._stream.write("".join(f"{line.rstrip(' ')}\n" for line in lines))
        return len(text)

    def flush(self) -> None:
        """Give on what is left, too."""
        self._stream.write(self._rest)
        self._rest = ""
        self._stream.flush()

    def isatty(self) -> bool:
        """Say that nobody looks at it directly."""
        return False


def make_console(color: str) -> Console:
    """Make the console of standard output; ``color`` is ``auto``, ``always`` or ``never``."""
    goes_elsewhere = sys.stdout is not None and not sys.stdout.isatty()
    console = Console(
        file=cast("IO[str]", _WithoutTrailingBlanks(sys.stdout)) if goes_elsewhere else None,
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
