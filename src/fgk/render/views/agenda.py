"""What is late and what is next: deadlines, and what the municipality intends to do."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fgk.assessment.agenda import deadlines
from fgk.assessment.deadlines import Deadline, DeadlineState
from fgk.assessment.lifecycle import Basis, Standing
from fgk.messages import N_, msg, msgn
from fgk.render.charts.year import Month, year_chart
from fgk.render.deadlines.groups import MONTHS, by_month
from fgk.render.document import Cell, Column, Figure, Row, Run, Table, line
from fgk.render.views.context import Context
from fgk.render.views.history import round_title
from fgk.render.views.standing import remark
from fgk.render.words import OVERDUE_GLYPH, word


@dataclass(frozen=True)
class AgendaItem:
    """Something with a day: a deadline or an intention.

    ``date`` is as precise as it is known; ``remark`` names a basis other than the files' own statement.
    """

    day: str
    date: str
    number: str
    title: str
    anchor: str
    office: str
    state: str
    glyph: str
    remark: str
    may_wait: bool
    internal: bool


@dataclass(frozen=True)
class Agenda:
    """What is late, the oldest first, and what lies ahead, the nearest first.

    ``next`` leaves out measures, indicators and evidence but for the nearest ones: ``later`` tells how many, and
    ``soon`` how many of these fall into the next twelve months. ``missed`` are duties of the procedure that
    can no longer be met.
    """

    late: tuple[AgendaItem, ...]
    next: tuple[AgendaItem, ...]
    later: int
    soon: int = 0
    year: Figure | None = None
    missed: tuple[AgendaItem, ...] = ()


EVENT = "event"
_WITHIN = {EVENT: "round", "indicator": "goal"}
"""Records that have no place of their own in a report, and those whose place they share."""
_OF_THE_PLAN = ("measure", "indicator", "source")
"""Records whose dates stand with the action fields, too."""
NEAREST = 8
"""How many of the things ahead are listed in any case; after those, only what stands nowhere else in the report."""


def agenda(context: Context, leave_out: Callable[[Deadline], bool] = lambda _: False) -> Agenda:
    """Sort the deadlines of all procedures by whether their day is past, but for those that are to be left out."""
    late: list[AgendaItem] = []
    ahead: list[AgendaItem] = []
    missed: list[AgendaItem] = []
    standings = context.assessment.standings
    found = [(standing, one) for standing in standings for one in deadlines(context.assessment, standing)]
    for standing, deadline in sorted(found, key=lambda pair: pair[1].sort_key):
        if leave_out(deadline):
            continue
        if deadline.state is DeadlineState.MISSED and deadline.explanation.rule_of is not None and not deadline.is_end:
            missed.append(_item(context, standing, deadline))
        elif deadline.state.lies_ahead:
            ahead.append(_item(context, standing, deadline))
        elif deadline.state.is_open:
            late.append(_item(context, standing, deadline))
    coming = _by_day(ahead)
    shown = tuple(item for place, item in enumerate(coming) if place < NEAREST or not item.may_wait)
    hidden = [item for place, item in enumerate(coming) if place >= NEAREST and item.may_wait]
    soon = sum(count for _, count in _months(context, hidden))
    return Agenda(_by_day(late), shown, len(hidden), soon, _year(context, ahead), _by_day(missed))


def _months(context: Context, items: Iterable[AgendaItem]) -> list[tuple[dt.date, int]]:
    """Count what falls into each of the next twelve months."""
    return list(by_month((dt.date.fromisoformat(item.day) for item in items), context.assessment.day))


def _year(context: Context, ahead: Iterable[AgendaItem]) -> Figure | None:
    """Draw the next twelve months, and give those with anything as a table."""
    words = context.words
    counted = _months(context, ahead)
    total = sum(count for _, count in counted)
    if not total:
        return None
    names = [words.month(first) for first, _ in counted]
    title = words(msgn("{n} deadline in the next twelve months", "{n} deadlines in the next twelve months", total))
    found = tuple((name, count) for name, (_, count) in zip(names, counted, strict=True) if count)
    months = [
        Month(name, short, short[:1], str(first.year) if first.month == 1 or not place else "", count)
        for place, (name, (first, count)) in enumerate(zip(names, counted, strict=True))
        if (short := words(MONTHS[first.month - 1]))
    ]
    columns = (Column(words(N_("Month"))), Column(words(N_("Deadlines")), right=True, width=20))
    rows = tuple(Row((Cell((line(name),)), Cell((line(str(count)),)))) for name, count in found)
    description = ", ".join(f"{name}: {count}" for name, count in found)
    table = Table(title, columns, rows, style="narrow")
    return Figure("year", title, description, year_chart(title, description, months), table)


def agenda_table(context: Context, items: Sequence[AgendaItem], caption: str) -> Table:
    """Show what has a day: when it is due, what it is, whose it is, how it stands."""
    words = context.words
    columns = (
        Column(words(N_("Due")), width=22, style="due"),
        Column(words(N_("What"))),
        Column(words(N_("Office")), width=26, style="office"),
        Column(words(N_("Status")), width=15, style="state"),
    )
    rows = tuple(_row(context, item) for item in items)
    return Table(caption, columns, rows, header=1, style="stack agenda", shows_caption=False)


def _row(context: Context, item: AgendaItem) -> Row:
    state = Run(item.state, "overdue", glyph=item.glyph) if item.glyph else Run(item.state)
    title = Run(item.title, anchor=item.anchor)
    mark = Run(context.words(N_("internal")), "internal") if item.internal else ""
    number = (Run(item.number, "number"), Run(" ")) if item.number else ()
    return Row(
        (
            Cell((line(item.date, remark(item.remark)),)),
            Cell((line(number, title, mark),)),
            Cell((line(item.office),)),
            Cell((line(state),)),
        )
    )


def _by_day(items: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    return tuple(sorted(items, key=lambda item: item.day))


def _item(context: Context, standing: Standing, deadline: Deadline) -> AgendaItem:
    words = context.words
    remarks = [words(word(deadline.basis))] if deadline.basis is not Basis.STATED else []
    history = context.assessment.history_of.get(deadline.record_id)
    if deadline.state is DeadlineState.MISSED and history is not None:
        remarks.append(round_title(context, history))
    if deadline.day.shift is not None:
        remarks.append(words(msg("moved from {date} to a working day", date=deadline.day.last)))
    if standing is not context.assessment.main:
        remarks.append(context.title(standing.procedure))
    return AgendaItem(
        deadline.due.isoformat(),
        words.date(deadline.shown),
        deadline.number or "",
        words(deadline.title),
        _anchor(context, deadline),
        deadline.office or "",
        words(_state(deadline)),
        "" if deadline.state.lies_ahead else OVERDUE_GLYPH,
        ", ".join(remarks),
        deadline.record_type in _OF_THE_PLAN,
        deadline.is_internal,
    )


def _anchor(context: Context, deadline: Deadline) -> str:
    """Find the place of the record in the report; events stand with their round, indicators with their goal."""
    if deadline.record_type in _WITHIN:
        return context.anchor_of(_WITHIN[deadline.record_type], deadline.record_id.split("/")[0])
    return context.anchor_of(deadline.record_type, deadline.record_id)


def _state(deadline: Deadline) -> str:
    """Give the word for how a deadline stands; an intention is planned until the files say that it happened."""
    if deadline.record_type != EVENT:
        return word(deadline.state)
    return N_("planned") if deadline.state.lies_ahead else N_("planned; not yet recorded as done")
