"""Everything that has a day: what the procedure sets and what stands in the records, in one list."""

from fgk.assessment.assess import Assessment, Scope
from fgk.assessment.dated_records import (
    evidence_deadlines,
    indicator_deadlines,
    measure_deadlines,
    planned_deadlines,
    resolution_deadlines,
)
from fgk.assessment.deadlines import Deadline
from fgk.assessment.duties import duties
from fgk.assessment.lifecycle import Standing


def deadlines(assessment: Assessment, standing: Standing, scope: Scope | None = None) -> list[Deadline]:
    """Give the deadlines in one procedure, in no particular order.

    Goals and measures are those of the rounds at work, or of a ``scope``. Matters that bodies have put off belong to
    no round; they stand with the procedure of the audit file. Of several records with one id the first one counts.
    """
    scope = scope or Scope.at_work(assessment, standing)
    states = assessment.measures_in(scope)
    goals = [goal for goal in assessment.goals.values() if scope.has(goal.round)]
    found = duties(assessment, standing)
    found += measure_deadlines(states, assessment)
    found += indicator_deadlines(goals, assessment)
    found += evidence_deadlines(states, assessment)
    found += planned_deadlines(standing, assessment)
    if standing is assessment.main:
        found += resolution_deadlines(assessment)
    first: dict[str, Deadline] = {}
    for deadline in found:
        if assessment.is_wanted(deadline.office):
            first.setdefault(deadline.id, deadline)
    return list(first.values())
