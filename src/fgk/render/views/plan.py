"""Progress by action field: goals with indicators and assessments, measures, and what is not recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fgk.assessment.assess import PlanState
from fgk.assessment.progress import FieldState, GoalState, Tally
from fgk.messages import N_, Message, msg, msgn
from fgk.model.audit import Round
from fgk.model.plan import ActionField
from fgk.model.vocabulary import Status
from fgk.render.views.context import Citation, Context
from fgk.render.views.goals import IndicatorView, JudgementView, indicator_view, judgement_view
from fgk.render.views.measures import MeasureView, StatusView, measure_view, status_word
from fgk.render.words import STATUS_ORDER


@dataclass(frozen=True)
class CountView:
    """How many measures have a status."""

    status: StatusView
    count: int


@dataclass(frozen=True)
class GoalView:
    """A goal with its indicators and measures; ``summary`` says how many of these are done."""

    id: str
    anchor: str
    number: str
    title: str
    description: str
    summary: str
    indicators: tuple[IndicatorView, ...]
    judgement: JudgementView | None
    measures: tuple[MeasureView, ...]
    note: str
    citations: tuple[Citation, ...]
    internal: bool


@dataclass(frozen=True)
class FieldView:
    """An action field. ``loose`` are measures without a goal.

    ``counts`` are its measures by status, ``row`` the same for each status that occurs in the plan, zeros included.
    """

    anchor: str
    code: str
    title: str
    objective: str
    summary: str
    goals: tuple[GoalView, ...]
    loose: tuple[MeasureView, ...]
    counts: tuple[CountView, ...]
    row: tuple[int, ...]
    total: int
    done: int
    note: str
    citations: tuple[Citation, ...]

    @property
    def heading(self) -> str:
        """The field's code and title."""
        return f"{self.code} {self.title}" if self.code else self.title


@dataclass(frozen=True)
class PlanView:
    """Goals and measures of the round that counts.

    ``fields`` are those that hold anything, ``empty`` the names of the others; ``statuses`` those that occur at all.
    ``remarks`` say what is not recorded.
    """

    headline: str
    summary: str
    remarks: tuple[str, ...]
    goals: int
    measures: int
    counts: tuple[CountView, ...]
    fields: tuple[FieldView, ...]
    empty: tuple[str, ...]
    statuses: tuple[StatusView, ...]


def plan_view(context: Context, plan: PlanState, counted: Round | None) -> PlanView:
    """Show how far the goals and measures are."""
    for goal in plan.goals:
        context.register("goal", goal.goal)
    for state in plan.measures:
        context.register("measure", state.measure)
    filled = [one for one in plan.fields if one.goals or one.loose_measures]
    tally = plan.tally
    statuses = [status for status in STATUS_ORDER if tally.by_status[status]]
    return PlanView(
        context.words(headline(tally)),
        _summary(context, tally) if tally.total else _without_measures(context, len(plan.goals)),
        tuple(context.words(remark) for remark in _remarks(context, plan, counted)),
        len(plan.goals),
        len(plan.measures),
        _counts(context, tally),
        tuple(_field(context, one, number, statuses) for number, one in enumerate(filled, start=1)),
        tuple(_name(context, one) for one in plan.fields if not (one.goals or one.loose_measures)),
        tuple(status_word(context, status) for status in statuses),
    )


def headline(tally: Tally) -> Message:
    """Say how many measures are done, of those that were not given up."""
    if not tally.total:
        return msg("No measures are recorded.")
    if tally.denominator == 1:
        return msg("The only measure is done.") if tally.done else msg("The only measure is not done yet.")
    return msgn(
        "{n} of {total} measures is done.", "{n} of {total} measures are done.", tally.done, total=tally.denominator
    )


