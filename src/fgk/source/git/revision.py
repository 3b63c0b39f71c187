"""What a revision holds: its commit, the files below a directory with their hashes, and their contents.

Of a listing only so much is read as somebody may have, and of a content only what a data file may have.
"""

import contextlib
import hashlib
import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fgk.messages import msg
from fgk.source.git.process import Dialogue, Failed, Git, NoGit, decoded
from fgk.source.tree import MAX_FILE_SIZE, ReadFailure, TooLarge
from fgk.stops import Stop, WrongUse

LINK, SUBMODULE = "120000", "160000"

MAX_FILES = 1_000_000
"""Files and directories of a revision that are listed: trees that hold themselves many times over have no end."""

MAX_LISTING = 256 * 1024 * 1024
"""Bytes that the listing of a revision may have."""

_LONGEST_COMMAND = 16 * 1024
"""Signs of paths that git is given at once: Windows takes 32,767 for a whole command."""

_LONGEST_NAME = 1000
"""Signs that the name of a revision may have."""

_SHOWN = 100
"""Signs of a name without meaning that are repeated; the longest hash has 64."""

_MOST_DEATHS = 20
"""How often git is started again after it has died while it handed out contents."""


class UnknownRevision(WrongUse):
    """A revision that the repository does not have."""

    def __init__(self, revision: str, *, shallow: bool = False, empty: bool = False) -> None:
        hint = msg("Name a branch, a tag or a commit, such as main or HEAD~1.")
        if not _can_be_name(revision):
            hint = msg("The name of a revision is one line of at most {limit} characters.", limit=_LONGEST_NAME)
        elif revision == "HEAD" or empty:
            hint = msg("There is no commit yet.")
        elif shallow:
            hint = msg("The clone is shallow; fetch the rest (git fetch --unshallow, in GitHub fetch-depth: 0).")
        shown = revision if len(revision) <= _SHOWN else revision[:_SHOWN] + "…"
        super().__init__(msg("The revision “{revision}” does not exist here", revision=shown), hint)


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
        return self.mode == LINK

    @property
    def is_submodule(self) -> bool:
        """Whether it stands for a commit of another repository."""
        return self.mode == SUBMODULE


class Commit:
    """What a commit has below the directory of ``git``. ``close`` ends what hands out the contents, if it runs."""

    def __init__(self, git: Git, name: str, sha: str) -> None:
        self.sha = sha
        self.name = name
        self.git = git
        self._contents = Contents(git)

    def blobs(self, below: Sequence[str] = (), *, sizes: bool = True) -> Generator[tuple[str, Blob], None, None]:
        """List everything by its path, relative to the directory; names that are no UTF-8 have surrogates.

        ``below`` names the files and the directories, these with a ``/`` at their end, that are enough. Raises
        IncompleteRevision where the repository lacks a part of it, and TooManyFiles.
        """
        long = ("--long",) if sizes else ()
        paths = below if sum(map(len, below)) < _LONGEST_COMMAND else ()
        yield from self._listed("ls-tree", "-r", "-z", *long, "--end-of-options", self.sha, *paths)

    def _listed(self, *command: str) -> Generator[tuple[str, Blob], None, None]:
        for record in self._records(*command):
            yield _blob(record)

    def _records(self, *command: str) -> Generator[bytes, None, None]:
        bytes_left = MAX_LISTING
        try:
            with self.git.records(*command) as records:
                for number, record in enumerate(records):
                    bytes_left -= len(record)
                    if number >= MAX_FILES or bytes_left < 0:
                        raise TooManyFiles(self.name)
                    yield record
        except Failed as failed:
            raise IncompleteRevision(self.name) from failed

    def names(self, directories: Iterable[str]) -> dict[str, set[str]]:
        """Map directories, relative to the one that is read, to the names that are in them; what is none is left out.

        Raises IncompleteRevision and TooManyFiles.
        """
        found: dict[str, set[str]] = {}
        for part in _in_parts(directories):
            for path, _ in self._listed("ls-tree", "-z", "--end-of-options", self.sha, *part):
                directory, _, name = path.rpartition("/")
                found.setdefault(directory, set()).add(name)
        return found

    def links(self) -> dict[str, str]:
        """Map the paths of all links to their targets; one whose target cannot be read is left out.

        Raises IncompleteRevision and TooManyFiles.
        """
        mark = f"{LINK} ".encode()
        paths = [
            _blob(record)[0]
            for record in self._records("ls-tree", "-r", "-z", "--end-of-options", self.sha)
            if record.startswith(mark)
        ]
        targets: dict[str, str] = {}
        for path, blob in self.blobs(paths) if paths else ():
            if blob.is_link and blob.size <= _LONGEST_COMMAND:
                with contextlib.suppress(ReadFailure):
                    targets[path] = decoded(self.content(blob))
        return targets

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
    git = Git.at(directory)
    return Commit(git, name, sha_of(git, name))


class AmbiguousRevision(WrongUse):
    """A name that a branch and a tag have, or a branch and a remote one, with different commits."""

    def __init__(self, revision: str, references: Sequence[str]) -> None:
        super().__init__(
            msg("The name “{revision}” stands for several revisions here", revision=revision),
            msg("Write which one is meant: {references}.", references=tuple(references)),
        )


