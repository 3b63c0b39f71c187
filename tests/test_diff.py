"""``fgk diff``: what changed in meaning between two states of a real repository, and nothing else."""

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from commits import git, recorded, repository
from fgk.cli.main import run
from fgk.comparison.changes import Change, ChangeKind, compare
from fgk.comparison.flat import Flat, flat
from fgk.comparison.matching import renamed
from fgk.loading.repository import open_repository
from fgk.usecases.portfolio import assessed, selected
from repositories import DAY, HOME, SOUND, memory, municipality, write

SCHEMA = json.loads((Path(__file__).parent.parent / "schemas/output/diff.schema.json").read_text("utf-8"))
MEASURES = SOUND["measures.yaml"]


def diff(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    capsys.readouterr()
    found = run(["diff", *arguments, "--repo", str(root), "--at", DAY.isoformat(), "--format", "json", "--lang", "de"])
    captured = capsys.readouterr()
    assert found == code, captured.err
    data: dict[str, Any] = json.loads(captured.out)
    Draft7Validator(SCHEMA).validate(data)
    return data


def shown(capsys: pytest.CaptureFixture[str], root: Path, format_: str, *arguments: str, lang: str = "de") -> str:
    capsys.readouterr()
    options = ["--repo", str(root), "--at", DAY.isoformat(), "--format", format_, "--lang", lang]
    assert run(["diff", *arguments, *options]) == 0
    return capsys.readouterr().out


def brief(data: dict[str, Any]) -> list[tuple[object, ...]]:
    """Give the changes as kind, record, id, field, old and new."""
    keys = ("kind", "record", "id", "field", "old", "new")
    return [tuple(one[key] for key in keys) for one in data["changes"]]


def empty(data: dict[str, Any]) -> bool:
    lists = data["changes"], data["derived"], data["findings"]["new"], data["findings"]["resolved"]
    return lists == ([], [], [], [])


# -- what is no change -------------------------------------------------------------------------------------------------


def test_layout_comments_order_and_line_ends_are_no_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path)
    first, *others = re.split(r"(?=^  - id: )", MEASURES, flags=re.MULTILINE)
    shuffled = first + "".join(reversed(others))
    moved = shuffled.replace('    goal: plaetze\n    number: "1.1.1"\n', "    number: '1.1.1'\n    goal: plaetze\n")
    assert moved != shuffled
    write(root, {f"{HOME}/measures.yaml": "# Kommentar\n" + moved.replace("\n", "\r\n")})
    assert empty(diff(capsys, root))


def test_a_collection_that_is_split_into_files_is_no_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path)
    first, *others = re.split(r"(?=^  - id: )", MEASURES, flags=re.MULTILINE)
    (root / HOME / "measures.yaml").unlink()
    write(root, {f"{HOME}/measures/teil-{number}.yaml": first + one for number, one in enumerate(others)})
    assert empty(diff(capsys, root))
    assert shown(capsys, root, "text").endswith("Dem Sinn nach hat sich nichts geändert.\n")


def test_a_municipality_that_moves_to_another_directory_is_no_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path)
    shutil.move(root / HOME, root / "municipalities/nrw/musterstadt")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Umzug")
    assert empty(diff(capsys, root, "HEAD~1..HEAD"))


def test_the_same_value_written_otherwise_is_no_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path)
    text = MEASURES.replace("    title: Neue Kita\n", "    visibility: public\n    title: 'Neue Kita'\n    note:\n")
    assert text != MEASURES
    write(root, {f"{HOME}/measures.yaml": text})
    assert empty(diff(capsys, root))


