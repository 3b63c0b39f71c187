"""``fgk review``: what the reviewer of a change must decide, in real repositories with real branches."""

import json
import re
from pathlib import Path

import pytest

from commits import changed, git, recorded, repository
from fgk.cli.main import run
from fgk.render.review.markdown import LONGEST, MARK
from repositories import DAY, HOME, SOUND, municipality, write
from reviews import AMENDED, AUDIT, DROPPED, GOALS, LATER, MEASURES, POSTPONED, codes, reviewed


def shown(capsys: pytest.CaptureFixture[str], root: Path, format_: str, *arguments: str) -> str:
    capsys.readouterr()
    options = ["--repo", str(root), "--at", DAY.isoformat(), "--lang", "de", "--format", format_]
    assert run(["review", "--base", "main", *arguments, *options]) in (0, 1)
    return capsys.readouterr().out


# -- what is to be decided ---------------------------------------------------------------------------------------------


def test_a_change_that_breaks_nothing_needs_no_decision(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = "      - {date: 2026-11-20, status: in_progress, note: Der Rohbau steht}\n"
    changed(root, {"measures.yaml": MEASURES.replace("    log:\n", f"    log:\n{entry}", 1)})
    assert codes(reviewed(capsys, root, code=0)) == []


def test_a_due_date_is_put_off_with_how_far_and_beyond_what(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"measures.yaml": MEASURES.replace("due: 2026-03", "due: 2028-03")})
    (found,) = reviewed(capsys, root, code=0)["diagnostics"]
    assert found["code"] == "FGK701"
    assert found["message"] == (
        "Maßnahme „kita“: Die Fälligkeit ist um 2 Jahre verschoben (03/2026 → 03/2028), "
        "über das Ende des Zertifikats (10/2027) hinaus; durch keinen Beschluss gedeckt"
    )
    assert found["path"] == f"{HOME}/measures.yaml"
    assert found["related"][0]["commit"] == git(root, "rev-parse", "main")
    assert reviewed(capsys, root, "--fail-on", "warning", code=1)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("measures.yaml", "status: in_progress", "status: preparing", ["FGK711"]),
        ("measures.yaml", "date: 2025-01-15", "date: 2024-12-15", ["FGK711"]),
        ("measures.yaml", "    title: Neue Kita\n", "    title: Neue Kita, wenn möglich\n", ["FGK704"]),
        ("measures.yaml", "    title: Neue Kita\n", "    title: Neue KITA\n", ["FGK704"]),
        ("measures.yaml", "    goal: plaetze\n", "    goal: beratung\n", ["FGK705"]),
        ("goals.yaml", "target: 150.5", "target: 120", ["FGK703"]),
        ("goals.yaml", "baseline: 100", "baseline: 90", ["FGK705"]),
        ("goals.yaml", "value: 120", "value: 121", ["FGK716"]),
        ("audit.yaml", "date: 2024-10}", "date: 2024-10-07}", ["FGK714"]),
        ("audit.yaml", "date: 2024-10}", "date: 2024-11}", ["FGK714"]),
        ("audit.yaml", "valid_until: 2027-10", "valid_until: 2028-10", ["FGK714"]),
        ("audit.yaml", "        date: 2027-03\n", "        date: 2027-04\n", []),
    ],
)
def test_each_change_has_its_finding(
    file: str, old: str, new: str, expected: list[str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = MEASURES if file == "measures.yaml" else SOUND[file]
    assert old in text
    changed(root, {file: text.replace(old, new, 1)})
    assert codes(reviewed(capsys, root)) == expected


def test_a_date_that_is_only_made_more_exact_and_a_title_in_other_letters_are_infos(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(
        root,
        {
            "audit.yaml": AUDIT.replace("date: 2024-10}", "date: 2024-10-07}"),
            "measures.yaml": MEASURES.replace("title: Neue Kita", "title: neue Kita"),
        },
    )
    found = reviewed(capsys, root, code=0)["diagnostics"]
    assert [(one["code"], one["severity"]) for one in found] == [("FGK704", "info"), ("FGK714", "info")]


def test_what_is_taken_out_is_shown_in_the_old_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = MEASURES.index("  - id: kita\n")
    end = MEASURES.index("  - id: ", start + 5)
    changed(root, {"measures.yaml": MEASURES[:start] + MEASURES[end:]})
    found = next(one for one in reviewed(capsys, root, code=1)["diagnostics"] if one["code"] == "FGK702")
    assert found["commit"] == git(root, "rev-parse", "main")
    assert found["line"] == MEASURES[:start].count("\n") + 1
    text = shown(capsys, root, "text")
    assert f"{found['commit'][:12]}:{HOME}/measures.yaml:{found['line']}" in text
    assert "- id: kita" in text


def test_a_municipality_that_is_taken_out_is_one_finding(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "rm", "-rq", "municipalities")
    git(root, "commit", "-qm", "Weg")
    (found,) = reviewed(capsys, root, code=1)["diagnostics"]
    assert (found["code"], found["municipality"]) == ("FGK702", "musterstadt")


def test_a_second_directory_of_a_municipality_is_seen(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "alt").mkdir()
    git(root, "mv", HOME, "alt/musterstadt")
    changed(root, {f"neu/Musterstadt/{name}": text for name, text in SOUND.items()})
    found = reviewed(capsys, root, code=1)["diagnostics"]
    assert [one["message"] for one in found if one["code"] == "FGK744"] == [
        "Die Kommune „musterstadt“ hat jetzt ein zweites Verzeichnis: alt/musterstadt"
    ]


def test_what_weighs_most_comes_first(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(
        root,
        {
            "measures.yaml": LATER.replace("status: in_progress", "status: preparing", 1),
            "goals.yaml": GOALS.replace("target: 150.5", "target: 120"),
        },
    )
    severities = [one["severity"] for one in reviewed(capsys, root)["diagnostics"]]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert len(severities) == 3


def test_before_the_adoption_everything_may_change(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"goals.yaml": GOALS.replace("target: 5", "target: 3").replace("Beratung in allen", "Beratung in")})
    assert codes(reviewed(capsys, root, code=0)) == []


def test_a_split_into_files_and_another_order_need_no_decision(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, *others = re.split(r"(?=^  - id: )", MEASURES, flags=re.MULTILINE)
    (root / HOME / "measures.yaml").unlink()
    changed(root, {f"{HOME}/measures/{number}.yaml": first + one for number, one in enumerate(reversed(others))})
    assert codes(reviewed(capsys, root, code=0)) == []


# -- resolutions that answer -------------------------------------------------------------------------------------------


def test_a_resolution_in_the_change_answers_for_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "measures.yaml": POSTPONED % ", resolution: rat-aufschub",
        "resolutions.yaml": AMENDED % ("2026-11-05", "adopted"),
    }
    changed(root, files)
    data = reviewed(capsys, root, code=0)
    assert codes(data) == []
    assert data["summary"]["ignored"] == 1
    (covered,) = data["covered"]
    assert (covered["code"], covered["resolution"], covered["new"]) == (
        "FGK701",
        "Aufschub der Kita (rat-aufschub)",
        True,
    )
    text = " ".join(shown(capsys, root, "text").split())
    assert "gedeckt durch: Aufschub der Kita (rat-aufschub) *" in text
    assert text.endswith("✓ keine Befunde, 1 durch einen Beschluss gedeckt")
    comment = shown(capsys, root, "md")
    assert "1 Befund ist durch einen Beschluss gedeckt; bitte mit der Niederschrift vergleichen." in comment
    assert "Durch einen Beschluss gedeckt: 1 Befund" in comment
    assert "Aufschub der Kita (rat-aufschub) \\*" in comment
    assert "Der Beschluss ist selbst neu oder geändert" in comment


@pytest.mark.parametrize(
    "trailer", ["Beschluss: rat-aufschub", "Resolution: rat-aufschub", "resolution:  rat-fehlt, rat-aufschub"]
)
def test_a_resolution_in_the_commits_message_answers_for_it(
    trailer: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"resolutions.yaml": AMENDED % ("2026-11-05", "adopted")})
    changed(root, {"measures.yaml": LATER}, f"Aufschub\n\nMehr dazu.\n\n{trailer}\nSigned-off-by: A <a@example.org>")
    assert codes(reviewed(capsys, root, code=0)) == []


def test_a_message_answers_only_for_the_files_that_its_commit_has_changed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"resolutions.yaml": AMENDED % ("2026-11-05", "adopted")})
    changed(root, {"measures.yaml": LATER})
    changed(root, {"liesmich.txt": "x\n"}, "Etwas anderes\n\nBeschluss: rat-aufschub")
    assert codes(reviewed(capsys, root)) == ["FGK701"]


