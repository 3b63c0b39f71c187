"""Workbooks: what stands in their cells, how Excel shows it, and what no text of the data may do there."""

import datetime as dt
import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from fgk.assessment.assess import Assessment
from fgk.dates import PartialDate
from fgk.loading.repository import open_repository
from fgk.model import publication
from fgk.model.vocabulary import Priority, Status, label
from fgk.render.wording import Wording
from fgk.render.workbook import About, Choices, Column, Form, Sheet, sheets_of, workbook
from fgk.source.tree import DiskTree, Tree
from fgk.usecases.portfolio import assessed
from repositories import DAY, EXAMPLES, SOUND, memory, municipality

EN, DE = Wording("en"), Wording("de")
ABOUT = About(
    "Audit in Musterstadt",
    "Musterstadt",
    dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
    (("Commit", "0123456789ab"),),
    {"fgk-provenance": "{}"},
)
HOSTILE = "\x1b[31m\x07<&\"'>]]>\u202e\ud83d\x00\ufffe\uffff\u2028_x0041_ &[Picture]&G"


def assessments(tree: Tree) -> list[Assessment]:
    repository = open_repository(tree)
    return [assessed(repository, directory, DAY).assessment for directory in repository.municipalities()]


def sound(changes: Mapping[str, str | None] | None = None) -> Assessment:
    return assessments(memory(municipality(changes)))[0]


def made(assessment: Assessment, words: Wording = EN, *, public: bool = False) -> bytes:
    return workbook(ABOUT, sheets_of(assessment, words, public=public), words)


