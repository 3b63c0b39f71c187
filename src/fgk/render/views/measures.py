"""Measures as a report shows them: the state first, then who, when and how, then the log."""

from collections.abc import Iterable, Iterator

from fgk.assessment.progress import MeasureState
from fgk.dates import PartialDate
from fgk.messages import N_, msg
from fgk.model.plan import Goal, LogEntry, Measure
from fgk.model.vocabulary import Status, label
from fgk.render.document import Block, Bullets, Cell, Column, Line, Paragraph, Row, Run, Table, joined, line
from fgk.render.views.context import Context
from fgk.render.words import OVERDUE_GLYPH


def measure_table(context: Context, states: Iterable[MeasureState], caption: str) -> Table:
    """Show measures on the day, each with its details and its log below it."""
    words = context.words
    columns = (
        Column(words(N_("Measure"))),
        Column(words(N_("Status")), width=22, style="state"),
        Column(words(N_("Due")), width=20, style="due"),
        Column(words(N_("Office")), width=20, style="office"),
    )
    return Table(caption, columns, tuple(_row(context, state) for state in states), style="stack measures")


def _row(context: Context, state: MeasureState) -> Row:
    measure = state.measure
    cells = (
        Cell((measure_title(context, measure),)),
        Cell((line(context.status(state.status)), *marks(context, state))),
        Cell(tuple(due(context, state))),
        Cell(tuple(responsible(context, measure))),
    )
    return Row(cells, context.own_anchor(measure), tuple(_details(context, state)))


def counts_table(
    context: Context, caption: str, what: str, counts: Iterable[tuple[str, int, str]], total: int
) -> Table:
    """Show how many measures became what: for each the words, the number, and the anchor of where they stand.

    ``what`` is the title of the first column; what became of none is left out.
    """
    words = context.words
    rows = tuple(
        Row((Cell((line(said),)), Cell((line(Run(str(count), anchor=anchor)),))))
        for said, count, anchor in counts
        if count
    )
    foot = Row((Cell((line(words(N_("Total"))),)), Cell((line(str(total)),))))
    columns = (Column(what), Column(words(N_("Measures")), right=True, width=20))
    return Table(caption, columns, rows, style="narrow", foot=foot)


def measure_title(context: Context, measure: Measure) -> Line:
    """Give a measure's number and title, with its mark, its sources and its place."""
    return line(
        *numbered(measure.number, measure.title),
        context.internal(measure),
        context.cite(measure.sources),
        context.place(measure),
    )


def numbered(number: str | None, title: str) -> Line:
    """Give a title behind its number."""
    return line(Run(number, "number"), " ", title) if number else line(title)


def named(record: Goal | Measure) -> str:
    """Give the number and the title of a goal or measure as one text."""
    return f"{record.number} {record.title}" if record.number else record.title


def span_said(context: Context, start: PartialDate | None, due: PartialDate | None) -> str:
    """Say from when and until when, as far as that is known; nothing where neither is."""
    words = context.words
    if start and due:
        return words.span(start, due)
    return words(msg("by {date}", date=due)) if due else words(msg("from {date}", date=start)) if start else ""


def measure_link(context: Context, measure: Measure) -> Run:
    """Give a measure's number and title, leading to its place in the report."""
    return Run(named(measure), anchor=context.anchor_of("measure", measure.id))


def marks(context: Context, state: MeasureState) -> Iterator[Line]:
    """Give what lies over the status: overdue, due soon, without a recent report, continued."""
    words = context.words
    if state.is_overdue:
        yield line(Run(words(N_("overdue")), "overdue", glyph=OVERDUE_GLYPH))
    elif state.is_due_soon:
        yield line(Run(words(N_("due soon")), "quiet"))
    since = state.stale_since
    if state.is_stale and since is not None and not context.public:  # what is internal may hold the report
        yield line(Run(words(msg("without a report since {date}", date=since)), "quiet"))
    if state.is_continued:
        yield line(Run(words(N_("continued in a later round")), "quiet"))


def due(context: Context, state: MeasureState) -> Iterator[Line]:
    """Give the due date that holds, and the first one where it is another; or that the task recurs."""
    words, first = context.words, state.measure.due
    if state.due:
        yield line(words.date(state.due))
    elif state.measure.recurring and state.status is not Status.ONGOING:
        yield line(words(N_("recurring task")))
    if first is not None and first != state.due:
        yield line(Run(words(msg("originally {date}", date=first)), "quiet"))


