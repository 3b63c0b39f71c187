"""Deadlines that the procedure sets: counted from events and certificates, met by events or by what was reached."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from fgk.assessment.assess import Assessment
from fgk.assessment.conditions import Answer, outcome
from fgk.assessment.deadlines import (
    CERTIFICATE_END,
    Closing,
    Deadline,
    DeadlineState,
    Explanation,
    Ground,
    ahead,
    event_title,
)
from fgk.assessment.lifecycle import Basis, History, Standing
from fgk.assessment.periods import NOTHING, VALID_UNTIL, Anchor, Occurrence, Schedule, schedule
from fgk.assessment.working_days import DueDay, WorkCalendar
from fgk.dates import Duration, PartialDate, shifted
from fgk.messages import Message, msg
from fgk.model.audit import Event
from fgk.model.procedure import DeadlineRule, Procedure
from fgk.model.vocabulary import Effect

AHEAD = 60
"""Repetitions of a deadline that are looked at beyond the day, where it has an end at all."""

_CERTIFICATE = DeadlineRule.model_construct(id=CERTIFICATE_END, title="Ende des Zertifikats", anchor=VALID_UNTIL)
"""What every procedure has, whether or not its file says so; made without validation, which takes 10 ms to set up."""

_ENDINGS = (Effect.REJECTS, Effect.WITHDRAWS, Effect.REVOKES)


def duties(assessment: Assessment, standing: Standing) -> list[Deadline]:
    """Give the deadlines that a procedure sets, from what was known on the day, in the order of their ids.

    Those of the latest round have the plain ids; where an earlier one has the same, the round's id stands behind it.
    """
    found: list[Deadline] = []
    taken: set[str] = set()
    known = [_as_known(history, standing.day) for history in standing.histories]
    for history in sorted(known, key=lambda one: one.begun_on or dt.date.min, reverse=True):
        for deadline in _Round(assessment, standing, history, known).deadlines():
            name = deadline.id if deadline.id not in taken else f"{deadline.id}:{history.round.id}"
            if name not in taken:  # two rounds of one id are a finding of their own
                taken.add(name)
                found.append(replace(deadline, id=name))
    return found


def rules_of(procedure: Procedure) -> tuple[DeadlineRule, ...]:
    """Give the rules of a procedure's deadlines; the end of the certificate is one of them in any case."""
    if any(rule.id == CERTIFICATE_END for rule in procedure.deadlines):
        return procedure.deadlines
    return (*procedure.deadlines, _CERTIFICATE)


def _as_known(history: History, day: dt.date) -> History:
    """Give a round as it was known on a day: without the events that had not taken effect."""
    events = tuple(pair for pair in history.events if pair[0] <= day)
    return history if len(events) == len(history.events) else replace(history, events=events)


class _Meeting(NamedTuple):
    """Something that may meet a deadline: from which day it counts, its date, and where it stands."""

    since: dt.date
    date: PartialDate
    event: Event
    history: History

    @property
    def ground(self) -> Ground:
        place = ("events", self.history.position(self.event), "date")
        return Ground(event_title(self.history.procedure, self.event), self.date, self.history.round, place)


class _Due(NamedTuple):
    """One occurrence with its day, and the last day on which it can be met; None where there is none."""

    occurrence: Occurrence
    day: DueDay
    closes: Closing | None

    def is_open_on(self, day: dt.date) -> bool:
        """Whether it can still be met on a day."""
        return self.closes is None or not self.closes.is_before(day)


