"""Pictures as parts of a report: the drawing, what one sees in it, and its data."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from fgk.assessment.progress import GoalState, IndicatorState, MeasureState
from fgk.messages import N_, msg
from fgk.model.vocabulary import Status, label
from fgk.render.charts.gantt import Task, gantt_chart, span_of
from fgk.render.charts.indicators import Way, indicators_chart, is_drawable
from fgk.render.charts.progress import Bar, Segment, progress_chart, progress_description
from fgk.render.charts.statuses import Stack, statuses_chart
from fgk.render.charts.timeline import MARK_LIMIT, Timeline, timeline_chart
from fgk.render.document import Cell, Column, Figure, Row, Table, line
from fgk.render.views.context import Context
from fgk.render.views.goals import known_values
from fgk.render.views.measures import named, span_said
from fgk.render.wording import Wording
from fgk.render.words import STATUS_ORDER, glyph


def progress_figure(name: str, title: str, bars: Sequence[Bar], words: Wording) -> Figure:
    """Draw the measures by action field; the table beside it has the numbers."""
    return Figure(name, title, progress_description(bars, words), progress_chart(title, bars, words, name))


def timeline_figure(context: Context, timeline: Timeline) -> tuple[Figure, ...]:
    """Draw the audit history, with the dates as a table; nothing where nothing happened."""
    svg = timeline_chart(timeline)
    if not svg:
        return ()
    words = context.words
    columns = (Column(words(N_("Year")), width=14), Column(words(N_("Event"))))
    dated = sorted(timeline.marks, key=lambda mark: mark.day)[-MARK_LIMIT:]
    rows = tuple(Row((Cell((line(str(mark.day.year)),)), Cell((line(mark.label),)))) for mark in dated)
    table = Table(timeline.title, columns, rows, style="narrow")
    description = "; ".join((timeline.description, *(f"{mark.day.year}: {mark.label}" for mark in dated)))
    return (Figure("timeline", timeline.title, description, svg, table),)


def statuses_figure(context: Context, counts: Sequence[tuple[dt.date, Mapping[Status, int]]]) -> Iterator[Figure]:
    """Draw the measures by status over the years, and give the same as a table; one year alone shows nothing."""
    words = context.words
    stacks = [
        Stack(
            str(day.year) if (day.month, day.day) == (12, 31) else words.short_date(day),
            [Segment(one.value, glyph(one), words(label(one)), found[one]) for one in STATUS_ORDER if found[one]],
        )
        for day, found in counts
    ]
    title = words(N_("Measures by status over the years"))
    description = "; ".join(
        f"{stack.label}: {', '.join(f'{one.count} {one.word}' for one in stack.segments)}" for stack in stacks
    )
    svg = statuses_chart(title, description, stacks)
    if not svg:
        return
    used = [status for status in STATUS_ORDER if any(found[status] for _, found in counts)]
    columns = (
        Column(words(N_("As of"))),
        *(Column(words(label(one)), right=True, width=9, glyph=glyph(one)) for one in used),
    )
    rows = tuple(
        Row((Cell((line(words.day(day)),)), *(Cell((line(str(found[one])),)) for one in used))) for day, found in counts
    )
    yield Figure("statuses", title, description, svg, Table(title, columns, rows, style="matrix"))


def indicators_figure(context: Context, goals: Sequence[GoalState]) -> Iterator[Figure]:
    """Draw the indicators of goals from baseline to target; the tables of the goals have their values."""
    words = context.words
    ways = [_way(context, state) for goal in goals for state in goal.indicators]
    drawable = [way for way in ways if is_drawable(way)]
    parts = [drawable[start : start + WAYS] for start in range(0, len(drawable), WAYS)][:MOST_PARTS]
    for number, part in enumerate(parts, start=1):
        title = msg("Indicators on their way from baseline to target")
        if len(parts) > 1:
            title = msg("{title} ({n} of {total})", title=title, n=number, total=len(parts))
        description = "; ".join(_way_said(way) for way in part)
        name = f"indicators-{number}"
        yield Figure(name, words(title), description, indicators_chart(words(title), description, part, name))


def _way(context: Context, state: IndicatorState) -> Way:
    words, record = context.words, state.indicator
    return Way(
        f"{record.title} ({record.unit})" if record.unit else record.title,
        None
        if record.baseline is None
        else (record.baseline, words(msg("baseline {value}", value=words.number(record.baseline)))),
        None
        if record.target is None
        else (record.target, words(msg("target {value}", value=words.number(record.target)))),
        [(one.value, f"{words.number(one.value)} ({words.date(one.date)})") for one in known_values(context, state)],
    )


def _way_said(way: Way) -> str:
    parts = [end[1] for end in (way.baseline, way.target) if end is not None] + [text for _, text in way.values]
    return f"{way.title}: {', '.join(parts)}"


def gantt_figures(context: Context, groups: Sequence[tuple[str, Sequence[MeasureState]]]) -> Iterator[Figure]:
    """Draw the measures over time, on as many pictures as fit onto pages, each with its dates as a table."""
    words, day = context.words, context.assessment.day
    dated = [
        (heading, found)
        for heading, states in groups
        if (found := [state for state in states if state.measure.start or state.due])
    ]
    parts = list(_parts(dated))[:MOST_PARTS]
    if sum(len(states) for _, states in dated) < 2:
        return
    years = span_of([_task(context, state) for part in parts for _, states in part for state in states], day)
    for number, part in enumerate(parts, start=1):
        title = msg("When the measures are carried out, as of {day}", day=words.day(day))
        if len(parts) > 1:
            title = msg("{title} ({n} of {total})", title=title, n=number, total=len(parts))
        yield _gantt(context, words(title), part, years, f"gantt-{number}")


MOST_PARTS = 8
"""Pictures of measures over time that a report has at most."""
WAYS = 12
"""Indicators on one picture, so that it fits onto a page."""
_ON_A_PAGE = 18
"""Rows of such a picture, headings among them, that fit onto a page."""


def _parts(
    groups: Sequence[tuple[str, Sequence[MeasureState]]],
) -> Iterator[list[tuple[str, Sequence[MeasureState]]]]:
    """Divide groups of measures so that each part fits onto a page."""
    part: list[tuple[str, Sequence[MeasureState]]] = []
    left = _ON_A_PAGE
    for heading, states in groups:
        rest = list(states)
        while rest:
            if left < 3:
                yield part
                part, left = [], _ON_A_PAGE
            taken, rest = rest[: left - 1], rest[left - 1 :]
            part.append((heading, taken))
            left -= 1 + len(taken)
    if part:
        yield part


def _gantt(
    context: Context,
    title: str,
    groups: Sequence[tuple[str, Sequence[MeasureState]]],
    years: tuple[int, int],
    name: str,
) -> Figure:
    words = context.words
    states = [state for _, found in groups for state in found]
    rows = [
        (named(state.measure), span_said(context, state.measure.start, state.due), words(label(state.status)))
        for state in states
    ]
    description = "; ".join(f"{named}: {when}, {status}" for named, when, status in rows)
    drawn = [(heading, [_task(context, state) for state in found]) for heading, found in groups]
    svg = gantt_chart(title, description, drawn, context.assessment.day, years, name)
    columns = (
        Column(words(N_("Measure"))),
        Column(words(N_("Period")), width=34),
        Column(words(N_("Status")), width=24),
    )
    table = Table(
        title, columns, tuple(Row(tuple(Cell((line(text),)) for text in row)) for row in rows), style="numbers"
    )
    return Figure(name, title, description, svg, table)


def _task(context: Context, state: MeasureState) -> Task:
    measure, due = state.measure, state.due
    moved = measure.due if measure.due is not None and measure.due != due else None
    return Task(
        named(state.measure),
        measure.start.first if measure.start else None,
        due.last if due else None,
        moved.last if moved else None,
        state.status.value,
        glyph(state.status),
        context.words(label(state.status)),
        state.is_overdue,
        measure.recurring and due is None,
    )