def _summary(context: Context, tally: Tally) -> str:
    """Say how far the measures are, and name what the share leaves out."""
    words = context.words
    sentences = [words(headline(tally))]
    if tally.by_status[Status.ONGOING]:
        sentences.append(
            words(msgn("{n} runs as a recurring task.", "{n} run as recurring tasks.", tally.by_status[Status.ONGOING]))
        )
    given_up = tally.total - tally.denominator
    if given_up:
        sentences.append(
            words(
                msgn(
                    "{n} more was dropped or replaced and does not count.",
                    "{n} more were dropped or replaced and do not count.",
                    given_up,
                )
            )
        )
    return " ".join(sentences)


def _without_measures(context: Context, goals: int) -> str:
    words = context.words
    if not goals:
        return words(N_("Neither goals nor measures of this round are recorded, so progress cannot be shown."))
    return words(
        msgn(
            "{n} goal of this round is recorded, but no measures; so progress cannot be shown.",
            "{n} goals of this round are recorded, but no measures; so progress cannot be shown.",
            goals,
        )
    )


def _remarks(context: Context, plan: PlanState, counted: Round | None) -> Iterator[Message]:
    if counted is None:
        yield msg("No round has begun; goals and measures are shown as far as they are recorded without a round.")
    if plan.measures and not plan.goals:
        yield msg("No goals of this round are recorded.")
    silent = sum(not state.measure.log for state in plan.measures)
    if silent and not context.public:  # what is internal may hold the status
        yield msgn(
            "{n} measure has no recorded status and counts as planned.",
            "{n} measures have no recorded status and count as planned.",
            silent,
        )
    size = counted.plan if counted else None
    if size is None or context.public:
        return  # beside the published size the number of public records would give the internal ones away
    if size.goals is not None and size.goals != len(plan.goals):
        yield msgn(
            "As published, the target agreement has {n} goal; {recorded} recorded here.",
            "As published, the target agreement has {n} goals; {recorded} recorded here.",
            size.goals,
            recorded=_recorded(len(plan.goals)),
        )
    if size.measures is not None and size.measures != len(plan.measures):
        yield msgn(
            "As published, the target agreement has {n} measure; {recorded} recorded here.",
            "As published, the target agreement has {n} measures; {recorded} recorded here.",
            size.measures,
            recorded=_recorded(len(plan.measures)),
        )


def _recorded(count: int) -> Message:
    return msgn("{n} is", "{n} are", count) if count else msg("none is")


def _counts(context: Context, tally: Tally) -> tuple[CountView, ...]:
    return tuple(
        CountView(status_word(context, status), tally.by_status[status])
        for status in STATUS_ORDER
        if tally.by_status[status]
    )


def _name(context: Context, one: FieldState) -> str:
    title = context.words.value(one.title)
    return f"{one.field.code} {title}" if one.field and one.field.code else title


def _field(context: Context, one: FieldState, number: int, statuses: Sequence[Status]) -> FieldView:
    record = one.field or ActionField.model_construct(id="", objective=None, code=None, note=None, sources=())
    return FieldView(
        f"field-{number}",
        record.code or "",
        context.words.value(one.title) or context.words(N_("Without an action field")),
        record.objective or "",
        _summary(context, one.tally) if one.tally.total else "",
        tuple(_goal(context, goal) for goal in one.goals),
        tuple(measure_view(context, state) for state in one.loose_measures),
        _counts(context, one.tally),
        tuple(one.tally.by_status[status] for status in statuses),
        one.tally.total,
        one.tally.done,
        record.note or "",
        context.cite(record.sources),
    )


def _goal(context: Context, state: GoalState) -> GoalView:
    goal = state.goal
    return GoalView(
        goal.id,
        context.own_anchor(goal),
        goal.number or "",
        goal.title,
        goal.description or "",
        context.words(headline(state.tally)) if state.tally.total else context.words(N_("No measures are recorded.")),
        tuple(indicator_view(context, one) for one in state.indicators),
        judgement_view(context, state),
        tuple(measure_view(context, one) for one in state.measures),
        goal.note or "",
        context.cite(goal.sources),
        goal.is_internal,
    )
