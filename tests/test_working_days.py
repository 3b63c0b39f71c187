"""Working days: where a period ends that would end on a day off, worked out by hand, and what always holds."""

import datetime as dt
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import holidays
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fgk.assessment.working_days import Shift, WorkCalendar, known_subdivision, subdivisions
from fgk.messages import Translator
from fgk.model.municipality import Municipality
from fgk.rules.catalogue import rules
from repositories import EXAMPLES, HOME, SOUND, municipality, write
from test_cli import fgk

ONE_DAY = dt.timedelta(days=1)


def calendar(where: str, *added: str) -> WorkCalendar:
    """Give the calendar of a municipality, from ``DE-BY``, ``DE`` or, with a finer subdivision, ``DE-BY/Augsburg``."""
    land, _, subdivision = where.partition("/")
    country, _, state = land.partition("-")
    own = {"holidays": {"subdivision": subdivision or None, "add": list(added)}} if subdivision or added else {}
    record = {"name": "X", "kind": "municipality", "country": country, "state": state or None, **own}
    return WorkCalendar.of(Municipality.model_validate(record))


def days_off(shift: Shift | None, language: str = "de") -> list[str]:
    """Say of each day off in between why it is one."""
    translate = Translator(language)
    return [translate(closed.reason) for closed in shift.closed] if shift else []


def moved(found: WorkCalendar, day: dt.date) -> dt.date:
    shift = found.next_working_day(day)
    return shift.day if shift else day


def weekday(day: dt.date) -> str:
    return ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")[day.weekday()]


# -- by hand -----------------------------------------------------------------------------------------------------------

