"""The files of one commit as a tree: what git has, whatever lies in the working tree."""

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from types import TracebackType
from typing import Self, TypeAlias

from fgk.messages import msg
from fgk.source.git.revision import MAX_FILES, Blob, Commit, TooManyFiles
from fgk.source.tree import NOT_A_FILE, Entry, EntryKind, ReadFailure, joined, reason_of

_MOST_LINKS = 40
"""Links on the way to one file, as many as Linux follows."""

_LONGEST_PATH = 4096
"""Signs of a path, or bytes of a link's target: on a disk nothing lies at a longer one."""

_DATA = (".yaml", ".yml")
"""How names of data files end."""

_Node: TypeAlias = "Blob | dict[str, _Node]"
"""A blob, or a directory: its names and what they stand for."""


class _Lost(Exception):
    """A path leads to nothing of the commit: ``code`` says why, None that it leaves the root.

    ``behind_link`` says that the path names a link, and that the way was lost behind it.
    """

    def __init__(self, code: int | None, *, behind_link: bool) -> None:
        super().__init__(code)
        self.code = code
        self.behind_link = behind_link

    def failure(self) -> ReadFailure:
        """Say it as all trees say it."""
        if self.code is None:
            return ReadFailure(msg("it lies outside the repository"))
        return ReadFailure(reason_of(OSError(self.code, os.strerror(self.code))))


