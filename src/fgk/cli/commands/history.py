"""``fgk history``."""

from typing import TYPE_CHECKING, Annotated

import typer

from fgk.cli.completion import municipality_names
from fgk.cli.session import Session
from fgk.messages import N_, msg
from fgk.stops import CANNOT_RUN, FOUND, OK, WrongUse

if TYPE_CHECKING:
    from fgk.comparison.story import Story
    from fgk.comparison.transitions import Transitions
    from fgk.render.terminal.history import HistoryPage

SUMMARY = N_("Tell the history of a municipality or of one of its records.")
HELP = N_(
    "Tell the history of a municipality, or of one goal, measure, resolution or event, as the commits of the git "
    "repository have it: when, by whom, what changed, and which resolution is behind it. It follows records through "
    "new ids, other files and other directories; the latest change comes first. "
    "ID is an id, with its kind where several have it (measure/kita), or ROUND/EVENT/DATE. "
    "With --rev it ends at that revision. "
    "--transitions shows every entry that a commit wrote into the log of a measure, in all municipalities where none "
    "is named, and first of all what is wrong: moves that the rules do not allow, and entries that were rewritten, "
    "removed or back-dated. An entry is back-dated whose date lies before one that was there already, or more than 60 "
    "days before the commit. The exit code is then 1 where something is wrong, and 3 where earlier commits are missing "
    "or a file cannot be read. "
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
    moves: Annotated[
        bool,
        typer.Option("--transitions", help=N_("Show every move of a measure from status to status, and check it.")),
    ] = False,
) -> int:
    """Print a history, or the moves of measures, as text, JSON or Markdown."""
    revision = session.shared.rev or "HEAD"
    if moves:
        from fgk.usecases.past.transitions import transitions

        found = transitions(session.root, revision, name, identity, limit)
        _print_moves(session, found)
        if not found.are_sound:
            return FOUND
        return OK if found.is_whole and not found.unread else CANNOT_RUN
    from fgk.usecases.past.history import history as run

    if name is None:
        raise WrongUse(msg("A municipality is missing"), msg("Name one, such as: fgk history musterstadt"))
    _print(session, run(session.root, revision, name, identity, limit))
    return OK


def _print(session: Session, story: "Story") -> None:
    if session.format == "json":
        from fgk.render.comparison.history import history_object

        session.print_json(history_object(story))
    elif session.format == "md":
        from fgk.render.comparison.history import markdown_pieces

        session.write_pieces(markdown_pieces(story, session.translate))
    else:
        session.print_lines(_page(session).lines(story))


def _print_moves(session: Session, found: "Transitions") -> None:
    if session.format == "json":
        from fgk.render.comparison.transitions import transitions_object

        session.print_json(transitions_object(found, session.translate))
    elif session.format == "md":
        from fgk.render.comparison.transitions import markdown_pieces

        session.write_pieces(markdown_pieces(found, session.translate))
    else:
        session.print_lines(_page(session).transitions(found))


def _page(session: Session) -> "HistoryPage":
    from fgk.render.terminal.history import HistoryPage
    from fgk.render.terminal.pen import Pen

    console = session.console
    return HistoryPage(session.translate, Pen(console), console.width)
