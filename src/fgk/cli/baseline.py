"""The baseline's file, as ``fgk validate`` reads and writes it."""

from pathlib import Path

from fgk.cli.session import Session
from fgk.loading.baseline import Baseline, UnusableBaseline, read, written
from fgk.messages import msg, msgn
from fgk.source.given import read_given
from fgk.source.tree import ReadFailure
from fgk.usecases.baseline import entries, hidden, removable
from fgk.usecases.validate import Validation

USUAL_NAME = "fgk-baseline.json"
"""The file that ``--write-baseline`` without a name writes, in the repository's root."""

LARGEST = 64 * 1024 * 1024
"""Bytes that a baseline may have: half a million entries."""


def apply_baseline(session: Session, result: Validation, path: Path) -> None:
    """Hide what the baseline knows, and report what it hides in vain. Raises UnusableBaseline."""
    shown = _shown(session, path)
    baseline = _read(path, shown)
    result.diagnostics, left = hidden(result.diagnostics, baseline)
    looked_at = frozenset(result.paths) if result.is_part else None
    result.add_findings(removable(baseline, shown, left, looked_at, tuple(result.unfinished)))


def write_baseline(session: Session, result: Validation, path: Path) -> None:
    """Write what counts now to the baseline. Raises OSError."""
    from fgk.writing import write_text

    session.refuse_data_file(path)
    found = entries(result.diagnostics)
    write_text(path, written(found))
    count = msgn(
        "{n} finding is written to {path}; from now on: fgk validate --baseline {path}",
        "{n} findings are written to {path}; from now on: fgk validate --baseline {path}",
        len(found),
        path=str(path),
    )
    session.note(count)


def _read(path: Path, shown: str) -> Baseline:
    try:
        content = read_given(path, LARGEST)
    except ReadFailure as failure:
        raise UnusableBaseline(shown, msg("{reason}", reason=failure.reason)) from failure
    return read(shown, content)


def _shown(session: Session, path: Path) -> str:
    """Name the file as findings name files: relative to the repository where it lies in it."""
    root = session.root.resolve()
    full = path.resolve()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else path.as_posix()
