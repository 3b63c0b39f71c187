"""Resolutions with their consultations, sources, and who the municipality is."""

from collections.abc import Iterator
from urllib.parse import quote

from fgk.messages import N_, NBSP, Message, msg, msgn
from fgk.model.evidence import Source
from fgk.model.municipality import Municipality
from fgk.model.resolution import Consultation, Resolution, Votes
from fgk.model.vocabulary import label
from fgk.render import document
from fgk.render.document import Block, Bullets, Fact, Line, Paragraph, Run, Section, Sources, joined, line
from fgk.render.sentences import body, capital
from fgk.render.views.context import Context
from fgk.render.views.standing import remark


def resolution_sections(context: Context) -> tuple[Section, ...]:
    """Show all resolutions that were known on the day, in the order of the files."""
    return tuple(resolution_section(context, resolution) for resolution in context.resolutions)


def resolution_section(context: Context, record: Resolution) -> Section:
    """Show a resolution with the steps of its consultation."""
    title = line(record.title, context.internal(record), context.cite(record.sources), context.place(record))
    return Section(context.own_anchor(record), title, tuple(_resolution(context, record)))


def _resolution(context: Context, record: Resolution) -> Iterator[Block]:
    words = context.words
    paper = words(msg("Council paper {paper}", paper=paper_number(record))) if record.paper else ""
    result = line(Run(words(label(record.result)), "strong"), _when(context, record))
    yield Paragraph(joined([line(capital(words(label(record.kind)))), line(paper), result], " · "))
    if record.consultations:
        yield consultations(context, record)
    if record.conditions:
        yield Paragraph(line(f"{words(N_('Conditions'))}: {'; '.join(record.conditions)}"))
    before = context.resolution(record.supersedes)
    if before:
        yield Paragraph(line(f"{words(N_('Supersedes'))}: ", before))
    if record.note:
        yield Paragraph(line(record.note), "small")
    links = [
        line(Run(text, url=url, title=f"{text}: {record.title}"))
        for text, url in ((words(N_("Council information system")), record.web), ("OParl", record.oparl))
        if url
    ]
    if links:
        yield Bullets(tuple(links), style="meta")


def _when(context: Context, record: Resolution) -> str:
    """Say when a matter was decided or, as long as it is open, when that is to be."""
    words, date = context.words, record.date
    if date is None:
        return ""
    if date.first <= context.assessment.day:
        return f", {words.date(date)}"
    planned = words(msg("the decision is planned for {date}", date=date))
    return f", {planned}"


def paper_number(record: Resolution) -> str:
    """Give the number of the council paper, which no line break parts."""
    return (record.paper or "").replace(" ", NBSP)


def consultations(context: Context, record: Resolution) -> Bullets:
    """Show the steps of a consultation (Beratungsfolge)."""
    steps = tuple(_consultation(context, step) for step in record.consultations)
    return Bullets(steps, ordered=True, label=context.words(N_("Consultations")))


def _consultation(context: Context, step: Consultation) -> Line:
    words = context.words
    date = words.date(step.date) if step.date else words(N_("day not recorded"))
    is_ahead = step.date is not None and step.date.first > context.assessment.day
    nothing = N_("still to come") if is_ahead else N_("result not recorded")
    result = words(label(step.result)) if step.result else words(nothing)
    votes = words.listed(words(vote) for vote in _votes(step.votes)) if step.votes else ""
    return line(
        f"{step.body}, {date}, {words(label(step.role))}: {result}",
        f" ({votes})" if votes else "",
        context.cite(step.sources),
        Run(f" – {step.note}", "quiet") if step.note else "",
    )


def _votes(votes: Votes) -> Iterator[Message]:
    if votes.in_favour is not None:
        yield msg("{n} in favour", n=votes.in_favour)
    if votes.against is not None:
        yield msg("{n} against", n=votes.against)
    if votes.abstentions is not None:
        yield msgn("{n} abstention", "{n} abstentions", votes.abstentions)
    if votes.recused is not None:
        yield msg("{n} recused", n=votes.recused)


def sources_block(context: Context) -> Sources:
    """Show the sources that were cited, in the order of their numbers. To be made last."""
    records: dict[str, Source] = {}
    for record in context.assessment.dossier.sources:
        records.setdefault(record.id, record)
    return Sources(tuple(_source(context, records[name], number) for name, number in context.cited.items()))


def _source(context: Context, record: Source, number: int) -> document.Source:
    words = context.words
    details = "".join(f", {text}" for text in _source_details(context, record))
    runs = line(
        record.title or record.url or record.id,
        context.internal(record),
        details,
        line(", ", Run(record.url, url=record.url)) if record.url else "",
        f"; {words(N_('File'))}: {record.file}" if record.file else "",
        Run(f" – {record.note}", "quiet") if record.note else "",
        context.place(record),
    )
    return document.Source(number, f"source-{number}", runs)


def _source_details(context: Context, record: Source) -> Iterator[str]:
    words = context.words
    if record.publisher:
        yield record.publisher
    if record.kind:
        yield words(label(record.kind))
    if record.published:
        yield words.date(record.published)
    if record.retrieved:
        yield words(msg("retrieved on {date}", date=record.retrieved))
    if record.expires:
        yield words(msg("expires on {date}", date=record.expires))


def profile(context: Context, record: Municipality) -> Iterator[Fact]:
    """Say who the municipality is and which office runs the audit."""
    words = context.words
    kind = body(record)
    if kind is not None:
        yield Fact(words(N_("Kind of body")), line(words(kind)))
    for name, key in (("AGS", record.keys.ags), ("ARS", record.keys.ars), (N_("District key"), record.keys.district)):
        if key:
            yield Fact(words(name), line(key))
    if record.population:
        date = record.population.date
        as_of = words(msg("as of {date}", date=date)) if date else ""
        yield Fact(words(N_("Inhabitants")), line(words.number(record.population.value), remark(as_of)))
    yield from contact(context, record)


def contact(context: Context, record: Municipality) -> Iterator[Fact]:
    """Say which office runs the audit, and how to reach it."""
    words, found = context.words, record.contact
    if found is None:
        return
    if found.office:
        yield Fact(words(N_("Office in charge")), line(found.office))
    if found.person and not context.public:
        yield Fact(words(N_("Contact person")), line(found.person, Run(words(N_("internal")), "internal")))
    if found.email:
        yield Fact(words(N_("E-mail")), line(Run(found.email, url=f"mailto:{quote(found.email, safe='@+')}")))
    if found.web:
        yield Fact(words(N_("Web page")), line(Run(found.web, url=found.web)))