# Easter Sunday is 20 April 2025, 5 April 2026, 28 March 2027. Each row: where, the day and its weekday, the working day
# and its weekday, and what the days off in between are.
BY_HAND: list[tuple[str, str, str, str]] = [
    # -- weekends --
    ("DE-NW", "Mo 2026-11-23", "Mo 2026-11-23", ""),  # an ordinary Monday stays
    ("DE-NW", "Fr 2026-11-20", "Fr 2026-11-20", ""),  # an ordinary Friday stays
    ("DE-NW", "Sa 2026-11-21", "Mo 2026-11-23", "Samstag, Sonntag"),
    ("DE-NW", "Su 2026-11-22", "Mo 2026-11-23", "Sonntag"),
    # -- Easter: Good Friday, Saturday, Sunday, Easter Monday --
    ("DE-NW", "Th 2026-04-02", "Th 2026-04-02", ""),  # Maundy Thursday is a working day
    ("DE-NW", "Fr 2026-04-03", "Tu 2026-04-07", "Karfreitag, Samstag, Sonntag, Ostermontag"),
    ("DE-NW", "Sa 2026-04-04", "Tu 2026-04-07", "Samstag, Sonntag, Ostermontag"),
    ("DE-NW", "Mo 2026-04-06", "Tu 2026-04-07", "Ostermontag"),
    ("DE-BB", "Sa 2026-04-04", "Tu 2026-04-07", "Samstag, Ostersonntag, Ostermontag"),  # Brandenburg names the Sunday
    ("DE-NW", "Fr 2027-03-26", "Tu 2027-03-30", "Karfreitag, Samstag, Sonntag, Ostermontag"),  # Easter in March
    ("DE-NW", "Th 2026-05-14", "Fr 2026-05-15", "Christi Himmelfahrt"),  # the Friday after it is a working day
    ("DE-NW", "Sa 2026-05-23", "Tu 2026-05-26", "Samstag, Sonntag, Pfingstmontag"),
    # -- Christmas, before, on and after a weekend --
    ("DE-NW", "Th 2026-12-24", "Th 2026-12-24", ""),  # Christmas Eve is no public holiday
    ("DE-NW", "Fr 2026-12-25", "Mo 2026-12-28", "Erster Weihnachtstag, Zweiter Weihnachtstag, Sonntag"),
    ("DE-NW", "Sa 2027-12-25", "Mo 2027-12-27", "Erster Weihnachtstag, Zweiter Weihnachtstag"),
    ("DE-NW", "Sa 2028-12-23", "We 2028-12-27", "Samstag, Sonntag, Erster Weihnachtstag, Zweiter Weihnachtstag"),
    # -- the turn of the year: into the next year, on 2 or 3 January --
    ("DE-NW", "Fr 2027-12-31", "Fr 2027-12-31", ""),  # New Year's Eve is a working day
    ("DE-NW", "Sa 2022-12-31", "Mo 2023-01-02", "Samstag, Neujahr"),  # New Year's Day on a Sunday
    ("DE-NW", "Su 2023-12-31", "Tu 2024-01-02", "Sonntag, Neujahr"),  # New Year's Day on a Monday
    ("DE-NW", "Sa 2028-01-01", "Mo 2028-01-03", "Neujahr, Sonntag"),
    ("CH-BE", "Sa 2022-12-31", "Tu 2023-01-03", "Samstag, Neujahrstag, Berchtoldstag"),
    # -- 1 May --
    ("DE-NW", "Fr 2026-05-01", "Mo 2026-05-04", "Erster Mai, Samstag, Sonntag"),
    ("DE-NW", "Sa 2027-05-01", "Mo 2027-05-03", "Erster Mai, Sonntag"),
    # -- 3 October --
    ("DE-NW", "Fr 2025-10-03", "Mo 2025-10-06", "Tag der Deutschen Einheit, Samstag, Sonntag"),
    ("DE-NW", "Sa 2026-10-03", "Mo 2026-10-05", "Tag der Deutschen Einheit, Sonntag"),
    # -- Epiphany: in Bavaria, Baden-Württemberg and Saxony-Anhalt, not in North Rhine-Westphalia --
    ("DE-BY", "Tu 2026-01-06", "We 2026-01-07", "Heilige Drei Könige"),
    ("DE-BW", "Tu 2026-01-06", "We 2026-01-07", "Heilige Drei Könige"),
    ("DE-ST", "Tu 2026-01-06", "We 2026-01-07", "Heilige Drei Könige"),
    ("DE-NW", "Tu 2026-01-06", "Tu 2026-01-06", ""),
    ("DE-BY", "Sa 2025-01-04", "Tu 2025-01-07", "Samstag, Sonntag, Heilige Drei Könige"),
    ("DE-NW", "Sa 2025-01-04", "Mo 2025-01-06", "Samstag, Sonntag"),
    # -- Corpus Christi: 60 days after Easter --
    ("DE-NW", "Th 2026-06-04", "Fr 2026-06-05", "Fronleichnam"),
    ("DE-HE", "Th 2026-06-04", "Fr 2026-06-05", "Fronleichnam"),
    ("DE-NI", "Th 2026-06-04", "Th 2026-06-04", ""),
    # -- Reformation Day: in Lower Saxony since 2018, in 2017 everywhere --
    ("DE-NI", "Fr 2025-10-31", "Mo 2025-11-03", "Reformationstag, Samstag, Sonntag"),
    ("DE-NW", "Fr 2025-10-31", "Fr 2025-10-31", ""),
    ("DE-NI", "Mo 2016-10-31", "Mo 2016-10-31", ""),
    ("DE-NI", "Tu 2017-10-31", "We 2017-11-01", "Reformationstag"),
    ("DE-NW", "Tu 2017-10-31", "Th 2017-11-02", "Reformationstag, Allerheiligen"),
    # -- All Saints' Day --
    ("DE-NW", "Mo 2027-11-01", "Tu 2027-11-02", "Allerheiligen"),
    ("DE-NI", "Mo 2027-11-01", "Mo 2027-11-01", ""),
    ("DE-NW", "Su 2027-10-31", "Tu 2027-11-02", "Sonntag, Allerheiligen"),
    ("DE-ST", "Su 2027-10-31", "Mo 2027-11-01", "Reformationstag"),
    # -- what single Länder have --
    ("DE-BE", "Mo 2027-03-08", "Tu 2027-03-09", "Frauentag"),
    ("DE-TH", "Mo 2027-09-20", "Tu 2027-09-21", "Weltkindertag"),
    ("DE-SN", "We 2026-11-18", "Th 2026-11-19", "Buß- und Bettag"),
    ("DE-BY", "We 2026-11-18", "We 2026-11-18", ""),
    # -- the Assumption: in the Saarland, in Bavaria only where most are Catholic --
    ("DE-SL", "Fr 2025-08-15", "Mo 2025-08-18", "Mariä Himmelfahrt, Samstag, Sonntag"),
    ("DE-BY", "Fr 2025-08-15", "Fr 2025-08-15", ""),
    ("DE-BY/catholic", "Fr 2025-08-15", "Mo 2025-08-18", "Mariä Himmelfahrt, Samstag, Sonntag"),
    ("DE-BY/Katholisch", "Fr 2025-08-15", "Mo 2025-08-18", "Mariä Himmelfahrt, Samstag, Sonntag"),
    ("DE-BY/catholic", "Tu 2026-01-06", "We 2026-01-07", "Heilige Drei Könige"),  # the Land's own stay
    ("DE-SN/catholic", "Th 2026-06-04", "Fr 2026-06-05", "Fronleichnam"),
    ("DE-SN", "Th 2026-06-04", "Th 2026-06-04", ""),
    ("DE-NW/catholic", "Fr 2025-08-15", "Fr 2025-08-15", ""),  # that makes no difference there
    ("AT-4/catholic", "Mo 2026-10-26", "Tu 2026-10-27", "Nationalfeiertag"),  # nor there
    # -- Augsburg has the Peace Festival, and what Bavaria has --
    ("DE-BY/Augsburg", "Fr 2025-08-08", "Mo 2025-08-11", "Augsburger Hohes Friedensfest, Samstag, Sonntag"),
    ("DE-BY/AUGSBURG", "Fr 2025-08-08", "Mo 2025-08-11", "Augsburger Hohes Friedensfest, Samstag, Sonntag"),
    ("DE-BY", "Fr 2025-08-08", "Fr 2025-08-08", ""),
    ("DE-BY/Augsburg", "Fr 2025-08-15", "Mo 2025-08-18", "Mariä Himmelfahrt, Samstag, Sonntag"),
    ("DE-BY/Augsburg", "Tu 2026-01-06", "We 2026-01-07", "Heilige Drei Könige"),
    # -- a subdivision that nobody knows falls back to the Land, a Land that nobody knows or names to the country --
    ("DE-NW/Musterkreis", "Th 2026-06-04", "Fr 2026-06-05", "Fronleichnam"),
    ("DE/Musterkreis", "Th 2026-06-04", "Th 2026-06-04", ""),
    ("DE/Bayern", "Tu 2026-01-06", "We 2026-01-07", "Heilige Drei Könige"),  # by its name, in place of its code
    ("DE", "Th 2026-06-04", "Th 2026-06-04", ""),
    ("DE", "Fr 2026-04-03", "Tu 2026-04-07", "Karfreitag, Samstag, Sonntag, Ostermontag"),
    ("DE-XX", "Th 2026-06-04", "Th 2026-06-04", ""),
    ("DE-XX", "Fr 2026-05-01", "Mo 2026-05-04", "Erster Mai, Samstag, Sonntag"),
    # -- Austria --
    ("AT-4", "Mo 2026-10-26", "Tu 2026-10-27", "Nationalfeiertag"),
    ("AT-4", "Tu 2026-12-08", "We 2026-12-09", "Mariä Empfängnis"),
    ("AT-4", "Tu 2026-01-06", "We 2026-01-07", "Heilige Drei Könige"),
    ("AT-4", "Sa 2026-08-15", "Mo 2026-08-17", "Mariä Himmelfahrt, Sonntag"),
    ("AT-4", "Fr 2026-04-03", "Fr 2026-04-03", ""),  # Good Friday is no public holiday in Austria
    ("AT-4", "Fr 2026-12-25", "Mo 2026-12-28", "Christtag, Stephanstag, Sonntag"),
    ("AT", "Th 2026-06-04", "Fr 2026-06-05", "Fronleichnam"),  # the whole country has it
    # -- Switzerland: the cantons decide; NW is Nidwalden there --
    ("CH-ZH", "Sa 2026-08-01", "Mo 2026-08-03", "Nationalfeiertag, Sonntag"),
    ("CH-ZH", "Fr 2026-05-01", "Mo 2026-05-04", "Tag der Arbeit, Samstag, Sonntag"),
    ("CH-BE", "Fr 2026-05-01", "Fr 2026-05-01", ""),
    ("CH-LU", "Th 2026-06-04", "Fr 2026-06-05", "Fronleichnam"),
    ("CH-NW", "Tu 2026-12-08", "We 2026-12-09", "Mariä Empfängnis"),
    ("DE-NW", "Tu 2026-12-08", "Tu 2026-12-08", ""),
    ("CH", "Fr 2026-04-03", "Fr 2026-04-03", ""),  # what not every canton has
    ("CH", "Th 2026-05-14", "Fr 2026-05-15", "Auffahrt"),
    # -- Liechtenstein has no parts --
    ("LI", "Tu 2026-09-08", "We 2026-09-09", "Mariä Geburt"),
    ("LI", "Fr 2025-08-15", "Mo 2025-08-18", "Staatsfeiertag, Samstag, Sonntag"),
    # -- South Tyrol has Whit Monday; the names are those of the country --
    ("IT-BZ", "Mo 2026-05-25", "Tu 2026-05-26", "Lunedì di Pentecoste"),
    ("IT", "Mo 2026-05-25", "Mo 2026-05-25", ""),
    ("IT-BZ", "Tu 2026-06-02", "We 2026-06-03", "Festa della Repubblica"),
    ("IT-BZ", "Fr 2026-04-03", "Fr 2026-04-03", ""),  # Good Friday is no public holiday in Italy
]


