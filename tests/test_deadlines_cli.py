"""``fgk deadlines`` as a user runs it: what is listed, in every format, and the exit codes."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from conftest import Build
from repositories import EXAMPLES

DAY = "2026-11-23"
DORF = "municipalities/musterdorf"
TOWN: Mapping[str, str] = {
    "municipality.yaml": "name: Musterdorf\nkind: municipality\nstate: NW\n",
    "audit.yaml": (
        "rounds:\n"
        "  - id: grund\n"
        "    stage: grundzertifikat\n"
        "    events:\n"
        "      - {event: adoption_resolution, date: 2025-03-04}\n"
        "      - {event: certificate_issued, date: 2025-05-14}\n"
        "      - {event: annual_report, date: 2026-05-12, covers: [2026]}\n"
    ),
    "action-fields.yaml": "action_fields: [{id: bildung, code: HF3}]\n",
    "goals.yaml": "goals: [{id: ziel, title: Ziel, round: grund, action_field: bildung}]\n",
    "measures.yaml": (
        "measures:\n"
        '  - {id: kita, title: Neue Kita, goal: ziel, number: "1.1", due: 2026-09, responsible: {office: Jugendamt}}\n'
        '  - {id: spielplatz, title: Spielplatz, goal: ziel, number: "1.2", due: 2026-12, responsible: {office: Grünflächenamt}}\n'
        "  - {id: heft, title: Ein Heft, goal: ziel, due: 2026-03, responsible: {office: Jugendamt}, "
        "log: [{date: 2026-02-10, status: done}]}\n"
        "  - {id: geheim, title: Geheime Pläne, goal: ziel, due: 2026-10-01, responsible: {office: Personalrat}, "
        "visibility: internal}\n"
    ),
}
"""A municipality with deadlines in every state on the day.

