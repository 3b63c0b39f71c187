"""The balance before a re-audit: what was agreed, what happened, what becomes of it; delivered and effective."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fgk.assessment.assess import Assessment, PlanState, Scope
from fgk.assessment.lifecycle import Standing
from fgk.assessment.progress import FieldState, GoalState, IndicatorState, MeasureState, falls_short, judged_by
from fgk.dates import PartialDate
from fgk.model.audit import Round
from fgk.model.plan import LogEntry, Measure
from fgk.model.vocabulary import Rating, Status


class Future(StrEnum):
    """What becomes of a measure."""

    DELIVERED = "delivered"
    RUNNING = "running"
    CONTINUED = "continued"
    OPEN = "open"
    REPLACED = "replaced"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


class Effectiveness(StrEnum):
    """Whether a goal was reached."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"
    UNKNOWN = "unknown"


_FUTURES = {
    Status.DONE: Future.DELIVERED,
    Status.ONGOING: Future.RUNNING,
    Status.REPLACED: Future.REPLACED,
    Status.DROPPED: Future.DROPPED,
    Status.UNKNOWN: Future.UNKNOWN,
}
_SETTLED = (Future.DELIVERED, Future.REPLACED, Future.DROPPED)
_JUDGED = {
    Rating.ACHIEVED: Effectiveness.REACHED,
    Rating.PARTLY: Effectiveness.PARTLY,
    Rating.NOT_ACHIEVED: Effectiveness.NOT_REACHED,
}


