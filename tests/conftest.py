"""Fixtures for all tests."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from commits import git, repository
from repositories import municipality, write
from reviews import MEASURES

settings.register_profile(
    "fgk", deadline=None, derandomize=True, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("fgk")

Build = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Write a repository, given as a mapping of path to content, and give its root."""
    return lambda files: write(tmp_path, files)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a git repository with the sound municipality on main, and check a branch out."""
    made = repository(tmp_path / "bestand", municipality({"measures.yaml": MEASURES}))
    git(made, "checkout", "-qb", "zweig")
    return made
