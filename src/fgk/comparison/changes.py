"""The changes between two states of a municipality's records, matched by their names and never by lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fgk.comparison.flat import Flat, Key, Node

REFERENCES: Mapping[str, str] = {
    "goal": "goal",
    "action_field": "action_field",
    "round": "round",
    "replaced_by": "measure",
    "continues": "measure",
    "resolution": "resolution",
    "supersedes": "resolution",
    "sources": "source",
    "evidence": "source",
}
"""The fields that name other records, each with the kind of these."""

_RENAMED = ("source", "action_field", "round", "goal", "measure", "resolution", "indicator")
"""The kinds that have ids of their own, what others name before these others."""

_DATED = ("event", "log_entry", "indicator_value", "consultation")
"""The kinds without an id, which are the same under another name where enough of them is the same."""

_ALIKE = 0.5
"""The share of fields that two records without an id must have in common to be one that was changed."""

_MOST_ROUNDS = 10
"""How far a chain of records that name each other, all of them renamed, is followed."""

_MOST_PAIRS = 10_000
"""Pairs that are compared at most; of more nobody could say which was which."""


class ChangeKind(StrEnum):
    """What happened to a record."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``key`` is the record's name before it and, of what was added, after it.

    Of a changed record there is one for each ``field``, with its ``old`` and ``new`` value, None where it had, or has,
    none. Of a renamed one they are the ids. ``before`` and ``after`` are the record in the two states. ``top`` is the
    name of the record of a collection, or of the round, that it belongs to. ``follows`` says that a field names another
    record by its new id, and nothing else.
    """

    kind: ChangeKind
    key: Key
    top: Key
    before: Node | None
    after: Node | None
    field: str = ""
    old: object = None
    new: object = None
    follows: bool = False

    @property
    def node(self) -> Node:
        """The record as it is now or, where it is gone, as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError(self.key)
        return found


def compare(old: Flat, new: Flat) -> list[Change]:
    """Give the changes from one state to another, in the order of the records."""
    return compared(old, new)[0]


def compared(old: Flat, new: Flat) -> tuple[list[Change], Mapping[Key, Key]]:
    """Give the changes, and for the records that there are in both states the names that they had in the old one."""
    matched = _Matched(old, new)
    return list(matched.changes()), {now: was for was, now in matched.pairs.items()}


def top(node: Node, state: Flat) -> Node:
    """Give the record of a collection, or the round, in whose lists another one lies."""
    while node.owner is not None and node.key.kind != "round":
        node = state[node.owner]
    return node


