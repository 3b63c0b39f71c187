"""Tables as Word documents have them: what python-docx has no words for."""

from collections.abc import Iterable
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell as DocxCell
from docx.table import _Row as DocxRow

from fgk.render.document import Table
from fgk.render.escaping import printable

WIDTH = Cm(16.4)
"""How wide the text is on a page."""


def new_row(made: DocxTable) -> tuple[DocxCell, ...]:
    """Add a row, and give its cells."""
    row = cast("DocxRow", made.add_row())  # type: ignore[no-untyped-call]  # python-docx leaves its type out
    return row.cells


def describe(table: DocxTable, caption: str) -> None:
    """Give a table its title for those who cannot see it."""
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), printable(caption)[:250])
    table._tbl.tblPr.append(title)  # noqa: SLF001 - python-docx has no titles of tables


def repeat_header(table: DocxTable) -> None:
    """Mark the first row as the header: it is repeated on each page, and read out with the cells."""
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)  # noqa: SLF001 - python-docx has no headers of tables


def lay_out(made: DocxTable, one: Table) -> None:
    """Set the widths of columns, in the grid for most programs and in the cells for Word, and keep rows whole."""
    shares = _shares(one)
    widths = [Length(int(WIDTH * share / 100)) for share in shares]
    made.autofit = False
    table = made._tbl  # noqa: SLF001 - going through the cells of python-docx takes quadratic time
    for column, width in zip(table.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width
    for row in table.tr_lst:
        row.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        if len(row.tc_lst) == len(widths):
            for cell, width in zip(row.tc_lst, widths, strict=True):
                cell.width = width
    if one.style == "matrix":
        _narrow_margins(made)
        _shrink(made.rows[0].cells[1:])


def _shares(one: Table) -> list[float]:
    """Give the width of each column in hundredths of the page; a narrow table does not fill it."""
    count = len(one.columns)
    if one.style == "matrix" and count > 1:
        return [28.0, *[72 / (count - 1)] * (count - 1)]
    if one.style == "narrow" and one.columns[0].width:
        first = float(one.columns[0].width)
        return [first, *[(100 - first) / max(count - 1, 1)] * (count - 1)]
    if one.style == "narrow":
        return [45.0, *[min(20.0, 55 / max(count - 1, 1))] * (count - 1)]
    given = sum(column.width for column in one.columns)
    free = sum(column.width == 0 for column in one.columns)
    rest = max(100 - given, 20 * free)
    shares = [column.width or rest / free for column in one.columns]
    return [100 * share / sum(shares) for share in shares]


def _shrink(cells: Iterable[DocxCell]) -> None:
    """Write the titles of many narrow columns in letters that fit into them."""
    for cell in cells:
        for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
            run.font.size = Pt(6.5)


def _narrow_margins(table: DocxTable) -> None:
    """Leave little room beside the numbers of a table with many columns."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "30")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no margins of cells
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)