# -- what is one -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("measures", "due: 2026-03", "due: 2027-03", ("changed", "measure", "kita", "due", "2026-03", "2027-03")),
        ("measures", "id: kita\n", "id: kita-neu\n", ("renamed", "measure", "kita", "id", "kita", "kita-neu")),
        (
            "measures",
            "office: Jugendamt",
            "office: Bauamt",
            ("changed", "measure", "kita", "responsible.office", "Jugendamt", "Bauamt"),
        ),
        (
            "measures",
            "date: 2025-01-15",
            "date: 2024-12-15",
            ("changed", "log_entry", "kita/2025-01-15", "date", "2025-01-15", "2024-12-15"),
        ),
        ("goals", "target: 150.5", "target: 120", ("changed", "indicator", "plaetze/anzahl", "target", "150.5", "120")),
        (
            "goals",
            "rating: partly",
            "rating: achieved",
            ("changed", "goal", "plaetze", "assessment.rating", "partly", "achieved"),
        ),
        (
            "audit",
            "date: 2023-03-15",
            "date: 2023-03-14",
            ("changed", "event", "grund/participation_resolution/2023-03-15", "date", "2023-03-15", "2023-03-14"),
        ),
        (
            "audit",
            "valid_until: 2027-10",
            "valid_until: 2028-10",
            ("changed", "round", "grund", "valid_until", "2027-10", "2028-10"),
        ),
        (
            "municipality",
            "value: 61000",
            "value: 62000",
            ("changed", "municipality", None, "population.value", 61000, 62000),
        ),
    ],
)
def test_a_field_is_named_with_its_old_and_new_value(
    file: str,
    old: str,
    new: str,
    expected: tuple[object, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = repository(tmp_path)
    text = SOUND[f"{file}.yaml"]
    assert text.count(old) >= 1
    write(root, {f"{HOME}/{file}.yaml": text.replace(old, new, 1)})
    assert brief(diff(capsys, root)) == [expected]


def test_what_names_a_renamed_record_follows_and_is_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path)
    write(
        root,
        {
            f"{HOME}/goals.yaml": SOUND["goals.yaml"].replace("id: plaetze", "id: betreuungsplaetze"),
            f"{HOME}/measures.yaml": MEASURES.replace("goal: plaetze", "goal: betreuungsplaetze"),
        },
    )
    data = diff(capsys, root)
    assert brief(data)[0] == ("renamed", "goal", "plaetze", "id", "plaetze", "betreuungsplaetze")
    assert {one["field"] for one in data["changes"][1:]} == {"goal"}
    text = shown(capsys, root, "text")
    assert "neue Kennung: „plaetze“ heißt jetzt „betreuungsplaetze“" in text
    assert "Maßnahme" not in text


def test_an_entry_that_is_added_to_a_log_is_new_and_changes_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path)
    entry = "      - {date: 2026-11-01, status: done, sources: [stadt]}\n"
    text = MEASURES.replace("    log:\n", f"    log:\n{entry}", 1)
    write(root, {f"{HOME}/measures.yaml": text})
    data = diff(capsys, root)
    assert [(one["kind"], one["record"], one["id"]) for one in data["changes"]] == [
        ("added", "log_entry", "kita/2026-11-01")
    ]
    assert data["changes"][0]["new"] == {"sources": ["stadt"], "date": "2026-11-01", "status": "done"}
    derived = {one["what"]: (one["old"], one["new"]) for one in data["derived"] if one["id"] is None}
    assert derived["done"][1] == derived["done"][0] + 1
    assert "Stand vom 01.11.2026" in shown(capsys, root, "text") or "umgesetzt" in shown(capsys, root, "text")


def test_two_bodies_that_change_places_are_a_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = [
        "{body: Rat, role: decision, date: 2025, result: adopted}",
        "{body: Kreistag, role: decision, date: 2025, result: rejected}",
    ]
    head = "  - {id: zwei, title: Zwei, kind: other, consultations: ["
    files = [
        {f"{HOME}/resolutions.yaml": f"{SOUND['resolutions.yaml']}{head}{', '.join(order)}]}}\n"}
        for order in (steps, steps[::-1])
    ]
    root = repository(tmp_path, municipality())
    recorded(root, files[0])
    write(root, files[1])
    assert brief(diff(capsys, root)) == [
        (
            "changed",
            "resolution",
            "zwei",
            "consultations",
            ["zwei/Rat/2025", "zwei/Kreistag/2025"],
            ["zwei/Kreistag/2025", "zwei/Rat/2025"],
        )
    ]


