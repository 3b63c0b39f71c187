"""Reading: whatever lies in a repository leads to findings inside its files, never to anything else."""

import errno
import os
import random
import re
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fgk.diagnostics import Diagnostic
from fgk.loading.repository import open_repository
from fgk.rules.catalogue import by_code
from fgk.source.compose import MAX_DEPTH
from fgk.source.document import Document
from fgk.source.text import Text
from fgk.source.tree import MAX_FILE_SIZE, DiskTree, Entry, EntryKind, MemoryTree, ReadFailure
from fgk.usecases.validate import validate
from repositories import (
    DAY,
    EXAMPLES,
    HOME,
    SOUND,
    diagnostics,
    findings,
    hint_of,
    memory,
    message_of,
    municipality,
    placed,
    write,
)

Build = Callable[[dict[str, str | bytes]], Path]

FILES = sorted(p.relative_to(EXAMPLES).as_posix() for p in (EXAMPLES / "municipalities").rglob("*.yaml"))
DATA = [f"{HOME}/{name}" for name in SOUND if name.endswith(".yaml")]

linux = pytest.mark.skipif(sys.platform == "win32", reason="pipes and such names need a POSIX file system")


@lru_cache(maxsize=64)
def lines_of(content: bytes) -> list[str]:
    text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return [line.removesuffix("\r") for line in text.split("\n")]


def assert_inside(diagnostic: Diagnostic, content: bytes) -> None:
    lines, span = lines_of(content), diagnostic.span
    assert 1 <= span.line <= span.end_line <= len(lines)
    assert 1 <= span.column <= len(lines[span.line - 1]) + 2
    assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 2
    assert (span.line, span.column) <= (span.end_line, span.end_column)


def assert_sane(files: dict[str, bytes]) -> list[Diagnostic]:
    """Validate files; every finding has words and lies, with what is related to it, inside its file."""
    result = validate(open_repository(MemoryTree(files)), DAY)
    assert not result.crashed
    for diagnostic in result.diagnostics:
        assert diagnostic.code in by_code()
        assert message_of(diagnostic)
        assert isinstance(hint_of(diagnostic), str)
        if diagnostic.path in files:
            assert_inside(diagnostic, files[diagnostic.path])
        for related in diagnostic.related:
            assert related.path in files
            assert related.span.line <= len(lines_of(files[related.path]))
    assert [d.sort_key for d in result.diagnostics] == sorted(d.sort_key for d in result.diagnostics)
    return result.diagnostics


def encoded(files: dict[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}


# -- any bytes -----------------------------------------------------------------------------------------------------------

SNIPPETS = [
    "- ", ": ", "? ", "[", "]", "{", "}", ",", "&a ", "*a", "!x ", "!!str ", "<<: ", "---\n", "...\n", "|\n", ">-\n", "'", '"',
    "\\", "#", "\t", "\n", "\r\n", "\r", "  ", "%YAML 1.1\n", "\x00", "\x07", "\x85", "\u2028", "\u2029", "\ufeff", "\ufffe",
    "👪", "ä", "~", "null", "true", "id: x\n", "measures:\n", "goals", "2019-13", "24.500", "# fgk: ignore[", "]", "@", "`",
]  # fmt: skip

ymlish = st.lists(st.sampled_from(SNIPPETS), max_size=40).map("".join).map(str.encode)
anything = st.one_of(st.binary(max_size=200), ymlish, st.text(max_size=100).map(lambda t: t.encode("utf-8", "ignore")))


@settings(max_examples=150)
@given(st.sampled_from([*DATA, "fgk.yaml", "procedures/eigenes.yaml", f"{HOME}/measures/2025.yaml"]), anything)
def test_any_bytes_in_any_file_give_findings_and_nothing_else(path: str, content: bytes) -> None:
    assert_sane({**encoded(municipality()), path: content})


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, bytes]:
    path = draw(st.sampled_from(FILES))
    text = (EXAMPLES / path).read_text(encoding="utf-8")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 30))
        text = text[:at] + draw(st.sampled_from([*SNIPPETS, ""])) + text[at + cut :]
    content = text.encode()
    if draw(st.integers(0, 9)) == 0:
        at = draw(st.integers(0, len(content)))
        content = content[:at] + draw(st.binary(min_size=1, max_size=3)) + content[at:]
    return path, content