def test_a_message_does_not_answer_for_what_a_later_commit_has_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"resolutions.yaml": AMENDED % ("2026-11-05", "adopted")})
    changed(root, {"measures.yaml": LATER}, "Aufschub\n\nBeschluss: rat-aufschub")
    first = git(root, "rev-parse", "HEAD")
    changed(root, {"measures.yaml": LATER.replace("due: 2026-09", "due: 2029-09")})
    last = git(root, "rev-parse", "HEAD")
    found = reviewed(capsys, root)["diagnostics"]
    assert [one["code"] for one in found] == ["FGK701", "FGK781"]
    assert found[1]["message"] == (
        f"Maßnahme „kita“: Commit {first[:12]} nennt den Beschluss „rat-aufschub“; das hier hat aber "
        f"{last[:12]} geschrieben, und der nennt keinen"
    )


OTHER = "    title: Ein Bus\n"


def test_a_message_answers_for_its_records_whoever_changes_others_in_the_file(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"resolutions.yaml": AMENDED % ("2026-11-05", "adopted")})
    changed(root, {"measures.yaml": LATER}, "Aufschub\n\nBeschluss: „rat-aufschub“")
    changed(root, {"measures.yaml": LATER.replace(OTHER, "    title: Ein Bürgerbus\n")})
    found = reviewed(capsys, root)["diagnostics"]
    assert [one["code"] for one in found] == ["FGK704"]
    assert found[0]["message"].startswith("Maßnahme „bus“: ")


