"""Programs that tests need, and what to say where they are missing."""

import os
import shutil

import pytest

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_OFFICES = ("soffice", "libreoffice")


def _found(names: tuple[str, ...], package: str) -> str:
    """Give the path of a program; without it the test is skipped, or fails where nothing may be skipped."""
    path = next((path for name in names if (path := shutil.which(name))), None)
    if path is not None:
        return path
    reason = f"{names[0]} is not installed; on Debian: apt-get install {package}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def browser_program() -> str:
    """Give the path of a Chromium."""
    return _found(_BROWSERS, "chromium")


def office_program() -> str:
    """Give the path of LibreOffice."""
    return _found(_OFFICES, "libreoffice-writer-nogui libreoffice-calc-nogui")


def jq_program() -> str:
    """Give the path of jq, whose expressions the program of GitHub understands."""
    return _found(("jq",), "jq")
