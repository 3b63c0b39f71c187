"""The differences as data for JSON, version 1; the contract is ``schemas/output/diff.schema.json``."""

from collections.abc import Iterator, Sequence
from typing import Any

from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.derived import Derived
from fgk.comparison.result import Compared, Comparison
from fgk.diagnostics import Diagnostic
from fgk.messages import Translator
from fgk.render.records_json import plain

SCHEMA_VERSION = 1


def diff_object(found: Comparison, translate: Translator) -> dict[str, Any]:
    """Give the object that ``fgk diff`` prints; an empty list of changes means that nothing changed in meaning."""
    municipalities = found.municipalities
    return {
        "schema_version": SCHEMA_VERSION,
        "base": found.base,
        "head": found.head,
        "changes": [
            *(change_object(one, None) for one, _ in found.common),
            *(change for one in municipalities for change in _changes(one)),
        ],
        "unreadable": [*found.unread, *(path for of in municipalities for path in (*of.unread, *of.read_again))],
        "derived": [_derived(one, of.slug, translate) for of in municipalities for one in of.derived],
        "findings": {
            "new": _findings([*found.new, *(one for of in municipalities for one in of.new)], translate),
            "resolved": _findings([*found.resolved, *(one for of in municipalities for one in of.resolved)], translate),
        },
    }


def _changes(found: Compared) -> Iterator[dict[str, Any]]:
    if found.is_renamed:
        yield renaming_object(found.was, found.slug)
    for change, _ in found.changes:
        yield change_object(change, found.slug)


def renaming_object(was: str | None, slug: str) -> dict[str, Any]:
    """Give the change of a municipality that got another slug."""
    return {
        "municipality": slug,
        "kind": ChangeKind.RENAMED.value,
        "record": "municipality",
        "id": None,
        "field": "slug",
        "old": was,
        "new": slug,
    }


def change_object(change: Change, slug: str | None) -> dict[str, Any]:
    """Give a change, in the municipality of a slug or, for None, in what belongs to all."""
    whole = change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED)
    return {
        "municipality": slug,
        "kind": change.kind.value,
        "record": change.key.kind,
        "id": change.key.id or None,
        "field": change.field or None,
        "old": plain(change.before.record) if whole and change.before is not None else plain(change.old),
        "new": plain(change.after.record) if whole and change.after is not None else plain(change.new),
    }


def _derived(one: Derived, slug: str, translate: Translator) -> dict[str, Any]:
    return {
        "municipality": slug,
        "procedure": one.procedure,
        "what": one.what.value,
        "id": one.deadline.id if one.deadline is not None else None,
        "title": translate(one.deadline.title) if one.deadline is not None else None,
        "old": plain(one.old),
        "new": plain(one.new),
    }


def _findings(found: Sequence[Diagnostic], translate: Translator) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code,
            "name": one.name,
            "severity": one.severity.value,
            "message": translate(one.message),
            "path": one.path,
            "line": one.span.line,
            "column": one.span.column,
            "municipality": one.municipality,
        }
        for one in found
    ]
