"""Deadlines as a calendar (iCalendar, RFC 5545), made so that a calendar that subscribes to it follows every change.

An event keeps its UID where its day moves. SEQUENCE and DTSTAMP come from the time of the last change to the files, and
nothing in an event depends on today: the same files give the same feed.
"""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping

from icalendar import Alarm, Calendar, Event, Timezone

from fgk.assessment.lifecycle import Basis
from fgk.messages import Translator, msg
from fgk.render.deadlines.rows import Row
from fgk.render.escaping import printable

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:fgk:deadline")
_EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""From when SEQUENCE counts seconds: an integer of RFC 5545 has 31 bits, enough for 68 years."""
_LAST_SEQUENCE = 2**31 - 1

_UTC = Timezone.from_tzid("UTC")
"""What stands in a calendar without events: RFC 5545, section 3.6, wants at least one component."""

_REFRESH = dt.timedelta(days=1)


def calendar(rows: Iterable[Row], title: str, stamps: Mapping[str, dt.datetime], translate: Translator) -> str:
    """Give the text of a calendar; ``stamps`` maps slugs to the time of the last change to a municipality's files."""
    found = Calendar()
    found.add("prodid", f"-//fgk//fgk//{translate.language.upper()}")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        found.add(name, printable(title))
    found.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "P1D")
    numbers: Counter[str] = Counter()
    for row in rows:
        identity = f"{row.municipality} {row.procedure} {row.key}"
        numbers[identity] += 1
        if numbers[identity] > 1:  # two municipalities of one slug are a finding, but neither hides the other
            identity = f"{identity} {numbers[identity]}"
        found.add_component(_event(row, identity, stamps[row.municipality], translate))
    if not numbers:
        found.add_component(_UTC)
    text: bytes = found.to_ical()
    return text.decode()


def _event(row: Row, identity: str, stamp: dt.datetime, translate: Translator) -> Event:
    event = Event()
    summary = printable(translate(msg("{name}: {title}", name=row.name, title=f"{row.number} {row.what}".strip())))
    event.add("uid", f"{uuid.uuid5(_NAMESPACE, identity)}@fgk")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", max(0, min(int((stamp - _EPOCH).total_seconds()), _LAST_SEQUENCE)))
    event.add("dtstart", row.due)
    if row.due < dt.date.max:
        event.add("dtend", row.due + dt.timedelta(days=1))
    event.add("summary", summary)
    event.add("description", printable(_description(row, translate), keep_newlines=True))
    event.add("categories", [printable(row.field or row.procedure_title)])
    event.add("status", "TENTATIVE" if row.basis is Basis.ESTIMATED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(row, summary))
    return event


def _description(row: Row, translate: Translator) -> str:
    office = [translate(msg("{label}: {text}", label=msg("Office"), text=row.office))] if row.office else []
    return "\n".join([*office, *(f"{label}: {text}" for label, text in row.lines)])


def _alarm(row: Row, summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", row.alarm - row.due)
    return alarm
