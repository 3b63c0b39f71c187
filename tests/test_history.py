"""``fgk history``: what the commits of real repositories changed in a municipality and in its records."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from commits import git
from fgk.cli.main import run
from fgk.comparison.flat import Key
from fgk.comparison.story import Entry
from fgk.source.git.process import Git
from fgk.source.git.revision import commit
from fgk.usecases.past.history import entries
from fgk.usecases.past.versions import Past
from fgk.usecases.past.walk import read_log, steps
from repositories import HOME, SOUND, municipality, write

SCHEMAS = Path(__file__).parent.parent / "schemas/output"
MEASURES, GOALS = SOUND["measures.yaml"], SOUND["goals.yaml"]
FILE = f"{HOME}/measures.yaml"
GARBAGE = b"\x00\xff\xfe{{{: binary"

Commit = Callable[..., str]


class Repository:
    """A git repository in which every commit has a day of its own."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self._monkeypatch = monkeypatch
        root.mkdir(parents=True, exist_ok=True)
        git(root, "init", "-q", "-b", "main")

    def at(self, day: str) -> None:
        """Let the next commits happen on this day, though written long before."""
        self._monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00+01:00")
        self._monkeypatch.setenv("GIT_AUTHOR_DATE", "2001-01-01T12:00:00+01:00")

    def commit(
        self, files: Mapping[str, str | bytes] | None = None, day: str = "2026-03-01", message: str = "Stand"
    ) -> str:
        """Commit all that has changed, and give the hash."""
        self.at(day)
        write(self.root, files or {})
        git(self.root, "add", "-A", ".")
        git(self.root, "commit", "-qm", message, "--allow-empty", "--cleanup=verbatim")
        return self.head

    def merge(self, branch: str, *options: str) -> str:
        git(self.root, "merge", "-q", "--no-ff", "-m", "Zusammen", *options, branch)
        return self.head

    @property
    def head(self) -> str:
        return git(self.root, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path / "r", monkeypatch)
    made.commit(municipality(), day="2026-02-02")
    return made


@pytest.fixture
def told(repository: Repository, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[dict[str, Any]]]:
    """Ask for a history, hold the answer against its schema, and give its entries."""

    def ask(*arguments: str) -> list[dict[str, Any]]:
        return asked(capsys, repository.root, *arguments)["entries"]  # type: ignore[no-any-return]  # JSON

    return ask


