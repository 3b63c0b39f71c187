"""Templates of a repository's own: what they can change, and what they cannot do."""

import base64
import datetime as dt
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml
from pypdf import PdfReader

from fgk.loading.repository import open_repository
from fgk.messages import Translator
from fgk.render.own_templates import TemplateDefect
from fgk.render.reports.kinds import KINDS
from fgk.render.wanted import Wanted
from fgk.source.tree import Tree
from fgk.stops import Stop
from fgk.usecases.report import report
from fgk.usecases.reporting import Order
from repositories import DAY, EXAMPLES, memory, municipality

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="navy"/></svg>'
)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def tree(files: dict[str, str | bytes]) -> Tree:
    return memory({**municipality(), **{f"templates/{name}": content for name, content in files.items()}})


def made(files: dict[str, str | bytes], format_: str = "html", kind: str = "status") -> bytes:
    return report(open_repository(tree(files)), "musterstadt", Order(kind, format_, DAY, "de")).content


def pages(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def defect(files: dict[str, str | bytes], format_: str = "html") -> tuple[str, int, str]:
    with pytest.raises(TemplateDefect) as caught:
        made(files, format_)
    return caught.value.path, caught.value.line, Translator("en")(caught.value.reason)


# -- logo, letterhead, style sheet -------------------------------------------------------------------------------------

HOUSE: dict[str, str | bytes] = {
    "logo.svg": DRAWING,
    "letterhead.txt": "Stadt Musterstadt\nFachbereich <Jugend>\n\nRathausplatz 1\n",
    "style.css": "h1 { color: navy } </style><script>alert(1)</script>",
}


def test_the_html_carries_the_logo_the_letterhead_and_the_style() -> None:
    text = made(HOUSE).decode()
    assert f'<img src="data:image/svg+xml;base64,{base64.b64encode(DRAWING).decode()}" alt="Musterstadt">' in text
    assert "<p>Stadt Musterstadt<br>Fachbereich &lt;Jugend&gt;<br>Rathausplatz 1</p>" in text
    assert "h1 { color: navy } <\\/style>" in text
    assert text.count("</style>") == 1


def test_the_markdown_begins_with_the_letterhead() -> None:
    assert (
        made(HOUSE, "md").decode().startswith("Stadt Musterstadt\\\nFachbereich &lt;Jugend&gt;\\\nRathausplatz 1\n\n# ")
    )


@pytest.mark.parametrize("logo", [("logo.svg", DRAWING), ("logo.png", PIXEL)])
def test_the_pdf_carries_the_logo_and_the_letterhead(logo: tuple[str, bytes]) -> None:
    content = made({"letterhead.txt": "Stadt Musterstadt\nRathausplatz 1", logo[0]: logo[1]}, "pdf")
    assert pages(content).startswith("Stadt Musterstadt\nRathausplatz 1")
    assert content != made({"letterhead.txt": "Stadt Musterstadt\nRathausplatz 1"}, "pdf")


@pytest.mark.parametrize("logo", [("logo.svg", DRAWING), ("logo.png", PIXEL)])
def test_the_word_file_carries_the_logo_and_the_letterhead(logo: tuple[str, bytes]) -> None:
    document = docx.Document(BytesIO(made({"letterhead.txt": "Stadt Musterstadt", logo[0]: logo[1]}, "docx")))
    assert document.paragraphs[1].text == "Stadt Musterstadt"
    assert len(document.paragraphs[0]._p.xpath(".//pic:pic")) == 1  # noqa: SLF001 - python-docx has no list of pictures


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"logo.png": b"<svg></svg>"}, ("templates/logo.png", 1)),
        ({"logo.svg": PIXEL}, ("templates/logo.svg", 1)),
        ({"logo.png": PIXEL + bytes(1024 * 1024)}, ("templates/logo.png", 1)),
        ({"letterhead.txt": "a\n\n" * 9}, ("templates/letterhead.txt", 13)),
        ({"style.css": b"a\n\xff"}, ("templates/style.css", 2)),
    ],
    ids=["not-png", "not-svg", "large", "long", "not-utf-8"],
)
def test_what_cannot_be_used_is_named(files: dict[str, str | bytes], place: tuple[str, int]) -> None:
    assert defect(files)[:2] == place


@pytest.mark.parametrize("format_", ["pdf", "docx"])
@pytest.mark.parametrize(
    "logo",
    [
        ("logo.png", PIXEL[:40]),
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="/etc/passwd"/></svg>'),
    ],
    ids=["broken", "reaching-out"],
)
def test_a_logo_that_cannot_be_drawn_is_named(logo: tuple[str, bytes], format_: str) -> None:
    assert defect({logo[0]: logo[1]}, format_)[:2] == (f"templates/{logo[0]}", 1)


