"""The calendars of ``fgk deadlines``, as a program that subscribes to them reads them: with another library."""

import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from commits import git
from repositories import EXAMPLES, HOME, SOUND, municipality, write
from test_touched import HOUR, OLD, History, set_clock

DAY = "2026-11-23"
NEIGHBOUR = "municipalities/nachbarort"
EPOCH = 1_577_836_800
"""2020-01-01 in seconds since 1970: from when SEQUENCE counts."""

OPEN = {"upcoming", "due_soon", "overdue"}


# -- running and reading -----------------------------------------------------------------------------------------------


def ran(root: Path, *arguments: str | Path, code: int = 0, environment: Mapping[str, str] | None = None) -> bytes:
    """Run ``fgk deadlines`` as a user does, and give the bytes that it prints."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FGK_", "NO_COLOR", "COLUMNS"))}
    command = [sys.executable, "-W", "error", "-m", "fgk", "deadlines", "--repo", str(root)]
    done = subprocess.run(
        [*command, *map(str, arguments)], env={**kept, **(environment or {})}, capture_output=True, check=False
    )
    assert done.returncode == code, done.stderr.decode()
    return done.stdout


@dataclass(frozen=True)
class Feed:
    """What a subscriber receives."""

    content: bytes

    @cached_property
    def lines(self) -> list[str]:
        """The content lines: unfolded as RFC 5545 says it, 3.1."""
        return self.content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")

    @cached_property
    def calendar(self) -> Calendar:
        return IcsCalendarStream.calendar_from_ics(self.content.decode())

    @property
    def events(self) -> list[Event]:
        return self.calendar.events

    @property
    def stamps(self) -> set[tuple[int | None, Any, dt.datetime | None]]:
        return {(event.sequence, event.dtstamp, event.last_modified) for event in self.events}

    def __getitem__(self, title: str) -> Event:
        """Give the one event with a title, whatever the municipality and the number in front of it."""
        (found,) = (event for event in self.events if (event.summary or "").endswith(title))
        return found


def feed(root: Path, *arguments: str, at: str = DAY, **environment: str) -> Feed:
    return Feed(ran(root, "--format", "ics", "--at", at, *arguments, environment=environment))


def listed(root: Path, *arguments: str, at: str = DAY) -> list[dict[str, Any]]:
    """Give the deadlines as JSON has them."""
    found: list[dict[str, Any]] = json.loads(ran(root, "--format", "json", "--at", at, *arguments))["deadlines"]
    return found


def summary(deadline: Mapping[str, Any]) -> str:
    text = f"{deadline['name']}: " + " ".join(part for part in (deadline["number"], deadline["title"]) if part)
    of_another = deadline["municipality"] == "doppelstadt" and deadline["procedure"] != "familiengerechte-kommune"
    is_unnumbered = deadline["record"]["type"] in ("round", "event")
    behind = ["beabsichtigt"] if deadline["record"]["type"] == "event" else []
    behind += ["Kinderfreundliche Kommunen"] if of_another and is_unnumbered else []
    return f"{text} ({'; '.join(behind)})" if behind else text


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """Give an empty git repository; its commits happen an hour apart."""
    set_clock(monkeypatch, 0)
    return History(tmp_path / "r", monkeypatch)


def changed(name: str, *replacements: tuple[str, str]) -> str:
    """Give a file of the sound municipality with some of its text replaced."""
    text = SOUND[name]
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


MOVED = {f"{HOME}/measures.yaml": changed("measures.yaml", ("new_due: 2027-03", "new_due: 2027-05-04"))}
"""The sound municipality, but that a measure has another due date."""

SEAL = """\
id: siegel
title: Siegel
stages: [{id: siegel, title: Siegel, validity: P4Y}]
events:
  - {id: start, title: Start}
  - {id: verleihung, title: Verleihung, effect: issues}
  - {id: bericht, title: Bericht, repeatable: true}
deadlines:
  - {id: tage, title: Mit Vorlauf in Tagen, anchor: verleihung, offset: P2Y, met_by: bericht, lead: P90D}
  - {id: monate, title: Mit Vorlauf in Monaten, anchor: verleihung, offset: P2Y, met_by: bericht, lead: P3M}
  - {id: ohne, title: Ohne eigenen Vorlauf, anchor: verleihung, offset: P2Y, met_by: bericht}
  - {id: tag, title: Mit einem Tag Vorlauf, anchor: verleihung, offset: P2Y, met_by: bericht, lead: P1D}
