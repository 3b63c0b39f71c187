"""Resolutions with their consultations, sources, and who the municipality is."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from fgk.messages import N_, NBSP, Message, msg, msgn
from fgk.model.evidence import Source
from fgk.model.municipality import Municipality
from fgk.model.resolution import Consultation, Resolution, Votes
from fgk.model.vocabulary import label
from fgk.render.sentences import body
from fgk.render.views.context import Citation, Context, Fact, Link
from fgk.render.views.standing import capital


@dataclass(frozen=True)
class ConsultationView:
    """One step: which body, when, in what role, with what result and votes."""

    body: str
    date: str
    role: str
    result: str
    votes: str
    note: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class ResolutionView:
    """A resolution; ``result`` and ``date`` are those of the deciding step."""

    anchor: str
    title: str
    kind: str
    paper: str
    date: str
    result: str
    consultations: tuple[ConsultationView, ...]
    conditions: tuple[str, ...]
    supersedes: Link | None
    web: str
    oparl: str
    note: str
    citations: tuple[Citation, ...]
    internal: bool


@dataclass(frozen=True)
class SourceView:
    """A numbered source; ``cited`` tells whether a fact of the report refers to it."""

    number: int
    anchor: str
    title: str
    details: tuple[str, ...]
    url: str
    file: str
    note: str
    cited: bool
    internal: bool


def resolutions_view(context: Context) -> tuple[ResolutionView, ...]:
    """Show all resolutions, in the order of the files."""
    return tuple(_resolution(context, resolution) for resolution in context.resolutions)


def _resolution(context: Context, record: Resolution) -> ResolutionView:
    words = context.words
    return ResolutionView(
        context.own_anchor(record),
        record.title,
        capital(words(label(record.kind))),
        (record.paper or "").replace(" ", NBSP),
        words.date(record.date) if record.date else "",
        words(label(record.result)),
        tuple(_consultation(context, step) for step in record.consultations),
        record.conditions,
        context.resolution(record.supersedes),
        record.web or "",
        record.oparl or "",
        record.note or "",
        context.cite(record.sources),
        record.is_internal,
    )


def _consultation(context: Context, step: Consultation) -> ConsultationView:
    words = context.words
    return ConsultationView(
        step.body,
        words.date(step.date) if step.date else words(N_("day not recorded")),
        words(label(step.role)),
        words(label(step.result)) if step.result else words(N_("result not recorded")),
        words.listed(words(vote) for vote in _votes(step.votes)) if step.votes else "",
        step.note or "",
        context.cite(step.sources),
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


def sources_view(context: Context) -> tuple[SourceView, ...]:
    """Show all sources, numbered in the order of the files. To be made last: it tells which ones were cited."""
    sources = context.assessment.dossier.sources
    return tuple(_source(context, source, number) for number, source in enumerate(sources, start=1))


def _source(context: Context, record: Source, number: int) -> SourceView:
    return SourceView(
        number,
        f"source-{number}",
        record.title or record.url or record.id,
        tuple(_source_details(context, record)),
        record.url or "",
        record.file or "",
        record.note or "",
        record.id in context.cited,
        record.is_internal,
    )


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
        yield Fact(words(N_("Kind of body")), words(kind))
    for name, key in (("AGS", record.keys.ags), ("ARS", record.keys.ars), (N_("District key"), record.keys.district)):
        if key:
            yield Fact(words(name), key)
    if record.population:
        date = record.population.date
        remark = words(msg("as of {date}", date=date)) if date else ""
        yield Fact(words(N_("Inhabitants")), words.number(record.population.value), remark)
    contact = record.contact
    if contact is None:
        return
    if contact.office:
        yield Fact(words(N_("Office in charge")), contact.office)
    if contact.person and not context.public:
        yield Fact(words(N_("Contact person")), contact.person, words(N_("internal")))
    if contact.email:
        yield Fact(words(N_("E-mail")), contact.email, url=f"mailto:{quote(contact.email, safe='@+')}")
    if contact.web:
        yield Fact(words(N_("Web page")), contact.web, url=contact.web)
