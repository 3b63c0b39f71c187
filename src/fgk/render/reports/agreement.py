"""The target agreement (Zielvereinbarung) as the council adopts it: numbered, without what became of it."""

from collections.abc import Iterator, Mapping

from fgk.assessment.assess import PlanState, Scope
from fgk.assessment.lifecycle import History, Standing
from fgk.assessment.numbering import numbering
from fgk.assessment.progress import FieldState, GoalState, IndicatorState
from fgk.messages import N_, msg, msgn
from fgk.model.municipality import Municipality
from fgk.model.plan import Measure
from fgk.model.vocabulary import Effect, label
from fgk.render.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Fact,
    Facts,
    Line,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    line,
)
from fgk.render.reports.frame import Body
from fgk.render.reports.wanted import Wanted
from fgk.render.views.context import Context
from fgk.render.views.history import round_title
from fgk.render.views.measures import cost, measure_link, span_said
from fgk.render.views.rounds import chosen


def agreement(context: Context, record: Municipality, wanted: Wanted) -> Body:
    """Make the target agreement of a round. Raises UnknownRound and NoRound."""
    words, assessment = context.words, context.assessment
    standing, history = chosen(context, wanted.round, running_first=True)
    plan = assessment.plan(Scope.of_round(assessment, standing, history.round), standing)
    for goal in plan.goals:
        context.register("goal", goal.goal)
    for state in plan.measures:
        context.register("measure", state.measure)
    made = _Agreement(context, plan, numbering(plan))
    title = words(N_("Target agreement"))
    fields = [one for one in plan.fields if not one.is_empty]
    agreed = tuple(made.field(one, number) for number, one in enumerate(fields, start=1))
    nothing = Paragraph(line(words(N_("No goals and no measures of this round are recorded."))))
    return Body(
        title,
        words(msg("Target agreement {name}, {round}", name=record.name, round=round_title(context, history))),
        words(msg("Target agreement {name}", name=record.name)),
        (
            Section("basis", line(words(N_("Basis"))), tuple(_basis(context, standing, history, plan))),
            *_concept(context, record),
            Section("agreed", line(words(N_("Goals and measures"))), () if agreed else (nothing,), agreed),
        ),
        standing,
        has_sources=False,
        is_dated=False,
    )


def _basis(context: Context, standing: Standing, history: History, plan: PlanState) -> Iterator[Block]:
    words, round_ = context.words, history.round
    facts = [Fact(words(N_("Aims at")), line(round_title(context, history)))]
    adopted = next((event for _, event in history.events if event.event == "adoption_resolution"), None)
    if adopted is not None and adopted.date.first <= standing.day:
        resolution = context.resolution(adopted.resolution)
        said = line(words.date(adopted.date), f", {resolution.text}" if resolution else "")
        facts.append(Fact(words(N_("Adopted")), said))
    else:
        facts.append(Fact(words(N_("Adopted")), line(words(N_("not yet; draft for adoption")))))
    issued = history.first(Effect.ISSUES)
    if issued is not None and issued[0] <= standing.day:
        facts.append(Fact(words(N_("Certificate issued")), line(words.date(issued[1].date))))
    if round_.auditor:
        facts.append(Fact(words(N_("Auditor")), line(round_.auditor)))
    contact = context.assessment.office
    if contact:
        facts.append(Fact(words(N_("Office in charge")), line(contact)))
    goals = words(msgn("{n} goal", "{n} goals", len(plan.goals)))
    measures = words(msgn("{n} measure", "{n} measures", len(plan.measures)))
    facts.append(Fact(words(N_("Size")), line(f"{goals}, {measures}")))
    yield Facts(tuple(facts))


def _concept(context: Context, record: Municipality) -> Iterator[Section]:
    concept = record.family_concept
    if concept and concept.text:
        title = line(context.words(N_("Definition of family")))
        yield Section("family-concept", title, (Paragraph(line(concept.text), "quote"),))