def day_of(text: str) -> dt.date:
    """Read a day with its weekday in front, and make sure that the two belong together."""
    name, _, day = text.partition(" ")
    found = dt.date.fromisoformat(day)
    assert weekday(found) == name
    return found


@pytest.mark.parametrize(("where", "due", "working", "reasons"), BY_HAND)
def test_a_period_ends_with_the_next_working_day(where: str, due: str, working: str, reasons: str) -> None:
    shift = calendar(where).next_working_day(day_of(due))
    assert ", ".join(days_off(shift)) == reasons
    assert (shift.day if shift else day_of(due)) == day_of(working)
    assert shift is None or shift.moved_from == shift.closed[0].day == day_of(due)


@pytest.mark.parametrize(
    ("added", "due", "working", "reasons"),
    [
        # Carnival Monday, 48 days before Easter
        (["2027-02-08"], "Sa 2027-02-06", "Tu 2027-02-09", "Samstag, Sonntag, örtlicher freier Tag"),
        (["2027-02-08"], "Mo 2027-02-08", "Tu 2027-02-09", "örtlicher freier Tag"),
        # Christmas Eve and New Year's Eve off: over the turn of the year
        (["2026-12-24", "2026-12-31"], "Th 2026-12-24", "Mo 2026-12-28", "örtlicher freier Tag, Erster Weihnachtstag, Zweiter Weihnachtstag, Sonntag"),
        (["2027-12-31"], "Fr 2027-12-31", "Mo 2028-01-03", "örtlicher freier Tag, Neujahr, Sonntag"),
        # A holiday keeps its name where it is added besides; a Saturday that is added has a reason of its own
        (["2026-05-01", "2026-05-02"], "Fr 2026-05-01", "Mo 2026-05-04", "Erster Mai, örtlicher freier Tag, Sonntag"),
        # A day off that lies elsewhere changes nothing
        (["2026-11-24"], "Mo 2026-11-23", "Mo 2026-11-23", ""),
    ],
)  # fmt: skip
def test_days_that_a_municipality_adds_are_days_off(added: list[str], due: str, working: str, reasons: str) -> None:
    shift = calendar("DE-NW", *added).next_working_day(day_of(due))
    assert ", ".join(days_off(shift)) == reasons
    assert (shift.day if shift else day_of(due)) == day_of(working)