@pytest.mark.parametrize("head", ["zweig", "main"])
def test_a_merge_takes_no_answer_away(head: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"resolutions.yaml": AMENDED % ("2026-11-05", "adopted")})
    changed(root, {"measures.yaml": LATER}, "Aufschub\n\nBeschluß: rat-aufschub")
    git(root, "checkout", "-q", "main")
    changed(root, {"measures.yaml": MEASURES.replace(OTHER, "    title: Ein Bürgerbus\n")})
    git(root, "checkout", "-q", "--detach", head)  # the branch takes the base in, or a platform tries the merge
    git(root, "merge", "-q", "--no-edit", "main" if head == "zweig" else "zweig")
    assert codes(reviewed(capsys, root, code=0)) == []


def test_a_merge_that_writes_something_itself_has_no_answer(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"resolutions.yaml": AMENDED % ("2026-11-05", "adopted")})
    changed(root, {"measures.yaml": LATER}, "Aufschub\n\nBeschluss: rat-aufschub")
    git(root, "checkout", "-q", "main")
    changed(root, {"goals.yaml": GOALS.replace("target: 150.5", "target: 160.5")})
    git(root, "checkout", "-q", "zweig")
    git(root, "merge", "-q", "--no-commit", "main")
    changed(root, {"measures.yaml": LATER.replace("due: 2026-09", "due: 2029-09")}, "Zusammengeführt")
    assert codes(reviewed(capsys, root)) == ["FGK701", "FGK781"]


