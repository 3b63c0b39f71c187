"""How one sees whether a goal was reached: its indicators, and the judgement on it."""

from dataclasses import dataclass

from fgk.assessment.progress import GoalState, IndicatorState
from fgk.model.vocabulary import label
from fgk.render.views.context import Citation, Context


@dataclass(frozen=True)
class ValueView:
    """A measured value of an indicator."""

    date: str
    value: str
    note: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class IndicatorView:
    """An indicator with its latest value; ``reached`` is how far that is from baseline to target."""

    title: str
    unit: str
    baseline: str
    target: str
    value: str
    date: str
    reached: str
    values: tuple[ValueView, ...]
    note: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class JudgementView:
    """The judgement whether a goal was reached, beside the computed progress."""

    key: str
    rating: str
    date: str
    reason: str
    note: str
    citations: tuple[Citation, ...]


def judgement_view(context: Context, state: GoalState) -> JudgementView | None:
    """Show the judgement on a goal, if one had been made by the day of the report."""
    judged, words = state.goal.assessment, context.words
    if judged is None or (judged.date and judged.date.first > context.assessment.day):
        return None
    return JudgementView(
        judged.rating.value,
        words(label(judged.rating)),
        words.date(judged.date) if judged.date else "",
        judged.reason or "",
        judged.note or "",
        context.cite(judged.sources),
    )


def indicator_view(context: Context, state: IndicatorState) -> IndicatorView:
    """Show an indicator with the values that were known on the day of the report."""
    words, record = context.words, state.indicator
    share = state.share
    known = sorted(
        (value for value in record.values if value.date.first <= context.assessment.day),
        key=lambda value: (value.date.first, value.date.last),
    )
    return IndicatorView(
        record.title,
        record.unit or "",
        "" if record.baseline is None else words.number(record.baseline),
        "" if record.target is None else words.number(record.target),
        "" if state.value is None else words.number(state.value),
        "" if state.date is None else words.date(state.date),
        "" if share is None else words.percent(share),
        tuple(
            ValueView(words.date(one.date), words.number(one.value), one.note or "", context.cite(one.sources))
            for one in known
        ),
        record.note or "",
        context.cite(record.sources),
    )
