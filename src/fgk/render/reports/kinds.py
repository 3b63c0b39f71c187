"""The kinds of reports: the one list, with the formats of each and what it is about."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from fgk.messages import N_, msg
from fgk.model.vocabulary import ANNUAL_REPORT, COUNCIL_REPORT
from fgk.stops import WrongUse
from fgk.suggestions import meant_or_possible, possible

if TYPE_CHECKING:
    from fgk.model.municipality import Municipality
    from fgk.render.reports.frame import Body
    from fgk.render.views.context import Context
    from fgk.render.wanted import Wanted

TEXT_FORMATS = ("md", "html")
"""Formats that Jinja templates make."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report: its name, what it is, and its formats, the default first.

    The module of its name in this package has a function of its name that makes its body.
    """

    name: str
    summary: str
    formats: tuple[str, ...] = ("md", "html", "pdf", "docx", "xlsx")
    options: tuple[str, ...] = ()
    """The options of the command that say what it is about."""
    is_public: bool = False
    """Whether it shows public records alone, whatever else is wanted."""
    is_of_all: bool = False
    """Whether it is about all municipalities of the repository."""
    event: str = ""
    """The event of the audit history that giving the report is, where it is one."""

    @property
    def make(self) -> "Callable[[Context, Municipality, Wanted], Body]":
        """The function that makes the report's own content; loaded when it is needed."""
        module = import_module(f"fgk.render.reports.{self.name}")
        found: Callable[[Context, Municipality, Wanted], Body] = getattr(module, self.name)
        return found

    def templates(self, format_: str) -> tuple[str, ...]:
        """Give the names that its template can have in a format; the first that there is counts."""
        ending = {"pdf": "typ", "docx": "docx", "xlsx": ""}.get(format_, f"{format_}.j2")
        return (f"{self.name}.{ending}", f"report.{ending}") if ending else ()


KINDS = (
    Kind(
        "status",
        N_("Status report: where we stand, what is late, what comes next, how far the measures are."),
        options=("--office",),
        event=COUNCIL_REPORT,
    ),
    Kind(
        "annual",
        N_("Annual report: what was reached, begun, put off or not realised in a year, and why."),
        options=("--period", "--office"),
        event=ANNUAL_REPORT,
    ),
    Kind(
        "council",
        N_("Council paper for a step of the procedure: for a vote where it needs a resolution, else for information."),
        ("md", "html", "pdf", "docx"),
        options=("--for", "--period"),
        event=COUNCIL_REPORT,
    ),
    Kind(
        "balance",
        N_("Balance before the re-audit: what was agreed, what happened, what goes on; delivered and effective."),
        options=("--round", "--office"),
        event=COUNCIL_REPORT,
    ),
    Kind("agreement", N_("Target agreement of a round, as the council adopts it, numbered."), options=("--round",)),
    Kind(
        "measure",
        N_("Fact sheet of one measure, or of one goal with its measures."),
        ("md", "html", "pdf", "docx"),
        options=("--id",),
    ),
    Kind("public", N_("Report for citizens: public records alone, in plain words."), is_public=True),
    Kind(
        "portfolio",
        N_("All municipalities: a table, their phases over the years, certificates that end, who reported when."),
        is_of_all=True,
    ),
)
"""Every kind of report."""

FORMATS = tuple(dict.fromkeys(format_ for kind in KINDS for format_ in kind.formats))
"""Every format of some report, the default first."""


class UnknownKind(WrongUse):
    """A kind of report that does not exist."""

    def __init__(self, name: str) -> None:
        known = [kind.name for kind in KINDS]
        super().__init__(msg("There is no report of the kind “{kind}”", kind=name), meant_or_possible(name, known))


class UnknownFormat(WrongUse):
    """A format that a kind of report does not have."""

    def __init__(self, kind: Kind, format_: str) -> None:
        message = msg("The report “{kind}” does not exist in the format “{format}”", kind=kind.name, format=format_)
        super().__init__(message, possible(kind.formats))


def kind_of(name: str, format_: str | None = None) -> Kind:
    """Find a kind by its name. Raises UnknownKind, and UnknownFormat where it lacks a format that was asked for."""
    found = next((kind for kind in KINDS if kind.name == name), None)
    if found is None:
        raise UnknownKind(name)
    if format_ is not None and format_ not in found.formats:
        raise UnknownFormat(found, format_)
    return found