def test_a_resolution_in_the_subject_of_a_message_is_not_an_answer(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"resolutions.yaml": AMENDED % ("2026-11-05", "adopted")})
    changed(root, {"measures.yaml": LATER}, "Beschluss: rat-aufschub")
    found = reviewed(capsys, root)["diagnostics"]
    assert [one["code"] for one in found] == ["FGK701", "FGK781"]
    assert found[1]["message"].endswith("nennt einen Beschluss, aber nicht im letzten Absatz seiner Nachricht")


def test_the_resolution_by_which_an_agreement_was_adopted_does_not_change_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"measures.yaml": LATER}, "Aufschub\n\nBeschluss: rat-ziele")
    found = reviewed(capsys, root)["diagnostics"]
    assert [one["code"] for one in found] == ["FGK701", "FGK781"]
    assert "rat-ziele" in found[1]["message"]


def test_a_measure_is_given_up_by_the_council(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"measures.yaml": MEASURES.replace("    log:\n", "    log:\n" + DROPPED % "", 1)})
    (found,) = reviewed(capsys, root)["diagnostics"]
    assert found["code"] == "FGK707"
    assert "10.11.2026" in found["message"]
    dropped = MEASURES.replace("    log:\n", "    log:\n" + DROPPED % ", resolution: rat-aufschub", 1)
    changed(root, {"measures.yaml": dropped, "resolutions.yaml": AMENDED % ("2026-11-05", "adopted")})
    assert codes(reviewed(capsys, root, code=0)) == []


MISTAKE = MEASURES.replace("date: 2025-01-15", "date: 2025-01-16")


@pytest.mark.parametrize("trailer", ["Berichtigung: Zahlendreher im Datum", "correction: Zahlendreher im Datum"])
def test_a_correction_that_says_so_weighs_less_and_is_still_agreed_to(
    trailer: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"measures.yaml": MISTAKE}, f"Datum\n\n{trailer}")
    (found,) = reviewed(capsys, root, code=0)["diagnostics"]
    assert (found["code"], found["severity"]) == ("FGK711", "warning")
    assert found["message"].endswith("; laut Commit eine Berichtigung: Zahlendreher im Datum")


def test_a_correction_is_only_of_what_was_recorded(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"measures.yaml": LATER}, "Frist\n\nBerichtigung: Tippfehler")
    (found,) = reviewed(capsys, root)["diagnostics"]
    assert (found["code"], found["severity"]) == ("FGK701", "warning")
    assert "Berichtigung" not in found["message"]


