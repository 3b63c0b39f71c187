"""Changes that try to get past ``fgk review``, and honest ones that look as if they did."""

import re
from pathlib import Path

import pytest

from fgk.cli.main import run
from repositories import DAY, HOME, SOUND, write
from test_review import AMENDED, DROPPED, GOALS, LATER, MEASURES, changed, codes, reviewed, root
from test_since import git

__all__ = ("root",)
"""The fixture that this file takes from the other one."""

AUDIT, RESOLUTIONS, SOURCES = SOUND["audit.yaml"], SOUND["resolutions.yaml"], SOUND["sources.yaml"]
ENTRY = "      - date: 2025-01-15\n        status: in_progress\n        percent: 20\n        evidence: [stadt]\n"


def on_main(root: Path, files: dict[str, str]) -> None:
    """Change what is there before the change, and begin the branch anew."""
    git(root, "checkout", "-q", "main")
    changed(root, files)
    git(root, "checkout", "-qB", "zweig")


# -- what cannot be read -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("beside", ["measures/z.yml", "measures/z.yaml"])
@pytest.mark.parametrize("is_there_before", [False, True])
def test_an_unusable_file_beside_a_record_hides_nothing_that_lies_in_it(
    beside: str, root: Path, capsys: pytest.CaptureFixture[str], *, is_there_before: bool
) -> None:
    git(root, "checkout", "-q", "main")
    git(root, "mv", f"{HOME}/measures.yaml", f"{HOME}/plan.yaml")
    (root / HOME / "measures").mkdir()
    git(root, "mv", f"{HOME}/plan.yaml", f"{HOME}/measures/plan.yaml")
    start = {f"{HOME}/measures/plan.yaml": MEASURES}
    on_main(root, {**start, f"{HOME}/{beside}": ""} if is_there_before else {**start, "liesmich.txt": "x"})
    without = {f"{HOME}/measures/plan.yaml": MEASURES.replace(f"    log:\n{ENTRY}", "    log: []\n", 1)}
    changed(root, without if is_there_before else {**without, f"{HOME}/{beside}": ""})
    assert "FGK711" in codes(reviewed(capsys, root, code=1))


def test_a_file_that_cannot_be_read_any_more_is_one_finding_with_its_cause(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"measures.yaml": MEASURES.replace("    title: Neue Kita\n", "   title: Neue Kita\n")})
    (found,) = reviewed(capsys, root, code=1)["diagnostics"]
    assert (found["code"], found["path"]) == ("FGK742", f"{HOME}/measures.yaml")
    assert found["message"].startswith("Die Datei ist nicht lesbar und mit ihr 6 Datensätze: ")
    assert found["line"] > 1
    capsys.readouterr()
    assert run(["diff", "main..zweig", "--repo", str(root), "--at", DAY.isoformat(), "--lang", "de"]) == 0
    text = capsys.readouterr().out
    assert f"Nicht lesbar: {HOME}/measures.yaml" in text
    assert "erledigt" not in text.split("\n", 3)[3]
    assert "Was daraus folgt" not in text


