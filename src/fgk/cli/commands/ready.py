"""``fgk ready``."""

from typing import TYPE_CHECKING, Annotated

import typer

from fgk.cli.completion import municipality_names
from fgk.cli.session import Session
from fgk.messages import N_, msg, msgn
from fgk.stops import FOUND, OK

if TYPE_CHECKING:
    from fgk.render.readiness.answer import Sheet
    from fgk.usecases.ready import Answered

SUMMARY = N_("Say whether the next step of the procedure may be taken.")
HELP = N_(
    "Say whether a step of the procedure may be taken, such as handing in for review: each precondition, how it "
    "stands, where that is in the files, and what is missing, internal records among them. The exit code is 1 where "
    "something is missing. "
    "Formats: text, json, md."
)
FORMATS = ("text", "json", "md")


def ready(
    session: Session,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=N_("A municipality, by slug."), autocompletion=municipality_names)
    ],
    event: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="EVENT|next",
            help=N_("The step: an event of the procedure, or next for the one that comes next."),
        ),
    ] = "next",
    procedure: Annotated[
        str | None,
        typer.Option(metavar="ID", help=N_("The procedure, where several run; default: that of the audit file.")),
    ] = None,
) -> int:
    """Print whether a step may be taken, as text, JSON or Markdown."""
    from fgk.render.readiness.answer import sheet
    from fgk.usecases.portfolio import finder
    from fgk.usecases.ready import ready as run

    found = run(session.repository, session.day, name, event, procedure)

    made = sheet(found.readiness, finder(found.places), session.translate) if found.readiness is not None else None
    if session.format == "json":
        from fgk.render.readiness.json import ready_object

        session.print_json(ready_object(found.slug, found.name, found.day, found.procedure.id, made))
    elif made is None:
        session.complain(msg("The procedure knows no further step for “{name}”.", name=found.name))
    else:
        _print(session, found, made)
    if found.errors:
        session.note(
            msgn(
                "Incomplete because of {n} error in the files; “fgk validate {slug}” shows it.",
                "Incomplete because of {n} errors in the files; “fgk validate {slug}” shows them.",
                found.errors,
                slug=found.slug,
            )
        )
    return OK if made is not None and made.is_ready else FOUND


def _print(session: Session, found: "Answered", made: "Sheet") -> None:
    where = msg("round “{id}”", id=made.round) if made.round else msg("in a new round")
    title = msg("{name} · {step}, {round}, as of {day}", name=found.name, step=made.title, round=where, day=found.day)
    if session.format == "md":
        from fgk.render.readiness.markdown import pieces

        session.write_pieces(pieces(title, made, session.translate))
        return
    from fgk.render.terminal.pen import Pen
    from fgk.render.terminal.readiness import ready_lines

    console = session.console
    session.print_lines(ready_lines(title, made, session.translate, Pen(console), console.width))