def test_a_municipality_that_comes_goes_or_gets_another_name_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path)
    shutil.move(root / HOME, root / "municipalities/neustadt")
    data = diff(capsys, root)
    assert brief(data) == [("renamed", "municipality", None, "slug", "musterstadt", "neustadt")]
    assert "neue Kennung: „musterstadt“ heißt jetzt „neustadt“" in shown(capsys, root, "text")
    shutil.rmtree(root / "municipalities/neustadt")
    data = diff(capsys, root)
    assert {one["kind"] for one in data["changes"]} == {"removed"}
    assert "Musterstadt – entfernt" in shown(capsys, root, "text")
    recorded(root, {})
    write(root, municipality())
    assert {one["kind"] for one in diff(capsys, root)["changes"]} == {"added"}


def test_findings_that_come_and_go_are_told_wherever_the_record_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = MEASURES.replace("goal: plaetze", "goal: fehlt", 1)
    root = recorded(repository(tmp_path), {f"{HOME}/measures.yaml": broken})
    assert [one["code"] for one in diff(capsys, root, "HEAD~1..HEAD")["findings"]["new"]] == ["FGK202"]
    resolved = diff(capsys, root, "HEAD..HEAD~1")["findings"]
    assert ([one["code"] for one in resolved["resolved"]], resolved["new"]) == (["FGK202"], [])
    (root / HOME / "measures.yaml").unlink()
    write(root, {f"{HOME}/measures/alle.yaml": broken})
    assert empty(diff(capsys, root))


def test_of_a_record_that_cannot_be_read_nothing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path)
    write(root, {f"{HOME}/measures.yaml": MEASURES.replace("due: 2026-03", "due: demnächst")})
    data = diff(capsys, root)
    assert data["changes"] == []
    assert [one["code"] for one in data["findings"]["new"]] == ["FGK107"]
    write(root, {f"{HOME}/measures.yaml": "measures: ["})
    data = diff(capsys, root)
    assert data["changes"] == []


def test_settings_concern_everybody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path)
    write(root, {"fgk.yaml": "due_soon: P400D\nignore: [{rule: overdue-measure, reason: Darum}]\n"})
    data = diff(capsys, root)
    assert {(one["record"], one["id"]) for one in data["changes"]} == {
        ("settings", None),
        ("ignore", "overdue-measure"),
    }
    assert any(one["what"] == "deadline_state" for one in data["derived"])


# -- which states ------------------------------------------------------------------------------------------------------


def test_two_revisions_are_named_in_every_way_that_git_knows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path)
    git(root, "checkout", "-qb", "zweig")
    recorded(root, {f"{HOME}/measures.yaml": MEASURES.replace("due: 2026-03", "due: 2027-03")})
    git(root, "checkout", "-q", "main")
    recorded(root, {f"{HOME}/goals.yaml": SOUND["goals.yaml"].replace("Mehr Plätze", "Viel mehr Plätze")})
    due, title = ("due", "2026-03", "2027-03"), ("title", "Mehr Plätze", "Viel mehr Plätze")

    def fields(*arguments: str) -> list[tuple[str, str, str]]:
        return [(one["field"], one["old"], one["new"]) for one in diff(capsys, root, *arguments)["changes"]]

    assert fields("main..zweig") == [title[:1] + title[:0:-1], due]
    assert fields("main...zweig") == [due]
    assert fields("zweig...main") == [title]
    assert fields("main~1..") == fields("main~1", "--rev", "main") == fields("main~1") == [title]
    assert fields("..main~1") == [title[:1] + title[:0:-1]]
    assert fields() == []
    assert diff(capsys, root, "main..zweig", "--rev", "HEAD", code=2)["error"]
    assert diff(capsys, root, "fehlt", code=2)["error"]
    assert diff(capsys, root, "--", "--output=x", code=2)["error"]


def test_only_some_municipalities_may_be_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = municipality() | {path.replace("musterstadt", "neustadt"): text for path, text in municipality().items()}
    root = repository(tmp_path, files)
    write(root, {path: text.replace("due: 2026-03", "due: 2027-03") for path, text in files.items()})
    assert {one["municipality"] for one in diff(capsys, root)["changes"]} == {"musterstadt", "neustadt"}
    assert {one["municipality"] for one in diff(capsys, root, "-m", "neustadt")["changes"]} == {"neustadt"}
    assert diff(capsys, root, "-m", "neustatt", code=2)["error"].endswith("gibt es hier nicht")
    git(root, "checkout", "-q", ".")
    assert empty(diff(capsys, root, "-m", "neustadt"))


