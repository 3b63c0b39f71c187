"""Where a dossier names its sources."""

from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.diagnostics import Route
from fgk.model.base import Noted, Record
from fgk.model.plan import Goal, Measure

Reference = tuple[Record, Route, str]
"""A record, the field in which it names another one, and the id that stands there."""


def source_references(assessment: Assessment) -> Iterator[Reference]:
    """Give every place at which a source is named, as source or as evidence."""
    dossier = assessment.dossier
    for top in (dossier.municipality, dossier.audit, *dossier.action_fields, *dossier.sources):
        if top is not None:
            yield from _named(top, (), top)
    for round_ in assessment.audit.rounds:
        yield from _named(round_, (), round_)
        for index, event in enumerate(round_.events):
            yield from _named(round_, ("events", index), event)
    for goal in dossier.goals:
        yield from _sources_of_goal(goal)
    for measure in dossier.measures:
        yield from _sources_of_measure(measure)
    for resolution in dossier.resolutions:
        yield from _named(resolution, (), resolution)
        for index, step in enumerate(resolution.consultations):
            yield from _named(resolution, ("consultations", index), step)


def _sources_of_goal(goal: Goal) -> Iterator[Reference]:
    yield from _named(goal, (), goal)
    if goal.assessment:
        yield from _named(goal, ("assessment",), goal.assessment)
    for number, indicator in enumerate(goal.indicators):
        yield from _named(goal, ("indicators", number), indicator)
        for index, value in enumerate(indicator.values):
            yield from _named(goal, ("indicators", number, "values", index), value)


def _sources_of_measure(measure: Measure) -> Iterator[Reference]:
    yield from _named(measure, (), measure)
    for index, entry in enumerate(measure.log):
        yield from _named(measure, ("log", index), entry)
        for position, wanted in enumerate(entry.evidence):
            yield measure, ("log", index, "evidence", position), wanted


def _named(record: Record, route: Route, holder: Noted) -> Iterator[Reference]:
    for index, wanted in enumerate(holder.sources):
        yield record, (*route, "sources", index), wanted