# -- layouts of PDF ----------------------------------------------------------------------------------------------------


def test_a_layout_of_one_s_own_can_build_on_the_bundled_one() -> None:
    layout = '#import "/fgk/report.typ" as fgk\n#let report(data) = { [Amtliche Fassung]; fgk.report(data) }\n'
    text = pages(made({"report.typ": layout}, "pdf"))
    assert "Amtliche Fassung" in text
    assert "Wo wir stehen" in text


def test_a_layout_of_a_kind_wins_over_that_of_all() -> None:
    files: dict[str, str | bytes] = {
        "report.typ": "#let report(data) = [Für alle]",
        "status.typ": "#let report(data) = [Nur Sachstand: #data.values.name]",
    }
    assert pages(made(files, "pdf")).strip() == "Nur Sachstand: Musterstadt"
    assert pages(made(files, "pdf", "public")).strip() == "Für alle"


def test_a_part_of_the_bundled_layout_can_be_replaced() -> None:
    own = '#import "/fgk/fgk.typ": *\n#let closing(data) = [Ende der Vorlage]\n'
    text = pages(made({"fgk.typ": own}, "pdf"))
    assert "Ende der Vorlage" in text
    assert "Wo wir stehen" in text


@pytest.mark.parametrize(
    ("layout", "line", "says"),
    [
        ("#let report(data) = {\n  nichts\n}", 2, "no “nichts”"),
        ("#let report(data) = {", 1, "not closed"),
        ("\n#let andere(data) = []", 1, "no function “report(data)”"),
        ('\n\n#let report(data) = read("/etc/passwd")', 3, "no file “etc/passwd” below templates/"),
        ('\n#let report(data) = read("../../../etc/passwd")', 2, "escape"),
        ('\n#import "@preview/cetz:0.3.0": *\n#let report(data) = []', 2, "Packages"),
        ('\n#import "@local/haus:0.3.0": *\n#let report(data) = []', 2, "Packages"),
        ("#let f(n) = f(n + 1)\n#let report(data) = f(1)", 1, "depth"),
        ("#let report(data) = while true {}", 1, "always true"),
        ('#let report(data) = image("/logo.svg")', 1, "alternative text"),
    ],
)
def test_a_mistake_in_a_layout_is_named_with_its_line(layout: str, line: int, says: str) -> None:
    path, where, text = defect({"report.typ": layout, "logo.svg": DRAWING}, "pdf")
    assert (path, where) == ("templates/report.typ", line)
    assert says in text


def test_a_file_that_a_layout_asks_for_is_named_as_its_author_knows_it() -> None:
    text = defect({"report.typ": '#let report(data) = image("bilder/wappen.png", alt: "Wappen")'}, "pdf")[2]
    assert text == "There is no file “bilder/wappen.png” below templates/"


@pytest.mark.parametrize("name", ["report.typ/mehr.txt", "fgk", f"{'a' * 300}.typ", "c:/x.typ", "a\\..\\x.typ"])
def test_a_name_that_no_layout_can_have_is_refused(name: str) -> None:
    path, _, text = defect({name: "x"}, "pdf")
    assert path == f"templates/{name}"
    assert "of this name" in text


# -- what Jinja templates may have meant -------------------------------------------------------------------------------

HEAD = '{% extends "fgk/status.html.j2" %}\n'


@pytest.mark.parametrize(
    ("template", "line", "hint"),
    [
        (HEAD + "{% block abuot %}x{% endblock %}", 2, "about"),
        (HEAD + "{% block about %}{{ report.vlaues.name }}{% endblock %}", 2, "values"),
        (HEAD + "{% block about %}{{ report.values.ofice }}{% endblock %}", 2, "office"),
        (HEAD + "{% block about %}{{ reprt }}{% endblock %}", 2, "report"),
        ("\n{{ report.title|uper }}", 2, "upper"),
        (
            '{% import "partials/parts.html.j2" as part with context %}\n\n{{ part.lines(report.lead[0]) }}',
            3,
            "line",
        ),
    ],
)
def test_what_may_have_been_meant_is_suggested(template: str, line: int, hint: str) -> None:
    with pytest.raises(TemplateDefect) as caught:
        made({"status.html.j2": template})
    assert (caught.value.path, caught.value.line) == ("templates/status.html.j2", line)
    assert caught.value.hint is not None
    assert Translator("de")(caught.value.hint) == f"Meinten Sie „{hint}“?"


