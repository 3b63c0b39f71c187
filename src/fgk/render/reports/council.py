"""A paper for the council: for a vote (Beschlussvorlage) or for information (Mitteilungsvorlage)."""

import datetime as dt
from collections.abc import Iterator, Sequence

from fgk.assessment.assess import Assessment, PlanState, Scope
from fgk.assessment.deadlines import DeadlineState, in_order
from fgk.assessment.decisions import candidate
from fgk.assessment.duties import duties
from fgk.assessment.lifecycle import History, Phase, Standing
from fgk.assessment.occasions import Occasion, is_met_by, occasion
from fgk.assessment.readiness import readiness, step_named, steps
from fgk.messages import N_, Message, msg, msgn
from fgk.model.municipality import Municipality
from fgk.model.procedure import EventType, Procedure
from fgk.model.resolution import Resolution
from fgk.model.vocabulary import ANNUAL_REPORT, Kind, ResolutionKind, Role, label
from fgk.render.document import Block, Bullets, Callout, Cell, Column, Line, Paragraph, Row, Run, Section, Table, line
from fgk.render.reports.frame import Body
from fgk.render.sentences import PLAIN, capital, certificate
from fgk.render.views.context import Context
from fgk.render.views.costs import cost_sentences
from fgk.render.views.history import event_table
from fgk.render.views.plan import plan_summary
from fgk.render.views.records import paper_number
from fgk.render.wanted import NothingToReport, Wanted
from fgk.stops import WrongUse
from fgk.suggestions import meant_or_possible

COUNCILS: dict[Kind, str] = {
    Kind.MUNICIPALITY: N_("The council"),
    Kind.INDEPENDENT_CITY: N_("The council"),
    Kind.DISTRICT: N_("The district council"),
    Kind.BOROUGH: N_("The borough assembly"),
    Kind.ASSOCIATION: N_("The assembly of the association"),
    Kind.REGION: N_("The assembly of the region"),
}
"""Who decides, where no earlier resolution names the body."""


_OVER = (Phase.LAPSED, Phase.REVOKED, Phase.NOT_STARTED, Phase.REJECTED)
"""Phases in which nobody waits for a yearly report."""


class UnknownStep(WrongUse):
    """A step that the procedure does not have, or none at all."""

    def __init__(self, name: str | None, known: list[str]) -> None:
        if name is None:
            super().__init__(
                msg("Which step the council paper is for is missing"),
                msg("Name it with --for EVENT, such as: {events}.", events=tuple(known)),
            )
        else:
            super().__init__(msg("There is no step “{name}” here", name=name), meant_or_possible(name, known))


def council(context: Context, record: Municipality, wanted: Wanted) -> Body:
    """Make the paper for a step of the procedure. Raises UnknownStep and NothingToReport."""
    standing, step = _step(context, wanted.event)
    if wanted.years and step.id != ANNUAL_REPORT:
        text = msg("The paper for this step is not about years: {step}", step=step)
        raise WrongUse(text, msg("Leave out {option}.", option="--period"))
    taken = occasion(context.assessment, standing, step, wanted.years)
    if taken.years and taken.event is None and not wanted.years and standing.phase in _OVER:
        text = msg("No annual report is due: {certificate}", certificate=certificate(standing))
        raise NothingToReport(text, msg("Name a year with --period to write one all the same."))
    made = _Paper(context, record, standing, step, taken)
    context.shows_internal = made.holds_internal
    words = context.words
    kind = words(N_("Council paper for a vote")) if step.resolution else words(N_("Council paper for information"))
    subject = words(made.subject)
    number = paper_number(made.resolution) if made.resolution else ""
    lead = line(words(msg("Council paper {paper}", paper=number))) if number else ()
    office = context.assessment.office
    return Body(
        kind,
        words(msg("{kind}: {subject}", kind=kind, subject=subject)),
        kind,
        (
            made.about(subject),
            made.proposal(),
            made.facts(),
            made.costs(),
            made.consultations(),
            made.attachments(),
        ),
        made.standing,
        day=made.assessment.day,
        lead=tuple(one for one in (line(record.name), lead, line(office or "")) if one),
        values={"subject": subject, "paper": number},
        is_handed_out=True,
        is_short=True,
    )


def _step(context: Context, name: str | None) -> tuple[Standing, EventType]:
    standings = context.assessment.standings
    found = step_named(standings, name) if name is not None else None
    if found is None:
        known = (kind.id for _, kind in steps(standings) if kind.resolution or name is not None)
        raise UnknownStep(name, list(dict.fromkeys(known)))
    return found


