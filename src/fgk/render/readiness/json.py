"""The answer as data, version 1; the contract is ``schemas/output/ready.schema.json``."""

import datetime as dt
from typing import Any

from fgk.render.readiness.answer import Sheet

SCHEMA_VERSION = 1


def ready_object(slug: str, name: str, day: dt.date, procedure: str, sheet: Sheet | None) -> dict[str, Any]:
    """Give the object; where there is no next step, ``event`` is None and nothing is ready."""
    return {
        "schema_version": SCHEMA_VERSION,
        "municipality": slug,
        "name": name,
        "at": day.isoformat(),
        "procedure": procedure,
        "round": sheet.round if sheet else None,
        "event": sheet.event if sheet else None,
        "title": sheet.title if sheet else None,
        "ready": sheet is not None and sheet.is_ready,
        "preconditions": [
            {
                "id": item.id,
                "title": item.title,
                "state": item.answer.value,
                "text": item.text,
                "path": item.place.path if item.place else None,
                "line": item.place.line if item.place else None,
                "column": item.place.column if item.place else None,
            }
            for item in (sheet.items if sheet else ())
        ],
        "not_recorded": list(sheet.skipped) if sheet else [],
    }