def test_a_template_that_extends_itself_is_told_what_the_bundled_one_is_called() -> None:
    path, line, text = defect({"status.html.j2": '\n{% extends "status.html.j2" %}'})
    assert (path, line) == ("templates/status.html.j2", 2)
    assert "“fgk/status.html.j2”" in text


def test_what_a_part_was_given_wrongly_is_a_mistake_of_the_template_that_gave_it() -> None:
    text = '{% import "partials/parts.html.j2" as part with context %}\n{{ part.line(1) }}'
    assert defect({"status.html.j2": text})[:2] == ("templates/status.html.j2", 2)


def test_a_block_within_one_that_is_extended_is_new_and_shown() -> None:
    page = HEAD + "{% block about %}{% block haus %}Unser Haus{% endblock %}{% endblock %}"
    assert "Unser Haus" in made({"status.html.j2": page}).decode()


def test_half_a_character_is_no_reason_to_fail() -> None:
    assert made({"status.md.j2": '{{ "\\ud800"|safe }}Bericht'}, "md").startswith(b"?Bericht\n")


def test_a_name_in_capitals_is_no_other_file() -> None:
    path, _, text = defect({"Logo.png": PIXEL})
    assert path == "templates/Logo.png"
    assert "“logo.png”" in text


def test_templates_that_are_no_directory_are_named() -> None:
    files = {**municipality(), "templates": "x"}
    with pytest.raises(TemplateDefect) as caught:
        report(open_repository(memory(files)), "musterstadt", Order("status", "md", DAY, "de"))
    assert caught.value.path == "templates"


def test_a_mistake_in_a_file_that_a_layout_imports_is_named() -> None:
    files: dict[str, str | bytes] = {
        "report.typ": '#import "teile/kopf.typ": kopf\n#let report(data) = kopf',
        "teile/kopf.typ": "\n#let kopf = nichts",
    }
    assert defect(files, "pdf")[:2] == ("templates/teile/kopf.typ", 2)


def test_a_layout_that_does_not_end_is_ended() -> None:
    layout = "#let report(data) = for a in range(100000) { for b in range(100000) { let c = a * b } }"
    with pytest.raises(Stop) as caught:
        made({"report.typ": layout}, "pdf")
    text = Translator("en")(caught.value.message)
    assert text.startswith("templates/report.typ: ")
    assert "was not done after" in text


def test_what_a_layout_shows_of_the_data_is_no_markup() -> None:
    files = {**municipality({"municipality.yaml": 'name: "#read(\\"x\\") *Stern*"\nkind: municipality\n'})}
    files["templates/status.typ"] = "#let report(data) = [#data.values.name]"
    order = Order("status", "pdf", DAY, "de")
    assert '#read("x") *Stern*' in pages(report(open_repository(memory(files)), "musterstadt", order).content)


# -- Word documents ----------------------------------------------------------------------------------------------------


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships/"


def document(*paragraphs: str) -> bytes:
    """Give a Word document with these paragraphs; one that is XML is taken as it is."""
    made = docx.Document()
    for text in paragraphs or ("{{ content }}",):
        if text.startswith("<w:"):
            made.element.body.insert(0, parse_xml(text.replace(">", f' xmlns:w="{W}">', 1)))
        else:
            made.add_paragraph(text)
    return saved(made)


def saved(made: Document) -> bytes:
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """Give the same archive with changed parts, and with more of them."""
    again = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
        for name, text in more.items():
            new.writestr(f"word/{name}", text)
    return again.getvalue()


def with_part(kind: str, media_type: str, content: bytes) -> bytes:
    """Give a Word document with one more part, under a name that says nothing."""

    def change(name: str, text: bytes) -> bytes:
        if name == "[Content_Types].xml":
            part = f'<Override PartName="/word/x1" ContentType="{media_type}"/></Types>'
            return text.replace(b"</Types>", part.encode())
        if name == "word/_rels/document.xml.rels":
            relation = f'<Relationship Id="rId99" Type="{kind}" Target="x1"/></Relationships>'
            return text.replace(b"</Relationships>", relation.encode())
        return text

    return repacked(document(), change, x1=content)


def field(*pieces: str) -> str:
    """Give a paragraph with a field whose instruction is cut into runs."""
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"<w:p>{begin}{runs}{end}</w:p>"