# -- what becomes of the measures ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fate:
    """A measure with what becomes of it; ``successor`` is the measure that continues or replaces it."""

    state: MeasureState
    future: Future
    successor: Measure | None = None

    @property
    def is_delivered(self) -> bool:
        """Whether it is done or runs as a recurring task, whoever goes on with it."""
        return self.state.status in (Status.DONE, Status.ONGOING)

    @property
    def counts(self) -> bool:
        """Whether it was not given up."""
        return not self.state.status.is_given_up

    @property
    def since(self) -> PartialDate | None:
        """From when on the status holds without a break; None as long as nothing is recorded."""
        run = self._run
        return run[0].date if run else None

    @property
    def reason(self) -> LogEntry | None:
        """The entry that says why the status is as it is: the last one with a reason."""
        return next((entry for entry in reversed(self._run) if entry.reason), None)

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of the sources that prove the status, each once."""
        return tuple(dict.fromkeys(name for entry in self._run for name in (*entry.evidence, *entry.sources)))

    @property
    def _run(self) -> list[LogEntry]:
        """The entries in a row that say the present status, the oldest first."""
        run: list[LogEntry] = []
        for _, entry in reversed(self.state.entries):
            if entry.status is not self.state.status:
                break
            run.append(entry)
        return run[::-1]


def _fates(assessment: Assessment, states: Iterable[MeasureState], following: Mapping[str, Measure]) -> Iterator[Fate]:
    """Say of each measure what becomes of it: exactly one thing.

    What is done or was given up is just that. Of the rest, one that a measure of a later round continues is continued,
    whatever its status; the others run, are open, or unknown. ``following`` are the measures that continue others.
    """
    for state in states:
        future = _FUTURES.get(state.status, Future.OPEN)
        if future is Future.REPLACED:
            yield Fate(state, future, _replacement(assessment, state))
        elif future not in _SETTLED and state.measure.id in following:
            yield Fate(state, Future.CONTINUED, following[state.measure.id])
        else:
            yield Fate(state, future)


def _replacement(assessment: Assessment, state: MeasureState) -> Measure | None:
    names = (entry.replaced_by for _, entry in reversed(state.entries) if entry.status is Status.REPLACED)
    return assessment.measures.get(next((name for name in names if name), ""))


def _following(assessment: Assessment) -> Mapping[str, Measure]:
    """Give, by the ids of measures, those of later rounds that continue them; of several the first in the file."""
    following: dict[str, Measure] = {}
    for successor in assessment.dossier.measures:
        continued = assessment.measures.get(successor.continues or "")
        if continued is not None and _follows(assessment, successor, continued):
            following.setdefault(continued.id, successor)
    return following


def _follows(assessment: Assessment, successor: Measure, continued: Measure) -> bool:
    """Whether a measure is one of a later round that no date puts behind the day.

    A round in which nothing has happened yet is a draft: it is later than any other. One that is not known counts as
    later, too.
    """
    own, other = assessment.round_of(successor), assessment.round_of(continued)
    if successor.id == continued.id or (own is not None and own == other):
        return False
    begun, before = _begun(assessment, own), _begun(assessment, other)
    if begun is None:
        return True
    return begun <= assessment.day and (before is None or before <= begun)


def _begun(assessment: Assessment, round_id: str | None) -> dt.date | None:
    history = assessment.history_of.get(round_id or "")
    return history.begun_on if history else None


# -- whether the goals were reached ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """What an indicator says about its goal on a day.

    ``is_reached`` is None where it cannot be told: there is no target or no value, or nothing says on which side of the
    target the number is to lie.
    """

    state: IndicatorState
    is_reached: bool | None

    @property
    def is_direction_known(self) -> bool:
        """Whether it is known that the number is to rise, or that it is to fall."""
        one = self.state.indicator
        return one.direction is not None or (None not in (one.baseline, one.target) and one.baseline != one.target)


def reading(state: IndicatorState) -> Reading:
    """Say whether an indicator has reached its target; on the target it has, whatever the direction."""
    target, value = state.indicator.target, state.value
    if target is None or value is None:
        return Reading(state, None)
    found = Reading(state, value == target or not falls_short(state.indicator, value))
    return found if value == target or found.is_direction_known else Reading(state, None)


@dataclass(frozen=True, slots=True)
class GoalBalance:
    """A goal: what becomes of its measures, and whether it was effective.

    Delivered and effective are two questions. The first is answered by the measures that were not given up, the second
    by the judgement on the goal or, without one, by its indicators.
    """

    state: GoalState
    fates: tuple[Fate, ...]
    effect: Effectiveness

    @property
    def delivered(self) -> int:
        """Measures that are done or run as recurring tasks."""
        return sum(fate.is_delivered for fate in self.fates)

    @property
    def counted(self) -> int:
        """Measures that were not given up."""
        return sum(fate.counts for fate in self.fates)

    @property
    def is_delivered(self) -> bool:
        """Whether all measures that count were delivered, and there are any."""
        return bool(self.counted) and self.delivered == self.counted

    @property
    def is_undelivered(self) -> bool:
        """Whether something is certainly missing: a measure is not done, or all were given up."""
        return any(fate.state.status.is_open for fate in self.fates) or (bool(self.fates) and not self.counted)

    @property
    def is_effective(self) -> bool | None:
        """Whether the goal was reached in full; None where that is not known."""
        return None if self.effect is Effectiveness.UNKNOWN else self.effect is Effectiveness.REACHED


def _goal(assessment: Assessment, goal: GoalState, following: Mapping[str, Measure]) -> GoalBalance:
    return GoalBalance(goal, tuple(_fates(assessment, goal.measures, following)), effect(assessment, goal))


def effect(assessment: Assessment, goal: GoalState) -> Effectiveness:
    """Say whether a goal was reached: the judgement on it decides, without one its indicators.

    Indicators tell where each that has a target can be read: reached where all have reached it, not reached where none
    has, partly else.
    """
    judged = judged_by(goal.goal, assessment.day)
    if judged is not None:
        return _JUDGED[judged.rating]
    answers = {reading(state).is_reached for state in goal.indicators if state.indicator.target is not None}
    if not answers or None in answers:
        return Effectiveness.UNKNOWN
    if len(answers) == 2:
        return Effectiveness.PARTLY
    return Effectiveness.REACHED if True in answers else Effectiveness.NOT_REACHED


# -- the round -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldBalance:
    """An action field: its goals, and its measures that serve no goal."""

    state: FieldState
    goals: tuple[GoalBalance, ...]
    loose: tuple[Fate, ...]

    @property
    def fates(self) -> tuple[Fate, ...]:
        """All its measures."""
        return (*(fate for goal in self.goals for fate in goal.fates), *self.loose)


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance of a round, by action field."""

    plan: PlanState
    fields: tuple[FieldBalance, ...]

    @property
    def goals(self) -> tuple[GoalBalance, ...]:
        """All goals."""
        return tuple(goal for one in self.fields for goal in one.goals)

    @property
    def fates(self) -> tuple[Fate, ...]:
        """All measures."""
        return tuple(fate for one in self.fields for fate in one.fates)

    @property
    def totals(self) -> Mapping[Future, int]:
        """All measures by what becomes of them; each future is among the keys."""
        counts = Counter(fate.future for fate in self.fates)
        return {future: counts[future] for future in Future}

    @property
    def delivered_only(self) -> list[GoalBalance]:
        """The goals of which everything was delivered, and which were all the same not reached in full."""
        return [goal for goal in self.goals if goal.is_delivered and goal.is_effective is False]

    @property
    def effective_only(self) -> list[GoalBalance]:
        """The goals that were reached although something was not delivered."""
        return [goal for goal in self.goals if goal.is_undelivered and goal.is_effective]

    @property
    def of_unknown_effect(self) -> list[GoalBalance]:
        """The goals of which it is not known whether they were reached."""
        return [goal for goal in self.goals if goal.is_effective is None]


def balance(assessment: Assessment, standing: Standing, round_: Round) -> Balance:
    """Draw up the balance of a round of a procedure."""
    plan = assessment.plan(Scope.of_round(assessment, standing, round_), standing)
    following = _following(assessment)
    return Balance(plan, tuple(_field(assessment, one, following) for one in plan.fields))


def _field(assessment: Assessment, one: FieldState, following: Mapping[str, Measure]) -> FieldBalance:
    goals = tuple(_goal(assessment, goal, following) for goal in one.goals)
    return FieldBalance(one, goals, tuple(_fates(assessment, one.loose_measures, following)))
