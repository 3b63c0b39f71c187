"""Measures as sheets: as they stand on the day, and their log."""

from collections.abc import Iterator
from dataclasses import dataclass

from fgk.assessment.progress import MeasureState, by_number
from fgk.messages import N_
from fgk.model.money import Cost
from fgk.model.plan import LogEntry, Responsible
from fgk.render.workbook.names import YES, Names
from fgk.render.workbook.table import Field, Form, Sheet, Value


@dataclass(frozen=True, slots=True)
class _Placed:
    """A measure on the day with its place in the plan, from 1."""

    place: int
    state: MeasureState

    @property
    def cost(self) -> Cost | None:
        return self.state.measure.cost

    @property
    def responsible(self) -> Responsible | None:
        return self.state.measure.responsible


def _in_order(names: Names) -> list[MeasureState]:
    goals = names.assessment.goals

    def place(state: MeasureState) -> tuple[object, ...]:
        goal = goals.get(state.measure.goal or "")
        return (*names.place(goal), goal is None, by_number(goal) if goal else (), by_number(state.measure))

    return sorted(names.measures, key=place)


def measure_sheet(names: Names) -> Sheet:
    """Show every measure that has a row as it stands on the day, in the order of the plan."""
    records = [_Placed(place, state) for place, state in enumerate(_in_order(names), start=1)]
    fields = (*_what(names), *_when(names), *_who(names), *_money(names), *_more(names))
    return names.sheet(N_("Measures"), fields, records, frozen=2)


def _what(names: Names) -> Iterator[Field[_Placed]]:
    round_of, yes = names.assessment.round_of, names.words(YES)
    yield Field(N_("Number"), lambda one: one.state.measure.number, 9)
    yield Field(N_("Title"), lambda one: one.state.measure.title, 44)
    yield Field(N_("Action field"), lambda one: names.field_of(one.state.measure.goal), 28)
    yield Field(N_("Goal"), lambda one: names.goal(one.state.measure.goal), 32)
    yield Field(N_("Round"), lambda one: names.round(round_of(one.state.measure)), 18)
    yield Field(
        N_("Current round"),
        lambda one: names.is_counted(round_of(one.state.measure)),
        10,
        choices=names.yes_or_no,
    )
    yield Field(N_("Status"), lambda one: names.word(one.state.status), 18, choices=names.statuses)
    if names.extent.outcomes:
        yield Field(names.extent.title, lambda one: names.outcome(one.state.measure), 24)
    yield Field(N_("Overdue"), lambda one: one.state.is_overdue, 10, choices=names.yes_or_no, alarm=yes)
    yield Field(N_("Due soon"), lambda one: one.state.is_due_soon, 10, choices=names.yes_or_no)


def _when(names: Names) -> Iterator[Field[_Placed]]:
    yield Field(N_("Due"), lambda one: one.state.due)
    yield Field(N_("Due by (last day)"), lambda one: one.state.due.last if one.state.due else None, 12)
    yield Field(N_("First due date"), lambda one: one.state.measure.due)
    yield Field(N_("Start"), lambda one: one.state.measure.start)
    yield Field(N_("Done since"), lambda one: one.state.done_on)
    yield Field(N_("Latest report"), lambda one: one.state.entry.date if one.state.entry else None)
    yield Field(  # what is internal may hold the report
        N_("Report is missing"), lambda one: one.state.is_stale, 12, choices=names.yes_or_no, internal=True
    )
    yield Field(N_("Percent"), lambda one: _share(one.state.entry), 10, Form.SHARE)
    yield Field(N_("Reason"), lambda one: one.state.entry.reason if one.state.entry else None, 36)
    yield Field(N_("Latest remark"), lambda one: one.state.entry.note if one.state.entry else None, 36)


def _who(names: Names) -> Iterator[Field[_Placed]]:
    yield Field(N_("Office"), lambda one: one.responsible.office if one.responsible else None, 24)
    yield Field(N_("Person"), lambda one: one.responsible.person if one.responsible else None, 20, internal=True)
    yield Field(N_("Partners"), lambda one: "; ".join(one.state.measure.partners), 24)
    yield Field(N_("Target groups"), lambda one: "; ".join(one.state.measure.target_groups), 24)
    yield Field(N_("Priority"), lambda one: names.word(one.state.measure.priority), 10, choices=names.priorities)
    yield Field(N_("Recurring task"), lambda one: one.state.measure.recurring, 12, choices=names.yes_or_no)


def _money(names: Names) -> Iterator[Field[_Placed]]:
    yield Field(N_("Cost"), lambda one: one.cost.amount if one.cost else None, 14, Form.MONEY)
    yield Field(N_("Currency"), lambda one: one.cost.currency if one.cost else None, 10)
    yield Field(N_("Budget line"), lambda one: one.cost.budget_line if one.cost else None, 18)
    yield Field(
        N_("Subject to budget"),
        lambda one: one.cost.subject_to_budget if one.cost else None,
        18,
        choices=names.yes_or_no,
    )


def _more(names: Names) -> Iterator[Field[_Placed]]:
    yield Field(N_("Resolution"), lambda one: names.resolution(one.state.measure.resolution), 30)
    yield Field(N_("Continues"), lambda one: names.measure(one.state.measure.continues), 30)
    yield Field(
        N_("Replaced by"), lambda one: names.measure(one.state.entry.replaced_by if one.state.entry else None), 30
    )
    yield Field(N_("Description"), lambda one: one.state.measure.description, 60)
    yield Field(N_("Note"), lambda one: one.state.measure.note, 40)
    yield Field(N_("Sources"), lambda one: names.sources(one.state.measure.sources), 30)
    yield Field(N_("Visibility"), lambda one: names.visibility(one.state.measure), 12, internal=True)
    yield Field(N_("Place in the plan"), lambda one: one.place, 10)
    yield Field(N_("Id"), lambda one: one.state.measure.id, 22)


def _share(entry: LogEntry | None) -> Value:
    return entry.percent / 100 if entry is not None and entry.percent is not None else None


def log_sheet(names: Names) -> Sheet:
    """Show every entry of the measures' logs that had begun by the day: measures in order, the oldest entry first."""
    records = [(state, entry) for state in _in_order(names) for _, entry in state.entries]
    fields: tuple[Field[tuple[MeasureState, LogEntry]], ...] = (
        Field(N_("Number"), lambda one: one[0].measure.number, 9),
        Field(N_("Measure"), lambda one: one[0].measure.title, 44),
        Field(N_("Date"), lambda one: one[1].date),
        Field(N_("Date (last day)"), lambda one: one[1].date.last, 12),
        Field(N_("Status"), lambda one: names.word(one[1].status), 18, choices=names.statuses),
        Field(N_("Percent"), lambda one: _share(one[1]), 10, Form.SHARE),
        Field(N_("Reason"), lambda one: one[1].reason, 40),
        Field(N_("Note"), lambda one: one[1].note, 40),
        Field(N_("New due date"), lambda one: one[1].new_due),
        Field(N_("Replaced by"), lambda one: names.measure(one[1].replaced_by), 30),
        Field(N_("Resolution"), lambda one: names.resolution(one[1].resolution), 30),
        Field(N_("Evidence"), lambda one: names.sources(one[1].evidence), 30),
        Field(N_("Sources"), lambda one: names.sources(one[1].sources), 30),
        Field(N_("Visibility"), lambda one: names.visibility(one[1]), 12, internal=True),
        Field(N_("Id"), lambda one: one[0].measure.id, 22),
    )
    return names.sheet(N_("Log"), fields, records, frozen=2)