def test_a_bare_repository_has_revisions_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = recorded(
        repository(tmp_path / "r"), {f"{HOME}/measures.yaml": MEASURES.replace("due: 2026-03", "due: 2027-03")}
    )
    git(tmp_path, "clone", "-q", "--bare", str(root), "bestand.git")
    bare = tmp_path / "bestand.git"
    assert [one["field"] for one in diff(capsys, bare, "main~1..main")["changes"]] == ["due"]
    assert "keine Dateien" in diff(capsys, bare, "main", code=2)["error"]


def test_a_shallow_clone_says_that_it_lacks_the_ancestor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path / "r")
    git(root, "checkout", "-qb", "zweig")
    recorded(root, {"neu.txt": "x"})
    git(root, "checkout", "-q", "main")
    recorded(root, {"anders.txt": "x"})
    git(tmp_path, "clone", "-q", "--depth=1", "--no-single-branch", root.as_uri(), "flach")
    error = diff(capsys, tmp_path / "flach", "origin/main...origin/zweig", code=3)["error"]
    assert "keinen gemeinsamen Vorgänger" in error


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)])
def test_the_repository_may_be_a_part_of_a_larger_one(
    options: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "init", "-q", "-b", "main", *options)
    root = tmp_path / "akten ä"
    recorded(tmp_path, {f"akten ä/{path}": text for path, text in municipality().items()})
    recorded(
        tmp_path,
        {f"akten ä/{HOME}/measures.yaml": MEASURES.replace("due: 2026-03", "due: 2027-03"), "daneben.txt": "x"},
    )
    assert [one["field"] for one in diff(capsys, root, "HEAD~1..HEAD")["changes"]] == ["due"]
    assert [one["field"] for one in diff(capsys, root, "HEAD~1")["changes"]] == ["due"]


def test_what_a_link_leads_to_is_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path)
    (root / HOME / "measures.yaml").unlink()
    write(root, {"ablage/massnahmen.yaml": MEASURES})
    (root / "ablage/kette").symlink_to("massnahmen.yaml")
    (root / HOME / "measures.yaml").symlink_to("../../ablage/kette")
    recorded(root, {})
    recorded(root, {"ablage/massnahmen.yaml": MEASURES.replace("due: 2026-03", "due: 2027-03")})
    assert [one["field"] for one in diff(capsys, root, "HEAD~1..HEAD")["changes"]] == ["due"]


def test_a_link_may_lead_through_a_directory_that_is_a_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path)
    (root / HOME / "measures.yaml").unlink()
    write(root, {"ablage/unten/massnahmen.yaml": MEASURES, "ablage/unten/tief/leer.txt": "x\n"})
    (root / "abkuerzung").symlink_to("ablage/unten/tief")
    (root / HOME / "measures.yaml").symlink_to("../../abkuerzung/../massnahmen.yaml")
    recorded(root, {})
    recorded(root, {"ablage/unten/massnahmen.yaml": MEASURES.replace("due: 2026-03", "due: 2027-03")})
    assert [one["field"] for one in diff(capsys, root, "HEAD~1..HEAD")["changes"]] == ["due"]


def test_records_are_told_kind_by_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path)
    texts = {
        name: SOUND[name].replace("    title: ", "    title: Neu: ", 1) for name in ("goals.yaml", "measures.yaml")
    }
    texts["resolutions.yaml"] = SOUND["resolutions.yaml"].replace("    title: ", "    title: Neu, ", 1)
    write(root, {f"{HOME}/{name}": text.replace("Neu: ", "Neu ") for name, text in texts.items()})
    capsys.readouterr()
    assert run(["diff", "--repo", str(root), "--at", DAY.isoformat(), "--lang", "de"]) == 0
    text = capsys.readouterr().out
    places = [text.index(f"\n  {kind} „") for kind in ("Ziel", "Maßnahme", "Beschluss")]
    assert places == sorted(places)


