"""Two states of a repository side by side: what each holds, and where they differ."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fgk.loading.discovery import Directory, candidates, owner
from fgk.loading.repository import Repository, open_repository
from fgk.messages import msg
from fgk.model.layout import PROCEDURES_DIRECTORY, SETTINGS_FILE
from fgk.source.commit import CommitTree
from fgk.source.git.difference import changed_paths, common_ancestor
from fgk.source.git.process import Git
from fgk.source.git.revision import Commit, IncompleteRevision, commit
from fgk.source.state import Recorded, files_below
from fgk.source.tree import DiskTree, ReadFailure, Tree, parents
from fgk.stops import WrongUse

_PROCEDURES = f"{PROCEDURES_DIRECTORY}/"


class NoFiles(WrongUse):
    """A bare repository has no files beside its commits."""

    def __init__(self) -> None:
        super().__init__(
            msg("The repository has no files beside its commits"), msg("Name two revisions, such as main~1..main.")
        )


@dataclass(frozen=True)
class Side:
    """One state: its repository, the hash of its commit or None for the files in the directory, and their names."""

    repository: Repository
    sha: str | None
    names: Callable[[str], Collection[str]]
    """Gives what is in a directory."""
    every: Callable[[], Iterable[Directory]]
    """Gives all municipalities' directories; ``repository`` may know only those in which something changed."""


@dataclass(frozen=True)
class Sides:
    """Two states, and the ``paths``, relative to the root, at which they may have something different.

    ``everything`` says that the settings or a procedure changed, on which all municipalities depend.
    """

    old: Side
    new: Side
    paths: tuple[str, ...]

    @cached_property
    def everything(self) -> bool:
        """Whether what all municipalities depend on has changed."""
        return any(_is_for_all(path) for path in self.paths)

    @cached_property
    def directories(self) -> tuple[str, ...]:
        """The municipalities' directories in which something may have changed, in either state, in their order."""
        if self.everything:
            sides = (self.old, self.new)
            found = {one.path for side in sides for one in side.repository.municipalities()}
        else:
            found = {one for path in self.paths for side in (self.old, self.new) if (one := owner(path, side.names))}
        return tuple(sorted(found))


def _is_for_all(path: str) -> bool:
    return path in (SETTINGS_FILE, PROCEDURES_DIRECTORY) or path.startswith(_PROCEDURES)


class NoRevisions(WrongUse):
    """Revisions that cannot be compared as they are given."""


def between(root: Path, revisions: str | None, rev: str | None) -> tuple[str, str | None]:
    """Read which two states are meant: ``A..B``, ``A...B`` or ``A``; ``rev`` is a revision that stands for the files.

    Gives two names of revisions; the second is None for the files in the directory. Raises NoRevisions, and for
    ``A...B`` what ``common_ancestor`` raises.
    """
    base, dots, head = _parted(revisions or "HEAD")
    if dots and rev is not None:
        raise NoRevisions(
            msg("“{revisions}” names both states", revisions=revisions), msg("Leave out {option}.", option="--rev")
        )
    if not dots:
        return base, rev
    base, head = base or "HEAD", head or "HEAD"
    return (common_ancestor(root, base, head) if dots == "..." else base), head


def _parted(revisions: str) -> tuple[str, str, str]:
    dots = next((one for one in ("...", "..") if one in revisions), "")
    base, _, head = revisions.partition(dots) if dots else (revisions, "", "")
    return base, dots, head


def sides(root: Path, base: str, head: str | None, stack: ExitStack) -> Sides:
    """Open two states of a repository: a revision, and another one or, for None, the files in the directory.

    ``stack`` closes what is opened. Raises NoGit, UnknownRevision, IncompleteRevision, TooManyFiles and NoFiles.
    """
    before = commit(root, base)
    if head is None:
        return _with_files(root, base, before, stack)
    after = commit(root, head)
    paths = changed_paths(root, before.sha, after.sha)
    paths += _through_links(after, set(paths))
    return Sides(_of_commit(before, paths, stack), _of_commit(after, paths, stack), tuple(sorted(paths)))


def side_by_side(old: Tree, new: Tree) -> Sides:
    """Compare two trees that no commit has."""
    repositories = open_repository(old), open_repository(new)
    states = [
        Side(one, BEFORE if one.tree is old else None, _names_in(one.tree), one.municipalities) for one in repositories
    ]
    contents = [{path: tree.read(path) for path in files_below(tree, "")} for tree in (old, new)]
    paths = sorted(path for path in {*contents[0], *contents[1]} if contents[0].get(path) != contents[1].get(path))
    return Sides(states[0], states[1], tuple(paths))


BEFORE = "before"
"""Stands for the commit of a state that is none."""


def _with_files(root: Path, base: str, before: Commit, stack: ExitStack) -> Sides:
    if Git.at(root)("rev-parse", "--is-inside-work-tree") != b"true\n":
        raise NoFiles
    tree = DiskTree(root)
    paths = sorted(set(Recorded(root, revision=base).changed("")))
    repository = open_repository(tree)
    files = Side(repository, None, _names_in(tree), repository.municipalities)
    return Sides(_of_commit(before, paths, stack), files, tuple(paths))


def _of_commit(found: Commit, paths: Sequence[str], stack: ExitStack) -> Side:
    """Open a commit: only the directories around some paths and what counts for all, else all of it."""
    around = found.names(dict.fromkeys(one for path in paths for one in candidates(path)))

    def names(directory: str) -> Collection[str]:
        return around.get(directory, ())

    below: tuple[str, ...] = ()
    if not any(map(_is_for_all, paths)):
        owners = dict.fromkeys(one for path in paths if (one := owner(path, names)))
        below = (SETTINGS_FILE, _PROCEDURES, *(f"{one}/" for one in owners))
    tree = stack.enter_context(CommitTree(found, below))
    if tree.lacks is not None:
        raise IncompleteRevision(found.name)
    repository = open_repository(tree)

    def every() -> Iterable[Directory]:
        whole = open_repository(stack.enter_context(CommitTree(found))) if below else repository
        return whole.municipalities()

    return Side(repository, found.sha, names, every)


def _names_in(tree: Tree) -> Callable[[str], Collection[str]]:
    def names(directory: str) -> Collection[str]:
        try:
            return [entry.name for entry in tree.entries(directory)]
        except ReadFailure:
            return ()

    return names


def _through_links(found: Commit, changed: set[str]) -> list[str]:
    """Give the links of a commit that may lead to something that changed."""
    links = found.links()
    around = {parent for path in changed for parent in parents(path)} if links else set[str]()
    return [
        path
        for path, target in links.items()
        if path not in changed and _leads(path, target, {*changed, *links}, around)
    ]


def _leads(path: str, target: str, changed: Collection[str], around: Collection[str]) -> bool:
    """Whether a link leads to something that changed, or to a directory with such things in it (``around``).

    Where another link is a part of its way, that is not known: it counts as changed.
    """
    way = path.split("/")[:-1]
    for step in target.split("/"):
        if step == ".." and not way:
            return False  # out of the repository
        if step == "..":
            way.pop()
        elif step not in ("", "."):
            way.append(step)
            if "/".join(way) in changed:
                return True
    return "/".join(way) in around