def responsible(context: Context, measure: Measure) -> Iterator[Line]:
    """Give the office that is responsible and, in an internal report, the person."""
    if measure.responsible is None:
        return
    if measure.responsible.office:
        yield line(measure.responsible.office)
    if measure.responsible.person and not context.public:
        yield line(measure.responsible.person, Run(context.words(N_("internal")), "internal"))


def _details(context: Context, state: MeasureState) -> Iterator[Block]:
    measure = state.measure
    if measure.description:
        yield Paragraph(line(measure.description))
    facts = tuple(measure_facts(context, measure))
    if facts:
        yield Bullets(facts, style="meta")
    if measure.note:
        yield Paragraph(line(measure.note), "small")
    if state.entries:
        yield log(context, (entry for _, entry in reversed(state.entries)))


def log(context: Context, entries: Iterable[LogEntry]) -> Bullets:
    """Give entries of a log, in the order given."""
    lines = tuple(entry_line(context, entry) for entry in entries)
    return Bullets(lines, style="log", label=context.words(N_("Log")))


def measure_facts(context: Context, measure: Measure) -> Iterator[Line]:
    """Give what else is known of a measure, each fact behind what it is."""
    words = context.words
    if measure.partners:
        yield _labelled(context, N_("Partners"), words.listed(measure.partners))
    if measure.target_groups:
        yield _labelled(context, N_("Target groups"), words.listed(measure.target_groups))
    if measure.priority:
        yield _labelled(context, N_("Priority"), words(label(measure.priority)))
    if measure.start:
        yield _labelled(context, N_("Start"), words.date(measure.start))
    if measure.cost:
        yield _labelled(context, N_("Cost"), cost(context, measure))
    resolution = context.rests_on(measure.resolution)
    if resolution:
        yield resolution
    earlier = context.assessment.measures.get(measure.continues) if measure.continues else None
    if earlier:
        yield _labelled(context, N_("Continues"), measure_link(context, earlier))


def cost(context: Context, measure: Measure) -> str:
    """Give what a measure costs, with its budget line and whether the budget must still allow it."""
    words, found = context.words, measure.cost
    if found is None:
        return ""
    parts = [words.money(found)]
    if found.budget_line:
        parts.append(words(msg("budget line {line}", line=found.budget_line)))
    if found.subject_to_budget:
        parts.append(words(N_("subject to the budget")))
    return words.listed(parts)


def _labelled(context: Context, label_: str, value: str | Run) -> Line:
    run = Run(value) if isinstance(value, str) else value
    before, _, after = context.words.labelled(label_, "\0").partition("\0")
    return line(before, run, after)


def entry_line(context: Context, entry: LogEntry) -> Line:
    """Give an entry of a log: date, status, what was said, what it rests on."""
    said = joined([*_texts(context, entry), *_links(context, entry)], " ")
    return line(
        Run(f"{context.words.date(entry.date)}:", "strong"),
        f" {context.words(label(entry.status))}",
        context.internal(entry),
        line(" – ", said) if said else (),
        context.cite(entry.sources, entry.evidence),
    )


def _texts(context: Context, entry: LogEntry) -> Iterator[Line]:
    words = context.words
    if entry.percent is not None:
        yield line(words.sentence(words(msg("{share} done", share=words.percent(entry.percent / 100)))))
    if entry.new_due is not None:
        yield line(words.sentence(words(msg("new due date: {date}", date=entry.new_due))))
    if entry.reason:
        yield line(words.sentence(words.labelled(N_("Reason"), entry.reason)))
    if entry.note:
        yield line(words.sentence(entry.note))


def _links(context: Context, entry: LogEntry) -> Iterator[Line]:
    words = context.words
    successor = context.assessment.measures.get(entry.replaced_by) if entry.replaced_by else None
    if successor:
        link = measure_link(context, successor)
        yield line(Run(words(msg("replaced by {measure}", measure=link.text)), anchor=link.anchor))
    resolution = context.rests_on(entry.resolution)
    if resolution:
        yield resolution
