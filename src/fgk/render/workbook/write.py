"""The file of a workbook (xlsx): filters, headers that stay, real dates, words to choose from, pages to print.

The same sheets give the same bytes: nothing but what is handed in gets into the file.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from fgk.messages import N_, NBSP, Message, msg, msgn
from fgk.render.formats.archive import timeless
from fgk.render.wording import Wording
from fgk.render.workbook.cells import LONGEST_PROPERTY, inert, parts, sheet_names
from fgk.render.workbook.paper import Paper
from fgk.render.workbook.table import About, Choices, Column, Sheet

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

MOST_ROWS = 100_000
"""Rows that a sheet shows at most."""

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(about: About, sheets: Sequence[Sheet], words: Wording) -> bytes:
    """Give the bytes of a workbook: what it is, its sheets, and the words that cells can be chosen from."""
    import xlsxwriter

    lists = _lists(sheets, words)
    first, *middle = sheet_names([words(N_("About")), *(sheet.name for sheet in sheets), *(one.name for one in lists)])
    named = list(zip(middle, [*sheets, *lists], strict=True))
    written = BytesIO()
    book = xlsxwriter.Workbook(written, _OPTIONS)
    _describe(book, about)
    ranges = _ranges(_choices(sheets), named[-1][0]) if lists else {}
    paper = Paper(book, words, about.title, ranges)
    everything = [(first, _about(about, named[: len(sheets)], words)), *named]
    for name, sheet in everything:
        paper.sheet(name, sheet, sheet.rows[:MOST_ROWS])
    book.close()
    return timeless(written.getvalue(), about.created)


def _describe(book: "Workbook", about: About) -> None:
    """Set the properties of the file, the time of its making among them."""
    created = about.created
    if created.tzinfo is not None:
        created = created.astimezone(dt.UTC).replace(tzinfo=None)
    texts = {"title": about.title, "subject": about.subject or about.title, "author": about.author}
    said = {key: inert(text, LONGEST_PROPERTY, keep_newlines=False) for key, text in texts.items()}
    book.set_properties({**said, "created": created})
    for name, text in about.properties.items():
        for part, value in parts(inert(name, LONGEST_PROPERTY // 2, keep_newlines=False), text):
            book.set_custom_property(part, value, "text")


def _about(about: About, named: Sequence[tuple[str, Sheet]], words: Wording) -> Sheet:
    """Make the first sheet: what the workbook is, from what it was made, and which sheets it has."""
    facts = {
        words(N_("Title")): about.title,
        words(N_("Municipality")): about.author,
        words(N_("Day")): words.day(about.created.date()).replace(NBSP, " "),
    }
    facts.update(about.facts)
    for name, sheet in named:
        facts[words(msg("Sheet “{name}”", name=name))] = words(_size(len(sheet.rows)))
    columns = (Column(words(N_("Fact")), 36), Column(words(N_("Value")), 100))
    return Sheet(words(N_("About")), columns, [(label, text) for label, text in facts.items() if text])


def _size(rows: int) -> Message:
    if rows > MOST_ROWS:
        return msg("the first {shown} of {n} rows; the others are left out", shown=MOST_ROWS, n=rows)
    return msgn("{n} row", "{n} rows", rows)


def _choices(sheets: Iterable[Sheet]) -> tuple[Choices, ...]:
    return tuple(dict.fromkeys(column.choices for sheet in sheets for column in sheet.columns if column.choices))


def _lists(sheets: Sequence[Sheet], words: Wording) -> tuple[Sheet, ...]:
    """Make the sheet with the words to choose from, one below the other: in a cell itself a list may not be long."""
    rows = [(one.name, word) for one in _choices(sheets) for word in one.words]
    columns = (Column(words(N_("List")), 24), Column(words(N_("Word")), 36))
    return (Sheet(words(N_("Lists")), columns, rows),) if rows else ()


def _ranges(choices: Iterable[Choices], name: str) -> Mapping[Choices, str]:
    """Give for each list the cells of the sheet of that name in which its words stand."""
    ranges, row = {}, 2
    quoted = name.replace("'", "''")
    for one in choices:
        ranges[one] = f"='{quoted}'!$B${row}:$B${row + len(one.words) - 1}"
        row += len(one.words)
    return ranges