def test_a_record_that_could_not_be_read_does_not_vanish_or_change_unseen(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = MEASURES.replace("    title: Ein Bus\n", "    title: Ein Bus\n    unbekannt: 1\n")
    on_main(root, {"measures.yaml": broken})
    changed(root, {"measures.yaml": broken.replace("title: Ein Bus", "title: Kein Bus")})
    assert codes(reviewed(capsys, root)) == ["FGK743"]
    changed(root, {"measures.yaml": re.sub(r"  - id: bus\n(    .*\n)+", "", broken)})
    (found,) = reviewed(capsys, root)["diagnostics"]
    assert found["code"] == "FGK743"
    assert "„bus“" in found["message"]


def test_a_round_that_could_not_be_read_makes_nobody_believe_that_nothing_was_agreed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on_main(root, {"audit.yaml": re.sub(r"(  - id: \S+\n)", r"\1    unbekannt: 1\n", AUDIT)})
    changed(root, {"measures.yaml": LATER})
    assert codes(reviewed(capsys, root, code=1)) == ["FGK708"]


def test_a_defect_in_the_municipalitys_own_file_takes_nothing_back(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on_main(root, {"municipality.yaml": SOUND["municipality.yaml"] + "unbekannt: 1\n"})
    changed(root, {"measures.yaml": LATER})
    assert codes(reviewed(capsys, root)) == ["FGK701"]


# -- what proves a fact ------------------------------------------------------------------------------------------------


def test_evidence_that_is_swapped_under_another_name_is_seen(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "rm", "-q", f"{HOME}/belege/abnahme.txt")
    files = {
        "sources.yaml": SOURCES.replace("abnahme.txt", "neu.txt"),
        f"{HOME}/belege/neu.txt": "Abgenommen am 3. Mai 2026\n",
    }
    changed(root, files)
    assert codes(reviewed(capsys, root)) == ["FGK717"]


def test_evidence_that_is_taken_out_is_seen(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "rm", "-q", f"{HOME}/belege/abnahme.txt")
    changed(root, {"sources.yaml": SOURCES.replace("    file: belege/abnahme.txt\n", "")})
    assert codes(reviewed(capsys, root)) == ["FGK717"]


def test_evidence_behind_a_link_to_a_directory_is_watched(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "checkout", "-q", "main")
    git(root, "mv", f"{HOME}/belege", "belege")
    (root / HOME / "belege").symlink_to("../../belege")
    on_main(root, {"liesmich.txt": "x\n"})
    changed(root, {"belege/abnahme.txt": "Abgenommen am 3. Mai 2026\n"})
    assert codes(reviewed(capsys, root)) == ["FGK717"]


def test_evidence_that_only_moves_is_the_same(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "mv", f"{HOME}/belege/abnahme.txt", f"{HOME}/belege/abnahme-2026.txt")
    changed(root, {"sources.yaml": SOURCES.replace("abnahme.txt", "abnahme-2026.txt")})
    git(root, "mv", HOME, "municipalities/muster")
    git(root, "commit", "-qm", "Umbenannt")
    assert codes(reviewed(capsys, root, code=0)) == []


# -- what had been agreed and decided ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("measures.yaml", "    title: Ein Bus\n", "    title: Ein Bus\n    description: Nur bei Geld\n", ["FGK704"]),
        ("measures.yaml", "date: 2025-01-15\n", "date: 2025-01-15~\n", ["FGK711", "FGK751"]),
        ("measures.yaml", "due: 2026-03\n", "due: 2026\n", ["FGK701"]),
        ("goals.yaml", "        values:\n", "        values:\n          - {date: 2024-12, value: 100}\n", ["FGK713"]),
    ],
)
def test_softer_words_and_dates_are_seen(
    file: str, old: str, new: str, expected: list[str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = MEASURES if file == "measures.yaml" else GOALS
    assert old in text
    changed(root, {file: text.replace(old, new, 1)})
    assert codes(reviewed(capsys, root)) == expected


STEP = "      - {body: %s, date: %s, role: decision, result: %s}\n"


def matter(*steps: tuple[str, str, str]) -> str:
    lines = "".join(STEP % step for step in steps)
    return f"{RESOLUTIONS}  - id: rat-karte\n    title: Familienkarte\n    kind: amendment\n    consultations:\n{lines}"


@pytest.mark.parametrize("result", ["postponed", "referred", "withdrawn"])
def test_a_matter_that_was_put_off_is_decided_in_the_normal_course(
    result: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_off = ("Rat", "2026-03-05", result)
    on_main(root, {"resolutions.yaml": matter(put_off)})
    changed(root, {"resolutions.yaml": matter(put_off, ("Rat", "2026-10-01", "adopted"))})
    assert codes(reviewed(capsys, root, code=0)) == []


def test_a_resolution_does_not_become_younger_by_another_step(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    adopted = ("Rat", "2024-03-05", "adopted")
    on_main(root, {"resolutions.yaml": matter(adopted)})
    files = {"resolutions.yaml": matter(adopted, ("Rat", "2026-11-20", "adopted")), "measures.yaml": LATER}
    changed(root, files, "Aufschub\n\nBeschluss: rat-karte")
    assert codes(reviewed(capsys, root, code=1)) == ["FGK715"]


def test_a_body_is_not_another_one_because_its_name_lies_in_that_ones(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on_main(root, {"resolutions.yaml": matter(("Rat", "2026-03-05", "adopted"))})
    changed(root, {"resolutions.yaml": matter(("Integrationsrat", "2026-03-05", "adopted"))})
    assert codes(reviewed(capsys, root, code=1)) == ["FGK715"]
    changed(root, {"resolutions.yaml": matter(("Rat der Stadt", "2026-03-05", "adopted"))})
    assert [one["severity"] for one in reviewed(capsys, root, code=0)["diagnostics"]] == ["info"]


def test_a_measure_is_not_answered_for_by_what_is_older_than_its_own_agreement(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = AMENDED % ("2023-05-15", "adopted")
    changed(root, {"resolutions.yaml": older})
    moved = LATER.replace("    goal: plaetze\n", "    goal: beratung\n", 1)
    changed(root, {"measures.yaml": moved}, "Verschoben\n\nBeschluss: rat-aufschub")
    assert "FGK781" in codes(reviewed(capsys, root))


def test_a_record_without_an_agreement_does_not_take_its_past_along(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = "  - {id: heft, goal: beratung-weiter, title: Heft, log: [{date: 2026-10-20, status: in_progress}]}\n"
    on_main(root, {"measures.yaml": MEASURES.replace("measures:\n", f"measures:\n{new}".replace("heft", "blatt"))})
    changed(root, {"measures.yaml": MEASURES})
    (found,) = reviewed(capsys, root, code=1)["diagnostics"]
    assert found["code"] == "FGK711"
    assert found["message"] == "Maßnahme „blatt“: Die Maßnahme wurde mit 1 Eintrag in ihrem Verlauf entfernt"


def test_giving_up_is_not_brought_forward_unseen(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = DROPPED % ""
    on_main(
        root, {"measures.yaml": MEASURES.replace("    log:\n", "    log:\n" + later.replace("2026-11", "2028-11"), 1)}
    )
    changed(root, {"measures.yaml": MEASURES.replace("    log:\n", "    log:\n" + later, 1)})
    assert "FGK707" in codes(reviewed(capsys, root))


# -- people, rules, and who is meant -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Erika_Muster", "Erika Musters Plan", "Erika A. Muster", "Erika Mus\\xadter", "Muster, Erika"]
)
def test_a_name_is_found_however_it_is_written(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = MEASURES.replace(
        "    title: Ein Bus\n", "    title: Ein Bus\n    responsible: {office: Amt, person: Erika Muster}\n"
    )
    on_main(root, {"measures.yaml": named})
    described = named.replace("    title: Neue Kita\n", f'    title: Neue Kita\n    description: "Mit {name}"\n')
    changed(root, {"measures.yaml": described})
    assert "FGK761" in codes(reviewed(capsys, root, code=1))


def test_a_comment_is_tied_to_its_record_whatever_comes_first_in_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    comment = "  # fgk: ignore[overdue-measure] Baustopp\n"
    turned = MEASURES.replace("  - id: bus\n    goal: beratung\n", "  - goal: beratung\n    id: bus\n")
    first, second = (text.replace("\n", comment, 1) for text in ("    title: Neue Kita\n", "    title: Ein Bus\n"))
    on_main(root, {"measures.yaml": turned.replace("    title: Neue Kita\n", first)})
    changed(root, {"measures.yaml": turned.replace("    title: Ein Bus\n", second)})
    assert codes(reviewed(capsys, root)) == ["FGK771"]


@pytest.mark.parametrize("command", ["review", "diff", "status"])
def test_a_tag_does_not_stand_in_for_a_branch(command: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"measures.yaml": LATER})
    git(root, "tag", "main")
    arguments = {"review": ["--base", "main"], "diff": ["main"], "status": ["--rev", "main"]}[command]
    assert run([command, *arguments, "--repo", str(root), "--at", DAY.isoformat(), "--lang", "de"]) == 2
    error = capsys.readouterr().err
    assert "Der Name „main“ steht hier für mehrere Revisionen" in error
    assert "refs/heads/main, refs/tags/main" in error
    git(root, "tag", "-d", "main")
    git(root, "tag", "main", "main")  # a tag that says the same misleads nobody
    assert run([command, *arguments, "--repo", str(root), "--at", DAY.isoformat(), "--lang", "de"]) == 0


def test_a_working_tree_that_git_looks_for_elsewhere_is_refused(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"measures.yaml": LATER})
    git(root, "config", "core.worktree", str(tmp_path))
    assert "core.worktree" in reviewed(capsys, root, code=3)["error"]


def test_what_the_base_has_already_needs_no_decision_where_histories_cross(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    goals = GOALS.replace("target: 150.5", "target: 160.5")
    changed(root, {"measures.yaml": LATER})
    left = git(root, "rev-parse", "HEAD")
    git(root, "checkout", "-q", "main")
    changed(root, {"goals.yaml": goals})
    right = git(root, "rev-parse", "HEAD")
    git(root, "merge", "-q", "--no-edit", left)
    git(root, "checkout", "-q", "zweig")
    git(root, "merge", "-q", "--no-edit", right)
    changed(root, {"goals.yaml": goals.replace("target: 160.5", "target: 120")})
    found = reviewed(capsys, root)["diagnostics"]
    assert [one["code"] for one in found] == ["FGK703"]


def test_a_municipality_with_its_keys_is_the_same_under_another_name_and_directory(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SOUND["municipality.yaml"]
    assert "keys:" in text
    git(root, "mv", HOME, "municipalities/muster")
    write(root, {"municipalities/muster/municipality.yaml": text.replace("name: Musterstadt", "name: Muster")})
    git(root, "commit", "-qam", "Umbenannt")
    assert codes(reviewed(capsys, root, code=0)) == []


# -- another name, another place ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("here", "there", "hidden"), [("kreis/ort", "kreis", "ort"), ("ort", "orte/ort", "ort")])
def test_a_municipality_that_moves_hides_no_other_one(
    here: str, there: str, hidden: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {"municipality.yaml": "name: Ort\nkind: municipality\n", "audit.yaml": "rounds: []\n"}
    on_main(root, {f"municipalities/{here}/{name}": text for name, text in other.items()})
    (root / "municipalities" / there).mkdir(parents=True, exist_ok=True)
    for file in sorted((root / HOME).iterdir()):
        git(root, "mv", str(file), f"municipalities/{there}/{file.name}")
    git(root, "commit", "-qm", "Umgezogen")
    found = reviewed(capsys, root, code=1)["diagnostics"]
    assert [(one["code"], one["municipality"]) for one in found] == [("FGK744", hidden)]


def test_another_id_hides_no_second_decision(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    adopted = ("Rat", "2026-03-05", "adopted")
    on_main(root, {"resolutions.yaml": matter(adopted)})
    again = matter(adopted, ("Rat", "2026-10-01", "rejected")).replace("id: rat-karte", "id: rat-karte-neu")
    changed(root, {"resolutions.yaml": again})
    assert "FGK715" in codes(reviewed(capsys, root, code=1))


FORBIDDEN = "      - {date: 2025-01-01, status: dropped, reason: x}\n      - {date: 2025-02-01, status: in_progress}\n"


def test_an_old_move_is_no_fault_of_a_new_id_and_no_excuse_for_a_new_move(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = MEASURES.replace("measures:\n", "measures:\n  - id: rad\n    title: Rad\n    log:\n" + FORBIDDEN)
    on_main(root, {"measures.yaml": old})
    changed(root, {"measures.yaml": old.replace("id: rad", "id: fahrrad")})
    assert codes(reviewed(capsys, root, code=0)) == []
    twice = FORBIDDEN + FORBIDDEN.replace("2025-01-01", "2026-01-01").replace("2025-02-01", "2026-02-01")
    changed(root, {"measures.yaml": old.replace(FORBIDDEN, twice)})
    assert "FGK721" in codes(reviewed(capsys, root, code=1))


@pytest.mark.parametrize("renamed", ["plaetze", "kita"])
def test_a_later_id_takes_no_answer_away(renamed: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"resolutions.yaml": AMENDED % ("2026-11-05", "adopted")})
    changed(root, {"measures.yaml": LATER}, "Aufschub\n\nBeschluss: rat-aufschub")
    files = {"measures.yaml": LATER, "goals.yaml": GOALS}
    again = {
        name: re.sub(rf"(id|goal|replaced_by): {renamed}\b", rf"\1: {renamed}-neu", text)
        for name, text in files.items()
    }
    changed(root, again)
    assert codes(reviewed(capsys, root, code=0)) == []


def test_evidence_that_leads_nowhere_is_seen(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "rm", "-q", f"{HOME}/belege/abnahme.txt")
    changed(root, {"sources.yaml": SOURCES.replace("abnahme.txt", "fehlt.txt")})
    assert codes(reviewed(capsys, root)) == ["FGK717"]


def test_a_measure_is_not_hidden_by_a_goal_that_was_internal(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hidden = (
        GOALS
        + "  - id: intern\n    visibility: internal\n    title: Intern\n    action_field: eigenes\n    round: aufbau\n"
    )
    on_main(root, {"goals.yaml": hidden})
    measures = MEASURES.replace("    goal: beratung-weiter\n", "    goal: intern\n")
    assert measures != MEASURES
    changed(root, {"measures.yaml": measures})
    assert "FGK763" in codes(reviewed(capsys, root))


def test_a_date_of_giving_up_that_is_only_more_exact_gives_nothing_up_again(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"measures.yaml": MEASURES.replace("- date: 2025-03\n", "- date: 2025-03-12\n")})
    (found,) = reviewed(capsys, root, code=0)["diagnostics"]
    assert (found["code"], found["severity"]) == ("FGK711", "info")
    options = ["--repo", str(root), "--transitions", "--format", "json", "--lang", "de"]
    assert run(["history", *options]) == 0


def test_references_to_a_former_id_are_told_as_such(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"goals.yaml": GOALS.replace("  - id: plaetze\n", "  - id: kitaplaetze\n")})
    found = next(one for one in reviewed(capsys, root, code=1)["diagnostics"] if one["code"] == "FGK741")
    assert "Die Kennung heißt jetzt „kitaplaetze“" in found["message"]
