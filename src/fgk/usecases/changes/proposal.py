"""A change as git has it: the states to compare, the rules that hold at its base, and what its commits rest on."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from fgk.loading.baseline import UnusableBaseline, read
from fgk.loading.repository import open_repository
from fgk.messages import msg
from fgk.model.layout import PROCEDURES_DIRECTORY, SETTINGS_FILE
from fgk.source.commit import CommitTree
from fgk.source.git.difference import common_ancestors
from fgk.source.git.revision import commit
from fgk.source.tree import ReadFailure
from fgk.usecases.baseline import hidden
from fgk.usecases.changes.grounds import CommittedGrounds
from fgk.usecases.changes.judgement import BASELINE_NAME, Terms
from fgk.usecases.changes.review import Reviewed
from fgk.usecases.changes.sides import Sides, sides


@dataclass(frozen=True)
class Proposal:
    """A change: the states that are compared, and what it is judged by.

    Where histories cross, there are ``others`` that it is compared with: further common ancestors with the base.
    """

    states: Sides
    others: tuple[Sides, ...]
    terms: Terms


def proposed(root: Path, base: str, head: str | None, stack: ExitStack) -> Proposal:
    """Open the states from the common ancestor of two revisions to the second one.

    A ``head`` of None stands for the files in the directory, which belong to the last commit. ``stack`` closes what is
    opened. Raises NoGit, UnknownRevision, NoCommonAncestor, and what opening a commit raises.
    """
    last, tip = commit(root, head or "HEAD"), commit(root, base)
    first, *others = common_ancestors(root, base, head or "HEAD")
    policy = stack.enter_context(CommitTree(tip, (SETTINGS_FILE, f"{PROCEDURES_DIRECTORY}/")))
    terms = Terms(open_repository(policy), CommittedGrounds(first, last, stack))
    if head is None:
        terms = replace(terms, committed=open_repository(stack.enter_context(CommitTree(last))))
    states, *further = (sides(root, one, head, stack) for one in (first, *others))
    return Proposal(states, tuple(further), terms)


def hide_known(root: Path, base: str, found: Reviewed, path: str) -> None:
    """Hide what a baseline knows, as the base has it at a path in the repository. Raises UnusableBaseline."""
    if not path or PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        hint = msg("Name a file of the repository, such as {name}.", name=BASELINE_NAME)
        raise UnusableBaseline(path, msg("it lies outside the repository"), hint)
    with CommitTree(commit(root, base), (path,)) as tree:
        try:
            content = tree.read(path)
        except ReadFailure as failure:
            hint = msg("It is read as “{base}” has it: put it there first, or leave out --baseline.", base=base)
            raise UnusableBaseline(path, msg("{reason}", reason=failure.reason), hint) from failure
    found.validation.diagnostics, _ = hidden(found.validation.diagnostics, read(path, content))
