"""Hostile repositories: bounded time and memory, a finding each, output that can be parsed and does nothing else."""

import json
import os
import re
import resource
import socket
import subprocess
import sys
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fgk.assessment.assess import Assessment
from fgk.cli.main import run
from fgk.diagnostics import Severity
from fgk.loading.dossier import MAX_PROBLEMS
from fgk.loading.repository import MAX_FILES, open_repository
from fgk.rules.catalogue import rules
from fgk.rules.registry import Finding, Rule
from fgk.source import compose
from fgk.source.document import MAX_SUPPRESSIONS, Document
from fgk.source.problems import MOST, PlacedProblems, Problems, too_many
from fgk.source.tree import MAX_FILE_SIZE, DiskTree, EntryKind, ReadFailure
from fgk.usecases import checking
from fgk.usecases import validate as usecase
from fgk.usecases.validate import validate
from repositories import DAY, HOME, SOUND, diagnostics, findings, hint_of, memory, message_of, municipality, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and such files need a POSIX system")

MEMORY = 700 * 1024 * 1024
SECONDS = 15
FORMATS = ("text", "concise", "json", "sarif", "junit", "github", "gitlab")
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""What a terminal obeys, or what turns the direction of reading; a line feed may stand."""


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def fgk(repo: Path | str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run fgk in a process of its own, which has only so much memory and time."""
    return subprocess.run(
        [sys.executable, "-m", "fgk", "--repo", str(repo), "--at", DAY.isoformat(), *arguments],
        capture_output=True,
        preexec_fn=limited,
        check=False,
    )


def parsed(output: bytes) -> list[dict[str, object]]:
    """Read the JSON of ``validate`` as a strict reader does, and give its diagnostics."""
    text = output.decode("utf-8")
    assert OBEYED.search(text) is None
    data = json.loads(text)
    json.dumps(data, ensure_ascii=False).encode("utf-8")  # no half of a surrogate pair in any string
    found: list[dict[str, object]] = data["diagnostics"]
    return found


def filled(head: str, unit: str, tail: str = "", size: int = MAX_FILE_SIZE) -> str:
    return head + unit * ((size - len(head.encode()) - len(tail.encode())) // len(unit.encode())) + tail


def numbered(head: str, unit: str, count: int) -> str:
    return head + "".join(unit.replace("#", str(number)) for number in range(count))


# -- files of a few megabytes, in a process with limits ---------------------------------------------------------------

A_MEASURE = "measures:\n  - id: a\n    title: T\n    goal: plaetze\n"
A_ROUND = "rounds:\n  - id: grund\n    stage: grundzertifikat\n    events:\n"

LARGE: dict[str, tuple[str, str, str]] = {
    "unknown keys": ("measures.yaml", numbered(A_MEASURE, "    k#: 1\n", 50_000), "FGK020"),
    "unknown keys of the municipality": (
        "municipality.yaml",
        numbered(SOUND["municipality.yaml"], "k#: 1\n", 50_000),
        "FGK020",
    ),
    "records that hold nothing": ("measures.yaml", numbered("measures:\n", "- {}\n", 100_000), "FGK018"),
    "records that are texts": ("measures.yaml", numbered("measures:\n", "- x\n", 100_000), "FGK018"),
    "more values than may be": ("measures.yaml", filled("measures: [", "a,", "]"), "FGK003"),
    "ids that are none": ("measures.yaml", filled(A_MEASURE + "    sources: [", "A,", "]\n", 900_000), "FGK020"),
    "anchors": ("measures.yaml", filled("measures:\n", "- &a x\n"), "FGK018"),
    "tabs": ("measures.yaml", filled("measures: [\n", "\tx,\n", "]\n", 400_000), "FGK018"),
    "duplicate keys": ("measures.yaml", numbered("measures:\n", "- {a: 1, a: 1}\n", 20_000), "FGK018"),
    "suppressions": ("measures.yaml", filled(SOUND["measures.yaml"], "# fgk: ignore[x]\n"), "FGK018"),
    "rounds": ("audit.yaml", numbered("rounds:\n", "- {id: r#, stage: grundzertifikat}\n", 20_000), "FGK020"),
    "events": ("audit.yaml", numbered(A_ROUND, "    - {event: other, date: 2024}\n", 20_000), "FGK020"),
    "tens of thousands of findings of a rule": (
        "measures.yaml",
        numbered("measures:\n", "- {id: m#, title: T}\n", 20_000),
        "FGK018",
    ),
    "a text with one @": ("measures.yaml", f"{A_MEASURE}    note: {'a' * 99_000}@\n", ""),
    "one line": ("goals.yaml", filled("goals: ['", "x", "']\n"), "FGK020"),
    "one line of directions": ("goals.yaml", filled("goals: [] # ", "\u202ex"), "FGK019"),
    "line ends": ("goals.yaml", filled("", "\n", "goals: x"), "FGK103"),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_takes_little_memory_and_time_and_leads_to_a_finding(name: str, tmp_path: Path) -> None:
    file, content, code = LARGE[name]
    repo = write(tmp_path, municipality({file: content}))
    done = fgk(repo, "validate", "--format", "json")
    assert done.returncode in (0, 1), done.stderr.decode()
    found = parsed(done.stdout)
    assert len(found) <= 4 * (MOST + 1)
    assert {one["code"] for one in found} >= ({code} if code else set())


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("rounds", ("status",)),
        ("events", ("status", "musterstadt")),
        ("unknown keys", ("report", "-m", "musterstadt")),
        ("a text with one @", ("report", "-m", "musterstadt")),
    ],
)
def test_every_command_ends(name: str, command: tuple[str, ...], tmp_path: Path) -> None:
    file, content, _ = LARGE[name]
    done = fgk(write(tmp_path, municipality({file: content})), *command)
    assert done.returncode in (0, 1), done.stderr.decode()
    assert OBEYED.search(done.stdout.decode() + done.stderr.decode()) is None


