"""What of a municipality a report is about, and as of which day: its workbook shows that and no more."""

from dataclasses import replace

from fgk.assessment.assess import Assessment, Scope
from fgk.assessment.yearly import yearly
from fgk.render.reports.wanted import Wanted
from fgk.render.views.rounds import chosen


def extent(kind: str, assessment: Assessment, wanted: Wanted) -> Assessment:
    """Give the assessment with the goals and measures that a kind of report is about, on the day of what it shows.

    Most kinds are about all. Raises UnknownRound and NoRound, as the report itself does.
    """
    if kind == "annual":
        year = yearly(assessment, wanted.years or (assessment.day.year - 1,))
        return _narrowed(year.assessment, year.scope)
    if kind in {"agreement", "balance"}:
        standing, history = chosen(assessment, wanted.round, running_first=kind == "agreement")
        return _narrowed(assessment, Scope.of_round(assessment, standing, history.round))
    return _narrowed(assessment, Scope(None)) if assessment.office_only is not None else assessment


def _narrowed(assessment: Assessment, scope: Scope) -> Assessment:
    dossier = assessment.dossier
    measures = tuple(state.measure for state in assessment.measures_in(scope))
    served = {measure.goal for measure in measures}
    every = assessment.office_only is None
    goals = tuple(goal for goal in dossier.goals if scope.has(goal.round) and (every or goal.id in served))
    return replace(assessment, dossier=replace(dossier, goals=goals, measures=measures))
