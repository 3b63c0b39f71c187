"""``fgk report``."""

from pathlib import Path
from typing import Annotated

import typer

from fgk.cli.completion import municipality_names
from fgk.cli.session import Session, in_format_of
from fgk.messages import N_, msg, msgn
from fgk.render import reports
from fgk.stops import OK

SUMMARY = N_("Write a report on a municipality.")
HELP = N_(
    "Write a report on a municipality, as Markdown or as one self-contained HTML file. "
    "Without --output it goes to standard output. "
    "Templates in the repository's templates/ override the bundled ones."
)
FORMATS = reports.FORMATS


def report(
    session: Session,
    municipality: Annotated[
        str,
        typer.Option(
            "--municipality",
            "-m",
            metavar="NAME",
            help=N_("The municipality, by slug."),
            autocompletion=municipality_names,
        ),
    ],
    kind: Annotated[str, typer.Option(metavar="KIND", help=N_("What kind of report: status."))] = "status",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help=N_("Where to write it; its ending can give the format.")),
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help=N_("Leave out everything internal: persons and internal records."))
    ] = False,
) -> int:
    """Write a report."""
    if output is not None:
        session.refuse_data_file(output)
        session = in_format_of(output, session)
    from fgk.usecases.report import report as run

    made = run(session.repository, municipality, kind, session.format, session.day, session.translate, public=public)
    if made.errors:
        session.note(
            msgn(
                "Incomplete because of {n} error in the files; “fgk validate {slug}” shows it.",
                "Incomplete because of {n} errors in the files; “fgk validate {slug}” shows them.",
                made.errors,
                slug=municipality,
            )
        )
    if output is None:
        session.write(made.text)
        return OK
    from fgk.writing import write_text

    write_text(output, made.text)
    session.note(msg("Written: {path}", path=output))
    return OK
