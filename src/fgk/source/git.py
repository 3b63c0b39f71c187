"""The one module that speaks to git: what a revision holds, and when something changed.

Nothing is written, fetched or run beside git itself. Only commands that read objects are used. They get an environment
without the user's and the system's settings, and without those variables that could point them elsewhere; a missing
object is never fetched. What they print is read piece by piece, and of files only what a data file may have.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
import subprocess
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from fgk.messages import Message, msg
from fgk.source.tree import MAX_FILE_SIZE, ReadFailure, TooLarge
from fgk.stops import Stop, WrongUse

_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=",
    "log.diffMerges=first-parent",
    "log.follow=false",
    "log.showRoot=true",
    "protocol.allow=never",
    "safe.directory=*",  # no hook and no configured program is run, whoever the repository belongs to
)
_PASSED_ON = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")
_LINK, _SUBMODULE = "120000", "160000"

MAX_FILES = 1_000_000
"""Files and directories of a revision that are listed: trees that hold themselves many times over have no end."""

MAX_LISTING = 256 * 1024 * 1024
"""Bytes that the listing of a revision may have."""

_CHUNK = 64 * 1024
_LONGEST_RECORD = 1024 * 1024
"""Bytes of a path from which on git's output is no longer read."""

_LONGEST_COMMAND = 16 * 1024
"""Signs of paths that git is given at once: Windows takes 32,767 for a whole command."""

_MOST_DEATHS = 20
"""How often git is started again after it has died while it handed out contents."""

_LAST_SECOND = 253_402_300_799
"""The end of the year 9999; a commit that claims to be later gets this time."""

_LOG = (
    "log",
    "-z",
    "--first-parent",  # a merge has what it brought to the branch, and that has happened when it did so
    "-m",
    "--name-only",
    "--encoding=UTF-8",
    "--ignore-submodules=none",
    "--no-color",
    "--no-decorate",
    "--no-ext-diff",
    "--no-mailmap",
    "--no-notes",
    "--no-relative",
    "--no-renames",
    "--no-show-signature",
    "--no-textconv",
    "-O/dev/null",
)
"""How history is read: whatever the repository configures, nothing else is run or read, and paths are what they are."""


PATIENCE = 20
"""Seconds for which an answer is awaited that takes milliseconds: a file of git's may be a pipe that nobody fills."""


class NoGit(Stop):
    """Git is needed and cannot be used here."""

    def __init__(self, reason: Message) -> None:
        super().__init__(
            reason,
            msg("Without --since and --rev the files are taken as they lie in the directory; that needs no git."),
        )


class UnknownRevision(WrongUse):
    """A revision that the repository does not have."""

    def __init__(self, revision: str, *, shallow: bool) -> None:
        hint = msg("Name a branch, a tag or a commit, such as main or HEAD~1.")
        if shallow:
            hint = msg("The clone is shallow and may lack it; fetch the whole history, such as with fetch-depth: 0.")
        super().__init__(msg("The revision “{revision}” does not exist here", revision=revision), hint)


@dataclass(frozen=True)
class Revision:
    """The files below a directory as a commit has them: path, relative to the directory, to the blob's hash.

    ``algorithm`` is the one of the repository's objects, ``sha1`` or ``sha256``. Links and submodules have the hash
    ``""``, which nothing equals.
    """

    commit: str
    algorithm: str
    blobs: Mapping[str, str]

    def has(self, path: str, content: bytes) -> bool:
        """Whether the commit has just this content at a path; line ends may be written the other way."""
        wanted = self.blobs.get(path)
        if wanted is None:
            return False
        return self._hash(content) == wanted or (
            b"\n" in content and self._hash(_with_other_line_ends(content)) == wanted
        )

    def _hash(self, content: bytes) -> str:
        return hashlib.new(self.algorithm, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class Blob:
    """What a commit has at a path: its kind as git says it, its hash, its size in bytes.

    The size is -1 where it is not asked for, or where the repository lacks the content.
    """

    mode: str
    hash: str
    size: int = -1

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link; its content is the target."""
        return self.mode == _LINK

    @property
    def is_submodule(self) -> bool:
        """Whether it stands for a commit of another repository."""
        return self.mode == _SUBMODULE


class IncompleteRevision(Stop):
    """A revision of which the repository lacks directories or files, as in a clone that has left them out."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            msg("The revision “{revision}” is not complete here", revision=revision),
            msg("The clone has left out files or is damaged; clone the repository without --filter."),
        )


