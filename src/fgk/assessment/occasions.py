"""What a step of the procedure is taken for: a round, or the years of a report; and whether that has happened."""

from collections.abc import Iterator
from dataclasses import dataclass

from fgk.assessment.assess import Assessment
from fgk.assessment.deadlines import Deadline, DeadlineState, in_order
from fgk.assessment.duties import duties
from fgk.assessment.lifecycle import History, Standing
from fgk.assessment.readiness import readiness
from fgk.model.audit import Event
from fgk.model.procedure import EventType
from fgk.model.vocabulary import ANNUAL_REPORT


@dataclass(frozen=True, slots=True)
class Occasion:
    """For what a step is taken.

    ``history`` is the round that it belongs to, None where it begins a new one; ``years`` are those that a report
    covers; ``event`` is the step itself where it has been taken by the day of the assessment: a report only where it
    names the resolution by which a body took note of it.
    """

    history: History | None
    years: tuple[int, ...] = ()
    event: Event | None = None


def occasion(assessment: Assessment, standing: Standing, step: EventType, years: tuple[int, ...] = ()) -> Occasion:
    """Say for what a step is taken next.

    A target agreement is that of the round that awaits one or, where none does, of the round that counts. A yearly
    report is on the years that are wanted, else on the year that the procedure asks for: one that is overdue first,
    then one that is due soon, then the last one that was given.
    """
    round_ = readiness(assessment, standing, step).round
    history = next((one for one in standing.histories if one.round is round_), None) if round_ else None
    if step.id == ANNUAL_REPORT:
        years = years or _asked_for(assessment, standing, step)
        dealt = (found for found in _given(standing, step) if found[1].resolution is not None)
        given = next((found for found in dealt if set(years) <= set(found[1].covers)), None)
        return Occasion(given[0] if given else history, years, given[1] if given else None)
    if step.adopts and history is None:
        counted = next((one for one in standing.histories if one.round is standing.counted_round), None)
        adoption = counted.as_known_on(standing.day).adoption if counted is not None else None
        if adoption is not None:
            return Occasion(counted, event=adoption)
    return Occasion(history)


def _asked_for(assessment: Assessment, standing: Standing, step: EventType) -> tuple[int, ...]:
    """Give the year of the report that the procedure asks for; without such a duty, the last year that is over."""
    of_step = in_order(one for one in duties(assessment, standing) if is_met_by(one, step))
    for state in (DeadlineState.OVERDUE, DeadlineState.DUE_SOON):
        found = next((one for one in of_step if one.state is state), None)
        if found is not None:
            return (found.due_stated.last.year,)
    given = [event for _, event in _given(standing, step) if event.covers]
    if given:
        return tuple(max(given, key=lambda event: event.date.first).covers)
    return (assessment.day.year - 1,)


def is_met_by(deadline: Deadline, step: EventType) -> bool:
    """Whether a deadline of the procedure is met by taking a step."""
    return deadline.explanation.rule_of is not None and deadline.explanation.rule_of[1].met_by == step.id


def _given(standing: Standing, step: EventType) -> Iterator[tuple[History, Event]]:
    """Give the events of a kind that have happened by the day, each with its round."""
    for history in standing.histories:
        for day, event in history.events:
            if event.event == step.id and day <= standing.day:
                yield history, event
