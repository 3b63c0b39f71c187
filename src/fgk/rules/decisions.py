"""FGK4xx: whether what rests on a resolution was decided."""

from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.dates import PartialDate
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, Message, msg
from fgk.model.base import Record
from fgk.model.plan import Measure
from fgk.model.resolution import Resolution
from fgk.model.vocabulary import Result, Status, label
from fgk.rules.backing import NOT_ADOPTED, Ground, Slip, decided_here, deciding_step, grounds, step_words
from fgk.rules.registry import Finding, Rule, rule

_STEPS = N_("City of Aachen, council paper FB 45/0255/WP16: list of the steps")

_AFTER_REFUSAL = (Status.DROPPED, Status.REPLACED, Status.POSTPONED, Status.PREPARING, Status.UNKNOWN)
_WHILE_WAITING = (*_AFTER_REFUSAL, Status.PLANNED, Status.IN_PROGRESS)


@rule(
    "FGK407",
    "event-without-resolution",
    Severity.WARNING,
    summary=N_("An event that is a decision names no resolution."),
    why=N_("The council takes part and adopts the target agreement by resolution; without it the step is not proven."),
    fix=N_("Record the resolution in resolutions.yaml, and name it here as resolution:."),
    source=_STEPS,
    tolerant=True,
)
def event_without_resolution(assessment: Assessment) -> Iterator[Finding]:
    """Look for events that the procedure says must be backed by a resolution, and which name none."""
    all_grounds = list(grounds(assessment))
    named = {ground.event.resolution for ground in all_grounds}
    for ground in all_grounds:
        if ground.kind.resolution and ground.event.resolution is None:
            free = [one for one in assessment.dossier.resolutions if one.id not in named and _fits(one, ground)]
            text = N_("If resolution “{id}” is meant, add “resolution: {id}”.")
            hint = msg(text, id=free[0].id) if len(free) == 1 else None
            message = msg("“{event}” ({date}) names no resolution", event=ground.title, date=ground.event.date)
            yield Finding(ground.round, ground.route, message, hint)


def _fits(resolution: Resolution, ground: Ground) -> bool:
    return resolution.kind in ground.kind.resolution and (
        resolution.date is None or _overlap(resolution.date, ground.event.date)
    )


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    return one.first <= other.last and other.first <= one.last


@rule(
    "FGK408",
    "resolution-of-another-kind",
    Severity.WARNING,
    summary=N_("An event rests on a resolution of a kind that cannot back it."),
    why=N_("A resolution to take part adopts no target agreement: each step needs a decision of its own."),
    fix=N_("Name the resolution that is meant, or correct its kind."),
    source=_STEPS,
    tolerant=True,
)
def resolution_of_another_kind(assessment: Assessment) -> Iterator[Finding]:
    """Compare the kind of the resolution with those that the procedure admits for the event."""
    for ground in grounds(assessment):
        if ground.resolution is not None and ground.slip is Slip.ANOTHER_KIND:
            message = msg(
                "“{event}” rests on resolution “{resolution}” of the kind “{kind}”",
                event=ground.title,
                resolution=ground.resolution.id,
                kind=msg(label(ground.resolution.kind)),
            )
            hint = msg(
                "Name a resolution of one of these kinds, or correct the kind: {kinds}.", kinds=ground.kind.resolution
            )
            related = ((ground.resolution, ("kind",), msg("its kind")),)
            yield Finding(ground.round, ground.route, message, hint, related)


@rule(
    "FGK409",
    "resolution-not-adopted",
    Severity.ERROR,
    summary=N_("Something rests on a resolution that was not adopted."),
    why=N_("What was rejected, withdrawn, adjourned or referred is no ground for a step of the audit or a measure."),
    fix=N_("Name the resolution that was adopted, or correct the result."),
    tolerant=True,
)
def resolution_not_adopted(assessment: Assessment) -> Iterator[Finding]:
    """Look at the result behind events, measures, log entries and the definition of family.

    A measure that was dropped, replaced or postponed goes with a refusal, and one under way with an adjournment.
    """
    for ground in grounds(assessment):
        if ground.resolution is not None and ground.slip is Slip.NOT_ADOPTED:
            what = msg("“{event}”", event=ground.title)
            yield _refused(ground.round, ground.route, what, ground.resolution)
    municipality = assessment.dossier.municipality
    concept = municipality.family_concept if municipality else None
    resolution = assessment.resolutions.get(concept.resolution) if concept and concept.resolution else None
    if municipality is not None and resolution is not None and resolution.result in NOT_ADOPTED:
        what = msg("The definition of family")
        yield _refused(municipality, ("family_concept", "resolution"), what, resolution)
    refused = {one.id: one for one in assessment.resolutions.values() if one.result in NOT_ADOPTED}
    if refused:
        for measure in assessment.dossier.measures:
            yield from _measure_refused(measure, refused)


