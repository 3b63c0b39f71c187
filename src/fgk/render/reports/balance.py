"""The balance before the re-audit (Bilanz): what was agreed, what happened, what goes on; delivered and effective."""

import datetime as dt
from collections.abc import Iterator

from fgk.assessment.balance import Balance as Drawn
from fgk.assessment.balance import Effectiveness, Fate, FieldBalance, Future, GoalBalance
from fgk.assessment.balance import balance as draw_up
from fgk.assessment.lifecycle import History
from fgk.messages import N_, Message, msg, msgn
from fgk.model.municipality import Municipality
from fgk.model.vocabulary import Status
from fgk.render.document import Block, Cell, Column, Line, Paragraph, Row, Run, Section, Table, line
from fgk.render.reports.frame import Body
from fgk.render.views.context import Context
from fgk.render.views.figures import indicators_figure
from fgk.render.views.goals import indicator_table, judgement
from fgk.render.views.history import round_title
from fgk.render.views.measures import counts_table, measure_link, measure_title, named
from fgk.render.views.plan import Plan, goal_title, linked_summary, plan_summary
from fgk.render.views.rounds import chosen
from fgk.render.views.standing import award_facts, standing_callout, standing_facts
from fgk.render.wanted import Wanted

FUTURES: dict[Future, str] = {
    Future.DELIVERED: N_("delivered"),
    Future.RUNNING: N_("goes on as a recurring task"),
    Future.CONTINUED: N_("continued in the next round"),
    Future.OPEN: N_("still open"),
    Future.REPLACED: N_("replaced"),
    Future.DROPPED: N_("dropped"),
    Future.UNKNOWN: N_("not recorded"),
}
"""What can become of a measure, in the order of counts, each with its words."""

EFFECTS: dict[Effectiveness, str] = {
    Effectiveness.REACHED: N_("reached"),
    Effectiveness.PARTLY: N_("partly reached"),
    Effectiveness.NOT_REACHED: N_("not reached"),
    Effectiveness.UNKNOWN: N_("cannot be told from what is recorded"),
}


def balance(context: Context, record: Municipality, wanted: Wanted) -> Body:
    """Draw up the balance of a round. Raises UnknownRound and NoRound."""
    words, assessment = context.words, context.assessment
    standing, history = chosen(assessment, wanted.round, running_first=False)
    drawn = draw_up(assessment, standing, history.round)
    state = drawn.plan
    plan = Plan(context, state, history.round)
    made = _Balance(context, plan, drawn, is_interim=_is_running(history, assessment.day))
    title = round_title(context, history)
    about = words(msg("Balance of the round: {round}", round=title))
    is_latest = history.award is standing.award or history is standing.current
    intro: list[Block] = [
        *([standing_callout(context, standing)] if is_latest else []),
        Paragraph(line(about)),
        *made.interim(),
        Paragraph(linked_summary(plan_summary(context, state), "fields")),
        *plan.remarks,
        *made.futures(),
    ]
    if is_latest:
        intro.append(standing_facts(context, standing))
    elif history.award is not None:
        intro.append(award_facts(context, history.award))
    return Body(
        words(N_("Balance")),
        words(msg("Balance {name}, {round}", name=record.name, round=title)),
        words(msg("{name}: balance", name=record.name)),
        (
            Section("summary", line(words(N_("Summary"))), tuple(intro)),
            made.effects(),
            made.fields(),
            made.open(),
        ),
        standing,
        values={"progress": plan.headline, "round": title},
    )


def _is_running(history: History, day: dt.date) -> bool:
    """Whether there is still time for what was agreed in a round: its certificate is not there yet, or holds."""
    award = history.award
    if award is None or not award.is_certain:
        return True
    return award.valid_until is not None and award.valid_until.last >= day


def _share(one: GoalBalance) -> Message:
    """Say how many of the measures of a goal were delivered."""
    if not one.counted:
        return msg("All measures were dropped or replaced.")
    if one.counted == 1:
        return msg("The only measure was delivered.") if one.delivered else msg("The only measure was not delivered.")
    if not one.delivered:
        return msg("Not one of the {total} measures was delivered.", total=one.counted)
    return msgn(
        "{n} of {total} measures was delivered.",
        "{n} of {total} measures were delivered.",
        one.delivered,
        total=one.counted,
    )