def test_other_punctuation_in_a_remark_is_an_info_and_another_number_is_not(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    noted = MEASURES.replace("date: 2025-01-15", "date: 2025-01-15\n        note: 'Baubeginn, 1.500 m²'")
    git(root, "checkout", "-q", "main")
    changed(root, {"measures.yaml": noted})
    git(root, "checkout", "-q", "-B", "zweig")
    changed(root, {"measures.yaml": noted.replace("Baubeginn, 1.500 m²", "Baubeginn: 1.500 m².")})
    assert [one["severity"] for one in reviewed(capsys, root)["diagnostics"]] == ["info"]
    changed(root, {"measures.yaml": noted.replace("1.500", "15.00")})
    assert [one["severity"] for one in reviewed(capsys, root)["diagnostics"]] == ["warning"]


@pytest.mark.parametrize(("file", "record"), [("measures.yaml", "kita"), ("goals.yaml", "plaetze")])
def test_what_was_public_does_not_become_internal_unseen(
    file: str, record: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = MEASURES if file == "measures.yaml" else GOALS
    changed(root, {file: text.replace(f"  - id: {record}\n", f"  - id: {record}\n    visibility: internal\n", 1)})
    found = reviewed(capsys, root)["diagnostics"]
    assert [one["code"] for one in found] == ["FGK763"]
    assert f"„{record}“" in found[0]["message"]


def test_what_could_not_be_read_before_is_shown(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "checkout", "-q", "main")
    changed(root, {"measures.yaml": MEASURES.replace("due: 2026-03", "due: im Frühjahr")})
    git(root, "checkout", "-qB", "zweig")
    changed(root, {"measures.yaml": MEASURES.replace("due: 2026-03", "due: 2029-03")})
    found = reviewed(capsys, root)["diagnostics"]
    assert [one["code"] for one in found] == ["FGK743"]
    assert "„kita“" in found[0]["message"]


@pytest.mark.parametrize(
    ("name", "date", "result", "says"),
    [
        ("rat-fehlt", "2026-11-05", "adopted", "gibt es nicht"),
        ("rat-aufschub", "2026-11-05", "rejected", "ist nicht gefasst: abgelehnt"),
        ("rat-aufschub", "2026-12-05", "adopted", "liegt in der Zukunft"),
        (
            "rat-aufschub",
            "2026-11-15",
            "adopted",
            "erst nach dem Tag gefasst, von dem an die Änderung gilt (10.11.2026)",
        ),
    ],
)
def test_a_resolution_must_exist_be_adopted_and_be_no_later_than_the_change_claims(
    name: str, date: str, result: str, says: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"measures.yaml": POSTPONED % f", resolution: {name}", "resolutions.yaml": AMENDED % (date, result)}
    changed(root, files)
    found = reviewed(capsys, root)["diagnostics"]
    assert [one["code"] for one in found if one["code"] != "FGK741"] == ["FGK701", "FGK781"]
    assert says in next(one["message"] for one in found if one["code"] == "FGK781")


# -- nobody reviews himself --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ["due-date-later", "rules-changed"])
def test_a_change_cannot_switch_its_own_findings_off(rule: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = f"ignore: [{{rule: {rule}, reason: Darum}}]\nseverity: [{{rule: {rule}, level: info, reason: Darum}}]\n"
    changed(root, {"measures.yaml": LATER, "fgk.yaml": settings})
    assert codes(reviewed(capsys, root)) == ["FGK701", "FGK771", "FGK771"]
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "zweig")
    git(root, "checkout", "-qb", "danach")
    changed(root, {"measures.yaml": MEASURES.replace("due: 2026-03", "due: 2027-09")})
    assert codes(reviewed(capsys, root)) == ([] if rule == "due-date-later" else ["FGK701"])


def test_a_comment_counts_once_it_was_there_before(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ignored = LATER.replace("due: 2026-09", "due: 2026-09  # fgk: ignore[due-date-later] Abgestimmt")
    changed(root, {"measures.yaml": ignored})
    assert codes(reviewed(capsys, root)) == ["FGK701", "FGK771"]
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "zweig")
    git(root, "checkout", "-qb", "danach")
    changed(root, {"measures.yaml": ignored.replace("2026-09", "2026-12")})
    assert codes(reviewed(capsys, root)) == []


def test_a_procedure_and_a_baseline_are_those_of_the_base(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    procedure = (Path(__file__).parent.parent / "src/fgk/procedures/familiengerechte-kommune.yaml").read_text("utf-8")
    lenient = procedure.replace("validity: P3Y", "validity: P9Y")
    assert lenient != procedure
    changed(
        root,
        {
            "procedures/familiengerechte-kommune.yaml": lenient,
            f"{HOME}/measures.yaml": MEASURES.replace("due: 2026-03", "due: 2028-03"),
            f"{HOME}/audit.yaml": AUDIT,
            "./fgk-baseline.json": '{"schema_version": 1, "findings": []}\n',
        },
    )
    found = reviewed(capsys, root)["diagnostics"]
    assert [one["code"] for one in found] == ["FGK701", "FGK771", "FGK771"]
    assert "über das Ende des Zertifikats (10/2027) hinaus" in found[0]["message"]


def test_a_baseline_is_read_from_the_base(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = {"path": f"{HOME}/measures.yaml", "record": "measure/kita", "rule": "due-date-later", "count": 1}
    changed(root, {"./baseline.json": json.dumps({"schema_version": 1, "findings": [known]}), "measures.yaml": LATER})
    assert reviewed(capsys, root, "--baseline", "baseline.json", code=3)["error"]
    git(root, "checkout", "-q", "main")
    changed(root, {"./baseline.json": json.dumps({"schema_version": 1, "findings": [known]})})
    git(root, "checkout", "-q", "zweig")
    assert codes(reviewed(capsys, root)) == ["FGK701"]
    assert codes(reviewed(capsys, root, "--baseline", "baseline.json")) == ["FGK771"]  # the change writes it, too


def test_a_document_that_a_source_names_does_not_vanish(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "rm", "-q", f"{HOME}/belege/abnahme.txt")
    git(root, "commit", "-qm", "Aufgeräumt")
    (found,) = reviewed(capsys, root, code=1)["diagnostics"]
    assert found["code"] == "FGK741"
    assert "belege/abnahme.txt" in found["message"]


# -- which states ------------------------------------------------------------------------------------------------------


def test_what_counts_is_the_change_since_the_branch_left_the_base(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"goals.yaml": GOALS.replace("target: 150.5", "target: 120")})
    git(root, "checkout", "-q", "main")
    changed(root, {"measures.yaml": LATER})
    git(root, "checkout", "-q", "zweig")
    assert codes(reviewed(capsys, root)) == ["FGK703"]
    git(root, "merge", "-q", "-m", "Zusammengeführt", "main")
    assert codes(reviewed(capsys, root)) == ["FGK703"]


def test_a_change_that_is_taken_back_needs_no_decision(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"measures.yaml": LATER})
    git(root, "revert", "--no-edit", "HEAD")
    assert codes(reviewed(capsys, root, code=0)) == []


def test_where_nothing_is_committed_the_way_to_review_the_files_is_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, {f"{HOME}/measures.yaml": LATER})
    options = ["--repo", str(root), "--at", DAY.isoformat(), "--lang", "de"]
    assert run(["review", "--base", "main", *options]) == 0
    assert "--worktree" in capsys.readouterr().err
    assert run(["review", "--base", "main", "--worktree", *options]) == 0
    assert "--worktree" not in capsys.readouterr().err


def test_a_base_that_has_no_commit_in_common_with_the_change_any_more_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(root, "checkout", "-q", "main")
    changed(root, {"measures.yaml": LATER})
    git(root, "checkout", "-qB", "zweig")
    changed(root, {"goals.yaml": GOALS.replace("target: 150.5", "target: 120")})
    git(root, "checkout", "-q", "main")
    git(root, "reset", "-q", "--hard", "HEAD~1")
    git(root, "commit", "-q", "--amend", "-m", "Anders")
    git(root, "checkout", "-q", "zweig")
    error = reviewed(capsys, root, code=3)["error"]
    assert "keinen gemeinsamen Vorgänger" in error


@pytest.mark.parametrize("command", ["review", "diff"])
def test_a_clone_that_has_left_out_files_is_not_compared(
    command: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"measures.yaml": LATER})
    git(root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", root.as_uri(), "teil")
    base = ["--base", "origin/main"] if command == "review" else ["origin/main"]
    assert run([command, *base, "--repo", str(tmp_path / "teil"), "--at", DAY.isoformat(), "--lang", "de"]) == 3
    assert "ist hier nicht vollständig" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["review", "--base", "main"], ["review", "--base", "main", "--worktree"], ["diff"]]
)
def test_nothing_that_a_repository_configures_is_run(
    command: list[str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"measures.yaml": LATER, "quellen/liesmich.txt": "x\n"})
    mark, script = root / "gelaufen", root.parent / "skript"
    script.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    script.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "diff.external",
        "diff.x.textconv",
        "filter.x.clean",
        "filter.x.smudge",
        "merge.x.driver",
    ):
        git(root, "config", key, str(script))
    for hook in ("post-checkout", "post-index-change", "reference-transaction"):
        (root / ".git/hooks" / hook).write_text(script.read_text())
        (root / ".git/hooks" / hook).chmod(0o755)
    write(root, {".gitattributes": "* filter=x diff=x merge=x text eol=crlf\n"})
    code = run([*command, "--repo", str(root), "--at", DAY.isoformat(), "--format", "json", "--lang", "de"])
    assert code == 0
    assert json.loads(capsys.readouterr().out)
    assert not mark.exists()


