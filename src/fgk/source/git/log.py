"""The commits of a history, each with the files in which it differs from its parents."""

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from fgk.source.git.process import Failed, Git, decoded
from fgk.source.git.revision import LINK, SUBMODULE
from fgk.source.git.touched import CAREFUL, LAST_SECOND

_LOG = (*CAREFUL, "--date-order", "--format=raw", "--raw", "--no-abbrev", "--diff-merges=separate", "--relative")
"""A commit comes before its parents, else the later one first; a merge once for each parent that it differs from."""

_DIFFERENCE = (
    *("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--relative"),
    "-O/dev/null",
)

_LONGEST_COMMIT = 16 * 1024 * 1024
"""Bytes of a commit's head and message from which on the history is no longer read."""

MOST_NAMED = 20
"""Resolutions, and corrections, that a message names at most."""

_TRAILER = re.compile(r"(?:(?:resolution|beschlu(?:ss|ß))|(correction|berichtigung))\s*:\s*(\S.*)", re.IGNORECASE)
"""A line at the end of a commit's message that says what it rests on (see git-interpret-trailers)."""

_CHANGE = re.compile(rb"(?:^|\n):([0-7]{6}) ([0-7]{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\Z")
"""How one is written: behind the head of the commit, whose message is indented, or in a record of its own."""

_LONGEST_REASON = 200
"""Signs of a reason, or of a subject, that are kept."""

NOT_A_FILE = "-"
"""Stands before the hash of a link, or of another repository's commit: no data can be read there."""


@dataclass(frozen=True, slots=True)
class PathChange:
    """A path, relative to the directory, with the hashes of its content before and after; None where it is absent."""

    path: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """In which files a commit differs from one parent; None stands for the parent of a first commit."""

    parent: str | None
    changes: tuple[PathChange, ...]


@dataclass(frozen=True, slots=True)
class Trailers:
    """What the last paragraph of a commit's message says: ids of resolutions, and why something is corrected.

    ``is_misplaced`` says that such a line stands elsewhere in the message, where it says nothing.
    """

    resolutions: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    is_misplaced: bool = False


@dataclass(frozen=True, slots=True)
class Logged:
    """A commit: its hash, its parents, its author's name, when it came about, and what its message says.

    ``subject`` is the first line of that, ``trailers`` are in its last paragraph.
    ``is_cut`` says that the repository lacks its parents, as in a shallow clone: it differs from nothing that is known.
    ``differences`` has one for each parent, in their order; for a commit without parents there is one.
    """

    sha: str
    parents: tuple[str, ...]
    author: str
    date: dt.datetime
    subject: str
    trailers: Trailers
    is_cut: bool
    differences: tuple[Difference, ...]


def commits(git: Git, sha: str, ending: str = "") -> Iterator[Logged]:
    """Give the commits of a history, a commit before its parents, with the paths below the directory of ``git``.

    ``ending`` is that of the files that are wanted. The date is the committer's: when the commit came into this
    history. Raises NoGit, and Failed where the history cannot be read any further.
    """
    ends = _ends(git, sha)
    with git.records(*_LOG, "--end-of-options", sha, longest=_LONGEST_COMMIT) as records:
        head, found = "", dict[str, list[PathChange]]()
        for one, parent, changes in _sections(records, ending):
            if head and _sha(one) != _sha(head):
                yield _logged(head, found, ends)
                found = {}
            head = one
            found[parent] = changes
        if head:
            yield _logged(head, found, ends)


def differing_paths(git: Git, old: str, new: str, ending: str = "") -> tuple[PathChange, ...]:
    """Give the paths below the directory of ``git`` at which two commits, given by hashes, have something different.

    ``ending`` is that of the files that are wanted. Where git cannot tell, there are none.
    """
    found: list[PathChange] = []
    with contextlib.suppress(Failed), git.records(*_DIFFERENCE, "--end-of-options", old, new) as records:
        for record in records:
            change = _CHANGE.search(record)
            path = decoded(next(records, b""))
            if change is not None and path.endswith(ending):
                found.append(_path_change(change, path))
    return tuple(found)


def _ends(git: Git, sha: str) -> frozenset[str]:
    """Give the commits at which a shallow clone ends; those without any parent are among them."""
    if not git.is_shallow():
        return frozenset()
    return frozenset(decoded(git("rev-list", "--max-parents=0", "--end-of-options", sha) or b"").split())


