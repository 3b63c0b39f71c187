"""The status report (Sachstandsbericht): where a municipality stands, what is late, what is next, how far it is."""

from collections.abc import Iterator

from fgk.assessment.lifecycle import Standing
from fgk.messages import N_, msg, msgn
from fgk.model.municipality import Municipality
from fgk.render.document import Block, Facts, Paragraph, Section, line
from fgk.render.reports.frame import Body
from fgk.render.views.agenda import Agenda, agenda, agenda_table
from fgk.render.views.chronicle import chronicle
from fgk.render.views.context import Context
from fgk.render.views.figures import gantt_figures, timeline_figure
from fgk.render.views.history import round_sections
from fgk.render.views.plan import Plan, linked_summary, plan_summary
from fgk.render.views.records import profile, resolution_sections
from fgk.render.views.standing import standing_callout, standing_facts
from fgk.render.wanted import Wanted


def status(context: Context, record: Municipality, wanted: Wanted) -> Body:
    """Make the status report from an assessment that is possible."""
    del wanted
    assessment, words = context.assessment, context.words
    plan = Plan(context, assessment.plan(), assessment.main.counted_round)  # first: it names the places to link to
    kind = words(N_("Status report"))
    day = words.day(assessment.day)
    ahead = agenda(context)
    return Body(
        kind,
        words(msg("Status report {name}, {day}", name=record.name, day=day)),
        record.name,
        (
            _standing(context, plan),
            _late(context, ahead),
            _next(context, ahead),
            _progress(context, plan),
            _history(context),
            _resolutions(context),
            _about(context, record),
        ),
        assessment.main,
        values={"progress": plan.headline},
    )


def _standing(context: Context, plan: Plan) -> Section:
    words, assessment = context.words, context.assessment
    blocks = (
        standing_callout(context, assessment.main),
        Paragraph(linked_summary(plan.summary, "progress")),
        standing_facts(context, assessment.main),
    )
    others = tuple(_other(context, standing, number) for number, standing in enumerate(assessment.standings) if number)
    return Section("standing", line(words(N_("Where we stand"))), blocks, others)


def _other(context: Context, standing: Standing, number: int) -> Section:
    """Say where it stands in a further procedure, and how far the goals and measures of that one are."""
    blocks: list[Block] = [standing_callout(context, standing)]
    if standing.counted_round is not None:
        state = context.assessment.plan(standing=standing)
        if state.goals or state.measures:
            blocks.append(Paragraph(line(plan_summary(context, state))))
    blocks.append(standing_facts(context, standing))
    return Section(f"procedure-{number}", line(context.title(standing.procedure)), tuple(blocks))


def _late(context: Context, ahead: Agenda) -> Section:
    words = context.words
    title = words(N_("What is late"))
    blocks: list[Block] = [Paragraph(line(words(N_("Nothing that is recorded with a date is late."))))]
    if ahead.late:
        blocks = [agenda_table(context, ahead.late, title)]
    if ahead.missed:
        missed = words(N_("Missed, and no longer to be made up for"))
        blocks += [Paragraph(line(missed), "strong"), agenda_table(context, ahead.missed, missed)]
    return Section("late", line(title), tuple(blocks))


def _next(context: Context, ahead: Agenda) -> Section:
    words = context.words
    title = words(N_("What comes next"))
    if not ahead.next:
        nothing = Paragraph(line(words(N_("No date that lies ahead is recorded."))))
        return Section("next", line(title), (nothing,))
    blocks: list[Block] = [ahead.year] if ahead.year else []
    blocks.append(agenda_table(context, ahead.next, title))
    if ahead.later:
        more = msgn(
            "{n} more deadline of a measure, an indicator or evidence is not listed; it stands with its action field.",
            "{n} more deadlines of measures, indicators and evidence are not listed; they stand with their fields.",
            ahead.later,
        )
        within = msgn(
            "{n} of them falls into the next twelve months.",
            "{n} of them fall into the next twelve months.",
            ahead.soon,
        )
        text = f"{words(more)} {words(within)}" if ahead.soon else words(more)
        blocks.append(Paragraph(line(text), "small"))
    return Section("next", line(title), tuple(blocks))


def _progress(context: Context, plan: Plan) -> Section:
    words = context.words
    groups = [(plan.name(one), one.measures) for one in plan.fields]
    blocks = (Paragraph(line(plan.summary)), *plan.remarks, *plan.overview(), *gantt_figures(context, groups))
    sections = (*plan.sections(), *_of_other_procedures(context))
    empty = tuple(plan.empty())
    return Section("progress", line(words(N_("Progress by action field"))), (*blocks, *empty), sections)


def _of_other_procedures(context: Context) -> Iterator[Section]:
    """Give the goals and measures of the further procedures, each under its name."""
    for number, standing in enumerate(context.assessment.standings):
        if not number or standing.counted_round is None:
            continue
        state = context.assessment.plan(standing=standing)
        if state.goals or state.measures:
            plan = Plan(context, state, standing.counted_round, f"procedure-{number}-")
            blocks = (Paragraph(line(plan.summary)), *plan.overview())
            title = line(context.title(standing.procedure))
            yield Section(f"plan-{number}", title, blocks, plan.sections())


def _history(context: Context) -> Section:
    words = context.words
    blocks = timeline_figure(context, chronicle(context))
    rounds = round_sections(context)
    nothing = () if rounds else (Paragraph(line(words(N_("No audit history is recorded.")))),)
    return Section("history", line(words(N_("Audit history"))), (*blocks, *nothing), rounds)


def _resolutions(context: Context) -> Section:
    words = context.words
    found = resolution_sections(context)
    nothing = () if found else (Paragraph(line(words(N_("No resolutions are recorded.")))),)
    return Section("resolutions", line(words(N_("Resolutions"))), nothing, found)


def _about(context: Context, record: Municipality) -> Section:
    words = context.words
    blocks: list[Block] = [Facts(tuple(profile(context, record)))]
    if record.note:
        blocks.append(Paragraph(line(record.note)))
    concept = record.family_concept
    inner: tuple[Section, ...] = ()
    if concept and concept.text:
        resolution = context.resolution(concept.resolution)
        parts: list[Block] = [Paragraph(line(concept.text), "quote")]
        if resolution:
            parts.append(Paragraph(line(f"{words(N_('Resolution'))}: ", resolution), "small"))
        inner = (Section("family-concept", line(words(N_("Definition of family"))), tuple(parts)),)
    return Section("about", line(words(N_("About the municipality"))), tuple(blocks), inner)
