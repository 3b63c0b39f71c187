"""What of a municipality a report is about, and as of which day: its workbook shows that and no more."""

from fgk.assessment.assess import EVERYTHING, Assessment, Scope
from fgk.assessment.yearly import yearly
from fgk.render.views.rounds import chosen
from fgk.render.wanted import Wanted


def extent(kind: str, assessment: Assessment, wanted: Wanted) -> tuple[Assessment, Scope]:
    """Give the assessment on the day of what a kind of report shows, and whose goals and measures it is about.

    Most kinds are about all. Raises UnknownRound and NoRound, as the report itself does.
    """
    if kind == "annual":
        year = yearly(assessment, wanted.years_on(assessment.day))
        return year.assessment, year.scope
    if kind in {"agreement", "balance"}:
        standing, history = chosen(assessment, wanted.round, running_first=kind == "agreement")
        return assessment, Scope.of_round(assessment, standing, history.round)
    return assessment, EVERYTHING
