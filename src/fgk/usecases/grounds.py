"""What a change rests on, record by record, as the messages of its commits say."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property

from fgk.comparison.changes import top
from fgk.comparison.flat import Flat, Key, Node
from fgk.source.git.log import Trailers
from fgk.source.git.revision import Commit
from fgk.usecases.history import Log, own_changes, read_log, steps
from fgk.usecases.past import Past

MOST_COMMITS = 10_000
"""Commits of a change that are looked through at most."""


@dataclass(frozen=True)
class Ground:
    """What the latest commit says that has changed a record.

    ``state`` is the record with all below it, as that commit left it. ``earlier`` maps resolutions that only earlier
    commits name, which have changed the record before, to the hashes of these.
    """

    commit: str
    said: Trailers
    state: tuple[Node, ...]
    earlier: dict[str, str] = field(default_factory=dict)


Grounds = Callable[[str], Mapping[Key, Ground]]
"""Gives the records of the municipality at a path that commits have changed, by the names that they got in these."""


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
            for step in steps(past, self._log, {home: frozenset()}):
                new = step.deltas[0].flats[1]
                for key in dict.fromkeys(one.top for one in own_changes(step) if not one.follows):
                    latest = found.get(key)
                    if latest is None:
                        found[key] = Ground(step.commit.sha, step.commit.trailers, state_of(key, new))
                    elif step.commit.sha != latest.commit:
                        for name in step.commit.trailers.resolutions:
                            latest.earlier.setdefault(name, step.commit.sha)
        return found

    @cached_property
    def _log(self) -> Log:
        log = read_log(self._head.git, f"{self._base}..{self._head.sha}")
        return Log(log.commits[:MOST_COMMITS], log.is_whole)


def state_of(key: Key, state: Flat) -> tuple[Node, ...]:
    """Give a record with all that lies below it."""
    return tuple(node for node in state.values() if top(node, state).key == key)


def is_same(one: Iterable[Node], other: Iterable[Node]) -> bool:
    """Whether a record says the same in two states, wherever it stands in the files."""
    return sorted(map(_said, one)) == sorted(map(_said, other))


def _said(node: Node) -> tuple[Key, str]:
    return node.key, repr((sorted(node.fields.items()), sorted(node.order.items())))


def tops(*states: Flat) -> Iterator[tuple[int, Key]]:
    """Give the names of records, each behind the identity of the object that it is."""
    for state in states:
        for node in state.values():
            yield id(node.holder), top(node, state).key