INCLUDED = field('INCLUDETEXT "c:/x"').removeprefix("<w:p>").removesuffix("</w:p>")
QUOTED = field('QUOTE "INCLUDETEXT x"').removeprefix("<w:p>").removesuffix("</w:p>")
FIELDS = {
    "plain": field(' DDEAUTO c:\\windows "x" '),
    "lower": field('includetext "/etc/passwd"'),
    "cut": field("INCLUDE", 'PICTURE "http://evil.example/x.png"'),
    "far": field(" " * 400 + 'INCLUDEPICTURE "x.png"'),
    "nested": f"<w:p>{field('IF 1 = 1 ').removeprefix('<w:p>').removesuffix('</w:p>')}{INCLUDED}</w:p>",
    "simple": '<w:p><w:fldSimple w:instr="ddeauto c:/x cmd"/></w:p>',
    "computed": field('"INCLUDETEXT" x'),
    "stray": "<w:p><w:r><w:instrText>LINK Excel.Sheet x</w:instrText></w:r></w:p>",
    "two": '<w:p><w:fldSimple xmlns:x="urn:x" w:instr="DDE a b" x:instr="DATE"/></w:p>',
    "made": field(" ", "PAGE").replace("</w:r><w:r><w:instrText", f"</w:r>{QUOTED}<w:r><w:instrText", 1),
    "text": field("").replace("w:instrText", "w:t").replace("></w:t>", ">DDE a b</w:t>"),
}
PARTS = {
    "chunk": with_part(f"{OFFICE}aFChunk", "text/html", b'<img src="http://evil.example/x.png">'),
    "object": with_part(f"{OFFICE}oleObject", "application/octet-stream", b"\xd0\xcf\x11\xe0"),
    "macros": with_part(f"{MICROSOFT}vbaProject", "application/octet-stream", b"\xd0\xcf\x11\xe0"),
    "workbook": with_part(f"{OFFICE}package", "application/octet-stream", b"PK"),
    "footnote": with_part(
        f"{OFFICE}footnotes",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f'<w:footnotes xmlns:w="{W}"><w:fldSimple w:instr="&#68;DEAUTO c:/x"/></w:footnotes>'.encode(),
    ),
    "entities": with_part(
        f"{OFFICE}footnotes",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f'<!DOCTYPE x [<!ENTITY d "DDE">]><w:footnotes xmlns:w="{W}">&d;</w:footnotes>'.encode(),
    ),
}


def with_relation(kind: str, target: str) -> bytes:
    made = docx.Document()
    made.add_paragraph("{{ content }}")
    made.part.relate_to(target, kind, is_external=True)
    return saved(made)