def asked(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    capsys.readouterr()
    found = run(["history", *arguments, "--repo", str(root), "--format", "json", "--lang", "de"])
    captured = capsys.readouterr()
    assert found == code, captured.err
    data: dict[str, Any] = json.loads(captured.out)
    assert problems(data) == []
    return data


def problems(data: object) -> list[str]:
    schema = json.loads((SCHEMAS / "history.schema.json").read_text("utf-8"))
    Draft7Validator.check_schema(schema)
    return [error.message for error in Draft7Validator(schema).iter_errors(data)]


def shown(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run(["history", *arguments, "--repo", str(root), "--lang", "de"]) == code
    return capsys.readouterr().out


def brief(found: list[dict[str, Any]]) -> list[list[tuple[object, ...]]]:
    """Give for each entry its changes as kind, record, id and field."""
    keys = ("kind", "record", "id", "field")
    return [[tuple(change[key] for key in keys) for change in entry["changes"]] for entry in found]


def edited(old: str, new: str, text: str = MEASURES) -> str:
    assert old in text
    return text.replace(old, new, 1)


LATER = edited("due: 2026-03\n", "due: 2027-03\n")
ADDED = [("added", "measure", "kita", None)]
MOVED = [("changed", "measure", "kita", "due")]

# -- what is told ------------------------------------------------------------------------------------------------------


def test_a_change_has_its_day_its_author_its_commit_and_its_resolutions(
    repository: Repository, told: Callable[..., list[dict[str, Any]]]
) -> None:
    text = edited(
        "    log:\n", "    resolution: rat-weiter\n    log:\n", edited("    resolution: rat-ziele\n", "", LATER)
    )
    sha = repository.commit({FILE: text}, "2026-04-01", "Neue Frist\n\nBeschluss: rat-2026-03, rat-4\nResolution: x\n")
    latest, first = told("musterstadt", "kita")
    assert brief([latest, first]) == [[*MOVED, ("changed", "measure", "kita", "resolution")], ADDED]
    assert (latest["commit"], latest["date"], latest["author"]) == (sha, "2026-04-01T12:00:00+01:00", "a")
    assert latest["resolutions"] == ["rat-weiter", "rat-2026-03", "rat-4", "x"]
    assert first["resolutions"] == ["rat-ziele"]


def test_the_history_of_a_municipality_has_the_changes_of_all_records(
    repository: Repository, told: Callable[..., list[dict[str, Any]]]
) -> None:
    repository.commit({FILE: LATER})
    repository.commit({"README.md": "nichts"})
    repository.commit({f"{HOME}/goals.yaml": edited("title: Mehr Plätze", "title: Viele Plätze", GOALS)})
    latest, middle, first = brief(told("musterstadt"))
    assert latest == [("changed", "goal", "plaetze", "title")]
    assert middle == MOVED
    assert {kind for kind, *_ in first} == {"added"}


def test_what_happens_to_another_record_is_left_out(
    repository: Repository, told: Callable[..., list[dict[str, Any]]]
) -> None:
    repository.commit({FILE: edited("title: Ein Bus", "title: Zwei Busse")})
    assert brief(told("musterstadt", "kita")) == [ADDED]
    assert brief(told("musterstadt", "bus"))[0] == [("changed", "measure", "bus", "title")]


def test_an_event_and_a_resolution_have_histories(
    repository: Repository, told: Callable[..., list[dict[str, Any]]]
) -> None:
    audit = edited("date: 2023-03-15", "date: 2023-03-14", SOUND["audit.yaml"])
    papers = edited('paper: "12/2023"', 'paper: "13/2023"', SOUND["resolutions.yaml"])
    repository.commit({f"{HOME}/audit.yaml": audit})
    repository.commit({f"{HOME}/resolutions.yaml": papers})
    event = brief(told("musterstadt", "grund/participation_resolution/2023-03-14"))
    was = "grund/participation_resolution/2023-03-15"
    assert event == [[("changed", "event", was, "date")], [("added", "event", was, None)]]
    assert brief(told("musterstadt", "rat-teilnahme")) == [
        [("changed", "resolution", "rat-teilnahme", "paper")],
        [("added", "resolution", "rat-teilnahme", None)],
    ]


def test_the_latest_come_first_up_to_a_limit_and_a_revision(
    repository: Repository, told: Callable[..., list[dict[str, Any]]]
) -> None:
    second = repository.commit({FILE: LATER})
    third = repository.commit({FILE: edited("title: Neue Kita", "title: Kita am See", LATER)})
    assert [one["commit"] for one in told("musterstadt", "kita", "--limit", "2")] == [third, second]
    assert [one["commit"] for one in told("musterstadt", "kita", "--rev", "HEAD~1", "--limit", "1")] == [second]


# -- under which name --------------------------------------------------------------------------------------------------


def test_a_record_is_followed_to_its_old_id_and_found_by_it(
    repository: Repository, told: Callable[..., list[dict[str, Any]]]
) -> None:
    renamed = edited("  - id: kita\n", "  - id: kita-neu\n", LATER)
    repository.commit({FILE: LATER})
    repository.commit({FILE: renamed})
    repository.commit({FILE: edited("title: Neue Kita", "title: Kita am See", renamed)})
    before = [[("renamed", "measure", "kita", "id")], MOVED, ADDED]
    assert brief(told("musterstadt", "kita-neu")) == [[("changed", "measure", "kita-neu", "title")], *before]
    assert brief(told("musterstadt", "kita")) == brief(told("musterstadt", "kita-neu"))


def test_a_branch_without_the_new_id_is_followed_too(
    repository: Repository, told: Callable[..., list[dict[str, Any]]]
) -> None:
    git(repository.root, "checkout", "-qb", "neu")
    repository.commit({FILE: edited("  - id: kita\n", "  - id: kita-neu\n")}, "2026-03-02")
    git(repository.root, "checkout", "-q", "main")
    repository.commit({FILE: LATER}, "2026-03-03")
    repository.merge("neu")
    assert brief(told("musterstadt", "kita-neu")) == [MOVED, [("renamed", "measure", "kita", "id")], ADDED]


def test_an_id_of_two_records_means_both_unless_its_kind_is_named(
    repository: Repository, told: Callable[..., list[dict[str, Any]]]
) -> None:
    goal = "  - {id: kita, title: Kitas, action_field: betreuung, round: grund}\n"
    repository.commit({f"{HOME}/goals.yaml": GOALS + goal})
    assert brief(told("musterstadt", "kita")) == [[("added", "goal", "kita", None)], ADDED]
    assert brief(told("musterstadt", "measure/kita")) == [ADDED]
    assert brief(told("musterstadt", "goal/kita")) == [[("added", "goal", "kita", None)]]


def test_what_exists_no_more_is_found_and_what_never_was_is_not(
    repository: Repository, told: Callable[..., list[dict[str, Any]]], capsys: pytest.CaptureFixture[str]
) -> None:
    without = re.sub(r"  - id: bus\n(    .*\n)*", "", MEASURES)
    assert without != MEASURES
    repository.commit({FILE: without})
    assert brief(told("musterstadt", "bus"))[0] == [("removed", "measure", "bus", None)]
    assert asked(capsys, repository.root, "musterstadt", "kitta", code=2)["entries"] == []
    run(["history", "musterstadt", "kitta", "--repo", str(repository.root), "--lang", "de"])
    assert "Meinten Sie „kita“?" in capsys.readouterr().err
    shutil.rmtree(repository.root / HOME)
    repository.commit()
    assert brief(told("musterstadt", "kita"))[0] == [("removed", "measure", "kita", None)]
    asked(capsys, repository.root, "mustersatdt", code=2)


def test_an_empty_repository_has_no_history(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path, municipality())
    assert asked(capsys, tmp_path, "musterstadt", code=2)["entries"] == []


# -- where it stands ---------------------------------------------------------------------------------------------------


def test_other_files_other_directories_and_line_ends_are_no_change(
    repository: Repository, told: Callable[..., list[dict[str, Any]]]
) -> None:
    repository.commit({FILE: LATER})
    head, *records = re.split(r"(?=^  - id: )", LATER, flags=re.MULTILINE)
    (repository.root / FILE).unlink()
    repository.commit({f"{HOME}/measures/teil-{number}.yaml": head + one for number, one in enumerate(records)})
    (repository.root / HOME / "measures/teil-0.yaml").rename(repository.root / HOME / "measures/kita.yaml")
    repository.commit()
    shutil.move(repository.root / HOME, repository.root / "municipalities/nrw/musterstadt")
    repository.commit()
    path = repository.root / "municipalities/nrw/musterstadt/measures/kita.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    repository.commit()
    assert brief(told("musterstadt", "kita")) == [MOVED, ADDED]
    assert brief(told("musterstadt"))[0] == MOVED


def test_a_municipality_is_followed_to_its_old_name(
    repository: Repository, told: Callable[..., list[dict[str, Any]]], capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit({FILE: LATER})
    shutil.move(repository.root / HOME, repository.root / "municipalities/neustadt")
    repository.commit()
    assert brief(told("neustadt", "kita")) == [MOVED, ADDED]
    latest, middle, _ = told("neustadt")
    assert [(one["kind"], one["old"], one["new"]) for one in latest["changes"]] == [
        ("renamed", "musterstadt", "neustadt")
    ]
    assert {change["municipality"] for change in middle["changes"]} == {"musterstadt"}
    assert "neue Kennung: „musterstadt“ heißt jetzt „neustadt“" in shown(capsys, repository.root, "neustadt")


# -- which commit ------------------------------------------------------------------------------------------------------


def test_a_change_on_a_branch_is_told_once_and_a_merge_only_where_it_changes_something(
    repository: Repository, told: Callable[..., list[dict[str, Any]]]
) -> None:
    git(repository.root, "checkout", "-qb", "zweig")
    here = repository.commit({FILE: LATER}, "2026-03-02")
    git(repository.root, "checkout", "-q", "main")
    there = repository.commit({FILE: edited("title: Neue Kita", "title: Kita am See")}, "2026-03-03")
    repository.merge("zweig")
    assert [one["commit"] for one in told("musterstadt", "kita")][:2] == [there, here]
    assert len(told("musterstadt", "kita")) == 3
    git(repository.root, "reset", "-q", "--hard", there)
    git(repository.root, "merge", "-q", "--no-commit", "--no-ff", "zweig")
    text = (repository.root / FILE).read_text("utf-8")
    own = repository.commit({FILE: edited("priority: high", "priority: low", text)})
    latest, *others = told("musterstadt", "kita")
    assert latest["commit"] == own
    assert brief([latest]) == [[("changed", "measure", "kita", "priority")]]
    assert [one["commit"] for one in others][:2] == [there, here]


def test_branches_that_merge_each_other_are_told_once(
    repository: Repository, told: Callable[..., list[dict[str, Any]]]
) -> None:
    git(repository.root, "checkout", "-qb", "zweig")
    here = repository.commit({FILE: LATER}, "2026-03-02")
    git(repository.root, "checkout", "-q", "main")
    there = repository.commit({FILE: edited("title: Ein Bus", "title: Zwei Busse")}, "2026-03-03")
    repository.merge(here)
    git(repository.root, "checkout", "-q", "zweig")
    repository.merge(there)
    git(repository.root, "checkout", "-q", "main")
    repository.merge("zweig")
    assert [one["commit"] for one in told("musterstadt")][:2] == [there, here]
    assert len(told("musterstadt")) == 3


def test_a_revert_is_a_change_of_its_own(repository: Repository, told: Callable[..., list[dict[str, Any]]]) -> None:
    repository.commit({FILE: re.sub(r"  - id: kita\n(    .*\n)*", "", MEASURES)})
    git(repository.root, "revert", "--no-edit", "HEAD")
    assert brief(told("musterstadt", "kita")) == [ADDED, [("removed", "measure", "kita", None)], ADDED]


# -- what cannot be read -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        GARBAGE,
        MEASURES.replace("priority: high", "priority: highest"),
        MEASURES.replace("measures:", "measures: ["),
        b"",
    ],
)
def test_what_cannot_be_read_counts_as_it_was_before(
    repository: Repository, told: Callable[..., list[dict[str, Any]]], broken: str | bytes
) -> None:
    bad = repository.commit({FILE: broken})
    repository.commit({FILE: LATER})
    found = told("musterstadt", "kita")
    assert brief(found) == [MOVED, [], ADDED]
    assert (found[1]["commit"], found[1]["unreadable"]) == (bad, [FILE])
    assert found[0]["unreadable"] == found[2]["unreadable"] == []


def test_a_link_and_another_repository_are_no_files(
    repository: Repository, told: Callable[..., list[dict[str, Any]]]
) -> None:
    (repository.root / FILE).unlink()
    (repository.root / FILE).symlink_to("/etc/passwd")
    repository.commit()
    (repository.root / FILE).unlink()
    git(repository.root, "update-index", "--cacheinfo", f"160000,{repository.head},{FILE}")
    git(repository.root, "commit", "-qm", "Submodul")
    git(repository.root, "rm", "-q", "--cached", FILE)
    repository.commit({FILE: LATER})
    found = told("musterstadt", "kita")
    assert brief(found) == [MOVED, [], [], ADDED]
    assert [one["unreadable"] for one in found] == [[], [FILE], [FILE], []]


def test_a_shallow_clone_says_that_history_is_missing(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit({FILE: edited("title: Neue Kita", "title: Kita am See")})
    sha = repository.commit({FILE: edited("title: Neue Kita", "title: Kita am See", LATER)})
    git(tmp_path, "clone", "-q", "--depth", "2", repository.root.as_uri(), "flach")
    data = asked(capsys, tmp_path / "flach", "musterstadt", "kita")
    assert [one["commit"] for one in data["entries"]] == [sha]
    assert data["complete"] is False
    moves = asked(capsys, tmp_path / "flach", "--transitions", code=3)
    assert (moves["complete"], [one["problem"] for one in moves["transitions"] if one["problem"]]) == (False, [])
    assert "Die Vorgeschichte fehlt hier" in shown(capsys, tmp_path / "flach", "musterstadt", "bus")
    assert asked(capsys, repository.root, "musterstadt")["complete"] is True


def test_a_clone_that_lacks_contents_says_so(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(repository.root, "config", "uploadpack.allowFilter", "true")
    repository.commit({FILE: LATER})
    git(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", repository.root.as_uri(), "teil")
    found = asked(capsys, tmp_path / "teil", "musterstadt", "kita")["entries"]
    assert brief(found) == [[], []]
    assert [FILE in entry["unreadable"] for entry in found] == [True, True]
    assert asked(capsys, tmp_path / "teil", "--transitions", code=3)["complete"] is False


# -- what strangers wrote ----------------------------------------------------------------------------------------------


def test_names_and_messages_of_commits_are_text_and_addresses_are_not_shown(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = git(repository.root, "rev-parse", "HEAD^{tree}")
    parent = repository.commit({FILE: LATER})
    tree = git(repository.root, "rev-parse", "HEAD^{tree}")
    hostile = (
        f"tree {tree}\nparent {parent}~\n".replace("~", "")
        + "author \x1b[31m<b>@root</b> ![x](y) <geheim@example.org> 999999999999999 +9999\n"
        + "committer x <geheim@example.org> 253402300799 +1400\n\n:000000 100644 x\n\nBeschluss: \x1b[0m`a`\n"
    )
    del monkeypatch
    git(repository.root, "rm", "-q", FILE)
    gone = git(repository.root, "write-tree")
    raw = hostile.replace(tree, gone).encode()
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=repository.root,
        input=raw,
        capture_output=True,
        check=True,
    ).stdout.decode()
    git(repository.root, "update-ref", "refs/heads/main", made.strip())
    text, markdown = (shown(capsys, repository.root, "musterstadt", *more) for more in ((), ("--format", "md")))
    data = asked(capsys, repository.root, "musterstadt", "kita")
    for output in (text, markdown, json.dumps(data)):
        assert "geheim" not in output
        assert "example.org" not in output.partition("Neue Kita")[0]
        assert "\x1b" not in output
    assert "<b>" not in markdown
    assert "![x](y)" not in markdown
    assert data["entries"][0]["date"].startswith("9999-12-31")
    assert brief(data["entries"])[0] == [("removed", "measure", "kita", None)]


def test_an_option_is_no_revision(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    target = repository.root / "geschrieben"
    asked(capsys, repository.root, "musterstadt", "--rev", f"--output={target}", code=2)
    assert not target.exists()


def test_no_setting_of_the_repository_runs_a_program_or_changes_what_is_told(
    repository: Repository, told: Callable[..., list[dict[str, Any]]]
) -> None:
    repository.commit({FILE: LATER})
    mark = repository.root / "gelaufen"
    for name, value in {
        "diff.external": f"touch {mark}",
        "diff.x.textconv": f"touch {mark};",
        "log.showSignature": "true",
        "gpg.program": f"touch {mark}",
        "log.diffMerges": "off",
        "diff.renames": "copies",
        "diff.relative": "false",
        "diff.orderFile": "/dev/zero",
        "format.pretty": "oneline",
        "log.follow": "true",
        "core.pager": f"touch {mark}",
    }.items():
        git(repository.root, "config", name, value)
    (repository.root / ".gitattributes").write_text("*.yaml diff=x\n")
    assert brief(told("musterstadt", "kita")) == [MOVED, ADDED]
    assert not mark.exists()


def test_a_history_of_ten_thousand_commits_is_told(
    repository: Repository, told: Callable[..., list[dict[str, Any]]]
) -> None:
    pieces = []
    for number in range(10_000):
        text = edited("title: Ein Bus", f"title: Bus {number}", LATER if number == 5_000 else MEASURES).encode()
        start = b"from refs/heads/main^0\n" if number == 0 else b""
        pieces.append(
            b"commit refs/heads/main\ncommitter a <a@example.org> %d +0000\ndata 1\nx\n%s"
            % (1_775_000_000 + number, start)
            + b"M 100644 inline %s\ndata %d\n%s\n" % (FILE.encode(), len(text), text)
        )
    subprocess.run(["git", "fast-import", "--quiet"], cwd=repository.root, input=b"".join(pieces), check=True)
    assert brief(told("musterstadt", "kita")) == [MOVED, MOVED, ADDED]


# -- formats -----------------------------------------------------------------------------------------------------------


def test_people_are_shown_each_commit_in_the_words_of_the_domain(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    sha = repository.commit({FILE: LATER}, "2026-04-01", "x\n\nBeschluss: rat-neu\n")
    text = shown(capsys, repository.root, "musterstadt", "kita", "--limit", "1")
    assert text == (
        "Geschichte von „kita“ in musterstadt\n\n"
        f"01.04.2026 · a · Commit {sha[:12]}\n"
        "  „x“\n  Maßnahme „kita“\n    Fälligkeit: 03/2026 → 03/2027\n  Genannter Beschluss: rat-neu\n"
    )
    markdown = shown(capsys, repository.root, "musterstadt", "kita", "--limit", "1", "--format", "md")
    assert markdown == (
        "# Geschichte von „kita“ in musterstadt\n\n"
        f"## 01.04.2026 · a · Commit {sha[:12]}\n\n"
        "- „x“\n- Maßnahme „kita“\n  - Fälligkeit: 03/2026 → 03/2027\n- Genannter Beschluss: rat-neu\n"
    )


def test_a_history_needs_a_municipality(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, repository.root, code=2)["error"] == "Es fehlt die Kommune"


def test_transitions_that_cannot_be_read_keep_their_form(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    data = asked(capsys, repository.root, "--transitions", "--rev", "fehlt", code=2)
    assert data["transitions"] == []
    assert "fehlt" in data["error"]


# -- reading what differs, and all of it -------------------------------------------------------------------------------

PIECES = (
    "measures:\n",
    "  - id: kita\n    title: Kita\n",
    "  - id: kita\n    title: Kita\n    log:\n      - {date: 2026-01, status: done}\n",
    "  - id: bus\n    title: Bus\n    note: |\n      - id: kita\n\n      Text\n",
    "  - {id: heft, title: Heft,\n     priority: high}\n",
    "  - title: 'Weg'\n    id: weg\n",
    "  - title: ohne\n",
    "    priority: low\n",
    '    note: "offen\n',
    '  - id: zu"\n    title: Zu\n',
    "    note: it's\n",
    "# Kommentar\n",
    "  # - id: kita\n",
    "\n",
    "   \t\n",
    "- id: kita\n",
    "      - id: tief\n",
    "    title: &a Anker\n",
    "    title: *a\n",
    "    priority: falsch\n",
    "---\n",
    "...\n",
    "  - id: Kita\n    title: Kita\n",
    "\r",
    "    note: x\r\n",
    "\x01",
    "goals: []\n",
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    versions=st.lists(
        st.lists(st.sampled_from(PIECES[1:]), max_size=6).map(lambda parts: PIECES[0] + "".join(parts))
        | st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
        | st.tuples(st.integers(0, len(MEASURES)), st.integers(0, 30), st.sampled_from(PIECES)).map(
            lambda cut: MEASURES[: cut[0]] + cut[2] + MEASURES[cut[0] + cut[1] :]
        )
        | st.just(MEASURES),
        min_size=2,
        max_size=7,
    )
)
def test_reading_what_differs_gives_what_reading_all_gives(
    versions: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("r")
    git(root, "init", "-q", "-b", "main")
    pieces = []
    for number, text in enumerate(versions):
        content = text.encode()
        pieces.append(
            b"commit refs/heads/main\ncommitter a <a@example.org> %d +0000\ndata 1\nx\n" % (1_775_000_000 + number)
            + b"M 100644 inline %s\ndata %d\n%s\n" % (FILE.encode(), len(content), content)
        )
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=b"".join(pieces), check=True)
    for keys in (frozenset[Key](), frozenset((Key("measure", "kita"),))):
        fast, whole = (read(root, keys, splits=splits) for splits in (True, False))
        assert fast == whole


def read(root: Path, keys: frozenset[Key], *, splits: bool) -> list[Entry]:
    git_here = Git.at(root)
    log = read_log(git_here, commit(root, "HEAD").sha)
    with closing(Past(git_here, log.commits, splits=splits)) as past:
        return list(entries(steps(past, log, {HOME: keys})))


# -- moves from status to status ---------------------------------------------------------------------------------------


WITHOUT = MEASURES + "  - id: rad\n    goal: beratung\n    title: Ein Lastenrad\n"


def logged(*lines: str) -> str:
    """Give the measures with one more, rad, and entries in its log."""
    return WITHOUT + "    log:\n" + "".join(f"      - {{{line}}}\n" for line in lines)


FIRST, SECOND = "date: 2026-03-01, status: in_progress, percent: 10", "date: 2026-04-01, status: done"


def moves(
    capsys: pytest.CaptureFixture[str], repository: Repository, *arguments: str, code: int = 1
) -> list[tuple[object, ...]]:
    data = asked(capsys, repository.root, *(arguments or ("musterstadt", "rad")), "--transitions", code=code)
    keys = ("measure", "from", "to", "entry_date", "problem")
    return [tuple(one[key] for key in keys) for one in data["transitions"]]


def test_every_move_is_told_and_sound_ones_have_no_problem(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit({FILE: logged(FIRST)}, "2026-03-02")
    sha = repository.commit({FILE: logged(FIRST, SECOND)}, "2026-04-02")
    assert moves(capsys, repository, code=0) == [
        ("rad", "in_progress", "done", "2026-04-01", None),
        ("rad", "planned", "in_progress", "2026-03-01", None),
    ]
    latest = asked(capsys, repository.root, "--transitions", "--limit", "1")["transitions"]
    assert [(one["municipality"], one["commit"], one["message"]) for one in latest] == [("musterstadt", sha, None)]
    everything = moves(capsys, repository, "--transitions", code=0)
    assert ("kita", "in_progress", "postponed", "2026-02-01", None) in everything


@pytest.mark.parametrize(
    ("then", "day", "expected"),
    [
        (
            (FIRST, "date: 2026-04-01, status: dropped, reason: x", "date: 2026-05-01, status: done"),
            "2026-05-02",
            [
                ("rad", "in_progress", "dropped", "2026-04-01", None),
                ("rad", "dropped", "done", "2026-05-01", "not_allowed"),
            ],
        ),
        (
            (FIRST, SECOND, "date: 2026-05-01, status: in_progress"),
            "2026-05-02",
            [
                ("rad", "in_progress", "done", "2026-04-01", None),
                ("rad", "done", "in_progress", "2026-05-01", "not_allowed"),
            ],
        ),
        (
            ("date: 2026-02-20, status: preparing", FIRST),
            "2026-03-03",
            [("rad", "planned", "preparing", "2026-02-20", "backdated")],
        ),
        ((FIRST, SECOND), "2026-06-01", [("rad", "in_progress", "done", "2026-04-01", "backdated")]),
        ((FIRST, SECOND), "2026-05-31", [("rad", "in_progress", "done", "2026-04-01", None)]),
        (
            (FIRST.replace("10", "90"),),
            "2026-03-03",
            [("rad", "in_progress", "in_progress", "2026-03-01", "rewritten")],
        ),
        (
            (FIRST.replace("in_progress", "ongoing"),),
            "2026-03-03",
            [("rad", "in_progress", "ongoing", "2026-03-01", "rewritten")],
        ),
        (
            (FIRST.replace("03-01", "02-15"),),
            "2026-03-03",
            [("rad", "in_progress", "in_progress", "2026-02-15", "rewritten")],
        ),
        ((FIRST + ", note: Ein Zusatz, evidence: [stadt]",), "2026-03-03", []),
    ],
)
def test_what_is_wrong_with_an_entry_is_marked(
    repository: Repository,
    capsys: pytest.CaptureFixture[str],
    then: tuple[str, ...],
    day: str,
    expected: list[tuple[object, ...]],
) -> None:
    repository.commit({FILE: logged(FIRST)}, "2026-03-02")
    repository.commit({FILE: logged(*then)}, day)
    code = 1 if any(row[-1] for row in expected) else 0
    found = moves(capsys, repository, code=code)
    assert found == [*expected, ("rad", "planned", "in_progress", "2026-03-01", None)]


@pytest.mark.parametrize("text", [MEASURES, WITHOUT])
def test_what_is_gone_from_a_log_is_marked(
    repository: Repository, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    repository.commit({FILE: logged(FIRST)}, "2026-03-02")
    repository.commit({FILE: text}, "2026-03-03")
    assert moves(capsys, repository)[0] == ("rad", "in_progress", None, "2026-03-01", "removed")
    assert moves(capsys, repository, "--transitions")[0] == ("rad", "in_progress", None, "2026-03-01", "removed")


def test_a_municipality_that_is_taken_away_takes_its_logs_along(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(repository.root / HOME)
    repository.commit()
    found = moves(capsys, repository, "--transitions")
    assert ("kita", "postponed", None, "2026-02-01", "removed") in found
    assert ("kita", "in_progress", "postponed", "2026-02-01", None) in found


def test_a_version_that_cannot_be_read_hides_no_rewriting(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit({FILE: logged(FIRST)}, "2026-03-02")
    for broken in (GARBAGE, logged(FIRST.replace("in_progress", "laeuft")), GARBAGE):
        repository.commit({FILE: broken}, "2026-03-03")
    repository.commit({FILE: logged(FIRST.replace("10", "90"))}, "2026-03-04")
    assert moves(capsys, repository) == [
        ("rad", "in_progress", "in_progress", "2026-03-01", "rewritten"),
        ("rad", "planned", "in_progress", "2026-03-01", None),
    ]


def test_a_merge_answers_for_what_only_comes_together_in_it(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit({FILE: logged(FIRST)}, "2026-03-02")
    git(repository.root, "checkout", "-qb", "zweig")
    dropped = "date: 2026-04-01, status: dropped, reason: x"
    repository.commit({FILE: logged(FIRST, dropped)}, "2026-04-02")
    git(repository.root, "checkout", "-q", "main")
    done = "date: 2026-04-20, status: done"
    repository.commit({FILE: logged(FIRST, done)}, "2026-04-21")
    git(repository.root, "merge", "-q", "--no-commit", "--no-ff", "-s", "ours", "zweig")
    repository.commit({FILE: logged(FIRST, dropped, done)}, "2026-04-22")
    assert moves(capsys, repository) == [
        ("rad", "dropped", "done", "2026-04-20", "not_allowed"),
        ("rad", "in_progress", "done", "2026-04-20", None),
        ("rad", "in_progress", "dropped", "2026-04-01", None),
        ("rad", "planned", "in_progress", "2026-03-01", None),
    ]


@pytest.mark.parametrize("keeps_new_ones", [False, True])
def test_a_merge_that_takes_an_entry_back_is_seen(
    repository: Repository, capsys: pytest.CaptureFixture[str], *, keeps_new_ones: bool
) -> None:
    repository.commit({FILE: logged(FIRST)}, "2026-03-02")
    git(repository.root, "checkout", "-qb", "zweig")
    repository.commit({FILE: logged(FIRST, SECOND)}, "2026-04-02")
    git(repository.root, "checkout", "-q", "main")
    later = "date: 2026-03-20, status: in_progress, percent: 20"
    repository.commit({FILE: logged(FIRST, later)} if keeps_new_ones else {"liesmich.txt": "x"}, "2026-04-03")
    git(repository.root, "merge", "-q", "--no-commit", "--no-ff", "-s", "ours", "zweig")
    repository.commit({"liesmich.txt": "y"}, "2026-04-22")
    assert ("rad", "done", None, "2026-04-01", "removed") in moves(capsys, repository)
    capsys.readouterr()
    text = shown(capsys, repository.root, "musterstadt", "rad", "--limit", "1")
    assert "Eintrag im Verlauf, 01.04.2026 – entfernt: umgesetzt" in text


def test_a_merge_that_follows_one_side_takes_nothing_back(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit({FILE: logged(FIRST, SECOND)}, "2026-04-02")
    git(repository.root, "checkout", "-qb", "zweig")
    repository.commit({FILE: logged(FIRST)}, "2026-04-03")
    git(repository.root, "checkout", "-q", "main")
    repository.commit({FILE: edited("title: Ein Bus", "title: Bürgerbus", logged(FIRST, SECOND))}, "2026-04-04")
    repository.merge("zweig")
    removed = [row for row in moves(capsys, repository) if row[-1] == "removed"]
    assert removed == [("rad", "done", None, "2026-04-01", "removed")]


def test_a_split_file_and_a_new_id_move_nothing(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.commit({FILE: logged(FIRST)}, "2026-03-02")
    head, *records = re.split(r"(?=^  - id: )", logged(FIRST).replace("id: rad", "id: linie"), flags=re.MULTILINE)
    (repository.root / FILE).unlink()
    repository.commit({f"{HOME}/measures/{number}.yaml": head + one for number, one in enumerate(records)})
    assert moves(capsys, repository, "musterstadt", "linie", code=0) == [
        ("rad", "planned", "in_progress", "2026-03-01", None)
    ]


def test_what_is_wrong_further_back_than_is_shown_counts_too(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit({FILE: logged(FIRST)}, "2026-03-02")
    repository.commit({FILE: logged(FIRST.replace("10", "90"))}, "2026-03-03")
    repository.commit({FILE: logged(FIRST.replace("10", "90"), SECOND)}, "2026-04-03")
    text = shown(capsys, repository.root, "musterstadt", "--transitions", "--limit", "1", code=1)
    assert "In früheren Commits, die hier nicht gezeigt sind, ist 1 Eintrag zu beanstanden." in " ".join(text.split())


def test_a_log_that_runs_backwards_is_seen(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.commit(
        {FILE: logged("date: 2026-04-01, status: in_progress", "date: 2026-03-01, status: dropped, reason: x")}
    )
    (first, second) = moves(capsys, repository)
    assert (first[-1], second) == (None, ("rad", "in_progress", "dropped", "2026-03-01", "backdated"))


def test_people_read_what_is_wrong_with_a_move(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.commit({FILE: logged(FIRST)}, "2026-03-02")
    sha = repository.commit({FILE: logged(FIRST.replace("10", "90"))}, "2026-03-03")
    text = shown(capsys, repository.root, "musterstadt", "--transitions", "--limit", "1", code=1)
    assert text.startswith(
        "Statuswechsel der Maßnahmen\n1 Eintrag; 1 davon zu beanstanden.\n\nZu beanstanden\n"
        "  ✗ musterstadt, Maßnahme „rad“: in Umsetzung (Eintrag: 01.03.2026)\n"
        "    Umgeschrieben: Der Eintrag (01.03.2026) wurde geändert: "
    )
    assert f"03.03.2026 · a · Commit {sha[:12]}" in text
    assert "Prozent: 10\N{NO-BREAK SPACE}% → 90\N{NO-BREAK SPACE}%" in " ".join(text.split(" "))
    markdown = shown(capsys, repository.root, "musterstadt", "--transitions", "--limit", "1", "--format", "md", code=1)
    assert "  - **Umgeschrieben: Der Eintrag (" in markdown
