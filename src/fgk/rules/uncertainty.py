"""FGK6xx: dates that are marked as uncertain, and nobody says why."""

from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.dates import PartialDate
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, msg
from fgk.model.audit import Round
from fgk.model.base import Identified, Noted
from fgk.model.plan import Goal
from fgk.rules.registry import Finding, Rule, rule

Dated = tuple[Identified, Route, Noted, tuple[str, ...]]
"""A record, the way to a mapping in it, that mapping, and its keys that hold dates."""


@rule(
    "FGK615",
    "uncertain-without-note",
    Severity.INFO,
    summary=N_("A date is marked as uncertain, but no note says why."),
    why=N_("A “?” does not say what is uncertain; whoever comes later can neither check nor correct it."),
    fix=N_("Say in a note why the date is uncertain, and where one could look."),
    source=N_("Data format, section 3 (values)"),
    tolerant=True,
)
def uncertain_without_note(assessment: Assessment) -> Iterator[Finding]:
    """Look at all dates with ``?`` or ``%``; a note on the mapping that holds one or on its record will do."""
    for record, route, date in _unexplained(assessment):
        message = msg("“{key}” is marked as uncertain, but no note says why: {date}", key=route[-1], date=str(date))
        yield Finding(record, route, message, msg("Add “note: …” and say in it what is uncertain."))


def _unexplained(assessment: Assessment) -> Iterator[tuple[Identified, Route, PartialDate]]:
    for record, route, holder, keys in _dated(assessment):
        for key in keys:
            date: PartialDate | None = getattr(holder, key)
            if date is not None and date.qualifier and date.uncertain and holder.note is None and record.note is None:
                yield record, (*route, key), date


def _dated(assessment: Assessment) -> Iterator[Dated]:
    dossier = assessment.dossier
    for round_ in assessment.audit.rounds:
        yield from _in_round(round_)
    for goal in dossier.goals:
        yield from _in_goal(goal)
    for measure in dossier.measures:
        yield measure, (), measure, ("start", "due")
        for index, entry in enumerate(measure.log):
            yield measure, ("log", index), entry, ("date", "new_due")
    for resolution in dossier.resolutions:
        for index, step in enumerate(resolution.consultations):
            yield resolution, ("consultations", index), step, ("date",)
    for source in dossier.sources:
        yield source, (), source, ("published", "retrieved", "expires")


def _in_round(round_: Round) -> Iterator[Dated]:
    yield round_, (), round_, ("valid_until",)
    for index, event in enumerate(round_.events):
        yield round_, ("events", index), event, ("date", "until")


def _in_goal(goal: Goal) -> Iterator[Dated]:
    if goal.assessment:
        yield goal, ("assessment",), goal.assessment, ("date",)
    for number, indicator in enumerate(goal.indicators):
        if indicator.note is None:
            for index, value in enumerate(indicator.values):
                yield goal, ("indicators", number, "values", index), value, ("date",)


RULES: tuple[Rule, ...] = (uncertain_without_note,)
