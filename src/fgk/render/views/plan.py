"""Progress by action field: goals with indicators and assessments, measures, and what is not recorded."""

from collections.abc import Iterator

from fgk.assessment.assess import PlanState
from fgk.assessment.progress import FieldState, GoalState, Tally
from fgk.messages import N_, Message, msg, msgn
from fgk.model.audit import Round
from fgk.model.plan import Goal
from fgk.model.vocabulary import Status, label
from fgk.render.charts.progress import Bar, Segment
from fgk.render.document import Block, Bullets, Cell, Column, Line, Paragraph, Row, Run, Section, Table, line
from fgk.render.views.context import Context
from fgk.render.views.figures import progress_figure
from fgk.render.views.goals import indicator_table, judgement
from fgk.render.views.measures import measure_table
from fgk.render.wording import Wording
from fgk.render.words import STATUS_ORDER, glyph


class Plan:
    """The goals and measures of a round as parts of a report. Making one names the places that others link to.

    ``prefix`` parts the anchors of its action fields from those of another plan in the same report.
    """

    def __init__(self, context: Context, plan: PlanState, counted: Round | None, prefix: str = "") -> None:
        self.context = context
        self.prefix = prefix
        self.state = plan
        self._counted = counted
        self.fields = [one for one in plan.fields if not one.is_empty]
        for goal in plan.goals:
            context.register("goal", goal.goal)
        for state in plan.measures:
            context.register("measure", state.measure)

    @property
    def statuses(self) -> list[Status]:
        """The statuses that occur, in the order of counts."""
        return [status for status in STATUS_ORDER if self.state.tally.by_status[status]]

    @property
    def headline(self) -> str:
        """How many measures are done."""
        return self.context.words(headline(self.state.tally))

    @property
    def summary(self) -> str:
        """How far the measures are, and what the share leaves out."""
        return plan_summary(self.context, self.state)

    @property
    def remarks(self) -> tuple[Paragraph, ...]:
        """What is not recorded."""
        words = self.context.words
        remarks = _remarks(self.context, self.state, self._counted)
        return tuple(Paragraph(line(words(remark)), "quiet") for remark in remarks)

    def overview(self) -> Iterator[Block]:
        """Show the measures by action field and status, as a picture and as a table; of one field alone as counts."""
        words, bars = self.context.words, self._bars()
        if len(bars) > 1:
            yield progress_figure(f"{self.prefix}progress", self.headline, bars, words)
            yield self._matrix()
        elif self.state.measures:
            yield Bullets(tuple(self._counts(self.state.tally)), style="counts")

    def sections(self) -> tuple[Section, ...]:
        """Give each action field with its goals, and its measures below them."""
        return tuple(self._field(one, number) for number, one in enumerate(self.fields, start=1))

    def empty(self) -> Iterator[Block]:
        """Name the action fields of which nothing is recorded."""
        names = [self.name(one) for one in self.state.fields if one.is_empty]
        if names:
            words = self.context.words
            yield Paragraph(line(words(N_("Neither goals nor measures are recorded for these action fields:"))))
            yield Bullets(tuple(line(name) for name in names))

    def name(self, one: FieldState) -> str:
        """Give an action field's code and title."""
        return field_name(self.context.words, one)

    def _counts(self, tally: Tally) -> Iterator[Line]:
        for status in STATUS_ORDER:
            if tally.by_status[status]:
                yield line(self.context.status(status), ": ", Run(str(tally.by_status[status]), "number"))

    def _bars(self) -> list[Bar]:
        """Give the bars of the picture; where all measures are in one field, there is nothing to compare."""
        fields = [one for one in self.fields if one.tally.total]
        return [Bar(self.name(one), segments(one.tally, self.context.words)) for one in fields]

    def _matrix(self) -> Table:
        words, statuses = self.context.words, self.statuses
        columns = (
            Column(words(N_("Action field"))),
            Column(words(N_("Goals")), right=True, width=6),
            Column(words(N_("Measures")), right=True, width=8),
            *(
                Column(
                    words(label(status)).split(" (", maxsplit=1)[0],
                    right=True,
                    width=8,
                    style=f"s-{status.value}",
                    glyph=glyph(status),
                )
                for status in statuses
            ),
        )
        rows = tuple(
            Row(self._figures(Run(self.name(one), anchor=f"{self.prefix}field-{number}"), len(one.goals), one.tally))
            for number, one in enumerate(self.fields, start=1)
        )
        foot = Row(self._figures(Run(words(N_("Total"))), len(self.state.goals), self.state.tally))
        return Table(words(N_("Measures by action field and status")), columns, rows, style="matrix", foot=foot)

    def _figures(self, name: Run, goals: int, tally: Tally) -> tuple[Cell, ...]:
        counts = [goals, tally.total, *(tally.by_status[status] for status in self.statuses)]
        figures = [Cell((line(Run(str(count), "number", anchor=name.anchor) if count else "–"),)) for count in counts]
        return (Cell((line(name),)), *figures)

    def _field(self, one: FieldState, number: int) -> Section:
        context, record = self.context, one.field
        blocks: list[Block] = []
        if record is not None and record.objective:
            blocks.append(Paragraph(line(record.objective)))
        if record is not None and record.note:
            blocks.append(Paragraph(line(Run(record.note)), "small"))
        if one.tally.total and len(self.fields) > 1:
            blocks.append(Paragraph(line(_summary(context, one.tally))))
        title = line(
            self.name(one), context.cite(record.sources) if record else (), context.place(record) if record else ()
        )
        goals = [self._goal(goal) for goal in one.goals]
        if one.loose_measures:
            caption = context.words(N_("Measures without a goal"))
            table = measure_table(context, one.loose_measures, caption)
            blocks += [table] if not goals else []
            goals += [Section(f"{self.prefix}field-{number}-loose", line(caption), (table,))] if goals else []
        return Section(f"{self.prefix}field-{number}", title, tuple(blocks), tuple(goals))

    def _goal(self, state: GoalState) -> Section:
        context, goal = self.context, state.goal
        return Section(context.own_anchor(goal), goal_title(context, goal), tuple(self._of_goal(state)))

    def _of_goal(self, state: GoalState) -> Iterator[Block]:
        context, goal = self.context, state.goal
        if goal.description:
            yield Paragraph(line(goal.description))
        if goal.note:
            yield Paragraph(line(goal.note), "small")
        judged = judgement(context, state)
        if judged is not None:
            yield judged
        if state.indicators:
            yield indicator_table(context, state.indicators)
        if state.measures:
            yield measure_table(context, state.measures, context.words(headline(state.tally)))
        elif self.state.measures:
            yield Paragraph(line(context.words(N_("No measures are recorded."))), "quiet")


