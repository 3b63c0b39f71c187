"""Diagnostics as data for JSON, version 1; the contract is ``schemas/output/validate.schema.json``."""

from collections.abc import Sequence
from typing import Any

from fgk.diagnostics import Diagnostic, Severity, Span, count, fingerprints
from fgk.messages import Translator

SCHEMA_VERSION = 1


def diagnostics_object(
    diagnostics: Sequence[Diagnostic], municipalities: int, files: int, translate: Translator
) -> dict[str, Any]:
    """Give the object that ``fgk validate`` prints; ignored diagnostics are counted, not listed.

    ``diagnostics`` are in their order; ``municipalities`` and ``files`` say how many were looked at.
    """
    prints = fingerprints(diagnostics)
    counted = [
        (diagnostic, text) for diagnostic, text in zip(diagnostics, prints, strict=True) if not diagnostic.ignored
    ]
    return {
        "schema_version": SCHEMA_VERSION,
        "summary": {
            "municipalities": municipalities,
            "files": files,
            "errors": count(diagnostics, Severity.ERROR),
            "warnings": count(diagnostics, Severity.WARNING),
            "infos": count(diagnostics, Severity.INFO),
            "ignored": sum(diagnostic.ignored for diagnostic in diagnostics),
        },
        "diagnostics": [_diagnostic(diagnostic, text, translate) for diagnostic, text in counted],
    }


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
            {"path": related.path, **_place(related.span), "message": translate(related.message)}
            for related in diagnostic.related
        ],
        "fingerprint": fingerprint,
    }


def _place(span: Span) -> dict[str, int]:
    return {"line": span.line, "column": span.column}
