"""Deadlines as data, version 1; the contract is ``schemas/output/deadlines.schema.json``."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fgk.render.deadlines.rows import Row
from fgk.render.findings.pieces import json_pieces

SCHEMA_VERSION = 1


def pieces(rows: Iterable[Row], day: dt.date, not_assessable: Mapping[str, int]) -> Iterator[str]:
    """Give the object; ``not_assessable`` maps slugs to the number of errors in their files."""
    return json_pieces(
        {
            "schema_version": SCHEMA_VERSION,
            "at": day.isoformat(),
            "deadlines": (_deadline(row) for row in rows),
            "not_assessable": [{"municipality": slug, "errors": errors} for slug, errors in not_assessable.items()],
        },
        levels=2,
    )


def _deadline(row: Row) -> dict[str, Any]:
    return {
        "municipality": row.municipality,
        "name": row.name,
        "procedure": row.procedure,
        "id": row.id,
        "title": row.title,
        "due": row.due.isoformat(),
        "due_stated": row.due_stated,
        "state": row.state.value,
        "basis": row.basis.value,
        "record": {"type": row.record_type, "id": row.record_id},
        "office": row.office or None,
        "number": row.number or None,
        "action_field": row.field or None,
        "explanation": row.explanation,
    }