def test_a_file_that_is_larger_than_may_be_is_not_read(tmp_path: Path) -> None:
    repo = write(tmp_path, municipality())
    with (repo / HOME / "goals.yaml").open("wb") as file:
        file.truncate(1 << 30)
    (one,) = [one for one in parsed(fgk(repo, "validate", "--format", "json").stdout) if one["code"] == "FGK003"]
    assert one["path"] == f"{HOME}/goals.yaml"


# -- all formats, with everything odd at once ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a repository whose own name, names of files and texts hold what no terminal may be shown."""
    above = os.fsencode(tmp_path_factory.mktemp("odd"))
    root = Path(os.fsdecode(above + b"/be\x1bst\xff\nand\xe2\x80\xae"))
    try:
        root.mkdir()
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    texts = "\\e[2J \\x9b31m \\u202e \\x07 \\0"
    write(root, municipality({"goals.yaml": f'goals:\n  - {{id: "{texts}", title: "{texts}"}}\n'}))
    write(root, {"municipalities/b/municipality.yaml": 'name: "\\e]0;x\\a\u2066"\nkind: "\\e[2J"\n\u202b: 1\n'})
    for name in (b"\xff\xfe", b"zei\nle", b"\x1b[2J", "\u202e\u2066".encode(), b"x\x7f\xc2\x9b"):
        home = Path(os.fsdecode(os.fsencode(root / "municipalities") + b"/" + name))
        write(home, {"municipality.yaml": "name: x\n", "audit.yaml": "rounds: []\n"})
        write(root / HOME, {f"{os.fsdecode(name)}.yaml": "x: 1\n"})
    return root


@pytest.mark.parametrize("kind", FORMATS)
def test_whatever_lies_in_a_repository_the_output_stays_in_its_form(kind: str, odd: Path) -> None:
    done = fgk(odd, "validate", "--format", kind)
    assert done.returncode == 1, done.stderr.decode()
    text = done.stdout.decode("utf-8")
    assert OBEYED.search(text) is None
    assert OBEYED.search(done.stderr.decode("utf-8")) is None
    if kind == "json":
        assert {"FGK015", "FGK019", "FGK106", "FGK116"} <= {one["code"] for one in parsed(done.stdout)}
    elif kind in ("sarif", "gitlab"):
        json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8")
    elif kind == "junit":
        assert ET.fromstring(text).tag == "testsuites"  # noqa: S314 - our own output
    elif kind == "github":
        assert all(line.startswith("::") for line in text.splitlines() if "::" in line)
    elif kind == "concise":
        assert all(line.startswith("municipalities/") for line in text.splitlines()[:-1])


@pytest.mark.parametrize("command", [("status",), ("status", "--format", "json")])
def test_the_status_shows_nothing_that_a_terminal_obeys(command: tuple[str, ...], odd: Path) -> None:
    done = fgk(odd, *command)
    assert OBEYED.search((done.stdout + done.stderr).decode("utf-8")) is None