# -- how it looks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "german", "english"),
    [
        ("measures.yaml", "amount: 12000.50", "amount: 1250000", "Betrag: 12.000,50 € → 1.250.000 €", "€12,000.50 → €1,250,000"),
        ("measures.yaml", "percent: 20", "percent: 65", "Prozent: 20 % → 65 %", "Percent: 20% → 65%"),
        ("measures.yaml", ", subject_to_budget: true", "", "Haushaltsvorbehalt: ja → nein", "yes → no"),
        ("measures.yaml", "    title: Ein Bus\n", "    title: Ein Bus\n    visibility: internal\n", "öffentlich → intern", "public → internal"),
        ("audit.yaml", "stage: aufbauzertifikat", "stage: grundzertifikat", "Stufe: Aufbauzertifikat → Grundzertifikat", "Stage: "),
        ("audit.yaml", "date: 2024-11-12", "date: 2024-11-13", "Ereignis „Zertifikat überreicht“, 13.11.2024: Datum: ", "Event “"),
        ("goals.yaml", "value: 120", "value: 121", "Messwert der Kennzahl „anzahl“, 06/2025: Wert: 120 → 121", "Measured value of “anzahl”, 2025-06"),
        ("municipality.yaml", "value: 61000", "value: 61500", "61.000 → 61.500", "61,000 → 61,500"),
    ],
)  # fmt: skip
def test_values_are_told_in_words_with_what_holds_where_nothing_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, german: str, english: str
) -> None:
    root = repository(tmp_path)
    assert old in SOUND[file]
    write(root, {f"{HOME}/{file}": SOUND[file].replace(old, new, 1)})
    for expected, lang in ((german, "de"), (english, "en")):
        text = " ".join(shown(capsys, root, "text", lang=lang).split())
        assert expected in text


def test_of_long_texts_what_is_around_the_difference_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "Wir sind füreinander da, " * 30
    root = repository(tmp_path)
    concept = SOUND["municipality.yaml"].replace("Familie ist, wo Menschen da sind.", f"{long}jederzeit.")
    recorded(root, {f"{HOME}/municipality.yaml": concept})
    write(root, {f"{HOME}/municipality.yaml": concept.replace("jederzeit", "manchmal")})
    text = " ".join(shown(capsys, root, "text").split())
    assert "jederzeit.“ → „…" in text
    assert "manchmal.“" in text


def test_what_is_new_is_summed_up_by_what_matters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path)
    entry = (
        "      - {date: 2026-11-10, status: postponed, new_due: 2027-03, resolution: rat-neu, "
        "visibility: internal, reason: Personal fehlt}\n"
    )
    decided = (
        "  - id: rat-neu\n    title: Aufschub\n    kind: amendment\n    consultations:\n"
        "      - {body: Rat, role: decision, date: 2026-11-05, result: adopted}\n"
    )
    new = "  - {id: rampe, goal: beratung, title: Rampe, due: 2027-05, responsible: {office: Bauhof}}\n"
    measures = MEASURES.replace("    log:\n", f"    log:\n{entry}", 1).replace("measures:\n", f"measures:\n{new}")
    files = {f"{HOME}/measures.yaml": measures, f"{HOME}/resolutions.yaml": SOUND["resolutions.yaml"] + decided}
    write(root, files)
    text = " ".join(shown(capsys, root, "text").split())
    assert (
        "Eintrag im Verlauf, 10.11.2026 – neu: verschoben, neue Fälligkeit 03/2027, Beschluss „rat-neu“, intern "
        "– Personal fehlt" in text
    )
    assert "„Aufschub“ (Rat, 05.11.2026, beschlossen)" in text
    assert "„Rampe“ (fällig 05/2027, Bauhof)" in text


@pytest.mark.parametrize(
    ("revisions", "title"),
    [
        ((), "Was sich seit dem letzten Commit geändert hat"),
        (("main...zweig",), "Was sich in zweig seit der Abzweigung von main geändert hat"),
        (("main..zweig",), "Was sich von main bis zweig geändert hat"),
        (("{sha}..zweig",), "Was sich von {short} bis zweig geändert hat"),
    ],
)
def test_the_title_says_what_is_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], revisions: tuple[str, ...], title: str
) -> None:
    root = repository(tmp_path)
    sha = git(root, "rev-parse", "main")
    git(root, "checkout", "-qb", "zweig")
    recorded(root, {"liesmich.txt": "x\n"})
    text = shown(capsys, root, "text", *(one.format(sha=sha) for one in revisions))
    assert text.split("\n")[0] == title.format(short=sha[:12])


