"""Deadlines that the procedure sets: counted from events and certificates, met by events or by what was reached."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fgk.assessment.assess import Assessment
from fgk.assessment.conditions import Answer, Outcome, outcome
from fgk.assessment.deadlines import CERTIFICATE_END, Deadline, Explanation, Ground, Met, event_ground, state_on
from fgk.assessment.lifecycle import Basis, History, Standing
from fgk.assessment.meetings import meetings
from fgk.assessment.periods import NOTHING, VALID_UNTIL, Anchor, anchor_of, schedule
from fgk.assessment.windows import Due, dues
from fgk.assessment.working_days import WorkCalendar
from fgk.dates import Duration, PartialDate, shifted
from fgk.messages import Message, msg
from fgk.model.procedure import DeadlineRule
from fgk.model.vocabulary import Condition, Effect

AHEAD = 60
"""Repetitions of a deadline that are looked at beyond the day, or beyond its beginning where that lies ahead."""

MOST_DEADLINES = 10_000
"""Deadlines of one procedure that are looked at in a municipality, those of the latest rounds first."""

_CERTIFICATE = DeadlineRule.model_construct(id=CERTIFICATE_END, title="Ende des Zertifikats", anchor=VALID_UNTIL)
"""What holds in every procedure, whether or not its file says so; made without validation, which is slow to set up."""

_ENDINGS = (Effect.REJECTS, Effect.WITHDRAWS, Effect.REVOKES)


def duties(assessment: Assessment, standing: Standing) -> list[Deadline]:
    """Give the deadlines that a procedure sets, from what was known on the day.

    Those of the latest round have the plain ids; where an earlier one has the same, the round's id stands behind it.
    """
    found: list[Deadline] = []
    taken: set[str] = set()
    known = [history.as_known_on(standing.day) for history in standing.histories]
    for history in sorted(known, key=lambda one: one.begun_on or dt.date.min, reverse=True):
        for deadline in _of_round(assessment, standing, history, known):
            name = deadline.id if deadline.id not in taken else f"{deadline.id}:{history.round.id}"
            if name not in taken:  # two rounds of one id are a finding of their own
                taken.add(name)
                found.append(replace(deadline, id=name))
            if len(found) == MOST_DEADLINES:
                return found
    return found


def _of_round(
    assessment: Assessment, standing: Standing, history: History, known: Sequence[History]
) -> Iterator[Deadline]:
    """Give the deadlines of one round among all, rule by rule; nothing new falls due once it has ended."""
    day, calendar = assessment.day, WorkCalendar.of(assessment.dossier.municipality)
    ended = _ended_on(history, known)
    own = history.procedure.deadlines
    for rule in own if any(one.id == CERTIFICATE_END for one in own) else (*own, _CERTIFICATE):
        plan = schedule(history, rule, min(_horizon(history, rule, day), ended or dt.date.max))
        if plan is None:
            continue
        several = list(dues(rule, plan, calendar, day))
        met = meetings(rule, plan.anchor, several, history, known)
        for due in several:
            if ended is not None and due.occurrence.date.last >= ended:
                continue
            by = met.get(due.occurrence.number)
            if rule.met_when is not None and by is None:
                reached = _outcome(assessment, standing, history, due, rule.met_when)
                if reached.answer is Answer.UNKNOWN and due.day.is_before(day):
                    continue  # whether it was reached, the files do not tell
                by = _reached(reached, due)
            yield _deadline(assessment, history, rule, plan.anchor, due, by)


def _horizon(history: History, rule: DeadlineRule, day: dt.date) -> dt.date:
    anchor = anchor_of(history, rule.anchor)
    if rule.repeat is None or anchor is None:
        return dt.date.max
    begin = anchor.date.plus(rule.offset or NOTHING).last
    return shifted(max(day, begin), _times(rule.repeat, AHEAD))


def _outcome(assessment: Assessment, standing: Standing, history: History, due: Due, condition: Condition) -> Outcome:
    """Say whether a condition is met on the day or, where the window is over by then, was met on its last day."""
    if due.window is None or due.is_open_on(assessment.day):
        return outcome(assessment, standing, history, condition)
    then = assessment.as_of(due.window.date)
    of_procedure = next((one for one in then.standings if one.procedure is standing.procedure), None)
    if of_procedure is None:
        return Outcome(Answer.UNKNOWN)
    return outcome(then, of_procedure, history.as_known_on(then.day), condition)


def _reached(reached: Outcome, due: Due) -> Met | None:
    in_time = reached.since is None or due.is_open_on(reached.since.first)
    return Met(reached.since) if reached.answer is Answer.MET and in_time else None


def _ended_on(history: History, known: Sequence[History]) -> dt.date | None:
    """Give the day on which a round ended: by an ending of its own, or because the next certificate took effect."""
    ending = history.first(*_ENDINGS)
    own = history.award
    since = [other.award.since for other in known if other.award is not None and other.award.is_certain]
    followed = [day for day in since if own is not None and day > own.since]
    return min([*followed, *([ending[0]] if ending else [])], default=None)


def _deadline(  # noqa: PLR0913, PLR0917 - a deadline follows from so much
    assessment: Assessment, history: History, rule: DeadlineRule, anchor: Anchor, due: Due, met: Met | None
) -> Deadline:
    lead = rule.lead or assessment.settings.due_soon
    date, distance = due.occurrence.date, due.occurrence.distance
    return Deadline(
        id=_identity(rule, date),
        key=f"{history.round.id}/{rule.id}/{due.occurrence.number}",
        title=_title(history, rule, date),
        day=due.day,
        due_stated=date,
        state=state_on(assessment.day, due.day, lead, met, due.window),
        basis=Basis.DERIVED if anchor.basis is Basis.STATED and distance != NOTHING else anchor.basis,
        record_type="round",
        record_id=history.round.id,
        lead=lead,
        explanation=_explanation(history, rule, anchor, due, met),
        office=assessment.office,
    )


def _explanation(history: History, rule: DeadlineRule, anchor: Anchor, due: Due, met: Met | None) -> Explanation:
    is_end, stage = rule.anchor == VALID_UNTIL, history.stage
    if is_end and anchor.basis is Basis.STATED:
        ground = Ground(msg("end of the certificate"), anchor.date, history.round, anchor.route)
    else:
        ground = event_ground(history, anchor.event)
    counted = is_end and anchor.basis is not Basis.STATED
    return Explanation(
        ground,
        rule_of=None if rule is _CERTIFICATE else (history.procedure, rule),
        is_end=is_end,
        distance=due.occurrence.distance if due.occurrence.distance != NOTHING else None,
        validity=stage.validity if counted and stage else None,
        end=anchor.date if counted else None,
        met=met,
        window=due.window,
    )


def _title(history: History, rule: DeadlineRule, date: PartialDate) -> Message:
    if rule.id == CERTIFICATE_END:
        stage = history.stage
        return msg("End of the certificate ({stage})", stage=stage) if stage else msg("End of the certificate")
    if rule.repeat is None:
        return Message("{title}", {"title": rule})
    when = str(date.last.year) if rule.repeat.months >= 12 else _when(rule.repeat, date)
    return Message("{title} {when}", {"title": rule, "when": when})


def _when(repeat: Duration, date: PartialDate) -> PartialDate:
    """Give the month in which an occurrence falls due that comes several times a year, or its day."""
    return PartialDate.parse(f"{date.last:%Y-%m}") if repeat.months else PartialDate.of(date.last)


def _identity(rule: DeadlineRule, date: PartialDate) -> str:
    """Name an occurrence by its rule and, where it repeats, by its year, or by its day where it comes more often."""
    if rule.repeat is None:
        return rule.id
    return f"{rule.id}-{date.last.year if rule.repeat.months >= 12 else date.last.isoformat()}"


def _times(duration: Duration, number: int) -> Duration:
    return Duration(number * duration.months, number * duration.days)
