"""A tree with changes that nobody has written yet: it shows what the files will be."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fgk.diagnostics import Diagnostic
from fgk.source.tree import Entry, EntryKind, Tree, joined


@dataclass(frozen=True, slots=True)
class Change:
    """How one file is to differ: its path and bytes before and after, and what is repaired by that.

    The place of a repair is the one that it had when the repairs before it were done.
    """

    path: str
    new_path: str
    old: bytes
    new: bytes
    repairs: tuple[Diagnostic, ...] = ()

    @property
    def is_renamed(self) -> bool:
        """Whether the file gets another name."""
        return self.path != self.new_path


class Draft:
    """A tree over another one, in which files have other bytes and other names.

    What was read once stays as it was read, until ``forget`` is called: what is changed is what was looked at.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._read: dict[str, bytes] = {}
        self._changes: dict[str, Change] = {}
        self._gone: set[str] = set()

    @property
    def changes(self) -> list[Change]:
        """What has changed, in the order of the paths."""
        return sorted(self._changes.values(), key=lambda change: change.path)

    def entries(self, directory: str) -> list[Entry]:
        """List a directory with the new names. Raises ReadFailure."""
        new_names = {
            change.path.rpartition("/")[2]: change.new_path.rpartition("/")[2]
            for change in self._changes.values()
            if change.is_renamed and change.path.rpartition("/")[0] == directory
        }
        listed = self._tree.entries(directory)
        return sorted(Entry(new_names.get(entry.name, entry.name), entry.kind) for entry in listed)

    def kind(self, path: str) -> EntryKind | None:
        """Say what lies at a path under the new names."""
        if path in self._gone:
            return None
        change = self._changes.get(path)
        return self._tree.kind(path if change is None else change.path)

    def read(self, path: str) -> bytes:
        """Give a file's new bytes. Raises ReadFailure, and TooLarge."""
        change = self._changes.get(path)
        if change is not None:
            return change.new
        if path not in self._read:
            self._read[path] = self._tree.read(path)
        return self._read[path]

    def write(self, path: str, content: bytes, repairs: Iterable[Diagnostic]) -> None:
        """Give a file other bytes. Raises ReadFailure where it cannot be read."""
        change = self._change(path)
        self._changes[path] = replace(change, new=content, repairs=(*change.repairs, *repairs))

    def rename(self, path: str, name: str, repair: Diagnostic) -> None:
        """Give a file another name in its directory. Raises ReadFailure where it cannot be read."""
        change = self._change(path)
        new_path = joined(path.rpartition("/")[0], name)
        self._changes.pop(path, None)
        self._changes[new_path] = replace(change, new_path=new_path, repairs=(*change.repairs, repair))
        self._gone.add(path)

    def forget(self) -> None:
        """Let go of the bytes of files that have not changed."""
        self._read.clear()

    def _change(self, path: str) -> Change:
        known = self._changes.get(path)
        if known is not None:
            return known
        content = self.read(path)
        return Change(path, path, content, content)
