"""``--rev``: the files as a git revision has them, whatever lies in the working tree; nothing there is touched."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commits import git
from fgk.cli.main import run
from fgk.source.commit import CommitTree
from fgk.source.git import process, revision
from fgk.source.git.process import NoGit
from fgk.source.git.revision import TooManyFiles, UnknownRevision, commit
from fgk.source.tree import MAX_FILE_SIZE, DiskTree, EntryKind, ReadFailure, TooLarge, Tree
from repositories import HOME, SOUND, municipality, write
from test_since import append, municipalities, three

DAY = "2026-11-23"
BROKEN = SOUND["measures.yaml"].replace("goal: beratung\n    title: Ein Bus", "goal: fehlt\n    title: Ein Bus")
UNKNOWN_GOAL = "FGK202"


def sound(root: Path, *options: str) -> Path:
    """Make a git repository with one municipality without a fault."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main", *options)
    return recorded(root, municipality())


def recorded(root: Path, files: dict[str, str]) -> Path:
    write(root, files)
    git(root, "add", "-A", ".")
    git(root, "commit", "-qm", "Bestand")
    return root


def broken_since(root: Path) -> Path:
    """Add a commit in which there is one finding more."""
    return recorded(root, {f"{HOME}/measures.yaml": BROKEN})


def asked(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run([*map(str, arguments), "--at", DAY])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def found(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> dict[str, Any]:
    _, output, _ = asked(capsys, "validate", "--repo", root, "--format", "json", "--lang", "en", *arguments)
    data: dict[str, Any] = json.loads(output)
    return data


def codes(data: dict[str, Any]) -> list[str]:
    return [one["code"] for one in data["diagnostics"]]


def untouched(root: Path) -> object:
    """Give all that could change: every file with its time and content, those of git included."""
    return {
        path.relative_to(root).as_posix(): (path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in root.rglob("*")
    }


@pytest.fixture
def trees() -> Iterator[list[CommitTree]]:
    """Close the trees that a test has opened."""
    opened: list[CommitTree] = []
    yield opened
    for tree in opened:
        tree.close()


# -- what is read ------------------------------------------------------------------------------------------------------


def test_an_older_commit_differs_from_the_working_tree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = broken_since(sound(tmp_path))
    assert codes(found(capsys, root, "--rev", "HEAD~1")) == []
    assert codes(found(capsys, root, "--rev", "HEAD")) == codes(found(capsys, root)) == [UNKNOWN_GOAL]
    write(root, {f"{HOME}/measures.yaml": SOUND["measures.yaml"]})
    assert codes(found(capsys, root, "--rev", "HEAD")) == [UNKNOWN_GOAL]
    assert codes(found(capsys, root)) == []


def test_a_commit_has_the_findings_of_a_clean_working_tree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = three(tmp_path)
    assert found(capsys, root) == found(capsys, root, "--rev", "main")


@pytest.mark.parametrize("words", [["--rev", "HEAD~1", "validate"], ["validate", "--rev", "HEAD~1"]])
def test_the_option_stands_before_or_behind_the_command(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = broken_since(sound(tmp_path))
    assert asked(capsys, *words, "--repo", root)[0] == 0


def test_status_and_report_show_the_state_of_then(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = sound(tmp_path / "r")
    recorded(root, {f"{HOME}/municipality.yaml": SOUND["municipality.yaml"].replace("Musterstadt", "Neuerstadt")})
    for command in (["status"], ["status", "musterstadt"], ["report", "-m", "musterstadt"]):
        for rev, name in (("HEAD~1", "Musterstadt"), ("HEAD", "Neuerstadt")):
            code, output, _ = asked(capsys, *command, "--repo", root, "--rev", rev)
            assert (code, name in output, len({"Musterstadt", "Neuerstadt"} & set(output.split()))) == (0, True, 1)
    target = tmp_path / "bericht.html"
    assert asked(capsys, "report", "-m", "musterstadt", "-o", target, "--repo", root, "--rev", "HEAD~1")[0] == 0
    assert "Musterstadt" in target.read_text(encoding="utf-8")


def test_templates_come_from_the_revision(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = recorded(sound(tmp_path), {"templates/status.md.j2": "Von damals"})
    write(root, {"templates/status.md.j2": "Von heute"})
    assert asked(capsys, "report", "-m", "musterstadt", "--repo", root, "--rev", "HEAD")[1].startswith("Von damals\n")


def test_settings_come_from_the_revision(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = recorded(sound(tmp_path), {"fgk.yaml": "language: en\n"})
    write(root, {"fgk.yaml": "language: de\n"})
    assert "municipality" in asked(capsys, "validate", "--repo", root, "--rev", "HEAD")[1]


def test_excerpts_come_from_the_revision(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = broken_since(sound(tmp_path))
    measures = root / HOME / "measures.yaml"
    measures.write_text("# heute\n" * 200)
    _, output, _ = asked(capsys, "validate", "--repo", root, "--rev", "HEAD")
    assert "goal: fehlt" in output
    assert "heute" not in output


def test_repairs_are_shown_but_not_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = sound(tmp_path)
    recorded(root, {f"{HOME}/measures.yaml": SOUND["measures.yaml"].replace("due: 2025-12", "due: 01.12.2025")})
    write(root, {f"{HOME}/measures.yaml": SOUND["measures.yaml"]})
    code, output, _ = asked(capsys, "fix", "--repo", root, "--rev", "HEAD", "--lang", "en")
    assert code == 1
    assert "2025-12-01" in output
    assert "1 repair in 1 file of HEAD" in output
    before = untouched(root)
    code, output, errors = asked(capsys, "fix", "--write", "--repo", root, "--rev", "HEAD", "--format", "json")
    assert code == 2
    assert "--rev" in errors
    assert json.loads(output)["error"]
    assert untouched(root) == before


def test_a_repair_names_the_file_behind_a_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = sound(tmp_path)
    text = SOUND["measures.yaml"].replace("due: 2025-12", "due: 01.12.2025")
    write(root, {"ablage/massnahmen.yaml": text})
    (root / HOME / "measures.yaml").unlink()
    (root / HOME / "measures.yaml").symlink_to("../../ablage/massnahmen.yaml")
    recorded(root, {})
    shutil.rmtree(root / "ablage")
    output = asked(capsys, "fix", "--repo", root, "--rev", "HEAD", "--format", "json")[1]
    assert [one["path"] for one in json.loads(output)["files"]] == ["ablage/massnahmen.yaml"]


def test_a_baseline_is_not_written_for_a_revision(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = broken_since(sound(tmp_path))
    code, _, errors = asked(capsys, "validate", "--write-baseline", "--repo", root, "--rev", "HEAD")
    assert code == 2
    assert "--rev" in errors
    assert not (root / "fgk-baseline.json").exists()


def test_a_baseline_is_applied_to_a_revision(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = broken_since(sound(tmp_path / "r"))
    baseline = tmp_path / "baseline.json"
    asked(capsys, "validate", "--write-baseline", "--baseline", baseline, "--repo", root)
    assert codes(found(capsys, root, "--rev", "HEAD")) == [UNKNOWN_GOAL]
    assert codes(found(capsys, root, "--rev", "HEAD", "--baseline", str(baseline))) == []


def test_since_compares_two_revisions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = three(tmp_path)
    append(root / "municipalities/altstadt/goals.yaml")
    git(root, "commit", "-qam", "Ziel")
    append(root / "municipalities/neustadt/goals.yaml")
    git(root, "commit", "-qam", "Ziel")
    append(root / "municipalities/mittelstadt/goals.yaml")
    assert municipalities(found(capsys, root, "--since", "HEAD~1", "--rev", "HEAD")) == {"neustadt"}
    assert municipalities(found(capsys, root, "--since", "HEAD~2", "--rev", "HEAD~1")) == {"altstadt"}
    assert municipalities(found(capsys, root, "--since", "HEAD", "--rev", "HEAD~1")) == {"neustadt"}
    assert municipalities(found(capsys, root, "--since", "HEAD", "--rev", "HEAD")) == set()


# -- what is left alone ------------------------------------------------------------------------------------------------


def test_a_dirty_working_tree_and_its_index_stay_as_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = broken_since(sound(tmp_path))
    write(root, {f"{HOME}/goals.yaml": "goals: [", "neu.yaml": "x: 1\n"})
    git(root, "add", "neu.yaml")
    (root / HOME / "audit.yaml").unlink()
    git(root, "rm", "-q", "--cached", f"{HOME}/sources.yaml")
    os.utime(root / HOME / "resolutions.yaml", (1, 1))  # git status would refresh the index
    before = untouched(root)
    for rev in ("HEAD", "HEAD~1"):
        for command in (["validate"], ["status"], ["fix"], ["report", "-m", "musterstadt"]):
            asked(capsys, *command, "--repo", root, "--rev", rev)
    assert codes(found(capsys, root, "--rev", "HEAD~1")) == []
    assert untouched(root) == before


def test_all_files_may_have_been_deleted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = sound(tmp_path)
    shutil.rmtree(root / "municipalities")
    data = found(capsys, root, "--rev", "HEAD")
    assert (codes(data), data["summary"]["municipalities"]) == ([], 1)


def trap(directory: Path) -> tuple[Path, Path]:
    """Make a program that leaves a trace, and give it and the trace."""
    directory.mkdir(exist_ok=True)
    script, trace = directory / "run.sh", directory / "trace"
    script.write_text(f'#!/bin/sh\necho "$0" "$@" >> {trace}\nexit 1\n')
    script.chmod(0o755)
    return script, trace


def everything(capsys: pytest.CaptureFixture[str], root: Path) -> list[tuple[int, str, str]]:
    """Let all that asks git for something do so, with and without ``--rev``."""
    return [
        asked(capsys, *command, "--repo", root, "--lang", "en")
        for command in (
            ["validate", "--rev", "HEAD", "--since", "HEAD~1"],
            ["validate", "--since", "HEAD~1"],
            ["status", "--rev", "HEAD~1"],
            ["fix", "--rev", "HEAD"],
            ["report", "-m", "musterstadt", "--rev", "HEAD"],
            ["report", "-m", "musterstadt"],
            ["deadlines", "--format", "ics", "--rev", "HEAD"],
            ["diff", "HEAD~1"],
            ["diff", "HEAD~1..HEAD", "--format", "html"],
            ["review", "--base", "HEAD~1"],
            ["review", "--base", "HEAD~1", "--worktree", "--format", "md"],
        )
    ]


PROGRAMS = (
    *("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "core.askPass", "core.gitProxy"),
    *("core.alternateRefsCommand", "sequence.editor", "pager.log", "pager.ls-tree", "interactive.diffFilter"),
    *("diff.external", "diff.x.command", "diff.x.textconv", "filter.x.clean", "filter.x.smudge", "filter.x.process"),
    *("merge.x.driver", "gpg.program", "gpg.ssh.program", "credential.helper", "uploadpack.packObjectsHook"),
    *("alias.ls-tree", "alias.cat-file", "alias.rev-parse", "alias.log", "remote.origin.uploadpack"),
)
HOOKS = ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc")


@pytest.mark.parametrize("named_in", ["settings", "included settings", "settings of the worktree"])
def test_nothing_that_the_repository_names_is_run(
    named_in: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = recorded(broken_since(sound(tmp_path / "r")), {".gitattributes": "* filter=x diff=x merge=x\n"})
    before = everything(capsys, root)
    script, trace = trap(tmp_path / "trap")
    settings = root / ".git/config"
    if named_in == "included settings":
        git(root, "config", "include.path", "../versteckt")
        settings = root / "versteckt"
    elif named_in == "settings of the worktree":
        git(root, "config", "extensions.worktreeConfig", "true")
        settings = root / ".git/config.worktree"
    hooks = tmp_path / "hooks"
    for directory in (hooks, root / ".git/hooks"):
        directory.mkdir(exist_ok=True)
        for name in HOOKS:
            shutil.copy(script, directory / name)
    for key in PROGRAMS:
        git(root, "config", "--file", str(settings), key, f"!{script}" if key.startswith("alias.") else str(script))
    for key, value in {
        "core.hooksPath": str(hooks),
        "core.untrackedCache": "true",
        "log.showSignature": "true",
        "gc.auto": "1",
    }.items():
        git(root, "config", "--file", str(settings), key, value)
    trace.unlink(missing_ok=True)
    files = untouched(root)
    assert everything(capsys, root) == before
    assert not trace.exists()
    assert untouched(root) == files


def test_the_environment_of_git_leads_nowhere_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = recorded(sound(tmp_path / "r"), {".gitattributes": "* diff=x\n"})
    other = broken_since(sound(tmp_path / "other"))
    before = everything(capsys, root)
    script, trace = trap(tmp_path / "trap")
    settings = tmp_path / "trap/gitconfig"
    settings.write_text(f'[core]\n\tfsmonitor = {script}\n\tabbrev = unsinn\n[diff "x"]\n\ttextconv = {script}\n')
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "PAGER", "GIT_EDITOR", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS"):
        monkeypatch.setenv(name, str(script))
    for name in ("GIT_TRACE", "GIT_TRACE2", "GIT_TRACE2_EVENT", "GIT_TRACE_SETUP", "GIT_TRACE_PACK_ACCESS"):
        monkeypatch.setenv(name, str(trace))
    for name in ("GIT_CONFIG", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE"):
        monkeypatch.setenv(name, str(settings))
    for name, value in {
        "GIT_DIR": other / ".git",
        "GIT_COMMON_DIR": other / ".git",
        "GIT_WORK_TREE": other,
        "GIT_INDEX_FILE": other / ".git/index",
        "GIT_OBJECT_DIRECTORY": other / ".git/objects",
        "GIT_EXEC_PATH": tmp_path / "trap",
        "GIT_CEILING_DIRECTORIES": tmp_path,
        "GIT_NAMESPACE": "fremd",
        "GIT_REPLACE_REF_BASE": "refs/heads/",
        "GIT_DEFAULT_HASH": "sha256",
        "GIT_CONFIG_PARAMETERS": "'core.abbrev'='unsinn'",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.abbrev",
        "GIT_CONFIG_VALUE_0": "unsinn",
        "HOME": tmp_path / "trap",
        "XDG_CONFIG_HOME": tmp_path / "trap",
    }.items():
        monkeypatch.setenv(name, str(value))
    (tmp_path / "trap/.gitconfig").write_text(settings.read_text())
    files = untouched(tmp_path)
    assert everything(capsys, root) == before
    assert not trace.exists()
    assert untouched(tmp_path) == files


@pytest.mark.parametrize("setting", ["include.path", "core.hooksPath", "core.attributesFile", "commit.template"])
def test_settings_may_name_files_of_a_home(setting: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = broken_since(sound(tmp_path))
    git(root, "config", setting, "~/irgendwo")
    assert codes(found(capsys, root, "--rev", "HEAD")) == [UNKNOWN_GOAL]


@pytest.mark.parametrize("by", ["a replacement", "a graft"])
def test_a_commit_is_itself_whatever_shall_stand_for_it(
    by: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = broken_since(sound(tmp_path))
    recorded(root, {f"{HOME}/measures.yaml": SOUND["measures.yaml"]})
    last, broken, first = git(root, "rev-list", "main").split()
    if by == "a graft":
        write(root / ".git", {"info/grafts": f"{last} {first}\n"})
    else:
        git(root, "replace", broken, first)
        git(root, "replace", f"{broken}:{HOME}/measures.yaml", f"{first}:{HOME}/measures.yaml")
    assert git(root, "show", f"HEAD~1:{HOME}/measures.yaml") == SOUND["measures.yaml"].strip()
    assert codes(found(capsys, root, "--rev", "HEAD~1")) == [UNKNOWN_GOAL]


# -- where the repository lies -----------------------------------------------------------------------------------------


def test_the_root_may_be_a_subdirectory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    root = tmp_path / "akten ä" / "*"
    recorded(root, municipality())
    recorded(tmp_path, {f"andere/{HOME}/municipality.yaml": "kaputt: ["})
    write(root, {f"{HOME}/goals.yaml": "goals: ["})
    data = found(capsys, root, "--rev", "HEAD")
    assert (codes(data), data["summary"]["municipalities"]) == ([], 1)
    monkeypatch.chdir(root / HOME)
    assert asked(capsys, "validate", "--rev", "HEAD")[0] == 0
    assert asked(capsys, "validate")[0] == 1


@pytest.mark.parametrize("named_by", ["option", "variable"])
def test_a_bare_repository_has_its_files_at_the_top(
    named_by: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = broken_since(sound(tmp_path / "r"))
    git(tmp_path, "clone", "-q", "--bare", str(root), "bestand.git")
    bare = tmp_path / "bestand.git"
    if named_by == "variable":
        monkeypatch.setenv("FGK_REPO", str(bare))
    where = ["--repo", str(bare)] if named_by == "option" else []
    for rev, code in (("main~1", 0), ("main", 1)):
        assert asked(capsys, "validate", *where, "--rev", rev)[0] == code
    assert "Musterstadt" in asked(capsys, "status", *where, "--rev", "main")[1]


def test_a_worktree_reads_the_same_commits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = broken_since(sound(tmp_path / "r"))
    git(root, "worktree", "add", "-q", "--detach", str(tmp_path / "w"), "HEAD~1")
    worktree = tmp_path / "w"
    assert codes(found(capsys, worktree)) == codes(found(capsys, worktree, "--rev", "HEAD")) == []
    assert codes(found(capsys, worktree, "--rev", "main")) == [UNKNOWN_GOAL]


def test_a_submodule_is_a_repository_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    audit = broken_since(sound(tmp_path / "audit"))
    whole = sound(tmp_path / "ganzes")
    git(whole, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", audit.as_uri(), "akten/familie")
    git(whole, "commit", "-qm", "Submodul")
    inner = whole / "akten/familie"
    assert codes(found(capsys, inner, "--rev", "HEAD~1")) == []
    assert codes(found(capsys, inner, "--rev", "HEAD")) == [UNKNOWN_GOAL]
    before = everything(capsys, whole)
    script, trace = trap(tmp_path / "trap")
    for key in ("core.fsmonitor", "diff.external", "filter.x.clean"):
        git(inner, "config", key, str(script))
    for key, value in {"diff.submodule": "log", "status.submoduleSummary": "true", "submodule.recurse": "true"}.items():
        git(whole, "config", key, value)
    trace.unlink(missing_ok=True)
    files = untouched(whole)
    assert everything(capsys, whole) == before
    assert not trace.exists()
    assert untouched(whole) == files


def test_a_directory_outside_the_working_tree_is_not_taken_for_the_top(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = broken_since(sound(tmp_path / "r"))
    part = recorded(root / "teil", municipality())
    (tmp_path / "anderswo").mkdir()
    at_the_top = codes(found(capsys, root, "--rev", "HEAD"))
    config = (root / ".git/config").read_text()
    for setting in (f"worktree = {tmp_path / 'anderswo'}", "worktree = ../../anderswo", "bare = true"):
        (root / ".git/config").write_text(f"{config}[core]\n\t{setting}\n")
        before = untouched(tmp_path)
        assert codes(found(capsys, root, "--rev", "HEAD")) == at_the_top
        code, _, errors = asked(capsys, "validate", "--repo", part, "--rev", "HEAD", "--lang", "en")
        assert code == 3
        assert "does not lie in the working tree" in errors
        assert untouched(tmp_path) == before
    (root / ".git/config").write_text(f"{config}[core]\n\tworktree = {root}\n")
    assert codes(found(capsys, part, "--rev", "HEAD")) == []


def test_a_repository_that_git_cannot_read_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = sound(tmp_path)
    git(root, "config", "core.repositoryFormatVersion", "99")
    code, _, errors = asked(capsys, "validate", "--repo", root, "--rev", "HEAD", "--lang", "en")
    assert code == 3
    assert "a git repository that can be read" in errors


def test_objects_may_have_sha256(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = broken_since(sound(tmp_path, "--object-format=sha256"))
    assert codes(found(capsys, root, "--rev", "HEAD~1")) == []
    assert codes(found(capsys, root, "--rev", "HEAD")) == [UNKNOWN_GOAL]


def test_packed_objects_are_read_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = broken_since(sound(tmp_path))
    git(root, "gc", "-q")
    assert codes(found(capsys, root, "--rev", "HEAD~1")) == []


# -- what cannot be ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rev",
    [
        *("nichts", "", " ", "--output=x", "--all", "-n", "-n1", "-h", "--", "HEAD:municipalities", "HEAD^{tree}"),
        *("^HEAD", "HEAD..HEAD", "HEAD\n", "HEAD\nHEAD", "HEAD\0", "HEAD\x1b[2J", "@{-1}", "ä\udcff", "0" * 40),
        pytest.param("x" * 1000, id="as long as may be"),
        pytest.param("HEAD" + "^0" * 1000, id="too long"),
        pytest.param("x" * 1_000_000, id="longer than an argument may be"),
    ],
)
def test_a_revision_that_does_not_exist_is_wrong_use(
    rev: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = sound(tmp_path / "r")
    before = untouched(root)
    code, _, errors = asked(capsys, "status", "--repo", root, f"--rev={rev}")
    assert code == 2
    assert "gibt es hier nicht" in errors
    assert len(errors) < 400
    assert "\x1b" not in errors
    assert untouched(root) == before


@pytest.mark.parametrize("rev", ["HEAD\nHEAD", "HEAD\0", pytest.param("HEAD" + "^0" * 500, id="too long")])
def test_what_can_be_no_name_gets_words_of_its_own(
    rev: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        "one line of at most 1000 characters"
        in asked(capsys, "status", "--repo", sound(tmp_path), f"--rev={rev}", "--lang", "en")[2]
    )


def test_a_name_may_look_like_an_option_where_git_has_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = broken_since(sound(tmp_path))
    git(root, "update-ref", "refs/heads/--output=x", "HEAD~1")
    git(root, "update-ref", "refs/heads/grün", "HEAD~1")
    for name in ("--output=x", "grün"):
        assert codes(found(capsys, root, f"--rev={name}")) == []
    assert not (root / "x").exists()


def test_without_a_git_repository_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, municipality())
    code, _, errors = asked(capsys, "validate", "--repo", tmp_path, "--rev", "HEAD", "--lang", "en")
    assert code == 3
    assert "does not lie in a git repository" in errors
    assert "--rev" in errors


def test_git_is_not_waited_for_without_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sound(tmp_path / "r")
    os.mkfifo(root / ".git/pipe")
    with (root / ".git/config").open("a", encoding="utf-8") as config:
        config.write("[include]\n\tpath = pipe\n")
    monkeypatch.setattr(process, "PATIENCE", 0.2)
    code, _, errors = asked(capsys, "status", "--repo", root, "--rev", "HEAD")
    assert code == 3
    assert "git hat" in errors


def test_without_git_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sound(tmp_path / "r")
    monkeypatch.setenv("PATH", str(tmp_path))
    code, _, errors = asked(capsys, "status", "--repo", root, "--rev", "HEAD")
    assert code == 3
    assert "git ist nicht installiert" in errors


@pytest.mark.parametrize("command", ["validate", "status", "fix"])
@pytest.mark.parametrize("rev", ["nichts", "status"])
def test_machines_get_their_object(command: str, rev: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = sound(tmp_path)
    code, output, _ = asked(capsys, "--rev", rev, command, "--repo", root, "--format", "json")
    assert code == 2
    data = json.loads(output)
    assert data["error"] == f"Die Revision „{rev}“ gibt es hier nicht"
    assert ("municipalities" in data) == (command == "status")
    assert ("files" in data) == (command == "fix")


def test_a_commit_without_the_directory_holds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = sound(tmp_path)
    recorded(root / "später", municipality())
    assert found(capsys, root / "später", "--rev", "HEAD")["summary"]["municipalities"] == 1
    assert found(capsys, root / "später", "--rev", "HEAD~1")["summary"]["municipalities"] == 0


def test_a_shallow_clone_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = broken_since(sound(tmp_path / "r"))
    git(tmp_path, "clone", "-q", "--depth=1", root.as_uri(), "flach")
    first = git(root, "rev-parse", "HEAD~1")
    code, _, errors = asked(capsys, "validate", "--repo", tmp_path / "flach", "--rev", first, "--lang", "en")
    assert code == 2
    assert "shallow" in errors
    assert found(capsys, tmp_path / "flach", "--rev", "HEAD")["summary"]["municipalities"] == 1


def test_a_shallow_clone_that_lacks_a_directory_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = sound(tmp_path / "r")
    git(tmp_path, "clone", "-q", "--depth=1", root.as_uri(), "flach")
    flat = tmp_path / "flach"
    (pack,) = (flat / ".git/objects/pack").glob("*.pack")
    content = pack.read_bytes()
    for file in pack.parent.iterdir():
        file.unlink()
    subprocess.run(["git", "unpack-objects", "-q"], cwd=flat, input=content, check=True)
    sha = git(flat, "rev-parse", f"HEAD:{HOME}")
    (flat / ".git/objects" / sha[:2] / sha[2:]).unlink()
    code, _, errors = asked(capsys, "validate", "--repo", flat, "--rev", "HEAD", "--lang", "en")
    assert code == 3
    assert "“HEAD” is not complete" in errors


@pytest.mark.parametrize("left_out", ["blob:none", "tree:0"])
@pytest.mark.parametrize("source", ["where it was", "a program", "a program that sends"])
def test_a_clone_without_contents_says_so_and_fetches_nothing(
    left_out: str, source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = broken_since(sound(tmp_path / "r"))
    git(root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--no-checkout", f"--filter={left_out}", root.as_uri(), "teil")
    part = tmp_path / "teil"
    script, trace = trap(tmp_path / "trap")
    if source == "a program":
        git(part, "config", "remote.origin.url", f"ext::{script} x")
        git(part, "config", "protocol.ext.allow", "always")
    elif source == "a program that sends":
        git(part, "config", "remote.origin.uploadpack", str(script))
        git(part, "config", "protocol.file.allow", "always")
    before = untouched(part)
    code, _, errors = asked(capsys, "validate", "--repo", part, "--rev", "HEAD", "--lang", "en")
    assert code == 3
    assert "not complete" in errors
    everything(capsys, part)
    assert not trace.exists()
    assert untouched(part) == before


# -- the tree ----------------------------------------------------------------------------------------------------------


def opened(root: Path, trees: list[CommitTree], rev: str = "HEAD") -> CommitTree:
    trees.append(CommitTree(commit(root, rev)))
    return trees[-1]


def linked(root: Path) -> Path:
    """Make a repository with links of all kinds, not at the top of its git repository."""
    git(root, "init", "-q", "-b", "main")
    below = root / "bestand"
    write(below, {"a/datei.yaml": "x: 1\n", "a/b/tief.txt": "tief", "leer": "", "ä/ö.txt": "umlaut", "-h": "strich"})
    write(root, {"daneben.txt": "daneben"})
    for name, target in {
        "auf-datei": "a/datei.yaml",
        "auf-leer": "./leer",
        "auf-verzeichnis": "a/b",
        "a/hinauf": "../ä/ö.txt",
        "a/b/quer": "../../auf-verzeichnis/tief.txt",
        "kette": "auf-datei",
        "nirgends": "fehlt/ganz",
        "hinter-datei": "leer/x",
        "hinaus": "../daneben.txt",
        "weit-hinaus": "../../../../../etc/hostname",
        "absolut": "/etc/hostname",
        "kreis": "kreis-2",
        "kreis-2": "kreis",
        "selbst": "selbst",
        "auf-wurzel": ".",
        "in-hinaus": "hinaus/x",
    }.items():
        (below / name).parent.mkdir(parents=True, exist_ok=True)
        (below / name).symlink_to(target)
    recorded(root, {})
    return below


PATHS = (
    *("", "a", "a/", "a/b", "a/datei.yaml", "a//datei.yaml", "./leer", "fehlt", "fehlt/x", "leer/x", "-h"),
    *("auf-datei", "auf-leer", "auf-verzeichnis", "auf-verzeichnis/tief.txt", "auf-verzeichnis/fehlt", "a/hinauf"),
    *("a/b/quer", "kette", "nirgends", "nirgends/x", "hinter-datei", "hinaus", "weit-hinaus", "absolut", "kreis"),
    *(
        "kreis/x",
        "selbst",
        "auf-wurzel",
        "auf-wurzel/a/datei.yaml",
        "a/../leer",
        "a/../../daneben.txt",
        "../daneben.txt",
    ),
    *("/etc/hostname", "auf-verzeichnis/../datei.yaml", "a\0b", "ä/ö.txt", "..", "x" * 300),
)


def outcome(tree: Tree, path: str) -> object:
    """Give the bytes at a path, or that there are none to be had."""
    try:
        return tree.read(path)
    except ReadFailure:
        return None


def test_a_commit_is_read_as_the_disk_is(tmp_path: Path, trees: list[CommitTree]) -> None:
    root = linked(tmp_path)
    disk, tree = DiskTree(root), opened(root, trees)
    for directory in ("", "a", "a/b", "ä", "auf-verzeichnis", "auf-wurzel/a"):
        assert tree.entries(directory) == disk.entries(directory), directory
    for path in PATHS:
        assert tree.kind(path) == disk.kind(path), path
        assert outcome(tree, path) == outcome(disk, path), path


@pytest.mark.parametrize("directory", ["fehlt", "leer", "nirgends", "hinaus", "kreis", "leer/x"])
def test_what_is_no_directory_is_not_listed(directory: str, tmp_path: Path, trees: list[CommitTree]) -> None:
    with pytest.raises(ReadFailure):
        opened(linked(tmp_path), trees).entries(directory)


def test_a_link_that_leads_outside_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = sound(tmp_path / "r")
    write(tmp_path, {"goals.yaml": SOUND["goals.yaml"]})
    (root / HOME / "goals.yaml").unlink()
    (root / HOME / "goals.yaml").symlink_to(tmp_path / "goals.yaml")
    recorded(root, {})
    assert "FGK017" in codes(found(capsys, root, "--rev", "HEAD"))


def test_a_submodule_is_neither_file_nor_directory(
    tmp_path: Path, trees: list[CommitTree], capsys: pytest.CaptureFixture[str]
) -> None:
    root = sound(tmp_path / "r")
    sha = git(root, "rev-parse", "HEAD")
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{sha},municipalities/fremd")
    (root / "auf-fremd").symlink_to("municipalities/fremd")
    git(root, "add", "auf-fremd")
    git(root, "commit", "-qm", "Submodul")
    tree = opened(root, trees)
    assert {one.name: one.kind for one in tree.entries("municipalities")}["fremd"] is EntryKind.OTHER
    assert tree.kind("municipalities/fremd") is tree.kind("auf-fremd") is EntryKind.OTHER
    assert tree.kind("municipalities/fremd/x") is None
    with pytest.raises(ReadFailure):
        tree.read("municipalities/fremd")
    assert codes(found(capsys, root, "--rev", "HEAD")) == []


def test_names_need_not_be_utf8(tmp_path: Path, trees: list[CommitTree]) -> None:
    root = sound(tmp_path)
    name = b"municipalities/m\xfcll.txt"
    sha = git(root, "rev-parse", f"HEAD:{HOME}/goals.yaml")
    line = b"100644 " + sha.encode() + b"\t" + name + b"\0"
    subprocess.run(["git", "update-index", "-z", "--index-info"], cwd=root, input=line, check=True)
    git(root, "commit", "-qm", "Latin-1")
    tree = opened(root, trees)
    assert [one.name for one in tree.entries("municipalities")] == ["musterstadt", "m\udcfcll.txt"]
    assert tree.read("municipalities/m\udcfcll.txt") == SOUND["goals.yaml"].encode()


def test_a_large_file_is_not_read(tmp_path: Path, trees: list[CommitTree], monkeypatch: pytest.MonkeyPatch) -> None:
    root = sound(tmp_path)
    write(root, {"groß.txt": b"x" * (MAX_FILE_SIZE + 1), "gerade.txt": b"x" * MAX_FILE_SIZE})
    recorded(root, {})
    tree = opened(root, trees)
    assert len(tree.read("gerade.txt")) == MAX_FILE_SIZE

    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(subprocess, "Popen", never)
    tree.close()
    with pytest.raises(TooLarge):
        tree.read("groß.txt")


def test_git_is_started_once_for_all_contents(
    tmp_path: Path, trees: list[CommitTree], monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = opened(sound(tmp_path), trees)
    started = []
    original = subprocess.Popen

    def counting(*arguments: Any, **options: Any) -> Any:
        started.append(arguments)
        return original(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", counting)
    for _ in range(3):
        for name in SOUND:
            assert tree.read(f"{HOME}/{name}") == SOUND[name].encode()
    assert len(started) == 1


def test_git_may_die_and_is_started_again(tmp_path: Path, trees: list[CommitTree]) -> None:
    tree = opened(sound(tmp_path), trees)
    path = f"{HOME}/goals.yaml"
    tree.read(path)
    dialogue = tree._commit._contents._dialogue  # noqa: SLF001 - nothing else can kill it
    assert dialogue is not None
    dialogue.process.kill()
    dialogue.process.wait()
    with pytest.raises(ReadFailure):
        tree.read(path)
    assert tree.read(path) == SOUND["goals.yaml"].encode()


def test_a_defective_object_leaves_the_others_readable(
    tmp_path: Path, trees: list[CommitTree], capsys: pytest.CaptureFixture[str]
) -> None:
    root = sound(tmp_path)
    sha = git(root, "rev-parse", f"HEAD:{HOME}/goals.yaml")
    file = root / ".git/objects" / sha[:2] / sha[2:]
    file.chmod(0o644)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] + b"\0" * 40)
    tree = opened(root, trees)
    with pytest.raises(ReadFailure):
        tree.read(f"{HOME}/goals.yaml")
    assert tree.read(f"{HOME}/audit.yaml") == SOUND["audit.yaml"].encode()
    file.unlink()
    tree = opened(root, trees)
    with pytest.raises(ReadFailure):
        tree.read(f"{HOME}/goals.yaml")
    assert tree.read(f"{HOME}/audit.yaml") == SOUND["audit.yaml"].encode()
    assert "FGK016" in codes(found(capsys, root, "--rev", "HEAD"))


def test_trees_that_hold_themselves_many_times_over_have_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = sound(tmp_path)
    sha = git(root, "rev-parse", "HEAD:municipalities")
    for _ in range(12):
        lines = "".join(f"040000 tree {sha}\td{number}\n" for number in range(10))
        done = subprocess.run(["git", "mktree"], cwd=root, input=lines, text=True, check=True, capture_output=True)
        sha = done.stdout.strip()
    bomb = git(root, "commit-tree", sha, "-m", "Bombe")
    monkeypatch.setattr(revision, "MAX_FILES", 5_000)
    with pytest.raises(TooManyFiles):
        CommitTree(commit(root, bomb))
    code, _, errors = asked(capsys, "status", "--repo", root, "--rev", bomb, "--lang", "en")
    assert code == 3
    assert "more than" in errors


def test_names_that_no_disk_could_hold_are_left_out(tmp_path: Path, trees: list[CommitTree]) -> None:
    root = sound(tmp_path)
    blob = bytes.fromhex(git(root, "rev-parse", f"HEAD:{HOME}/goals.yaml"))
    entries = b"".join(b"100644 " + name + b"\0" + blob for name in (b"..", b".", b"a/../x", b"gut", b"x" * 5000))
    command = ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"]
    tree_sha = subprocess.run(command, cwd=root, input=entries, check=True, capture_output=True).stdout.decode().strip()
    assert [one.name for one in opened(root, trees, git(root, "commit-tree", tree_sha, "-m", "x")).entries("")] == [
        "gut"
    ]


def test_ten_thousand_directories_are_listed_quickly(tmp_path: Path, trees: list[CommitTree]) -> None:
    root = sound(tmp_path)
    sha = git(root, "rev-parse", f"HEAD:{HOME}")
    lines = "".join(f"040000 tree {sha}\tm{number:05}\n" for number in range(10_000))
    done = subprocess.run(["git", "mktree"], cwd=root, input=lines, text=True, check=True, capture_output=True)
    tree = opened(root, trees, git(root, "commit-tree", done.stdout.strip(), "-m", "Viele"))
    assert len(tree.entries("")) == 10_000
    assert sum(len(tree.entries(one.name)) for one in tree.entries("")) == 10_000 * len(
        {name.split("/")[0] for name in SOUND}
    )


def test_what_is_missing_has_words_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = sound(tmp_path / "r")
    with pytest.raises(UnknownRevision):
        commit(root, "fehlt")
    with pytest.raises(NoGit):
        commit(tmp_path, "HEAD")
    monkeypatch.setattr(shutil, "which", lambda _: str(tmp_path / "kein-git"))
    with pytest.raises(NoGit):
        commit(root, "HEAD")
