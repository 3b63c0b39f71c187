"""The options that every command shares; they may stand before or after the command's name."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from fgk.messages import N_

Repo: TypeAlias = Annotated[
    Path | None,
    typer.Option("--repo", metavar="DIR", help=N_("The repository; default: FGK_REPO, or found from here upwards.")),
]
At: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="DATE", help=N_("The day for which everything is derived, such as 2026-11-23; default: today.")
    ),
]
Lang: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="de|en", help=N_("The language of the output; default: FGK_LANG, fgk.yaml, or German.")
    ),
]
Format: TypeAlias = Annotated[
    str | None, typer.Option("--format", metavar="FORMAT", help=N_("The format of the output; text is the default."))
]
Color: TypeAlias = Annotated[
    str | None, typer.Option("--color", metavar="auto|always|never", help=N_("Colours in the terminal; default: auto."))
]
Quiet: TypeAlias = Annotated[
    bool | None, typer.Option("--quiet", "-q", help=N_("Print results only, no notes and no summary."))
]