"""

PARTED = """\
name: Bad Überstädt
kind: municipality
state: NW
contact: {office: Hauptamt}
"""


def place(title: str, due: str, office: str, name: str) -> str:
    return f"  - {{id: {name}, title: {title}, due: {due}, responsible: {{office: {office}}}}}\n"


# -- what stands in it -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("more", [(), ("--all",), ("--overdue",), ("--within", "P90D")])
def test_every_open_deadline_of_the_json_is_in_the_feed_once_on_its_day(more: tuple[str, ...]) -> None:
    deadlines = listed(EXAMPLES, "--public", *more)
    if "--all" not in more:
        deadlines = [one for one in deadlines if one["state"] in OPEN]
    found = feed(EXAMPLES, *more).events
    assert len(deadlines) > 5
    assert Counter((event.summary, event.dtstart) for event in found) == Counter(
        (summary(one), dt.date.fromisoformat(one["due"])) for one in deadlines
    )
    assert len({event.uid for event in found}) == len(found)


def test_every_event_is_one_whole_day_that_blocks_nobody() -> None:
    found = feed(EXAMPLES)
    for event in found.events:
        assert type(event.dtstart) is dt.date
        assert type(event.dtend) is dt.date
        assert event.dtend - event.dtstart == dt.timedelta(days=1)
        assert event.transparency == "TRANSPARENT"
    starts = [line for line in found.lines if line.startswith("DTSTART")]
    assert len(starts) == len(found.events)
    assert all(re.fullmatch(r"DTSTART;VALUE=DATE:[0-9]{8}", line) for line in starts)


@pytest.mark.parametrize(("language", "product", "name"), [("de", "DE", "Fristen"), ("en", "EN", "Deadlines")])
def test_the_head_says_what_it_is_and_how_often_to_come_back(language: str, product: str, name: str) -> None:
    lines = feed(EXAMPLES, "--lang", language).lines
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert set(lines[1 : lines.index("BEGIN:VEVENT")]) == {
        "VERSION:2.0",
        f"PRODID:-//fgk//fgk//{product}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    }


def test_the_calendar_of_one_municipality_has_its_name(tmp_path: Path) -> None:
    assert "X-WR-CALNAME:Fristen · Musterstadt" in feed(write(tmp_path, municipality())).lines


def test_alarms_go_off_as_early_as_a_deadline_counts_as_due_soon(tmp_path: Path) -> None:
    rounds = "rounds:\n  - {id: eins, stage: siegel, events: [{event: verleihung, date: 2025-05-31}]}\n"
    write(tmp_path, {"fgk.yaml": "procedure: siegel\ndue_soon: P45D\n", "procedures/siegel.yaml": SEAL})
    write(tmp_path, {f"{HOME}/municipality.yaml": SOUND["municipality.yaml"].split("family_concept")[0]})
    write(tmp_path, {f"{HOME}/audit.yaml": rounds})
    write(tmp_path, {f"{HOME}/measures.yaml": "measures:\n  - {id: m, title: Eine Maßnahme, due: 2027-03}\n"})
    found = feed(tmp_path)
    triggers = {event.summary: [alarm.trigger for alarm in event.alarm] for event in found.events}
    assert triggers == {
        "Musterstadt: Mit Vorlauf in Tagen": [dt.timedelta(days=-90)],
        "Musterstadt: Mit Vorlauf in Monaten": [dt.timedelta(days=-91)],  # 2027-02-28 + P3M = 2027-05-28 only
        "Musterstadt: Ohne eigenen Vorlauf": [dt.timedelta(days=-45)],
        "Musterstadt: Mit einem Tag Vorlauf": [dt.timedelta(days=-1)],
        "Musterstadt: Ende des Zertifikats (Siegel)": [dt.timedelta(days=-45)],
        "Musterstadt: Eine Maßnahme": [dt.timedelta(days=-45)],
    }
    for event in found.events:
        (alarm,) = event.alarm
        assert (alarm.action, alarm.description) == ("DISPLAY", event.summary)
        assert type(event.dtstart) is dt.date
        assert isinstance(alarm.trigger, dt.timedelta)
        first = event.dtstart + alarm.trigger
        states = [state_on(tmp_path, event, day) for day in (first - dt.timedelta(days=1), first)]
        assert states == ["upcoming", "due_soon"]


def state_on(root: Path, event: Event, day: dt.date) -> str:
    (state,) = (one["state"] for one in listed(root, at=str(day)) if summary(one) == event.summary)
    return str(state)


def test_categories_are_the_action_fields_and_else_the_procedure(tmp_path: Path) -> None:
    found = feed(write(tmp_path, municipality()))
    assert found["Ein zweites Heft"].categories == ["Ein Feld der Stadt selbst"]
    assert found["Jahresbericht 2027"].categories == ["Audit Familiengerechte Kommune"]
    categories = Counter(line for line in found.lines if line.startswith("CATEGORIES:"))
    assert categories == {  # that a comma within a category is escaped is what the other library does not know
        r"CATEGORIES:HF2 Familie und Arbeitswelt\, Betreuung": 2,
        "CATEGORIES:Ein Feld der Stadt selbst": 1,
        "CATEGORIES:Audit Familiengerechte Kommune": 4,
    }


def test_the_description_says_who_why_and_how_it_was_reckoned(tmp_path: Path) -> None:
    root = write(tmp_path, municipality())
    assert feed(root)["Jahresbericht 2027"].description == (
        "Zuständige Stelle: Fachbereich Familie\n"
        "Regel: Jahresbericht (annual-report) im Verfahren „Audit Familiengerechte Kommune“, Fassung 1\n"
        "Ausgangsdatum: Zertifikat erteilt, 10/2024\n"
        "Berechnung: 10/2024 + 3 Jahre = 10/2027 (bis 31.10.2027)\n"
        "Verschiebung: 31.10.2027 (Sonntag), 01.11.2027 (Allerheiligen): daher der nächste Werktag, 02.11.2027 "
        "(§\N{NO-BREAK SPACE}193 BGB, §\N{NO-BREAK SPACE}31 Abs.\N{NO-BREAK SPACE}3 VwVfG)\n"
        "Grundlage: berechnet"
    )
    english = feed(root, "--lang", "en")["Annual report 2027"].description or ""
    assert english.startswith("Office: Fachbereich Familie\nRule: Annual report (annual-report)")
    assert "31.10.2027" not in english


def test_what_is_estimated_is_tentative(tmp_path: Path) -> None:
    estimated = {
        f"{HOME}/audit.yaml": "rounds:\n  - id: grund\n    stage: grundzertifikat\n    events:\n"
        "      - {event: certificate_presented, date: 2025-11-12}\n"
    }
    found = feed(write(tmp_path, {**municipality(), **estimated}))
    assert found["Ende des Zertifikats (Grundzertifikat)"].status == "TENTATIVE"
    assert found["Neue Kita"].status == "CONFIRMED"


# -- how it is written -------------------------------------------------------------------------------------------------


def test_lines_end_with_crlf_and_are_folded_after_75_octets_between_letters(tmp_path: Path) -> None:
    title = "Süßes für größere Häuser: „Ärzte und Öfen“ – " * 6
    root = write(tmp_path, municipality({"measures.yaml": changed("measures.yaml", ("Neue Kita", f"'{title}'"))}))
    content = feed(root).content
    assert content.endswith(b"\r\n")
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", content) is None
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    assert max(len(line) for line in lines) == 75
    assert sum(line.startswith(b" ") for line in lines) > 10
    assert all(line.decode() for line in lines), "a letter is never torn apart, and no line is empty"
    assert feed(root)[title.strip()].summary == f"Musterstadt: 1.1.1 {title.strip()}"


def test_a_file_has_the_bytes_that_are_printed(tmp_path: Path) -> None:
    root = write(tmp_path / "r", municipality())
    ran(root, "--format", "ics", "--at", DAY, "--output", tmp_path / "neu" / "fristen.ics")
    assert (tmp_path / "neu" / "fristen.ics").read_bytes() == feed(root).content


@pytest.mark.parametrize("variables", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_it_is_utf_8_wherever_it_is_made(variables: Mapping[str, str], tmp_path: Path) -> None:
    root = write(tmp_path, municipality())
    assert feed(root, **variables).content == feed(root).content


# -- text is inert -----------------------------------------------------------------------------------------------------

INJECTION = r"A\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:x\n;B,C:D\\nE\"\u202Egro\u2066\u0007\u0085F\u2028G"
"""A text in double quotation marks of YAML, in which everything stands that could end a line or a value."""

SHOWN = 'A END:VEVENT BEGIN:VEVENT UID:x ;B,C:D\\nE"�gro�� F G'
"""The same as a title: it stays on one line, and what nobody can see has a sign."""

_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def injected() -> dict[str, str]:
    """Give the sound municipality with the text in every place from which a calendar takes words."""
    hostile = f'"{INJECTION}"'
    measures = changed("measures.yaml", ("Neue Kita", hostile), ("Presse", hostile), ('"1.1.1"', hostile))
    sources = changed("sources.yaml", ("kind: press_release", "expires: 2027-05\n    kind: press_release"))
    resolutions = (
        f"  - id: offen\n    title: {hostile}\n    kind: other\n    consultations:\n"
        f"      - {{body: {hostile}, date: 2026-11-02, role: decision, result: postponed}}\n"
    )
    return municipality(
        {
            "municipality.yaml": changed(
                "municipality.yaml", ("name: Musterstadt", f"name: {hostile}"), ("Fachbereich Familie", hostile)
            ),
            "measures.yaml": measures,
            "sources.yaml": sources.replace("title: Pressemitteilung", f"title: {hostile}"),
            "resolutions.yaml": SOUND["resolutions.yaml"] + resolutions,
            "action-fields.yaml": changed("action-fields.yaml", ("Ein Feld der Stadt selbst", hostile)),
            "goals.yaml": changed("goals.yaml", ("title: Plätze\n", f"title: {hostile}\n")),
            "audit.yaml": changed("audit.yaml", ("planned: true\n", f"planned: true\n        title: {hostile}\n")),
        }
    )


def test_no_text_of_the_data_becomes_a_line_a_value_or_an_event_of_its_own(tmp_path: Path) -> None:
    root = write(tmp_path, injected())
    found = feed(root)
    deadlines = [one for one in listed(root, "--public") if one["state"] in OPEN]
    assert len(deadlines) == 9
    assert found.lines.count("BEGIN:VEVENT") == found.lines.count("END:VEVENT") == len(deadlines)
    assert len(found.events) == len(deadlines)
    assert not [line for line in found.lines if line == "UID:x"]
    name = f"{SHOWN}: "
    assert {event.summary for event in found.events} == {
        f"{name}{SHOWN} {SHOWN}",  # number and title of a measure
        f"{name}Noch nicht entschieden: {SHOWN}",
        f"{name}{SHOWN} Nachweis läuft ab: {SHOWN}",
        f"{name}Bericht an den Rat: {SHOWN} (beabsichtigt)",
        f"{name}1.1 Nächster Wert: {SHOWN}",
        f"{name}Ein zweites Heft",
        f"{name}Ende des Zertifikats (Grundzertifikat)",
        f"{name}Ziele der Runde erreicht",
        f"{name}Jahresbericht 2027",
    }
    escaped = SHOWN.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,")
    assert f"CATEGORIES:{escaped}" in found.lines
    assert {alarm.description for event in found.events for alarm in event.alarm} == {
        event.summary for event in found.events
    }


def test_no_character_of_a_feed_is_invisible_or_turns_the_direction_of_reading(tmp_path: Path) -> None:
    root = write(tmp_path, injected())
    found = feed(root)
    assert _INVISIBLE.search(found.content.decode().replace("\r\n", "")) is None
    assert "\N{REPLACEMENT CHARACTER}" in found.content.decode()
    values = [
        line for line in found.lines if not line.startswith(("SUMMARY", "DESCRIPTION", "CATEGORIES", "X-", "NAME"))
    ]
    assert all(line.isascii() for line in values)
    description = found["Noch nicht entschieden: " + SHOWN].description or ""
    label, office = description.splitlines()[:2]
    assert label == "Zuständige Stelle: A", "line breaks may stay where they are only text"
    assert office == "END:VEVENT"


# -- what is internal --------------------------------------------------------------------------------------------------

SECRET = re.compile("GEHEIM-[a-z0-9]+", re.IGNORECASE)

INTERNAL: Mapping[str, str] = {
    "municipality.yaml": SOUND["municipality.yaml"].replace(
        "contact:\n", "contact:\n  person: GEHEIM-ansprechperson\n"
    ),
    "audit.yaml": SOUND["audit.yaml"].replace(
        "  - id: aufbau\n",
        "      - {event: council_report, planned: true, date: 2027-04, title: GEHEIM-ereignis, visibility: internal}\n"
        "      - {event: other, date: 2026-01, title: GEHEIM-bemerkung, visibility: internal, note: GEHEIM-anmerkung}\n"
        "  - id: aufbau\n",
    ),
    "goals.yaml": SOUND["goals.yaml"]
    + """\
  - id: geheim-ziel
    action_field: eigenes
    round: grund
    number: GEHEIM-zielnummer
    title: GEHEIM-zieltitel
    description: GEHEIM-zielbeschreibung
    visibility: internal
    indicators:
      - id: geheim-kennzahl
        title: GEHEIM-kennzahltitel
        unit: GEHEIM-einheit
        baseline: 1
        target: 9
        interval: P1Y
        values: [{date: 2026-06, value: 3, note: GEHEIM-wert}]
    assessment: {date: 2026-03, rating: partly, reason: GEHEIM-urteil}
