"""What a change rests on, field by field, as the messages of its commits say."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.flat import Key
from fgk.source.git.log import Trailers
from fgk.source.git.revision import Commit
from fgk.usecases.past.versions import Past
from fgk.usecases.past.walk import Log, own_changes, read_log, steps

MOST_COMMITS = 10_000
"""Commits of a change that are looked through at most."""

Item: TypeAlias = "tuple[str, str, str]"
"""Something in a record that a commit can write: the kind of what it lies in, the name of that from the record on, and
the field; ``""`` stands for all of what is new or gone."""


@dataclass(frozen=True)
class Writing:
    """What a commit wrote in a record, with the commit's hash and what its message says that it rests on."""

    commit: str
    said: Trailers
    items: frozenset[Item]


Grounds = Callable[[str], Mapping[Key, tuple[Writing, ...]]]
"""Gives for the municipality at a path what commits wrote, the latest first, by the records' names at the end."""


def nothing_said(_: str) -> Mapping[Key, tuple[Writing, ...]]:
    """Give the grounds where there are no commits."""
    return {}


class CommittedGrounds:
    """The grounds in the commits that lead from one revision to another."""

    def __init__(self, base: str, head: Commit) -> None:
        """``base`` is a hash."""
        self._base, self._head = base, head

    def __call__(self, home: str) -> Mapping[Key, tuple[Writing, ...]]:
        """Go through the commits for one municipality; where none of them names anything, nothing is read.

        Another id for a record is nothing that a commit wrote in it, nor is that others call it by that.
        """
        found: dict[Key, list[Writing]] = {}
        if all(one.trailers == Trailers() for one in self._log.commits):
            return {}
        later: dict[Key, Key] = {}
        with closing(Past(self._head.git, self._log.commits)) as past:
            for step in steps(past, self._log, {home: frozenset()}):
                written: dict[Key, set[Item]] = {}
                changes = list(own_changes(step))
                for one in changes:
                    if one.kind is not ChangeKind.RENAMED and not one.follows:
                        written.setdefault(later.get(one.top, one.top), set()).add(item_of(one))
                for key, items in written.items():
                    writing = Writing(step.commit.sha, step.commit.trailers, frozenset(items))
                    found.setdefault(key, []).append(writing)
                for one in changes:
                    if one.kind is ChangeKind.RENAMED and one.after is not None and one.after.key == one.top:
                        later[one.key] = later.get(one.top, one.top)
        return {key: tuple(several) for key, several in found.items()}

    @cached_property
    def _log(self) -> Log:
        log = read_log(self._head.git, f"{self._base}..{self._head.sha}")
        return Log(log.commits[:MOST_COMMITS], log.is_whole)


def item_of(change: Change) -> Item:
    """Give what a change wrote."""
    key = change.node.key
    return key.kind, key.id.removeprefix(change.top.id), change.field if change.kind is ChangeKind.CHANGED else ""


def last_writings(changes: Iterable[Change], writings: Iterable[Writing]) -> list[Writing] | None:
    """Give the commits that wrote last what some changes of a record brought; None where a change is of none."""
    several = list(writings)
    found: dict[str, Writing] = {}
    for change in changes:
        own = list(_last(change, several))
        if not own:
            return None
        found.update((one.commit, one) for one in own)
    return list(found.values())


def _last(change: Change, writings: list[Writing]) -> Iterator[Writing]:
    kind, name, field = item_of(change)
    if field or change.kind is ChangeKind.REMOVED:
        wanted = ((kind, name, field), (kind, name, ""))
        yield from _first(wanted, writings)
        return
    parts = {item for one in writings for item in one.items if item[1].startswith(name)}
    for item in sorted(parts):
        yield from _first((item,), writings)


def _first(wanted: Iterable[Item], writings: list[Writing]) -> Iterator[Writing]:
    found = next((one for one in writings if not one.items.isdisjoint(wanted)), None)
    if found is not None:
        yield found
