"""Draw the picture in the README: what ``fgk status musterstadt`` shows, as an SVG with its text alternative.

Run ``python tools/picture.py``; with ``--check`` only say whether the picture is out of date.
"""

import datetime as dt
import io
import sys
from html import escape
from pathlib import Path

from rich.color import ColorSystem
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from fgk.loading.repository import open_repository
from fgk.messages import Translator
from fgk.render.terminal.console import make_console
from fgk.render.terminal.status import StatusPage
from fgk.source.tree import DiskTree
from fgk.usecases.status import statuses

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs/bilder/status.svg"
DAY = dt.date(2026, 11, 23)
WIDTH = 80
TITLE = "fgk status musterstadt"

INK, PAPER = (0x0B, 0x10, 0x14), (0xFF, 0xFF, 0xFF)
"""Dark enough that dimmed text, which is mixed with the paper, keeps a contrast of 4.5 to 1."""
_COLOURS = [
    INK,
    (0xB3, 0x26, 0x1E),  # red: late
    (0x1B, 0x6E, 0x3C),  # green: done
    (0x8A, 0x52, 0x00),  # yellow: soon, postponed
    (0x0B, 0x5F, 0xAD),  # blue: in progress
    (0x7A, 0x4F, 0xA3),  # magenta: in preparation
    (0x0F, 0x6F, 0x86),  # cyan: partly done
    (0x5B, 0x66, 0x72),
]
THEME = TerminalTheme(PAPER, INK, _COLOURS, _COLOURS)

# No font is fetched and no window is drawn around the text. Places in braces are filled in by rich.
SHAPE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{unique_id}-text">
<title>TITLE</title>
<desc id="{unique_id}-text">DESCRIPTION</desc>
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
<rect fill="#ffffff" stroke="#c9d0d8" stroke-width="2" width="100%" height="100%" rx="6"/>
<g transform="translate({terminal_x}, 24)" clip-path="url(#{unique_id}-clip)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def page() -> Console:
    """Print the page to a console that records it."""
    console = make_console("always")
    console.file = io.StringIO()
    console.width = WIDTH
    console.record = True
    console._color_system = ColorSystem.STANDARD  # noqa: SLF001 - there is no public way after construction
    repository = open_repository(DiskTree(ROOT / "examples"))
    overview = next(statuses(repository, DAY, ["musterstadt"]))
    StatusPage(console, Translator("de"), overview).print()
    return console


def picture() -> str:
    """Give the picture."""
    console = page()
    text = "\n".join(line.rstrip() for line in console.export_text(clear=False).splitlines())
    shape = SHAPE.replace("TITLE", TITLE).replace("DESCRIPTION", escape(text).replace("{", "{{").replace("}", "}}"))
    return console.export_svg(title=TITLE, theme=THEME, code_format=shape, unique_id="fgk")


def main() -> int:
    """Draw the picture, or only compare."""
    drawn = picture()
    if PICTURE.exists() and PICTURE.read_text(encoding="utf-8") == drawn:
        return 0
    if "--check" in sys.argv:
        print(f"out of date: {PICTURE.relative_to(ROOT)}; run python tools/picture.py")
        return 1
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(drawn, encoding="utf-8")
    print(f"written: {PICTURE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
