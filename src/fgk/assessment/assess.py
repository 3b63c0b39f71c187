"""From a dossier, the procedures and a day to everything that follows."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from fgk.assessment.lifecycle import History, Standing, standings
from fgk.assessment.progress import (
    FieldState,
    GoalState,
    MeasureState,
    Tally,
    by_number,
    indicator_state,
    tally,
)
from fgk.model.audit import Audit, Round
from fgk.model.base import Identified
from fgk.model.dossier import Dossier
from fgk.model.plan import ActionField, Goal, Measure
from fgk.model.procedure import Procedure
from fgk.model.resolution import Resolution
from fgk.model.settings import Settings
from fgk.model.vocabulary import ResolutionKind

R = TypeVar("R", bound=Identified)


@dataclass(frozen=True, eq=False)  # each one is itself, so that what follows from it can be kept
class Assessment:
    """A dossier on a day: records by id, where the municipality stands, how far its measures are.

    ``procedures`` maps ids to those that the repository knows. Where the dossier is not ``complete``, only the indexes
    of records may be used: a state derived from half a history would be a guess.
    """

    dossier: Dossier
    procedures: Mapping[str, Procedure]
    settings: Settings
    day: dt.date
    broken_procedures: frozenset[str] = field(default=frozenset())
    """Ids of procedures whose file exists but has defects: a reference to them is no fault of the referrer."""
    office_only: str | None = None
    """The office to whose goals, measures and deadlines the state is narrowed; None for all of them."""

    # -- records by id ----------------------------------------------------------------------------------------------

    @cached_property
    def audit(self) -> Audit:
        """The audit history; empty where the file is unusable."""
        return self.dossier.audit or Audit()

    @cached_property
    def goals(self) -> Mapping[str, Goal]:
        """Goals by id; of several with one id the first."""
        return _by_id(self.dossier.goals)

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Measures by id; of several with one id the first."""
        return _by_id(self.dossier.measures)

    @cached_property
    def rounds(self) -> Mapping[str, Round]:
        """Rounds by id; of several with one id the first."""
        return _by_id(self.audit.rounds)

    @cached_property
    def resolutions(self) -> Mapping[str, Resolution]:
        """Resolutions by id; of several with one id the first."""
        return _by_id(self.dossier.resolutions)

    @cached_property
    def superseded(self) -> frozenset[str]:
        """The ids of resolutions in whose place a later one has come by the day."""
        known = (one for one in self.dossier.resolutions if one.date is None or one.date.first <= self.day)
        return frozenset(one.supersedes for one in known if one.supersedes)

    @property
    def office(self) -> str | None:
        """The office that runs the audit, and so does what no other one is responsible for."""
        municipality = self.dossier.municipality
        return municipality.contact.office if municipality and municipality.contact else None

    def procedure_of(self, round_: Round | None) -> Procedure | None:
        """Give the procedure of a round, or for None that of the file; None where it is not known."""
        name = (round_.procedure if round_ else None) or self.audit.procedure or self.settings.procedure
        return self.procedures.get(name)

    def round_of(self, measure: Measure) -> str | None:
        """Give the id of the round that a measure belongs to, through its goal."""
        goal = self.goals.get(measure.goal) if measure.goal else None
        return goal.round if goal else None

    # -- where it stands --------------------------------------------------------------------------------------------

    @cached_property
    def standings(self) -> list[Standing]:
        """One standing for each procedure, that of the file first."""
        return standings(self.audit, self.procedures, self.settings.procedure, self.day)

    @cached_property
    def histories(self) -> tuple[History, ...]:
        """The history of every round whose procedure is known, procedure by procedure, in the order of the file."""
        return tuple(history for standing in self.standings for history in standing.histories)

    @cached_property
    def history_of(self) -> Mapping[str, History]:
        """Histories by the ids of their rounds; of several with one id the first."""
        found: dict[str, History] = {}
        for history in self.histories:
            found.setdefault(history.round.id, history)
        return found

    @property
    def main(self) -> Standing:
        """Where the municipality stands in the procedure of its audit file."""
        return self.standings[0]

    @property
    def is_possible(self) -> bool:
        """Whether a state may be derived: identity and history are whole, and the procedure is known."""
        return self.dossier.complete and self.procedure_of(None) is not None

    # -- how far it is ----------------------------------------------------------------------------------------------

    @cached_property
    def measure_states(self) -> tuple[MeasureState, ...]:
        """Every measure on the day, in the order of the files."""
        continued = self._continued
        return tuple(
            MeasureState(
                measure,
                self.day,
                self.settings.due_soon,
                self.settings.stale_after,
                measure.id in continued,
            )
            for measure in self.dossier.measures
        )

    def measures_in(self, scope: "Scope") -> list[MeasureState]:
        """Give the measures of a scope that belonged to it by the day, in the order of the files.

        What a resolution has added to an agreement that was adopted before counts from the day of that resolution on.
        """
        return [state for state in self.measure_states if self._belongs(state.measure, scope)]

    def goals_in(self, scope: "Scope") -> list[Goal]:
        """Give the goals of a scope, in the order of the files; of one office alone, those that its measures serve."""
        goals = [goal for goal in self.dossier.goals if scope.has(goal.round)]
        if self.office_only is None:
            return goals
        served = {state.measure.goal for state in self.measures_in(scope)}
        return [goal for goal in goals if goal.id in served]

    def _belongs(self, measure: Measure, scope: "Scope") -> bool:
        if measure.id in scope.without or not scope.has(self.round_of(measure)) or not self.is_wanted(_office(measure)):
            return False
        amendment = self.amendment_of(measure)
        return amendment is None or amendment.date is None or amendment.date.first <= self.day

    def is_wanted(self, office: str | None) -> bool:
        """Whether what an office is responsible for belongs to what the state is narrowed to."""
        return self.office_only is None or (office or "").casefold() == self.office_only.casefold()

    def amendment_of(self, measure: Measure) -> Resolution | None:
        """Give the resolution that added a measure to an agreement which had been adopted before, None for all others.

        It is an adopted amendment that the measure names, and later than the adoption of its round.
        """
        found = self.resolutions.get(measure.resolution or "")
        history = self.history_of.get(self.round_of(measure) or "") if self.is_possible else None
        adoption = history.adoption if history is not None else None
        if found is None or found.kind is not ResolutionKind.AMENDMENT or not found.result.is_adoption:
            return None
        is_later = adoption is not None and found.date is not None and found.date.first > adoption.date.last
        return found if is_later else None

    @cached_property
    def _continued(self) -> frozenset[str]:
        """Ids of measures with a successor whose round has begun; one of no known round counts as begun."""
        if not self.is_possible:
            return frozenset()
        begun = {
            history.round.id
            for standing in self.standings
            for history in standing.histories
            if history.begun_on is not None and history.begun_on <= self.day
        }
        return frozenset(
            measure.continues
            for measure in self.dossier.measures
            if measure.continues and (self.round_of(measure) in begun or self.round_of(measure) is None)
        )

    def as_of(self, day: dt.date) -> "Assessment":
        """Give the assessment of the same files on another day."""
        if day not in self._other_days:
            self._other_days[day] = replace(self, day=day)
        return self._other_days[day]

    @cached_property
    def _other_days(self) -> "dict[dt.date, Assessment]":
        return {}

    def plan(self, scope: "Scope | None" = None, standing: Standing | None = None) -> "PlanState":
        """Give the goals and measures of a scope, by default those of the round that counts.

        Action fields are those of one procedure, by default that of the audit file.
        """
        standing = standing or self.main
        scope = scope or Scope.counted(self, standing)
        states = self.measures_in(scope)
        goals = self.goals_in(scope)
        by_goal: dict[str, list[MeasureState]] = {}
        loose: list[MeasureState] = []
        ids = {goal.id for goal in goals}
        for state in sorted(states, key=lambda state: by_number(state.measure)):
            if state.measure.goal in ids:
                by_goal.setdefault(state.measure.goal, []).append(state)
            else:
                loose.append(state)
        goal_states = [
            GoalState(
                goal,
                tuple(by_goal.pop(goal.id, ())),
                tuple(indicator_state(indicator, self.day) for indicator in goal.indicators),
            )
            for goal in sorted(goals, key=by_number)
        ]
        fields = self._fields(goal_states, loose, standing)
        return PlanState(tuple(one for one in fields if self.office_only is None or not one.is_empty))

    def _fields(self, goals: list[GoalState], loose: list[MeasureState], standing: Standing) -> Iterable[FieldState]:
        known = set()
        named = {goal.goal.action_field for goal in goals}
        for record in self.dossier.action_fields:
            if record.id in known or not (record.id in named or self.is_at_home(record, standing)):
                continue
            known.add(record.id)
            entry = standing.procedure.catalogue_field(record.code)
            title = record.title or entry or record.code or record.id
            yield FieldState(record, title, tuple(goal for goal in goals if goal.goal.action_field == record.id))
        rest = tuple(goal for goal in goals if goal.goal.action_field not in known)
        if rest or loose:
            yield FieldState(None, "", rest, tuple(loose))

    def is_at_home(self, field: ActionField, standing: Standing) -> bool:
        """Whether a field belongs to a procedure: its goals do or, where it has none, no other procedure has its code.

        What no procedure has, belongs to that of the audit file.
        """
        homes = self._homes.get(field.id)
        if homes is not None:
            return standing.procedure.id in homes
        others = [one for one in self.standings if one.procedure.catalogue_field(field.code) is not None]
        return standing is (others[0] if others else self.main)

    @cached_property
    def _homes(self) -> Mapping[str, frozenset[str]]:
        """The ids of the procedures under which each action field has goals, by the fields' ids."""
        found: dict[str, set[str]] = {}
        for goal in self.dossier.goals:
            history = self.history_of.get(goal.round or "")
            if goal.action_field is not None and history is not None:
                found.setdefault(goal.action_field, set()).add(history.procedure.id)
        return {field_id: frozenset(ids) for field_id, ids in found.items()}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rounds' goals and measures count; ``rounds`` is None for all of them.

    What belongs to no round is counted where ``loose`` says so, so that nothing is lost from sight. ``without`` are the
    ids of measures that do not count, since others go on with them.
    """

    rounds: frozenset[str] | None
    loose: bool = True
    without: frozenset[str] = frozenset()

    @classmethod
    def counted(cls, assessment: Assessment, standing: Standing | None = None) -> "Scope":
        """Give the scope of a standing: the round of its latest certificate, or the running one."""
        main = assessment.main
        standing = standing or main
        counted = standing.counted_round
        return cls(frozenset((counted.id,)) if counted else frozenset(), loose=standing is main)

    @classmethod
    def of_round(cls, assessment: Assessment, standing: Standing, round_: Round) -> "Scope":
        """Give the scope of one round; what belongs to none stands with the one that counts."""
        is_counted = standing is assessment.main and standing.counted_round is round_
        return cls(frozenset((round_.id,)), loose=is_counted)

    @classmethod
    def at_work(cls, assessment: Assessment, standing: Standing) -> "Scope":
        """Give the scope of what is due: as what is counted, and the running round where that is another one."""
        counted = cls.counted(assessment, standing)
        running = standing.current if standing.audit_state.is_running else None
        rounds = (counted.rounds or frozenset()) | ({running.round.id} if running else frozenset())
        return cls(rounds, loose=counted.loose)

    def has(self, round_id: str | None) -> bool:
        """Whether a record of this round counts."""
        if self.rounds is None:
            return True
        return self.loose if round_id is None else round_id in self.rounds


EVERYTHING = Scope(None)
"""The goals and measures of all rounds, and those of none."""


@dataclass(frozen=True)
class PlanState:
    """The goals and measures of a scope, by action field."""

    fields: tuple[FieldState, ...]

    @property
    def goals(self) -> tuple[GoalState, ...]:
        """All goals."""
        return tuple(goal for field_ in self.fields for goal in field_.goals)

    @property
    def measures(self) -> tuple[MeasureState, ...]:
        """All measures."""
        return tuple(state for field_ in self.fields for state in field_.measures)

    @cached_property
    def tally(self) -> Tally:
        """All measures, counted."""
        return tally(self.measures)


def _office(measure: Measure) -> str | None:
    return measure.responsible.office if measure.responsible else None


def _by_id(records: Iterable[R]) -> dict[str, R]:
    found: dict[str, R] = {}
    for record in records:
        found.setdefault(record.id, record)
    return found
