"""A municipality before and after a change, as rules about changes see it."""

from dataclasses import dataclass
from functools import cached_property

from fgk.assessment.assess import Assessment
from fgk.comparison.changes import Change, ChangeKind, compare
from fgk.comparison.flat import Flat, Key, Node, flat
from fgk.model.dossier import Dossier
from fgk.model.vocabulary import Effect

_COLLECTIONS = {
    "action_field": "action_fields",
    "goal": "goals",
    "measure": "measures",
    "resolution": "resolutions",
    "source": "sources",
    "round": "rounds",
}
"""The collection that a record of a kind lies in, as a dossier calls it."""


@dataclass(frozen=True, eq=False)  # each one is itself, so that what follows from it can be kept
class Revised:
    """Two states of a municipality on one day, under the same procedures and settings; one without files is empty."""

    old: Assessment
    new: Assessment

    @cached_property
    def flat_old(self) -> Flat:
        """The records of the old state by their names."""
        return flat(self.old.dossier)

    @cached_property
    def flat_new(self) -> Flat:
        """The records of the new state by their names."""
        return flat(self.new.dossier)

    @cached_property
    def changes(self) -> list[Change]:
        """What changed in the records; of one that cannot be read in one of the states, nothing is said."""
        return [one for one in compare(self.flat_old, self.flat_new) if not self._is_unknown(one)]

    def _is_unknown(self, change: Change) -> bool:
        if change.kind is ChangeKind.CHANGED:
            return False
        missing_in = self.old if change.kind is ChangeKind.ADDED else self.new
        return _may_be_there(missing_in.dossier, change.top)

    @cached_property
    def unreadable(self) -> list[Node]:
        """The records of collections, and the rounds, that were there before and cannot be read any more."""
        tops = (node for node in self.flat_old.values() if node.owner is None or node.key.kind == "round")
        return [node for node in tops if node.key not in self.flat_new and _may_be_there(self.new.dossier, node.key)]

    @cached_property
    def bound(self) -> frozenset[str]:
        """The ids of rounds whose target agreement had been adopted, or had led to a certificate, before the change."""
        if not self.old.is_possible:
            return frozenset()
        known = ((one.round.id, one.as_known_on(self.old.day)) for one in self.old.histories)
        return frozenset(
            name
            for name, history in known
            if history.adoption is not None or history.first(Effect.ISSUES, Effect.PRESENTS) is not None
        )

    def is_bound(self, change: Change) -> bool:
        """Whether a goal, a measure or an indicator was, or now would be, a part of an adopted agreement."""
        if change.before is not None:
            return _round_of(self.old, change.before.holder) in self.bound
        return change.after is not None and _round_of(self.new, change.after.holder) in self.bound


def _round_of(assessment: Assessment, record: object) -> str | None:
    """Give the round of a goal or, through its goal, of a measure."""
    name = getattr(record, "goal", None)
    goal = assessment.goals.get(name) if isinstance(name, str) else record
    found = getattr(goal, "round", None)
    return found if isinstance(found, str) else None


def _may_be_there(dossier: Dossier, key: Key) -> bool:
    """Whether a record may be in the files although it could not be read."""
    if key.kind == "municipality":
        return dossier.municipality is None and not dossier.complete
    if key.kind == "audit":
        return dossier.audit is None and "rounds" in dossier.unreadable
    collection = _COLLECTIONS[key.kind]
    return collection in dossier.unreadable or key.id in dossier.defective.get(collection, ())
