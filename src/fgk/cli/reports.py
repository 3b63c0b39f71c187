"""The output of ``fgk report``: which report is asked for, and where its files go."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fgk.cli.session import EVERY_FORMAT as ALL
from fgk.cli.session import Session, in_format_of
from fgk.messages import msg, msgn
from fgk.render.reports.kinds import KINDS, TEXT_FORMATS, Kind, kind_of
from fgk.render.wanted import Wanted
from fgk.stops import FOUND, OK, WrongUse

if TYPE_CHECKING:
    from fgk.usecases.reporting import Made, Order

_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")
_MOST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of the command."""

    municipality: str | None
    kind: str
    output: Path | None
    is_directory: bool
    """Whether ``output`` is a directory, which a report goes into under a name of its own."""
    period: str | None
    event: str | None
    record: str | None
    round: str | None
    office: str | None
    public: bool


def written(session: Session, asked: Asked) -> int:
    """Write a report in one format or in all of them. Raises what the use case raises, and WrongUse."""
    from fgk.usecases.report import reports

    kind = kind_of(asked.kind)
    _require_what_it_is_about(kind, asked)
    if asked.output is not None:
        session.refuse_data_file(asked.output)
        if session.format == ALL:
            _require_directory(asked.output)
        elif not asked.is_directory:
            session = in_format_of(asked.output, session)
    formats = formats_of(session, asked.kind)
    if session.format == ALL and asked.output is None:
        raise WrongUse(msg("All formats go to a directory"), msg("Name it with --output DIR."))
    order = _order(session, asked, formats[0])
    found = reports(session.repository, asked.municipality or "", order, formats)
    _say_what_is_missing(session, asked.municipality, found)
    if asked.output is None:
        _print(session, found[0])
        return OK
    if session.format == ALL or asked.is_directory:
        _write(session, asked.output, order, found)
        return OK
    from fgk.writing import write_bytes

    write_bytes(asked.output, found[0].content)
    session.note(msg("Written: {path}", path=asked.output))
    return OK


def written_for_each(session: Session, asked: Asked, *, freeze: bool) -> int:
    """Write a report of each municipality into a directory. Raises what the use case raises, and WrongUse.

    The exit code is 1 where one of them cannot be assessed.
    """
    from fgk.usecases.report import reports_of_each

    kind = kind_of(asked.kind)
    if kind.is_of_all:
        raise WrongUse(
            msg("The report “{kind}” is about all municipalities", kind=kind.name),
            msg("It is a single one; leave out --all."),
        )
    given = {"--municipality": asked.municipality, "--id": asked.record, "--round": asked.round, "--freeze": freeze}
    for option, value in given.items():
        if value:
            raise WrongUse(
                msg("With --all there is one report of each municipality"), msg("Leave out {option}.", option=option)
            )
    if asked.output is None:
        raise WrongUse(msg("Many reports go to a directory"), msg("Name it with --output DIR."))
    session.refuse_data_file(asked.output)
    _require_directory(asked.output)
    _require_known_options(kind, asked)
    formats = formats_of(session, asked.kind)
    repository = session.repository
    directories = list(repository.municipalities())
    code, count = OK, 0
    order = _order(session, asked, formats[0])
    for one in reports_of_each(repository, order, formats, directories):
        if one.stop is not None:
            session.complain(one.stop.message)
            code = FOUND
            continue
        _write(session, asked.output, order, one.reports, quiet=True)
        _say_what_is_missing(session, one.directory.slug, one.reports)
        count += len(one.reports)
    session.note(
        msgn("{n} report written to {path}", "{n} reports written to {path}", count, path=asked.output)
        if count
        else msg("There are no municipalities here.")
    )
    return code


def frozen(session: Session, asked: Asked) -> int:
    """Keep a report in the repository. Raises what the use case raises, and WrongUse."""
    from fgk.cli.freezing import freeze

    kind = kind_of(asked.kind)
    if kind.is_of_all:
        raise WrongUse(
            msg("The report “{kind}” is about all municipalities", kind=kind.name),
            msg("A report is kept in the directory of its municipality; choose another kind."),
        )
    if asked.output is not None:
        raise WrongUse(
            msg("A report that is kept has its place"),
            msg("Leave out --output; it goes to the municipality's reports/."),
        )
    _require_what_it_is_about(kind, asked)
    formats = formats_of(session, asked.kind, default="pdf")
    return freeze(session, asked.municipality or "", _order(session, asked, formats[0]), formats)


def is_directory(output: str | None) -> bool:
    """Whether the name of an output is that of a directory: there is one, or it ends as only such a name does."""
    return output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())


