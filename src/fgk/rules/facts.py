"""FGK306 and FGK309: what is intended and what is a fact, against the day of validation."""

from collections.abc import Iterator
from typing import NamedTuple

from fgk.assessment.assess import Assessment
from fgk.dates import PartialDate
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, Message, msg
from fgk.model.audit import Audit
from fgk.model.base import Record
from fgk.model.dossier import Dossier
from fgk.model.plan import Goal
from fgk.model.vocabulary import Result
from fgk.rules.registry import Finding, Rule, rule


@rule(
    "FGK306",
    "past-intention",
    Severity.WARNING,
    summary=N_("The day of an intended event is past."),
    why=N_("An intention has no effect on any state: either it happened, or it has another day now."),
    fix=N_("If it happened, delete planned: true and write the true date; otherwise correct the date."),
    tolerant=True,
)
def past_intention(assessment: Assessment) -> Iterator[Finding]:
    """Look for ``planned: true`` with a date whose last day is past."""
    for round_ in assessment.audit.rounds:
        for index, event in enumerate(round_.events):
            if event.planned and event.date.last < assessment.day:
                message = msg("This was intended for {date}; did it happen?", date=event.date)
                hint = msg("If so, delete “planned: true” and write the true date; otherwise correct the date.")
                yield Finding(round_, ("events", index, "date"), message, hint, uncertain=event.date.uncertain)


class Fact(NamedTuple):
    """A date at which something is recorded as a fact, where it stands, and what to do if it has not come yet."""

    record: Record
    route: Route
    date: PartialDate
    hint: Message


@rule(
    "FGK309",
    "fact-in-the-future",
    Severity.WARNING,
    summary=N_("Something is recorded as a fact, but its date lies in the future."),
    why=N_("What has not happened has no effect on any state; from that day on it would count unseen, true or not."),
    fix=N_("Correct the date; an event that is intended gets planned: true."),
    source=N_("Data format, section 5 (audit history)"),
    tolerant=True,
)
def fact_in_the_future(assessment: Assessment) -> Iterator[Finding]:
    """Look for facts whose first possible day lies after the day of validation."""
    for fact in _facts(assessment):
        if fact.date.first > assessment.day:
            message = msg(
                "This is recorded as a fact, but {date} lies after the day of validation ({day})",
                date=fact.date,
                day=assessment.day,
            )
            yield Finding(fact.record, fact.route, message, fact.hint, uncertain=fact.date.uncertain)


_PLAN = msg("Add “planned: true” if this is intended; otherwise correct the date.")
_DUE = msg("Correct the date; what is intended stands in “start”, “due” or “new_due”.")
_OPEN = msg("Correct the date, or write “result: open” as long as the body has not met.")
_DATE = msg("Correct the date.")


def _facts(assessment: Assessment) -> Iterator[Fact]:
    dossier = assessment.dossier
    yield from _facts_of_audit(assessment.audit)
    for goal in dossier.goals:
        yield from _facts_of_goal(goal)
    for measure in dossier.measures:
        for index, entry in enumerate(measure.log):
            yield Fact(measure, ("log", index, "date"), entry.date, _DUE)
    for resolution in dossier.resolutions:
        for index, step in enumerate(resolution.consultations):
            if step.date and step.result not in (None, Result.OPEN):
                yield Fact(resolution, ("consultations", index, "date"), step.date, _OPEN)
    for record, route, date in _plain_dates(dossier):
        if date is not None:
            yield Fact(record, route, date, _DATE)


def _facts_of_audit(audit: Audit) -> Iterator[Fact]:
    for round_ in audit.rounds:
        for index, event in enumerate(round_.events):
            if not event.planned:
                yield Fact(round_, ("events", index, "date"), event.date, _PLAN)


def _facts_of_goal(goal: Goal) -> Iterator[Fact]:
    if goal.assessment and goal.assessment.date:
        yield Fact(goal, ("assessment", "date"), goal.assessment.date, _DATE)
    for number, indicator in enumerate(goal.indicators):
        for index, value in enumerate(indicator.values):
            yield Fact(goal, ("indicators", number, "values", index, "date"), value.date, _DATE)


def _plain_dates(dossier: Dossier) -> Iterator[tuple[Record, Route, PartialDate | None]]:
    municipality = dossier.municipality
    if municipality is not None and municipality.population is not None:
        yield municipality, ("population", "date"), municipality.population.date
    for source in dossier.sources:
        yield source, ("published",), source.published
        yield source, ("retrieved",), source.retrieved


RULES: tuple[Rule, ...] = (past_intention, fact_in_the_future)