_REFERENCES = ("refs/{}", "refs/tags/{}", "refs/heads/{}", "refs/remotes/{}", "refs/remotes/{}/HEAD")
"""Where git looks for a name, one after the other; it takes the first, so that a tag can hide a branch."""


def _require_one_meaning(git: Git, name: str) -> None:
    """Require that git has one meaning for the name of a reference. Raises AmbiguousRevision."""
    plain = re.split(r"[~^@:]", name, maxsplit=1)[0]
    if not plain or plain.startswith(("-", "refs/")) or plain == "HEAD":
        return
    wanted = [pattern.format(plain) for pattern in _REFERENCES]
    listed = git("for-each-ref", "--format=%(refname) %(objectname) %(*objectname)", *wanted)
    lines = [line.split(" ") for line in decoded(listed or b"").splitlines()]
    found = {name: peeled or direct for name, direct, peeled in lines if name in wanted}
    if not found:
        return
    taken = decoded(git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{plain}^{{commit}}") or b"").strip()
    if re.fullmatch("[0-9a-fA-F]{4,64}", plain):  # it may also be the beginning of a hash
        objects = decoded(git("rev-parse", f"--disambiguate={plain.lower()}") or b"").split()
        found |= {one: one for one in objects}
    if len({*found.values(), taken}) > 1:
        raise AmbiguousRevision(plain, sorted(found))


def sha_of(git: Git, name: str) -> str:
    """Give the hash of a revision's commit. Raises UnknownRevision, AmbiguousRevision and NoGit."""
    if not _can_be_name(name):
        raise UnknownRevision(name)
    found = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found is not None:
        _require_one_meaning(git, name)
    sha = "" if found is None else found.decode("ascii").strip()
    if not sha.isalnum():  # “^HEAD” is known to git, too, but it is no commit
        is_empty = git("rev-parse", "--verify", "--quiet", "HEAD") is None and not git("for-each-ref", "--count=1")
        raise UnknownRevision(name, shallow=git.is_shallow(), empty=is_empty)
    return sha


class Contents:
    """Hands out the contents of blobs, through one program that is started when the first one is asked for."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._dialogue: Dialogue | None = None
        self._deaths = 0

    def read(self, blob: Blob) -> bytes:
        """Give the bytes of a blob. Raises ReadFailure, and TooLarge before anything of a large one is read.

        A program that died, such as from a defective object, is started again for the next blob, though not for ever.
        """
        if blob.size > MAX_FILE_SIZE:
            raise TooLarge(_TOO_LARGE)
        if blob.size < 0:
            raise ReadFailure(_MISSING)
        return self._read(blob.hash, blob.size)

    def read_hash(self, sha: str) -> bytes:
        """Give the bytes of the blob of a hash, whose size is not known; raises as ``read`` does."""
        return self._read(sha, None)

    def _read(self, sha: str, size: int | None) -> bytes:
        if self._deaths >= _MOST_DEATHS:
            raise ReadFailure(_BROKEN_OFF)
        content: bytes | None = None
        is_sound = False
        try:
            content = self._asked(sha, size)
            is_sound = True
        except TooLarge:
            self._deaths -= 1  # git is well, but what it is about to print is not read
            raise
        except NoGit as error:
            raise ReadFailure(error.message) from error
        except (OSError, Failed) as error:
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
        if self._dialogue is not None:
            self._dialogue.close()
            self._dialogue = None

    def _asked(self, sha: str, size: int | None) -> bytes | None:
        """Give the bytes of a blob, None where git does not have it. Raises NoGit, OSError, Failed and TooLarge."""
        if self._dialogue is None:
            self._dialogue = self._git.dialogue("cat-file", "--batch")
        name = sha.encode("ascii")
        head = self._dialogue.ask(name)
        if head == b"%s missing\n" % name:
            return None
        if size is None:
            size = _size_in(head)
        if head != b"%s blob %d\n" % (name, size):
            raise Failed
        if size > MAX_FILE_SIZE:
            raise TooLarge(_TOO_LARGE)
        content = self._dialogue.read(size + 1)
        if len(content) != size + 1:
            raise Failed
        return content[:-1]


def _size_in(head: bytes) -> int:
    """Give the size that the head of an answer names, -1 where it names none."""
    size = head.rsplit(b" ", 1)[-1].strip()
    return int(size) if size.isdigit() else -1


_TOO_LARGE = msg("it is too large")
_MISSING = msg("git does not have it here; the clone may be incomplete")
_BROKEN_OFF = msg("git broke off while reading it")


def _in_parts(directories: Iterable[str]) -> Iterator[list[str]]:
    """Give directories as git is asked for what is in them, in parts that a command can hold."""
    part: list[str] = []
    length = 0
    for directory in directories:
        part.append(f"{directory}/")
        length += len(directory) + 1
        if length > _LONGEST_COMMAND:
            yield part
            part, length = [], 0
    if part:
        yield part


def _can_be_name(revision: str) -> bool:
    return len(revision) <= _LONGEST_NAME and all(sign >= " " and sign != "\x7f" for sign in revision)


def _with_other_line_ends(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n") if b"\r\n" in content else content.replace(b"\n", b"\r\n")


def _blob(entry: bytes) -> tuple[str, Blob]:
    head, _, path = entry.partition(b"\t")
    mode, _, sha, *size = head.decode("ascii").split()
    return decoded(path), Blob(mode, sha, int(size[0]) if size and size[0].isdigit() else -1)
