"""How git is run: the one module that starts it, and the bounds within which its output is read.

Nothing is written, fetched or run beside git itself. Only commands that read objects are used. They get an environment
without the user's and the system's settings, and without those variables that could point them elsewhere. A missing
object is never fetched, and no object or parent is taken for another. What they print is read piece by piece.
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Self, cast

from fgk.messages import N_, Message, msg
from fgk.stops import Stop

_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=",
    "fetch.bundleURI=",
    "log.diffMerges=first-parent",
    "log.follow=false",
    "log.showRoot=true",
    "safe.directory=*",  # no hook and no configured program is run, whoever the repository belongs to
)
_PASSED_ON = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")

_CHUNK = 64 * 1024
_LONGEST_RECORD = 1024 * 1024
"""Bytes of a path, or of a message, from which on git's output is no longer read."""

PATIENCE = 20
"""Seconds for which an answer is awaited that takes milliseconds: a file of git's may be a pipe that nobody fills."""


class NoGit(Stop):
    """Git is needed and cannot be used here."""

    def __init__(self, reason: Message, hint: Message | None = None) -> None:
        text = N_(
            "This needs a git repository; git init makes one. validate, status and report also work without git, "
            "but for --since and --rev."
        )
        super().__init__(reason, hint or msg(text))


class Failed(Exception):
    """Git ended with an error, or printed what makes no sense."""


class Git:
    """Runs git in a directory."""

    def __init__(self, program: str, directory: Path) -> None:
        self._command = [program, *(part for setting in _SETTINGS for part in ("-c", setting)), "--no-pager"]
        self._directory = directory
        self._environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {
            "GIT_ALLOW_PROTOCOL": "",  # older versions know no GIT_NO_LAZY_FETCH; no setting outweighs this one
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_GRAFT_FILE": os.devnull,
            "GIT_LITERAL_PATHSPECS": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0",
            "HOME": os.devnull,  # a setting that begins with ~/ leads to nothing; without a home git would give up
            "LC_ALL": "C",
        }

    @classmethod
    def at(cls, directory: Path) -> Self:
        """Find git, and make sure that it knows which part of its repository the directory is. Raises NoGit."""
        program = shutil.which("git")
        if program is None:
            raise NoGit(
                msg("git is not installed, or not found on the PATH"), msg("Install git, or add it to the PATH.")
            )
        git = cls(program, directory)
        inside = git("rev-parse", "--is-inside-work-tree", "--is-inside-git-dir", "--absolute-git-dir", "--show-cdup")
        if inside is None:
            raise NoGit(msg("{directory} does not lie in a git repository that can be read", directory=str(directory)))
        in_tree, in_git, where, up = decoded(inside).split("\n")[:4]
        if in_tree == "true" and not _is_top(directory / up, Path(where)):
            raise NoGit(msg("the setting core.worktree of its git repository leads elsewhere"))
        is_inside = "true" in (in_tree, in_git)
        if not is_inside and not (directory / ".git").exists():  # git would take it for the repository's top
            raise NoGit(
                msg("{directory} does not lie in the working tree of its git repository", directory=str(directory))
            )
        return git

    def prefix(self) -> str:
        """Give the way from the top of the repository to the directory, with ``/`` at its end; ``""`` for the top."""
        return decoded((self("rev-parse", "--show-prefix") or b"").removesuffix(b"\n"))

    def is_shallow(self) -> bool:
        """Whether the repository lacks the history before some commits."""
        return self("rev-parse", "--is-shallow-repository") == b"true\n"

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
    def records(self, *arguments: str, longest: int = _LONGEST_RECORD) -> Iterator[Iterator[bytes]]:
        """Give what a command prints, piece by piece; each ends with a NUL. Who stops earlier ends the command.

        Raises NoGit where git cannot be started, and Failed where the command ends with an error or prints a piece of
        more than ``longest`` bytes.
        """
        process = self._started(arguments)
        try:
            yield _records(process, longest)
        finally:
            _end(process)

    def dialogue(self, *arguments: str) -> "Dialogue":
        """Start a command that is asked and answers. Raises NoGit where git cannot be started."""
        return Dialogue(self._started(arguments, stdin=subprocess.PIPE))

    def _started(self, arguments: Iterable[str], stdin: int = subprocess.DEVNULL) -> "subprocess.Popen[bytes]":
        try:
            return subprocess.Popen(  # noqa: S603 - git itself, with arguments that are no options
                [*self._command, *arguments],
                cwd=self._directory,
                env=self._environment,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, ValueError) as error:
            raise NoGit(msg("git cannot be started: {reason}", reason=str(error))) from error


def _is_top(directory: Path, repository: Path) -> bool:
    """Whether a directory is the top of the working tree that a repository has where it lies.

    A file ``.git`` leads there from a worktree, and from a submodule.
    """
    mark = directory / ".git"
    return mark.is_file() or (mark.is_dir() and mark.samefile(repository))


class Dialogue:
    """A command that is asked and answers, as often as one likes; ``close`` ends it. All may raise OSError."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process

    def ask(self, question: bytes) -> bytes:
        """Ask with one line, and give the first line of the answer, with its end."""
        questions, answers = cast("IO[bytes]", self.process.stdin), cast("IO[bytes]", self.process.stdout)
        questions.write(question + b"\n")
        questions.flush()
        return answers.readline(_CHUNK)

    def read(self, size: int) -> bytes:
        """Give so many further bytes of the answer; fewer, if the command has died."""
        return cast("IO[bytes]", self.process.stdout).read(size)

    def close(self) -> None:
        """End the command."""
        _end(self.process)


def decoded(name: bytes) -> str:
    """Give a name as git prints it as text; bytes that are no UTF-8 become surrogates."""
    return name.decode("utf-8", "surrogateescape")


def _records(process: "subprocess.Popen[bytes]", longest: int) -> Iterator[bytes]:
    output = cast("IO[bytes]", process.stdout)
    rest = b""
    while chunk := output.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
        if len(rest) > longest:
            raise Failed
    if rest or process.wait() != 0:
        raise Failed


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process, whatever it is about to do: it only reads."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    if process.poll() is None:
        process.kill()
    process.wait()