OUTSIDE = {
    "template": with_relation(f"{OFFICE}attachedTemplate", "http://evil.example/x.dotm"),
    "picture": with_relation(RELATIONSHIP_TYPE.IMAGE, "http://evil.example/x.png"),
    "drawing": document(
        '<w:p><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" src="//evil/x.png"/></w:pict></w:p>'
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_word_field_that_may_read_something_is_refused(name: str) -> None:
    path, _, text = defect({"report.docx": document("{{ content }}", FIELDS[name])}, "docx")
    assert path == "templates/report.docx"
    assert "may read other files" in text


@pytest.mark.parametrize("name", PARTS)
def test_a_word_document_that_holds_something_active_is_refused(name: str) -> None:
    path, _, text = defect({"report.docx": PARTS[name]}, "docx")
    assert path == "templates/report.docx"
    assert ("entities" in text) == (name == "entities")
    assert "take" in text


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_word_document_that_refers_to_something_outside_is_refused(name: str) -> None:
    assert "outside" in defect({"report.docx": OUTSIDE[name]}, "docx")[2]


def test_a_word_document_that_unpacks_to_too_much_is_refused() -> None:
    bomb = bytearray(repacked(document(), lambda _, text: text, bombe=bytes(80 * 1024 * 1024)))
    entry = bomb.rindex(b"PK\x01\x02")
    bomb[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")  # the size that the directory claims
    for content in (bytes(bomb), b"PK", document()[:-30]):
        assert defect({"report.docx": content}, "docx")[0] == "templates/report.docx"


def test_a_word_document_without_settings_of_a_page_is_enough() -> None:
    def change(name: str, text: bytes) -> bytes:
        return re.sub(rb"<w:sectPr.*?</w:sectPr>", b"", text, flags=re.DOTALL) if name == "word/document.xml" else text

    content = made({"report.docx": repacked(document(), change)}, "docx")
    assert "Wo wir stehen" in [one.text for one in docx.Document(BytesIO(content)).paragraphs]


@pytest.mark.parametrize(
    ("paragraphs", "line", "says"),
    [
        (("{{ content }}", "{{ content }}"), 2, "twice"),
        (("Vorab {{ content }} danach",), 1, "beside something else"),
        (("{{ content }}", "{{ nmae }}"), 2, "“nmae”, which does not exist"),
        (("{{ cycler().next() }}",), 1, "cannot be filled"),
    ],
)
def test_a_placeholder_that_cannot_be_filled_is_named(paragraphs: tuple[str, ...], line: int, says: str) -> None:
    path, where, text = defect({"report.docx": document(*paragraphs)}, "docx")
    assert (path, where) == ("templates/report.docx", line)
    assert says in text


def test_the_report_stands_in_the_text_and_not_in_a_table() -> None:
    form = docx.Document()
    form.add_table(1, 1).cell(0, 0).paragraphs[0].text = "{{ content }}"
    assert "in a table" in defect({"report.docx": saved(form)}, "docx")[2]


def test_without_a_place_the_report_follows_what_the_document_has() -> None:
    content = made({"report.docx": document("Amtliche Mitteilung")}, "docx")
    texts = [one.text for one in docx.Document(BytesIO(content)).paragraphs]
    assert texts[0] == "Amtliche Mitteilung"
    assert "Wo wir stehen" in texts


def test_a_field_that_shows_the_page_stays() -> None:
    content = made({"report.docx": document("{{ content }}", field(" PAGE "))}, "docx")
    assert b" PAGE " in zipfile.ZipFile(BytesIO(content)).read("word/document.xml")


def test_a_word_document_may_have_links() -> None:
    content = made({"report.docx": with_relation(RELATIONSHIP_TYPE.HYPERLINK, "https://example.org/")}, "docx")
    assert "Wo wir stehen" in [one.text for one in docx.Document(BytesIO(content)).paragraphs]


# -- placeholders in Word documents ------------------------------------------------------------------------------------

PAGE = field(" PAGE ").removeprefix("<w:p>").removesuffix("</w:p>")
PAGES = '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
BOLD = "<w:rPr><w:b/></w:rPr>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def link(*runs: str) -> str:
    return f'<w:hyperlink w:anchor="oben">{"".join(runs)}</w:hyperlink>'


def box(text: str) -> str:
    """Give a run with a text box as Word writes it: once for itself, once for older programs."""
    content = f"<w:txbxContent><w:p>{run(text)}</w:p></w:txbxContent>"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx xmlns:wps="{shape}">{content}</wps:txbx></w:drawing></mc:Choice>'
        '<mc:Fallback><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml">'
        f"{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def filled(*inside: str) -> Document:
    """Give the report that a document with this paragraph, and with one for the report, becomes."""
    return docx.Document(
        BytesIO(made({"report.docx": document("{{ content }}", f"<w:p>{''.join(inside)}</w:p>")}, "docx"))
    )


def shown(paragraph: Any) -> str:
    """Give a paragraph as one reads it: text, tabs, breaks, fields, links and pictures, bold text between asterisks."""
    signs = {"tab": "⇥", "br": "↵", "drawing": "▣"}
    found: list[str] = []
    for element in paragraph.iter():
        name = str(element.tag).rpartition("}")[2]
        if name == "t" and element.xpath("ancestor::w:p[1]")[0] is paragraph:
            text = f"*{element.text}*" if element.xpath("boolean(../w:rPr/w:b)") else element.text
            found.append(f"[{text}]" if element.xpath("boolean(ancestor::w:hyperlink)") else text)
        elif name in {"instrText", "fldSimple"}:
            found.append(f"‹{(element.text or element.get(f'{{{W}}}instr')).strip()}›")
        elif name in signs:
            found.append(signs[name])
    return "".join(found)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ((run("{{ name }} – Seite "), PAGE, run(" von "), PAGES), "Musterstadt – Seite ‹PAGE› von ‹NUMPAGES›9"),
        ((run("Seite "), PAGE, run(" – {{ name }}")), "Seite ‹PAGE› – Musterstadt"),
        (("<w:r><w:t>{{ name }}</w:t><w:tab/><w:t>Rat</w:t><w:br/><w:t>x</w:t></w:r>",), "Musterstadt⇥Rat↵x"),
        (('<w:r><w:t>{{ name }}</w:t><w:br w:type="page"/><w:t>x</w:t></w:r>',), "Musterstadt↵x"),
        ((run("{{ na"), '<w:proofErr w:type="spellEnd"/>', run("me }", BOLD), run("}!", BOLD)), "Musterstadt*!*"),
        ((run("Die {"), run("{ name }"), run("} "), run("plant", BOLD)), "Die Musterstadt *plant*"),
        ((run("{{ name }}, "), link(run("Rat"), run("haus", BOLD))), "Musterstadt, [Rat][*haus*]"),
        ((link(run("{{ na"), run("me }}")), run(".")), "[Musterstadt]."),
        ((run("{{ name }} "), link(run("{{ slug }}"))), "Musterstadt [musterstadt]"),
        (
            (run("<w:t/>").replace("<w:t/>", "{{ name }}"), '<w:bookmarkStart w:id="0" w:name="_GoBack"/>', run("!")),
            "Musterstadt!",
        ),
        (
            ("<w:smartTag>", run("{{ name }}"), "</w:smartTag>", '<w:ins w:id="1">', run("{{ slug }}"), "</w:ins>"),
            "Musterstadtmusterstadt",
        ),
        ((run("{{ 'a\\nb\\tc' }}"),), "a↵b⇥c"),
    ],
    ids=[
        "fields",
        "field-first",
        "tab",
        "page-break",
        "cut",
        "braces",
        "link",
        "in-link",
        "both",
        "bookmark",
        "inserted",
        "breaks",
    ],
)
def test_filling_a_placeholder_leaves_the_rest_of_its_paragraph(inside: tuple[str, ...], expected: str) -> None:
    assert shown(filled(*inside).paragraphs[0]._p) == expected  # noqa: SLF001 - what python-docx does not show


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (
            (run("{% if name %}Stadt "), run("{{ name }}", BOLD), run(" – {% endif %}Seite "), PAGE),
            "Stadt *Musterstadt* – Seite ‹PAGE›",
        ),
        ((run("{% if not name %}Stadt "), run("{{ name }}", BOLD), run(" – {% endif %}"), PAGE), "‹PAGE›"),
        ((run("{% if name %}A{% endif %} "), PAGE, run("{% if not name %}B{% endif %} Ende")), "A ‹PAGE› Ende"),
        ((run("{% set stadt = name %}"), PAGE, run("{{ stadt }}")), "‹PAGE›Musterstadt"),
        (
            (run("{% for a in [1, 2] %}"), run("{{ a }}"), run(";{% endfor %} Ende", BOLD)),
            "1*;2; Ende*",
        ),
        (("<w:r><w:t>{% for a in [1, 2] %}{{ a }}</w:t><w:br/><w:t>{% endfor %}</w:t></w:r>",), "1↵2↵"),
        ((run("a {{ name -}} "), run(" b", BOLD), run(" "), run("{%- if name %}c{% endif %}")), "a Musterstadt*b*c"),
        ((run("{% raw %}{{ "), PAGE, run("{% endraw %}{{ name }}")), "{{ ‹PAGE›Musterstadt"),
        ((run("{# Hier steht "), run("die Kommune #}{{ name }}")), "Musterstadt"),
    ],
    ids=["if", "if-not", "two", "set", "for", "for-lines", "hyphens", "raw", "comment"],
)
def test_instructions_may_go_over_text_of_several_formats(inside: tuple[str, ...], expected: str) -> None:
    assert shown(filled(*inside).paragraphs[0]._p) == expected  # noqa: SLF001 - as above