""",
    "measures.yaml": SOUND["measures.yaml"].replace(
        "      office: Jugendamt\n", "      office: Jugendamt\n      person: GEHEIM-zustaendige\n"
    )
    + """\
  - id: geheim-massnahme
    goal: plaetze
    number: GEHEIM-nummer
    title: GEHEIM-titel
    description: GEHEIM-beschreibung
    responsible: {office: GEHEIM-amt, person: GEHEIM-person}
    partners: [GEHEIM-partner]
    target_groups: [GEHEIM-zielgruppe]
    due: 2027-07
    visibility: internal
    log: [{date: 2026-02, status: in_progress, note: GEHEIM-eintrag, evidence: [geheim-nachweis]}]
  - id: unter-geheimem-ziel
    goal: geheim-ziel
    title: GEHEIM-untertitel
    responsible: {office: GEHEIM-unteramt}
    due: 2027-08
  - id: offen
    goal: plaetze
    title: Eine offene Maßnahme
    responsible: {office: Schulamt}
    due: 2027-09
    log:
      - {date: 2026-01, status: in_progress}
      - date: 2026-03
        status: postponed
        reason: GEHEIM-grund
        note: GEHEIM-lognotiz
        new_due: 2028-02
        evidence: [geheim-nachweis, befristet]
        visibility: internal
