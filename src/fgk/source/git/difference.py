"""What lies between two commits: the paths that differ, and their common ancestor."""

from pathlib import Path

from fgk.messages import msg
from fgk.source.git.process import Failed, Git, decoded
from fgk.source.git.revision import IncompleteRevision, sha_of
from fgk.stops import Stop

_MOST_ANCESTORS = 10
"""Common ancestors of two revisions that are compared."""

_DIFF = ("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-relative")


class NoCommonAncestor(Stop):
    """Two revisions that have nothing in common here."""

    def __init__(self, base: str, head: str) -> None:
        super().__init__(
            msg("The revisions “{base}” and “{head}” have no common ancestor here", base=base, head=head),
            msg("In a shallow clone, fetch the rest (git fetch --unshallow, in GitHub fetch-depth: 0)."),
        )


def changed_paths(directory: Path, old: str, new: str) -> list[str]:
    """Give the paths below a directory, relative to it, at which two commits have something different.

    ``old`` and ``new`` are hashes of commits. Raises NoGit, and IncompleteRevision where git lacks a directory of one.
    """
    git = Git.at(directory)
    prefix = git.prefix()
    command = (*_DIFF, "--end-of-options", old, new, "--", *(["."] if prefix else []))
    try:
        with git.records(*command) as records:
            return [path.removeprefix(prefix) for record in records if (path := decoded(record)).startswith(prefix)]
    except Failed as failed:
        raise IncompleteRevision(new) from failed


def common_ancestor(directory: Path, base: str, head: str) -> str:
    """Give the hash of the commit from which two revisions have gone apart; of several, the first. Raises as below."""
    return common_ancestors(directory, base, head)[0]


def common_ancestors(directory: Path, base: str, head: str) -> list[str]:
    """Give the hashes of the commits from which two revisions have gone apart; there are several where they cross.

    That from which the second revision differs in the fewest files comes first.

    Raises NoGit, UnknownRevision, AmbiguousRevision and NoCommonAncestor.
    """
    git = Git.at(directory)
    found = git("merge-base", "--all", sha_of(git, base), sha_of(git, head))
    if not found:
        raise NoCommonAncestor(base, head)
    ancestors = found.decode("ascii").split()[:_MOST_ANCESTORS]
    if len(ancestors) == 1:
        return ancestors
    last = sha_of(git, head)
    return sorted(ancestors, key=lambda one: (len(changed_paths(directory, one, last)), one))
