"""When a deadline of the procedure falls due in a round: calendar arithmetic, as precise as its anchor is known."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from fgk.assessment.lifecycle import Award, Basis, History
from fgk.dates import Duration, PartialDate, shifted
from fgk.diagnostics import Route
from fgk.model.audit import Event
from fgk.model.procedure import DeadlineRule
from fgk.model.vocabulary import Effect

VALID_UNTIL = "valid_until"
"""What a procedure writes where a deadline is counted from, or ends with, the certificate's end."""

MOST = 500
"""Repetitions of one deadline in one round that are looked at: those that lie nearest before the horizon."""

NOTHING = Duration(0, 0)
_DAYS_A_MONTH = 30


class Occurrence(NamedTuple):
    """One of the days of a deadline that repeats: its number, from 0, how far it lies from the anchor, and its date."""

    number: int
    distance: Duration
    date: PartialDate


def due_dates(
    anchor: PartialDate, offset: Duration, repeat: Duration, until: PartialDate | None, horizon: dt.date
) -> Iterator[Occurrence]:
    """Give the dates that lie ``offset`` and any number of ``repeat`` after an anchor, up to an end and a day.

    Each is counted from the anchor, never from the one before: a month's last day stays the last. A date counts as
    beyond ``until`` only where it lies wholly after its last day. A ``repeat`` of no length means once. Of very many
    only the last are given.
    """
    number = _first_number(shifted(anchor.first, offset), repeat, horizon)
    while True:
        distance = Duration(offset.months + number * repeat.months, offset.days + number * repeat.days)
        date = anchor.plus(distance)
        if date.first > horizon or (until is not None and date.first > until.last):
            return
        yield Occurrence(number, distance, date)
        if repeat == NOTHING or date.last == dt.date.max:
            return
        number += 1


def _first_number(start: dt.date, repeat: Duration, horizon: dt.date) -> int:
    """Give the number from which no more than MOST occurrences are left, by a cautious estimate."""
    length = _DAYS_A_MONTH * repeat.months + repeat.days
    return max(0, (horizon - start).days // length - MOST) if length else 0


class Anchor(NamedTuple):
    """What a deadline is counted from: an event of the round, a date, what that rests on, and where it stands.

    For the end of a certificate, ``event`` is what it is derived from, or the certificate where the end is stated.
    ``since`` is the day from which it is known.
    """

    event: Event
    date: PartialDate
    basis: Basis
    route: Route
    since: dt.date


@dataclass(frozen=True, slots=True)
class Schedule:
    """The due dates of one deadline in one round, in order of time."""

    anchor: Anchor
    until: PartialDate | None
    occurrences: tuple[Occurrence, ...]

    @property
    def dates(self) -> tuple[PartialDate, ...]:
        """The dates alone."""
        return tuple(occurrence.date for occurrence in self.occurrences)

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

    None where the deadline does not belong to the round's stage, where it is not known from when or until when it
    holds, or where it names an event that the procedure does not have.
    """
    award = history.award
    named = {rule.anchor, rule.until, rule.met_by} - {None, VALID_UNTIL}
    if any(history.procedure.event(name) is None for name in named if name):
        return None
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
    found = due_dates(anchor.date, rule.offset or NOTHING, rule.repeat or NOTHING, until, horizon)
    revoked = award.revoked_on if award else None
    return Schedule(anchor, until, tuple(one for one in found if revoked is None or one.date.last < revoked))


def anchor_of(history: History, name: str) -> Anchor | None:
    """Find the event that a deadline is counted from.

    Where the issue of the certificate is not known, the ceremony stands for it: an estimate.
    """
    if name == VALID_UNTIL:
        return _end_of(history, history.award)
    found = next((pair for pair in history.events if pair[1].event == name), None)
    if found is not None:
        return _event(history, found, Basis.STATED)
    kind = history.procedure.event(name)
    presented = history.first(Effect.PRESENTS) if kind and kind.does is Effect.ISSUES else None
    return _event(history, presented, Basis.ESTIMATED) if presented else None


def _event(history: History, found: tuple[dt.date, Event], basis: Basis) -> Anchor:
    day, event = found
    return Anchor(event, event.date, basis, ("events", history.position(event), "date"), day)


def _end_of(history: History, award: Award | None) -> Anchor | None:
    certified = history.first(Effect.ISSUES, Effect.PRESENTS)
    if award is None or award.valid_until is None or award.basis is None or certified is None:
        return None
    event = certified[1] if award.basis is Basis.STATED else history.round.events[award.end_position]
    return Anchor(event, award.valid_until, award.basis, award.end_route, award.since)


def _date_of(history: History, name: str) -> PartialDate | None:
    return next((event.date for _, event in history.events if event.event == name), None)
