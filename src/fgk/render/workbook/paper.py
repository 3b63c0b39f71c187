"""One sheet after the other as Excel shows and prints it."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from fgk.dates import PartialDate, Precision
from fgk.messages import N_, NBSP, msg
from fgk.render.wording import Wording
from fgk.render.workbook.cells import LONGEST_PROPERTY, inert, looks_like_formula, unique
from fgk.render.workbook.names import NO, YES
from fgk.render.workbook.table import Choices, Column, Form, Sheet, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FIRST_DAY = dt.date(1900, 1, 1)
"""Before it Excel knows no dates."""
_DAYS = {"de": "dd.mm.yyyy"}
_SHARES = {"de": f'0"{NBSP}"%', "en": "0%"}
_A4, _A3 = 9, 8
_WIDEST_ON_A4, _WIDEST_ON_A3 = 200, 320
"""Characters in a row that can still be read when a page of this size holds them."""
_MOST_DECIMALS = 9
_LINE_HEIGHT, _ROOM, _MOST_LINES = 15, 3, 20
"""Points of a line and around them, and how many lines of a row are shown; Excel allows for 409 points."""
_TOP = {"valign": "top"}
_WRAPPED = {"valign": "top", "text_wrap": True}


class Paper:
    """Writes the sheets of one workbook; ``ranges`` says for each list of words in which cells it stands."""

    def __init__(self, book: "Workbook", words: Wording, title: str, ranges: Mapping[Choices, str]) -> None:
        self._book, self._words, self._ranges = book, words, ranges
        self._heading = inert(title, 100, keep_newlines=False).replace("&", "＆")  # Excel reads codes behind an &
        self._yes, self._no = words(YES), words(NO)
        self._text = book.add_format(_WRAPPED)
        self._formula_like = book.add_format({**_WRAPPED, "quote_prefix": True})
        self._day = book.add_format({**_TOP, "align": "left", "num_format": _DAYS.get(words.language, "yyyy-mm-dd")})
        self._header = book.add_format({**_WRAPPED, "bold": True, "bottom": 1})
        self._alarm = book.add_format({"bold": True, "font_color": "#b3261e"})
        self._numbers: dict[str, Format] = {}

    def sheet(self, name: str, sheet: Sheet, rows: Sequence[Sequence[Value]]) -> None:
        """Write a sheet; the name is one that Excel takes."""
        page = self._book.add_worksheet(name)
        self._set_up(page, sheet)
        titles = [inert(column.title, LONGEST_PROPERTY, keep_newlines=False) for column in sheet.columns]
        self._head(page, list(unique(titles, LONGEST_PROPERTY)), len(rows))
        self._height(page, 0, max(map(_lines, titles, (column.width - 4 for column in sheet.columns))))  # the arrows
        for number, row in enumerate(rows, start=1):
            lines = [
                self._cell(page, number, place, column, value)
                for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True))
            ]
            self._height(page, number, max(lines))
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width)
            if rows:
                self._rules(page, len(rows), place, column)

    def _set_up(self, page: "Worksheet", sheet: Sheet) -> None:
        page.freeze_panes(1, sheet.frozen)
        page.repeat_rows(0)
        page.set_landscape()
        width = sum(column.width for column in sheet.columns)
        page.set_paper(_A3 if width > _WIDEST_ON_A4 else _A4)
        page.fit_to_pages(max(1, math.ceil(width / _WIDEST_ON_A3)), 0)
        if width > _WIDEST_ON_A3 and sheet.frozen:
            page.repeat_columns(0, sheet.frozen - 1)
        page.set_margins(left=0.5, right=0.5)
        page.set_header(f"&L{self._heading}&R&A")
        page.set_footer("&R" + self._words(msg("Page {page} of {pages}", page="&P", pages="&N")))

    def _head(self, page: "Worksheet", titles: Sequence[str], rows: int) -> None:
        """Write the header with its filters."""
        for place, title in enumerate(titles):
            page.write_string(0, place, title, self._header)
        last = len(titles) - 1
        page.autofilter(0, 0, rows, last)
        if rows:
            page.ignore_errors({"number_stored_as_text": _cells(0, 0, rows, last)})

    def _rules(self, page: "Worksheet", rows: int, place: int, column: Column) -> None:
        """Let a column offer its words, and let the one stand out that is an alarm."""
        if column.choices is not None:
            offered = {
                "validate": "list",
                "source": self._ranges[column.choices],
                "error_title": inert(self._words(N_("Not in the list")), 32),
                "error_message": inert(self._words(N_("Please choose one of the words in the list.")), 255),
            }
            page.data_validation(1, place, rows, place, offered)
        if column.alarm:
            word = inert(column.alarm, LONGEST_PROPERTY // 2).replace('"', '""')
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self._alarm}
            page.conditional_format(1, place, rows, place, rule)

    def _height(self, page: "Worksheet", row: int, lines: int) -> None:
        """Make room for wrapped text: not every program does so by itself."""
        if lines > 1:
            page.set_row(row, _LINE_HEIGHT * min(lines, _MOST_LINES) + _ROOM)

    def _cell(self, page: "Worksheet", row: int, place: int, column: Column, value: Value) -> int:
        """Write a cell and give how many lines it takes."""
        if isinstance(value, bool):
            value = self._yes if value else self._no
        elif isinstance(value, PartialDate | dt.date):
            value = self._date(value)
        if isinstance(value, dt.date):
            page.write_datetime(row, place, dt.datetime.combine(value, dt.time()), self._day)
        elif isinstance(value, int | float | Decimal) and math.isfinite(value):
            page.write_number(row, place, float(value), self._number(self._pattern(column.form, value)))
        elif value is not None and value != "":
            text = inert(str(value))
            page.write_string(row, place, text, self._formula_like if looks_like_formula(text) else self._text)
            return _lines(text, column.width)
        return 1

    def _date(self, value: PartialDate | dt.date) -> dt.date | str:
        """Give a day that Excel knows, or words; in these a blank is one that people find when they search."""
        if isinstance(value, PartialDate):
            if value.precision is not Precision.DAY or value.qualifier or value.first < _FIRST_DAY:
                return self._words.date(value).replace(NBSP, " ")
            return value.first
        return value if value >= _FIRST_DAY else self._words.day(value).replace(NBSP, " ")

    def _pattern(self, form: Form, value: float | Decimal) -> str:
        if form is Form.MONEY:
            return "#,##0.00"
        if form is Form.SHARE:
            return _SHARES.get(self._words.language, _SHARES["en"])
        exponent = Decimal(str(value)).normalize().as_tuple().exponent
        decimals = min(-exponent, _MOST_DECIMALS) if isinstance(exponent, int) and exponent < 0 else 0
        return f"#,##0.{'0' * decimals}" if decimals else "#,##0"

    def _number(self, pattern: str) -> "Format":
        if pattern not in self._numbers:
            self._numbers[pattern] = self._book.add_format({**_TOP, "num_format": pattern})
        return self._numbers[pattern]


def _cells(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """Give the name of a range of cells: ``A1:C9``."""
    from xlsxwriter.utility import xl_range

    return str(xl_range(first_row, first_column, last_row, last_column))


def _lines(text: str, width: int) -> int:
    """Estimate how many lines a text takes in a column; a line that breaks between words is not quite full."""
    return sum(1 if len(line) <= width else math.ceil(1.2 * len(line) / max(width, 1)) for line in text.split("\n"))
