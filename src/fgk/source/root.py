"""Finding the repository that a command is about."""

from collections.abc import Mapping
from pathlib import Path

from fgk.messages import msg
from fgk.stops import Stop

VARIABLE = "FGK_REPO"
"""The environment variable that names a repository."""


class NoRepository(Stop):
    """No repository was found; ``given`` is the directory that was asked for, or None where one was searched for."""

    def __init__(self, given: Path | None) -> None:
        if given is None:
            message = msg("No repository was found here or in the directories above")
            hint = msg("Name it with --repo DIR; a repository holds fgk.yaml or a directory municipalities.")
        else:
            message = msg("The directory “{path}” does not exist", path=given)
            hint = msg("Check the path behind --repo, or the variable FGK_REPO.")
        super().__init__(message, hint)


def find_root(given: Path | None, environment: Mapping[str, str], start: Path | None = None) -> Path:
    """Give the repository's root.

    In this order: the directory that was given, the one that ``FGK_REPO`` names, the nearest directory from ``start``
    (default: the working directory) upwards that holds ``fgk.yaml``, the nearest upwards that holds a directory
    ``municipalities``. Raises NoRepository.
    """
    named = given or (Path(environment[VARIABLE]) if environment.get(VARIABLE) else None)
    if named is not None:
        if not named.is_dir():
            raise NoRepository(named)
        return named
    try:
        start = start or Path.cwd()
    except OSError:  # the working directory has been deleted
        raise NoRepository(None) from None
    upwards = (start, *start.parents)
    for directory in upwards:
        if (directory / "fgk.yaml").is_file():
            return directory
    for directory in upwards:
        if (directory / "municipalities").is_dir():
            return directory
    raise NoRepository(None)
