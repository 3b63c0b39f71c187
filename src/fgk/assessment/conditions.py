"""What a step or a deadline of a procedure asks for besides events, and whether that is so on the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import History, Standing
from fgk.assessment.progress import MeasureState, judged_by
from fgk.assessment.recorded import Recorded
from fgk.dates import PartialDate
from fgk.model.base import Identified
from fgk.model.plan import ActionField, Goal
from fgk.model.procedure import PlanRules
from fgk.model.vocabulary import Condition, Rating, Status


class Answer(StrEnum):
    """Whether something is so; ``unknown`` where the files do not tell."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a condition is met, since when, and what is missing.

    ``since`` is the date of the last fact that it took, None where that has none. ``missing`` are the measures, goals
    or action fields that keep it from being met.
    """

    answer: Answer
    since: PartialDate | None = None
    missing: tuple[Identified, ...] = ()


def outcome(assessment: Assessment, standing: Standing, history: History | None, condition: Condition) -> Outcome:
    """Say whether a condition is met in a round on the day; None stands for a round that has not begun."""
    match condition:
        case Condition.PLAN:
            return _plan(assessment, standing, history) if history is not None else Outcome(Answer.UNKNOWN)
        case Condition.MEASURES_DONE | Condition.GOALS_REACHED:
            round_id = _round_with_plan(assessment, standing, history)
            states = [state for state in assessment.measure_states if assessment.round_of(state.measure) == round_id]
            is_about_goals = condition is Condition.GOALS_REACHED
            found = _goals_reached(assessment, round_id, states) if is_about_goals else _measures_done(states)
            is_certain = found.answer is not Answer.MET or _is_whole(assessment, round_id)
            return found if is_certain else Outcome(Answer.UNKNOWN)
        case _:
            assert_never(condition)


def _round_with_plan(assessment: Assessment, standing: Standing, history: History | None) -> str | None:
    """Give the id of the round whose measures count: its own or, as long as it has none, those certified last."""
    goals = {goal.round for goal in assessment.goals.values()}
    if history is not None and (history.round.id in goals or history.award is not None):
        return history.round.id
    counted = standing.counted_round
    if counted is not None:
        return counted.id
    return history.round.id if history is not None else None


def _is_whole(assessment: Assessment, round_id: str | None) -> bool:
    """Whether nothing says that more was agreed in a round than is recorded."""
    recorded = Recorded.of(assessment)
    round_ = assessment.rounds.get(round_id or "")
    readable = recorded.goals_are_readable and recorded.measures_are_readable
    return readable and not recorded.defective_measures and (round_ is None or recorded.is_whole(round_))


def _measures_done(states: Iterable[MeasureState]) -> Outcome:
    counted = [state for state in states if not state.status.is_given_up]
    if not counted:
        return Outcome(Answer.UNKNOWN)
    unfinished = tuple(state.measure for state in counted if state.done_on is None)
    if not unfinished:
        return Outcome(Answer.MET, _last(state.done_on for state in counted))
    if all(state.done_on is not None or state.status is Status.UNKNOWN for state in counted):
        return Outcome(Answer.UNKNOWN, missing=unfinished)
    return Outcome(Answer.UNMET, missing=unfinished)


def _goals_reached(assessment: Assessment, round_id: str | None, states: Iterable[MeasureState]) -> Outcome:
    goals = [goal for goal in assessment.goals.values() if goal.round == round_id]
    if not goals:
        return Outcome(Answer.UNKNOWN)
    served: dict[str, list[MeasureState]] = {}
    for state in states:
        served.setdefault(state.measure.goal or "", []).append(state)
    outcomes = {goal.id: _goal_reached(assessment, goal, served.get(goal.id, [])) for goal in goals}
    missing = tuple(goal for goal in goals if outcomes[goal.id].answer is not Answer.MET)
    if not missing:
        return Outcome(Answer.MET, _last(one.since for one in outcomes.values()))
    unmet = any(one.answer is Answer.UNMET for one in outcomes.values())
    return Outcome(Answer.UNMET if unmet else Answer.UNKNOWN, missing=missing)


def _goal_reached(assessment: Assessment, goal: Goal, states: list[MeasureState]) -> Outcome:
    judged = judged_by(goal, assessment.day)
    if judged is not None:
        return Outcome(Answer.MET if judged.rating is Rating.ACHIEVED else Answer.UNMET, judged.date)
    return _measures_done(states)


def _last(dates: Iterable[PartialDate | None]) -> PartialDate | None:
    return max((date for date in dates if date is not None), key=lambda date: (date.last, date.first), default=None)


# -- the target agreement --------------------------------------------------------------------------------------------


def _plan(assessment: Assessment, standing: Standing, history: History) -> Outcome:
    rules, round_ = history.procedure.plan or PlanRules(), history.round
    recorded = Recorded.of(assessment)
    goals = recorded.goals.get(round_.id, ())
    unreadable = {"action_fields", "goals", "measures"} & assessment.dossier.unreadable
    if not goals or unreadable or any(assessment.dossier.defective.get(key) for key in ("action_fields", "goals")):
        return Outcome(Answer.UNKNOWN)
    fields = [field for field in recorded.fields.values() if assessment.is_at_home(field, standing)]
    certain = recorded.is_whole(round_) and not recorded.homeless_goals and not recorded.homeless_measures
    missing = [
        *(field for field in fields if _goals_in(field, goals) < (rules.goals_per_action_field or 0)),
        *(goal for goal in goals if recorded.measures.get(goal.id, 0) < (rules.measures_per_goal or 0)),
    ]
    codes = {field.id: field.code for field in recorded.fields.values()}
    known = {entry.code for entry in history.procedure.action_fields}.union(
        *(one.action_fields for one in rules.groups)
    )
    for group in rules.groups:
        inside = [goal for goal in goals if codes.get(goal.action_field or "") in group.action_fields]
        if sum(recorded.measures.get(goal.id, 0) for goal in inside) < group.measures:
            missing.append(round_)
            certain = certain and all(codes.get(goal.action_field or "") in known for goal in goals)
    if not missing:
        return Outcome(Answer.MET)
    return Outcome(Answer.UNMET if certain else Answer.UNKNOWN, missing=tuple(missing))


def _goals_in(field: ActionField, goals: Iterable[Goal]) -> int:
    return sum(goal.action_field == field.id for goal in goals)
