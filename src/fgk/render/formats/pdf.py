"""PDF, made by Typst: tagged (PDF/UA-1), with bookmarks, in the fonts that come with the templates."""

import dataclasses
import datetime as dt
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from fgk.messages import N_, Translator
from fgk.render.charts.style import standalone
from fgk.render.document import Figure, Report
from fgk.render.escaping import REPLACEMENT, printable
from fgk.resources import bundled

if TYPE_CHECKING:
    import typst

PICTURE_WIDTH = 640
"""Pixels of a picture across the width of a page."""

_MAIN = """\
#import "/report.typ": report
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, author: data.values.name, keywords: (sys.inputs.provenance,), date: auto)
#set text(lang: data.language, region: data.region)
#report(data)
"""


def pdf(report: Report, translator: Translator, created: dt.datetime, provenance: str = "") -> bytes:
    """Give a report as PDF.

    ``created`` stands in it as its time, so that two runs give the same bytes; ``provenance`` stands in its keywords.
    """
    import typst

    data = values(report)
    data["contents"] = translator(N_("Contents"))
    data["from"] = translator(N_("From what this report was made"))
    data["region"] = {"de": "DE", "en": "GB"}[report.language]
    inputs = {"data": json.dumps(data, ensure_ascii=False), "provenance": provenance}
    compiler = typst.Compiler(
        _MAIN.encode(), root=str(bundled("templates")), font_paths=bundled_fonts(), sys_inputs=inputs
    )
    made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=int(created.timestamp()))
    return made if isinstance(made, bytes) else b""


@cache
def bundled_fonts() -> "typst.Fonts":
    """Give the fonts that come with the templates, and no others: a page looks the same on every machine."""
    import typst

    place = str(bundled("templates") / "fonts")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[place])


def values(report: Report) -> dict[str, Any]:
    """Give a report as plain values: mappings, lists and texts that can be shown in the fonts that are there."""
    found: dict[str, Any] = _plain(report)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if not dataclasses.is_dataclass(value):
        return value
    made = {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Figure):
        made["svg"] = shown(standalone(str(value.svg), PICTURE_WIDTH)) if value.svg else ""
    block = getattr(value, "block", None)
    return made if block is None else {**made, "block": block}


def shown(text: str) -> str:
    """Give a text without characters that steer a reader, and with a mark for each that no font here can show.

    Without such a mark PDF/UA would be refused: it asks for a glyph for every character.
    """
    text = printable(text)
    if text.isascii():
        return text
    known = _covered()
    return "".join(one if one in known else REPLACEMENT for one in text)


@cache
def _covered() -> frozenset[str]:
    """Give the characters that the fonts can show."""
    lines = (bundled("templates") / "fonts" / "coverage.txt").read_text("utf-8").splitlines()
    ranges = (line.split("-") for line in lines if not line.startswith("#"))
    return frozenset(chr(code) for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1))
