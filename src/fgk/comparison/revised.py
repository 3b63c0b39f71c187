"""A municipality before and after a change, as rules about changes see it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import History
from fgk.assessment.progress import MeasureState
from fgk.comparison.changes import Change, ChangeKind, compare, top
from fgk.comparison.flat import COLLECTION_OF, Flat, Key, Node, flat
from fgk.comparison.wording import Titles, titles_of
from fgk.dates import PartialDate
from fgk.model.base import Record, Visible
from fgk.model.dossier import Dossier
from fgk.model.plan import Measure
from fgk.model.procedure import Procedure
from fgk.model.settings import Settings
from fgk.model.vocabulary import Effect


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

    def under(self, settings: Settings, procedures: Mapping[str, Procedure]) -> "Revised":
        """Give the same records under other settings and procedures."""
        made = Revised(*(replace(one, settings=settings, procedures=procedures) for one in (self.old, self.new)))
        made.__dict__.update(flat_old=self.flat_old, flat_new=self.flat_new, changes=self.changes)
        return made

    @cached_property
    def pairs(self) -> list[tuple[Node, Node]]:
        """The records that there are in both states, each as it was and as it is."""
        both = ((self.before(key), node) for key, node in self.flat_new.items())
        return [(was, now) for was, now in both if was is not None]

    @cached_property
    def top_of(self) -> Mapping[int, Key]:
        """Map records of collections and rounds, each by its identity as an object, to their names."""
        states = (self.flat_old, self.flat_new)
        return {id(node.holder): top(node, state).key for state in states for node in state.values()}

    @cached_property
    def titles(self) -> Titles:
        """What events and stages are called."""
        return titles_of(self.new)

    def before(self, key: Key) -> Node | None:
        """Give a record of the new state as it was, perhaps under another name; None for one that is new."""
        return self._changed.get(key) or self.flat_old.get(key)

    @cached_property
    def _changed(self) -> Mapping[Key, Node]:
        """The records that changed, as they were, by the names that they have now."""
        return {one.after.key: one.before for one in self.changes if one.after is not None and one.before is not None}

    def _is_unknown(self, change: Change) -> bool:
        if change.kind not in (ChangeKind.ADDED, ChangeKind.REMOVED) or change.node.key != change.top:
            return False  # what lies in a record that there is in both states was read with it
        missing_in = self.old if change.kind is ChangeKind.ADDED else self.new
        return _may_be_there(missing_in.dossier, change.top)

    @cached_property
    def added(self) -> list[Node]:
        """The records that are new, and all that lies in their lists."""
        new = {one.after.key for one in self.changes if one.kind is ChangeKind.ADDED and one.after is not None}
        found = []
        for node in self.flat_new.values():  # an owner comes before what belongs to it
            if node.key in new or node.owner in new:
                new.add(node.key)
                found.append(node)
        return found

    @cached_property
    def unreadable(self) -> list[Node]:
        """The records of collections, and the rounds, that were there before and cannot be read any more."""
        tops = (node for node in self.flat_old.values() if node.owner is None or node.key.kind == "round")
        return [node for node in tops if node.key not in self.flat_new and _may_be_there(self.new.dossier, node.key)]

    @cached_property
    def readable_again(self) -> list[Node]:
        """The records of collections, and the rounds, that are there now and could not be read before."""
        tops = (node for node in self.flat_new.values() if node.owner is None or node.key.kind == "round")
        return [node for node in tops if node.key not in self.flat_old and _may_be_there(self.old.dossier, node.key)]

    @cached_property
    def bound(self) -> frozenset[str]:
        """The ids of rounds whose target agreement had been adopted, or had led to a certificate, before the change."""
        known = ((one.round.id, one.as_known_on(self.old.day)) for one in self.old.histories)
        return frozenset(
            name
            for name, history in known
            if history.adoption is not None or history.first(Effect.ISSUES, Effect.PRESENTS) is not None
        )

    @cached_property
    def unknown(self) -> frozenset[str]:
        """The ids of rounds of goals that could not be read before the change, or whose procedure was not known."""
        dossier = self.old.dossier
        rounds = {goal.round for goal in dossier.goals if goal.round} - self.old.history_of.keys()
        if dossier.audit is None or "rounds" in dossier.broken:
            return frozenset(rounds)
        return frozenset(rounds & {*dossier.defective.get("rounds", ()), *self.old.rounds})

    def is_bound(self, change: Change) -> bool:
        """Whether a goal, a measure or an indicator was, or now is, a part of an adopted agreement."""
        return not self.bound.isdisjoint(self.rounds_of(change))

    def rounds_of(self, change: Change) -> tuple[str, ...]:
        """Give the rounds to which a goal, a measure or an indicator belonged, and belongs now, by their old ids."""
        was = _round_of(self.old, change.before.holder) if change.before is not None else None
        now = _round_of(self.new, change.after.holder) if change.after is not None else None
        return tuple(one for one in (was, self._old_rounds.get(now, now) if now is not None else None) if one)

    def adopted_on(self, record: object) -> PartialDate | None:
        """Give the day on which the agreement was adopted that a record belongs to, or belonged; None if not known.

        Of several it is the last; what belongs to no single round belongs to all agreements. An agreement of whose
        adoption nothing is recorded was adopted at the latest when it led to a certificate.
        """
        before = self._before_of.get(id(record))
        names = {one for one in (_round_of(self.old, before), _round_of(self.new, record)) if one}
        names = {self._old_rounds.get(one, one) for one in names} & self.bound
        histories = (self.old.history_of.get(one) for one in sorted(names or self.bound))
        dates = [date for one in histories if one is not None and (date := _adopted(one, self.old.day)) is not None]
        return max(dates, key=lambda date: date.last, default=None)

    @cached_property
    def _before_of(self) -> Mapping[int, Record]:
        """Map records of both states, each by its identity as an object, to what they were."""
        now = {id(node.record): was.record for was, node in self.pairs}
        return {id(node.record): node.record for node in self.flat_old.values()} | now

    def final_state(self, node: Node | None, *, in_old: bool) -> MeasureState | None:
        """Give a measure as it stands once all entries of its log have begun: what lies ahead counts, too."""
        states = self._final_old if in_old else self._final_new
        return states.get(id(node.record)) if node is not None else None

    @cached_property
    def _final_old(self) -> Mapping[int, MeasureState]:
        return _final_states(self.old)

    @cached_property
    def _final_new(self) -> Mapping[int, MeasureState]:
        return _final_states(self.new)

    @cached_property
    def _old_rounds(self) -> Mapping[str, str]:
        """The ids that renamed rounds had before, by those that they have now."""
        renamed = (one for one in self.changes if one.kind is ChangeKind.RENAMED and one.key.kind == "round")
        return {str(one.new): str(one.old) for one in renamed}

    def is_hidden(self, node: Node, *, in_old: bool) -> bool:
        """Whether a record is kept out of what is published: by itself, with its owner, or with its goal."""
        if any(isinstance(one, Visible) and one.is_internal for one in (node.record, node.holder)):
            return True
        assessment = self.old if in_old else self.new
        goal = (
            assessment.goals.get(getattr(node.holder, "goal", None) or "") if isinstance(node.holder, Measure) else None
        )
        return goal is not None and goal.is_internal


_IN_THE_END = dt.date(9000, 1, 1)


def _final_states(assessment: Assessment) -> Mapping[int, MeasureState]:
    """Map measures, each by its identity as an object, to how they stand in the end."""
    return {id(one.measure): one for one in assessment.as_of(_IN_THE_END).measure_states}


def _adopted(history: History, day: dt.date) -> PartialDate | None:
    known = history.as_known_on(day)
    if known.adoption is not None:
        return known.adoption.date
    certified = known.first(Effect.ISSUES, Effect.PRESENTS)
    return certified[1].date if certified is not None else None


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
        return dossier.audit is None and "rounds" in dossier.broken
    collection = COLLECTION_OF[key.kind]
    return collection in dossier.broken or key.id in dossier.defective.get(collection, ())