EXAMPLE_BYTES = {
    path.relative_to(EXAMPLES).as_posix(): path.read_bytes()
    for path in (EXAMPLES / "municipalities").rglob("*")
    if path.is_file()
}


@settings(max_examples=150)
@given(mutations())
def test_a_damaged_example_gives_findings_inside_its_file(mutation: tuple[str, bytes]) -> None:
    path, content = mutation
    slug = path.split("/")[1]
    own = {name: data for name, data in EXAMPLE_BYTES.items() if name.split("/")[1] == slug}
    assert_sane({**own, path: content})


@settings(max_examples=50)
@given(mutations())
def test_one_broken_municipality_never_hides_the_others(mutation: tuple[str, bytes]) -> None:
    path, content = mutation
    slug = path.split("/")[1]
    sound = {name: data for name, data in EXAMPLE_BYTES.items() if name.split("/")[1] in (slug, "musterstadt")}
    before = [d for d in diagnostics(MemoryTree(sound)) if d.municipality != slug]
    after = [d for d in diagnostics(MemoryTree({**sound, path: content})) if d.municipality != slug]
    assert after == before


# -- order means nothing ---------------------------------------------------------------------------------------------------

DAMAGE = (
    ("measures.yaml", "due: 2026-03", "due: 31.03.2026"),
    ("measures.yaml", "goal: beratung", "goal: beratnug"),
    ("measures.yaml", "status: ongoing", "status: laufend"),
    ("goals.yaml", "    round: grund\n    title: Ein Ort", "    title: Ein Ort"),
    ("goals.yaml", "target: 150.5", "traget: 150.5"),
    ("resolutions.yaml", "supersedes: rat-teilnahme", "supersedes: rat-nie"),
    ("sources.yaml", "abnahme.txt", "fehlt.txt"),
    ("municipality.yaml", "state: NW", "state: XX"),
    ("audit.yaml", "valid_until: 2027-10", "valid_until: 2030-10"),
)


def damaged() -> dict[str, str]:
    files = municipality()
    for name, old, new in DAMAGE:
        path = f"{HOME}/{name}"
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)
    return files


def shuffled(value: object, chance: random.Random) -> object:
    """Give the same data with the keys of every mapping in another order."""
    if isinstance(value, dict):
        items = [(key, shuffled(item, chance)) for key, item in value.items()]
        chance.shuffle(items)
        return dict(items)
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


def what(found: list[Diagnostic]) -> set[tuple[str, str]]:
    return {(diagnostic.code, diagnostic.subject) for diagnostic in found}


def plain(text: str) -> object:
    data: object = Document("x.yaml", text.encode()).data
    return data


