"""Which commit the working tree is at, and whether the files that fgk reads are still those of it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path

from fgk.source.git.process import NoGit
from fgk.source.git.revision import IncompleteRevision, Revision, TooManyFiles, UnknownRevision, commit
from fgk.source.tree import DiskTree, EntryKind, ReadFailure, Tree, joined

_TEMPLATES = "templates"
_DATA_FILES = (".yaml", ".yml", ".yaml.txt", ".yml.txt")


class Recorded:
    """What git knows of the files below a directory.

    What git has is that of a ``revision``. ``commit`` is None where there is no git, no git repository or no commit
    yet. ``below`` names the files, such as ``fgk.yaml``, and the directories, such as ``procedures/``, that will be
    asked about; without it, all may be.
    """

    def __init__(self, root: Path, below: Sequence[str] = (), revision: str = "HEAD") -> None:
        self.commit: str | None = None
        self._tree = DiskTree(root)
        self._revision: Revision | None = None
        self._paths: list[str] = []
        try:
            head = commit(root, revision)
            self.commit = head.sha
            self._revision = head.revision(below)
            self._paths = sorted(self._revision.blobs)
        except (NoGit, UnknownRevision, IncompleteRevision, TooManyFiles):
            pass

    def is_clean(self, *prefixes: str) -> bool:
        """Say whether files and directories are those of the commit; where there is none, they are not."""
        return self._revision is not None and next(self.changed(*prefixes), None) is None

    def changed(self, *prefixes: str) -> Iterator[str]:
        """Give the paths of those files, also below directories, that are not those of the commit.

        Of the files, those count that fgk reads. Contents are compared, line ends may be written the other way; it
        makes no difference whether git would ignore a file. A link counts as changed, for what it leads to may lie
        elsewhere. Without a commit, or where git lacks a part of it, all have changed.
        """
        for prefix in prefixes:
            before = set(filter(_counts, self._recorded(prefix)))
            now = set(filter(_counts, files_below(self._tree, prefix)))
            yield from sorted(before ^ now)
            yield from (path for path in sorted(before & now) if not self._is_same(path))

    def _recorded(self, prefix: str) -> Iterator[str]:
        for index in range(bisect_left(self._paths, prefix), len(self._paths)):
            path = self._paths[index]
            if not path.startswith(prefix):
                return
            if not prefix or prefix.endswith("/") or path == prefix:
                yield path

    def _is_same(self, path: str) -> bool:
        try:
            return self._revision is not None and self._revision.has(path, self._tree.read(path))
        except ReadFailure:
            return False


def _counts(path: str) -> bool:
    """Whether fgk may read a file: a template, or a data file of which no name on the way begins with ``_``.

    Names that begin with ``.`` are those of other programs.
    """
    names = path.split("/")
    if any(name.startswith(".") for name in names):
        return False
    if names[0] == _TEMPLATES:
        return True
    return path.lower().endswith(_DATA_FILES) and not any(name.startswith("_") for name in names)


def files_below(tree: Tree, prefix: str) -> Iterator[str]:
    """Give the file that a prefix names, or all below the directory; the empty prefix means the root."""
    if prefix and not prefix.endswith("/"):
        if tree.kind(prefix) is not None:
            yield prefix
        return
    waiting = [prefix.removesuffix("/")]
    while waiting:
        directory = waiting.pop()
        try:
            entries = tree.entries(directory) if tree.kind(directory) is EntryKind.DIRECTORY else []
        except ReadFailure:
            continue
        for entry in entries:
            path = joined(directory, entry.name)
            if entry.kind is not EntryKind.DIRECTORY:
                yield path
            elif not entry.name.startswith("."):  # a program's own files may be many
                waiting.append(path)
