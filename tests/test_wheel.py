"""The wheel, as it would be installed: outside the checkout, with all that belongs to it."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from repositories import EXAMPLES

ROOT = EXAMPLES.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it into an environment of its own; give the environment's Python.

    The libraries come from the environment that runs the tests, so that nothing is fetched. A path in a ``.pth`` file
    brings no ``.pth`` files of its own: the editable install of the checkout is not among them.
    """
    directory = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(directory), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    wheel = next(directory.glob("*.whl"))
    environment = directory / "environment"
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    purelib = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    (Path(purelib) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def run(python: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FGK_", "PYTHONPATH"))}
    return subprocess.run(
        [str(python), *arguments], cwd=cwd, env=kept, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_installed_program_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    found = run(installed, "-c", "import fgk; print(fgk.__file__)", cwd=tmp_path).stdout.strip()
    assert found
    assert not Path(found).is_relative_to(ROOT / "src")


def test_procedures_templates_catalogue_and_schemas_come_along(installed: Path, tmp_path: Path) -> None:
    shared = ("-m", "fgk", "--repo", str(EXAMPLES), "--at", "2026-11-23")
    status = run(installed, *shared, "status", "herten", cwd=tmp_path)
    assert "Zertifikat abgelaufen" in status.stdout, status.stderr
    html = run(installed, *shared, "report", "-m", "delmenhorst", "--format", "html", cwd=tmp_path)
    assert html.stdout.startswith("<!DOCTYPE html>"), html.stderr
    schemas = "from fgk.resources import bundled; print(*(p.name for p in bundled('schemas').iterdir()))"
    assert "measures.schema.json" in run(installed, "-c", schemas, cwd=tmp_path).stdout


def test_examples_of_rules_come_along(installed: Path, tmp_path: Path) -> None:
    explained = run(installed, "-m", "fgk", "explain", "FGK501", cwd=tmp_path)
    assert "So nicht\n   ┌─ municipalities/musterstadt/measures.yaml\n" in explained.stdout, explained.stderr
    assert "So ist es richtig\n" in explained.stdout
