"""Where a municipality stands in a procedure on a day: certificate, audit and phase."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from fgk.dates import PartialDate, in_effect
from fgk.diagnostics import Route
from fgk.model.audit import Audit, Event, Round
from fgk.model.procedure import Procedure, Stage
from fgk.model.vocabulary import Effect

T = TypeVar("T")


class CertificateState(StrEnum):
    """What the latest certificate in effect is worth."""

    NONE = "none"
    VALID = "valid"
    PERMANENT = "permanent"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class AuditState(StrEnum):
    """What the latest round that has begun is doing."""

    IDLE = "idle"
    RUNNING = "running"
    SUSPENDED = "suspended"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def is_running(self) -> bool:
        """Whether a round is open; a suspended one is."""
        return self in (AuditState.RUNNING, AuditState.SUSPENDED)


class Phase(StrEnum):
    """Certificate and audit together, in one word."""

    NOT_STARTED = "not_started"
    FIRST_AUDIT = "first_audit"
    REJECTED = "rejected"
    IMPLEMENTATION = "implementation"
    RE_AUDIT = "re_audit"
    LAPSED = "lapsed"
    LAPSED_RE_AUDIT = "lapsed_re_audit"
    PERMANENT = "permanent"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What a date rests on: the files say it, it follows from the issue, or it follows from the ceremony."""

    STATED = "stated"
    DERIVED = "derived"
    ESTIMATED = "estimated"


@dataclass(frozen=True)
class History:
    """The events of one round that count, each with the day on which it takes effect.

    Intentions (``planned: true``) are not among them. ``events`` is in order of effect.
    """

    round: Round
    procedure: Procedure
    events: tuple[tuple[dt.date, Event], ...]

    @property
    def stage(self) -> Stage | None:
        """The stage, where it is known and the procedure has it."""
        return self.procedure.stage(self.round.stage)

    @cached_property
    def beginning(self) -> tuple[dt.date, Event] | None:
        """The first event in effect, and its day; remarks begin nothing."""
        return next((pair for pair in self.events if self.effect(pair[1]) is not Effect.REMARK), None)

    @property
    def begun_on(self) -> dt.date | None:
        """The day on which the round begins."""
        return self.beginning[0] if self.beginning else None

    def as_known_on(self, day: dt.date) -> "History":
        """Give the round as it was known on a day: without the events that had not taken effect."""
        events = tuple(pair for pair in self.events if pair[0] <= day)
        return self if len(events) == len(self.events) else replace(self, events=events)

    @cached_property
    def recorded(self) -> frozenset[str]:
        """The kinds of the events that count."""
        return frozenset(event.event for _, event in self.events)

    def effect(self, event: Event) -> Effect:
        """Give what an event does to the state."""
        kind = self.procedure.event(event.event)
        return kind.does if kind else Effect.NONE

    @property
    def adoption(self) -> Event | None:
        """The event in which the council adopted the target agreement of the round."""
        kinds = {kind.id for kind in self.procedure.events if kind.adopts}
        return next((event for _, event in self.events if event.event in kinds), None)

    def first(self, *effects: Effect) -> tuple[dt.date, Event] | None:
        """Give the first event with one of these effects, and its day."""
        return next(((day, event) for day, event in self.events if self.effect(event) in effects), None)

    @property
    def has_unknown_events(self) -> bool:
        """Whether it names an event that the procedure does not have: it may be any of them."""
        return any(self.procedure.event(event.event) is None for event in self.round.events)

    def position(self, event: Event) -> int:
        """Give the position of one of the round's events in the file."""
        return next(index for index, one in enumerate(self.round.events) if one is event)

    @cached_property
    def award(self) -> "Award | None":
        """The certificate in which the round ended, or None."""
        return _award(self)