def test_another_repository_within_is_not_looked_at(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = repository(tmp_path / "anderes")
    options = ("-c", "protocol.file.allow=always", "submodule", "--quiet", "add")
    git(root, *options, other.as_uri(), "municipalities/anderes")
    changed(root, {"measures.yaml": LATER})
    recorded(root / "municipalities/anderes", {f"{HOME}/measures.yaml": "measures: []\n"})
    git(root, "commit", "-qam", "Weiter")
    assert codes(reviewed(capsys, root)) == ["FGK701"]


def test_histories_that_cross_have_one_common_ancestor(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"goals.yaml": GOALS.replace("target: 150.5", "target: 140")})
    left = git(root, "rev-parse", "HEAD")
    git(root, "checkout", "-q", "main")
    changed(root, {"sources.yaml": f"{SOUND['sources.yaml']}# Kommentar\n"})
    right = git(root, "rev-parse", "HEAD")
    git(root, "merge", "-q", "-m", "kreuz 1", left)
    git(root, "checkout", "-q", "zweig")
    git(root, "merge", "-q", "-m", "kreuz 2", right)
    changed(root, {"measures.yaml": LATER})
    assert codes(reviewed(capsys, root)) in (["FGK701"], ["FGK701", "FGK703"])


def test_files_that_are_not_committed_are_reviewed_where_that_is_asked_for(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, {f"{HOME}/measures.yaml": LATER.replace("\n", "\r\n")})
    assert codes(reviewed(capsys, root)) == []
    assert codes(reviewed(capsys, root, "--worktree")) == ["FGK701"]
    assert reviewed(capsys, root, "--worktree", "--rev", "HEAD", code=2)["error"]


