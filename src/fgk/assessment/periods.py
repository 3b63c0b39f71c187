"""When a deadline of the procedure falls due in a round: calendar arithmetic, as precise as its anchor is known."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from fgk.assessment.lifecycle import Award, Basis, History
from fgk.dates import Duration, PartialDate
from fgk.model.audit import Event
from fgk.model.procedure import DeadlineRule
from fgk.model.vocabulary import Effect

VALID_UNTIL = "valid_until"
"""What a procedure writes where a deadline is counted from, or ends with, the certificate's end."""

_NOTHING = Duration(0, 0)


def due_dates(
    anchor: PartialDate, offset: Duration, repeat: Duration, until: PartialDate | None, horizon: dt.date
) -> Iterator[PartialDate]:
    """Give the dates that lie ``offset`` and any number of ``repeat`` after an anchor, up to an end and a day.

    Each is counted from the anchor, never from the one before: a month's last day stays the last. A date counts as
    beyond ``until`` only where it lies wholly after its last day. A ``repeat`` of no length means once.
    """
    months, days = offset.months, offset.days
    while True:
        date = anchor.plus(Duration(months, days))
        if date.first > horizon or (until is not None and date.first > until.last):
            return
        yield date
        if repeat == _NOTHING:
            return
        months, days = months + repeat.months, days + repeat.days


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a deadline is counted from: an event, its date and what that date rests on."""

    event: Event
    date: PartialDate
    basis: Basis


@dataclass(frozen=True, slots=True)
class Schedule:
    """The due dates of one deadline in one round, in order of time."""

    anchor: Anchor
    until: PartialDate | None
    dates: tuple[PartialDate, ...]

    @property
    def is_uncertain(self) -> bool:
        """Whether it rests on an estimate, or on a date that the source leaves open."""
        return (
            self.anchor.basis is Basis.ESTIMATED
            or self.anchor.date.uncertain
            or (self.until is not None and self.until.uncertain)
        )


def schedule(history: History, rule: DeadlineRule, horizon: dt.date) -> Schedule | None:
    """Give the due dates that begin by a day; none after a revocation.

    None where the deadline does not belong to the round's stage, or where it is not known from when or until when it
    holds.
    """
    award = history.award
    anchor = anchor_of(history, rule.anchor)
    if anchor is None or (rule.stages and history.round.stage not in rule.stages):
        return None
    until = None
    if rule.until == VALID_UNTIL:
        if award is None or (award.valid_until is None and not award.is_permanent):
            return None
        until = award.valid_until
    elif rule.until is not None:
        until = _date_of(history, rule.until)
    dates = due_dates(anchor.date, rule.offset or _NOTHING, rule.repeat or _NOTHING, until, horizon)
    revoked = award.revoked_on if award else None
    return Schedule(anchor, until, tuple(date for date in dates if revoked is None or date.last < revoked))


def anchor_of(history: History, name: str) -> Anchor | None:
    """Find the event that a deadline is counted from.

    Where the issue of the certificate is not known, the ceremony stands for it: an estimate.
    """
    if name == VALID_UNTIL:
        return _end_of(history, history.award)
    event = next((event for _, event in history.events if event.event == name), None)
    if event is not None:
        return Anchor(event, event.date, Basis.STATED)
    kind = history.procedure.event(name)
    presented = history.first(Effect.PRESENTS) if kind and kind.does is Effect.ISSUES else None
    return Anchor(presented[1], presented[1].date, Basis.ESTIMATED) if presented else None


def _end_of(history: History, award: Award | None) -> Anchor | None:
    certified = history.first(Effect.ISSUES, Effect.PRESENTS)
    if award is None or award.valid_until is None or award.basis is None or certified is None:
        return None
    return Anchor(certified[1], award.valid_until, award.basis)


def _date_of(history: History, name: str) -> PartialDate | None:
    return next((event.date for _, event in history.events if event.event == name), None)
