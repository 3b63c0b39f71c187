"""``fgk verify``: whether a report is unchanged, in every format."""

import json
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from fgk.render.reports.kinds import kind_of
from repositories import municipality
from test_contracts import SCHEMAS

FORMATS = kind_of("status").formats


def git(root: Path, *arguments: str) -> None:
    own = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *own, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    root = tmp_path / "bestand"
    for path, content in municipality().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(str(content), encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Anfang")
    return root


def fgk(root: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    import sys

    command = [sys.executable, "-m", "fgk", *arguments, "--repo", str(root), "--lang", "de"]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_report_is_unchanged_even_when_the_files_have_moved_on(format_: str, committed: Path, tmp_path: Path) -> None:
    file = tmp_path / f"bericht.{format_}"
    made = fgk(committed, "report", "-m", "musterstadt", "--at", "2026-11-23", "-o", str(file))
    assert made.returncode == 0, made.stderr
    measures = committed / "municipalities/musterstadt/measures.yaml"
    measures.write_text("measures: []\n", encoding="utf-8")
    git(committed, "commit", "-qam", "Später")
    verified = fgk(committed, "verify", str(file))
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert verified.stdout.startswith("Unverändert")


def test_a_report_that_somebody_has_touched_is_changed(committed: Path, tmp_path: Path) -> None:
    file = tmp_path / "bericht.md"
    fgk(committed, "report", "-m", "musterstadt", "--at", "2026-11-23", "-o", str(file))
    file.write_text(file.read_text("utf-8").replace("Musterstadt", "Musterdorf", 1), encoding="utf-8")
    verified = fgk(committed, "verify", str(file))
    assert verified.returncode == 1
    assert verified.stdout.startswith("Verändert")


def test_what_cannot_be_compared_says_why(committed: Path, tmp_path: Path) -> None:
    file = tmp_path / "bericht.html"
    file.write_text("<p>von Hand</p>", encoding="utf-8")
    assert "sagt nicht, woraus" in fgk(committed, "verify", str(file)).stderr
    (committed / "municipalities/musterstadt/sources.yaml").write_text("sources: []\n", encoding="utf-8")
    fgk(committed, "report", "-m", "musterstadt", "--at", "2026-11-23", "-o", str(file))
    verified = fgk(committed, "verify", str(file))
    assert verified.returncode == 1
    assert "kein Commit" in verified.stderr
    assert fgk(committed, "verify", str(tmp_path / "fehlt.pdf")).returncode == 2


def test_json_keeps_to_its_schema(committed: Path, tmp_path: Path) -> None:
    schema = Draft7Validator(json.loads((SCHEMAS / "verify.schema.json").read_text("utf-8")))
    file = tmp_path / "bericht.md"
    fgk(committed, "report", "-m", "musterstadt", "--at", "2026-11-23", "-o", str(file))
    portfolio = tmp_path / "alle.md"
    fgk(committed, "report", "--kind", "portfolio", "--at", "2026-11-23", "-o", str(portfolio))
    for path, verdict, slug in ((file, "unchanged", "musterstadt"), (portfolio, "unchanged", None)):
        data = json.loads(fgk(committed, "verify", str(path), "--format", "json").stdout)
        assert list(schema.iter_errors(data)) == []
        assert (data["verdict"], data["municipality"], data["format"]) == (verdict, slug, "md")
    file.write_text(file.read_text("utf-8").replace("Musterstadt", "Musterdorf", 1), encoding="utf-8")
    data = json.loads(fgk(committed, "verify", str(file), "--format", "json").stdout)
    assert list(schema.iter_errors(data)) == []
    assert data["verdict"] == "changed"
    file.write_text("von Hand", encoding="utf-8")
    data = json.loads(fgk(committed, "verify", str(file), "--format", "json").stdout)
    assert list(schema.iter_errors(data)) == []
    assert "error" in data