@pytest.mark.parametrize(
    "inside",
    [
        (run("{% if name %}Seite "), PAGE, run("{% endif %}")),
        (run("{% for a in [1, 2] %}"), link(run("{{ a }}")), run("{% endfor %}")),
        (run("{{ na"), PAGE, run("me }}")),
        (run("{{ 'na"), PAGE, run("me' }}")),
        (run("{# "), PAGE, run("#}{{ name }}")),
        (run("{{ na"), link(run("me }}"))),
        (run("{% if name %}"), box("Rat"), run("{% endif %}")),
    ],
    ids=["if", "for", "name", "text", "comment", "link", "box"],
)
def test_what_stands_in_the_middle_of_a_placeholder_is_named_with_what_to_do(inside: tuple[str, ...]) -> None:
    with pytest.raises(TemplateDefect) as caught:
        filled(*inside)
    assert (caught.value.path, caught.value.line) == ("templates/report.docx", 1)
    assert "In paragraph 1, a field, a picture, a link" in Translator("en")(caught.value.reason)
    assert caught.value.hint is not None
    assert Translator("en")(caught.value.hint).startswith("Put it before or behind them")


def test_a_mistake_beside_a_field_is_named_as_itself() -> None:
    path, line, text = defect({"report.docx": document(f"<w:p>{run('{{ name')}{PAGE}</w:p>")}, "docx")
    assert (path, line) == ("templates/report.docx", 1)
    assert "cannot be filled" in text


@pytest.mark.parametrize("number", [1, 2])
def test_a_placeholder_puts_nothing_behind_a_field_or_into_it(number: int) -> None:
    forged = run(f"{{{{ '\\x02{number}\\x03DDE' }}}}")
    content = document(f"<w:p>{forged}{PAGE}{run('a')}{run('b', BOLD)}</w:p>")
    assert "may not do" in defect({"report.docx": content}, "docx")[2]


