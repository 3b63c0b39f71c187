"""A fact sheet for one measure, or for one goal with its measures."""

from collections.abc import Iterator

from fgk.assessment.assess import EVERYTHING, Assessment
from fgk.assessment.lifecycle import Standing
from fgk.assessment.progress import GoalState, MeasureState, indicator_state
from fgk.messages import N_, msg
from fgk.model.municipality import Municipality
from fgk.model.plan import Goal, Measure
from fgk.render.document import Block, Bullets, Fact, Facts, Paragraph, Section, joined, line
from fgk.render.reports.frame import Body
from fgk.render.views.context import Context
from fgk.render.views.figures import indicators_figure
from fgk.render.views.goals import indicator_table, judgement
from fgk.render.views.measures import due, log, marks, measure_facts, measure_table, named, responsible
from fgk.render.views.plan import field_name, headline
from fgk.render.views.records import resolution_section
from fgk.render.wanted import Wanted
from fgk.stops import WrongUse
from fgk.suggestions import meant_or_possible


class UnknownRecord(WrongUse):
    """A measure or goal that the municipality does not have, or that may not be shown."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(msg("There is no measure and no goal “{id}” here", id=name), meant_or_possible(name, known))


class NoRecord(WrongUse):
    """A fact sheet without the record that it is about."""

    def __init__(self, known: list[str]) -> None:
        hint = msg("Name it with --id ID, such as --id {id}.", id=known[0]) if known else None
        super().__init__(msg("Which measure or goal the fact sheet is about is missing"), hint)


def measure(context: Context, record: Municipality, wanted: Wanted) -> Body:
    """Make the fact sheet of a measure or a goal. Raises NoRecord and UnknownRecord."""
    assessment = context.assessment
    known = [*assessment.measures, *assessment.goals]
    if wanted.record is None:
        raise NoRecord(known)
    for goal in assessment.goals.values():
        context.register("goal", goal)
    found = assessment.measures.get(wanted.record)
    if found is not None:
        context.register("measure", found)
        state = next(one for one in assessment.measure_states if one.measure is found)
        return _of_measure(context, record, state)
    goal_found = assessment.goals.get(wanted.record)
    if goal_found is None:
        raise UnknownRecord(wanted.record, known)
    return _of_goal(context, record, goal_found)


def _standing(assessment: Assessment, goal: Goal | None) -> Standing:
    """Give the procedure to which a goal belongs through its round, by default that of the audit file."""
    history = assessment.history_of.get((goal.round if goal is not None else None) or "")
    return next((one for one in assessment.standings if history in one.histories), assessment.main)


def _of_measure(context: Context, record: Municipality, state: MeasureState) -> Body:
    words, found = context.words, state.measure
    title = named(found)
    goal = context.assessment.goals.get(found.goal or "")
    about: list[Block] = [Facts(tuple(_facts(context, state, goal)))]
    if found.description:
        about.insert(0, Paragraph(line(found.description)))
    more = tuple(measure_facts(context, found))
    if more:
        about.append(Bullets(more, style="meta"))
    if found.note:
        about.append(Paragraph(line(found.note), "small"))
    entries = [entry for _, entry in reversed(state.entries)]
    course: Block = (
        log(context, entries) if entries else Paragraph(line(words(N_("Nothing has been reported on it yet."))))
    )
    about_title = line(
        words(N_("The measure")), context.internal(found), context.cite(found.sources), context.place(found)
    )
    return Body(
        words(N_("Fact sheet")),
        words(msg("Fact sheet {title}, {name}", title=title, name=record.name)),
        title,
        (
            Section(context.own_anchor(found), about_title, tuple(about)),
            Section("course", line(words(N_("What happened so far"))), (course,)),
            *_goal_sections(context, goal),
            *_resolutions(context, found),
        ),
        _standing(context.assessment, goal),
        lead=(line(record.name),),
        is_short=True,
    )


def _facts(context: Context, state: MeasureState, goal: Goal | None) -> Iterator[Fact]:
    words = context.words
    yield Fact(words(N_("Status")), joined([line(context.status(state.status)), *marks(context, state)], ", "))
    when = joined(due(context, state), ", ")
    if when:
        yield Fact(words(N_("Due")), when)
    who = joined(responsible(context, state.measure), ", ")
    if who:
        yield Fact(words(N_("Office")), who)
    if goal is not None:
        yield Fact(words(N_("Goal")), line(named(goal)))
        fields = context.assessment.plan(EVERYTHING, _standing(context.assessment, goal)).fields
        field = next((one for one in fields if one.field is not None and one.field.id == goal.action_field), None)
        if field is not None:
            yield Fact(words(N_("Action field")), line(field_name(words, field)))


def _goal_sections(context: Context, goal: Goal | None) -> Iterator[Section]:
    """Say by what one sees whether the goal behind a measure is reached."""
    if goal is None:
        return
    state = GoalState(goal, (), tuple(indicator_state(one, context.assessment.day) for one in goal.indicators))
    blocks = tuple(_effect(context, state))
    if blocks:
        yield Section("goal", line(context.words(N_("The goal behind it"))), (Paragraph(line(named(goal))), *blocks))


def _effect(context: Context, state: GoalState) -> Iterator[Block]:
    judged = judgement(context, state)
    if judged is not None:
        yield judged
    if state.indicators:
        yield indicator_table(context, state.indicators)
        yield from indicators_figure(context, [state])


def _resolutions(context: Context, found: Measure) -> Iterator[Section]:
    wanted = {found.resolution, *(entry.resolution for entry in found.log)}
    inner = tuple(resolution_section(context, one) for one in context.resolutions if one.id in wanted)
    if inner:
        yield Section("resolutions", line(context.words(N_("Resolutions"))), (), inner)


def _of_goal(context: Context, record: Municipality, goal: Goal) -> Body:
    words, assessment = context.words, context.assessment
    plan = assessment.plan(EVERYTHING)
    state = next(one for one in plan.goals if one.goal is goal)
    for one in state.measures:
        context.register("measure", one.measure)
    title = named(goal)
    about: list[Block] = [Paragraph(line(goal.description))] if goal.description else []
    if goal.note:
        about.append(Paragraph(line(goal.note), "small"))
    about += _effect(context, state)
    if not about:
        about.append(Paragraph(line(words(N_("Neither indicators nor a judgement are recorded.")))))
    heading = line(words(N_("The goal")), context.internal(goal), context.cite(goal.sources), context.place(goal))
    measures: Block = Paragraph(line(words(N_("No measures are recorded."))))
    if state.measures:
        measures = measure_table(context, state.measures, words(headline(state.tally)))
    return Body(
        words(N_("Fact sheet")),
        words(msg("Fact sheet {title}, {name}", title=title, name=record.name)),
        title,
        (
            Section(context.own_anchor(goal), heading, tuple(about)),
            Section("measures", line(words(N_("Measures"))), (measures,)),
        ),
        _standing(assessment, goal),
        lead=(line(record.name),),
        is_short=True,
    )