def test_days_are_added_to_those_of_a_subdivision() -> None:
    found = calendar("DE-BY/Augsburg", "2025-08-11")
    shift = found.next_working_day(dt.date(2025, 8, 8))
    assert days_off(shift) == ["Augsburger Hohes Friedensfest", "Samstag", "Sonntag", "örtlicher freier Tag"]


@pytest.mark.parametrize(
    ("where", "day", "german", "english"),
    [
        ("DE-NW", "2026-04-03", "Karfreitag", "Good Friday"),
        ("DE-NW", "2026-06-04", "Fronleichnam", "Corpus Christi"),
        ("DE-BY/Augsburg", "2025-08-08", "Augsburger Hohes Friedensfest", "Augsburg Peace Festival"),
        ("DE-BY/catholic", "2025-08-15", "Mariä Himmelfahrt", "Assumption Day"),
        ("AT-4", "2026-10-26", "Nationalfeiertag", "National Day"),
        ("CH-BE", "2026-01-02", "Berchtoldstag", "Saint Berchtold's Day"),
        ("LI", "2025-08-15", "Staatsfeiertag", "National Day"),
        ("IT-BZ", "2026-06-02", "Festa della Repubblica", "Republic Day"),
        ("DE-NW", "2026-11-21", "Samstag", "Saturday"),
        ("DE-NW", "2026-11-22", "Sonntag", "Sunday"),
    ],
)
def test_days_off_have_names_in_both_languages(where: str, day: str, german: str, english: str) -> None:
    closed = calendar(where).closed(dt.date.fromisoformat(day))
    assert closed is not None
    assert (Translator("de")(closed.reason), Translator("en")(closed.reason)) == (german, english)


