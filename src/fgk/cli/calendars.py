"""The calendars of ``fgk deadlines``: one for everything, or a file for each municipality or office."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fgk.cli.session import Session
from fgk.messages import msg, msgn
from fgk.model.layout import PROCEDURES_DIRECTORY, SETTINGS_FILE
from fgk.suggestions import UMLAUTS

if TYPE_CHECKING:
    from fgk.render.deadlines.rows import Row


def one_calendar(session: Session, rows: "Sequence[Row]", paths: Mapping[str, str]) -> str:
    """Give the calendar of all rows; ``paths`` maps slugs to the directories of municipalities."""
    from fgk.render.deadlines.calendar import calendar

    names = {row.name for row in rows}
    title = msg("{name} · Deadlines", name=names.pop()) if len(names) == 1 else msg("Deadlines")
    return calendar(rows, session.translate(title), _stamps(session, paths), session.translate)


def write_calendars(
    session: Session, rows: "Sequence[Row]", paths: Mapping[str, str], directory: Path, by: str
) -> None:
    """Write a file for each municipality or, with ``by`` office, for each office of each, into a directory.

    What no office is responsible for has a file of its own. Raises OSError.
    """
    from fgk.render.deadlines.calendar import calendar
    from fgk.writing import write_text

    stamps = _stamps(session, paths)
    files: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        files.setdefault((row.municipality, row.office if by == "office" else ""), []).append(row)
    taken: set[str] = set()
    for slug, office in sorted(files):  # not in the order of their days, so that each file keeps its name
        several = files[slug, office]
        title = msg("{name} · Deadlines", name=several[0].name)
        if office:
            title = msg("{name} · Deadlines · {office}", name=several[0].name, office=office)
        name = _free(f"{slug}-{_file_name(office)}" if office else slug, taken)
        text = calendar(several, session.translate(title), stamps, session.translate)
        write_text(directory / f"{name}.ics", text)
    session.note(
        msgn(
            "{n} calendar was written to the directory {directory}",
            "{n} calendars were written to the directory {directory}",
            len(files),
            directory=directory,
        )
    )


def _stamps(session: Session, paths: Mapping[str, str]) -> dict[str, dt.datetime]:
    """Map slugs to the time of the last commit that changed what a municipality's deadlines rest on.

    That are its own files, the settings and the procedures of the repository. Where no commit has the files, the day
    itself stands for it.
    """
    from fgk.source.git import touched

    revision = session.shared.rev or "HEAD"
    times = touched(session.root, paths.values(), revision)
    shared = [touched(session.root, (path,), revision).get(path, 0) for path in (SETTINGS_FILE, PROCEDURES_DIRECTORY)]
    midnight = dt.datetime.combine(session.day, dt.time(), dt.UTC)
    return {
        slug: dt.datetime.fromtimestamp(max(times[path], *shared), dt.UTC) if path in times else midnight
        for slug, path in paths.items()
    }


def _file_name(office: str) -> str:
    """Give an office's name as a part of a file name: small letters, digits and hyphens."""
    words = re.findall(r"[a-z0-9]+", office.lower().translate(UMLAUTS))
    return "-".join(words)[:60].rstrip("-") or "amt"


def _free(name: str, taken: set[str]) -> str:
    """Give a name that no other file has: two offices may differ in nothing but signs."""
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free