def test_what_only_follows_from_settings_is_no_change_of_a_municipality(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path)
    write(root, {"fgk.yaml": "due_soon: P1D\n"})
    text = shown(capsys, root, "text")
    assert "1 Änderung in den Einstellungen; " in text
    assert "Bald fällig: 60 Tage → 1 Tag" in text


def test_a_second_revision_by_itself_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path)
    assert run(["diff", "main", "zweig", "--repo", str(root), "--lang", "de"]) == 2
    assert "main..zweig" in capsys.readouterr().err


def test_every_format_tells_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path)
    write(root, {f"{HOME}/measures.yaml": MEASURES.replace("due: 2026-03", "due: 2027-03")})
    text, md, html = (shown(capsys, root, format_) for format_ in ("text", "md", "html"))
    assert "Maßnahme „kita“" in text
    assert "Fälligkeit: 03/2026 → 03/2027" in text
    assert "| Maßnahme „kita“ | Fälligkeit: März\u00a02026 → März\u00a02027 |" in md
    assert "Fälligkeit: März\u00a02026 → März\u00a02027" in html
    assert "Due: 2026-03 → 2027-03" in shown(capsys, root, "text", lang="en")


def test_text_from_the_files_is_inert(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path)
    hostile = "<script>x</script> @alle [a](http://evil.example) \\u202e \\x1b[31m"
    write(root, {f"{HOME}/measures.yaml": MEASURES.replace("title: Neue Kita", f'title: "{hostile}"')})
    assert "\x1b" not in shown(capsys, root, "text")
    md, html = shown(capsys, root, "md"), shown(capsys, root, "html")
    assert "<script>x" not in md
    assert "<script>x" not in html
    assert "[a](http://evil" not in md
    assert "\u202e" not in md + html


# -- applied to the old records, the changes give the new ones ---------------------------------------------------------


def state(files: Mapping[str, str]) -> Flat:
    found = open_repository(memory(municipality(files)))
    (directory,) = selected(found, ["musterstadt"])
    return flat(assessed(found, directory, DAY).assessment.dossier)


Plain = tuple[str, str, frozenset[tuple[str, object]], tuple[Any, ...]]


def canonical(nodes: Iterable[dict[str, Any]]) -> list[Plain]:
    """Give records as kind, own id, fields, and what lies below them, in an order that depends on nothing else."""
    every = list(nodes)

    def below(owner: object) -> tuple[Any, ...]:
        found = [
            (one["kind"], one["id"], frozenset(one["fields"].items()), below(one["key"]))
            for one in every
            if one["owner"] == owner
        ]
        return tuple(sorted(found, key=repr))

    return list(below(None))


def nodes_of(found: Flat) -> list[dict[str, Any]]:
    named = {"goal", "measure", "indicator", "round", "action_field", "resolution", "source"}
    return [
        {
            "key": key,
            "owner": node.owner,
            "kind": key.kind,
            "id": key.id.rpartition("/")[2] if key.kind in named else "",
            "fields": dict(node.fields),
        }
        for key, node in found.items()
    ]


def applied(old: Flat, changes: list[Change], new: Flat) -> list[dict[str, Any]]:
    """Give the old records after the changes; of the new state only what was added is read."""
    nodes = {one["key"]: one for one in nodes_of(old)}
    gone = {change.key for change in changes if change.kind is ChangeKind.REMOVED}
    for key in [key for key, one in nodes.items() if key in gone or _is_below(nodes, one, gone)]:
        del nodes[key]
    for change in changes:
        if change.kind is ChangeKind.RENAMED:
            nodes[change.key]["id"] = change.new
        elif change.kind is ChangeKind.CHANGED and change.field not in change.node.order:
            if change.new is None:
                del nodes[change.key]["fields"][change.field]
            else:
                nodes[change.key]["fields"][change.field] = change.new
    added = {change.key for change in changes if change.kind is ChangeKind.ADDED}
    fresh = {one["key"]: one for one in nodes_of(new)}
    now = {change.after.key: change.key for change in changes if change.after is not None and change.before is not None}
    result = list(nodes.values())
    for key, one in fresh.items():
        if key in added or _is_below(fresh, one, added):
            owner = one["owner"]
            result.append(
                {
                    **one,
                    "key": ("new", key),
                    "owner": ("new", owner)
                    if owner in added or (owner in fresh and _is_below(fresh, fresh[owner], added))
                    else now.get(owner, owner),
                }
            )
    return result