def _place(future: Future) -> str:
    """Give the section in which the measures with a future stand."""
    return "open" if future in (Future.OPEN, Future.UNKNOWN) else "fields"


class _Balance:
    """The sections of a balance."""

    def __init__(self, context: Context, plan: Plan, drawn: Drawn, *, is_interim: bool) -> None:
        self.context = context
        self.words = context.words
        self.plan = plan
        self.drawn = drawn
        self.goals = drawn.goals
        self.fates = drawn.fates
        self.is_interim = is_interim

    def interim(self) -> Iterator[Paragraph]:
        """Say that the round still runs, so that nothing in the balance is the last word."""
        if self.is_interim:
            text = N_("This is an interim state: the round is still running, and what was agreed can still be reached.")
            yield Paragraph(line(self.words(text)), "strong")

    def futures(self) -> Iterator[Table]:
        """Count what became of the measures."""
        if self.fates:
            words, totals = self.words, self.drawn.totals
            caption = words(N_("What becomes of the measures"))
            counts = ((words(text), totals[future], _place(future)) for future, text in FUTURES.items())
            yield counts_table(self.context, caption, caption, counts, len(self.fates))

    def effects(self) -> Section:
        """Set beside each other what was delivered and what was effective: two questions."""
        words = self.words
        title = words(N_("Delivered and effective"))
        if not self.goals:
            nothing = Paragraph(line(words(N_("No goals of this round are recorded."))))
            return Section("effects", line(title), (nothing,))
        explained = words(
            N_(
                "Delivered says whether the measures were carried out, effective whether the goal was reached: "
                "the judgement on it decides, without one its indicators. Recurring tasks that run count as delivered."
            )
        )
        columns = (
            Column(words(N_("Goal"))),
            Column(words(N_("Delivered")), width=24),
            Column(words(N_("Effective")), width=30),
        )
        rows = tuple(self._effect(one) for one in self.goals)
        table = Table(title, columns, rows, shows_caption=False)
        picture = indicators_figure(self.context, [one.state for one in self.goals])
        remarks = tuple(Paragraph(line(text)) for text in self._contradictions())
        return Section("effects", line(title), (Paragraph(line(explained)), *remarks, table, *picture))

    def _effect(self, one: GoalBalance) -> Row:
        words, goal = self.words, one.state.goal
        share = (
            words(msg("{n} of {total} measures", n=one.delivered, total=one.counted))
            if one.counted
            else words(N_("no measures"))
        )
        return Row(
            (
                Cell((line(Run(named(goal), anchor=self.context.own_anchor(goal))),)),
                Cell((line(share),)),
                Cell((line(words(self._effective(one.effect))),)),
            )
        )

    def _effective(self, effect: Effectiveness) -> str:
        return N_("not reached yet") if self.is_interim and effect is Effectiveness.NOT_REACHED else EFFECTS[effect]

    def _contradictions(self) -> Iterator[str]:
        """Name the goals where the two questions have different answers."""
        words = self.words
        delivered, effective, unknown = (
            words.enumerated(
                [one.state.goal.number or words(msg("“{title}”", title=one.state.goal.title)) for one in found]
            )
            for found in (self.drawn.delivered_only, self.drawn.effective_only, self.drawn.of_unknown_effect)
        )
        counts = [
            len(one) for one in (self.drawn.delivered_only, self.drawn.effective_only, self.drawn.of_unknown_effect)
        ]
        if delivered:
            text = msgn(
                "Of goal {goals}, all measures are delivered, and it is not reached in full.",
                "Of the goals {goals}, all measures are delivered, and they are not reached in full.",
                counts[0],
                goals=delivered,
            )
            yield words(text)
        if effective:
            text = msgn(
                "Goal {goals} is reached, although not all measures are delivered.",
                "The goals {goals} are reached, although not all measures are delivered.",
                counts[1],
                goals=effective,
            )
            yield words(text)
        if unknown:
            text = msgn(
                "Of goal {goals}, it cannot be told whether it is reached.",
                "Of the goals {goals}, it cannot be told whether they are reached.",
                counts[2],
                goals=unknown,
            )
            yield words(text)

    def fields(self) -> Section:
        """Give what was agreed and what happened, goal by goal."""
        words = self.words
        shown = [one for one in self.drawn.fields if not one.state.is_empty]
        inner = tuple(self._field(one, number) for number, one in enumerate(shown, start=1))
        nothing = () if inner else (Paragraph(line(plan_summary(self.context, self.drawn.plan))),)
        return Section("fields", line(words(N_("What was agreed, and what happened"))), nothing, inner)

    def _field(self, one: FieldBalance, number: int) -> Section:
        blocks: list[Block] = []
        if one.state.field is not None and one.state.field.objective:
            blocks.append(Paragraph(line(one.state.field.objective)))
        if one.loose:
            blocks.append(self._table(one.loose, self.words(N_("Measures without a goal"))))
        goals = tuple(self._goal(goal) for goal in one.goals)
        return Section(f"field-{number}", line(self.plan.name(one.state)), tuple(blocks), goals)

    def _goal(self, one: GoalBalance) -> Section:
        context, goal = self.context, one.state.goal
        blocks: list[Block] = []
        if goal.description:
            blocks.append(Paragraph(line(goal.description)))
        judged = judgement(context, one.state)
        if judged is not None:
            blocks.append(judged)
        if one.state.indicators:
            blocks.append(indicator_table(context, one.state.indicators))
        if one.fates:
            blocks.append(self._table(one.fates, self.words(_share(one))))
        return Section(context.own_anchor(goal), goal_title(context, goal), tuple(blocks))

    def _table(self, found: tuple[Fate, ...], caption: str) -> Table:
        words = self.words
        columns = (
            Column(words(N_("Agreed"))),
            Column(words(N_("Due")), width=18, style="due"),
            Column(words(N_("What happened")), width=26, style="state"),
            Column(words(N_("What becomes of it")), width=24),
        )
        return Table(caption, columns, tuple(self._row(fate) for fate in found))

    def _row(self, fate: Fate) -> Row:
        context, state, measure = self.context, fate.state, fate.state.measure
        words = self.words
        happened = [line(context.status(state.status))]
        if fate.since is not None:
            is_over = state.status is Status.DONE or state.status.is_given_up
            date = words.date(fate.since) if is_over else words(msg("since {date}", date=fate.since))
            happened.append(line(Run(date, "quiet"), context.cite(fate.evidence)))
        return Row(
            (
                Cell((measure_title(context, measure),)),
                Cell((line(words.date(measure.due) if measure.due else "–"),)),
                Cell(tuple(happened)),
                Cell(tuple(self._future(fate))),
            ),
            context.own_anchor(measure),
        )

    def _future(self, fate: Fate) -> Iterator[Line]:
        yield line(self.words(FUTURES[fate.future]))
        if fate.successor is not None:
            yield line(measure_link(self.context, fate.successor))
        if fate.reason is not None and fate.future is not Future.DELIVERED:
            yield line(Run(fate.reason.reason or "", "quiet"), self.context.internal(fate.reason))
        if fate.future is Future.OPEN and fate.state.due is not None and fate.state.due != fate.state.measure.due:
            yield line(Run(self.words(msg("new due date: {date}", date=fate.state.due)), "quiet"))

    def open(self) -> Section:
        """Name what is still open, so that it is decided upon: carry over, replace or drop."""
        words = self.words
        title = words(N_("To be decided for the next round"))
        found = [fate for fate in self.fates if fate.future in (Future.OPEN, Future.UNKNOWN)]
        if not found:
            nothing = words(N_("Nothing is open: every measure was delivered, goes on, or was given up."))
            return Section("open", line(title), (Paragraph(line(nothing)),) if self.fates else ())
        asked = words(
            msgn(
                "For {n} measure it is still to be decided whether it is continued, replaced or dropped.",
                "For {n} measures it is still to be decided whether they are continued, replaced or dropped.",
                len(found),
            )
        )
        columns = (Column(words(N_("Measure"))), Column(words(N_("Status")), width=30, style="state"))
        rows = tuple(
            Row(
                (
                    Cell((line(measure_link(self.context, fate.state.measure)),)),
                    Cell((line(self.context.status(fate.state.status)),)),
                )
            )
            for fate in found
        )
        table = Table(title, columns, rows, style="stack agenda", shows_caption=False)
        return Section("open", line(title), (Paragraph(line(asked)), table))