class TooManyFiles(Stop):
    """A revision with more files than anybody has."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            msg("The revision “{revision}” has more than {limit} files", revision=revision, limit=MAX_FILES),
            msg("With --repo DIR only what lies below a directory is read."),
        )


class Commit:
    """What a commit has below a directory. ``close`` ends the program that hands out the contents, if it runs."""

    def __init__(self, git: "_Git", name: str, sha: str) -> None:
        self.sha = sha
        self.name = name
        self._git = git
        self._contents = _Contents(git)

    def blobs(self, below: Sequence[str] = (), *, sizes: bool = True) -> Generator[tuple[str, Blob], None, None]:
        """List everything by its path, relative to the directory; names that are no UTF-8 have surrogates.

        ``below`` names the files and the directories, these with a ``/`` at their end, that are enough. Raises
        IncompleteRevision where the repository lacks a part of it, and TooManyFiles.
        """
        long = ("--long",) if sizes else ()
        paths = below if sum(map(len, below)) < _LONGEST_COMMAND else ()
        command = ("ls-tree", "-r", "-z", *long, "--end-of-options", self.sha, *paths)
        bytes_left = MAX_LISTING
        try:
            with self._git.records(*command, GIT_LITERAL_PATHSPECS="1") as records:
                for number, record in enumerate(records):
                    bytes_left -= len(record)
                    if number >= MAX_FILES or bytes_left < 0:
                        raise TooManyFiles(self.name)
                    yield _blob(record)
        except _Failed as failed:
            raise IncompleteRevision(self.name) from failed

    def revision(self, below: Sequence[str] = ()) -> Revision:
        """Give the files with their hashes; ``below`` as for ``blobs``, which says what is raised."""
        algorithm = "sha256" if len(self.sha) == hashlib.sha256().digest_size * 2 else "sha1"
        blobs = {
            path: "" if blob.is_link or blob.is_submodule else blob.hash
            for path, blob in self.blobs(below, sizes=False)
        }
        return Revision(self.sha, algorithm, blobs)

    def content(self, blob: Blob) -> bytes:
        """Give a blob's bytes. Raises ReadFailure, and TooLarge before anything of a large one is read."""
        return self._contents.read(blob)

    def close(self) -> None:
        """Let go of what is open."""
        self._contents.close()


def revision(directory: Path, name: str) -> Revision:
    """Read what a revision holds below a directory.

    Raises NoGit where there is no git or no git repository, UnknownRevision where it has no such revision,
    IncompleteRevision and TooManyFiles.
    """
    return commit(directory, name).revision()


def commit(directory: Path, name: str) -> Commit:
    """Find the commit of a revision; the directory may also be a bare repository.

    Raises NoGit where there is no git or no git repository, UnknownRevision where it has no such revision.
    """
    git = _Git.at(directory)
    sha = git.commit(name)
    if sha is None:
        shallow = git("rev-parse", "--is-shallow-repository")
        raise UnknownRevision(name, shallow=shallow is not None and shallow.strip() == b"true")
    return Commit(git, name, sha)


