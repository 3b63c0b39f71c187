"""The collections of a municipality as tables for a workbook: what a town hall sorts, filters and adds up."""

import datetime as dt

from fgk.assessment.agenda import deadlines
from fgk.assessment.deadlines import event_title
from fgk.assessment.progress import judged_by
from fgk.dates import PartialDate, Precision
from fgk.messages import N_
from fgk.model.vocabulary import label
from fgk.render.formats.workbook import Sheet, Value
from fgk.render.views.context import Context
from fgk.render.views.measures import named
from fgk.render.words import word


def collections(context: Context) -> tuple[Sheet, ...]:
    """Give the sheets of a municipality, each with the facts that were known on the day of the report."""
    return (
        _measures(context),
        _log(context),
        _goals(context),
        _indicators(context),
        _events(context),
        _resolutions(context),
        _deadlines(context),
        _sources(context),
    )


def _sheet(
    context: Context, name: str, columns: tuple[str, ...], rows: list[tuple[Value, ...]], status: int | None = None
) -> Sheet:
    words = context.words
    return Sheet(words(name), tuple(words(column) for column in columns), tuple(rows), status)


def _date(context: Context, date: PartialDate | None) -> Value:
    """Give a full day as a date, and what is known less exactly in words."""
    if date is None:
        return None
    return date.first if date.precision is Precision.DAY and not date.qualifier else context.words.date(date)


def _last(date: PartialDate | None) -> dt.date | None:
    return date.last if date is not None else None


def _measures(context: Context) -> Sheet:
    words, assessment = context.words, context.assessment
    yes = words(N_("yes"))
    rows: list[tuple[Value, ...]] = []
    for state in assessment.measure_states:
        one = state.measure
        goal = assessment.goals.get(one.goal or "")
        cost, who = one.cost, one.responsible
        rows.append(
            (
                one.number,
                one.title,
                words(label(state.status)),
                yes if state.is_overdue else None,
                _date(context, state.due),
                _last(state.due),
                _date(context, one.due) if one.due != state.due else None,
                who.office if who else None,
                words.listed(one.partners),
                named(goal) if goal else None,
                goal.round if goal else None,
                _date(context, one.start),
                yes if one.recurring else None,
                cost.amount if cost else None,
                cost.currency if cost else None,
                cost.budget_line if cost else None,
                yes if cost and cost.subject_to_budget else None,
                words(label(one.priority)) if one.priority else None,
                _date(context, state.entry.date) if state.entry else None,
                (state.entry.reason or state.entry.note) if state.entry else None,
                yes if one.is_internal else None,
                one.id,
            )
        )
    columns = (
        N_("Number"),
        N_("Measure"),
        N_("Status"),
        N_("overdue"),
        N_("Due"),
        N_("Due by (last day)"),
        N_("First due date"),
        N_("Office"),
        N_("Partners"),
        N_("Goal"),
        N_("Round"),
        N_("Start"),
        N_("recurring task"),
        N_("Cost"),
        N_("Currency"),
        N_("Budget line"),
        N_("subject to the budget"),
        N_("Priority"),
        N_("Latest report"),
        N_("Remark"),
        N_("internal"),
        N_("Id"),
    )
    return _sheet(context, N_("Measures"), columns, rows, 2)


def _log(context: Context) -> Sheet:
    words = context.words
    rows: list[tuple[Value, ...]] = [
        (
            state.measure.number,
            state.measure.title,
            _date(context, entry.date),
            _last(entry.date),
            words(label(entry.status)),
            entry.percent / 100 if entry.percent is not None else None,
            entry.reason,
            entry.note,
            _date(context, entry.new_due),
            state.measure.id,
        )
        for state in context.assessment.measure_states
        for _, entry in state.entries
    ]
    columns = (
        N_("Number"),
        N_("Measure"),
        N_("Date"),
        N_("Date (last day)"),
        N_("Status"),
        N_("Share"),
        N_("Reason"),
        N_("Remark"),
        N_("New due date"),
        N_("Id"),
    )
    return _sheet(context, N_("Log"), columns, rows, 4)


