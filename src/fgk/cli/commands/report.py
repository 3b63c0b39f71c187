"""``fgk report``."""

from pathlib import Path
from typing import Annotated

import typer

from fgk.cli.completion import municipality_names
from fgk.cli.session import Session
from fgk.messages import N_, msg
from fgk.render.reports.kinds import FORMATS as REPORT_FORMATS
from fgk.stops import WrongUse

SUMMARY = N_("Write a report on a municipality.")
HELP = N_(
    "Write a report: Markdown, one self-contained HTML file, PDF (PDF/UA), Word or Excel; --list shows the kinds. "
    "Without --output, text goes to standard output. --format all and --all write a directory. "
    "Templates in the repository's templates/ override the bundled ones."
)
FORMATS = (*REPORT_FORMATS, "all")


def report(
    session: Session,
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help=N_("The municipality, by slug."), autocompletion=municipality_names),
    ] = None,
    municipality: Annotated[
        list[str] | None,
        typer.Option(
            "--municipality",
            "-m",
            metavar="NAME",
            help=N_("The same; the kind portfolio is about all of them."),
            autocompletion=municipality_names,
        ),
    ] = None,
    kind: Annotated[str, typer.Option(metavar="KIND", help=N_("What kind of report; --list shows them."))] = "status",
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=N_("Where to write it; its ending can give the format. A directory takes it under its own name."),
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(metavar="YEARS", help=N_("The years of an annual report, such as 2024 or 2023-2024.")),
    ] = None,
    event: Annotated[
        str | None, typer.Option("--for", metavar="EVENT", help=N_("The step that a council paper is for."))
    ] = None,
    record: Annotated[
        str | None, typer.Option("--id", metavar="ID", help=N_("The measure or goal that a fact sheet is about."))
    ] = None,
    round_: Annotated[
        str | None,
        typer.Option("--round", metavar="ID", help=N_("The round that an agreement or a balance is about.")),
    ] = None,
    office: Annotated[
        str | None,
        typer.Option(metavar="NAME", help=N_("Only what this office is responsible for.")),
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help=N_("Leave out everything internal: persons and internal records."))
    ] = False,
    freeze: Annotated[
        bool,
        typer.Option(
            "--freeze",
            help=N_(
                "Keep the report and its data in the municipality's reports/. In audit.yaml, an annual report is "
                "recorded as annual_report with its years, a status report, a balance and a paper for information as "
                "council_report. The format is pdf, unless another one is named."
            ),
        ),
    ] = False,
    all_: Annotated[
        bool, typer.Option("--all", help=N_("One report of each municipality, into the directory --output."))
    ] = False,
    eject: Annotated[
        str | None,
        typer.Option(
            "--eject",
            metavar="KIND",
            help=N_(
                "Copy the template of a kind of report into the repository's templates/, to start from; for HTML, "
                "unless another format is named."
            ),
        ),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help=N_("List the kinds of reports, their formats and their templates."))
    ] = False,
) -> int:
    """Write a report, or list those that there are."""
    from fgk.cli.reports import Asked, formats_of, frozen, is_directory, listed, written, written_for_each

    if list_:
        return listed(session)
    if eject is not None:
        from fgk.cli.freezing import eject as run_eject

        if output is not None:
            raise WrongUse(msg("A template is copied into templates/ of the repository"), msg("Leave out --output."))
        return run_eject(session, eject, formats_of(session, eject, default="html"))
    names = dict.fromkeys([*([name] if name else []), *(municipality or [])])
    if len(names) > 1:
        raise WrongUse(
            msg("A report is about one municipality, and these are several: {names}", names=", ".join(names)),
            msg("Name one of them; --all writes a report of each municipality."),
        )
    asked = Asked(
        next(iter(names), None),
        kind,
        Path(output) if output else None,
        is_directory(output),
        period,
        event,
        record,
        round_,
        office,
        public,
    )
    if freeze and not all_:
        return frozen(session, asked)
    return written_for_each(session, asked, freeze=freeze) if all_ else written(session, asked)
