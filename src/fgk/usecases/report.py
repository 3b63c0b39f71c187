"""``fgk report``: a report of one municipality, as a text."""

import datetime as dt

from fgk.loading.repository import Repository
from fgk.messages import Translator
from fgk.render.reports import render_report, report_format
from fgk.usecases.portfolio import assessed, selected


class CannotAssess(Exception):
    """A municipality whose state cannot be derived, because of so many errors in its files."""

    def __init__(self, slug: str, errors: int) -> None:
        super().__init__(slug, errors)
        self.slug = slug
        self.errors = errors


def report(  # noqa: PLR0913, PLR0917 - what a report is of, what it is, and for whom
    repository: Repository,
    name: str,
    kind: str,
    format_: str,
    day: dt.date,
    translator: Translator,
    *,
    public: bool = False,
) -> str:
    """Make a report of a municipality on a day.

    Raises UnknownMunicipality, UnknownReport, CannotAssess, and TemplateDefect where a template cannot be used.
    """
    report_format(kind, format_)
    directory = selected(repository, [name])[0]
    one = assessed(repository, directory, day)
    if not one.assessment.is_possible:
        raise CannotAssess(directory.slug, one.errors)

    from fgk.render.environment import ReportEnvironment
    from fgk.render.views import status_report

    view = status_report(one.assessment, translator, public=public)
    return render_report(kind, format_, view, ReportEnvironment(repository.tree, translator))
