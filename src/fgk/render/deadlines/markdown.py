"""Deadlines as a Markdown summary that can be posted: counts, a table for each group, reasons folded."""

import datetime as dt
from collections.abc import Iterable, Iterator

from fgk.assessment.deadlines import DeadlineState
from fgk.assessment.lifecycle import Basis
from fgk.messages import N_, Message, Translator, msg, msgn
from fgk.render.deadlines.groups import TITLES, Group, grouped
from fgk.render.deadlines.rows import Row
from fgk.render.escaping import markdown
from fgk.render.words import DUE_SOON_GLYPH, OVERDUE_GLYPH, word


class MarkdownPage:
    """The summary of the deadlines of one or several municipalities on a day."""

    def __init__(self, day: dt.date, translate: Translator, names: Iterable[str]) -> None:
        self._day = day
        self._translate = translate
        self._names = list(names)

    def pieces(self, rows: list[Row], gaps: Iterable[Message], left_out: Message | None) -> Iterator[str]:
        """Give the text in pieces; rows are in order.

        ``gaps`` say what is missing because files cannot be read, ``left_out`` what is met or missed and not shown.
        """
        several = len({row.municipality for row in rows}) > 1
        yield f"## {self._text(self._title())}\n\n"
        for gap in gaps:
            yield f"**{self._text(gap)}**\n\n"
        yield f"{self._text(summary(rows))}\n"
        for group, found in grouped(rows, self._day).items():
            glyph = f"{OVERDUE_GLYPH} " if group is Group.LATE else ""
            yield f"\n### {glyph}{self._translate(TITLES[group])} ({len(found)})\n\n"
            yield from self._table(found, several=several)
            if any(row.lines for row in found):
                yield from self._reasons(found)
        if left_out is not None:
            yield f"\n{self._text(left_out)}\n"

    def _title(self) -> Message:
        if len(self._names) == 1:
            return msg("Deadlines · {name}, as of {day}", name=self._names[0], day=self._day)
        return msg("Deadlines, as of {day}", day=self._day)

    def _table(self, rows: list[Row], *, several: bool) -> Iterator[str]:
        heads = [msg("Due"), *([msg("Municipality")] if several else []), msg("What"), msg("Office"), msg("State")]
        yield f"| {' | '.join(self._translate(head) for head in heads)} |\n"
        yield f"|{'---|' * len(heads)}\n"
        for row in rows:
            cells = [row.date, *([row.name] if several else []), f"{row.number} {row.what}".strip(), row.office]
            yield f"| {' | '.join(markdown(cell) for cell in cells)} | {self._state(row)} |\n"

    def _state(self, row: Row) -> str:
        state = self._translate(word(row.state))
        if row.basis is not Basis.STATED:
            state = f"{state} ({self._translate(word(row.basis))})"
        return f"{DUE_SOON_GLYPH} {state}" if row.state is DeadlineState.DUE_SOON else state

    def _reasons(self, rows: list[Row]) -> Iterator[str]:
        title = msg("Why these days")
        yield f"\n<details><summary>{self._text(title)}</summary>\n\n"
        for row in rows:
            yield f"- **{markdown(row.what)}** ({markdown(row.name)})\n"
            for label, text in row.all_lines:
                yield f"  - {markdown(label)}: {markdown(text)}\n"
        yield "\n</details>\n"

    def _text(self, message: Message) -> str:
        return markdown(self._translate(message))


def summary(rows: Iterable[Row]) -> Message:
    """Say how many of the deadlines shown are late, and how many are due soon."""
    states = [row.state for row in rows]
    late, soon = states.count(DeadlineState.OVERDUE), states.count(DeadlineState.DUE_SOON)
    if late and soon:
        text = N_("{late}, {soon}.")
    elif late or soon:
        text = N_("{late}.") if late else N_("{soon}.")
    else:
        return msg("Nothing here is overdue or due soon.")
    return msg(
        text,
        late=msgn("{n} deadline is overdue", "{n} deadlines are overdue", late),
        soon=msgn("{n} deadline is due soon", "{n} deadlines are due soon", soon),
    )
