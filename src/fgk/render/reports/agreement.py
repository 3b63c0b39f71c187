"""The target agreement (Zielvereinbarung) as the council adopts it: numbered, with what was changed in it since."""

from collections.abc import Iterator, Mapping, Sequence

from fgk.assessment.assess import PlanState, Scope
from fgk.assessment.lifecycle import History, Standing
from fgk.assessment.numbering import numbering
from fgk.assessment.progress import FieldState, GoalState, IndicatorState, MeasureState
from fgk.messages import N_, msg, msgn
from fgk.model.municipality import Municipality
from fgk.model.plan import Measure
from fgk.model.resolution import Resolution
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
from fgk.render.views.context import Context
from fgk.render.views.history import round_title
from fgk.render.views.measures import cost, measure_link, span_said
from fgk.render.views.rounds import chosen
from fgk.render.wanted import Wanted


def agreement(context: Context, record: Municipality, wanted: Wanted) -> Body:
    """Make the target agreement of a round. Raises UnknownRound and NoRound."""
    words, assessment = context.words, context.assessment
    standing, history = chosen(assessment, wanted.round, running_first=True)
    plan = assessment.plan(Scope.of_round(assessment, standing, history.round), standing)
    for goal in plan.goals:
        context.register("goal", goal.goal)
    for state in plan.measures:
        context.register("measure", state.measure)
    made = _Agreement(context, plan, numbering(plan))
    title = words(N_("Target agreement"))
    fields = [one for one in plan.fields if not one.is_empty]
    basis = tuple(_basis(context, standing, history, plan))  # first: what it cites has the first numbers
    agreed = tuple(made.field(one, number) for number, one in enumerate(fields, start=1))
    nothing = Paragraph(line(words(N_("No goals and no measures of this round are recorded."))))
    return Body(
        title,
        words(msg("Target agreement {name}, {round}", name=record.name, round=round_title(context, history))),
        words(msg("Target agreement {name}", name=record.name)),
        (
            Section("basis", line(words(N_("Basis"))), basis),
            *_concept(context, record),
            Section("agreed", line(words(N_("Goals and measures"))), () if agreed else (nothing,), agreed),
        ),
        standing,
        is_handed_out=True,
    )


def _basis(context: Context, standing: Standing, history: History, plan: PlanState) -> Iterator[Block]:
    words, round_ = context.words, history.round
    facts = [Fact(words(N_("Aims at")), line(round_title(context, history)))]
    facts.append(Fact(words(N_("Adopted")), _adopted(context, standing, history)))
    amendments = {one.id: one for one in map(context.assessment.amendment_of, _measures(plan)) if one is not None}
    facts += [Fact(words(N_("Amended")), _resolved(context, one)) for one in amendments.values()]
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
    size = ", ".join(text for text, found in ((goals, plan.goals), (measures, plan.measures)) if found) or goals
    if not context.public:  # the public ones alone are not what was adopted
        facts.append(Fact(words(N_("Size")), line(size)))
    yield Facts(tuple(facts))
    yield from _changes(context, plan)
    if plan.measures and not any(state.measure.number for state in plan.measures):
        yield Paragraph(line(words(N_("The files give no numbers; these follow from the order."))), "quiet")


def _measures(plan: PlanState) -> list[Measure]:
    return [state.measure for state in plan.measures]


def _adopted(context: Context, standing: Standing, history: History) -> Line:
    """Say when the agreement was adopted; one that has led to a certificate is no draft, whatever is recorded."""
    words, known = context.words, history.as_known_on(standing.day)
    event = known.adoption
    if event is not None:
        resolution = context.resolution(event.resolution)
        return line(words.date(event.date), f", {resolution.text}" if resolution else "", context.cite(event.sources))
    if known.first(Effect.ISSUES, Effect.PRESENTS) is not None:
        return line(words(N_("not recorded")))
    return line(words(N_("not yet; draft for adoption")))


def _resolved(context: Context, record: Resolution) -> Line:
    found = context.resolution(record.id)
    date = context.words.date(record.date) if record.date else ""
    return line(", ".join(part for part in (date, found.text if found else "") if part), context.cite(record.sources))


