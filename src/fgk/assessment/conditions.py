"""What a step or a deadline of a procedure asks for besides events, and whether that is so on the day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import History
from fgk.assessment.progress import MeasureState
from fgk.assessment.recorded import Recorded
from fgk.dates import PartialDate
from fgk.model.base import Identified
from fgk.model.plan import Goal
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


def outcome(assessment: Assessment, history: History, condition: Condition) -> Outcome:
    """Say whether a condition is met in a round on the day of the assessment."""
    if condition is Condition.PLAN:
        return _plan(assessment, history)
    round_id = _round_with_plan(assessment, history)
    states = [state for state in assessment.measure_states if assessment.round_of(state.measure) == round_id]
    if condition is Condition.MEASURES_DONE:
        found = _measures_done(states)
    else:
        found = _goals_reached(assessment, round_id, states)
    if found.answer is Answer.MET and not _is_whole(assessment, round_id):
        return Outcome(Answer.UNKNOWN)
    return found


def _round_with_plan(assessment: Assessment, history: History) -> str:
    """Give the id of the round whose measures count: its own or, as long as it has none, those certified last."""
    goals = {goal.round for goal in assessment.goals.values()}
    if history.round.id in goals or history.award is not None:
        return history.round.id
    standing = next((one for one in assessment.standings if history.procedure is one.procedure), None)
    counted = standing.counted_round if standing else None
    return counted.id if counted is not None else history.round.id


def _is_whole(assessment: Assessment, round_id: str) -> bool:
    """Whether nothing says that more was agreed in a round than is recorded."""
    recorded = Recorded.of(assessment)
    round_ = assessment.rounds.get(round_id)
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


def _goals_reached(assessment: Assessment, round_id: str, states: Iterable[MeasureState]) -> Outcome:
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
    judged = goal.assessment
    if judged is not None and (judged.date is None or judged.date.first <= assessment.day):
        return Outcome(Answer.MET if judged.rating is Rating.ACHIEVED else Answer.UNMET, judged.date)
    return _measures_done(states)


def _last(dates: Iterable[PartialDate | None]) -> PartialDate | None:
    return max((date for date in dates if date is not None), key=lambda date: (date.last, date.first), default=None)


# -- the target agreement --------------------------------------------------------------------------------------------


def _plan(assessment: Assessment, history: History) -> Outcome:
    rules, round_ = history.procedure.plan, history.round
    recorded = Recorded.of(assessment)
    goals = recorded.goals.get(round_.id, ())
    if not goals or not recorded.goals_are_readable or not recorded.measures_are_readable:
        return Outcome(Answer.UNKNOWN)
    missing = tuple(_shortfalls(recorded, history, rules or PlanRules()))
    if not missing:
        return Outcome(Answer.MET)
    certain = recorded.is_whole(round_) and not recorded.homeless_goals and not recorded.homeless_measures
    return Outcome(Answer.UNMET if certain else Answer.UNKNOWN, missing=missing)


def _shortfalls(recorded: Recorded, history: History, rules: PlanRules) -> Iterator[Identified]:
    """Give the fields with too few goals, the goals with too few measures, and the round where a group lacks some."""
    goals = recorded.goals.get(history.round.id, ())
    for field in recorded.fields.values():
        if sum(goal.action_field == field.id for goal in goals) < (rules.goals_per_action_field or 0):
            yield field
    for goal in goals:
        if recorded.measures.get(goal.id, 0) < (rules.measures_per_goal or 0):
            yield goal
    for group in rules.groups:
        codes = {field.id: field.code for field in recorded.fields.values()}
        inside = (goal for goal in goals if codes.get(goal.action_field or "") in group.action_fields)
        if sum(recorded.measures.get(goal.id, 0) for goal in inside) < group.measures:
            yield history.round
