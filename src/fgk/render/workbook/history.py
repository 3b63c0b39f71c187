"""The audit as sheets: its rounds, what happened in them, and what has a day by which it is due."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from fgk.assessment.agenda import deadlines
from fgk.assessment.deadlines import Deadline, DeadlineState, event_title
from fgk.assessment.lifecycle import History, Standing
from fgk.messages import N_
from fgk.model.audit import Event, Round
from fgk.model.evidence import Source
from fgk.model.plan import Indicator, Measure
from fgk.model.resolution import Resolution
from fgk.model.vocabulary import Visibility
from fgk.render.deadlines.explained import basis_said
from fgk.render.workbook.names import Names
from fgk.render.workbook.table import Field, Form, Sheet, Value


def _histories(names: Names) -> Iterator[tuple[Standing, History]]:
    for standing in names.assessment.standings:
        for history in standing.histories:
            yield standing, history


def _valid_until(history: History, day: dt.date) -> Value:
    award = history.award
    return award.valid_until if award is not None and award.since <= day else history.round.valid_until


def _basis(names: Names, history: History) -> str:
    award = history.award
    known = award is not None and award.since <= names.assessment.day and award.valid_until is not None
    return names.word(award.basis) if known and award is not None else ""


def round_sheet(names: Names) -> Sheet:
    """Show the rounds, one a row, so that what they cost can be added up."""
    day = names.assessment.day
    fields: tuple[Field[History], ...] = (
        Field(N_("Round"), lambda one: names.round(one.round.id), 26),
        Field(N_("Procedure"), lambda one: one.procedure.title_in(names.words.language), 32),
        Field(N_("Current round"), lambda one: names.is_counted(one.round.id), 10, choices=names.yes_or_no),
        Field(N_("Valid until"), lambda one: _valid_until(one, day)),
        Field(N_("Basis"), lambda one: _basis(names, one), 14),
        Field(N_("Goals as published"), lambda one: one.round.plan.goals if one.round.plan else None, 14),
        Field(N_("Measures as published"), lambda one: one.round.plan.measures if one.round.plan else None, 14),
        Field(N_("Cost"), lambda one: one.round.cost.amount if one.round.cost else None, 14, Form.MONEY),
        Field(N_("Currency"), lambda one: one.round.cost.currency if one.round.cost else None, 10),
        Field(N_("Funded by"), lambda one: "; ".join(one.round.funded_by), 28),
        Field(N_("Auditor"), lambda one: one.round.auditor, 28),
        Field(N_("Note"), lambda one: one.round.note, 40),
        Field(N_("Sources"), lambda one: names.sources(one.round.sources), 30),
        Field(N_("Id"), lambda one: one.round.id, 22),
    )
    return names.sheet(N_("Rounds"), fields, (history for _, history in _histories(names)))


@dataclass(frozen=True, slots=True)
class _Happened:
    """An event of a round, or what is intended there."""

    round: Round
    standing: Standing
    event: Event


def _events(names: Names) -> Iterator[_Happened]:
    for standing, history in _histories(names):
        known = [event for day, event in history.events if day <= standing.day]
        planned = sorted((event for event in history.round.events if event.planned), key=lambda one: one.date.first)
        for event in (*known, *planned):
            yield _Happened(history.round, standing, event)


def event_sheet(names: Names) -> Sheet:
    """Show what had happened by the day, and what is intended, round by round."""
    words = names.words
    fields: tuple[Field[_Happened], ...] = (
        Field(N_("Round"), lambda one: names.round(one.round.id), 26),
        Field(N_("Event"), lambda one: words(event_title(one.standing.procedure, one.event)), 44),
        Field(N_("Date"), lambda one: one.event.date),
        Field(N_("Date (last day)"), lambda one: (one.event.until or one.event.date).last, 12),
        Field(N_("Until"), lambda one: one.event.until),
        Field(N_("Planned"), lambda one: one.event.planned, 10, choices=names.yes_or_no),
        Field(N_("Years covered"), lambda one: words.years(one.event.covers)),
        Field(N_("Resolution"), lambda one: names.resolution(one.event.resolution), 36),
        Field(N_("Note"), lambda one: one.event.note, 40),
        Field(N_("Sources"), lambda one: names.sources(one.event.sources), 30),
        Field(N_("Procedure"), lambda one: one.standing.procedure.title_in(words.language), 32),
        Field(N_("Visibility"), lambda one: names.visibility(one.event), 12, internal=True),
    )
    return names.sheet(N_("Audit history"), fields, _events(names), frozen=2)


_NOUNS = {
    "measure": Measure.noun,
    "indicator": Indicator.noun,
    "source": Source.noun,
    "resolution": Resolution.noun,
    "round": Round.noun,
    "event": N_("Event"),
}
"""For each kind of record that has deadlines, its name."""


def _state(names: Names, deadline: Deadline) -> str:
    is_over = deadline.is_end and deadline.state is DeadlineState.MISSED
    return names.words(N_("expired")) if is_over else names.word(deadline.state)


def deadline_sheet(names: Names) -> Sheet:
    """Show everything that has a day by which it is due, also what was met, the earliest first."""
    words = names.words
    found = [
        (standing, one) for standing in names.assessment.standings for one in deadlines(names.assessment, standing)
    ]
    found.sort(key=lambda pair: pair[1].sort_key)
    late = names.word(DeadlineState.OVERDUE)
    fields: tuple[Field[tuple[Standing, Deadline]], ...] = (
        Field(N_("Due"), lambda one: one[1].due, 12),
        Field(N_("What"), lambda one: words(one[1].title), 60),
        Field(N_("State"), lambda one: _state(names, one[1]), 14, alarm=late),
        Field(N_("Due as stated"), lambda one: one[1].due_stated, 18),
        Field(N_("Basis"), lambda one: words(basis_said(one[1])), 22),
        Field(N_("Office"), lambda one: one[1].office, 28),
        Field(N_("Number"), lambda one: one[1].number, 9),
        Field(N_("Action field"), lambda one: names.field(one[1].field), 28),
        Field(N_("Kind of record"), lambda one: words(_NOUNS.get(one[1].record_type, "")), 14),
        Field(N_("Planned"), lambda one: one[1].record_type == "event", 10, choices=names.yes_or_no),
        Field(N_("Procedure"), lambda one: one[0].procedure.title_in(words.language), 32),
        Field(
            N_("Visibility"),
            lambda one: names.word(Visibility.INTERNAL if one[1].is_internal else Visibility.PUBLIC),
            12,
            internal=True,
        ),
        Field(N_("Id"), lambda one: one[1].id, 30),
    )
    return names.sheet(N_("Deadlines"), fields, found, frozen=2)
