"""Deadlines: from the facts in the files to days and states. Days of the week are given where a period moves."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fgk.assessment.agenda import deadlines
from fgk.assessment.assess import Assessment
from fgk.assessment.deadlines import Deadline, DeadlineState
from fgk.assessment.lifecycle import Basis
from fgk.loading.repository import open_repository
from fgk.messages import Translator
from fgk.source.tree import DiskTree, Tree
from fgk.usecases.portfolio import assessed, selected
from repositories import EXAMPLES, HOME, memory, municipality

MET, LATE, AHEAD, SOON, OVERDUE, MISSED = (
    DeadlineState.MET,
    DeadlineState.MET_LATE,
    DeadlineState.UPCOMING,
    DeadlineState.DUE_SOON,
    DeadlineState.OVERDUE,
    DeadlineState.MISSED,
)
TOWN = "name: Musterstadt\nkind: municipality\nstate: NW\ncontact: {office: Stabsstelle Familie}\n"
Files = Mapping[str, str]


def a_round(identity: str, stage: str, *events: str, **keys: str) -> str:
    """Give a round; an event is its name and its date, with any further keys behind a comma."""
    parts = [event.partition(" ") for event in events]
    listed = ", ".join(f"{{event: {name}, date: {rest}}}" for name, _, rest in parts)
    further = "".join(f", {key}: {value}" for key, value in keys.items())
    return f"  - {{id: {identity}, stage: {stage}{further}, events: [{listed}]}}\n"


def grund(*events: str, **keys: str) -> str:
    """Give the round that is used most: issued on 2020-01-15, a Wednesday, valid for three years."""
    return a_round("grund", "grundzertifikat", "certificate_issued 2020-01-15", *events, **keys)


def aufbau(*events: str, **keys: str) -> str:
    return a_round("aufbau", "aufbauzertifikat", *events, **keys)


def permanent(*events: str) -> str:
    return a_round("dauer", "erhaltungszertifikat", "certificate_issued 2020-01-15", *events)


def assessment_of(tree: Tree, at: str, slug: str = "musterstadt") -> Assessment:
    repository = open_repository(tree)
    (directory,) = selected(repository, [slug])
    found = assessed(repository, directory, dt.date.fromisoformat(at)).assessment
    assert found.is_possible
    return found


def files_of(rounds: str, files: Files | None = None) -> dict[str, str]:
    """Give a repository: further files lie in the municipality's directory, or anywhere where they name one."""
    more = {
        path if "/" in path or path == "fgk.yaml" else f"{HOME}/{path}": text for path, text in (files or {}).items()
    }
    return {f"{HOME}/municipality.yaml": TOWN, f"{HOME}/audit.yaml": f"rounds:\n{rounds}", **more}


def listed(assessment: Assessment, procedure: int = 0) -> dict[str, Deadline]:
    found = deadlines(assessment, assessment.standings[procedure])
    by_id = {one.id: one for one in found}
    assert len(by_id) == len(found)
    return by_id


def due(rounds: str, at: str, files: Files | None = None) -> dict[str, Deadline]:
    """Give the deadlines in the procedure of the audit file, by id."""
    return listed(assessment_of(memory(files_of(rounds, files)), at))


def state(rounds: str, at: str, name: str, files: Files | None = None) -> DeadlineState | None:
    found = due(rounds, at, files).get(name)
    return found.state if found else None


def days(found: Mapping[str, Deadline], start: str) -> dict[str, str]:
    return {name: str(one.due) for name, one in found.items() if name.startswith(start)}


# -- yearly reports -----------------------------------------------------------------------------------------------------
# Issued on Wednesday 2020-01-15: the first is due on Friday 2021-01-15, the second on Saturday 2022-01-15 and so on
# Monday the 17th, the third on Sunday 2023-01-15 and so on Monday the 16th. The certificate ends on 2023-01-15.


def test_reports_are_due_every_year_until_the_certificates_end_and_not_after() -> None:
    for at in ("2020-01-15", "2021-06-01", "2040-01-01"):
        assert days(due(grund(), at), "annual-report") == {
            "annual-report-2021": "2021-01-15",
            "annual-report-2022": "2022-01-17",
            "annual-report-2023": "2023-01-16",
        }


def test_before_the_certificate_is_issued_nothing_is_due() -> None:
    assert due(grund(), "2020-01-14") == {}


@pytest.mark.parametrize(
    ("end", "years"),
    [
        ("2022-12-31", ["2021", "2022"]),
        ("2023-01-14", ["2021", "2022"]),
        ("2023-01-15", ["2021", "2022", "2023"]),
        ("2023-01", ["2021", "2022", "2023"]),  # the month lasts until the 31st
        ("2023", ["2021", "2022", "2023"]),
        ("2024-01-15", ["2021", "2022", "2023", "2024"]),
    ],
)
def test_a_stated_end_decides_which_report_is_the_last(end: str, years: list[str]) -> None:
    found = due(grund(valid_until=end), "2021-06-01")
    assert list(days(found, "annual-report")) == [f"annual-report-{year}" for year in years]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2020-11-15", AHEAD),  # 60 days before 2021-01-15 lies 2020-11-16
        ("2020-11-16", SOON),
        ("2021-01-15", SOON),
        ("2021-01-16", OVERDUE),
        ("2022-01-17", OVERDUE),  # the next report is due on this Monday
        ("2022-01-18", MISSED),
    ],
)
def test_a_report_that_nobody_gave(at: str, expected: DeadlineState) -> None:
    assert state(grund(), at, "annual-report-2021") is expected


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ("2020-12-01, covers: [2021]", MET),
        ("2021-01-15, covers: [2021]", MET),
        ("2021-01-16, covers: [2021]", LATE),
        ("2022-01-17, covers: [2021]", LATE),
        ("2022-01-18, covers: [2021]", MISSED),
        ("2021-01-15, covers: [2020]", MISSED),  # for the year of the issue none is due
        ("2021-01, covers: [2021]", MET),  # it may have been the first of January
        ("2021, covers: [2021]", MET),
        ("2021-02, covers: [2021]", LATE),
    ],
)
def test_a_report_meets_the_deadline_of_the_year_that_it_covers(report: str, expected: DeadlineState) -> None:
    assert state(grund(f"annual_report {report}"), "2022-03-01", "annual-report-2021") is expected


def test_a_report_on_two_years_meets_both_deadlines() -> None:
    found = due(grund("annual_report 2022-01-10, covers: [2021, 2022]"), "2022-02-01")
    assert (found["annual-report-2021"].state, found["annual-report-2022"].state) == (LATE, MET)


@pytest.mark.parametrize(
    ("day", "first", "second"),
    [
        ("2021-01-10", MET, SOON),
        ("2021-07-16", LATE, SOON),  # 182 days behind 2021-01-15, 185 before 2022-01-17
        ("2021-07-18", OVERDUE, MET),  # 184 and 183
        ("2022-01-17", OVERDUE, MET),
    ],
)
def test_a_report_that_does_not_say_what_it_covers_meets_the_nearest_deadline(
    day: str, first: DeadlineState, second: DeadlineState
) -> None:
    found = due(grund(f"annual_report {day}"), "2022-01-17")
    assert (found["annual-report-2021"].state, found["annual-report-2022"].state) == (first, second)


def test_a_report_of_a_later_round_meets_a_deadline_of_the_year_that_it_covers() -> None:
    rounds = grund() + aufbau("kickoff 2021-03-01", "annual_report 2021-06-01, covers: [2021]")
    assert state(rounds, "2021-07-01", "annual-report-2021") is LATE


