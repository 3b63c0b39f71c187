"""What happened in a period: what became of the measures, and what the yearly report counts."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgk.assessment.assess import Assessment, Scope
from fgk.assessment.yearly import MOST_YEARS, Outcome, Year, statuses_by_year, yearly
from fgk.loading.repository import open_repository
from fgk.model.publication import public
from fgk.model.vocabulary import Status
from fgk.source.tree import DiskTree, Tree
from fgk.usecases.portfolio import assessed, selected
from repositories import DAY, EXAMPLES, memory, municipality

ROUNDS = """\
rounds:
  - id: grund
    stage: grundzertifikat
    events:
      - {event: participation_resolution, date: 2019-02-01}
      - {event: certificate_issued, date: 2020-03-01}
  - id: aufbau
    stage: aufbauzertifikat
    events:
      - {event: participation_resolution, date: 2025-01-15}
      - {event: certificate_issued, date: 2026-05-01}
"""
GOALS = """\
goals:
  - {id: ziel, round: grund, action_field: betreuung, title: Ein Ziel}
  - {id: neues, round: aufbau, action_field: betreuung, title: Ein neues Ziel}
"""


def assessment_of(tree: Tree, slug: str, day: dt.date) -> Assessment:
    repository = open_repository(tree)
    (directory,) = selected(repository, [slug])
    return assessed(repository, directory, day).assessment


def invented(measures: str, at: str = "2025-06-01", rounds: str = ROUNDS, goals: str = GOALS) -> Assessment:
    files = {"audit.yaml": rounds, "goals.yaml": goals, "measures.yaml": f"measures:\n{measures}"}
    return assessment_of(memory(municipality(files)), "musterstadt", dt.date.fromisoformat(at))


def measure(log: Sequence[str] = (), more: str = "", name: str = "m", goal: str = "ziel") -> str:
    """Write a measure; an entry of its log is given as ``date status, key: value, …``."""
    head = f"  - {{id: {name}, goal: {goal}, title: Etwas{', ' if more else ''}{more}, log: ["
    entries = []
    for entry in log:
        first, *rest = entry.split(", ")
        date, status = first.split()
        entries.append(f"{{{', '.join([f'date: {date}', f'status: {status}', *rest])}}}")
    return f"{head}{', '.join(entries)}]}}\n"


def dealt_with(year: Year) -> list[str]:
    """Give the ids of the matters that a body dealt with in the period."""
    return [one.id for one in year.assessment.dossier.resolutions if year.has(one)]


def outcome_of(log: Sequence[str], more: str = "", years: Sequence[int] = (2024,), at: str = "2025-06-01") -> Outcome:
    year = yearly(invented(measure(log, more), at), years)
    (account,) = [one for one in year.accounts if one.state.measure.id == "m"]
    return account.outcome


PUT_OFF = "2024-05-02 postponed, reason: Warum"

CASES = {
    # done
    "done in the period": (["2024-05-02 done"], "", Outcome.REACHED),
    "done late, but in the period": (["2024-05-02 done"], "due: 2023-02", Outcome.REACHED),
    "done on the first day of the period": (["2024-01-01 done"], "", Outcome.REACHED),
    "done on the last day of the period": (["2024-12-31 done"], "", Outcome.REACHED),
    "done in a year that is all one knows": (["2024 done"], "", Outcome.REACHED),
    "done in the year before, of which that is all one knows": (["2023 done"], "", Outcome.REACHED_BEFORE),
    "done on about a month of the year before": (["2023-12~ done"], "", Outcome.REACHED_BEFORE),
    "done before, and said again in the period": (["2023-05-02 done", "2024-05-02 done"], "", Outcome.REACHED_BEFORE),
    "taken up again before, and done in the period": (
        ["2022-01-01 done", "2023-01-01 in_progress, reason: Warum", "2024-03-01 done"],
        "",
        Outcome.REACHED,
    ),
    "taken up again and done in the period": (
        ["2022-01-01 done", "2024-02-01 in_progress, reason: Warum", "2024-03-01 done"],
        "",
        Outcome.REACHED,
    ),
    "a task that ran before and was ended in the period": (["2022 ongoing", "2024-03 done"], "", Outcome.REACHED),
    "done after the period": (["2024-02-01 in_progress", "2025-02-01 done"], "", Outcome.STARTED),
    # runs, unknown
    "runs as a recurring task": (["2022 ongoing"], "recurring: true", Outcome.RUNNING),
    "runs although a due date is past": (["2022 ongoing"], "due: 2023", Outcome.RUNNING),
    "was done and then runs": (["2023 done", "2024-02 ongoing, reason: Warum"], "", Outcome.RUNNING),
    "not recorded": (["2024-02 unknown"], "", Outcome.UNKNOWN),
    "not recorded, and the due date is past": (["2024-02 unknown"], "due: 2024-06", Outcome.UNKNOWN),
    # given up
    "dropped in the period": (["2024-02 dropped, reason: Warum"], "", Outcome.NOT_REALISED),
    "dropped before": (["2023-02 dropped, reason: Warum"], "", Outcome.GIVEN_UP_BEFORE),
    "dropped before, and said again in the period": (
        ["2023-02 dropped, reason: Warum", "2024-02 dropped, reason: Warum"],
        "",
        Outcome.GIVEN_UP_BEFORE,
    ),
    "replaced in the period": (["2024-02 replaced, reason: Warum, replaced_by: n"], "", Outcome.NOT_REALISED),
    "replaced before": (["2023 replaced, reason: Warum, replaced_by: n"], "due: 2024-06", Outcome.GIVEN_UP_BEFORE),
    "dropped before, and called replaced in the period": (
        ["2023 dropped, reason: Warum", "2024-02 replaced, reason: Warum, replaced_by: n"],
        "",
        Outcome.GIVEN_UP_BEFORE,
    ),
    "dropped after the period": (["2025-02 dropped, reason: Warum"], "", Outcome.LATER),
    # taken up again
    "done and taken up again in the period": (
        ["2023 done", "2024-02 in_progress, reason: Warum"],
        "due: 2026",
        Outcome.NOT_REALISED,
    ),
    "taken up again before": (
        ["2022 done", "2023-02 in_progress, reason: Warum"],
        "due: 2026",
        Outcome.STARTED,
    ),
    "a task that ran and is changed": (["2023 ongoing", "2024-02 in_progress"], "", Outcome.STARTED),
    # postponed
    "put off from the period to a day behind it": (
        [f"{PUT_OFF}, new_due: 2025-06"],
        "due: 2024-09",
        Outcome.NOT_REALISED,
    ),
    "put off from the last day of the period": ([f"{PUT_OFF}, new_due: 2025"], "due: 2024", Outcome.NOT_REALISED),
    "put off in the period, when it was late already": (
        [f"{PUT_OFF}, new_due: 2025-06"],
        "due: 2023-09",
        Outcome.NOT_REALISED,
    ),
    "put off within the period, then behind it": (
        [f"{PUT_OFF}, new_due: 2024-09", "2024-09-02 postponed, reason: Warum, new_due: 2025-02"],
        "due: 2024-06",
        Outcome.NOT_REALISED,
    ),
    "put off from behind the period to later": ([f"{PUT_OFF}, new_due: 2026"], "due: 2025-01", Outcome.LATER),
    "put off to a day behind the period, from no day": ([f"{PUT_OFF}, new_due: 2026"], "", Outcome.LATER),
    "put off before the period": (
        ["2023-05-02 postponed, reason: Warum, new_due: 2026"],
        "due: 2024-06",
        Outcome.LATER,
    ),
    "put off after the period": (
        ["2025-02 postponed, reason: Warum, new_due: 2026"],
        "due: 2025-03",
        Outcome.LATER,
    ),
    "put off within the period, and then missed": (
        [f"{PUT_OFF}, new_due: 2024-11"],
        "due: 2024-06",
        Outcome.NOT_REALISED,
    ),
    "put off without a new day": ([PUT_OFF], "", Outcome.LATER),
    "put off without a new day, and the first one is past": ([PUT_OFF], "due: 2024-06", Outcome.NOT_REALISED),
    "put off from an uncertain day": ([f"{PUT_OFF}, new_due: 2025"], 'due: "2024?"', Outcome.LATER),
    "put off, then begun": (
        [f"{PUT_OFF}, new_due: 2025", "2024-08 in_progress"],
        "due: 2024-06",
        Outcome.NOT_REALISED,
    ),
    "put off before the period, then begun": (
        ["2023-05-02 postponed, reason: Warum, new_due: 2026", "2024-08 in_progress"],
        "due: 2023-06",
        Outcome.STARTED,
    ),
    "begun again with a new day, but not called put off": (
        ["2023-02 in_progress", "2024-08 in_progress, new_due: 2026"],
        "due: 2024-06",
        Outcome.NOT_REALISED,
    ),
}
BEGINNINGS = [
    # status, due, outcome
    *((status, due, Outcome.NOT_REALISED) for status in ("planned", "preparing", "in_progress", "partly_done") for due in ("2023", "2024-06-30", "2024-12", "2024", "2024~")),
    *((status, due, Outcome.STARTED) for status in ("preparing", "in_progress", "partly_done") for due in ("2025-01-01", "2025", "2026-Q1")),
    *(("planned", due, Outcome.LATER) for due in ("2025-01-01", "2025", "2024?", "2024-06%", None)),
    *((status, due, Outcome.STARTED) for status in ("preparing", "in_progress", "partly_done") for due in ("2024?", "2023%")),
    ("preparing", None, Outcome.STARTED),
    ("in_progress", None, Outcome.STARTED),
    ("partly_done", None, Outcome.NOT_REALISED),
]  # fmt: skip


@pytest.mark.parametrize(("log", "more", "expected"), CASES.values(), ids=CASES)
def test_what_becomes_of_a_measure_in_2024(log: list[str], more: str, expected: Outcome) -> None:
    assert outcome_of(log, more) is expected


@pytest.mark.parametrize(("status", "due", "expected"), BEGINNINGS)
@pytest.mark.parametrize("said", ["2022-02", "2024-02"])
def test_an_open_measure_is_judged_by_its_due_date_whenever_that_was_said(
    said: str, status: str, due: str | None, expected: Outcome
) -> None:
    assert outcome_of([f"{said} {status}"], f'due: "{due}"' if due else "") is expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", Outcome.LATER),
        ("start: 2025", Outcome.LATER),
        ("start: 2024-02, due: 2026", Outcome.LATER),
        ("due: 2024", Outcome.NOT_REALISED),
    ],
)
def test_a_measure_without_an_entry_is_planned(more: str, expected: Outcome) -> None:
    assert outcome_of([], more) is expected


@pytest.mark.parametrize(
    ("at", "due", "expected"),
    [
        ("2024-06-30", "2024-06-30", Outcome.STARTED),
        ("2024-07-01", "2024-06-30", Outcome.NOT_REALISED),
        ("2024-07-01", "2024", Outcome.STARTED),
        ("2024-12-31", "2024-12-31", Outcome.STARTED),
        ("2025-01-01", "2024-12-31", Outcome.NOT_REALISED),
        ("2026-01-01", "2024-12-31", Outcome.NOT_REALISED),
    ],
)
def test_a_due_date_counts_only_when_its_last_day_is_past(at: str, due: str, expected: Outcome) -> None:
    assert outcome_of(["2024-01 in_progress"], f"due: {due}", at=at) is expected


def test_in_a_year_that_is_not_over_what_was_put_off_to_later_in_it_is_still_to_come() -> None:
    log = [f"{PUT_OFF}, new_due: 2024-11"]
    assert outcome_of(log, "due: 2024-03", at="2024-08-01") is Outcome.LATER
    assert outcome_of(log, "due: 2024-03", at="2025-01-01") is Outcome.NOT_REALISED


def test_over_several_years_what_was_reached_in_any_of_them_is_reached() -> None:
    log = ["2022-05 in_progress", "2023-04 done"]
    assert outcome_of(log, "due: 2022", years=(2022,)) is Outcome.NOT_REALISED
    assert outcome_of(log, "due: 2022", years=(2022, 2023)) is Outcome.REACHED
    assert outcome_of(log, "due: 2022", years=(2023, 2024)) is Outcome.REACHED
    assert outcome_of(log, "due: 2022", years=(2024,)) is Outcome.REACHED_BEFORE


def test_what_is_put_off_within_several_years_is_judged_by_the_last_of_them() -> None:
    log = ["2023-05 postponed, reason: Warum, new_due: 2024-05"]
    assert outcome_of(log, "due: 2023-06", years=(2023,)) is Outcome.NOT_REALISED
    assert outcome_of([*log, "2024-05 done"], "due: 2023-06", years=(2023, 2024)) is Outcome.REACHED


def test_nothing_is_due_of_a_measure_with_which_a_later_round_goes_on() -> None:
    measures = measure(["2022 in_progress"], "due: 2025-06") + measure([], "continues: m", "n", "neues")
    year = yearly(invented(measures, "2026-02-01"), (2025,))
    assert {one.state.measure.id: one.outcome for one in year.accounts} == {"m": Outcome.STARTED}  # n is not agreed yet
    before = yearly(invented(measures, "2025-01-14"), (2025,))
    assert [one.state.measure.id for one in before.accounts] == ["m"]


def test_two_measures_of_one_id_have_each_their_own_outcome() -> None:
    measures = measure(["2024-02 done"]) + measure(["2024-02 in_progress"])
    year = yearly(invented(measures), (2024,))
    assert [len(year.of(one)) for one in (Outcome.REACHED, Outcome.STARTED)] == [1, 1]


def test_a_period_that_lies_ahead_reports_nothing_yet() -> None:
    year = yearly(invented(measure(["2024-05 done"])), (2030,))
    assert year.of(Outcome.REACHED_BEFORE)
    assert [one.reported for one in year.accounts] == [()]
    assert year.events == []


def test_a_report_without_a_year_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        yearly(invented(measure()), ())


# -- which plan ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "at", "expected"),
    [
        ((2019,), "2020-01-02", {"m"}),  # the first audit runs
        ((2024,), "2025-06-01", {"m"}),  # one round has its certificate
        ((2025,), "2026-01-02", {"m"}),  # it counts, and nothing of the next one is agreed yet
        ((2026,), "2026-11-01", {"n"}),  # the certificate of the first one has ended long before
        ((2027,), "2028-01-02", {"n"}),
        ((2024, 2027), "2028-01-02", {"n"}),
        ((2018, 2027), "2028-01-02", {"m", "n"}),  # neither the first nor the last day knows the first round
    ],
)
def test_every_round_at_work_in_the_period_is_told_of(years: tuple[int, ...], at: str, expected: set[str]) -> None:
    year = yearly(invented(measure() + measure(name="n", goal="neues"), at), years)
    assert {one.state.measure.id for one in year.accounts} == expected


def test_what_was_reported_on_after_the_end_of_a_certificate_is_not_lost() -> None:
    measures = measure(["2026-02-01 done"]) + measure(name="n", goal="neues")
    year = yearly(invented(measures, "2026-11-01"), (2026,))
    assert {one.state.measure.id for one in year.accounts} == {"m", "n"}


def test_a_measure_that_goes_on_is_told_of_once() -> None:
    new = measure(["2026-06-01 ongoing"], "continues: m", "n", "neues")
    silent = yearly(invented(measure(["2021-06 ongoing"]) + new, "2026-11-01"), (2020, 2026))
    assert {one.state.measure.id for one in silent.accounts} == {"m", "n"}  # both were worked on
    silent = yearly(invented(measure(["2019-06 ongoing"]) + new, "2026-11-01"), (2020, 2026))
    assert {one.state.measure.id for one in silent.accounts} == {"n"}


AMENDED = """\
resolutions:
  - {id: anders, title: Geändert, kind: KIND, consultations: [{body: Rat, date: 2022-06-15, role: decision, result: adopted}]}
