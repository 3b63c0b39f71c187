"""A repository's own Word document as a template: placeholders such as ``{{ name }}``, and a place for the report."""

from collections.abc import Collection, Iterator
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from fgk.messages import Message, msg
from fgk.render.document import Report, plain
from fgk.render.escaping import printable
from fgk.render.formats.archive import Damaged, unpacked
from fgk.render.formats.word.active import what_acts
from fgk.render.formats.word.placeholders import Interrupted, fill, text_of
from fgk.render.own_templates import TemplateDefect
from fgk.render.sandbox import BoundedEnvironment
from fgk.render.template_mistakes import Missing, in_jinja

LARGEST = 64 * 1024 * 1024
"""Bytes that the parts of a template may have, unpacked."""
_MOST_PARTS = 2000
CONTENT = "content"
"""The placeholder in whose paragraph the report stands."""
_CONTENT = "{{ content }}"
_RUNNING = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
_PLACE = "\ue000fgk-content\ue000"


def filled(template: bytes, report: Report, path: str) -> Document:
    """Fill the placeholders of a template in text, tables, headers and footers.

    Raises TemplateDefect, with the number of the paragraph as its line, where that cannot be done.
    """
    document = _opened(template, path)
    environment = BoundedEnvironment(autoescape=False, undefined=Missing, keep_trailing_newline=True)
    environment.begin()
    lead = "\n".join(plain(one) for one in report.lead)
    values = {**report.values, "title": report.title, "heading": report.heading, "lead": lead, CONTENT: _PLACE}
    values = {name: printable(value, keep_newlines=True) for name, value in values.items()}
    for number, paragraph in enumerate(_paragraphs(document), start=1):
        try:
            fill(paragraph, environment, values)
        except Exception as error:  # whatever a placeholder raises is a defect of the template
            raise TemplateDefect(path, number, *_said(error, number, [*values, *environment.globals])) from error
    _require_one_place(document, path)
    return document


def _said(error: Exception, number: int, known: Collection[str]) -> tuple[Message, Message | None]:
    """Say why the placeholders of a paragraph cannot be filled, and what to do."""
    if isinstance(error, Interrupted):
        text = msg(
            "In paragraph {n}, a field, a picture, a link or the like stands within a placeholder, or between an "
            "instruction and its end ({example})",
            n=number,
            example="{% if … %} … {% endif %}",
        )
        return text, msg(
            "Put it before or behind them; an instruction can also end before it and begin again behind it."
        )
    said, hint = in_jinja(error, known)
    return msg("A placeholder in paragraph {n} cannot be filled: {error}", n=number, error=said), hint


def place_of_content(document: Document) -> Any | None:
    """Give the element of the paragraph that waits for the report, or None: then it goes to the end."""
    return next((one for one in document.element.body.iterchildren(qn("w:p")) if _PLACE in text_of(one)), None)


def _require_one_place(document: Document, path: str) -> None:
    """Require that the report stands in one place, if any is named, and alone. Raises TemplateDefect."""
    texts = enumerate(map(text_of, _paragraphs(document)), start=1)
    places = [(number, text) for number, text in texts if _PLACE in text]
    if not places:
        return
    number, last = places[-1]
    if place_of_content(document) is None:
        text = msg(
            "“{place}” stands in a table, a box, a header or a footer; put it into the text itself", place=_CONTENT
        )
        raise TemplateDefect(path, number, text)
    if len(places) > 1 or last.count(_PLACE) > 1:
        raise TemplateDefect(
            path, number, msg("“{place}” stands there twice; the report has one place", place=_CONTENT)
        )
    if last.strip() != _PLACE:
        raise TemplateDefect(
            path, number, msg("“{place}” stands beside something else; give it a paragraph of its own", place=_CONTENT)
        )


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


def _paragraphs(document: Document) -> Iterator[Any]:
    """Give all paragraphs: of the text, of tables and boxes, of the headers and footers of all pages."""
    yield from document.element.body.iter(qn("w:p"))
    related = (one for one in document.part.rels.values() if one.reltype in _RUNNING and not one.is_external)
    for part in dict.fromkeys(one.target_part for one in related):  # each once, however many sections share it
        if isinstance(part, XmlPart):
            yield from part.element.iter(qn("w:p"))