""",
    "resolutions.yaml": SOUND["resolutions.yaml"]
    + """\
  - id: geheim-beschluss
    title: GEHEIM-beschlusstitel
    kind: other
    paper: GEHEIM-vorlage
    consultations: [{body: GEHEIM-gremium, date: 2026-11-02, role: decision, result: postponed, note: GEHEIM-lauf}]
    conditions: [GEHEIM-bedingung]
    visibility: internal
""",
    "sources.yaml": SOUND["sources.yaml"]
    + """\
  - id: geheim-nachweis
    title: GEHEIM-quelle
    publisher: GEHEIM-herausgeber
    url: https://www.example.org/GEHEIM-adresse
    expires: 2027-10
    visibility: internal
  - {id: befristet, title: GEHEIM-befristet, kind: report, expires: 2027-12}
""",
}
"""The sound municipality with marked words in every field that is internal, or that only what is internal leads to."""


def test_nothing_internal_leaves_the_house_unless_it_is_asked_for(tmp_path: Path) -> None:
    root = write(tmp_path, municipality(INTERNAL))
    public = [feed(root), feed(root, "--all"), feed(root, "--public"), feed(root, "--lang", "en", "--all", "--explain")]
    for found in public:
        text = "\n".join(found.lines)
        assert SECRET.findall(text) == []
        assert "municipalities/" not in text
    internal = set(SECRET.findall("\n".join(feed(root, "--all", "--internal").lines)))
    assert internal >= {
        "GEHEIM-ereignis",
        "GEHEIM-kennzahltitel",
        "GEHEIM-zielnummer",
        "GEHEIM-titel",
        "GEHEIM-nummer",
        "GEHEIM-amt",
        "GEHEIM-untertitel",
        "GEHEIM-unteramt",
        "GEHEIM-beschlusstitel",
        "GEHEIM-gremium",
        "GEHEIM-quelle",
        "GEHEIM-befristet",
    }
    assert not {"GEHEIM-person", "GEHEIM-ansprechperson", "GEHEIM-zustaendige"} & internal


def test_days_follow_from_public_facts_alone(tmp_path: Path) -> None:
    root = write(tmp_path, municipality(INTERNAL))
    assert feed(root)["Eine offene Maßnahme"].dtstart == dt.date(2027, 9, 30)
    assert feed(root, "--internal")["Eine offene Maßnahme"].dtstart == dt.date(2028, 2, 29)


@pytest.mark.parametrize("by", ["municipality", "office"])
def test_divided_calendars_hold_nothing_internal_either_not_even_in_their_names(by: str, tmp_path: Path) -> None:
    root = write(tmp_path / "r", municipality(INTERNAL))
    public = divided(root, tmp_path / "public", by)
    assert not [name for name in public if SECRET.search(name)]
    assert not [name for name, found in public.items() if SECRET.search("\n".join(found.lines))]
    internal = divided(root, tmp_path / "internal", by, "--internal")
    assert ("musterstadt--geheim-amt.ics" in internal) is (by == "office")
    assert [name for name, found in internal.items() if SECRET.search("\n".join(found.lines))]


# -- who subscribes ----------------------------------------------------------------------------------------------------


class Subscriber:
    """A calendar program: of what it receives under one UID, it keeps what has the highest SEQUENCE."""

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}

    def receive(self, found: Feed) -> None:
        for event in found.events:
            known = self.events.get(event.uid)
            if known is None or number(event) > number(known):
                self.events[event.uid] = event

    def titled(self, title: str) -> list[Event]:
        return [event for event in self.events.values() if (event.summary or "").endswith(title)]


def number(event: Event) -> int:
    assert event.sequence is not None
    return event.sequence


def followed(first: Feed, second: Feed, title: str) -> Event:
    """Let a program receive two feeds one after the other, and give the one event with a title that it has then."""
    program = Subscriber()
    program.receive(first)
    program.receive(second)
    assert len(program.events) == len(second.events) == len(first.events), "no deadline became a second event"
    (event,) = program.titled(title)
    return event


def test_a_moved_day_replaces_the_event_that_a_subscriber_has(history: History) -> None:
    history.commit(municipality())
    first = feed(history.root)
    assert first["Neue Kita"].dtstart == dt.date(2027, 3, 31)
    history.commit(MOVED)
    second = feed(history.root)
    assert second["Neue Kita"].uid == first["Neue Kita"].uid
    assert number(second["Neue Kita"]) == number(first["Neue Kita"]) + HOUR
    assert followed(first, second, "Neue Kita").dtstart == dt.date(2027, 5, 4)


def test_a_subscriber_that_comes_twice_to_the_same_files_changes_nothing(history: History) -> None:
    history.commit(municipality())
    first, program = feed(history.root), Subscriber()
    program.receive(first)
    before = dict(program.events)
    program.receive(feed(history.root))
    assert program.events == before


@pytest.mark.parametrize(
    ("file", "title", "changes"),
    [
        ("measures.yaml", "Neue Kita", [("title: Neue Kita", "title: Eine andere Kita"), ("1.1.1", "1.1.9")]),
        ("measures.yaml", "Ein zweites Heft", [("due: 2027-06", "due: 2028-01-31")]),
        ("goals.yaml", "Nächster Wert: Plätze", [("date: 2026-06,", "date: 2026-08-31,")]),
        ("audit.yaml", "Bericht an den Rat (beabsichtigt)", [("date: 2027-03\n", "date: 2028-01-01\n")]),
        ("audit.yaml", "Ende des Zertifikats (Grundzertifikat)", [("valid_until: 2027-10", "valid_until: 2028-01")]),
        ("audit.yaml", "Ziele der Runde erreicht", [("valid_until: 2027-10", "valid_until: 2028-01")]),
        (
            "audit.yaml",
            "Jahresbericht 2027",
            [("certificate_issued, date: 2024-10", "certificate_issued, date: 2024-09-02")],
        ),
    ],
)
def test_a_deadline_keeps_its_uid_whatever_of_it_changes(
    file: str, title: str, changes: list[tuple[str, str]], history: History
) -> None:
    history.commit(municipality())
    first = feed(history.root)
    history.commit(municipality({file: changed(file, *changes)}))
    second = feed(history.root)
    event = next(event for event in second.events if event.uid == first[title].uid)
    assert (event.summary, event.dtstart) != (first[title].summary, first[title].dtstart)
    assert number(event) > number(first[title])
    assert {event.uid for event in second.events} == {event.uid for event in first.events}


def test_a_yearly_report_that_moves_into_another_year_stays_the_same_event(history: History) -> None:
    def issued(date: str) -> dict[str, str]:
        events = f"      - {{event: certificate_issued, date: {date}}}\n"
        text = f"rounds:\n  - id: grund\n    stage: grundzertifikat\n    valid_until: 2027-12-31\n    events:\n{events}"
        return municipality({"audit.yaml": text, "goals.yaml": None, "measures.yaml": None, "sources.yaml": None})

    history.commit(issued("2024-12-31"))
    first = feed(history.root, at="2025-06-01")
    assert [event.dtstart for event in first.events if "Jahresbericht" in (event.summary or "")] == [
        dt.date(2025, 12, 31),  # a Wednesday
        dt.date(2026, 12, 31),  # a Thursday
        dt.date(2027, 12, 31),  # a Friday
    ]
    history.commit(issued("2025-01-02"))
    second = feed(history.root, at="2025-06-01")
    assert [event.dtstart for event in second.events if "Jahresbericht" in (event.summary or "")] == [
        dt.date(2026, 1, 2),  # a Friday
        dt.date(2027, 1, 4),  # 2 January is a Saturday; the third, on 2 January 2028, lies beyond the certificate's end
    ]
    assert second["Jahresbericht 2026"].uid == first["Jahresbericht 2025"].uid
    assert second["Jahresbericht 2027"].uid == first["Jahresbericht 2026"].uid
    program = Subscriber()
    program.receive(first)
    program.receive(second)
    assert [event.dtstart for event in program.titled("Jahresbericht 2026")] == [dt.date(2026, 1, 2)]


def test_each_deadline_of_each_municipality_has_a_uid_of_its_own(history: History) -> None:
    neighbour = {path.replace(HOME, NEIGHBOUR): text for path, text in municipality().items()}
    history.commit({**municipality(), **neighbour})
    found = feed(history.root, "--all").events
    assert len({event.uid for event in found}) == len(found) == 22
    assert all(re.fullmatch(r"[0-9a-f-]{36}@fgk", event.uid) for event in found)


def test_of_two_records_of_one_id_the_first_has_the_event(history: History) -> None:
    history.commit(municipality())
    first = feed(history.root)
    twice = SOUND["measures.yaml"] + "  - {id: heft-neu, goal: plaetze, title: Ein Doppelgänger, due: 2027-09}\n"
    history.commit(municipality({"measures.yaml": twice}))
    found = feed(history.root)
    assert {event.uid for event in found.events} == {event.uid for event in first.events}
    assert found["Ein zweites Heft"].uid == first["Ein zweites Heft"].uid


def test_two_municipalities_of_one_name_do_not_hide_each_other(history: History) -> None:
    history.commit(municipality())
    first = feed(history.root)
    twin = {path.replace(HOME, "municipalities/nord/musterstadt"): text for path, text in municipality().items()}
    history.commit(twin)
    found = feed(history.root)
    assert len({event.uid for event in found.events}) == len(found.events) == 2 * len(first.events)


# -- when it was changed -----------------------------------------------------------------------------------------------


def test_the_stamps_are_the_time_of_the_last_commit_that_changed_the_files(history: History) -> None:
    time = history.commit(municipality())
    history.commit({"README.md": "x"})
    moment = dt.datetime.fromtimestamp(time, dt.UTC)
    found = feed(history.root)
    assert found.stamps == {(time - EPOCH, moment, moment)}
    assert f"DTSTAMP:{moment:%Y%m%dT%H%M%SZ}" in found.lines
    last = history.commit(MOVED)
    assert {sequence for sequence, _, _ in feed(history.root).stamps} == {last - EPOCH}
    assert feed(history.root, "--rev", "HEAD~1").content == found.content


def test_what_another_municipality_commits_changes_no_byte_of_a_feed(history: History) -> None:
    history.commit(municipality())
    first = feed(history.root, "musterstadt")
    neighbour = {path.replace(HOME, NEIGHBOUR): text for path, text in municipality().items()}
    time = history.commit({**neighbour, "README.md": "x"})
    assert feed(history.root, "musterstadt").content == first.content
    sequences = {event.sequence for event in feed(history.root).events}
    assert sequences == {time - EPOCH, time - HOUR - EPOCH}


@pytest.mark.parametrize(
    ("files", "due"),
    [
        ({"procedures/siegel.yaml": SEAL.replace("offset: P2Y", "offset: P3Y")}, dt.date(2028, 5, 31)),
        ({"fgk.yaml": "procedure: siegel\ndue_soon: P14D\n"}, dt.date(2027, 5, 31)),
    ],
)
def test_a_change_of_the_procedure_or_the_settings_reaches_the_subscribers(
    files: Mapping[str, str], due: dt.date, history: History
) -> None:
    events = "rounds:\n  - {id: eins, stage: siegel, events: [{event: verleihung, date: 2025-05-31}]}\n"
    history.commit(
        {
            "fgk.yaml": "procedure: siegel\n",
            "procedures/siegel.yaml": SEAL,
            f"{HOME}/municipality.yaml": "name: Musterstadt\nkind: municipality\nstate: NW\n",
            f"{HOME}/audit.yaml": events,
        }
    )
    first = feed(history.root)
    history.commit(files)
    event = followed(first, feed(history.root), "Ohne eigenen Vorlauf")
    assert event.dtstart == due
    assert number(event) == number(first["Ohne eigenen Vorlauf"]) + HOUR
    history.commit({"README.md": "x"})
    assert followed(first, feed(history.root), "Ohne eigenen Vorlauf") == event


def test_settings_that_are_taken_away_reach_the_subscribers(history: History) -> None:
    history.commit({**municipality(), "fgk.yaml": "due_soon: P14D\n"})
    first = feed(history.root)
    (history.root / "fgk.yaml").unlink()
    history.commit()
    event = followed(first, feed(history.root), "Neue Kita")
    assert event.alarm != first["Neue Kita"].alarm
    assert number(event) == number(first["Neue Kita"]) + HOUR


def test_a_repository_without_a_working_tree_gives_the_same_feed(history: History, tmp_path: Path) -> None:
    history.commit(municipality())
    history.commit({"fgk.yaml": "due_soon: P14D\n"})
    git(tmp_path, "clone", "-q", "--bare", str(history.root), "bare.git")
    assert feed(tmp_path / "bare.git", "--rev", "HEAD").content == feed(history.root).content


def test_what_a_merge_brings_reaches_the_subscribers(history: History) -> None:
    history.commit(municipality())
    git(history.root, "switch", "-qc", "zweig")
    history.commit(MOVED)
    git(history.root, "switch", "-q", "main")
    history.commit({f"{HOME}/belege/notiz.txt": "Inzwischen hat sich hier etwas anderes geändert.\n"})
    first = feed(history.root)
    assert first["Neue Kita"].dtstart == dt.date(2027, 3, 31)
    history.merge("zweig")
    assert followed(first, feed(history.root), "Neue Kita").dtstart == dt.date(2027, 5, 4)


def test_a_merge_changes_nothing_where_it_brings_nothing(history: History) -> None:
    history.commit(municipality())
    first = feed(history.root)
    git(history.root, "switch", "-qc", "zweig")
    history.commit({f"{OLD}/notiz.txt": "x"})
    git(history.root, "switch", "-q", "main")
    history.commit({"README.md": "x"})
    history.merge("zweig")
    assert feed(history.root).content == first.content


@pytest.mark.parametrize("year", [1990, 2019, 2088, 2099])
def test_the_number_of_a_change_fits_31_bits_whenever_a_commit_says_it_happened(
    year: int, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(history.root, municipality())
    monkeypatch.setenv("GIT_COMMITTER_DATE", f"{int(dt.datetime(year, 6, 1, tzinfo=dt.UTC).timestamp())} +0000")
    git(history.root, "add", "-A")
    git(history.root, "commit", "-qm", "x")
    (found,) = feed(history.root).stamps
    assert found[0] is not None
    assert 0 <= found[0] <= 2**31 - 1
    assert found[1] == dt.datetime(year, 6, 1, tzinfo=dt.UTC)


# -- the same files give the same bytes --------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2026-11-24", "2027-01-31", "2027-03-31"])
def test_another_day_gives_the_same_bytes_as_long_as_nothing_falls_due(day: str, history: History) -> None:
    history.commit(municipality())
    assert feed(history.root, at=day).content == feed(history.root).content


def test_nor_does_it_change_a_feed_that_something_is_late(history: History) -> None:
    history.commit(municipality())
    assert "overdue" in {one["state"] for one in listed(history.root, at="2027-07-09")}
    assert feed(history.root, at="2027-07-09").content == feed(history.root).content


@pytest.mark.parametrize(
    "variables",
    [
        {"TZ": "Pacific/Kiritimati"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "LANG": "tr_TR.UTF-8"},
    ],
)
def test_another_process_elsewhere_gives_the_same_bytes(variables: Mapping[str, str], history: History) -> None:
    neighbour = {path.replace(HOME, NEIGHBOUR): text for path, text in municipality().items()}
    history.commit({**municipality(), **neighbour})
    expected = feed(history.root, "-j", "1").content
    assert feed(history.root, "-j", "2", **variables).content == expected


def test_a_clone_gives_the_same_bytes(history: History, tmp_path: Path) -> None:
    history.commit(municipality())
    history.commit({"README.md": "x"})
    git(tmp_path, "clone", "-q", str(history.root), "kopie")
    git(tmp_path, "clone", "-q", "--bare", str(history.root), "nackt.git")
    expected = feed(history.root).content
    assert feed(tmp_path / "kopie").content == expected
    assert feed(tmp_path / "nackt.git", "--rev", "main").content == expected


@pytest.mark.parametrize("has_git", [True, False])
def test_what_is_in_no_commit_is_stamped_with_the_day_that_was_asked_for(has_git: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a case
    root = write(tmp_path, municipality())
    if has_git:
        git(root, "init", "-q", "-b", "main")
    for day in (dt.date(2026, 11, 23), dt.date(2026, 12, 1)):
        midnight = dt.datetime.combine(day, dt.time(), dt.UTC)
        assert feed(root, at=str(day)).stamps == {(int(midnight.timestamp()) - EPOCH, midnight, midnight)}


def test_a_new_municipality_beside_those_in_git_has_the_day_for_a_stamp(history: History) -> None:
    time = history.commit(municipality())
    write(history.root, {path.replace(HOME, NEIGHBOUR): text for path, text in municipality().items()})
    midnight = int(dt.datetime(2026, 11, 23, tzinfo=dt.UTC).timestamp())
    assert {event.sequence for event in feed(history.root).events} == {time - EPOCH, midnight - EPOCH}


# -- divided by municipality or office ---------------------------------------------------------------------------------


def divided(root: Path, directory: Path, by: str, *arguments: str) -> dict[str, Feed]:
    ran(root, "--format", "ics", "--at", DAY, "--by", by, "--output", directory, *arguments)
    return {path.name: Feed(path.read_bytes()) for path in directory.iterdir()}


def offices(measures: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Give two municipalities; the measures of the first one have title, due date and office."""
    lines = [place(title, due, office, f"m{index}") for index, (title, due, office) in enumerate(measures)]
    audit = (
        "rounds:\n  - {id: grund, stage: grundzertifikat, events: [{event: participation_resolution, date: 2026-02}]}\n"
    )
    other = place("Ein Spielplatz", "2027-05", "Bauhof", "platz")
    return {
        "municipalities/bad-ueberstaedt/municipality.yaml": PARTED,
        "municipalities/bad-ueberstaedt/audit.yaml": audit,
        "municipalities/bad-ueberstaedt/measures.yaml": "measures:\n" + "".join(lines),
        f"{NEIGHBOUR}/municipality.yaml": "name: Nachbarort\nkind: municipality\nstate: NW\n",
        f"{NEIGHBOUR}/audit.yaml": audit,
        f"{NEIGHBOUR}/measures.yaml": "measures:\n" + other + "  - {id: ohne, title: Ohne Amt, due: 2027-06}\n",
    }


