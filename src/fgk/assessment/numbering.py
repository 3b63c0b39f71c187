"""The numbers of goals and measures in a target agreement, as the council adopts it."""

from collections.abc import Iterator, Mapping
from itertools import count

from fgk.assessment.assess import PlanState
from fgk.assessment.progress import FieldState, GoalState


def numbering(plan: PlanState) -> Mapping[str, str]:
    """Give the numbers of goals (``goal:ID``) and measures (``measure:ID``).

    Those of the files hold where all goals have one and, below them, where all measures of a goal have. Otherwise they
    follow from the order: field, goal and measure (``2.1.3``), so that an agreement is numbered throughout; measures
    alone, without any goal, are counted. No number that follows from the order is one that the files have given away.
    """
    fields = [one for one in plan.fields if not one.is_empty]
    keeps = all(goal.goal.number for one in fields for goal in one.goals)
    found: dict[str, str] = dict(_kept(plan, keeps=keeps))
    taken = set(found.values())
    if not plan.goals:
        _follow(found, taken, (f"measure:{state.measure.id}" for state in plan.measures), "")
    for place, one in enumerate(fields, start=1):
        _of_field(one, place, found, taken)
    return found


def _kept(plan: PlanState, *, keeps: bool) -> Iterator[tuple[str, str]]:
    """Give the numbers of the files that hold."""
    for one in plan.fields:
        for goal in one.goals if keeps else ():
            yield f"goal:{goal.goal.id}", goal.goal.number or ""
            if all(state.measure.number for state in goal.measures):
                yield from ((f"measure:{state.measure.id}", state.measure.number or "") for state in goal.measures)
        for state in one.loose_measures:
            if state.measure.number:
                yield f"measure:{state.measure.id}", state.measure.number


def _of_field(one: FieldState, place: int, found: dict[str, str], taken: set[str]) -> None:
    _follow(found, taken, (f"goal:{goal.goal.id}" for goal in one.goals), f"{place}.")
    for goal in one.goals:
        _of_goal(goal, found, taken)
    _follow(found, taken, (f"measure:{state.measure.id}" for state in one.loose_measures), f"{place}.0.")


def _of_goal(goal: GoalState, found: dict[str, str], taken: set[str]) -> None:
    number = found[f"goal:{goal.goal.id}"]
    _follow(found, taken, (f"measure:{state.measure.id}" for state in goal.measures), f"{number}.")


def _follow(found: dict[str, str], taken: set[str], names: Iterator[str], prefix: str) -> None:
    """Number those that have no number yet by their place, past all numbers that are taken."""
    numbers = (f"{prefix}{place}" for place in count(1))
    for name in names:
        following = next(numbers)
        if name in found:
            continue
        while following in taken:
            following = next(numbers)
        found[name] = following
        taken.add(following)
