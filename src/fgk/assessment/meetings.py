"""What met a deadline of the procedure: an event, the next round that has begun, or what was reached."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fgk.assessment.deadlines import Met, event_ground
from fgk.assessment.lifecycle import History
from fgk.assessment.periods import VALID_UNTIL, Anchor
from fgk.assessment.windows import Due
from fgk.dates import PartialDate
from fgk.model.audit import Event
from fgk.model.procedure import DeadlineRule, Procedure
from fgk.model.vocabulary import Effect


class _Candidate(NamedTuple):
    """An event that may meet a deadline, and the day from which it counts."""

    since: dt.date
    event: Event
    history: History


def meetings(
    rule: DeadlineRule, anchor: Anchor, dues: Sequence[Due], history: History, known: Sequence[History]
) -> Mapping[int, Met]:
    """Map the numbers of occurrences to what met them, among the events of all rounds as they were ``known``.

    An event that covers years meets the deadlines of these years, one that lasts those whose day falls into its time,
    any other one that whose day lies nearest. Each is looked at by itself, so that a later one never changes what an
    earlier one met; and what comes behind a window changes nothing any more.
    """
    found: dict[int, tuple[dt.date, Met]] = {}
    candidates = sorted(_candidates(rule, anchor, history, known), key=lambda one: (one.event.date.first, one.since))
    for since, event, of_round in candidates:
        for due in _concerned(event, dues):
            if due.is_open_on(event.date.first):
                found.setdefault(due.occurrence.number, (since, Met(event.date, event_ground(of_round, event))))
    for due in dues:
        begun = _next_round(rule, anchor, due, history, known)
        earlier = found.get(due.occurrence.number)
        if begun is not None and (earlier is None or begun < earlier[0]):
            found[due.occurrence.number] = (begun, Met(None))
    return {number: met for number, (_, met) in found.items()}


def decides_on_next_round(procedure: Procedure, rule: DeadlineRule) -> bool:
    """Whether a deadline before the certificate's end is met by a step of the next round alone.

    Such a step stands before the certificate in the procedure's order, and happens once a round.
    """
    kind = procedure.event(rule.met_by or "")
    if kind is None or kind.repeatable or rule.anchor != VALID_UNTIL or rule.offset is None:
        return False
    order = [one.id for one in procedure.events]
    awarding = [order.index(one.id) for one in procedure.events if one.does in (Effect.ISSUES, Effect.PRESENTS)]
    is_before = min(rule.offset.months, rule.offset.days) < 0
    return is_before and bool(awarding) and order.index(kind.id) < min(awarding)


def _next_round(
    rule: DeadlineRule, anchor: Anchor, due: Due, history: History, known: Sequence[History]
) -> dt.date | None:
    """Give the day of the first step that a later round took in time, or None.

    By then the decision on it was taken, recorded or not; on which day is not known.
    """
    if not decides_on_next_round(history.procedure, rule):
        return None
    steps = (_first_step(other) for other in known if other is not history)
    return min((day for day in steps if day and day >= anchor.since and due.is_open_on(day)), default=None)


def _first_step(history: History) -> dt.date | None:
    """Give the day of a round's first step that has a place in the order; what can happen at any time is none."""
    steps = {kind.id for kind in history.procedure.events if not kind.repeatable and kind.does is not Effect.REMARK}
    return next((day for day, event in history.events if event.event in steps), None)


def _candidates(rule: DeadlineRule, anchor: Anchor, history: History, known: Sequence[History]) -> Iterator[_Candidate]:
    """Give the events of the kind that meets a deadline, in any round, as far as they follow its anchor."""
    for other in known if rule.met_by is not None else ():
        for since, event in other.events:
            candidate = _Candidate(since, event, other)
            if event.event == rule.met_by and _follows(candidate, anchor, history):
                yield candidate


def _follows(candidate: _Candidate, anchor: Anchor, history: History) -> bool:
    """Whether an event comes behind the anchor: in the same round by the order of effect, elsewhere by its date."""
    event = candidate.event
    if event.covers:
        return True
    kind = history.procedure.event(event.event)
    if candidate.history is history and not (kind and kind.repeatable):
        order = [one.id for one in history.procedure.events]
        precedes = order.index(event.event) < order.index(anchor.event.event)
        return candidate.since >= anchor.since and event is not anchor.event and not precedes
    return event.date.last >= anchor.since


def _concerned(event: Event, dues: Sequence[Due]) -> list[Due]:
    if event.covers:
        return [due for due in dues if due.occurrence.date.last.year in event.covers]
    if event.until is not None:
        first, last = event.date.first, event.until.last
        lasting = [due for due in dues if not due.day.is_before(first) and due.day.is_by(last)]
        if lasting:
            return lasting
    nearest = min(dues, key=lambda due: _distance(event.date, due.occurrence.date.last), default=None)
    if nearest is None:
        return []
    if nearest is dues[0] and nearest.occurrence.number and event.date.last < nearest.occurrence.date.last:
        return []  # it may lie nearer to one of those that are too long ago to be looked at
    return [nearest]


def _distance(date: PartialDate, day: dt.date) -> int:
    """Give how many days lie between a date and a day; none where the day may be the date's."""
    return max((date.first - day).days, (day - date.last).days, 0)