def test_a_repository_that_does_not_exist_is_named_safely(tmp_path: Path) -> None:
    done = fgk(f"{tmp_path}/\x1b[2J\u202e", "validate", "--format", "json")
    assert done.returncode == 3
    assert OBEYED.search((done.stdout + done.stderr).decode("utf-8")) is None
    assert json.loads(done.stdout)["diagnostics"] == []


# -- bounds, one by one ----------------------------------------------------------------------------------------------


def codes(files: dict[str, str]) -> list[str]:
    return [diagnostic.code for diagnostic in diagnostics(memory(files)) if not diagnostic.ignored]


@pytest.mark.parametrize("kind", [Problems, PlacedProblems])
def test_a_full_list_says_how_many_are_missing(kind: type[Problems] | type[PlacedProblems]) -> None:
    item = too_many() if kind is Problems else ("x", too_many())
    problems = kind([item] * MOST)  # type: ignore[list-item]  # of the list's own kind
    assert (len(problems), problems.full) == (MOST, False)
    for _ in range(3):
        problems.append(item)  # type: ignore[arg-type]
    assert (len(problems), problems.full) == (MOST + 1, True)
    last = problems[-1]
    assert (last[1] if isinstance(last, tuple) else last).message.parameters["n"] == 3


def test_a_full_list_asks_for_no_more() -> None:
    made: list[int] = []

    def endless() -> Iterator[object]:
        while True:
            made.append(1)
            yield too_many()

    Problems(endless())  # type: ignore[arg-type]
    assert len(made) == MOST + 1


@pytest.mark.parametrize(("count", "last"), [(MOST, "FGK104"), (MOST + 1, "FGK018"), (MOST * 2, "FGK018")])
def test_problems_up_to_the_limit_are_all_listed(count: int, last: str) -> None:
    body = "".join(f"  - {{id: m{number}, title: T, fehlt: 1}}\n" for number in range(count))
    found = codes(municipality({"measures.yaml": f"measures:\n{body}"}))
    assert found.count("FGK104") == min(count, MOST)
    assert found.count("FGK018") == (last == "FGK018")
    assert not {code for code in found if code.startswith("FGK2")}  # references to what was not read


def test_what_was_not_read_is_no_fault_of_those_that_refer_to_it() -> None:
    body = "".join(f"  - {{id: z{number}, title: T, fehlt: 1}}\n" for number in range(MOST + 5))
    goals = "goals:\n" + body + SOUND["goals.yaml"].removeprefix("goals:\n")
    assert {code for code in codes(municipality({"goals.yaml": goals})) if code < "FGK3"} == {"FGK018", "FGK104"}


def test_a_rule_that_finds_too_much_is_closed_by_a_count() -> None:
    body = "".join(f"  - {{id: m{number}, title: T}}\n" for number in range(MOST + 7))
    files = municipality()
    files[f"{HOME}/measures/neu.yaml"] = f"measures:\n{body}"
    files[f"{HOME}/measures/alt.yaml"] = files.pop(f"{HOME}/measures.yaml")
    (last,) = [one for one in diagnostics(memory(files)) if one.code == "FGK018"]
    assert "at least 7 more are" in message_of(last)
    assert hint_of(last)
    ignored = {**files, "fgk.yaml": "ignore: [{rule: measure-without-goal, reason: Im Aufbau}]\n"}
    assert "FGK018" not in codes(ignored)


def test_a_finding_that_says_there_are_more_cannot_be_ignored() -> None:
    comment = "# fgk: ignore[too-many-findings] x\n"
    goals = SOUND["goals.yaml"] + "#\u200b\n" * MOST + comment + "#\u200b\n"
    settings = "ignore: [{rule: too-many-findings, reason: x}, {rule: hidden-character, reason: x}]\n"
    assert "FGK018" in codes({**municipality({"goals.yaml": goals}), "fgk.yaml": settings})


def test_many_files_with_many_problems_end() -> None:
    body = "goals:\n" + "- {}\n" * MOST
    files = municipality({f"goals/{number}.yaml": body for number in range(50)} | {"goals.yaml": None})
    found = codes(files)
    assert len(found) < MAX_PROBLEMS + 3 * MOST
    assert found.count("FGK018") >= 1