def test_an_intended_report_meets_nothing() -> None:
    rounds = grund("annual_report 2021-01-10, covers: [2021], planned: true")
    assert state(rounds, "2021-02-01", "annual-report-2021") is OVERDUE


def test_a_report_from_after_the_day_is_not_known() -> None:
    rounds = grund("annual_report 2021-03-01, covers: [2021]")
    assert state(rounds, "2021-02-28", "annual-report-2021") is OVERDUE
    assert state(rounds, "2021-03-01", "annual-report-2021") is LATE


def test_a_revocation_ends_all_deadlines_that_would_fall_due_after_it() -> None:
    rounds = grund("revoked 2021-06-01")
    assert "certificate-end" in due(rounds, "2021-05-31")
    assert list(due(rounds, "2021-06-01")) == ["annual-report-2021"]


def test_the_next_certificate_takes_over() -> None:
    rounds = grund() + aufbau("participation_resolution 2021-03-01", "certificate_issued 2022-06-01")
    before = due(rounds, "2022-05-31")
    assert before["annual-report-2023"].record_id == "grund"
    # 2023-06-01 is a Thursday, 2024-06-01 a Saturday, 2025-06-01 a Sunday
    after = days(due(rounds, "2022-06-01"), "annual-report")
    assert after == {
        "annual-report-2021": "2021-01-15",
        "annual-report-2022": "2022-01-17",
        "annual-report-2023": "2023-06-01",
        "annual-report-2024": "2024-06-03",
        "annual-report-2025": "2025-06-02",
    }


def test_a_gap_between_two_certificates_leaves_the_first_its_deadlines() -> None:
    found = due(grund() + aufbau("certificate_issued 2023-09-01"), "2023-10-01")
    assert (found["certificate-end:grund"].state, found["certificate-end"].state) == (MISSED, AHEAD)
    assert found["certificate-end:grund"].due == dt.date(2023, 1, 15)
    assert found["annual-report-2023"].record_id == "grund"


# -- the decision on the re-audit ---------------------------------------------------------------------------------------
# Fifteen months before 2023-01-15 lies Friday 2021-10-15.


@pytest.mark.parametrize(
    ("following", "at", "expected"),
    [
        ("", "2021-10-15", SOON),
        ("", "2021-10-16", OVERDUE),
        ("", "2023-01-15", OVERDUE),  # until the certificate's end it can be made up for
        ("", "2023-01-16", MISSED),
        (aufbau("participation_resolution 2021-09-20"), "2021-09-19", SOON),
        (aufbau("participation_resolution 2021-09-20"), "2021-09-20", MET),
        (aufbau("participation_resolution 2021-10-16"), "2021-10-16", LATE),
        (aufbau("participation_resolution 2021-10"), "2021-10-16", MET),
        (aufbau("participation_resolution 2023-01-16"), "2023-01-16", MISSED),
        (aufbau("participation_resolution 2021-09-20, planned: true"), "2021-10-16", OVERDUE),
        (aufbau("kickoff 2022-03-01"), "2022-02-28", OVERDUE),
        (aufbau("kickoff 2022-03-01"), "2022-03-01", MET),  # somebody must have decided, though it is not recorded
        (aufbau("other 2022-03-01, title: Fest"), "2022-03-01", OVERDUE),  # a remark is no step of a round
        (aufbau("council_report 2022-03-01"), "2022-03-01", OVERDUE),  # nor is what can happen at any time
    ],
)
def test_the_decision_on_the_re_audit(following: str, at: str, expected: DeadlineState) -> None:
    found = due(grund() + following, at)["re-audit-decision"]
    assert (found.state, found.due) == (expected, dt.date(2021, 10, 15))


def test_a_round_that_begins_after_the_certificates_end_makes_up_for_no_missed_decision() -> None:
    rounds = grund() + aufbau("kickoff 2023-03-01")
    assert state(rounds, "2023-02-28", "re-audit-decision") is MISSED
    assert state(rounds, "2023-03-01", "re-audit-decision") is MISSED


def test_a_decision_that_a_later_round_has_taken_unrecorded_is_not_taken_again_by_the_one_after_it() -> None:
    rounds = (
        grund()
        + aufbau("certificate_presented 2022-02-01")
        + a_round("dritte", "aufbauzertifikat", "participation_resolution 2022-12-01")
    )
    assert state(rounds, "2022-11-30", "re-audit-decision:grund") is MET
    assert state(rounds, "2022-12-01", "re-audit-decision:grund") is MET


def test_the_rounds_own_resolution_to_take_part_decides_nothing_about_the_next_round() -> None:
    rounds = a_round("grund", "grundzertifikat", "participation_resolution 2019-02-01", "certificate_issued 2020-01-15")
    assert state(rounds, "2021-11-01", "re-audit-decision") is OVERDUE


# -- the end of the certificate, and the goals ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("round_", "stated", "last_day", "basis"),
    [
        (grund(), "2023-01-15", "2023-01-15", Basis.DERIVED),  # a Sunday: the end is never moved
        (grund(valid_until="2022-12"), "2022-12", "2022-12-31", Basis.STATED),
        (
            a_round("r", "grundzertifikat", "certificate_presented 2020-03-01"),
            "2023-03-01",
            "2023-03-01",
            Basis.ESTIMATED,
        ),
        (a_round("r", "grundzertifikat", "certificate_issued 2020-02-29"), "2023-02-28", "2023-02-28", Basis.DERIVED),
        (a_round("r", "grundzertifikat", "certificate_issued 2020?"), "2023?", "2023-12-31", Basis.DERIVED),
    ],
)
def test_the_end_of_a_certificate(round_: str, stated: str, last_day: str, basis: Basis) -> None:
    found = due(round_, "2020-06-01")["certificate-end"]
    assert (str(found.due_stated), str(found.due), found.basis) == (stated, last_day, basis)
    assert found.day.shift is None


def test_a_permanent_certificate_has_no_end() -> None:
    assert "certificate-end" not in due(permanent(), "2021-01-01")


GOAL = "goals:\n  - {{id: ziel, title: Ziel, round: grund{}}}\n"


def goals(judgement: str = "", log: str | None = None) -> Files:
    """Give a goal, with a judgement where one is wanted, and a measure that serves it, where it has a log."""
    found = {"goals.yaml": GOAL.format(f", assessment: {{{judgement}}}" if judgement else "")}
    if log is not None:
        found["measures.yaml"] = f"measures:\n  - {{id: kita, title: Kita, goal: ziel, log: [{log}]}}\n"
    return found


@pytest.mark.parametrize(
    ("files", "at", "expected"),
    [
        (goals("rating: achieved, date: 2022-12-01"), "2022-11-30", SOON),
        (goals("rating: achieved, date: 2022-12-01"), "2022-12-01", MET),
        (goals("rating: achieved, date: 2022-12-01"), "2023-01-16", MET),
        (goals("rating: achieved"), "2023-01-16", MET),
        (goals("rating: achieved, date: 2023-01-16"), "2023-01-16", None),
        (goals("rating: partly, date: 2022-12-01"), "2023-01-15", SOON),
        (goals("rating: partly, date: 2022-12-01"), "2023-01-16", MISSED),
        (goals(log="{date: 2022-12-20, status: done}"), "2022-12-19", SOON),
        (goals(log="{date: 2022-12-20, status: done}"), "2022-12-20", MET),
        (goals(log="{date: 2022-12-20, status: in_progress}"), "2023-01-16", MISSED),
        (goals("rating: partly, date: 2022-12-21", "{date: 2022-12-20, status: done}"), "2022-12-20", MET),
        (goals("rating: partly, date: 2022-12-21", "{date: 2022-12-20, status: done}"), "2022-12-21", SOON),
        ({}, "2023-01-15", SOON),
        ({}, "2023-01-16", None),  # no goal is recorded: nobody can say whether all were reached
        (goals(), "2023-01-16", None),
    ],
)
def test_the_goals_of_a_round_are_to_be_reached_by_the_certificates_end(
    files: Files, at: str, expected: DeadlineState | None
) -> None:
    assert state(grund(), at, "goals-reached", files) is expected


