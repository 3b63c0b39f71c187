"""Repairs as data for JSON, version 1; the contract is ``schemas/output/fix.schema.json``."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from fgk.diagnostics import Diagnostic
from fgk.messages import Message, Translator
from fgk.source.draft import Change

SCHEMA_VERSION = 1


def repairs_object(
    changes: Sequence[Change], written: Collection[str], failures: Mapping[str, Message], translate: Translator
) -> dict[str, Any]:
    """Give the object that ``fgk fix`` prints.

    ``written`` are the paths, before any renaming, of the files that have been written; ``failures`` says for others
    why they could not be.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "summary": {
            "files": len(changes),
            "repairs": sum(len(change.repairs) for change in changes),
            "written": len(written),
        },
        "files": [
            {
                "path": change.path,
                "new_path": change.new_path if change.is_renamed else None,
                "written": change.path in written,
                "error": translate(failures[change.path]) if change.path in failures else None,
                "repairs": [_repair(repair, translate) for repair in change.repairs],
            }
            for change in changes
        ],
    }


def _repair(repair: Diagnostic, translate: Translator) -> dict[str, Any]:
    span = repair.span
    return {
        "code": repair.code,
        "name": repair.name,
        "message": translate(repair.message),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "replacement": repair.replacement,
    }
