"""The balance of a round, delivered and effective, and how many facts have a source."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgk.assessment.assess import Assessment
from fgk.assessment.balance import Balance, Effectiveness, Fate, Future, GoalBalance, balance
from fgk.assessment.coverage import Coverage, coverage
from fgk.loading.repository import open_repository
from fgk.model.publication import public
from fgk.model.vocabulary import Status
from fgk.render.views.rounds import NoRound, chosen
from fgk.source.tree import DiskTree, Tree
from fgk.usecases.portfolio import assessed, selected
from repositories import DAY, EXAMPLES, SOUND, memory, municipality

ROUNDS = """\
rounds:
  - id: grund
    events:
      - {event: participation_resolution, date: 2019-02-01}
      - {event: certificate_issued, date: 2020-03-01}
  - id: aufbau
    events:
      - {event: participation_resolution, date: 2023-01-15}
  - {id: entwurf}
"""
GOALS = """\
goals:
  - {id: ziel, round: grund, action_field: betreuung, title: Ein Ziel}
  - {id: neues, round: aufbau, action_field: betreuung, title: Ein neues Ziel}
  - {id: entworfen, round: entwurf, action_field: betreuung, title: Ein entworfenes Ziel}
"""


def assessment_of(tree: Tree, slug: str = "musterstadt", day: dt.date = DAY) -> Assessment:
    repository = open_repository(tree)
    (directory,) = selected(repository, [slug])
    return assessed(repository, directory, day).assessment


def invented(measures: str, at: str = "2025-06-01", goals: str = GOALS, rounds: str = ROUNDS) -> Assessment:
    files = {"audit.yaml": rounds, "goals.yaml": goals, "measures.yaml": f"measures:\n{measures}"}
    return assessment_of(memory(municipality(files)), day=dt.date.fromisoformat(at))


def drawn(assessment: Assessment, name: str | None = None) -> Balance:
    """Draw up the balance of a round as a report does."""
    standing, history = chosen(assessment, name, running_first=False)
    return balance(assessment, standing, history.round)


def measure(log: str = "", more: str = "", name: str = "m", goal: str = "ziel") -> str:
    return f"  - {{id: {name}, goal: {goal}, title: Etwas{', ' if more else ''}{more}, log: [{log}]}}\n"


def entry(date: str, status: str, more: str = "") -> str:
    return f"{{date: {date}, status: {status}{', ' if more else ''}{more}}}"


def fate_of(measures: str, name: str = "m", at: str = "2025-06-01") -> Fate:
    (fate,) = [one for one in drawn(invented(measures, at)).fates if one.state.measure.id == name]
    return fate


# -- what becomes of a measure ------------------------------------------------------------------------------------------

FUTURES = {
    "planned": Future.OPEN,
    "preparing": Future.OPEN,
    "in_progress": Future.OPEN,
    "partly_done": Future.OPEN,
    "postponed": Future.OPEN,
    "done": Future.DELIVERED,
    "ongoing": Future.RUNNING,
    "unknown": Future.UNKNOWN,
    "dropped": Future.DROPPED,
    "replaced": Future.REPLACED,
}
SETTLED = ("done", "dropped", "replaced")


def test_every_status_is_in_the_table() -> None:
    assert set(FUTURES) == {status.value for status in Status}


@pytest.mark.parametrize(("status", "future"), FUTURES.items())
def test_each_status_leads_to_one_future(status: str, future: Future) -> None:
    assert fate_of(measure(entry("2022-01", status, "reason: Warum"))).future is future


@pytest.mark.parametrize(("status", "future"), FUTURES.items())
def test_what_is_not_settled_is_continued_by_a_measure_of_a_later_round(status: str, future: Future) -> None:
    measures = measure(entry("2022-01", status, "reason: Warum")) + measure("", "continues: m", "n", "neues")
    fate = fate_of(measures)
    assert fate.future is (future if status in SETTLED else Future.CONTINUED)
    assert (fate.successor.id if fate.successor else None) == (None if status in SETTLED else "n")


def test_a_measure_without_an_entry_is_open() -> None:
    fate = fate_of(measure())
    assert (fate.future, fate.since, fate.reason, fate.evidence) == (Future.OPEN, None, None, ())


@pytest.mark.parametrize(
    ("more", "goal", "at", "is_continued"),
    [
        ("continues: m", "neues", "2025-06-01", True),
        ("continues: m", "neues", "2023-01-15", True),
        ("continues: m", "neues", "2023-01-14", False),  # its round had not begun
        ("continues: m", "entworfen", "2021-01-01", True),  # a draft, of which no date is known
        ("continues: m", "ziel", "2025-06-01", False),  # of the same round
        ("continues: m", "nirgends", "2025-06-01", True),  # of a round that is not known
        ("continues: anderes", "neues", "2025-06-01", False),
    ],
)
def test_only_a_measure_of_a_later_round_continues_one(more: str, goal: str, at: str, *, is_continued: bool) -> None:
    measures = measure(entry("2020-05", "in_progress")) + measure("", more, "n", goal)
    assert fate_of(measures, at=at).future is (Future.CONTINUED if is_continued else Future.OPEN)


def test_a_measure_of_an_earlier_round_or_itself_continues_nothing() -> None:
    rounds = ROUNDS.replace("2019-02-01", "2024-02-01").replace("2020-03-01", "2024-03-01")
    measures = measure("", "continues: m") + measure("", "continues: m", "n", "neues")
    (fate,) = drawn(invented(measures, rounds=rounds)).fates
    assert fate.future is Future.OPEN
    (alone,) = drawn(invented("  - {id: allein, title: Ohne Ziel, continues: allein}\n")).fates
    assert alone.future is Future.OPEN


def test_of_several_measures_that_continue_one_the_first_in_the_file_is_named() -> None:
    fate = fate_of(measure() + measure("", "continues: m", "o", "neues") + measure("", "continues: m", "n", "neues"))
    assert fate.successor is not None
    assert fate.successor.id == "o"


def test_what_was_replaced_names_its_successor_and_why() -> None:
    log = ", ".join(
        (
            entry("2021-01", "replaced", "replaced_by: n, reason: Zu teuer, evidence: [stadt]"),
            entry("2021-06", "replaced", "reason: Viel zu teuer"),
            entry("2022-01", "replaced", "note: Wie berichtet, sources: [netz, stadt]"),
        )
    )
    fate = fate_of(measure(log, "due: 2022") + measure("", "", "n"))
    assert fate.successor is not None
    assert (fate.future, fate.successor.id, fate.reason and fate.reason.reason, str(fate.since)) == (
        Future.REPLACED,
        "n",
        "Viel zu teuer",
        "2021-01",
    )
    assert fate.evidence == ("stadt", "netz")


def test_a_status_that_came_back_holds_since_then_and_old_reasons_are_not_given_for_it() -> None:
    log = ", ".join(
        (
            entry("2020-06", "in_progress", "evidence: [stadt]"),
            entry("2021-01", "postponed", "reason: Kein Geld, new_due: 2024"),
            entry("2022-01", "in_progress"),
            entry("2022-06", "in_progress"),
        )
    )
    fate = fate_of(measure(log, "due: 2022"))
    assert (str(fate.since), fate.reason, fate.evidence) == ("2022-01", None, ())


# -- delivered and effective --------------------------------------------------------------------------------------------

DONE = entry("2021-01", "done")
OPEN = entry("2021-01", "in_progress")
RUNS = entry("2021-01", "ongoing")
UNKNOWN = entry("2021-01", "unknown")
DROPPED = entry("2021-01", "dropped", "reason: Warum")
NOT_REACHED = "assessment: {date: 2022-01, rating: not_achieved, reason: Niemand kam}"
PARTLY = "assessment: {date: 2022-01, rating: partly}"
REACHED = "assessment: {date: 2022-01, rating: achieved}"
RISES = "baseline: 10, target: 20"


def indicators(*each: str) -> str:
    return f"indicators: [{', '.join(f'{{id: i{n}, title: I, {one}}}' for n, one in enumerate(each))}]"


def measured(indicator: str, *each: str) -> str:
    """Write an indicator with its values, each given as ``date: value``."""
    dated = (one.split(": ") for one in each)
    return f"{indicator}, values: [{', '.join(f'{{date: {date}, value: {value}}}' for date, value in dated)}]"


def goal_of(logs: tuple[str, ...] = (), more: str = "", at: str = "2025-06-01") -> GoalBalance:
    goals = f"goals:\n  - {{id: ziel, round: grund, title: Ein Ziel{', ' if more else ''}{more}}}\n"
    measures = "".join(measure(log, name=f"m{n}") for n, log in enumerate(logs)) or "  []\n"
    (goal,) = drawn(invented(measures, at, goals)).goals
    return goal


@pytest.mark.parametrize(
    ("logs", "delivered", "counted", "is_delivered", "is_undelivered"),
    [
        ((), 0, 0, False, False),
        ((DONE,), 1, 1, True, False),
        ((DONE, RUNS), 2, 2, True, False),
        ((DONE, OPEN), 1, 2, False, True),
        ((DONE, DROPPED), 1, 1, True, False),
        ((DONE, UNKNOWN), 1, 2, False, False),
        ((OPEN, UNKNOWN), 0, 2, False, True),
        ((DROPPED,), 0, 0, False, True),
        (("",), 0, 1, False, True),
    ],
)
def test_delivered_is_what_is_done_or_runs_among_what_was_not_given_up(
    logs: tuple[str, ...], delivered: int, counted: int, *, is_delivered: bool, is_undelivered: bool
) -> None:
    goal = goal_of(logs)
    assert (goal.delivered, goal.counted) == (delivered, counted)
    assert (goal.is_delivered, goal.is_undelivered) == (is_delivered, is_undelivered)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", Effectiveness.UNKNOWN),
        (REACHED, Effectiveness.REACHED),
        (PARTLY, Effectiveness.PARTLY),
        (NOT_REACHED, Effectiveness.NOT_REACHED),
        (f"{NOT_REACHED}, {indicators(measured(RISES, '2022: 30'))}", Effectiveness.NOT_REACHED),
        ("assessment: {rating: achieved}", Effectiveness.REACHED),
        ("assessment: {date: 2025-07, rating: achieved}", Effectiveness.UNKNOWN),
        (indicators(measured(RISES, "2022: 20")), Effectiveness.REACHED),
        (indicators(measured(RISES, "2022: 25", "2021: 5")), Effectiveness.REACHED),
        (indicators(measured(RISES, "2022: 19")), Effectiveness.NOT_REACHED),
        (indicators(measured(RISES, "2022: 19", "2025-07: 20")), Effectiveness.NOT_REACHED),
        (indicators(measured("baseline: 20, target: 10", "2022: 9")), Effectiveness.REACHED),
        (indicators(measured("baseline: 20, target: 10", "2022: 11")), Effectiveness.NOT_REACHED),
        (indicators(measured(RISES, "2022: 20"), measured(RISES, "2022: 19")), Effectiveness.PARTLY),
        (indicators(measured(RISES, "2022: 20"), RISES), Effectiveness.UNKNOWN),
        (indicators(measured(RISES, "2022: 20"), measured("baseline: 1", "2022: 9")), Effectiveness.REACHED),
        (indicators(measured("target: 10", "2022: 11")), Effectiveness.UNKNOWN),
        (indicators(measured("target: 10", "2022: 10")), Effectiveness.REACHED),
        (indicators(measured("target: 10, direction: decrease", "2022: 11")), Effectiveness.NOT_REACHED),
        (indicators(measured("target: 10, direction: increase", "2022: 11")), Effectiveness.REACHED),
        (indicators(measured("baseline: 10, target: 10", "2022: 9")), Effectiveness.UNKNOWN),
        (indicators(measured("baseline: 10, target: 10", "2022: 10")), Effectiveness.REACHED),
    ],
)
def test_the_judgement_says_whether_a_goal_was_reached_and_without_one_the_indicators(
    more: str, expected: Effectiveness
) -> None:
    assert goal_of((), more).effect is expected


@pytest.mark.parametrize(
    ("logs", "more", "group"),
    [
        ((DONE,), REACHED, None),
        ((OPEN,), NOT_REACHED, None),
        ((DONE,), NOT_REACHED, "delivered_only"),
        ((DONE, RUNS), PARTLY, "delivered_only"),
        ((DONE, OPEN), REACHED, "effective_only"),
        ((DROPPED,), REACHED, "effective_only"),
        ((DONE, UNKNOWN), REACHED, None),  # whether it was delivered is not known
        ((), REACHED, None),  # as no measures are recorded
        ((DONE,), "", "of_unknown_effect"),
        ((OPEN,), "", "of_unknown_effect"),
    ],
)
def test_where_the_two_questions_have_different_answers_the_goal_is_named(
    logs: tuple[str, ...], more: str, group: str | None
) -> None:
    goals = f"goals:\n  - {{id: ziel, round: grund, title: Ein Ziel{', ' if more else ''}{more}}}\n"
    measures = "".join(measure(log, name=f"m{n}") for n, log in enumerate(logs)) or "  []\n"
    assert groups(drawn(invented(measures, goals=goals))) == ({"ziel": [group]} if group else {})


def groups(found: Balance) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for group in ("delivered_only", "effective_only", "of_unknown_effect"):
        for goal in getattr(found, group):
            named.setdefault(goal.state.goal.id, []).append(group)
    return named


# -- the round ----------------------------------------------------------------------------------------------------------


def test_the_balance_is_about_the_round_of_the_latest_certificate_or_the_one_that_is_named() -> None:
    measures = measure() + measure("", "", "n", "neues") + "  - {id: allein, title: Ohne Ziel}\n"
    assessment = invented(measures)
    assert [one.state.measure.id for one in drawn(assessment).fates] == ["m", "allein"]
    other = drawn(assessment, "aufbau")
    assert [one.state.measure.id for one in other.fates] == ["n"]


def test_before_the_first_certificate_it_is_about_the_running_round_and_before_any_round_refused() -> None:
    assert [one.state.measure.id for one in drawn(invented(measure(), "2019-06-01")).fates] == ["m"]
    with pytest.raises(NoRound):
        drawn(invented(measure(), "2018-06-01"))


def test_each_action_field_has_its_measures_with_what_becomes_of_them() -> None:
    found = drawn(assessment_of(memory(municipality())))
    futures = {
        one.state.field.id if one.state.field else "": sorted(fate.future.value for fate in one.fates)
        for one in found.fields
    }
    assert futures == {"betreuung": ["open", "replaced", "running"], "eigenes": ["delivered", "dropped"]}


@pytest.mark.parametrize("slug", sorted(path.name for path in (EXAMPLES / "municipalities").iterdir()))
@pytest.mark.parametrize("year", range(2010, 2028, 3))
def test_the_examples_add_up_in_every_year_and_round(slug: str, year: int) -> None:
    assessment = assessment_of(DiskTree(EXAMPLES), slug, dt.date(year, 6, 1))
    for standing in assessment.standings:
        for history in standing.histories:
            adds_up(balance(assessment, standing, history.round))


def adds_up(found: Balance) -> None:
    assert sum(found.totals.values()) == len(found.fates) == len(found.plan.measures)
    for future in Future:
        assert found.totals[future] == sum(fate.future is future for fate in found.fates)
    assert [goal.state for goal in found.goals] == list(found.plan.goals)
    assert all(0 <= goal.delivered <= goal.counted <= len(goal.fates) for goal in found.goals)
    assert all(len(names) == 1 for names in groups(found).values())


# -- what holds for every plan ------------------------------------------------------------------------------------------

DATES = st.sampled_from(["2019", "2020-02", "2021-Q3", "2022-05-06", "2023?", "2024-07~", "2026", "2027-01-01"])
LOGS = st.lists(
    st.builds(
        "{{date: '{}', status: {}, reason: Warum, replaced_by: {}, visibility: {}, sources: [{}]}}".format,
        DATES,
        st.sampled_from([status.value for status in Status]),
        st.sampled_from(["null", "m0", "m1", "m5"]),
        st.sampled_from(["public", "internal"]),
        st.sampled_from(["", "stadt", "fehlt"]),
    ),
    max_size=3,
).map(", ".join)
MEASURES = st.lists(
    st.tuples(
        st.sampled_from(["ziel", "neues", "entworfen", "nirgends"]),
        st.sampled_from(["null", "m0", "m1", "m2", "m9"]),
        st.sampled_from(["public", "internal"]),
        LOGS,
    ),
    max_size=6,
).map(
    lambda found: (
        "".join(
            f"  - {{id: m{n}, title: Etwas, goal: {goal}, continues: {continues}, visibility: {seen}, log: [{log}]}}\n"
            for n, (goal, continues, seen, log) in enumerate(found)
        )
        or "  []\n"
    )
)
DAYS = st.dates(dt.date(2018, 1, 1), dt.date(2028, 12, 31))


def known_on(assessment: Assessment) -> Assessment:
    """Give the same without the entries of logs that lie behind the day."""
    measures = tuple(
        one.model_copy(update={"log": tuple(said for said in one.log if said.date.first <= assessment.day)})
        for one in assessment.dossier.measures
    )
    return replace(assessment, dossier=replace(assessment.dossier, measures=measures))


@given(MEASURES, DAYS)
def test_every_measure_has_exactly_one_future_and_totals_add_up(measures: str, day: dt.date) -> None:
    assessment = invented(measures, day.isoformat())
    for name in assessment.rounds:
        found = drawn(assessment, name)
        adds_up(found)


@given(MEASURES, DAYS)
def test_nothing_after_the_day_counts(measures: str, day: dt.date) -> None:
    assessment = invented(measures, day.isoformat())
    past = known_on(assessment)
    assert [(one.future, one.since, one.evidence) for one in drawn(past, "grund").fates] == [
        (one.future, one.since, one.evidence) for one in drawn(assessment, "grund").fates
    ]
    assert coverage(past.dossier, day) == coverage(assessment.dossier, day)


@given(MEASURES, DAYS)
def test_the_public_sees_no_measure_and_no_source_that_is_internal(measures: str, day: dt.date) -> None:
    assessment = invented(measures, day.isoformat())
    dossier = public(assessment.dossier)
    seen = drawn(replace(assessment, dossier=dossier), "grund")
    every = {one.state.measure.id for one in drawn(assessment, "grund").fates}
    assert {one.state.measure.id for one in seen.fates} <= every
    assert not any(one.state.measure.is_internal or (one.successor and one.successor.is_internal) for one in seen.fates)
    less, more = coverage(dossier, day), coverage(assessment.dossier, day)
    assert less.facts <= more.facts
    assert less.sourced <= more.sourced


@given(MEASURES, DAYS, DAYS)
def test_facts_only_become_more(measures: str, one: dt.date, other: dt.date) -> None:
    dossier = invented(measures).dossier
    before, after = coverage(dossier, min(one, other)), coverage(dossier, max(one, other))
    assert 0 <= before.sourced <= before.facts <= after.facts
    assert before.sourced <= after.sourced


# -- facts with a source ------------------------------------------------------------------------------------------------

SOURCES = "sources:\n  - {id: da, title: Da}\n  - {id: geheim, title: Geheim, visibility: internal}\n"
EVENT = "rounds:\n  - id: a\n    {}\n    events:\n      - {{event: kickoff, date: 2024-05, {}}}\n"
LOGGED = "measures:\n  - {{id: m, title: M, {} log: [{{date: 2024-05, status: done, {}}}]}}\n"
STEP = "resolutions:\n  - {{id: r, title: R, kind: other, {} consultations: [{{body: Rat, role: decision, {}}}]}}\n"
VALUE = "goals:\n  - {{id: z, title: Z, {} indicators: [{{id: i, title: I, {} values: [{{date: 2024-05, value: 1, {}}}]}}]}}\n"
JUDGED = "goals:\n  - {{id: z, title: Z, {} assessment: {{rating: partly, {}}}}}\n"
TOWN = "name: Musterstadt\nkind: municipality\n"
ON = "date: 2024-05"
BY = "sources: [da]"
FACTS: Mapping[str, tuple[str, str, tuple[int, int]]] = {
    "event": ("audit.yaml", EVENT.format("note: N", ""), (1, 0)),
    "event with a source": ("audit.yaml", EVENT.format("note: N", BY), (1, 1)),
    "event in a round with a source": ("audit.yaml", EVENT.format(BY, ""), (1, 1)),
    "event in an audit with a source": ("audit.yaml", f"{BY}\n{EVENT.format('note: N', '')}", (1, 1)),
    "event with a resolution": ("audit.yaml", EVENT.format("note: N", "resolution: vorhanden"), (1, 1)),
    "event with a resolution that is not there": ("audit.yaml", EVENT.format("note: N", "resolution: fehlt"), (1, 0)),
    "event with a source that is not there": ("audit.yaml", EVENT.format("note: N", "sources: [fehlt]"), (1, 0)),
    "event that is planned": ("audit.yaml", EVENT.format("note: N", f"planned: true, {BY}"), (0, 0)),
    "entry": ("measures.yaml", LOGGED.format("", ""), (1, 0)),
    "entry with evidence": ("measures.yaml", LOGGED.format("", "evidence: [da]"), (1, 1)),
    "entry with a source": ("measures.yaml", LOGGED.format("", BY), (1, 1)),
    "entry with a resolution": ("measures.yaml", LOGGED.format("", "resolution: vorhanden"), (1, 1)),
    "entry of a measure with a source": ("measures.yaml", LOGGED.format(f"{BY},", ""), (1, 1)),
    "entry of a measure with a resolution": ("measures.yaml", LOGGED.format("resolution: vorhanden,", ""), (1, 0)),
    "step": ("resolutions.yaml", STEP.format("", ON), (1, 0)),
    "step with a source": ("resolutions.yaml", STEP.format("", f"{ON}, {BY}"), (1, 1)),
    "step of a resolution with a source": ("resolutions.yaml", STEP.format(f"{BY},", ON), (1, 1)),
    "step of a paper": ("resolutions.yaml", STEP.format('paper: "1/2024",', ON), (1, 1)),
    "step of a paper on the web": ("resolutions.yaml", STEP.format("web: https://rat.example.org/1,", ON), (1, 1)),
    "step of a paper in OParl": ("resolutions.yaml", STEP.format("oparl: https://rat.example.org/1,", ON), (1, 1)),
    "step without a day": ("resolutions.yaml", STEP.format("", "result: adopted"), (1, 0)),
    "step without a day or result": ("resolutions.yaml", STEP.format("", "result: open"), (0, 0)),
    "step that lies ahead": ("resolutions.yaml", STEP.format("", "date: 2027-01-12"), (0, 0)),
    "value": ("goals.yaml", VALUE.format("", "", ""), (1, 0)),
    "value with a source": ("goals.yaml", VALUE.format("", "", BY), (1, 1)),
    "value of an indicator with a source": ("goals.yaml", VALUE.format("", f"{BY},", ""), (1, 1)),
    "value of a goal with a source": ("goals.yaml", VALUE.format(f"{BY},", "", ""), (1, 1)),
    "judgement": ("goals.yaml", JUDGED.format("", ""), (1, 0)),
    "judgement with a source": ("goals.yaml", JUDGED.format("", BY), (1, 1)),
    "judgement on a goal with a source": ("goals.yaml", JUDGED.format(f"{BY},", ""), (1, 1)),
    "judgement that lies ahead": ("goals.yaml", JUDGED.format("", "date: 2027"), (0, 0)),
    "population": ("municipality.yaml", f"{TOWN}population: {{value: 5}}\n", (1, 0)),
    "population with a source": ("municipality.yaml", f"{TOWN}population: {{value: 5}}\n{BY}\n", (1, 1)),
    "definition of family": ("municipality.yaml", f"{TOWN}family_concept: {{text: Alle}}\n", (1, 0)),
    "adopted definition of family": (
        "municipality.yaml",
        f"{TOWN}family_concept: {{text: Alle, resolution: vorhanden}}\n",
        (1, 1),
    ),
    "definition of family without a text": (
        "municipality.yaml",
        f"{TOWN}family_concept: {{resolution: vorhanden}}\n",
        (0, 0),
    ),
}  # fmt: skip


def bare(files: Mapping[str, str | None]) -> Assessment:
    """Give a municipality of which nothing is recorded but what the files say, and a resolution without a step."""
    own: dict[str, str | None] = dict.fromkeys(SOUND, None)
    own |= {"municipality.yaml": TOWN, "audit.yaml": "rounds: []\n", "sources.yaml": SOURCES}
    own["resolutions.yaml"] = "resolutions:\n  - {id: vorhanden, title: R, kind: other}\n"
    return assessment_of(memory(municipality({**own, **files})))


@pytest.mark.parametrize(("name", "content", "expected"), FACTS.values(), ids=FACTS)
def test_a_fact_has_a_source_of_its_own_or_that_of_what_holds_it(
    name: str, content: str, expected: tuple[int, int]
) -> None:
    assert coverage(bare({name: content}).dossier, DAY) == Coverage(*expected)


def test_a_source_that_is_internal_is_none_for_the_public() -> None:
    dossier = bare({"measures.yaml": LOGGED.format("", "evidence: [geheim]")}).dossier
    assert coverage(dossier, DAY) == Coverage(1, 1)
    assert coverage(public(dossier), DAY) == Coverage(1, 0)


@pytest.mark.parametrize("sources", ["sources:\n  - {id: da}\n", "sources: [\n"], ids=["one defect", "not readable"])
def test_a_source_that_cannot_be_read_is_a_source_all_the_same(sources: str) -> None:
    files = {"measures.yaml": LOGGED.format("", BY), "sources.yaml": sources}
    assert coverage(bare(files).dossier, DAY) == Coverage(1, 1)


def test_where_nothing_is_recorded_there_are_no_facts() -> None:
    assert coverage(bare({}).dossier, DAY) == Coverage(0, 0)
