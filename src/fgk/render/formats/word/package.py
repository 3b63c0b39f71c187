"""The file around a Word document: properties of one's own, and the same bytes each time."""

import datetime as dt
from collections.abc import Mapping
from html import escape
from io import BytesIO

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from fgk.render.formats.archive import timeless

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def packed(document: Document, properties: Mapping[str, str], created: dt.datetime) -> bytes:
    """Give the bytes of a document, with properties of its own, and with one time for all parts of the archive."""
    package = document.part.package
    if properties:
        part = Part(PackURI("/docProps/custom.xml"), _CONTENT_TYPE, _custom(properties), package)
        package.relate_to(part, _PROPERTIES)
    written = BytesIO()
    document.save(written)
    return timeless(written.getvalue(), created)


def _custom(properties: Mapping[str, str]) -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006"
    inner = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), start=2)
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{kind}/custom-properties" xmlns:vt="{kind}/docPropsVTypes">{inner}</Properties>'
    )
    return text.encode()
