"""Deadlines that stand in the records: measures, indicators, evidence, adjourned matters, and what is intended."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from fgk.assessment.assess import Assessment
from fgk.assessment.deadlines import Deadline, Explanation, Ground, Met, event_title, state_on
from fgk.assessment.lifecycle import Basis, History, Standing
from fgk.assessment.progress import MeasureState, measured_every, measured_last
from fgk.assessment.working_days import DueDay
from fgk.dates import PartialDate
from fgk.messages import N_, Message, msg
from fgk.model.audit import Event
from fgk.model.evidence import Source
from fgk.model.plan import Goal, Indicator, IndicatorValue
from fgk.model.resolution import Consultation, Resolution
from fgk.model.vocabulary import Result, Status


def measure_deadlines(states: Iterable[MeasureState], assessment: Assessment) -> Iterator[Deadline]:
    """Give the due dates of measures that are done or open, but for those that were given up or go on elsewhere."""
    for state in states:
        measure, done = state.measure, _done(state)
        if state.due is None or state.status.is_given_up or (done is None and not state.is_open):
            continue
        words = msg("due date of the measure") if state.moved_by is None else msg("new due date of the postponement")
        goal = assessment.goals.get(measure.goal or "")
        day = DueDay(state.due.last)
        yield Deadline(
            id=f"measure:{measure.id}",
            title=Message("{title}", {"title": measure.title}),
            day=day,
            due_stated=state.due,
            state=state_on(assessment.day, day, assessment.settings.due_soon, done),
            basis=Basis.STATED,
            record_type="measure",
            record_id=measure.id,
            lead=assessment.settings.due_soon,
            explanation=Explanation(Ground(words, state.due, measure, state.due_route), met=done),
            office=_office(state),
            number=measure.number,
            field=goal.action_field if goal else None,
            is_internal=measure.is_internal or (goal is not None and goal.is_internal),
        )


def _done(state: MeasureState) -> Met | None:
    """Give the log entry from which on the measure is done, or runs as a recurring task."""
    entry = state.done_by
    if entry is None:
        return None
    words = msg("recorded as done") if entry.status is Status.DONE else msg("recorded as an ongoing task")
    return Met(entry.date, Ground(words, entry.date, state.measure, ("log", state.position(entry), "date")))


def _office(state: MeasureState) -> str | None:
    return state.measure.responsible.office if state.measure.responsible else None


# -- indicators --------------------------------------------------------------------------------------------------------


def indicator_deadlines(goals: Iterable[Goal], assessment: Assessment) -> Iterator[Deadline]:
    """Give the day by which the next value of each indicator is due, counted from its last one.

    None where a first value is still missing, and none beyond the end of the certificate that the goal belongs to.
    """
    for goal in goals:
        history = assessment.history_of.get(goal.round or "")
        award = history.as_known_on(assessment.day).award if history else None
        end = award.valid_until if award else None
        for number, indicator in enumerate(goal.indicators):
            last = measured_last(indicator, assessment.day)
            deadline = _indicator(goal, number, indicator, last, assessment) if last is not None else None
            if deadline is not None and (end is None or deadline.due_stated.first <= end.last):
                yield deadline


def _indicator(
    goal: Goal, number: int, indicator: Indicator, last: IndicatorValue, assessment: Assessment
) -> Deadline | None:
    interval = measured_every(goal, indicator, assessment.day)
    if interval is None:
        return None
    due = last.date.plus(interval)
    day = DueDay(due.last)
    place = ("indicators", number, "values", indicator.values.index(last), "date")
    return Deadline(
        id=f"indicator:{goal.id}/{indicator.id}",
        title=msg("Next value: {indicator}", indicator=indicator.title),
        day=day,
        due_stated=due,
        state=state_on(assessment.day, day, assessment.settings.due_soon),
        basis=Basis.DERIVED,
        record_type="indicator",
        record_id=f"{goal.id}/{indicator.id}",
        lead=assessment.settings.due_soon,
        explanation=Explanation(Ground(msg("last value of the indicator"), last.date, goal, place), distance=interval),
        office=assessment.office,
        number=goal.number,
        field=goal.action_field,
        is_internal=goal.is_internal,
    )


# -- evidence ----------------------------------------------------------------------------------------------------------


def evidence_deadlines(states: Iterable[MeasureState], assessment: Assessment) -> Iterator[Deadline]:
    """Give the day on which each source expires that a measure names as evidence.

    It is met as soon as each of these measures names, in a later entry of its log, evidence that does not expire, or
    expires later. Measures that were given up, or go on elsewhere, need none any more.
    """
    sources = {source.id: source for source in reversed(assessment.dossier.sources)}
    resting: dict[str, list[MeasureState]] = {}
    for state in states:
        if not state.status.is_given_up and not state.is_continued:
            for name in dict.fromkeys(name for _, entry in state.entries for name in entry.evidence):
                resting.setdefault(name, []).append(state)
    for name, several in resting.items():
        source = sources.get(name)
        if source is not None and source.expires is not None:
            renewals = [_renewed_on(state, source, sources) for state in several]
            yield _evidence(source, source.expires, several, renewals, assessment)


def _evidence(
    source: Source,
    expires: PartialDate,
    states: list[MeasureState],
    renewals: list[dt.date | None],
    assessment: Assessment,
) -> Deadline:
    renewed = [day for day in renewals if day is not None]
    met = Met(PartialDate.of(max(renewed))) if len(renewed) == len(renewals) else None
    day = DueDay(expires.last)
    return Deadline(
        id=f"evidence:{source.id}",
        title=msg("Evidence expires: {source}", source=source.title or source.url or source.id),
        day=day,
        due_stated=expires,
        state=state_on(assessment.day, day, assessment.settings.due_soon, met),
        basis=Basis.STATED,
        record_type="source",
        record_id=source.id,
        lead=assessment.settings.due_soon,
        explanation=Explanation(Ground(msg("evidence is valid until"), expires, source, ("expires",)), met=met),
        office=_office(states[0]),
        number=states[0].measure.number,
        is_internal=source.is_internal or all(one.measure.is_internal for one in states),
    )


def _renewed_on(state: MeasureState, source: Source, sources: Mapping[str, Source]) -> dt.date | None:
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


# -- matters that were put off -----------------------------------------------------------------------------------------

_PUT_OFF = (Result.POSTPONED, Result.REFERRED)


def resolution_deadlines(assessment: Assessment) -> Iterator[Deadline]:
    """Give the day by which each matter comes up again that a body has adjourned or referred, as long as it is open.

    That is the day of the next meeting where one is recorded, else the time of ``follow_up`` after the last one.
    """
    for resolution in assessment.resolutions.values():
        if resolution.id not in assessment.superseded:
            found = _put_off(resolution, assessment)
            if found is not None:
                yield found


def _put_off(resolution: Resolution, assessment: Assessment) -> Deadline | None:
    decided = [
        (place, step) for place, step in enumerate(resolution.consultations) if _has_result(step, assessment.day)
    ]
    if not decided or decided[-1][1].result not in _PUT_OFF or decided[-1][1].date is None:
        return None
    place, step = decided[-1]
    last = decided[-1][1].date
    coming = next((pair for pair in enumerate(resolution.consultations) if pair[0] > place and pair[1].date), None)
    if coming is not None and coming[1].date is not None:
        place, step = coming
        due, basis, distance = coming[1].date, Basis.STATED, None
        words = msg("next meeting ({body})", body=step.body)
    else:
        distance = assessment.settings.follow_up
        due, basis = last.plus(distance), Basis.DERIVED
        text = N_("adjournment ({body})") if step.result is Result.POSTPONED else N_("referral ({body})")
        words = msg(text, body=step.body)
    day = DueDay(due.last)
    return Deadline(
        id=f"resolution:{resolution.id}",
        title=msg("Decision still open: {title}", title=resolution.title),
        day=day,
        due_stated=due,
        state=state_on(assessment.day, day, assessment.settings.due_soon),
        basis=basis,
        record_type="resolution",
        record_id=resolution.id,
        lead=assessment.settings.due_soon,
        explanation=Explanation(
            Ground(words, step.date, resolution, ("consultations", place, "date")), distance=distance
        ),
        office=assessment.office,
        is_internal=resolution.is_internal,
    )


def _has_result(step: Consultation, day: dt.date) -> bool:
    """Whether a meeting has taken place by the day, and something came out of it."""
    return step.result not in (None, Result.OPEN) and (step.date is None or step.date.first <= day)


# -- what is intended --------------------------------------------------------------------------------------------------


def planned_deadlines(standing: Standing, assessment: Assessment) -> Iterator[Deadline]:
    """Give the day of each intended event: it has no effect on any state, and is late as soon as it is past.

    The id counts the intentions of one kind in a round, so that it stays when the day moves; internal ones are counted
    by themselves, so that it is the same where these are left out.
    """
    for history in standing.histories:
        numbers: Counter[str] = Counter()
        for index, event in enumerate(history.round.events):
            if event.planned:
                kind = f"{history.round.id}/{event.event}"
                kind += "/internal" if event.is_internal else ""
                numbers[kind] += 1
                yield _planned(history, event, index, f"planned:{kind}/{numbers[kind]}", assessment)


def _planned(history: History, event: Event, index: int, identity: str, assessment: Assessment) -> Deadline:
    day = DueDay(event.date.last)
    return Deadline(
        id=identity,
        title=event_title(history.procedure, event),
        day=day,
        due_stated=event.date,
        state=state_on(assessment.day, day, assessment.settings.due_soon),
        basis=Basis.STATED,
        record_type="event",
        record_id=f"{history.round.id}/{event.event}/{event.date}",
        lead=assessment.settings.due_soon,
        explanation=Explanation(Ground(msg("intended event"), event.date, history.round, ("events", index, "date"))),
        office=assessment.office,
        is_internal=event.is_internal,
    )
