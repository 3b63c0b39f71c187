"""The output of ``fgk validate``: each format to its place, whatever happens."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from fgk.cli.formats import Target
from fgk.cli.session import DATA_ENDINGS, Session
from fgk.diagnostics import Severity
from fgk.messages import Message, Translator, msg
from fgk.render.findings.outcome import Outcome, at_top
from fgk.stops import WrongUse

if TYPE_CHECKING:
    from fgk.render.terminal.pen import Pen
    from fgk.usecases.validate import Validation

CRASHED = msg("A rule could not be carried out because of a defect of fgk; see FGK900.")

_ANNOTATIONS = ("sarif", "junit", "github", "gitlab")
"""Formats that speak of the lines of the new files alone."""

_PLATFORM_VARIABLES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where GitHub and GitLab say which directory they have checked out."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted beside the formats: counts by rule, a file in the place of standard output, what makes it fail."""

    statistics: bool = False
    output: Path | None = None
    fail_on: Severity = Severity.ERROR
    command: str = "fgk validate"
    comment: Callable[[], str] | None = None
    """Gives the comment that the format md is."""


def severity_named(name: str) -> Severity:
    """Give the severity of a name. Raises WrongUse."""
    if name not in list(Severity):
        raise WrongUse(
            msg("“{value}” is no severity", value=name),
            msg("Possible are: {options}.", options="error, warning, info"),
        )
    return Severity(name)


def print_findings(session: Session, result: "Validation", wanted: Wanted) -> bool:
    """Write all formats that were asked for; say whether everything could be carried out and written."""
    error = CRASHED if result.crashed else None
    for target in sorted(session.targets, key=lambda target: target.file is None):  # files first: they can fail
        file = target.file or wanted.output
        outcome = replace(outcome_of(session, result, error), fail_on=wanted.fail_on, command=wanted.command)
        if file is None:
            _print(session, outcome, target, wanted)
            continue
        try:
            _write(file, _pieces(target.format, outcome, wanted, session))
        except OSError as failure:
            error = _unwritable(file, failure)
            session.complain(error)
        else:
            session.note(msg("Written: {path}", path=file))
    if result.crashed:
        session.note(CRASHED)
    return error is None


def print_failure(target: Target, output: Path | None, translate: Translator, error: str, command: str) -> str:
    """Let a format's file, or what is to be printed, say that a run was not possible; give what is to be printed."""
    outcome = Outcome(translate, error=error, command=command)
    text = "".join(_machine_pieces(target.format, outcome, Wanted()))
    file = target.file or output
    if file is None:
        return text
    if text and file.suffix not in DATA_ENDINGS:  # what may be a record is not written over, not even to complain
        _write(file, iter((text,)))
    return ""


def _print(session: Session, outcome: Outcome, target: Target, wanted: Wanted) -> None:
    if target.format != "text":
        session.write_pieces(_pieces(target.format, outcome, wanted, session))
        return
    from fgk.render.terminal.pen import Pen

    console = session.console
    for piece in _text_pieces(outcome, wanted, session, Pen(console), console.width):
        console.file.write(piece)
    console.file.flush()


def _pieces(name: str, outcome: Outcome, wanted: Wanted, session: Session) -> Iterator[str]:
    if name == "md" and wanted.comment is not None:
        return iter((wanted.comment(),))
    if name != "text":
        return _machine_pieces(name, outcome, wanted)
    from fgk.render.terminal.console import PIPED
    from fgk.render.terminal.pen import Pen

    return _text_pieces(outcome, wanted, session, Pen(None), PIPED)


def _text_pieces(outcome: Outcome, wanted: Wanted, session: Session, pen: "Pen", width: int) -> Iterator[str]:
    from fgk.render.terminal.findings import FindingsPage

    page = FindingsPage(outcome, session.source_text, pen, width)
    yield from page.statistics() if wanted.statistics else chain(page.findings(), page.covered())
    if not session.quiet:
        yield from page.summary()


def _machine_pieces(name: str, outcome: Outcome, wanted: Wanted) -> Iterator[str]:  # noqa: PLR0911 - one a format
    if name in _ANNOTATIONS:
        outcome = replace(outcome, diagnostics=[at_top(one) for one in outcome.diagnostics])
    match name:
        case "concise":
            from fgk.render.findings import concise

            return concise.pieces(outcome)
        case "json":
            from fgk.render.findings import json

            return json.pieces(outcome, statistics=wanted.statistics)
        case "sarif":
            from fgk.render.findings import sarif

            return sarif.pieces(outcome)
        case "junit":
            from fgk.render.findings import junit

            return junit.pieces(outcome)
        case "github":
            from fgk.render.findings import github

            return github.pieces(outcome)
        case "gitlab":
            from fgk.render.findings import gitlab

            return gitlab.pieces(outcome)
    return iter(())


def outcome_of(session: Session, result: "Validation", error: Message | None = None) -> Outcome:
    """Give what every format of findings is made of."""
    return Outcome(
        session.translate,
        result.diagnostics,
        result.municipalities,
        result.paths,
        result.titles,
        session.translate(error) if error else "",
        prefix(session.root, os.environ),
    )


def prefix(root: Path, environment: Mapping[str, str]) -> str:
    """Give the way from the directory that a code platform shows, else the working one, to the repository's root.

    Annotations name files as the platform knows them; where the root lies elsewhere, there is no way: ``""``.
    """
    platform = next((environment[name] for name in _PLATFORM_VARIABLES if environment.get(name)), ".")
    try:
        way = root.resolve().relative_to(Path(platform).resolve())
    except (ValueError, OSError):
        return ""
    return "" if way == Path() else f"{way.as_posix()}/"


def _write(file: Path, pieces: Iterator[str]) -> None:
    from fgk.writing import write_text

    write_text(file, "".join(pieces))


def _unwritable(file: Path, failure: OSError) -> Message:
    reason = Message(failure.strerror or type(failure).__name__)
    return msg("{path} could not be written: {reason}", path=file, reason=reason)