class _Paper:
    """The parts of a council paper. One on a step that has been taken shows the state of that day."""

    def __init__(
        self, context: Context, record: Municipality, standing: Standing, step: EventType, occasion: Occasion
    ) -> None:
        self.context = context
        self.words = context.words
        self.record = record
        self.step = step
        self.occasion = occasion
        assessment = context.assessment
        if occasion.event is not None:
            assessment = assessment.as_of(min(assessment.day, occasion.event.date.last))
            standing = next(one for one in assessment.standings if one.procedure is standing.procedure)
        self.assessment: Assessment = assessment
        self.standing: Standing = standing
        self.resolution: Resolution | None = self._resolution()
        self.plan: PlanState = assessment.plan(self._scope(), standing)
        """The goals and measures that the paper is about: none, where a round is only to begin."""
        self.counted: PlanState = assessment.plan(standing=standing)
        """Those that counted on the day, whose progress belongs to the facts."""

    @property
    def history(self) -> History | None:
        """The round that the step belongs to, None where it begins a new one."""
        return self.occasion.history

    def _resolution(self) -> Resolution | None:
        """Give the resolution on the step, where one is recorded."""
        event, history, award = self.occasion.event, self.history, self.standing.award
        if event is not None:
            return next((one for one in self.context.resolutions if one.id == event.resolution), None)
        since = award.since if award is not None else None
        found = candidate(self.assessment, self.step, history.round if history else None, since)
        return next((one for one in self.context.resolutions if found is not None and one.id == found.id), None)

    @property
    def holds_internal(self) -> bool:
        """Whether numbers count what is not for the public."""
        return any(state.measure.is_internal for state in (*self.plan.measures, *self.counted.measures))

    def _scope(self) -> Scope:
        if self.history is None:
            return Scope(frozenset(), loose=False)
        return Scope.of_round(self.assessment, self.standing, self.history.round)

    def _is(self, kind: ResolutionKind) -> bool:
        return kind in self.step.resolution

    # -- what it is about ----------------------------------------------------------------------------------------------

    @property
    def period(self) -> str:
        """The years that a report is about, or nothing."""
        return self.words.period(self.occasion.years) if self.occasion.years else ""

    @property
    def subject(self) -> Message:
        """The subject of the paper: that of the resolution where one is recorded."""
        if self.resolution is not None:
            return msg("{title}", title=self.resolution.title)
        if self.period:
            return msg("Annual report {period} in the {procedure}", period=self.period, procedure=self._procedure)
        return msg("{procedure}: {step}", procedure=self._procedure, step=self.step)

    @property
    def _procedure(self) -> Procedure:
        return self.standing.procedure

    def about(self, subject: str) -> Section:
        """Name the subject, and say first of all where the step has been taken already."""
        words = self.words
        blocks: list[Block] = []
        if self.occasion.event is not None:
            date = words.date(self.occasion.event.date)
            blocks.append(
                Callout(
                    words(N_("This step has been taken already")),
                    (line(words(msg("It is recorded for {date}. The paper shows the state of that day.", date=date))),),
                )
            )
        blocks.append(Paragraph(line(subject), "strong"))
        return Section("subject", line(words(N_("Subject"))), tuple(blocks))

    def proposal(self) -> Section:
        """Give the wording of what is to be decided, or to be noted."""
        words = self.words
        title = words(N_("Proposed resolution")) if self.step.resolution else words(N_("Taking note"))
        lines = tuple(line(words(one)) for one in self._proposed())
        if len(lines) == 1:
            return Section("proposal", line(title), (Paragraph(lines[0]),))
        return Section("proposal", line(title), (Bullets(lines, ordered=True),))

    def _proposed(self) -> Iterator[Message]:
        body, procedure = self._body(), self._procedure
        if self.step.adopts:
            yield from self._adoption(body)
        elif self._is(ResolutionKind.PARTICIPATION) or self._is(ResolutionKind.RE_AUDIT):
            if self.standing.award is None:
                yield msg("{body} resolves to take part in the {procedure}.", body=body, procedure=procedure)
            else:
                yield msg(
                    "{body} resolves to renew the certificate in the {procedure}.", body=body, procedure=procedure
                )
            yield msg("The administration is charged with the next steps of the procedure.")
        elif self.step.resolution:
            yield msg("{body} resolves in the {procedure}: {step}.", body=body, step=self.step, procedure=procedure)
        elif self.period:
            text = N_("{body} takes note of the annual report {period} in the {procedure}.")
            yield msg(text, body=body, period=self.period, procedure=procedure)
        else:
            text = N_("{body} takes note of the message “{step}” in the {procedure}.")
            yield msg(text, body=body, step=self.step, procedure=procedure)

    def _adoption(self, body: str) -> Iterator[Message]:
        stage = self.history.stage if self.history is not None else None
        agreement = msg("target agreement ({stage})", stage=stage) if stage is not None else msg("target agreement")
        goals = msgn("{n} goal", "{n} goals", len(self.plan.goals))
        measures = msgn("{n} measure", "{n} measures", len(self.plan.measures))
        adopted = msg("{body} adopts the {agreement} as attached.", body=body, agreement=agreement)
        if self.plan.measures and not self.context.public:  # the public ones alone are not what is adopted
            text = N_("{adopted} It holds {goals} and {measures}.")
            yield msg(text, adopted=adopted, goals=goals, measures=measures)
        else:
            yield adopted
        yield msg("The administration is charged with carrying out the measures and with reporting on them every year.")
        conditions = self.resolution.conditions if self.resolution else ()
        if conditions:
            yield msgn(
                "The resolution is subject to this condition: {conditions}.",
                "The resolution is subject to these conditions: {conditions}.",
                len(conditions),
                conditions=tuple(conditions),
            )
        elif any(one.measure.cost and one.measure.cost.subject_to_budget for one in self.plan.measures):
            yield msg("Measures that need money are subject to the budget.")

    def _body(self) -> str:
        """Name who decides: the body of this resolution, else that of the latest one, else by the kind of body."""
        noted = self.resolution or self._pattern()
        if not self.step.resolution and noted is not None and noted.consultations:
            return self.words.body(noted.consultations[-1].body)
        known = [self.resolution] if self.resolution else []
        by_date = sorted(self.context.resolutions, key=lambda one: one.date.last.toordinal() if one.date else 0)
        for one in [*known, *reversed(by_date)]:
            step = next((step for step in reversed(one.consultations) if step.role is Role.DECISION), None)
            if step is not None:
                return self.words.body(step.body)
        return self.words(COUNCILS[self.record.kind])

    # -- why -----------------------------------------------------------------------------------------------------------

    def facts(self) -> Section:
        """Give the facts: where the municipality stands, what happened in the round, what is late, what is missing."""
        words, history = self.words, self.history
        plain = words(msg(PLAIN[self.standing.phase], name=self.record.name))
        held = capital(words(certificate(self.standing)))
        blocks: list[Block] = [Paragraph(line(plain)), Paragraph(line(words.sentence(held)))]
        is_first = self.step.adopts and history is not None and self.standing.counted_round is history.round
        if (self.counted.goals or self.counted.measures) and not is_first:
            blocks += self._progress()
        if self.step.adopts and history is None:
            nothing = words(N_("Nothing is recorded of the new round yet: its goals and measures are to be added."))
            blocks.append(Paragraph(line(nothing)))
        known = [event for day, event in history.events if day <= self.standing.day] if history else []
        events = [event for event in known if event is not self.occasion.event]
        if events:
            caption = words(N_("What has happened in this round"))
            blocks.append(event_table(self.context, self.standing, events, caption, has_notes=False))
        if self.occasion.event is None:
            blocks += self._late()
            blocks += self._missing()
        return Section("facts", line(words(N_("Facts and reasons"))), tuple(blocks))

    def _progress(self) -> Iterator[Block]:
        """Say how far the measures are: before a new agreement, those of the one that it follows."""
        if self.step.adopts:
            text = self.words(N_("State of the target agreement so far:"))
            yield Paragraph(line(f"{text} ", plan_summary(self.context, self.counted)))
        elif self.occasion.years and self.occasion.event is None:
            end = min(self.assessment.day, dt.date(max(self.occasion.years), 12, 31))
            then = self.assessment.as_of(end)
            standing = next(one for one in then.standings if one.procedure is self._procedure)
            said = self.words(msg("On {day}:", day=self.words.day(end)))
            yield Paragraph(line(f"{said} ", plan_summary(self.context, then.plan(standing=standing))))
        else:
            yield Paragraph(line(plan_summary(self.context, self.counted)))

    def _late(self) -> Iterator[Block]:
        """Name the duties of the procedure that are overdue, this step aside."""
        words = self.words
        found = [
            one
            for one in in_order(duties(self.assessment, self.standing))
            if one.state is DeadlineState.OVERDUE and not is_met_by(one, self.step)
        ]
        if found:
            yield Paragraph(line(words(N_("Overdue, as the procedure asks for it:"))))
            yield Bullets(tuple(line(f"{words(one.title)}, ", words.date(one.shown)) for one in found))

    def _missing(self) -> Iterator[Block]:
        """Name what the procedure asks for before this step and what is not recorded, the vote itself aside."""
        words = self.words
        ready = readiness(self.assessment, self.standing, self.step)
        missing = [one for one in ready.missing if one.id != "resolution"]
        if missing:
            yield Paragraph(line(words(N_("Still open, as the procedure asks for it before this step:"))))
            yield Bullets(tuple(line(Run(f"{words(one.title)}: ", "strong"), words(one.text)) for one in missing))

    def costs(self) -> Section:
        """Give what is recorded on costs; nothing is assumed."""
        words = self.words
        round_ = self.history.round if self.history is not None else None
        lines = [line(words(one)) for one in cost_sentences(words, round_, self.plan)]
        if not lines:
            lines = [line(words(N_("No costs are recorded; the administration adds them here.")))]
        return Section("costs", line(words(N_("Financial effects"))), tuple(Paragraph(one) for one in lines))

    def consultations(self) -> Section:
        """Give the bodies that deal with it, as recorded; without any, those of the last resolution of its kind."""
        words = self.words
        title = words(N_("Sequence of consultations"))
        if self.resolution is not None and self.resolution.consultations:
            return Section("consultations", line(title), (self._steps(self.resolution, title, is_pattern=False),))
        pattern = self._pattern()
        if pattern is None:
            nothing = words(N_("No consultation is recorded; the administration adds the bodies here."))
            return Section("consultations", line(title), (Paragraph(line(nothing)),))
        said = words(msg("Proposed as for the resolution “{title}”; dates are to be added.", title=pattern.title))
        table = self._steps(pattern, title, is_pattern=True)
        return Section("consultations", line(title), (Paragraph(line(said)), table))

    def _pattern(self) -> Resolution | None:
        kinds = self.step.resolution or (ResolutionKind.REPORT,)
        elsewhere = self._of_other_procedures()
        found = [
            one
            for one in self.context.resolutions
            if one.kind in kinds and one.consultations and one.id not in elsewhere
        ]
        return max(found, key=lambda one: one.date.last.toordinal() if one.date else 0, default=None)

    def _of_other_procedures(self) -> set[str]:
        """Give the ids of resolutions that events of other procedures alone rest on."""
        own: set[str] = set()
        others: set[str] = set()
        for standing in self.assessment.standings:
            here = own if standing.procedure is self._procedure else others
            here |= {event.resolution for one in standing.histories for _, event in one.events if event.resolution}
        return others - own

    def _steps(self, resolution: Resolution, caption: str, *, is_pattern: bool) -> Table:
        words = self.words
        columns = (
            Column(words(N_("Body"))),
            Column(words(N_("Role")), width=26),
            Column(words(N_("Date")), width=24, style="due"),
            Column(words(N_("Result")), width=22),
        )
        rows = []
        for step in resolution.consultations:
            date = words.date(step.date) if step.date and not is_pattern else "–"
            result = words(label(step.result)) if step.result and not is_pattern else "–"
            cells: Sequence[Line] = (line(step.body), line(words(label(step.role))), line(date), line(result))
            rows.append(Row(tuple(Cell((one,)) for one in cells)))
        return Table(caption, columns, tuple(rows), shows_caption=False)

    def attachments(self) -> Section:
        """Name what belongs to the paper."""
        words = self.words
        lines = tuple(line(words(one)) for one in self._attached())
        return Section("attachments", line(words(N_("Attachments"))), (Bullets(lines, ordered=True),))

    def _attached(self) -> Iterator[Message | str]:
        if self.step.adopts:
            yield N_("Target agreement")
        elif self.standing.award is not None and self.step.resolution:
            yield N_("Balance of the round so far")
        elif self.period:
            yield msg("Annual report {period}", period=self.period)
        if self.counted.measures:
            yield N_("Status report")
