"""The options that every command shares; they may stand before or after the command's name."""

import inspect
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

import typer

from fgk.cli.session import Session, Shared
from fgk.messages import N_

_DECLARED: dict[str, Any] = {
    "repo": Annotated[
        Path | None,
        typer.Option(
            "--repo",
            metavar="DIR",
            readable=False,
            help=N_("The repository; default: FGK_REPO, or found from here upwards."),
        ),
    ],
    "rev": Annotated[
        str | None,
        typer.Option(
            "--rev",
            metavar="REV",
            help=N_("A git revision, such as main or HEAD~1, whose files are read in place of those in the directory."),
        ),
    ],
    "at": Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="DATE",
            help=N_("The day for which everything is derived, such as 2026-11-23; default: today."),
        ),
    ],
    "lang": Annotated[
        str | None,
        typer.Option(
            "--lang", metavar="de|en", help=N_("The language of the output; default: FGK_LANG, fgk.yaml, or German.")
        ),
    ],
    "format": Annotated[
        list[str] | None,
        typer.Option("--format", metavar="FORMAT", help=N_("The format of the output; text is the default.")),
    ],
    "color": Annotated[
        str | None,
        typer.Option("--color", metavar="auto|always|never", help=N_("Colours in the terminal; default: auto.")),
    ],
    "quiet": Annotated[
        bool | None, typer.Option("--quiet", "-q", help=N_("Print results only, no notes and no summary."))
    ],
}
"""How each field of ``Shared`` looks on the command line."""

PARAMETERS = tuple(
    inspect.Parameter(field.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_DECLARED[field.name])
    for field in fields(Shared)
)
_CONTEXT = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)


def remembering(function: Callable[..., None]) -> Callable[..., None]:
    """Make the program's own callback: it keeps the shared options that stand before the command's name."""

    def run(context: typer.Context, **values: Any) -> None:
        context.obj = _shared(values)
        function(**values)

    return _with_parameters(run, function, leave_out=())


def with_session(
    function: Callable[..., int], formats: tuple[str, ...], *, several: bool = False
) -> Callable[..., int]:
    """Make a command of a function that takes a session and its own options.

    What stands after the command's name wins over what stands before; ``formats`` begins with the default, and
    ``several`` of them can be wanted at once where the command can do that.
    """

    def run(context: typer.Context, **values: Any) -> int:
        after = _shared(values)
        before = context.obj if isinstance(context.obj, Shared) else Shared()
        with Session(after.over(before), formats, several=several) as session:
            return function(session, **values)

    return _with_parameters(run, function, leave_out=("session",))


def _shared(values: dict[str, Any]) -> Shared:
    """Take the shared options out of all that were given."""
    own = {parameter.name: values.pop(parameter.name) for parameter in PARAMETERS}
    return Shared(**{**own, "format": tuple(own["format"] or ()) or None})


def _with_parameters(
    run: Callable[..., Any], function: Callable[..., Any], leave_out: tuple[str, ...]
) -> Callable[..., Any]:
    """Give a function the signature that typer reads: the other's own parameters and the shared ones."""
    own = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in inspect.signature(function, eval_str=True).parameters.values()
        if parameter.name not in leave_out
    ]
    parameters = (_CONTEXT, *own, *PARAMETERS)
    run.__name__, run.__doc__ = function.__name__, function.__doc__
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what inspect looks for first
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run
