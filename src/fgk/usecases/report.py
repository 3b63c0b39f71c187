"""``fgk report``: a report of one municipality or of all, in one format or several."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import quote

from fgk import __version__
from fgk.assessment.assess import Assessment
from fgk.assessment.coverage import Coverage, coverage
from fgk.assessment.overview import overview
from fgk.loading.discovery import Directory
from fgk.loading.repository import Repository
from fgk.messages import msg
from fgk.model import publication
from fgk.render.document import Line, Report
from fgk.render.formats.write import Rendering, write
from fgk.render.own_templates import TEMPLATES_DIRECTORY, shown_path
from fgk.render.places import Position
from fgk.render.provenance import Provenance
from fgk.render.reports.kinds import Kind, kind_of
from fgk.render.reports.wanted import NOTHING_ELSE, Wanted
from fgk.stops import FOUND, Stop, WrongUse
from fgk.usecases.apart import NeededTooMuch, TookTooLong, apart
from fgk.usecases.office import required
from fgk.usecases.origin import Origins
from fgk.usecases.portfolio import Assessed, CannotAssess, assessed, finder, selected
from fgk.usecases.templates import own_templates, template_hash
from fgk.usecases.workers import each

if TYPE_CHECKING:
    from fgk.render.reports.portfolio import Entry
    from fgk.render.workbook import Sheet


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

    Raises UnknownMunicipality, UnknownKind, UnknownFormat, UnknownOffice, CannotAssess, TemplateDefect where a template
    cannot be used, CannotRender where one of the repository's own takes too long or too much, and what a kind raises
    where it cannot be made of what was named.
    """
    return reports(repository, name, order, (order.format,))[0]


def reports(repository: Repository, name: str, order: Order, formats: Sequence[str]) -> list[Made]:
    """Make a report of a municipality in several formats. Raises as ``report`` does."""
    if _kind(order, formats).is_of_all:
        return _of_all(repository, order, formats)
    return reported(repository, name, order, formats)[0]


def reported(repository: Repository, name: str, order: Order, formats: Sequence[str]) -> tuple[list[Made], Assessed]:
    """Make a report of a municipality, and give it with the municipality as its readers may see it.

    Raises as ``report`` does.
    """
    _kind(order, formats)
    directory = selected(repository, [name])[0]
    return Reporter(order, formats, [directory], repository)(directory)


def _kind(order: Order, formats: Sequence[str]) -> Kind:
    """Give the kind of report that is wanted. Raises UnknownKind, and UnknownFormat where it lacks one of these."""
    for format_ in formats:
        kind_of(order.kind, format_)
    return kind_of(order.kind)


def reports_of_each(
    repository: Repository, order: Order, formats: Sequence[str], directories: Sequence[Directory]
) -> "Iterator[Reported]":
    """Make a report of each of many municipalities, in the order of their directories.

    Raises UnknownKind, UnknownFormat, TemplateDefect and CannotRender; a municipality of which no report can be made is
    given without any.
    """
    _kind(order, formats)
    # a template of the repository's own runs in a process of its own, which is begun fast from a process of one thread
    processes = 1 if own_templates(repository.tree).files else None
    return each(repository, partial(_begun, order, formats, directories), directories, processes)


def _begun(
    order: Order, formats: Sequence[str], directories: Sequence[Directory], repository: Repository
) -> "Callable[[Directory], Reported]":
    return Reporter(order, formats, directories, repository).each


@dataclass(frozen=True, slots=True)
class Reported:
    """One of many municipalities and its reports, one in each format; without any, ``stop`` says why."""

    directory: Directory
    reports: list[Made]
    stop: Stop | None = None


class CannotRender(Stop):
    """A template of the repository's own takes too long or too much; ``path`` is that of it, or of all of them."""

    code = FOUND

    def __init__(self, path: str, stop: Stop) -> None:
        super().__init__(msg("{path}: {message}", path=path, message=stop.message), stop.hint)


