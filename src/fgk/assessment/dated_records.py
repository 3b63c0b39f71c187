"""Deadlines that stand in the records: measures, indicators, evidence, adjourned matters, and what is intended."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from fgk.assessment.assess import Assessment
from fgk.assessment.deadlines import Deadline, DeadlineState, Explanation, Ground, ahead, event_title
from fgk.assessment.lifecycle import Basis, History, Standing
from fgk.assessment.progress import MeasureState, measured_every, measured_last
from fgk.assessment.working_days import DueDay
from fgk.dates import Duration, PartialDate
from fgk.messages import N_, Message, msg
from fgk.model.audit import Event
from fgk.model.evidence import Source
from fgk.model.plan import Goal, Indicator
from fgk.model.resolution import Consultation, Resolution
from fgk.model.vocabulary import Result, Status


def measure_deadlines(states: Iterable[MeasureState], assessment: Assessment) -> Iterator[Deadline]:
    """Give the due dates of measures, but for those that were given up or go on elsewhere."""
    for state in states:
        if state.due is not None and not state.status.is_given_up:
            found = _measure(state, state.due, assessment)
            if found is not None:
                yield found


def _measure(state: MeasureState, due: PartialDate, assessment: Assessment) -> Deadline | None:
    done, measure = state.done_on, state.measure
    if done is not None:
        outcome = DeadlineState.MET if done.first <= due.last else DeadlineState.MET_LATE
    elif not state.is_open:
        return None
    elif state.is_overdue:
        outcome = DeadlineState.OVERDUE
    else:
        outcome = ahead(DueDay(due.last), state.day, state.due_soon_within)
    moved = state.moved_by
    title = msg("new due date of the postponement") if moved is not None else msg("due date of the measure")
    goal = assessment.goals.get(measure.goal or "")
    identity = f"measure:{measure.id}"
    return Deadline(
        identity,
        identity,
        _titled(measure.title),
        DueDay(due.last),
        due,
        outcome,
        Basis.STATED,
        "measure",
        measure.id,
        state.due_soon_within,
        Explanation(Ground(title, due, measure, state.due_route), met_by=_done(state), met_on=done),
        measure.responsible.office if measure.responsible else None,
        measure.number,
        goal.action_field if goal else None,
        measure.is_internal or (goal is not None and goal.is_internal),
    )


def _done(state: MeasureState) -> Ground | None:
    """Give the log entry from which on the measure is done, or runs as a recurring task."""
    done = state.done_on
    if done is None:
        return None
    entry = next(entry for _, entry in state.entries if entry.date == done and entry.status in _DONE)
    words = msg("recorded as done") if entry.status is Status.DONE else msg("recorded as an ongoing task")
    return Ground(words, done, state.measure, ("log", state.position(entry), "date"))


_DONE = (Status.DONE, Status.ONGOING)


# -- indicators ------------------------------------------------------------------------------------------------------


def indicator_deadlines(goals: Iterable[Goal], assessment: Assessment) -> Iterator[Deadline]:
    """Give the day by which the next value of each indicator is due, counted from its last one.

    None where a first value is still missing, and none beyond the end of the certificate that the goal belongs to.
    """
    for goal in goals:
        history = assessment.history_of.get(goal.round or "")
        award = history.award if history else None
        end = award.valid_until if award and award.since <= assessment.day else None
        for number, indicator in enumerate(goal.indicators):
            interval = measured_every(goal, indicator, assessment.day)
            last = measured_last(indicator, assessment.day)
            if interval is None or last is None:
                continue
            due = last.date.plus(interval)
            if end is None or due.first <= end.last:
                place = ("indicators", number, "values", indicator.values.index(last), "date")
                ground = Ground(msg("last value of the indicator"), last.date, goal, place)
                yield _indicator(goal, indicator, due, interval, ground, assessment)


def _indicator(  # noqa: PLR0913, PLR0917 - a deadline has so many parts
    goal: Goal, indicator: Indicator, due: PartialDate, interval: Duration, ground: Ground, assessment: Assessment
) -> Deadline:
    identity, lead = f"indicator:{goal.id}/{indicator.id}", assessment.settings.due_soon
    return Deadline(
        identity,
        identity,
        msg("Next value: {indicator}", indicator=indicator.title),
        DueDay(due.last),
        due,
        DeadlineState.OVERDUE if assessment.day > due.last else ahead(DueDay(due.last), assessment.day, lead),
        Basis.DERIVED,
        "indicator",
        f"{goal.id}/{indicator.id}",
        lead,
        Explanation(ground, distance=interval),
        assessment.office,
        goal.number,
        goal.action_field,
        goal.is_internal,
    )


# -- evidence --------------------------------------------------------------------------------------------------------


def evidence_deadlines(states: Iterable[MeasureState], assessment: Assessment) -> Iterator[Deadline]:
    """Give the day on which each source expires that a measure names as evidence.

    It is met as soon as each of these measures names, in a later entry of its log, evidence that does not expire, or
    expires later.
    """
    sources = {source.id: source for source in reversed(assessment.dossier.sources)}
    resting: dict[str, list[MeasureState]] = {}
    for state in states:
        for name in dict.fromkeys(name for _, entry in state.entries for name in entry.evidence):
            resting.setdefault(name, []).append(state)
    for name, several in resting.items():
        source = sources.get(name)
        if source is not None and source.expires is not None:
            yield _evidence(source, source.expires, several, sources, assessment)


def _evidence(
    source: Source,
    expires: PartialDate,
    states: list[MeasureState],
    sources: dict[str, Source],
    assessment: Assessment,
) -> Deadline:
    renewals = [_renewed_on(state, source, sources) for state in states]
    renewed = [day for day in renewals if day is not None]
    lead = assessment.settings.due_soon
    if len(renewed) == len(renewals):
        state = DeadlineState.MET if max(renewed) <= expires.last else DeadlineState.MET_LATE
    elif assessment.day > expires.last:
        state = DeadlineState.OVERDUE
    else:
        state = ahead(DueDay(expires.last), assessment.day, lead)
    identity = f"evidence:{source.id}"
    measure = states[0].measure
    return Deadline(
        identity,
        identity,
        msg("Evidence expires: {source}", source=source.title or source.url or source.id),
        DueDay(expires.last),
        expires,
        state,
        Basis.STATED,
        "source",
        source.id,
        lead,
        Explanation(
            Ground(msg("evidence is valid until"), expires, source, ("expires",)),
            met_on=PartialDate.of(max(renewed)) if len(renewed) == len(renewals) else None,
        ),
        measure.responsible.office if measure.responsible else None,
        measure.number,
        None,
        source.is_internal or all(one.measure.is_internal for one in states),
    )


def _renewed_on(state: MeasureState, source: Source, sources: dict[str, Source]) -> dt.date | None:
    """Give the day on which a measure named evidence that outlasts a source, or None where it has not."""
    seen = False
    for day, entry in state.entries:
        if seen and any(_outlasts(sources.get(name), source) for name in entry.evidence):
            return day
        seen = seen or source.id in entry.evidence
    return None


def _outlasts(other: Source | None, source: Source) -> bool:
    if other is None or other.id == source.id or source.expires is None:
        return False
    return other.expires is None or other.expires.last > source.expires.last


# -- matters that were put off ---------------------------------------------------------------------------------------

_PUT_OFF = (Result.POSTPONED, Result.REFERRED)


def resolution_deadlines(assessment: Assessment) -> Iterator[Deadline]:
    """Give the day by which each matter comes up again that a body has adjourned or referred, as long as it is open.

    That is the day of the next meeting where one is recorded, else the time of ``follow_up`` after the last one.
    """
    superseded = {one.supersedes for one in assessment.dossier.resolutions if _is_known(one, assessment.day)}
    for resolution in assessment.resolutions.values():
        if resolution.id not in superseded:
            found = _put_off(resolution, assessment)
            if found is not None:
                yield found


def _is_known(resolution: Resolution, day: dt.date) -> bool:
    return resolution.date is None or resolution.date.first <= day


def _put_off(resolution: Resolution, assessment: Assessment) -> Deadline | None:
    day = assessment.day
    held = [(index, step) for index, step in enumerate(resolution.consultations) if _was_held(step, day)]
    if not held or held[-1][1].result not in _PUT_OFF:
        return None
    index, last = held[-1]
    if last.date is None:
        return None
    following = resolution.consultations[index + 1 :]
    coming = next(((index + 1 + place, step) for place, step in enumerate(following) if step.date is not None), None)
    if coming is not None and coming[1].date is not None:
        due, basis, distance = coming[1].date, Basis.STATED, None
        index, step = coming
        words = msg("next meeting: {body}", body=step.body)
    else:
        distance = assessment.settings.follow_up
        due, basis, step = last.date.plus(distance), Basis.DERIVED, last
        text = N_("adjourned by: {body}") if last.result is Result.POSTPONED else N_("referred by: {body}")
        words = msg(text, body=last.body)
    lead, identity = assessment.settings.due_soon, f"resolution:{resolution.id}"
    return Deadline(
        identity,
        identity,
        msg("Decision still open: {title}", title=resolution.title),
        DueDay(due.last),
        due,
        DeadlineState.OVERDUE if day > due.last else ahead(DueDay(due.last), day, lead),
        basis,
        "resolution",
        resolution.id,
        lead,
        Explanation(Ground(words, step.date, resolution, ("consultations", index, "date")), distance=distance),
        assessment.office,
        is_internal=resolution.is_internal,
    )


def _was_held(step: Consultation, day: dt.date) -> bool:
    """Whether a meeting has taken place by the day, and something came out of it."""
    return step.result not in (None, Result.OPEN) and (step.date is None or step.date.first <= day)


# -- what is intended ------------------------------------------------------------------------------------------------


def planned_deadlines(standing: Standing, assessment: Assessment) -> Iterator[Deadline]:
    """Give the day of each intended event: it has no effect on any state, and is late as soon as it is past.

    The id counts the intentions of one kind in a round, so that it stays when the day moves.
    """
    for history in standing.histories:
        numbers: Counter[str] = Counter()
        for index, event in enumerate(history.round.events):
            if event.planned:
                numbers[event.event] += 1
                yield _planned(history, event, index, numbers[event.event], assessment)


def _planned(history: History, event: Event, index: int, number: int, assessment: Assessment) -> Deadline:
    date, place, day = event.date, f"{history.round.id}/{event.event}", assessment.day
    identity, lead = f"planned:{place}/{number}", assessment.settings.due_soon
    return Deadline(
        identity,
        identity,
        event_title(history.procedure, event),
        DueDay(date.last),
        date,
        DeadlineState.OVERDUE if day > date.last else ahead(DueDay(date.last), day, lead),
        Basis.STATED,
        "event",
        f"{place}/{date}",
        lead,
        Explanation(Ground(msg("intended event"), date, history.round, ("events", index, "date"))),
        assessment.office,
        is_internal=event.is_internal,
    )


def _titled(text: str) -> Message:
    return Message("{title}", {"title": text})
