"""Which record of one state is which of another: by their names, then by what they say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

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

IDENTIFIED = ("source", "action_field", "round", "goal", "measure", "resolution", "indicator")
"""The kinds that have ids of their own, what others name before these others."""

_DATED = ("event", "log_entry", "indicator_value", "consultation")
"""The kinds without an id."""

_ALIKE: Mapping[str, float] = dict.fromkeys(IDENTIFIED, 0.6) | dict.fromkeys(_DATED, 0.5)
"""For each kind, the share of fields that two records must have in common to be one that was changed."""

_MOST_ROUNDS = 10
"""How far a chain of records that name each other, all of them renamed, is followed."""

_MOST_PAIRS = 100_000
"""Pairs of records that are compared at most; of more nobody could say which was which."""


class Matching:
    """The pairs of two states: ``pairs`` maps the names of old records to those of new ones, ``taken`` are these."""

    def __init__(self, old: Flat, new: Flat) -> None:
        self._old, self._new = old, new
        self._left = _MOST_PAIRS
        doubled = {(key.kind, _base(key)) for key in (*old, *new) if "#" in key.id and key.kind in _DATED}
        named = (key for key in old if key in new and (key.kind, _base(key)) not in doubled)
        self.pairs: dict[Key, Key] = {key: key for key in named}
        self.taken: set[Key] = set(self.pairs.values())
        self._below_old, self._below_new = _by_owner(old), _by_owner(new)
        for _ in range(_MOST_ROUNDS):  # what names a renamed record may be the same but for that
            if not self._match_by_content():
                break
        for kind in IDENTIFIED:
            self._match_by_likeness(kind, old, new)
        for owner, keys in self._below_old.items():
            if owner in self.pairs:
                below = self._below_new.get(self.pairs[owner], ())
                for kind in _DATED:
                    self._match_by_likeness(kind, keys, below)

    @property
    def ids(self) -> dict[tuple[str, str], str]:
        """The new ids of renamed records, by kind and old id."""
        return {(key.kind, key.id): match.id for key, match in self.pairs.items() if key.id != match.id}

    def _match_by_content(self) -> bool:
        """Match records that have the same content under another id; say whether there was one."""
        found = False
        for kind in IDENTIFIED:
            gone = [key for key in self._old if key.kind == kind and key not in self.pairs]
            came = [key for key in self._new if key.kind == kind and key not in self.taken]
            if not gone or not came:
                continue
            by_content: dict[object, list[Key]] = {}
            for key in came:
                by_content.setdefault(self._content(self._new, self._below_new, key, {}), []).append(key)
            ids = self.ids
            for key in gone:
                same = by_content.get(self._content(self._old, self._below_old, key, ids), [])
                match = next((one for one in same if self._is_at_home(key, one)), None)
                if match is not None:
                    same.remove(match)
                    self._pair(key, match)
                    found = True
        return found

    def _match_by_likeness(self, kind: str, old: Iterable[Key], new: Iterable[Key]) -> None:
        """Match what is most alike first; of equals, in their order."""
        gone = [key for key in old if key.kind == kind and key not in self.pairs]
        came = [key for key in new if key.kind == kind and key not in self.taken]
        self._left -= len(gone) * len(came)
        if not gone or not came or self._left < 0:
            return
        ids = self.ids if kind in IDENTIFIED else {}
        scores = sorted(
            (-_likeness(self._old[one], self._new[other], ids), place, index)
            for place, one in enumerate(gone)
            for index, other in enumerate(came)
            if self._is_at_home(one, other)
        )
        for score, place, index in scores:
            if -score < _ALIKE[kind]:
                return
            if gone[place] not in self.pairs and came[index] not in self.taken:
                self._pair(gone[place], came[index])

    def _is_at_home(self, key: Key, match: Key) -> bool:
        """Whether two records have owners that are one."""
        owner = self._old[key].owner
        return (self.pairs.get(owner, owner) if owner is not None else None) == self._new[match].owner

    def _pair(self, key: Key, match: Key) -> None:
        """Match two records, and what lies in their lists under the same names."""
        self.pairs[key] = match
        self.taken.add(match)
        if key.id == match.id:
            return
        below = {(one.kind, one.id.removeprefix(match.id)): one for one in self._below_new.get(match, ())}
        for one in self._below_old.get(key, ()):
            same = below.get((one.kind, one.id.removeprefix(key.id)))
            if same is not None and "#" not in one.id and one not in self.pairs and same not in self.taken:
                self._pair(one, same)

    def _content(
        self, state: Flat, below: Mapping[Key, Sequence[Key]], key: Key, ids: Mapping[tuple[str, str], str]
    ) -> object:
        """Give what a record says, without its id: a value that equals that of another one with the same content."""
        node = state[key]
        fields = frozenset((name, renamed(name, value, ids)) for name, value in node.fields.items())
        inner = tuple(
            (one.id.removeprefix(key.id), self._content(state, below, one, ids)) for one in below.get(key, ())
        )
        return key.kind, fields, inner


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
        frozenset((key, frozenset(node.fields.items()), tuple(node.order.items())) for key, node in state.items())
    )


def _likeness(one: Node, other: Node, ids: Mapping[tuple[str, str], str]) -> float:
    """Give the share of fields that are the same, from 0 to 1."""
    names = {*one.fields, *other.fields}
    same = sum(renamed(name, one.fields.get(name), ids) == other.fields.get(name) for name in names)
    return same / len(names) if names else 1.0


def _by_owner(state: Flat) -> dict[Key, list[Key]]:
    found: dict[Key, list[Key]] = {}
    for key, node in state.items():
        if node.owner is not None:
            found.setdefault(node.owner, []).append(key)
    return found


def _base(key: Key) -> str:
    """Give the name that several records have, without the number of one of them."""
    return key.id.partition("#")[0]


def kept(matching: Matching, kind: str, names: Iterable[str]) -> Iterator[str]:
    """Give those of some old records that there still are."""
    return (one for one in names if Key(kind, one) in matching.pairs)
