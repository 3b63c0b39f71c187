"""The kinds of reports, in every format: what each says, that it opens, and what it never shows."""

import datetime as dt
import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import cast

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from fgk.assessment.assess import Assessment
from fgk.assessment.readiness import steps
from fgk.loading.repository import open_repository
from fgk.messages import Translator
from fgk.model.dossier import Dossier
from fgk.render.own_templates import TemplateDefect
from fgk.render.provenance import MARK, NoProvenance, joined, read
from fgk.render.reports.council import UnknownStep
from fgk.render.reports.kinds import KINDS, Kind, kind_of
from fgk.render.reports.measure import NoRecord, UnknownRecord
from fgk.render.wanted import NothingToReport, UnknownRound, Wanted
from fgk.source.tree import DiskTree, Tree
from fgk.stops import WrongUse
from fgk.usecases.office import UnknownOffice
from fgk.usecases.portfolio import assessed, selected
from fgk.usecases.report import report
from fgk.usecases.reporting import Order
from repositories import DAY, EXAMPLES, SOUND, memory, municipality
from test_report import INTERNAL, Page, sound

ABOUT: Mapping[str, Wanted] = {
    "annual": Wanted(years=(2026,)),
    "council": Wanted(event="adoption_resolution"),
    "measure": Wanted(record="familien-check"),
}
"""What each kind is about, in Musterstadt."""
OF_SOUND: Mapping[str, Wanted] = {**ABOUT, "measure": Wanted(record="elterncafe")}
EVERY = [(kind, format_) for kind in KINDS for format_ in kind.formats]
IDS = [f"{kind.name}-{format_}" for kind, format_ in EVERY]


def made(
    kind: Kind | str,
    format_: str = "html",
    tree: Tree | None = None,
    *,
    wanted: Wanted | None = None,
    public: bool = False,
    language: str = "de",
    day: dt.date = DAY,
) -> bytes:
    name = kind if isinstance(kind, str) else kind.name
    about = (ABOUT.get(name) if wanted is None else wanted) or Wanted()
    repository = open_repository(tree or DiskTree(EXAMPLES))
    return report(repository, "musterstadt", Order(name, format_, day, language, public, about)).content


def visible(kind: str, wanted: Wanted | None = None, language: str = "de") -> str:
    return Page(made(kind, wanted=wanted, language=language).decode()).visible


# -- every kind in every format -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "format_"), EVERY, ids=IDS)
def test_two_runs_give_the_same_bytes(kind: Kind, format_: str) -> None:
    assert made(kind, format_) == made(kind, format_)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_links_lead_somewhere_ids_are_used_once_and_headings_leave_no_level_out(kind: Kind, language: str) -> None:
    page = Page(made(kind, language=language).decode())
    targets = {one["href"][1:] for one in page.of("a") if one.get("href", "").startswith("#")}
    assert len(page.ids) == len(set(page.ids))
    assert targets <= set(page.ids)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert "None" not in page.visible


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_markdown_has_the_sections_as_headings(kind: Kind) -> None:
    text = made(kind, "md").decode()
    headings = [token for token in MarkdownIt("commonmark").enable("table").parse(text) if token.type == "heading_open"]
    page = Page(made(kind).decode())
    in_html = [tag for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    navigation = 2 if "contents" in page.ids else 1  # the table of contents and the provenance have a heading there
    assert len(headings) == len(in_html) - navigation


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_a_pdf_is_tagged_named_and_has_bookmarks(kind: Kind) -> None:
    reader = PdfReader(BytesIO(made(kind, "pdf")))
    root = cast("DictionaryObject", reader.trailer["/Root"])
    assert bool(cast("DictionaryObject", root["/MarkInfo"])["/Marked"])
    assert str(root["/Lang"]).startswith("de")
    assert "pdfuaid" in cast("StreamObject", root["/Metadata"]).get_data().decode()
    assert reader.metadata is not None
    assert reader.metadata.title
    page = Page(made(kind).decode())
    bookmarks = [str(one["/Title"]) for one in reader.outline if not isinstance(one, list)]
    sections = [one["href"] for one in page.of("a") if one.get("href", "") in {f"#{name}" for name in page.ids}]
    assert len(bookmarks) >= 2
    kinds = [str(one.get("/S")) for one in _elements(cast("DictionaryObject", root["/StructTreeRoot"]))]
    assert "/Table" in kinds
    assert "/TH" in kinds
    assert sections


def test_pictures_in_a_pdf_have_alternative_texts() -> None:
    content = made("status", "pdf")
    reader = PdfReader(BytesIO(content))
    tree = cast("DictionaryObject", cast("DictionaryObject", reader.trailer["/Root"])["/StructTreeRoot"])
    found = [one for one in _elements(tree) if one.get("/S") == "/Figure"]
    assert len(found) >= 5
    assert all(one.get("/Alt") for one in found)


def _elements(tree: DictionaryObject) -> Iterator[DictionaryObject]:
    """Give the elements of the structure of a PDF."""
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        yield one
        kids = one.get("/K")
        kids = kids.get_object() if kids is not None else []
        for kid in kids if isinstance(kids, list) else [kids]:
            found = kid.get_object()
            if isinstance(found, DictionaryObject):
                waiting.append(found)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_a_word_file_has_headings_table_headers_and_alternative_texts(kind: Kind) -> None:
    document = docx.Document(BytesIO(made(kind, "docx")))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None]
    assert "Title" in styles
    assert "Heading 1" in styles
    for table in document.tables:
        assert table._tbl.tr_lst[0].find(f".//{qn('w:tblHeader')}") is not None  # noqa: SLF001
    for picture in document.inline_shapes:
        assert picture._inline.docPr.get("descr")  # noqa: SLF001
    assert document.core_properties.language == "de-DE"
    assert document.core_properties.title


