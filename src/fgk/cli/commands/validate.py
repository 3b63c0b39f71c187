"""``fgk validate``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fgk.cli.completion import municipality_names, rule_names
from fgk.cli.session import Session
from fgk.messages import N_, msg, msgn
from fgk.stops import CANNOT_RUN, FOUND, OK, WrongUse

if TYPE_CHECKING:
    from fgk.source.git.revision import Revision

SUMMARY = N_("Show everything that is wrong with the files, and where.")
HELP = N_(
    "Show everything that is wrong with the files, and where. Nothing is changed. "
    "With names only these municipalities are checked. "
    "The exit code is 1 where something weighs at least as much as --fail-on says. "
    "Formats: text, concise, json, sarif, junit, github, gitlab; several at once where all but one go to files, such "
    "as --format sarif=fgk.sarif --format gitlab=quality.json. Where all go to files, text is printed as well."
)
FORMATS = ("text", "concise", "json", "sarif", "junit", "github", "gitlab")
SEVERAL_FORMATS = True


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
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RULE",
            help=N_("Only these rules: codes, names, or beginnings such as FGK5. Repeatable, or with commas."),
            autocompletion=rule_names,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help=N_("All rules but these; written as above."), autocompletion=rule_names),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="REV", help=N_("Only what changed since a git revision, and what refers to it.")),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            readable=False,
            help=N_("Hide the findings that this file knows; they are counted, and what is settled is reported."),
        ),
    ] = None,
    write_baseline: Annotated[
        bool,
        typer.Option(
            "--write-baseline",
            help=N_("Write what is found now to the file of --baseline, else to fgk-baseline.json in the repository."),
        ),
    ] = False,
    processes: Annotated[
        int | None,
        typer.Option(
            "--processes", "-j", min=1, max=64, metavar="N", help=N_("Processes that share the work; default: up to 2.")
        ),
    ] = None,
    statistics: Annotated[
        bool,
        typer.Option(
            "--statistics", help=N_("How often each rule found something: in place of the text, and added to json.")
        ),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help=N_("Write to this file what would be printed.")),
    ] = None,
) -> int:
    """Print what is wrong, in each format that was asked for."""
    from fgk.cli.findings import Wanted, print_findings, severity_named
    from fgk.usecases.validate import validate as run

    weight = severity_named(fail_on)
    if write_baseline:
        _refuse_part(session, is_part=bool(names or since or select or ignore))
    for file in _files(session, output):
        session.refuse_data_file(file)
    revision = _revision(session.root, since) if since is not None else None
    result = run(session.repository, session.day, names or (), since=revision, processes=processes)
    if write_baseline:
        from fgk.cli.baseline import USUAL_NAME
        from fgk.cli.baseline import write_baseline as write

        write(session, result, baseline or session.root / USUAL_NAME)
        return CANNOT_RUN if result.crashed else OK
    if baseline is not None:
        from fgk.cli.baseline import apply_baseline

        apply_baseline(session, result, baseline)
    result.narrow(_words(select), _words(ignore))
    if not print_findings(session, result, Wanted(statistics, output, weight)):
        return CANNOT_RUN
    if since is not None:
        session.note(
            msgn(
                "Since {revision} {n} of {all} municipalities has changed or refers to what has.",
                "Since {revision} {n} of {all} municipalities have changed or refer to what has.",
                result.municipalities,
                revision=since,
                all=result.of,
            )
        )
    if result.unfinished:
        session.note(
            msgn(
                "In {n} municipality something could not be read; once that is repaired, more may be found.",
                "In {n} municipalities something could not be read; once that is repaired, more may be found.",
                len(result.unfinished),
            )
        )
    if since is None and not result.municipalities and not result.diagnostics:
        session.note(msg("There is no municipality here yet: no directory holds municipality.yaml."))
    return FOUND if result.has_at_least(weight) else OK


def _refuse_part(session: Session, *, is_part: bool) -> None:
    """Refuse to write a baseline of anything but all files as they are. Raises WrongUse."""
    if is_part:
        raise WrongUse(
            msg("A baseline is written for the whole repository"),
            msg("Leave out names, --since, --select and --ignore; --baseline FILE names the file."),
        )
    if session.shared.rev is not None:
        raise WrongUse(
            msg("A baseline is written for the files as they lie in the directory, not for a git revision"),
            msg("Leave out --rev, or check that revision out first."),
        )


def _files(session: Session, output: Path | None) -> list[Path]:
    """Give the files that will be written. Raises WrongUse where two outputs would go to one file."""
    files = [file for target in session.targets if (file := target.file or output) is not None]
    if len({file.resolve() for file in files}) < len(files):
        raise WrongUse(
            msg("Two outputs would go to the same file"), msg("Give each format a file of its own: FORMAT=FILE.")
        )
    return files


def _revision(root: Path, name: str) -> "Revision":
    from fgk.source.git.revision import revision

    return revision(root, name)


def _words(given: list[str] | None) -> list[str]:
    return [word for text in given or () for word in text.split(",") if word.strip()]
