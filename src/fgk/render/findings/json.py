"""JSON, version 1; the contract is ``schemas/output/validate.schema.json``."""

from collections.abc import Iterator
from typing import Any

from fgk.diagnostics import NEW_MARK, Diagnostic, IgnoredBy, Severity, Span, fingerprints
from fgk.messages import Translator
from fgk.render.findings.outcome import Outcome
from fgk.render.findings.pieces import json_pieces
from fgk.render.findings.statistics import by_rule

SCHEMA_VERSION = 1


def pieces(outcome: Outcome, *, statistics: bool = False) -> Iterator[str]:
    """Give the object that ``fgk validate`` prints; ignored diagnostics are counted, not listed.

    With ``statistics`` it also says how often each rule found something.
    """
    data: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "summary": {
            "municipalities": outcome.municipalities,
            "files": len(outcome.paths),
            "errors": outcome.counts[Severity.ERROR],
            "warnings": outcome.counts[Severity.WARNING],
            "infos": outcome.counts[Severity.INFO],
            "ignored": outcome.ignored,
        },
        "diagnostics": (_diagnostic(one, fingerprint, outcome.translate) for one, fingerprint in outcome.counted),
    }
    covered = [one for one in outcome.diagnostics if one.ignored_by is IgnoredBy.RESOLUTION]
    if covered:
        marks = zip(covered, fingerprints(covered), strict=True)
        data["covered"] = (
            {**_diagnostic(one, mark, outcome.translate), **_resolution(one.reason or "")} for one, mark in marks
        )
    if statistics:
        data["statistics"] = [
            {
                "code": one.code,
                "name": one.name,
                "severity": one.severity.value,
                "findings": one.findings,
                "files": one.files,
            }
            for one in by_rule(outcome.diagnostics)
        ]
    if outcome.error:
        data["error"] = outcome.error
    return json_pieces(data, levels=2)


def _diagnostic(diagnostic: Diagnostic, fingerprint: str, translate: Translator) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": translate(diagnostic.message),
        "path": diagnostic.path,
        **_place(diagnostic.span),
        "end_line": diagnostic.span.end_line,
        "end_column": diagnostic.span.end_column,
        "hint": translate(diagnostic.hint) if diagnostic.hint else None,
        "municipality": diagnostic.municipality,
        "related": [
            {
                "path": related.path,
                **_place(related.span),
                "message": translate(related.message),
                **_commit(related.commit),
            }
            for related in diagnostic.related
        ],
        "fingerprint": fingerprint,
        **_commit(diagnostic.commit),
    }


def _resolution(reason: str) -> dict[str, object]:
    """Name the resolution that covers a finding, and say whether it is itself a part of the change."""
    return {"resolution": reason.removesuffix(NEW_MARK), "new": reason.endswith(NEW_MARK)}


def _commit(commit: str | None) -> dict[str, str]:
    """Name the commit in whose files a place is, where that are not the files that are looked at."""
    return {"commit": commit} if commit is not None else {}


def _place(span: Span) -> dict[str, int]:
    return {"line": span.line, "column": span.column}