def touched(directory: Path, paths: Iterable[str], revision: str = "HEAD") -> dict[str, int]:
    """Give for directories and files when something in them was last changed, in seconds since 1970 (UTC).

    ``paths`` are relative to ``directory``, with ``/``; ``""`` is the directory itself. What counts is the time of the
    latest commit, the first that git comes across from the revision backwards along the first parents: what a merge
    brings from elsewhere has changed here when it was merged. In a shallow clone the oldest commit has changed all that
    it has. Directories that no commit touched are left out, and those of which git cannot tell. Where there is no git,
    no git repository or no commit yet, nothing is known: ``{}``. Raises UnknownRevision for another name than HEAD that
    does not exist.
    """
    wanted = {path.strip("/"): path for path in paths}
    found: dict[str, int] = {}
    if not wanted:
        return found
    try:
        git = _Git.at(directory)
        sha = git.commit(revision)
        prefix = git("rev-parse", "--show-prefix")
        if sha is None and revision != "HEAD":
            raise UnknownRevision(revision, shallow=False)
        if sha is None or prefix is None:
            return found
        above = _text(prefix.removesuffix(b"\n"))
        with contextlib.suppress(_Failed), contextlib.closing(_changes(git, sha, above, list(wanted))) as changes:
            for time, path in changes:
                for part in _upwards(path):
                    if part in wanted:
                        found[wanted.pop(part)] = time
                if not wanted:
                    break
    except NoGit:
        pass
    return found


def _changes(git: "_Git", sha: str, above: str, below: list[str]) -> Generator[tuple[int, str], None, None]:
    """Give every change of a file: time and path, relative to the directory, from the commit backwards.

    ``above`` is the way from the top of the repository to the directory, ``below`` the directories that are asked
    about.
    """
    mark = secrets.token_hex(16)  # no path begins like this
    pathspec = [below[0] or "."] if len(below) == 1 else ["."] if above else []
    time, is_first = 0, False
    command = (*_LOG, f"--format={mark}%ct", sha, "--", *pathspec)
    with git.records(*command, GIT_LITERAL_PATHSPECS="1") as records:
        for record in records:
            text = _text(record)
            if text.startswith(mark):
                time, is_first = _time(text.removeprefix(mark)), True
                continue
            if is_first:
                text, is_first = text.removeprefix("\n"), False  # it parts the paths from the head
            if text.startswith(above) and text != above:
                yield time, text.removeprefix(above)


