"""A repository's own Word document as a template: placeholders such as ``{{ name }}``, and a place for the report."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from fgk.messages import msg
from fgk.render.document import Report, plain
from fgk.render.escaping import printable
from fgk.render.formats.archive import Damaged, unpacked
from fgk.render.formats.word.active import what_acts
from fgk.render.own_templates import TemplateDefect
from fgk.render.sandbox import BoundedEnvironment
from fgk.render.template_mistakes import Missing, in_jinja

LARGEST = 64 * 1024 * 1024
"""Bytes that the parts of a template may have, unpacked."""
_MOST_PARTS = 2000
CONTENT = "content"
"""The placeholder in whose paragraph the report stands."""
_CONTENT = "{{ content }}"
_PLACE = "\ue000fgk-content\ue000"


def filled(template: bytes, report: Report, path: str) -> Document:
    """Fill the placeholders of a template in text, tables, headers and footers.

    Raises TemplateDefect, with the number of the paragraph as its line, where that cannot be done.
    """
    document = _opened(template, path)
    environment = BoundedEnvironment(autoescape=False, undefined=Missing)
    environment.begin()
    lead = "\n".join(plain(one) for one in report.lead)
    values = {**report.values, "title": report.title, "heading": report.heading, "lead": lead, CONTENT: _PLACE}
    for number, paragraph in enumerate(_paragraphs(document), start=1):
        try:
            _fill(paragraph, environment, values)
        except Exception as error:  # whatever a placeholder raises is a defect of the template
            said, hint = in_jinja(error, [*values, *environment.globals])
            text = msg("A placeholder in paragraph {n} cannot be filled: {error}", n=number, error=said)
            raise TemplateDefect(path, number, text, hint) from error
    _require_one_place(document, path)
    return document


def place_of_content(document: Document) -> Any | None:
    """Give the element of the paragraph that waits for the report, or None: then it goes to the end."""
    found = next((one for one in document.paragraphs if _PLACE in one.text), None)
    return None if found is None else found._p  # noqa: SLF001 - the element itself is to be replaced


def _require_one_place(document: Document, path: str) -> None:
    """Require that the report stands in one place, if any is named, and alone. Raises TemplateDefect."""
    places = [(number, one) for number, one in enumerate(_paragraphs(document), start=1) if _PLACE in one.text]
    if not places:
        return
    number, last = places[-1]
    if len(places) > 1 or last.text.count(_PLACE) > 1:
        raise TemplateDefect(
            path, number, msg("“{place}” stands there twice; the report has one place", place=_CONTENT)
        )
    if last.text.strip() != _PLACE:
        raise TemplateDefect(
            path, number, msg("“{place}” stands beside other text; give it a paragraph of its own", place=_CONTENT)
        )
    if place_of_content(document) is None:
        text = msg(
            "“{place}” stands in a table, a box, a header or a footer; put it into the text itself", place=_CONTENT
        )
        raise TemplateDefect(path, number, text)


def _opened(template: bytes, path: str) -> Document:
    """Open a template, unless it is no Word document or unpacks to far more than a document has."""
    try:
        unpacked(template, most=_MOST_PARTS, largest=LARGEST)
        found = docx.Document(BytesIO(template))
        found.element.body.get_or_add_sectPr()  # without any, there is no page for a header
        acts = what_acts(found)
    except Damaged as error:
        raise TemplateDefect(path, 1, msg("The Word document is damaged or too large")) from error
    except Exception as error:  # whatever a defective document makes the libraries raise
        raise TemplateDefect(path, 1, msg("It is no Word document (docx) that can be read")) from error
    if acts is not None:
        raise TemplateDefect(path, 1, acts)
    return found


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
