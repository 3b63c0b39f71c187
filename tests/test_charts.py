"""Pictures: they are well-formed, say in words what they show, stay within bounds, and no text covers another."""

import datetime as dt
import itertools
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from fgk.messages import Translator
from fgk.model.vocabulary import Status, label
from fgk.render.charts.gantt import Task, gantt_chart, span_of
from fgk.render.charts.indicators import Way, indicators_chart
from fgk.render.charts.palette import DARK, LIGHT
from fgk.render.charts.phases import Course, Stretch, phases_chart
from fgk.render.charts.progress import Bar, Segment, progress_chart
from fgk.render.charts.statuses import Stack, statuses_chart
from fgk.render.charts.style import STATUS_COLOURS, standalone
from fgk.render.charts.svg import NARROW, NARROWEST, WIDE, WIDEST, shortened, width_of
from fgk.render.charts.timeline import Band, Mark, Timeline, timeline_chart
from fgk.render.charts.year import Month, year_chart
from fgk.render.formats.picture import png
from fgk.render.wording import Wording
from fgk.render.words import STATUS_ORDER, glyph
from fgk.resources import bundled

DAY = dt.date(2026, 11, 23)
GERMAN = Translator("de")
PLAIN = "Familienbüro im Rathaus als erste Anlaufstelle für alle Eltern der Stadt und ihrer Ortsteile einrichten"
HOSTILE = "<script>alert(1)</script>\"' onload='x' & </svg> ]]> \x00\x1b[2J \u202egnirts <!-- {{ 7 * 7 }} &#x3c;"
SVG = "{http://www.w3.org/2000/svg}"


def segments(*counts: int, text: str = "") -> list[Segment]:
    return [
        Segment(status.value, glyph(status), text or GERMAN(label(status)), count)
        for status, count in zip(STATUS_ORDER, counts, strict=False)
        if count
    ]


def task(number: int, text: str, word: str = "") -> Task:
    """Give a measure; its numbers go through all statuses, all lengths and everything that may be unknown."""
    status = STATUS_ORDER[number % len(STATUS_ORDER)]
    first = None if number % 7 == 3 else dt.date(2018 + number % 9, 1 + number % 12, 1)
    last = None if number % 5 == 4 else dt.date(2023 + number % 7, 1 + number * 5 % 12, 28)
    return Task(
        f"{number} {text}",
        first,
        last,
        dt.date(2022 + number % 5, 6, 30) if number % 4 == 1 else None,
        status.value,
        glyph(status),
        word or GERMAN(label(status)),
        number % 6 == 2,
        status is Status.ONGOING and last is None,
    )


