"""The output of ``fgk report``: which report is asked for, and where its files go."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fgk.cli.session import Session, in_format_of
from fgk.messages import msg, msgn
from fgk.render.reports.kinds import KINDS, TEXT_FORMATS, Kind, kind_of
from fgk.render.reports.wanted import Wanted
from fgk.stops import OK, WrongUse

if TYPE_CHECKING:
    from fgk.usecases.report import Made, Order

ALL = "all"
"""The word for every format that a kind of report has."""

_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")
_MOST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of the command."""

    municipality: str | None
    kind: str
    output: Path | None
    period: str | None
    event: str | None
    record: str | None
    round: str | None
    public: bool


def written(session: Session, asked: Asked) -> int:
    """Write a report in one format or in all of them. Raises what the use case raises, and WrongUse."""
    kind = kind_of(asked.kind)
    _require_what_it_is_about(kind, asked)
    if asked.output is not None:
        session.refuse_data_file(asked.output)
        if session.format != ALL:
            session = in_format_of(asked.output, session)
    formats = kind.formats if session.format == ALL else (session.format,)
    if session.format == ALL and asked.output is None:
        raise WrongUse(msg("All formats go to a directory"), msg("Name it with --output DIR."))
    found = _made(session, asked, formats)
    _say_what_is_missing(session, asked, found)
    if asked.output is None:
        _print(session, found[0])
        return OK
    from fgk.writing import write_bytes

    for path, one in _paths(asked.output, session.format, kind, found):
        write_bytes(path, one.content)
        session.note(msg("Written: {path}", path=path))
    return OK


def _made(session: Session, asked: Asked, formats: tuple[str, ...]) -> "list[Made]":
    from fgk.usecases.report import reports

    order = _order(session, asked, formats[0])
    return reports(session.repository, asked.municipality or "", order, formats)


def _order(session: Session, asked: Asked, format_: str) -> "Order":
    from fgk.usecases.report import Order

    wanted = Wanted(years_of(asked.period), asked.event, asked.record, asked.round)
    return Order(asked.kind, format_, session.day, session.translate.language, asked.public, wanted)


def _require_what_it_is_about(kind: Kind, asked: Asked) -> None:
    if kind.is_of_all and asked.municipality is not None:
        raise WrongUse(
            msg("The report “{kind}” is about all municipalities", kind=kind.name), msg("Leave out --municipality.")
        )
    if not kind.is_of_all and asked.municipality is None:
        raise WrongUse(
            msg("Which municipality the report is about is missing"), msg("Name it with --municipality NAME.")
        )
    given = {"--period": asked.period, "--for": asked.event, "--id": asked.record, "--round": asked.round}
    for option, value in given.items():
        if value is not None and option not in kind.options:
            raise WrongUse(
                msg("The report “{kind}” has no option {option}", kind=kind.name, option=option),
                msg("“fgk report --list” shows what each kind is about."),
            )


def years_of(text: str | None) -> tuple[int, ...]:
    """Read years: ``2024``, ``2023-2024``, ``2022,2024``. Raises WrongUse."""
    if text is None:
        return ()
    found: set[int] = set()
    for part in text.split(","):
        match = _YEARS.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1900 <= first <= last <= 2999 or last - first >= _MOST_YEARS:
            raise WrongUse(
                msg("“{value}” is no period of years", value=text), msg("Write 2024, 2023-2024 or 2022,2024.")
            )
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def _say_what_is_missing(session: Session, asked: Asked, found: "list[Made]") -> None:
    errors = found[0].errors
    if errors and asked.municipality is not None:
        session.note(
            msgn(
                "Incomplete because of {n} error in the files; “fgk validate {slug}” shows it.",
                "Incomplete because of {n} errors in the files; “fgk validate {slug}” shows them.",
                errors,
                slug=asked.municipality,
            )
        )


def _print(session: Session, one: "Made") -> None:
    if one.provenance.format in TEXT_FORMATS:
        session.write(one.content.decode())
        return
    if sys.stdout is not None and sys.stdout.isatty():
        raise WrongUse(
            msg("A file in the format “{format}” cannot be shown here", format=one.provenance.format),
            msg("Write it with --output FILE."),
        )
    session.write_bytes(one.content)


def _paths(output: Path, format_: str, kind: Kind, found: "list[Made]") -> "Iterator[tuple[Path, Made]]":
    for one in found:
        if format_ != ALL:
            yield output, one
        else:
            made = one.provenance
            name = "-".join(part for part in (made.municipality, kind.name, *_about(made.wanted)) if part)
            yield output / f"{name}.{made.format}", one


def _about(wanted: Wanted) -> Iterator[str]:
    if wanted.years:
        yield "-".join(str(year) for year in sorted({wanted.years[0], wanted.years[-1]}))
    for one in (wanted.event, wanted.record, wanted.round):
        if one:
            yield re.sub(r"[^0-9A-Za-z_-]+", "-", one)


def listed(session: Session) -> int:
    """List the kinds of reports, with the formats of each and where their templates come from."""
    from fgk.usecases.templates import template_of

    translate = session.translate
    tree = session.tree_if_any
    for kind in KINDS:
        options = "".join(f" {option} …" for option in kind.options)
        session.print_lines([f"{kind.name}{options}", f"  {translate(kind.summary)}"])
        for format_ in kind.formats:
            place = template_of(kind, format_, tree)
            own = translate(msg("of the repository")) if place.is_own else translate(msg("comes with fgk"))
            session.print_lines([f"  {format_:5} {place.path} ({own})" if place.path else f"  {format_}"])
    return OK
