"""A measure as a report shows it: its state first, then who, when and how, then its log."""

from collections.abc import Iterator
from dataclasses import dataclass

from fgk.assessment.progress import MeasureState
from fgk.messages import N_, msg
from fgk.model.plan import LogEntry, Measure
from fgk.model.vocabulary import Status, label
from fgk.render.views.context import Citation, Context, Fact, Link
from fgk.render.words import OVERDUE_GLYPH, glyph


@dataclass(frozen=True)
class StatusView:
    """A status as glyph and word; ``key`` is its unchanging name."""

    key: str
    glyph: str
    word: str


@dataclass(frozen=True)
class EntryView:
    """An entry of a measure's log."""

    date: str
    status: StatusView
    texts: tuple[str, ...]
    links: tuple[Link, ...]
    citations: tuple[Citation, ...]
    internal: bool


@dataclass(frozen=True)
class MeasureView:
    """A measure. ``marks`` are what lies over its status: overdue, due soon, without a recent report.

    ``latest`` is the log entry that holds, ``earlier`` those before it, the latest first.
    """

    id: str
    anchor: str
    number: str
    title: str
    description: str
    status: StatusView
    is_overdue: bool
    marks: tuple[str, ...]
    due: str
    due_remark: str
    recurring: str
    office: str
    person: str
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]
    latest: EntryView | None
    earlier: tuple[EntryView, ...]
    citations: tuple[Citation, ...]
    internal: bool

    @property
    def has_details(self) -> bool:
        """Whether there is more to say than fits into a line."""
        return bool(self.description or self.facts or self.notes or self.latest)


def status_word(context: Context, status: Status) -> StatusView:
    """Give a status with its glyph and its word."""
    return StatusView(status.value, glyph(status), context.words(label(status)))


def measure_view(context: Context, state: MeasureState) -> MeasureView:
    """Show a measure on the day."""
    measure, words = state.measure, context.words
    entries = [_entry(context, entry) for _, entry in state.entries]
    office = measure.responsible.office if measure.responsible else None
    person = measure.responsible.person if measure.responsible and not context.public else None
    return MeasureView(
        measure.id,
        context.own_anchor(measure),
        measure.number or "",
        measure.title,
        measure.description or "",
        status_word(context, state.status),
        state.is_overdue,
        tuple(_marks(context, state)),
        words.date(state.due) if state.due else "",
        _due_remark(context, state),
        words(N_("recurring task")) if measure.recurring else "",
        office or "",
        person or "",
        tuple(_facts(context, measure)),
        (measure.note,) if measure.note else (),
        entries[-1] if entries else None,
        tuple(reversed(entries[:-1])),
        context.cite(measure.sources),
        measure.is_internal,
    )


def _marks(context: Context, state: MeasureState) -> Iterator[str]:
    words = context.words
    if state.is_overdue:
        yield f"{OVERDUE_GLYPH} {words(N_('overdue'))}"
    elif state.is_due_soon:
        yield words(N_("due soon"))
    since = state.stale_since
    if state.is_stale and since is not None and not context.public:  # what is internal may hold the report
        yield words(msg("without a report since {date}", date=since))
    if state.is_continued:
        yield words(N_("continued in a later round"))


def _due_remark(context: Context, state: MeasureState) -> str:
    first = state.measure.due
    if first is None or first == state.due:
        return ""
    return context.words(msg("originally {date}", date=first))


def _facts(context: Context, measure: Measure) -> Iterator[Fact]:
    words = context.words
    if measure.partners:
        yield Fact(words(N_("Partners")), words.listed(measure.partners))
    if measure.target_groups:
        yield Fact(words(N_("Target groups")), words.listed(measure.target_groups))
    if measure.priority:
        yield Fact(words(N_("Priority")), words(label(measure.priority)))
    if measure.start:
        yield Fact(words(N_("Start")), words.date(measure.start))
    if measure.cost:
        cost = measure.cost
        remarks = [words(msg("budget line {line}", line=cost.budget_line))] if cost.budget_line else []
        if cost.subject_to_budget:
            remarks.append(words(N_("subject to the budget")))
        yield Fact(words(N_("Cost")), words.money(cost), ", ".join(remarks))
    yield from _references(context, measure)


def _references(context: Context, measure: Measure) -> Iterator[Fact]:
    words = context.words
    resolution = context.resolution(measure.resolution)
    if resolution:
        yield Fact(words(N_("Resolution")), "", links=(resolution,))
    earlier = context.assessment.measures.get(measure.continues) if measure.continues else None
    if earlier:
        yield Fact(words(N_("Continues")), "", links=(_link(context, earlier),))


def _link(context: Context, measure: Measure) -> Link:
    text = f"{measure.number} {measure.title}" if measure.number else measure.title
    return Link(text, context.anchor_of("measure", measure.id))


def _entry(context: Context, entry: LogEntry) -> EntryView:
    words = context.words
    texts = []
    if entry.percent is not None:
        texts.append(words(msg("{share} done", share=words.percent(entry.percent / 100))))
    if entry.new_due is not None:
        texts.append(words(msg("new due date: {date}", date=entry.new_due)))
    if entry.reason:
        texts.append(words.labelled(N_("Reason"), entry.reason))
    if entry.note:
        texts.append(entry.note)
    links = []
    successor = context.assessment.measures.get(entry.replaced_by) if entry.replaced_by else None
    if successor:
        link = _link(context, successor)
        links.append(Link(words(msg("replaced by {measure}", measure=link.text)), link.anchor))
    resolution = context.resolution(entry.resolution)
    if resolution:
        links.append(Link(words.labelled(N_("Resolution"), resolution.text), resolution.anchor))
    return EntryView(
        words.date(entry.date),
        status_word(context, entry.status),
        tuple(words.sentence(text) for text in texts),
        tuple(links),
        context.cite(entry.sources, entry.evidence),
        entry.is_internal,
    )