def field_name(words: Wording, one: FieldState) -> str:
    """Give an action field's code and title."""
    title = words.value(one.title) or words(N_("Without an action field"))
    return f"{one.field.code} {title}" if one.field and one.field.code else title


def plan_summary(context: Context, plan: PlanState) -> str:
    """Say how far the measures of a plan are, and what the share leaves out."""
    return _summary(context, plan.tally) if plan.tally.total else _without_measures(context, len(plan.goals))


def linked_summary(text: str, anchor: str) -> Line:
    """Give the summary of a plan whose number leads to where the measures stand."""
    digits = len(text) - len(text.lstrip("0123456789"))
    return line(Run(text[:digits], anchor=anchor), text[digits:]) if digits else line(text)


def goal_title(context: Context, goal: Goal) -> Line:
    """Give a goal's number and title, with its mark, its sources and its place."""
    words = context.words
    return line(
        words(msg("Goal {number}: {title}", number=goal.number, title=goal.title)) if goal.number else goal.title,
        context.internal(goal),
        context.cite(goal.sources),
        context.place(goal),
    )


def segments(tally: Tally, words: Wording) -> list[Segment]:
    """Give the segments of a bar of measures: one for each status that occurs."""
    return [
        Segment(status.value, glyph(status), words(label(status)), tally.by_status[status])
        for status in STATUS_ORDER
        if tally.by_status[status]
    ]


def headline(tally: Tally) -> Message:
    """Say how many measures are done, of those that were not given up."""
    if not tally.total:
        return msg("No measures are recorded.")
    if tally.denominator == 1:
        return msg("The only measure is done.") if tally.done else msg("The only measure is not done yet.")
    if not tally.done:
        return msg("Not one of the {total} measures is done yet.", total=tally.denominator)
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


def latest_report(context: Context, plan: PlanState) -> Iterator[Paragraph]:
    """Say of when the latest report on a measure is: figures are no newer than that."""
    entries = [entry for state in plan.measures for _, entry in state.entries]
    if entries:
        date = max((entry.date for entry in entries), key=lambda one: (one.first, one.last))
        text = msg("The latest report on a measure: {date}.", date=date)
        yield Paragraph(line(context.words(text)), "quiet")


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
    if size is None or context.public or context.assessment.office_only is not None:
        return  # beside the published size the number of public records would give the internal ones away
    if size.goals is not None and size.goals != len(plan.goals):
        yield msgn(
            "As published, the target agreement has {n} goal; {recorded} recorded here.",
            "As published, the target agreement has {n} goals; {recorded} recorded here.",
            size.goals,
            recorded=_recorded(len(plan.goals)),
        )
    added = sum(context.assessment.amendment_of(state.measure) is not None for state in plan.measures)
    if size.measures is not None and size.measures != len(plan.measures) - added:
        yield msgn(
            "As published, the target agreement has {n} measure; {recorded} recorded here.",
            "As published, the target agreement has {n} measures; {recorded} recorded here.",
            size.measures,
            recorded=_recorded(len(plan.measures)),
        )


def _recorded(count: int) -> Message:
    return msgn("{n} is", "{n} are", count) if count else msg("none is")