"""


@pytest.mark.parametrize(("kind", "expected"), [("amendment", {"m"}), ("other", {"m", "n"})])
def test_what_an_amendment_has_added_was_not_there_before(kind: str, expected: set[str]) -> None:
    files = {
        "audit.yaml": ROUNDS.replace("certificate_issued, date: 2020", "adoption_resolution, date: 2020", 1),
        "goals.yaml": GOALS,
        "measures.yaml": "measures:\n" + measure() + measure(name="n", more="resolution: anders"),
        "resolutions.yaml": AMENDED.replace("KIND", kind),
    }
    assessment = assessment_of(memory(municipality(files)), "musterstadt", dt.date(2024, 1, 2))
    assert {one.state.measure.id for one in yearly(assessment, (2021,)).accounts} == expected
    assert {one.state.measure.id for one in yearly(assessment, (2022,)).accounts} == {"m", "n"}


def test_measures_of_no_round_are_told_of_too() -> None:
    year = yearly(invented("  - {id: allein, title: Ohne Ziel}\n"), (2024,))
    assert [(one.state.field, [a.state.measure.id for a in one.accounts]) for one in year.fields][-1] == (
        None,
        ["allein"],
    )


# -- what else happened -------------------------------------------------------------------------------------------------


def test_an_account_gives_the_entries_of_the_period() -> None:
    log = [
        "2023-05 preparing",
        "2024-02 in_progress",
        "2024-05 in_progress, note: Halb",
        "2024-09 dropped, reason: Geld",
        "2025-02 dropped, reason: Nie",
    ]
    (account,) = yearly(invented(measure(log)), (2024,)).accounts
    assert [str(entry.date) for entry in account.reported] == ["2024-02", "2024-05", "2024-09"]


def test_values_stand_beside_the_one_before_the_period() -> None:
    values = "[{date: 2022, value: 1}, {date: 2023-12~, value: 2}, {date: 2024-Q3, value: 4}, {date: 2024-02, value: 3}, {date: 2025-02, value: 5}]"
    goals = f"""\
