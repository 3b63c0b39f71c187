"""The changes between two states of a municipality's records, matched by their names and never by lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fgk.comparison.flat import Flat, Key, Node
from fgk.comparison.matching import IDENTIFIED, Matching, kept, renamed


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
    return compare_with_names(old, new)[0]


def compare_with_names(old: Flat, new: Flat) -> tuple[list[Change], Mapping[Key, Key]]:
    """Give the changes, and for the records that there are in both states the names that they had in the old one."""
    matching = Matching(old, new)
    return list(_changes(old, new, matching)), {now: was for was, now in matching.pairs.items()}


def top(node: Node, state: Flat) -> Node:
    """Give the record of a collection, or the round, in whose lists another one lies."""
    while node.owner is not None and node.key.kind != "round":
        node = state[node.owner]
    return node


def _changes(old: Flat, new: Flat, matching: Matching) -> Iterator[Change]:
    ids, pairs = matching.ids, matching.pairs
    for key, node in old.items():
        match = pairs.get(key)
        if match is not None:
            yield from _changed(node, new[match], top(new[match], new).key, ids)
            yield from _reordered(node, new[match], top(new[match], new).key, matching)
        elif node.owner is None or node.owner in pairs:  # with its owner, all below it is gone
            yield Change(ChangeKind.REMOVED, key, top(node, old).key, node, None)
    for key, node in new.items():
        if key not in matching.taken and (node.owner is None or node.owner in matching.taken):
            yield Change(ChangeKind.ADDED, key, top(node, new).key, None, node)


def _changed(node: Node, match: Node, above: Key, ids: Mapping[tuple[str, str], str]) -> Iterator[Change]:
    if node.key.kind in IDENTIFIED and _own_id(node) != _own_id(match):
        yield Change(ChangeKind.RENAMED, node.key, above, node, match, "id", _own_id(node), _own_id(match))
    for name in dict.fromkeys((*node.fields, *match.fields)):
        was, now = node.fields.get(name), match.fields.get(name)
        if was != now:
            follows = renamed(name, was, ids) == now
            yield Change(ChangeKind.CHANGED, node.key, above, node, match, name, was, now, follows)


def _reordered(node: Node, match: Node, above: Key, matching: Matching) -> Iterator[Change]:
    """Give the lists in which what there is in both states has another order."""
    for name, names in match.order.items():
        kind = name.removesuffix("s")
        was = [matching.pairs[Key(kind, one)].id for one in kept(matching, kind, node.order.get(name, ()))]
        if was != [one for one in names if one in was]:
            yield Change(ChangeKind.CHANGED, node.key, above, node, match, name, node.order.get(name), names)


def _own_id(node: Node) -> str:
    return node.key.id.rpartition("/")[2]
