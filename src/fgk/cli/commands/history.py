"""``fgk history``."""

from typing import TYPE_CHECKING, Annotated

import typer

from fgk.cli.completion import municipality_names
from fgk.cli.session import Session
from fgk.messages import N_, msg
from fgk.stops import OK, WrongUse

if TYPE_CHECKING:
    from fgk.comparison.story import Story

SUMMARY = N_("Tell the history of a municipality or of one of its records.")
HELP = N_(
    "Tell the history of a municipality, or of one goal, measure, resolution or event, as the commits of the git "
    "repository have it: when, by whom, what changed, and which resolution is behind it. It follows records through "
    "new ids, other files and other directories; the latest change comes first. "
    "ID is an id, with its kind where several have it (measure/kita), or ROUND/EVENT/DATE. "
    "With --rev it ends at that revision. "
    "Formats: text, json, md."
)
FORMATS = ("text", "json", "md")


def history(
    session: Session,
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help=N_("A municipality, by slug."), autocompletion=municipality_names),
    ] = None,
    identity: Annotated[str | None, typer.Argument(metavar="ID", help=N_("A record, by its id."))] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="NUMBER", min=1, help=N_("Show only so many of the latest commits.")),
    ] = None,
) -> int:
    """Print a history as text, JSON or Markdown."""
    from fgk.usecases.history import history as run

    if name is None:
        raise WrongUse(msg("A municipality is missing"), msg("Name one, such as: fgk history musterstadt"))
    _print(session, run(session.root, session.shared.rev or "HEAD", name, identity, limit=limit))
    return OK


def _print(session: Session, story: "Story") -> None:
    if session.format == "json":
        from fgk.render.comparison.history import history_object

        session.print_json(history_object(story))
    elif session.format == "md":
        from fgk.render.comparison.history import markdown_pieces

        session.write_pieces(markdown_pieces(story, session.translate))
    else:
        from fgk.render.terminal.history import HistoryPage
        from fgk.render.terminal.pen import Pen

        console = session.console
        session.print_lines(HistoryPage(session.translate, Pen(console), console.width).lines(story))