def test_where_more_goals_were_adopted_than_are_recorded_nobody_can_say_whether_all_were_reached() -> None:
    files = goals("rating: achieved, date: 2022-12-01")
    assert state(grund(plan="{goals: 2}"), "2023-01-16", "goals-reached", files) is None


# -- permanent certificates -----------------------------------------------------------------------------------------------
# Issued on 2020-01-15. Workshops: Thursday 2021-07-15, Sunday 2023-01-15 and so Monday the 16th, Monday 2024-07-15.
# Membership: Friday 2021-01-15, Monday 2022-01-17, Monday 2023-01-16, Monday 2024-01-15.


def test_workshops_come_every_eighteen_months_and_only_the_next_one_lies_ahead() -> None:
    assert days(due(permanent(), "2023-01-17"), "maintenance") == {
        "maintenance-workshop-2021": "2021-07-15",
        "maintenance-workshop-2023": "2023-01-16",
        "maintenance-workshop-2024": "2024-07-15",
    }
    assert list(days(due(permanent(), "2021-07-15"), "maintenance")) == ["maintenance-workshop-2021"]


@pytest.mark.parametrize(
    ("workshop", "at", "first", "second"),
    [
        ("2021-07-15", "2021-07-15", MET, None),
        ("2021-07-15", "2022-03-01", MET, AHEAD),
        ("2021-09-01", "2022-03-01", LATE, AHEAD),
        ("2023-01-01", "2023-01-16", OVERDUE, MET),
        ("2023-01-01", "2023-01-17", MISSED, MET),
    ],
)
def test_a_workshop_meets_the_deadline_that_lies_nearest(
    workshop: str, at: str, first: DeadlineState, second: DeadlineState | None
) -> None:
    found = due(permanent(f"maintenance_workshop {workshop}"), at)
    states = [
        found[name].state if name in found else None
        for name in ("maintenance-workshop-2021", "maintenance-workshop-2023")
    ]
    assert states == [first, second]


def test_a_membership_that_lasts_meets_every_deadline_within_its_time() -> None:
    found = due(permanent("membership 2021-01-10, until: 2023-12-31"), "2024-01-16")
    states = {name: one.state for name, one in found.items() if name.startswith("membership")}
    assert states == {
        "membership-2021": MET,
        "membership-2022": MET,
        "membership-2023": MET,
        "membership-2024": OVERDUE,
        "membership-2025": AHEAD,
    }


def test_a_membership_without_an_end_meets_one_deadline() -> None:
    found = due(permanent("membership 2021-01-10"), "2022-01-18")
    assert (found["membership-2021"].state, found["membership-2022"].state) == (MET, OVERDUE)


# -- measures ---------------------------------------------------------------------------------------------------------------


def measure(keys: str, at: str, rounds: str = "") -> Deadline | None:
    files = {
        "goals.yaml": GOAL.format(""),
        "measures.yaml": f'measures:\n  - {{id: kita, title: Kita, goal: ziel, number: "1.1", {keys}}}\n',
    }
    return due(rounds or grund(), at, files).get("measure:kita")


POSTPONED = (
    "due: 2021-06, log: [{date: 2020-03-01, status: in_progress}, "
    "{date: 2021-05-20, status: postponed, reason: x, new_due: 2021-Q4}, {date: 2022-01-10, status: done}]"
)


@pytest.mark.parametrize(
    ("at", "day", "expected"),
    [
        ("2021-05-19", "2021-06-30", SOON),
        ("2021-05-20", "2021-12-31", AHEAD),
        ("2021-12-31", "2021-12-31", SOON),
        ("2022-01-01", "2021-12-31", OVERDUE),
        ("2022-01-10", "2021-12-31", LATE),
    ],
)
def test_a_postponement_moves_a_measure_from_the_day_on_which_it_was_recorded(
    at: str, day: str, expected: DeadlineState
) -> None:
    found = measure(POSTPONED, at)
    assert found is not None
    assert (str(found.due), found.state, found.basis) == (day, expected, Basis.STATED)
    assert (found.record_type, found.record_id, found.number) == ("measure", "kita", "1.1")


def test_a_measure_keeps_its_key_where_its_day_moves() -> None:
    before, after = measure(POSTPONED, "2021-05-19"), measure(POSTPONED, "2021-05-20")
    assert before is not None
    assert after is not None
    assert before.due != after.due
    assert (before.key, before.id) == (after.key, after.id)


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("{date: 2021-03-01, status: dropped, reason: x}", None),
        ("{date: 2021-03-01, status: replaced, reason: x, replaced_by: kita}", None),
        ("{date: 2021-03-01, status: unknown}", None),
        ("{date: 2021-03-01, status: ongoing}", MET),
        ("{date: 2021-03-01, status: done}", MET),
        ("{date: 2021-07-01, status: done}", LATE),
        ("{date: 2021-07, status: done}, {date: 2021-08-01, status: done}", LATE),
        ("{date: 2021-03-01, status: done}, {date: 2021-08-01, status: in_progress, reason: x}", OVERDUE),
        ("{date: 2021-03-01, status: partly_done, percent: 99}", OVERDUE),
    ],
)
def test_the_log_tells_whether_a_measure_is_still_due(log: str, expected: DeadlineState | None) -> None:
    found = measure(f"due: 2021-06, log: [{log}]", "2021-09-01")
    assert (found.state if found else None) is expected


def test_a_measure_is_the_offices_that_carries_it_out_and_a_report_that_of_the_audit() -> None:
    files = {
        "goals.yaml": GOAL.format(""),
        "measures.yaml": "measures:\n  - {id: kita, title: Kita, goal: ziel, due: 2021, responsible: {office: Jugendamt}}\n",
    }
    found = due(grund(), "2020-06-01", files)
    assert (found["measure:kita"].office, found["annual-report-2021"].office) == ("Jugendamt", "Stabsstelle Familie")


def test_measures_of_a_round_that_is_no_longer_at_work_are_not_due() -> None:
    rounds = grund() + aufbau("kickoff 2021-03-01", "certificate_issued 2022-06-01")
    assert measure("due: 2022-12", "2022-05-31", rounds) is not None
    assert measure("due: 2022-12", "2022-06-01", rounds) is None


# -- indicators -------------------------------------------------------------------------------------------------------------


def indicator(keys: str, at: str, goal: str = "", rounds: str = "") -> Deadline | None:
    text = (
        f"goals:\n  - {{id: ziel, title: Ziel, round: grund, indicators: [{{id: zahl, title: Zahl, {keys}}}]{goal}}}\n"
    )
    return due(rounds or grund(), at, {"goals.yaml": text}).get("indicator:ziel/zahl")