@pytest.mark.parametrize(
    ("where", "is_whole"),
    [
        ("DE-NW", True),
        ("DE-BY/catholic", True),
        ("DE/Augsburg", True),
        ("DE-NW/Musterkreis", True),
        ("LI", True),
        ("DE", False),
        ("DE-XX", False),
        ("DE/Musterkreis", False),
        ("CH", False),
    ],
)
def test_it_is_known_whether_only_the_holidays_of_the_country_are_known(where: str, is_whole: bool) -> None:  # noqa: FBT001 - what is expected
    assert calendar(where).is_whole is is_whole


def test_only_german_law_is_named_for_german_municipalities() -> None:
    saturday = dt.date(2026, 11, 21)
    laws = {where: calendar(where).next_working_day(saturday) for where in ("DE-NW", "AT-4", "CH-ZH", "LI", "IT-BZ")}
    assert {where: shift.law if shift else None for where, shift in laws.items()} == {
        "DE-NW": "§\N{NO-BREAK SPACE}193 BGB, §\N{NO-BREAK SPACE}31 Abs.\N{NO-BREAK SPACE}3 VwVfG",
        "AT-4": "",
        "CH-ZH": "",
        "LI": "",
        "IT-BZ": "",
    }


def test_without_a_municipality_the_holidays_of_germany_hold() -> None:
    assert moved(WorkCalendar.of(None), dt.date(2026, 5, 1)) == dt.date(2026, 5, 4)


def test_after_the_last_of_all_days_there_is_no_working_day() -> None:
    assert WorkCalendar("DE", added=frozenset({dt.date.max})).next_working_day(dt.date.max) is None


# -- what always holds -------------------------------------------------------------------------------------------------

PARTS = [
    *(("DE", name) for name in ("", *holidays.country_holidays("DE").subdivisions)),
    *(("AT", name) for name in ("", *holidays.country_holidays("AT").subdivisions)),
    *(("CH", name) for name in ("", *holidays.country_holidays("CH").subdivisions)),
    ("LI", ""),
    ("IT", ""),
    ("IT", "BZ"),
]
days = st.dates(dt.date(1995, 1, 1), dt.date(2095, 12, 31))
calendars = st.builds(
    lambda part, catholic, added: WorkCalendar(part[0], part[1], "catholic" if catholic else "", added),
    st.sampled_from(PARTS),
    st.booleans(),
    st.frozensets(st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)), max_size=40),
)


