"""Excel (xlsx): one sheet a collection, with filters, fixed headers, real dates, and a status to choose."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from fgk.messages import N_, Translator
from fgk.model.vocabulary import Status, label
from fgk.render.escaping import printable
from fgk.render.formats.archive import timeless
from fgk.render.provenance import properties

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Value: TypeAlias = str | int | float | Decimal | dt.date | None
"""What stands in a cell; text is always text, a date a real date."""

MOST_ROWS = 100_000
"""Rows that a sheet has at most."""
_LONGEST = 32_767
"""Characters that a cell of Excel may have."""
_NARROWEST, _WIDEST = 9, 48


@dataclass(frozen=True, slots=True)
class Sheet:
    """A collection as a table: its name, the titles of its columns, its rows; ``status`` is that column's place."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    status: int | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What stands on the first sheet and in the properties: title, author, time, facts, provenance."""

    title: str
    author: str
    created: dt.datetime
    facts: tuple[tuple[str, str], ...]
    provenance: str = ""


def workbook(about: About, sheets: Sequence[Sheet], translator: Translator) -> bytes:
    """Give the bytes of a workbook; empty collections are left out."""
    import xlsxwriter

    written = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd.mm.yyyy" if translator.language == "de" else "yyyy-mm-dd",
    }
    book = xlsxwriter.Workbook(written, options)
    created = about.created.replace(tzinfo=None)
    book.set_properties(
        {"title": printable(about.title)[:250], "author": printable(about.author)[:250], "created": created}
    )
    for name, part in properties(about.provenance).items():
        book.set_custom_property(name, part, "text")
    made = _Writer(book, translator)
    made.about(about)
    for sheet in sheets:
        if sheet.rows:
            made.sheet(sheet)
    made.choices()
    book.close()
    return timeless(written.getvalue(), about.created)


class _Writer:
    """Writes the sheets of a workbook."""

    def __init__(self, book: "Workbook", translator: Translator) -> None:
        self.book = book
        self.translator = translator
        self.header: Format = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#f4f6f8"}
        )
        self.text: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.date: Format = book.add_format(
            {
                "num_format": "dd.mm.yyyy" if translator.language == "de" else "yyyy-mm-dd",
                "valign": "top",
                "align": "left",
            }
        )
        self.number: Format = book.add_format({"num_format": "#,##0.##", "valign": "top"})
        self.statuses = [translator(label(status)) for status in Status]
        self.has_choices = False

    def about(self, about: About) -> None:
        """Write the first sheet: what this is and from what it was made."""
        sheet = self._new(self.translator(N_("About")))
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 80)
        rows = [(self.translator(N_("Title")), about.title), *about.facts]
        for place, (name, said) in enumerate(rows):
            sheet.write_string(place, 0, _cut(name), self.header)
            sheet.write_string(place, 1, _cut(said), self.text)

    def sheet(self, one: Sheet) -> None:
        """Write a collection."""
        sheet = self._new(one.name)
        for place, title in enumerate(one.columns):
            sheet.write_string(0, place, title, self.header)
            sheet.set_column(place, place, _width(title, (row[place] for row in one.rows[:500])))
        rows = one.rows[:MOST_ROWS]
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                self._cell(sheet, number, place, value)
        sheet.autofilter(0, 0, len(rows), len(one.columns) - 1)
        sheet.freeze_panes(1, min(2, len(one.columns) - 1))
        sheet.repeat_rows(0)
        if one.status is not None:
            self._status(sheet, one.status, len(rows))

    def choices(self) -> None:
        """Write the sheet that holds what can be chosen."""
        if self.has_choices:
            sheet = self._new(self._lists)
            sheet.write_string(0, 0, self.translator(N_("Status")), self.header)
            for number, word in enumerate(self.statuses, start=1):
                sheet.write_string(number, 0, word)
            sheet.set_column(0, 0, 28)

    @property
    def _lists(self) -> str:
        return self.translator(N_("Lists"))

    def _status(self, sheet: "Worksheet", column: int, rows: int) -> None:
        self.has_choices = True
        source = f"='{self._lists}'!$A$2:$A${len(self.statuses) + 1}"
        sheet.data_validation(1, column, max(rows, 1), column, {"validate": "list", "source": source})

    def _new(self, name: str) -> "Worksheet":
        sheet = self.book.add_worksheet(name[:31])
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_header("&L&A")
        sheet.set_footer("&R&P / &N")
        return sheet

    def _cell(self, sheet: "Worksheet", row: int, column: int, value: Value) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            sheet.write_string(row, column, _cut(value), self.text)
        elif isinstance(value, dt.date):
            if value.year < 1900:
                sheet.write_string(row, column, value.isoformat(), self.text)
            else:
                sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), self.date)
        else:
            sheet.write_number(row, column, float(value), self.number)


def _cut(text: str) -> str:
    text = printable(text, keep_newlines=True)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _width(title: str, values: Iterable[Value]) -> int:
    longest = max([len(title), *(len(str(value)) for value in values if value is not None)])
    return min(max(longest + 2, _NARROWEST), _WIDEST)