def test_a_bare_repository_a_worktree_and_a_part_of_a_larger_one_are_reviewed(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"measures.yaml": LATER})
    git(tmp_path, "clone", "-q", "--bare", str(root), "bestand.git")
    assert codes(reviewed(capsys, tmp_path / "bestand.git", "--rev", "zweig")) == ["FGK701"]
    git(root, "worktree", "add", "-q", "--detach", str(tmp_path / "w"), "zweig")
    assert codes(reviewed(capsys, tmp_path / "w")) == ["FGK701"]
    whole = tmp_path / "ganzes"
    files = {f"akten ä/{path}": text for path, text in municipality({"measures.yaml": MEASURES}).items()}
    repository(whole, files)
    git(whole, "checkout", "-qb", "zweig")
    recorded(whole, {f"akten ä/{HOME}/measures.yaml": LATER, "andere/measures.yaml": "kaputt: ["})
    assert codes(reviewed(capsys, whole / "akten ä")) == ["FGK701"]


@pytest.mark.parametrize("base", ["fehlt", "--output=x", "", "a\nb"])
def test_a_base_that_is_none_is_refused(base: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["review", f"--base={base}", "--repo", str(root), "--lang", "de"]) == 2
    assert "gibt es hier nicht" in capsys.readouterr().err
    assert not (root / "x").exists()


def test_a_base_without_its_option_is_recognized(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["review", "main", "--repo", str(root), "--lang", "de"]) == 2
    assert "Meinten Sie --base main?" in capsys.readouterr().err


def test_a_repository_without_a_commit_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, municipality())
    git(tmp_path, "init", "-q", "-b", "main")
    assert "Es gibt noch keinen Commit" in _error(capsys, tmp_path)


