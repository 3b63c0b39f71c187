"""``fgk report``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from fgk.cli import options
from fgk.cli.completion import municipality_names
from fgk.cli.failures import OK
from fgk.cli.run import shared_options
from fgk.cli.session import Session
from fgk.messages import N_, msg

SUMMARY = N_("Write a report on a municipality.")
HELP = N_(
    "Write a report on a municipality, as Markdown or as one self-contained HTML file. "
    "Without --output it goes to standard output. "
    "Templates in the repository's templates/ override the bundled ones."
)


def report(
    context: typer.Context,
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
    repo: options.Repo = None,
    at: options.At = None,
    lang: options.Lang = None,
    format_: options.Format = None,
    color: options.Color = None,
    quiet: options.Quiet = None,
) -> int:
    """Write a report."""
    shared = shared_options(context, repo, at, lang, format_, color, quiet)
    if shared.format is None and output is not None and output.suffix in (".md", ".html"):
        shared = type(shared)(format=output.suffix[1:]).over(shared)
    session = Session(shared, ("md", "html"))
    from fgk.usecases.report import report as run

    text = run(session.repository, municipality, kind, session.format, session.day, session.translate, public=public)
    if output is None:
        sys.stdout.write(text)
        return OK
    from fgk.writing import write_text

    write_text(output, text)
    session.note(msg("Written: {path}", path=output))
    return OK
