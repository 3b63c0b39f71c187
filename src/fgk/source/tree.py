"""A tree of files, read-only: a directory on disk, or a mapping in memory.

Everything above this module sees paths relative to the root, with ``/``, and cannot tell one kind of tree from another.
"""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import FileIO
from pathlib import Path
from typing import Protocol

from fgk.messages import Message, msg

MAX_FILE_SIZE = 4 * 1024 * 1024
"""Bytes that a data file may have (data format, section 2)."""

NOT_A_FILE = msg("it is no plain file")


class EntryKind(StrEnum):
    """What a name in a directory stands for."""

    FILE = "file"
    DIRECTORY = "directory"
    OUTSIDE = "outside"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One name in a directory.

    ``OUTSIDE`` is a link whose target lies outside the repository or does not exist; ``OTHER`` is a link to a
    directory, a pipe, a socket or a device: nothing of it is ever opened.
    """

    name: str
    kind: EntryKind


class ReadFailure(Exception):
    """A file or directory could not be read; ``reason`` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.text)
        self.reason = reason


class TooLarge(ReadFailure):
    """A file has more bytes than a data file may have."""


class Tree(Protocol):
    """What the rest of the program needs of a place that holds files."""

    def entries(self, directory: str) -> list[Entry]:
        """List a directory by name; the root is ``""``. Raises ReadFailure."""

    def kind(self, path: str) -> EntryKind | None:
        """Say what lies at a path, or None where nothing does."""

    def read(self, path: str) -> bytes:
        """Give a file's bytes. Raises ReadFailure, and TooLarge before anything of a large file is read."""


class DiskTree:
    """A directory of the file system. Links are followed only to files inside it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._real_root = os.path.realpath(root)

    def entries(self, directory: str) -> list[Entry]:
        """List a directory by name; names that are not valid text are shown with replacement characters."""
        try:
            with os.scandir(self.root / directory) as scan:
                return sorted(Entry(item.name, self._kind_of(item)) for item in scan)
        except (OSError, ValueError) as error:
            raise ReadFailure(reason_of(error)) from error

    def kind(self, path: str) -> EntryKind | None:
        """Say what lies at a path; a path that leaves the root is ``OUTSIDE``."""
        full = self.root / path
        try:
            mode = full.stat().st_mode
        except (OSError, ValueError):
            return EntryKind.OUTSIDE if os.path.islink(full) else None  # noqa: PTH114 - Path raises for long names
        if not self._is_inside(full):
            return EntryKind.OUTSIDE
        if stat.S_ISREG(mode):
            return EntryKind.FILE
        return EntryKind.DIRECTORY if stat.S_ISDIR(mode) else EntryKind.OTHER

    def read(self, path: str) -> bytes:
        """Give a file's bytes; only regular files are opened."""
        try:
            real = os.path.realpath(self.root / path)
            if not self._holds(real):
                raise ReadFailure(msg("it lies outside the repository"))
            if not stat.S_ISREG(os.lstat(real).st_mode):
                raise ReadFailure(NOT_A_FILE)  # opening a device may already do something
            with open(os.open(real, _HOW_TO_OPEN), "rb", buffering=0) as file:  # noqa: PTH123 - Path has no flags
                content = _bounded(file)
        except (OSError, ValueError) as error:
            raise ReadFailure(reason_of(error)) from error
        if len(content) > MAX_FILE_SIZE:
            raise TooLarge(msg("it is too large"))
        return content

    def _kind_of(self, item: os.DirEntry[str]) -> EntryKind:
        if item.is_symlink():
            return self._kind_of_link(item)
        if item.is_file(follow_symlinks=False):
            return EntryKind.FILE
        return EntryKind.DIRECTORY if item.is_dir(follow_symlinks=False) else EntryKind.OTHER

    def _kind_of_link(self, item: os.DirEntry[str]) -> EntryKind:
        try:
            if not self._is_inside(Path(item.path)):
                return EntryKind.OUTSIDE
            if item.is_file():
                return EntryKind.FILE
            return EntryKind.OTHER if item.is_dir() else EntryKind.OUTSIDE
        except OSError:
            return EntryKind.OUTSIDE

    def _is_inside(self, path: Path) -> bool:
        return self._holds(os.path.realpath(path))

    def _holds(self, real: str) -> bool:
        return real == self._real_root or real.startswith(self._real_root + os.sep)


class MemoryTree:
    """Files that are given as a mapping of path to bytes."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)

    def entries(self, directory: str) -> list[Entry]:
        """List the names directly below a directory."""
        prefix = f"{directory}/" if directory else ""
        below = {path.removeprefix(prefix) for path in self._files if path.startswith(prefix)}
        return sorted(
            {Entry(path.split("/")[0], EntryKind.DIRECTORY if "/" in path else EntryKind.FILE) for path in below}
        )

    def kind(self, path: str) -> EntryKind | None:
        """Say whether a path is a file or a directory of the mapping."""
        if path in self._files:
            return EntryKind.FILE
        is_directory = not path or any(name.startswith(f"{path}/") for name in self._files)
        return EntryKind.DIRECTORY if is_directory else None

    def read(self, path: str) -> bytes:
        """Give the bytes at a path."""
        try:
            content = self._files[path]
        except KeyError as error:
            raise ReadFailure(_REASONS[errno.ENOENT]) from error
        if len(content) > MAX_FILE_SIZE:
            raise TooLarge(msg("it is too large"))
        return content


_HOW_TO_OPEN = (
    os.O_RDONLY
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
"""What was a file a moment ago may have become a link or a pipe: neither is followed or waited for."""


def _bounded(file: FileIO) -> bytes:
    """Read a file to its end, but not much further than a data file may be long.

    Raises ReadFailure where it is no plain file, or changes meanwhile: half of the old and half of the new make no
    sense together.
    """
    before = os.fstat(file.fileno())
    if not stat.S_ISREG(before.st_mode):
        raise ReadFailure(NOT_A_FILE)
    if before.st_size > MAX_FILE_SIZE:
        raise TooLarge(msg("it is too large"))
    content = file.read(before.st_size + 1) or b""
    while before.st_size < len(content) <= MAX_FILE_SIZE and (more := file.read(MAX_FILE_SIZE)):
        content += more  # it has grown meanwhile, or does not tell its size
    after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ReadFailure(msg("it is being changed at this moment"))
    return content


def parents(path: str) -> Iterator[str]:
    """Give the directories in which a path lies, from the top."""
    steps = path.split("/")[:-1]
    return ("/".join(steps[:length]) for length in range(1, len(steps) + 1))


def joined(directory: str, name: str) -> str:
    """Give the path of a name in a directory, where ``""`` is the root."""
    return f"{directory}/{name}" if directory else name


_REASONS = {
    errno.EACCES: msg("permission is denied"),
    errno.EPERM: msg("permission is denied"),
    errno.ENOENT: msg("it does not exist"),
    errno.ENOTDIR: msg("it is not a directory"),
    errno.EISDIR: msg("it is a directory"),
    errno.ELOOP: msg("its links lead in a circle"),
    errno.ENAMETOOLONG: msg("its path is too long"),
    errno.EIO: msg("the disk reports an error"),
}


def reason_of(error: OSError | ValueError) -> Message:
    """Say why something could not be read; the operating system's own word where we have none."""
    if isinstance(error, OSError) and error.errno in _REASONS:
        return _REASONS[error.errno]
    text = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
    return msg("the operating system says: {text}", text=text)
