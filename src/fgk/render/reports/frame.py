"""What every report has around its own content: title, day, what is missing, sources, how to read it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from fgk.assessment.lifecycle import Standing
from fgk.messages import N_, Message, msg, msgn
from fgk.render.document import Line, Paragraph, Report, Run, Section, line, with_sound_links
from fgk.render.sentences import capital, certificate
from fgk.render.views.context import Context
from fgk.render.views.records import sources_block
from fgk.render.wording import Wording
from fgk.render.words import word


@dataclass(frozen=True, slots=True)
class Body:
    """What is a report's own: the name of what it is, its title and heading, its sections.

    ``standing`` is the procedure that it is about. ``is_handed_out`` says that it is made to be given to others: it is
    called internal only where something internal is in it. ``is_short`` says that it needs no table of contents.
    ``day`` is that of what it shows, where that is not the day of the report.
    """

    kind: str
    title: str
    heading: str
    sections: tuple[Section, ...]
    standing: Standing
    lead: tuple[Line, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    day: dt.date | None = None
    is_handed_out: bool = False
    is_short: bool = False


def framed(name: str, body: Body, context: Context, errors: int) -> Report:
    """Put a report's own content into the frame. To be made last: it tells which sources were cited.

    ``errors`` counts the defects of the files that keep something out of it.
    """
    words = context.words
    day = words.day(body.day or context.assessment.day)
    sections = [section for section in body.sections if not section.is_empty]
    is_internal = not body.is_handed_out or context.shows_internal
    if context.cited or not body.is_handed_out:
        sections.append(_sources(context))
    found = Report(
        name,
        words.language,
        context.public,
        body.title,
        body.heading,
        f"{body.kind} · {context.title(body.standing.procedure)}",
        (*_lead(context, day, errors, is_internal=is_internal), *body.lead),
        {section.anchor: section for section in sections},
        tuple(line(words(text)) for text in _closing(context)),
        values={**_values(context, body.standing), "kind": body.kind, "day": day, **body.values},
        has_contents=not body.is_short,
    )
    return with_sound_links(found)


def _lead(context: Context, day: str, errors: int, *, is_internal: bool) -> tuple[Line, ...]:
    words = context.words
    as_of = line(words(msg("As of {day}", day=day)))
    if context.public:
        as_of = line(as_of, " · ", words(N_("Public version")))
    elif is_internal:
        as_of = line(as_of, " · ", Run(words(N_("Internal version, not for publication")), "strong"))
    office = context.assessment.office_only
    only = (
        line(Run(words(msg("Only what is the responsibility of: {office}", office=office)), "strong")) if office else ()
    )
    return tuple(one for one in (as_of, only, incomplete(words, errors)) if one)


def incomplete(words: Wording, errors: int) -> Line:
    """Say that defects of the files keep something out of a report; nothing where there are none."""
    if not errors:
        return ()
    text = msgn(
        "Incomplete: because of {n} error in the files something is missing here.",
        "Incomplete: because of {n} errors in the files something is missing here.",
        errors,
    )
    return line(Run(words(text), "strong"))


def _sources(context: Context) -> Section:
    words = context.words
    title = line(words(N_("Sources")))
    if not context.cited:
        return Section("sources", title, (Paragraph(line(words(N_("No sources are recorded of what stands here.")))),))
    return Section("sources", title, (sources_block(context),))


LEGEND = N_(
    "How to read dates: “stated” – the certificate itself says so; “derived” – computed from the day of issue; "
    "“estimated” – computed from the ceremony, because the day of issue is not recorded; “about” and “uncertain” – "
    "the source does not say it more exactly."
)
"""How to read what stands beside dates."""


def _closing(context: Context) -> tuple[Message | str, ...]:
    public = N_("Internal records are left out of this version; all figures rest on the public records.")
    return (LEGEND, public) if context.public else (LEGEND,)


def _values(context: Context, standing: Standing) -> dict[str, str]:
    """Give the single texts that templates may want to set somewhere of their own."""
    words, dossier = context.words, context.assessment.dossier
    record = dossier.municipality
    contact = record.contact if record else None
    return {
        "name": record.name if record else dossier.slug,
        "slug": dossier.slug,
        "procedure": context.title(standing.procedure),
        "phase": words(word(standing.phase)),
        "certificate": capital(words(certificate(standing))),
        "office": (contact.office if contact else None) or "",
        "email": (contact.email if contact else None) or "",
        "web": (contact.web if contact else None) or "",
    }