By hand: issued on Wednesday 2025-05-14; the reports are due on 2026-05-14, Ascension Day, and so on Friday the 15th, on
Friday 2027-05-14, and on Sunday 2028-05-14, so on Monday; the decision on Sunday 2027-02-14, so on Monday the 15th.
"""

OPEN = ["measure:kita", "measure:geheim", "measure:spielplatz", "re-audit-decision", "annual-report-2027"]
AT_THE_END = ["certificate-end", "goals-reached", "annual-report-2028"]
CLOSED = ["measure:heft", "annual-report-2026"]


def fgk(*arguments: str, cwd: Path, command: str = "deadlines", **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FGK_", "NO_COLOR", "COLUMNS"))}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "fgk", command, *arguments],
        cwd=cwd,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def at(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return fgk(*arguments, "--at", DAY, cwd=cwd)


def town(changes: Mapping[str, str] | None = None, slug: str = "musterdorf") -> dict[str, str]:
    return {f"municipalities/{slug}/{name}": text for name, text in {**TOWN, **(changes or {})}.items()}


def objects(result: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)["deadlines"]
    return found


def ids(*arguments: str, cwd: Path) -> list[str]:
    return [one["id"] for one in objects(at(*arguments, "--format", "json", cwd=cwd))]


def table(*arguments: str, cwd: Path) -> list[dict[str, str]]:
    result = subprocess.run(
        [sys.executable, "-m", "fgk", "deadlines", *arguments, "--at", DAY, "--format", "csv"],
        cwd=cwd,
        capture_output=True,
        check=True,
    )
    return list(csv.DictReader(io.StringIO(result.stdout.decode("utf-8"), newline="")))


@pytest.fixture
def repo(build: Build) -> Path:
    return build(town())


# -- which ones -----------------------------------------------------------------------------------------------------------


def test_the_object_holds_what_is_met_too(repo: Path) -> None:
    assert ids(cwd=repo) == [CLOSED[0], CLOSED[1], *OPEN, *AT_THE_END]


def test_text_holds_what_is_open_and_counts_the_rest(repo: Path) -> None:
    lines = at(cwd=repo).stdout.splitlines()
    assert lines[0].startswith("Fristen · Musterdorf")
    assert lines[0].endswith("Stand 23.11.2026")
    assert "▲ Überfällig (2)" in lines
    assert lines[-1] == "Nicht gezeigt: 2 erfüllt; mit „--all“ erscheinen auch diese."
    assert not any("Ein Heft" in line for line in lines)


def test_all_shows_what_is_met_too(repo: Path) -> None:
    text = at("--all", cwd=repo).stdout
    assert "Erfüllt (2)" in text
    assert "Ein Heft" in text
    assert "--all" not in text


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        ("P0D", OPEN[:2]),
        ("P37D", OPEN[:2]),  # until 2026-12-30
        ("P38D", OPEN[:3]),  # until 2026-12-31
        ("P84D", OPEN[:4]),  # until 2027-02-15
        ("P3M", OPEN[:4]),
        ("P10Y", [*OPEN, *AT_THE_END]),
    ],
)
def test_within_leaves_what_is_late_or_due_by_then(repo: Path, within: str, expected: list[str]) -> None:
    assert ids("--within", within, cwd=repo) == expected


def test_overdue_leaves_what_is_late(repo: Path) -> None:
    assert ids("--overdue", cwd=repo) == ["measure:kita", "measure:geheim"]
    assert "(2)" in at("--overdue", cwd=repo).stdout
    assert "--all" not in at("--overdue", cwd=repo).stdout


@pytest.mark.parametrize("office", ["Jugendamt", "jugendamt", "JUGENDAMT"])
def test_an_office_is_named_in_any_case(repo: Path, office: str) -> None:
    assert ids("--office", office, cwd=repo) == ["measure:heft", "measure:kita"]


def test_umlauts_have_cases_too(repo: Path) -> None:
    assert ids("--office", "GRÜNFLÄCHENAMT", cwd=repo) == ["measure:spielplatz"]


def test_an_office_that_is_responsible_for_nothing_is_wrong_use(repo: Path) -> None:
    result = at("--office", "Jugentamt", cwd=repo)
    assert (result.returncode, result.stdout) == (2, "")
    assert "Meinten Sie „Jugendamt“?" in result.stderr


def test_the_office_of_the_audit_has_what_no_other_one_is_responsible_for(build: Build) -> None:
    contact = TOWN["municipality.yaml"] + "contact: {office: Stabsstelle}\n"
    repo = build(town({"municipality.yaml": contact}))
    assert ids("--office", "stabsstelle", cwd=repo) == ["annual-report-2026", *OPEN[3:], *AT_THE_END]


def test_an_office_in_one_municipality_is_asked_of_all(build: Build) -> None:
    other = town({"measures.yaml": "measures: []\n"}, "nachbarort")
    repo = build({**town(), **other})
    assert ids("--office", "Jugendamt", cwd=repo) == ["measure:heft", "measure:kita"]
    assert at("nachbarort", "--office", "Jugendamt", cwd=repo).returncode == 2


def test_names_choose_municipalities(build: Build) -> None:
    repo = build({**town(), **town(slug="nachbarort"), **town(slug="zielort")})
    found = objects(at("zielort", "municipalities/musterdorf/", "--format", "json", cwd=repo))
    assert {one["municipality"] for one in found} == {"musterdorf", "zielort"}


def test_several_processes_give_the_same(build: Build) -> None:
    repo = build({path: text for number in range(6) for path, text in town(slug=f"ort-{number}").items()})
    assert at("-j", "3", "--format", "json", cwd=repo).stdout == at("-j", "1", "--format", "json", cwd=repo).stdout


def test_deadlines_are_in_order_of_their_days_over_all_municipalities(build: Build) -> None:
    repo = build({**town(), **town(slug="nachbarort")})
    keys = [(one["due"], one["municipality"]) for one in objects(at("--format", "json", cwd=repo))]
    assert keys == sorted(keys)


# -- why ----------------------------------------------------------------------------------------------------------------------


def test_explain_names_rule_fact_place_arithmetic_and_the_day_off(repo: Path) -> None:
    text = at("--explain", "--all", "--lang", "en", cwd=repo).stdout
    words = " ".join(text.split())
    assert "Annual report (annual-report) in the procedure “Audit “Familiengerechte Kommune””, version 1" in words
    assert f"Certificate issued, 2025-05-14 – {DORF}/audit.yaml:6:43" in words
    assert "2025-05-14 + 1 year = 2026-05-14" in words
    assert "2026-05-14 (Ascension Day): so the next working day, 2026-05-15" in words
    assert f"Annual report, 2026-05-12 – {DORF}/audit.yaml:7:38" in words
    assert "(Sunday): so the next working day, 2027-02-15" in words


def test_explain_names_the_holiday_in_german(repo: Path) -> None:
    assert "14.05.2026 (Christi Himmelfahrt)" in at("--explain", "--all", cwd=repo).stdout


def test_a_place_leads_to_the_date(repo: Path) -> None:
    (found,) = (one for one in objects(at("--format", "json", cwd=repo)) if one["id"] == "measure:kita")
    place = found["explanation"]["from"]
    line = (repo / place["path"]).read_text(encoding="utf-8").splitlines()[place["line"] - 1]
    assert line[place["column"] - 1 :].startswith("2026-09")


def test_without_explain_nothing_is_explained(repo: Path) -> None:
    assert "audit.yaml" not in at(cwd=repo).stdout
    assert {row["explanation"] for row in table(cwd=repo)} == {""}


def test_a_table_is_explained_where_that_is_asked_for(repo: Path) -> None:
    by_id = {row["id"]: row["explanation"] for row in table("--explain", cwd=repo)}
    assert f"{DORF}/audit.yaml:6:43" in by_id["annual-report-2027"]


# -- exit codes ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--fail-on", "overdue"], 1),
        (["--fail-on", "due_soon"], 1),
        (["--fail-on", "overdue", "--office", "Grünflächenamt"], 0),  # its only deadline is due soon
        (["--fail-on", "due_soon", "--office", "Grünflächenamt"], 1),
        (["--fail-on", "due_soon", "--office", "Jugendamt"], 1),  # what is overdue counts as well
        (["--fail-on", "overdue", "--office", "Personalrat", "--public"], 2),
        (["--fail-on", "overdue", "--overdue"], 1),
        (["--fail-on", "missed"], 2),
    ],
)
def test_deadlines_fail_only_where_that_is_asked_for(repo: Path, arguments: list[str], code: int) -> None:
    assert at(*arguments, cwd=repo).returncode == code


def test_what_is_met_or_missed_fails_nothing(build: Build) -> None:
    repo = build(town({"measures.yaml": "measures: []\n"}))
    result = fgk("--all", "--fail-on", "due_soon", "--at", "2029-12-01", "--format", "json", cwd=repo)
    assert {one["state"] for one in objects(result)} == {"met", "missed"}
    assert result.returncode == 0


def test_what_is_late_by_an_uncertain_date_fails_nothing(build: Build) -> None:
    measures = 'measures: [{id: kita, title: Kita, goal: ziel, due: "2026-09?"}]\n'
    repo = build(town({"measures.yaml": measures}))
    assert "measure:kita" in ids("--overdue", cwd=repo)
    assert at("--fail-on", "overdue", cwd=repo).returncode == 0


def test_an_empty_repository_is_fine_and_says_so(build: Build) -> None:
    repo = build({"fgk.yaml": "format: 1\n"})
    for format_ in ("text", "json", "csv", "md", "ics"):
        result = at("--format", format_, "--fail-on", "overdue", cwd=repo)
        assert result.returncode == 0
        assert "municipality.yaml" in result.stderr
    assert ids(cwd=repo) == []
    assert table(cwd=repo) == []


@pytest.mark.parametrize("format_", ["text", "json", "csv", "md", "ics"])
def test_a_municipality_that_cannot_be_assessed_hides_no_other(build: Build, format_: str) -> None:
    broken = {"municipalities/kaputt/municipality.yaml": "name: [\n"}
    result = at("--format", format_, cwd=build({**broken, **town()}))
    assert result.returncode == 1
    assert "Neue Kita" in result.stdout
    assert "fgk validate kaputt" in " ".join((result.stdout if format_ in ("text", "md") else result.stderr).split())


def test_a_record_that_cannot_be_read_is_missing_and_said_to_be(build: Build) -> None:
    repo = build(town({"measures.yaml": TOWN["measures.yaml"] + "  - {id: neu, titel: Neu, due: 2026-12}\n"}))
    result = at("--format", "json", cwd=repo)
    assert result.returncode == 1
    assert "measure:neu" not in [one["id"] for one in objects(result)]
    assert "fgk validate" in result.stderr
    for format_ in ("text", "md"):
        page = at("--format", format_, cwd=repo)
        assert (page.returncode, page.stderr) == (1, "")
        assert "fgk validate" in page.stdout


# -- tables -------------------------------------------------------------------------------------------------------------------


def test_a_table_holds_every_deadline_with_its_columns(repo: Path) -> None:
    rows = table(cwd=repo)
    assert [row["id"] for row in rows] == [CLOSED[0], CLOSED[1], *OPEN, *AT_THE_END]
    (kita,) = (row for row in rows if row["id"] == "measure:kita")
    assert kita == {
        "municipality": "musterdorf",
        "name": "Musterdorf",
        "procedure": "familiengerechte-kommune",
        "id": "measure:kita",
        "title": "Neue Kita",
        "due": "2026-09-30",
        "due_stated": "2026-09",
        "state": "overdue",
        "basis": "stated",
        "record_type": "measure",
        "record_id": "kita",
        "office": "Jugendamt",
        "number": "1.1",
        "action_field": "HF3 Bildung und Erziehung",
        "explanation": "",
    }


def test_a_table_has_the_line_ends_of_its_standard_and_no_mark_before_it(repo: Path) -> None:
    command = [sys.executable, "-m", "fgk", "deadlines", "--at", DAY, "--format", "csv"]
    printed = subprocess.run(command, cwd=repo, capture_output=True, check=True).stdout
    assert printed.startswith(b"municipality,name,procedure,")
    assert printed.count(b"\r\n") == printed.count(b"\n") == 11
    written = subprocess.run([*command, "-o", "out/fristen.csv"], cwd=repo, capture_output=True, check=True)
    assert written.stdout == b""
    assert (repo / "out/fristen.csv").read_bytes() == printed


FORMULAS = [
    "=cmd()",
    "+1",
    "@x",
    "-2+3",
    "=1+1;2",
    "  =cmd()",
    "\\t=cmd()",
    "\\r\\n=cmd()",
    "＝cmd()",
    '=\\"a\\",\\"b\\"',
]


@pytest.mark.parametrize("planted", FORMULAS)
def test_no_cell_is_one_that_a_spreadsheet_takes_for_a_formula(build: Build, planted: str) -> None:
    changes = {
        "municipality.yaml": f'name: "{planted}"\nkind: municipality\ncontact: {{office: "{planted}"}}\n',
        "action-fields.yaml": f'action_fields: [{{id: bildung, title: "{planted}"}}]\n',
        "measures.yaml": (
            f'measures:\n  - {{id: kita, title: "{planted}", goal: ziel, due: 2026-09, number: "{planted}", '
            f'responsible: {{office: "{planted}"}}}}\n'
        ),
        "audit.yaml": TOWN["audit.yaml"]
        + f'      - {{event: other, date: 2027-05, planned: true, title: "{planted}"}}\n',
    }
    rows = table("--explain", cwd=build(town(changes)))
    (kita,) = (row for row in rows if row["id"] == "measure:kita")
    assert all(kita[column].startswith("'") for column in ("name", "title", "number", "office", "action_field"))
    for row in rows:
        assert None not in row
        assert not any(text.strip()[:1] in tuple("=+-@＝＋－＠\t\r") for text in row.values() if text.strip())


def test_a_cell_keeps_commas_and_quotation_marks(build: Build) -> None:
    measures = 'measures: [{id: kita, title: "Kita, \\"Nord\\"; neu", goal: ziel, due: 2026-09}]\n'
    (row,) = (row for row in table(cwd=build(town({"measures.yaml": measures}))) if row["id"] == "measure:kita")
    assert row["title"] == 'Kita, "Nord"; neu'


# -- what is passed on ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["md", "ics"])
def test_what_is_passed_on_holds_nothing_internal_unless_that_is_asked_for(repo: Path, format_: str) -> None:
    public = at("--format", format_, "--explain", "--all", cwd=repo).stdout
    assert "Neue Kita" in public
    assert "Geheime" not in public
    assert "Personalrat" not in public
    assert ".yaml" not in public
    assert "Geheime" in at("--format", format_, "--internal", cwd=repo).stdout


def test_what_stays_in_the_house_holds_what_is_internal_unless_that_is_refused(repo: Path) -> None:
    assert "measure:geheim" in ids(cwd=repo)
    public = at("--public", "--format", "json", cwd=repo).stdout
    assert "geheim" not in public.casefold()
    assert ".yaml" not in public


def test_what_follows_from_something_internal_is_not_passed_on(build: Build) -> None:
    entry = "log: [{date: 2026-10-01, status: done, visibility: internal}], "
    repo = build(town({"measures.yaml": TOWN["measures.yaml"].replace("due: 2026-09,", f"{entry}due: 2026-09,")}))
    states = {
        option: next(
            one["state"] for one in objects(at(option, "--format", "json", cwd=repo)) if one["id"] == "measure:kita"
        )
        for option in ("--internal", "--public")
    }
    assert states == {"--internal": "met_late", "--public": "overdue"}


def test_markdown_has_a_table_for_each_group(repo: Path) -> None:
    lines = at("--format", "md", "--internal", cwd=repo).stdout.splitlines()
    assert [line for line in lines if line.startswith("#")] == [
        "## Fristen · Musterdorf, Stand 23.11.2026",
        "### ▲ Überfällig (2)",
        "### Dieses Quartal (1)",
        "### Später (5)",
    ]
    assert "| 09/2026 | 1.1 Neue Kita | Jugendamt | überfällig |" in lines
    assert "| 12/2026 | 1.2 Spielplatz | Grünflächenamt | △ bald fällig |" in lines


def test_markdown_shows_texts_as_they_are_and_calls_nobody(build: Build) -> None:
    title = "<b>@rat</b> | *x* #12 [l](http://example.org) `c`"
    measures = (
        f'measures: [{{id: kita, title: "{title}", goal: ziel, due: 2026-09, responsible: {{office: "@amt | <i>"}}}}]\n'
    )
    repo = build(town({"measures.yaml": measures, "municipality.yaml": 'name: "@ort <u>"\nkind: municipality\n'}))
    text = at("--format", "md", "--explain", cwd=repo).stdout
    markup = re.sub(r"</?(details|summary)>", "", text)
    assert "<" not in markup
    assert re.search(r"@\w", text) is None
    assert re.search(r"(?<!&)#\d", text) is None
    assert re.search(r"(?<!\\)[*`\[](?=x|c|l)", text) is None
    (row,) = (line for line in text.splitlines() if line.startswith("| 09/2026 |"))
    assert row.replace("\\|", "").count("|") == 5


def test_markdown_names_the_municipality_where_there_are_several(build: Build) -> None:
    repo = build({**town(), **town(slug="nachbarort")})
    text = at("--format", "md", cwd=repo).stdout
    assert text.startswith("## Fristen, Stand 23.11.2026\n")
    assert "| 09/2026 | Musterdorf | 1.1 Neue Kita | Jugendamt | überfällig |" in text


# -- calendars ------------------------------------------------------------------------------------------------------------------


def test_calendars_by_office_are_files_in_a_directory(repo: Path) -> None:
    result = at("--format", "ics", "--by", "office", "-o", "kalender", cwd=repo)
    assert (result.returncode, result.stdout) == (0, "")
    assert "kalender" in result.stderr
    counts = {
        file.name: file.read_text(encoding="utf-8").count("BEGIN:VEVENT") for file in (repo / "kalender").iterdir()
    }
    assert counts == {"musterdorf.ics": 5, "musterdorf--gruenflaechenamt.ics": 1, "musterdorf--jugendamt.ics": 1}


def test_calendars_by_municipality_are_files_in_a_directory(build: Build) -> None:
    repo = build({**town(), **town(slug="nachbarort")})
    assert at("--format", "ics", "--by", "municipality", "--internal", "-o", "k", cwd=repo).returncode == 0
    counts = {file.name: file.read_text(encoding="utf-8").count("BEGIN:VEVENT") for file in (repo / "k").iterdir()}
    assert counts == {"musterdorf.ics": 8, "nachbarort.ics": 8}


def test_two_offices_that_differ_in_nothing_but_signs_have_two_files(build: Build) -> None:
    measures = (
        "measures:\n  - {id: a, title: A, goal: ziel, due: 2027, responsible: {office: Amt 1}}\n"
        "  - {id: b, title: B, goal: ziel, due: 2027, responsible: {office: Amt-1}}\n"
        '  - {id: c, title: C, goal: ziel, due: 2027, responsible: {office: "../../x"}}\n'
        "  - {id: d, title: D, goal: ziel, due: 2027, responsible: {office: 市}}\n"
    )
    repo = build(town({"measures.yaml": measures}))
    assert at("--format", "ics", "--by", "office", "-o", "k", cwd=repo).returncode == 0
    assert {file.name for file in (repo / "k").iterdir()} == {
        "musterdorf.ics",
        "musterdorf--amt-1.ics",
        "musterdorf--amt-1-2.ics",
        "musterdorf--x.ics",
        "musterdorf--amt.ics",
    }


def test_a_calendar_is_the_same_on_two_days(repo: Path) -> None:
    def calendar(day: str) -> list[str]:
        text = fgk("--format", "ics", "--at", day, cwd=repo).stdout
        return [line for line in text.splitlines() if line.startswith(("UID", "DTSTART", "SUMMARY", "DESCRIPTION"))]

    assert calendar("2026-11-23") == calendar("2026-11-24")


# -- wrong use, and the page ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("musterdrof",), "Meinten Sie „musterdorf“?"),
        (("--within", "bald"), "P90D"),
        (("--within", "30"), "P30D"),
        (("--within", "30 D"), "P30D"),
        (("--within", "-P5D"), "Minuszeichen"),
        (("--within", "P200Y"), "P90D"),
        (("--fail-on", "missed"), "overdue, due_soon"),
        (("--format", "sarif"), "sarif"),
        (("--by", "office"), "--format ics"),
        (("--by", "office", "--format", "ics"), "--output"),
        (("--by", "office", "-o", "k"), "--format ics"),
        (("--by", "person", "--format", "ics", "-o", "k"), "municipality, office"),
        (("--by", "office", "--format", "ics", "-o", f"{DORF}/audit.yaml"), "audit.yaml"),
        (("--output", f"{DORF}/audit.yaml"), "wird nicht überschrieben"),
        (("--format", "csv", "-o", f"{DORF}/measures.yaml"), "wird nicht überschrieben"),
        (("--output", "fristen.docx"), ".csv"),
        (("--output", f"{DORF}/neu.yaml"), "wird nicht überschrieben"),
        (("-j", "0"), "--processes"),
        (("--at", "23.11.2026"), "2026-11-23"),
        (("--nonsense",), "--nonsense"),
    ],
)
def test_wrong_use_is_said_and_writes_nothing(repo: Path, arguments: tuple[str, ...], words: str) -> None:
    before = {path: path.read_bytes() for path in repo.rglob("*") if path.is_file()}
    result = fgk(*arguments, cwd=repo)
    assert result.returncode == 2, result.stderr
    assert words in result.stderr
    assert result.stdout == ""
    assert {path: path.read_bytes() for path in repo.rglob("*") if path.is_file()} == before


def test_a_result_goes_to_a_file_where_that_is_asked_for(repo: Path) -> None:
    printed = at("--format", "md", cwd=repo).stdout
    result = at("--format", "md", "-o", "neu/fristen.md", cwd=repo)
    assert (result.returncode, result.stdout) == (0, "")
    assert (repo / "neu/fristen.md").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("format_", ["json", "csv", "md", "ics"])
def test_the_ending_of_the_file_decides_on_the_format(repo: Path, format_: str) -> None:
    assert at("-o", f"a.{format_}", cwd=repo).returncode == 0
    assert at("-o", "b", "--format", format_, cwd=repo).returncode == 0
    assert (repo / f"a.{format_}").read_bytes() == (repo / "b").read_bytes()


def test_an_office_without_anything_open_keeps_its_calendar_and_loses_its_events(repo: Path) -> None:
    assert at("--format", "ics", "--by", "office", "-o", "k", cwd=repo).returncode == 0
    before = (repo / "k/musterdorf--jugendamt.ics").read_text(encoding="utf-8")
    measures = repo / DORF / "measures.yaml"
    done = measures.read_text(encoding="utf-8").replace(
        "due: 2026-09,", "due: 2026-09, log: [{date: 2026-09-01, status: done}],"
    )
    measures.write_text(done, encoding="utf-8")
    assert at("--format", "ics", "--by", "office", "-o", "k", cwd=repo).returncode == 0
    after = (repo / "k/musterdorf--jugendamt.ics").read_text(encoding="utf-8")
    assert (before.count("BEGIN:VEVENT"), after.count("BEGIN:VEVENT")) == (1, 0)
    assert "BEGIN:VTIMEZONE" in after  # a calendar has at least one component


def test_the_calendar_of_one_office_touches_no_other(repo: Path) -> None:
    assert at("--format", "ics", "--by", "office", "--office", "Jugendamt", "-o", "k", cwd=repo).returncode == 0
    assert [file.name for file in (repo / "k").iterdir()] == ["musterdorf--jugendamt.ics"]


def test_a_calendar_is_not_written_through_a_link_to_a_record(repo: Path) -> None:
    audit = repo / DORF / "audit.yaml"
    before = audit.read_bytes()
    (repo / "k").mkdir()
    (repo / "k/musterdorf.ics").symlink_to(audit)
    assert at("--format", "ics", "--by", "municipality", "-o", "k", cwd=repo).returncode == 2
    assert audit.read_bytes() == before


def test_no_deadline_is_said_to_be_open_where_none_is(build: Build) -> None:
    repo = build(town({"audit.yaml": "rounds: []\n", "measures.yaml": "measures: []\n"}))
    result = at(cwd=repo)
    assert result.returncode == 0
    assert "Es ist keine Frist offen." in result.stdout


@pytest.mark.parametrize("options", [(), ("--all",), ("--all", "--explain"), ("--overdue",), ("--within", "P1Y")])
def test_the_page_fits_eighty_columns_and_has_no_blanks_at_line_ends(options: tuple[str, ...]) -> None:
    lines = at(*options, cwd=EXAMPLES).stdout.splitlines()
    assert max(len(line) for line in lines) <= 80
    assert all(line == line.rstrip() for line in lines)


def test_the_year_at_a_glance_counts_what_lies_ahead(repo: Path) -> None:
    lines = at(cwd=repo).stdout.splitlines()
    assert lines[3].split() == ["2026", "2027"]
    assert lines[4].split() == ["Nov", "Dez", "Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt"]
    assert lines[6].split() == ["–", "1", "–", "1", "–", "–", "1", "–", "–", "–", "–", "–"]


def test_status_and_deadlines_tell_the_same(repo: Path) -> None:
    status = json.loads(fgk("musterdorf", "--format", "json", "--at", DAY, cwd=repo, command="status").stdout)
    keys = ("id", "title", "due", "due_stated", "state", "basis", "record")
    found = objects(at("--format", "json", cwd=repo))
    assert status["deadlines"] == [{key: one[key] for key in keys} for one in found]
