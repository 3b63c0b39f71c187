"""The commands as a user runs them: whole processes, their output and their exit codes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Build
from repositories import EXAMPLES

MUSTERDORF = "municipalities/musterdorf"
SMALL = {
    "fgk.yaml": "format: 1\n",
    f"{MUSTERDORF}/municipality.yaml": "name: Musterdorf\nkind: municipality\nstate: NW\n",
    f"{MUSTERDORF}/audit.yaml": (
        "rounds:\n"
        "  - id: grund\n"
        "    stage: grundzertifikat\n"
        "    events:\n"
        "      - {event: adoption_resolution, date: 2025-03-04, resolution: rat-ziele}\n"
        "      - {event: certificate_issued, date: 2025-05-14}\n"
        "      - {event: annual_report, date: 2026-05-12, covers: [2026]}\n"
    ),
    f"{MUSTERDORF}/resolutions.yaml": (
        "resolutions:\n"
        "  - id: rat-ziele\n"
        "    title: Zielvereinbarung\n"
        "    kind: adoption\n"
        "    consultations:\n"
        "      - {body: Rat, date: 2025-03-04, role: decision, result: adopted}\n"
    ),
}


def fgk(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run fgk in a directory, without anything that the surroundings say about language, colour or repository."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FGK_", "NO_COLOR", "COLUMNS"))}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "fgk", *arguments],
        cwd=cwd,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def small(build: Build) -> Path:
    return build(SMALL)


def test_the_examples_have_no_errors() -> None:
    result = fgk("validate", "--at", "2026-11-23", cwd=EXAMPLES)
    assert result.returncode == 0, result.stdout
    assert "9 Kommunen" in result.stdout
    assert "0 Fehler" in result.stdout


def test_findings_are_printed_with_place_excerpt_and_hint(build: Build) -> None:
    root = build({**SMALL, f"{MUSTERDORF}/goals.yaml": "goals:\n  - id: ziel\n    titel: Betreuung\n"})
    result = fgk("validate", cwd=root)
    assert result.returncode == 1
    assert "✗ Fehler FGK104 unknown-key\n" in result.stdout
    assert f"┌─ {MUSTERDORF}/goals.yaml:3:5\n" in result.stdout
    assert " 3 │     titel: Betreuung\n   │     ^^^^^\n" in result.stdout
    assert "Meinten Sie „title“?" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("valdiate",), "Meinten Sie „validate“?"),
        (("validate", "-j", "0"), "--processes verlangt einen anderen Wert"),
        (("validate", "-j", "zwei"), "--processes verlangt einen anderen Wert"),
        (("validate", "--format", "json=a.json", "--format", "sarif=a.json"), "dieselbe Datei"),
        (("validate", "--output", f"{MUSTERDORF}/audit.yaml"), "wird nicht überschrieben"),
        (("validate", "--format", "sarif=fgk.yaml"), "wird nicht überschrieben"),
        (("validate", "--write-baseline", "--baseline", "fgk.yaml"), "wird nicht überschrieben"),
        (("report", "-m", "musterdorf", "--format", "md", "--output", "fgk.yaml"), "wird nicht überschrieben"),
    ],
)
def test_wrong_use_is_said_in_german_and_no_file_is_lost(small: Path, arguments: tuple[str, ...], words: str) -> None:
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    result = fgk(*arguments, cwd=small)
    assert result.returncode == 2
    assert words in result.stderr
    assert {path: path.read_bytes() for path in before} == before


def test_warnings_fail_only_where_that_is_asked_for(build: Build) -> None:
    root = build({**SMALL, f"{MUSTERDORF}/goals.yaml": "goals:\n  - {id: ziel, title: Betreuung, round: grund}\n"})
    assert fgk("validate", cwd=root).returncode == 0
    assert fgk("validate", "--fail-on", "warning", cwd=root).returncode == 1
    assert fgk("validate", "--fail-on", "sometimes", cwd=root).returncode == 2


def test_one_broken_municipality_hides_no_other(build: Build) -> None:
    root = build({**SMALL, "municipalities/kaputt/municipality.yaml": "name: [\n"})
    result = fgk("status", "--at", "2026-11-23", cwd=root)
    assert result.returncode == 1
    assert "Musterdorf" in result.stdout
    assert "kaputt" in result.stdout
    data = json.loads(fgk("status", "--format", "json", "--at", "2026-11-23", cwd=root).stdout)
    broken, sound = data["municipalities"]
    assert (broken["municipality"], broken["phase"], broken["errors"]) == ("kaputt", None, 2)
    assert (sound["municipality"], sound["phase"]) == ("musterdorf", "implementation")


def test_a_misspelt_municipality_is_wrong_use(small: Path) -> None:
    for arguments in (("status", "musterdrof"), ("validate", "musterdrof"), ("report", "-m", "musterdrof")):
        result = fgk(*arguments, cwd=small)
        assert result.returncode == 2
        assert "Meinten Sie „musterdorf“?" in result.stderr
        assert result.stdout == ""


def test_an_empty_repository_is_fine_and_says_so(build: Build) -> None:
    root = build({"fgk.yaml": "format: 1\n"})
    for command in ("validate", "status"):
        result = fgk(command, cwd=root)
        assert result.returncode == 0
        assert "municipality.yaml" in result.stderr


def test_without_a_repository_nothing_can_run(tmp_path: Path) -> None:
    result = fgk("validate", "--format", "json", cwd=tmp_path)
    assert result.returncode == 3
    assert json.loads(result.stdout)["error"]
    assert "--repo" in result.stderr
    assert fgk("status", "--repo", "nowhere", cwd=tmp_path).returncode == 3


def test_the_repository_is_found_in_four_ways(small: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    deep = small / MUSTERDORF
    without_settings = tmp_path_factory.mktemp("without-settings")
    shutil.copytree(small / "municipalities", without_settings / "municipalities")
    for result in (
        fgk("status", "musterdorf", "--repo", str(small), cwd=elsewhere, FGK_REPO=str(elsewhere)),
        fgk("status", "musterdorf", cwd=elsewhere, FGK_REPO=str(small)),
        fgk("status", "musterdorf", cwd=deep),
        fgk("status", "musterdorf", cwd=without_settings / "municipalities" / "musterdorf"),
    ):
        assert result.returncode == 0, result.stderr
        assert "Musterdorf" in result.stdout


def test_shared_options_stand_before_or_after_the_command(small: Path) -> None:
    before = fgk("--at", "2024-01-01", "--format", "json", "status", "musterdorf", cwd=small)
    after = fgk("status", "musterdorf", "--at", "2024-01-01", "--format", "json", cwd=small)
    assert before.stdout == after.stdout
    assert json.loads(after.stdout)["phase"] == "not_started"


def test_language_comes_from_option_environment_or_settings(build: Build) -> None:
    root = build(SMALL)
    assert "Umsetzung" in fgk("status", "musterdorf", "--at", "2026-01-01", cwd=root).stdout
    assert "Implementation" in fgk("status", "musterdorf", "--at", "2026-01-01", "--lang", "en", cwd=root).stdout
    assert "Implementation" in fgk("status", "musterdorf", "--at", "2026-01-01", cwd=root, FGK_LANG="en").stdout
    (root / "fgk.yaml").write_text("format: 1\nlanguage: en\n", encoding="utf-8")
    assert "Implementation" in fgk("status", "musterdorf", "--at", "2026-01-01", cwd=root).stdout
    assert fgk("status", "--lang", "fr", cwd=root).returncode == 2


def test_help_is_german_by_default_and_english_on_request(small: Path) -> None:
    german = fgk("validate", "--help", cwd=small).stdout
    english = fgk("validate", "--help", "--lang", "en", cwd=small).stdout
    assert german.startswith("Aufruf: fgk validate")
    assert "Diese Hilfe anzeigen." in german
    assert english.startswith("Usage: fgk validate")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("validate", "--nonsense"),
        ("status", "a", "b"),
        ("report",),
        ("status", "--at", "24.06.2013"),
        ("status", "--format", "pdf"),
        ("status", "--color", "red"),
        ("explain",),
        ("explain", "FGK99"),
        ("schema", "measure"),
        ("status", "musterdorf", "--round", "zweite"),
        ("report", "-m", "musterdorf", "--kind", "roman"),
    ],
)
def test_wrong_use_is_explained_without_a_traceback(small: Path, arguments: tuple[str, ...]) -> None:
    result = fgk(*arguments, cwd=small)
    assert result.returncode == 2, result.stderr
    assert result.stderr.startswith("fgk: ")
    assert "Traceback" not in result.stderr


def test_a_german_date_is_answered_with_the_right_form(small: Path) -> None:
    result = fgk("status", "--at", "24.06.2013", cwd=small)
    assert "2013-06-24" in result.stderr


def test_colour_is_a_matter_of_choice(small: Path) -> None:
    assert "\x1b[" in fgk("status", "musterdorf", "--color", "always", cwd=small).stdout
    assert "\x1b[" not in fgk("status", "musterdorf", "--color", "never", cwd=small).stdout
    assert "\x1b[" not in fgk("status", "musterdorf", cwd=small).stdout


def test_status_fits_eighty_columns() -> None:
    names = sorted(path.name for path in (EXAMPLES / "municipalities").iterdir())
    assert {"musterstadt", "herten", "doppelstadt"} <= set(names)
    for name in (*names, None):
        result = fgk("status", *([name] if name else []), "--at", "2026-11-23", cwd=EXAMPLES)
        assert result.returncode == 0
        assert max(len(line) for line in result.stdout.splitlines()) <= 80
        assert all(line == line.rstrip() for line in result.stdout.splitlines())


def test_status_shows_first_where_the_municipality_stands_and_what_is_late() -> None:
    lines = fgk("status", "musterstadt", "--at", "2026-11-23", cwd=EXAMPLES).stdout.splitlines()
    assert lines[0].startswith("Musterstadt · Gemeinde, Nordrhein-Westfalen")
    assert lines[0].rstrip().endswith("Stand 23.11.2026")
    assert lines[1] == "Umsetzung · Aufbauzertifikat, gültig bis 24.09.2028 (berechnet), noch 22 Monate"
    assert lines[3] == "▲ Überfällig (3)"


def test_explain_shows_a_rule_by_code_or_name(small: Path) -> None:
    by_code = fgk("explain", "fgk501", cwd=small).stdout
    assert by_code == fgk("explain", "overdue-measure", cwd=small).stdout
    assert "Warum" in by_code
    assert len(fgk("explain", "--list", cwd=small).stdout.splitlines()) >= 60
    assert json.loads(fgk("explain", "FGK501", "--format", "json", cwd=small).stdout)["severity"] == "warning"


def test_schema_is_printed_or_written(small: Path) -> None:
    printed = fgk("schema", "measures", cwd=small).stdout
    assert json.loads(printed)["properties"]["measures"]
    assert set(json.loads(fgk("schema", cwd=small).stdout)) >= {"municipality", "audit", "measures", "fgk", "procedure"}
    assert fgk("schema", "--output", "out", cwd=small).returncode == 0
    assert (small / "out/measures.schema.json").read_text(encoding="utf-8") == printed


def test_report_is_written_where_it_is_wanted(small: Path) -> None:
    result = fgk("report", "-m", "musterdorf", "--output", "neu/bericht.html", "--at", "2026-01-01", cwd=small)
    assert result.returncode == 0, result.stderr
    assert (small / "neu/bericht.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert list((small / "neu").iterdir()) == [small / "neu/bericht.html"]
    markdown = fgk("report", "--municipality", "musterdorf", "--at", "2026-01-01", cwd=small).stdout
    assert markdown.startswith("# ")


def test_a_municipality_that_cannot_be_assessed_has_no_report(build: Build) -> None:
    root = build({**SMALL, f"{MUSTERDORF}/audit.yaml": "rounds: 3\n"})
    result = fgk("report", "-m", "musterdorf", cwd=root)
    assert result.returncode == 1
    assert "fgk validate musterdorf" in result.stderr


def test_a_broken_template_is_named_with_its_line(build: Build) -> None:
    root = build({**SMALL, "templates/status.md.j2": "# Bericht\n\n{{ nonsense.at.all }}\n"})
    result = fgk("report", "-m", "musterdorf", cwd=root)
    assert result.returncode == 1
    assert "templates/status.md.j2:3" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="the shell of this system has no head")
def test_a_closed_pipe_is_no_accident(small: Path) -> None:
    command = f"{sys.executable} -m fgk explain --list | head -n 1"
    result = subprocess.run(["sh", "-c", command], cwd=small, capture_output=True, text=True, check=False)
    assert result.returncode == 0
    assert result.stderr == ""


def test_status_does_not_import_what_it_does_not_need() -> None:
    probe = (
        "import sys; from fgk.cli.main import run; run(['status', 'herten', '--at', '2026-11-23']);"
        "print(*(name for name in ('jinja2', 'babel', 'fgk.rules.catalogue', 'fgk.source.yaml_errors')"
        " if name in sys.modules), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", probe], cwd=EXAMPLES, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert result.stderr.strip() == ""


def test_completion_offers_municipalities(small: Path) -> None:
    result = fgk(cwd=small, _FGK_COMPLETE="complete_bash", COMP_WORDS="fgk status muster", COMP_CWORD="2")
    assert "musterdorf" in result.stdout


def test_an_intention_is_a_deadline(build: Build) -> None:
    planned = "      - {event: annual_report, date: 2027-05, planned: true}\n"
    root = build({**SMALL, f"{MUSTERDORF}/audit.yaml": SMALL[f"{MUSTERDORF}/audit.yaml"] + planned})
    data = json.loads(fgk("status", "musterdorf", "--format", "json", "--at", "2026-01-01", cwd=root).stdout)
    (found,) = (deadline for deadline in data["deadlines"] if deadline["id"].startswith("planned:"))
    assert found == {
        "id": "planned:grund/annual_report/1",
        "title": "Jahresbericht",
        "due": "2027-05-31",
        "due_stated": "2027-05",
        "state": "upcoming",
        "basis": "stated",
        "record": {"type": "event", "id": "grund/annual_report/2027-05"},
    }
    assert data["audit"]["last_event"] == {"event": "certificate_issued", "date": "2025-05-14"}
    late = fgk("status", "musterdorf", "--at", "2027-06-01", cwd=root).stdout.split("Als Nächstes")[0]
    assert "▲ Überfällig (3)" in late
    assert "seit 31.05.2027" in late
    english = fgk("status", "musterdorf", "--at", "2026-01-01", "--lang", "en", cwd=root).stdout
    assert "Annual report" in english


def test_the_catalogue_speaks_english_where_that_is_asked_for(build: Build) -> None:
    root = build({**SMALL, f"{MUSTERDORF}/action-fields.yaml": "action_fields: [{id: bildung, code: HF3}]\n"})
    assert "HF3 Bildung und Erziehung" in fgk("status", "musterdorf", cwd=root).stdout
    assert "HF3 Education and upbringing" in fgk("status", "musterdorf", "--lang", "en", cwd=root).stdout


def test_a_fingerprint_survives_lines_and_records_that_come_before(build: Build) -> None:
    slip = "  - {id: anbau, title: Anbau, due: 30.06.2025}\n"
    root = build({**SMALL, f"{MUSTERDORF}/measures.yaml": f"measures:\n{slip}"})
    before = json.loads(fgk("validate", "--at", "2026-11-23", "--format", "json", cwd=root).stdout)["diagnostics"][0]
    (root / MUSTERDORF / "measures.yaml").write_text(
        f"# Maßnahmen\n\nmeasures:\n  - {{id: umbau, title: Umbau, goal: ziel}}\n{slip}", encoding="utf-8"
    )
    after = json.loads(fgk("validate", "--at", "2026-11-23", "--format", "json", cwd=root).stdout)["diagnostics"]
    moved = next(diagnostic for diagnostic in after if diagnostic["code"] == "FGK107")
    assert (before["line"], moved["line"]) == (2, 5)
    assert before["fingerprint"] == moved["fingerprint"]


def test_a_report_says_that_something_is_missing_from_it(build: Build) -> None:
    root = build({**SMALL, f"{MUSTERDORF}/measures.yaml": "measures:\n  - {id: anbau, titel: Anbau}\n"})
    result = fgk("report", "-m", "musterdorf", "--at", "2026-01-01", cwd=root)
    assert result.returncode == 0
    assert "fgk validate musterdorf" in result.stderr
    assert "\n\n**Hier fehlen Angaben, denn in den Dateien ist 1 Fehler.**\n\n" in result.stdout


def test_the_ending_of_a_report_must_be_one_that_exists(small: Path) -> None:
    result = fgk("report", "-m", "musterdorf", "--output", "bericht.odt", cwd=small)
    assert result.returncode == 2
    assert ".html" in result.stderr
    assert not (small / "bericht.odt").exists()


@pytest.mark.skipif(not Path("/dev/stderr").exists(), reason="this system has no /dev/stderr")
def test_a_report_can_go_to_a_device(small: Path) -> None:
    result = fgk("report", "-m", "musterdorf", "--format", "md", "--output", "/dev/stderr", "--quiet", cwd=small)
    assert result.returncode == 0
    assert "Musterdorf" in result.stderr


def test_a_misspelt_collection_directory_is_noticed(build: Build) -> None:
    root = build(
        {**SMALL, f"{MUSTERDORF}/mesures/2025.yaml": "measures: []\n", f"{MUSTERDORF}/belege/x.yaml": "a: 1\n"}
    )
    found = json.loads(fgk("validate", "--at", "2026-11-23", "--format", "json", cwd=root).stdout)["diagnostics"]
    assert [(one["code"], one["path"]) for one in found] == [("FGK015", f"{MUSTERDORF}/mesures")]


def test_explain_and_schema_need_no_repository(tmp_path: Path) -> None:
    assert fgk("explain", "FGK501", cwd=tmp_path).returncode == 0
    assert fgk("schema", "measures", "--output", "out", cwd=tmp_path).returncode == 0
    assert (tmp_path / "out/measures.schema.json").exists()


def test_round_counts_another_round_than_the_present_one() -> None:
    shared = ("musterstadt", "--format", "json", "--at", "2026-11-23")
    totals = {
        name: json.loads(fgk("status", *shared, *arguments, cwd=EXAMPLES).stdout)["measures"]["total"]
        for name, arguments in {
            "present": (),
            "first": ("--round", "grund-2021"),
            "all": ("--round", "all"),
        }.items()
    }
    assert totals["all"] == totals["present"] + totals["first"]
    everywhere = fgk("status", "--round", "grund-2021", "--at", "2026-11-23", cwd=EXAMPLES)
    assert everywhere.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_closed_and_full_streams_are_no_accident(small: Path) -> None:
    for command, codes in (
        ("status >&-", (0, 3)),
        ("status --format json >&-", (3,)),
        ("status nobody 2>&-", (2,)),
        ("status --format json >/dev/full", (3,)),
    ):
        line = f"{sys.executable} -m fgk {command}"
        result = subprocess.run(["sh", "-c", line], cwd=small, capture_output=True, text=True, check=False)
        assert result.returncode in codes, command
        assert "Traceback" not in result.stderr


def test_a_slip_in_the_settings_changes_no_other_setting(build: Build) -> None:
    slip = "format: 1\nlanguage: en\ndue_soon: 60 Tage\n"
    root = build({**SMALL, "fgk.yaml": slip})
    found = json.loads(fgk("validate", "--at", "2026-11-23", "--format", "json", cwd=root).stdout)["diagnostics"]
    assert [(one["code"], one["line"]) for one in found] == [("FGK108", 3)]
    assert "Implementation" in fgk("status", "musterdorf", "--at", "2026-01-01", cwd=root).stdout


def test_no_state_is_derived_under_a_procedure_that_nobody_can_read(build: Build) -> None:
    root = build({**SMALL, "fgk.yaml": "format: 1\nprocedure: [x]\n"})
    found = json.loads(fgk("validate", "--at", "2026-11-23", "--format", "json", cwd=root).stdout)["diagnostics"]
    assert [(one["code"], one["line"]) for one in found] == [("FGK103", 2)]
    result = fgk("status", "musterdorf", "--format", "json", cwd=root)
    assert result.returncode == 1
    assert json.loads(result.stdout)["phase"] is None


def test_a_suppression_is_not_called_unused_where_a_rule_could_not_look(build: Build) -> None:
    measures = "measures:\n  - id: anbau\n    title: Anbau\n    due: 2025 # fgk: ignore[overdue-measure] abgesprochen\n"
    sound = build({**SMALL, f"{MUSTERDORF}/measures.yaml": measures})
    codes = [one["code"] for one in json.loads(fgk("validate", "--format", "json", cwd=sound).stdout)["diagnostics"]]
    assert codes == ["FGK604"]
    (sound / MUSTERDORF / "measures.yaml").write_text(measures + "    prio: high\n", encoding="utf-8")
    codes = [one["code"] for one in json.loads(fgk("validate", "--format", "json", cwd=sound).stdout)["diagnostics"]]
    assert codes == ["FGK104"]


@pytest.mark.parametrize(
    "template",
    [
        "{% for i in range(100000) %}{{ range(100000)|sum }}{% endfor %}",
        "{{ lipsum(n=1000000)|length }}",
        "{{ 'x'.ljust(1000000000)|length }}",
        "{{ '%1000000000d'|format(1) }}",
        "{% set ns = namespace(x='aaaaaaaaaaaaaaaa') %}{% for i in range(40) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{% set x = range(99999)|list %}{% for i in range(1999) %}{% set y = x|sort|reverse|list %}{% endfor %}",
        "{{ [1]|slice(1000000000)|list|length }}",
        "{{ ''.__class__.__mro__ }}",
    ],
)
def test_a_hostile_template_is_refused_before_it_costs_much(build: Build, template: str) -> None:
    root = build({**SMALL, "templates/status.md.j2": template})
    result = fgk("report", "-m", "musterdorf", cwd=root)
    assert result.returncode == 1
    assert "templates/status.md.j2:1" in result.stderr
    assert "Traceback" not in result.stderr


def test_without_libyaml_fgk_says_how_to_get_it(small: Path) -> None:
    probe = "import sys, yaml; yaml.__with_libyaml__ = False; from fgk.cli.main import run; sys.exit(run(['validate']))"
    result = subprocess.run([sys.executable, "-c", probe], cwd=small, capture_output=True, text=True, check=False)
    assert result.returncode == 3
    assert "--only-binary" in result.stderr