class _Round:
    """One round, as it was ``known`` on the day, among all others."""

    def __init__(self, assessment: Assessment, standing: Standing, history: History, known: list[History]) -> None:
        self.assessment = assessment
        self.standing = standing
        self.history = history
        self.known = known
        self.day = standing.day
        self.calendar = WorkCalendar.of(assessment.dossier.municipality)

    def deadlines(self) -> Iterator[Deadline]:
        """Give the deadlines of this round, rule by rule."""
        for rule in rules_of(self.history.procedure):
            horizon = shifted(self.day, _times(rule.repeat, AHEAD)) if rule.repeat is not None else dt.date.max
            plan = schedule(self.history, rule, horizon)
            if plan is not None:
                yield from self._of_rule(rule, plan)

    def _of_rule(self, rule: DeadlineRule, plan: Schedule) -> Iterator[Deadline]:
        ended = self._ended_on()
        dues = list(self._dues(rule, plan))
        met = self._meetings(rule, plan.anchor, dues)
        for due in dues:
            if ended is None or due.occurrence.date.last < ended:
                found = self._deadline(rule, plan.anchor, due, met.get(due.occurrence.number))
                if found is not None:
                    yield found

    def _ended_on(self) -> dt.date | None:
        """Give the day from which nothing new falls due in this round: its end, or that of the certificate's time."""
        ending = self.history.first(*_ENDINGS)
        own = self.history.award
        since = [other.award.since for other in self.known if other.award is not None and other.award.is_certain]
        followed = [day for day in since if own is not None and day > own.since]
        return min([*followed, *([ending[0]] if ending else [])], default=None)

    # -- when ---------------------------------------------------------------------------------------------------------

    def _dues(self, rule: DeadlineRule, plan: Schedule) -> Iterator[_Due]:
        """Give the days of the occurrences: of what has no end, only the first that lies ahead."""
        for occurrence in plan.occurrences:
            day = self._moved(rule, occurrence.date)
            yield _Due(occurrence, day, self._closes(rule, plan, occurrence, day))
            if plan.until is None and not day.is_before(self.day):
                return

    def _moved(self, rule: DeadlineRule, date: PartialDate) -> DueDay:
        return DueDay(date.last, self.calendar if rule.working_day == "next" else None)

    def _closes(self, rule: DeadlineRule, plan: Schedule, occurrence: Occurrence, day: DueDay) -> Closing | None:
        """Give the last day on which a deadline can be met: ``grace``, the next repetition, or ``until`` decides."""
        if rule.met_by is None and rule.met_when is None:
            return Closing(day)
        if rule.grace is not None:
            return Closing(day, rule.grace)
        if rule.repeat is not None:
            distance = Duration(
                occurrence.distance.months + rule.repeat.months, occurrence.distance.days + rule.repeat.days
            )
            return Closing(self._moved(rule, plan.anchor.date.plus(distance)))
        if plan.until is None:
            return None
        return Closing(DueDay(plan.until.last) if day.is_by(plan.until.last) else day)

    # -- what meets it ------------------------------------------------------------------------------------------------

    def _meetings(self, rule: DeadlineRule, anchor: Anchor, dues: list[_Due]) -> Mapping[int, _Meeting]:
        """Map the numbers of occurrences to the events that met them.

        An event that covers years meets the deadlines of these years; any other one, that whose day lies nearest. One
        that lasts meets all whose day falls into its time.
        """
        found: dict[int, _Meeting] = {}
        for event in sorted(self._candidates(rule, anchor), key=lambda one: (one.date.first, one.date.last)):
            for due in _met(event, dues):
                if due.is_open_on(event.date.first):
                    found.setdefault(due.occurrence.number, event)
        return found

    def _candidates(self, rule: DeadlineRule, anchor: Anchor) -> Iterator[_Meeting]:
        """Give the events of the kind that meets a deadline, in any round, as far as they follow its anchor."""
        if rule.met_by is None:
            return
        for history in self.known:
            events = [_Meeting(day, event.date, event, history) for day, event in history.events]
            for event in events:
                if event.event.event == rule.met_by and self._follows(event, anchor):
                    yield event

    def _follows(self, event: _Meeting, anchor: Anchor) -> bool:
        if event.event.covers:
            return True
        kind = event.history.procedure.event(event.event.event)
        if event.history is self.history and not (kind and kind.repeatable):
            return event.since >= anchor.since and event.event is not anchor.event and not self._precedes(event, anchor)
        return event.date.last >= anchor.since

    def _precedes(self, event: _Meeting, anchor: Anchor) -> bool:
        """Whether an event stands before the anchor in the procedure's order, though on the same day."""
        order = [kind.id for kind in self.history.procedure.events]
        return order.index(event.event.event) < order.index(anchor.event.event)

    def _later_round(self, rule: DeadlineRule, anchor: Anchor, due: _Due) -> dt.date | None:
        """Give the day of the first step that a later round took in time, or None.

        By then the step of it that meets a deadline was taken, recorded or not.
        """
        kind = self.history.procedure.event(rule.met_by or "")
        if kind is None or kind.repeatable or anchor.event.event == kind.id or rule.anchor != VALID_UNTIL:
            return None
        steps = (_first_step(history) for history in self.known if history is not self.history)
        in_time = (day for day in steps if day is not None and day >= anchor.since and due.is_open_on(day))
        return min(in_time, default=None)

    # -- how it stands ------------------------------------------------------------------------------------------------

    def _deadline(self, rule: DeadlineRule, anchor: Anchor, due: _Due, met: _Meeting | None) -> Deadline | None:
        lead = rule.lead or self.assessment.settings.due_soon
        followed = self._later_round(rule, anchor, due)
        if followed is not None and met is not None and followed < met.since:
            met = None
        is_met, met_on = met is not None, met.date if met else None
        if rule.met_when is not None and met is None:
            reached = outcome(self.assessment, self.history, rule.met_when)
            if reached.answer is Answer.UNKNOWN and due.day.is_before(self.day):
                return None  # whether it was met is not recorded
            is_met = reached.answer is Answer.MET and (reached.since is None or due.is_open_on(reached.since.first))
            met_on = reached.since if is_met else None
        if is_met:
            is_late = met_on is not None and due.day.is_before(met_on.first)
            state = DeadlineState.MET_LATE if is_late else DeadlineState.MET
        elif followed is not None:
            state = DeadlineState.MET
        elif not due.day.is_before(self.day):
            state = ahead(due.day, self.day, lead)
        else:
            state = DeadlineState.OVERDUE if due.is_open_on(self.day) else DeadlineState.MISSED
        round_ = self.history.round
        return Deadline(
            _identity(rule, due.occurrence.date),
            f"{round_.id}/{rule.id}/{due.occurrence.number}",
            self._title(rule, due.occurrence.date),
            due.day,
            due.occurrence.date,
            state,
            _basis(anchor, due.occurrence.distance),
            "round",
            round_.id,
            lead,
            self._explanation(rule, anchor, due, met, met_on),
            self.assessment.office,
        )

    def _explanation(
        self, rule: DeadlineRule, anchor: Anchor, due: _Due, met: _Meeting | None, met_on: PartialDate | None
    ) -> Explanation:
        history, stage = self.history, self.history.stage
        counted = rule.anchor == VALID_UNTIL and anchor.basis is not Basis.STATED
        return Explanation(
            self._ground(rule, anchor),
            history.procedure,
            rule,
            due.occurrence.distance if due.occurrence.distance != NOTHING else None,
            stage.validity if counted and stage else None,
            anchor.date if counted else None,
            met.ground if met else None,
            met_on,
            due.closes,
        )

    def _ground(self, rule: DeadlineRule, anchor: Anchor) -> Ground:
        if rule.anchor == VALID_UNTIL and anchor.basis is Basis.STATED:
            return Ground(msg("end of the certificate"), anchor.date, self.history.round, anchor.route)
        event = self.history.round.events[int(anchor.route[1])] if rule.anchor == VALID_UNTIL else anchor.event
        return Ground(event_title(self.history.procedure, event), event.date, self.history.round, anchor.route)

    def _title(self, rule: DeadlineRule, date: PartialDate) -> Message:
        if rule.id == CERTIFICATE_END:
            stage = self.history.stage
            return msg("End of the certificate ({stage})", stage=stage) if stage else msg("End of the certificate")
        if rule.repeat is None:
            return Message("{title}", {"title": rule})
        when = str(date.last.year) if rule.repeat.months >= 12 else PartialDate.of(date.last)
        return Message("{title} {when}", {"title": rule, "when": when})


def _first_step(history: History) -> dt.date | None:
    """Give the day of a round's first step that has a place in the order; what can happen at any time is none."""
    steps = {kind.id for kind in history.procedure.events if not kind.repeatable and kind.does is not Effect.REMARK}
    return next((day for day, event in history.events if event.event in steps), None)


def _times(duration: Duration, number: int) -> Duration:
    return Duration(number * duration.months, number * duration.days)


def _identity(rule: DeadlineRule, date: PartialDate) -> str:
    """Name an occurrence by its rule and, where it repeats, by its year, or by its day where it comes more often."""
    if rule.repeat is None:
        return rule.id
    return f"{rule.id}-{date.last.year if rule.repeat.months >= 12 else date.last.isoformat()}"


def _basis(anchor: Anchor, distance: Duration) -> Basis:
    """Say on what a day rests: an estimate stays one, and what is counted from a stated date is derived."""
    return Basis.DERIVED if anchor.basis is Basis.STATED and distance != NOTHING else anchor.basis


def _met(event: _Meeting, dues: list[_Due]) -> list[_Due]:
    if event.event.covers:
        return [due for due in dues if due.occurrence.date.last.year in event.event.covers]
    if event.event.until is not None:
        first, last = event.date.first, event.event.until.last
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