def _changes(context: Context, plan: PlanState) -> Iterator[Block]:
    """Say how far the agreement is no longer the one that was adopted."""
    words = context.words
    added = sum(context.assessment.amendment_of(one) is not None for one in _measures(plan))
    given_up = sum(state.status.is_given_up for state in plan.measures)
    said = []
    if added:
        said.append(words(msgn("{n} measure was added later.", "{n} measures were added later.", added)))
    if given_up:
        text = msgn("{n} measure was dropped or replaced.", "{n} measures were dropped or replaced.", given_up)
        said.append(words(text))
    if said:
        yield Paragraph(line(" ".join([*said, words(N_("They are marked."))])))


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
            blocks.append(self._table(one.loose_measures, caption))
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
            blocks.append(self._table(state.measures, caption))
        else:
            blocks.append(Paragraph(line(words(N_("No measures are recorded."))), "quiet"))
        return Section(
            context.own_anchor(goal), line(title, context.internal(goal), context.cite(goal.sources)), tuple(blocks)
        )

    def _table(self, states: Sequence[MeasureState], caption: str) -> Table:
        """Show measures; columns in which nothing would stand are left out."""
        context, words = self.context, self.context.words
        columns = [Column(words(N_("No.")), width=9), Column(words(N_("Measure")))]
        cells = [[self._number(one.measure), self._title(one)] for one in states]
        more = (
            (Column(words(N_("Office")), width=24, style="office"), [_office(one.measure) for one in states]),
            (Column(words(N_("Period")), width=24, style="due"), [_period(context, one.measure) for one in states]),
        )
        for column, texts in more:
            if any(texts):
                columns.append(column)
                for row, text in zip(cells, texts, strict=True):
                    row.append(Cell((line(text or "–"),)))
        rows = tuple(
            Row(tuple(row), context.own_anchor(one.measure), tuple(self._details(one.measure)))
            for one, row in zip(states, cells, strict=True)
        )
        return Table(caption, tuple(columns), rows, header=1, style="stack measures")

    def _number(self, measure: Measure) -> Cell:
        return Cell((line(Run(self.numbers[f"measure:{measure.id}"], "number")),))

    def _title(self, state: MeasureState) -> Cell:
        """Name a measure, and say where it came later, or holds no longer."""
        context, measure = self.context, state.measure
        title = line(measure.title, context.internal(measure), context.cite(measure.sources))
        return Cell((title, *(line(Run(text, "quiet")) for text in self._change(state))))

    def _change(self, state: MeasureState) -> Iterator[str]:
        words, assessment = self.context.words, self.context.assessment
        amendment = assessment.amendment_of(state.measure)
        if amendment is not None and amendment.date is not None:
            yield words(msg("added on {date}", date=amendment.date))
        if not state.status.is_given_up or state.entry is None:
            return
        successor = assessment.measures.get(state.entry.replaced_by or "")
        number = self.numbers.get(f"measure:{successor.id}") if successor else None
        if number is not None:
            yield words(msg("replaced by {number} on {date}", number=number, date=state.entry.date))
        else:
            yield words(msg("{status} on {date}", status=msg(label(state.status)), date=state.entry.date))

    def _details(self, measure: Measure) -> Iterator[Block]:
        if measure.description:
            yield Paragraph(line(measure.description))
        facts = tuple(_facts(self.context, measure))
        if facts:
            yield Bullets(facts, style="meta")


def _office(measure: Measure) -> str:
    return (measure.responsible.office if measure.responsible else None) or ""


def _period(context: Context, measure: Measure) -> str:
    """Say when a measure is to be carried out, as it was agreed: postponements come later. Nothing where it is open."""
    words = context.words
    if measure.recurring:
        begin = span_said(context, measure.start, None)
        return words.listed(part for part in (begin, words(N_("recurring task"))) if part)
    return span_said(context, measure.start, measure.due)


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
    return Table(words(N_("Indicators")), columns, tuple(rows), style="stack numbers")
