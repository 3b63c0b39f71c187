"""The calendars of ``fgk deadlines``: one for everything, or a file for each municipality or office."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fgk.cli.session import Session
from fgk.file_names import name_part
from fgk.messages import Message, msg, msgn
from fgk.model.layout import PROCEDURES_DIRECTORY, SETTINGS_FILE

if TYPE_CHECKING:
    from fgk.cli.deadlines import Seen, Shown
    from fgk.render.deadlines.rows import Row


def one_calendar(session: Session, rows: "Sequence[Row]", seen: "Seen") -> str:
    """Give the calendar of all rows."""
    from fgk.render.deadlines.calendar import calendar

    title = _title(next(iter(seen.titles.values()))) if len(seen.titles) == 1 else msg("Deadlines")
    return calendar(rows, session.translate(title), _stamps(session, seen.paths), session.translate)


def write_calendars(session: Session, rows: "Sequence[Row]", seen: "Seen", shown: "Shown", directory: Path) -> None:
    """Write a file for each municipality or, by office, for each office of each, into a directory.

    What no office is responsible for has a file of its own. A calendar that nothing stands in any more is written,
    too: whoever subscribes to it is to see that all is done, not the events of last year. Raises OSError.
    """
    from fgk.render.deadlines.calendar import calendar
    from fgk.writing import write_text

    stamps = _stamps(session, seen.paths)
    files = _files(seen, shown)
    for row in rows:
        files[row.municipality, row.office if shown.by == "office" else ""].append(row)
    taken: set[str] = set()
    for slug, office in sorted(files):  # not in the order of their days, so that each file keeps its name
        name = _free(
            f"{slug}--{name_part(office) or 'amt'}" if office else slug, taken
        )  # no slug has two hyphens in a row
        title = session.translate(_title(seen.titles[slug], office))
        file = directory / f"{name}.ics"
        session.refuse_data_file(file)  # a link may stand there
        write_text(file, calendar(files[slug, office], title, stamps, session.translate))
    session.note(
        msgn(
            "{n} calendar was written to the directory {directory}",
            "{n} calendars were written to the directory {directory}",
            len(files),
            directory=directory,
        )
    )


def _files(seen: "Seen", shown: "Shown") -> "dict[tuple[str, str], list[Row]]":
    """Give a place for the deadlines of each file, by municipality and office; of one office where it was asked for."""
    places: dict[tuple[str, str], list[Row]] = {}
    for slug in seen.titles:
        asked = shown.office
        offices = [name for name in seen.offices[slug] if asked is None or name.casefold() == asked.casefold()]
        if asked is None or (offices and shown.by != "office"):
            places[slug, ""] = []
        if shown.by == "office":
            places |= {(slug, name): [] for name in offices}
    return places


def _title(name: str, office: str = "") -> Message:
    if office:
        return msg("Deadlines · {name} · {office}", name=name, office=office)
    return msg("Deadlines · {name}", name=name)


def _stamps(session: Session, paths: Mapping[str, str]) -> dict[str, dt.datetime]:
    """Map slugs to the time of the last commit that changed what a municipality's deadlines rest on.

    That are its own files, the settings and the procedures of the repository. Where no commit has the files, the day
    itself stands for it.
    """
    from fgk.source.git.touched import touched

    revision = session.shared.rev or "HEAD"
    times = touched(session.root, paths.values(), revision)
    shared = [touched(session.root, (path,), revision).get(path, 0) for path in (SETTINGS_FILE, PROCEDURES_DIRECTORY)]
    midnight = dt.datetime.combine(session.day, dt.time(), dt.UTC)
    return {
        slug: dt.datetime.fromtimestamp(max(times[path], *shared), dt.UTC) if path in times else midnight
        for slug, path in paths.items()
    }


def _free(name: str, taken: set[str]) -> str:
    """Give a name that no other file has: two offices may differ in nothing but signs."""
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
