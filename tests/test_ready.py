"""``fgk ready``: whether a step of the procedure may be taken, what is missing, and how far that has come."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import Build
from fgk.assessment.conditions import Answer
from fgk.assessment.readiness import Precondition, Readiness
from fgk.loading.repository import open_repository
from fgk.messages import Translator
from fgk.source.tree import DiskTree, Tree
from fgk.usecases.portfolio import CannotAssess, UnknownMunicipality
from fgk.usecases.ready import Answered, UnknownEvent, UnknownProcedure, ready
from repositories import EXAMPLES, HOME, memory

MET, UNMET, UNKNOWN = Answer.MET, Answer.UNMET, Answer.UNKNOWN
TOWN = "name: Musterstadt\nkind: municipality\nstate: NW\n"
Files = Mapping[str, str]


def a_round(identity: str, stage: str, *events: str, **keys: str) -> str:
    """Give a round; an event is its name and its date, with any further keys behind a comma."""
    parts = [event.partition(" ") for event in events]
    listed = ", ".join(f"{{event: {name}, date: {rest}}}" for name, _, rest in parts)
    further = "".join(f", {key}: {value}" for key, value in keys.items())
    return f"  - {{id: {identity}, stage: {stage}{further}, events: [{listed}]}}\n"


def a_resolution(kind: str, *steps: str, identity: str = "beschluss", **keys: str) -> str:
    """Give a resolution; a step is body, role, date and result, ``-`` for what is not given."""
    lines = []
    for step in steps:
        body, role, date, result = step.split()
        more = [f"date: {date}"] if date != "-" else []
        more += [f"result: {result}"] if result != "-" else []
        lines.append(f"{{{', '.join([f'body: {body}', f'role: {role}', *more])}}}")
    further = "".join(f", {key}: {value}" for key, value in keys.items())
    return f"  - {{id: {identity}, title: Vorlage, kind: {kind}{further}, consultations: [{', '.join(lines)}]}}\n"


def files_of(rounds: str, resolutions: str = "", files: Files | None = None) -> dict[str, str]:
    found = {
        f"{HOME}/municipality.yaml": TOWN,
        f"{HOME}/audit.yaml": f"rounds:\n{rounds}" if rounds else "rounds: []\n",
    }
    if resolutions:
        found[f"{HOME}/resolutions.yaml"] = f"resolutions:\n{resolutions}"
    more = {path if "/" in path else f"{HOME}/{path}": text for path, text in (files or {}).items()}
    return {**found, **more}


def answer(
    tree: Tree, at: str, event: str = "next", slug: str = "musterstadt", procedure: str | None = None
) -> Answered:
    return ready(open_repository(tree), dt.date.fromisoformat(at), slug, event, procedure)


def asked(
    rounds: str,
    at: str,
    event: str = "next",
    resolutions: str = "",
    files: Files | None = None,
    procedure: str | None = None,
) -> Readiness:
    found = answer(memory(files_of(rounds, resolutions, files)), at, event, procedure=procedure).readiness
    assert found is not None
    return found


def one(found: Readiness, identity: str) -> Precondition:
    (precondition,) = (precondition for precondition in found.preconditions if precondition.id == identity)
    return precondition


def states(found: Readiness) -> dict[str, Answer]:
    return {precondition.id: precondition.answer for precondition in found.preconditions}


def words(precondition: Precondition) -> str:
    return Translator("en")(precondition.text)


RUNNING = a_round("grund", "grundzertifikat", "participation_resolution 2024-02-01", "agreement_workshop 2024-09-01")
ADOPTED = a_round("grund", "grundzertifikat", "adoption_resolution 2025-03-04")
AWARDED = a_round("grund", "grundzertifikat", "adoption_resolution 2025-03-04", "certificate_issued 2025-05-14")
PERMANENT = a_round("dauer", "erhaltungszertifikat", "certificate_issued 2025-05-14")


# -- what must have happened ----------------------------------------------------------------------------------------------


def test_a_step_may_be_taken_where_everything_before_it_is_recorded() -> None:
    found = asked(ADOPTED, "2025-04-01", "submission")
    assert found.is_ready
    assert states(found) == {"event:adoption_resolution": MET}
    precondition = one(found, "event:adoption_resolution")
    assert words(precondition) == "Recorded: 2025-03-04."
    assert precondition.ground is not None
    assert precondition.ground.route == ("events", 0, "date")


def test_an_event_from_after_the_day_is_not_recorded_yet() -> None:
    assert not asked(
        ADOPTED.replace("events: [", "events: [{event: contract, date: 2025-01-02}, "), "2025-03-03", "submission"
    ).is_ready


NOT_ADOPTED = "“Vorlage” is not adopted yet"
STILL_TO_ADD = "The event “adoption_resolution” is still to be added to the round."


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        (["Ausschuss preliminary 2025-03-01 recommended", "Rat decision 2025-04-10 -"], f"{NOT_ADOPTED}; it is to be decided by: Rat, 2025-04-10. The last consultation: Ausschuss, 2025-03-01, recommended."),
        (["Ausschuss preliminary 2025-03-01 recommended", "Rat decision - -"], f"{NOT_ADOPTED}; it is to be decided by: Rat. The last consultation: Ausschuss, 2025-03-01, recommended."),
        (["Ausschuss preliminary - recommended", "Rat decision - open"], f"{NOT_ADOPTED}; it is to be decided by: Rat. The last consultation: Ausschuss, recommended."),
        (["Ausschuss preliminary 2025-03-01 recommended"], f"{NOT_ADOPTED}. The last consultation: Ausschuss, 2025-03-01, recommended."),
        (["Ausschuss preliminary 2025-03-01 -", "Rat decision - -"], f"{NOT_ADOPTED}; it is to be decided by: Rat."),
        (["Rat decision - -"], f"{NOT_ADOPTED}; it is to be decided by: Rat."),
        (["Rat decision 2025-03-01 rejected"], "“Vorlage” was not adopted: rejected on 2025-03-01 (Rat)."),
        (["Rat decision 2025-03-01 postponed"], f"{NOT_ADOPTED}. The last consultation: Rat, 2025-03-01, adjourned."),
        (["Rat decision 2025-03-01 adopted"], f"“Vorlage” was adopted on 2025-03-01 (Rat). {STILL_TO_ADD}"),
        (["Rat decision - adopted"], f"“Vorlage” was adopted (Rat). {STILL_TO_ADD}"),
    ],
)  # fmt: skip
def test_a_missing_event_says_how_far_its_resolution_has_come(steps: list[str], text: str) -> None:
    found = asked(RUNNING, "2025-03-15", "submission", a_resolution("adoption", *steps))
    assert states(found) == {"event:adoption_resolution": UNMET}
    assert words(one(found, "event:adoption_resolution")) == text


def test_a_missing_event_leads_to_the_consultation_that_tells_how_far_it_has_come() -> None:
    steps = ("Ausschuss preliminary 2025-03-01 recommended", "Rat decision 2025-04-10 -")
    ground = one(
        asked(RUNNING, "2025-03-15", "submission", a_resolution("adoption", *steps)), "event:adoption_resolution"
    ).ground
    assert ground is not None
    assert ground.route == ("consultations", 0, "date")


def test_a_resolution_of_another_kind_tells_nothing() -> None:
    resolution = a_resolution("report", "Rat decision 2025-03-01 adopted")
    found = asked(RUNNING, "2025-03-15", "submission", resolution)
    assert words(one(found, "event:adoption_resolution")) == "Not recorded in this round."


@pytest.mark.parametrize(
    ("result", "state", "text"),
    [
        ("adopted", MET, "Recorded: 2025-03-04."),
        ("rejected", UNMET, "Recorded: 2025-03-04. But: “Vorlage” was not adopted: rejected on 2025-03-04 (Rat)."),
    ],
)
def test_an_event_that_rests_on_a_resolution_counts_as_far_as_that_was_adopted(
    result: str, state: Answer, text: str
) -> None:
    rounds = a_round("grund", "grundzertifikat", "adoption_resolution 2025-03-04, resolution: beschluss")
    found = asked(rounds, "2025-04-01", "submission", a_resolution("adoption", f"Rat decision 2025-03-04 {result}"))
    assert states(found) == {"event:adoption_resolution": state}
    assert words(one(found, "event:adoption_resolution")) == text
    assert found.is_ready is (state is MET)


def test_an_intended_event_is_missing_and_named_as_intended() -> None:
    rounds = a_round("grund", "grundzertifikat", "contract 2024-09-01", "adoption_resolution 2025-04, planned: true")
    found = asked(rounds, "2025-03-15", "submission")
    assert not found.is_ready
    assert words(one(found, "event:adoption_resolution")) == "It is intended for 2025-04 and not recorded as done."


def test_a_step_that_is_taken_already_cannot_be_taken_again() -> None:
    found = asked(RUNNING, "2025-03-15", "agreement_workshop")
    assert found.preconditions == ()
    assert found.taken is not None
    assert str(found.taken.date) == "2024-09-01"
    assert not found.is_ready


def test_what_can_happen_at_any_time_can_happen_again() -> None:
    rounds = a_round("grund", "grundzertifikat", "certificate_issued 2025-05-14", "annual_report 2026-05-01")
    assert asked(rounds, "2026-06-01", "annual_report").is_ready


def test_what_can_happen_at_any_time_needs_a_round() -> None:
    found = asked("", "2025-03-15", "annual_report")
    assert states(found) == {"round": UNMET}


def test_steps_that_nothing_asks_for_and_that_are_not_recorded_are_named() -> None:
    found = asked(RUNNING, "2024-10-01", "adoption_resolution")
    assert [kind.id for kind in found.skipped] == [
        "contract",
        "kickoff",
        "questionnaire",
        "strategy_workshop",
        "participation",
    ]


# -- what must be decided ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "at", "expected"),
    [
        (["Rat decision 2025-03-04 adopted"], "2025-03-04", MET),
        (["Rat decision 2025-03-04 adopted"], "2025-03-03", UNMET),  # not decided yet
        (["Rat decision 2025-03-04 adopted_amended"], "2025-03-04", MET),
        (["Rat decision 2025-03-04 rejected"], "2025-03-04", UNMET),
        (["Rat decision 2025-03-04 postponed", "Rat decision 2025-04-08 adopted"], "2025-04-07", UNMET),
        (["Rat decision 2025-03-04 postponed", "Rat decision 2025-04-08 adopted"], "2025-04-08", MET),
        (["Ausschuss preliminary 2025-03-04 recommended"], "2025-03-04", UNMET),
        ([], "2025-03-04", UNMET),
    ],
)
def test_a_step_that_rests_on_a_resolution_needs_one_that_is_adopted(
    steps: list[str], at: str, expected: Answer
) -> None:
    found = asked(RUNNING, at, "adoption_resolution", a_resolution("adoption", *steps) if steps else "")
    assert states(found) == {"resolution": expected}
    assert found.is_ready is (expected is MET)


def test_a_resolution_on_which_another_round_rests_does_not_count_again() -> None:
    rounds = a_round(
        "grund",
        "grundzertifikat",
        "participation_resolution 2024-02-01, resolution: beschluss",
        "certificate_issued 2025-05-14",
    )
    resolution = a_resolution("participation", "Rat decision 2024-02-01 adopted")
    assert states(asked(rounds, "2026-01-01", "participation_resolution", resolution))["resolution"] is UNMET


def test_a_resolution_from_before_the_last_certificate_does_not_count() -> None:
    resolution = a_resolution("re_audit", "Rat decision 2025-05-13 adopted")
    assert states(asked(AWARDED, "2026-01-01", "participation_resolution", resolution))["resolution"] is UNMET
    later = a_resolution("re_audit", "Rat decision 2025-05-14 adopted")
    assert states(asked(AWARDED, "2026-01-01", "participation_resolution", later))["resolution"] is MET


def test_of_several_resolutions_an_adopted_one_counts() -> None:
    resolutions = a_resolution("adoption", "Rat decision 2025-02-04 adopted") + a_resolution(
        "adoption", "Rat decision 2025-03-04 rejected", identity="anderer"
    )
    assert asked(RUNNING, "2025-03-15", "adoption_resolution", resolutions).is_ready


# -- the next step -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rounds", "at", "step", "round_"),
    [
        ("", "2025-01-01", "participation_resolution", None),
        (RUNNING, "2024-01-31", "participation_resolution", None),  # nothing is known to have begun
        (RUNNING, "2024-02-01", "contract", "grund"),
        (RUNNING, "2024-09-01", "adoption_resolution", "grund"),
        (ADOPTED, "2025-03-04", "submission", "grund"),
        # issued on 2025-05-14: the report is due on 2026-05-15, the decision on 2027-02-15, each a working day
        (AWARDED, "2025-06-01", "annual_report", "grund"),
        (AWARDED.replace("]}", ", {event: annual_report, date: 2026-05-01}]}"), "2026-06-01", "participation_resolution", None),
        (PERMANENT, "2025-06-01", "membership", "dauer"),
        # the membership is paid until 2027-05-14; the workshop is due on 2026-11-16
        (PERMANENT.replace("]}", ", {event: membership, date: 2025-06-01, until: 2030-01}]}"), "2026-06-01", "maintenance_workshop", "dauer"),
        (a_round("grund", "grundzertifikat", "contract 2024-02-01", "rejected 2024-08-01"), "2025-01-01", "participation_resolution", None),
        (a_round("grund", "grundzertifikat", "contract 2024-02-01", "suspended 2024-08-01"), "2025-01-01", "kickoff", "grund"),
    ],
)  # fmt: skip
def test_the_next_step(rounds: str, at: str, step: str, round_: str | None) -> None:
    found = asked(rounds, at)
    assert (found.step.id, found.round.id if found.round else None) == (step, round_)


def test_behind_the_last_step_of_a_procedure_there_is_none() -> None:
    procedure = (
        "id: lesestadt\ntitle: Siegel\nstages: [{id: siegel, title: Siegel}]\n"
        "events: [{id: verleihung, title: Verleihung, effect: issues}]\n"
    )
    files = {
        "procedures/lesestadt.yaml": procedure,
        f"{HOME}/audit.yaml": "procedure: lesestadt\nrounds:\n" + a_round("r", "siegel", "verleihung 2025-01-02"),
    }
    assert answer(memory(files_of("", files=files)), "2025-06-01").readiness is None


# -- what must be so: conditions, kinds, the order of certificates ----------------------------------------------------------------

AUSTRIAN = "procedure: familienfreundlichegemeinde\nrounds:\n" + a_round(
    "grund", "grundzertifikat", "adoption_resolution 2023-03-01", "certificate_issued 2023-06-01"
)
SECOND_RUN = a_round("voll", "zertifikat", "submission 2026-04-01")


def austrian(*logs: str, rounds: str = AUSTRIAN + SECOND_RUN) -> Files:
    """Give a municipality in the second run, with one measure for each log."""
    measures = "".join(
        f'  - {{id: m{number}, title: M{number}, number: "{number}", goal: ziel, log: [{log}]}}\n'
        for number, log in enumerate(logs)
    )
    return {
        "municipality.yaml": "name: Musterstadt\nkind: municipality\ncountry: AT\n",
        "audit.yaml": rounds,
        "goals.yaml": "goals:\n  - {id: ziel, title: Ziel, round: grund}\n",
        "measures.yaml": f"measures:\n{measures}" if measures else "measures: []\n",
    }


DONE = "{date: 2025-01-10, status: done}"


@pytest.mark.parametrize(
    ("logs", "expected", "text"),
    [
        ([DONE, "{date: 2025-02, status: ongoing}"], MET, "This is so since 2025-02."),
        ([DONE, "{date: 2025-02, status: dropped, reason: x}"], MET, "This is so since 2025-01-10."),
        ([DONE, ""], UNMET, "1 measure is not done: 1 M1."),
        (["", "{date: 2025-02, status: in_progress}"], UNMET, "2 measures are not done: 0 M0, 1 M1."),
        ([""] * 7, UNMET, "7 measures are not done: 0 M0, 1 M1, 2 M2, 3 M3, 4 M4 and 2 more."),
        ([DONE, "{date: 2026-05-02, status: done}"], UNMET, "1 measure is not done: 1 M1."),  # done after the day
        ([DONE, "{date: 2025-02, status: unknown}"], UNKNOWN, "Not known for certain: 1 measure is not done: 1 M1."),
        ([], UNKNOWN, "The files do not tell: too little is recorded."),
    ],
)  # fmt: skip
def test_the_second_austrian_review_needs_all_measures_of_the_first_round(
    logs: list[str], expected: Answer, text: str
) -> None:
    found = asked("", "2026-05-01", "second_review", files=austrian(*logs))
    assert states(found) == {"condition:measures_done": expected}
    assert words(one(found, "condition:measures_done")) == text
    assert found.is_ready is (expected is not UNMET)


def test_the_austrian_example_lacks_five_measures() -> None:
    found = answer(DiskTree(EXAMPLES), "2026-11-23", "second_review", "beispielmarkt").readiness
    assert found is not None
    assert not found.is_ready
    assert words(one(found, "condition:measures_done")).startswith("5 measures are not done: 2.2 ")


def test_where_more_measures_were_adopted_than_are_recorded_nobody_can_say_that_all_are_done() -> None:
    rounds = (AUSTRIAN + SECOND_RUN).replace("id: grund,", "id: grund, plan: {measures: 3},")
    found = asked("", "2026-05-01", "second_review", files=austrian(DONE, DONE, rounds=rounds))
    assert states(found) == {"condition:measures_done": UNKNOWN}


READING = """\
id: lesestadt
title: Siegel Lesestadt
kinds: [municipality]
stages: [{id: siegel, title: Siegel, validity: P3Y, next: gold}, {id: gold, title: Gold, validity: P3Y}]
events:
  - {id: antrag, title: Antrag, title_en: Application}
  - {id: einreichen, title: Einreichen, after: antrag, requires: [plan]}
  - {id: verleihung, title: Verleihung, requires: [goals_reached], effect: issues}