@given(calendars, days)
@example(WorkCalendar("DE", "NW"), dt.date(2026, 4, 3))
@example(
    WorkCalendar("DE", "NW", added=frozenset(dt.date(2026, 7, 1) + n * ONE_DAY for n in range(90))), dt.date(2026, 7, 1)
)
def test_a_period_never_ends_on_a_holiday_a_weekend_or_a_day_that_was_added(found: WorkCalendar, day: dt.date) -> None:
    end = moved(found, day)
    assert end.weekday() < 5
    assert end not in found.added
    public = holidays.country_holidays(found.country, subdiv=found.state or None)
    assert end not in public


@given(calendars, days)
def test_a_period_never_ends_earlier_and_every_day_between_is_a_day_off(found: WorkCalendar, day: dt.date) -> None:
    shift = found.next_working_day(day)
    if shift is None:
        assert found.closed(day) is None
        return
    assert shift.day > day
    off = [closed.day for closed in shift.closed]
    assert off == [day + n * ONE_DAY for n in range((shift.day - day).days)]
    assert all(found.closed(one) is not None for one in off)


@given(calendars, days)
def test_moving_twice_moves_no_further(found: WorkCalendar, day: dt.date) -> None:
    assert found.next_working_day(moved(found, day)) is None


@given(calendars, days)
def test_what_ends_later_never_ends_earlier(found: WorkCalendar, day: dt.date) -> None:
    ends = [moved(found, day + n * ONE_DAY) for n in range(15)]
    assert all(one <= other for one, other in pairwise(ends))


@given(st.sampled_from(PARTS), days)
def test_a_part_of_a_country_has_the_holidays_of_the_whole(part: tuple[str, str], day: dt.date) -> None:
    country, name = part
    if WorkCalendar(country).closed(day) is not None:
        assert WorkCalendar(country, name).closed(day) is not None


@pytest.mark.parametrize("country", ["DE", "AT", "CH", "LI", "IT"])
def test_every_name_of_a_subdivision_leads_to_one_that_the_library_takes(country: str) -> None:
    for name in subdivisions(country):
        known = known_subdivision(country, name.upper())
        assert known in holidays.country_holidays(country).subdivisions
        assert WorkCalendar(country, name).closed(dt.date(2026, 12, 25)) is not None
    assert known_subdivision(country, "") is None
    assert known_subdivision(country, "Musterkreis") is None


# -- in the commands ---------------------------------------------------------------------------------------------------


def issued(record: str, date: str = "2025-06-04") -> dict[str, str]:
    """Give a municipality whose certificate was issued on a day: one year later the first report is due."""
    events = (
        f"rounds:\n  - {{id: grund, stage: grundzertifikat, events: [{{event: certificate_issued, date: {date}}}]}}\n"
    )
    return {f"{HOME}/municipality.yaml": f"name: X\nkind: municipality\n{record}\n", f"{HOME}/audit.yaml": events}


@pytest.mark.parametrize(
    ("record", "due", "note"),
    [
        ("state: NW", "2026-06-05", None),
        ("state: NI", "2026-06-04", None),
        ("state: NW\nholidays: {add: [2026-06-05]}", "2026-06-08", None),
        ("state: NW\nholidays: {subdivision: Musterkreis}", "2026-06-05", None),
        ("state: SN\nholidays: {subdivision: catholic}", "2026-06-05", None),
        ("country: AT\nstate: 4", "2026-06-05", None),
        ("country: CH\nstate: ZH", "2026-06-04", None),
        ("note: Das Land fehlt", "2026-06-04", "Feiertage: nur die bundesweiten"),
    ],
)
def test_the_commands_take_the_holidays_of_the_municipality(
    record: str, due: str, note: str | None, tmp_path: Path
) -> None:
    root = write(tmp_path, issued(record))
    arguments = ("deadlines", "--repo", str(root), "--at", "2026-01-02", "--format", "json")
    deadlines = json.loads(fgk(*arguments, cwd=root).stdout)["deadlines"]
    (report,) = (one for one in deadlines if one["id"] == "annual-report-2026")
    assert (report["due"], report["due_stated"]) == (due, "2026-06-04")
    moved_ = report["explanation"]["moved"]
    assert (moved_["to"] if moved_ else "2026-06-04") == due
    assert (note in report["explanation"]["text"]) if note else ("Feiertage" not in report["explanation"]["text"])


