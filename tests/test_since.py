"""``--since``: what changed since a revision, and what refers to it, has the findings of a full run."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commits import git
from fgk.cli.main import run
from repositories import SOUND, write

DAY = "2026-11-23"
NAMES = ("altstadt", "mittelstadt", "neustadt")
BROKEN = SOUND["measures.yaml"].replace("    goal: beratung\n    title: Ein Bus", "    title: Ein Bus")


def directory(name: str) -> str:
    return f"municipalities/{name}"


def three(root: Path, *options: str) -> Path:
    """Make a git repository with three municipalities, each with one finding."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main", *options)
    return committed(root)


def committed(root: Path) -> Path:
    for name in NAMES:
        write(root, {f"{directory(name)}/{file}": text for file, text in {**SOUND, "measures.yaml": BROKEN}.items()})
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Bestand")
    return root


def validated(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    code = run(["validate", "--repo", str(root), "--at", DAY, "--lang", "en", "--format", "json", *arguments])
    assert code in (0, 1)
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def municipalities(data: dict[str, Any]) -> set[str]:
    return {one["municipality"] for one in data["diagnostics"]}


def append(file: Path, text: str = "# geändert\n") -> None:
    file.write_text(file.read_text() + text)


CHANGES: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "nothing": (Path.exists, set()),
    "a data file": (lambda root: append(root / directory("neustadt") / "goals.yaml"), {"neustadt"}),
    "a new file": (lambda root: write(root, {f"{directory('altstadt')}/notiz.yaml": "x: 1\n"}), {"altstadt"}),
    "evidence that is gone": (
        lambda root: (root / directory("neustadt") / "belege/abnahme.txt").unlink(),
        {"neustadt"},
    ),
    "another text of the evidence": (lambda root: append(root / directory("neustadt") / "belege/abnahme.txt"), set()),
    "the settings": (lambda root: write(root, {"fgk.yaml": "due_soon: P30D\n"}), set(NAMES)),
    "another procedure": (lambda root: write(root, {"procedures/anders.yaml": "id: anders\ntitle: Anders\n"}), set()),
    "a file beside": (lambda root: write(root, {"README.md": "Text\n"}), set()),
    "a second directory of the name": (
        lambda root: write(root, {"municipalities/kreis/neustadt/municipality.yaml": "{name: N, kind: municipality}"}),
        {"neustadt"},
    ),
    "only line ends": (
        lambda root: (root / directory("neustadt") / "goals.yaml").write_bytes(
            SOUND["goals.yaml"].replace("\n", "\r\n").encode()
        ),
        set(),
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_findings_are_those_of_the_full_run(
    change: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = three(tmp_path)
    alter, expected = CHANGES[change]
    alter(root)
    full, part = validated(root, capsys), validated(root, capsys, "--since", "HEAD")
    assert municipalities(part) - {None} == expected
    assert part["diagnostics"] == [one for one in full["diagnostics"] if one["municipality"] in municipalities(part)]


@pytest.mark.parametrize("name", NAMES)
def test_the_findings_of_a_name_are_those_of_the_full_run(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = three(tmp_path)
    write(root, {"municipalities/a/neustadt/municipality.yaml": "{name: N, kind: municipality}"})
    full, part = validated(root, capsys), validated(root, capsys, name)
    assert part["diagnostics"] == [one for one in full["diagnostics"] if one["municipality"] == name]


def test_a_procedure_concerns_whoever_runs_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = three(tmp_path)
    write(root, {"procedures/anders.yaml": "id: anders\ntitle: Anders\n"})
    audit = root / directory("mittelstadt") / "audit.yaml"
    audit.write_text("procedure: anders\nrounds: []\n")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Anderes Verfahren")
    append(root / "procedures/anders.yaml")
    assert municipalities(validated(root, capsys, "--since", "HEAD")) == {"mittelstadt"}


def test_a_removed_municipality_leaves_nothing_to_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = three(tmp_path)
    git(root, "rm", "-rq", directory("neustadt"))
    assert validated(root, capsys, "--since", "HEAD")["summary"]["municipalities"] == 0


def test_it_works_where_the_audits_are_a_part_of_a_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "akten ä").mkdir()
    root = committed(tmp_path / "akten ä")
    append(root / directory("altstadt") / "goals.yaml")
    write(tmp_path, {"elsewhere.txt": "x"})
    assert municipalities(validated(root, capsys, "--since", "main")) == {"altstadt"}


def test_it_works_with_sha256(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = three(tmp_path, "--object-format=sha256")
    append(root / directory("altstadt") / "goals.yaml")
    assert municipalities(validated(root, capsys, "--since", "HEAD")) == {"altstadt"}


def test_branches_and_tags_name_revisions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = three(tmp_path)
    git(root, "tag", "stand-1")
    git(root, "switch", "-qc", "zweig")
    append(root / directory("altstadt") / "goals.yaml")
    git(root, "commit", "-qam", "Ziel")
    for revision in ("main", "stand-1", "HEAD~1", git(root, "rev-parse", "HEAD~1")):
        assert municipalities(validated(root, capsys, "--since", revision)) == {"altstadt"}


@pytest.mark.parametrize("revision", ["nichts", "", "--output=x", "-h", "HEAD:municipalities", "HEAD\n", "@{-1}"])
def test_a_revision_that_does_not_exist_is_wrong_use(
    revision: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = three(tmp_path / "r")
    before = sorted(path.name for path in root.iterdir())
    code = run(["validate", "--repo", str(root), "--lang", "en", f"--since={revision}"])
    assert code == 2
    assert "does not exist here" in capsys.readouterr().err
    assert sorted(path.name for path in root.iterdir()) == before


def test_without_a_git_repository_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {f"{directory('a')}/{file}": text for file, text in SOUND.items()})
    assert run(["validate", "--repo", str(tmp_path), "--lang", "en", "--since", "HEAD"]) == 3
    assert "does not lie in a git repository" in capsys.readouterr().err


def test_a_shallow_clone_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = three(tmp_path / "r")
    first = git(root, "rev-parse", "HEAD")
    append(root / directory("altstadt") / "goals.yaml")
    git(root, "commit", "-qam", "Ziel")
    git(tmp_path, "clone", "-q", "--depth=1", root.as_uri(), "flach")
    assert run(["validate", "--repo", str(tmp_path / "flach"), "--lang", "en", "--since", first]) == 2
    assert "shallow" in capsys.readouterr().err


def test_nothing_that_the_repository_names_is_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = three(tmp_path / "r")
    trap = tmp_path / "trap"
    script = tmp_path / "run.sh"
    script.write_text(f"#!/bin/sh\ntouch {trap}\ncat\n")
    script.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "filter.x.clean", "core.pager", "core.sshCommand", "alias.ls-tree"):
        git(root, "config", key, str(script))
    write(root, {".gitattributes": "* filter=x diff=x\n"})
    append(root / directory("altstadt") / "goals.yaml")
    assert municipalities(validated(root, capsys, "--since", "HEAD")) == {"altstadt"}
    assert not trap.exists()


@pytest.mark.parametrize("name", ["neustadt", "municipalities/neustadt", "municipalities/neustadt/"])
def test_a_municipality_may_be_named_by_its_directory(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert municipalities(validated(three(tmp_path), capsys, name)) == {"neustadt"}