goals:
  - id: ziel
    round: grund
    title: Ein Ziel
    indicators:
      - {{id: a, title: A, values: {values}}}
      - {{id: b, title: B, values: [{{date: 2023, value: 9}}]}}
    assessment: {{date: 2024-11, rating: partly, reason: Fast}}
  - {{id: altes, round: grund, title: Altes, assessment: {{date: 2023-11, rating: achieved}}}}
  - {{id: ohne, round: grund, title: Ohne Tag, assessment: {{rating: achieved}}}}
"""
    year = yearly(invented(measure(), goals=goals), (2024,))
    found = {one.state.goal.id: one for field in year.fields for one in field.goals}
    (movement,) = found["ziel"].movements
    assert movement.before is not None
    assert (int(movement.before.value), [int(value.value) for value in movement.values]) == (2, [3, 4])
    assert {name for name, one in found.items() if one.judged} == {"ziel"}


def test_values_judgements_and_meetings_after_the_day_are_not_told_of() -> None:
    values = "[{date: 2024-02, value: 1}, {date: 2024-11, value: 2}]"
    goals = f"""\
goals:
  - id: ziel
    round: grund
    title: Ein Ziel
    indicators: [{{id: a, title: A, values: {values}}}]
    assessment: {{date: 2024-11, rating: achieved}}