PLACES = (
    ("Vorlesen", "2027-01", "Büro für Größe & Süßes"),
    ("Zuhören", "2027-02", "Jugend-Amt"),
    ("Mitreden", "2027-03", "Jugend Amt"),
    ("Spielen", "2027-04", "„!?“"),
    ("Turnen", "2027-05", "Jugend-Amt"),
)


def titles(found: Feed) -> list[str]:
    return [(event.summary or "").partition(": ")[2] for event in found.events]


def test_by_municipality_there_is_a_file_for_each(tmp_path: Path) -> None:
    root = write(tmp_path / "r", offices(PLACES))
    found = divided(root, tmp_path / "neu" / "kalender", "municipality")
    assert {name: titles(one) for name, one in found.items()} == {
        "bad-ueberstaedt.ics": ["Vorlesen", "Zuhören", "Mitreden", "Spielen", "Turnen"],
        "nachbarort.ics": ["Ein Spielplatz", "Ohne Amt"],
    }
    assert "X-WR-CALNAME:Fristen · Bad Überstädt" in found["bad-ueberstaedt.ics"].lines
    assert "X-WR-CALNAME:Fristen · Nachbarort" in found["nachbarort.ics"].lines


def test_by_office_there_is_a_file_for_each_office_and_one_for_what_has_none(tmp_path: Path) -> None:
    root = write(tmp_path / "r", offices(PLACES))
    found = divided(root, tmp_path / "kalender", "office")
    assert {name: titles(one) for name, one in found.items()} == {
        "bad-ueberstaedt--buero-fuer-groesse-suesses.ics": ["Vorlesen"],
        "bad-ueberstaedt--jugend-amt.ics": ["Mitreden"],
        "bad-ueberstaedt--jugend-amt-2.ics": ["Zuhören", "Turnen"],
        "bad-ueberstaedt--amt.ics": ["Spielen"],
        "bad-ueberstaedt.ics": [],
        "nachbarort--bauhof.ics": ["Ein Spielplatz"],
        "nachbarort.ics": ["Ohne Amt"],
    }
    names = {one.lines[6] for one in found.values()}
    assert "X-WR-CALNAME:Fristen · Bad Überstädt · Büro für Größe & Süßes" in names


