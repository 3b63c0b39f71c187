"""``fgk deadlines`` for people: a year at a glance, then what is due, grouped by when."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from fgk.assessment.deadlines import DeadlineState
from fgk.messages import Message, Translator, msg, msgn
from fgk.render.deadlines.groups import MONTHS, TITLES, Group, by_month, grouped
from fgk.render.deadlines.rows import Row
from fgk.render.escaping import printable
from fgk.render.terminal.pen import Pen
from fgk.render.terminal.wrapping import wrapped
from fgk.render.words import DUE_SOON_GLYPH, OVERDUE_GLYPH

_BARS = " ▁▂▃▄▅▆▇█"
_MONTH = 5
"""Columns of a month in the overview."""
_LABEL = 14
"""Columns of the label of an explanation."""
_STYLES = {Group.LATE: "late", Group.MISSED: "late"}


class DeadlinesPage:
    """The page of one or several municipalities on one day."""

    def __init__(self, day: dt.date, translate: Translator, pen: Pen, width: int) -> None:
        self._day = day
        self._translate = translate
        self._pen = pen
        self._width = width

    def lines(
        self,
        rows: list[Row],
        names: Sequence[str],
        gaps: Iterable[Message],
        left_out: Message | None,
        *,
        narrowed: bool = False,
    ) -> Iterator[str]:
        """Give the lines; rows are in order, ``names`` those of the municipalities that could be assessed.

        ``gaps`` say what is missing because files cannot be read, ``left_out`` what is met or missed and not shown.
        ``narrowed`` says that only some of those that are open were asked for.
        """
        yield self._head(names)
        if not narrowed and any(row.state.lies_ahead for row in rows):
            yield ""
            yield from self._year(rows)
        for gap in gaps:
            yield from (self._pen(line, "late") for line in wrapped(printable(self._translate(gap)), self._width))
        if names and not any(row.state.is_open for row in rows):
            nothing = msg("No deadline is of this kind.") if narrowed else msg("No deadline is open.")
            yield self._pen(self._translate(nothing), "quiet")
        for group, found in grouped(rows, self._day).items():
            yield ""
            yield from self._group(group, found, several=len(names) != 1)
        if any(row.state is DeadlineState.DUE_SOON or row.is_uncertain for row in rows):
            yield ""
            yield self._pen(self._translate(msg("△ due soon · ? uncertain · ~ about")), "quiet")
        if left_out is not None:
            yield ""
            yield from (self._pen(line, "quiet") for line in wrapped(self._translate(left_out), self._width))

    def _head(self, names: Sequence[str]) -> str:
        if len(names) == 1:
            left = msg("Deadlines · {name}", name=names[0])
        else:
            count = msgn("{n} municipality", "{n} municipalities", len(names))
            left = msg("Deadlines · {municipalities}", municipalities=count)
        right = self._translate(msg("as of {day}", day=self._day))
        room = self._width - cell_len(right) - 2
        return f"{self._pen(_fitted(printable(self._translate(left)), room), 'head')}  {self._pen(right, 'quiet')}"

    def _year(self, rows: Iterable[Row]) -> Iterator[str]:
        """Draw a bar for each of the next twelve months, the number of deadlines below it."""
        months = list(by_month((row.due for row in rows if row.state.lies_ahead), self._day))
        most = max(*(count for _, count in months), 1)
        years = [str(first.year) if first.month == 1 or not place else "" for place, (first, _) in enumerate(months)]
        names = [self._translate(MONTHS[first.month - 1]) for first, _ in months]
        bars = [_BARS[-(-count * (len(_BARS) - 1) // most)] * 2 for _, count in months]
        yield self._translate(msg("Deadlines by month"))
        yield self._pen(_columns(years), "quiet")
        yield _columns(names)
        yield self._pen(_columns(bars), "related")
        yield _columns([str(count) if count else "–" for _, count in months])

    def _group(self, group: Group, rows: list[Row], *, several: bool) -> Iterator[str]:
        style = _STYLES.get(group, "head")
        glyph = f"{OVERDUE_GLYPH} " if group is Group.LATE else ""
        yield self._pen(f"{glyph}{self._translate(TITLES[group])} ({len(rows)})", style)
        dates = max(cell_len(row.short_date) for row in rows)
        numbers = 0 if several else max(cell_len(row.number) for row in rows)
        lasts = [printable(row.name if several else row.office) for row in rows]
        last = min(max(map(cell_len, lasts)), self._width // 4)
        title = self._width - dates - numbers - last - (10 if numbers else 8)
        for row, end in zip(rows, lasts, strict=True):
            what = printable(f"{row.number} {row.what}" if several and row.number else row.what)
            number = f"{_fitted(printable(row.number), numbers)}  " if numbers else ""
            mark = DUE_SOON_GLYPH if row.state is DeadlineState.DUE_SOON else " "
            day_style = "late" if group is Group.LATE else "soon" if mark != " " else ""
            day = self._pen(f"{mark} {_right(row.short_date, dates)}", day_style)
            yield f"  {day}  {number}{_fitted(what, title)}  {self._pen(_fitted(end, last), 'quiet')}".rstrip(" ")
            yield from self._explanation(row)

    def _explanation(self, row: Row) -> Iterator[str]:
        for label, text in row.all_lines:
            first, *following = wrapped(printable(text), self._width - _LABEL - 8)
            yield f"      {self._pen(_fitted(label, _LABEL), 'quiet')}  {first}"
            yield from (f"{' ' * (_LABEL + 8)}{line}" for line in following)


def _columns(texts: Iterable[str]) -> str:
    return "  " + "".join(_right(text, _MONTH) for text in texts)


def _right(text: str, width: int) -> str:
    return " " * (width - cell_len(text)) + text


def _fitted(text: str, width: int) -> str:
    """Give a text of just so many columns: filled up with blanks, or cut off with an ellipsis."""
    width = max(width, 1)
    size = len(text) if text.isascii() else cell_len(text)
    return text + " " * (width - size) if size <= width else f"{set_cell_size(text, width - 1)}…"
