"""``fgk verify``: whether a report is unchanged, in every format."""

import json
import subprocess
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from fgk.render.formats.archive import Damaged, unpacked
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


def forged(report: str, **changes: object) -> str:
    """Give a report in Markdown that says something else of its making."""
    before, _, text = report.partition("<!-- fgk-provenance ")
    said = json.loads(text.partition(" -->")[0])
    years = changes.pop("years", [])
    said |= changes
    said["wanted"]["years"] = years
    return f"{before}<!-- fgk-provenance {json.dumps(said).replace('-', chr(92) + 'u002d')} -->\n"


@pytest.mark.parametrize(
    "changes",
    [
        {"language": "../../.."},
        {"language": "/etc"},
        {"language": "fr"},
        {"language": ""},
        {"day": "0001-01-01"},
        {"day": "2026-W01-1"},
        {"kind": "annual", "years": [10**18]},
        {"kind": "annual", "years": [float("inf")]},
        {"kind": "annual", "years": [-1]},
        {"commit": "a\0b"},
        {"commit": "\ud800"},
        {"commit": "HEAD"},
        {"commit": "--output=x"},
        {"commit": ""},
        {"mehr": "x"},
    ],
)
def test_what_is_no_provenance_is_not_followed(changes: dict[str, object], committed: Path, tmp_path: Path) -> None:
    file = tmp_path / "bericht.md"
    fgk(committed, "report", "-m", "musterstadt", "--at", "2026-11-23", "-o", str(file))
    file.write_text(forged(file.read_text("utf-8"), **changes), encoding="utf-8")
    verified = fgk(committed, "verify", str(file))
    assert verified.returncode == 1
    assert "sagt nicht, woraus" in verified.stderr


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kind": "x"}, "lässt sich aus dem Commit"),
        ({"format": "exe"}, "lässt sich aus dem Commit"),
        ({"format": "all"}, "lässt sich aus dem Commit"),
        ({"municipality": "../.."}, "lässt sich aus dem Commit"),
        ({"kind": "annual", "years": [2031]}, "lässt sich aus dem Commit"),
        ({"kind": "measure"}, "lässt sich aus dem Commit"),
        ({"commit": "a" * 40}, "den es in diesem Bestand nicht gibt"),
    ],
)
def test_what_does_not_fit_the_commit_is_a_defect_of_the_report(
    changes: dict[str, object], says: str, committed: Path, tmp_path: Path
) -> None:
    file = tmp_path / "bericht.md"
    fgk(committed, "report", "-m", "musterstadt", "--at", "2026-11-23", "-o", str(file))
    file.write_text(forged(file.read_text("utf-8"), **changes), encoding="utf-8")
    verified = fgk(committed, "verify", str(file))
    assert verified.returncode == 1
    assert says in verified.stderr
    assert "--rev" not in verified.stderr


def office_file(content: bytes) -> bytearray:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/custom.xml", content)
    return bytearray(made.getvalue())


def test_a_damaged_office_file_is_named(committed: Path, tmp_path: Path) -> None:
    text = b"<x>" + bytes(range(256)) * 40
    encrypted, other, broken = (office_file(text) for _ in range(3))
    directory = encrypted.rindex(b"PK\x01\x02")
    encrypted[6] |= 1
    encrypted[directory + 8] |= 1
    other[8] = other[directory + 10] = 12
    broken[60:90] = bytearray(one ^ 0xFF for one in broken[60:90])
    huge = office_file(bytes(300 * 1024 * 1024))
    directory = huge.rindex(b"PK\x01\x02")
    huge[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")
    for number, content in enumerate((encrypted, other, broken, huge, b"PK", b"PK\x05\x06")):
        file = tmp_path / f"{number}.docx"
        file.write_bytes(bytes(content))
        verified = fgk(committed, "verify", str(file))
        assert verified.returncode == 1, (number, verified.stderr)
        assert "sagt nicht, woraus" in verified.stderr


def test_unpacking_takes_no_more_than_was_allowed() -> None:
    content = bytes(office_file(bytes(64 * 1024 * 1024)))
    tracemalloc.start()
    with pytest.raises(Damaged):
        unpacked(content, ["docProps/custom.xml"], most=10, largest=1024)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * 1024 * 1024


def test_what_is_no_file_of_a_report_is_wrong_use(committed: Path, tmp_path: Path) -> None:
    assert "Verzeichnis" in fgk(committed, "verify", str(tmp_path)).stderr
    assert "gibt es nicht" in fgk(committed, "verify", str(tmp_path / "x.md")).stderr
    file = tmp_path / "bericht.md"
    fgk(committed, "report", "-m", "musterstadt", "-o", str(file))
    for options in (("--rev", "HEAD"), ("--at", "2026-01-01")):
        verified = fgk(committed, "verify", str(file), *options)
        assert verified.returncode == 2
        assert "nennt selbst den Commit" in verified.stderr


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