def _is_below(nodes: Mapping[Any, dict[str, Any]], one: dict[str, Any], keys: set[Any]) -> bool:
    owner = one["owner"]
    while owner is not None:
        if owner in keys:
            return True
        owner = nodes[owner]["owner"] if owner in nodes else None
    return False


EDITS = [
    ("measures.yaml", "due: 2026-03", "due: 2027-03"),
    ("measures.yaml", "goal: plaetze", "goal: beratung"),
    ("measures.yaml", "status: in_progress", "status: preparing"),
    ("measures.yaml", "    log:\n", "    log:\n      - {date: 2026-10-02, status: ongoing, note: Neu}\n"),
    ("measures.yaml", "date: 2025-01-15", "date: 2024-12-15"),
    ("measures.yaml", "partners: [Träger, Kirche]", "partners: [Kirche]"),
    (
        "measures.yaml",
        "measures:\n",
        "measures:\n  - {id: neu, title: Ganz neu, goal: beratung, log: [{date: 2026-01, status: planned}]}\n",
    ),
    ("measures.yaml", "  - id: kita\n", "  - id: kita-neu\n"),
    ("goals.yaml", "target: 150.5", "target: 100"),
    ("goals.yaml", "          - {date: 2026-06, value: 130}\n", ""),
    ("goals.yaml", "value: 120", "value: 121"),
    ("goals.yaml", "    assessment:\n      date: 2026-03\n      rating: partly\n      reason: Ein Anfang\n", ""),
    ("goals.yaml", "goals:\n", "goals:\n  - {id: anderes, title: Ein anderes Ziel, round: aufbau}\n"),
    ("audit.yaml", "date: 2023-03-15", "date: 2023-02"),
    ("audit.yaml", "      - {sources: [stadt], event: strategy_workshop, date: 2023-09~}\n", ""),
    ("audit.yaml", "  - id: aufbau\n", "  - id: aufbau-2026\n"),
    ("audit.yaml", "valid_until: 2027-10", "valid_until: 2027-11?"),
    ("municipality.yaml", "value: 61000", "value: 60999"),
    ("municipality.yaml", "  office: Fachbereich Familie\n", ""),
]
"""Edits, each of which changes something in the files of the sound municipality: file, what stands there, what then."""


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(edits=st.lists(st.sampled_from(EDITS), max_size=8), backwards=st.booleans())
def test_changes_applied_to_the_old_records_give_the_new_ones(
    edits: list[tuple[str, str, str]], *, backwards: bool
) -> None:
    files = dict(SOUND)
    for name, old, new in edits:
        files[name] = files[name].replace(old, new, 1)
    states = [state({}), state(files)]
    before, after = states[::-1] if backwards else states
    changes = compare(before, after)
    assert canonical(applied(before, changes, after)) == canonical(nodes_of(after))
    assert bool(changes) == (canonical(nodes_of(before)) != canonical(nodes_of(after)))
    assert all(change.follows == _follows(change, changes) for change in changes)


def _follows(change: Change, changes: list[Change]) -> bool:
    ids = {(one.key.kind, str(one.old)): str(one.new) for one in changes if one.kind is ChangeKind.RENAMED}
    return (
        change.kind is ChangeKind.CHANGED
        and change.old is not None
        and renamed(change.field, change.old, ids) == change.new
    )


def test_a_state_differs_from_itself_in_nothing() -> None:
    assert compare(state({}), state({})) == []
    assert dt.date(2026, 11, 23) == DAY
