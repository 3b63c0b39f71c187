"""A change as git has it: the states to compare, the rules that hold at its base, and what its commits rest on."""

from contextlib import ExitStack
from pathlib import Path, PurePosixPath

from fgk.loading.baseline import UnusableBaseline, read
from fgk.loading.repository import open_repository
from fgk.messages import msg
from fgk.model.layout import PROCEDURES_DIRECTORY, SETTINGS_FILE
from fgk.source.commit import CommitTree
from fgk.source.git.difference import common_ancestor
from fgk.source.git.revision import commit
from fgk.source.tree import ReadFailure
from fgk.usecases.baseline import hidden
from fgk.usecases.grounds import CommittedGrounds
from fgk.usecases.review import Asked, Reviewed
from fgk.usecases.sides import Sides, sides


def proposed(root: Path, base: str, head: str | None, stack: ExitStack) -> tuple[Sides, Asked]:
    """Give the states from the common ancestor of two revisions to the second one, and what the change is judged by.

    A ``head`` of None stands for the files in the directory, which belong to the last commit. ``stack`` closes what is
    opened. Raises NoGit, UnknownRevision, NoCommonAncestor, and what opening a commit raises.
    """
    last = head or "HEAD"
    ancestor = common_ancestor(root, base, last)
    states = sides(root, ancestor, head, stack)
    policy = CommitTree(commit(root, base), (SETTINGS_FILE, f"{PROCEDURES_DIRECTORY}/"))
    grounds = CommittedGrounds(ancestor, commit(root, last))
    return states, Asked(open_repository(stack.enter_context(policy)), grounds)


def hide_known(root: Path, base: str, found: Reviewed, path: str) -> None:
    """Hide what a baseline knows, as the base has it at a path in the repository. Raises UnusableBaseline."""
    if not path or PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise UnusableBaseline(path, msg("it lies outside the repository"))
    with CommitTree(commit(root, base), (path,)) as tree:
        try:
            content = tree.read(path)
        except ReadFailure as failure:
            raise UnusableBaseline(path, msg("{reason}", reason=failure.reason)) from failure
    found.validation.diagnostics, _ = hidden(found.validation.diagnostics, read(path, content))
