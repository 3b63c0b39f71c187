"""Partial dates and durations: what they read, and what their arithmetic holds to."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgk.date_slips import suggested_date
from fgk.dates import Duration, PartialDate, Precision, add_months, in_effect, reached_from, shifted

QUALIFIERS = ("", "?", "~", "%")
days = st.dates(dt.date(1000, 1, 1), dt.date(2899, 12, 31))


@st.composite
def texts(draw: st.DrawFn) -> str:
    day = draw(days)
    form = draw(st.sampled_from(["{d:%Y}", "{d:%Y}-Q{q}", "{d:%Y-%m}", "{d:%Y-%m-%d}"]))
    return form.format(d=day, q=(day.month + 2) // 3) + draw(st.sampled_from(QUALIFIERS))


dates = texts().map(PartialDate.parse)
months = st.integers(-1200, 1200)
durations = st.one_of(
    st.builds(Duration, st.integers(0, 1200), st.integers(0, 36_600)),
    st.builds(Duration, st.integers(-1200, 0), st.integers(-36_600, 0)),
)
small_months = st.integers(-240, 240).map(lambda count: Duration(count, 0))


@given(texts())
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@given(dates)
def test_a_date_is_an_interval_of_its_precision(date: PartialDate) -> None:
    length = (date.last - date.first).days + 1
    bounds = {
        Precision.YEAR: (365, 366),
        Precision.QUARTER: (90, 92),
        Precision.MONTH: (28, 31),
        Precision.DAY: (1, 1),
    }
    least, most = bounds[date.precision]
    assert least <= length <= most
    assert date.first.day == 1 or date.precision is Precision.DAY
    assert date.first.year == date.last.year


@given(dates)
def test_a_qualifier_never_widens_the_interval(date: PartialDate) -> None:
    bare = PartialDate.parse(str(date).rstrip("?~%"))
    assert (bare.first, bare.last, bare.precision) == (date.first, date.last, date.precision)
    assert date.uncertain is (date.qualifier in ("?", "%"))
    assert date.approximate is (date.qualifier in ("~", "%"))


@given(durations)
def test_a_duration_is_read_as_it_was_written(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration


@given(days, months, months)
def test_months_are_added_from_the_anchor_and_clamped(day: dt.date, one: int, two: int) -> None:
    there = add_months(day, one + two) if 1 <= day.year + (one + two) / 12 <= 9998 else None
    if there is None:
        return
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == one + two
    assert there.day <= day.day
    assert there.day == day.day or (there + dt.timedelta(days=1)).day == 1


def test_months_are_never_added_stepwise() -> None:
    end_of_january = dt.date(2025, 1, 31)
    assert add_months(end_of_january, 1) == dt.date(2025, 2, 28)
    assert add_months(end_of_january, 2) == dt.date(2025, 3, 31)
    assert add_months(dt.date(2024, 2, 29), 12) == dt.date(2025, 2, 28)
    assert add_months(dt.date(2024, 2, 29), 48) == dt.date(2028, 2, 29)
    assert add_months(dt.date(2025, 3, 31), -1) == dt.date(2025, 2, 28)


@given(dates, small_months)
def test_whole_months_keep_precision_and_qualifier(date: PartialDate, duration: Duration) -> None:
    size = {Precision.YEAR: 12, Precision.QUARTER: 3, Precision.MONTH: 1, Precision.DAY: 1}[date.precision]
    fitting = Duration(duration.months * size, 0)
    moved = date.plus(fitting) if abs(fitting.months) <= 1200 else date
    assert moved.precision is date.precision
    assert moved.qualifier == date.qualifier


@given(dates, durations)
def test_a_finer_duration_gives_an_approximate_day_from_the_last_one(date: PartialDate, duration: Duration) -> None:
    size = {Precision.YEAR: 12, Precision.QUARTER: 3, Precision.MONTH: 1, Precision.DAY: 1}[date.precision]
    moved = date.plus(duration)
    if date.precision is Precision.DAY or (duration.days == 0 and duration.months % size == 0):
        assert (moved.precision, moved.qualifier) == (date.precision, date.qualifier)
    else:
        expected = add_months(date.last, duration.months) + dt.timedelta(days=duration.days)
        assert moved == PartialDate.of(expected, "%" if date.uncertain else "~")


@given(dates, dates, durations)
def test_addition_is_monotone_within_a_precision(one: PartialDate, two: PartialDate, duration: Duration) -> None:
    if one.precision is not two.precision:
        return
    early, late = sorted((one, two), key=lambda date: date.first)
    assert early.plus(duration).first <= late.plus(duration).first
    assert early.plus(duration).last <= late.plus(duration).last


@given(dates)
def test_adding_nothing_changes_nothing(date: PartialDate) -> None:
    assert date.plus(Duration(0, 0)) == date


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2013-06-24", "P3Y", "2016-06-24"),
        ("2019-10", "P3Y", "2022-10"),
        ("2019-10~", "P3Y", "2022-10~"),
        ("2019", "P3Y", "2022"),
        ("2019-Q3", "P3Y", "2022-Q3"),
        ("2019-Q3", "P6M", "2020-Q1"),
        ("2022-10", "-P15M", "2021-07"),
        ("2019", "P18M", "2021-06-30~"),
        ("2019-Q3?", "P1M", "2019-10-30%"),
        ("2019-10", "P14D", "2019-11-14~"),
        ("2019-10?", "P14D", "2019-11-14%"),
        ("2019-10-04", "P2W", "2019-10-18"),
        ("2025-01-31", "P1M", "2025-02-28"),
        ("2025-01-31?", "P1M1D", "2025-03-01?"),
        ("2024-02-29", "P3Y", "2027-02-28"),
        ("2016-06-24", "-P60D", "2016-04-25"),
    ],
)
def test_arithmetic_by_hand(start: str, duration: str, end: str) -> None:
    assert str(PartialDate.parse(start).plus(Duration.parse(duration))) == end


@pytest.mark.parametrize(
    ("anchor", "step", "ends"),
    [
        # 31 January: every month ends on its own last day, and none of them pulls the following ones down.
        ("2025-01-31", "P1M", ["2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31", "2025-06-30", "2025-07-31"]),
        # The same before a leap day.
        ("2024-01-31", "P1M", ["2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"]),
        # 30 January is shortened in February alone.
        ("2026-01-30", "P1M", ["2026-02-28", "2026-03-30", "2026-04-30", "2026-05-30"]),
        # 31 August in steps of six months: February ends on the 28th, or on the 29th in 2028.
        ("2026-08-31", "P6M", ["2027-02-28", "2027-08-31", "2028-02-29", "2028-08-31"]),
        # A leap day comes back after four years, but not in 2100.
        ("2024-02-29", "P1Y", ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        ("2096-02-29", "P4Y", ["2100-02-28", "2104-02-29"]),
        # 28 February stays the 28th, also in a leap year: it was never the last day that was meant.
        ("2027-02-28", "P1Y", ["2028-02-28", "2029-02-28"]),
        # The last day of a year stays the last day of the year.
        ("2025-12-31", "P1Y", ["2026-12-31", "2027-12-31", "2028-12-31"]),
        # 18 months, over the turns of years.
        ("2024-10-31", "P18M", ["2026-04-30", "2027-10-31", "2029-04-30"]),
        # Fifteen months back, the decision on the re-audit: 31 May 2027 is 28 February 2026, one step on 30 November 2024.
        ("2027-05-31", "-P15M", ["2026-02-28", "2024-11-30"]),
        ("2029-05-31", "-P15M", ["2028-02-29"]),
        ("2027-03-31", "-P15M", ["2025-12-31"]),
        ("2027-01-15", "-P15M", ["2025-10-15"]),
        # Months first, days afterwards: 31 January + 1 month = 28 February, + 3 days = 3 March.
        ("2025-01-31", "P1M3D", ["2025-03-03", "2025-04-06"]),
        # Back in the same order: 31 March less 1 month is 28 February, less 1 day 27 February; twice: 31 January less 2 days.
        ("2025-03-31", "-P1M1D", ["2025-02-27", "2025-01-29"]),
        # Days are days: 60 of them after 1 January are 2 March, in a leap year 1 March.
        ("2025-01-01", "P60D", ["2025-03-02", "2025-05-01"]),
        ("2024-01-01", "P60D", ["2024-03-01"]),
        # What is known to the month, the quarter or the year stays so.
        ("2025-11", "P1M", ["2025-12", "2026-01", "2026-02"]),
        ("2027-10", "-P15M", ["2026-07", "2025-04"]),
        ("2025-Q4", "P3M", ["2026-Q1", "2026-Q2"]),
        ("2025-Q1", "-P9M", ["2024-Q2", "2023-Q3"]),
        ("2025", "P1Y", ["2026", "2027"]),
        ("2025", "-P24M", ["2023"]),
        # Uncertain and approximate stay so; both at once, too.
        ("2024-02-29?", "P1Y", ["2025-02-28?", "2026-02-28?"]),
        ("2025-11~", "P1M", ["2025-12~"]),
        ("2025-Q4%", "P3M", ["2026-Q1%"]),
        ("2025?", "P1Y", ["2026?"]),
        # What is finer than the date counts from its last day, and is approximate from then on.
        ("2025", "P1M", ["2026-01-31~", "2026-02-28~", "2026-03-31~"]),
        ("2025-Q4", "P1M", ["2026-01-31~", "2026-02-28~"]),
        ("2025-Q1", "-P1M", ["2025-02-28~", "2025-01-31~"]),
        ("2024-02", "P1D", ["2024-03-01~", "2024-03-02~"]),
        ("2025-01?", "P1M1D", ["2025-03-01%"]),
        ("2025-12~", "P1D", ["2026-01-01~"]),
    ],
)
def test_repetitions_are_counted_from_the_anchor(anchor: str, step: str, ends: list[str]) -> None:
    date, length = PartialDate.parse(anchor), Duration.parse(step)
    found = [date.plus(Duration(n * length.months, n * length.days)) for n in range(1, len(ends) + 1)]
    assert [str(one) for one in found] == ends


@pytest.mark.parametrize(
    ("day", "lead", "first"),
    [
        ("2027-05-31", "P3M", "2027-03-01"),  # 28 February + 3 months = 28 May, which is too early
        ("2027-05-28", "P3M", "2027-02-28"),
        ("2027-03-31", "P1M", "2027-03-01"),  # 28 February + 1 month = 28 March
        ("2027-02-28", "P1M", "2027-01-28"),
        ("2028-02-29", "P1Y", "2027-03-01"),  # 28 February 2027 + 1 year = 28 February 2028
        ("2027-03-03", "P1M5D", "2027-01-26"),  # 26 January + 1 month = 26 February, + 5 days = 3 March
        ("2027-03-31", "P60D", "2027-01-30"),
        ("2028-03-01", "P1D", "2028-02-29"),
        ("2027-01-01", "P3M", "2026-10-01"),
    ],
)
def test_the_first_day_from_which_a_duration_reaches_another(day: str, lead: str, first: str) -> None:
    assert str(reached_from(dt.date.fromisoformat(day), Duration.parse(lead))) == first


@given(
    st.dates(dt.date(1200, 1, 1), dt.date(2899, 12, 31)), st.builds(Duration, st.integers(0, 1200), st.integers(0, 366))
)
def test_the_day_before_the_first_one_does_not_reach_that_far(day: dt.date, lead: Duration) -> None:
    first = reached_from(day, lead)
    assert shifted(first, lead) >= day
    assert shifted(first - dt.timedelta(days=1), lead) < day


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "0", "19", "999", "0999", "3000", "20190", "2019-", "2019-1", "2019-00", "2019-13", "2019-Q0", "2019-Q5",
        "2019-q1", "2019-10-", "2019-10-00", "2019-10-32", "2025-06-31", "2025-02-29", "1900-02-29", "2019-10-4",
        "2019?~", "?2019", "2019-1X", "2019/2020", "2019-10-04T00:00", "٢٠١٩", "２０１９", "2019\n", " 2019", "-2019",
    ],
)  # fmt: skip
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself is all that it says
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "3Y",
        "P3",
        "PY",
        "P-3Y",
        "p3y",
        "PT3H",
        "P3D2M",
        "P1.5Y",
        "P101Y",
        "P1Y1201M",
        "P36601D",
        "P3Y\n",
        "--P1D",
    ],
)
def test_anything_else_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself is all that it says
        Duration.parse(text)


@given(st.text(max_size=40))
def test_no_text_makes_reading_or_guessing_fail_otherwise(text: str) -> None:
    guess = suggested_date(text)
    if guess is not None:
        assert str(PartialDate.parse(guess)) == guess
    with suppress(ValueError):
        assert str(PartialDate.parse(text)) == text


@given(st.from_regex(r"(ca\. ?)?[0-3]?[0-9][./-][01]?[0-9][./-](19|20)[0-9]{2}\??", fullmatch=True))
def test_a_guess_is_always_a_date(text: str) -> None:
    guess = suggested_date(text)
    assert guess is None or PartialDate.parse(guess).precision is Precision.DAY


@given(st.lists(dates, max_size=6))
def test_effect_lies_in_the_own_interval(some: list[PartialDate]) -> None:
    for date, day in zip(some, in_effect(some), strict=True):
        assert date.first <= day <= date.last


@pytest.mark.parametrize(
    ("texts_", "effects"),
    [
        (["2021-02-25", "2021"], ["2021-02-25", "2021-02-25"]),
        (["2021-02", "2021"], ["2021-02-01", "2021-02-01"]),
        (["2021", "2021-02-25", "2021"], ["2021-01-01", "2021-02-25", "2021-02-25"]),
        (["2022-05", "2021"], ["2022-05-01", "2021-01-01"]),
        (["2021-12-31", "2021-Q4"], ["2021-12-31", "2021-12-31"]),
    ],
)
def test_within_its_interval_a_fact_waits_for_those_before_it(texts_: list[str], effects: list[str]) -> None:
    assert [str(day) for day in in_effect([PartialDate.parse(text) for text in texts_])] == effects
