"""What a deadline is, and what explains it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fgk.assessment.lifecycle import Basis
from fgk.assessment.periods import NOTHING
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


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a deadline falls on its day and stands as it does.

    ``rule`` and ``procedure`` are None where it stands in the files themselves. Counted is from ``ground``, by
    ``distance``; where that is the end of a certificate, ``validity`` leads from the fact to this ``end`` first, unless
    the end is stated.
    ``met_by`` is what met it; where that is no record but a condition, ``met_on`` alone is given. ``closes`` is the
    last day on which it can be met, None where there is none.
    """

    ground: Ground
    procedure: Procedure | None = None
    rule: DeadlineRule | None = None
    distance: Duration | None = None
    validity: Duration | None = None
    end: PartialDate | None = None
    met_by: Ground | None = None
    met_on: PartialDate | None = None
    closes: "Closing | None" = None


@dataclass(frozen=True, slots=True)
class Closing:
    """The last day on which a deadline can be met: a day, and the grace behind it."""

    day: DueDay
    grace: Duration = NOTHING

    @property
    def date(self) -> dt.date:
        """The day itself."""
        return shifted(self.day.date, self.grace)

    def is_before(self, day: dt.date) -> bool:
        """Whether it is past on a day."""
        if shifted(self.day.last, self.grace) >= day:
            return False
        return shifted(self.day.latest, self.grace) < day or self.date < day


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is to be done.

    ``id`` is stable between runs, and names one deadline within a municipality's audit under one procedure; ``key`` is
    the same, but stays even where the day moves to another year. ``due_stated`` is the date as precisely as it is
    known, ``day`` its last day, moved to a working day where the rule says so. ``record_type`` and ``record_id`` name
    the record that it belongs to; an event has the id ``ROUND/EVENT/DATE``, an indicator ``GOAL/INDICATOR``.
    ``office`` is responsible, ``number`` and ``field`` (an action field's id) are those of a measure or goal. ``lead``
    is how early it counts as due soon.
    """

    id: str
    key: str
    title: Message
    day: DueDay
    due_stated: PartialDate
    state: DeadlineState
    basis: Basis
    record_type: str
    record_id: str
    lead: Duration
    explanation: Explanation
    office: str | None = None
    number: str | None = None
    field: str | None = None
    is_internal: bool = False

    @property
    def due(self) -> dt.date:
        """The day by which it is due."""
        return self.day.date

    @property
    def shown(self) -> PartialDate:
        """The date to show: as precisely as it is known or, where days off moved it, the day to which they did."""
        return PartialDate.of(self.due, self.due_stated.qualifier) if self.day.shift else self.due_stated

    @property
    def sort_key(self) -> tuple[dt.date, str]:
        """Earlier ones first, then by id."""
        return (self.due, self.id)


def ahead(due: DueDay, day: dt.date, lead: Duration) -> DeadlineState:
    """Give the state of a deadline whose day has not passed."""
    return DeadlineState.DUE_SOON if due.is_by(shifted(day, lead)) else DeadlineState.UPCOMING


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
