"""``fgk deadlines``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fgk.cli.completion import municipality_names
from fgk.cli.session import Session, in_format_of
from fgk.messages import N_, msg
from fgk.stops import FOUND, OK, WrongUse

if TYPE_CHECKING:
    from fgk.dates import Duration

SUMMARY = N_("Show what is due, by when, and why.")
HELP = N_(
    "Show every deadline: what the procedure sets, and measures, indicators, evidence and adjourned matters; what is "
    "late first, then by when it is due. Without names those of all municipalities. "
    "json and csv hold all of them, text, md and ics those that are open, with --all also what is met or missed. "
    "md and ics are made to be passed on and hold nothing internal, unless --internal is given."
)
FORMATS = ("text", "json", "ics", "csv", "md")

_PASSED_ON = ("md", "ics")
"""Formats that leave the house: nothing internal stands in them unasked."""

_COMPLETE = ("json", "csv")
"""Formats that hold what is met or missed, too."""


def deadlines(
    session: Session,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help=N_("Municipalities, by slug."), autocompletion=municipality_names),
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(metavar="DURATION", help=N_("Only what is open and due within this time, such as P90D, or late.")),
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=N_("Only what is overdue."))] = False,
    office: Annotated[
        str | None, typer.Option(metavar="NAME", help=N_("Only what this office is responsible for."))
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help=N_("Say of each day which rule, fact and arithmetic it comes from."))
    ] = False,
    all_: Annotated[bool, typer.Option("--all", help=N_("Also what is met or missed."))] = False,
    internal: Annotated[
        bool | None,
        typer.Option("--internal/--public", help=N_("With, or without, everything internal; default: by the format.")),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="municipality|office",
            help=N_(
                "With ics: a file for each municipality, or for each of its offices, in the directory of --output."
            ),
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help=N_("Write to this file or directory."))
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(metavar="overdue|due_soon", help=N_("Exit code 1 where something listed is overdue or due soon.")),
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option(
            "--processes", "-j", min=1, max=64, metavar="N", help=N_("Processes that share the work; default: up to 2.")
        ),
    ] = None,
) -> int:
    """Print the deadlines, in the format that was asked for."""
    from fgk.cli.deadlines import Seen, Shown, encoder, write_deadlines
    from fgk.usecases.deadlines import Wanted, found_deadlines

    if output is not None:
        session.refuse_data_file(output)
        session = session if by is not None else in_format_of(output, session)
    format_ = session.format
    if fail_on not in (None, "overdue", "due_soon"):
        raise WrongUse(
            msg("--fail-on does not know “{value}”", value=fail_on),
            msg("Possible are: {options}.", options="overdue, due_soon"),
        )
    _check_files(by, output, format_)
    wanted = Wanted(
        within=_duration(within) if within is not None else None,
        overdue=overdue,
        office=office,
        closed=all_ or format_ in _COMPLETE,
        public=format_ in _PASSED_ON if internal is None else not internal,
        explained=explain or format_ in ("json", "ics"),
        encode=encoder(format_),
    )
    found = found_deadlines(
        session.repository, session.day, names or (), wanted, session.translate, processes=processes
    )
    seen = Seen(session.repository)
    write_deadlines(session, found, seen, Shown(output, by, office, narrowed=overdue or within is not None))
    return FOUND if seen.gaps or seen.fails(fail_on) else OK


def _check_files(by: str | None, output: Path | None, format_: str) -> None:
    if by is None:
        return
    if by not in ("municipality", "office"):
        raise WrongUse(
            msg("Calendars cannot be divided by “{value}”", value=by),
            msg("Possible are: {options}.", options="municipality, office"),
        )
    if format_ != "ics" or output is None:
        raise WrongUse(
            msg("--by is for calendars only"), msg("Add --format ics and, with --output, a directory for them.")
        )
    if output.exists() and not output.is_dir():
        raise WrongUse(msg("{path} is no directory", path=output), msg("Name a directory, which may be a new one."))


def _duration(text: str) -> "Duration":
    from fgk.dates import Duration

    try:
        duration = Duration.parse(text)
    except ValueError:
        duration = None
    if duration is not None and min(duration.months, duration.days) < 0:
        raise WrongUse(msg("--within looks ahead: “{value}” leads back", value=text), msg("Leave out the minus sign."))
    if duration is None:
        days = text.strip().rstrip("dDtT ")
        suggestion = f"P{int(days)}D" if days.isascii() and days.isdigit() and len(days) < 5 else "P90D"
        raise WrongUse(msg("“{value}” is no duration", value=text), msg("Write {suggestion}.", suggestion=suggestion))
    return duration