@pytest.mark.parametrize(
    ("keys", "at", "day", "expected"),
    [
        # its own interval, even where the target is reached
        ("interval: P6M, values: [{date: 2020-03-10, value: 1}]", "2020-07-11", "2020-09-10", AHEAD),
        ("interval: P6M, values: [{date: 2020-03-10, value: 1}]", "2020-07-12", "2020-09-10", SOON),
        ("interval: P6M, values: [{date: 2020-03-10, value: 1}]", "2020-09-11", "2020-09-10", OVERDUE),
        ("interval: P6M, target: 1, values: [{date: 2020-03-10, value: 2}]", "2020-09-11", "2020-09-10", OVERDUE),
        ("interval: P1Y, values: [{date: 2020-03, value: 1}]", "2021-03-31", "2021-03-31", SOON),
        # a year, as long as the target is not reached
        ("baseline: 0, target: 9, values: [{date: 2020-03-10, value: 1}]", "2021-03-11", "2021-03-10", OVERDUE),
        ("baseline: 9, target: 0, values: [{date: 2020-03-10, value: 1}]", "2021-03-11", "2021-03-10", OVERDUE),
        ("target: 9, direction: increase, values: [{date: 2020-03, value: 1}]", "2020-06-01", "2021-03-31", AHEAD),
        # the latest value that is known
        ("interval: P1Y, values: [{date: 2020-03-10, value: 1}, {date: 2020-09-20, value: 2}]", "2020-09-19", "2021-03-10", AHEAD),
        ("interval: P1Y, values: [{date: 2020-03-10, value: 1}, {date: 2020-09-20, value: 2}]", "2020-09-20", "2021-09-20", AHEAD),
    ],
)  # fmt: skip
def test_the_next_value_of_an_indicator_is_due(keys: str, at: str, day: str, expected: DeadlineState) -> None:
    found = indicator(keys, at)
    assert found is not None
    assert (str(found.due), found.state, found.basis) == (day, expected, Basis.DERIVED)
    assert (found.record_type, found.record_id) == ("indicator", "ziel/zahl")


@pytest.mark.parametrize(
    "keys",
    [
        "interval: P1Y",  # a first value is missing: nothing to count from
        "interval: P1Y, values: [{date: 2020-06-02, value: 1}]",  # not known yet
        "baseline: 0, target: 9, values: [{date: 2020-03, value: 9}]",
        "baseline: 9, target: 0, values: [{date: 2020-03, value: 0}]",
        "target: 9, values: [{date: 2020-03, value: 1}]",  # whether it is to rise is not known
        "values: [{date: 2020-03, value: 1}]",
    ],
)
def test_no_further_value_of_an_indicator_is_due(keys: str) -> None:
    assert indicator(keys, "2020-06-01") is None


@pytest.mark.parametrize(("interval", "due_at_all"), [("P2Y9M", True), ("P3Y", False)])
def test_no_value_is_due_beyond_the_certificates_end(interval: str, due_at_all: bool) -> None:  # noqa: FBT001 - a column
    found = indicator(f"interval: {interval}, values: [{{date: 2020-04-01, value: 1}}]", "2020-06-01")
    assert (found is not None) is due_at_all  # 2023-01-01 and 2023-04-01; the end is 2023-01-15


def test_the_end_of_a_certificate_that_is_not_issued_yet_is_not_known() -> None:
    keys = "interval: P5Y, values: [{date: 2019-12-01, value: 1}]"  # due on 2024-12-01
    rounds = a_round("grund", "grundzertifikat", "contract 2019-06-01", "certificate_issued 2020-01-15")
    assert indicator(keys, "2020-01-14", rounds=rounds) is not None
    assert indicator(keys, "2020-01-15", rounds=rounds) is None


def test_a_goal_that_is_judged_as_reached_is_measured_no_more_from_that_day_on() -> None:
    keys, judged = (
        "baseline: 0, target: 9, values: [{date: 2020-03-10, value: 1}]",
        ", assessment: {rating: achieved, date: 2021-02-01}",
    )
    assert indicator(keys, "2021-01-31", judged) is not None
    assert indicator(keys, "2021-02-01", judged) is None


# -- evidence ---------------------------------------------------------------------------------------------------------------

SOURCES = """\
sources:
  - {id: alt, title: Prüfbericht, expires: 2021-06}
  - {id: neu, title: Neuer Prüfbericht, expires: 2024-06}
  - {id: kurz, title: Kurzer Prüfbericht, expires: 2021-05}
  - {id: ewig, title: Foto}
"""


def evidence(at: str, *logs: str) -> DeadlineState | None:
    """Give the state of the evidence “alt”; each log is that of one measure: dates and the evidence named then."""
    measures = ""
    for number, log in enumerate(logs):
        entries = [entry.split() for entry in log.split(", ")]
        texts = ", ".join(f"{{date: {date}, status: ongoing, evidence: [{name}]}}" for date, name in entries)
        measures += f"  - {{id: m{number}, title: M, goal: ziel, log: [{texts}]}}\n"
    files = {"goals.yaml": GOAL.format(""), "measures.yaml": f"measures:\n{measures}", "sources.yaml": SOURCES}
    return state(grund(), at, "evidence:alt", files)


@pytest.mark.parametrize(
    ("at", "logs", "expected"),
    [
        ("2020-05-31", ["2020-06-01 alt"], None),  # nobody has named it yet
        ("2020-06-01", ["2020-06-01 alt"], AHEAD),
        ("2021-06-30", ["2020-06-01 alt"], SOON),
        ("2021-07-01", ["2020-06-01 alt"], OVERDUE),
        ("2021-07-01", ["2020-06-01 alt, 2021-06-30 neu"], MET),
        ("2021-07-01", ["2020-06-01 alt, 2021-06-30 ewig"], MET),
        ("2021-07-01", ["2020-06-01 alt, 2021-07-01 neu"], LATE),
        ("2021-07-01", ["2020-06-01 alt, 2021-07-02 neu"], OVERDUE),
        ("2021-07-01", ["2020-06-01 alt, 2021-06-30 kurz"], OVERDUE),  # it expires earlier
        ("2021-07-01", ["2020-05-01 neu, 2020-06-01 alt"], OVERDUE),  # named before, not instead
        ("2021-07-01", ["2020-06-01 alt, 2021-05-01 neu", "2020-07-01 alt"], OVERDUE),
        ("2021-07-01", ["2020-06-01 alt, 2021-05-01 neu", "2020-07-01 alt, 2021-06-01 ewig"], MET),
        ("2021-07-01", ["2020-06-01 ewig"], None),
    ],
)
def test_evidence_that_expires_is_to_be_renewed_by_every_measure_that_rests_on_it(
    at: str, logs: list[str], expected: DeadlineState | None
) -> None:
    assert evidence(at, *logs) is expected


# -- matters that were put off ------------------------------------------------------------------------------------------------


def put_off(*steps: str, at: str, more: str = "", settings: str = "") -> Deadline | None:
    """Give the deadline of a resolution; a step is role, date and result, ``-`` for what is not given."""
    lines = []
    for step in steps:
        role, date, result = step.split()
        keys = [
            f"role: {role}",
            *([f"date: {date}"] if date != "-" else []),
            *([f"result: {result}"] if result != "-" else []),
        ]
        lines.append(f"{{body: Rat, {', '.join(keys)}}}")
    text = f"resolutions:\n  - {{id: karte, title: Karte, kind: other, consultations: [{', '.join(lines)}]}}\n{more}"
    files = {"resolutions.yaml": text, **({"fgk.yaml": settings} if settings else {})}
    return due(grund(), at, files).get("resolution:karte")


