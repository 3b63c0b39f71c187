"""What changed since a revision: which municipalities must be looked at again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fgk.loading.discovery import Directory
from fgk.loading.repository import Repository
from fgk.model.layout import AUDIT_FILE, PROCEDURES_DIRECTORY, SETTINGS_FILE
from fgk.source.git.revision import Revision
from fgk.source.tree import Entry, EntryKind, ReadFailure, Tree, joined


@dataclass(frozen=True)
class Changes:
    """What differs from a revision.

    ``everything`` says that the settings changed, on which all depends. ``directories`` are the municipalities that
    changed, or that refer to what changed. Findings outside them count where ``concerns`` says so.
    """

    tree: Tree
    revision: Revision
    everything: bool
    directories: tuple[Directory, ...]

    def concerns(self, path: str) -> bool:
        """Whether something outside the municipalities changed at a path."""
        return self.everything or _is_changed(self.tree, self.revision, path)


def changes(repository: Repository, directories: Sequence[Directory], revision: Revision) -> Changes:
    """Compare the municipalities, the settings and the procedures with a revision.

    Contents are compared, not times; what git ignores counts as changed. A changed procedure concerns whoever names it,
    and a changed directory every other one of the same name.
    """
    tree = repository.tree
    everything = _is_changed(tree, revision, SETTINGS_FILE)
    procedures = _changed_procedures(tree, revision)
    below = _by_directory(revision, directories)
    own = [
        everything
        or _directory_is_changed(tree, revision, one, below.get(one.path, frozenset()))
        or _runs(repository, one, procedures)
        for one in directories
    ]
    slugs = {one.slug for one, changed in zip(directories, own, strict=True) if changed}
    return Changes(tree, revision, everything, tuple(one for one in directories if one.slug in slugs))


def _is_changed(tree: Tree, revision: Revision, path: str) -> bool:
    if tree.kind(path) is None:
        return path in revision.blobs
    try:
        return not revision.has(path, tree.read(path))
    except ReadFailure:
        return True


def _changed_procedures(tree: Tree, revision: Revision) -> frozenset[str]:
    """Give the ids of procedures whose file changed, came or went."""
    prefix = f"{PROCEDURES_DIRECTORY}/"
    paths = {path for path in revision.blobs if path.startswith(prefix)}
    if tree.kind(PROCEDURES_DIRECTORY) is EntryKind.DIRECTORY:
        paths |= {f"{prefix}{entry.name}" for entry in _entries(tree, PROCEDURES_DIRECTORY)}
    changed = {path for path in paths if _is_changed(tree, revision, path)}
    return frozenset(path.removeprefix(prefix).rsplit(".", 1)[0] for path in changed)


def _runs(repository: Repository, directory: Directory, procedures: frozenset[str]) -> bool:
    """Whether an audit may run one of some procedures; where its file cannot be read, it may."""
    if not procedures:
        return False
    if repository.settings.procedure in procedures:
        return True
    try:
        content = repository.tree.read(joined(directory.path, AUDIT_FILE))
    except ReadFailure:
        return True
    return any(name.encode() in content for name in procedures)


def _by_directory(revision: Revision, directories: Sequence[Directory]) -> dict[str, frozenset[str]]:
    """Map each municipality's directory to the paths that the revision has below it."""
    known = {one.path for one in directories}
    found: dict[str, set[str]] = {}
    for path in revision.blobs:
        parent = path
        while "/" in parent:
            parent = parent.rsplit("/", 1)[0]
            if parent in known:
                found.setdefault(parent, set()).add(path)
                break
    return {path: frozenset(paths) for path, paths in found.items()}


def _directory_is_changed(tree: Tree, revision: Revision, directory: Directory, before: frozenset[str]) -> bool:
    """Compare data files by content and all others, such as evidence, by being there."""
    now = set[str]()
    for path in _files(tree, directory.path, directory.entries):
        now.add(path)
        if path not in before or (path.endswith((".yaml", ".yml")) and _is_changed(tree, revision, path)):
            return True
    return now != before


def _files(tree: Tree, path: str, entries: Sequence[Entry]) -> Iterator[str]:
    waiting = [(path, entries)]
    while waiting:
        parent, listed = waiting.pop()
        for entry in listed:
            here = joined(parent, entry.name)
            if entry.kind is EntryKind.DIRECTORY:
                waiting.append((here, _entries(tree, here)))
            else:
                yield here


def _entries(tree: Tree, path: str) -> list[Entry]:
    try:
        return tree.entries(path)
    except ReadFailure:
        return []