def read(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def page(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def column(sheet: Worksheet, title: str) -> list[Any]:
    """Give the cells of a column, below its title."""
    places = [cell.column for cell in sheet[1] if cell.value == title]
    assert len(places) == 1, f"{title} in {[cell.value for cell in sheet[1]]}"
    return [sheet.cell(row, int(places[0] or 0)) for row in range(2, sheet.max_row + 1)]


def values(sheet: Worksheet, title: str) -> list[object]:
    return [cell.value for cell in column(sheet, title)]


def by_id(sheet: Worksheet, title: str) -> dict[object, object]:
    return dict(zip(values(sheet, "Id"), values(sheet, title), strict=True))


def only(value: object, form: Form = Form.PLAIN, words: Wording = EN) -> Cell:
    """Give the cell that a value becomes."""
    content = workbook(ABOUT, [Sheet("One", (Column("It", form=form),), [(value,)])], words)  # type: ignore[list-item]
    cell = page(read(content), "One")["A2"]
    assert isinstance(cell, Cell)
    return cell


def midnight(year: int, month: int, day: int) -> dt.datetime:
    """Give a day as Excel has it: with a time, and in no time zone."""
    return dt.datetime.combine(dt.date(year, month, day), dt.time())


def facts_of(book: Workbook) -> dict[str, str]:
    """Give what the first sheet says."""
    return {str(label): str(text) for label, text in page(book, "About").iter_rows(values_only=True)}


def properties_of(book: Workbook) -> list[tuple[str, str]]:
    """Give the properties that callers handed in, as they stand in the file."""
    properties: Any = book
    return [(str(one.name), str(one.value)) for one in properties.custom_doc_props.props]


def unpacked(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


# -- the sheets --------------------------------------------------------------------------------------------------------


def test_there_is_one_sheet_a_collection() -> None:
    assert read(made(sound())).sheetnames == [
        "About",
        "Measures",
        "Log",
        "Goals",
        "Indicators",
        "Action fields",
        "Rounds",
        "Audit history",
        "Resolutions",
        "Consultations",
        "Deadlines",
        "Sources",
        "Lists",
    ]


def test_a_collection_without_records_has_no_sheet_but_measures_have() -> None:
    none = dict.fromkeys(("measures.yaml", "goals.yaml", "action-fields.yaml", "sources.yaml", "resolutions.yaml"))
    book = read(made(sound(none)))
    assert not {"Log", "Goals", "Indicators", "Action fields", "Resolutions", "Sources"} & set(book.sheetnames)
    assert page(book, "Measures").max_row == 1
    assert page(book, "Measures").auto_filter.ref == "A1:AL1"


def test_the_first_sheet_says_what_it_is_from_what_it_was_made_and_what_it_holds() -> None:
    facts = facts_of(read(made(sound())))
    assert facts["Title"] == "Audit in Musterstadt"
    assert facts["Municipality"] == "Musterstadt"
    assert facts["Commit"] == "0123456789ab"
    assert facts["Sheet “Measures”"] == "6 rows"


def test_a_fact_of_the_callers_takes_the_place_of_the_sheets_own() -> None:
    about = replace(ABOUT, author="", facts=(("Day", "a day in autumn"),))
    facts = facts_of(read(workbook(about, (), EN)))
    assert facts["Day"] == "a day in autumn"
    assert "Municipality" not in facts


def test_a_measure_stands_with_all_that_one_sorts_and_filters_by() -> None:
    sheet = page(read(made(sound())), "Measures")
    place = values(sheet, "Id").index("kita")
    found = {str(cell.value): values(sheet, str(cell.value))[place] for cell in sheet[1]}
    assert {name: value for name, value in found.items() if value is not None} == {
        "Number": "1.1.1",
        "Title": "Neue Kita",
        "Action field": "HF2 Family and work, care",
        "Goal": "1.1 Mehr Plätze",
        "Round": "Grundzertifikat",
        "Current round": "yes",
        "Status": "postponed",
        "Overdue": "no",
        "Due soon": "no",
        "Due": "March 2027",
        "Due by (last day)": midnight(2027, 3, 31),
        "First due date": "March 2026",
        "Start": "November 2024",
        "Latest report": midnight(2026, 2, 1),
        "Report is missing": "no",
        "Reason": "Kein Grundstück",
        "Office": "Jugendamt",
        "Partners": "Träger; Kirche",
        "Priority": "high",
        "Recurring task": "no",
        "Cost": 12000.5,
        "Currency": "EUR",
        "Subject to budget": "yes",
        "Resolution": "Zielvereinbarung",
        "Visibility": "public",
        "Place in the plan": 1,
        "Id": "kita",
    }


def test_measures_of_the_round_that_counts_come_first_and_say_so() -> None:
    sheet = page(read(made(sound())), "Measures")
    assert values(sheet, "Id") == ["kita", "altbau", "tagespflege", "bus", "heft", "heft-neu"]
    assert by_id(sheet, "Current round")["heft-neu"] == "no"
    assert values(sheet, "Place in the plan") == [1, 2, 3, 4, 5, 6]


def test_what_happened_after_the_day_is_not_in_the_log() -> None:
    later = SOUND["measures.yaml"].replace("{date: 2026-01, status: ongoing}", "{date: 2026-12-01, status: ongoing}")
    book = read(made(sound({"measures.yaml": later})))
    assert "tagespflege" not in values(page(book, "Log"), "Id")
    assert by_id(page(book, "Measures"), "Status")["tagespflege"] == "planned"


def test_goals_and_action_fields_count_their_measures() -> None:
    book = read(made(sound()))
    goals = page(book, "Goals")
    assert (by_id(goals, "Measures")["beratung"], by_id(goals, "Done")["beratung"]) == (2, 1)
    assert by_id(goals, "Rating")["plaetze"] == "partly achieved"
    fields = page(book, "Action fields")
    assert by_id(fields, "Measures") == {"betreuung": 3, "eigenes": 2}
    assert by_id(fields, "Share")["eigenes"] == 1


def test_every_known_value_of_an_indicator_is_a_row_and_one_without_values_stands_alone() -> None:
    sheet = page(read(made(sound())), "Indicators")
    assert values(sheet, "Value") == [120, 130, None, None]
    assert values(sheet, "Latest value") == ["no", "yes", "no", "no"]
    assert values(sheet, "Target")[:2] == [150.5, 150.5]


def test_every_step_of_a_consultation_is_a_row() -> None:
    sheet = page(read(made(sound())), "Consultations")
    assert values(sheet, "Step") == [1, 2, 1, 1]
    assert values(sheet, "In favour") == [None, 41, None, None]


def test_what_is_intended_stands_behind_what_happened() -> None:
    sheet = page(read(made(sound())), "Audit history")
    assert values(sheet, "Planned").count("yes") == 1
    assert values(sheet, "Date")[1] == "about September 2023"
    assert values(sheet, "Date (last day)")[1] == midnight(2023, 9, 30)


def test_a_deadline_has_a_day_to_sort_by_and_what_the_files_say() -> None:
    sheet = page(read(made(sound())), "Deadlines")
    days = [day for day in values(sheet, "Due") if isinstance(day, dt.datetime)]
    assert len(days) == sheet.max_row - 1
    assert days == sorted(days)
    assert by_id(sheet, "Due as stated")["measure:kita"] == "March 2027"


@pytest.mark.parametrize("words", [EN, DE], ids=["en", "de"])
@pytest.mark.parametrize("public", [False, True], ids=["internal", "public"])
def test_every_example_becomes_a_workbook(words: Wording, public: bool) -> None:  # noqa: FBT001
    for assessment in assessments(DiskTree(EXAMPLES)):
        book = read(made(assessment, words, public=public))
        measures = page(book, words("Measures"))
        shown = publication.public(assessment.dossier) if public else assessment.dossier
        assert len(measures["A"]) == len(shown.measures) + 1
        assert words("Sources") in book.sheetnames


def test_names_and_words_are_those_of_the_language() -> None:
    book = read(made(sound(), DE))
    assert book.sheetnames[1:5] == ["Maßnahmen", "Verlauf", "Ziele", "Kennzahlen"]
    measures = page(book, "Maßnahmen")
    assert values(measures, "Status")[0] == "verschoben"
    assert values(measures, "Fälligkeit")[0] == "März 2027"


# -- how Excel shows it ------------------------------------------------------------------------------------------------


def test_every_sheet_has_a_bold_header_that_stays_and_is_printed_on_every_page() -> None:
    book = read(made(sound()))
    for name in book.sheetnames:
        sheet = page(book, name)
        assert all(cell.font.b and cell.value for cell in sheet[1]), name
        assert str(sheet.freeze_panes) in ("B2", "C2"), name
        assert sheet.print_title_rows == "$1:$1", name
        assert sheet.page_setup.orientation == "landscape", name
        assert sheet.sheet_properties.pageSetUpPr is not None, name
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, name
        printed: Any = sheet
        assert printed.oddHeader.left.text == "Audit in Musterstadt", name
        assert printed.oddHeader.right.text == "&A", name
        assert printed.oddFooter.right.text == "Page &P of &N", name


def test_every_sheet_has_filters_without_merged_cells_or_empty_rows() -> None:
    book = read(made(sound()))
    for name in book.sheetnames:
        sheet = page(book, name)
        assert sheet.auto_filter.ref == sheet.dimensions, name
        assert not sheet.merged_cells.ranges, name
        assert all(any(value is not None for value in row) for row in sheet.iter_rows(values_only=True)), name


def test_a_full_day_is_a_real_date_and_anything_less_stands_in_words() -> None:
    full = only(PartialDate.parse("2027-03-31"))
    assert full.is_date
    assert full.value == midnight(2027, 3, 31)
    assert only(PartialDate.parse("2027-03-31~")).value == "about 31 March 2027"
    assert only(PartialDate.parse("2027-Q1")).value == "1st quarter 2027"
    assert only(PartialDate.parse("1899-12-31")).value == "31 December 1899"


@pytest.mark.parametrize(("words", "written"), [(DE, "dd.mm.yyyy"), (EN, "yyyy-mm-dd")])
def test_a_date_has_the_format_of_the_language(words: Wording, written: str) -> None:
    assert only(dt.date(2027, 3, 31), words=words).number_format == written


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [
        (Decimal("12000.50"), Form.MONEY, "#,##0.00"),
        (0.25, Form.SHARE, "0%"),
        (41, Form.PLAIN, "#,##0"),
        (Decimal("150.5"), Form.PLAIN, "#,##0.0"),
        (Decimal("0.125"), Form.PLAIN, "#,##0.000"),
        (Decimal("100.00"), Form.PLAIN, "#,##0"),
    ],
)
def test_a_number_is_a_number_with_as_many_decimals_as_it_has(value: Decimal, form: Form, written: str) -> None:
    cell = only(value, form)
    assert cell.data_type == "n"
    assert cell.value == float(value)
    assert cell.number_format == written


def test_a_share_is_shown_as_per_cent() -> None:
    assert only(0.4, Form.SHARE, DE).number_format == '0"\N{NO-BREAK SPACE}"%'


def test_a_row_is_as_high_as_its_longest_text_needs() -> None:
    sheet = Sheet("One", (Column("It", 10), Column("Other", 100)), [("short", "short"), ("word " * 10, "short")])
    heights = page(read(workbook(ABOUT, [sheet], EN)), "One").row_dimensions
    assert heights[2].height is None
    assert heights[3].height == 93


def test_a_statuss_words_can_be_chosen() -> None:
    for words in (EN, DE):
        book = read(made(sound(), words))
        offered = offers(book, page(book, words("Measures")), words("Status"))
        assert offered == [words(label(status)) for status in Status]
        assert offers(book, page(book, words("Log")), words("Status")) == offered
        priorities = offers(book, page(book, words("Measures")), words("Priority"))
        assert priorities == [words(label(priority)) for priority in Priority]
        assert offers(book, page(book, words("Measures")), words("Overdue")) == [words("yes"), words("no")]


def offers(book: Workbook, sheet: Worksheet, title: str) -> list[object]:
    """Give the words that the cells of a column can be chosen from, and see that what is there is one of them."""
    cells = column(sheet, title)
    (rule,) = [one for one in sheet.data_validations.dataValidation if cells[0].coordinate in one.sqref]
    assert rule.type == "list"
    assert cells[-1].coordinate in rule.sqref
    name, _, place = str(rule.formula1).rpartition("!")
    words = [cell.value for (cell,) in page(book, name.strip("'"))[place.replace("$", "")]]
    assert {cell.value for cell in cells} <= {*words, None}
    return words


def test_a_list_of_choices_may_be_long() -> None:
    choices = Choices("Long", tuple(f"word number {number}" for number in range(100)))
    book = read(workbook(ABOUT, [Sheet("It's", (Column("It", choices=choices),), [("word number 1",)])], EN))
    assert len(offers(book, page(book, "It's"), "It")) == 100


# -- what no text may do -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        " =1+1",
        "＝1+1",
        "1.10",
        "0012",
        "http://example.org/",
        "{=1}",
        "mailto:a@b.de",
    ],
)
def test_text_stays_text(text: str) -> None:
    cell = only(text)
    assert cell.data_type == "s"
    assert cell.value == text.replace("\t", " ")
    assert cell.hyperlink is None


