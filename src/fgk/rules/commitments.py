"""FGK45x: what becomes of a target agreement: goals without a measure left, measures left open at the end."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import Award, Basis, CertificateState
from fgk.assessment.progress import MeasureState
from fgk.assessment.recorded import Recorded
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, Message, msg, msgn
from fgk.model.plan import Goal
from fgk.model.vocabulary import Status
from fgk.rules.doubts import DATES, doubtful_logs
from fgk.rules.registry import Finding, Rule, rule

NAMED = 5
"""Measures that a message names at most."""
RELATED = 10
"""Places that a finding points to at most."""

_LEFT_OPEN = (Status.PLANNED, Status.PREPARING, Status.IN_PROGRESS, Status.PARTLY_DONE)


@rule(
    "FGK456",
    "all-measures-given-up",
    Severity.WARNING,
    summary=N_("Every measure of a goal has been dropped or replaced by one for another goal."),
    why=N_(
        "The goal still stands in the agreement, but nothing is done for it any more; the yearly report must say so."
    ),
    fix=N_("Add a measure for the goal, or record the judgement on it as assessment."),
)
def all_measures_given_up(assessment: Assessment) -> Iterator[Finding]:
    """Look for unjudged goals of the rounds that count or run, all of whose measures are gone on the day."""
    recorded = Recorded.of(assessment)
    states = {state.measure.id: state for state in reversed(assessment.measure_states)}
    of_goal: dict[str, list[MeasureState]] = {}
    for state in assessment.measure_states:
        of_goal.setdefault(state.measure.goal or "", []).append(state)
    live = _live_rounds(assessment)
    abandoned = [
        (goal, served)
        for goal in assessment.goals.values()
        if goal.assessment is None and goal.round in live and (served := of_goal.get(goal.id))
        if all(_is_gone(state, states) for state in served)
    ]
    if recorded.measures_are_readable and len(abandoned) > recorded.homeless_measures:
        for goal, served in abandoned:
            yield _abandoned(goal, served)


def _abandoned(goal: Goal, served: list[MeasureState]) -> Finding:
    message = msgn("The goal's only measure is given up", "All {n} measures of the goal are given up", len(served))
    related = tuple((one.measure, _entry_route(one), msg("given up here")) for one in served[:RELATED])
    uncertain = any(entry.date.uncertain for one in served if (entry := one.entry) is not None)
    return Finding(goal, ("id",), message, related=related, uncertain=uncertain)


def _live_rounds(assessment: Assessment) -> set[str | None]:
    """Give the ids of the rounds whose plan counts, and of those that run; what names no round counts, too."""
    live: set[str | None] = {None}
    for standing in assessment.standings:
        if standing.counted_round is not None:
            live.add(standing.counted_round.id)
        if standing.current is not None and standing.audit_state.is_running:
            live.add(standing.current.round.id)
    return live


def _is_gone(state: MeasureState, states: Mapping[str, MeasureState]) -> bool:
    """Whether a measure is dropped or, by way of its successors, replaced by one that exists.

    A successor for the same goal is looked at as a measure of that goal. One that is missing, or leads back in a
    circle, is reported by other rules and proves nothing here.
    """
    seen: set[str] = set()
    while state.status is Status.REPLACED:
        seen.add(state.measure.id)
        successor = states.get((state.entry.replaced_by if state.entry else None) or "")
        if successor is None or successor.measure.id in seen:
            return False
        if successor.status is not Status.REPLACED:
            return True
        state = successor
    return state.status is Status.DROPPED


def _entry_route(state: MeasureState) -> Route:
    return ("log", state.position(state.entry), "status") if state.entry else ("id",)


@rule(
    "FGK459",
    "left-open-at-end",
    Severity.WARNING,
    summary=N_("A certificate has ended, and measures of its round are still open."),
    why=N_(
        "The measures are to be carried out while the certificate is valid; "
        "the next agreement must say what becomes of the rest."
    ),
    fix=N_("Record how each of them ended, postpone it with new_due, or let a measure of the next round continue it."),
    yields_to=DATES,
)
def left_open_at_end(assessment: Assessment) -> Iterator[Finding]:
    """Look for measures without an outcome in rounds whose certificate has ended by the calendar."""
    for award, left in left_open(assessment):
        message = msgn(
            "The certificate has ended, and {n} measure of the round is still open: {names}; end: {end}",
            "The certificate has ended, and {n} measures of the round are still open: {names}; end: {end}",
            len(left),
            end=award.valid_until,
            names=_names(left),
        )
        related = tuple((state.measure, _entry_route(state), msg("still open")) for state in left[:RELATED])
        round_ = award.history.round
        is_uncertain = award.basis is Basis.ESTIMATED or bool(award.valid_until and award.valid_until.uncertain)
        route = ("valid_until",) if round_.valid_until is not None else ("id",)
        yield Finding(round_, route, message, related=related, uncertain=is_uncertain)


@lru_cache(maxsize=1)
def left_open(assessment: Assessment) -> tuple[tuple[Award, list[MeasureState]], ...]:
    """Give the certificates that have ended with measures left open, each with these; a doubtful log proves nothing."""
    if "measures" in assessment.dossier.unreadable or assessment.dossier.defective.get("measures"):
        return ()
    ended = list(_ended(assessment))
    if not ended:
        return ()
    continued = {measure.continues for measure in assessment.dossier.measures}
    of_round: dict[str | None, list[MeasureState]] = {}
    for state in assessment.measure_states:
        if state.status in _LEFT_OPEN and state.measure.id not in continued and not _runs_on(state):
            of_round.setdefault(assessment.round_of(state.measure), []).append(state)
    found = []
    for award in ended:
        of_award = of_round.get(award.history.round.id, ())
        left = [state for state in of_award if not _is_postponed_beyond(state, award)]
        left = [state for state in left if id(state.measure) not in doubtful_logs(assessment)]
        if left and award.valid_until is not None:
            found.append((award, left))
    return tuple(found)


def _ended(assessment: Assessment) -> Iterator[Award]:
    for history in assessment.histories:
        award = history.award
        if award is not None and award.state(assessment.day) is CertificateState.EXPIRED:
            yield award


def _runs_on(state: MeasureState) -> bool:
    """Whether it is a recurring task at work, which has no end."""
    return state.measure.recurring and state.status in (Status.IN_PROGRESS, Status.PARTLY_DONE)


def _is_postponed_beyond(state: MeasureState, award: Award) -> bool:
    """Whether somebody has set a new due date after the certificate's end."""
    end, due = award.valid_until, state.due
    moved = any(entry.new_due is not None for _, entry in state.entries)
    return moved and due is not None and end is not None and due.last > end.last


def _names(states: list[MeasureState]) -> Message:
    named = tuple(msg("“{id}”", id=state.measure.id) for state in states[:NAMED])
    more = len(states) - len(named)
    return msgn("{names} and {n} more", "{names} and {n} more", more, names=named) if more else _joined(named)


def _joined(names: tuple[Message, ...]) -> Message:
    return Message("{names}", {"names": names})


RULES: tuple[Rule, ...] = (all_measures_given_up, left_open_at_end)
