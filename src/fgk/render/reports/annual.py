"""The annual report (Jahresbericht): what was reached, what began, what comes later, what was not realised and why."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fgk.assessment.deadlines import Deadline
from fgk.assessment.progress import MeasureState
from fgk.assessment.yearly import Account, FieldYear, Outcome, Year, statuses_by_year, yearly
from fgk.messages import N_, Message, msg, msgn
from fgk.model.municipality import Municipality
from fgk.model.plan import LogEntry
from fgk.model.vocabulary import ANNUAL_REPORT, Status
from fgk.render.document import Block, Bullets, Cell, Column, Line, Paragraph, Row, Section, Table, line
from fgk.render.reports.frame import Body
from fgk.render.views.agenda import NEAREST, agenda, agenda_table
from fgk.render.views.context import Context
from fgk.render.views.figures import statuses_figure
from fgk.render.views.goals import indicator_table, judgement
from fgk.render.views.history import event_table, round_title
from fgk.render.views.measures import counts_table, due, entry_line, measure_title, named, responsible
from fgk.render.views.plan import Plan, goal_title, latest_report, linked_summary, plan_summary
from fgk.render.views.records import resolution_section
from fgk.render.views.standing import standing_callout, standing_facts
from fgk.render.wanted import NothingToReport, Wanted

OUTCOMES: dict[Outcome, str] = {
    Outcome.REACHED: N_("Reached"),
    Outcome.RUNNING: N_("Runs as a recurring task"),
    Outcome.STARTED: N_("Begun or being prepared"),
    Outcome.LATER: N_("Planned for later"),
    Outcome.NOT_REALISED: N_("Not, or not fully, realised"),
    Outcome.UNKNOWN: N_("Not recorded"),
    Outcome.REACHED_BEFORE: N_("Reached before the period"),
    Outcome.GIVEN_UP_BEFORE: N_("Given up before the period"),
}
"""The outcomes in the order in which a report gives them, each with its words."""


def annual(context: Context, record: Municipality, wanted: Wanted) -> Body:
    """Make the annual report on the years that are wanted; without any, on the last one that is over."""
    words, assessment = context.words, context.assessment
    years = wanted.years_on(assessment.day)
    if max(years) > assessment.day.year:
        text = msg("The year {year} has not begun on {day}", year=max(years), day=words.day(assessment.day))
        raise NothingToReport(text, msg("Name a year that is over, or the current one, with --period."))
    year = yearly(assessment, years)
    if year.standing.counted_round is None and not year.plan.measures and not year.events:
        text = msg(
            "Of {name}, nothing is recorded that belongs to {period}", name=record.name, period=words.period(years)
        )
        raise NothingToReport(text, _first_year(year))
    period = words.period(years)
    plan = Plan(context, year.plan, year.standing.counted_round)
    made = _Annual(context, year, plan)
    return Body(
        words(N_("Annual report")),
        words(msg("Annual report {period}, {name}", period=period, name=record.name)),
        words(msg("{name}: annual report {period}", name=record.name, period=period)),
        (
            made.summary(period),
            made.fields(),
            *made.not_realised(),
            *made.goals(),
            *made.happened(),
            *made.resolutions(),
            made.next_steps(),
        ),
        year.standing,
        values={"period": period, "progress": plan.headline},
    )


def _first_year(year: Year) -> Message | None:
    """Say since when something is recorded in the procedure."""
    days = [day for history in year.standing.histories for day, _ in history.events]
    return msg("The first event that is recorded is of {year}.", year=min(days).year) if days else None


def _place(outcome: Outcome) -> str:
    """Give the section in which the measures of an outcome stand."""
    return "not-realised" if outcome is Outcome.NOT_REALISED else "fields"


class _Annual:
    """The sections of an annual report."""

    def __init__(self, context: Context, year: Year, plan: Plan) -> None:
        self.context = context
        self.words = context.words
        self.year = year
        self.plan = plan

    def summary(self, period: str) -> Section:
        """Say where the municipality stood at the end, and how many measures had which outcome."""
        words, year = self.words, self.year
        end = words.day(year.period.end)
        blocks: list[Block] = [
            Paragraph(line(self._days(end))),
            standing_callout(self.context, year.standing),
            Paragraph(linked_summary(plan_summary(self.context, year.plan), "fields")),
            *self._remarks(),
            *latest_report(self.context, year.plan),
            standing_facts(self.context, year.standing),
        ]
        if year.plan.measures:
            blocks.append(self._outcomes(period))
        blocks += statuses_figure(self.context, statuses_by_year(year.assessment, year.scope))
        return Section("summary", line(words(N_("Summary"))), tuple(blocks))

    def _days(self, end: str) -> str:
        """Say of which day what is shown."""
        words, day = self.words, self.context.assessment.day
        if self.year.period.end == day:
            return words(msg("This report shows the state on {day}.", day=end))
        text = msg(
            "This report shows the state on {day}; the next steps are those on {today}.", day=end, today=words.day(day)
        )
        return words(text)

    def _remarks(self) -> tuple[Paragraph, ...]:
        """Say what is not recorded; of several rounds together, only which ones they are."""
        wanted = self.year.scope.rounds or frozenset()
        rounds = [one for one in self.year.standing.histories if one.round.id in wanted]
        if len(rounds) < 2:
            return self.plan.remarks
        names = tuple(round_title(self.context, one) for one in rounds)
        text = msg("In this period the goals and measures of several rounds counted: {rounds}.", rounds=names)
        return (Paragraph(line(self.words(text)), "quiet"),)

    def _outcomes(self, period: str) -> Table:
        words = self.words
        caption = words(msg("Measures in {period}", period=period))
        counts = ((words(text), len(self.year.of(one)), _place(one)) for one, text in OUTCOMES.items())
        total = len(self.year.plan.measures)
        return counts_table(self.context, caption, words(N_("What became of the measures")), counts, total)

    def fields(self) -> Section:
        """Give the measures of each action field by outcome, with what was reported on them."""
        words = self.words
        shown = [one for one in self.year.fields if not one.state.is_empty]
        made = (self._field(one, number) for number, one in enumerate(shown, start=1))
        inner = tuple(section for section in made if not section.is_empty)
        nothing = () if inner else (Paragraph(line(plan_summary(self.context, self.year.plan))),)
        overview = tuple(self.plan.overview())
        empty = tuple(self.plan.empty())
        return Section("fields", line(words(N_("By action field"))), (*overview, *nothing, *empty), inner)

    def _field(self, one: FieldYear, number: int) -> Section:
        blocks: list[Block] = []
        if one.state.field is not None and one.state.field.objective:
            blocks.append(Paragraph(line(one.state.field.objective)))
        for outcome, words in OUTCOMES.items():
            found = one.of(outcome)
            if found:
                blocks.append(self._table(found, self.words(words)))
        return Section(f"field-{number}", line(self.plan.name(one.state)), tuple(blocks))

    def _table(self, accounts: Sequence[Account], caption: str) -> Table:
        words, context = self.words, self.context
        columns = (
            Column(words(N_("Measure"))),
            Column(words(N_("Status")), width=24, style="state"),
            Column(words(N_("Due")), width=20, style="due"),
            Column(words(N_("Office")), width=22, style="office"),
        )
        rows = tuple(
            Row(
                (
                    Cell((measure_title(context, one.state.measure),)),
                    Cell((line(context.status(one.state.status)),)),
                    Cell(tuple(due(context, one.state))),
                    Cell(tuple(responsible(context, one.state.measure))),
                ),
                context.own_anchor(one.state.measure),
                tuple(self._reported(one)),
            )
            for one in accounts
        )
        return Table(caption, columns, rows, style="stack measures")

    def _reported(self, one: Account) -> Iterator[Block]:
        """Give what was reported in the period; of what was not realised, the reason that was given before, too."""
        entries: Sequence[LogEntry] = one.reported
        if not entries and one.outcome in (Outcome.NOT_REALISED, Outcome.LATER):
            entries = [entry for _, entry in one.state.entries if entry.reason][-1:]
        if entries:
            lines = tuple(entry_line(self.context, entry) for entry in entries)
            yield Bullets(lines, style="log", label=self.words(N_("Log")))

    def not_realised(self) -> Iterator[Section]:
        """Say what was not realised, and why."""
        words = self.words
        found = self.year.of(Outcome.NOT_REALISED)
        if not found:
            return
        columns = (
            Column(words(N_("Measure"))),
            Column(words(N_("Status")), width=24, style="state"),
            Column(words(N_("Reason")), width=38),
        )
        rows = tuple(
            Row(
                (
                    Cell((measure_title(self.context, state.measure),)),
                    Cell((line(self.context.status(state.status)), *due(self.context, state))),
                    Cell(tuple(self._why(state))),
                )
            )
            for state in found
        )
        title = words(N_("What was not fully realised, and why"))
        yield Section("not-realised", line(title), (Table(title, columns, rows, shows_caption=False),))

    def _why(self, state: MeasureState) -> Iterator[Line]:
        reasons = [entry for _, entry in state.entries if entry.reason]
        latest = reasons[-1] if reasons else None
        if latest is not None and latest.reason:
            yield line(latest.reason, self.context.internal(latest))
        elif state.entry is not None and state.entry.note:
            yield line(state.entry.note, self.context.internal(state.entry))
        else:
            yield line(self.words(N_("No reason is recorded.")))
        if state.status is Status.REPLACED and state.entry is not None:
            successor = self.context.assessment.measures.get(state.entry.replaced_by or "")
            if successor is not None:
                yield line(self.words(msg("replaced by {measure}", measure=named(successor))))

    def goals(self) -> Iterator[Section]:
        """Give indicators with values of the period and judgements that were made in it."""
        inner = []
        for one in (goal for field in self.year.fields for goal in field.goals):
            state = one.state
            said = judgement(self.context, state, self.year.period.end) if one.judged is not None else None
            blocks: list[Block] = [said] if said else []
            moved = {id(movement.indicator) for movement in one.movements}
            measured = [indicator for indicator in state.indicators if id(indicator.indicator) in moved]
            if measured:
                blocks.append(indicator_table(self.context, measured))
            if blocks:
                inner.append(
                    Section(self.context.own_anchor(state.goal), goal_title(self.context, state.goal), tuple(blocks))
                )
        if inner:
            yield Section("goals", line(self.words(N_("How far the goals are"))), (), tuple(inner))

    def happened(self) -> Iterator[Section]:
        """Give the events of the audit in the period."""
        words = self.words
        blocks: list[Block] = []
        for standing in self.year.assessment.standings:
            events = [event for _, event in replace(self.year, standing=standing).events]
            if events:
                caption = words(msg("Events: {round}", round=self.context.title(standing.procedure)))
                blocks.append(event_table(self.context, standing, events, caption))
        if blocks:
            yield Section("events", line(words(N_("Audit history in the period"))), tuple(blocks))

    def resolutions(self) -> Iterator[Section]:
        """Give the resolutions that were dealt with in the period."""
        inner = tuple(resolution_section(self.context, one) for one in self.context.resolutions if self.year.has(one))
        if inner:
            yield Section("resolutions", line(self.words(N_("Resolutions in the period"))), (), inner)

    def _is_this_report(self, deadline: Deadline) -> bool:
        """Whether a deadline is that of the very report that is written."""
        of_rule = deadline.explanation.rule_of
        period = self.year.period
        is_of_period = period.first.year <= deadline.due_stated.last.year <= period.last.year
        return of_rule is not None and of_rule[1].met_by == ANNUAL_REPORT and is_of_period

    def next_steps(self) -> Section:
        """Say what comes next, from the day of the report on."""
        words, context = self.words, self.context
        title = words(msg("Next steps, as of {day}", day=words.day(context.assessment.day)))
        ahead = agenda(context, self._is_this_report)
        blocks: list[Block] = []
        if ahead.late:
            late = msgn("{n} deadline is overdue.", "{n} deadlines are overdue.", len(ahead.late))
            blocks += [Paragraph(line(words(late))), agenda_table(context, ahead.late, words(N_("What is late")))]
        coming = ahead.next[: 2 * NEAREST]
        if coming:
            blocks.append(agenda_table(context, coming, words(N_("What comes next"))))
        if not blocks:
            blocks.append(Paragraph(line(words(N_("No date that lies ahead is recorded.")))))
        return Section("next", line(title), tuple(blocks))
