"""The balance before a re-audit: what was agreed, what happened, what becomes of it; delivered and effective."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from fgk.assessment.assess import Assessment, PlanState
from fgk.assessment.progress import GoalState, MeasureState, falls_short, judged_by, measured_last
from fgk.model.plan import Measure
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


class Effect(StrEnum):
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
_JUDGED = {Rating.ACHIEVED: Effect.REACHED, Rating.PARTLY: Effect.PARTLY, Rating.NOT_ACHIEVED: Effect.NOT_REACHED}


@dataclass(frozen=True, slots=True)
class Fate:
    """A measure with what becomes of it; ``successor`` is the measure that continues or replaces it."""

    state: MeasureState
    future: Future
    successor: Measure | None = None


@dataclass(frozen=True, slots=True)
class GoalBalance:
    """A goal: the fates of its measures, how many of those that count were delivered, and whether it was effective.

    ``delivered`` counts what is done or runs as a recurring task, ``counted`` what was not dropped or replaced.
    """

    state: GoalState
    fates: tuple[Fate, ...]
    effect: Effect

    @property
    def delivered(self) -> int:
        """Measures that are done or run as recurring tasks."""
        return sum(fate.state.status in (Status.DONE, Status.ONGOING) for fate in self.fates)

    @property
    def counted(self) -> int:
        """Measures that were not given up."""
        return sum(fate.state.status not in (Status.DROPPED, Status.REPLACED) for fate in self.fates)

    @property
    def is_delivered(self) -> bool:
        """Whether all measures that count were delivered, and there are any."""
        return bool(self.counted) and self.delivered == self.counted


def balances(assessment: Assessment, plan: PlanState) -> list[GoalBalance]:
    """Draw up the balance of each goal of a plan, in its order."""
    return [GoalBalance(goal, tuple(fates(assessment, goal.measures)), effect(assessment, goal)) for goal in plan.goals]


def fates(assessment: Assessment, states: tuple[MeasureState, ...]) -> Iterator[Fate]:
    """Say of each measure what becomes of it: exactly one thing.

    What is done or was given up is just that. Of the rest, one that a measure of a later round continues is continued,
    whatever its status; the others stay open.
    """
    following = {one.continues: one for one in reversed(assessment.dossier.measures) if one.continues}
    for state in states:
        future = _FUTURES.get(state.status, Future.OPEN)
        successor = following.get(state.measure.id)
        if future is Future.REPLACED:
            name = state.entry.replaced_by if state.entry else None
            yield Fate(state, future, assessment.measures.get(name or ""))
        elif successor is not None and future in (Future.OPEN, Future.RUNNING, Future.UNKNOWN):
            yield Fate(state, Future.CONTINUED, successor)
        else:
            yield Fate(state, future)


def effect(assessment: Assessment, goal: GoalState) -> Effect:
    """Say whether a goal was reached: the judgement on it decides, without one its indicators.

    Indicators tell where all of them that have a target have a value: reached where none falls short, partly where
    some do, not reached where all do.
    """
    judged = judged_by(goal.goal, assessment.day)
    if judged is not None:
        return _JUDGED[judged.rating]
    short: list[bool] = []
    for indicator in goal.goal.indicators:
        if indicator.target is None:
            continue
        last = measured_last(indicator, assessment.day)
        if last is None or (indicator.direction is None and indicator.baseline is None):
            return Effect.UNKNOWN
        short.append(falls_short(indicator, last.value))
    if not short:
        return Effect.UNKNOWN
    return Effect.NOT_REACHED if all(short) else Effect.PARTLY if any(short) else Effect.REACHED
