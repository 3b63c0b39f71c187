"""FGK413 and FGK414: what must have happened before an event, and is not recorded."""

import datetime as dt
from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.assessment.decisions import required_before
from fgk.assessment.lifecycle import History
from fgk.diagnostics import Severity
from fgk.messages import N_, Message, msg
from fgk.model.audit import Event
from fgk.model.procedure import EventType
from fgk.model.vocabulary import Effect
from fgk.rules.backing import NOT_ADOPTED
from fgk.rules.registry import Finding, Rule, rule

_HINT = msg("Add the event with its date, as precisely as it is known.")


@rule(
    "FGK413",
    "certificate-without-agreement",
    Severity.WARNING,
    summary=N_("A round has a certificate, but what must come first, the adopted target agreement, is not recorded."),
    why=N_("A certificate rests on a target agreement that the council has adopted; without it nobody can verify it."),
    fix=N_(
        "Add the missing event, such as adoption_resolution, with its date and resolution; "
        "where it is not recorded anywhere, ignore the finding with this reason."
    ),
    source=N_("City of Aachen, council paper FB 45/0255/WP16: list of the steps"),
    yields_to=("FGK309",),
)
def certificate_without_agreement(assessment: Assessment) -> Iterator[Finding]:
    """Look for certificates whose preconditions in the procedure are not recorded in the round."""
    for history in assessment.histories:
        found = _unmet_certificate(history, assessment)
        if found is not None:
            event, missing = found
            message = msg("The round has a certificate, but “{missing}” is not recorded", missing=missing)
            hint = _hint(assessment, missing, event)
            yield Finding(history.round, ("events", history.position(event), "event"), message, hint)


@rule(
    "FGK414",
    "event-without-precondition",
    Severity.WARNING,
    summary=N_("An event is recorded, but not the one that must come first."),
    why=N_("The procedure allows the event only once the other one has happened."),
    fix=N_("Add the missing event with its date, as precisely as it is known."),
    source=N_("Data format, section 8 (a procedure)"),
    yields_to=("FGK309",),
)
def event_without_precondition(assessment: Assessment) -> Iterator[Finding]:
    """Look for other events whose preconditions are not recorded; each missing one is reported once in a round."""
    for history in assessment.histories:
        if _unmet_certificate(history, assessment) is not None:
            continue
        reported: set[str] = set()
        for event in _facts(history, assessment):
            kind = history.procedure.event(event.event)
            missing = _missing(history, event, assessment.day)
            if kind is None or missing is None or missing.id in reported or _certifies(history, event):
                continue
            reported.add(missing.id)
            message = msg(
                "“{event}” presupposes “{missing}”, which is not recorded in this round", event=kind, missing=missing
            )
            hint = _hint(assessment, missing, event)
            yield Finding(history.round, ("events", history.position(event), "event"), message, hint)


def missing_events(assessment: Assessment) -> Iterator[EventType]:
    """Give the kinds of the events that must have come first and are not recorded."""
    for history in assessment.histories:
        for event in _facts(history, assessment):
            missing = _missing(history, event, assessment.day)
            if missing is not None:
                yield missing


def _hint(assessment: Assessment, missing: EventType, event: Event) -> Message:
    """Name the resolution that the missing event seems to rest on, where just one can be it."""
    named = {one.resolution for round_ in assessment.audit.rounds for one in round_.events}
    free = [
        resolution.id
        for resolution in assessment.resolutions.values()
        if resolution.id not in named
        and resolution.kind in missing.resolution
        and resolution.result not in NOT_ADOPTED
        and (resolution.date is None or resolution.date.first <= event.date.last)
    ]
    if len(free) != 1:
        return _HINT
    return msg("The resolution “{id}” is recorded; add the event “{event}”.", id=free[0], event=missing.id)


def _unmet_certificate(history: History, assessment: Assessment) -> tuple[Event, EventType] | None:
    """Give the first event of the certificate that lacks a precondition, with the kind of what is missing."""
    for event in _facts(history, assessment):
        missing = _missing(history, event, assessment.day) if _certifies(history, event) else None
        if missing is not None:
            return event, missing
    return None


def _facts(history: History, assessment: Assessment) -> Iterator[Event]:
    """Give the events that have come, in order of effect; none where one is unknown, since it may be the one missing.

    A fact in the future is a finding by itself, and mostly an intention.
    """
    if not history.has_unknown_events:
        yield from (event for _, event in history.events if event.date.first <= assessment.day)


def _missing(history: History, event: Event, day: dt.date) -> EventType | None:
    """Give what must have happened before; an intention whose day is past may have, and is a finding by itself."""
    kind = history.procedure.event(event.event)
    recorded = {event.event for event in history.round.events if not event.planned or event.date.last < day}
    required = required_before(history.procedure, kind, history.round.stage) if kind is not None else ()
    return next((one for one in required if one.id not in recorded), None)


def _certifies(history: History, event: Event) -> bool:
    return history.effect(event) in (Effect.ISSUES, Effect.PRESENTS)


RULES: tuple[Rule, ...] = (certificate_without_agreement, event_without_precondition)