def test_offices_with_like_names_keep_their_files_when_days_move(tmp_path: Path) -> None:
    moved = [(title, "2027-09" if title in ("Zuhören", "Turnen") else due, office) for title, due, office in PLACES]
    before = divided(write(tmp_path / "a", offices(PLACES)), tmp_path / "vorher", "office")
    after = divided(write(tmp_path / "b", offices(moved)), tmp_path / "nachher", "office")
    assert {name: set(titles(found)) for name, found in before.items()} == {
        name: set(titles(found)) for name, found in after.items()
    }


def test_divided_calendars_hold_together_what_the_whole_one_holds(tmp_path: Path) -> None:
    whole = Counter((event.uid, event.dtstart, event.sequence) for event in feed(EXAMPLES).events)
    for by in ("municipality", "office"):
        found = divided(EXAMPLES, tmp_path / by, by)
        assert (
            Counter((event.uid, event.dtstart, event.sequence) for one in found.values() for event in one.events)
            == whole
        )
        assert len(found) > 5


@pytest.mark.parametrize(
    "arguments",
    [
        ("--by", "municipality"),
        ("--by", "office", "--format", "ics"),
        ("--by", "person", "--format", "ics", "--output", "x"),
        ("--by", "office", "--format", "md", "--output", "x"),
        ("--by", "office", "--format", "ics", "--output", f"{EXAMPLES}/fgk.yaml"),
    ],
)
def test_what_cannot_be_divided_is_refused(arguments: tuple[str, ...]) -> None:
    assert ran(EXAMPLES, "--at", DAY, *arguments, code=2) == b""


