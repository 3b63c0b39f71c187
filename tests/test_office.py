"""Word and Excel files open in another program than ours."""

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from browser import office_program
from test_reports import made


@pytest.mark.parametrize(("kind", "format_"), [("status", "docx"), ("council", "docx"), ("annual", "xlsx")])
def test_libreoffice_opens_the_file(kind: str, format_: str, tmp_path: Path) -> None:
    program = office_program()
    file = tmp_path / f"report.{format_}"
    file.write_bytes(made(kind, format_))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pages = PdfReader(BytesIO((tmp_path / "report.pdf").read_bytes())).pages
    text = " ".join(page.extract_text() for page in pages)
    assert "Musterstadt" in text
    assert "umgesetzt" in text or kind == "council"
