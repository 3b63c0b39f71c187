"""What is due when: the end of the certificate, the due dates of measures, and what is intended."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from fgk.assessment.lifecycle import Basis, CertificateState, History, Standing
from fgk.assessment.progress import MeasureState
from fgk.dates import Duration, PartialDate, shifted
from fgk.messages import Message, msg
from fgk.model.audit import Event
from fgk.model.procedure import Procedure
from fgk.model.vocabulary import Effect


class DeadlineState(StrEnum):
    """How a deadline stands on a day."""

    MET = "met"
    MET_LATE = "met_late"
    UPCOMING = "upcoming"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    MISSED = "missed"

    @property
    def lies_ahead(self) -> bool:
        """Whether its day has not come yet."""
        return self in (DeadlineState.UPCOMING, DeadlineState.DUE_SOON)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is to be done.

    ``id`` is stable between runs; ``due_stated`` is the date as precisely as it is known, ``due`` its last day;
    ``record_type`` and ``record_id`` name the record that it belongs to; an event has the id ``ROUND/EVENT/DATE``.
    """

    id: str
    title: Message
    due: dt.date
    due_stated: PartialDate
    state: DeadlineState
    basis: Basis
    record_type: str
    record_id: str
    is_internal: bool = False

    @property
    def sort_key(self) -> tuple[dt.date, str]:
        """Earlier ones first, then by id."""
        return (self.due, self.id)


def certificate_deadline(standing: Standing, due_soon: Duration) -> Deadline | None:
    """Give the end of the latest certificate, or None where it has none or it is not known.

    Its day is never moved to a working day: validity is no period for a submission (§ 31 (3) VwVfG speaks of those).
    """
    award = standing.award
    if award is None or award.valid_until is None or award.basis is None:
        return None
    if standing.certificate_state is CertificateState.REVOKED:
        return None
    end = award.valid_until
    state = DeadlineState.MISSED if standing.day > end.last else _ahead(end, standing.day, due_soon)
    stage = award.history.stage
    title = msg("End of the certificate ({stage})", stage=stage) if stage else msg("End of the certificate")
    return Deadline("certificate-end", title, end.last, end, state, award.basis, "round", award.history.round.id)


def measure_deadline(state: MeasureState) -> Deadline | None:
    """Give the deadline of a measure; None without a due date, or where it was given up or goes on elsewhere."""
    if state.due is None or state.status.is_given_up:
        return None
    done = state.done_on
    if done is not None:
        outcome = DeadlineState.MET if done.first <= state.due.last else DeadlineState.MET_LATE
    elif not state.is_open:
        return None
    elif state.is_overdue:
        outcome = DeadlineState.OVERDUE
    else:
        outcome = DeadlineState.DUE_SOON if state.is_due_soon else DeadlineState.UPCOMING
    measure = state.measure
    return Deadline(
        f"measure:{measure.id}",
        Message("{title}", {"title": measure.title}),
        state.due.last,
        state.due,
        outcome,
        Basis.STATED,
        "measure",
        measure.id,
        measure.is_internal,
    )


def planned_deadlines(standing: Standing, due_soon: Duration) -> Iterator[Deadline]:
    """Give the day of each intended event: it has no effect on any state, and is late as soon as it is past.

    The id counts the intentions of one kind in a round, so that it stays when the day moves.
    """
    for history in standing.histories:
        numbers: Counter[str] = Counter()
        for event in history.round.events:
            if event.planned:
                numbers[event.event] += 1
                yield _planned(history, event, numbers[event.event], standing.day, due_soon)


def _planned(history: History, event: Event, number: int, day: dt.date, due_soon: Duration) -> Deadline:
    date, place = event.date, f"{history.round.id}/{event.event}"
    state = DeadlineState.OVERDUE if day > date.last else _ahead(date, day, due_soon)
    return Deadline(
        f"planned:{place}/{number}",
        event_title(history.procedure, event),
        date.last,
        date,
        state,
        Basis.STATED,
        "event",
        f"{place}/{date}",
        event.is_internal,
    )


def event_title(procedure: Procedure, event: Event) -> Message:
    """Name an event: by the procedure's word for it and, where it has one, its own title."""
    kind = procedure.event(event.event)
    if event.title is None:
        return Message("{event}", {"event": kind or event.event})
    if kind is None or kind.does is Effect.REMARK:
        return Message("{title}", {"title": event.title})
    return Message("{event}: {title}", {"event": kind, "title": event.title})


def _ahead(date: PartialDate, day: dt.date, due_soon: Duration) -> DeadlineState:
    near = date.last <= shifted(day, due_soon)
    return DeadlineState.DUE_SOON if near else DeadlineState.UPCOMING