class _Matched:
    """Which record of one state is which of the other."""

    def __init__(self, old: Flat, new: Flat) -> None:
        self.old, self.new = old, new
        self.pairs: dict[Key, Key] = {key: key for key in old if key in new}
        self.taken: set[Key] = set(self.pairs.values())
        self._below_old, self._below_new = _by_owner(old), _by_owner(new)
        for _ in range(_MOST_ROUNDS):  # what names a renamed record may be the same but for that
            if not self._rename():
                break
        self._pair_dated()

    # -- which is which ------------------------------------------------------------------------------------------------

    def _rename(self) -> bool:
        """Match records that have the same content under another id; say whether there was one."""
        found = False
        for kind in _RENAMED:
            gone = [key for key in self.old if key.kind == kind and key not in self.pairs]
            came = [key for key in self.new if key.kind == kind and key not in self.taken]
            if not gone or not came:
                continue
            by_content: dict[object, list[Key]] = {}
            for key in came:
                by_content.setdefault(self._content(self.new, self._below_new, key, {}), []).append(key)
            ids = self._ids()
            for key in gone:
                same = by_content.get(self._content(self.old, self._below_old, key, ids), [])
                home = self._home(key)
                match = next((one for one in same if self.new[one].owner == home), None)
                if match is not None:
                    same.remove(match)
                    self._pair(key, match)
                    found = True
        return found

    def _home(self, key: Key) -> Key | None:
        """Give the name that the owner of a record of the old state has now."""
        owner = self.old[key].owner
        return self.pairs.get(owner, owner) if owner is not None else None

    def _pair(self, key: Key, match: Key) -> None:
        """Match two records, and what lies in their lists under the same names."""
        self.pairs[key] = match
        self.taken.add(match)
        below = {one.id.removeprefix(match.id): one for one in self._below_new.get(match, ())}
        for one in self._below_old.get(key, ()):
            same = below.get(one.id.removeprefix(key.id))
            if same is not None and one.kind == same.kind and one not in self.pairs and same not in self.taken:
                self._pair(one, same)

    def _ids(self) -> dict[tuple[str, str], str]:
        return {(key.kind, key.id): match.id for key, match in self.pairs.items() if key.id != match.id}

    def _content(
        self, states: Flat, below: Mapping[Key, Sequence[Key]], key: Key, ids: Mapping[tuple[str, str], str]
    ) -> object:
        """Give what a record says, without its id: a value that equals that of another one with the same content."""
        node = states[key]
        fields = frozenset((name, _hashable(renamed(name, value, ids))) for name, value in node.fields.items())
        inner = [self._content(states, below, one, ids) for one in below.get(key, ())]
        names = [one.id.removeprefix(key.id) for one in below.get(key, ())]
        return (key.kind, fields, tuple(zip(names, inner, strict=True)))

    def _pair_dated(self) -> None:
        """Match what has no id, and stands under the same owner, by how much of it is the same."""
        for owner, gone_keys in self._below_old.items():
            match = self.pairs.get(owner)
            if match is None:
                continue
            for kind in _DATED:
                gone = [key for key in gone_keys if key.kind == kind and key not in self.pairs]
                came = [key for key in self._below_new.get(match, ()) if key.kind == kind and key not in self.taken]
                for one, other in _most_alike([self.old[key] for key in gone], [self.new[key] for key in came]):
                    self.pairs[one.key] = other.key
                    self.taken.add(other.key)

    # -- what changed --------------------------------------------------------------------------------------------------

    def changes(self) -> Iterator[Change]:
        """Give every change: of what there was in the order of the old state, then what was added."""
        ids = self._ids()
        for key, node in self.old.items():
            match = self.pairs.get(key)
            if match is not None:
                yield from self._changed(node, self.new[match], ids)
            elif node.owner is None or node.owner in self.pairs:  # with its owner, all below it is gone
                yield Change(ChangeKind.REMOVED, key, top(node, self.old).key, node, None)
        for key, node in self.new.items():
            if key not in self.taken and (node.owner is None or node.owner in self.taken):
                yield Change(ChangeKind.ADDED, key, top(node, self.new).key, None, node)

    def _changed(self, node: Node, match: Node, ids: Mapping[tuple[str, str], str]) -> Iterator[Change]:
        above = top(match, self.new).key
        if node.key.kind in _RENAMED and _own_id(node) != _own_id(match):
            yield Change(ChangeKind.RENAMED, node.key, above, node, match, "id", _own_id(node), _own_id(match))
        for name in dict.fromkeys((*node.fields, *match.fields)):
            was, now = node.fields.get(name), match.fields.get(name)
            if was != now:
                follows = renamed(name, was, ids) == now
                yield Change(ChangeKind.CHANGED, node.key, above, node, match, name, was, now, follows)
        for name in match.order:
            was_order = [self.pairs[Key(_kind_below(name), one)].id for one in self._kept(node, name)]
            now_order = [one for one in match.order[name] if one in was_order]
            if was_order != now_order:
                was, now = node.order.get(name), match.order.get(name)
                yield Change(ChangeKind.CHANGED, node.key, above, node, match, name, was, now)

    def _kept(self, node: Node, name: str) -> Iterator[str]:
        kind = _kind_below(name)
        return (one for one in node.order.get(name, ()) if Key(kind, one) in self.pairs)


def _kind_below(name: str) -> str:
    return name.removesuffix("s")


def _own_id(node: Node) -> str:
    return node.key.id.rpartition("/")[2]


def _by_owner(states: Flat) -> dict[Key, list[Key]]:
    found: dict[Key, list[Key]] = {}
    for key, node in states.items():
        if node.owner is not None:
            found.setdefault(node.owner, []).append(key)
    return found


def renamed(name: str, value: object, ids: Mapping[tuple[str, str], str]) -> object:
    """Give the value of a field with the ids that renamed records have now; ``ids`` maps kind and id to the new id."""
    kind = REFERENCES.get(name.rpartition(".")[2])
    if kind is None or not ids:
        return value
    if isinstance(value, tuple):
        return tuple(sorted(ids.get((kind, one), one) for one in value))
    return ids.get((kind, value), value) if isinstance(value, str) else value


def fingerprint(state: Flat) -> int:
    """Give a number that is the same for states with the same records, and hardly ever for others."""
    return hash(
        frozenset(
            (key, frozenset((name, _hashable(value)) for name, value in node.fields.items()), tuple(node.order.items()))
            for key, node in state.items()
        )
    )


def _hashable(value: object) -> object:
    return tuple(_hashable(one) for one in value) if isinstance(value, list | tuple) else value


def _most_alike(gone: Sequence[Node], came: Sequence[Node]) -> Iterable[tuple[Node, Node]]:
    """Match what is most alike first; of equals, in their order."""
    if not gone or not came or len(gone) * len(came) > _MOST_PAIRS:
        return []
    scores = [
        (-_likeness(one, other), index, place) for index, one in enumerate(gone) for place, other in enumerate(came)
    ]
    found: dict[int, int] = {}
    for score, index, place in sorted(scores):
        if -score >= _ALIKE and index not in found and place not in found.values():
            found[index] = place
    return [(gone[index], came[place]) for index, place in sorted(found.items())]


def _likeness(one: Node, other: Node) -> float:
    names = {*one.fields, *other.fields}
    same = sum(one.fields.get(name) == other.fields.get(name) for name in names)
    return same / len(names) if names else 1.0
