"""A baseline hides what an old repository begins with, counts it, and says what is settled."""

import json
from pathlib import Path
from typing import Any

import pytest

from fgk.cli.main import run
from fgk.loading.baseline import Entry, UnusableBaseline, read, written
from repositories import HOME, SOUND, municipality, write

DAY = "2026-11-23"


def old_repository(root: Path) -> Path:
    """Write a municipality with two measures that belong to no goal, one of them twice at fault."""
    measures = SOUND["measures.yaml"].replace("    goal: beratung\n    title: Ein Bus", "    title: Ein Bus")
    measures = measures.replace("    goal: plaetze\n    title: Altbau", "    title: Altbau")
    return write(root, municipality({"measures.yaml": measures}))


def validated(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = run(["validate", "--repo", str(root), "--at", DAY, "--lang", "en", "--format", "json", *arguments])
    return code, json.loads(capsys.readouterr().out)


def written_baseline(root: Path) -> Path:
    assert run(["validate", "--repo", str(root), "--at", DAY, "--write-baseline"]) == 0
    return root / "fgk-baseline.json"


def test_an_old_repository_starts_without_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old_repository(tmp_path)
    assert validated(tmp_path, capsys, "--fail-on", "info")[0] == 1
    baseline = written_baseline(tmp_path)
    capsys.readouterr()
    code, data = validated(tmp_path, capsys, "--fail-on", "info", "--baseline", str(baseline))
    assert code == 0
    assert data["diagnostics"] == []
    assert data["summary"]["ignored"] == 2


def test_a_baseline_is_keyed_on_file_record_and_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    baseline = written_baseline(old_repository(tmp_path))
    assert [
        (one["path"], one["record"], one["rule"], one["count"]) for one in json.loads(baseline.read_text())["findings"]
    ] == [
        (f"{HOME}/measures.yaml", "measure/altbau", "measure-without-goal", 1),
        (f"{HOME}/measures.yaml", "measure/bus", "measure-without-goal", 1),
    ]
    file = tmp_path / HOME / "measures.yaml"
    file.write_text("# eine Zeile\n\n# und noch eine\n" + file.read_text())
    capsys.readouterr()
    assert validated(tmp_path, capsys, "--baseline", str(baseline))[1]["diagnostics"] == []


def test_what_is_new_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    baseline = written_baseline(old_repository(tmp_path))
    file = tmp_path / HOME / "measures.yaml"
    file.write_text(file.read_text().replace("    goal: beratung-weiter\n", ""))
    capsys.readouterr()
    _, data = validated(tmp_path, capsys, "--select", "measure-without-goal", "--baseline", str(baseline))
    assert [one["message"] for one in data["diagnostics"]] == ["Measure “heft-neu” belongs to no goal"]


def test_what_is_settled_is_reported_at_its_entry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    baseline = written_baseline(old_repository(tmp_path))
    write(tmp_path, municipality())
    capsys.readouterr()
    code, data = validated(tmp_path, capsys, "--baseline", str(baseline))
    assert code == 0
    found = [(one["code"], one["severity"], one["path"], one["line"], one["column"]) for one in data["diagnostics"]]
    assert found == [("FGK804", "info", "fgk-baseline.json", 4, 3), ("FGK804", "info", "fgk-baseline.json", 5, 3)]


def test_of_a_part_only_what_was_looked_at_is_settled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    baseline = written_baseline(old_repository(tmp_path))
    write(tmp_path, municipality())
    write(tmp_path, {path.replace("musterstadt", "neustadt"): text for path, text in municipality().items()})
    capsys.readouterr()
    assert validated(tmp_path, capsys, "neustadt", "--baseline", str(baseline))[1]["diagnostics"] == []
    assert len(validated(tmp_path, capsys, "musterstadt", "--baseline", str(baseline))[1]["diagnostics"]) == 2


def test_what_cannot_be_read_is_not_settled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    baseline = written_baseline(old_repository(tmp_path))
    (tmp_path / HOME / "measures.yaml").write_text("measures: [\n")
    capsys.readouterr()
    _, data = validated(tmp_path, capsys, "--baseline", str(baseline))
    assert [one["code"] for one in data["diagnostics"]] == ["FGK001"]


def test_a_baseline_hides_no_more_than_it_counts() -> None:
    entry = Entry("a.yaml", "measure/kita", "overdue-measure")
    text = written([entry, entry])
    assert read("b.json", text.encode()).counts == {entry: 2}
    assert text == written(sorted([entry, entry]))


def test_a_part_of_a_repository_makes_no_baseline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old_repository(tmp_path)
    assert run(["validate", "--repo", str(tmp_path), "--write-baseline", "musterstadt"]) == 2
    assert not (tmp_path / "fgk-baseline.json").exists()
    assert "--baseline" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"schema_version": 2, "findings": []}',
        b'{"schema_version": 1, "findings": [1]}',
        b'{"schema_version": 1, "findings": [{"path": "a", "record": "b", "rule": "c", "count": 0}]}',
        b'{"schema_version": 1, "findings": [{"path": "a", "record": "b", "rule": "c", "count": true}]}',
        b'{"schema_version": 1, "findings": [{"path": "a"}]}',
    ],
)
def test_a_baseline_that_cannot_be_read_stops_the_run(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UnusableBaseline):
        read("b.json", content)
    old_repository(tmp_path)
    (tmp_path / "b.json").write_bytes(content)
    code, data = validated(tmp_path, capsys, "--baseline", str(tmp_path / "b.json"))
    assert code == 3
    assert "b.json" in data["error"]


def test_a_missing_baseline_stops_the_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old_repository(tmp_path)
    code, data = validated(tmp_path, capsys, "--baseline", str(tmp_path / "none.json"))
    assert code == 3
    assert "does not exist" in data["error"]


def test_any_layout_of_the_file_keeps_the_places() -> None:
    entry = '{"rule": "x", "path": "p", "record": "", "count": 1}'
    baseline = read("b.json", f'{{"schema_version": 1,\r\n"findings":[\r\n\r\n {entry}]}}'.encode())
    assert [(span.line, span.column) for span in baseline.spans.values()] == [(4, 2)]
