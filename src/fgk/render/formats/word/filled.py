"""A repository's own Word document as a template: placeholders such as ``{{ name }}``, and a place for the report."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from jinja2 import StrictUndefined, TemplateError

from fgk.messages import msg
from fgk.render.document import Report, plain
from fgk.render.escaping import printable
from fgk.render.own_templates import TemplateDefect
from fgk.render.sandbox import BoundedEnvironment, TooMuch

LARGEST = 64 * 1024 * 1024
"""Bytes that the parts of a template may have, unpacked."""
_MOST_PARTS = 2000
_ACTIVE_PARTS = ("vbaproject", "vbadata", "macroenabled", "oleobject", "activex", "embeddings/", "afchunk", "customui")
"""What the name or the kind of a part contains that does something by itself."""
_FIELD = re.compile(
    rb"(?:instrText[^<>]{0,200}>|instr=.)[^<>]{0,200}\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b"
)
CONTENT = "content"
"""The placeholder in whose paragraph the report stands."""
_PLACE = "\ue000fgk-content\ue000"


def filled(template: bytes, report: Report, path: str) -> Document:
    """Fill the placeholders of a template in text, tables, headers and footers.

    Raises TemplateDefect, with the number of the paragraph as its line, where that cannot be done.
    """
    document = _opened(template, path)
    environment = BoundedEnvironment(autoescape=False, undefined=StrictUndefined)
    environment.begin()
    lead = "\n".join(plain(one) for one in report.lead)
    values = {**report.values, "title": report.title, "heading": report.heading, "lead": lead, CONTENT: _PLACE}
    for number, paragraph in enumerate(_paragraphs(document), start=1):
        try:
            _fill(paragraph, environment, values)
        except (TemplateError, TooMuch, ArithmeticError, ValueError, TypeError, LookupError, RecursionError) as error:
            said = str(error) or type(error).__name__
            raise TemplateDefect(path, number, msg("A placeholder cannot be filled: {error}", error=said)) from error
    return document


def place_of_content(document: Document) -> Any | None:
    """Give the element of the paragraph that waits for the report, or None: then it goes to the end."""
    found = next((one for one in document.paragraphs if _PLACE in one.text), None)
    return None if found is None else found._p  # noqa: SLF001 - the element itself is to be replaced


def _opened(template: bytes, path: str) -> Document:
    """Open a template, unless it is no Word document or unpacks to far more than a document has."""
    try:
        with zipfile.ZipFile(BytesIO(template)) as archive:
            entries = archive.infolist()
        is_small = len(entries) <= _MOST_PARTS and sum(entry.file_size for entry in entries) <= LARGEST
        found = docx.Document(BytesIO(template)) if is_small else None
    except Exception as error:  # whatever a defective document makes the library raise
        raise TemplateDefect(path, 1, msg("It is no Word document (docx) that can be read")) from error
    if found is None:
        raise TemplateDefect(path, 1, msg("The Word document is too large"))
    _refuse_what_acts(found, path)
    return found


def _refuse_what_acts(document: Document, path: str) -> None:
    """Refuse what would run a program, or fetch something, for whoever opens the report. Raises TemplateDefect."""
    for part in document.part.package.iter_parts():
        kind = part.content_type.lower()
        if any(word in kind for word in _ACTIVE_PARTS) or any(
            word in str(part.partname).lower() for word in _ACTIVE_PARTS
        ):
            raise TemplateDefect(path, 1, msg("The Word document has macros or embedded objects; take them out"))
        for relation in part.rels.values():
            if relation.is_external and not relation.reltype.endswith("/hyperlink"):
                text = msg("The Word document refers to something outside: {target}", target=relation.target_ref[:200])
                raise TemplateDefect(path, 1, text)
        if kind.endswith("+xml") and _FIELD.search(part.blob):
            raise TemplateDefect(path, 1, msg("The Word document has a field that reads other files; take it out"))


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Give all paragraphs: of the text, of tables and boxes, of headers and footers."""
    parts: list[Any] = [document]
    for section in document.sections:
        parts += [part for part in (section.header, section.footer) if not part.is_linked_to_previous]
        if section.different_first_page_header_footer:
            parts += [section.first_page_header, section.first_page_footer]
    for part in parts:
        root = part.element.body if part is document else part._element  # noqa: SLF001 - as above
        for element in root.iter(qn("w:p")):
            yield Paragraph(element, part)


def _fill(paragraph: Paragraph, environment: BoundedEnvironment, values: Mapping[str, str]) -> None:
    """Fill the placeholders of a paragraph; Word may have cut one into several runs, so they are joined first."""
    text = paragraph.text
    if "{{" not in text and "{%" not in text:
        return
    made = printable(environment.from_string(text).render(values), keep_newlines=True)
    first, *rest = paragraph.runs
    first.text = made
    for run in rest:
        run.text = ""