def test_a_picture_beside_a_placeholder_stays() -> None:
    form = docx.Document()
    paragraph = form.add_paragraph("{{ name }} ")
    paragraph.add_run().add_picture(BytesIO(PIXEL))
    paragraph.add_run(" {{ slug }}")
    found = docx.Document(BytesIO(made({"report.docx": saved(form)}, "docx"))).paragraphs[0]
    assert shown(found._p) == "Musterstadt ▣ musterstadt"  # noqa: SLF001 - as above


def running(form: Document) -> list[Any]:
    """Give the headers and footers of a document with two sections that are not those of the section before."""
    first, second = form.sections
    return [
        *(first.header, first.footer, first.even_page_header, first.even_page_footer),
        *(first.first_page_header, first.first_page_footer, second.even_page_footer),
    ]


def test_headers_and_footers_of_all_pages_are_filled() -> None:
    form = docx.Document()
    form.settings.odd_and_even_pages_header_footer = True
    form.add_section()
    form.sections[0].different_first_page_header_footer = True
    for number, part in enumerate(running(form)):
        part.is_linked_to_previous = False
        part.paragraphs[0].text = f"{number} {{{{ name }}}}"
    found = docx.Document(BytesIO(made({"report.docx": saved(form)}, "docx")))
    assert [part.paragraphs[0].text for part in running(found)] == [f"{number} Musterstadt" for number in range(7)]
    assert found.sections[1].header.is_linked_to_previous


def test_text_boxes_are_filled_and_stay_beside_a_placeholder() -> None:
    body = filled(run("{{ slug }} "), box("Stadt {{ name }}")).element.body
    paragraph, *_ = body.iterchildren(f"{{{W}}}p")
    assert shown(paragraph) == "musterstadt ▣"
    assert [shown(one) for one in paragraph.iter(f"{{{W}}}p")][1:] == ["Stadt Musterstadt"] * 2


def test_a_value_that_looks_like_a_placeholder_is_not_filled_again() -> None:
    form = docx.Document()
    form.sections[0].header.paragraphs[0].text = "{{ name }}"
    form.add_section()
    form.sections[0].different_first_page_header_footer = True
    form.sections[1].different_first_page_header_footer = True
    form.sections[0].first_page_header.paragraphs[0].text = "{{ name }}"
    files: dict[str, str | bytes] = {**municipality({"municipality.yaml": 'name: "{{ 6 * 7 }}"\nkind: municipality\n'})}
    files["templates/report.docx"] = saved(form)
    content = report(open_repository(memory(files)), "musterstadt", Order("status", "docx", DAY, "de")).content
    for section in docx.Document(BytesIO(content)).sections:
        assert section.header.paragraphs[0].text == "{{ 6 * 7 }}"
        assert section.first_page_header.paragraphs[0].text == "{{ 6 * 7 }}"


@pytest.mark.parametrize("kind", ["instrText", "t"])
def test_a_placeholder_that_would_become_an_instruction_is_refused(kind: str) -> None:
    instruction = field("HYPERLINK ", '"https://{{ web }}"').replace("w:instrText", f"w:{kind}")
    assert "instruction of a field" in defect({"report.docx": document("{{ content }}", instruction)}, "docx")[2]


def test_a_section_that_ends_where_the_report_stands_stays() -> None:
    form = docx.Document()
    place: Any = form.add_paragraph("{{ content }}")
    form.add_section()
    ends: Any = form.paragraphs[-1]
    place._p.set_sectPr(ends._p.pPr.sectPr)  # noqa: SLF001 - python-docx gives it a paragraph of its own
    found = docx.Document(BytesIO(made({"report.docx": saved(form)}, "docx")))
    assert len(found.sections) == 2
    assert found.paragraphs[0].text == "Wo wir stehen"


@pytest.mark.parametrize(("inside", "says"), [(box("{{ content }}"), "a box"), (run("{{ content }}") + PAGE, "beside")])
def test_the_report_does_not_take_the_place_of_something_else(inside: str, says: str) -> None:
    assert says in defect({"report.docx": document("Text", f"<w:p>{inside}</w:p>")}, "docx")[2]


# -- all files ---------------------------------------------------------------------------------------------------------


def test_too_many_and_too_large_files_are_refused() -> None:
    assert "500" in defect({f"{number}.txt": "" for number in range(501)})[2]
    assert "32" in defect({f"{number}.txt": bytes(4 * 1024 * 1024) for number in range(9)})[2]
    assert defect({"gross.txt": bytes(4 * 1024 * 1024 + 1)})[0] == "templates/gross.txt"