def test_what_looks_like_a_formula_stays_text_when_somebody_edits_it() -> None:
    assert only("=1+1").quotePrefix
    assert not only("Neue Kita").quotePrefix


def test_hostile_text_is_shown_and_breaks_nothing() -> None:
    about = replace(ABOUT, title=HOSTILE, author=HOSTILE, facts=((HOSTILE, HOSTILE),), properties={HOSTILE: HOSTILE})
    columns = (Column(HOSTILE, alarm=HOSTILE, choices=Choices(HOSTILE, (HOSTILE, '=1+"'))), Column(HOSTILE))
    content = workbook(about, [Sheet(HOSTILE, columns, [(HOSTILE, "two\r\nlines")])] * 2, EN)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            ET.fromstring(archive.read(name))  # noqa: S314 - our own
    book = read(content)
    sheet = page(book, book.sheetnames[1])
    assert sheet["A2"].value == "\ufffd[31m\ufffd<&\"'>]]>\ufffd\ufffd\ufffd\ufffd\ufffd\n_x0041_ &[Picture]&G"
    assert sheet["B2"].value == "two\nlines"
    assert all(character not in name for name in book.sheetnames for character in "[]:*?/\\")
    assert len({cell.value for cell in sheet[1]}) == 2


@pytest.mark.parametrize("character", ["x", "\N{GRINNING FACE}"])
def test_a_text_longer_than_a_cell_is_cut(character: str) -> None:
    text = str(only(character * 40_000).value)
    assert text.endswith(f"{character}…")
    assert 32_760 < len(text.encode("utf-16-le")) // 2 <= 32_767


