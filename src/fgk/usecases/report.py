"""``fgk report``: a report of one municipality or of all, in one format or several."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from fgk import __version__
from fgk.assessment.assess import Assessment
from fgk.assessment.coverage import Coverage, coverage
from fgk.assessment.overview import overview
from fgk.loading.discovery import Directory
from fgk.loading.repository import Repository
from fgk.messages import Translator
from fgk.model import publication
from fgk.render.document import Report, plain
from fgk.render.places import Position
from fgk.render.provenance import Provenance
from fgk.render.reports.kinds import TEXT_FORMATS, Kind, kind_of
from fgk.render.reports.wanted import NOTHING_ELSE, Wanted
from fgk.usecases.origin import origin, template_hash
from fgk.usecases.portfolio import Assessed, CannotAssess, assessed, finder, selected
from fgk.usecases.templates import own_template, template_of
from fgk.usecases.workers import each

if TYPE_CHECKING:
    from fgk.render.formats.workbook import Sheet
    from fgk.render.reports.portfolio import Entry


@dataclass(frozen=True, slots=True)
class Order:
    """Which report is wanted: of which kind and format, about what, for which day, in which language, for whom."""

    kind: str
    format: str
    day: dt.date
    language: str
    public: bool = False
    wanted: Wanted = NOTHING_ELSE


@dataclass(frozen=True, slots=True)
class Made:
    """A report as the bytes of its file, what it was made from, and how many errors keep something out of it."""

    content: bytes
    provenance: Provenance
    errors: int


def report(repository: Repository, name: str, order: Order) -> Made:
    """Make a report of a municipality.

    Raises UnknownMunicipality, UnknownKind, UnknownFormat, CannotAssess, and TemplateDefect where a template cannot be
    used; and what a kind raises where it cannot be made of what was named.
    """
    return reports(repository, name, order, (order.format,))[0]


def reports(repository: Repository, name: str, order: Order, formats: Sequence[str]) -> list[Made]:
    """Make a report of a municipality in several formats. Raises as ``report`` does."""
    kind = kind_of(order.kind)
    for format_ in formats:
        kind_of(order.kind, format_)
    if kind.is_of_all:
        return _of_all(repository, kind, order, formats)
    directory = selected(repository, [name])[0]
    public = order.public or kind.is_public
    one = _shown(assessed(repository, directory, order.day), public=public)
    if not one.assessment.is_possible:
        raise CannotAssess(directory.slug)
    base = provenance(repository, order, [directory], directory.slug)
    document = document_of(one, kind, order, base, public=public)
    sheets = partial(_sheets, one.assessment, order.language, public=public)
    return [made(repository, document, kind, replace(base, format=format_), one.errors, sheets) for format_ in formats]


def _shown(one: Assessed, *, public: bool) -> Assessed:
    """Give a municipality as the readers may see it.

    A public report rests on public records alone, so that no figure gives an internal one away, and names no person.
    """
    if not public:
        return one
    return replace(one, assessment=replace(one.assessment, dossier=publication.public(one.assessment.dossier)))


def _sheets(assessment: Assessment, language: str, *, public: bool) -> "tuple[Sheet, ...]":
    """Give the collections of a municipality as tables."""
    from fgk.render.views.collections import collections
    from fgk.render.views.context import Context
    from fgk.render.wording import Wording

    return collections(Context(assessment, Wording(language), public))


def _of_all(repository: Repository, kind: Kind, order: Order, formats: Sequence[str]) -> list[Made]:
    """Make the report on all municipalities, of each of which only a small summary is kept."""
    from fgk.render.provenance import facts
    from fgk.render.reports.portfolio import comparison, portfolio
    from fgk.render.wording import Wording

    directories = list(repository.municipalities())
    words = Wording(order.language)
    found = list(each(repository, partial(_Summaries, order), directories, None))
    base = provenance(repository, order, directories, "")
    document = portfolio([one.entry for one in found], words, order.day, public=order.public)
    total = Coverage(sum(one.coverage.facts for one in found), sum(one.coverage.sourced for one in found))
    procedure = repository.procedures.get(repository.settings.procedure)
    title = procedure.title_in(order.language) if procedure else repository.settings.procedure
    said = facts(base, total, title, (procedure.version if procedure else None) or "", words)
    document = replace(document, provenance=tuple(said))
    errors = sum(one.errors for one in found)
    sheets = partial(comparison, [one.entry for one in found], words)
    return [made(repository, document, kind, replace(base, format=format_), errors, sheets) for format_ in formats]


@dataclass(frozen=True, slots=True)
class _Summary:
    """What the report on all keeps of a municipality."""

    entry: "Entry"
    coverage: Coverage
    errors: int


class _Summaries:
    """Makes the summaries of municipalities, one after the other, in whatever process."""

    def __init__(self, order: Order, repository: Repository) -> None:
        from fgk.render.wording import Wording

        self._order, self._repository, self._words = order, repository, Wording(order.language)

    def __call__(self, directory: Directory) -> _Summary:
        """Give the summary of a municipality."""
        from fgk.render.reports.portfolio import entry

        one = _shown(assessed(self._repository, directory, self._order.day), public=self._order.public)
        found = entry(overview(one.assessment, one.errors), self._words)
        return _Summary(found, coverage(one.assessment.dossier, self._order.day), one.errors)


def made(  # noqa: PLR0913, PLR0917 - what is shown, how, and from what
    repository: Repository,
    document: Report,
    kind: Kind,
    base: Provenance,
    errors: int,
    sheets: "Callable[[], Sequence[Sheet]]",
) -> Made:
    """Make the file of a report; ``sheets`` gives the tables of a workbook. Raises TemplateDefect."""
    text = base.text()
    translator = Translator(base.language)
    if base.format in TEXT_FORMATS:
        from fgk.render.formats.text import text as jinja

        content = jinja(document, kind, base.format, repository.tree, translator, text).encode()
    elif base.format == "xlsx":
        from fgk.render.formats.workbook import About, workbook

        said = tuple((fact.label, plain(fact.line)) for fact in document.provenance)
        about = About(document.title, document.values.get("name", ""), base.created, said, text)
        content = workbook(about, sheets(), translator)
    elif base.format == "docx":
        from fgk.render.formats.word.write import word

        place = template_of(kind, "docx", repository.tree)
        own = (place.path, own_template(repository.tree, place.path)) if place.is_own else None
        content = word(document, translator, base.created, text, own)
    else:
        from fgk.render.formats.pdf import pdf

        content = pdf(document, translator, base.created, text)
    return Made(content, base, errors)


def provenance(repository: Repository, order: Order, directories: Sequence[Directory], slug: str) -> Provenance:
    """Say from what a report is made."""
    state = origin(repository, directories)
    return Provenance(
        order.kind,
        order.format,
        slug,
        order.day,
        order.language,
        order.public,
        order.wanted,
        state.commit,
        state.is_clean,
        template_hash(repository.tree),
        __version__,
    )


def document_of(one: Assessed, kind: Kind, order: Order, base: Provenance, *, public: bool) -> Report:
    """Make a report of a municipality that can be assessed, as a document of no format yet."""
    from fgk.render.provenance import facts
    from fgk.render.reports.frame import framed
    from fgk.render.views.context import Context
    from fgk.render.wording import Wording

    assessment = one.assessment
    record = assessment.dossier.municipality
    if record is None:
        raise CannotAssess(assessment.dossier.slug)
    words = Wording(order.language)
    address = links(one.assessment.settings.source_link, base)
    find = None if public else finder(one.loaded.places)
    context = Context(assessment, words, public, find, address)
    found = framed(kind.name, kind.make(context, record, order.wanted), context, one.errors)
    procedure = assessment.main.procedure
    said = facts(
        base,
        coverage(assessment.dossier, order.day),
        procedure.title_in(order.language),
        procedure.version or "",
        words,
    )
    return replace(found, provenance=tuple(said))


def links(pattern: str | None, base: Provenance) -> Callable[[Position], str]:
    """Give what makes a web address of a place in the files, at the commit; without a clean commit there is none."""

    def address(place: Position) -> str:
        if pattern is None or base.commit is None or not base.is_clean:
            return ""
        return (
            pattern.replace("{commit}", base.commit)
            .replace("{path}", quote(place.path))
            .replace("{line}", str(place.line))
        )

    return address
