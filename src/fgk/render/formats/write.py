"""A report in any of its formats."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgk.messages import Translator
from fgk.render.document import Report, plain
from fgk.render.own_templates import NO_TEMPLATES, OwnTemplates
from fgk.render.reports.kinds import TEXT_FORMATS, kind_of

if TYPE_CHECKING:
    from fgk.render.workbook import Sheet


@dataclass(frozen=True, slots=True)
class Rendering:
    """A report that is to become the bytes of a file.

    ``created`` stands in formats that have a time; ``provenance`` is hidden in the file, so that the report can be made
    again. ``sheets`` are the tables of a workbook, ``root`` is what ``lay_out`` has filled.
    """

    report: Report
    format: str
    created: dt.datetime
    provenance: str = ""
    own: OwnTemplates = NO_TEMPLATES
    sheets: "tuple[Sheet, ...]" = ()
    root: str = ""


def write(one: Rendering) -> bytes:
    """Give the bytes of a report's file. Raises TemplateDefect where a template cannot be used."""
    report, translator = one.report, Translator(one.report.language)
    if one.format in TEXT_FORMATS:
        from fgk.render.formats.text import text

        found = text(report, kind_of(report.kind), one.format, one.own, one.provenance)
        return found.encode("utf-8", "replace")  # a template may spell a surrogate, which no file can have
    if one.format == "xlsx":
        from fgk.render.provenance import properties
        from fgk.render.wording import Wording
        from fgk.render.workbook import About, workbook

        said = tuple((fact.label, plain(fact.line)) for fact in report.provenance)
        about = About(report.title, report.values.get("name", ""), one.created, said, properties(one.provenance))
        return workbook(about, one.sheets, Wording(report.language))
    if one.format == "docx":
        from fgk.render.formats.word.write import word

        return word(report, translator, one.created, one.provenance, one.own)
    from fgk.render.formats.pdf import pdf

    return pdf(report, translator, one.created, one.provenance, one.own, one.root)