class CommitTree:
    """A directory of a commit. Links are followed only to files inside it, of the same commit.

    Like ``DiskTree`` in all but this: a link to an absolute path, or one that leaves the directory and comes back by
    its name, is ``OUTSIDE``, because a commit does not know where it lies; and submodules are ``OTHER``. To be closed.
    """

    def __init__(self, commit: Commit, below: Sequence[str] = ()) -> None:
        """``below`` names the files and the directories, these with a ``/`` at their end, that are enough.

        Where there is a link among them, everything is read: it may lead elsewhere.
        """
        self._commit = commit
        self._top: dict[str, _Node] = {}
        self._targets: dict[str, str | None] = {}
        self.lacks: str | None = None
        """The path of a data file whose content the repository does not have; None where it has all."""
        with closing(commit.blobs(below)) as blobs:
            has_links = self._index(blobs)
        if below and has_links:
            self._top = {}
            with closing(commit.blobs()) as blobs:
                self._index(blobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def sha(self) -> str:
        """The hash of the commit."""
        return self._commit.sha

    def close(self) -> None:
        """End the program that hands out the contents."""
        self._commit.close()

    def entries(self, directory: str) -> list[Entry]:
        """List a directory by name. Raises ReadFailure."""
        try:
            _, node = self._found(directory)
        except _Lost as lost:
            raise lost.failure() from lost
        if isinstance(node, Blob):
            raise _Lost(errno.ENOTDIR, behind_link=False).failure()
        return sorted(Entry(name, self._kind_of(directory, name, inner)) for name, inner in node.items())

    def kind(self, path: str) -> EntryKind | None:
        """Say what lies at a path; a path that leaves the root is ``OUTSIDE``."""
        try:
            _, node = self._found(path)
        except _Lost as lost:
            return EntryKind.OUTSIDE if lost.code is None or lost.behind_link else None
        return EntryKind.DIRECTORY if isinstance(node, dict) else _kind_of_blob(node)

    def read(self, path: str) -> bytes:
        """Give a file's bytes. Raises ReadFailure, and TooLarge before anything of a large file is read."""
        try:
            _, node = self._found(path)
        except _Lost as lost:
            raise lost.failure() from lost
        if isinstance(node, dict) or node.is_submodule:
            raise ReadFailure(NOT_A_FILE)
        return self._commit.content(node)

    def hash_of(self, path: str) -> str | None:
        """Give the hash of a file's content, which two files share that hold the same; None where there is no file."""
        try:
            _, node = self._found(path)
        except _Lost:
            return None
        return node.hash if isinstance(node, Blob) and not node.is_submodule else None

    def real(self, path: str) -> str | None:
        """Give the path at which a file really lies, behind all links, or None where nothing does."""
        try:
            return self._found(path)[0]
        except _Lost:
            return None

    # -- making the index ----------------------------------------------------------------------------------------------

    def _index(self, blobs: Iterable[tuple[str, Blob]]) -> bool:
        """Put every blob into its directory, and say whether there is a link among them.

        Names that no file system could hold are left out.
        """
        has_links = False
        parent, directory = "", self._top
        count = 0
        for path, blob in blobs:
            here, _, name = path.rpartition("/")
            if len(path) > _LONGEST_PATH or any(part in ("", ".", "..") for part in path.split("/")):
                continue
            if here != parent:  # a listing gives what lies in a directory in one go
                directory, made = self._made(here)
                parent, count = here, count + made
            if blob.size < 0 and not blob.is_submodule and name.endswith(_DATA):
                self.lacks = path
            count += 1
            if count > MAX_FILES:
                raise TooManyFiles(self._commit.name)
            directory.setdefault(name, blob)
            has_links = has_links or blob.is_link
        return has_links

    def _made(self, path: str) -> tuple[dict[str, _Node], int]:
        """Give the names of a directory, and how many directories had to be made for that."""
        node, made = self._top, 0
        for part in path.split("/") if path else ():
            inner = node.get(part)
            if not isinstance(inner, dict):
                inner = node[part] = {}
                made += 1
            node = inner
        return node, made

    # -- finding the way -----------------------------------------------------------------------------------------------

    def _found(self, path: str) -> tuple[str, _Node]:
        """Go to a path, as a file system does it: name by name, through links, and up again at each ``..``.

        Gives the path without links, and what lies there. Raises _Lost.
        """
        if path.startswith("/"):
            raise _Lost(None, behind_link=False)
        names = list[str]()
        nodes: list[_Node] = [self._top]
        waiting = list(_parts(path))
        links, behind_link = 0, False
        while waiting:
            part = waiting.pop()
            here = nodes[-1]
            if isinstance(here, Blob):
                raise _Lost(errno.ENOTDIR, behind_link=behind_link)
            if part == "..":
                if not names:
                    raise _Lost(None, behind_link=behind_link)
                names.pop()
                nodes.pop()
                continue
            node = here.get(part)
            if node is None:
                raise _Lost(errno.ENOENT, behind_link=behind_link)
            if isinstance(node, Blob) and node.is_link:
                behind_link = behind_link or not waiting
                links += 1
                target = self._target(node)
                if target is None or target.startswith("/"):
                    raise _Lost(None, behind_link=behind_link)
                if links > _MOST_LINKS:
                    raise _Lost(errno.ELOOP, behind_link=behind_link)
                waiting += _parts(target)
            else:
                names.append(part)
                nodes.append(node)
        return "/".join(names), nodes[-1]

    def _target(self, link: Blob) -> str | None:
        """Give the path that a link names, or None where it cannot be known."""
        if link.hash not in self._targets:
            self._targets[link.hash] = self._read_target(link)
        return self._targets[link.hash]

    def _read_target(self, link: Blob) -> str | None:
        if not 0 < link.size <= _LONGEST_PATH:
            return None
        try:
            return self._commit.content(link).decode("utf-8", "surrogateescape")
        except ReadFailure:
            return None

    def _kind_of(self, directory: str, name: str, node: _Node) -> EntryKind:
        if isinstance(node, dict):
            return EntryKind.DIRECTORY
        if not node.is_link:
            return _kind_of_blob(node)
        try:
            _, target = self._found(joined(directory, name))
        except _Lost:
            return EntryKind.OUTSIDE
        return EntryKind.OTHER if isinstance(target, dict) else _kind_of_blob(target)


def _parts(path: str) -> Iterator[str]:
    """Give the names of a path from the last to the first."""
    return (part for part in reversed(path.split("/")) if part not in ("", "."))


def _kind_of_blob(blob: Blob) -> EntryKind:
    return EntryKind.OTHER if blob.is_submodule else EntryKind.FILE
