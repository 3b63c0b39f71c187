"""The audit history: every round with its dated events."""

from collections.abc import Iterable, Iterator

from fgk.assessment.assess import Scope
from fgk.assessment.deadlines import event_title
from fgk.assessment.lifecycle import History, Standing
from fgk.messages import N_, msg, msgn
from fgk.model.audit import Event, Round
from fgk.render.document import Block, Cell, Column, Fact, Facts, Line, Paragraph, Row, Run, Section, Table, line
from fgk.render.views.context import Context
from fgk.render.views.plan import headline
from fgk.render.views.standing import basis_line, remark


def round_sections(context: Context) -> tuple[Section, ...]:
    """Show all rounds with their dated events, those of the file's procedure first."""
    return tuple(
        _round(context, standing, history)
        for standing in context.assessment.standings
        for history in standing.histories
    )


def _round(context: Context, standing: Standing, history: History) -> Section:
    words, round_ = context.words, history.round
    in_order = [event for day, event in history.events if day <= standing.day]
    planned = sorted((event for event in round_.events if event.planned), key=lambda event: event.date.first)
    years = _years(in_order)
    procedure = "" if standing is context.assessment.main else f" · {context.title(standing.procedure)}"
    title = round_title(context, history)
    blocks: list[Block] = []
    if context.assessment.main.counted_round is round_:
        blocks.append(Paragraph(line(words(N_("The goals and measures of this round are those of the report.")))))
    facts = tuple(_facts(context, standing, history))
    if facts:
        blocks.append(Facts(facts))
    if round_.note:
        blocks.append(Paragraph(line(round_.note), "small"))
    if in_order or planned:
        blocks.append(event_table(context, standing, [*in_order, *planned], words(msg("Events: {round}", round=title))))
    else:
        blocks.append(Paragraph(line(words(N_("No dated events of this round are recorded.")))))
    heading = f"{title}, {years}{procedure}" if years else f"{title}{procedure}"
    cited = context.cite(round_.sources)
    return Section(context.own_anchor(round_), line(heading, cited, context.place(round_)), tuple(blocks))


def event_table(
    context: Context, standing: Standing, events: Iterable[Event], caption: str, *, has_notes: bool = True
) -> Table:
    """Show events with their dates, what they rest on, and where that stands."""
    words = context.words
    columns = (Column(words(N_("Date")), width=26, style="due"), Column(words(N_("Event"))))
    rows = (
        Row(
            (
                Cell((line(words.span(event.date, event.until)),)),
                Cell(tuple(_event(context, standing, event, has_notes=has_notes))),
            )
        )
        for event in events
    )
    return Table(caption, columns, tuple(rows), header=-1)


def _event(context: Context, standing: Standing, event: Event, *, has_notes: bool) -> Iterator[Line]:
    words = context.words
    years = words(msg("for {years}", years=words.years(event.covers))) if event.covers else ""
    yield line(
        words(event_title(standing.procedure, event)),
        f" {years}" if years else "",
        Run(f" ({words(N_('planned'))})", "quiet") if event.planned else "",
        context.internal(event),
        context.cite(event.sources),
        context.place(event),
    )
    resolution = context.rests_on(event.resolution)
    if resolution:
        yield resolution
    if event.note and has_notes:
        yield line(Run(event.note, "quiet"))


def round_title(context: Context, history: History) -> str:
    """Name a round by the certificate that it leads to."""
    if history.stage is not None:
        return history.stage.title_in(context.words.language)
    return context.words(N_("Round of an unknown stage"))


def _years(events: list[Event]) -> str:
    if not events:
        return ""
    first = min(event.date.first.year for event in events)
    last = max((event.until or event.date).first.year for event in events)
    return f"{first}" if first == last else f"{first}–{last}"


def _facts(context: Context, standing: Standing, history: History) -> Iterator[Fact]:
    words, round_, award = context.words, history.round, history.award
    if award is not None and award.valid_until is not None:
        basis = remark(words(basis_line(award)))
        yield Fact(words(N_("Valid until")), line(words.date(award.valid_until), basis))
    elif award is not None and award.is_permanent:
        yield Fact(words(N_("Validity")), line(words(N_("without end"))))
    elif round_.certificate == "unknown":
        text = words(N_("Whether the round ended in a certificate is not recorded."))
        yield Fact(words(N_("Certificate")), line(text))
    if round_.plan is not None:
        yield Fact(words(N_("Target agreement as published")), line(_size(context, round_)))
    if standing.counted_round is not round_:
        yield from _plan(context, round_)
    if round_.auditor:
        yield Fact(words(N_("Auditor")), line(round_.auditor))
    if round_.cost:
        yield Fact(words(N_("Cost of the round")), line(words.money(round_.cost)))
    if round_.funded_by:
        yield Fact(words(N_("Funded by")), line(words.listed(round_.funded_by)))


def _size(context: Context, round_: Round) -> str:
    words, plan = context.words, round_.plan
    parts = []
    if plan and plan.goals is not None:
        parts.append(words(msgn("{n} goal", "{n} goals", plan.goals)))
    if plan and plan.measures is not None:
        parts.append(words(msgn("{n} measure", "{n} measures", plan.measures)))
    return words.listed(parts)


def _plan(context: Context, round_: Round) -> Iterator[Fact]:
    """Tell in a line how far the goals and measures of a round came that is not the one that counts."""
    words = context.words
    plan = context.assessment.plan(Scope(frozenset((round_.id,)), loose=False))
    if not plan.goals and not plan.measures:
        return
    text = words(msgn("{n} goal recorded.", "{n} goals recorded.", len(plan.goals)))
    yield Fact(words(N_("Goals and measures")), line(f"{text} {words(headline(plan.tally))}"))
