"""The options of ``fgk report`` on the command line: what goes where, and what is refused with a way out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from repositories import EXAMPLES, HOME, SOUND, municipality, write
from test_cli import fgk

AT = ("--repo", str(EXAMPLES), "--at", "2026-11-23", "--lang", "de")


def test_the_list_names_every_kind_with_its_formats() -> None:
    result = fgk("report", "--list", *AT, cwd=EXAMPLES)
    assert result.returncode == 0
    for kind in ("status", "annual", "council", "balance", "agreement", "measure", "public", "portfolio"):
        assert f"\n{kind}" in f"\n{result.stdout}"
    assert "Jahresbericht" in result.stdout


def test_all_formats_go_to_a_directory(tmp_path: Path) -> None:
    result = fgk("report", "-m", "herten", "--format", "all", "-o", str(tmp_path / "neu"), *AT, cwd=EXAMPLES)
    assert result.returncode == 0, result.stderr
    names = sorted(path.name for path in (tmp_path / "neu").iterdir())
    assert names == [f"herten-status.{ending}" for ending in ("docx", "html", "md", "pdf", "xlsx")]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("-m", "herten", "--format", "all"), "--output"),
        ((), "--municipality"),
        (("--kind", "portfolio", "-m", "herten"), "--municipality"),
        (("-m", "herten", "--kind", "anual"), "annual"),
        (("-m", "herten", "--period", "2014"), "--period"),
        (("-m", "herten", "--kind", "annual", "--period", "14"), "2024"),
        (("-m", "herten", "--kind", "annual", "--period", "2024-2020"), "Meinten Sie „2020-2024“?"),
        (("-m", "herten", "--kind", "annual", "--period", "2012,2014"), "für jedes einen eigenen Bericht"),
        (("-m", "herten", "--kind", "council"), "adoption_resolution"),
        (("-m", "herten", "--kind", "council", "--for", "adoption_resolution", "--period", "2031"), "--period weg"),
        (("-m", "herten", "--kind", "council", "--format", "xlsx"), "docx"),
        (("-m", "herten", "--kind", "measure"), "--id"),
        (("-m", "herten", "--kind", "measure"), "zum Beispiel --id"),
        (("herten", "-m", "aachen"), "herten, aachen"),
        (("-m", "herten", "-m", "aachen"), "--all"),
        (("herten", "--format", "pdf", "-o", "y.docx"), "„.docx“ passt nicht zum Format „pdf“"),
        (("herten", "-o", "x.csv"), ": .md, .html, .pdf, .docx, .xlsx."),
        (("herten", "-o", "x.all"), "„.all“"),
        (("--all", "-o", "x.html"), "Name einer Datei"),
        (("herten", "--format", "all", "-o", "x.pdf"), "Name einer Datei"),
        (("--all", "-o", "x", "-m", "herten"), "Lassen Sie --municipality weg"),
        (("--all", "-o", "x", "--kind", "measure", "--id", "y"), "Lassen Sie --id weg"),
        (("--all", "-o", "x", "--freeze"), "Lassen Sie --freeze weg"),
        (("--all", "-o", "x", "--kind", "portfolio"), "lassen Sie --all weg"),
        (("--eject", "status", "-o", "x"), "Lassen Sie --output weg"),
        (("herten", "--kind", "annual", "--period", "2030"), "noch nicht begonnen"),
        (("herten", "--kind", "annual", "--period", "1999"), "Zu 1999 ist für Herten nichts erfasst"),
        (("-m", "herten", "--kind", "balance", "--round", "nirgends"), "grund-2013"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(arguments: tuple[str, ...], says: str) -> None:
    result = fgk("report", *arguments, *AT, cwd=EXAMPLES)
    assert result.returncode == 2, result.stdout + result.stderr
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_an_annual_report_takes_a_stretch_of_years(tmp_path: Path) -> None:
    file = tmp_path / "bericht.md"
    result = fgk(
        "report", "-m", "musterstadt", "--kind", "annual", "--period", "2025-2026", "-o", str(file), *AT, cwd=EXAMPLES
    )
    assert result.returncode == 0, result.stderr
    assert "Jahresbericht 2025–2026" in file.read_text(encoding="utf-8")


def test_a_report_goes_into_a_directory_under_its_own_name(tmp_path: Path) -> None:
    result = fgk("report", "herten", "--format", "html", "-o", str(tmp_path), *AT, cwd=EXAMPLES)
    assert result.returncode == 0, result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["herten-status.html"]
    result = fgk("report", "herten", "-o", f"{tmp_path}/neu/", *AT, cwd=EXAMPLES)
    assert result.returncode == 0, result.stderr
    assert [path.name for path in (tmp_path / "neu").iterdir()] == ["herten-status.md"]


def test_reports_that_differ_have_names_of_their_own(tmp_path: Path) -> None:
    def names(*options: str) -> set[str]:
        result = fgk("report", "musterstadt", *options, "-o", f"{tmp_path}/", *AT, cwd=EXAMPLES)
        assert result.returncode == 0, result.stderr
        return {path.name for path in tmp_path.iterdir()}

    assert names() == {"musterstadt-status.md"}
    assert names("--public") == {"musterstadt-status.md", "musterstadt-status-public.md"}
    assert "musterstadt-status-gruenflaechenamt.md" in names("--office", "Grünflächenamt")
    assert "musterstadt-annual-2025.md" in names("--kind", "annual")
    assert "musterstadt-public.md" in names("--kind", "public")


def test_a_file_of_the_repository_is_not_written_over_by_a_report_of_its_name(tmp_path: Path) -> None:
    write(tmp_path, {**municipality(), f"{HOME}/reports/musterstadt-status.md": "alt"})
    options = ("--repo", str(tmp_path), "--at", "2026-11-23", "--lang", "de")
    for which in (("musterstadt",), ("--all",)):
        result = fgk("report", *which, "-o", f"{tmp_path}/{HOME}/reports/", *options, cwd=tmp_path)
        assert result.returncode == 2, result.stderr
        assert "musterstadt-status.md ist eine Datei des Bestands und wird nicht überschrieben" in result.stderr
    assert (tmp_path / HOME / "reports/musterstadt-status.md").read_text(encoding="utf-8") == "alt"


def test_the_report_on_all_says_on_the_command_line_what_it_lacks(tmp_path: Path) -> None:
    broken = SOUND["measures.yaml"].replace("priority: high", "priority: sehr hoch")
    write(tmp_path, municipality({"measures.yaml": broken}))
    result = fgk("report", "--kind", "portfolio", "--repo", str(tmp_path), "--lang", "de", cwd=tmp_path)
    assert result.returncode == 0
    assert "Unvollständig wegen 1 Fehler in den Dateien; „fgk validate“ zeigt ihn." in result.stderr


def test_what_one_municipality_has_nothing_for_is_written_for_the_others(tmp_path: Path) -> None:
    options = ("--kind", "annual", "--period", "2013", "--format", "md")
    result = fgk("report", "--all", *options, "-o", str(tmp_path), *AT, cwd=EXAMPLES)
    assert result.returncode == 1
    assert (tmp_path / "herten-annual-2013.md").is_file()
    assert "musterstadt: Zu 2013 ist für Musterstadt nichts erfasst" in result.stderr
    assert not (tmp_path / "musterstadt-annual-2013.md").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_binary_format_is_not_poured_into_a_terminal() -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "fgk", "report", "-m", "herten", "--format", "pdf", "--repo", str(EXAMPLES)]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False, encoding="utf-8")
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert "--output" in done.stderr
