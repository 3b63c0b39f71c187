"""Every rule has a bad example, in which it finds exactly one thing, and a good one, in which nothing is found."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import fgk
from fgk.assessment.assess import Assessment
from fgk.diagnostics import Diagnostic, Severity
from fgk.loading.shape import MAX_RECORD_SIZE
from fgk.rules.catalogue import named, rules
from fgk.rules.registry import Finding, Rule
from fgk.source.problems import MOST
from fgk.source.tree import MAX_FILE_SIZE, DiskTree
from fgk.usecases import checking as usecase
from fgk.usecases.explain import reviewed
from repositories import HOME, Found, diagnostics, findings, placed, write

RULES = Path(__file__).parent / "rules"
SOURCE = Path(fgk.__file__).parent
MUNICIPALITY = b"name: Musterstadt\nkind: municipality\n"


def base(content: bytes = MUNICIPALITY) -> dict[str, str | bytes]:
    return {f"{HOME}/municipality.yaml": content, f"{HOME}/audit.yaml": "rounds: []\n"}


def not_utf8(root: Path) -> Found:
    write(root, base("name: Müsterstadt\nkind: municipality\n".encode("latin-1")))
    return ("FGK002", f"{HOME}/municipality.yaml", 1, 8)


def too_large(root: Path) -> Found:
    write(root, base() | {f"{HOME}/goals.yaml": b"goals: []\n" + b"#" * MAX_FILE_SIZE})
    return ("FGK003", f"{HOME}/goals.yaml", 1, 1)


def control_character(root: Path) -> Found:
    write(root, base(b"name: Muster\x07stadt\nkind: municipality\n"))
    return ("FGK013", f"{HOME}/municipality.yaml", 1, 13)


def unreadable(root: Path) -> Found:
    write(root, base())
    (root / HOME / "goals.yaml").mkdir()
    return ("FGK016", f"{HOME}/goals.yaml", 1, 1)


def link_outside(root: Path) -> Found:
    write(root, base())
    (root / HOME / "goals.yaml").symlink_to("/etc/hostname")
    return ("FGK017", f"{HOME}/goals.yaml", 1, 1)


def too_many_findings(root: Path) -> Found:
    settings = "ignore: [{rule: hidden-character, reason: Hier geht es um anderes}]\n"
    write(root, base() | {"fgk.yaml": settings, f"{HOME}/goals.yaml": "goals: []\n" + "#\u200b\n" * (MOST + 1)})
    return ("FGK018", f"{HOME}/goals.yaml", MOST + 2, 2)


def record_too_large(root: Path) -> Found:
    write(root, base(MUNICIPALITY + b"note: " + b"x" * MAX_RECORD_SIZE))
    return ("FGK020", f"{HOME}/municipality.yaml", 1, 1)


BUILT: dict[str, Callable[[Path], Found]] = {
    "FGK002": not_utf8,
    "FGK003": too_large,
    "FGK013": control_character,
    "FGK016": unreadable,
    "FGK017": link_outside,
    "FGK018": too_many_findings,
    "FGK020": record_too_large,
}
"""Bad examples that cannot lie in git as text."""

WITHOUT_BAD_EXAMPLE = {
    "FGK804": "a baseline is no part of a repository; see test_what_is_settled_is_reported_at_its_entry",
    "FGK900": "only a defect of fgk itself leads to it; see test_a_rule_that_raises",
}

ALL = pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"{rule.code}-{rule.name}")


def folder(rule: Rule) -> Path:
    return RULES / f"{rule.code}-{rule.name}"


def example(rule: Rule, which: str, root: Path) -> Path:
    """Give the repository of an example; one without a municipality.yaml of its own changes the sound base."""
    own = folder(rule) / which
    if any(own.rglob("municipality.y*ml")) or not own.is_dir():
        return own
    shutil.copytree(RULES / "_base", root, dirs_exist_ok=True)
    shutil.copytree(own, root, dirs_exist_ok=True)
    return root


def read(expected: Path) -> list[Found]:
    places = []
    for line in expected.read_text(encoding="utf-8").splitlines():
        place, code = line.split(" ")
        path, row, column = place.rsplit(":", 2)
        places.append((code, path, int(row), int(column)))
    return places


def is_about_changes(rule: Rule) -> bool:
    return rule.code.startswith("FGK7")


def of_change(rule: Rule, which: str) -> list[Diagnostic]:
    """Give what a review finds in one of the two ways to change the files of an example."""
    base = texts(RULES / "_base") | texts(folder(rule) / "before")
    return reviewed(base, base | texts(folder(rule) / which))


def texts(root: Path) -> dict[str, str]:
    paths = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@ALL
def test_bad_example(rule: Rule, tmp_path: Path) -> None:
    if is_about_changes(rule):
        expected_places = read(folder(rule) / "expected.txt")
        assert [placed(one) for one in of_change(rule, "bad")] == expected_places
        assert rule.code in [code for code, *_ in expected_places]
    elif rule.code in WITHOUT_BAD_EXAMPLE:
        assert not (folder(rule) / "bad").exists()
    elif rule.code in BUILT:
        expected = BUILT[rule.code](tmp_path)
        assert findings(tmp_path) == [expected]
    else:
        expected_places = read(folder(rule) / "expected.txt")
        assert [code for code, *_ in expected_places] == [rule.code]
        assert findings(example(rule, "bad", tmp_path)) == expected_places


@ALL
def test_good_example(rule: Rule, tmp_path: Path) -> None:
    assert (folder(rule) / "good").is_dir()
    if is_about_changes(rule):
        assert of_change(rule, "good") == []
        assert texts(folder(rule) / "good")
        return
    assert findings(example(rule, "good", tmp_path)) == []


def test_the_base_of_the_examples_is_sound() -> None:
    assert findings(RULES / "_base") == []


@ALL
def test_severity_of_the_bad_example_is_that_of_the_rule(rule: Rule, tmp_path: Path) -> None:
    if is_about_changes(rule):
        assert {one.severity for one in of_change(rule, "bad") if one.code == rule.code} == {rule.severity}
        return
    if rule.code in WITHOUT_BAD_EXAMPLE:
        assert rule.severity in (Severity.ERROR, Severity.INFO)
        return
    if rule.code in BUILT:
        BUILT[rule.code](tmp_path)
        root = tmp_path
    else:
        root = example(rule, "bad", tmp_path)
    found = [diagnostic for diagnostic in diagnostics(DiskTree(root)) if not diagnostic.ignored]
    assert [(d.name, d.severity) for d in found] == [(rule.name, rule.severity)]


def test_every_rule_has_examples_and_every_example_a_rule() -> None:
    wanted = {folder(rule).name for rule in rules()}
    assert {path.name for path in RULES.iterdir()} == wanted | {"_base"}


def test_codes_and_names_are_unique_and_well_formed() -> None:
    codes = [rule.code for rule in rules()]
    names = [rule.name for rule in rules()]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)
    assert [code for code in codes if not re.fullmatch(r"FGK[0-9]{3}", code)] == []
    assert [name for name in names if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
    assert codes == sorted(codes)


@ALL
def test_a_rule_says_what_it_finds_why_and_what_to_do(rule: Rule) -> None:
    for text in (rule.summary, rule.why, rule.fix):
        assert text.strip() == text
        assert text.endswith((".", ")"))


@ALL
def test_a_rule_is_found_by_code_and_name_in_any_case(rule: Rule) -> None:
    assert named(rule.code.lower()) is rule
    assert named(f" {rule.name.upper()} ") is rule


def codes_in_source() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for code in re.findall(r"\"(FGK[0-9]{3})\"", path.read_text(encoding="utf-8")):
            yield code, path.name


def test_every_code_in_the_program_is_registered() -> None:
    registered = {rule.code for rule in rules()}
    used = set(codes_in_source())
    assert [pair for pair in sorted(used) if pair[0] not in registered] == []
    assert {code for code, _ in used} == registered


def test_a_rule_that_raises_becomes_a_finding_and_the_others_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(assessment: Assessment) -> Iterator[Finding]:
        raise RuntimeError(assessment.dossier.slug)

    own = Rule("FGK999", "broken", Severity.ERROR, "s.", "w.", "f.", check=broken)
    monkeypatch.setattr(usecase, "rules", lambda: (own, *rules()))
    root = RULES / "FGK607-unknown-state" / "bad"
    assert findings(root) == [
        ("FGK900", f"{HOME}/municipality.yaml", 1, 1),
        *read(RULES / "FGK607-unknown-state" / "expected.txt"),
    ]
