"""GitLab's Code Quality report: a list, which the merge request shows beside the changed lines."""

from collections.abc import Iterator
from typing import Any

from fgk.diagnostics import Diagnostic, Severity
from fgk.render.escaping import printable
from fgk.render.findings.outcome import Outcome
from fgk.render.findings.pieces import json_pieces

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def pieces(outcome: Outcome) -> Iterator[str]:
    """Give the list; a run that could not be carried out has an empty one, its exit code says the rest."""
    return json_pieces((_finding(one, fingerprint, outcome) for one, fingerprint in outcome.counted), levels=1)


def _finding(diagnostic: Diagnostic, fingerprint: str, outcome: Outcome) -> dict[str, Any]:
    return {
        "description": printable(outcome.translate(diagnostic.message)),
        "check_name": f"{diagnostic.code} {diagnostic.name}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {"path": outcome.placed(diagnostic.path), "lines": {"begin": diagnostic.span.line}},
    }