def _error(capsys: pytest.CaptureFixture[str], root: Path) -> str:
    assert run(["review", "--base", "main", "--repo", str(root), "--lang", "de"]) == 2
    return capsys.readouterr().err


def test_the_base_must_be_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["review", "--repo", str(root), "--lang", "de"]) == 2
    assert "--base main" in capsys.readouterr().err


# -- the comment, and the other formats --------------------------------------------------------------------------------


def test_the_comment_begins_with_its_mark_and_is_the_same_from_run_to_run(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI_PROJECT_URL", "https://gitlab.example.org/stadt/audit")
    changed(root, {"measures.yaml": LATER})
    comment = shown(capsys, root, "md")
    assert comment.startswith(f"{MARK}\n## Durchsicht der Änderungen\n")
    assert "1 Änderung in 1 Kommune; zu entscheiden: 1 Warnung." in comment
    head = git(root, "rev-parse", "HEAD")
    line = LATER[: LATER.index("due: 2026-09")].count("\n") + 1
    assert f"https://gitlab.example.org/stadt/audit/-/blob/{head}/{HOME}/measures.yaml#L{line}" in comment
    assert "<details><summary>Alle Änderungen: Musterstadt</summary>" in comment
    assert comment == shown(capsys, root, "md")


def test_the_comment_says_where_nothing_needs_a_decision(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"measures.yaml": f"# nur ein Kommentar\n{MEASURES}"})
    assert "Dem Sinn nach hat sich nichts geändert; es ist nichts zu entscheiden." in shown(capsys, root, "md")


def test_a_comment_on_settings_alone_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"fgk.yaml": "due_soon: P1D\n"})
    assert "1 Änderung in den Einstellungen; zu entscheiden: 1 Warnung." in shown(capsys, root, "md")


def test_a_comment_is_never_longer_than_a_platform_takes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many = "".join(
        f"  - {{id: neu-{number}, goal: plaetze, title: '{'Sehr lang ' * 15}{number}'}}\n" for number in range(900)
    )
    changed(root, {"measures.yaml": MEASURES + many})
    comment = shown(capsys, root, "md")
    assert len(comment) <= LONGEST
    assert "weitere Zeilen ist hier kein Platz" in comment or "weitere Zeilen" in comment
    assert comment.count("<details>") == comment.count("</details>")


def test_text_of_the_change_is_inert_in_the_comment(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "</details><script>x</script> @alle /merge {block} {0} | ![x](http://evil.example)"
    changed(root, {"measures.yaml": MEASURES.replace("title: Neue Kita", f'title: "{hostile}"')})
    comment = shown(capsys, root, "md")
    assert "<script>" not in comment
    assert comment.count("<details>") == comment.count("</details>")
    assert "![x](http" not in comment
    assert not re.search(r"(?m)^/merge|@alle", comment)


def test_every_format_of_validate_is_there(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = MEASURES.index("  - id: kita\n")
    end = MEASURES.index("  - id: ", start + 5)
    changed(root, {"measures.yaml": MEASURES[:start] + MEASURES[end:]})
    assert "FGK702 commitment-removed" in shown(capsys, root, "concise")
    assert json.loads(shown(capsys, root, "sarif"))["runs"][0]["results"]
    assert {
        one["location"]["lines"]["begin"]
        for one in json.loads(shown(capsys, root, "gitlab"))
        if "FGK702" in one["check_name"]
    } == {1}
    assert "<testsuite" in shown(capsys, root, "junit")
    assert "::error file=" in shown(capsys, root, "github")
    files = [tmp_path / "review.md", tmp_path / "quality.json"]
    shown(capsys, root, f"md={files[0]}", "--format", f"gitlab={files[1]}")
    assert files[0].read_text(encoding="utf-8").startswith(MARK)
    assert json.loads(files[1].read_text(encoding="utf-8"))