plan: {goals_per_action_field: 1, measures_per_goal: 2, groups: [{action_fields: [L1], measures: 3}]}
"""


def reading(rounds: str, goals: str = "", measures: str = "", fields: str = "") -> Files:
    return {
        "procedures/lesestadt.yaml": READING,
        "audit.yaml": f"procedure: lesestadt\nrounds:\n{rounds}",
        "action-fields.yaml": f"action_fields: [{fields}]\n",
        "goals.yaml": f"goals: [{goals}]\n",
        "measures.yaml": f"measures: [{measures}]\n",
    }


APPLIED = a_round("r", "siegel", "antrag 2025-01-10")
FIELD = "{id: f, code: L1}"
A_GOAL = '{id: z, title: Ziel, number: "1", action_field: f, round: r}'
MEASURES = [f"{{id: m{number}, title: M, goal: z}}" for number in range(3)]


@pytest.mark.parametrize(
    ("fields", "goals", "measures", "expected", "text"),
    [
        (FIELD, A_GOAL, MEASURES, MET, "This is so."),
        (FIELD, A_GOAL, MEASURES[:1], UNMET, "In 2 places the target agreement holds less than the procedure asks for: 1 Ziel, r."),
        (FIELD, A_GOAL, MEASURES[:2], UNMET, "In 1 place the target agreement holds less than the procedure asks for: r."),
        (FIELD + ", {id: g, title: Garten}", A_GOAL, MEASURES, UNMET, "In 1 place the target agreement holds less than the procedure asks for: Garten."),
        (FIELD, "", [], UNKNOWN, "The files do not tell: too little is recorded."),
    ],
)  # fmt: skip
def test_a_procedure_can_ask_for_a_complete_target_agreement(
    fields: str, goals: str, measures: list[str], expected: Answer, text: str
) -> None:
    found = asked("", "2025-06-01", "einreichen", files=reading(APPLIED, goals, ", ".join(measures), fields))
    assert states(found) == {"event:antrag": MET, "condition:plan": expected}
    assert words(one(found, "condition:plan")) == text


def test_a_step_may_be_taken_where_the_files_do_not_tell() -> None:
    found = asked("", "2025-06-01", "einreichen", files=reading(APPLIED))
    assert found.is_ready
    assert found.missing == ()


@pytest.mark.parametrize(
    ("judgement", "expected"),
    [("achieved, date: 2025-05-02", MET), ("achieved, date: 2025-06-02", UNMET), ("partly, date: 2025-05-02", UNMET), ("achieved", MET)],
)  # fmt: skip
def test_a_procedure_can_ask_for_goals_that_are_reached(judgement: str, expected: Answer) -> None:
    goal = A_GOAL.replace("round: r", f"round: r, assessment: {{rating: {judgement}}}")
    found = asked("", "2025-06-01", "verleihung", files=reading(APPLIED, goal, ", ".join(MEASURES), FIELD))
    assert states(found)["condition:goals_reached"] is expected


@pytest.mark.parametrize(("stage", "expected"), [("gold", MET), ("siegel", UNMET)])
def test_certificates_follow_each_other_in_the_order_of_the_procedure(stage: str, expected: Answer) -> None:
    rounds = a_round("r", "siegel", "verleihung 2025-01-10") + a_round("s", stage, "antrag 2027-01-10")
    found = asked("", "2027-06-01", "verleihung", files=reading(rounds))
    assert states(found)["stage"] is expected
    assert found.is_ready is (expected is MET)


def test_a_permanent_certificate_does_not_follow_the_first_one() -> None:
    rounds = AWARDED + a_round("dauer", "erhaltungszertifikat", "adoption_resolution 2027-05-14")
    found = asked(rounds, "2027-06-01", "certificate_issued")
    assert states(found) == {"stage": UNMET}
    assert words(one(found, "stage")) == (
        "In the procedure it does not follow the one before: Grundzertifikat, Erhaltungszertifikat."
    )


def test_the_first_certificate_follows_none() -> None:
    assert "stage" not in states(asked(ADOPTED, "2025-04-01", "certificate_issued"))


def test_a_body_that_the_procedure_is_not_open_to_may_take_no_step() -> None:
    files = {**reading(APPLIED), "municipality.yaml": "name: Kreis\nkind: district\n"}
    found = asked("", "2025-06-01", "einreichen", files=files)
    assert states(found)["kind"] is UNMET
    assert not found.is_ready


# -- what can be asked ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["submission", "Einreichung zur Begutachtung", "einreichung ZUR begutachtung", "Submission"]
)
def test_a_step_is_named_by_its_id_or_title(name: str) -> None:
    assert asked(ADOPTED, "2025-04-01", name).step.id == "submission"


def test_an_event_that_the_procedure_does_not_have_is_wrong_use() -> None:
    with pytest.raises(UnknownEvent) as caught:
        asked(ADOPTED, "2025-04-01", "submision")
    assert caught.value.hint is not None
    assert Translator("en")(caught.value.hint) == "Did you mean “submission”?"


def two_procedures() -> Files:
    return {
        **reading(""),
        "audit.yaml": f"rounds:\n{ADOPTED}{APPLIED}".replace("id: r,", "id: r, procedure: lesestadt,"),
    }


def test_a_step_of_another_procedure_that_runs_here_is_found() -> None:
    found = asked("", "2025-06-01", "einreichen", files=two_procedures())
    assert (found.standing.procedure.id, found.round.id if found.round else None) == ("lesestadt", "r")


def test_the_next_step_is_that_of_the_procedure_that_is_asked_for() -> None:
    assert asked("", "2025-06-01", files=two_procedures()).step.id == "submission"
    assert asked("", "2025-06-01", files=two_procedures(), procedure="lesestadt").step.id == "einreichen"


def test_a_procedure_that_does_not_run_here_is_wrong_use() -> None:
    with pytest.raises(UnknownProcedure) as caught:
        asked(ADOPTED, "2025-06-01", procedure="lesestadt")
    assert caught.value.code == 2


def test_a_municipality_that_does_not_exist_is_wrong_use() -> None:
    with pytest.raises(UnknownMunicipality):
        answer(memory(files_of(ADOPTED)), "2025-06-01", slug="musterdorf")


def test_files_that_leave_no_state_leave_no_answer() -> None:
    with pytest.raises(CannotAssess) as caught:
        answer(memory(files_of("", files={"audit.yaml": "rounds: 3\n"})), "2025-06-01")
    assert caught.value.code == 1


# -- the command line -----------------------------------------------------------------------------------------------------------------


def fgk(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FGK_", "NO_COLOR", "COLUMNS"))}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "fgk", "ready", *arguments],
        cwd=cwd,
        env=kept,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


RECOMMENDED = a_resolution("adoption", "Ausschuss preliminary 2025-03-01 recommended", "Rat decision 2025-04-10 -")


@pytest.fixture
def repo(build: Build) -> Path:
    return build(files_of(RUNNING, RECOMMENDED))


def test_what_is_missing_is_said_with_its_place_and_exit_code_one(repo: Path) -> None:
    result = fgk("musterstadt", "--for", "submission", "--at", "2025-03-15", cwd=repo)
    assert result.returncode == 1
    assert result.stderr == ""
    assert result.stdout == (
        "Musterstadt · Einreichung zur Begutachtung, Runde „grund“, Stand 15.03.2025\n"
        "✗ Der Schritt ist noch nicht möglich: Die einzige Voraussetzung ist nicht\nerfüllt.\n"
        "\n"
        "✗ fehlt: Beschluss der Zielvereinbarung\n"
        "  „Vorlage“ ist noch nicht beschlossen; die Entscheidung steht aus (Rat,\n"
        "  10.04.2025). Die letzte Beratung: Ausschuss, 01.03.2025, empfohlen.\n"
        f"  {HOME}/resolutions.yaml:2:112\n"
        "\n"
        "Nicht eingetragen, aber auch nicht vorausgesetzt: Vertrag, Auftakt, Fragebogen\n"
        "zur Bestandsaufnahme, Strategieworkshop, Beteiligungsphase.\n"
    )


def test_without_a_step_it_is_the_next_one_and_exit_code_zero_where_it_may_be_taken(repo: Path) -> None:
    result = fgk("musterstadt", "--at", "2024-02-02", "--lang", "en", cwd=repo)
    assert result.returncode == 0
    assert result.stdout.splitlines()[:2] == [
        "Musterstadt · Contract, round “grund”, as of 2024-02-02",
        "✓ The step may be taken: the procedure names no precondition.",
    ]


def test_the_object_holds_every_precondition_with_its_place(repo: Path) -> None:
    result = fgk(
        "musterstadt", "--for", "submission", "--at", "2025-03-15", "--format", "json", "--lang", "en", cwd=repo
    )
    assert result.returncode == 1
    assert json.loads(result.stdout) == {
        "schema_version": 1,
        "municipality": "musterstadt",
        "name": "Musterstadt",
        "at": "2025-03-15",
        "procedure": "familiengerechte-kommune",
        "round": "grund",
        "event": "submission",
        "title": "Submission",
        "ready": False,
        "preconditions": [
            {
                "id": "event:adoption_resolution",
                "title": "Adoption of the target agreement",
                "state": "unmet",
                "text": "“Vorlage” is not adopted yet; it is to be decided by: Rat, 2025-04-10. "
                "The last consultation: Ausschuss, 2025-03-01, recommended.",
                "path": f"{HOME}/resolutions.yaml",
                "line": 2,
                "column": 112,
            }
        ],
        "not_recorded": ["Contract", "Kick-off", "Questionnaire", "Strategy workshop", "Participation phase"],
    }


def test_markdown_shows_the_words_of_the_files_as_they_are(build: Build) -> None:
    title = '"<b>@rat</b> | *alles*"'
    repo = build(files_of(RUNNING, RECOMMENDED.replace("title: Vorlage", f"title: {title}")))
    result = fgk("musterstadt", "--for", "submission", "--at", "2025-03-15", "--format", "md", cwd=repo)
    assert result.returncode == 1
    head, verdict, *table = [line for line in result.stdout.splitlines() if line]
    assert head == "## Musterstadt · Einreichung zur Begutachtung, Runde „grund“, Stand 15.03.2025"
    assert verdict == "**Der Schritt ist noch nicht möglich: Die einzige Voraussetzung ist nicht erfüllt.**"
    assert table[1] == "|---|---|---|"
    assert "„&lt;b&gt;@&#8203;rat&lt;/b&gt; \\| \\*alles\\*“" in table[2]
    assert table[2].replace("\\|", "").count("|") == 4


def test_a_step_without_preconditions_has_no_table(repo: Path) -> None:
    result = fgk("musterstadt", "--at", "2024-02-02", "--format", "md", cwd=repo)
    assert result.returncode == 0
    assert (
        result.stdout
        == "## Musterstadt · Vertrag, Runde „grund“, Stand 02.02.2024\n\n**Der Schritt ist möglich: Das Verfahren nennt keine Voraussetzung.**\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("musterstadt", "--for", "submision"), "Meinten Sie „submission“?"),
        (("musterstdt",), "Meinten Sie „musterstadt“?"),
        (("musterstadt", "--procedure", "familiengerechte"), "Meinten Sie „familiengerechte-kommune“?"),
        (("musterstadt", "--format", "csv"), "csv"),
        (("musterstadt", "noch-eine"), "noch-eine"),
        ((), "NAME"),
    ],
)
def test_wrong_use_has_exit_code_two(repo: Path, arguments: tuple[str, ...], words: str) -> None:
    result = fgk(*arguments, cwd=repo)
    assert result.returncode == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_files_that_leave_no_state_have_exit_code_one(build: Build) -> None:
    result = fgk("musterstadt", cwd=build(files_of("", files={"audit.yaml": "rounds: 3\n"})))
    assert result.returncode == 1
    assert result.stdout == ""
    assert "fgk validate musterstadt" in result.stderr


def test_where_something_cannot_be_read_the_answer_says_that_it_is_incomplete(build: Build) -> None:
    files = files_of(ADOPTED, files={"measures.yaml": "measures:\n  - {id: m, titel: M}\n"})
    result = fgk("musterstadt", "--for", "submission", "--at", "2025-04-01", cwd=build(files))
    assert result.returncode == 0
    assert "fgk validate musterstadt" in result.stderr


def test_where_there_is_no_further_step_that_is_said(build: Build) -> None:
    files = reading(a_round("r", "gold", "verleihung 2025-01-10"))
    repo = build(files_of("", files=files))
    result = fgk("musterstadt", "--at", "2025-06-01", "--lang", "en", cwd=repo)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "fgk: The procedure knows no further step for “Musterstadt”.\n"


def test_every_answer_for_the_examples_fits_eighty_columns() -> None:
    for directory in sorted((EXAMPLES / "municipalities").iterdir()):
        result = fgk(directory.name, "--for", "certificate_issued", "--at", "2026-11-23", cwd=EXAMPLES)
        assert result.returncode in (0, 1), result.stderr
        assert max(len(line) for line in result.stdout.splitlines()) <= 80
