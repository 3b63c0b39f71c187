"""The numbers of goals and measures in a target agreement, as the council adopts it."""

from collections.abc import Mapping

from fgk.assessment.assess import PlanState
from fgk.assessment.progress import FieldState, GoalState


def numbering(plan: PlanState) -> Mapping[str, str]:
    """Give the numbers of goals (``goal:ID``) and measures (``measure:ID``).

    Those of the files hold where all goals, or all measures of a goal, have one. Otherwise they follow from the order:
    field, goal and measure (``2.1.3``), so that an agreement is numbered throughout; measures alone, without any goal,
    are counted.
    """
    fields = [one for one in plan.fields if not one.is_empty]
    keeps = all(goal.goal.number for one in fields for goal in one.goals)
    found: dict[str, str] = {}
    for place, one in enumerate(fields, start=1):
        found.update(_of_field(one, place, keeps=keeps))
    if not plan.goals:
        numbers = enumerate((state.measure for state in plan.measures), start=1)
        return {f"measure:{measure.id}": measure.number or str(index) for index, measure in numbers}
    return found


def _of_field(one: FieldState, place: int, *, keeps: bool) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for index, goal in enumerate(one.goals, start=1):
        number = goal.goal.number if keeps and goal.goal.number else f"{place}.{index}"
        found[f"goal:{goal.goal.id}"] = number
        found.update(_of_measures(goal, number))
    loose = [state.measure for state in one.loose_measures]
    for index, measure in enumerate(loose, start=1):
        found[f"measure:{measure.id}"] = measure.number or f"{place}.0.{index}"
    return found


def _of_measures(goal: GoalState, number: str) -> Mapping[str, str]:
    keeps = all(state.measure.number for state in goal.measures)
    return {
        f"measure:{state.measure.id}": state.measure.number if keeps and state.measure.number else f"{number}.{index}"
        for index, state in enumerate(goal.measures, start=1)
    }
