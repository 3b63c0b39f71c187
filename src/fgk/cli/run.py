"""How the shared options come together from before and after the command's name."""

from pathlib import Path

import typer

from fgk.cli.session import Shared


def shared_options(  # noqa: PLR0913, PLR0917 - one parameter for each shared option
    context: typer.Context,
    repo: Path | None,
    at: str | None,
    lang: str | None,
    format_: str | None,
    color: str | None,
    quiet: bool | None,  # noqa: FBT001 - an option like the others
) -> Shared:
    """Give the shared options of a command; what stands after its name wins over what stands before."""
    before = context.obj if isinstance(context.obj, Shared) else Shared()
    return Shared(repo, at, lang, format_, color, quiet).over(before)
