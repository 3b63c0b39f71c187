"""``fgk report --freeze`` and ``--eject``: what goes into the repository itself, and never over what is there."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fgk.cli.session import Session
from fgk.messages import msg
from fgk.stops import FOUND, OK, Stop, WrongUse

if TYPE_CHECKING:
    from fgk.usecases.reporting import Order


class Exists(Stop):
    """A file lies where another one would be written."""

    code = FOUND

    def __init__(self, path: str) -> None:
        super().__init__(
            msg("There is {path} already, and nothing is written over it", path=path),
            msg("Several formats of a report are kept together, with --format all.")
            if path.endswith(".json")
            else msg("Rename or move the file, if it is no longer needed."),
        )


def refuse_revision(session: Session) -> None:
    """Refuse to write to a commit. Raises WrongUse."""
    if session.shared.rev is not None:
        raise WrongUse(
            msg("Nothing can be written to a git revision"),
            msg("Leave out --rev; then the files in the directory count."),
        )


def freeze(session: Session, name: str, order: "Order", formats: Sequence[str]) -> int:
    """Keep a report with its data in the municipality's directory, and record the event that it is.

    All of it is written, or nothing. Raises what the use case raises, WrongUse, Exists and OSError.
    """
    from fgk.source.tree import ReadFailure
    from fgk.usecases.freeze import file_name, frozen, require_committed
    from fgk.usecases.report import reports_with_facts

    refuse_revision(session)
    require_committed(session.repository, name)
    found, one = reports_with_facts(session.repository, name, order, formats)
    stem = file_name(order, session.repository.settings.language)
    try:
        kept = frozen(session.repository, stem, found, one)
    except ReadFailure as failure:
        raise Stop(msg("The audit history cannot be read: {reason}", reason=failure.reason)) from failure
    if found[0].provenance.commit is None:
        session.note(msg("The files are not in git: “fgk verify” will not be able to check the report."))
    written: list[str] = []
    is_new = not (session.root / next(iter(kept.files))).parent.exists()
    try:
        for path, content in kept.files.items():
            add(session.root, path, content)
            written.append(path)
        if kept.audit is not None:
            from fgk.writing import replace_content

            replace_content(session.root, kept.audit.path, kept.audit.old, kept.audit.new)
    except BaseException:
        for path in written:
            (session.root / path).unlink(missing_ok=True)
        if is_new and written:
            (session.root / written[0]).parent.rmdir()
        raise
    for path in written:
        session.note(msg("Written: {path}", path=path))
    session.note(kept.said)
    for left in kept.left:
        session.note(msg("To be completed there: {message}", message=left))
    return OK


def add(root: Path, path: str, content: bytes) -> None:
    """Write a new file below a directory. Raises Exists, LeadsOutside and OSError."""
    from fgk.writing import create

    try:
        create(root, path, content)
    except FileExistsError as error:
        raise Exists(path) from error


def eject(session: Session, kind_name: str, formats: Sequence[str]) -> int:
    """Copy the templates of a kind into the repository, to start from. Raises UnknownKind, Exists and OSError."""
    from fgk.usecases.eject import ejected

    refuse_revision(session)
    files = ejected(kind_name, formats, session.translate.language)
    if not files:
        raise WrongUse(msg("The format “{format}” has no template", format=", ".join(formats)))
    for path in files:
        if os.path.lexists(session.root / path):
            raise Exists(path)
    for path, content in files.items():
        add(session.root, path, content)
        session.note(msg("Written: {path}", path=path))
    return OK