@dataclass(frozen=True, slots=True)
class Award:
    """A certificate: when it takes effect, until when it is valid and on what basis.

    ``valid_until`` is None for a permanent certificate, and where its end is not known.
    """

    history: History
    since: dt.date
    issued: PartialDate | None
    presented: PartialDate | None
    valid_until: PartialDate | None
    basis: Basis | None
    revoked_on: dt.date | None
    is_permanent: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether it was issued or presented; otherwise the sources leave open whether there is one."""
        return self.issued is not None or self.presented is not None

    @property
    def end_position(self) -> int:
        """The position in the round of the event that a derived or estimated end rests on."""
        origin = self.history.first(Effect.PRESENTS if self.basis is Basis.ESTIMATED else Effect.ISSUES)
        return self.history.position(origin[1]) if origin else 0

    @property
    def end_route(self) -> Route:
        """The way from the round to the date that the end rests on: stated, of the issue or of the ceremony."""
        return ("valid_until",) if self.basis is Basis.STATED else ("events", self.end_position, "date")

    def state(self, day: dt.date) -> CertificateState:
        """Give what it is worth on a day on or after the one on which it took effect."""
        if self.revoked_on is not None and self.revoked_on <= day:
            return CertificateState.REVOKED
        if self.is_permanent:
            return CertificateState.PERMANENT
        if self.valid_until is None:
            return CertificateState.UNKNOWN
        return CertificateState.VALID if day <= self.valid_until.last else CertificateState.EXPIRED


@dataclass(frozen=True)
class Standing:
    """Where a municipality stands in one procedure on one day.

    ``award`` is the latest certificate in effect and ``current`` the latest round that has begun; either may be None.
    """

    procedure: Procedure
    day: dt.date
    histories: tuple[History, ...] = field(repr=False)

    @cached_property
    def award(self) -> Award | None:
        """The latest certificate in effect."""
        awards = [history.award for history in self.histories if history.award is not None]
        return _latest((award.since, award) for award in awards if award.since <= self.day)

    @cached_property
    def current(self) -> History | None:
        """The latest round that has begun."""
        return _latest(
            (history.begun_on, history)
            for history in self.histories
            if history.begun_on is not None and history.begun_on <= self.day
        )

    @property
    def certificate_state(self) -> CertificateState:
        """What the latest certificate is worth."""
        return self.award.state(self.day) if self.award else CertificateState.NONE

    @cached_property
    def audit_state(self) -> AuditState:
        """What the latest round is doing."""
        if self.current is None:
            return AuditState.IDLE
        return _audit_state(self.current, self.day)

    @property
    def phase(self) -> Phase:
        """Certificate and audit together."""
        return _phase(self.certificate_state, self.audit_state)

    @property
    def last_event(self) -> Event | None:
        """The latest event in effect of the latest round."""
        if self.current is None:
            return None
        return next((event for day, event in reversed(self.current.events) if day <= self.day), None)

    @property
    def counted_round(self) -> Round | None:
        """The round whose plan counts: that of the latest certificate or, where there is none, the running one."""
        certified = _latest(
            (history.award.since, history)
            for history in self.histories
            if history.award and history.award.is_certain and history.award.since <= self.day
        )
        running = self.current if self.audit_state.is_running else None
        history = certified or running
        return history.round if history else None


def standings(audit: Audit, procedures: Mapping[str, Procedure], default: str, day: dt.date) -> list[Standing]:
    """Give one standing for each procedure that the audit runs; that of the file comes first.

    ``procedures`` are those known, by id; ``default`` is the id that holds where neither file nor round names one.
    Rounds of an unknown procedure are left out.
    """
    main = audit.procedure or default
    ids = list(dict.fromkeys([main, *(round_.procedure or main for round_ in audit.rounds)]))
    return [
        Standing(
            procedure,
            day,
            tuple(history_of(round_, procedure) for round_ in audit.rounds if (round_.procedure or main) == name),
        )
        for name in ids
        if (procedure := procedures.get(name)) is not None
    ]


def history_of(round_: Round, procedure: Procedure) -> History:
    """Work out on which day each event of a round takes effect."""
    ranks = {kind.id: rank for rank, kind in enumerate(procedure.events)}
    unordered = {kind.id for kind in procedure.events if kind.repeatable and kind.does not in _ENDINGS}
    facts = [event for event in round_.events if not event.planned]
    ordered = sorted(
        (event for event in facts if event.event not in unordered),
        key=lambda event: ranks.get(event.event, len(ranks)),
    )
    days = {id(event): day for event, day in zip(ordered, in_effect([e.date for e in ordered]), strict=True)}
    dated = [(days.get(id(event), event.date.first), event) for event in facts]
    dated.sort(key=lambda pair: (pair[0], ranks.get(pair[1].event, len(ranks))))
    return History(round_, procedure, tuple(dated))


_ENDINGS = frozenset((Effect.REJECTS, Effect.WITHDRAWS, Effect.SUSPENDS, Effect.REVOKES))


def _award(history: History) -> Award | None:
    issued = history.first(Effect.ISSUES)
    presented = history.first(Effect.PRESENTS)
    if issued is None and presented is None:
        return _unknown_award(history)
    since = min(pair[0] for pair in (issued, presented) if pair is not None)
    revoked = history.first(Effect.REVOKES)
    end, basis, permanent = _end(history, issued and issued[1].date, presented and presented[1].date)
    return Award(
        history,
        since,
        issued[1].date if issued else None,
        presented[1].date if presented else None,
        end,
        basis,
        revoked[0] if revoked else None,
        permanent,
    )


def _end(
    history: History, issued: PartialDate | None, presented: PartialDate | None
) -> tuple[PartialDate | None, Basis | None, bool]:
    """Give the certificate's end, its basis, and whether it has none because it is permanent."""
    if history.round.valid_until is not None:
        return history.round.valid_until, Basis.STATED, False
    stage = history.stage
    if stage is None:
        return None, None, False
    if stage.validity is None:
        return None, None, True
    if issued is not None:
        return issued.plus(stage.validity), Basis.DERIVED, False
    return (presented.plus(stage.validity) if presented else None), Basis.ESTIMATED, False