# -- days at the edges -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "first", "following"),
    [
        ("2028-02-29", "20280229", "20280301"),
        ("2028-02-28", "20280228", "20280229"),
        ("2028-02", "20280229", "20280301"),
        ("2027-02", "20270228", "20270301"),
        ("2027-12-31", "20271231", "20280101"),
        ("2027", "20271231", "20280101"),
        ("2027-Q4", "20271231", "20280101"),
        ("2027-01-01", "20270101", "20270102"),
        ("2999-12-31", "29991231", "30000101"),
    ],
)
def test_a_day_ends_with_the_next_one(due: str, first: str, following: str, tmp_path: Path) -> None:
    text = changed("measures.yaml", ("new_due: 2027-03", f"new_due: {due}"))
    lines = feed(write(tmp_path, municipality({"measures.yaml": text}))).lines
    place = lines.index("SUMMARY:Musterstadt: 1.1.1 Neue Kita")
    assert {f"DTSTART;VALUE=DATE:{first}", f"DTEND;VALUE=DATE:{following}"} <= set(lines[place : place + 6])


def test_a_certificate_of_a_leap_day_has_reports_at_the_end_of_february(tmp_path: Path) -> None:
    events = (
        "rounds:\n  - {id: grund, stage: grundzertifikat, events: [{event: certificate_issued, date: 2024-02-29}]}\n"
    )
    files = municipality({"audit.yaml": events, "goals.yaml": None, "measures.yaml": None, "sources.yaml": None})
    found = feed(write(tmp_path, files), "--all", at="2024-06-01")
    days = {event.summary: event.dtstart for event in found.events if "Jahresbericht" in (event.summary or "")}
    assert days == {
        "Musterstadt: Jahresbericht 2025": dt.date(2025, 2, 28),  # a Friday
        "Musterstadt: Jahresbericht 2026": dt.date(2026, 3, 2),  # 28 February is a Saturday
        "Musterstadt: Jahresbericht 2027": dt.date(2027, 3, 1),  # 28 February is a Sunday
    }
    assert found["Ende des Zertifikats (Grundzertifikat)"].dtstart == dt.date(2027, 2, 28)


def test_a_feed_without_events_can_be_read(history: History) -> None:
    history.commit(municipality())
    assert feed(history.root, "--overdue").events == []
