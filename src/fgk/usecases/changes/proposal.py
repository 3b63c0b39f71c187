"""A change as git has it: the states to compare, the rules that hold at its base, and what its commits rest on."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path, PurePosixPath

from fgk.loading.baseline import UnusableBaseline, read
from fgk.loading.repository import open_repository
from fgk.messages import msg
from fgk.model.layout import PROCEDURES_DIRECTORY, SETTINGS_FILE
from fgk.source.commit import CommitTree
from fgk.source.git.difference import common_ancestor, common_ancestors
from fgk.source.git.revision import commit
from fgk.source.tree import ReadFailure
from fgk.usecases.baseline import hidden
from fgk.usecases.changes.grounds import CommittedGrounds
from fgk.usecases.changes.judgement import Terms
from fgk.usecases.changes.review import BASELINE_NAME, Reviewed
from fgk.usecases.changes.sides import Sides, sides


def proposed(root: Path, base: str, head: str | None, stack: ExitStack) -> tuple[Sides, Terms]:
    """Give the states from the common ancestor of two revisions to the second one, and what the change is judged by.

    A ``head`` of None stands for the files in the directory, which belong to the last commit. ``stack`` closes what is
    opened. Raises NoGit, UnknownRevision, NoCommonAncestor, and what opening a commit raises.
    """
    last = head or "HEAD"
    ancestor = common_ancestor(root, base, last)
    states = sides(root, ancestor, head, stack)
    policy = CommitTree(commit(root, base), (SETTINGS_FILE, f"{PROCEDURES_DIRECTORY}/"))
    grounds = CommittedGrounds(ancestor, commit(root, last))
    terms = Terms(open_repository(stack.enter_context(policy)), grounds)
    if len(common_ancestors(root, base, last)) > 1:
        whole = stack.enter_context(CommitTree(commit(root, base)))
        terms = replace(terms, tip=open_repository(whole))
    return states, terms


def hide_known(root: Path, base: str, found: Reviewed, path: str) -> None:
    """Hide what a baseline knows, as the base has it at a path in the repository. Raises UnusableBaseline."""
    if not path or PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        hint = msg("Name a file of the repository, such as {name}.", name=BASELINE_NAME)
        raise UnusableBaseline(path, msg("it lies outside the repository"), hint)
    with CommitTree(commit(root, base), (path,)) as tree:
        try:
            content = tree.read(path)
        except ReadFailure as failure:
            raise UnusableBaseline(path, msg("{reason}", reason=failure.reason)) from failure
    found.validation.diagnostics, _ = hidden(found.validation.diagnostics, read(path, content))