@pytest.mark.parametrize(
    ("steps", "at", "day", "expected", "basis"),
    [
        # three months after the last meeting
        (["decision 2021-02-10 postponed"], "2021-02-10", "2021-05-10", AHEAD, Basis.DERIVED),
        (["decision 2021-02-10 postponed"], "2021-03-11", "2021-05-10", SOON, Basis.DERIVED),
        (["decision 2021-02-10 postponed"], "2021-05-11", "2021-05-10", OVERDUE, Basis.DERIVED),
        (["decision 2021-02-10 referred"], "2021-05-11", "2021-05-10", OVERDUE, Basis.DERIVED),
        (["decision 2021-02 postponed"], "2021-05-31", "2021-05-31", SOON, Basis.DERIVED),
        (["decision 2021-02-10 postponed", "decision - -"], "2021-05-11", "2021-05-10", OVERDUE, Basis.DERIVED),
        # its own next meeting
        (["decision 2021-02-10 postponed", "decision 2021-07-07 -"], "2021-05-07", "2021-07-07", AHEAD, Basis.STATED),
        (["decision 2021-02-10 postponed", "decision 2021-07-07 open"], "2021-07-08", "2021-07-07", OVERDUE, Basis.STATED),
        # put off twice: the last time counts
        (["decision 2021-02-10 postponed", "decision 2021-04-14 postponed"], "2021-05-11", "2021-07-14", AHEAD, Basis.DERIVED),
    ],
)  # fmt: skip
def test_what_was_put_off_is_to_come_up_again(
    steps: list[str], at: str, day: str, expected: DeadlineState, basis: Basis
) -> None:
    found = put_off(*steps, at=at)
    assert found is not None
    assert (str(found.due), found.state, found.basis) == (day, expected, basis)
    assert (found.record_type, found.record_id) == ("resolution", "karte")


@pytest.mark.parametrize("result", ["adopted", "adopted_amended", "rejected", "withdrawn", "noted"])
def test_what_was_decided_or_withdrawn_is_no_longer_open(result: str) -> None:
    steps = ("decision 2021-02-10 postponed", f"decision 2021-04-14 {result}")
    assert put_off(*steps, at="2021-04-13") is not None
    assert put_off(*steps, at="2021-04-14") is None


@pytest.mark.parametrize(
    "steps", [["preliminary 2021-02-10 recommended", "decision - -"], ["decision 2021-02-10 -"], []]
)
def test_what_nobody_has_put_off_is_no_deadline(steps: list[str]) -> None:
    assert put_off(*steps, at="2021-06-01") is None


def test_before_the_meeting_that_put_it_off_nothing_is_known_of_that() -> None:
    assert put_off("decision 2021-02-10 postponed", at="2021-02-09") is None


def test_a_resolution_that_supersedes_what_was_put_off_closes_it_from_its_own_day_on() -> None:
    more = (
        "  - {id: anders, title: Anders, kind: other, supersedes: karte, "
        "consultations: [{body: Rat, role: decision, date: 2021-04-14, result: adopted}]}\n"
    )
    assert put_off("decision 2021-02-10 postponed", at="2021-04-13", more=more) is not None
    assert put_off("decision 2021-02-10 postponed", at="2021-04-14", more=more) is None


def test_the_settings_say_when_to_follow_up() -> None:
    found = put_off("decision 2021-02-10 postponed", at="2021-02-20", settings="follow_up: P2W\n")
    assert found is not None
    assert found.due == dt.date(2021, 2, 24)


# -- what is intended ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("at", "expected"), [("2022-01-01", AHEAD), ("2022-04-01", SOON), ("2022-06-01", OVERDUE)])
def test_an_intended_event_is_due_on_its_last_day(at: str, expected: DeadlineState) -> None:
    found = due(grund("council_report 2022-05, planned: true"), at)["planned:grund/council_report/1"]
    assert (found.due, found.state, found.basis) == (dt.date(2022, 5, 31), expected, Basis.STATED)
    assert (found.record_type, found.record_id) == ("event", "grund/council_report/2022-05")


def test_intentions_of_one_kind_are_counted() -> None:
    found = due(grund("council_report 2022-05, planned: true", "council_report 2021-05, planned: true"), "2021-01-01")
    assert days(found, "planned:") == {
        "planned:grund/council_report/2": "2021-05-31",
        "planned:grund/council_report/1": "2022-05-31",
    }


# -- a procedure of one's own ----------------------------------------------------------------------------------------------------

READING = """\
id: lesestadt
title: Siegel Lesestadt
version: "7"
stages: [{id: siegel, title: Siegel, validity: P2Y}]
events:
  - {id: bewerbung, title: Bewerbung}
  - {id: verleihung, title: Verleihung, effect: issues}
  - {id: besuch, title: Besuch}
  - {id: bericht, title: Bericht, repeatable: true}
deadlines:
  - {id: bericht, title: Bericht, anchor: verleihung, offset: P6M, repeat: P6M, until: valid_until, met_by: bericht, grace: P4W, lead: P10D}
  - {id: besuch, title: Besuch der Jury, anchor: bewerbung, offset: P10D, met_by: besuch, working_day: next}
  - {id: plaene, title: Alles getan, anchor: valid_until, offset: -P3M, met_when: measures_done, stages: siegel}
"""
SECOND = {"procedures/lesestadt.yaml": READING}


def seal(*events: str, **keys: str) -> str:
    return a_round("siegel", "siegel", *events, procedure="lesestadt", **keys)


def own(rounds: str, at: str, files: Files | None = None) -> dict[str, Deadline]:
    """Give the deadlines in the procedure of one's own."""
    return listed(assessment_of(memory(files_of(rounds, {**SECOND, **(files or {})})), at), 1)


def test_a_kind_of_deadline_that_no_code_knows_comes_from_a_file_alone() -> None:
    # applied on Monday 2021-05-03: ten days later is Thursday 2021-05-13, Ascension Day, so it moves to Friday
    rounds = seal("bewerbung 2021-05-03")
    found = own(rounds, "2021-05-04")
    assert {name: (str(one.due), one.state) for name, one in found.items()} == {"besuch": ("2021-05-14", SOON)}
    assert found["besuch"].day.shift is not None
    assert own(seal("bewerbung 2021-05-03", "besuch 2021-05-14"), "2021-05-14")["besuch"].state is MET
    assert own(seal("bewerbung 2021-05-03", "besuch 2021-05-15"), "2021-05-15")["besuch"].state is LATE


def test_an_explanation_names_rule_procedure_and_version() -> None:
    why = own(seal("bewerbung 2021-05-03"), "2021-05-04")["besuch"].explanation
    assert why.rule_of is not None
    procedure, rule = why.rule_of
    assert (rule.id, procedure.id, procedure.version) == ("besuch", "lesestadt", "7")
    assert (str(why.ground.date), why.ground.route) == ("2021-05-03", ("events", 0, "date"))


def test_what_comes_twice_a_year_is_named_by_its_day() -> None:
    # issued on 2021-08-31, valid until 2023-08-31: a month's last day stays the last
    found = own(seal("verleihung 2021-08-31"), "2021-09-01")
    assert days(found, "bericht") == {
        "bericht-2022-02-28": "2022-02-28",
        "bericht-2022-08-31": "2022-08-31",
        "bericht-2023-02-28": "2023-02-28",
        "bericht-2023-08-31": "2023-08-31",
    }


