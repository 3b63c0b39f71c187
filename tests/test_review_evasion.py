"""Changes that try to get past ``fgk review``, and honest ones that look as if they did."""

import re
from pathlib import Path

import pytest

from commits import changed, git
from fgk.cli.main import run
from repositories import DAY, HOME, SOUND, write
from reviews import AMENDED, DROPPED, GOALS, LATER, MEASURES, codes, reviewed

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


# -- merges ------------------------------------------------------------------------------------------------------------

PROMISED = "Aufschub\n\nBeschluss: rat-aufschub"


def crossed(root: Path, ours: dict[str, str], theirs: dict[str, str]) -> None:
    """Let the branch and main change something and take each other in; there are two common ancestors then."""
    changed(root, ours)
    left = git(root, "rev-parse", "HEAD")
    git(root, "checkout", "-q", "main")
    changed(root, theirs)
    right = git(root, "rev-parse", "HEAD")
    git(root, "merge", "-q", "--no-edit", left)
    git(root, "checkout", "-q", "zweig")
    git(root, "merge", "-q", "--no-edit", right)


def test_what_is_taken_out_is_seen_where_histories_cross(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    crossed(root, {"liesmich.txt": "x\n"}, {"goals.yaml": GOALS.replace("target: 150.5", "target: 160.5")})
    changed(root, {"measures.yaml": re.sub(r"  - id: kita\n(    .*\n)+", "", MEASURES)})
    git(root, "mv", HOME, "municipalities/musterburg")
    git(root, "commit", "-qm", "Umbenannt")
    assert "FGK702" in codes(reviewed(capsys, root, code=1))


@pytest.mark.parametrize(
    "theirs",
    [
        {"goals.yaml": "goals: [\n"},
        {"belege/abnahme.txt": "Abgenommen am 3. Mai.\n"},
        {"fgk.yaml": "due_soon: P1D\n"},
    ],
)
def test_what_main_did_itself_is_no_change_where_histories_cross(
    theirs: dict[str, str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = {f"{HOME}/{name}" if "/" in name else name: text for name, text in theirs.items()}
    crossed(root, {"liesmich.txt": "x\n"}, paths)
    changed(root, {"liesmich.txt": "y\n"})
    assert codes(reviewed(capsys, root, code=0)) == []


ENTRY_OF_OTHERS = "      - {date: 2026-11-12, status: in_progress, note: Bauantrag}\n"


@pytest.mark.parametrize("head", ["zweig", "main"])
def test_a_merge_of_the_same_record_takes_no_answer_away(
    head: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(root, {"resolutions.yaml": AMENDED % ("2026-11-05", "adopted")})
    changed(root, {"measures.yaml": LATER}, PROMISED)
    git(root, "checkout", "-q", "main")
    changed(root, {"measures.yaml": MEASURES.replace("    log:\n", f"    log:\n{ENTRY_OF_OTHERS}", 1)})
    git(root, "checkout", "-q", "--detach", head)
    git(root, "merge", "-q", "--no-edit", "main" if head == "zweig" else "zweig")
    assert codes(reviewed(capsys, root, code=0)) == []


def test_two_branches_answer_each_for_its_own(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"resolutions.yaml": AMENDED % ("2026-11-05", "adopted")})
    git(root, "checkout", "-qb", "andere")
    changed(root, {"measures.yaml": MEASURES.replace("title: Neue Kita\n", "title: Neue Kita am See\n")}, PROMISED)
    git(root, "checkout", "-q", "zweig")
    changed(root, {"measures.yaml": LATER}, PROMISED)
    git(root, "merge", "-q", "--no-edit", "andere")
    data = reviewed(capsys, root, code=0)
    assert codes(data) == []
    assert sorted(one["code"] for one in data["covered"]) == ["FGK701", "FGK704"]


def test_files_that_are_not_committed_rest_on_no_message(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(root, {"resolutions.yaml": AMENDED % ("2026-11-05", "adopted")})
    changed(root, {"measures.yaml": LATER}, PROMISED)
    assert codes(reviewed(capsys, root, "--worktree", code=0)) == []
    write(root, {f"{HOME}/measures.yaml": LATER.replace("due: 2026-09", "due: 2029-09")})
    assert "FGK701" in codes(reviewed(capsys, root, "--worktree"))


def test_what_a_merge_writes_into_what_only_one_side_has_is_its_own(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = "  - id: rampe\n    goal: beratung\n    title: Rampe\n    due: 2026-12\n    log:\n"
    new += "      - {date: 2026-11-10, status: in_progress, percent: 80}\n"
    changed(root, {"resolutions.yaml": AMENDED % ("2026-11-05", "adopted")})
    changed(root, {"measures.yaml": MEASURES + new}, PROMISED)
    assert codes(reviewed(capsys, root, code=0)) == []
    git(root, "checkout", "-q", "main")
    changed(root, {"liesmich.txt": "x\n"})
    git(root, "checkout", "-q", "zweig")
    git(root, "merge", "-q", "--no-commit", "main")
    changed(
        root, {"measures.yaml": MEASURES + new.replace("2026-12", "2029-12").replace("80", "10")}, "Zusammengeführt"
    )
    assert codes(reviewed(capsys, root)) == ["FGK706", "FGK781"]
    capsys.readouterr()
    options = ["--repo", str(root), "--lang", "de"]
    assert run(["history", "musterstadt", "rampe", *options]) == 0
    assert "Fälligkeit: 12/2026 → 12/2029" in capsys.readouterr().out
    assert run(["history", "--transitions", *options]) == 1
    assert "Umgeschrieben" in capsys.readouterr().out


# -- what cannot be read in either state, and what weighs less ---------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "broken", "old", "new"),
    [
        ("measures.yaml", MEASURES.removeprefix("measures:\n"), "title: Ein Bus", "title: Kein Bus"),
        ("municipality.yaml", SOUND["municipality.yaml"] + "unbekannt: 1\n", "Familie ist", "Familie sei"),
        ("audit.yaml", AUDIT + "unbekannt: 1\n", "procedure: familiengerechte-kommune", "procedure: anderes"),
        ("measures.yaml", MEASURES + "  - title: Ohne Kennung\n", "Ohne Kennung", "Mit nichts"),
    ],
)
def test_what_could_be_read_in_neither_state_does_not_change_unseen(
    file: str, broken: str, old: str, new: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on_main(root, {file: broken})
    assert old in broken
    changed(root, {file: broken.replace(old, new)})
    assert "FGK743" in codes(reviewed(capsys, root))


def test_every_sign_of_an_id_counts(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = RESOLUTIONS.replace(
        "resolutions:\n", "resolutions:\n  - {id: ratziele, title: Anderes, kind: other, consultations: []}\n"
    )
    on_main(root, {"resolutions.yaml": other})
    changed(
        root,
        {"audit.yaml": AUDIT.replace("date: 2024-05, resolution: rat-ziele", "date: 2024-05, resolution: ratziele")},
    )
    (found,) = reviewed(capsys, root, code=1)["diagnostics"]
    assert (found["code"], found["severity"]) == ("FGK714", "error")


@pytest.mark.parametrize(("level", "expected"), [("warning", "info"), ("error", "warning")])
def test_a_correction_weighs_one_step_less_than_the_settings_say(
    level: str, expected: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on_main(root, {"fgk.yaml": f"severity:\n  - {{rule: FGK711, level: {level}, reason: Hier gilt das}}\n"})
    changed(
        root, {"measures.yaml": MEASURES.replace("2025-01-15", "2025-01-16")}, "Datum\n\nBerichtigung: Zahlendreher"
    )
    assert [one["severity"] for one in reviewed(capsys, root, code=0)["diagnostics"]] == [expected]


def test_an_ignore_knows_a_municipality_by_the_slug_that_it_had(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    on_main(root, {"fgk.yaml": "ignore:\n  - {rule: FGK702, in: altstadt, reason: Ausgetreten}\n"})
    changed(root, {"measures.yaml": re.sub(r"  - id: kita\n(    .*\n)+", "", MEASURES)})
    git(root, "mv", HOME, "municipalities/altstadt")
    git(root, "commit", "-qm", "Umbenannt")
    assert "FGK702" in codes(reviewed(capsys, root, code=1))


def test_a_comment_is_not_carried_along_by_a_text_or_to_another_collection(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    comment = "  # fgk: ignore[FGK711] Geklärt\n"
    on_main(
        root,
        {
            "measures.yaml": MEASURES.replace(
                "        status: in_progress\n", f"        status: in_progress{comment}", 1
            )
        },
    )
    spoofed = "  - title: Heft\n    note: |\n      id: kita\n    id: heft-zwei\n    goal: beratung-weiter  # fgk: ignore[FGK711] Geklärt\n"
    changed(root, {"measures.yaml": MEASURES + spoofed})
    assert "FGK771" in codes(reviewed(capsys, root))


def test_a_large_document_that_only_moves_is_the_same(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    on_main(root, {f"{HOME}/belege/abnahme.txt": "Seite\n" * 1_000_000})
    git(root, "mv", HOME, "municipalities/muster")
    git(root, "commit", "-qm", "Umbenannt")
    assert codes(reviewed(capsys, root, code=0)) == []


def test_a_branch_that_looks_like_a_hash_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = git(root, "rev-parse", "main")[:8]
    changed(root, {"measures.yaml": LATER})
    git(root, "branch", name)
    assert "mehrere Revisionen" in reviewed(capsys, root, base=name, code=2)["error"]


# -- who wrote it last -------------------------------------------------------------------------------------------------

TARGET = "target: 150.5"


def said(root: Path, files: dict[str, str]) -> None:
    """Change something with a message that names the resolution."""
    changed(root, files, PROMISED)


@pytest.fixture
def decided(root: Path) -> Path:
    on_main(root, {"resolutions.yaml": AMENDED % ("2026-11-05", "adopted")})
    return root


def test_a_conflict_that_the_silent_side_wins_is_not_answered_by_the_other_one(
    decided: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(decided, "branch", "still")
    said(decided, {"measures.yaml": LATER})
    git(decided, "checkout", "-q", "still")
    changed(decided, {"measures.yaml": MEASURES.replace("due: 2026-03", "due: 2035-09")})
    git(decided, "checkout", "-q", "zweig")
    git(decided, "merge", "-q", "--no-edit", "-X", "theirs", "still")
    assert "FGK701" in codes(reviewed(capsys, decided))
    git(decided, "reset", "-q", "--hard", "HEAD~1")
    git(decided, "merge", "-q", "--no-edit", "-X", "ours", "still")
    assert codes(reviewed(capsys, decided, code=0)) == []


def test_what_is_written_under_another_name_in_between_is_not_answered(
    decided: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(decided, {"goals.yaml": GOALS.replace(TARGET, "target: 140")})
    renamed = GOALS.replace(TARGET, "target: 10").replace("id: anzahl", "id: zahl")
    changed(decided, {"goals.yaml": renamed})
    changed(decided, {"goals.yaml": renamed.replace("id: zahl", "id: anzahl")})
    assert "FGK703" in codes(reviewed(capsys, decided))


def test_what_is_taken_out_and_added_again_is_not_answered(decided: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(decided, {"goals.yaml": GOALS.replace(TARGET, "target: 140")})
    start, end = GOALS.index("  - id: plaetze"), GOALS.index("  - id: beratung\n")
    changed(decided, {"goals.yaml": GOALS[:start] + GOALS[end:]})
    changed(decided, {"goals.yaml": GOALS.replace(TARGET, "target: 10")})
    assert "FGK703" in codes(reviewed(capsys, decided))


def test_a_due_date_is_answered_by_all_that_moved_it(decided: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = "      - {date: 2027-01-01, status: postponed, new_due: 2027-03, reason: Bau}\n"
    planned = MEASURES.replace("due: 2026-03", "due: 2034-01").replace(ENTRY, ENTRY + entry)
    assert entry in planned
    on_main(decided, {"measures.yaml": planned})
    said(decided, {"measures.yaml": planned.replace("due: 2034-01", "due: 2034-02")})
    changed(decided, {"measures.yaml": planned.replace("due: 2034-01", "due: 2034-02").replace(entry, "")})
    assert "FGK701" in codes(reviewed(capsys, decided))


def test_what_lies_beside_takes_no_answer_away(decided: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = "  - {id: rampe, goal: beratung, title: Rampe, due: 2026-12}\n"
    said(decided, {"measures.yaml": LATER + new})
    entry = "      - {date: 2026-11-12, status: in_progress, percent: 30}\n"
    beside = LATER.replace(ENTRY, ENTRY + entry) + new.replace("}", ", responsible: {office: Bauhof}}")
    changed(decided, {"measures.yaml": beside})
    assert codes(reviewed(capsys, decided, code=0)) == []


def test_what_is_gone_is_seen_where_histories_cross_and_names_change(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    renamed = re.sub(r"(id|replaced_by): kita\b", r"\1: kita-neu", MEASURES)
    crossed(root, {"liesmich.txt": "x\n"}, {"measures.yaml": renamed})
    changed(root, {"measures.yaml": re.sub(r"  - id: kita-neu\n(    .*\n)+", "", renamed)})
    assert "FGK702" in codes(reviewed(capsys, root, code=1))


def test_each_field_counts_by_itself_where_histories_cross(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two = GOALS.replace(
        "    assessment:\n", "      - {id: zwei, title: Zwei, baseline: 10, target: 50}\n    assessment:\n", 1
    )
    on_main(root, {"goals.yaml": two})
    crossed(root, {"liesmich.txt": "x\n"}, {"goals.yaml": two.replace("target: 50", "target: 49")})
    changed(root, {"goals.yaml": two.replace("target: 50", "target: 49").replace(TARGET, "target: 12")})
    (found,) = reviewed(capsys, root)["diagnostics"]
    assert (found["code"], "„anzahl“" in found["message"]) == ("FGK703", True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("      - date: 2025-01-15{c}\n        status: in_progress\n", "      - date: 2025-01-15\n        status: in_progress{c}\n"),
        ("    title: Neue Kita{c}\n", "    title: Ein Bus{c}\n"),
    ],
)  # fmt: skip
def test_a_comment_is_tied_to_its_line(before: str, after: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    comment = "  # fgk: ignore[FGK711] Geklärt"
    plain = [one.replace("{c}", "") for one in (before, after)]
    on_main(root, {"measures.yaml": MEASURES.replace(plain[0], before.replace("{c}", comment))})
    changed(root, {"measures.yaml": MEASURES.replace(plain[1], after.replace("{c}", comment))})
    assert "FGK771" in codes(reviewed(capsys, root))


def test_a_correction_of_a_source_is_none_of_its_document(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corrected = SOURCES.replace("publisher: Stadt Musterstadt", "publisher: Musterstadt")
    changed(root, {"sources.yaml": corrected}, "Herausgeber\n\nBerichtigung: Name")
    changed(root, {f"{HOME}/belege/abnahme.txt": "Nicht abgenommen.\n"})
    found = {one["code"]: one["severity"] for one in reviewed(capsys, root)["diagnostics"]}
    assert found == {"FGK712": "info", "FGK717": "warning"}


@pytest.mark.parametrize("name", ["fgk.yaml", "procedures/eigenes.yaml"])
def test_broken_settings_and_procedures_are_seen(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound = {"fgk.yaml": "due_soon: P60D\n", "procedures/eigenes.yaml": "id: eigenes\ntitle: Eigenes\n"}
    on_main(root, {"fgk.yaml": sound["fgk.yaml"]})
    changed(root, {name: "x: [\n"})
    found = next(one for one in reviewed(capsys, root, code=1)["diagnostics"] if one["code"] == "FGK742")
    assert found["path"] == name
    capsys.readouterr()
    assert run(["diff", "main..zweig", "--repo", str(root), "--at", DAY.isoformat(), "--lang", "de"]) == 0
    text = capsys.readouterr().out
    assert f"Nur in einem der Stände lesbar: {name}" in text
    assert "?" not in text


def test_a_correction_is_told_and_does_not_count_for_ever(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(
        root, {"measures.yaml": MEASURES.replace("2025-01-15", "2025-01-16")}, "Datum\n\nBerichtigung: Zahlendreher"
    )
    options = ["--repo", str(root), "--lang", "de"]
    for arguments in (["musterstadt", "kita"], ["--transitions"]):
        capsys.readouterr()
        assert run(["history", *arguments, *options]) == 0
        assert "aut Commit eine Berichtigung: Zahlendreher" in " ".join(capsys.readouterr().out.split())


def test_the_wrong_resolution_of_a_later_commit_is_named(decided: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(decided, {"measures.yaml": LATER})
    changed(decided, {"measures.yaml": LATER.replace("2026-09", "2029-09")}, "Noch später\n\nBeschluss: gibtsnicht")
    found = reviewed(capsys, decided)["diagnostics"]
    assert [one["code"] for one in found] == ["FGK701", "FGK781"]
    assert "„gibtsnicht“" in found[1]["message"]
