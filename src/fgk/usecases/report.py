"""``fgk report``: a report of one municipality, as a text."""

import datetime as dt
from dataclasses import dataclass

from fgk.loading.repository import Repository
from fgk.messages import Translator
from fgk.render.reports import render_report, report_format
from fgk.usecases.portfolio import CannotAssess, assessed, selected


@dataclass(frozen=True, slots=True)
class Made:
    """The text of a report, and how many errors in the files keep something out of it."""

    text: str
    errors: int


def report(  # noqa: PLR0913, PLR0917 - what a report is of, what it is, and for whom
    repository: Repository,
    name: str,
    kind: str,
    format_: str,
    day: dt.date,
    translator: Translator,
    *,
    public: bool = False,
) -> Made:
    """Make a report of a municipality on a day.

    Raises UnknownMunicipality, UnknownReport, CannotAssess, and TemplateDefect where a template cannot be used.
    """
    report_format(kind, format_)
    directory = selected(repository, [name])[0]
    one = assessed(repository, directory, day)
    if not one.assessment.is_possible:
        raise CannotAssess(directory.slug)

    from fgk.render.environment import ReportEnvironment
    from fgk.render.views import status_report

    view = status_report(one.assessment, translator, one.errors, public=public)
    return Made(render_report(kind, format_, view, ReportEnvironment(repository.tree, translator)), one.errors)