@pytest.mark.parametrize(
    ("events", "at", "expected"),
    [
        ([], "2022-02-17", AHEAD),  # ten days before: 2022-02-18
        ([], "2022-02-18", SOON),
        ([], "2022-03-28", OVERDUE),  # four weeks later
        ([], "2022-03-29", MISSED),
        (["bericht 2022-03-28"], "2022-03-28", LATE),
        (["bericht 2022-03-29"], "2022-03-29", MISSED),
    ],
)
def test_a_procedure_says_how_early_and_how_long_after_it_a_deadline_counts(
    events: list[str], at: str, expected: DeadlineState
) -> None:
    assert own(seal("verleihung 2021-08-31", *events), at)["bericht-2022-02-28"].state is expected


def test_an_event_from_long_ago_meets_none_of_very_many_deadlines_since_then() -> None:
    weekly = READING.replace("repeat: P6M", "repeat: P1W").replace("validity: P2Y", "validity: P30Y")
    files = {"procedures/lesestadt.yaml": weekly}
    found = own(seal("verleihung 2000-01-03", "bericht 2000-07-10"), "2026-11-23", files)
    reports = [one.state for name, one in found.items() if name.startswith("bericht")]
    assert len(reports) > 400
    assert set(reports) == {MISSED, OVERDUE, SOON, AHEAD}
    early = own(seal("verleihung 2000-01-03", "bericht 2000-07-10"), "2001-01-01", files)
    assert early["bericht-2000-07-10"].state is MET  # 2000-01-03 and six months, and one week more


AUSTRIAN = "procedure: familienfreundlichegemeinde\nrounds:\n"


def test_a_later_round_proves_the_decision_on_it_and_no_other_step() -> None:
    first = a_round("r1", "grundzertifikat", "certificate_issued 2018-05-15")  # ends on 2021-05-15, a Saturday
    second = a_round("r2", "zertifikat", "status_workshop 2021-03-01")
    audit = {"audit.yaml": AUSTRIAN + first + second}
    assert state("", "2021-05-17", "second-review", audit) is SOON
    assert state("", "2021-05-18", "second-review", audit) is not MET
    review = a_round("r2", "zertifikat", "status_workshop 2021-03-01", "second_review 2021-04-01")
    assert state("", "2021-05-18", "second-review", {"audit.yaml": AUSTRIAN + first + review}) is MET


def test_the_measures_of_a_round_can_meet_a_deadline() -> None:
    # valid until 2023-08-31, three months before: 2023-05-31
    files = {
        "goals.yaml": "goals:\n  - {id: ziel, title: Ziel, round: siegel}\n",
        "measures.yaml": "measures:\n  - {id: m, title: M, goal: ziel, log: [{date: 2023-06-01, status: done}]}\n",
    }
    rounds = seal("verleihung 2021-08-31")
    assert own(rounds, "2023-05-31", files)["plaene"].state is SOON
    late = own(rounds, "2023-06-01", files)["plaene"]
    assert (late.state, str(late.explanation.met and late.explanation.met.on)) == (LATE, "2023-06-01")


LIMITED = {
    "procedures/lesestadt.yaml": READING.replace("met_when: measures_done,", "met_when: measures_done, grace: P1M,")
}
TWO = "measures:\n  - {{id: m, title: M, goal: ziel, log: [{{date: 2023-03-01, status: done}}{}]}}\n  - {{id: n, title: N, goal: ziel, log: [{{date: 2023-03-01, status: {}}}{}]}}\n"


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        (TWO.format("", "in_progress", ""), MISSED),
        (TWO.format("", "in_progress", ", {date: 2024-06-01, status: dropped, reason: so}"), MISSED),
        (TWO.format("", "in_progress", ", {date: 2024-06-01, status: unknown}"), MISSED),
        (TWO.format("", "in_progress", ", {date: 2024-06-01, status: done}"), MISSED),
        (TWO.format("", "done", ""), MET),
        (TWO.format("", "done", ", {date: 2024-06-01, status: in_progress}"), MET),
        (TWO.format("", "done", ", {date: 2024-06-01, status: in_progress}, {date: 2024-07-01, status: done}"), MET),
    ],
)
def test_a_condition_counts_as_it_stood_when_the_window_closed(measures: str, expected: DeadlineState) -> None:
    # due on 2023-05-31, and to be made up for until 2023-06-30
    files = {**LIMITED, "goals.yaml": "goals:\n  - {id: ziel, title: Ziel, round: siegel}\n", "measures.yaml": measures}
    rounds = seal("verleihung 2021-08-31")
    for at in ("2023-07-01", "2024-05-31", "2024-06-01", "2024-07-01", "2030-01-01"):
        assert own(rounds, at, files)["plaene"].state is expected, at


@pytest.mark.parametrize("key", ["met_by", "until", "anchor"])
def test_a_deadline_that_names_an_unknown_event_is_left_out_and_hides_no_other(key: str) -> None:
    besuch = "{id: besuch, title: Besuch der Jury, anchor: bewerbung, offset: P10D, met_by: besuch, working_day: next}"
    parts = {"anchor": "bewerbung", "met_by": "besuch", "until": "verleihung", key: "niemals"}
    rule = besuch.replace("anchor: bewerbung", f"anchor: {parts['anchor']}, until: {parts['until']}")
    files = {
        "procedures/lesestadt.yaml": READING.replace(
            besuch, rule.replace("met_by: besuch", f"met_by: {parts['met_by']}")
        )
    }
    found = own(seal("bewerbung 2021-05-03", "niemals 2021-05-04", "verleihung 2021-08-31"), "2021-09-01", files)
    assert "besuch" not in found
    assert "plaene" in found


def test_a_deadline_that_comes_again_only_in_centuries_has_a_day() -> None:
    files = {"procedures/lesestadt.yaml": READING.replace("repeat: P6M", "repeat: P100Y36600D")}
    assert days(own(seal("verleihung 2021-08-31"), "2021-09-01", files), "bericht") == {"bericht-2022": "2022-02-28"}


def test_a_deadline_far_ahead_that_comes_every_week_is_there_from_the_beginning() -> None:
    rule = READING.replace("offset: P6M, repeat: P6M, until: valid_until", "offset: P2Y, repeat: P1W")
    files = {"procedures/lesestadt.yaml": rule}
    for at in ("2021-09-01", "2022-06-01", "2023-08-31"):
        assert days(own(seal("verleihung 2021-08-31"), at, files), "bericht") == {"bericht-2023-08-31": "2023-08-31"}


def test_however_much_is_agreed_there_is_a_limit_and_the_latest_rounds_come_first() -> None:
    rules = "".join(
        f"  - {{id: b{number}, title: B, anchor: verleihung, repeat: P1D, until: valid_until, met_by: bericht}}\n"
        for number in range(30)
    )
    files = {"procedures/lesestadt.yaml": READING + rules}
    rounds = "".join(
        a_round(f"r{year}", "siegel", f"verleihung {year}-01-10", procedure="lesestadt") for year in range(2001, 2025)
    )
    found = own(rounds, "2024-12-01", files)
    assert len(found) == 10_000
    assert {one.record_id for one in found.values() if one.state.lies_ahead} == {"r2024"}


def test_a_whole_year_off_moves_a_deadline_as_far_and_it_is_late_only_then() -> None:
    january = dt.date(2021, 1, 4)
    off = [january + dt.timedelta(days=number) for number in range(365)]
    town = TOWN + f"holidays: {{add: [{', '.join(str(day) for day in off if day.weekday() < 5)}]}}\n"
    files = {"municipality.yaml": town}
    for at in ("2021-01-16", "2021-10-08", "2022-01-04", "2022-01-05"):
        found = own(seal("bewerbung 2021-01-05"), at, files)["besuch"]
        assert str(found.due) == "2022-01-04"
        assert found.state.lies_ahead is (at <= "2022-01-04"), at


