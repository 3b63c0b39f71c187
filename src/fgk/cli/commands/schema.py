"""``fgk schema``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from fgk.cli import options
from fgk.cli.failures import OK, WrongUse
from fgk.cli.run import shared_options
from fgk.cli.session import Session
from fgk.messages import N_, msg, msgn

SUMMARY = N_("Print the JSON Schemas of the data files, for editors.")
HELP = N_(
    "Print the JSON Schemas of the data files: one with its name, all without one. "
    "Editors use them for completion and hover texts."
)


def schema(
    context: typer.Context,
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help=N_("A kind of file, such as measures."))] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help=N_("Write them to this directory, one file each.")),
    ] = None,
    repo: options.Repo = None,
    at: options.At = None,
    lang: options.Lang = None,
    format_: options.Format = None,
    color: options.Color = None,
    quiet: options.Quiet = None,
) -> int:
    """Print or write the schemas."""
    session = Session(shared_options(context, repo, at, lang, format_, color, quiet), ("json",))
    from fgk.model.schema import file_schemas
    from fgk.usecases.schema import schema_files, schema_text

    translate = session.translate_without_repository
    files = schema_files(translate)
    if kind is not None:
        name = f"{kind}.schema.json"
        if name not in files:
            known = ", ".join(sorted(file.removesuffix(".schema.json") for file in files))
            raise WrongUse(
                msg("There is no kind of file “{kind}”", kind=kind), msg("Possible are: {options}.", options=known)
            )
        files = {name: files[name]}
    if output is None:
        only = next(iter(files.values())) if kind is not None else schema_text(file_schemas(translate))
        sys.stdout.write(only)
        return OK
    from fgk.writing import write_text

    for name, text in files.items():
        write_text(output / name, text)
    session.note(msgn("{n} schema written to {path}", "{n} schemas written to {path}", len(files), path=output))
    return OK
