"""Finding the repository that a command is about."""

from collections.abc import Mapping
from pathlib import Path

VARIABLE = "FGK_REPO"
"""The environment variable that names a repository."""


class NoRepository(Exception):
    """No repository was found; ``given`` is the directory that was asked for, or None where one was searched for."""

    def __init__(self, given: Path | None) -> None:
        super().__init__(str(given or ""))
        self.given = given


def find_root(given: Path | None, environment: Mapping[str, str], start: Path) -> Path:
    """Give the repository's root.

    In this order: the directory that was given, the one that ``FGK_REPO`` names, the nearest directory from ``start``
    upwards that holds ``fgk.yaml``, the nearest upwards that holds a directory ``municipalities``. Raises NoRepository.
    """
    named = given or (Path(environment[VARIABLE]) if environment.get(VARIABLE) else None)
    if named is not None:
        if not named.is_dir():
            raise NoRepository(named)
        return named
    upwards = (start, *start.parents)
    for directory in upwards:
        if (directory / "fgk.yaml").is_file():
            return directory
    for directory in upwards:
        if (directory / "municipalities").is_dir():
            return directory
    raise NoRepository(None)