@settings(max_examples=40)
@given(st.integers(0, 2**32))
def test_the_order_of_keys_does_not_matter(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    files = damaged()
    other = {
        path: yaml.dump(
            shuffled(plain(text), chance),
            Dumper=yaml.CDumper,
            sort_keys=False,
            allow_unicode=True,
            default_style='"',
        )
        if path.endswith(".yaml")
        else text
        for path, text in files.items()
    }
    expected = what(diagnostics(memory(files)))
    assert len(expected) >= len(DAMAGE)
    assert what(diagnostics(memory(other))) == expected


@settings(max_examples=40)
@given(st.permutations(["kita", "tagespflege", "altbau", "heft", "bus", "heft-neu"]), st.integers(1, 5))
def test_the_files_of_a_collection_and_their_order_do_not_matter(order: list[str], size: int) -> None:
    files = damaged()
    parts = re.split(r"^(?=  - id: )", files.pop(f"{HOME}/measures.yaml"), flags=re.MULTILINE)[1:]
    by_id = dict(zip(["kita", "tagespflege", "altbau", "heft", "bus", "heft-neu"], parts, strict=True))
    for number, start in enumerate(range(0, len(order), size)):
        body = "".join(by_id[name] for name in order[start : start + size])
        files[f"{HOME}/measures/{number}.yaml"] = f"measures:\n{body}"

    def without_numbers(found: list[Diagnostic]) -> set[tuple[str, str]]:
        return {(code, re.sub(r"^measures/[0-9]+", "measures", subject)) for code, subject in what(found)}

    assert without_numbers(diagnostics(memory(files))) == without_numbers(diagnostics(memory(damaged())))


# -- nesting -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "[{a: ", "{a: [", "- - ? ", "!x [", "&a [", "{? ", "[*a, ["])
def test_bottomless_nesting_is_one_finding(opening: str) -> None:
    document = Document("x.yaml", opening.encode() * 100_000)
    assert not document.usable
    assert [problem.code for problem in document.problems if problem.code not in ("FGK006", "FGK007", "FGK009")] == [
        "FGK004"
    ]


@pytest.mark.parametrize("inner", ["", "x", "!x y"])
@pytest.mark.parametrize(("depth", "fine"), [(MAX_DEPTH, True), (MAX_DEPTH + 1, False)])
def test_thirty_two_levels_and_no_more(inner: str, depth: int, fine: bool) -> None:  # noqa: FBT001
    document = Document("x.yaml", ("[" * depth + inner + "]" * depth).encode())
    assert document.usable is fine
    expected = [] if fine else [("FGK004", 1, MAX_DEPTH + 1)]
    deep = [p for p in document.problems if p.code == "FGK004"]
    assert [(p.code, p.span.line, p.span.column) for p in deep] == expected


def test_nested_duplicates_are_each_found_once() -> None:
    text = "1"
    for _ in range(MAX_DEPTH - 1):
        text = f"{{a: 1, a: {text}, b: {text if len(text) < 40 else 2}}}"
    assert Document("x.yaml", text.encode()).problems != []
    inner = "{a: {x: 1, x: 2}, b: 1, b: 2}"
    assert [(p.code, p.span.column) for p in Document("x.yaml", inner.encode()).problems] == [
        ("FGK005", 12),
        ("FGK005", 25),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n" * 20_000,
        "".join(f"k{number}: 1\n" for number in range(3_000)),
        "measures:\n" + "  - *a\n" * 20_000,
        "# fgk: ignore[x]\n" * 5_000 + "a: 1\n",
        "a: 1 " + "# fgk: ignore[" * 20_000 + "\n",
        "a: '" + "# fgk: ignore[" * 20_000 + "'\n",
        "a: " + "\t" * 100_000 + "\n",
        "- " + " " * 100_000 + "\n",
        "'" * 100_000,
        '"' + "\\" * 99_999,
        "a: " + "b " * 100_000 + ": c",
    ],
    ids=lambda text: text[:20],
)
def test_long_files_of_one_kind_are_read_to_the_end(text: str) -> None:
    found = assert_sane({**encoded(municipality()), f"{HOME}/measures.yaml": text.encode()})
    assert {diagnostic.path for diagnostic in found} == {f"{HOME}/measures.yaml"}


# -- places --------------------------------------------------------------------------------------------------------------------


@given(st.text(alphabet="ab\n\r\u2028\x85👪ä", max_size=60), st.integers(0, 70), st.integers(0, 70))
def test_places_count_lf_and_crlf_alone(content: str, start: int, end: int) -> None:
    text = Text(content)
    span = text.span(start, end)
    before = content[: min(start, len(content))]
    assert span.line == before.count("\n") + 1
    assert span.column == len(before) - (before.rfind("\n") + 1) + 1
    assert text.line_count == content.count("\n") + 1
    expected = [line.removesuffix("\r") for line in content.split("\n")]
    assert [text.line(number + 1) for number in range(text.line_count)] == expected


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"name: M\xfcller\n", 1, 8),
        ("größe: 1\nname: ".encode() + b"\xff\n", 2, 7),
        (b"\xef\xbb\xbfname: \xe4\n", 1, 7),
        (b"a: b\r\nc: \xc3", 2, 4),
        ("👪: ".encode() + b"\xed\xa0\x80", 1, 4),
        ("name: x\n".encode("utf-16"), 1, 1),
    ],
)
def test_the_first_byte_that_is_not_utf8(content: bytes, line: int, column: int) -> None:
    (problem,) = Document("x.yaml", content).problems
    assert (problem.code, problem.span.line, problem.span.column) == ("FGK002", line, column)


