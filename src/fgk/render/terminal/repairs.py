"""Repairs as text for a terminal: the differences."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from fgk.render.escaping import printable
from fgk.render.unified import unified
from fgk.source.draft import Change

_STYLES = {"-": "red", "+": "green", "@": "cyan", " ": "", "\\": "quiet"}
"""How a line of a diff looks, by its first character; what is missing here belongs to the head of a file."""


def print_changes(console: Console, changes: Iterable[Change]) -> None:
    """Print what changes in each file, without the line ends of Windows and BOMs, which stay as they are."""
    for change in changes:
        in_head = True
        for line in unified(change):
            if in_head and line.startswith("diff "):
                continue  # for programs; the two names follow
            in_head = in_head and not line.startswith("@")
            shown = line.rstrip("\r\n").replace("\ufeff", "")
            console.print(Text(printable(shown), style="head" if in_head else _STYLES[line[0]]), soft_wrap=True)
        console.print()