def _unknown_award(history: History) -> Award | None:
    if history.round.certificate is None:
        return None
    days = [day for day, _ in history.events]
    return Award(history, max(days), None, None, None, None, None) if days else None


def _audit_state(history: History, day: dt.date) -> AuditState:
    award = history.award
    if award is not None and award.is_certain and award.since <= day:
        return AuditState.IDLE
    state = AuditState.RUNNING
    for on, event in history.events:
        effect = history.effect(event)
        if on > day or effect is Effect.REMARK:
            continue
        if effect in _ENDED_BY:
            return _ENDED_BY[effect]
        state = AuditState.SUSPENDED if effect is Effect.SUSPENDS else AuditState.RUNNING
    return state


_ENDED_BY = {Effect.REJECTS: AuditState.REJECTED, Effect.WITHDRAWS: AuditState.WITHDRAWN}


def _phase(certificate: CertificateState, audit: AuditState) -> Phase:
    running = audit.is_running
    if certificate is CertificateState.NONE:
        if running:
            return Phase.FIRST_AUDIT
        return Phase.REJECTED if audit in (AuditState.REJECTED, AuditState.WITHDRAWN) else Phase.NOT_STARTED
    if certificate is CertificateState.VALID:
        return Phase.RE_AUDIT if running else Phase.IMPLEMENTATION
    if certificate is CertificateState.EXPIRED:
        return Phase.LAPSED_RE_AUDIT if running else Phase.LAPSED
    if certificate is CertificateState.REVOKED:
        return Phase.LAPSED_RE_AUDIT if running else Phase.REVOKED
    return Phase.PERMANENT if certificate is CertificateState.PERMANENT else Phase.UNKNOWN


def _latest(dated: Iterable[tuple[dt.date, T]]) -> T | None:
    latest: tuple[dt.date, T] | None = None
    for pair in dated:
        if latest is None or pair[0] >= latest[0]:
            latest = pair
    return latest[1] if latest else None