def _sections(records: Iterator[bytes], ending: str) -> Iterator[tuple[str, str, list[PathChange]]]:
    """Give the head of each commit, the parent that it is compared with where it has several, and what differs."""
    head, parent, changes = "", "", list[PathChange]()
    for record in records:
        first = _CHANGE.search(record)
        if first is None or first.start() > 0:
            text = decoded(record[: first.start() if first else None])
            if not text:
                continue
            if head:
                yield head, parent, changes
            head, changes = text, []
            parent = head.partition("\n")[0].partition("(from ")[2].removesuffix(")")
        if first is not None:
            path = decoded(next(records, b""))
            if path.endswith(ending):
                changes.append(_path_change(first, path))
    if head:
        yield head, parent, changes


def _path_change(change: re.Match[bytes], path: str) -> PathChange:
    old_mode, new_mode, old, new = (part.decode("ascii") for part in change.groups())
    return PathChange(path, _content(old_mode, old), _content(new_mode, new))


def _content(mode: str, sha: str) -> str | None:
    if not sha.strip("0"):
        return None
    return f"{NOT_A_FILE}{sha}" if mode in (LINK, SUBMODULE) else sha


def _sha(head: str) -> str:
    return head.split(None, 2)[1]


def _logged(head: str, found: dict[str, list[PathChange]], ends: frozenset[str]) -> Logged:
    top, _, message = head.partition("\n\n")
    lines = top.split("\n")
    sha = _sha(head)
    parents = tuple(line.removeprefix("parent ") for line in lines if line.startswith("parent "))
    author, _ = _person(lines, "author ")
    _, date = _person(lines, "committer ")
    is_cut = bool(parents) and sha in ends
    if len(parents) > 1 and not is_cut:
        differences = tuple(Difference(one, tuple(found.get(one, ()))) for one in parents)
    else:
        changes = tuple(change for several in found.values() for change in several)
        differences = (Difference(parents[0] if parents and not is_cut else None, changes),)
    return Logged(
        sha, () if is_cut else parents, author, date, _subject(message), _trailers(message), is_cut, differences
    )


def _person(lines: list[str], key: str) -> tuple[str, dt.datetime]:
    """Give the name and the time that a line of a commit's head names; of an address, only what stands before the @."""
    line = next((line.removeprefix(key) for line in lines if line.startswith(key)), "")
    who, _, when = line.rpartition("> ")
    name, _, address = who.rpartition(" <")
    return (name or address).partition("@")[0].strip(), _time(when)


def _time(text: str) -> dt.datetime:
    """Read a time such as ``1700000000 +0100``; what no calendar has becomes the nearest that it has."""
    seconds, _, zone = text.partition(" ")
    known = min(int(seconds), LAST_SECOND) if _is_number(seconds) else 0
    moment = dt.datetime.fromtimestamp(known, dt.UTC)
    try:
        offset = dt.timedelta(hours=int(zone[:3]), minutes=int(zone[:1] + zone[3:]))
        return moment.astimezone(dt.timezone(offset))
    except (ValueError, OverflowError):
        return moment


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20


def _subject(message: str) -> str:
    """Give the first line of a message."""
    return message.strip().partition("\n")[0].strip()[:_LONGEST_REASON]


def _trailers(message: str) -> Trailers:
    """Read the last paragraph of a message; the subject is none."""
    resolutions: dict[str, None] = {}
    corrections: dict[str, None] = {}
    *before, last = ["", *re.split(r"\n\s*\n", message.strip())]
    if len(before) == 1:  # the subject alone
        before, last = [last], ""
    misplaced = any(_TRAILER.fullmatch(line.strip()) for part in before for line in part.split("\n"))
    for line in last.split("\n"):
        match = _TRAILER.fullmatch(line.strip())
        if match and match[1]:
            corrections[match[2].strip()[:_LONGEST_REASON]] = None
        elif match:
            resolutions.update((name, None) for name in re.split(r"[,\s„“”\"'‚‘’<>]+", match[2]) if name)
    return Trailers(tuple(islice(resolutions, MOST_NAMED)), tuple(islice(corrections, MOST_NAMED)), misplaced)