def _require_directory(path: Path) -> None:
    """Refuse the name of a file where a directory is wanted. Raises WrongUse."""
    endings = {f".{format_}" for kind in KINDS for format_ in kind.formats}
    if path.is_file() or (path.suffix.lower() in endings and not path.is_dir()):
        raise WrongUse(
            msg("Several files go to a directory, and {path} is the name of a file", path=path),
            msg("Name a directory with --output DIR."),
        )


def formats_of(session: Session, kind_name: str, default: str | None = None) -> tuple[str, ...]:
    """Give the formats that are asked for; ``default`` where none is. Raises UnknownKind and UnknownFormat."""
    kind = kind_of(kind_name)
    wanted = default if default is not None and session.shared.format is None else session.format
    if wanted == ALL:
        return kind.formats
    kind_of(kind_name, wanted)
    return (wanted,)


def _order(session: Session, asked: Asked, format_: str) -> "Order":
    from fgk.usecases.reporting import Order

    wanted = Wanted(years_of(asked.period), asked.event, asked.record, asked.round, asked.office)
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
    _require_known_options(kind, asked)


def _require_known_options(kind: Kind, asked: Asked) -> None:
    given = {
        "--period": asked.period,
        "--for": asked.event,
        "--id": asked.record,
        "--round": asked.round,
        "--office": asked.office,
    }
    for option, value in given.items():
        if value is not None and option not in kind.options:
            raise WrongUse(
                msg("The report “{kind}” has no option {option}", kind=kind.name, option=option),
                msg("“fgk report --list” shows what each kind is about."),
            )


def years_of(text: str | None) -> tuple[int, ...]:
    """Read years: ``2024``, ``2023-2024``, ``2023,2024``: years that follow each other. Raises WrongUse."""
    if text is None:
        return ()
    found: set[int] = set()
    for part in text.split(","):
        match = _YEARS.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if match and first > last:
            raise WrongUse(
                msg("“{value}” is no period of years", value=text),
                msg("Did you mean “{suggestion}”?", suggestion=f"{last}-{first}"),
            )
        if not 1900 <= first <= last <= 2999 or last - first >= _MOST_YEARS:
            raise WrongUse(msg("“{value}” is no period of years", value=text), msg("Write 2024 or 2023-2024."))
        found.update(range(first, last + 1))
    if len(found) <= max(found) - min(found):
        raise WrongUse(
            msg("“{value}” leaves out years in between", value=text),
            msg("Name years that follow each other, or write a report for each of them."),
        )
    return tuple(sorted(found))


def _say_what_is_missing(session: Session, slug: str | None, found: "list[Made]") -> None:
    errors = found[0].errors
    if errors and slug is None:
        session.note(
            msgn(
                "Incomplete because of {n} error in the files; “fgk validate” shows it.",
                "Incomplete because of {n} errors in the files; “fgk validate” shows them.",
                errors,
            )
        )
    elif errors:
        session.note(
            msgn(
                "Incomplete because of {n} error in the files; “fgk validate {slug}” shows it.",
                "Incomplete because of {n} errors in the files; “fgk validate {slug}” shows them.",
                errors,
                slug=slug,
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


def _write(session: Session, directory: Path, order: "Order", found: "list[Made]", *, quiet: bool = False) -> None:
    """Write reports into a directory, each under a name that says what it is.

    Raises WrongUse where a file of the repository has that name.
    """
    from fgk.writing import write_bytes

    for one in found:
        made = one.provenance
        name = "-".join(part for part in (made.municipality, *order.names()) if part)
        path = directory / f"{name}.{made.format}"
        session.refuse_data_file(path)
        write_bytes(path, one.content)
        if not quiet:
            session.note(msg("Written: {path}", path=path))


def listed(session: Session) -> int:
    """List the kinds of reports, with the formats of each and where their templates come from."""
    from fgk.render.own_templates import NO_TEMPLATES, shown_path
    from fgk.usecases.templates import own_templates, template_of

    translate = session.translate
    tree = session.tree_if_any
    own = own_templates(tree) if tree is not None else NO_TEMPLATES
    for kind in KINDS:
        options = "".join(f" {option} …" for option in kind.options)
        session.print_lines([f"{kind.name}{options}", f"  {translate(kind.summary)}"])
        for format_ in kind.formats:
            place = template_of(kind, format_, tree)
            whose = translate(msg("of the repository")) if place.is_own else translate(msg("comes with fgk"))
            session.print_lines([f"  {format_:5} {place.path} ({whose})" if place.path else f"  {format_:5} ({whose})"])
    if own.common:
        paths = ", ".join(shown_path(name) for name in own.common)
        session.print_lines(["", translate(msg("In all reports: {paths}", paths=paths))])
    return OK
