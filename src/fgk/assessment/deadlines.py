"""What a deadline is, and what explains it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from fgk.assessment.lifecycle import Basis, History
from fgk.assessment.windows import WindowEnd
from fgk.assessment.working_days import DueDay
from fgk.dates import Duration, PartialDate, shifted
from fgk.diagnostics import Route
from fgk.messages import Message
from fgk.model.audit import Event
from fgk.model.base import Record
from fgk.model.procedure import DeadlineRule, Procedure
from fgk.model.vocabulary import Effect

CERTIFICATE_END = "certificate-end"
"""The id of the deadline that is the end of a certificate."""


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

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.lies_ahead or self is DeadlineState.OVERDUE


@dataclass(frozen=True, slots=True)
class Ground:
    """A fact that a deadline rests on: its words, its date, and the record and field where it stands."""

    title: Message
    date: PartialDate | None
    record: Record
    route: Route


class Met(NamedTuple):
    """That a deadline was met: on which date, None where that is not recorded, and by which fact, if by one."""

    on: PartialDate | None
    by: Ground | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a deadline falls on its day and stands as it does.

    ``rule_of`` is the procedure with its rule; None where the deadline stands in the files themselves, or holds in
    every procedure. Counted is from ``ground``, by ``distance``; where that is the end of a certificate (``is_end``)
    that is not stated, ``validity`` leads from the fact to this ``end`` first.
    """

    ground: Ground
    rule_of: tuple[Procedure, DeadlineRule] | None = None
    is_end: bool = False
    distance: Duration | None = None
    validity: Duration | None = None
    end: PartialDate | None = None
    met: Met | None = None
    window: WindowEnd | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is to be done.

    ``id`` is stable between runs, and names one deadline within a municipality's audit under one procedure; ``key``
    stays even where the day moves to another year, and is empty where it is the same as the id. ``due_stated`` is the
    date as precisely as it is known, ``day`` its last day, moved to a working day where the rule says so.
    ``record_type`` and ``record_id`` name the record that it belongs to; an event has the id ``ROUND/EVENT/DATE``, an
    indicator ``GOAL/INDICATOR``. ``office`` is responsible, ``number`` and ``field`` (an action field's id) are those
    of a measure or goal. ``lead`` is how early it counts as due soon.
    """

    id: str
    title: Message
    day: DueDay
    due_stated: PartialDate
    state: DeadlineState
    basis: Basis
    record_type: str
    record_id: str
    lead: Duration
    explanation: Explanation
    key: str = ""
    office: str | None = None
    number: str | None = None
    field: str | None = None
    is_internal: bool = False

    @property
    def due(self) -> dt.date:
        """The day by which it is due."""
        return self.day.date

    @property
    def is_end(self) -> bool:
        """Whether it is the end of a certificate."""
        return self.explanation.is_end and self.id.startswith(CERTIFICATE_END)

    @property
    def shown(self) -> PartialDate:
        """The date to show: as precisely as it is known or, where days off moved it, the day to which they did."""
        return PartialDate.of(self.due, self.due_stated.qualifier) if self.day.shift else self.due_stated

    @property
    def sort_key(self) -> tuple[dt.date, str]:
        """Earlier ones first, then by id."""
        return (self.due, self.id)


def state_on(
    day: dt.date, due: DueDay, lead: Duration, met: Met | None = None, window: WindowEnd | None = None
) -> DeadlineState:
    """Give how a deadline stands on a day: met, ahead, late, or missed because its window is over."""
    if met is not None:
        is_late = met.on is not None and due.is_before(met.on.first)
        return DeadlineState.MET_LATE if is_late else DeadlineState.MET
    if not due.is_before(day):
        return DeadlineState.DUE_SOON if due.is_by(shifted(day, lead)) else DeadlineState.UPCOMING
    return DeadlineState.MISSED if window is not None and window.is_before(day) else DeadlineState.OVERDUE


def in_order(deadlines: Iterable[Deadline]) -> list[Deadline]:
    """Sort deadlines by their days, then by their ids."""
    return sorted(deadlines, key=lambda deadline: deadline.sort_key)


def event_title(procedure: Procedure, event: Event) -> Message:
    """Name an event: by the procedure's word for it and, where it has one, its own title."""
    kind = procedure.event(event.event)
    if event.title is None:
        return Message("{event}", {"event": kind or event.event})
    if kind is None or kind.does is Effect.REMARK:
        return Message("{title}", {"title": event.title})
    return Message("{event}: {title}", {"event": kind, "title": event.title})


def event_ground(history: History, event: Event) -> Ground:
    """Give an event of a round as a fact, with its date and where that stands."""
    place = ("events", history.position(event), "date")
    return Ground(event_title(history.procedure, event), event.date, history.round, place)
