"""What lies between two commits: the paths that differ, their common ancestor, the words of the commits in between."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fgk.messages import msg
from fgk.source.git.process import Failed, Git, decoded
from fgk.source.git.revision import IncompleteRevision, sha_of
from fgk.stops import Stop

_DIFF = ("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-relative")

MOST_COMMITS = 10_000
"""Commits between two revisions whose words are read."""

_TRAILER = re.compile(r"(?:resolution|beschluss)\s*:\s*(\S.*)", re.IGNORECASE)
"""A line at the end of a commit's message that names resolutions (see git-interpret-trailers)."""


class NoCommonAncestor(Stop):
    """Two revisions that have nothing in common here."""

    def __init__(self, base: str, head: str) -> None:
        super().__init__(
            msg("The revisions “{base}” and “{head}” have no common ancestor here", base=base, head=head),
            msg("In a shallow clone, fetch the whole history, such as with fetch-depth: 0; else name another base."),
        )


@dataclass(frozen=True, slots=True)
class Named:
    """A commit and the resolutions that its message names."""

    sha: str
    resolutions: tuple[str, ...]


def changed_paths(directory: Path, old: str, new: str) -> list[str]:
    """Give the paths below a directory, relative to it, at which two commits have something different.

    ``old`` and ``new`` are hashes of commits. Raises NoGit, and IncompleteRevision where git lacks a directory of one.
    """
    git = Git.at(directory)
    prefix = decoded((git("rev-parse", "--show-prefix") or b"").removesuffix(b"\n"))
    command = (*_DIFF, "--end-of-options", old, new, "--", *(["."] if prefix else []))
    try:
        with git.records(*command) as records:
            return [path.removeprefix(prefix) for record in records if (path := decoded(record)).startswith(prefix)]
    except Failed as failed:
        raise IncompleteRevision(new) from failed


def paths_of(directory: Path, sha: str) -> list[str]:
    """Give the paths below a directory, relative to it, that a commit changed; of a merge, those it brought along.

    Raises NoGit, and IncompleteRevision where git lacks the commit or its parent.
    """
    git = Git.at(directory)
    prefix = decoded((git("rev-parse", "--show-prefix") or b"").removesuffix(b"\n"))
    command = (*_DIFF, "--root", "-m", "--first-parent", "--no-commit-id", "--end-of-options", sha)
    try:
        with git.records(*command) as records:
            return [path.removeprefix(prefix) for record in records if (path := decoded(record)).startswith(prefix)]
    except Failed as failed:
        raise IncompleteRevision(sha) from failed


def common_ancestor(directory: Path, base: str, head: str) -> str:
    """Give the hash of the commit from which two revisions have gone apart; of several, as git chooses.

    Raises NoGit, UnknownRevision and NoCommonAncestor.
    """
    git = Git.at(directory)
    found = git("merge-base", sha_of(git, base), sha_of(git, head))
    if not found:
        raise NoCommonAncestor(base, head)
    return found.decode("ascii").split()[0]


def resolutions_named(directory: Path, base: str, head: str) -> Iterator[Named]:
    """Give the commits from one to another whose messages name resolutions.

    A message names them in its last paragraph: ``Beschluss: rat-2024-05-15`` or ``Resolution: …``.
    """
    git = Git.at(directory)
    command = ("log", "-z", "--format=%H%n%B", f"--max-count={MOST_COMMITS}", "--no-show-signature", "--no-notes")
    try:
        with git.records(*command, "--encoding=UTF-8", "--end-of-options", f"{base}..{head}") as records:
            for record in records:
                sha, _, message = decoded(record).partition("\n")
                found = tuple(named_in(message))
                if found:
                    yield Named(sha, found)
    except Failed:
        return


def named_in(message: str) -> Iterator[str]:
    """Give the resolutions that the message of a commit names in its last paragraph."""
    last = re.split(r"\n\s*\n", message.strip())[-1]
    for line in last.split("\n"):
        match = _TRAILER.fullmatch(line.strip())
        if match:
            yield from (name for name in re.split(r"[,\s]+", match[1]) if name)