def test_many_files_end() -> None:
    files = municipality({f"goals/{number:05}.yaml": "goals: []\n" for number in range(9_000)} | {"goals.yaml": None})
    found = [one for one in diagnostics(memory(files)) if one.code < "FGK3"]
    assert [(one.code, one.path) for one in found] == [("FGK003", f"{HOME}/goals/08192.yaml")] or len(found) == 1


def test_many_files_without_meaning_are_listed_up_to_the_limit() -> None:
    files = {**municipality(), **{f"{HOME}/x{number}.yaml": "" for number in range(MOST * 2)}}
    found = codes(files)
    assert (found.count("FGK015"), found.count("FGK018")) == (MOST, 1)


def test_many_procedures_end() -> None:
    files = {**municipality(), **{f"procedures/p{number}.yaml": "id: x\n" for number in range(MAX_FILES * 3)}}
    assert codes(files).count("FGK018") == 1


def test_so_many_findings_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usecase, "MAX_FINDINGS", 10)
    bad = {f"municipalities/m{number}/{name}": "x" for number in range(30) for name in ("municipality.yaml", "a.yaml")}
    result = validate(open_repository(memory(bad)), DAY)
    assert result.municipalities < 10
    assert [one.path for one in result.diagnostics if one.code == "FGK018"] == ["municipalities/m12/municipality.yaml"]
    assert all(one.path < "municipalities/m13" for one in result.diagnostics)


def test_settings_that_are_too_large_keep_their_single_values() -> None:
    ignores = "".join(f"  - {{rule: x{number}, reason: y}}\n" for number in range(10_000))
    repository = open_repository(memory({**municipality(), "fgk.yaml": f"language: en\nignore:\n{ignores}"}))
    assert (repository.settings.language, repository.settings.ignore) == ("en", ())
    assert [problem.code for _, problem in repository.all_problems] == ["FGK020"]


