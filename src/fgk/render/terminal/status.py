"""``fgk status`` as a page for a terminal of 80 columns."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rich.console import Console
from rich.table import Table
from rich.text import Text

from fgk.assessment.assess import PlanState
from fgk.assessment.deadlines import Deadline, DeadlineState, in_order
from fgk.assessment.lifecycle import Phase
from fgk.assessment.overview import Overview, ProcedureOverview
from fgk.assessment.progress import FieldState, Tally
from fgk.dates import PartialDate
from fgk.messages import Message, Translator, msg, msgn
from fgk.model.vocabulary import Status, label
from fgk.render.escaping import printable
from fgk.render.sentences import body, certificate
from fgk.render.words import DUE_SOON_GLYPH, GLYPHS, OVERDUE_GLYPH, STATUS_ORDER, word

NEXT = 6
"""Deadlines that the page shows ahead."""
BAR = 10
"""Columns of a bar."""

_GOOD_PHASES = (Phase.IMPLEMENTATION, Phase.RE_AUDIT, Phase.PERMANENT)
_BAD_PHASES = (Phase.LAPSED, Phase.LAPSED_RE_AUDIT, Phase.REVOKED, Phase.REJECTED)
_STYLES = {
    Status.DONE: "green",
    Status.ONGOING: "green",
    Status.PARTLY_DONE: "cyan",
    Status.IN_PROGRESS: "blue",
    Status.PREPARING: "magenta",
    Status.POSTPONED: "yellow",
}


class StatusPage:
    """The page of one municipality."""

    def __init__(self, console: Console, translate: Translator, overview: Overview) -> None:
        self.console = console
        self.translate = translate
        self.overview = overview

    def print(self) -> None:
        """Print the page."""
        self._head()
        main = self.overview.main
        if main is None:
            self._impossible()
            return
        self._standing(main)
        self._late(main.deadlines)
        self._next(main.deadlines)
        self._plan(main.plan)
        for other in self.overview.procedures[1:]:
            self._other(other)
        self._foot()

    def _head(self) -> None:
        overview = self.overview
        kind = body(overview.assessment.dossier.municipality)
        left = Text(printable(overview.name), style="head")
        if kind is not None:
            left.append(f" · {self.translate(kind)}", style="not bold")
        right = Text(self.translate(msg("as of {day}", day=overview.day)), style="quiet")
        self._line(left, right)
        office = overview.assessment.office_only
        if office is not None:
            only = msg("Only what is the responsibility of: {office}", office=printable(office))
            self.console.print(Text(self.translate(only), style="quiet"))

    def _line(self, left: Text, right: Text) -> None:
        grid = Table.grid(expand=True)
        grid.add_column(overflow="fold")
        grid.add_column(justify="right", no_wrap=True)
        grid.add_row(left, right)
        self.console.print(grid, width=self.console.width)

    def _standing(self, one: ProcedureOverview) -> None:
        standing = one.standing
        phase = standing.phase
        style = "good" if phase in _GOOD_PHASES else "late" if phase in _BAD_PHASES else "head"
        text = Text(self.translate(word(phase)), style=style)
        sentence = certificate(standing)
        text.append(" · " + printable(self.translate(sentence)), style="not bold default")
        self.console.print(text)

    def _impossible(self) -> None:
        self.console.print(
            Text(
                self.translate(
                    msgn(
                        "It cannot be assessed: {n} error in its files. “fgk validate {slug}” shows it.",
                        "It cannot be assessed: {n} errors in its files. “fgk validate {slug}” shows them.",
                        self.overview.errors,
                        slug=printable(self.overview.slug),
                    )
                ),
                style="late",
            )
        )

    # -- deadlines ----------------------------------------------------------------------------------------------------

    def _late(self, deadlines: Sequence[Deadline]) -> None:
        late = in_order(deadline for deadline in deadlines if deadline.state is DeadlineState.OVERDUE)
        if not late:
            return
        self._title(f"{OVERDUE_GLYPH} " + self.translate(msg("Overdue ({n})", n=len(late))), "late")
        rows = [
            (
                self._number(deadline),
                self._name(deadline),
                self._office(deadline),
                self.translate(msg("since {day}", day=deadline.due)),
            )
            for deadline in late
        ]
        self._rows(rows, "late")

    def _next(self, deadlines: Sequence[Deadline]) -> None:
        ahead = in_order(deadline for deadline in deadlines if deadline.state.lies_ahead)
        if not ahead:
            return
        self._title(self.translate(msg("Next")))
        rows = [
            (
                self._number(deadline),
                self._name(deadline),
                self._office(deadline),
                self.translate.date(deadline.shown),
            )
            for deadline in ahead[:NEXT]
        ]
        self._rows(rows, "", [deadline.state is DeadlineState.DUE_SOON for deadline in ahead[:NEXT]])
        if len(ahead) > NEXT:
            more = msgn(
                "and {n} more: fgk deadlines {slug}",
                "and {n} more: fgk deadlines {slug}",
                len(ahead) - NEXT,
                slug=printable(self.overview.slug),
            )
            self.console.print(Text("  " + self.translate(more), style="quiet"))

    def _rows(self, rows: Sequence[tuple[str, str, str, str]], style: str, soon: Sequence[bool] = ()) -> None:
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(width=max((len(row[0]) for row in rows), default=0) + 2, no_wrap=True)
        table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
        table.add_column(max_width=self.console.width // 4, no_wrap=True, overflow="ellipsis")
        table.add_column(justify="right", no_wrap=True)
        for index, (number, title, office, date) in enumerate(rows):
            is_soon = bool(soon) and soon[index]
            due = Text(f"{DUE_SOON_GLYPH} {date}" if is_soon else date, style="soon" if is_soon else style)
            table.add_row(f"  {number}", Text(title), Text(office, style="quiet"), due)
        self.console.print(table, width=self.console.width)

    def _number(self, deadline: Deadline) -> str:
        return printable(deadline.number or "")

    def _name(self, deadline: Deadline) -> str:
        return printable(self.translate(deadline.title))

    def _office(self, deadline: Deadline) -> str:
        return printable(deadline.office or "")

    # -- progress -----------------------------------------------------------------------------------------------------

    def _plan(self, plan: PlanState) -> None:
        self._fields(plan)
        self._counts(plan)

    def _fields(self, plan: PlanState) -> None:
        if not plan.fields:
            return
        self.console.print()
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
        for _ in range(2):
            table.add_column(justify="right", no_wrap=True)
        table.add_column(no_wrap=True, width=BAR)
        table.add_column(no_wrap=True)
        heads = (msg("Action field"), msg("Goals"), msg("Measures"), msg("done"))
        table.add_row(*(Text(self.translate(head), style="head") for head in heads), "")
        for field in plan.fields:
            table.add_row(
                Text(self._field_title(field)),
                str(len(field.goals)),
                str(field.tally.total),
                _bar(field.tally),
                self._share(field.tally),
            )
        self.console.print(table, width=self.console.width)

    def _field_title(self, field: FieldState) -> str:
        if field.field is None:
            return self.translate(msg("Without action field"))
        code, title = field.field.code, self.translate.value(field.title)
        return printable(f"{code} {title}" if code and code != title else title)

    def _share(self, tally: Tally) -> str:
        if not tally.denominator:
            return "–"
        return self.translate(msg("{done} of {total}", done=tally.done, total=tally.denominator))

    def _counts(self, plan: PlanState) -> None:
        self.console.print()
        tally = plan.tally
        if not tally.total:
            self.console.print(Text(self.translate(msg("No measures are recorded.")), style="quiet"))
            return
        line = Text(self.translate(msgn("{n} measure:", "{n} measures:", tally.total)))
        for status in STATUS_ORDER:
            if not tally.by_status[status]:
                continue
            name = self.translate(label(status)).split(" (")[0]
            entry = f"{GLYPHS[status]} {tally.by_status[status]} {name}"
            if line.cell_len + len(entry) + 2 > self.console.width:
                self.console.print(line)
                line = Text()
            line.append("  ").append(entry, style=_STYLES.get(status, ""))
        self.console.print(line)

    # -- the rest -----------------------------------------------------------------------------------------------------

    def _other(self, other: ProcedureOverview) -> None:
        self._title(printable(other.standing.procedure.title_in(self.translate.language)))
        self._standing(other)
        self._late(other.deadlines)
        self._next(other.deadlines)
        if other.plan.measures or other.plan.goals:
            self._plan(other.plan)

    def _foot(self) -> None:
        notes: list[Message] = []
        stale = sum(one.plan.tally.stale for one in self.overview.procedures)
        if stale:
            notes.append(
                msgn(
                    "{n} open measure has had no report for a long time.",
                    "{n} open measures have had no report for a long time.",
                    stale,
                )
            )
        if self.overview.errors:
            notes.append(
                msgn(
                    "{n} error in the files keeps something out of this page: fgk validate {slug}",
                    "{n} errors in the files keep something out of this page: fgk validate {slug}",
                    self.overview.errors,
                    slug=printable(self.overview.slug),
                )
            )
        for note in notes:
            self.console.print(Text(self.translate(note), style="soon"))

    def _title(self, text: str, style: str = "head") -> None:
        self.console.print()
        self.console.print(Text(text, style=style))


def print_overviews(console: Console, translate: Translator, overviews: Iterable[Overview]) -> None:
    """Print one line for each municipality."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    heads = (msg("Municipality"), msg("Phase"), msg("Valid until"), msg("done"), msg("overdue"))
    table.add_row(*(Text(translate(head), style="head") for head in heads))
    for overview in overviews:
        table.add_row(*_row(overview, translate))
    if table.row_count > 1:
        console.print(table, width=console.width)


