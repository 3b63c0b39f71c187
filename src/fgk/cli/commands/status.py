"""``fgk status``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from fgk.cli.completion import municipality_names
from fgk.cli.session import Session
from fgk.messages import N_, msg, msgn
from fgk.stops import FOUND, OK

if TYPE_CHECKING:
    from fgk.assessment.overview import Overview

SUMMARY = N_("Show where a municipality stands and what is due.")
HELP = N_(
    "Show where a municipality stands: phase, certificate, what is late, what is next, progress by action field. "
    "Without a name, one line for each municipality."
)
FORMATS = ("text", "json")


def status(
    session: Session,
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help=N_("A municipality, by slug."), autocompletion=municipality_names),
    ] = None,
    round_id: Annotated[
        str | None,
        typer.Option("--round", metavar="ID|all", help=N_("Count the measures of this round, or of all rounds.")),
    ] = None,
    office: Annotated[
        str | None, typer.Option(metavar="NAME", help=N_("Only what this office is responsible for."))
    ] = None,
) -> int:
    """Print where municipalities stand, as text or JSON."""
    from fgk.usecases.status import statuses

    seen = _Seen()
    names = () if name is None else (name,)
    overviews = seen.through(statuses(session.repository, session.day, names, round_id, office))
    if session.format == "json":
        from fgk.render.status_json import status_object, statuses_object

        if name is not None:
            session.print_json(status_object(next(overviews), session.translate))
        else:
            session.print_json(statuses_object(overviews, session.day, session.translate))
    else:
        from fgk.render.terminal.status import StatusPage, print_overviews

        if name is not None:
            StatusPage(session.console, session.translate, next(overviews)).print()
        else:
            print_overviews(session.console, session.translate, overviews)
    problems = session.repository.problems
    if problems:
        session.note(
            msgn(
                "{n} place in the repository cannot be read; “fgk validate” shows it.",
                "{n} places in the repository cannot be read; “fgk validate” shows them.",
                len(problems),
            )
        )
    elif not seen.municipalities:
        session.note(msg("There is no municipality here yet: no directory holds municipality.yaml."))
    return FOUND if seen.unassessable or problems else OK


@dataclass
class _Seen:
    """Counts the overviews that pass, so that none of them has to be kept."""

    municipalities: int = 0
    unassessable: int = 0

    def through(self, overviews: "Iterable[Overview]") -> "Iterator[Overview]":
        """Hand on one overview after the other."""
        for overview in overviews:
            self.municipalities += 1
            self.unassessable += overview.main is None
            yield overview
