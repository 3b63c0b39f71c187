"""``fgk fix``: shown first, written only on demand, every other byte as it was."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Build
from corpus.case import MARK, Case, repository
from fgk import writing
from fgk.cli.main import run
from fgk.diagnostics import Diagnostic, Span
from fgk.render.unified import unified
from fgk.source.draft import Change
from fgk.source.edits import Edit, applied
from fgk.source.text import Text
from fgk.usecases.fix import repaired
from repositories import DAY, HOME, SOUND, diagnostics, memory, municipality
from test_contracts import problems
from test_one_defect import CASES

BOM = "\ufeff"
MEASURES = f"{HOME}/measures.yaml"
KEYS = f"{HOME}/municipality.yaml"


def unquoted() -> dict[str, str]:
    """Give a municipality with three repairs in two files: two unquoted labels and an unquoted key."""
    return municipality(
        {
            "municipality.yaml": SOUND["municipality.yaml"].replace('"05999001"', "05999001"),
            "measures.yaml": SOUND["measures.yaml"]
            .replace('number: "1.1.1"', "number: 1.10")
            .replace("    title: Ein Heft\n", "    number: 2.50\n    title: Ein Heft\n"),
        }
    )


def fixed(root: Path, *arguments: str) -> int:
    return run(["fix", "--repo", str(root), "--at", DAY.isoformat(), "--lang", "en", *arguments])


def json_of(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = fixed(root, "--format", "json", *arguments)
    data = json.loads(capsys.readouterr().out)
    assert problems("fix", data) == []
    return code, data


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


# -- showing and writing ------------------------------------------------------------------------------------------------


def test_without_write_repairs_are_shown_and_nothing_changes(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    root = build(unquoted())
    before = contents(root)
    assert fixed(root) == 1
    shown = capsys.readouterr().out
    assert f"--- a/{KEYS}\n+++ b/{KEYS}\n@@ -2,7 +2,7 @@ FGK617 unquoted-key\n" in shown
    assert '\n-  ags: 05999001\n+  ags: "05999001"\n' in shown
    assert shown.endswith("3 repairs in 2 files; with --write they are written\n")
    assert contents(root) == before


def test_with_write_the_files_differ_just_there(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    root = build(unquoted())
    before = contents(root)
    assert fixed(root, "--write") == 0
    assert capsys.readouterr().out.endswith("3 repairs written to 2 files\n")
    before[KEYS] = before[KEYS].replace(b"ags: 05999001", b'ags: "05999001"')
    before[MEASURES] = before[MEASURES].replace(b"1.10", b'"1.10"').replace(b"2.50", b'"2.50"')
    assert contents(root) == before


def test_after_writing_nothing_is_left_to_repair(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    root = build(unquoted())
    assert fixed(root, "--write") == 0
    capsys.readouterr()
    assert fixed(root) == 0
    assert capsys.readouterr().out == "Nothing can be repaired beyond doubt; “fgk validate” shows all findings.\n"


def test_bom_windows_line_ends_comments_and_a_missing_last_line_end_survive(build: Build) -> None:
    text = (
        f"{BOM}# 😀 Kopf\r\n\r\nname: Musterstadt   # bleibt\r\nkind: municipality\r\nstate: NW\n\r\n"
        'note: "a\u2028b\u0085c"\r\nkeys: {note: "😀", ags: 05999001 }   # 😀\r\n# Ende'
    ).replace('note: "😀", ', "")
    root = build(municipality({"municipality.yaml": text}))
    fixed(root, "--write")
    assert (root / KEYS).read_bytes() == text.replace("05999001", '"05999001"').encode()


def test_a_character_outside_the_basic_plane_before_the_place_counts_once(build: Build) -> None:
    measures = "measures:\r\n  - {title: 😀😀 Kita, id: kita, number: 1.10, goal: plaetze}\r\n"
    root = build(municipality({"measures.yaml": BOM + measures}))
    fixed(root, "--write")
    assert (root / MEASURES).read_bytes() == (BOM + measures.replace("1.10", '"1.10"')).encode()


def test_two_repairs_in_one_line(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    text = SOUND["municipality.yaml"].replace(
        'keys:\n  ags: "05999001"\n  ars: "059990001001"\n', "keys: {ags: 05999001, ars: 059990001001}\n"
    )
    root = build(municipality({"municipality.yaml": text}))
    code, data = json_of(root, capsys, "--write")
    assert code == 0
    assert data["summary"] == {"files": 1, "repairs": 2, "written": 1}
    assert b'keys: {ags: "05999001", ars: "059990001001"}\n' in (root / KEYS).read_bytes()


def test_only_some_rules_and_only_some_municipalities(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    other = {path.replace("musterstadt", "musterdorf"): text for path, text in unquoted().items()}
    root = build({**unquoted(), **other})
    _, data = json_of(root, capsys, "musterdorf", "--rule", "unquoted-key")
    assert [file["path"] for file in data["files"]] == ["municipalities/musterdorf/municipality.yaml"]
    assert json_of(root, capsys, "--rule", "FGK5")[1]["files"] == []
    assert fixed(root, "--rule", "no-rule") == 2
    assert fixed(root, "nirgendwo") == 2


def test_what_is_ignored_is_not_repaired(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    files = unquoted()
    files[KEYS] = files[KEYS].replace("05999001", "05999001  # fgk: ignore[unquoted-key] So im Amt üblich", 1)
    files["fgk.yaml"] = "format: 1\nignore:\n  - {rule: unquoted-label, reason: Wir lesen nur mit fgk.}\n"
    root = build(files)
    assert fixed(root) == 0
    assert "Nothing can be repaired beyond doubt; “fgk validate” shows all findings." in capsys.readouterr().out


def test_a_repair_in_json_says_what_where_and_what_instead(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    _, data = json_of(build(unquoted()), capsys)
    (file,) = (file for file in data["files"] if file["path"] == KEYS)
    assert (file["new_path"], file["written"], file["error"]) == (None, False, None)
    (repair,) = file["repairs"]
    assert repair["code"] == "FGK617"
    assert (repair["line"], repair["column"], repair["end_line"], repair["end_column"]) == (5, 8, 5, 16)
    assert repair["replacement"] == '"05999001"'


def test_no_control_character_reaches_the_terminal(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    note = 'concept: "\u202eb\u200e"\r\n'
    files = unquoted()
    files[KEYS] = files[KEYS].replace("keys:\n", f"{note}keys:\n")
    fixed(build(files))
    shown = capsys.readouterr().out
    assert "\ufffdb\ufffd" in shown
    assert not {"\x1b", "\u202e", "\u200e", "\r"} & set(shown)


def test_colours_where_they_are_wanted(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    fixed(build(unquoted()), "--color", "always")
    assert '\x1b[32m+  ags: "05999001"' in capsys.readouterr().out


# -- names --------------------------------------------------------------------------------------------------------------


def misnamed() -> dict[str, str]:
    """Give a municipality whose measures stand in a ``.yml``, with a label to repair in it."""
    files = unquoted()
    files[f"{HOME}/measures.yml"] = files.pop(MEASURES)
    return files


def test_a_file_gets_its_right_name_and_is_then_repaired(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    root = build(misnamed())
    assert fixed(root) == 1
    shown = capsys.readouterr().out
    assert f"rename from {HOME}/measures.yml\nrename to {HOME}/measures.yaml\n" in shown
    assert fixed(root, "--write") == 0
    assert contents(root).keys() == unquoted().keys()
    assert b'number: "1.10"' in (root / MEASURES).read_bytes()
    assert fixed(root) == 0


@pytest.mark.parametrize("name", ["goals.YML", "goals.yaml.txt", "goals.yml.txt", "goals.YAML"])
def test_other_slips_of_the_name(name: str) -> None:
    files = municipality({"goals.yaml": None, name: SOUND["goals.yaml"]})
    (change,) = repaired(memory(files), DAY)
    assert (change.path, change.new_path) == (f"{HOME}/{name}", f"{HOME}/goals.yaml")


@pytest.mark.parametrize(
    "files",
    [
        {"goals.yml": "goals: []\n"},
        {"goals.yaml": None, "goals.yml": SOUND["goals.yaml"], "goals/neu.yaml": "goals: []\n"},
        {"goals/neu.yml": "goals: []\n"},
        {"docker-compose.yml": "services: {}\n"},
        {"Goals.yml": "goals: []\n"},
    ],
    ids=["taken", "a-directory-too", "a-file-too", "no-meaning", "another-name"],
)
def test_a_file_keeps_its_name_where_another_would_be_no_better(files: dict[str, str | None]) -> None:
    assert repaired(memory(municipality(files)), DAY) == []


def test_of_two_files_for_one_name_the_first_gets_it() -> None:
    files = municipality({"goals.yaml": None, "goals.yaml.txt": SOUND["goals.yaml"], "goals.yml": "goals: []\n"})
    assert [change.new_path for change in repaired(memory(files), DAY)] == [f"{HOME}/goals.yaml"]


def test_files_of_a_collection_and_procedures_get_their_names() -> None:
    files = municipality({"goals.yaml": None, "goals/alle.yml": SOUND["goals.yaml"]})
    files["procedures/lesestadt.yml"] = (
        "id: lesestadt\ntitle: Siegel\nstages: [{id: siegel, title: Siegel, validity: P4Y}]\n"
        "events: [{id: verleihung, title: Verleihung, effect: issues}]\n"
    )
    changes = repaired(memory(files), DAY)
    assert [change.new_path for change in changes] == [f"{HOME}/goals/alle.yaml", "procedures/lesestadt.yaml"]
    assert [change.path for change in repaired(memory(files), DAY, ["musterstadt"])] == [f"{HOME}/goals/alle.yml"]


def test_a_new_name_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a")
    (tmp_path / "a.yaml").write_text("b")
    with pytest.raises(FileExistsError):
        writing.rename(tmp_path, "a.yml", "a.yaml", b"a")
    assert (tmp_path / "a.yaml").read_text() == "b"


# -- files that cannot be written ---------------------------------------------------------------------------------------


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"new")
    with pytest.raises(writing.ChangedMeanwhile):
        writing.replace_content(tmp_path, "a.yaml", b"old", b"repaired")
    assert file.read_bytes() == b"new"
    with pytest.raises(writing.ChangedMeanwhile):
        writing.rename(tmp_path, "a.yaml", "b.yaml", b"old")
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_a_file_that_changes_at_the_last_moment_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"old")
    monkeypatch.setattr(writing, "_take_over", lambda *_: file.write_bytes(b"from elsewhere"))
    with pytest.raises(writing.ChangedMeanwhile):
        writing.replace_content(tmp_path, "a.yaml", b"old", b"repaired")
    assert file.read_bytes() == b"from elsewhere"
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_a_read_only_file_stays_and_the_others_are_written(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    root = build(unquoted())
    (root / KEYS).chmod(0o444)
    code, data = json_of(root, capsys, "--write")
    assert code == 1
    assert data["summary"] == {"files": 2, "repairs": 3, "written": 1}
    assert {file["path"]: file["error"] for file in data["files"]} == {
        MEASURES: None,
        KEYS: "permission is denied",
    }
    assert b"ags: 05999001\n" in (root / KEYS).read_bytes()
    assert fixed(root, "--write", "--quiet") == 1
    assert f"{KEYS} has not been written: permission is denied" in capsys.readouterr().err


def test_a_directory_that_takes_no_files(
    build: Build, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:  # what a missing permission does; an administrator would have it all the same
        raise PermissionError(13, "Permission denied")

    root = build(unquoted())
    before = contents(root)
    monkeypatch.setattr("tempfile.mkstemp", refuse)
    code, data = json_of(root, capsys, "--write")
    assert code == 1
    assert {file["error"] for file in data["files"]} == {"permission is denied"}
    assert contents(root) == before


def test_permissions_stay(build: Build) -> None:
    root = build(unquoted())
    (root / KEYS).chmod(0o640)
    assert fixed(root, "--write") == 0
    assert (root / KEYS).stat().st_mode & 0o777 == 0o640


def test_a_link_out_of_the_repository_is_never_written(build: Build, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "municipality.yaml"
    files = unquoted()
    outside.write_text(files.pop(KEYS), encoding="utf-8")
    before = outside.read_bytes()
    root = build(files)
    (root / KEYS).symlink_to(outside)
    fixed(root, "--write")
    assert outside.read_bytes() == before
    with pytest.raises(writing.LeadsOutside):
        writing.replace_content(root, KEYS, before, b"")
    with pytest.raises(writing.LeadsOutside):
        writing.rename(root, KEYS, f"{HOME}/anders.yaml", before)


def test_a_link_inside_the_repository_leads_to_the_file(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    files = unquoted()
    files["gemeinsam/measures.yaml"] = files.pop(MEASURES)
    root = build(files)
    (root / MEASURES).symlink_to(root / "gemeinsam/measures.yaml")
    code, data = json_of(root, capsys, "--write")
    assert code == 0
    assert [file["path"] for file in data["files"]] == ["gemeinsam/measures.yaml", KEYS]
    assert (root / MEASURES).is_symlink()
    assert b'number: "1.10"' in (root / "gemeinsam/measures.yaml").read_bytes()


# -- the difference as a patch ------------------------------------------------------------------------------------------


def fgk(*arguments: str, at: Path) -> bytes:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FGK_")}
    command = [sys.executable, "-m", "fgk", "fix", "--at", DAY.isoformat(), *arguments]
    return subprocess.run(command, cwd=at, env=kept, check=False, capture_output=True).stdout


def git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(["git", *arguments], cwd=root, env=environment, input=given, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_git_applies_the_difference_exactly(build: Build) -> None:
    files = misnamed()
    files[KEYS] = BOM + files[KEYS].replace("\n", "\r\n").removesuffix("\r\n")
    files[f"{HOME}/measures.yml"] = (
        files[f"{HOME}/measures.yml"].removesuffix("\n").replace("due: 2027-06", "number: 1.20")
    )
    spaces = {path.replace("musterstadt", "m ü"): text for path, text in files.items()}
    root = build({**files, **spaces})
    before = contents(root)
    git(root, "init", "--quiet")
    patch = fgk("--format", "diff", "--quiet", at=root)
    assert patch.count(b"rename from") == 2
    assert patch.count(b"\\ No newline at end of file") == 4
    git(root, "apply", "-", given=patch)
    applied_by_git = contents(root)
    for path in applied_by_git:
        (root / path).unlink()
    build(before)
    fgk("--write", at=root)
    assert contents(root) == applied_by_git
    assert fgk("--format", "diff", at=root) == b""


def test_names_that_would_break_a_line_are_written_as_git_does() -> None:
    path = 'a "b"\\\n\x1bü.yml'
    change = Change(path, path.replace("yml", "yaml"), b"", b"")
    assert list(unified(change))[1] == 'rename from "a \\"b\\"\\\\\\n\\033ü.yml"\n'


def patched(text: str, diff: list[str]) -> str:
    """Carry out a diff, and refuse one whose lines or numbers are not right."""
    old = re.findall(r"[^\n]*\n|[^\n]+$", text)
    new: list[str] = []
    position = 0
    for line in diff[2:]:
        mark, rest = line[0], line[1:]
        if mark == "@":
            numbers = re.match(r"@@ -(\d+),(\d+) \+(\d+),(\d+) @@", line)
            assert numbers is not None
            start = int(numbers[1]) - (numbers[2] != "0")
            new += old[position:start]
            position = start
            assert len(new) == int(numbers[3]) - (numbers[4] != "0")
        elif mark == "\\":
            new[-1] = new[-1].removesuffix("\n")
        else:
            if mark != "+":
                assert old[position].rstrip("\n") == rest.rstrip("\n")
                position += 1
            if mark != "-":
                new.append(rest)
    return "".join(new + old[position:])


texts = st.lists(st.sampled_from(["a\n", "b\n", "\n", "c\r\n", "😀\n", "\u2028\x85\n"]), max_size=30).map("".join)


@given(texts, texts, st.sampled_from(["", "x", "\n"]))
def test_a_difference_leads_from_one_side_to_the_other(before: str, after: str, end: str) -> None:
    change = Change("a", "a", before.encode(), (after + end).encode())
    assert patched(before, list(unified(change))) == after + end


# -- edits --------------------------------------------------------------------------------------------------------------


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    """Draw a text and replacements of stretches of it, which may overlap."""
    alphabet = st.sampled_from(["a", "b", " ", "\n", "\r\n", "\r", "😀", "ü", "\u2028", "\x85", "\ufeff"])
    text = "".join(draw(st.lists(alphabet, max_size=40)))
    offsets = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(offsets, offsets, st.sampled_from(['"x"', "", "😀", "y\n"])), max_size=6))
    return text, [(min(start, end), max(start, end), new) for start, end, new in pairs]


@given(edited(), st.booleans())
def test_edits_change_nothing_outside_their_spans(drawn: tuple[str, list[tuple[int, int, str]]], bom: bool) -> None:  # noqa: FBT001 - drawn
    text, wanted = drawn
    mark = BOM.encode() if bom or text.startswith(BOM) else b""  # a text that begins with one would be a mark itself
    places = Text(text)
    by_edit = {Edit(places.span(start, end), new): (start, end) for start, end, new in wanted}
    content, done = applied(mark + text.encode(), by_edit)
    rest, position = [], 0
    for edit in done:
        start, end = by_edit[edit]
        assert start >= position, "edits overlap"
        rest += [text[position:start], edit.text]
        position = end
    assert content == mark + "".join([*rest, text[position:]]).encode()
    left_out = [by_edit[edit] for edit in by_edit if edit not in done and text[slice(*by_edit[edit])] != edit.text]
    kept = [by_edit[edit] for edit in done]
    assert all(any((a < d and c < b) or a == c for c, d in kept) for a, b in left_out)


def test_of_edits_that_overlap_the_first_is_kept() -> None:
    edits = [Edit(Span(1, 3, 1, 6), "X"), Edit(Span(1, 1, 1, 4), "Y"), Edit(Span(1, 6, 1, 7), "Z")]
    assert applied(b"abcdefg\n", edits) == (b"YdeZg\n", [edits[1], edits[2]])


@pytest.mark.parametrize("span", [Span(3, 1, 3, 2), Span(1, 9, 1, 10), Span(0, 1, 1, 1), Span(1, 0, 1, 1)])
def test_a_place_outside_the_file_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match="there is no"):
        applied(b"ab\n", [Edit(span, "x")])


# -- every repair -------------------------------------------------------------------------------------------------------

labels = st.sampled_from(["1.10", "1.1.1", '"1.10"', "'1.10'", "08", "0x1F", "1e5", "2.50  # 😀", "12:30", '"a\\tb"'])
line_ends = st.sampled_from(["\n", "\r\n"])


@given(st.lists(labels, min_size=1, max_size=5), line_ends, st.booleans(), st.booleans())
def test_a_repaired_file_has_none_of_these_problems_left(numbers: list[str], end: str, bom: bool, last: bool) -> None:  # noqa: FBT001 - drawn
    text = SOUND["measures.yaml"] + "".join(
        f"  - id: m{index}\n    goal: beratung\n    number: {number}\n    title: 😀 Titel\n\n"
        for index, number in enumerate(numbers)
    )
    content = (BOM * bom + (text if last else text.rstrip("\n")).replace("\n", end)).encode()
    files: dict[str, str | bytes] = {**municipality(), MEASURES: content}
    with_repairs = list(repairable(diagnostics(memory(files))))
    changes = repaired(memory(files), DAY)
    after = {**files, **{change.new_path: change.new for change in changes}}
    assert bool(changes) == bool(with_repairs)
    assert list(repairable(diagnostics(memory(after)))) == []
    assert {one.code for one in diagnostics(memory(after))} <= {one.code for one in diagnostics(memory(files))}
    for change in changes:
        assert change.new.replace(b'"', b"") == change.old.replace(b'"', b"")


WITH_REPAIRS = ("FGK107", "FGK114", "FGK617", "FGK620", "FGK622")


@pytest.mark.parametrize("case", [case for case in CASES if case.code in WITH_REPAIRS], ids=lambda case: case.name)
def test_a_repair_settles_the_one_defect_and_touches_nothing_else(case: Case) -> None:
    text = case.changed().replace(MARK, "").replace("\n", "\r\n")
    files = repository(case.file, (BOM + text).encode())
    (found,) = diagnostics(memory(files))
    changes = repaired(memory(files), DAY)
    if found.replacement is None:
        assert changes == []
        return
    (change,) = changes
    places = Text(text)
    start = places.offset(found.span.line, found.span.column)
    end = places.offset(found.span.end_line, found.span.end_column)
    assert change.new.decode() == BOM + text[:start] + found.replacement + text[end:]
    after = memory({**files, change.path: change.new})
    assert case.code not in {one.code for one in diagnostics(after)}
    assert repaired(after, DAY) == []


def test_most_slips_of_these_rules_have_a_repair() -> None:
    cases = [case for case in CASES if case.code in WITH_REPAIRS]
    repairs = [repaired(memory(repository(case.file, case.changed().replace(MARK, ""))), DAY) for case in cases]
    assert {case.code for case, found in zip(cases, repairs, strict=True) if found} == set(WITH_REPAIRS)


def repairable(found: list[Diagnostic]) -> Iterator[Diagnostic]:
    return (one for one in found if one.replacement is not None and not one.ignored)