def gantt(text: str, count: int, name: str = "gantt") -> str:
    tasks = [task(number, text) for number in range(count)]
    groups = [(text, tasks[: count // 2]), ("Betreuung", tasks[count // 2 :])]
    return gantt_chart(text, text, groups, DAY, span_of(tasks, DAY), name)


def statuses(text: str, count: int, name: str = "statuses") -> str:
    stacks = [Stack(str(2026 - count + n), segments(n % 30, n % 7, 2, 8, 12, 10, 1, 1, 1, 1)) for n in range(1, count)]
    last = Stack("23.11.26", segments(14, 6, 2, 9, 3, 2, 1, 1, 1, 4, text=text))
    return statuses_chart(text, text, [*stacks, last], name)


def indicators(text: str, count: int, name: str = "indicators") -> str:
    return indicators_chart(text, text, [way(number, text) for number in range(count)], name)


def way(number: int, text: str) -> Way:
    """Give an indicator: rising, falling, without an end, far beyond its target, or with ends close together."""
    ends = ((10, 90), (90, 30), (None, 30), (10, None), (10, 12), (48, 52), (100, 100), (None, None))
    first, last = ends[number % len(ends)]
    return Way(
        f"{number} {text}",
        None if first is None else (Decimal(first), f"Ausgangswert {first}"),
        None if last is None else (Decimal(last), f"Ziel {last}"),
        [(Decimal(value), f"{value} (31. Dezember {2023 + value % 4})") for value in (20, 95, number % 100)],
    )


def phases(text: str, count: int, name: str = "phases") -> str:
    return phases_chart(text, text, [course(number, text) for number in range(count)], DAY, name)


def course(number: int, text: str) -> Course:
    begins = dt.date(2010 + number % 5, 6, 24)
    over = Stretch(begins, dt.date(begins.year + 3, 6, 23), "Grundzertifikat", "ended")
    now = Stretch(dt.date(begins.year + 5, 1, 1), dt.date(2028, 12, 31), "Zertifikat", "certificate", number % 3 == 0)
    audit = Stretch(dt.date(2026, 1, 1), DAY, text, "audit", is_open=True)
    return Course(f"{number} {text}", (over, now, audit) if number % 4 else (audit,))


def progress(text: str, count: int, name: str = "progress") -> str:
    bars = [Bar(f"{number} {text}", segments(9, 4, number % 3, 6, 2, 2, 1, 0, 0, 1)) for number in range(count)]
    return progress_chart(text, bars, Wording("de"), name)


def timeline(text: str, count: int) -> str:
    marks = [Mark(dt.date(2013, 1, 1) + dt.timedelta(7 * n % 4000), f"{n} {text}") for n in range(count)]
    bands = [Band(dt.date(2013, 6, 24), dt.date(2016, 6, 23), text, "certificate")]
    return timeline_chart(Timeline(text, text, marks, bands, Mark(DAY, "Stand 23.11.2026", "today")))


def year(text: str, count: int) -> str:
    names = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober")
    months = [Month(n, n[:3], n[0], text[:4] if n == "Januar" else "", i * count % 90) for i, n in enumerate(names)]
    return year_chart(text, text, months)


NAMED: dict[str, Callable[[str, int, str], str]] = {
    "gantt": gantt,
    "statuses": statuses,
    "indicators": indicators,
    "phases": phases,
    "progress": progress,
}
"""Pictures of which several may stand on a page."""
PICTURES: dict[str, Callable[[str, int], str]] = {**NAMED, "timeline": timeline, "year": year}  # type: ignore[dict-item]

every_picture = pytest.mark.parametrize("kind", PICTURES)


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(standalone(svg, WIDEST))  # noqa: S314 - made here


@every_picture
@pytest.mark.parametrize("text", [PLAIN, HOSTILE])
def test_a_picture_is_well_formed_and_has_a_title_and_a_description(kind: str, text: str) -> None:
    root = parsed(PICTURES[kind](text, 9))
    ids = {element.get("id") for element in root.iter()}
    assert root.get("role") == "img"
    assert set((root.get("aria-labelledby") or "").split()) <= ids
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")


@every_picture
def test_text_from_the_data_stays_text(kind: str) -> None:
    svg = PICTURES[kind](HOSTILE, 9)
    root = parsed(svg)
    drawn = {"svg", "style", "defs", "pattern", "title", "desc", "rect", "line", "path", "circle", "text", "tspan"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= drawn
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)
    assert not {"\x00", "\x1b", "\u202e"} & set(svg)


@pytest.mark.parametrize("kind", NAMED)
def test_two_pictures_of_one_kind_share_no_id(kind: str) -> None:
    one, other = (NAMED[kind](PLAIN, 9, f"{kind}-{number}") for number in (1, 2))
    ids = [element.get("id") for svg in (one, other) for element in parsed(svg).iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for svg in (one, other):
        root = parsed(svg)
        known = {element.get("id") for element in root.iter()}
        used = {element.get("fill", "")[5:-1] for element in root.iter() if element.get("fill", "").startswith("url(")}
        assert used <= known


@every_picture
def test_a_picture_of_thousands_stays_small(kind: str) -> None:
    assert len(PICTURES[kind](PLAIN, 5000)) < 250_000


@pytest.mark.parametrize("kind", ["gantt", "indicators", "phases", "progress"])
def test_a_picture_says_how_much_it_leaves_out(kind: str) -> None:
    few, many = (parsed(PICTURES[kind](PLAIN, count)) for count in (9, 5000))
    assert not any("+" in "".join(text.itertext()) for text in few.iter(f"{SVG}text"))
    said = ["".join(text.itertext()) for text in many.iter(f"{SVG}text")]
    assert sum(text.startswith("… +") and int(text[3:]) > 4000 for text in said) == 1


def test_thousands_of_values_and_certificates_of_one_record_are_bounded() -> None:
    values = [(Decimal(n), str(n)) for n in range(5000)]
    assert len(indicators_chart("t", "d", [Way("w", None, (Decimal(9000), "9000"), values)])) < 20_000
    day = dt.date(2020, 1, 1)
    bands = [Stretch(day + dt.timedelta(n), day + dt.timedelta(n + 1), "x", "ended") for n in range(5000)]
    assert len(phases_chart("t", "d", [Course("c", bands)], DAY)) < 30_000


@every_picture
def test_a_picture_of_its_own_needs_no_page_and_is_drawn_alike_twice(kind: str) -> None:
    svg = PICTURES[kind](PLAIN, 9)
    assert "var(" not in standalone(svg, WIDEST)
    assert "currentcolor" not in standalone(svg, WIDEST)
    first = png(svg)
    assert first.startswith(b"\x89PNG")
    assert first == png(svg)


Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a text, in pixels."""


def boxes(svg: str, page: int) -> Iterator[tuple[str, Box]]:
    """Give the texts that one sees on a page of a width, with the room that they take at least."""
    hidden = WIDE if page == NARROWEST else NARROW
    for text in ET.fromstring(svg).iter("text"):  # noqa: S314 - made here
        kinds = (text.get("class") or "").split()
        if hidden in kinds or text.get("transform"):
            continue
        said = text.text or ""
        size = 9 if "many" in kinds else 12 if "year" in kinds else 13
        width = 0.85 * width_of(said, size)  # the estimate is cautious
        at = _pixels(text.get("x", "0"), page)
        left = at - width * {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0.0)
        y = float(text.get("y", "0"))
        yield said, (left, y - 0.7 * size, left + width, y)


def _pixels(length: str, page: int) -> float:
    return float(length[:-1]) * page / 100 if length.endswith("%") else float(length)


@every_picture
@pytest.mark.parametrize("page", [NARROWEST, WIDEST])
@pytest.mark.parametrize("count", [3, 12, 30])
def test_no_text_covers_another_or_leaves_the_picture(kind: str, page: int, count: int) -> None:
    found = list(boxes(PICTURES[kind](PLAIN, count), page))
    assert found
    for text, (left, top, right, _) in found:
        assert (left >= -1, right <= page + 1, top >= -1) == (True, True, True), text
    for (one, a), (other, b) in itertools.combinations(found, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one, other)


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    parts = [digit * 2 for digit in digits] if len(digits) == 3 else [digits[n : n + 2] for n in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(pair, 16) / 255 for pair in parts)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("colour", sorted({*STATUS_COLOURS.values(), "overdue", "accent", "text", "quiet"}))
def test_every_colour_of_words_is_legible_on_its_page(palette: dict[str, str], colour: str) -> None:
    assert contrast(palette[colour], palette["surface"]) >= 4.5


def test_every_status_has_a_colour() -> None:
    assert set(STATUS_COLOURS) == {status.value for status in Status}


def texts(svg: str, page: int = WIDEST) -> list[str]:
    return [text for text, _ in boxes(svg, page)]


def shapes(svg: str, kind: str) -> list[ET.Element]:
    root = ET.fromstring(svg)  # noqa: S314 - made here
    return [one for one in root.iter() if kind in (one.get("class") or "").split()]


def test_a_measure_shows_its_status_in_words_and_what_is_late_has_its_sign() -> None:
    one = Task("1.1 Elterncafé", dt.date(2025, 1, 1), dt.date(2026, 6, 30), None, "done", "●", "umgesetzt")
    late = Task("1.2 Hort", dt.date(2025, 1, 1), dt.date(2026, 6, 30), None, "planned", "○", "geplant", is_overdue=True)
    svg = gantt_chart("t", "d", [("Betreuung", [one, late])], DAY, (2025, 2027))
    assert {"Betreuung", "1.1 Elterncafé", "● umgesetzt", "▲ 1.2 Hort", "○ geplant"} <= set(texts(svg))


def test_a_due_date_that_moved_leaves_a_tick_and_a_task_without_end_an_arrow() -> None:
    moved = Task("a", dt.date(2025, 1, 1), dt.date(2027, 6, 30), dt.date(2026, 6, 30), "planned", "○", "geplant")
    endless = Task("b", dt.date(2025, 1, 1), None, None, "ongoing", "↻", "laufend", recurs=True)
    plain = Task("c", dt.date(2025, 1, 1), dt.date(2027, 6, 30), None, "planned", "○", "geplant")
    ticks = [len(shapes(gantt_chart("t", "d", [("g", [one])], DAY, (2025, 2027)), "from")) for one in (moved, plain)]
    assert ticks[0] > ticks[1] == 0
    assert "→" in texts(gantt_chart("t", "d", [("g", [endless])], DAY, (2025, 2027)))


def test_each_status_of_the_last_year_is_said_beside_its_column_and_a_former_one_with_zero() -> None:
    svg = statuses_chart("t", "d", [Stack("2025", segments(2, 0, 0, 0, 0, 3)), Stack("23.11.26", segments(4, 1))])
    assert {"● 4 umgesetzt", "↻ 1 laufend (Daueraufgabe)", "○ 0 geplant", "2025", "23.11.26"} <= set(texts(svg))


def test_one_year_alone_is_no_picture() -> None:
    assert not statuses_chart("t", "d", [Stack("2026", segments(3, 2))])


def test_only_the_latest_twelve_years_are_drawn() -> None:
    svg = statuses_chart("t", "d", [Stack(str(2000 + n), segments(3, 2)) for n in range(26)])
    assert len(shapes(svg, "s-done")) == 12


def test_the_target_stands_to_the_right_of_the_baseline_when_numbers_are_to_fall() -> None:
    svg = indicators_chart("t", "d", [Way("Wartezeit", (Decimal(90), "90"), (Decimal(30), "30"), [])])
    (baseline,), (target,) = shapes(svg, "from"), shapes(svg, "to")
    assert _pixels(baseline.get("x1", ""), 100) < _pixels(target.get("x1", ""), 100)


@pytest.mark.parametrize("number", range(8))
def test_an_indicator_is_labelled_with_its_ends_and_its_latest_value(number: int) -> None:
    said = " ".join(texts(indicators_chart("t", "d", [way(number, "Plätze")])))
    one = way(number, "Plätze")
    for text in [*(end[1] for end in (one.baseline, one.target) if end), one.values[-1][1]]:
        assert text in said


def test_an_indicator_with_nothing_to_compare_is_left_out() -> None:
    assert not indicators_chart("t", "d", [Way("a", None, (Decimal(3), "Ziel 3"), [])])


def test_time_without_a_certificate_is_a_dashed_line() -> None:
    early = Stretch(dt.date(2013, 1, 1), dt.date(2015, 12, 31), "Grundzertifikat", "ended")
    close = Stretch(dt.date(2016, 1, 1), dt.date(2018, 12, 31), "Aufbauzertifikat", "ended")
    valid = Stretch(dt.date(2020, 1, 1), dt.date(2028, 12, 31), "Zertifikat", "certificate")
    for stretches, count in (((early, close, valid), 1), ((early, close), 1), ((early, valid), 1), ((valid,), 0)):
        assert len(shapes(phases_chart("t", "d", [Course("c", stretches)], DAY), "pause")) == count


def test_a_running_audit_lies_below_the_certificate() -> None:
    valid = Stretch(dt.date(2020, 1, 1), dt.date(2028, 12, 31), "Zertifikat", "certificate")
    audit = Stretch(dt.date(2026, 1, 1), DAY, "Re-Auditierung", "audit", is_open=True)
    svg = phases_chart("t", "d", [Course("c", (valid, audit))], DAY)
    (band,), (thin,) = shapes(svg, "certificate"), shapes(svg, "audit")
    assert float(band.get("y", "")) + float(band.get("height", "")) <= float(thin.get("y", ""))


@pytest.mark.parametrize("kind", ["gantt", "phases", "indicators"])
def test_no_record_is_no_picture_or_an_empty_one(kind: str) -> None:
    svg = PICTURES[kind](PLAIN, 0)
    assert not svg or not shapes(svg, "segment")


# -- what every picture rests on ------------------------------------------------------------------------------------

BROAD = ("W" * 300, "漢字" * 100, "fi ▲ " * 60, "Kurz")


@pytest.mark.parametrize("text", BROAD)
@pytest.mark.parametrize("kind", ["gantt", "indicators", "phases", "progress", "timeline"])
def test_broad_letters_do_not_lead_out_of_the_picture(kind: str, text: str) -> None:
    svg = PICTURES[kind](text, 9)
    for page in (NARROWEST, WIDEST):
        assert [said for said, (left, _, right, _) in boxes(svg, page) if left < -1 or right > page + 1] == []


@pytest.mark.parametrize("text", BROAD)
def test_a_text_that_is_cut_fits_and_shows_that_something_is_missing(text: str) -> None:
    cut = shortened(text, NARROWEST)
    assert width_of(cut) <= NARROWEST
    assert cut == text or cut.endswith("…")


@every_picture
def test_texts_of_great_length_do_not_make_a_picture_great(kind: str) -> None:
    assert len(PICTURES[kind]("sehr lang " * 100_000, 9)) < 1_200_000  # the title is whole, once


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("colour", sorted({*STATUS_COLOURS.values(), "overdue", "accent", "text", "quiet"}))
def test_every_colour_of_words_is_legible_in_a_raised_box_too(palette: dict[str, str], colour: str) -> None:
    assert contrast(palette[colour], palette["raised"]) >= 4.5


def test_the_page_has_the_colours_of_the_palette() -> None:
    style = (bundled("templates") / "partials/style.css.j2").read_text("utf-8")
    light, dark = style.split("prefers-color-scheme: dark", 1)
    assert [name for name, colour in LIGHT.items() if f"--{name}: {colour};" not in light] == []
    assert [name for name, colour in DARK.items() if f"--{name}: {colour};" not in dark] == []


@pytest.mark.parametrize("letters", ["offen", "fi", "Waffeln und ffl", "a\u0308"])
def test_a_sign_beside_letters_that_flow_together_is_drawn_on_paper(letters: str) -> None:
    def drawn(sign: str) -> bytes:
        one = Task(f"{sign} {letters}", dt.date(2025, 1, 1), DAY, None, "done", "●", "umgesetzt")
        return png(gantt_chart("t", "d", [("g", [one])], DAY, (2025, 2026)))

    signs = "▲△●○◔◑◕↻⇢→⏵✕"
    assert len({drawn(sign) for sign in signs}) == len(signs)


def test_a_bar_lies_where_its_days_lie() -> None:
    one = Task("a", dt.date(2025, 1, 1), dt.date(2025, 12, 31), None, "done", "●", "umgesetzt")
    (bar,) = shapes(gantt_chart("t", "d", [("g", [one])], DAY, (2024, 2027)), "segment")
    place = (_pixels(bar.get("x", ""), 100), _pixels(bar.get("width", ""), 100))
    assert place == pytest.approx((25, 25), abs=0.2)


def test_an_end_that_is_not_known_is_dotted_and_a_measure_without_dates_is_counted() -> None:
    begun = Task("a", dt.date(2025, 1, 1), None, None, "planned", "○", "geplant")
    undated = Task("b", None, None, None, "planned", "○", "geplant")
    svg = gantt_chart("t", "d", [("g", [begun, undated])], DAY, (2025, 2027))
    assert len(shapes(svg, "open")) == 1
    assert "… +1" in texts(svg)


def test_days_at_the_ends_of_the_calendar_and_numbers_of_thousands_of_digits_are_drawn() -> None:
    far = Task("a", dt.date.min, dt.date.max, dt.date.max, "planned", "○", "geplant")
    assert span_of([far], DAY) == (2016, 2036)
    assert parsed(gantt_chart("t", "d", [("g", [far])], DAY, span_of([far], DAY)))
    endless = Stretch(dt.date.min, dt.date.max, "Zertifikat", "certificate")
    assert parsed(phases_chart("t", "d", [Course("c", [endless])], DAY))
    digits = "9" * 3000
    assert parsed(indicators_chart("t", "d", [Way("w", (Decimal(1), "1"), None, [(Decimal(digits), digits)])]))


def test_today_is_a_line_only_where_it_lies_within_the_years() -> None:
    one = Task("a", dt.date(2020, 1, 1), dt.date(2021, 1, 1), None, "done", "●", "umgesetzt")
    for years, count in (((2020, 2026), 1), ((2020, 2021), 0)):
        assert len(shapes(gantt_chart("t", "d", [("g", [one])], DAY, years), "today")) == count