def test_more_rows_than_a_sheet_shows_are_left_out_and_counted() -> None:
    content = workbook(ABOUT, [Sheet("Many", (Column("It"),), [(1,)] * 100_001)], EN)
    book = read(content)
    assert page(book, "Many").max_row == 100_001
    assert facts_of(book)["Sheet “Many”"] == "the first 100,000 of 100,001 rows; the others are left out"


@pytest.mark.parametrize(
    "names",
    [
        ("a" * 40, "A" * 40),
        ("History", "history"),
        ("", "'"),
        ("a/b", "a:b", "a b", "a_b"),
        ("About", "Lists"),
        ("A1", "R1C1", "R", "2026"),
    ],
)
def test_any_name_becomes_one_of_a_sheet(names: tuple[str, ...]) -> None:
    book = read(workbook(ABOUT, [Sheet(name, (Column("It"),), [(1,)]) for name in names], EN))
    found = book.sheetnames
    assert len(found) == len({name.casefold() for name in found}) == len(names) + 1
    assert all(1 <= len(name) <= 31 and name.casefold() != "history" for name in found)


# -- what gets into the file -------------------------------------------------------------------------------------------


def test_the_same_municipality_gives_the_same_bytes() -> None:
    first, second = made(sound(), DE), made(sound(), DE)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 23, 0, 0, 0)}


