"""What is recorded of the target agreements."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from fgk.assessment.assess import Assessment
from fgk.model.audit import Round
from fgk.model.plan import ActionField, Goal


@dataclass(frozen=True)
class Recorded:
    """What is recorded of the target agreements.

    What is ``homeless`` other rules report; each of these records may be one that seems to be missing elsewhere.
    """

    fields: Mapping[str, ActionField]
    goals: Mapping[str, tuple[Goal, ...]]
    """Goals by round; those of no round under ``""``."""
    measures: Mapping[str, int]
    """Numbers of measures by goal, whatever their status."""
    homeless_goals: int
    """Goals without a field: none is named, or none that exists, or the record was left out for its defects."""
    homeless_measures: int
    """Measures without a goal, for the same reasons."""
    defective_measures: int
    """Those among them that were left out for their defects: each serves some goal, but it is not known which."""
    goals_are_readable: bool
    measures_are_readable: bool

    @classmethod
    def of(cls, assessment: Assessment) -> "Recorded":
        """Count what an assessment's dossier holds."""
        dossier = assessment.dossier
        fields = {field.id: field for field in reversed(dossier.action_fields)}
        goals: dict[str, list[Goal]] = {}
        for goal in assessment.goals.values():
            goals.setdefault(goal.round or "", []).append(goal)
        named = Counter(measure.goal for measure in assessment.measures.values())
        served = {goal: number for goal, number in named.items() if goal is not None and goal in assessment.goals}
        return cls(
            fields,
            {round_id: tuple(of_round) for round_id, of_round in goals.items()},
            served,
            sum(goal.action_field not in fields for goal in assessment.goals.values())
            + len(dossier.defective.get("goals", ())),
            sum(named.values()) - sum(served.values()) + len(dossier.defective.get("measures", ())),
            len(dossier.defective.get("measures", ())) + len(dossier.measures) - len(assessment.measures),
            "goals" not in dossier.unreadable,
            "measures" not in dossier.unreadable,
        )

    def number_of_measures(self, round_: Round) -> int:
        """Count the measures of a round."""
        return sum(self.measures.get(goal.id, 0) for goal in self.goals.get(round_.id, ()))

    def has_all_goals(self, round_: Round) -> bool:
        """Whether nothing says that more goals were adopted in this round than are recorded."""
        published = round_.plan.goals if round_.plan else None
        return published is None or published <= len(self.goals.get(round_.id, ()))

    def is_whole(self, round_: Round) -> bool:
        """Whether nothing says that more goals or measures were adopted in this round than are recorded."""
        published = round_.plan.measures if round_.plan else None
        return self.has_all_goals(round_) and (published is None or published <= self.number_of_measures(round_))
