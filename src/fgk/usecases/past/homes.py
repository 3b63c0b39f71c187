"""To which municipality a file of a commit can belong by its path, and which directory a municipality had before."""

from collections.abc import Iterable, Mapping
from posixpath import basename, dirname
from typing import TypeAlias

from fgk.model.layout import AUDIT_FILE, COLLECTIONS, MUNICIPALITY_FILE
from fgk.source.git.log import PathChange

ENDING = ".yaml"

KEYS: Mapping[str, str] = {one.name: one.key for one in COLLECTIONS}
"""The keys of collections, by the names of their files and directories."""

_SINGLE = (MUNICIPALITY_FILE, AUDIT_FILE)

Homes: TypeAlias = "dict[str, list[PathChange]]"
"""What differs, by the municipalities' directories."""


def by_home(changes: Iterable[PathChange]) -> Homes:
    """Group the files of municipalities that differ by the directories that these have; others are left out."""
    found: Homes = {}
    for change in changes:
        home = home_of(change.path)
        if home:
            found.setdefault(home, []).append(change)
    return found


def home_of(path: str) -> str | None:
    """Give the directory of the municipality that a file can belong to by its name, None where it can to none."""
    directory, name = dirname(path), basename(path)
    if basename(directory) in KEYS and dirname(directory):
        return dirname(directory) if not name.startswith((".", "_")) else None
    return directory if name in _SINGLE or name.removesuffix(ENDING) in KEYS else None


def part_of(path: str) -> str:
    """Give the key of the collection that a file holds, or the name of what it is by itself."""
    name = basename(path).removesuffix(ENDING)
    return KEYS.get(basename(dirname(path))) or KEYS.get(name) or name


def former_home(home: str, differing: Homes) -> str:
    """Give the directory that a municipality had before a commit, which is another one where it moved."""
    came = {change.path.removeprefix(home): change.new for change in differing.get(home, ()) if change.old is None}
    mark = f"/{MUNICIPALITY_FILE}"
    if came.get(mark) is None:
        return home
    likeness: dict[str, tuple[bool, int]] = {}
    for other, changes in differing.items():
        left = {change.path.removeprefix(other): change.old for change in changes if change.new is None}
        if mark in left:
            same = sum(came.get(path) == sha for path, sha in left.items())
            likeness[other] = basename(other) == basename(home), same
    best = max(likeness, key=lambda other: likeness[other], default=home)
    return best if best != home and likeness[best] > (False, 0) else home