def _row(overview: Overview, translate: Translator) -> tuple[Text | str, ...]:
    name = Text(printable(overview.name))
    main = overview.main
    if main is None:
        text = msgn("not assessable: {n} error", "not assessable: {n} errors", overview.errors)
        return name, Text(translate(text), style="late"), "", "", ""
    phase = main.standing.phase
    style = "late" if phase in _BAD_PHASES else "good" if phase in _GOOD_PHASES else ""
    award = main.standing.award
    end = _short(award.valid_until, translate) if award and award.valid_until else "–"
    tally = main.plan.tally
    share = translate(msg("{done} of {total}", done=tally.done, total=tally.denominator)) if tally.total else "–"
    overdue = Text(f"{OVERDUE_GLYPH} {overview.overdue}", style="late") if overview.overdue else Text("–")
    return name, Text(translate(word(phase)), style=style), end, share, overdue


def _short(date: PartialDate, translate: Translator) -> str:
    """Give a date with its qualifier as a sign, where there is no room for words."""
    return translate.date(replace(date, qualifier="")) + ("?" if date.uncertain else "")


def _bar(tally: Tally) -> Text:
    share = tally.share_done
    if share is None:
        return Text(" " * BAR)
    filled = round(share * BAR)
    filled = max(1, filled) if tally.done else 0
    filled = min(filled, BAR - 1) if tally.done < tally.denominator else BAR
    return Text("█" * filled, style="good").append("░" * (BAR - filled), style="quiet")