def test_a_bundled_procedure_that_a_file_replaces_brings_its_own_deadlines() -> None:
    text = READING.replace("id: lesestadt", "id: familiengerechte-kommune", 1)
    files = {"procedures/familiengerechte-kommune.yaml": text}
    assert list(due(a_round("r", "siegel", "bewerbung 2021-05-03"), "2021-05-04", files)) == ["besuch"]


def test_deadlines_of_two_procedures_are_kept_apart() -> None:
    rounds = grund("council_report 2021-12, planned: true") + seal(
        "verleihung 2020-03-02", "bericht 2021-12, planned: true"
    )
    files = {
        "goals.yaml": (
            "goals:\n  - {id: eins, title: Eins, round: grund, "
            "indicators: [{id: z, title: Z, interval: P1Y, values: [{date: 2020-02, value: 1}]}]}\n"
            "  - {id: zwei, title: Zwei, round: siegel}\n"
        ),
        "measures.yaml": (
            "measures:\n  - {id: m1, title: M, goal: eins, due: 2021-05}\n"
            "  - {id: m2, title: M, goal: zwei, due: 2021-05}\n  - {id: lose, title: L, due: 2021-05}\n"
        ),
        "resolutions.yaml": (
            "resolutions:\n  - {id: karte, title: K, kind: other, "
            "consultations: [{body: Rat, role: decision, date: 2020-02-10, result: postponed}]}\n"
        ),
    }
    assessment = assessment_of(memory(files_of(rounds, {**SECOND, **files})), "2020-06-01")
    main, other = listed(assessment, 0), listed(assessment, 1)
    assert set(main) >= {"annual-report-2021", "measure:m1", "measure:lose", "indicator:eins/z", "resolution:karte"}
    assert "planned:grund/council_report/1" in main
    assert set(other) >= {"bericht-2020-09-02", "measure:m2", "planned:siegel/bericht/1", "plaene", "certificate-end"}
    assert set(main) & set(other) == {"certificate-end"}
    assert main["certificate-end"].due != other["certificate-end"].due


# -- on what a day rests, and dates that are not known to the day ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "stated", "last_day", "basis"),
    [
        ("certificate_issued 2020-01-15", "2021-01-15", "2021-01-15", Basis.DERIVED),
        ("certificate_presented 2020-01-15", "2021-01-15", "2021-01-15", Basis.ESTIMATED),
        ("certificate_issued 2020-01", "2021-01", "2021-02-01", Basis.DERIVED),  # 2021-01-31 is a Sunday
        ("certificate_issued 2020-01?", "2021-01?", "2021-02-01", Basis.DERIVED),
        ("certificate_issued 2020-01-15~", "2021-01-15~", "2021-01-15", Basis.DERIVED),
        ("certificate_issued 2020-Q1", "2021-Q1", "2021-03-31", Basis.DERIVED),
        ("certificate_issued 2020%", "2021%", "2021-12-31", Basis.DERIVED),
    ],
)
def test_a_day_is_as_precise_as_what_it_is_counted_from(event: str, stated: str, last_day: str, basis: Basis) -> None:
    found = due(a_round("r", "grundzertifikat", event), "2020-06-01")["annual-report-2021"]
    assert (str(found.due_stated), str(found.due), found.basis) == (stated, last_day, basis)


@pytest.mark.parametrize(
    ("issued", "stated", "last_day"),
    [
        ("2020", "2022-09-30~", "2022-09-30"),  # from the last day of 2023, a Friday
        ("2020?", "2022-09-30%", "2022-09-30"),
        ("2020-Q1", "2021-Q4", "2021-12-31"),  # quarters can be counted
        ("2020-01", "2021-10", "2021-11-02"),  # 31 October 2021 is a Sunday, All Saints' a holiday here
    ],
)
def test_a_distance_finer_than_the_date_is_counted_from_its_last_day(issued: str, stated: str, last_day: str) -> None:
    found = due(a_round("r", "grundzertifikat", f"certificate_issued {issued}"), "2020-12-31")["re-audit-decision"]
    assert (str(found.due_stated), str(found.due)) == (stated, last_day)


@pytest.mark.parametrize(("keys", "basis"), [({"valid_until": "2023-03-31"}, Basis.DERIVED), ({}, Basis.ESTIMATED)])
def test_what_is_counted_from_a_stated_end_is_derived_and_from_an_estimated_one_estimated(
    keys: dict[str, str], basis: Basis
) -> None:
    rounds = a_round("r", "grundzertifikat", "certificate_presented 2020-03-01", **keys)
    assert due(rounds, "2020-06-01")["re-audit-decision"].basis is basis


# -- what is only known later --------------------------------------------------------------------------------------------------------


def test_a_certificate_from_after_the_day_sets_no_deadline() -> None:
    rounds = grund() + aufbau("participation_resolution 2021-03-01", "certificate_issued 2022-06-01")
    assert {one.record_id for one in due(rounds, "2021-12-31").values()} == {"grund"}


def test_a_deadline_is_explained_by_what_was_known_on_the_day() -> None:
    rounds = grund("annual_report 2021-03-01, covers: [2021]", "annual_report 2022-01-10, covers: [2022]")
    found = due(rounds, "2021-12-31")
    assert found["annual-report-2021"].explanation.met is not None
    assert found["annual-report-2022"].explanation.met is None


# -- working days ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "issued", "day"),
    [
        # 2021-06-03 is Corpus Christi, a holiday in NW and not in NI
        ("state: NW", "2020-06-03", "2021-06-04"),
        ("state: NI", "2020-06-03", "2021-06-03"),
        ("", "2020-06-03", "2021-06-03"),  # only the holidays of the whole country are known to hold
        ("state: NW, holidays: {add: [2021-06-04]}", "2020-06-03", "2021-06-07"),  # the next day is a Saturday then
        # Good Friday 2021-04-02, then the weekend and Easter Monday
        ("state: NW", "2020-04-02", "2021-04-06"),
        # 2021-08-15, Assumption, is a Sunday; 2022-08-15 a Monday: a holiday of Catholic municipalities of BY alone
        ("state: BY, holidays: {subdivision: catholic}", "2021-08-15", "2022-08-16"),
        ("state: BY", "2021-08-15", "2022-08-15"),
    ],
)
def test_a_day_off_moves_a_deadline_to_the_next_working_day(keys: str, issued: str, day: str) -> None:
    files = {f"{HOME}/municipality.yaml": f"{{name: M, kind: municipality, {keys}}}\n"}
    found = due(a_round("r", "grundzertifikat", f"certificate_issued {issued}"), issued, files)
    (first, *_) = (one for one in found.values() if one.id.startswith("annual-report"))
    assert str(first.due) == day


# -- whatever the facts -----------------------------------------------------------------------------------------------------------------

LAENDER = ["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"]
COUNTRIES = [("DE", state) for state in LAENDER] + [("AT", str(n)) for n in range(1, 10)] + [("CH", "ZH"), ("CH", "TI")]
OWN_RULE = """\
id: regel
title: Regel
stages: [{{id: stufe, title: Stufe, validity: P5Y}}]
events: [{{id: start, title: Start}}, {{id: ende, title: Ende}}]
deadlines: [{{id: frist, title: Frist, anchor: start, offset: {offset}, working_day: {working_day}, met_by: ende}}]
"""
anchors = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
offsets = st.builds(
    lambda sign, months, number: f"{sign}P{months}M{number}D",
    st.sampled_from(["", "-"]),
    st.integers(0, 60),
    st.integers(0, 70),
)


