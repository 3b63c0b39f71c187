"""Deadlines as a table: comma-separated values (RFC 4180), UTF-8, one row a deadline, with a head."""

import csv
import io
from collections.abc import Iterable, Iterator

from fgk.render.deadlines.explained import sentence
from fgk.render.deadlines.rows import Row
from fgk.render.escaping import cell

HEAD = (
    "municipality",
    "name",
    "procedure",
    "id",
    "title",
    "due",
    "due_stated",
    "state",
    "basis",
    "record_type",
    "record_id",
    "office",
    "number",
    "action_field",
    "explanation",
)


def pieces(deadlines: Iterable[str]) -> Iterator[str]:
    """Give the lines, encoded before, below their head."""
    yield _line(HEAD)
    yield from deadlines


def encode(row: Row) -> str:
    """Give the line of one deadline; no cell is one that a spreadsheet would take for a formula."""
    return _line(
        (
            row.municipality,
            row.name,
            row.procedure,
            row.id,
            row.title,
            row.due.isoformat(),
            row.due_stated,
            row.state.value,
            row.basis.value,
            row.record_type,
            row.record_id,
            row.office,
            row.number,
            row.field,
            sentence(row.all_lines),
        )
    )


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([cell(text) for text in cells])
    return line.getvalue()
