"""What the measures serve, as sheets: goals, the values of their indicators, action fields."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fgk.assessment.progress import IndicatorState, MeasureState, Tally, by_number, judged_by, measured_last, tally
from fgk.messages import N_
from fgk.model.plan import ActionField, Goal, Indicator, IndicatorValue, Judgement
from fgk.render.workbook.names import Names
from fgk.render.workbook.table import Field, Form, R, Sheet


def _counted(counts: Callable[[R], Tally]) -> Iterator[Field[R]]:
    """Give the columns that count measures."""
    yield Field(N_("Measures"), lambda one: counts(one).total, 12)
    yield Field(N_("Done"), lambda one: counts(one).done, 12)
    yield Field(N_("Share"), lambda one: counts(one).share_done, 10, Form.SHARE)
    yield Field(N_("Overdue"), lambda one: counts(one).overdue, 12)


@dataclass(frozen=True, slots=True)
class _Goal:
    """A goal with its place in the plan, from 1, its measures counted, and what was judged of it by the day."""

    place: int
    goal: Goal
    counts: Tally
    judged: Judgement | None


def _goals(names: Names) -> list[Goal]:
    return sorted(names.goals, key=lambda goal: (*names.place(goal), by_number(goal)))


def goal_sheet(names: Names) -> Sheet:
    """Show every goal that has a row, with how far its measures are."""
    by_goal: dict[str | None, list[MeasureState]] = {}
    for state in names.measures:
        by_goal.setdefault(state.measure.goal, []).append(state)
    records = [
        _Goal(place, goal, tally(by_goal.get(goal.id, ())), judged_by(goal, names.assessment.day))
        for place, goal in enumerate(_goals(names), start=1)
    ]
    fields: tuple[Field[_Goal], ...] = (
        Field(N_("Number"), lambda one: one.goal.number, 9),
        Field(N_("Title"), lambda one: one.goal.title, 44),
        Field(N_("Action field"), lambda one: names.field(one.goal.action_field), 28),
        Field(N_("Round"), lambda one: names.round(one.goal.round), 18),
        Field(N_("Current round"), lambda one: names.is_counted(one.goal.round), 10, choices=names.yes_or_no),
        *_counted(lambda one: one.counts),
        Field(N_("Rating"), lambda one: names.word(one.judged.rating) if one.judged else None),
        Field(N_("Judged on"), lambda one: one.judged.date if one.judged else None),
        Field(N_("Reason"), lambda one: one.judged.reason if one.judged else None, 40),
        Field(N_("Description"), lambda one: one.goal.description, 60),
        Field(N_("Note"), lambda one: one.goal.note, 40),
        Field(N_("Sources"), lambda one: names.sources(one.goal.sources), 30),
        Field(N_("Visibility"), lambda one: names.visibility(one.goal), 12, internal=True),
        Field(N_("Place in the plan"), lambda one: one.place, 10),
        Field(N_("Id"), lambda one: one.goal.id, 22),
    )
    return names.sheet(N_("Goals"), fields, records, frozen=2)


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of an indicator of a goal; an indicator of which none is known stands with None."""

    goal: Goal
    indicator: Indicator
    value: IndicatorValue | None
    is_latest: bool

    @property
    def share(self) -> float | None:
        if self.value is None:
            return None
        return IndicatorState(self.indicator, self.value.value, self.value.date).share


def _values(names: Names) -> Iterator[_Value]:
    day = names.assessment.day
    for goal in _goals(names):
        for indicator in goal.indicators:
            latest = measured_last(indicator, day)
            if latest is None:
                yield _Value(goal, indicator, None, is_latest=False)
            for value in indicator.values:
                if value.date.first <= day:
                    yield _Value(goal, indicator, value, is_latest=value is latest)


def indicator_sheet(names: Names) -> Sheet:
    """Show every value that was known on the day, one a row, so that they can be charted."""
    words = names.words
    fields: tuple[Field[_Value], ...] = (
        Field(N_("Indicator"), lambda one: one.indicator.title, 44),
        Field(N_("Unit"), lambda one: one.indicator.unit, 16),
        Field(N_("Date"), lambda one: one.value.date if one.value else None),
        Field(N_("Date (last day)"), lambda one: one.value.date.last if one.value else None, 12),
        Field(N_("Value"), lambda one: one.value.value if one.value else None, 14),
        Field(N_("Latest value"), lambda one: one.is_latest, 12, choices=names.yes_or_no),
        Field(N_("Baseline"), lambda one: one.indicator.baseline, 14),
        Field(N_("Target"), lambda one: one.indicator.target, 14),
        Field(N_("Share of the way"), lambda one: one.share, 14, Form.SHARE),
        Field(N_("Direction"), lambda one: names.word(one.indicator.direction), 14),
        Field(N_("Interval"), lambda one: words.duration(one.indicator.interval) if one.indicator.interval else "", 14),
        Field(N_("Goal"), lambda one: names.goal(one.goal.id), 36),
        Field(N_("Action field"), lambda one: names.field(one.goal.action_field), 28),
        Field(N_("Round"), lambda one: names.round(one.goal.round), 18),
        Field(N_("Note"), lambda one: (one.value.note if one.value else None) or one.indicator.note, 40),
        Field(
            N_("Sources"),
            lambda one: names.sources((one.value.sources if one.value else ()) or one.indicator.sources),
            30,
        ),
        Field(N_("Visibility"), lambda one: names.visibility(one.goal), 12, internal=True),
        Field(N_("Id"), lambda one: f"{one.goal.id}/{one.indicator.id}", 26),
    )
    return names.sheet(N_("Indicators"), fields, _values(names))


@dataclass(frozen=True, slots=True)
class _ActionField:
    """An action field with its goals in the rounds that count, and their measures, counted."""

    record: ActionField
    goals: int
    counts: Tally


def _action_fields(names: Names) -> Iterator[_ActionField]:
    field_of: dict[str, str] = {}
    for goal in names.goals:
        if goal.action_field is not None and names.is_counted(goal.round):
            field_of[goal.id] = goal.action_field
    states: dict[str, list[MeasureState]] = {}
    for state in names.measures:
        if state.measure.goal in field_of:
            states.setdefault(field_of[state.measure.goal], []).append(state)
    goals = Counter(field_of.values())
    for record in names.assessment.dossier.action_fields:
        yield _ActionField(record, goals[record.id], tally(states.get(record.id, ())))


def field_sheet(names: Names) -> Sheet:
    """Show every action field, with how far the measures of the rounds that count are."""
    fields: tuple[Field[_ActionField], ...] = (
        Field(N_("Action field"), lambda one: names.field(one.record.id), 44),
        Field(N_("Strategic goal"), lambda one: one.record.objective, 60),
        Field(N_("Goals"), lambda one: one.goals, 12),
        *_counted(_counts),
        Field(N_("Note"), lambda one: one.record.note, 40),
        Field(N_("Sources"), lambda one: names.sources(one.record.sources), 30),
        Field(N_("Code"), lambda one: one.record.code, 12),
        Field(N_("Id"), lambda one: one.record.id, 22),
    )
    return names.sheet(N_("Action fields"), fields, _action_fields(names))


def _counts(one: _ActionField) -> Tally:
    return one.counts
