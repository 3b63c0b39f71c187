"""What measures and events rest on, as sheets: resolutions, their consultations, sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from fgk.messages import N_
from fgk.model.evidence import Source
from fgk.model.resolution import Consultation, Resolution, Votes
from fgk.render.workbook.names import Names
from fgk.render.workbook.table import Field, Sheet


def resolution_sheet(names: Names) -> Sheet:
    """Show the resolutions that were known on the day, each with what it came to."""
    superseded = names.assessment.superseded
    fields: tuple[Field[Resolution], ...] = (
        Field(N_("Title"), lambda one: one.title, 44),
        Field(N_("Kind"), lambda one: names.word(one.kind), 26),
        Field(N_("Council paper"), lambda one: one.paper, 16),
        Field(N_("Result"), lambda one: names.word(one.result), 18),
        Field(N_("Date"), lambda one: one.date),
        Field(N_("Date (last day)"), lambda one: one.date.last if one.date else None, 12),
        Field(N_("Body"), lambda one: one.deciding.body if one.deciding else None, 24),
        Field(N_("Conditions"), lambda one: "; ".join(one.conditions), 36),
        Field(N_("Supersedes"), lambda one: names.resolution(one.supersedes), 36),
        Field(N_("Superseded"), lambda one: one.id in superseded, 10, choices=names.yes_or_no),
        Field(N_("Note"), lambda one: one.note, 40),
        Field(N_("Sources"), lambda one: names.sources(one.sources), 30),
        Field(N_("Council information system"), lambda one: one.web, 36),
        Field("OParl", lambda one: one.oparl, 36),
        Field(N_("Visibility"), names.visibility, 12, internal=True),
        Field(N_("Id"), lambda one: one.id, 22),
    )
    return names.sheet(N_("Resolutions"), fields, names.context.resolutions)


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of a resolution's consultations, counted from 1."""

    resolution: Resolution
    number: int
    step: Consultation

    @property
    def votes(self) -> Votes | None:
        return self.step.votes


def _steps(names: Names) -> Iterator[_Step]:
    for resolution in names.context.resolutions:
        for number, step in enumerate(resolution.consultations, start=1):
            yield _Step(resolution, number, step)


def consultation_sheet(names: Names) -> Sheet:
    """Show every step of the resolutions' consultations."""
    fields: tuple[Field[_Step], ...] = (
        Field(N_("Resolution"), lambda one: one.resolution.title, 44),
        Field(N_("Council paper"), lambda one: one.resolution.paper, 16),
        Field(N_("Step"), lambda one: one.number, 9),
        Field(N_("Body"), lambda one: one.step.body, 28),
        Field(N_("Role"), lambda one: names.word(one.step.role), 20),
        Field(N_("Date"), lambda one: one.step.date),
        Field(N_("Date (last day)"), lambda one: one.step.date.last if one.step.date else None, 12),
        Field(N_("Result"), lambda one: names.word(one.step.result), 18),
        Field(N_("In favour"), lambda one: one.votes.in_favour if one.votes else None, 11),
        Field(N_("Against"), lambda one: one.votes.against if one.votes else None, 11),
        Field(N_("Abstentions"), lambda one: one.votes.abstentions if one.votes else None, 13),
        Field(N_("Recused"), lambda one: one.votes.recused if one.votes else None, 11),
        Field(N_("Note"), lambda one: one.step.note, 40),
        Field(N_("Sources"), lambda one: names.sources(one.step.sources), 30),
        Field(N_("Visibility"), lambda one: names.visibility(one.resolution), 12, internal=True),
        Field(N_("Id"), lambda one: one.resolution.id, 22),
    )
    return names.sheet(N_("Consultations"), fields, _steps(names))


def source_sheet(names: Names) -> Sheet:
    """Show the sources in the order of the files, numbered as in reports."""
    records = list(enumerate(names.assessment.dossier.sources, start=1))
    fields: tuple[Field[tuple[int, Source]], ...] = (
        Field(N_("Number"), lambda one: one[0], 9),
        Field(N_("Title"), lambda one: one[1].title, 60),
        Field(N_("Publisher"), lambda one: one[1].publisher, 28),
        Field(N_("Kind"), lambda one: names.word(one[1].kind), 18),
        Field(N_("Published"), lambda one: one[1].published),
        Field("URL", lambda one: one[1].url, 48),
        Field(N_("Retrieved"), lambda one: one[1].retrieved),
        Field(N_("Expires"), lambda one: one[1].expires),
        Field(N_("File"), lambda one: one[1].file, 32),
        Field(N_("Note"), lambda one: one[1].note, 40),
        Field(N_("Visibility"), lambda one: names.visibility(one[1]), 12, internal=True),
        Field(N_("Id"), lambda one: one[1].id, 22),
    )
    return names.sheet(N_("Sources"), fields, records, frozen=2)
