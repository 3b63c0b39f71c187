"""When something changed, as the history tells it."""

import contextlib
import secrets
from collections.abc import Generator, Iterable
from pathlib import Path

from fgk.source.git.process import Failed, Git, NoGit, decoded
from fgk.source.git.revision import UnknownRevision, sha_of
from fgk.source.tree import parents

LAST_SECOND = 253_402_300_799
"""The end of the year 9999; a commit that claims to be later gets this time."""

CAREFUL = (
    "log",
    "-z",
    "--encoding=UTF-8",
    "--ignore-submodules=none",
    "--no-color",
    "--no-decorate",
    "--no-ext-diff",
    "--no-mailmap",
    "--no-notes",
    "--no-renames",
    "--no-show-signature",
    "--no-textconv",
    "-O/dev/null",
)
"""How history is read: whatever the repository configures, nothing else is run or read, and paths are what they are."""

_LOG = (
    *CAREFUL,
    "--first-parent",  # a merge has what it brought to the branch, and that has happened when it did so
    "-m",
    "--name-only",
    "--no-relative",
)


def touched(directory: Path, paths: Iterable[str], revision: str = "HEAD") -> dict[str, int]:
    """Give for directories and files when something in them was last changed, in seconds since 1970 (UTC).

    ``paths`` are relative to ``directory``, with ``/``; ``""`` is the directory itself. What counts is the time of the
    latest commit, the first that git comes across from the revision backwards along the first parents: what a merge
    brings from elsewhere has changed here when it was merged. In a shallow clone the oldest commit has changed all that
    it has. Directories that no commit touched are left out, and those of which git cannot tell. Where there is no git,
    no git repository or no commit yet, nothing is known: ``{}``. Raises UnknownRevision for another name than HEAD that
    does not exist.
    """
    wanted = {path.strip("/"): path for path in paths}
    found: dict[str, int] = {}
    if not wanted:
        return found
    try:
        git = Git.at(directory)
        sha = sha_of(git, revision)
        prefix = git("rev-parse", "--show-prefix")
        if prefix is None:
            return found
        above = decoded(prefix.removesuffix(b"\n"))
        with contextlib.suppress(Failed), contextlib.closing(_changes(git, sha, above, list(wanted))) as changes:
            for time, path in changes:
                for part in (path, *reversed(list(parents(path))), ""):
                    if part in wanted:
                        found[wanted.pop(part)] = time
                if not wanted:
                    break
    except NoGit:
        pass
    except UnknownRevision:
        if revision != "HEAD":
            raise
    return found


def _changes(git: Git, sha: str, above: str, below: list[str]) -> Generator[tuple[int, str], None, None]:
    """Give every change of a file: time and path, relative to the directory, from the commit backwards.

    ``above`` is the way from the top of the repository to the directory, ``below`` the directories that are asked
    about.
    """
    mark = secrets.token_hex(16)  # no path begins like this
    pathspec = [below[0] or "."] if len(below) == 1 else ["."] if above else []
    time, is_first = 0, False
    command = (*_LOG, f"--format={mark}%ct", sha, "--", *pathspec)
    with git.records(*command) as records:
        for record in records:
            text = decoded(record)
            if text.startswith(mark):
                time, is_first = _time(text.removeprefix(mark)), True
                continue
            if is_first:
                text, is_first = text.removeprefix("\n"), False  # it parts the paths from the head
            if text.startswith(above) and text != above:
                yield time, text.removeprefix(above)


def _time(text: str) -> int:
    try:
        return max(0, min(int(text), LAST_SECOND))
    except ValueError:
        return 0