def test_the_end_of_a_certificate_is_never_moved(tmp_path: Path) -> None:
    root = write(tmp_path, issued("state: NW", "2025-05-01"))  # 1 May 2028 is a Monday, and the first of May
    done = fgk("deadlines", "--repo", str(root), "--at", "2026-01-02", "--format", "json", cwd=root)
    deadlines = {one["id"]: one["due"] for one in json.loads(done.stdout)["deadlines"]}
    assert deadlines["certificate-end"] == deadlines["goals-reached"] == "2028-05-01"
    assert deadlines["annual-report-2028"] == "2028-05-02"


# -- when the library is loaded ----------------------------------------------------------------------------------------

LOADED = """\
import contextlib, io, sys
from fgk.cli.main import run
codes = set()
for line in sys.stdin.read().splitlines():
    with contextlib.redirect_stdout(io.StringIO()):
        codes.add(run(line.split("|")))
print(sorted(codes), "holidays" in sys.modules)
"""


def loaded(*commands: tuple[str, ...]) -> str:
    """Run commands in a process of their own, and give their exit codes and whether the library was loaded."""
    text = "\n".join("|".join(command) for command in commands)
    done = subprocess.run(
        [sys.executable, "-c", LOADED], input=text, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def unmoved(tmp_path: Path) -> Path:
    """Give a municipality in a procedure in which no rule moves a day."""
    siegel = (
        "id: siegel\ntitle: Siegel\nstages: [{id: siegel, title: Siegel, validity: P4Y}]\n"
        "events: [{id: verleihung, title: Verleihung, effect: issues}, {id: bericht, title: Bericht, repeatable: true}]\n"
        "deadlines: [{id: bericht, title: Bericht, anchor: verleihung, offset: P1Y, met_by: bericht}]\n"
    )
    events = "rounds:\n  - {id: eins, stage: siegel, events: [{event: verleihung, date: 2026-05-30}]}\n"
    return write(
        tmp_path,
        {
            "fgk.yaml": "procedure: siegel\n",
            "procedures/siegel.yaml": siegel,
            f"{HOME}/municipality.yaml": SOUND["municipality.yaml"].split("family_concept")[0],
            f"{HOME}/audit.yaml": events,
        },
    )


@pytest.mark.parametrize("day", ["2026-11-23", "2027-05-30", "2027-06-01"])
@pytest.mark.parametrize("command", ["status", "deadlines"])
def test_the_library_is_not_loaded_where_no_rule_moves_a_day(command: str, day: str, unmoved: Path) -> None:
    assert loaded((command, "musterstadt", "--repo", str(unmoved), "--at", day)) == "[0] False"


def test_checking_a_sound_repository_does_not_load_the_library(tmp_path: Path) -> None:
    root = write(tmp_path, municipality())
    assert loaded(("validate", "--repo", str(root), "--at", "2026-11-23", "-j", "1")) == "[0] False"
    assert loaded(("validate", "--repo", str(EXAMPLES), "--at", "2026-11-23", "-j", "1")) == "[0] False"


def test_it_is_loaded_where_a_rule_moves_a_day(tmp_path: Path) -> None:
    root = write(tmp_path, municipality())
    assert loaded(("deadlines", "--repo", str(root), "--at", "2026-11-23")) == "[0] True"


def test_only_explaining_the_rule_on_holidays_loads_the_library() -> None:
    assert loaded(("explain", "unknown-holidays")) == "[0] True"
    commands = [("explain", rule.code) for rule in rules() if rule.name != "unknown-holidays"]
    assert len(commands) > 100
    assert loaded(("explain", "--list"), *commands) == "[0] False"
