"""The one module that speaks to git: what a revision holds. Nothing is written, fetched or run beside git itself.

Only commands that read objects are used. They get an environment without the user's and the system's settings, and
without those variables that could point them elsewhere; a missing object is never fetched.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fgk.messages import Message, msg
from fgk.stops import Stop, WrongUse

_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=",
    "protocol.allow=never",
    "safe.directory=*",  # no hook and no configured program is run, whoever the repository belongs to
)
_PASSED_ON = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")
_LINK, _FILE = "120000", ("100644", "100755")


class NoGit(Stop):
    """Git is needed and cannot be used here."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason, msg("Without --since everything is checked; that needs no git."))


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
        candidates = (content, content.replace(b"\r\n", b"\n")) if b"\r\n" in content else (content,)
        return any(self._hash(candidate) == wanted for candidate in candidates)

    def _hash(self, content: bytes) -> str:
        return hashlib.new(self.algorithm, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def revision(directory: Path, name: str) -> Revision:
    """Read what a revision holds below a directory.

    Raises NoGit where there is no git or no git repository, UnknownRevision where it has no such revision.
    """
    git = shutil.which("git")
    if git is None:
        raise NoGit(msg("git is not installed, or not found on the PATH"))
    run = _Git(git, directory)
    if run("rev-parse", "--git-dir") is None:
        raise NoGit(msg("{directory} does not lie in a git repository", directory=str(directory)))
    commit = run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if commit is None:
        shallow = run("rev-parse", "--is-shallow-repository")
        raise UnknownRevision(name, shallow=shallow is not None and shallow.strip() == b"true")
    sha = commit.decode("ascii").strip()
    listing = run("ls-tree", "-r", "-z", "--end-of-options", sha)
    if listing is None:
        raise UnknownRevision(name, shallow=True)
    algorithm = "sha256" if len(sha) == hashlib.sha256().digest_size * 2 else "sha1"
    return Revision(sha, algorithm, dict(_blob(entry) for entry in listing.split(b"\0") if entry))


def _blob(entry: bytes) -> tuple[str, str]:
    head, _, path = entry.partition(b"\t")
    mode, _, sha = head.decode("ascii").split(" ")
    return path.decode("utf-8", "surrogateescape"), sha if mode in _FILE else ""


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

    def __call__(self, *arguments: str) -> bytes | None:
        """Give what a command prints, or None where it fails. Raises NoGit where git cannot be started."""
        try:
            done = subprocess.run(  # noqa: S603 - git itself, with arguments that are no options
                [*self._command, *arguments],
                cwd=self._directory,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except (OSError, ValueError) as error:
            raise NoGit(msg("git cannot be started: {reason}", reason=str(error))) from error
        return done.stdout if done.returncode == 0 else None