def test_only_so_many_suppressions_have_an_effect() -> None:
    comments = "# fgk: ignore[FGK501, FGK502] weil\n" * (MAX_SUPPRESSIONS // 2 + 3)
    document = Document("x.yaml", f"a: 1\n{comments}".encode())
    assert len(document.suppressions) == MAX_SUPPRESSIONS // 2
    assert [(one.code, one.span.line) for one in document.problems] == [("FGK018", MAX_SUPPRESSIONS // 2 + 2)]


@pytest.mark.parametrize("opening", ["", "&x "])
def test_so_many_values_and_no_more(opening: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "MAX_VALUES", 1_000)
    for count, usable in ((997, True), (998, False)):
        document = Document("x.yaml", f"a: {opening}[{'x,' * count}]".encode())
        assert document.usable is usable
        assert [one.code for one in document.problems if one.code != "FGK006"] == ([] if usable else ["FGK003"])


def test_one_that_is_found_is_named_shortly() -> None:
    long = "x" * 100_000
    for text in (f"a: *{long}", f"a: &{long} b", f"{long}: 1\n{long}: 2", f"a: b #{long}"):
        for problem in Document("x.yaml", text.encode()).problems:
            assert all(len(str(value)) < 200 for value in problem.message.parameters.values())


# -- rules that fail -------------------------------------------------------------------------------------------------


def recursion(_assessment: Assessment) -> Iterator[Finding]:
    yield from recursion(_assessment)


def no_memory(_assessment: Assessment) -> Iterator[Finding]:
    raise MemoryError
    yield


@pytest.mark.parametrize("check", [recursion, no_memory])
def test_a_rule_that_runs_out_of_stack_or_memory_is_one_finding(
    check: Callable[[Assessment], Iterator[Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Rule("FGK999", "broken", Severity.ERROR, "s.", "w.", "f.", check=check)
    monkeypatch.setattr(checking, "rules", lambda: (own, *rules()))
    result = validate(open_repository(memory(municipality())), DAY)
    assert ([one.code for one in result.diagnostics], result.crashed) == (["FGK900"], True)


def test_a_rule_that_fails_where_there_is_no_record_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Rule("FGK999", "broken", Severity.ERROR, "s.", "w.", "f.", check=no_memory, tolerant=True)
    monkeypatch.setattr(checking, "rules", lambda: (own, *rules()))
    files = {f"{HOME}/{name}": "[" for name in ("municipality.yaml", "audit.yaml")}
    result = validate(open_repository(memory(files)), DAY)
    assert ([one.code for one in result.diagnostics], result.crashed) == (["FGK001", "FGK900", "FGK001"], True)


# -- files that are none, and files that change -----------------------------------------------------------------------


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write(tmp_path / "repo", municipality())


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/stdin", "/proc/self/mem", "."])
def test_a_link_to_a_device_is_not_read(sound: Path, target: str) -> None:
    goals = sound / HOME / "goals.yaml"
    goals.unlink()
    goals.symlink_to(target)
    assert [path for code, path, *_ in findings(sound) if code in ("FGK016", "FGK017")] == [f"{HOME}/goals.yaml"]


def test_a_socket_is_not_read(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (sound / HOME / "goals.yaml").unlink()
    monkeypatch.chdir(sound / HOME)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("goals.yaml")
        assert findings(sound) == [("FGK016", f"{HOME}/goals.yaml", 1, 1)]


@pytest.mark.parametrize("becomes", ["pipe", "link", "directory"])
def test_a_file_that_becomes_something_else_before_it_is_opened(
    sound: Path, becomes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, lstat = sound / HOME / "goals.yaml", os.lstat

    def replaced(name: str, **options: object) -> os.stat_result:
        result = lstat(name, **options)  # type: ignore[arg-type]
        if str(name).endswith("goals.yaml") and path.is_file() and not path.is_symlink():
            monkeypatch.setattr(os, "lstat", lstat)
            path.unlink()
            if becomes == "pipe":
                os.mkfifo(path)
            elif becomes == "link":
                path.symlink_to("/dev/zero")
            else:
                path.mkdir()
        return result

    tree = DiskTree(sound)
    real = os.path.realpath(path)
    monkeypatch.setattr(os.path, "realpath", lambda *_args, **_options: real)
    monkeypatch.setattr(os, "lstat", replaced)
    with pytest.raises(ReadFailure):
        tree.read(f"{HOME}/goals.yaml")


@pytest.mark.parametrize("change", [b"x" * 10, b""])
def test_a_file_that_changes_while_it_is_read_is_not_used(
    sound: Path, change: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, fstat = sound / HOME / "goals.yaml", os.fstat

    def changing(descriptor: int) -> os.stat_result:
        result = fstat(descriptor)
        if os.path.samestat(result, path.stat()):
            monkeypatch.setattr(os, "fstat", fstat)
            path.write_bytes(change)
            os.utime(path, ns=(1, 1))
        return result

    monkeypatch.setattr(os, "fstat", changing)
    assert findings(sound) == [("FGK016", f"{HOME}/goals.yaml", 1, 1)]
    assert [one for one in findings(sound) if one[0] == "FGK016"] == []


def test_a_file_that_somebody_writes_to_all_the_time(sound: Path) -> None:
    path, stopped = sound / HOME / "goals.yaml", threading.Event()

    def write_on() -> None:
        while not stopped.is_set():
            path.write_text(SOUND["goals.yaml"] * 20, encoding="utf-8")
            path.write_text("", encoding="utf-8")

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        for _ in range(20):
            assert {found[1] for found in findings(sound)} <= {f"{HOME}/{name}" for name in SOUND}
    finally:
        stopped.set()
        writer.join()


def test_a_deep_tree_of_directories_ends(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sound / "municipalities")
    for _ in range(60):
        os.mkdir("a" * 200)  # noqa: PTH102 - the path is longer than any may be
        os.chdir("a" * 200)
    assert [code for code, *_ in findings(sound)] == ["FGK016"]
    for _ in range(60):
        os.chdir("..")
        os.rmdir("a" * 200)  # noqa: PTH106


def test_a_path_that_is_too_long_lies_nowhere(sound: Path) -> None:
    tree = DiskTree(sound)
    for path in ("a" * 5_000, "a/" * 5_000, "a\0b"):
        assert tree.kind(path) in (None, EntryKind.OUTSIDE)
    sources = SOUND["sources.yaml"].replace("belege/abnahme.txt", "x" * 90_000)
    write(sound, {f"{HOME}/sources.yaml": sources})
    assert [code for code, *_ in findings(sound)] == ["FGK214"]


def test_a_directory_with_many_files(sound: Path) -> None:
    papers = sound / HOME / "belege"
    for number in range(5_000):
        (papers / f"{number}.pdf").touch()
    assert findings(sound) == []


def test_the_program_itself_prints_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", "--repo", "\x1b[2J"]) == 3
    assert OBEYED.search("".join(capsys.readouterr())) is None
