"""What a change rests on, field by field, as the messages of the commits say that wrote it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeAlias

from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.flat import Flat, Key
from fgk.source.git.log import Logged, Trailers
from fgk.source.git.revision import Commit
from fgk.usecases.past.versions import Delta, Past
from fgk.usecases.past.walk import Log, Step, own_changes, read_log, steps

MOST_COMMITS = 10_000
"""Commits of a change that are looked through at most."""

_BESIDE = ("responsible.", "partners", "priority", "number", "note", "sources", "evidence", "visibility", "web")
"""Beginnings of the names of fields which say nothing that had to be agreed where a record is new."""

Item: TypeAlias = "tuple[Key, str]"
"""A field of a record, or of what lies in it; ``""`` stands for its being there at all."""


@dataclass(frozen=True)
class Writer:
    """A commit that wrote something: its hash, and what its message says that this rests on."""

    commit: str
    said: Trailers


class Grounds(Protocol):
    """What the commits of a change say of one municipality."""

    def writers(self, changes: Iterable[Change], now: Flat) -> list[Writer]:
        """Give the commits that wrote what some changes brought, to the state ``now``; none where one is not known."""

    def named(self, top: Key) -> Iterator[Writer]:
        """Give the commits that have changed a record and name resolutions, the latest first."""


class Nothing:
    """The grounds where there are no commits, or none of them names anything."""

    def writers(self, _changes: Iterable[Change], _now: Flat) -> list[Writer]:
        """Give none."""
        return []

    def named(self, _top: Key) -> Iterator[Writer]:
        """Give none."""
        return iter(())


GroundsOf: TypeAlias = "Callable[[str], Grounds]"
"""Gives the grounds of the municipality at a path."""


def nothing_said(_: str) -> Grounds:
    """Give the grounds where there are no commits."""
    return Nothing()


class CommittedGrounds:
    """The grounds in the commits that lead from one revision to another."""

    def __init__(self, base: str, head: Commit, stack: ExitStack) -> None:
        """``base`` is a hash; ``stack`` closes what is opened."""
        self._base, self._head, self._stack = base, head, stack

    def __call__(self, home: str) -> Grounds:
        """Give the grounds of a municipality; where no message names anything, nothing is read."""
        if all(one.trailers == Trailers() for one in self._log.commits):
            return Nothing()
        return _Written(self._log, self._past, home)

    @cached_property
    def _log(self) -> Log:
        log = read_log(self._head.git, f"{self._base}..{self._head.sha}")
        return Log(log.commits[:MOST_COMMITS], log.is_whole)

    @cached_property
    def _past(self) -> Past:
        return self._stack.enter_context(closing(Past(self._head.git, self._log.commits)))


class _Written:
    """Who wrote what in a municipality. Of a merge, that parent is followed from which it took something."""

    def __init__(self, log: Log, past: Past, home: str) -> None:
        self._home = home
        self._commits = {one.sha: one for one in log.commits}
        self._last = log.commits[0].sha
        self._walked = list(steps(past, log, {home: frozenset()}))
        self._steps = {(one.commit.sha, one.home): one for one in self._walked}

    def writers(self, changes: Iterable[Change], now: Flat) -> list[Writer]:
        """Give the commits that wrote what some changes brought; none where one of them is not known."""
        found: dict[str, Writer] = {}
        for change in changes:
            if change.kind is ChangeKind.REMOVED:
                several = [self._removed(change)]
            else:
                several = [self._wrote(item) for item in _items(change, now)]
            for writers in several:
                if not writers:
                    return []
                found.update((one.commit, one) for one in writers)
        return list(found.values())

    def named(self, top: Key) -> Iterator[Writer]:
        """Give the commits that have changed a record and name resolutions, the latest first."""
        for step in self._walked:
            if step.commit.trailers.resolutions and any(one.top == top for one in own_changes(step)):
                yield _writer(step.commit)

    def _removed(self, change: Change) -> list[Writer]:
        """Give the commits that have taken something of its kind out of the record."""
        kinds = (change.key.kind, change.top.kind)
        return [
            _writer(step.commit)
            for step in self._walked
            if any(one.kind is ChangeKind.REMOVED and one.key.kind in kinds for one in own_changes(step))
        ]

    def _wrote(self, item: Item) -> list[Writer]:
        """Give the commits that wrote an item as it is at the end; none where it comes from elsewhere."""
        key, field = item
        found: list[Writer] = []
        waiting, seen = [(self._last, self._home, key)], set[tuple[str, str, Key]]()
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            sha, home, key = place
            commit = self._commits.get(sha)
            if commit is None:
                return []
            step = self._steps.get((sha, home))
            before = _untouched(commit, home, key) if step is None else _unwritten(step, key, field)
            if step is None and not before:
                return []
            waiting += before
            if not before:
                found.append(_writer(commit))
        return found


def _writer(commit: Logged) -> Writer:
    return Writer(commit.sha, commit.trailers)


def _untouched(commit: Logged, home: str, key: Key) -> list[tuple[str, str, Key]]:
    """Give the parents of which a commit has changed nothing in a municipality."""
    beginning = f"{home}/"
    pairs = zip(commit.parents, commit.differences, strict=False)
    return [
        (parent, home, key)
        for parent, difference in pairs
        if not any(change.path.startswith(beginning) for change in difference.changes)
    ] or [(parent, home, key) for parent in commit.parents[:1]]


def _unwritten(step: Step, key: Key, field: str) -> list[tuple[str, str, Key]]:
    """Give the parents that have an item just so, each with the municipality's directory and the name there."""
    found = []
    for delta in step.deltas:
        former = _former(delta, key, field)
        if former is not None and delta.parent is not None:
            found.append((delta.parent, delta.former, former))
    return found


def _former(delta: Delta, key: Key, field: str) -> Key | None:
    """Give the name that something had in a parent which has the item just so; None where it has not."""
    changes, names = delta.compared
    if key not in delta.flats[1]:
        return key  # nothing of the record differs
    former = names.get(key)
    if former is None:
        return None
    is_written = any(
        one.kind is ChangeKind.CHANGED and one.field == field and not one.follows
        for one in changes
        if one.after is not None and one.after.key == key
    )
    return None if is_written else former


def _items(change: Change, now: Flat) -> Iterator[Item]:
    """Give what a change brought: a field, or of what is new its being there with all that had to be agreed."""
    if change.after is None:
        return
    if change.kind is ChangeKind.CHANGED:
        yield change.after.key, change.field
        return
    below = {change.after.key}
    for key, node in now.items():  # an owner comes before what belongs to it
        if key in below or node.owner in below:
            below.add(key)
            yield key, ""
            yield from ((key, name) for name in node.fields if not name.startswith(_BESIDE))
