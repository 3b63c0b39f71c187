"""``fgk deadlines``."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fgk.cli.completion import municipality_names
from fgk.cli.session import Session
from fgk.messages import N_, msg, msgn
from fgk.stops import FOUND, OK, WrongUse

if TYPE_CHECKING:
    from fgk.assessment.deadlines import DeadlineState
    from fgk.dates import Duration
    from fgk.render.deadlines.rows import Row
    from fgk.usecases.deadlines import Found, Line, Wanted

SUMMARY = N_("Show what is due, by when, and why.")
HELP = N_(
    "Show every deadline: what the procedure sets, and measures, indicators, evidence and adjourned matters; what is "
    "late first, then by when it is due. Without names those of all municipalities. "
    "json and csv hold all of them, text, md and ics those that are open, with --all also what is met or missed. "
    "md and ics are made to be passed on and hold nothing internal, unless --internal is given."
)
FORMATS = ("text", "json", "ics", "csv", "md")

_PASSED_ON = ("md", "ics")
"""Formats that leave the house: nothing internal stands in them unasked."""

_COMPLETE = ("json", "csv")
"""Formats that hold what is met or missed, too."""


def deadlines(
    session: Session,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help=N_("Municipalities, by slug."), autocompletion=municipality_names),
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(metavar="DURATION", help=N_("Only what is open and due within this time, such as P90D, or late.")),
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=N_("Only what is overdue."))] = False,
    office: Annotated[
        str | None, typer.Option(metavar="NAME", help=N_("Only what this office is responsible for."))
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help=N_("Say of each day which rule, fact and arithmetic it comes from."))
    ] = False,
    all_: Annotated[bool, typer.Option("--all", help=N_("Also what is met or missed."))] = False,
    internal: Annotated[
        bool | None,
        typer.Option("--internal/--public", help=N_("With, or without, everything internal; default: by the format.")),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="municipality|office",
            help=N_(
                "With ics: a file for each municipality, or for each of its offices, in the directory of --output."
            ),
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help=N_("Write to this file or directory."))
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(metavar="overdue|due_soon", help=N_("Exit code 1 where something listed is overdue or due soon.")),
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option(
            "--processes", "-j", min=1, max=64, metavar="N", help=N_("Processes that share the work; default: up to 2.")
        ),
    ] = None,
) -> int:
    """Print the deadlines, in the format that was asked for."""
    from fgk.usecases.deadlines import Wanted, found_deadlines

    format_ = session.format
    if fail_on not in (None, "overdue", "due_soon"):
        raise WrongUse(
            msg("“{value}” is no state that makes this fail", value=fail_on),
            msg("Possible are: {options}.", options="overdue, due_soon"),
        )
    _check_files(by, output, format_)
    wanted = Wanted(
        within=_duration(within) if within is not None else None,
        overdue=overdue,
        office=office,
        closed=all_ or format_ in _COMPLETE,
        public=format_ in _PASSED_ON if internal is None else not internal,
        explained=explain or format_ in ("json", "ics"),
        encode=_encoder(format_),
    )
    if output is not None:
        session.refuse_data_file(output)
    found = found_deadlines(
        session.repository, session.day, names or (), wanted, session.translate, processes=processes
    )
    seen = _Seen()
    if wanted.encode is not None:
        _write(session, output, _encoded(session, seen, found))
    else:
        rows = sorted(seen.rows(found), key=lambda row: row.sort_key)
        if by is not None and output is not None:
            from fgk.cli.calendars import write_calendars

            write_calendars(session, rows, seen.paths, output, by)
        else:
            _write(session, output, _pieces(session, rows, seen, wanted))
    _notes(session, seen)
    return FOUND if seen.not_assessable or session.repository.problems or seen.fails(fail_on) else OK


def _encoder(format_: str) -> "Callable[[Row], str] | None":
    """Give what makes the text of a row at once, for the formats in which all rows are independent of each other."""
    if format_ == "json":
        from fgk.render.deadlines import json

        return json.encode
    if format_ == "csv":
        from fgk.render.deadlines import csv

        return csv.encode
    return None


def _encoded(session: Session, seen: "_Seen", found: "Iterable[Found]") -> "Iterator[str]":
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


class _Seen:
    """What is remembered of the municipalities beside their deadlines: paths by slug, what could not be assessed."""

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}
        self.names: list[str] = []
        self.not_assessable: dict[str, int] = {}
        self.incomplete: dict[str, int] = {}
        self.left_out: Counter[DeadlineState] = Counter()
        self.overdue = self.due_soon = False

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

    def fails(self, fail_on: str | None) -> bool:
        """Whether something listed makes the run fail."""
        return fail_on is not None and (self.overdue or (fail_on == "due_soon" and self.due_soon))

    def _remember(self, listed: "Row | Line") -> None:
        """Remember whether something is late or due soon; what is late by an uncertain date does not count."""
        self.overdue = self.overdue or (listed.state == "overdue" and not listed.is_uncertain)
        self.due_soon = self.due_soon or listed.state == "due_soon"

    def _all(self, found: "Iterable[Found]") -> "Iterator[Found]":
        for one in found:
            self.paths[one.slug] = one.path
            self.names.append(one.name)
            if not one.is_assessable:
                self.not_assessable[one.slug] = one.errors
            elif one.errors:
                self.incomplete[one.slug] = one.errors
            self.left_out.update(one.left_out)
            yield one


def _check_files(by: str | None, output: Path | None, format_: str) -> None:
    if by is None:
        return
    if by not in ("municipality", "office"):
        raise WrongUse(
            msg("Calendars cannot be divided by “{value}”", value=by),
            msg("Possible are: {options}.", options="municipality, office"),
        )
    if format_ != "ics" or output is None:
        raise WrongUse(
            msg("--by divides calendars into files"), msg("Add --format ics and, with --output, a directory for them.")
        )
    if output.exists() and not output.is_dir():
        raise WrongUse(msg("{path} is no directory", path=output), msg("Name a directory, which may be a new one."))


def _duration(text: str) -> "Duration":
    from fgk.dates import Duration

    try:
        duration = Duration.parse(text)
    except ValueError:
        duration = None
    if duration is None or min(duration.months, duration.days) < 0:
        days = text.strip().rstrip("dDtT ")
        suggestion = f"P{int(days)}D" if days.isascii() and days.isdigit() and len(days) < 5 else "P90D"
        raise WrongUse(msg("“{value}” is no duration", value=text), msg("Write {suggestion}.", suggestion=suggestion))
    return duration


def _pieces(session: Session, rows: "list[Row]", seen: _Seen, wanted: "Wanted") -> Iterable[str]:
    match session.format:
        case "md":
            from fgk.render.deadlines.markdown import MarkdownPage

            return MarkdownPage(session.day, session.translate, seen.names).pieces(rows)
        case "ics":
            from fgk.cli.calendars import one_calendar

            return (one_calendar(session, rows, seen.paths),)
    return _text(session, rows, seen, wanted)


def _text(session: Session, rows: "list[Row]", seen: _Seen, wanted: "Wanted") -> Iterator[str]:
    from fgk.render.terminal.deadlines import DeadlinesPage
    from fgk.render.terminal.pen import Pen

    console = session.console
    page = DeadlinesPage(session.day, session.translate, Pen(console), console.width)
    narrowed = wanted.overdue or wanted.within is not None
    for line in page.lines(rows, seen.names, seen.left_out, narrowed=narrowed):
        yield f"{line}\n"


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


def _notes(session: Session, seen: _Seen) -> None:
    for slug, errors in seen.not_assessable.items():
        session.complain(
            msgn(
                "“{slug}” cannot be assessed because of {n} error in its files; “fgk validate {slug}” shows it.",
                "“{slug}” cannot be assessed because of {n} errors in its files; “fgk validate {slug}” shows them.",
                errors,
                slug=slug,
            )
        )
    if seen.incomplete:
        session.note(
            msgn(
                "In {n} municipality something could not be read and is missing here; “fgk validate” shows it.",
                "In {n} municipalities something could not be read and is missing here; “fgk validate” shows it.",
                len(seen.incomplete),
            )
        )
    if not seen.paths and not session.repository.problems:
        session.note(msg("There is no municipality here yet: no directory holds municipality.yaml."))
