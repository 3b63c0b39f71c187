"""A report as a Word file: into the bundled layout, or into a document of the repository's own."""

import datetime as dt
from collections.abc import Mapping
from io import BytesIO
from typing import Any, cast

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from fgk.messages import N_, Translator, msg
from fgk.render.document import Report, Run, joined, line, plain
from fgk.render.escaping import printable
from fgk.render.formats.picture import drawn
from fgk.render.formats.word.filled import filled, place_of_content
from fgk.render.formats.word.package import packed
from fgk.render.formats.word.parts import Writer
from fgk.render.formats.word.styles import TABLE_TEXT
from fgk.render.own_templates import NO_TEMPLATES, OwnTemplates, Picture, TemplateDefect, shown_path
from fgk.render.provenance import properties
from fgk.render.reports.kinds import kind_of

_LANGUAGES = {"de": "de-DE", "en": "en-GB"}


def word(
    report: Report,
    translator: Translator,
    created: dt.datetime,
    provenance: str = "",
    own: OwnTemplates = NO_TEMPLATES,
) -> bytes:
    """Give a report as docx.

    Of a docx of the repository's own the styles hold, its placeholders are filled, and the report stands where it says
    ``{{ content }}``. Raises TemplateDefect where it cannot be used.
    """
    template = own.first(kind_of(report.kind).templates("docx"))
    document = _bundled() if template is None else filled(own.files[template], report, shown_path(template))
    place = place_of_content(document)
    before = len(document.element.body)
    writer = Writer(document, translator)
    if template is None:
        _running_title(document, report.title)
        _letterhead(document, own)
        _opening(writer, report)
        _contents(writer, report, translator)
    for section in report.sections.values():
        writer.section(section, 1)
    _closing(writer, report, translator)
    if place is not None:
        _move(document, before, place)
    _language(document, _LANGUAGES[report.language])
    _properties(document, report, created)
    return packed(document, properties(provenance), created)


def blank(language: str) -> bytes:
    """Give a document with the bundled styles and the placeholders, to make one's own of."""
    document = _bundled()
    for text, style in (
        ("{{ kind }}", "Subtitle"),
        ("{{ heading }}", "Title"),
        ("{{ lead }}", None),
        ("{{ content }}", None),
    ):
        document.add_paragraph(text, style)
    _language(document, _LANGUAGES[language])
    return packed(document, {}, dt.datetime(1980, 1, 1, tzinfo=dt.UTC))


def _bundled() -> Document:
    """Give an empty document with the styles that reports have."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    for name, size in {"Normal": 10.5, "Title": 24, "Heading 1": 15, "Heading 2": 13, "Heading 3": 11.5}.items():
        style = cast("ParagraphStyle", document.styles[name])
        style.font.size = Pt(size)
        _font(style.element, "Calibri" if name == "Normal" else None)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0x1D, 0x23, 0x2A)
    inner = cast("ParagraphStyle", document.styles.add_style(TABLE_TEXT, WD_STYLE_TYPE.PARAGRAPH))
    inner.base_style = document.styles["Normal"]
    inner.font.size = Pt(9.5)
    caption = cast("ParagraphStyle", document.styles["Caption"])
    caption.font.color.rgb = RGBColor(0x55, 0x60, 0x6B)
    _page_number(document.sections[0].footer.paragraphs[0])
    return document


def _font(style: Any, name: str | None) -> None:
    """Let a style have a font of its own, or that of the text around it."""
    properties = style.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        properties.remove(fonts)
    if name is not None:
        fonts = OxmlElement("w:rFonts")
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), name)
        properties.append(fonts)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for name in ("begin", "PAGE", "end"):
        run = paragraph.add_run()
        if name == "PAGE":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = name
        else:
            code = OxmlElement("w:fldChar")
            code.set(qn("w:fldCharType"), name)
        run._r.append(code)  # noqa: SLF001 - python-docx has no fields


def _running_title(document: Document, title: str) -> None:
    """Put the title on top of all pages but the first."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    run = section.header.paragraphs[0].add_run(printable(title))
    run.font.size = Pt(9)
    _page_number(section.first_page_footer.paragraphs[0])


def _letterhead(document: Document, own: OwnTemplates) -> None:
    """Put the logo and the lines of the letterhead on top of the first page."""
    if own.logo is not None:
        try:
            document.add_picture(BytesIO(_as_pixels(own.logo)), height=Cm(1.6))
        except Exception as error:  # whatever a defective picture makes the libraries raise
            raise TemplateDefect(shown_path(own.logo.name), 1, msg("The logo cannot be drawn")) from error
    if own.letterhead:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for number, text in enumerate(own.letterhead):
            run = paragraph.add_run(text)
            run.font.size = Pt(9)
            if number + 1 < len(own.letterhead):
                run.add_break()


def _as_pixels(logo: Picture) -> bytes:
    is_drawing = logo.media_type == "image/svg+xml"
    return drawn(logo.content.decode("utf-8", "replace")) if is_drawing else logo.content


def _opening(writer: Writer, report: Report) -> None:
    writer.paragraph(line(report.kicker), "Subtitle")
    writer.paragraph(line(report.heading), "Title")
    for one in report.lead:
        writer.paragraph(one)


def _contents(writer: Writer, report: Report, translator: Translator) -> None:
    """List the sections, each leading to its place."""
    if report.has_contents and len(report.sections) > 1:
        writer.paragraph(line(Run(translator(N_("Contents")), "strong")))
        for section in report.sections.values():
            title = plain(section.title)
            writer.paragraph(line(Run(title, anchor=section.anchor)), "List Bullet")


def _closing(writer: Writer, report: Report, translator: Translator) -> None:
    for one in report.closing:
        writer.paragraph(one, small=True)
    if report.provenance:
        said = [line(f"{fact.label}: ", fact.line) for fact in report.provenance]
        about = line(f"{translator(N_('From what this report was made'))}: ", joined(said, "; "))
        writer.paragraph(about, small=True)


def _move(document: Document, before: int, place: Any) -> None:
    """Bring what was added at the end to the paragraph that waits for it."""
    body = document.element.body
    added = list(body)[before - 1 : -1]  # the last one holds the page's settings
    for one in added:
        place.addprevious(one)
    if place.xpath("./w:pPr/w:sectPr"):  # a part of the document, with its own pages, ends with this paragraph
        place.clear_content()
    else:
        body.remove(place)


def _language(document: Document, language: str) -> None:
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)


def _properties(document: Document, report: Report, created: dt.datetime) -> None:
    own = document.core_properties
    values: Mapping[str, str] = report.values
    own.title, own.author, own.subject = (
        printable(text)[:250] for text in (report.title, values.get("name", ""), values.get("kind", ""))
    )
    own.language = _LANGUAGES[report.language]
    own.comments = own.keywords = own.last_modified_by = ""
    own.created = own.modified = created.replace(tzinfo=None)
    own.revision = 1
