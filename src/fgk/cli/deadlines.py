"""The output of ``fgk deadlines``: each format to its place, with what is missing from it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fgk.assessment.deadlines import DeadlineState
from fgk.cli.session import Session
from fgk.messages import Message, msg, msgn

if TYPE_CHECKING:
    from fgk.loading.repository import Repository
    from fgk.render.deadlines.rows import Row
    from fgk.usecases.deadlines import Found, Line

_SAY_WHAT_IS_MISSING = ("text", "md")
"""Formats that say themselves what is missing from them; beside the others it goes to standard error."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Where the deadlines go, in which files, of which office, and whether not all that are open were asked for."""

    output: Path | None
    by: str | None
    office: str | None
    narrowed: bool


class Seen:
    """What is remembered of the municipalities beside their deadlines: ``paths`` and ``offices`` by slug, and names."""

    def __init__(self, repository: "Repository") -> None:
        self.paths: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        self.offices: dict[str, frozenset[str]] = {}
        self.left_out: Counter[DeadlineState] = Counter()
        self.not_assessable: dict[str, int] = {}
        self._repository = repository
        self._incomplete = 0
        self._overdue = self._due_soon = False

    def rows(self, found: "Iterable[Found]") -> "Iterator[Row]":
        """Hand on the deadlines of one municipality after the other."""
        for one in self._all(found):
            for row in one.rows:
                self._remember(row)
                yield row

    def lines(self, found: "Iterable[Found]") -> "Iterator[Line]":
        """Hand on the deadlines of one municipality after the other, encoded."""
        for one in self._all(found):
            for line in one.lines:
                self._remember(line)
                yield line

    @property
    def gaps(self) -> list[Message]:
        """What is missing because files cannot be read, once all have been looked at."""
        from fgk.usecases.portfolio import errors_of_repository

        gaps = [
            msgn(
                "The deadlines of “{slug}” are not known: {n} error in its files; “fgk validate {slug}” shows it.",
                "The deadlines of “{slug}” are not known: {n} errors in its files; “fgk validate {slug}” shows them.",
                errors,
                slug=slug,
            )
            for slug, errors in self.not_assessable.items()
        ]
        if self._incomplete:
            gaps.append(
                msgn(
                    "In {n} municipality something could not be read and is missing here; “fgk validate” shows it.",
                    "In {n} municipalities something could not be read and is missing here; “fgk validate” shows it.",
                    self._incomplete,
                )
            )
        errors = errors_of_repository(self._repository)
        if errors:
            gaps.append(
                msgn(
                    "{n} error in the settings or procedures keeps something out; “fgk validate” shows it.",
                    "{n} errors in the settings or procedures keep something out; “fgk validate” shows them.",
                    errors,
                )
            )
        return gaps

    def fails(self, fail_on: str | None) -> bool:
        """Whether something listed makes the run fail."""
        return fail_on is not None and (self._overdue or (fail_on == "due_soon" and self._due_soon))

    def _remember(self, listed: "Row | Line") -> None:
        """Remember whether something is late or due soon; what is late by an uncertain date does not count."""
        self._overdue = self._overdue or (listed.state is DeadlineState.OVERDUE and not listed.is_uncertain)
        self._due_soon = self._due_soon or listed.state is DeadlineState.DUE_SOON

    def _all(self, found: "Iterable[Found]") -> "Iterator[Found]":
        for one in found:
            if one.is_assessable:
                self.paths[one.slug] = one.path
                self.titles[one.slug] = one.name
                self.offices[one.slug] = one.offices
                self._incomplete += bool(one.errors)
            else:
                self.not_assessable[one.slug] = one.errors
            self.left_out.update(one.left_out)
            yield one


def encoder(format_: str) -> "Callable[[Row], str] | None":
    """Give what makes the text of a row at once, for the formats in which all rows are independent of each other."""
    if format_ == "json":
        from fgk.render.deadlines import json

        return json.encode
    if format_ == "csv":
        from fgk.render.deadlines import csv

        return csv.encode
    return None


def write_deadlines(session: Session, found: "Iterable[Found]", seen: Seen, shown: Shown) -> None:
    """Write the deadlines in the session's format, and say what is missing. Raises OSError."""
    if session.format in ("json", "csv"):
        _write(session, shown.output, _encoded(session, seen, found))
    else:
        rows = sorted(seen.rows(found), key=lambda row: row.sort_key)
        if shown.by is not None and shown.output is not None:
            from fgk.cli.calendars import write_calendars

            write_calendars(session, rows, seen, shown, shown.output)
        else:
            _write(session, shown.output, _pieces(session, rows, seen, narrowed=shown.narrowed))
    if session.format not in _SAY_WHAT_IS_MISSING:
        for gap in seen.gaps:
            session.complain(gap)
    if not seen.paths and not seen.gaps:
        session.note(msg("There is no municipality here yet: no directory holds municipality.yaml."))


def _encoded(session: Session, seen: Seen, found: "Iterable[Found]") -> Iterator[str]:
    """Give the pieces of a format whose rows are encoded; their texts are held outside memory until all are sorted."""
    from fgk.writing import Spool

    spool = Spool()
    places = sorted((line.sort_key, spool.put(line.text)) for line in seen.lines(found))
    texts = (spool.get(place) for _, place in places)
    if session.format == "json":
        from fgk.render.deadlines import json

        yield from json.pieces(texts, session.day, seen.not_assessable)
    else:
        from fgk.render.deadlines import csv

        yield from csv.pieces(texts)


def _pieces(session: Session, rows: "list[Row]", seen: Seen, *, narrowed: bool) -> Iterable[str]:
    from fgk.render.deadlines.groups import not_shown

    names = list(seen.titles.values())
    if session.format == "md":
        from fgk.render.deadlines.markdown import MarkdownPage

        page = MarkdownPage(session.day, session.translate, names)
        return page.pieces(rows, seen.gaps, not_shown(seen.left_out))
    if session.format == "ics":
        from fgk.cli.calendars import one_calendar

        return (one_calendar(session, rows, seen),)
    from fgk.render.terminal.deadlines import DeadlinesPage
    from fgk.render.terminal.pen import Pen

    console = session.console
    lines = DeadlinesPage(session.day, session.translate, Pen(console), console.width).lines(
        rows, names, seen.gaps, not_shown(seen.left_out), narrowed=narrowed
    )
    return (f"{line}\n" for line in lines)


def _write(session: Session, output: Path | None, pieces: Iterable[str]) -> None:
    if output is not None:
        from fgk.writing import write_text

        write_text(output, "".join(pieces))
        session.note(msg("Written: {path}", path=output))
    elif session.format in ("ics", "csv"):
        session.write_exactly(pieces)
    elif session.format == "text":
        file = session.console.file
        for piece in pieces:
            file.write(piece)
        file.flush()
    else:
        session.write_pieces(pieces)
