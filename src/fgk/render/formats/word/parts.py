"""The parts of a report as parts of a Word document."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import count

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table as DocxTable
from docx.table import _Cell as DocxCell
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
from fgk.render.formats.word.styles import TABLE_TEXT, add_heading_style, new_numbers
from fgk.render.formats.word.tables import WIDTH, describe, lay_out, new_row, repeat_header

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
        name = f"Heading {level}"
        if name not in self._styles:
            self._styles[name] = add_heading_style(self.document, level)
        self._set(self.document.add_heading("", level), title, anchor)

    def blocks(self, blocks: Iterable[Block]) -> None:
        """Add blocks, one after the other."""
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                style = "Intense Quote" if block.style == "quote" else None
                made = self.paragraph(block.line, style, small=block.style in ("small", "quiet"))
                made.paragraph_format.keep_with_next = block.style == "strong" or None
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

    def paragraph(self, line: Line, style: str | None = None, *, small: bool = False) -> DocxParagraph:
        """Add a paragraph."""
        made = self._new(style)
        self._set(made, line, small=small)
        return made

    def _bullets(self, block: Bullets) -> None:
        style = "List Number" if block.ordered else "List Bullet"
        numbers = new_numbers(self.document) if block.ordered else None
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
            picture = self.document.add_picture(BytesIO(png(str(one.svg))), width=WIDTH)
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
        if "Table Grid" in self._styles:
            made.style = self.document.styles["Table Grid"]
        describe(made, one.caption)
        for cell, column in zip(made.rows[0].cells, one.columns, strict=True):
            title = f"{column.glyph} {column.title}" if column.glyph else column.title
            self._fill(cell, (Cell(((Run(title, "strong"),),))), right=column.right)
        repeat_header(made)
        for row in one.rows:
            self._row(made, one, row)
        if one.foot is not None:
            self._row(made, one, one.foot)
        lay_out(made, one)
        self._new().paragraph_format.space_after = Pt(4)

    def _row(self, made: DocxTable, one: Table, row: Row) -> None:
        cells = new_row(made)
        for place, (cell, content) in enumerate(zip(cells, row.cells, strict=True)):
            anchor = row.anchor if place == 0 else ""
            self._fill(cell, content, right=one.columns[place].right, bold=place == one.header, anchor=anchor)
        if row.details:
            below = new_row(made)
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
            if one.style == "place":  # on paper, nobody looks into the files
                continue
            run = self._run(paragraph, one)
            if small or one.style == "cite":
                run.font.size = Pt(8 if one.style == "cite" else 9)
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


def _text(one: Run) -> str:
    if one.style in ("status", "overdue"):
        return f"{one.glyph} {one.text}"
    if one.style == "cite":
        return f" [{one.text}]"
    return f" ({one.text})" if one.style == "internal" else one.text


def _colour(one: Run) -> str | None:
    if one.style == "status":
        return STATUS_COLOURS.get(one.key)
    if one.style in ("overdue", "internal"):
        return "overdue"
    if one.style == "quiet":
        return "quiet"
    return "accent" if one.anchor or one.url else None
