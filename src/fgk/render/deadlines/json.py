"""Deadlines as data, version 1; the contract is ``schemas/output/deadlines.schema.json``."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fgk.render.deadlines.rows import Row
from fgk.render.findings.pieces import encoded

SCHEMA_VERSION = 1


def pieces(deadlines: Iterable[str], day: dt.date, not_assessable: Mapping[str, int]) -> Iterator[str]:
    """Give the object, with one line for each deadline, encoded before.

    ``not_assessable`` maps slugs to the number of errors in their files.
    """
    yield f'{{\n  "schema_version": {SCHEMA_VERSION},\n  "at": "{day.isoformat()}",\n  "deadlines": ['
    comma = ""
    for deadline in deadlines:
        yield f"{comma}\n    {deadline}"
        comma = ","
    yield "\n  ],\n" if comma else "],\n"
    left_out = [{"municipality": slug, "errors": errors} for slug, errors in not_assessable.items()]
    yield f'  "not_assessable": {encoded(left_out)}\n}}\n'


def encode(row: Row) -> str:
    """Give the text of one deadline."""
    return encoded(_deadline(row))


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
