"""How a report is made, in one format or several: what is wanted, from what it is made, its files."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import quote

from fgk import __version__
from fgk.assessment.assess import Assessment
from fgk.assessment.coverage import coverage
from fgk.loading.discovery import Directory
from fgk.loading.repository import Repository
from fgk.messages import msg
from fgk.model import publication
from fgk.model.vocabulary import ANNUAL_REPORT
from fgk.render.document import Report
from fgk.render.formats.write import Rendering, write
from fgk.render.own_templates import TEMPLATES_DIRECTORY, shown_path
from fgk.render.places import Position
from fgk.render.provenance import Provenance
from fgk.render.reports.kinds import Kind, kind_of
from fgk.render.wanted import NOTHING_ELSE, Wanted
from fgk.stops import FOUND, Stop
from fgk.usecases.apart import NeededTooMuch, TookTooLong, apart
from fgk.usecases.office import required
from fgk.usecases.origin import Origins
from fgk.usecases.portfolio import Assessed, CannotAssess, assessed, finder
from fgk.usecases.templates import own_templates, template_hash

if TYPE_CHECKING:
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

    @property
    def is_public(self) -> bool:
        """Whether public records alone are shown, as it was asked for or as the kind always does."""
        return self.public or kind_of(self.kind).is_public

    def names(self) -> list[str]:
        """Give what makes it another report, in parts of a file's name: its kind, what it is about, for whom."""
        about = self.wanted
        if kind_of(self.kind).event == ANNUAL_REPORT:
            about = replace(about, years=about.years_on(self.day))
        public = ["public"] if self.public and not kind_of(self.kind).is_public else []
        return [self.kind, *about.names(), *public]


@dataclass(frozen=True, slots=True)
class Made:
    """A report as the bytes of its file, what it was made from, and how many errors keep something out of it."""

    content: bytes
    provenance: Provenance
    errors: int


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

    def __call__(self, directory: Directory) -> tuple[list[Made], Assessed]:
        """Make the reports of a municipality, and give it as their readers may see it. Raises as ``report`` does."""
        order = self.order
        one = shown(assessed(self.repository, directory, order.day), public=order.is_public)
        if order.wanted.office is not None:
            one = replace(one, assessment=required(one.assessment, order.wanted.office))
        if not one.assessment.is_possible:
            raise CannotAssess(directory.slug)
        base = self.provenance([directory], directory.slug)
        document = document_of(one, self.kind, order, base)
        sheets = partial(_sheets, one.assessment, order)
        return self.files(document, base, one.errors, sheets), one

    def provenance(self, directories: Sequence[Directory], slug: str) -> Provenance:
        """Say from what a report is made."""
        order = self.order
        return Provenance(
            order.kind,
            order.format,
            slug,
            order.day,
            order.language,
            order.is_public,
            order.wanted,
            self.origins.commit,
            self.origins.is_clean(directories),
            self.templates,
            __version__,
        )

    def files(
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


def shown(one: Assessed, *, public: bool) -> Assessed:
    """Give a municipality as the readers may see it.

    A public report rests on public records alone, so that no figure gives an internal one away, and names no person.
    """
    if not public:
        return one
    return replace(one, assessment=replace(one.assessment, dossier=publication.public(one.assessment.dossier)))


def _sheets(assessment: Assessment, order: Order) -> "tuple[Sheet, ...]":
    """Give the collections of a municipality as tables, as far as the report is about them."""
    from fgk.render.reports.extent import extent
    from fgk.render.wording import Wording
    from fgk.render.workbook import sheets_of

    seen, about = extent(order.kind, assessment, order.wanted)
    return sheets_of(seen, Wording(order.language), about, public=order.is_public)


def document_of(one: Assessed, kind: Kind, order: Order, base: Provenance) -> Report:
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
    find = None if order.is_public else finder(one.loaded.places)
    context = Context(assessment, words, order.is_public, find, address)
    body = kind.make(context, record, order.wanted)
    found = framed(kind.name, body, context, one.errors)
    procedure = body.standing.procedure
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
