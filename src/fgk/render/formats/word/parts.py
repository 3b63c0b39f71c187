"""The parts of a report as parts of a Word document."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import count
from typing import cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as DocxTable
from docx.table import _Cell as DocxCell
from docx.table import _Row as DocxRow
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run as DocxRun

from fgk.messages import Translator
from fgk.render.charts.palette import LIGHT
from fgk.render.charts.style import STATUS_COLOURS
from fgk.render.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Fact,
    Facts,
    Figure,
    Line,
    Paragraph,
    Row,
    Run,
    Section,
    Sources,
    Table,
)
from fgk.render.escaping import printable
from fgk.render.formats.picture import png

_WIDTH = Cm(16.4)
TABLE_TEXT = "Table Text"
"""The style of what stands in tables."""
_BOOKMARK = 40
"""Characters that the name of a bookmark may have in Word."""


class Writer:
    """Adds the parts of a report at the end of a document."""

    def __init__(self, document: Document, translator: Translator) -> None:
        self.document = document
        self.translator = translator
        self._styles = {str(style.name): style.style_id for style in document.styles}
        self._ids = count(1)
        self._names: dict[str, str] = {}

    # -- sections and blocks -----------------------------------------------------------------------------------------

    def section(self, one: Section, level: int) -> None:
        """Add a section and those within it."""
        self.heading(one.title, level, one.anchor)
        self.blocks(one.blocks)
        for inner in one.sections:
            self.section(inner, level + 1)

    def heading(self, title: Line, level: int, anchor: str = "") -> None:
        """Add a heading, which others may lead to."""
        level = min(level, 9)
        _ensure_heading(self.document, level)
        self._set(self.document.add_heading("", level), title, anchor)

    def blocks(self, blocks: Iterable[Block]) -> None:
        """Add blocks, one after the other."""
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                style = "Intense Quote" if block.style == "quote" else None
                self.paragraph(block.line, style, small=block.style in ("small", "quiet"))
            case Callout():
                self.paragraph((Run(block.title, "strong"),))
                for one in block.lines:
                    self.paragraph(one)
            case Facts():
                self.facts(block.facts)
            case Bullets():
                self._bullets(block)
            case Table():
                self.table(block)
            case Figure():
                self.figure(block)
            case Sources():
                for source in block.sources:
                    self._set(self._new(), (Run(f"[{source.number}] "), *source.line), source.anchor)

    def paragraph(self, line: Line, style: str | None = None, *, small: bool = False) -> None:
        """Add a paragraph."""
        self._set(self._new(style), line, small=small)

    def _bullets(self, block: Bullets) -> None:
        style = "List Number" if block.ordered else "List Bullet"
        numbers = _new_numbers(self.document) if block.ordered else None
        for one in block.lines:
            paragraph = self._new(style)
            if numbers is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no lists
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = numbers
            self._set(paragraph, one, small=block.style in ("log", "meta"))

    def facts(self, facts: Iterable[Fact]) -> None:
        """Add facts, each as a paragraph behind what it is."""
        for fact in facts:
            self.paragraph((Run(f"{fact.label}: ", "quiet"), *fact.line))

    def figure(self, one: Figure) -> None:
        """Add a picture with its text alternative, its caption, and its data."""
        if one.svg:
            picture = self.document.add_picture(BytesIO(png(str(one.svg))), width=_WIDTH)
            properties = picture._inline.docPr  # noqa: SLF001 - python-docx has no text alternatives
            properties.set("descr", printable(f"{one.title} {one.description}"))
            properties.set("title", printable(one.title))
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
            self.paragraph((Run(one.title),), "Caption")
        if one.table is not None:
            self.table(one.table, shows_caption=not one.svg or one.table.caption != one.title)

    # -- tables --------------------------------------------------------------------------------------------------------

    def table(self, one: Table, *, shows_caption: bool = True) -> None:
        """Add a table with a caption and a header that is repeated on each page.

        Where the heading above says the same, the caption is only read out.
        """
        if shows_caption and one.shows_caption:
            caption = self._new("Caption")
            self._set(caption, (Run(one.caption),))
            caption.paragraph_format.keep_with_next = True
        made = self.document.add_table(rows=1, cols=len(one.columns))
        if any(style.name == "Table Grid" for style in self.document.styles):
            made.style = self.document.styles["Table Grid"]
        _describe(made, one.caption)
        for cell, column in zip(made.rows[0].cells, one.columns, strict=True):
            title = f"{column.glyph} {column.title}" if column.glyph else column.title
            self._fill(cell, (Cell(((Run(title, "strong"),),))), right=column.right)
        _repeat(made)
        for row in one.rows:
            self._row(made, one, row)
        if one.foot is not None:
            self._row(made, one, one.foot)
        _widths(made, one)
        if one.style == "matrix":
            _shrink(made.rows[0].cells[1:])
        self._new().paragraph_format.space_after = Pt(4)

    def _row(self, made: DocxTable, one: Table, row: Row) -> None:
        cells = _new_row(made)
        for place, (cell, content) in enumerate(zip(cells, row.cells, strict=True)):
            anchor = row.anchor if place == 0 else ""
            self._fill(cell, content, right=one.columns[place].right, bold=place == one.header, anchor=anchor)
        if row.details:
            below = _new_row(made)
            self._details(below[0].merge(below[-1]), row.details)

    def _details(self, cell: DocxCell, blocks: Sequence[Block]) -> None:
        lines: list[Line] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                lines.append(block.line)
            elif isinstance(block, Bullets):
                lines += [(Run("– "), *one) for one in block.lines]
        self._fill(cell, Cell(tuple(lines)), small=True)

    def _fill(  # noqa: PLR0913 - what stands in it, and how
        self,
        cell: DocxCell,
        content: Cell,
        *,
        right: bool = False,
        bold: bool = False,
        small: bool = False,
        anchor: str = "",
    ) -> None:
        for place, line in enumerate(content.lines or ((),)):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(1)
            if TABLE_TEXT in self._styles:
                paragraph._p.style = self._styles[TABLE_TEXT]  # noqa: SLF001 - by its id, which need not be looked up
            if right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._set(paragraph, line, anchor if place == 0 else "", small=small, bold=bold)

    # -- lines ---------------------------------------------------------------------------------------------------------

    def _new(self, style: str | None = None) -> DocxParagraph:
        paragraph = self.document.add_paragraph()
        if style in self._styles:
            paragraph._p.style = self._styles[style]  # noqa: SLF001 - by its id, which need not be looked up
        return paragraph

    def _set(
        self, paragraph: DocxParagraph, line: Line, anchor: str = "", *, small: bool = False, bold: bool = False
    ) -> None:
        if anchor:
            self._bookmark(paragraph, anchor)
        for one in line:
            run = self._run(paragraph, one)
            if small or one.style in ("place", "cite"):
                run.font.size = Pt(8 if one.style in ("place", "cite") else 9)
            if bold and not one.style:
                run.bold = True

    def _run(self, paragraph: DocxParagraph, one: Run) -> DocxRun:
        run = paragraph.add_run(printable(_text(one)))
        if one.style in ("strong", "overdue", "internal"):
            run.bold = True
        colour = _colour(one)
        if colour is not None:
            run.font.color.rgb = RGBColor.from_string(LIGHT[colour].lstrip("#").upper())
        if one.anchor or one.url:
            self._link(paragraph, run, one)
        return run

    def _link(self, paragraph: DocxParagraph, run: DocxRun, one: Run) -> None:
        """Let a run lead to a bookmark, or to an address."""
        link = OxmlElement("w:hyperlink")
        if one.anchor:
            link.set(qn("w:anchor"), self._name(one.anchor))
        else:
            relation = paragraph.part.relate_to(one.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link.set(qn("r:id"), relation)
        paragraph._p.replace(run._r, link)  # noqa: SLF001 - python-docx has no links of its own
        link.append(run._r)  # noqa: SLF001

    def _bookmark(self, paragraph: DocxParagraph, anchor: str) -> None:
        number = str(next(self._ids))
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), number)
        start.set(qn("w:name"), self._name(anchor))
        end.set(qn("w:id"), number)
        paragraph._p.append(start)  # noqa: SLF001 - python-docx has no bookmarks
        paragraph._p.append(end)  # noqa: SLF001

    def _name(self, anchor: str) -> str:
        """Give the name of a bookmark; long ones are cut and stay apart by their number."""
        if anchor not in self._names:
            name = anchor.replace("-", "_")
            cut = f"{name[: _BOOKMARK - 7]}_{len(self._names)}"
            self._names[anchor] = name if len(name) <= _BOOKMARK - 7 else cut
        return self._names[anchor]


def _new_row(made: DocxTable) -> tuple[DocxCell, ...]:
    row = cast("DocxRow", made.add_row())  # type: ignore[no-untyped-call]  # python-docx leaves its type out
    return row.cells


def _text(one: Run) -> str:
    if one.style in ("status", "overdue"):
        return f"{one.glyph} {one.text}"
    if one.style == "cite":
        return f" [{one.text}]"
    return f" ({one.text})" if one.style == "internal" else f" {one.text}" if one.style == "place" else one.text


def _colour(one: Run) -> str | None:
    if one.style == "status":
        return STATUS_COLOURS.get(one.key)
    if one.style in ("overdue", "internal"):
        return "overdue"
    if one.style in ("quiet", "place"):
        return "quiet"
    return "accent" if one.anchor or one.url else None


def _describe(table: DocxTable, caption: str) -> None:
    """Give a table its title for those who cannot see it."""
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), printable(caption)[:250])
    table._tbl.tblPr.append(title)  # noqa: SLF001 - python-docx has no titles of tables


def _repeat(table: DocxTable) -> None:
    """Mark the first row as the header: it is repeated on each page, and read out with the cells."""
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)  # noqa: SLF001 - python-docx has no headers of tables


def _widths(made: DocxTable, one: Table) -> None:
    """Set the widths of columns, in the grid for most programs and in the cells for Word, and keep rows whole."""
    shares = _shares(one)
    widths = [Length(int(_WIDTH * share / 100)) for share in shares]
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


def _shares(one: Table) -> list[float]:
    """Give the width of each column in hundredths of the page; a narrow table does not fill it."""
    count = len(one.columns)
    if one.style == "matrix" and count > 1:
        return [28.0, *[72 / (count - 1)] * (count - 1)]
    if one.style == "narrow":
        return [45.0, *[min(20.0, 55 / max(count - 1, 1))] * (count - 1)]
    given = sum(column.width for column in one.columns)
    free = sum(column.width == 0 for column in one.columns)
    rest = max(100 - given, 20 * free)
    shares = [column.width or rest / free for column in one.columns]
    return [100 * share / sum(shares) for share in shares]


def _new_numbers(document: Document) -> int | None:
    """Begin a numbered list with 1 again, and give its id; None where the document has no style of such lists."""
    style = next((one for one in document.styles if one.name == "List Number"), None)
    found = style.element.xpath("./w:pPr/w:numPr/w:numId/@w:val") if style is not None else []
    if not found:
        return None
    numbering = document.part.numbering_part.element
    old = next((one for one in numbering.num_lst if str(one.numId) == found[0]), None)
    if old is None:
        return None
    new = numbering.add_num(old.abstractNumId.val)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(new.numId)


def _shrink(cells: Iterable[DocxCell]) -> None:
    """Write the titles of many narrow columns in letters that fit into them."""
    for cell in cells:
        for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
            run.font.size = Pt(6.5)


def _ensure_heading(document: Document, level: int) -> None:
    """Give a document of somebody's own the style of a heading, where it lacks it: bold, and part of the outline."""
    name = f"Heading {level}"
    if any(style.name == name for style in document.styles):
        return
    style = cast("ParagraphStyle", document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True))
    style.font.bold = True
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    style.element.get_or_add_pPr().append(outline)


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