class Reporter:
    """Makes the same report of municipalities, one after the other; what all of them share is looked at once.

    Raises TemplateDefect where the repository's templates cannot be read.
    """

    def __init__(
        self, order: Order, formats: Sequence[str], directories: Sequence[Directory], repository: Repository
    ) -> None:
        self.order, self.formats, self.repository = order, formats, repository
        self.kind = kind_of(order.kind)
        self.own = own_templates(repository.tree)
        self.templates = template_hash(self.own)
        self.origins = Origins(repository, directories)

    def each(self, directory: Directory) -> Reported:
        """Make the reports of a municipality, or say why that cannot be done."""
        try:
            return Reported(directory, self(directory)[0])
        except CannotAssess as stop:
            return Reported(directory, [], stop)
        except WrongUse as stop:  # what is recorded of this one does not give the report
            text = msg("{name}: {reason}", name=directory.slug, reason=stop.message)
            return Reported(directory, [], Stop(text, stop.hint))

    def __call__(self, directory: Directory) -> tuple[list[Made], Assessed]:
        """Make the reports of a municipality, and give it as their readers may see it. Raises as ``report`` does."""
        order = self.order
        public = order.public or self.kind.is_public
        one = _shown(assessed(self.repository, directory, order.day), public=public)
        if order.wanted.office is not None:
            one = replace(one, assessment=required(one.assessment, order.wanted.office))
        if not one.assessment.is_possible:
            raise CannotAssess(directory.slug)
        base = self.provenance([directory], directory.slug)
        document = document_of(one, self.kind, order, base, public=public)
        sheets = partial(_sheets, one.assessment, order, public=public)
        return self.made(document, base, one.errors, sheets), one

    def provenance(self, directories: Sequence[Directory], slug: str) -> Provenance:
        """Say from what a report is made."""
        order = self.order
        return Provenance(
            order.kind,
            order.format,
            slug,
            order.day,
            order.language,
            order.public,
            order.wanted,
            self.origins.commit,
            self.origins.is_clean(directories),
            self.templates,
            __version__,
        )

    def made(
        self, document: Report, base: Provenance, errors: int, sheets: "Callable[[], tuple[Sheet, ...]]"
    ) -> list[Made]:
        """Make the files of a report; ``sheets`` gives the tables of a workbook. Raises as ``report`` does."""
        return [self._file(document, replace(base, format=format_), errors, sheets) for format_ in self.formats]

    def _file(self, document: Report, base: Provenance, errors: int, sheets: "Callable[[], tuple[Sheet, ...]]") -> Made:
        tables = sheets() if base.format == "xlsx" else ()
        one = Rendering(document, base.format, base.created, base.text(), self.own, tables)
        if not self.own.files or base.format == "xlsx":  # what comes with fgk is trusted
            return Made(write(one), base, errors)
        with TemporaryDirectory(prefix="fgk-") as root:
            if base.format == "pdf":
                from fgk.render.formats.pdf import lay_out

                lay_out(self.own, Path(root))
            try:
                return Made(apart(write, replace(one, root=root)), base, errors)
            except (TookTooLong, NeededTooMuch) as stop:
                named = self.own.first(self.kind.templates(base.format))
                raise CannotRender(shown_path(named) if named else TEMPLATES_DIRECTORY, stop) from stop


def _shown(one: Assessed, *, public: bool) -> Assessed:
    """Give a municipality as the readers may see it.

    A public report rests on public records alone, so that no figure gives an internal one away, and names no person.
    """
    if not public:
        return one
    return replace(one, assessment=replace(one.assessment, dossier=publication.public(one.assessment.dossier)))


def _sheets(assessment: Assessment, order: Order, *, public: bool) -> "tuple[Sheet, ...]":
    """Give the collections of a municipality as tables, as far as the report is about them."""
    from fgk.render.reports.extent import extent
    from fgk.render.wording import Wording
    from fgk.render.workbook import sheets_of

    return sheets_of(extent(order.kind, assessment, order.wanted), Wording(order.language), public=public)


def _of_all(repository: Repository, order: Order, formats: Sequence[str]) -> list[Made]:
    """Make the report on all municipalities."""
    from fgk.render.provenance import facts
    from fgk.render.reports.portfolio import comparison
    from fgk.render.wording import Wording

    directories = list(repository.municipalities())
    words = Wording(order.language)
    reporter = Reporter(order, formats, directories, repository)
    base = reporter.provenance(directories, "")
    document, found = portfolio_of(repository, order, directories, base)
    total = Coverage(sum(one.coverage.facts for one in found), sum(one.coverage.sourced for one in found))
    procedure = repository.procedures.get(repository.settings.procedure)
    title = procedure.title_in(order.language) if procedure else repository.settings.procedure
    said = facts(base, total, title, (procedure.version if procedure else None) or "", words)
    document = replace(document, provenance=tuple(said))
    errors = sum(one.errors for one in found)
    return reporter.made(document, base, errors, partial(comparison, [one.entry for one in found], words))


def portfolio_of(
    repository: Repository, order: Order, directories: Sequence[Directory], base: Provenance
) -> "tuple[Report, list[_Summary]]":
    """Make the document on many municipalities, of each of which only a small summary is kept."""
    from fgk.render.reports.portfolio import portfolio
    from fgk.render.wording import Wording

    found = list(each(repository, partial(_Summaries, order, base), directories, None))
    entries = [one.entry for one in found]
    return portfolio(entries, Wording(order.language), order.day, public=order.public), found


@dataclass(frozen=True, slots=True)
class _Summary:
    """What the report on all keeps of a municipality."""

    entry: "Entry"
    coverage: Coverage
    errors: int


class _Summaries:
    """Makes the summaries of municipalities, one after the other, in whatever process."""

    def __init__(self, order: Order, base: Provenance, repository: Repository) -> None:
        from fgk.render.wording import Wording

        self._order, self._repository, self._words = order, repository, Wording(order.language)
        self._address = links(repository.settings.source_link, base)

    def __call__(self, directory: Directory) -> _Summary:
        """Give the summary of a municipality."""
        from fgk.render.reports.portfolio import entry
        from fgk.render.views.context import placed

        one = _shown(assessed(self._repository, directory, self._order.day), public=self._order.public)
        record = one.loaded.dossier.municipality
        place: Line = ()
        if record is not None and not self._order.public:
            place = placed(finder(one.loaded.places)(record, ()), self._address)
        found = entry(overview(one.assessment, one.errors), self._words, place)
        return _Summary(found, coverage(one.assessment.dossier, self._order.day), one.errors)


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
