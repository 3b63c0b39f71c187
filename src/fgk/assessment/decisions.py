"""What a step of the procedure rests on: the events that must come first, and how far its resolution has come."""

import datetime as dt
from collections.abc import Iterator, Sequence

from fgk.assessment.assess import Assessment
from fgk.assessment.deadlines import Ground
from fgk.messages import N_, Message, msg
from fgk.model.audit import Round
from fgk.model.procedure import EventType, Procedure
from fgk.model.resolution import Consultation, Resolution
from fgk.model.vocabulary import Result, Role, label

NOT_ADOPTED = (Result.REJECTED, Result.WITHDRAWN, Result.POSTPONED, Result.REFERRED)
"""Results of a decision after which an event cannot rest on a resolution."""
_NO_RESULT = (None, Result.OPEN)


def required_before(procedure: Procedure, kind: EventType, stage: str | None) -> Iterator[EventType]:
    """Give the kinds of events that must have happened before one, in a round that leads to a stage.

    None where the stage is permanent: such a certificate is given on a resolution and an application, without the
    steps of a whole round. Where the stage is not known, an event that belongs to some stages only is not required.
    """
    found = procedure.stage(stage)
    if found is not None and found.validity is None:
        return
    for name in kind.after:
        required = procedure.event(name)
        if required is not None and required.belongs_to(stage):
            yield required


def candidate(assessment: Assessment, kind: EventType, here: Round | None, since: dt.date | None) -> Resolution | None:
    """Find the resolution that an event of a kind could rest on, in a round or, for None, in one that is to begin.

    It is of the right kind, still holds, no event of another round rests on it, and it is not from before ``since``,
    the day of the last certificate. One that is adopted comes first, then the latest.
    """
    day = assessment.day
    elsewhere = {
        event.resolution
        for round_ in assessment.audit.rounds
        if round_ is not here
        for event in round_.events
        if not event.planned
    }
    known = [
        resolution
        for resolution in assessment.resolutions.values()
        if resolution.kind in kind.resolution
        and resolution.id not in elsewhere
        and resolution.id not in assessment.superseded
        and any(_was_held(step, day) for step in resolution.consultations)
        and (since is None or resolution.date is None or resolution.date.last >= since)
    ]
    return max(known, key=lambda one: (is_adopted(one, day), one.date.last if one.date else dt.date.min), default=None)


def known_on(resolution: Resolution, day: dt.date) -> Resolution | None:
    """Give a matter as it was known on a day: meetings that are still to come have no result and no votes.

    None where no body had dealt with it by then, unless it is open to this day: then it may have been known all along.
    """
    if resolution.result is not Result.OPEN and not any(_was_held(step, day) for step in resolution.consultations):
        return None
    steps = tuple(step if _was_held(step, day) else _ahead(step) for step in resolution.consultations)
    return resolution if steps == resolution.consultations else resolution.model_copy(update={"consultations": steps})


def _ahead(step: Consultation) -> Consultation:
    return step.model_copy(update={"result": None, "votes": None, "note": None})


def is_adopted(resolution: Resolution, day: dt.date) -> bool:
    """Whether a resolution was adopted by a day."""
    step = resolution.deciding
    return resolution.result.is_adoption and step is not None and _was_held(step, day)


def how_far(resolution: Resolution, day: dt.date) -> tuple[Message, Ground]:
    """Say how far a resolution had come by a day: its decision or, as long as there is none, its last consultation."""
    begun = [(index, one) for index, one in enumerate(resolution.consultations) if _was_held(one, day)]
    held = [pair for pair in begun if pair[1].date is not None or pair[1].result not in _NO_RESULT] or begun
    adopted = is_adopted(resolution, day)
    index, step = next((pair for pair in held if adopted and pair[1] is resolution.deciding), held[-1])
    result = msg(label(step.result or Result.OPEN))
    place = ("consultations", index, "date" if step.date else "body")
    ground = Ground(msg("{body}: {result}", body=step.body, result=result), step.date, resolution, place)
    if adopted:
        text = N_("“{title}” was adopted on {date} ({body}).") if step.date else N_("“{title}” was adopted ({body}).")
        return msg(text, title=resolution.title, date=step.date, body=step.body), ground
    if step is resolution.deciding and step.result in (Result.REJECTED, Result.WITHDRAWN):
        text = N_("“{title}” was not adopted: {result} on {date} ({body}).")
        if step.date is None:
            text = N_("“{title}” was not adopted: {result} ({body}).")
        return msg(text, title=resolution.title, result=result, date=step.date, body=step.body), ground
    return msg(
        "{open}{step}", open=_open(resolution, day), step=_last_step(step, [one for _, one in held], result)
    ), ground


def _open(resolution: Resolution, day: dt.date) -> Message:
    """Say that a resolution is not adopted, and by whom it is to be."""
    deciding = [one for one in resolution.consultations if one.role is Role.DECISION]
    waiting = [one for one in deciding if not _was_held(one, day) or one.result in (None, Result.OPEN)]
    if not waiting:
        return msg("“{title}” is not adopted yet.", title=resolution.title)
    step = waiting[-1]
    if step.date is None:
        text = N_("“{title}” is not adopted yet; it is to be decided by: {body}.")
    elif step.date.first > day:
        text = N_("“{title}” is not adopted yet; it is to be decided by: {body}, {date}.")
    else:
        text = N_("“{title}”: no result is recorded of the meeting that was to decide: {body}, {date}.")
    return msg(text, title=resolution.title, body=step.body, date=step.date)


def _last_step(step: Consultation, held: Sequence[Consultation], result: Message) -> Message:
    """Say what came of the last consultation; nothing where it has no result, or is the one that was named."""
    if step.result in _NO_RESULT:
        step = next((one for one in reversed(held) if one.result not in _NO_RESULT), step)
        result = msg(label(step.result or Result.OPEN))
    if step.result in _NO_RESULT:
        return Message("", {})
    if step.date is None:
        return msg(" The last consultation: {body}, {result}.", body=step.body, result=result)
    return msg(" The last consultation: {body}, {date}, {result}.", body=step.body, date=step.date, result=result)


def _was_held(step: Consultation, day: dt.date) -> bool:
    return step.date is None or step.date.first <= day