# -- what each kind says --------------------------------------------------------------------------------------------


def test_an_annual_report_says_what_was_reached_put_off_and_not_realised_and_why() -> None:
    text = visible("annual")
    assert "Musterstadt: Jahresbericht 2026" in text
    for part in ("Erreicht", "Für später vorgesehen", "Nicht oder nicht vollständig umgesetzt", "Nächste Schritte"):
        assert part in text
    assert "Was nicht vollständig umgesetzt wurde und warum" in text


def test_an_annual_report_on_several_years_names_them() -> None:
    assert "Jahresbericht 2025–2026" in visible("annual", Wanted(years=(2025, 2026)))


def test_a_council_paper_has_the_parts_of_one() -> None:
    text = visible("council")
    parts = ["Betreff", "Beschlussvorschlag", "Sachverhalt", "Finanzielle Auswirkungen", "Beratungsfolge", "Anlagen"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "Beschlussvorlage" in text
    assert "Der Rat beschließt die Zielvereinbarung" in text


def test_a_step_without_a_resolution_gives_a_paper_for_information() -> None:
    text = visible("council", Wanted(event="annual_report"))
    assert "Mitteilungsvorlage" in text
    assert "Der Rat nimmt den Jahresbericht 2026 zum „Audit Familiengerechte Kommune“ zur Kenntnis." in text
    assert "Beschlussvorschlag" not in text


def test_a_council_paper_for_nothing_or_for_an_unknown_step_is_refused() -> None:
    with pytest.raises(UnknownStep) as caught:
        made("council", wanted=Wanted())
    assert "adoption_resolution" in Translator("de")(caught.value.hint or "")
    with pytest.raises(UnknownStep):
        made("council", wanted=Wanted(event="adoption_resolutoin"))


def test_a_balance_sets_what_was_delivered_beside_what_was_effective() -> None:
    text = visible("balance")
    assert "Geleistet und wirksam" in text
    assert "Was vereinbart war und was geschehen ist" in text
    assert "Für die nächste Runde zu entscheiden" in text
    with pytest.raises(UnknownRound):
        made("balance", wanted=Wanted(round="nirgends"))


def test_an_agreement_is_numbered_and_does_not_tell_what_became_of_it() -> None:
    text = visible("agreement")
    assert "Ziel 1.1:" in text
    assert "1.1.1" in text
    for status in ("● umgesetzt", "◑ in Umsetzung", "überfällig"):
        assert status not in text


def test_numbers_that_are_missing_follow_from_the_order() -> None:
    goals = re.sub(r"\n    number: .*", "", SOUND["goals.yaml"])
    measures = re.sub(r"\n    number: .*", "", SOUND["measures.yaml"])
    text = Page(made("agreement", tree=sound({"goals.yaml": goals, "measures.yaml": measures})).decode()).visible
    assert "Ziel 1.1:" in text
    assert "1.1.1" in text


def test_a_fact_sheet_shows_one_measure_and_its_course() -> None:
    text = visible("measure")
    assert "Familien-Check für alle Beschlussvorlagen einführen" in text
    assert "Dienstanweisung in Kraft gesetzt." in text
    with pytest.raises(NoRecord):
        made("measure", wanted=Wanted())
    with pytest.raises(UnknownRecord):
        made("measure", wanted=Wanted(record="familen-check"))


def test_the_report_on_all_shows_when_each_one_reported() -> None:
    text = visible("portfolio")
    for part in ("Aachen", "Herten", "Auslaufende Zertifikate", "Letzte Rückmeldung", "24. Juni 2016 (geschätzt)"):
        assert part in text


NAMES = sorted(path.parent.name for path in EXAMPLES.glob("municipalities/*/audit.yaml"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.is_of_all], ids=lambda kind: kind.name)
def test_every_example_has_its_reports_on_days_between_the_meetings_and_today(kind: Kind, name: str) -> None:
    repository = open_repository(DiskTree(EXAMPLES))
    one = assessed(repository, selected(repository, [name])[0], DAY).assessment
    made_of = [Wanted()]
    if kind.name == "council":
        made_of = [Wanted(event=step.id) for _, step in steps(one.standings) if step.resolution]
    if kind.name == "measure":
        made_of = [Wanted(record=record.id) for record in (*one.dossier.measures[:1], *one.dossier.goals[:1])]
    for day in (*days_between_meetings(one), DAY):
        for wanted in made_of:
            try:
                content = report(repository, name, Order(kind.name, "html", day, "de", wanted=wanted)).content
            except WrongUse:  # nothing is recorded that the report could be about; no other error may end it
                assert day < DAY or kind.name in ("annual", "balance", "agreement", "council")
                continue
            page = Page(content.decode())
            assert "None" not in page.visible
            assert page.of("h1")


def days_between_meetings(one: Assessment) -> list[dt.date]:
    """Give the days of first meetings on matters that were decided later, at most three."""
    met = [[step.date for step in found.consultations if step.date] for found in one.dossier.resolutions]
    days = sorted({dates[0].last for dates in met if len(dates) > 1 and dates[0].last < dates[-1].first})
    return days[:: max(1, len(days) // 2)][:3]


def test_a_matter_that_is_not_decided_yet_is_told_as_far_as_it_has_come() -> None:
    day = dt.date(2025, 6, 10)  # between the last committee and the council
    page = Page(made("annual", wanted=Wanted(years=(2025,)), day=day).decode())
    text = page.visible
    assert "Zielvereinbarung zum Audit Familiengerechte Kommune 2025 bis 2028" in text
    assert "die Entscheidung ist für den 25. Juni 2025 vorgesehen" in text
    assert "Rat, 25. Juni 2025, Entscheidung: steht bevor" in text
    assert "Rat, 25. Juni 2025, Entscheidung: beschlossen" not in text
    paper = Page(made("council", day=day).decode()).visible
    assert "Haupt- und Finanzausschuss Vorberatung 11. Juni 2025 – Rat Entscheidung 25. Juni 2025 –" in paper


@pytest.mark.parametrize(
    ("kind", "wanted"), [("balance", Wanted(round="grund-2021")), ("annual", Wanted(years=(2025,)))]
)
def test_a_workbook_says_of_measures_what_its_document_says(kind: str, wanted: Wanted) -> None:
    book = openpyxl.load_workbook(BytesIO(made(kind, "xlsx", wanted=wanted)))
    rows = list(book["Maßnahmen"].iter_rows(values_only=True))
    measures = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    page = Page(made(kind, wanted=wanted).decode())
    shown = {one["Kennung"] for one in measures}
    assert shown == {name.removeprefix("measure-") for name in page.ids if name.startswith("measure-")}
    late = page.visible.count("überfällig (fällig")
    assert sum(one["Überfällig"] == "ja" for one in measures) == late
    told = "Was daraus wird" if kind == "balance" else "Was im Zeitraum daraus wurde"
    assert all(one[told] for one in measures)
    dossier = _dossier()
    continues = {one.id: one.continues for one in dossier.measures}
    assert all(one["Führt fort"] for one in measures if continues[str(one["Kennung"])])


def _dossier() -> Dossier:
    repository = open_repository(DiskTree(EXAMPLES))
    return assessed(repository, selected(repository, ["musterstadt"])[0], DAY).assessment.dossier


def test_no_number_of_an_agreement_stands_in_it_twice() -> None:
    goals = """\
goals:
  - {id: a, round: grund, title: Eins}
  - {id: b, round: grund, title: Zwei, number: "1.1"}
"""
    measures = """\
measures:
  - {id: m, goal: a, title: Eine}
  - {id: n, goal: b, title: Andere, number: "1.1.1"}
"""
    tree = sound({"goals.yaml": goals, "measures.yaml": measures})
    found = Page(made("agreement", tree=tree, wanted=Wanted(round="grund")).decode()).visible
    numbers = re.findall(r"\b1\.\d\.\d\b", found)
    assert sorted(numbers) == ["1.1.1", "1.2.1"]


def test_a_fact_sheet_names_the_procedure_that_its_record_belongs_to() -> None:
    repository = open_repository(DiskTree(EXAMPLES))
    for record in ("jugendparlament", "spielplatzpaten"):
        page = Page(
            report(
                repository, "doppelstadt", Order("measure", "html", DAY, "de", wanted=Wanted(record=record))
            ).content.decode()
        )
        assert ("Kinderfreundliche Kommune" in page.visible) is (record == "jugendparlament")


def test_the_report_on_all_says_that_errors_keep_something_out_of_it() -> None:
    broken = SOUND["measures.yaml"].replace("priority: high", "priority: sehr hoch")
    text = Page(made("portfolio", tree=sound({"measures.yaml": broken})).decode()).visible
    assert "Hier fehlen Angaben, denn in den Dateien ist 1 Fehler." in text
    assert "Hier fehlen Angaben" not in visible("portfolio")


# -- what is not for the public -------------------------------------------------------------------------------------


def unpacked(content: bytes, format_: str) -> bytes:
    """Give everything that stands in a file, whatever it is packed into."""
    if format_ in ("docx", "xlsx"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return b"\n".join(archive.read(entry) for entry in archive.infolist())
    if format_ == "pdf":
        reader = PdfReader(BytesIO(content))
        texts = "\n".join(page.extract_text() for page in reader.pages)
        return content + texts.encode() + str(reader.metadata).encode()
    return content


@pytest.mark.parametrize(("kind", "format_"), EVERY, ids=IDS)
def test_nothing_internal_reaches_a_public_report(kind: Kind, format_: str) -> None:
    wanted = OF_SOUND.get(kind.name, Wanted())
    if kind.name == "measure":
        wanted = Wanted(record=next(re.finditer(r"- id: (\S+)", SOUND["measures.yaml"]))[1])
    content = made(kind, format_, sound(INTERNAL), wanted=wanted, public=True)
    assert b"GEHEIM" not in unpacked(content, format_)


# -- where it comes from --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "format_"), EVERY, ids=IDS)
def test_each_file_carries_what_it_was_made_from(kind: Kind, format_: str) -> None:
    content = made(kind, format_)
    if format_ == "pdf":
        metadata = PdfReader(BytesIO(content)).metadata
        text = str(metadata["/Keywords"]) if metadata is not None else ""
    elif format_ in ("docx", "xlsx"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            part = archive.read("docProps/custom.xml").decode()
        pairs = re.findall(r'name="([^"]+)"><vt:lpwstr>([^<]*)</vt:lpwstr>', part)
        text = joined({name: unescape(value) for name, value in pairs})
    else:
        found = re.search(rf"<!-- {MARK} (.*) -->", content.decode())
        text = found[1] if found else ""
    made_from = read(text)
    assert (made_from.kind, made_from.format, made_from.day) == (kind.name, format_, DAY)
    assert made_from.text() == text


def test_what_is_no_provenance_is_refused() -> None:
    for text in ("", "null", "{}", '{"wanted": {"years": ["x"]}}', "[" * 5000):
        with pytest.raises(NoProvenance):
            read(text)


def test_a_report_names_the_commit_and_whether_the_files_are_those_of_it(tmp_path: Path) -> None:
    root = tmp_path / "r"
    for path, content in municipality().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(str(content), encoding="utf-8")
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    order = Order("status", "md", DAY, "de")
    clean = report(open_repository(DiskTree(root)), "musterstadt", order).provenance
    (root / "notizen.txt").write_text("zählt nicht")
    same = report(open_repository(DiskTree(root)), "musterstadt", order).provenance
    (root / "municipalities/musterstadt/sources.yaml").write_text("sources: []\n")
    dirty = report(open_repository(DiskTree(root)), "musterstadt", order)
    assert clean.commit is not None
    assert clean.is_clean
    assert same == clean
    assert not dirty.provenance.is_clean
    assert "mit Änderungen, die nicht eingecheckt sind" in dirty.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_records_lead_to_their_lines_at_the_commit(tmp_path: Path) -> None:
    root = tmp_path / "r"
    files = {**municipality(), "fgk.yaml": "source_link: https://code.example/{commit}/{path}#L{line}\n"}
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(str(content), encoding="utf-8")
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    repository = open_repository(DiskTree(root))
    internal = report(repository, "musterstadt", Order("status", "html", DAY, "de"))
    link = f"https://code.example/{internal.provenance.commit}/municipalities/musterstadt/measures.yaml#L"
    assert link in internal.content.decode()
    assert (
        b"code.example"
        not in report(repository, "musterstadt", Order("status", "html", DAY, "de", public=True)).content
    )


# -- text from the data is never more than text ---------------------------------------------------------------------


@pytest.mark.parametrize("format_", kind_of("status").formats)
def test_odd_characters_and_markup_do_not_break_any_format(format_: str) -> None:
    nasty = "<b>*x* #strong[a] $x$ =cmd() @all \u202e \u4e2d\u6587 \U0001f600 _y_ \\\\ `z`"
    title = '"' + nasty.replace('"', "") + '"'
    measures = re.sub(r"title: [^\n]+", lambda _: f"title: {title}", SOUND["measures.yaml"])
    content = made("status", format_, sound({"measures.yaml": measures}))
    assert len(content) > 1000
    if format_ == "pdf":
        text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
        assert "#strong[a]" in text.replace("\n", " ")


def test_memory_trees_have_reports_too() -> None:
    content = made("status", "md", memory(municipality()))
    assert "nicht in einem Git-Repository" in content.decode().replace("\N{NO-BREAK SPACE}", " ")


# -- workbooks ------------------------------------------------------------------------------------------------------


def test_a_workbook_has_a_sheet_for_each_collection_with_filters_fixed_headers_and_real_dates() -> None:
    book = openpyxl.load_workbook(BytesIO(made("status", "xlsx")))
    assert book.sheetnames[:3] == ["Über diese Datei", "Maßnahmen", "Verlauf"]
    sheet = book["Maßnahmen"]
    header = [cell.value for cell in sheet[1]]
    assert header[:2] == ["Nummer", "Titel"]
    assert sheet.auto_filter.ref
    assert sheet.freeze_panes == "C2"
    last = header.index("Fällig bis (letzter Tag)")
    dates = [row[last].value for row in sheet.iter_rows(min_row=2) if row[last].value is not None]
    assert dates
    assert all(isinstance(date, dt.datetime) for date in dates)


def test_the_status_can_be_chosen_from_a_list() -> None:
    book = openpyxl.load_workbook(BytesIO(made("status", "xlsx")))
    validations = book["Maßnahmen"].data_validations.dataValidation
    status = next(cell.column_letter for cell in book["Maßnahmen"][1] if cell.value == "Status")
    offered = next(str(one.formula1) for one in validations if f"{status}2" in one.sqref)
    words = [cell[0].value for cell in book["Listen"][offered.partition("!")[2].replace("$", "")]]
    assert "umgesetzt" in words
    assert len(words) == 10


def test_text_in_a_workbook_is_never_a_formula() -> None:
    measures = SOUND["measures.yaml"].replace("title: ", 'title: "=cmd|calc" # ', 1)
    sheet = openpyxl.load_workbook(BytesIO(made("status", "xlsx", sound({"measures.yaml": measures}))))["Maßnahmen"]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=cmd|calc"]
    assert found
    assert all(cell.data_type in ("s", "inlineStr") for cell in found)


# -- a Word document of one's own -----------------------------------------------------------------------------------


def letter(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def with_letter(content: bytes, name: str = "report.docx") -> Tree:
    return memory({**municipality(), f"templates/{name}": content})


def test_a_word_document_of_the_repository_is_filled_and_holds_the_report() -> None:
    tree = with_letter(letter("Briefkopf {{ name }}", "{{ content }}", "Mit freundlichen Grüßen"))
    texts = [one.text for one in docx.Document(BytesIO(made("status", "docx", tree))).paragraphs]
    assert texts[0] == "Briefkopf Musterstadt"
    assert "Wo wir stehen" in texts
    assert texts[-1] == "Mit freundlichen Grüßen"


@pytest.mark.parametrize(
    "content",
    [
        letter("{{ ''.__class__ }}"),
        letter("{{ nope }}"),
        letter("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"),
        letter("{{ 'a' * 9999999999 }}"),
        letter("{{ name"),
        b"kein Word",
    ],
    ids=["class", "unknown", "endless", "large", "syntax", "no-docx"],
)
def test_a_defective_word_document_is_named(content: bytes) -> None:
    with pytest.raises(TemplateDefect) as caught:
        made("status", "docx", with_letter(content))
    assert caught.value.path == "templates/report.docx"


# -- what somebody signs -----------------------------------------------------------------------------------------------


def text_of(name: str, kind: str, wanted: Wanted | None = None, *, public: bool = False) -> str:
    """Give a report on one of the examples as Markdown, with ordinary blanks."""
    order = Order(kind, "md", DAY, "de", public, wanted or Wanted())
    content = report(open_repository(DiskTree(EXAMPLES)), name, order).content
    return content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_paper_on_a_step_that_was_taken_shows_what_was_decided() -> None:
    text = text_of("musterstadt", "council", Wanted(event="adoption_resolution"))
    assert "**Dieser Schritt ist bereits getan** · Er ist zum 25. Juni 2025 erfasst." in text
    assert (
        "beschließt die Zielvereinbarung (Aufbauzertifikat) gemäß Anlage. Sie umfasst 15 Ziele und 40 Maßnahmen."
        in text
    )
    assert "| Rat | Entscheidung | 25. Juni 2025 | beschlossen |" in text
    assert "Zertifikat erteilt" not in text
    assert "\n\nStand 25. Juni 2025 · **Interne Fassung" in text  # its numbers count an internal measure
    assert "folgenden Vorbehalten: Haushaltsvorbehalt, Stellenanteile" in text
    public = text_of("musterstadt", "council", Wanted(event="adoption_resolution"), public=True)
    assert "gemäß Anlage.\n" in public  # the number of the public ones alone is not what was adopted


def test_a_paper_counts_the_costs_of_what_is_still_carried_out() -> None:
    text = text_of("musterstadt", "council", Wanted(event="annual_report"))
    assert "Für 33 Maßnahmen sind Kosten erfasst, zusammen 3.770.050,50 €." in text
    assert "2 entfallene oder ersetzte Maßnahmen sind nicht eingerechnet." in text
    assert "## Kenntnisnahme" in text
    assert "1. Jahresbericht 2026" in text


def test_a_paper_lists_the_sources_that_it_cites_and_no_others() -> None:
    text = text_of("musterstadt", "council", Wanted(event="annual_report"))
    cited, listed = set(re.findall(r"\[\^(\d+)\](?!:)", text)), set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert cited == listed == {"1", "2", "3", "4"}


@pytest.mark.parametrize(
    ("name", "years", "says"),
    [
        ("delmenhorst", (), "den Jahresbericht 2025"),  # it is overdue
        ("delmenhorst", (2026,), "den Jahresbericht 2026"),
        ("musterstadt", (), "den Jahresbericht 2026"),  # it was given last
        ("musterstadt", (2027,), "den Jahresbericht 2027"),
    ],
)
def test_a_paper_on_a_report_names_its_year(name: str, years: tuple[int, ...], says: str) -> None:
    text = text_of(name, "council", Wanted(event="annual_report", years=years))
    assert f"nimmt {says} zum „Audit Familiengerechte Kommune“ zur Kenntnis." in text
    assert ("bereits getan" in text) == (name == "musterstadt" and not years)


def test_a_paper_names_what_else_is_overdue() -> None:
    text = text_of("delmenhorst", "council", Wanted(event="annual_report"))
    assert "* Entscheidung über die Re-Auditierung, 4. September 2025 (unsicher)" in text
    assert "* Jahresbericht 2025" not in text


def test_an_agreement_says_how_it_was_amended_and_marks_it() -> None:
    text = text_of("musterstadt", "agreement")
    assert "* Beschlossen: 25. Juni 2025" in text
    assert "* Geändert: 24. Juni 2026" in text
    assert "1 Maßnahme kam später hinzu. 2 Maßnahmen sind entfallen oder wurden ersetzt." in text
    assert "ersetzt durch 2.3.3 am 24. Juni 2026" in text
    assert "aufgenommen am 24. Juni 2026" in text
    assert "Stand 23. November 2026 · **Interne Fassung" in text  # one of its measures is internal


def test_an_agreement_that_has_led_to_a_certificate_is_no_draft() -> None:
    text = text_of("delmenhorst", "agreement")
    assert "* Beschlossen: nicht überliefert" in text
    assert "* Umfang: 10 Maßnahmen" in text
    assert "\n* 10 Das Quartier" in text
    assert "Interne Fassung" not in text


def test_a_balance_of_a_round_that_runs_is_no_last_word() -> None:
    text = text_of("musterstadt", "balance")
    assert "Dies ist ein Zwischenstand" in text
    assert "noch nicht erreicht" in text
    assert "| nicht erreicht |" not in text
    over = text_of("musterstadt", "balance", Wanted(round="grund-2021"))
    assert "Zwischenstand" not in over
    assert "noch nicht erreicht" not in over


def test_citizens_read_of_every_measure_and_of_delays() -> None:
    text = text_of("musterstadt", "public")
    assert "sollte bis zum 31. August 2026 fertig sein und verspätet sich" in text
    assert "## Hierzu ist nichts bekannt" in text
    counts = [int(count) for count in re.findall(r"^(\d+) Maßnahmen?$", text, re.MULTILINE)]
    assert f"| Summe | 15 | {sum(counts)} |" in text
    assert "gültig" not in text.partition("## Das ist erreicht")[0].replace("Es gilt", "")
    other = text_of("delmenhorst", "public")
    assert "Es gilt bis zum 4. Dezember 2026 (Aufbauzertifikat, geschätzt, Datum unsicher)." in other
    assert "Noch keine der 10 Maßnahmen ist umgesetzt." in other


def test_a_status_report_names_what_was_missed_and_counts_what_it_leaves_out() -> None:
    text = text_of("delmenhorst", "status")
    assert "Versäumt und nicht mehr nachzuholen" in text
    assert "| Jahresbericht 2024 |  | ▲ versäumt |" in text
    text = text_of("musterstadt", "status")
    assert "29 Fristen in den nächsten zwölf Monaten" in text
    assert "28 weitere Fristen" in text
    assert "19 davon liegen in den nächsten zwölf Monaten." in text
    assert "25. September 2028, berechnet, verschoben vom 24. September 2028 auf einen Werktag" in text


def test_an_annual_report_has_one_day_and_does_not_wait_for_itself() -> None:
    text = text_of("delmenhorst", "annual", Wanted(years=(2025,)))
    assert "Der Bericht zeigt den Stand vom 31. Dezember 2025, die nächsten Schritte den vom 23. November 2026." in text
    steps = text.partition("## Nächste Schritte, Stand 23. November 2026")[2]
    assert "Entscheidung über die Re-Auditierung" in steps
    assert "Jahresbericht 2025" not in steps.partition("## Quellen")[0]
    assert "Jahresbericht 2026" in steps


@pytest.mark.parametrize(
    ("kind", "wanted", "count"),
    [
        ("status", Wanted(), 53),
        ("annual", Wanted(years=(2025,)), 40),
        ("agreement", Wanted(), 41),
        ("balance", Wanted(round="grund-2021"), 12),
        ("status", Wanted(office="Jugendamt"), 11),
    ],
)
def test_a_workbook_shows_what_its_report_is_about(kind: str, wanted: Wanted, count: int) -> None:
    book = openpyxl.load_workbook(BytesIO(made(kind, "xlsx", wanted=wanted)))
    ids = [row[0] for row in book["Maßnahmen"].iter_rows(min_row=2, max_col=1, values_only=True)]
    assert len(ids) == count


def test_a_report_on_an_office_counts_its_work_alone_and_can_be_verified() -> None:
    text = text_of("musterstadt", "status", Wanted(office="jugendamt"))
    assert "**Nur, was in der Zuständigkeit dieser Stelle liegt: Jugendamt**" in text
    assert "1 von 7 Maßnahmen ist umgesetzt." in text
    assert "Pressestelle" not in text
    assert "Laut Veröffentlichung" not in text
    with pytest.raises(UnknownOffice):
        text_of("musterstadt", "status", Wanted(office="Jugentamt"))
    said = re.search(r"fgk-provenance (\{.*\})", text)
    assert said is not None
    assert read(said[1]).wanted.office == "jugendamt"


def test_a_long_word_file_begins_with_its_contents_and_names_no_places() -> None:
    document = docx.Document(BytesIO(made("status", "docx")))
    texts = [one.text for one in document.paragraphs]
    start = texts.index("Inhalt")
    assert texts[start + 1 : start + 4] == ["Wo wir stehen", "Was überfällig ist", "Was als Nächstes ansteht"]
    assert document.sections[0].header.paragraphs[0].text.startswith("Sachstandsbericht Musterstadt")
    everything = " ".join(texts + [cell.text for table in document.tables for row in table.rows for cell in row.cells])
    assert ".yaml:" not in everything
    short = docx.Document(BytesIO(made("council", "docx")))
    assert "Inhalt" not in [one.text for one in short.paragraphs]


def test_a_balance_of_an_earlier_round_shows_the_certificate_of_that_round() -> None:
    text = text_of("musterstadt", "balance", Wanted(round="grund-2021"))
    assert "* Erteilt: November 2021" in text
    assert "* Gültig bis: November 2024" in text
    assert "24. September 2028" not in text.partition("## Geleistet und wirksam")[0]


def test_what_was_not_adopted_is_called_a_paper() -> None:
    text = text_of("musterstadt", "status")
    assert re.search(r"Vorlage: [^|]*Ausweitung der städtischen Ferienbetreuung[^|]*\(offen\)", text)
    assert not re.search(r"Beschluss: [^|]*Ausweitung der städtischen Ferienbetreuung", text)


@pytest.mark.parametrize(
    ("event", "says", "never"),
    [
        ("adoption_resolution", "Beschlussvorschlag", "Stand der bisherigen Zielvereinbarung"),
        ("annual_report", "Der Ausschuss für Familie und Soziales nimmt", "Der Rat nimmt"),
        ("participation_resolution", "Beratungsfolge", "Kinderfreundliche Kommunen“; die Termine"),
    ],
)
def test_a_paper_keeps_to_its_procedure_and_its_body(event: str, says: str, never: str) -> None:
    text = text_of("doppelstadt", "council", Wanted(event=event))
    assert says in text
    assert never not in text


def test_an_annual_report_tells_of_what_was_agreed_by_then() -> None:
    text = text_of("musterstadt", "annual", Wanted(years=(2024,)))
    assert "6 von 10 Maßnahmen sind umgesetzt." in text
    assert "mehrerer Runden" not in text


def test_a_list_in_markdown_says_which_date_is_the_due_date() -> None:
    text = text_of("musterstadt", "status")
    assert "● umgesetzt; Fälligkeit: 30. Juni 2026" in text


def test_citizens_read_of_every_procedure_and_from_when_the_figures_are() -> None:
    text = text_of("doppelstadt", "public")
    assert "Doppelstadt nimmt noch an einem weiteren Verfahren teil: Kinderfreundliche Kommunen." in text
    assert "Siegel „Kinderfreundliche Kommune“, gültig bis 3. März 2029" in text
    assert "Letzte Rückmeldung zu einer Maßnahme: 22. Oktober 2026." in text
    assert "Letzte Rückmeldung zu einer Maßnahme: 4. Dezember 2023 (unsicher)." in text_of("delmenhorst", "public")


def test_what_was_missed_names_its_round() -> None:
    text = text_of("musterstadt", "status")
    assert "| November 2024, Grundzertifikat | Ziele der Runde erreicht |" in text


def test_no_paper_is_written_on_a_report_that_nobody_waits_for() -> None:
    with pytest.raises(NothingToReport) as caught:
        text_of("herten", "council", Wanted(event="annual_report"))
    assert "war gültig bis 24.06.2016" in Translator("de")(caught.value.message)
    assert "den Jahresbericht 2015" in text_of("herten", "council", Wanted(event="annual_report", years=(2015,)))


def test_the_report_on_all_shows_when_what_it_counts_was_reported() -> None:
    content = report(open_repository(DiskTree(EXAMPLES)), "", Order("portfolio", "md", DAY, "de")).content.decode()
    rows = {line.split(" | ")[0].strip("| "): line for line in content.splitlines() if line.count(" | ") == 5}
    assert "22.\N{NO-BREAK SPACE}Oktober" in rows["Doppelstadt"]