def due_by_rule(anchor: str, offset: str, working_day: str, country: str = "DE", land: str = "NW") -> dt.date:
    files = {
        "fgk.yaml": "procedure: regel\n",
        "procedures/regel.yaml": OWN_RULE.format(offset=offset, working_day=working_day),
        f"{HOME}/municipality.yaml": f'{{name: M, kind: municipality, country: {country}, state: "{land}"}}\n',
    }
    return due(a_round("r", "stufe", f"start {anchor}"), "2099-12-31", files)["frist"].due


@given(anchors, st.integers(0, 400), offsets, st.sampled_from(["none", "next"]))
def test_a_later_anchor_never_makes_an_earlier_deadline(
    anchor: dt.date, later: int, offset: str, working_day: str
) -> None:
    first = due_by_rule(anchor.isoformat(), offset, working_day)
    second = due_by_rule((anchor + dt.timedelta(days=later)).isoformat(), offset, working_day)
    assert first <= second


@given(st.integers(2000, 2060), st.integers(1, 12), st.integers(0, 30), offsets)
def test_a_later_month_never_makes_an_earlier_deadline(year: int, month: int, later: int, offset: str) -> None:
    index = 12 * year + month - 1 + later
    first = due_by_rule(f"{year}-{month:02}", offset, "next")
    second = due_by_rule(f"{index // 12}-{index % 12 + 1:02}", offset, "next")
    assert first <= second


@given(anchors, offsets, st.sampled_from(COUNTRIES))
def test_a_deadline_that_moves_ends_on_a_working_day(anchor: dt.date, offset: str, place: tuple[str, str]) -> None:
    country, land = place
    unmoved = due_by_rule(anchor.isoformat(), offset, "none", country, land)
    moved = due_by_rule(anchor.isoformat(), offset, "next", country, land)
    off = holidays.country_holidays(country, subdiv=land, years=range(unmoved.year, moved.year + 1))
    assert moved.weekday() < 5
    assert moved not in off
    between = [unmoved + dt.timedelta(days=number) for number in range((moved - unmoved).days)]
    assert all(day in off or day.weekday() >= 5 for day in between)


STEPS = [
    "participation_resolution",
    "kickoff",
    "adoption_resolution",
    "submission",
    "review",
    "certificate_issued",
    "certificate_presented",
]
AT_ANY_TIME = [
    "annual_report",
    "council_report",
    "maintenance_workshop",
    "membership",
    "other",
    "revoked",
    "rejected",
    "suspended",
]
STAGES = ["grundzertifikat", "aufbauzertifikat", "erhaltungszertifikat"]
some_days = st.dates(dt.date(2010, 1, 1), dt.date(2022, 12, 31))


def precise(day: dt.date, precision: int, sign: str) -> str:
    return day.isoformat()[: (10, 10, 7, 4)[precision]] + sign


@st.composite
def histories(draw: st.DrawFn) -> str:
    """Give rounds one after the other, each with steps in their order and with what can happen at any time."""
    rounds = ""
    begun = draw(st.dates(dt.date(2010, 1, 1), dt.date(2014, 12, 31)))
    for number in range(draw(st.integers(1, 3))):
        steps = [name for name in STEPS if draw(st.booleans())]
        dates = sorted(begun + dt.timedelta(days=draw(st.integers(0, 900))) for _ in steps)
        events = [f"{name} {date}" for name, date in zip(steps, dates, strict=True)]
        for _ in range(draw(st.integers(0, 4))):
            day = begun + dt.timedelta(days=draw(st.integers(0, 2000)))
            text = precise(day, draw(st.integers(0, 3)), draw(st.sampled_from(["", "?", "~"])))
            covers = f", covers: [{day.year}]" if draw(st.booleans()) else ""
            planned = ", planned: true" if draw(st.integers(0, 5)) == 0 else ""
            title = ", title: Fest"
            events.append(f"{draw(st.sampled_from(AT_ANY_TIME))} {text}{covers}{planned}{title}")
        rounds += a_round(f"r{number}", draw(st.sampled_from(STAGES)), *events)
        begun += dt.timedelta(days=draw(st.integers(200, 1800)))
    return rounds


@settings(max_examples=400)
@given(histories(), st.lists(some_days, min_size=2, max_size=8).map(sorted))
def test_what_is_met_or_missed_stays_so(rounds: str, moments: list[dt.date]) -> None:
    whole = assessment_of(memory(files_of(rounds)), "2010-01-01")
    known: dict[str, DeadlineState] = {}
    for day in moments:
        on_the_day = replace(whole, day=day)
        for one in deadlines(on_the_day, on_the_day.main):
            before = known.get(one.key)
            if before in (MET, LATE, MISSED):
                assert one.state is before, (one.key, day)
            known[one.key] = one.state


@given(histories(), some_days)
def test_a_deadline_is_overdue_or_missed_only_after_its_day(rounds: str, day: dt.date) -> None:
    assessment = assessment_of(memory(files_of(rounds)), day.isoformat())
    for one in deadlines(assessment, assessment.main):
        assert one.state.lies_ahead <= (day <= one.due), one.id
        assert (one.state in (OVERDUE, MISSED)) <= (day > one.due), one.id


@given(histories(), some_days)
def test_ids_and_keys_are_unique_in_one_standing(rounds: str, day: dt.date) -> None:
    assessment = assessment_of(memory(files_of(rounds)), day.isoformat())
    found = deadlines(assessment, assessment.main)
    assert len({one.id for one in found}) == len(found)
    assert len({one.key or one.id for one in found}) == len(found)


@pytest.mark.parametrize("slug", sorted(path.name for path in (EXAMPLES / "municipalities").iterdir()))
def test_ids_are_unique_in_every_standing_of_the_examples(slug: str) -> None:
    whole = assessment_of(DiskTree(EXAMPLES), "2026-11-23", slug)
    for year in range(2008, 2033):
        on_the_day = replace(whole, day=dt.date(year, 7, 1))
        for standing in on_the_day.standings:
            found = [one.id for one in deadlines(on_the_day, standing)]
            assert sorted(set(found)) == sorted(found)


def test_of_several_records_with_one_id_the_first_sets_the_deadline() -> None:
    value = "{{id: zahl, title: Z, interval: {}, values: [{{date: 2020-02, value: 1}}]}}".format
    files = {
        "goals.yaml": GOAL.format(f", indicators: [{value('P1Y')}, {value('P2Y')}]"),
        "measures.yaml": "measures:\n  - {id: kita, title: A, due: 2021-05}\n  - {id: kita, title: B, due: 2022-05}\n",
    }
    rounds = grund("council_report 2022, planned: true") + grund("council_report 2021, planned: true")
    found = due(rounds, "2020-06-01", files)
    assert str(found["measure:kita"].due_stated) == "2021-05"
    assert str(found["indicator:ziel/zahl"].due_stated) == "2021-02"
    assert str(found["planned:grund/council_report/1"].due_stated) == "2022"


def test_the_same_facts_give_the_same_words_in_both_languages() -> None:
    found = due(grund(), "2020-06-01")["annual-report-2021"]
    assert (Translator("de")(found.title), Translator("en")(found.title)) == (
        "Jahresbericht 2021",
        "Annual report 2021",
    )


def test_the_sound_municipality_has_a_deadline_of_every_kind_but_evidence_and_resolutions() -> None:
    assessment = assessment_of(memory(municipality()), "2026-11-23")
    assert {one.record_type for one in listed(assessment).values()} == {"round", "measure", "indicator", "event"}
