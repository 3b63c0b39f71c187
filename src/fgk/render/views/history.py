"""The audit history: every round with its dated events."""

from collections.abc import Iterator
from dataclasses import dataclass

from fgk.assessment.assess import Scope
from fgk.assessment.deadlines import event_title
from fgk.assessment.lifecycle import History, Standing
from fgk.messages import N_, msg, msgn
from fgk.model.audit import Event, Round
from fgk.model.vocabulary import Effect
from fgk.render.views.context import Citation, Context, Fact, Link
from fgk.render.views.plan import headline
from fgk.render.views.standing import basis_line


@dataclass(frozen=True)
class EventView:
    """A dated event; ``planned`` is the mark of an intention."""

    kind: str
    date: str
    title: str
    remark: str
    note: str
    resolution: Link | None
    planned: str
    citations: tuple[Citation, ...]
    internal: bool


@dataclass(frozen=True)
class RoundView:
    """A round with its facts and events; ``counted`` says that its goals and measures are the report's."""

    anchor: str
    title: str
    years: str
    procedure: str
    counted: bool
    facts: tuple[Fact, ...]
    events: tuple[EventView, ...]
    note: str
    citations: tuple[Citation, ...]


def rounds_view(context: Context) -> tuple[RoundView, ...]:
    """Show all rounds, those of the file's procedure first."""
    return tuple(
        _round(context, standing, history)
        for standing in context.assessment.standings
        for history in standing.histories
    )


def _round(context: Context, standing: Standing, history: History) -> RoundView:
    round_ = history.round
    in_order = [event for day, event in history.events if day <= standing.day]
    planned = sorted((event for event in round_.events if event.planned), key=lambda event: event.date.first)
    main = standing is context.assessment.main
    return RoundView(
        context.own_anchor(round_),
        round_title(context, history),
        _years(in_order),
        "" if main else context.title(standing.procedure),
        context.assessment.main.counted_round is round_,
        tuple(_facts(context, standing, history)),
        tuple(_event(context, standing, event) for event in [*in_order, *planned]),
        round_.note or "",
        context.cite(round_.sources),
    )


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
        yield Fact(words(N_("Valid until")), words.date(award.valid_until), words(basis_line(award)))
    elif award is not None and award.is_permanent:
        yield Fact(words(N_("Validity")), words(N_("without end")))
    elif round_.certificate == "unknown":
        text = words(N_("Whether the round ended in a certificate is not recorded."))
        yield Fact(words(N_("Certificate")), text)
    if round_.plan is not None:
        yield Fact(words(N_("Target agreement as published")), _size(context, round_))
    if standing.counted_round is not round_:
        yield from _plan(context, round_)
    if round_.auditor:
        yield Fact(words(N_("Auditor")), round_.auditor)
    if round_.cost:
        yield Fact(words(N_("Cost of the round")), words.money(round_.cost))
    if round_.funded_by:
        yield Fact(words(N_("Funded by")), words.listed(round_.funded_by))


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
    yield Fact(words(N_("Goals and measures")), f"{text} {words(headline(plan.tally))}")


def _event(context: Context, standing: Standing, event: Event) -> EventView:
    words = context.words
    kind = standing.procedure.event(event.event)
    return EventView(
        kind.does.value if kind else Effect.NONE.value,
        words.span(event.date, event.until),
        context.words(event_title(standing.procedure, event)),
        words(msg("for {years}", years=words.years(event.covers))) if event.covers else "",
        event.note or "",
        context.resolution(event.resolution),
        words(N_("planned")) if event.planned else "",
        context.cite(event.sources),
        event.is_internal,
    )
