"""``fgk report``: a report of one municipality or of all, in one format or several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from fgk.loading.discovery import Directory
from fgk.loading.repository import Repository
from fgk.messages import msg
from fgk.render.reports.kinds import Kind, kind_of
from fgk.stops import Stop, WrongUse
from fgk.usecases.portfolio import Assessed, CannotAssess, selected
from fgk.usecases.report_on_all import report_on_all
from fgk.usecases.reporting import Made, Order, Reporter
from fgk.usecases.templates import own_templates
from fgk.usecases.workers import each


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
        return report_on_all(repository, order, formats)
    return reports_with_facts(repository, name, order, formats)[0]


def reports_with_facts(
    repository: Repository, name: str, order: Order, formats: Sequence[str]
) -> tuple[list[Made], Assessed]:
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
) -> "Iterator[ReportsOf]":
    """Make a report of each of many municipalities, in the order of their directories.

    Raises UnknownKind, UnknownFormat, TemplateDefect and CannotRender; a municipality of which no report can be made is
    given without any.
    """
    _kind(order, formats)
    # a template of the repository's own runs in a process of its own, which is begun fast from a process of one thread
    processes = 1 if own_templates(repository.tree).files else None
    return each(repository, partial(_Each, order, formats, directories), directories, processes)


class _Each:
    """Makes the reports of municipalities, one after the other, in whatever process."""

    def __init__(
        self, order: Order, formats: Sequence[str], directories: Sequence[Directory], repository: Repository
    ) -> None:
        self._reporter = Reporter(order, formats, directories, repository)

    def __call__(self, directory: Directory) -> "ReportsOf":
        """Make the reports of a municipality, or say why that cannot be done."""
        try:
            return ReportsOf(directory, self._reporter(directory)[0])
        except CannotAssess as stop:
            return ReportsOf(directory, [], stop)
        except WrongUse as stop:  # what is recorded of this one does not give the report
            text = msg("{name}: {reason}", name=directory.slug, reason=stop.message)
            return ReportsOf(directory, [], Stop(text, stop.hint))


@dataclass(frozen=True, slots=True)
class ReportsOf:
    """One of many municipalities and its reports, one in each format; without any, ``stop`` says why."""

    directory: Directory
    reports: list[Made]
    stop: Stop | None = None