def test_the_file_says_what_it_is_and_carries_the_properties_that_were_handed_in() -> None:
    book = read(made(sound()))
    assert book.properties.title == "Audit in Musterstadt"
    assert book.properties.creator == "Musterstadt"
    assert book.properties.created == book.properties.modified == midnight(2026, 11, 23)
    assert properties_of(book) == [("fgk-provenance", "{}")]


@pytest.mark.parametrize("text", ["x" * 600, "ü\N{GRINNING FACE}" * 300], ids=["ascii", "other"])
def test_a_long_property_stands_in_parts(text: str) -> None:
    book = read(workbook(replace(ABOUT, properties={"long": text}), (), EN))
    found = properties_of(book)
    assert [name for name, _ in found][:3] == ["long", "long-2", "long-3"]
    assert all(len(part.encode("utf-16-le")) <= 510 for _, part in found)
    assert "".join(part for _, part in found) == text


SECRETS = {
    "measures.yaml": SOUND["measures.yaml"]
    .replace("office: Jugendamt\n", "office: Jugendamt\n      person: SECRET-person\n")
    .replace("reason: Kein Grundstück", "reason: SECRET-reason\n        visibility: internal")
    + "  - {id: secret-measure, title: SECRET-measure, goal: secret-goal, due: 2027-01}\n"
    + "  - {id: hidden, title: SECRET-hidden, visibility: internal, goal: plaetze, continues: heft}\n",
    "goals.yaml": SOUND["goals.yaml"]
    + "  - {id: secret-goal, title: SECRET-goal, visibility: internal, round: grund, action_field: eigenes,\n"
    + "     indicators: [{id: secret-indicator, title: SECRET-indicator, interval: P1Y}]}\n",
    "audit.yaml": SOUND["audit.yaml"].replace(
        "      - event: council_report\n",
        "      - {event: other, title: SECRET-event, date: 2026-01, visibility: internal, resolution: secret-resolution}\n"
        "      - event: council_report\n        resolution: secret-resolution\n        sources: [secret-source]\n",
    ),
    "resolutions.yaml": SOUND["resolutions.yaml"]
    + "  - {id: secret-resolution, title: SECRET-resolution, kind: other, visibility: internal,\n"
    + "     consultations: [{body: SECRET-body, role: decision, date: 2026-10-01, result: postponed}]}\n",
    "sources.yaml": SOUND["sources.yaml"] + "  - {id: secret-source, title: SECRET-source, visibility: internal}\n",
    "municipality.yaml": SOUND["municipality.yaml"].replace(
        "  office: Fachbereich Familie\n", "  office: Fachbereich Familie\n  person: SECRET-contact\n"
    ),
}
"""The sound municipality with what must not be published, each under a word of its own."""


@pytest.mark.parametrize("words", [EN, DE], ids=["en", "de"])
def test_a_public_workbook_holds_no_person_and_nothing_internal(words: Wording) -> None:
    assessment = sound(SECRETS)
    internal = unpacked(made(assessment, words))
    marks = ("person", "reason", "measure", "hidden", "goal", "indicator", "event", "resolution", "body", "source")
    assert [mark for mark in marks if f"SECRET-{mark}".encode() not in internal] == []

    published = replace(assessment, dossier=publication.public(assessment.dossier))
    content = unpacked(made(published, words, public=True)).lower()
    assert b"secret" not in content
    titles = {str(cell.value) for sheet in read(made(published, words, public=True)) for cell in sheet[1]}
    assert not {words("Person"), words("Visibility")} & titles


def test_what_is_internal_stays_out_even_of_a_dossier_that_was_not_made_public_before() -> None:
    assert b"secret" not in unpacked(made(sound(SECRETS), public=True)).lower()


def test_libreoffice_opens_it(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice is not on the PATH")
    (tmp_path / "it.xlsx").write_bytes(made(sound(), DE))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    everything = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"  # UTF-8, all sheets
    convert = [
        office,
        home,
        "--headless",
        "--convert-to",
        everything,
        "--outdir",
        str(tmp_path),
        str(tmp_path / "it.xlsx"),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    assert "Audit in Musterstadt" in (tmp_path / f"it-{DE('About')}.csv").read_text(encoding="utf-8")
    measures = (tmp_path / "it-Maßnahmen.csv").read_text(encoding="utf-8")
    assert "1.1.1,Neue Kita," in measures
    assert ",31.03.2027," in measures
    assert '"12.000,50"' in measures or "12000.5" in measures or "12,000.50" in measures
