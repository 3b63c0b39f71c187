"""Which commit the files that were read are at, and whether they are those of it."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from commits import git
from fgk.source.state import Recorded
from repositories import HOME, municipality, write

PREFIXES = ("fgk.yaml", "procedures/", "templates/", f"{HOME}/")
FILES = {
    **municipality(),
    "fgk.yaml": "language: de\n",
    "procedures/eigenes.yaml": "id: eigenes\n",
    "templates/teile/_kopf.j2": "Kopf\n",
    "municipalities/nachbar/municipality.yaml": "name: Nachbar\n",
}


def sound(root: Path, *options: str) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main", *options)
    return committed(root)


def committed(root: Path, files: dict[str, str] | None = None) -> Path:
    write(root, FILES if files is None else files)
    git(root, "add", "-A", ".")
    git(root, "commit", "-qm", "Bestand", "--date", "2001-01-01T00:00:00Z")
    return root


def head(root: Path) -> str:
    return git(root, "rev-parse", "HEAD")


def written(content: str | bytes, path: str) -> Callable[[Path], object]:
    return lambda root: write(root, {path: content})


def removed(path: str) -> Callable[[Path], object]:
    return lambda root: (root / path).unlink()


def on_other_line_ends(root: Path) -> None:
    for path in root.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def with_new_times(root: Path) -> None:
    for path in root.rglob("*.yaml"):
        os.utime(path, (0, 0))


def with_a_directory_in_place(root: Path) -> None:
    (root / HOME / "goals.yaml").unlink()
    (root / HOME / "goals.yaml").mkdir()


def moved_to_a_link(root: Path) -> None:
    goals = root / HOME / "goals.yaml"
    goals.rename(root / "ziele.yaml")
    goals.symlink_to("../../ziele.yaml")


class State(NamedTuple):
    commit: str | None
    is_clean: bool


NOT_RECORDED = State(None, is_clean=False)


def recorded(root: Path, prefixes: Sequence[str]) -> State:
    found = Recorded(root, prefixes)
    return State(found.commit, found.is_clean(*prefixes))


# -- the files ---------------------------------------------------------------------------------------------------------

NO_MATTER: dict[str, Callable[[Path], object]] = {
    "nothing": Path.exists,
    "a file that only lies there": written("x", "notes.txt"),
    "a file beside the data files": written("x", f"{HOME}/notes.txt"),
    "the text of the evidence": written("Anders.\n", f"{HOME}/belege/abnahme.txt"),
    "a directory beside": written("a: 1\n", "build/bericht.yaml"),
    "another municipality": written("name: Anders\n", "municipalities/nachbar/municipality.yaml"),
    "a new municipality": written("name: Neu\n", "municipalities/neu/municipality.yaml"),
    "one whose name only begins alike": written("name: Neu\n", f"{HOME}-land/municipality.yaml"),
    "a draft": written("a: 1\n", f"{HOME}/measures/_entwurf.yaml"),
    "an editor's file": written("a: 1\n", f"{HOME}/.goals.yaml"),
    "an editor's directory": written("a: 1\n", f"{HOME}/.idea/goals.yaml"),
    "a system's file among the templates": written("x", "templates/.DS_Store"),
    "other line ends": on_other_line_ends,
    "new times": with_new_times,
    "what is staged only": lambda root: git(root, "rm", "-q", "--cached", f"{HOME}/goals.yaml"),
}

MATTER: dict[str, Callable[[Path], object]] = {
    "a data file": written("goals: []\n", f"{HOME}/goals.yaml"),
    "blanks at an end": written(FILES[f"{HOME}/goals.yaml"] + " ", f"{HOME}/goals.yaml"),
    "a new data file": written("measures: []\n", f"{HOME}/measures/neu.yaml"),
    "a new data file that git ignores": lambda root: write(
        root, {".gitignore": "neu.yaml\n", f"{HOME}/measures/neu.yaml": "measures: []\n"}
    ),
    "a new data file that is staged": lambda root: (
        write(root, {f"{HOME}/measures/neu.yaml": "measures: []\n"}),
        git(root, "add", "."),
    ),
    "a data file that is gone": removed(f"{HOME}/sources.yaml"),
    "the settings": written("language: en\n", "fgk.yaml"),
    "settings that are gone": removed("fgk.yaml"),
    "a procedure": written("id: anders\n", "procedures/eigenes.yaml"),
    "a new procedure": written("id: neu\n", "procedures/neu.yaml"),
    "a template": written("Anders\n", "templates/teile/_kopf.j2"),
    "a new template": written("Neu\n", "templates/annual.html.j2"),
    "a template that is gone": removed("templates/teile/_kopf.j2"),
    "a file that is too large": written(b"#" * (4 * 1024 * 1024 + 1), f"{HOME}/goals.yaml"),
    "a directory in a file's place": with_a_directory_in_place,
}


@pytest.mark.parametrize("change", NO_MATTER.values(), ids=NO_MATTER)
def test_files_are_those_of_the_commit_in_spite_of(change: Callable[[Path], object], tmp_path: Path) -> None:
    root = sound(tmp_path)
    change(root)
    found = recorded(root, PREFIXES)
    assert (found.commit, found.is_clean) == (head(root), True)


@pytest.mark.parametrize("change", MATTER.values(), ids=MATTER)
def test_files_are_no_longer_those_of_the_commit_after(change: Callable[[Path], object], tmp_path: Path) -> None:
    root = sound(tmp_path)
    change(root)
    found = recorded(root, PREFIXES)
    assert (found.commit, found.is_clean) == (head(root), False)


def test_a_link_counts_as_changed_even_where_it_is_committed(tmp_path: Path) -> None:
    root = sound(tmp_path)
    moved_to_a_link(root)
    committed(root, {})
    assert not recorded(root, PREFIXES).is_clean


def test_line_ends_may_be_lf_where_the_commit_has_crlf(tmp_path: Path) -> None:
    root = sound(tmp_path)
    on_other_line_ends(root)
    committed(root, {})
    write(root, FILES)
    assert git(root, "status", "--porcelain")
    assert recorded(root, PREFIXES).is_clean


def test_a_change_of_another_municipality_is_seen_where_all_are_asked_for(tmp_path: Path) -> None:
    root = sound(tmp_path)
    write(root, {"municipalities/nachbar/municipality.yaml": "name: Anders\n"})
    assert not recorded(root, ("municipalities/",)).is_clean


def test_more_paths_than_a_command_takes_are_compared_too(tmp_path: Path) -> None:
    root = sound(tmp_path)
    many = (*PREFIXES, *(f"municipalities/{'x' * 200}{number}/" for number in range(2000)))
    assert recorded(root, many).is_clean
    write(root, {f"{HOME}/goals.yaml": "goals: []\n"})
    assert not recorded(root, many).is_clean


def test_signs_in_a_prefix_are_no_patterns(tmp_path: Path) -> None:
    root = sound(tmp_path)
    write(root, {f"{HOME}/goals.yaml": "goals: []\n"})
    for prefix in ("municipalities/*/", ":(glob)**/", "municipalities/[m]usterstadt/", "-r", ":/"):
        assert recorded(root, (prefix,)).is_clean


# -- the commit --------------------------------------------------------------------------------------------------------


def test_nothing_is_recorded_without_a_repository_or_a_commit(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    assert recorded(tmp_path, PREFIXES) == NOT_RECORDED
    git(tmp_path, "init", "-q")
    assert recorded(tmp_path, PREFIXES) == NOT_RECORDED
    assert recorded(tmp_path / "fehlt", PREFIXES) == NOT_RECORDED


def test_nothing_is_recorded_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = sound(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "leer"))
    assert recorded(root, PREFIXES) == NOT_RECORDED


def test_a_directory_of_a_larger_repository_is_compared_alone(tmp_path: Path) -> None:
    root = sound(tmp_path)
    inner = root / "audits" / "bestand"
    committed(root, {f"audits/bestand/{path}": text for path, text in FILES.items()})
    write(root, {f"{HOME}/goals.yaml": "goals: []\n", "fgk.yaml": "language: en\n"})
    assert recorded(inner, PREFIXES).is_clean
    assert recorded(inner, PREFIXES).commit == head(root)
    write(inner, {f"{HOME}/goals.yaml": "goals: []\n"})
    assert not recorded(inner, PREFIXES).is_clean


def test_worktrees_have_commits_of_their_own(tmp_path: Path) -> None:
    root = sound(tmp_path / "haupt")
    first = head(root)
    committed(root, {"fgk.yaml": "language: en\n"})
    git(root, "worktree", "add", "-q", "--detach", "../neben", first)
    assert recorded(tmp_path / "neben", PREFIXES).commit == first
    write(root, {f"{HOME}/goals.yaml": "goals: []\n"})
    assert recorded(tmp_path / "neben", PREFIXES).is_clean
    assert not recorded(root, PREFIXES).is_clean


def test_a_worktree_of_a_bare_repository_and_the_repository_itself(tmp_path: Path) -> None:
    root = sound(tmp_path / "haupt")
    git(tmp_path, "clone", "-q", "--bare", "haupt", "bare.git")
    git(tmp_path / "bare.git", "worktree", "add", "-q", "--detach", "../neben", "main")
    assert recorded(tmp_path / "neben", PREFIXES) == recorded(root, PREFIXES)
    assert recorded(tmp_path / "neben", PREFIXES).is_clean
    found = recorded(tmp_path / "bare.git", PREFIXES)
    assert (found.commit, found.is_clean) == (head(root), False), "a bare repository has no files beside the commit's"


def test_shallow_clones_know_their_commit(tmp_path: Path) -> None:
    root = sound(tmp_path / "haupt")
    committed(root, {"fgk.yaml": "language: en\n"})
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "flach")
    assert recorded(tmp_path / "flach", PREFIXES) == recorded(root, PREFIXES)


def test_a_clone_that_lacks_directories_counts_as_changed(tmp_path: Path) -> None:
    root = sound(tmp_path / "haupt")
    git(root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=tree:0", "--no-checkout", root.as_uri(), "ohne")
    write(tmp_path / "ohne", FILES)
    found = recorded(tmp_path / "ohne", PREFIXES)
    assert (found.commit, found.is_clean) == (head(root), False)


def test_repositories_with_sha256_are_compared(tmp_path: Path) -> None:
    root = sound(tmp_path, "--object-format=sha256")
    found = recorded(root, PREFIXES)
    assert (len(found.commit or ""), found.is_clean) == (64, True)
    write(root, {"fgk.yaml": "language: en\n"})
    assert not recorded(root, PREFIXES).is_clean


def test_nothing_is_run_that_the_repository_configures(tmp_path: Path) -> None:
    root = sound(tmp_path)
    program = f"touch {tmp_path / 'gestartet'} #"
    for key in ("core.fsmonitor", "gpg.program", "diff.external", "core.pager", "filter.x.clean", "core.editor"):
        git(root, "config", key, program)
    git(root, "config", "log.showSignature", "true")
    write(root, {".gitattributes": "*.yaml filter=x\n"})
    assert recorded(root, PREFIXES).is_clean
    assert not (tmp_path / "gestartet").exists()


def test_nothing_is_written(tmp_path: Path) -> None:
    root = sound(tmp_path)
    before = {path: path.lstat().st_mtime_ns for path in root.rglob("*")}
    recorded(root, PREFIXES)
    assert {path: path.lstat().st_mtime_ns for path in root.rglob("*")} == before
