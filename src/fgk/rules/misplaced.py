"""Which events of a round are dated against the procedure's order, and which of their dates is the likely slip."""

from bisect import insort
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import groupby
from typing import NamedTuple

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import History
from fgk.model.audit import Event
from fgk.model.vocabulary import Effect
from fgk.rules.backing import REPORTS

_COMPARED = 64
"""Kinds of events that must come first with which an event is compared, those with the latest dates."""

_Pair = tuple[int, Event]
"""The position of an event in the file, and the event."""


class Misplaced(NamedTuple):
    """Two events of a round, by their positions in the file: ``earlier`` must come first, but is dated after ``event``.

    ``blamed`` is the one whose date is the likely slip.
    """

    event: int
    earlier: int
    blamed: int


def misplaced_events(history: History, assessment: Assessment) -> Iterator[Misplaced]:
    """Give the events of a round that are dated against the order, each once, with one that proves it.

    Blamed is an event that contradicts its own resolution, or else the one that contradicts more of the others. Of
    several events of one kind the first counts as the one that must come first. What lies in the future of the day is a
    finding by itself, and so is a ceremony before the issue: neither is given here.
    """
    facts = [pair for pair in enumerate(history.round.events) if _is_fact(pair[1], assessment)]
    conflicts = [*_against_the_list(history, facts), *_against_preconditions(history, facts)]
    if not conflicts:
        return
    before: dict[int, set[int]] = {}
    after: dict[int, set[int]] = {}
    for later, earlier in conflicts:
        before.setdefault(later, set()).add(earlier)
        after.setdefault(earlier, set()).add(later)
    events = history.round.events
    trust = {index: _trust(events[index], assessment) for index in {*before, *after}}
    ranks = {kind.id: rank for rank, kind in enumerate(history.procedure.events)}

    def weight(index: int) -> tuple[bool, int, int, int, int]:
        """Order by how likely the date is wrong, the likeliest first; of two alike, the later one in the procedure."""
        contradicted = len(before.get(index, ())) + len(after.get(index, ()))
        return (trust[index] >= 0, -contradicted, trust[index], -ranks[events[index].event], index)

    heap = [(weight(index), index) for index in trust]
    heapify(heap)
    while heap:
        known, index = heappop(heap)
        others = before.get(index, set()) | after.get(index, set())
        if not others:
            continue
        if known != weight(index):  # it has lost one that is blamed already
            heappush(heap, (weight(index), index))
            continue
        other = _proof(events, before.get(index) or after[index])
        yield Misplaced(index, other, index) if before.get(index) else Misplaced(other, index, index)
        for one in others:
            before.get(one, set()).discard(index)
            after.get(one, set()).discard(index)


def _is_fact(event: Event, assessment: Assessment) -> bool:
    return not event.planned and event.date.first <= assessment.day


def _against_the_list(history: History, facts: list[_Pair]) -> Iterator[tuple[int, int]]:
    """Compare each event with those that come before it in the procedure; only what cannot be ordered is given."""
    events = history.round.events
    ranks = {kind.id: rank for rank, kind in enumerate(history.procedure.events) if not kind.repeatable}
    ordered = sorted((pair for pair in facts if pair[1].event in ranks), key=lambda pair: ranks[pair[1].event])
    latest: list[tuple[int, int]] = []
    for _, group in groupby(ordered, key=lambda pair: pair[1].event):
        of_one_kind = list(group)
        for index, event in of_one_kind:
            last = event.date.last.toordinal()
            contradicted = [earlier for first, earlier in latest if first > last]
            if not any(_is_ceremony_and_issue(history, event, events[earlier]) for earlier in contradicted):
                yield from ((index, earlier) for earlier in contradicted)
        begun = min(of_one_kind, key=lambda pair: pair[1].date.first)
        insort(latest, (begun[1].date.first.toordinal(), begun[0]))
        del latest[:-_COMPARED]


def _is_ceremony_and_issue(history: History, event: Event, earlier: Event) -> bool:
    return history.effect(event) is Effect.PRESENTS and history.effect(earlier) is Effect.ISSUES


def _against_preconditions(history: History, facts: list[_Pair]) -> Iterator[tuple[int, int]]:
    """Compare events that have no place in the order with those that the procedure names as their preconditions."""
    listed = {kind.id for kind in history.procedure.events if not kind.repeatable}
    begun: dict[str, _Pair] = {}
    for pair in facts:
        held = begun.setdefault(pair[1].event, pair)
        if pair[1].date.first < held[1].date.first:
            begun[pair[1].event] = pair
    for index, event in facts:
        kind = history.procedure.event(event.event)
        for name in kind.after if kind else ():
            first = begun.get(name) if not {event.event, name} <= listed else None
            if first is not None and first[1].date.first > event.date.last:
                yield index, first[0]


def _trust(event: Event, assessment: Assessment) -> int:
    """Say what the event's own resolution makes of its date: 1 confirmed, -1 contradicted, 0 nothing."""
    resolution = assessment.resolutions.get(event.resolution) if event.resolution else None
    decided = resolution.date if resolution is not None else None
    if decided is None or event.event in REPORTS:
        return 0
    end = event.until or event.date
    return 1 if event.date.first <= decided.last and decided.first <= end.last else -1


def _proof(events: Sequence[Event], others: set[int]) -> int:
    """Choose what to name beside the one that is blamed: a certain date proves more than a later one that is not."""
    return min(others, key=lambda index: (events[index].date.uncertain, -events[index].date.first.toordinal(), index))
