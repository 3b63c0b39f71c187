"""Files that somebody names on the command line, which need not lie in the repository."""

from pathlib import Path

from fgk.messages import msg
from fgk.source.tree import NOT_A_FILE, ReadFailure, TooLarge, reason_of


def read_given(path: Path, limit: int) -> bytes:
    """Give a file's bytes. Raises ReadFailure, and TooLarge for a file of more than ``limit`` bytes."""
    try:
        if not path.is_file():
            path.stat()  # says by itself why there is nothing
            raise ReadFailure(NOT_A_FILE)
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise ReadFailure(reason_of(error)) from error
    if len(content) > limit:
        raise TooLarge(msg("it is too large"))
    return content
