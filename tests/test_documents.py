"""Documents that everybody can read: PDF and Word as a screen reader takes them, Word and Excel in another program."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from browser import office_program
from fgk.render.reports.kinds import KINDS
from test_reports import made

MEASURE = "Familien-Check für alle Beschlussvorlagen einführen"
WITHOUT_MEASURES = ("council", "portfolio")
"""Kinds that name no single measure: the paper on a whole agreement, and the table of all municipalities."""
PDF_KINDS = [kind.name for kind in KINDS if "pdf" in kind.formats]
WORD_KINDS = [kind.name for kind in KINDS if "docx" in kind.formats]
OFFICE = [(kind.name, format_) for kind in KINDS for format_ in ("docx", "xlsx") if format_ in kind.formats]

Kinds: TypeAlias = tuple[str, ...]
"""The kinds of structure elements, from one to what lies within it: ``/Table``, ``/THead``, ``/TR``."""


@dataclass(frozen=True)
class Element:
    """An element of the structure of a PDF: what it is, within what, and the text that stands for it."""

    kind: str
    within: Kinds
    alternative: str


@cache
def pdf(kind: str) -> PdfReader:
    return PdfReader(BytesIO(made(kind, "pdf")))


@cache
def word(kind: str) -> Document:
    return docx.Document(BytesIO(made(kind, "docx")))


@cache
def elements(kind: str) -> tuple[Element, ...]:
    return tuple(structure(resolved(pdf(kind).trailer["/Root"])["/StructTreeRoot"], ()))


def structure(value: Any, within: Kinds) -> Iterator[Element]:
    """Give the elements of the structure of a PDF, each before those within it."""
    one = resolved(value)
    if isinstance(one, list):
        for inner in one:
            yield from structure(inner, within)
    elif isinstance(one, DictionaryObject):
        kind = str(one.get("/S", ""))
        if kind:
            yield Element(kind, within, str(one.get("/Alt", "")))
        yield from structure(one.get("/K"), (*within, kind) if kind else within)


def resolved(value: Any) -> Any:
    return None if value is None else value.get_object()


def titles(kind: str) -> list[str]:
    """Give the titles of the sections, as the headings of the Word file have them."""
    return [spaced(one.text) for one in word(kind).paragraphs if style(one) == "Heading 1"]


def style(paragraph: Any) -> str:
    return str(paragraph.style.name)


def spaced(text: str) -> str:
    return " ".join(text.split())


# -- PDF ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", PDF_KINDS)
def test_a_pdf_says_what_it_is_and_in_which_language(kind: str) -> None:
    root = resolved(pdf(kind).trailer["/Root"])
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "de-DE"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert b"<pdfuaid:part>1</pdfuaid:part>" in resolved(root["/Metadata"]).get_data()
    metadata = pdf(kind).metadata
    assert metadata is not None
    assert metadata.title == word(kind).core_properties.title
    first = spaced(pdf(kind).pages[0].extract_text())
    assert ("Familiengerechte Kommunen" if kind == "portfolio" else "Musterstadt") in first


@pytest.mark.parametrize("kind", PDF_KINDS)
def test_the_bookmarks_of_a_pdf_are_its_sections_in_order(kind: str) -> None:
    bookmarks = [spaced(str(one["/Title"])) for one in pdf(kind).outline if not isinstance(one, list)]
    assert len(bookmarks) >= 4
    assert bookmarks == titles(kind)
    places = [pdf(kind).get_destination_page_number(one) for one in pdf(kind).outline if not isinstance(one, list)]
    assert places == sorted(place for place in places if place is not None)


@pytest.mark.parametrize("kind", PDF_KINDS)
def test_pictures_of_a_pdf_are_told_in_words(kind: str) -> None:
    pictures = [one.alternative for one in elements(kind) if one.kind == "/Figure"]
    described = [one._inline.docPr.get("descr") for one in word(kind).inline_shapes]  # noqa: SLF001
    assert [spaced(text) for text in pictures] == [spaced(text) for text in described]
    assert all(len(text) > 40 for text in pictures)


@pytest.mark.parametrize("kind", PDF_KINDS)
def test_tables_of_a_pdf_can_be_read_cell_by_cell(kind: str) -> None:
    found = elements(kind)
    tables = [one for one in found if one.kind == "/Table"]
    assert len(tables) == len(word(kind).tables)
    headers = [one for one in found if one.kind == "/TH" and one.within[-3:] == ("/Table", "/THead", "/TR")]
    assert len(headers) >= sum(len(table.columns) for table in word(kind).tables)
    assert all("/Figure" not in one.within for one in tables)


@pytest.mark.parametrize("kind", PDF_KINDS)
def test_headings_of_a_pdf_leave_no_level_out(kind: str) -> None:
    levels = [int(one.kind[2:]) for one in elements(kind) if one.kind[:2] == "/H" and one.kind[2:].isdigit()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


# -- Word -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", WORD_KINDS)
def test_headings_of_a_word_file_leave_no_level_out(kind: str) -> None:
    styles = [style(one) for one in word(kind).paragraphs]
    assert styles.count("Title") == 1
    levels = [int(name.removeprefix("Heading ")) for name in styles if name.startswith("Heading ")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("kind", WORD_KINDS)
def test_all_of_a_word_file_is_in_its_language(kind: str) -> None:
    document = word(kind)
    parts: list[Any] = [document.element, document.styles.element]
    languages = {found.get(qn("w:val")) for part in parts for found in part.iter(qn("w:lang"))}
    assert languages == {"de-DE"}
    assert document.core_properties.language == "de-DE"


@pytest.mark.parametrize("kind", WORD_KINDS)
def test_links_of_a_word_file_lead_to_a_bookmark_that_is_there_once(kind: str) -> None:
    body = word(kind).element.body
    names = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    assert all(len(name) <= 40 for name in names)
    targets = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))} - {None}
    assert targets <= set(names)


@pytest.mark.parametrize("kind", WORD_KINDS)
def test_tables_and_pictures_of_a_word_file_have_their_names(kind: str) -> None:
    for table in word(kind).tables:
        first, *rest = table._tbl.tr_lst  # noqa: SLF001 - python-docx shows neither headers nor titles of tables
        assert first.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:tblHeader')}") is None for row in rest)
        title = table._tbl.tblPr.find(qn("w:tblCaption"))  # noqa: SLF001
        assert title is not None
        assert title.get(qn("w:val"))
    for picture in word(kind).inline_shapes:
        assert len(picture._inline.docPr.get("descr")) > 40  # noqa: SLF001


# -- another program ------------------------------------------------------------------------------------------------


def test_libreoffice_opens_every_file_and_shows_its_text(tmp_path: Path) -> None:
    program = office_program()
    files = [tmp_path / f"{kind}-{format_}.{format_}" for kind, format_ in OFFICE]
    for file, (kind, format_) in zip(files, OFFICE, strict=True):
        file.write_bytes(made(kind, format_))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    printed = {file.stem: unspaced_text(file.with_suffix(".pdf")) for file in files}
    missing = [
        (file, words)
        for (kind, format_), (file, text) in zip(OFFICE, printed.items(), strict=True)
        for words in expected(kind, format_)
        if "".join(words.split()) not in text
    ]
    assert missing == []


def expected(kind: str, format_: str) -> list[str]:
    """Give words that a file must show: the municipality, a measure, and the headings where it has any."""
    return [
        "Musterstadt",
        *([] if kind in WITHOUT_MEASURES else [MEASURE]),
        *(titles(kind) if format_ == "docx" else []),
    ]


def unspaced_text(file: Path) -> str:
    """Give the text of a PDF without white space: where lines break is for the other program to say."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(file.read_bytes())).pages)
