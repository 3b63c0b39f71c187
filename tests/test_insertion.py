"""A new event in a file with the audit history: in the style around it, and nothing else changes."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgk.messages import Translator
from fgk.source.document import Document
from fgk.source.insertion import CannotInsert, with_event
from fgk.source.tree import MAX_FILE_SIZE
from repositories import DAY, EXAMPLES, HOME, SOUND, diagnostics, memory, municipality

REPORT: Mapping[str, object] = {"event": "annual_report", "date": "2025-03-01", "covers": [2024], "resolution": None}
FLOW = "{event: annual_report, date: 2025-03-01, covers: [2024]}"


def after(before: str, event: Mapping[str, object] = REPORT, index: int = 0) -> str:
    return with_event(before.encode(), index, event).decode()


def data_of(content: bytes) -> Any:
    document = Document("audit.yaml", content)
    assert document.usable
    return document.data


def plain(event: Mapping[str, object]) -> dict[str, object]:
    """Give an event as the strict reader reads it: everything is text."""
    return {
        name: [str(one) for one in value] if isinstance(value, list) else str(value)
        for name, value in event.items()
        if value is not None
    }


# -- layouts -----------------------------------------------------------------------------------------------------------

LAYOUTS: dict[str, tuple[str, str]] = {
    "items in braces": (
        "rounds:\n  - id: a\n    events:\n      - {event: contract, date: 2024-01}\n",
        f"rounds:\n  - id: a\n    events:\n      - {{event: contract, date: 2024-01}}\n      - {FLOW}\n",
    ),
    "items in braces with blanks": (
        "rounds:\n  - id: a\n    events:\n      -   { event: contract, date: 2024-01 }\n",
        (
            "rounds:\n  - id: a\n    events:\n      -   { event: contract, date: 2024-01 }\n"
            "      -   { event: annual_report, date: 2025-03-01, covers: [2024] }\n"
        ),
    ),
    "items in lines": (
        "rounds:\n  - id: a\n    events:\n      - event: contract\n        date: 2024-01\n",
        (
            "rounds:\n  - id: a\n    events:\n      - event: contract\n        date: 2024-01\n"
            "      - event: annual_report\n        date: 2025-03-01\n        covers: [2024]\n"
        ),
    ),
    "items in lines, far from the dash": (
        "rounds:\n- id: a\n  events:\n  -   event: contract\n      date: 2024-01\n",
        (
            "rounds:\n- id: a\n  events:\n  -   event: contract\n      date: 2024-01\n"
            "  -   event: annual_report\n      date: 2025-03-01\n      covers: [2024]\n"
        ),
    ),
    "items in lines below the dash": (
        "rounds:\n- events:\n  -\n    event: contract\n    date: 2024-01\n",
        (
            "rounds:\n- events:\n  -\n    event: contract\n    date: 2024-01\n"
            "  - event: annual_report\n    date: 2025-03-01\n    covers: [2024]\n"
        ),
    ),
    "the style of the event before": (
        (
            "rounds:\n- events:\n  - event: contract\n    date: 2024-01\n  - {event: kickoff, date: 2024-02}\n"
            "  - event: council_report\n    date: 2027-03\n    planned: true\n"
        ),
        (
            "rounds:\n- events:\n  - event: contract\n    date: 2024-01\n  - {event: kickoff, date: 2024-02}\n"
            f"  - {FLOW}\n  - event: council_report\n    date: 2027-03\n    planned: true\n"
        ),
    ),
    "before the first": (
        "rounds:\n- events:  # aus dem Ratsinformationssystem\n  # über 2025\n  - {event: annual_report, date: 2026-01}\n",
        (
            f"rounds:\n- events:  # aus dem Ratsinformationssystem\n  - {FLOW}\n  # über 2025\n"
            "  - {event: annual_report, date: 2026-01}\n"
        ),
    ),
    "empty lines between events": (
        "rounds:\n- events:\n  - {event: a, date: 2024-01}\n\n  # zu b\n  - {event: b, date: 2024-02}\n",
        (
            "rounds:\n- events:\n  - {event: a, date: 2024-01}\n\n  # zu b\n  - {event: b, date: 2024-02}\n\n"
            f"  - {FLOW}\n"
        ),
    ),
    "before empty lines": (
        "rounds:\n- events:\n  - {event: a, date: 2024-01}\n\n\n- id: b\n",
        f"rounds:\n- events:\n  - {{event: a, date: 2024-01}}\n  - {FLOW}\n\n\n- id: b\n",
    ),
    "no final line end": (
        "rounds:\n- events:\n  - {event: a, date: 2024-01}",
        f"rounds:\n- events:\n  - {{event: a, date: 2024-01}}\n  - {FLOW}",
    ),
    "no final line end behind a comment": (
        "rounds:\n- events:\n  - {event: a, date: 2024-01}\n  # dahinter",
        f"rounds:\n- events:\n  - {{event: a, date: 2024-01}}\n  # dahinter\n  - {FLOW}",
    ),
    "no final line end and no value": ("rounds:\n- id: a\n  events:", f"rounds:\n- id: a\n  events:\n    - {FLOW}"),
    "further keys behind the events": (
        "rounds:\n- events:\n  - {event: a, date: 2024-01}\n  # Kosten\n  cost: 5\n",
        f"rounds:\n- events:\n  - {{event: a, date: 2024-01}}\n  - {FLOW}\n  # Kosten\n  cost: 5\n",
    ),
    "braces over several lines": (
        "rounds:\n- events:\n  - {event: a,\n     date: 2024-01}  # hier\n- id: b\n",
        f"rounds:\n- events:\n  - {{event: a,\n     date: 2024-01}}  # hier\n  - {FLOW}\n- id: b\n",
    ),
    "a long text at the end": (
        "rounds:\n- events:\n  - event: a\n    date: 2024-01\n    note: |\n      # Text\n\n      Text\n\n# Ende\n",
        (
            "rounds:\n- events:\n  - event: a\n    date: 2024-01\n    note: |\n      # Text\n\n      Text\n"
            "  - event: annual_report\n    date: 2025-03-01\n    covers: [2024]\n\n# Ende\n"
        ),
    ),
    "the end of a document": (
        "---\nrounds:\n- events:\n  - {event: a, date: 2024-01}\n...\n",
        f"---\nrounds:\n- events:\n  - {{event: a, date: 2024-01}}\n  - {FLOW}\n...\n",
    ),
    "a list in one line": (
        "rounds:\n- events: [ {event: a, date: 2024-01} ]  # hier\n",
        f"rounds:\n- events: [ {{event: a, date: 2024-01}}, {FLOW} ]  # hier\n",
    ),
    "a list in one line, in the middle": (
        "rounds:\n- events: [{event: a, date: 2024-01}, {event: b, date: 2026-01},]\n",
        f"rounds:\n- events: [{{event: a, date: 2024-01}}, {FLOW}, {{event: b, date: 2026-01}},]\n",
    ),
    "a list in one line, at the start": (
        "rounds:\n- events: [{event: b, date: 2026-01}]\n",
        f"rounds:\n- events: [{FLOW}, {{event: b, date: 2026-01}}]\n",
    ),
    "a list in one line with a comma at its end": (
        "rounds:\n- events: [{event: a, date: 2024-01},]\n",
        f"rounds:\n- events: [{{event: a, date: 2024-01}}, {FLOW},]\n",
    ),
    "a list over several lines": (
        "rounds:\n- events: [\n    { event: a, date: 2024-01 },  # a\n    # zu b\n    { event: b, date: 2024-02 }  # b\n  ]\n",
        (
            "rounds:\n- events: [\n    { event: a, date: 2024-01 },  # a\n    # zu b\n    { event: b, date: 2024-02 },  # b\n"
            "    { event: annual_report, date: 2025-03-01, covers: [2024] }\n  ]\n"
        ),
    ),
    "a list over several lines, in the middle": (
        "rounds:\n- events: [\n    {event: a, date: 2024-01},  # a\n    # zu b\n    {event: b, date: 2026-02}\n  ]\n",
        (
            f"rounds:\n- events: [\n    {{event: a, date: 2024-01}},  # a\n    {FLOW},\n    # zu b\n"
            "    {event: b, date: 2026-02}\n  ]\n"
        ),
    ),
    "a list over several lines, at the start": (
        "rounds:\n- events: [  # alle\n    {event: b, date: 2026-02}\n  ]\n",
        f"rounds:\n- events: [  # alle\n    {FLOW},\n    {{event: b, date: 2026-02}}\n  ]\n",
    ),
    "a list over several lines with a comma at its end": (
        "rounds:\n- events: [\n    {event: a, date: 2024-01},\n  ]\n",
        f"rounds:\n- events: [\n    {{event: a, date: 2024-01}},\n    {FLOW},\n  ]\n",
    ),
    "a list whose last line holds its end": (
        "rounds:\n- events: [{event: a, date: 2024-01},\n           {event: b, date: 2024-02}]\n",
        f"rounds:\n- events: [{{event: a, date: 2024-01}},\n           {{event: b, date: 2024-02}},\n           {FLOW}]\n",
    ),
    "an empty list": ("rounds:\n- id: a\n  events: []  # leer\n", f"rounds:\n- id: a\n  events: [{FLOW}]  # leer\n"),
    "an empty list with a blank": ("rounds:\n- events: [ ]\n", f"rounds:\n- events: [ {FLOW} ]\n"),
    "an empty list with a comment": (
        "rounds:\n- events: [  # leer\n  ]\n",
        f"rounds:\n- events: [{FLOW}  # leer\n  ]\n",
    ),
    "no value": (
        "rounds:\n- id: a\n  events:  # noch keine\n  cost: 5\n",
        f"rounds:\n- id: a\n  events:  # noch keine\n    - {FLOW}\n  cost: 5\n",
    ),
    "no value, written out": ("rounds:\n- id: a\n  events: ~  # x\n", f"rounds:\n- id: a\n  events: [{FLOW}]  # x\n"),
    "no key": (
        "rounds:\n  - id: a\n    stage: x  # y\n\n  - id: b\n",
        f"rounds:\n  - id: a\n    stage: x  # y\n    events:\n      - {FLOW}\n\n  - id: b\n",
    ),
    "no key, and another round with events": (
        "rounds:\n- id: a\n- id: b\n  events:\n  - event: a\n    date: 2024-01\n",
        (
            "rounds:\n- id: a\n  events:\n  - event: annual_report\n    date: 2025-03-01\n    covers: [2024]\n"
            "- id: b\n  events:\n  - event: a\n    date: 2024-01\n"
        ),
    ),
    "no key in a round in braces": (
        "rounds:\n- {id: a, stage: b}\n",
        f"rounds:\n- {{id: a, stage: b, events: [{FLOW}]}}\n",
    ),
    "no key in a round in braces with a comma at its end": (
        "rounds:\n- {id: a, stage: b, }\n",
        f"rounds:\n- {{id: a, stage: b, events: [{FLOW}], }}\n",
    ),
    "an empty round": ("rounds:\n- {}\n", f"rounds:\n- {{events: [{FLOW}]}}\n"),
    "no value in a round in braces": ("rounds: [{id: a, events: }]\n", f"rounds: [{{id: a, events:  [{FLOW}]}}]\n"),
    "a list in a round in braces": (
        "rounds: [{id: a, events: [{event: a, date: 2024-01}], cost: 5}]\n",
        f"rounds: [{{id: a, events: [{{event: a, date: 2024-01}}, {FLOW}], cost: 5}}]\n",
    ),
    "JSON": (
        '{"rounds": [{"id": "a", "events": [{"event": "a", "date": "2024-01"}]}]}',
        '{"rounds": [{"id": "a", "events": [{"event": "a", "date": "2024-01"}, ' + FLOW + "]}]}",
    ),
}


@pytest.mark.parametrize(("before", "expected"), LAYOUTS.values(), ids=LAYOUTS)
def test_an_event_is_written_in_the_style_around_it(before: str, expected: str) -> None:
    assert after(before) == expected


@pytest.mark.parametrize(("before", "expected"), LAYOUTS.values(), ids=LAYOUTS)
def test_line_ends_and_the_mark_of_a_file_stay(before: str, expected: str) -> None:
    content = b"\xef\xbb\xbf" + before.replace("\n", "\r\n").encode()
    first_line_is_last = "\n" not in before
    wanted = expected if first_line_is_last else expected.replace("\n", "\r\n")
    assert with_event(content, 0, REPORT) == b"\xef\xbb\xbf" + wanted.encode()


# -- comments ----------------------------------------------------------------------------------------------------------

HEAD = "rounds:\n  - id: a\n    events:\n      - {event: contract, date: 2024-01}  # am Ende der Zeile\n"


@pytest.mark.parametrize(
    ("mine", "others"),
    [
        ("      # zum Vertrag\n", "  - id: b\n"),
        ("        # weiter innen\n      # zum Vertrag\n", "    # zur Runde\n  - id: b\n"),
        ("", "    # zur Runde\n    cost: 5\n"),
        ("", "  # zur nächsten Runde\n  - id: b\n"),
        ("", "\n      # nach einer leeren Zeile\n  - id: b\n"),
        ("      # zum Vertrag\n", "      # fgk: ignore[FGK601] die nächste Zeile\n  - id: b\n"),
    ],
)
def test_comments_stay_with_what_they_speak_of(mine: str, others: str) -> None:
    assert after(HEAD + mine + others) == f"{HEAD}{mine}      - {FLOW}\n{others}"


def test_suppressions_speak_of_the_lines_that_they_spoke_of() -> None:
    before = (
        "rounds:\n  - id: a\n    events:\n      # fgk: ignore[FGK301] eins\n      - {event: a, date: 2025-02}\n"
        "      # fgk: ignore[FGK302] zwei\n      - {event: b, date: 2025-04}\n      # fgk: ignore[FGK303] drei\n"
        "  - id: b\n"
    )

    def spoken_of(text: str) -> list[str]:
        document = Document("audit.yaml", text.encode())
        return [document.text.line(one.line) for one in document.suppressions]

    for day in ("2025-01", "2025-03", "2025-05"):
        new = after(before, {"event": "c", "date": day})
        assert spoken_of(new) == spoken_of(before)
        assert len(spoken_of(new)) == 3


# -- order -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "position"),
    [
        (["2024", "2024-05", "2024-12-31"], 3),
        (["2024", "2025-03-01", "2026"], 2),
        (["2024", "2025-03-01", "2025-03-02"], 2),
        (["2025-Q2", "2026~"], 0),
        (["2026", "2024"], 1),
        (["2026", "2025-03-01", "2024"], 1),
        (["2026", "2024", "2025"], 3),
        (["2026", "bald"], 2),
        (["2026", "null"], 2),
        (["2024", "2025-02?", "2025-04%"], 2),
    ],
)
def test_an_event_stands_where_its_date_belongs(dates: list[str], position: int) -> None:
    before = "rounds:\n- events:\n" + "".join(f"  - {{event: x, date: {date}}}\n" for date in dates)
    events = data_of(after(before).encode())["rounds"][0]["events"]
    assert [one["event"] for one in events].index("annual_report") == position


def test_an_event_without_a_readable_date_is_the_last() -> None:
    for event in ({"event": "annual_report"}, {"event": "annual_report", "date": "bald"}):
        before = "rounds:\n- events:\n  - {event: x, date: 2026}\n  - {event: y, date: 2027}\n"
        assert data_of(after(before, event).encode())["rounds"][0]["events"][2] == plain(event)


def test_the_round_is_the_one_that_is_counted_to() -> None:
    before = "rounds:\n- id: a\n  events: []\n- id: b\n  events: []\n"
    assert after(before, index=1) == f"rounds:\n- id: a\n  events: []\n- id: b\n  events: [{FLOW}]\n"


# -- values ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("rat-ziele", "rat-ziele"),
        ("Bericht für den Rat", "Bericht für den Rat"),
        ("", '""'),
        ("null", '"null"'),
        ("~", '"~"'),
        ("No", '"No"'),
        ("2025", '"2025"'),
        ("05334002", '"05334002"'),
        ("1e5", '"1e5"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("a, b", '"a, b"'),
        ("a}", '"a}"'),
        ("- a", '"- a"'),
        ("&a", '"&a"'),
        (" a", '" a"'),
        ("a ", '"a "'),
        ("a  b", '"a  b"'),
        ('sagt "so"', r'"sagt \"so\""'),
        ("a\\b", r'"a\\b"'),
        ("a\nb\tc", r'"a\nb\x09c"'),
        ("\x1b[31m", r'"\x1B[31m"'),
        ("a\u202eb\u2028c\xa0d\ufeff", r'"a\u202Eb\u2028c\xA0d\uFEFF"'),
        ("\U000e0041", r'"\U000E0041"'),
        ("😀", '"😀"'),
        ([2024, 2025], "[2024, 2025]"),
        (["a", "b: c", "null"], '[a, "b: c", "null"]'),
        ([], "[]"),
        (True, "true"),
    ],
)
def test_values_are_read_as_they_were_given(value: object, written: str) -> None:
    for before in ("rounds:\n- events:\n  - event: a\n    date: 2024-01\n", "rounds:\n- events: [{event: a}]\n"):
        new = after(before, {"event": "x", "title": value})
        assert f"title: {written}" in new
        read = data_of(new.encode())["rounds"][0]["events"][1]["title"]
        assert read == ("true" if value is True else plain({"x": value})["x"])


def test_dates_stand_without_quotation_marks() -> None:
    before = "rounds:\n- events: []\n"
    for date in ("2024", "2024-Q3", "2024-05~", "2024-05-06?", "2024%"):
        assert f"{{date: {date}, until: {date}}}" in after(before, {"date": date, "until": date})
    assert '{date: "24.12.2024"}' in after(before, {"date": "24.12.2024"})


# -- refusals ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "index"),
    [
        (b"", 0),
        (b"rounds: []\n", 0),
        (b"rounds:\n- events: []\n", 1),
        (b"rounds:\n- events: []\n", -1),
        (b"rounds:\n- \n", 0),
        (b"rounds: viele\n", 0),
        (b"- rounds\n", 0),
        (b"rounds:\n- events: viele\n", 0),
        (b"rounds:\n- events: {event: a}\n", 0),
        (b"rounds:\n- events: [\n", 0),
        (b"rounds:\n- events: []\n  events: []\n", 0),
        (b"rounds:\n- &a {events: []}\n- *a\n", 0),
        (b"rounds:\n- events: []\n---\nrounds: []\n", 0),
        (b"rounds:\n- events: []\n  note: \xff\n", 0),
        (b"rounds:\n- {id: a, events}\n", 0),
        (b"rounds:\n- events:\n  - event: a\n    date: 2024\n    note: |+\n      Text\n\n\n- id: b\n", 0),
        (b"rounds:\n- events: []\n#" + b"x" * MAX_FILE_SIZE, 0),
    ],
)
def test_what_cannot_be_done_safely_is_refused_with_the_line_to_add(content: bytes, index: int) -> None:
    with pytest.raises(CannotInsert) as refused:
        with_event(content, index, REPORT)
    assert refused.value.hint is not None
    assert f"- {FLOW}" in Translator("en")(refused.value.hint)
    assert Translator("en")(refused.value.message).startswith("The event cannot be added to audit.yaml: ")


def test_a_text_that_is_none_is_refused() -> None:
    with pytest.raises(CannotInsert):
        after("rounds:\n- events: []\n", {"event": "a\ud800"})


def test_the_line_to_add_holds_nothing_invisible() -> None:
    with pytest.raises(CannotInsert) as refused:
        after("", {"event": "a\x1b[31m\n\u202e"})
    assert refused.value.hint is not None
    assert Translator("en")(refused.value.hint).isprintable()


# -- whole files -------------------------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes() -> None:
    content = SOUND["audit.yaml"].encode()
    assert with_event(content, 0, REPORT) == with_event(content, 0, dict(REPORT))


def test_a_sound_municipality_stays_sound() -> None:
    event = {"event": "council_report", "date": "2025-06-01", "resolution": "rat-ziele", "sources": ["stadt"]}
    new = after(SOUND["audit.yaml"], event)
    assert [
        one for one in diagnostics(memory(municipality({"audit.yaml": new})), DAY) if one.path.startswith(HOME)
    ] == []
    assert "      - {event: council_report, date: 2025-06-01, resolution: rat-ziele, sources: [stadt]}\n" in new


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.glob("municipalities/*/audit.yaml")), ids=lambda path: path.parent.name
)
def test_each_round_of_the_examples_takes_an_event(path: Any) -> None:
    content = path.read_bytes()
    for index in range(len(data_of(content)["rounds"])):
        new = with_event(content, index, REPORT)
        assert_only_the_event_is_new(content, new, index, REPORT)
        assert set(content.splitlines()) <= set(new.splitlines())


def assert_only_the_event_is_new(before: bytes, new: bytes, index: int, event: Mapping[str, object]) -> None:
    old_data, data = data_of(before), data_of(new)
    events = data["rounds"][index]["events"]
    assert [one for one in events if one == plain(event)]
    events.remove(plain(event))
    old = old_data["rounds"][index]
    old["events"] = old.get("events") or []
    assert data == old_data


# -- files of every kind -----------------------------------------------------------------------------------------------

words = st.sampled_from(["a", "Bericht über 2024", "ü # nein", "x: y", "null", "1e5", "😀", "mehr\nZeilen", "'", '"'])
dates = st.sampled_from(["2023", "2023-Q4", "2024-05~", "2025-03-01", "2025-03-01?", "2026-12", "bald"])
comments = st.sampled_from(["", "", "", "# Kommentar", "# fgk: ignore[FGK601] darum", "\n# nach leerer Zeile"])


@st.composite
def new_events(draw: st.DrawFn) -> dict[str, object]:
    event: dict[str, object] = {"event": draw(words), "date": draw(dates)}
    if draw(st.booleans()):
        event["covers"] = draw(st.lists(st.integers(2000, 2030), max_size=3))
    if draw(st.booleans()):
        event["title"] = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
    return event


def on_lines(text: str, indent: int) -> str:
    return "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in text.split("\n")) if text else ""


@st.composite
def events_of(draw: st.DrawFn, indent: int) -> str:
    """Draw a key with the events of a round, or nothing."""
    count = draw(st.integers(0, 4))
    days = draw(st.lists(dates, min_size=count, max_size=count))
    days = sorted(days) if draw(st.booleans()) else days
    blank = " " * indent
    braces = draw(st.sampled_from(["{event: e, date: %s}", "{ event: e, date: %s }", "{event: e,\n    date: %s}"]))
    braces = braces.replace("\n", f"\n{blank}")
    layout = draw(st.sampled_from(["items", "brackets", "lines"]))
    if not count:
        return draw(st.sampled_from(["", f"{blank}events:\n", f"{blank}events: []  # x\n", f"{blank}events: null\n"]))
    if layout == "brackets":
        return f"{blank}events: [{', '.join(braces % day for day in days)}{draw(st.sampled_from(['', ',', ' ']))}]\n"
    if layout == "lines":
        inner = "".join(on_lines(draw(comments), indent + 2) + f"{blank}  {braces % day},\n" for day in days)
        return f"{blank}events: [\n{inner}{blank}]\n"
    dash = indent + draw(st.integers(0, 3))
    gap = draw(st.sampled_from([" ", "   "]))
    text = f"{blank}events:{draw(st.sampled_from(['', '  # x']))}\n"
    for day in days:
        text += on_lines(draw(comments), draw(st.sampled_from([dash, dash + 2])))
        if draw(st.booleans()):
            text += f"{' ' * dash}-{gap}{braces % day}{draw(st.sampled_from(['', '  # x']))}\n"
        else:
            inner = " " * (dash + 1 + len(gap))
            text += f"{' ' * dash}-{gap}event: e\n{inner}date: {day}\n"
            text += draw(
                st.sampled_from(["", f"{inner}note: |\n{inner}  Text\n\n", f"{inner}note:\n", f"{inner}s: [a]\n"])
            )
    return text


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, int]:
    """Draw a file, and the number of its rounds."""
    count = draw(st.integers(1, 3))
    dash = draw(st.sampled_from([0, 2, 4]))
    text = draw(st.sampled_from(["", "# Kopf\n\n", "procedure: x\n", "---\n"])) + "rounds:\n"
    for number in range(count):
        text += on_lines(draw(comments), dash) + f"{' ' * dash}- id: r{number}\n"
        text += draw(events_of(indent=dash + 2))
        text += on_lines(draw(comments), draw(st.sampled_from([0, dash, dash + 2, dash + 4])))
        text += draw(st.sampled_from(["", f"{' ' * dash}  stage: s\n", "\n"]))
    text += draw(st.sampled_from(["", "note: Ende\n", "# Ende\n", "\n\n"]))
    text = text.removesuffix("\n") if draw(st.booleans()) else text
    mark = draw(st.sampled_from([b"", b"\xef\xbb\xbf"]))
    return mark + text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))).encode(), count


def shared(one: str, other: str) -> int:
    """Count the signs with which both texts begin."""
    pairs = zip(one, other, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


@given(files(), new_events(), st.data())
def test_the_data_differ_by_the_event_and_every_line_is_still_there(
    drawn: tuple[bytes, int], event: dict[str, object], data: st.DataObject
) -> None:
    content, count = drawn
    index = data.draw(st.integers(0, count - 1))
    new = with_event(content, index, event)
    assert_only_the_event_is_new(content, new, index, event)
    assert b"\r\n" not in content or b"\n" not in new.replace(b"\r\n", b"")
    old, now = content.decode(), new.decode()
    assert shared(old, now) + shared(old[::-1], now[::-1]) >= len(old) - len("null") * ("events: null" in old), (
        "more than one stretch is new"
    )
    if "events: [" not in old and "events: null" not in old:
        lines = iter(now.splitlines())
        assert [line for line in old.splitlines() if line not in lines] == []