def _goals(context: Context) -> Sheet:
    words, assessment = context.words, context.assessment
    rows: list[tuple[Value, ...]] = []
    for goal in assessment.dossier.goals:
        judged = judged_by(goal, assessment.day)
        rows.append(
            (
                goal.number,
                goal.title,
                goal.action_field,
                goal.round,
                goal.description,
                words(label(judged.rating)) if judged is not None else None,
                judged.reason if judged is not None else None,
                goal.id,
            )
        )
    columns = (
        N_("Number"),
        N_("Goal"),
        N_("Action field"),
        N_("Round"),
        N_("Description"),
        N_("Assessment"),
        N_("Reason"),
        N_("Id"),
    )
    return _sheet(context, N_("Goals"), columns, rows)


def _indicators(context: Context) -> Sheet:
    day = context.assessment.day
    rows: list[tuple[Value, ...]] = [
        (
            goal.number,
            one.title,
            one.unit,
            one.baseline,
            one.target,
            _date(context, value.date),
            _last(value.date),
            value.value,
            goal.id,
        )
        for goal in context.assessment.dossier.goals
        for one in goal.indicators
        for value in one.values
        if value.date.first <= day
    ]
    columns = (
        N_("Goal"),
        N_("Indicator"),
        N_("Unit"),
        N_("Baseline"),
        N_("Target"),
        N_("Date"),
        N_("Date (last day)"),
        N_("Value"),
        N_("Id"),
    )
    return _sheet(context, N_("Indicators"), columns, rows)


def _events(context: Context) -> Sheet:
    words = context.words
    rows: list[tuple[Value, ...]] = [
        (
            history.round.id,
            words(event_title(standing.procedure, event)),
            _date(context, event.date),
            _last(event.date),
            words.years(event.covers),
            event.note,
        )
        for standing in context.assessment.standings
        for history in standing.histories
        for day, event in history.events
        if day <= standing.day
    ]
    columns = (N_("Round"), N_("Event"), N_("Date"), N_("Date (last day)"), N_("Years covered"), N_("Remark"))
    return _sheet(context, N_("Audit history"), columns, rows)


def _resolutions(context: Context) -> Sheet:
    words = context.words
    rows: list[tuple[Value, ...]] = [
        (
            one.title,
            words(label(one.kind)),
            one.paper,
            step.body,
            words(label(step.role)),
            _date(context, step.date),
            words(label(step.result)) if step.result else None,
            step.votes.in_favour if step.votes else None,
            step.votes.against if step.votes else None,
            step.votes.abstentions if step.votes else None,
            one.id,
        )
        for one in context.resolutions
        for step in one.consultations
    ]
    columns = (
        N_("Resolution"),
        N_("Kind"),
        N_("Council paper"),
        N_("Body"),
        N_("Role"),
        N_("Date"),
        N_("Result"),
        N_("In favour"),
        N_("Against"),
        N_("Abstentions"),
        N_("Id"),
    )
    return _sheet(context, N_("Resolutions"), columns, rows)


def _deadlines(context: Context) -> Sheet:
    words, assessment = context.words, context.assessment
    found = sorted(
        (one for standing in assessment.standings for one in deadlines(assessment, standing)),
        key=lambda one: one.sort_key,
    )
    rows: list[tuple[Value, ...]] = [
        (one.due, words(one.title), one.number, words(word(one.state)), words(word(one.basis)), one.office, one.id)
        for one in found
        if not (context.public and one.is_internal)
    ]
    columns = (N_("Due"), N_("What"), N_("Number"), N_("Status"), N_("Basis"), N_("Office"), N_("Id"))
    return _sheet(context, N_("Deadlines"), columns, rows)


def _sources(context: Context) -> Sheet:
    words = context.words
    rows: list[tuple[Value, ...]] = [
        (
            one.title,
            one.publisher,
            words(label(one.kind)) if one.kind else None,
            _date(context, one.published),
            one.url,
            one.file,
            one.note,
            one.id,
        )
        for one in context.assessment.dossier.sources
    ]
    columns = (
        N_("Title"),
        N_("Publisher"),
        N_("Kind"),
        N_("Published"),
        N_("Address"),
        N_("File"),
        N_("Remark"),
        N_("Id"),
    )
    return _sheet(context, N_("Sources"), columns, rows)