"""
    year = yearly(invented(measure(), "2024-05-13", goals=goals), (2024,))
    ((goal,),) = [field.goals for field in year.fields if field.goals]
    assert goal.judged is None
    assert [int(value.value) for one in goal.movements for value in one.values] == [1]
    assert dealt_with(year) == []  # the council met on the next day
    assert dealt_with(yearly(invented(measure(), "2024-05-14"), (2024,))) == ["rat-ziele"]


def test_an_event_of_which_only_the_year_is_known_comes_after_those_before_it() -> None:
    events = "{event: adoption_resolution, date: 2024-11-10}, {event: certificate_issued, date: 2024}"
    rounds = f"rounds:\n  - {{id: grund, events: [{events}]}}\n"
    assert yearly(invented(measure(), "2024-06-01", rounds), (2024,)).events == []
    assert len(yearly(invented(measure(), "2024-11-10", rounds), (2024,)).events) == 2


def test_events_and_resolutions_of_the_period_are_given_once_they_happened() -> None:
    year = yearly(assessment_of(memory(municipality()), "musterstadt", DAY), (2024,))
    assert [event.event for _, event in year.events] == [
        "adoption_resolution",
        "certificate_issued",
        "certificate_presented",
    ]
    assert dealt_with(year) == ["rat-ziele"]
    assert [
        event.event for _, event in replace(year, period=replace(year.period, day=dt.date(2024, 10, 5))).events
    ] == [
        "adoption_resolution",
        "certificate_issued",
    ]


def test_an_event_that_lasts_belongs_to_each_year_in_which_it_did() -> None:
    rounds = "rounds:\n  - id: grund\n    events:\n      - {event: participation, date: 2022-11, until: 2024-02}\n"
    assessment = invented(measure(), rounds=rounds)
    found = {year: len(yearly(assessment, (year,)).events) for year in range(2021, 2026)}
    assert found == {2021: 0, 2022: 1, 2023: 1, 2024: 1, 2025: 0}


# -- the years beside each other ----------------------------------------------------------------------------------------


def counted(assessment: Assessment) -> dict[str, dict[str, int]]:
    years = statuses_by_year(assessment, Scope.at_work(assessment, assessment.main))
    return {day.isoformat(): {status.value: n for status, n in found.items() if n} for day, found in years}


def test_measures_are_counted_at_the_end_of_each_year_from_the_certificate_on() -> None:
    measures = measure(["2021-05 in_progress", "2022-05 done"]) + measure([], name="n", goal="neues")
    assert counted(invented(measures, "2022-07-01")) == {
        "2020-12-31": {"planned": 1},
        "2021-12-31": {"in_progress": 1},
        "2022-07-01": {"done": 1},
    }


def test_a_measure_is_not_counted_before_its_round_has_begun() -> None:
    measures = measure(["2021-05 done"]) + measure([], name="n", goal="neues")
    found = counted(invented(measures, "2025-06-01"))
    assert found["2024-12-31"] == {"done": 1}
    assert found["2025-06-01"] == {"planned": 1, "done": 1}


def test_without_an_entry_by_the_day_there_is_nothing_to_count() -> None:
    assert counted(invented(measure())) == {}
    assert counted(invented(measure(["2031-01 done"]))) == {}


def test_of_very_many_years_the_latest_are_counted() -> None:
    found = list(counted(invented(measure(["1000 in_progress"]))))
    assert len(found) == MOST_YEARS
    assert (found[0], found[-1]) == ("1996-12-31", "2025-06-01")


# -- what holds for every history ---------------------------------------------------------------------------------------

DATES = st.builds(
    "{}{}".format,
    st.one_of(
        st.integers(2018, 2027).map(str),
        st.builds("{}-Q{}".format, st.integers(2018, 2027), st.integers(1, 4)),
        st.builds("{}-{:02}".format, st.integers(2018, 2027), st.integers(1, 12)),
        st.builds("{}-{:02}-{:02}".format, st.integers(2018, 2027), st.integers(1, 12), st.integers(1, 28)),
    ),
    st.sampled_from(["", "", "?", "~", "%"]),
)
ENTRIES = st.builds(
    "{{date: '{}', status: {}, reason: Warum, new_due: {}, visibility: {}}}".format,
    DATES,
    st.sampled_from([status.value for status in Status]),
    st.one_of(st.just("null"), DATES.map(repr)),
    st.sampled_from(["public", "internal"]),
)
MEASURES = st.lists(
    st.tuples(
        st.sampled_from(["ziel", "neues", "nirgends"]),
        st.one_of(st.just("null"), DATES.map(repr)),
        st.lists(ENTRIES, max_size=4).map(", ".join),
        st.sampled_from(["public", "internal"]),
    ),
    max_size=6,
).map(
    lambda found: (
        "".join(
            f"  - {{id: m{n}, title: Etwas, goal: {goal}, due: {due}, visibility: {seen}, log: [{log}]}}\n"
            for n, (goal, due, log, seen) in enumerate(found)
        )
        or "  []\n"
    )
)
DAYS = st.dates(dt.date(2018, 1, 1), dt.date(2028, 12, 31))
YEARS = st.lists(st.integers(2018, 2028), min_size=1, max_size=3)


@given(MEASURES, DAYS, YEARS)
def test_every_measure_of_the_plan_has_exactly_one_outcome_and_totals_add_up(
    measures: str, day: dt.date, years: list[int]
) -> None:
    year = yearly(invented(measures, day.isoformat()), years)
    planned = sorted(state.measure.id for state in year.plan.measures)
    assert sorted(one.state.measure.id for one in year.accounts) == planned
    assert sorted(state.measure.id for outcome in Outcome for state in year.of(outcome)) == planned
    assert sum(len(field.of(outcome)) for field in year.fields for outcome in Outcome) == len(planned)


@given(MEASURES, DAYS, YEARS)
def test_nothing_after_the_day_counts(measures: str, day: dt.date, years: list[int]) -> None:
    assessment = invented(measures, day.isoformat())
    known = tuple(
        one.model_copy(update={"log": tuple(entry for entry in one.log if entry.date.first <= day)})
        for one in assessment.dossier.measures
    )
    past = replace(assessment, dossier=replace(assessment.dossier, measures=known))
    assert told(yearly(past, years)) == told(yearly(assessment, years))
    scope = Scope.at_work(assessment, assessment.main)
    assert statuses_by_year(past, scope) == statuses_by_year(assessment, scope)
    year = yearly(assessment, years)
    assert all(entry.date.first <= day for one in year.accounts for entry in one.reported)
    assert all(event.date.first <= day for _, event in year.events)


@given(MEASURES, DAYS, YEARS)
def test_the_public_report_tells_of_no_measure_entry_or_event_that_is_internal(
    measures: str, day: dt.date, years: list[int]
) -> None:
    assessment = invented(measures, day.isoformat())
    seen = yearly(replace(assessment, dossier=public(assessment.dossier)), years)
    every = {one.state.measure.id: one for one in yearly(assessment, years).accounts}
    for one in seen.accounts:
        assert not one.state.measure.is_internal
        assert not any(entry.is_internal for entry in one.reported)
        assert len(one.reported) <= len(every[one.state.measure.id].reported)


@given(MEASURES, DAYS)
def test_each_year_counts_at_most_the_measures_of_the_scope(measures: str, day: dt.date) -> None:
    assessment = invented(measures, day.isoformat())
    scope = Scope.at_work(assessment, assessment.main)
    found = statuses_by_year(assessment, scope)
    assert all(sum(counts.values()) <= len(assessment.plan(scope).measures) for _, counts in found)
    assert [one for one, _ in found] == sorted({one for one, _ in found})
    assert len(found) <= MOST_YEARS
    assert not found or found[-1][0] == day


@pytest.mark.parametrize("slug", sorted(path.name for path in (EXAMPLES / "municipalities").iterdir()))
@pytest.mark.parametrize("year", range(2010, 2028))
def test_the_examples_can_be_told_in_every_year(slug: str, year: int) -> None:
    found = yearly(assessment_of(DiskTree(EXAMPLES), slug, DAY), (year,))
    assert Counter(one.outcome for one in found.accounts).total() == len(found.plan.measures)


def told(year: Year) -> list[tuple[str, Outcome, int]]:
    return [(one.state.measure.id, one.outcome, len(one.reported)) for one in year.accounts]
