"""``fgk validate``."""

from typing import Annotated

import typer

from fgk.cli.completion import municipality_names
from fgk.cli.session import Session
from fgk.messages import N_, msg
from fgk.stops import CANNOT_RUN, FOUND, OK, WrongUse

SUMMARY = N_("Show everything that is wrong with the files, and where.")
HELP = N_(
    "Show everything that is wrong with the files, and where. Nothing is changed. "
    "With names only these municipalities are checked. "
    "The exit code is 1 where something weighs at least as much as --fail-on says."
)
FORMATS = ("text", "json")


def validate(
    session: Session,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help=N_("Municipalities, by slug."), autocompletion=municipality_names),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(metavar="error|warning|info", help=N_("From which severity on the exit code is 1.")),
    ] = "error",
) -> int:
    """Print diagnostics as text or JSON."""
    from fgk.diagnostics import Severity
    from fgk.usecases.validate import validate as run

    if fail_on not in list(Severity):
        raise WrongUse(
            msg("“{value}” is no severity", value=fail_on),
            msg("Possible are: {options}.", options="error, warning, info"),
        )
    result = run(session.repository, session.day, names or ())
    if session.format == "json":
        from fgk.render.diagnostics_json import diagnostics_object

        data = diagnostics_object(result.diagnostics, result.municipalities, result.files, session.translate)
        if result.crashed:
            data["error"] = session.translate(_CRASHED)
        session.print_json(data)
    else:
        from fgk.render.terminal.findings import FindingsPage

        page = FindingsPage(session.console, session.translate, session.source_text)
        page.print(result.diagnostics)
        if not session.quiet:
            counts = {severity: result.count(severity) for severity in Severity}
            page.summary(result.municipalities, result.files, counts, result.ignored)
    if result.crashed:
        session.note(_CRASHED)
        return CANNOT_RUN
    if not result.municipalities and not result.diagnostics:
        session.note(msg("There is no municipality here yet: no directory holds municipality.yaml."))
    return FOUND if result.has_at_least(Severity(fail_on)) else OK


_CRASHED = msg("A rule could not be carried out because of a defect of fgk; see FGK900.")
