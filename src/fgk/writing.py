"""The one module that writes files: whole or not at all."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path


class ChangedMeanwhile(OSError):
    """A file no longer holds what was read from it."""


class LeadsOutside(OSError):
    """A path, or the link that lies there, leads out of the directory that is written to."""


def write_text(path: Path, text: str) -> None:
    """Write a file atomically, as UTF-8 with LF. Raises OSError as ``write_bytes`` does."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file atomically: into a temporary file beside it, then renamed.

    Directories on the way are created, and a link is followed to its file. What is no plain file, such as a terminal,
    is written to directly. Raises OSError where that is not possible.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            device.write(content)
        return
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    _put(path, content)


class Spool:
    """Texts that need not lie in memory until they are asked for again.

    Many of them go to a file of the system's temporary directory that has no name and is gone with the process.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - it lasts as long as this
        self._end = 0

    def put(self, text: str) -> tuple[int, int]:
        """Put a text at the end and give its place, for ``get``. Raises OSError."""
        content = text.encode()
        place = (self._end, len(content))
        self._file.seek(self._end)
        self._file.write(content)
        self._end += len(content)
        return place

    def get(self, place: tuple[int, int]) -> str:
        """Give the text at a place. Raises OSError."""
        start, length = place
        self._file.seek(start)
        return self._file.read(length).decode()


_IN_MEMORY = 32 * 1024 * 1024
"""Bytes of texts that are held in memory before a file is made."""


def create(root: Path, path: str, content: bytes) -> None:
    """Write a new file below a directory, whole or not at all, and never in the place of another one.

    Directories on the way are created. Raises LeadsOutside, and OSError, FileExistsError where something lies there.
    """
    file = root / path
    _inside(root, str(Path(path).parent))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:  # a file where a directory is to be
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(file.parent)) from error
    directory = _inside(root, str(Path(path).parent))
    if os.path.lexists(directory / file.name):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
    with tempfile.TemporaryDirectory(dir=directory, prefix=".fgk-") as place:
        new = Path(place) / "new"
        _put(new, content)
        try:
            os.link(new, directory / file.name)  # unlike a renaming, this never takes the place of a file
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):  # a file system without such links
            with (directory / file.name).open("xb") as opened:
                opened.write(content)


def replace_content(root: Path, path: str, old: bytes, new: bytes) -> None:
    """Write a file below a directory atomically, in the place of the bytes that were read from it.

    A link is followed to a file inside the directory, permissions stay. Where the file holds the new bytes already,
    nothing happens. Raises LeadsOutside, ChangedMeanwhile where the file holds other bytes than ``old`` right before
    it would be replaced, and OSError, also for a file that nobody may write.
    """
    file = _inside(root, path)

    def unchanged() -> None:
        if file.read_bytes() != old:
            raise ChangedMeanwhile(errno.EBUSY, "it has been changed meanwhile", str(file))

    if file.read_bytes() == new:
        return
    unchanged()
    if not file.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(file, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
    _put(file, new, unchanged)


def rename(root: Path, path: str, new_path: str, content: bytes) -> None:
    """Give a file below a directory another name, never that of another file; a link is renamed itself.

    Raises LeadsOutside, ChangedMeanwhile where it does not hold the bytes ``content``, and OSError, FileExistsError
    where the new name is taken.
    """
    if _inside(root, path).read_bytes() != content:
        raise ChangedMeanwhile(errno.EBUSY, "it has been changed meanwhile", path)
    old, new = root / path, root / new_path
    _inside(root, str(Path(new_path).parent))
    if os.path.lexists(new):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(new))
    try:
        os.link(old, new, follow_symlinks=False)  # unlike a renaming, this never takes the place of a file
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a file system without such links
        old.rename(new)
    else:
        old.unlink()


def _inside(root: Path, path: str) -> Path:
    """Give the file that a path leads to in the end."""
    real_root = Path(os.path.realpath(root))
    file = Path(os.path.realpath(real_root / path))
    if not file.is_relative_to(real_root):
        raise LeadsOutside(errno.EACCES, "it leads out of the repository", str(root / path))
    return file


def _put(path: Path, content: bytes, check: Callable[[], None] | None = None) -> None:
    """Write a file through a temporary one beside it; ``check`` may still refuse right before the end."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:20]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        _take_over(path, temporary)
        if check is not None:
            check()
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _take_over(path: Path, temporary: str) -> None:
    """Give the temporary file the owner and the permissions of the file, or those of any new one."""
    if path.exists():
        before = path.stat()
        mode = stat.S_IMODE(before.st_mode)
        if hasattr(os, "chown"):
            with contextlib.suppress(OSError):
                os.chown(temporary, before.st_uid, before.st_gid)
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    Path(temporary).chmod(mode)