def test_the_end_of_a_value_leaves_out_what_follows() -> None:
    text = "a: x  # Kommentar\nb:\n  - c: 1\n    d: 2\n\n# Ende\ne: |\n  Text\n\nf: [1,\n 2]\n"
    document = Document("x.yaml", text.encode())
    spans = {name: document.value_span((name,)) for name in "abef"}
    assert [(s.line, s.column, s.end_line, s.end_column) for s in spans.values()] == [
        (1, 4, 1, 5),
        (3, 3, 4, 9),
        (7, 4, 8, 7),
        (10, 4, 11, 4),
    ]


def test_the_place_of_a_key_and_of_what_is_missing() -> None:
    document = Document("x.yaml", b"a:\n  - {b: 1, c: 2}\n  - d: 3\n")
    assert document.key_span(("a", 0, "c")).column == 12
    assert document.place(("a", 1, "fehlt", "auch")).line == 3
    assert (document.place(("a", 0, "fehlt")).line, document.place(("a", 0, "fehlt")).column) == (2, 6)
    assert document.place(("a", 7)).line == 2


# -- what can lie in a file system -----------------------------------------------------------------------------------------------


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write(tmp_path / "repo", municipality())


def test_a_link_out_of_the_repository_is_never_followed(sound: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("goals: [geheim]\n", encoding="utf-8")
    for name in ("goals.yaml", "fgk.yaml"):
        target = sound / (name if name == "fgk.yaml" else f"{HOME}/{name}")
        target.unlink(missing_ok=True)
        target.symlink_to(secret)
    assert findings(sound) == [("FGK017", "fgk.yaml", 1, 1), ("FGK017", f"{HOME}/goals.yaml", 1, 1)]
    with pytest.raises(ReadFailure):
        DiskTree(sound).read("fgk.yaml")


@pytest.mark.parametrize("name", ["measures.yaml", "audit.yaml", "municipality.yaml", "sources.yaml"])
def test_a_link_in_the_place_of_a_file_breeds_nothing(sound: Path, name: str) -> None:
    (sound / HOME / name).unlink()
    (sound / HOME / name).symlink_to("/etc/hostname")
    assert findings(sound) == [("FGK017", f"{HOME}/{name}", 1, 1)]


def test_a_directory_that_is_a_link_out_of_the_repository(sound: Path, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"municipality.yaml": "name: x\n", "2025.yaml": "x\n", "p.yaml": "x\n"})
    (sound / "municipalities/fremd").symlink_to(outside, target_is_directory=True)
    (sound / "procedures").symlink_to(outside, target_is_directory=True)
    (sound / HOME / "measures.yaml").unlink()
    (sound / HOME / "measures").symlink_to(outside, target_is_directory=True)
    assert findings(sound) == [
        ("FGK017", "municipalities/fremd", 1, 1),
        ("FGK017", f"{HOME}/measures", 1, 1),
        ("FGK017", "procedures", 1, 1),
    ]


def test_a_link_to_a_file_inside_is_read(sound: Path) -> None:
    (sound / HOME / "goals.yaml").rename(sound / "ziele.txt")
    (sound / HOME / "goals.yaml").symlink_to("../../ziele.txt")
    assert findings(sound) == []


def test_links_in_a_circle_end(sound: Path) -> None:
    (sound / HOME / "a.yaml").symlink_to("b.yaml")
    (sound / HOME / "b.yaml").symlink_to("a.yaml")
    (sound / "municipalities/rund").symlink_to("..", target_is_directory=True)
    (sound / HOME / "selbst").symlink_to(".", target_is_directory=True)
    assert findings(sound) == [("FGK017", f"{HOME}/a.yaml", 1, 1), ("FGK017", f"{HOME}/b.yaml", 1, 1)]


