"""How one sees whether a goal was reached: its indicators, and the judgement on it."""

import datetime as dt
from collections.abc import Iterator, Sequence

from fgk.assessment.progress import GoalState, IndicatorState, judged_by
from fgk.messages import N_
from fgk.model.plan import IndicatorValue
from fgk.model.vocabulary import label
from fgk.render.document import Cell, Column, Line, Paragraph, Row, Run, Table, line
from fgk.render.views.context import Context


def judgement(context: Context, state: GoalState, day: dt.date | None = None) -> Paragraph | None:
    """Show the judgement on a goal, if one had been made by a day, by default that of the report."""
    judged, words = judged_by(state.goal, day or context.assessment.day), context.words
    if judged is None:
        return None
    rating = Run(words.labelled(N_("Assessment"), words(label(judged.rating))), "strong")
    date = f", {words.date(judged.date)}" if judged.date else ""
    reason = f" – {judged.reason}" if judged.reason else ""
    note = f" {judged.note}" if judged.note else ""
    return Paragraph(line(rating, date, reason, note, context.cite(judged.sources)), "judgement")


def indicator_table(context: Context, states: Sequence[IndicatorState]) -> Table:
    """Show indicators with baseline, latest value and target, as they were known on the day of the report."""
    words = context.words
    columns = (
        Column(words(N_("Indicator"))),
        *(
            Column(words(title), right=True, width=14)
            for title in (N_("Baseline"), N_("Latest value"), N_("Target"), N_("Way covered"))
        ),
    )
    return Table(
        words(N_("Indicators")), columns, tuple(_row(context, state) for state in states), style="stack numbers"
    )


def _row(context: Context, state: IndicatorState) -> Row:
    words, record, share = context.words, state.indicator, state.share
    value = [line(words.number(state.value))] if state.value is not None else [line("–")]
    if state.value is not None and state.date is not None:
        value.append(line(Run(words.date(state.date), "quiet")))
    return Row(
        (
            Cell(tuple(_name(context, state))),
            Cell((line("–" if record.baseline is None else words.number(record.baseline)),)),
            Cell(tuple(value)),
            Cell((line("–" if record.target is None else words.number(record.target)),)),
            Cell((line("–" if share is None else words.percent(share)),)),
        )
    )


def _name(context: Context, state: IndicatorState) -> Iterator[Line]:
    record = state.indicator
    unit = Run(f" ({record.unit})", "quiet") if record.unit else ""
    yield line(record.title, unit, context.cite(record.sources), context.place(record))
    if record.note:
        yield line(Run(record.note, "quiet"))
    for value in known_values(context, state):
        if value.note or value.sources:
            yield _remark(context, value)


def known_values(context: Context, state: IndicatorState) -> list[IndicatorValue]:
    """Give the values that were known on the day of the report, in order of time."""
    known = (value for value in state.indicator.values if value.date.first <= context.assessment.day)
    return sorted(known, key=lambda value: (value.date.first, value.date.last))


def _remark(context: Context, value: IndicatorValue) -> Line:
    words = context.words
    text = f"{words.date(value.date)}: {words.number(value.value)}"
    note = f" – {value.note}" if value.note else ""
    return line(Run(f"{text}{note}", "quiet"), context.cite(value.sources))