class _Agreement:
    """The fields, goals and measures of an agreement, with their numbers."""

    def __init__(self, context: Context, plan: PlanState, numbers: Mapping[str, str]) -> None:
        self.context = context
        self.plan = plan
        self.numbers = numbers

    def field(self, one: FieldState, number: int) -> Section:
        """Give an action field with its strategic goal and its goals."""
        words = self.context.words
        title = words.value(one.title) or words(N_("Without an action field"))
        name = f"{one.field.code} {title}" if one.field and one.field.code else title
        blocks: list[Block] = []
        if one.field is not None and one.field.objective:
            strategic = words(N_("Strategic goal"))
            blocks.append(Paragraph(line(Run(f"{strategic}: ", "strong"), one.field.objective)))
        goals = tuple(self._goal(goal) for goal in one.goals)
        if one.loose_measures:
            caption = words(N_("Measures without a goal"))
            blocks.append(self._table([state.measure for state in one.loose_measures], caption))
        return Section(f"field-{number}", line(name), tuple(blocks), goals)

    def _goal(self, state: GoalState) -> Section:
        context, goal = self.context, state.goal
        words = context.words
        title = words(msg("Goal {number}: {title}", number=self.numbers[f"goal:{goal.id}"], title=goal.title))
        blocks: list[Block] = []
        if goal.description:
            blocks.append(Paragraph(line(goal.description)))
        if state.indicators:
            blocks.append(_indicators(context, state.indicators))
        if state.measures:
            caption = words(msg("Measures for goal {number}", number=self.numbers[f"goal:{goal.id}"]))
            blocks.append(self._table([one.measure for one in state.measures], caption))
        else:
            blocks.append(Paragraph(line(words(N_("No measures are recorded."))), "quiet"))
        return Section(context.own_anchor(goal), line(title, context.internal(goal)), tuple(blocks))

    def _table(self, measures: list[Measure], caption: str) -> Table:
        words = self.context.words
        columns = (
            Column(words(N_("No.")), width=9),
            Column(words(N_("Measure"))),
            Column(words(N_("Office")), width=24, style="office"),
            Column(words(N_("Period")), width=24, style="due"),
        )
        return Table(caption, columns, tuple(self._row(one) for one in measures), header=1, style="stack measures")

    def _row(self, measure: Measure) -> Row:
        context = self.context
        office = measure.responsible.office if measure.responsible else None
        return Row(
            (
                Cell((line(Run(self.numbers[f"measure:{measure.id}"], "number")),)),
                Cell((line(measure.title, context.internal(measure)),)),
                Cell((line(office or "–"),)),
                Cell((line(_period(context, measure)),)),
            ),
            context.own_anchor(measure),
            tuple(self._details(measure)),
        )

    def _details(self, measure: Measure) -> Iterator[Block]:
        if measure.description:
            yield Paragraph(line(measure.description))
        facts = tuple(_facts(self.context, measure))
        if facts:
            yield Bullets(facts, style="meta")


def _period(context: Context, measure: Measure) -> str:
    """Say when a measure is to be carried out, as it was agreed: postponements come later."""
    words = context.words
    if measure.recurring:
        begin = span_said(context, measure.start, None)
        return words.listed(part for part in (begin, words(N_("recurring task"))) if part)
    return span_said(context, measure.start, measure.due) or "–"


def _facts(context: Context, measure: Measure) -> Iterator[Line]:
    words = context.words
    if measure.partners:
        yield line(words.labelled(N_("Partners"), words.listed(measure.partners)))
    if measure.target_groups:
        yield line(words.labelled(N_("Target groups"), words.listed(measure.target_groups)))
    if measure.priority:
        yield line(words.labelled(N_("Priority"), words(label(measure.priority))))
    if measure.cost:
        yield line(words.labelled(N_("Cost"), cost(context, measure)))
    earlier = context.assessment.measures.get(measure.continues) if measure.continues else None
    if earlier is not None:
        yield line(words.labelled(N_("Continues"), measure_link(context, earlier).text))


def _indicators(context: Context, states: tuple[IndicatorState, ...]) -> Table:
    """Show by what one will see whether the goal is reached: from where to where."""
    words = context.words
    columns = (
        Column(words(N_("Indicator"))),
        Column(words(N_("Baseline")), right=True, width=18),
        Column(words(N_("Target")), right=True, width=18),
    )
    rows = []
    for state in states:
        one = state.indicator
        unit = Run(f" ({one.unit})", "quiet") if one.unit else ""
        values = ["–" if value is None else words.number(value) for value in (one.baseline, one.target)]
        rows.append(Row((Cell((line(one.title, unit),)), *(Cell((line(value),)) for value in values))))
    return Table(words(N_("Indicators")), columns, tuple(rows), style="numbers")
