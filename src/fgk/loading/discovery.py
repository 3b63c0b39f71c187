"""Finding the municipalities of a repository, one directory at a time."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from fgk.diagnostics import START, Problem
from fgk.messages import msg
from fgk.model.layout import KNOWN_NAMES, MUNICIPALITY_FILE, PROCEDURES_DIRECTORY, SETTINGS_FILE
from fgk.source.problems import PlacedProblem
from fgk.source.tree import Entry, EntryKind, ReadFailure, Tree, joined

_MARKS = frozenset((MUNICIPALITY_FILE, "municipality.yml"))
_FILES = _MARKS | {f"{name}.yaml" for name in KNOWN_NAMES}
_NOT_SEARCHED_AT_ROOT = frozenset((PROCEDURES_DIRECTORY, "templates"))


@dataclass(frozen=True, slots=True)
class Directory:
    """A municipality's directory, with what it holds. The slug is its name."""

    path: str
    entries: tuple[Entry, ...]
    problems: tuple[PlacedProblem, ...] = ()

    @property
    def slug(self) -> str:
        """The directory's name."""
        return self.path.rsplit("/", 1)[-1]


def directories(tree: Tree) -> Iterator[Directory | PlacedProblem]:
    """Give every municipality's directory, in the order of their paths, and what is wrong on the way.

    A directory below ``municipalities`` that holds other files of one, but no ``municipality.yaml``, is given too: the
    missing file is its defect. Directories whose names start with ``.`` or ``_`` are not searched, nor are links to
    directories.
    """
    waiting = [""]
    while waiting:
        path = waiting.pop()
        try:
            entries = tree.entries(path)
        except ReadFailure as failure:
            yield path, unreadable(failure)
            continue
        names = {entry.name for entry in entries if entry.kind is not EntryKind.DIRECTORY}
        if path and _is_municipality(path, names):
            nested = [found for entry in entries for found in _nested(tree, path, entry)]
            yield Directory(path, tuple(entries), tuple(nested))
            continue
        if not path and MUNICIPALITY_FILE in names:
            yield (
                MUNICIPALITY_FILE,
                Problem(
                    "FGK213",
                    msg("A municipality lies at the root of the repository"),
                    START,
                    msg("Move its files to a directory of its own, such as municipalities/musterstadt."),
                ),
            )
        for entry in entries:
            if entry.kind is EntryKind.OUTSIDE and _is_searched(path, entry.name):
                yield joined(path, entry.name), leads_outside()
        below = [e.name for e in entries if e.kind is EntryKind.DIRECTORY and _is_searched(path, e.name)]
        waiting += [joined(path, name) for name in sorted(below, reverse=True)]


def candidates(path: str) -> Iterator[str]:
    """Give the directories in one of which a file can be one of a municipality, from the top."""
    parts = path.split("/")[:-1]
    for length in range(1, len(parts) + 1):
        if not _is_searched("/".join(parts[: length - 1]), parts[length - 1]):
            return
        yield "/".join(parts[:length])


def owner(path: str, names: Callable[[str], Collection[str]]) -> str | None:
    """Give the municipality's directory that a file lies in, or None; ``names`` tells what is in a directory."""
    return next((one for one in candidates(path) if _is_municipality(one, set(names(one)))), None)


def directory_at(tree: Tree, path: str) -> Directory | None:
    """Give the municipality's directory at a path, or None where there is none that can be read."""
    try:
        entries = tree.entries(path) if tree.kind(path) is EntryKind.DIRECTORY else []
    except ReadFailure:
        return None
    names = {entry.name for entry in entries if entry.kind is not EntryKind.DIRECTORY}
    if not _is_municipality(path, names):
        return None
    return Directory(path, tuple(entries), tuple(found for entry in entries for found in _nested(tree, path, entry)))


def unreadable(failure: ReadFailure) -> Problem:
    """Report what the operating system says of a file or directory."""
    message = msg("This cannot be read: {reason}", reason=failure.reason)
    return Problem("FGK016", message, START, msg("Check permissions, and what lies at this path."))


def leads_outside() -> Problem:
    """Report a link that leaves the repository."""
    message = msg("The link leads out of the repository, or nowhere")
    return Problem("FGK017", message, START, msg("Replace the link by a copy of the file."))


def _is_municipality(path: str, names: set[str]) -> bool:
    expected = _FILES if path.startswith("municipalities/") else _MARKS
    return not names.isdisjoint(expected)


def _is_searched(parent: str, name: str) -> bool:
    if name.startswith((".", "_")):
        return False
    return bool(parent) or (name not in _NOT_SEARCHED_AT_ROOT and name != SETTINGS_FILE)


def _nested(tree: Tree, path: str, entry: Entry) -> Iterator[PlacedProblem]:
    """Find municipalities inside a municipality."""
    waiting = [joined(path, entry.name)] if entry.kind is EntryKind.DIRECTORY and _is_searched(path, entry.name) else []
    while waiting:
        directory = waiting.pop()
        try:
            entries = tree.entries(directory)
        except ReadFailure as failure:
            yield directory, unreadable(failure)
            continue
        for inner in entries:
            if inner.name == MUNICIPALITY_FILE:
                yield (
                    joined(directory, inner.name),
                    Problem(
                        "FGK213",
                        msg("A municipality lies inside the municipality “{slug}”", slug=path.rsplit("/", 1)[-1]),
                        START,
                        msg("Move the directory beside that of the other municipality."),
                    ),
                )
            elif inner.kind is EntryKind.DIRECTORY and _is_searched(directory, inner.name):
                waiting.append(joined(directory, inner.name))
