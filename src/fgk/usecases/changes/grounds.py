"""What a change rests on, record by record, as the messages of its commits say."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from fgk.comparison.changes import ChangeKind, top
from fgk.comparison.flat import Flat, Key, Node
from fgk.comparison.matching import renamed
from fgk.source.git.log import Trailers
from fgk.source.git.revision import Commit
from fgk.usecases.past.versions import Past
from fgk.usecases.past.walk import Log, own_changes, read_log, steps

MOST_COMMITS = 10_000
"""Commits of a change that are looked through at most."""


State: TypeAlias = "frozenset[tuple[str, str, str]]"
"""What a record says, with all below it: kinds, names from its own on, and values, wherever they stand in the files."""


@dataclass(frozen=True)
class Ground:
    """What the latest commit says that has changed a record; another id for it is no such change.

    ``state`` is the record as that commit left it, under the ids that it and others have at the end. ``earlier`` maps
    resolutions that only earlier commits name, which have changed the record before, to the hashes of these.
    """

    commit: str
    said: Trailers
    state: State
    earlier: dict[str, str] = field(default_factory=dict)


Grounds = Callable[[str], Mapping[Key, Ground]]
"""Gives the records of the municipality at a path that commits have changed, by the names that they have at the end."""


def nothing_said(_: str) -> Mapping[Key, Ground]:
    """Give the grounds where there are no commits."""
    return {}


class CommittedGrounds:
    """The grounds in the commits that lead from one revision to another."""

    def __init__(self, base: str, head: Commit) -> None:
        """``base`` is a hash."""
        self._base, self._head = base, head

    def __call__(self, home: str) -> Mapping[Key, Ground]:
        """Go through the commits for one municipality; where none of them names anything, nothing is read."""
        found: dict[Key, Ground] = {}
        if all(one.trailers == Trailers() for one in self._log.commits):
            return found
        with closing(Past(self._head.git, self._log.commits)) as past:
            later: dict[tuple[str, str], str] = {}
            for step in steps(past, self._log, {home: frozenset()}):
                changes = [one for one in own_changes(step) if not one.follows]
                written = (one.top for one in changes if one.kind is not ChangeKind.RENAMED)
                for key in dict.fromkeys(written):
                    name = Key(key.kind, later.get((key.kind, key.id), key.id))
                    latest = found.get(name)
                    if latest is None:
                        state = state_of(key, step.deltas[0].flats[1], later)
                        found[name] = Ground(step.commit.sha, step.commit.trailers, state)
                    elif step.commit.sha != latest.commit:
                        for resolution in step.commit.trailers.resolutions:
                            latest.earlier.setdefault(resolution, step.commit.sha)
                for one in changes:
                    if one.kind is ChangeKind.RENAMED:
                        new = str(one.new)
                        later[one.key.kind, str(one.old)] = later.get((one.key.kind, new), new)
        return found

    @cached_property
    def _log(self) -> Log:
        log = read_log(self._head.git, f"{self._base}..{self._head.sha}")
        return Log(log.commits[:MOST_COMMITS], log.is_whole)


def state_of(key: Key, state: Flat, later: Mapping[tuple[str, str], str] | None = None) -> State:
    """Say what a record says, with all that lies below it; ``later`` maps kinds and ids to the ids at the end."""
    return frozenset(
        (node.key.kind, node.key.id.removeprefix(key.id), _said(node, key.id, later or {}))
        for node in state.values()
        if top(node, state).key == key
    )


def _said(node: Node, name: str, later: Mapping[tuple[str, str], str]) -> str:
    fields = sorted((field, repr(renamed(field, value, later))) for field, value in node.fields.items())
    order = sorted((field, [one.removeprefix(name) for one in names]) for field, names in node.order.items())
    return repr((fields, order))