def test_files_of_other_programs_do_not_count() -> None:
    assert made({".DS_Store": b"\xff"}) == made({})


def test_a_word_document_without_the_usual_styles_is_enough() -> None:
    made_by_hand = docx.Document()
    for name in ("Heading 1", "Heading 2", "Caption", "Table Grid", "List Bullet", "Intense Quote"):
        made_by_hand.styles[name].delete()
    made_by_hand.add_paragraph("{{ content }}")
    written = BytesIO()
    made_by_hand.save(written)
    found = docx.Document(BytesIO(made({"report.docx": written.getvalue()}, "docx")))
    heading = next(one for one in found.paragraphs if one.text == "Wo wir stehen")
    assert heading.style is not None
    assert heading.style.name == "Heading 1"


# -- the page that describes them --------------------------------------------------------------------------------------


DOCUMENTED = (Path(__file__).parent.parent / "docs/templates.md").read_text("utf-8")


def of_page(files: dict[str, str | bytes], kind: str, format_: str = "html") -> bytes:
    """Make a report with templates that the page shows, of the example that it takes its own examples from."""
    given = {path.relative_to(EXAMPLES).as_posix(): path.read_bytes() for path in EXAMPLES.rglob("*") if path.is_file()}
    files_of_all = memory({**given, **{f"templates/{name}": content for name, content in files.items()}})
    return report(
        open_repository(files_of_all), "musterstadt", Order(kind, format_, dt.date(2026, 11, 23), "de")
    ).content


def test_the_examples_of_the_documentation_work() -> None:
    files: dict[str, str | bytes] = dict(
        re.findall(r"Datei `templates/(\S+)`:\n\n```\w+\n(.*?)^```$", DOCUMENTED, re.DOTALL | re.MULTILINE)
    )
    status = of_page(files, "status").decode()
    assert "<p>Stadt Musterdorf · Rathaus</p>" in status
    assert "<p>Fragen beantwortet Stabsstelle" in status
    assert "p.judgement { font-style: italic; }" in status
    public = of_page(files, "public").decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "<p>Am 23. November 2026 standen 40 % der Plätze bereit.</p>" in public
    assert 'id="at-work"' in public
    assert 'id="given-up"' not in public
    annual = of_page(files, "annual", "md").decode()
    assert re.search(
        r"^Der Bericht hat \d+ Abschnitte\.\nFür 2025 haben 100 % der Ämter berichtet\.$", annual, re.MULTILINE
    )
    assert pages(of_page(files, "status", "pdf")).startswith("Stadt Musterdorf")
    citizens = pages(of_page(files, "public", "pdf"))
    assert "Daran wird gearbeitet" in citizens
    assert "Das ist erreicht" not in citizens


def test_percent_signs_and_numbers_stand_in_sentences_as_the_documentation_says() -> None:
    block = f"{HEAD}{{% block about %}}<p>…</p>{{% endblock %}}"
    said = {
        '{{ ngettext("%(num)s Ziel", "%(num)s Ziele", 2) }}': "2 Ziele",
        '{{ ngettext("{n} goal", "{n} goals", 2) }}': "{n} Ziele",
        '{{ _("100 %%") }}': "100 %",
        "{% trans %}100 %{% endtrans %}": "100 %",
        '{{ _("Sources") }}': "Quellen",
    }
    text = made({"status.html.j2": block.replace("…", "</p><p>".join(said))}).decode()
    assert f"<p>{'</p><p>'.join(said.values())}</p>" in text
    assert defect({"status.html.j2": block.replace("…", '{{ _("100 %") }}')})[:2] == ("templates/status.html.j2", 2)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_every_block_that_the_documentation_names_can_be_replaced(kind: str) -> None:
    part = DOCUMENTED.split(f"\n### {kind}\n")[1].split("\n### ")[0]
    names = re.findall(r"^\| `(\w+)` \| `[\w-]+` \|", part, re.MULTILINE) or ["main"]
    own = f'{{% extends "fgk/{kind}.html.j2" %}}\n' + "".join(
        f"{{% block {name} %}}<p>Hier: {name}</p>{{% endblock %}}\n" for name in names
    )
    wanted = {"council": Wanted(event="adoption_resolution"), "measure": Wanted(record="kita")}.get(kind, Wanted())
    order = Order(kind, "html", DAY, "de", wanted=wanted)
    text = report(open_repository(tree({f"{kind}.html.j2": own})), "musterstadt", order).content.decode()
    assert re.findall(r"<p>Hier: (\w+)</p>", text) == names