def _with_other_line_ends(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n") if b"\r\n" in content else content.replace(b"\n", b"\r\n")


def _upwards(path: str) -> Iterator[str]:
    yield path
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
    yield ""


def _time(text: str) -> int:
    try:
        return max(0, min(int(text), _LAST_SECOND))
    except ValueError:
        return 0


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")


def _blob(entry: bytes) -> tuple[str, Blob]:
    head, _, path = entry.partition(b"\t")
    mode, _, sha, *size = head.decode("ascii").split()
    return _text(path), Blob(mode, sha, int(size[0]) if size and size[0].isdigit() else -1)


class _Failed(Exception):
    """Git ended with an error, or printed what makes no sense."""


class _Git:
    """Runs git in a directory."""

    def __init__(self, program: str, directory: Path) -> None:
        self._command = [program, *(part for setting in _SETTINGS for part in ("-c", setting)), "--no-pager"]
        self._directory = directory
        self._environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C",
        }

    @classmethod
    def at(cls, directory: Path) -> "_Git":
        """Find git, and make sure that the directory lies in a repository. Raises NoGit."""
        program = shutil.which("git")
        if program is None:
            raise NoGit(msg("git is not installed, or not found on the PATH"))
        git = cls(program, directory)
        if git("rev-parse", "--git-dir") is None:
            raise NoGit(msg("{directory} does not lie in a git repository", directory=str(directory)))
        return git

    def commit(self, name: str) -> str | None:
        """Give the hash of a revision's commit, or None where there is no such commit."""
        found = self("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        sha = "" if found is None else found.decode("ascii").strip()
        return sha if sha.isalnum() else None  # “^HEAD” is known to git, too, but it is no commit

    def __call__(self, *arguments: str) -> bytes | None:
        """Give what a command prints, or None where it fails. Raises NoGit where git does not answer."""
        process = self._started(arguments)
        try:
            output, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired as error:
            raise NoGit(msg("git has not answered for {n} seconds", n=PATIENCE)) from error
        finally:
            _end(process)
        return output if process.returncode == 0 else None

    @contextlib.contextmanager
    def records(self, *arguments: str, **variables: str) -> Iterator[Iterator[bytes]]:
        """Give what a command prints, piece by piece; each ends with a NUL. Who stops earlier ends the command.

        Raises NoGit where git cannot be started, and _Failed where the command ends with an error.
        """
        process = self._started(arguments, variables)
        try:
            yield _records(process)
        finally:
            _end(process)

    def talking(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start a command that is asked and answers. Raises NoGit where git cannot be started."""
        return self._started(arguments, stdin=subprocess.PIPE)

    def _started(
        self, arguments: Iterable[str], variables: Mapping[str, str] | None = None, stdin: int = subprocess.DEVNULL
    ) -> "subprocess.Popen[bytes]":
        try:
            return subprocess.Popen(  # noqa: S603 - git itself, with arguments that are no options
                [*self._command, *arguments],
                cwd=self._directory,
                env={**self._environment, **(variables or {})},
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, ValueError) as error:
            raise NoGit(msg("git cannot be started: {reason}", reason=str(error))) from error


def _records(process: "subprocess.Popen[bytes]") -> Iterator[bytes]:
    output = cast("IO[bytes]", process.stdout)
    rest = b""
    while chunk := output.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
        if len(rest) > _LONGEST_RECORD:
            raise _Failed
    if rest or process.wait() != 0:
        raise _Failed


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process, whatever it is about to do: it only reads."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    if process.poll() is None:
        process.kill()
    process.wait()


class _Contents:
    """Hands out the contents of blobs, through one program that is started when the first one is asked for."""

    def __init__(self, git: _Git) -> None:
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None
        self._deaths = 0

    def read(self, blob: Blob) -> bytes:
        """Give the bytes of a blob. Raises ReadFailure, and TooLarge before anything of a large one is read.

        A program that died, such as from a defective object, is started again for the next blob, though not for ever.
        """
        if blob.size > MAX_FILE_SIZE:
            raise TooLarge(msg("it is too large"))
        if blob.size < 0:
            raise ReadFailure(_MISSING)
        if self._deaths >= _MOST_DEATHS:
            raise ReadFailure(_BROKEN_OFF)
        content: bytes | None = None
        is_sound = False
        try:
            content = self._asked(blob)
            is_sound = True
        except NoGit as error:
            raise ReadFailure(error.message) from error
        except (OSError, _Failed) as error:
            raise ReadFailure(_BROKEN_OFF) from error
        finally:
            if not is_sound:  # an answer that was read by half would be taken for the next one
                self._deaths += 1
                self.close()
        if content is None:
            raise ReadFailure(_MISSING)
        return content

    def close(self) -> None:
        """End the program, if it runs."""
        if self._process is not None:
            _end(self._process)
            self._process = None

    def _asked(self, blob: Blob) -> bytes | None:
        """Give the bytes of a blob, None where git does not have it. Raises NoGit, OSError and _Failed."""
        if self._process is None:
            self._process = self._git.talking("cat-file", "--batch")
        questions, answers = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        questions.write(b"%s\n" % blob.hash.encode("ascii"))
        questions.flush()
        head = answers.readline(_CHUNK)
        if head == b"%s missing\n" % blob.hash.encode("ascii"):
            return None
        if head != b"%s blob %d\n" % (blob.hash.encode("ascii"), blob.size):
            raise _Failed
        content = answers.read(blob.size + 1)
        if len(content) != blob.size + 1:
            raise _Failed
        return content[:-1]


_MISSING = msg("git does not have it here; the clone may be incomplete")
_BROKEN_OFF = msg("git broke off while reading it")
