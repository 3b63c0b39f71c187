"""What of a municipality a report is about, and as of which day: its workbook shows that and no more."""

from fgk.assessment.assess import Assessment, Scope
from fgk.assessment.balance import balance
from fgk.assessment.yearly import yearly
from fgk.messages import N_
from fgk.render.reports.annual import OUTCOMES
from fgk.render.reports.balance import FUTURES
from fgk.render.views.rounds import chosen
from fgk.render.wanted import Wanted
from fgk.render.workbook import Extent


def extent(kind: str, assessment: Assessment, wanted: Wanted) -> tuple[Assessment, Extent]:
    """Give the assessment on the day of what a kind of report shows, and which goals and measures it is about.

    Most kinds are about all. Raises UnknownRound and NoRound, as the report itself does.
    """
    if kind == "annual":
        year = yearly(assessment, wanted.years_on(assessment.day))
        became = {one.state.measure.id: OUTCOMES[one.outcome] for one in year.accounts}
        return year.assessment, Extent(year.scope, N_("What became of it in the period"), became)
    if kind not in {"agreement", "balance"}:
        return assessment, Extent()
    standing, history = chosen(assessment, wanted.round, running_first=kind == "agreement")
    scope = Scope.of_round(assessment, standing, history.round)
    if kind == "agreement":
        return assessment, Extent(scope)
    becomes = {one.state.measure.id: FUTURES[one.future] for one in balance(assessment, standing, history.round).fates}
    return assessment, Extent(scope, N_("What becomes of it"), becomes)