@pytest.mark.parametrize("name", ["goals.yaml", "audit.yaml", "sources.yaml"])
def test_a_directory_in_the_place_of_a_file(sound: Path, name: str) -> None:
    (sound / HOME / name).unlink()
    (sound / HOME / name).mkdir()
    assert findings(sound) == [("FGK016", f"{HOME}/{name}", 1, 1)]


@linux
@pytest.mark.parametrize("name", ["goals.yaml", "audit.yaml", "municipality.yaml", "measures", "measures/x.yaml"])
def test_a_pipe_is_never_opened(sound: Path, name: str) -> None:
    path = sound / HOME / name
    if name.startswith("measures"):
        (sound / HOME / "measures.yaml").unlink()
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    assert findings(sound) == [("FGK016", f"{HOME}/{name}", 1, 1)]


@linux
@pytest.mark.parametrize("path", ["fgk.yaml", "procedures/x.yaml"])
def test_a_pipe_outside_the_municipalities_is_never_opened(sound: Path, path: str) -> None:
    (sound / path).parent.mkdir(exist_ok=True)
    os.mkfifo(sound / path)
    assert findings(sound) == [("FGK016", path, 1, 1)]


@linux
def test_a_file_without_permission(sound: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (sound / HOME / "goals.yaml").chmod(0)
    (sound / HOME / "audit.yaml").chmod(0)
    assert findings(sound) == [("FGK016", f"{HOME}/audit.yaml", 1, 1), ("FGK016", f"{HOME}/goals.yaml", 1, 1)]


def test_size_up_to_the_limit_and_beyond(sound: Path) -> None:
    goals = sound / HOME / "goals.yaml"
    content = goals.read_bytes()
    goals.write_bytes(content + b"#" * (MAX_FILE_SIZE - len(content)))
    assert findings(sound) == []
    goals.write_bytes(content + b"#" * (MAX_FILE_SIZE - len(content) + 1))
    assert findings(sound) == [("FGK003", f"{HOME}/goals.yaml", 1, 1)]


@linux
def test_names_that_are_no_ordinary_text(sound: Path) -> None:
    odd = [b"zeile\numbruch.yaml", b"\xff\xfe.yaml", "größe.yaml".encode(), b" .yaml", b"-rf.yaml"]
    try:
        for name in odd:
            with open(os.fsencode(sound / HOME) + b"/" + name, "wb") as file:  # noqa: PTH123 - a name of bytes
                file.write(b"x: 1\n")
    except OSError as error:
        if error.errno != errno.EILSEQ:
            raise
        pytest.skip("this file system takes only names in UTF-8")
    found = findings(sound)
    assert [code for code, *_ in found] == ["FGK015"] * len(odd)
    assert {os.fsencode(path.rsplit("/", 1)[1]) for _, path, *_ in found} == set(odd)


@linux
@pytest.mark.parametrize("name", [b"\xff", b"zwei\nzeilen", "größe".encode(), b"Muster", b"a--b", b"-a", b"a" * 65])
def test_a_directory_whose_name_is_no_slug(sound: Path, name: bytes) -> None:
    home = os.fsdecode(os.fsencode(sound / "municipalities") + b"/" + name)
    try:
        (sound / HOME).rename(home)
    except OSError as error:
        if error.errno != errno.EILSEQ:
            raise
        pytest.skip("this file system takes only names in UTF-8")
    ((code, path, line, column),) = findings(sound)
    assert (code, line, column) == ("FGK116", 1, 1)
    assert path.endswith("/municipality.yaml")


# -- finding municipalities ------------------------------------------------------------------------------------------------------


def moved(slug: str) -> dict[str, str]:
    return {path.replace(HOME, slug): text for path, text in municipality().items()}


@pytest.mark.parametrize(
    "place", ["municipalities/nw/kreis/musterdorf", "musterdorf", "daten/2026/musterdorf", "municipalities/a"]
)
def test_a_municipality_may_lie_at_any_depth(place: str) -> None:
    result = validate(open_repository(memory({**municipality(), **moved(place)})), DAY)
    assert (result.municipalities, result.diagnostics) == (2, [])


@pytest.mark.parametrize("place", ["_alt/musterdorf", ".git/musterdorf", "municipalities/_entwurf/x", "procedures/x"])
def test_some_directories_are_not_searched(place: str) -> None:
    files = {path.replace(HOME, place): text for path, text in {f"{HOME}/municipality.yaml": "kaputt"}.items()}
    result = validate(open_repository(memory({**municipality(), **files})), DAY)
    assert (result.municipalities, result.diagnostics) == (1, [])


def test_files_elsewhere_are_no_municipality() -> None:
    files = {"docs/sources.yaml": "x: 1\n", "web/data/goals.yaml": "kaputt: [", "audit.yaml": "x"}
    result = validate(open_repository(memory({**municipality(), **files})), DAY)
    assert (result.municipalities, result.diagnostics) == (1, [])


def test_a_directory_among_the_municipalities_without_municipality_yaml() -> None:
    files = {**municipality(), "municipalities/nw/musterdorf/audit.yaml": "rounds: []\n"}
    found = [placed(diagnostic) for diagnostic in diagnostics(memory(files))]
    assert found == [("FGK101", "municipalities/nw/musterdorf/municipality.yaml", 1, 1)]


def test_a_municipality_at_the_root() -> None:
    files = {**municipality(), "municipality.yaml": "name: x\n"}
    found = [placed(diagnostic) for diagnostic in diagnostics(memory(files))]
    assert found == [("FGK213", "municipality.yaml", 1, 1)]


def test_an_empty_repository_has_no_findings(tmp_path: Path) -> None:
    assert findings(tmp_path) == []


def test_a_collection_as_a_directory(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {**municipality({"measures.yaml": None})}
    body = SOUND["measures.yaml"].removeprefix("measures:\n").split("  - id: heft\n")
    files |= {
        f"{HOME}/measures/b.yaml": "measures:\n" + body[0],
        f"{HOME}/measures/a.yaml": "measures:\n  - id: heft\n" + body[1],
        f"{HOME}/measures/leer.yaml": "measures: []\n",
        f"{HOME}/measures/_entwurf.yaml": "kaputt: [",
        f"{HOME}/measures/.versteckt.yaml": "kaputt: [",
        f"{HOME}/measures/LIESMICH.txt": "kaputt: [",
    }
    assert findings(write(tmp_path, files)) == []


def test_a_duplicate_id_in_another_file_of_the_collection(tmp_path: Path) -> None:
    files = municipality({"measures.yaml": None, "measures/a.yaml": SOUND["measures.yaml"]})
    files[f"{HOME}/measures/b.yaml"] = (
        "measures:\n  - {id: bus, title: Bus, goal: beratung, start: 2026-10, due: 2027-06}\n"
    )
    assert findings(write(tmp_path, files)) == [("FGK211", f"{HOME}/measures/b.yaml", 2, 10)]


@pytest.mark.parametrize("name", ["goals", "measures", "sources", "resolutions", "action-fields"])
def test_a_file_that_ends_in_yml_is_one_finding(tmp_path: Path, name: str) -> None:
    files = municipality()
    files[f"{HOME}/{name}.yml"] = files.pop(f"{HOME}/{name}.yaml")
    assert findings(write(tmp_path, files)) == [("FGK014", f"{HOME}/{name}.yml", 1, 1)]


# -- what one slip must not lead to ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in SOUND if name.endswith(".yaml")])
@pytest.mark.parametrize("content", ["[", "a: b: c\n", "\x00", "- \t- x", '"', "!", "a: &x 1\n---\nb: 1\n"])
def test_an_unusable_file_is_found_once(name: str, content: str) -> None:
    found = diagnostics(memory(municipality({name: content})))
    assert {diagnostic.path for diagnostic in found} == {f"{HOME}/{name}"}


SETTINGS: list[tuple[str, list[tuple[str, int, int]]]] = [
    ("time_zone: Mond\nignore: [{rule: stale-measure, reason: x}]\n", [("FGK118", 1, 12), ("FGK802", 2, 17)]),
    ("procedure: gibt-es-nicht\n", [("FGK210", 1, 12)]),
    ("[]\n", [("FGK103", 1, 1)]),
    ("", []),
    ("# nichts\n", []),
    ("ignore: [{rule: x}]\n", [("FGK801", 1, 11), ("FGK803", 1, 17)]),
    ("ignore: [{rule: FGK501, in: musterdorf, reason: x}]\n", [("FGK803", 1, 29)]),
    ("severity: [{rule: FGK501, level: fatal, reason: x}]\n", [("FGK111", 1, 34)]),
]


@pytest.mark.parametrize(("content", "expected"), SETTINGS)
def test_settings(content: str, expected: list[tuple[str, int, int]]) -> None:
    found = diagnostics(memory({**municipality(), "fgk.yaml": content}))
    assert [placed(d) for d in found] == [(code, "fgk.yaml", line, column) for code, line, column in expected]


def test_a_defective_procedure_is_not_replaced_by_the_bundled_one() -> None:
    files = {**municipality(), "procedures/familiengerechte-kommune.yaml": "id: familiengerechte-kommune\n"}
    found = [placed(d) for d in diagnostics(memory(files))]
    assert found == [("FGK105", "procedures/familiengerechte-kommune.yaml", 1, 1)]


# -- trees ---------------------------------------------------------------------------------------------------------------------------


def test_both_kinds_of_tree_show_the_same(sound: Path) -> None:
    disk, mapped = DiskTree(sound), memory(municipality())
    for directory in ("", "municipalities", HOME, f"{HOME}/belege"):
        assert disk.entries(directory) == mapped.entries(directory)
    for path in (HOME, f"{HOME}/audit.yaml", f"{HOME}/fehlt.yaml", "municipalities"):
        assert disk.kind(path) == mapped.kind(path)
    assert disk.read(f"{HOME}/audit.yaml") == mapped.read(f"{HOME}/audit.yaml")


@pytest.mark.parametrize("path", ["fehlt.yaml", HOME, "a\0b", "../x"])
def test_what_cannot_be_read_is_a_failure(sound: Path, path: str) -> None:
    with pytest.raises(ReadFailure):
        DiskTree(sound).read(path)


def test_a_path_that_leaves_the_root_is_outside(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x", encoding="utf-8")
    tree = DiskTree(sound)
    assert tree.kind("../x") is EntryKind.OUTSIDE
    assert tree.kind("/etc/hostname") in (EntryKind.OUTSIDE, None)
    assert tree.entries("municipalities") == [Entry("musterstadt", EntryKind.DIRECTORY)]


# -- line ends that are none ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_foreign_line_ends_are_text(sign: str) -> None:
    document = Document("x.yaml", f"a: eins{sign}zwei # x{sign}c: 1\nb: |\n  drei{sign}vier\n".encode())
    assert not document.problems
    assert document.data == {"a": f"eins{sign}zwei", "b": f"drei{sign}vier\n"}


def test_a_lone_carriage_return_is_refused_at_its_place() -> None:
    document = Document("x.yaml", b"a: 1\nb: 2 # x\rc: 3\n")
    assert not document.usable
    assert [(one.code, one.span.line, one.span.column) for one in document.problems] == [("FGK013", 2, 9)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('a: "eins\nb: zwei\nc: "drei"\n', (1, 4)),
        ("a: [Neu] Paten\n", (1, 10)),
        ("a:\n\N{EN DASH} id: x\n  b: c\n", (2, 1)),
        ("{note: Stand: gut}\n", (1, 13)),
        ('a: "C:\\Users"\n', (1, 9)),
    ],
)
def test_a_slip_of_the_keyboard_is_found_where_it_is(text: str, place: tuple[int, int]) -> None:
    document = Document("x.yaml", text.encode())
    assert [(one.code, one.span.line, one.span.column) for one in document.problems] == [("FGK001", *place)]