def _measure_refused(measure: Measure, refused: dict[str, Resolution]) -> Iterator[Finding]:
    status = measure.log[-1].status if measure.log else Status.PLANNED
    named: list[tuple[Route, str | None, Status]] = [(("resolution",), measure.resolution, status)]
    named += [(("log", index, "resolution"), entry.resolution, entry.status) for index, entry in enumerate(measure.log)]
    reported: set[str] = set()
    for route, name, state in named:
        resolution = refused.get(name) if name else None
        if resolution is None or resolution.id in reported or not goes_against(state, resolution.result):
            continue
        reported.add(resolution.id)
        what = msg("Measure “{id}” ({status})", id=measure.id, status=msg(label(state)))
        yield _refused(measure, route, what, resolution, measure.id)


def goes_against(status: Status, result: Result) -> bool:
    """Say whether a measure of this status contradicts a resolution of this result."""
    if result in (Result.REJECTED, Result.WITHDRAWN):
        return status not in _AFTER_REFUSAL
    return result in NOT_ADOPTED and status not in _WHILE_WAITING


def _refused(record: Record, route: Route, what: Message, resolution: Resolution, name: str = "") -> Finding:
    """Say that a record rests on what was not adopted; ``name`` is its id where ``what`` names it already."""
    message = msg(
        "{what} rests on resolution “{resolution}”, which was {result}",
        what=what,
        resolution=resolution.id,
        result=msg(label(resolution.result)),
        record=name,
    )
    step = deciding_step(resolution)
    related = (decided_here(resolution, step[0], "result"),) if step else ()
    return Finding(record, route, message, related=related)


@rule(
    "FGK410",
    "resolution-without-decision",
    Severity.WARNING,
    summary=N_("An event that is a decision names a resolution on which no decision is recorded."),
    why=N_("A committee recommends, the council decides; without its decision the step is not proven."),
    fix=N_("Add the consultation with the role decision, with its date and result."),
    source=_STEPS,
    tolerant=True,
)
def resolution_without_decision(assessment: Assessment) -> Iterator[Finding]:
    """Look for a decision, and its result, behind the events that need one; say what is known instead."""
    for ground in grounds(assessment):
        if ground.resolution is not None and ground.slip is Slip.UNDECIDED:
            yield _undecided(ground, ground.resolution, assessment)


def _undecided(ground: Ground, resolution: Resolution, assessment: Assessment) -> Finding:
    found = deciding_step(resolution)
    if found is not None:
        step = found[1]
        text = N_("“{event}” rests on resolution “{resolution}”, of whose decision no result is recorded ({step})")
        hint = msg("Add the result to the decision.")
        if step.date is not None and step.date.first > assessment.day:
            text = N_("“{event}” rests on resolution “{resolution}”, which is yet to be decided ({step})")
            hint = msg("Mark the event with “planned: true” until then.")
        return _unproven(ground, resolution, text, found[0], hint)
    steps = enumerate(resolution.consultations)
    recommending = [index for index, step in steps if step.result is Result.RECOMMENDED]
    if recommending:
        text = N_("“{event}” rests on resolution “{resolution}”, which was only recommended ({step})")
        return _unproven(ground, resolution, text, recommending[-1])
    text = N_("“{event}” rests on resolution “{resolution}”, of which no decision is recorded")
    return _unproven(ground, resolution, text)


def _unproven(
    ground: Ground, resolution: Resolution, text: str, index: int | None = None, hint: Message | None = None
) -> Finding:
    words: dict[str, object] = {"event": ground.title, "resolution": resolution.id}
    if index is None:
        return Finding(ground.round, ground.route, Message(text, words), hint)
    words["step"] = step_words(resolution.consultations[index])
    related = ((resolution, ("consultations", index, "role"), msg("the consultation")),)
    return Finding(ground.round, ground.route, Message(text, words), hint, related)


@rule(
    "FGK411",
    "only-recommended",
    Severity.WARNING,
    summary=N_("An event that is a decision rests on a mere recommendation, or on taking note."),
    why=N_("Recommending and taking note decide nothing, whatever the role of the consultation says."),
    fix=N_("Correct the result, or add the consultation in which the decision was made."),
    source=_STEPS,
    tolerant=True,
)
def only_recommended(assessment: Assessment) -> Iterator[Finding]:
    """Look for decisions with the result of a recommendation."""
    for ground in grounds(assessment):
        step = deciding_step(ground.resolution) if ground.resolution else None
        if ground.resolution is None or step is None or ground.slip is not Slip.ONLY_RECOMMENDED:
            continue
        message = msg(
            "“{event}” rests on resolution “{resolution}”, whose decision ({step}) has the result “{result}”",
            event=ground.title,
            resolution=ground.resolution.id,
            step=step_words(step[1]),
            result=msg(label(ground.resolution.result)),
        )
        related = (decided_here(ground.resolution, step[0], "result"),)
        yield Finding(ground.round, ground.route, message, related=related)


RULES: tuple[Rule, ...] = (
    event_without_resolution,
    resolution_of_another_kind,
    resolution_not_adopted,
    resolution_without_decision,
    only_recommended,
)
