"""The report on all municipalities of a repository."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from fgk.assessment.coverage import Coverage, coverage
from fgk.assessment.overview import overview
from fgk.loading.discovery import Directory
from fgk.loading.repository import Repository
from fgk.render.document import Line, Report
from fgk.render.provenance import Provenance
from fgk.usecases.portfolio import assessed, finder
from fgk.usecases.reporting import Made, Order, Reporter, links, shown
from fgk.usecases.workers import each

if TYPE_CHECKING:
    from fgk.render.reports.portfolio import Entry


def report_on_all(repository: Repository, order: Order, formats: Sequence[str]) -> list[Made]:
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
    return reporter.files(document, base, errors, partial(comparison, [one.entry for one in found], words))


def portfolio_of(
    repository: Repository, order: Order, directories: Sequence[Directory], base: Provenance
) -> "tuple[Report, list[_Summary]]":
    """Make the document on many municipalities, of each of which only a small summary is kept."""
    from fgk.render.reports.portfolio import portfolio
    from fgk.render.wording import Wording

    found = list(each(repository, partial(_Summaries, order, base), directories, None))
    entries = [one.entry for one in found]
    errors = sum(one.errors for one in found)
    return portfolio(entries, Wording(order.language), order.day, errors, public=order.is_public), found


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

        one = shown(assessed(self._repository, directory, self._order.day), public=self._order.public)
        record = one.loaded.dossier.municipality
        place: Line = ()
        if record is not None and not self._order.public:
            place = placed(finder(one.loaded.places)(record, ()), self._address)
        found = entry(overview(one.assessment, one.errors), self._words, place)
        return _Summary(found, coverage(one.assessment.dossier, self._order.day), one.errors)
