"""Styles and lists of Word documents, also of those that somebody else has made."""

from typing import cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

TABLE_TEXT = "Table Text"
"""The style of what stands in tables."""


def add_heading_style(document: Document, level: int) -> str:
    """Give a document that lacks it the style of a heading: bold, and part of the outline; and give its id."""
    name = f"Heading {level}"
    style = cast("ParagraphStyle", document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True))
    style.font.bold = True
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    style.element.get_or_add_pPr().append(outline)
    return style.style_id


def new_numbers(document: Document) -> int | None:
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
