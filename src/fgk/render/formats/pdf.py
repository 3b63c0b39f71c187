"""PDF, made by Typst: tagged (PDF/UA-1), with bookmarks, in the fonts that come with the templates."""

import dataclasses
import datetime as dt
import errno
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fgk.messages import N_, Translator, msg
from fgk.render.charts.style import standalone
from fgk.render.document import Figure, Report
from fgk.render.escaping import REPLACEMENT, printable
from fgk.render.own_templates import OwnTemplates, TemplateDefect, shown_path
from fgk.render.reports.kinds import kind_of
from fgk.render.template_mistakes import in_typst
from fgk.resources import bundled

if TYPE_CHECKING:
    import typst

PICTURE_WIDTH = 640
"""Pixels of a picture across the width of a page."""
BUNDLED = "fgk/"
"""Where a layout of one's own finds the bundled files, also those that it takes the place of."""

_MAIN = """\
#import "/{layout}": report
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, author: data.values.name, keywords: (sys.inputs.provenance,), date: auto)
#set text(lang: data.language, region: data.region)
#report(data)
"""
HARMLESS = str(bundled("templates"))
"""A directory for what is ours, in which a file may be looked for."""
_OF_WINDOWS = frozenset("\\:")
"""Characters of a name that on Windows could lead elsewhere."""
_PLACE = re.compile(r"┌─ (\S.*):(\d+):\d+$", re.MULTILINE)


def pdf(  # noqa: PLR0913, PLR0917 - what is shown, how, and from what
    report: Report, translator: Translator, created: dt.datetime, provenance: str, own: OwnTemplates, root: str = ""
) -> bytes:
    """Give a report as PDF.

    ``created`` stands in it as its time, so that two runs give the same bytes; ``provenance`` stands in its keywords.
    ``root`` is the directory that ``lay_out`` has filled, where the repository has templates of its own. Raises
    TemplateDefect where one of them cannot be used.
    """
    import typst

    data = values(report)
    data["contents"] = translator(N_("Contents"))
    data["from"] = translator(N_("From what this report was made"))
    data["region"] = {"de": "DE", "en": "GB"}[report.language]
    data["letterhead"] = [shown(line) for line in own.letterhead]
    data["logo"] = f"/{own.logo.name}" if own.logo else ""
    inputs = {"data": json.dumps(data, ensure_ascii=False), "provenance": provenance}
    layout = own.first(kind_of(report.kind).templates("pdf")) or "report.typ"
    compiler = typst.Compiler(
        _MAIN.format(layout=layout).encode(),
        root=root or HARMLESS,
        font_paths=bundled_fonts(),
        sys_inputs=inputs,
        package_path=root or HARMLESS,
        package_cache_path=root or HARMLESS,
    )
    try:
        made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=int(created.timestamp()))
    except typst.TypstError as error:
        raise _defect(error, layout, own, root) from error
    return made if isinstance(made, bytes) else b""


def lay_out(own: OwnTemplates, root: Path) -> None:
    """Copy all that a layout of one's own may import or show into an empty directory.

    Typst can read whatever lies below its root, and what links there lead to: so it never gets the repository itself.
    Raises TemplateDefect for a file whose name cannot be had there, and OSError.
    """
    ours = {path.name: path.read_bytes() for path in bundled("templates").glob("*.typ")}
    for name, content in {**ours, **own.files, **{f"{BUNDLED}{name}": text for name, text in ours.items()}}.items():
        whose = name if name in own.files else BUNDLED.rstrip("/")
        if _OF_WINDOWS & set(name):
            raise TemplateDefect(shown_path(whose), 1, msg("A file of this name cannot be used for PDF"))
        file = root / name
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        except OSError as error:
            if error.errno not in {errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG}:
                raise
            raise TemplateDefect(shown_path(whose), 1, msg("A file of this name cannot be used for PDF")) from error


def _defect(error: "typst.TypstError", layout: str, own: OwnTemplates, root: str) -> Exception:
    """Say where in the repository's own files a mistake is; one in the bundled files alone is ours."""
    if not own.files:
        return error
    places = [(path, int(line)) for path, line in _PLACE.findall(error.diagnostic.replace("\\", "/"))]
    known = [
        (name, line)
        for path, line in places
        for name in own.files
        if path.endswith(f"/{name}") and not path.endswith(f"/{BUNDLED}{name}")
    ]
    if not known and error.message == "unresolved import":
        return TemplateDefect(shown_path(layout), 1, msg("The layout defines no function “report(data)”"))
    name, line = known[0] if known else (own.logo.name if own.logo and "decode" in error.message else layout, 1)
    return TemplateDefect(shown_path(name), line, in_typst("; ".join([error.message, *error.hints]), root))


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
