"""Fixtures for all tests."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from repositories import write

settings.register_profile(
    "fgk", deadline=None, derandomize=True, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("fgk")

Build = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Write a repository, given as a mapping of path to content, and give its root."""
    return lambda files: write(tmp_path, files)
