"""The kinds of reports and their formats: the one list, and the way from a view to a text."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fgk.messages import msg
from fgk.stops import WrongUse
from fgk.suggestions import possible

if TYPE_CHECKING:
    from fgk.render.environment import ReportEnvironment


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """A report in a format, and the template that makes it."""

    kind: str
    format: str
    template: str


REPORTS = (
    ReportFormat("status", "md", "status.md.j2"),
    ReportFormat("status", "html", "status.html.j2"),
)
"""Every report that can be made."""

_SEVERAL_BLANK_LINES = re.compile(r"\n\s*\n")

FORMATS = tuple(dict.fromkeys(report.format for report in REPORTS))
"""Every format of some report, the default first."""


class UnknownReport(WrongUse):
    """A kind of report, or a format of it, that does not exist."""

    def __init__(self, kind: str, format_: str) -> None:
        message = msg("There is no report “{kind}” in the format “{format}”", kind=kind, format=format_)
        super().__init__(message, possible(f"{report.kind} ({report.format})" for report in REPORTS))


def report_format(kind: str, format_: str) -> ReportFormat:
    """Find a report by kind and format. Raises UnknownReport."""
    for report in REPORTS:
        if (report.kind, report.format) == (kind, format_):
            return report
    raise UnknownReport(kind, format_)


def render_report(kind: str, format_: str, view: Any, environment: "ReportEnvironment") -> str:
    """Give the text of a report; its templates know the view as ``report``. Raises UnknownReport, TemplateDefect."""
    text = environment.text(report_format(kind, format_).template, {"report": view})
    return _SEVERAL_BLANK_LINES.sub("\n\n", text).strip("\n") + "\n"
