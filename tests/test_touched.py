"""When directories were last changed, as the history tells it."""

import subprocess
import tracemalloc
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from commits import git
from fgk.source.git import process
from fgk.source.git.revision import UnknownRevision
from fgk.source.git.touched import touched
from repositories import write

BEGIN = 1_700_000_000
HOUR = 3600
OLD, NEW = "municipalities/altstadt", "municipalities/neustadt"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, 0)


def set_clock(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    """Let commits happen in this hour; they are written in another time zone, and by somebody long before."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", f"{BEGIN + hours * HOUR} +0530")
    monkeypatch.setenv("GIT_AUTHOR_DATE", "1000000000 +0000")


class History:
    """A git repository in which every commit comes an hour after the one before."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.hours = 0
        self._monkeypatch = monkeypatch
        root.mkdir(parents=True, exist_ok=True)
        git(root, "init", "-q", "-b", "main")

    def commit(self, files: Mapping[str, str] | None = None, *arguments: str) -> int:
        """Commit all that has changed, and give the time of that."""
        self.hours += 1
        set_clock(self._monkeypatch, self.hours)
        write(self.root, files or {})
        git(self.root, "add", "-A")
        git(self.root, "commit", "-qm", "x", "--allow-empty", *arguments)
        return BEGIN + self.hours * HOUR

    def merge(self, branch: str, *options: str) -> int:
        self.hours += 1
        set_clock(self._monkeypatch, self.hours)
        git(self.root, "merge", "-q", "--no-ff", "-m", "x", *options, branch)
        return BEGIN + self.hours * HOUR


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    return History(tmp_path / "r", monkeypatch)


def each(root: Path, paths: Sequence[str], revision: str = "HEAD") -> dict[str, int]:
    """Ask about all at once and about each by itself: the answers are the same."""
    together = touched(root, paths, revision)
    alone: dict[str, int] = {}
    for path in paths:
        alone |= touched(root, [path], revision)
    assert together == alone
    return together


def test_each_directory_has_its_own_time(history: History) -> None:
    history.commit({f"{OLD}/goals.yaml": "1", f"{NEW}/goals.yaml": "1"})
    old = history.commit({f"{OLD}/goals.yaml": "2"})
    new = history.commit({f"{NEW}/belege/ä ö.txt": "1"})
    last = history.commit({"README.md": "1", "municipalities/alt": "1"})
    history.commit()
    found = each(history.root, [OLD, NEW, "municipalities/fehlt", ""])
    assert found == {OLD: old, NEW: new, "": last}
    assert each(history.root, [OLD, NEW], "HEAD~3") == {OLD: old, NEW: BEGIN + HOUR}


def test_the_time_is_that_of_the_committer(history: History) -> None:
    assert touched(history.root, [OLD]) == {}
    assert history.commit({f"{OLD}/goals.yaml": "1"}) == touched(history.root, [OLD])[OLD] == BEGIN + HOUR


def test_keys_are_what_was_asked_for(history: History) -> None:
    time = history.commit({f"{OLD}/goals.yaml": "1"})
    assert touched(history.root, [f"{OLD}/", "municipalities"]) == {f"{OLD}/": time, "municipalities": time}
    assert touched(history.root, []) == {}


def test_deleting_is_changing(history: History) -> None:
    history.commit({f"{OLD}/goals.yaml": "1", f"{OLD}/audit.yaml": "1"})
    (history.root / OLD / "goals.yaml").unlink()
    time = history.commit()
    assert each(history.root, [OLD]) == {OLD: time}


def test_a_renamed_directory_was_changed_when_it_was_renamed(history: History) -> None:
    history.commit({f"{OLD}/goals.yaml": "1\n" * 50})
    history.commit({"README.md": "1"})
    git(history.root, "config", "diff.renames", "copies")
    git(history.root, "config", "log.follow", "true")
    git(history.root, "mv", OLD, NEW)
    time = history.commit()
    history.commit({"README.md": "2"})
    assert each(history.root, [OLD, NEW]) == {OLD: time, NEW: time}


def test_the_root_may_be_a_subdirectory(history: History) -> None:
    root = history.root / "akten ä" / "*"
    first = history.commit({f"akten ä/*/{OLD}/goals.yaml": "1", f"akten ä/x/{NEW}/goals.yaml": "1"})
    history.commit({f"{OLD}/goals.yaml": "1", f"akten ä/x/{OLD}/goals.yaml": "1"})
    git(history.root, "config", "diff.relative", "true")
    assert each(root, [OLD, NEW, "municipalities"]) == {OLD: first, "municipalities": first}


def test_names_are_literal(history: History) -> None:
    first = history.commit({"m/*/goals.yaml": "1", "m/:(top)x/goals.yaml": "1"})
    history.commit({"m/a/goals.yaml": "1"})
    assert each(history.root, ["m/*", "m/:(top)x"]) == {"m/*": first, "m/:(top)x": first}


def test_a_name_may_begin_with_a_line_feed(history: History) -> None:
    time = history.commit({"\n/goals.yaml": "1", "a\nb/goals.yaml": "1"})
    assert each(history.root, ["\n", "a\nb"]) == {"\n": time, "a\nb": time}


def test_what_a_merge_brings_has_changed_when_it_was_merged(history: History) -> None:
    history.commit({f"{OLD}/goals.yaml": "1\n", f"{NEW}/goals.yaml": "1\n"})
    git(history.root, "switch", "-qc", "zweig")
    branch = history.commit({f"{NEW}/audit.yaml": "2\n"})
    git(history.root, "switch", "-q", "main")
    main = history.commit({f"{OLD}/goals.yaml": "2\n"})
    assert each(history.root, [OLD, NEW]) == {OLD: main, NEW: BEGIN + HOUR}
    merge = history.merge("zweig")
    assert each(history.root, [OLD, NEW]) == {OLD: main, NEW: merge}
    for value in ("off", "separate", "combined"):
        git(history.root, "config", "log.diffMerges", value)
        assert each(history.root, [OLD, NEW]) == {OLD: main, NEW: merge}
    assert each(history.root, [OLD, NEW], "zweig") == {OLD: BEGIN + HOUR, NEW: branch}


def test_a_time_never_goes_back_when_a_branch_takes_over_the_other_one(history: History) -> None:
    history.commit({f"{OLD}/goals.yaml": "1\n", f"{NEW}/goals.yaml": "1\n"})
    git(history.root, "switch", "-qc", "zweig")
    branch = history.commit({f"{NEW}/audit.yaml": "2\n"})
    git(history.root, "switch", "-q", "main")
    history.commit({f"{OLD}/goals.yaml": "2\n"})
    git(history.root, "switch", "-q", "zweig")
    merge = history.merge("main")
    git(history.root, "switch", "-q", "main")
    git(history.root, "merge", "-q", "--ff-only", "zweig")
    assert each(history.root, [OLD, NEW]) == {OLD: merge, NEW: branch}


def test_what_a_merge_does_not_take_over_has_changed_nothing(history: History) -> None:
    history.commit({f"{OLD}/goals.yaml": "1\n"})
    git(history.root, "switch", "-qc", "zweig")
    history.commit({f"{OLD}/goals.yaml": "2\n"})
    git(history.root, "switch", "-q", "main")
    history.commit({"README.md": "1"})
    history.merge("zweig", "--strategy=ours")
    assert each(history.root, [OLD, "fehlt"]) == {OLD: BEGIN + HOUR}


def test_in_a_shallow_clone_the_oldest_commit_counts_for_everything(history: History, tmp_path: Path) -> None:
    history.commit({f"{OLD}/goals.yaml": "1", f"{NEW}/goals.yaml": "1"})
    oldest = history.commit({"README.md": "1"})
    new = history.commit({f"{NEW}/goals.yaml": "2"})
    git(tmp_path, "clone", "-q", "--depth=2", history.root.as_uri(), "flach")
    git(tmp_path / "flach", "config", "log.showRoot", "false")
    assert each(tmp_path / "flach", [OLD, NEW]) == {OLD: oldest, NEW: new}


def test_a_bare_repository_will_do(history: History, tmp_path: Path) -> None:
    time = history.commit({f"{OLD}/goals.yaml": "1"})
    history.commit({"README.md": "1"})
    git(tmp_path, "clone", "-q", "--bare", str(history.root), "b.git")
    assert each(tmp_path / "b.git", [OLD, NEW]) == {OLD: time}


def test_a_submodule_counts_when_its_commit_changes(history: History) -> None:
    history.commit({"README.md": "1"})
    sha = git(history.root, "rev-parse", "HEAD")
    git(history.root, "update-index", "--add", "--cacheinfo", f"160000,{sha},{NEW}")
    git(history.root, "config", "diff.ignoreSubmodules", "all")
    (history.root / NEW).mkdir(parents=True)
    time = history.commit()
    assert each(history.root, [NEW]) == {NEW: time}


def test_sha256_will_do(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--object-format=sha256")
    write(tmp_path, {f"{OLD}/goals.yaml": "1"})
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    assert each(tmp_path, [OLD, NEW]) == {OLD: BEGIN}


def test_without_a_repository_or_a_commit_nothing_is_known(tmp_path: Path) -> None:
    write(tmp_path, {f"{OLD}/goals.yaml": "1"})
    assert touched(tmp_path, [OLD]) == {}
    assert touched(tmp_path / "fehlt", [OLD]) == {}
    git(tmp_path, "init", "-q")
    assert touched(tmp_path, [OLD]) == {}


def test_without_git_nothing_is_known(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    history.commit({f"{OLD}/goals.yaml": "1"})
    monkeypatch.setenv("PATH", "")
    assert touched(history.root, [OLD]) == {}


@pytest.mark.parametrize("revision", ["nichts", "--output=x", "HEAD:municipalities"])
def test_another_revision_must_exist(revision: str, history: History) -> None:
    history.commit({f"{OLD}/goals.yaml": "1"})
    with pytest.raises(UnknownRevision):
        touched(history.root, [OLD], revision)


def test_nothing_that_is_configured_is_run_or_read(history: History, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    script = tmp_path / "run.sh"
    script.write_text(f"#!/bin/sh\ntouch {trap}\ncat\n")
    script.chmod(0o755)
    time = history.commit({f"{OLD}/goals.yaml": "1", ".gitattributes": "* diff=x filter=x\n"})
    last = history.commit({f"{NEW}/goals.yaml": "1"})
    for key in ("core.fsmonitor", "core.pager", "pager.log", "diff.external", "diff.x.command", "diff.x.textconv"):
        git(history.root, "config", key, str(script))
    for key in ("gpg.program", "gpg.ssh.program", "gpg.x509.program", "alias.log", "core.sshCommand", "filter.x.clean"):
        git(history.root, "config", key, str(script))
    for key, value in {
        "log.showSignature": "true",
        "log.showRoot": "false",
        "log.follow": "true",
        "log.mailmap": "true",
        "log.decorate": "full",
        "log.diffMerges": "off",
        "log.date": "relative",
        "format.pretty": "fuller",
        "format.notes": "*",
        "color.ui": "always",
        "core.quotePath": "true",
        "i18n.logOutputEncoding": "UTF-16",
        "diff.noprefix": "true",
        "diff.orderFile": str(tmp_path / "fehlt"),
        "diff.submodule": "log",
        "diff.stat": "true",
        "mailmap.file": str(tmp_path / "fehlt"),
    }.items():
        git(history.root, "config", key, value)
    assert each(history.root, [OLD, NEW, "fehlt"]) == {OLD: time, NEW: last}
    assert not trap.exists()


def test_times_beyond_all_calendars_are_bounded(history: History) -> None:
    history.commit({f"{OLD}/goals.yaml": "1"})
    tree = git(history.root, "rev-parse", "HEAD^{tree}")
    text = f"tree {tree}\nauthor a <a> 1 +0000\ncommitter a <a> 99999999999999 +0000\n\nx\n"
    command = ["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"]
    done = subprocess.run(command, cwd=history.root, input=text, text=True, check=True, capture_output=True)
    assert touched(history.root, [OLD], done.stdout.strip())[OLD] == 253_402_300_799


def many(root: Path, count: int) -> None:
    """Make a history of many commits, each of which changes one municipality and a file beside."""
    git(root, "init", "-q", "-b", "main")
    commits = "".join(
        f"commit refs/heads/main\ncommitter a <a@example.org> {BEGIN + number} +0000\ndata 1\nx\n"
        f"M 100644 inline municipalities/m{number:04}/goals.yaml\ndata 5\n{number:05}\n"
        f"M 100644 inline {'lang' * 40}.txt\ndata 5\n{number:05}\n"
        for number in range(count)
    )
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=commits, text=True, check=True)


def test_a_long_history_is_read_piece_by_piece(tmp_path: Path) -> None:
    many(tmp_path, 3000)
    names = [f"municipalities/m{number:04}" for number in range(3000)]
    touched(tmp_path, names[:1])
    tracemalloc.start()
    assert touched(tmp_path, ["municipalities/m0000", "fehlt"]) == {names[0]: BEGIN}
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 400_000  # git prints 700 kB
    assert touched(tmp_path, names) == {name: BEGIN + number for number, name in enumerate(names)}


def test_reading_stops_when_everything_was_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many(tmp_path, 3000)
    read = []
    original = process._records  # noqa: SLF001 - what is read of git's output

    def counting(*arguments: Any) -> Any:
        for record in original(*arguments):
            read.append(record)
            yield record

    monkeypatch.setattr(process, "_records", counting)
    assert len(touched(tmp_path, ["municipalities/m2999", "municipalities/m2998"])) == 2
    assert len(read) < 10
