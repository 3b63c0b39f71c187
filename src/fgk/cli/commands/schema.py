"""``fgk schema``."""

from pathlib import Path
from typing import Annotated

import typer

from fgk.cli.session import Session
from fgk.messages import N_, msgn
from fgk.stops import OK

SUMMARY = N_("Print the JSON Schemas of the data files, for editors.")
HELP = N_(
    "Print the JSON Schemas of the data files: one with its name, all without one. "
    "Editors use them for completion and hover texts."
)
FORMATS = ("json",)


def schema(
    session: Session,
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help=N_("A kind of file, such as measures."))] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help=N_("Write them to this directory, one file each.")),
    ] = None,
) -> int:
    """Print or write the schemas."""
    from fgk.usecases.schema import UnknownKind, schema_text, schemas

    found = schemas(session.translate)
    if kind is not None and kind not in found:
        raise UnknownKind(kind, list(found))
    chosen = found if kind is None else {kind: found[kind]}
    if output is None:
        session.write(schema_text(found if kind is None else found[kind]))
        return OK
    from fgk.writing import write_text

    for name, schema_ in chosen.items():
        write_text(output / f"{name}.schema.json", schema_text(schema_))
    session.note(msgn("{n} schema written to {path}", "{n} schemas written to {path}", len(chosen), path=output))
    return OK
