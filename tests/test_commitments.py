"""What several files say together about target agreements, ended certificates and the next audit."""

from pathlib import Path

import pytest

from fgk.diagnostics import Diagnostic, Severity
from repositories import diagnostics, memory, message_of

BASE = Path(__file__).parent / "rules" / "_base"
HOME = "municipalities/musterstadt"
PROCEDURE = """\
id: familiengerechte-kommune
title: Audit Familiengerechte Kommune
stages:
  - {id: grundzertifikat, title: Grundzertifikat, validity: P3Y}
events:
  - {id: adoption_resolution, title: Beschluss der Zielvereinbarung, resolution: [adoption]}
  - {id: certificate_issued, title: Zertifikat erteilt}
action_fields:
  - {code: HF2, title: "Familie und Arbeitswelt, Betreuung"}
  - {code: HF3, title: Bildung und Erziehung}
"""


def read(name: str) -> str:
    return (BASE / HOME / name).read_text(encoding="utf-8")


def found(code: str, files: dict[str, str]) -> list[Diagnostic]:
    """Give what one rule finds in the base of the examples with other files in place of its own."""
    paths = {path.relative_to(BASE).as_posix(): path.read_text(encoding="utf-8") for path in BASE.rglob("*.yaml")}
    changed = {name if "/" in name else f"{HOME}/{name}": text for name, text in files.items()}
    return [one for one in diagnostics(memory({**paths, **changed})) if one.code == code]


def own_procedure(plan: str) -> dict[str, str]:
    return {"procedures/familiengerechte-kommune.yaml": PROCEDURE + "plan: {" + plan + "}\n"}


# -- least numbers ----------------------------------------------------------------------------------------------------

GOAL = "  - {{id: {id}, title: Noch ein Ziel, action_field: {field}, round: {round}}}\n"
MEASURE = "  - {{id: {id}, title: Noch eine Maßnahme, goal: {goal}, due: 2027}}\n"
LEAST = {
    "FGK451": "goals_per_action_field: 2",
    "FGK452": "measures_per_goal: 2",
    "FGK455": "groups: [{action_fields: [HF2, HF3], measures: 2}]",
}


@pytest.mark.parametrize("code", LEAST)
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("audit.yaml", "grundzertifikat\n", "grundzertifikat\n    plan: {goals: 1, measures: 1}\n"),
        ("audit.yaml", "grundzertifikat\n", "grundzertifikat\n    plan: {goals: 0}\n"),
        ("measures.yaml", "in_progress", "dropped, reason: Zu teuer"),
        ("goals.yaml", "round: grund", "round: grund\n    visibility: internal"),
    ],
)
def test_less_than_the_procedure_asks_for_is_found(code: str, file: str, old: str, new: str) -> None:
    files = own_procedure(LEAST[code]) | {file: read(file).replace(old, new)}
    assert [one.severity for one in found(code, files)] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("code", "file", "more"),
    [
        ("FGK451", "goals.yaml", GOAL.format(id="zwei", field="betreuung", round="grund")),
        ("FGK451", "goals.yaml", "  - {id: zwei, title: Ein Ziel ohne Handlungsfeld, round: grund}\n"),
        ("FGK451", "goals.yaml", GOAL.format(id="zwei", field="betreung", round="grund")),
        ("FGK452", "measures.yaml", MEASURE.format(id="zwei", goal="plaetze")),
        ("FGK452", "measures.yaml", MEASURE.format(id="zwei", goal="plaetz")),
        ("FGK452", "measures.yaml", "  - {id: zwei, title: Eine Maßnahme ohne Ziel}\n"),
        (
            "FGK452",
            "measures.yaml",
            "  - {id: zwei, title: Eine Maßnahme mit einem Fehler, goal: plaetze, due: bald}\n",
        ),
        ("FGK455", "measures.yaml", MEASURE.format(id="zwei", goal="plaetze")),
        ("FGK455", "measures.yaml", "  - {id: zwei, title: Eine Maßnahme ohne Ziel}\n"),
        ("FGK452", "measures.yaml", "  - {id: zwei, title: [\n"),
    ],
)
def test_what_may_be_the_missing_one_is_no_finding(code: str, file: str, more: str) -> None:
    assert found(code, own_procedure(LEAST[code]) | {file: read(file) + more}) == []


@pytest.mark.parametrize("code", LEAST)
@pytest.mark.parametrize("size", ["{goals: 18, measures: 43}", "{goals: 18}"])
def test_where_more_was_published_than_is_recorded_nothing_is_counted(code: str, size: str) -> None:
    audit = read("audit.yaml").replace("grundzertifikat\n", f"grundzertifikat\n    plan: {size}\n")
    assert found(code, own_procedure(LEAST[code]) | {"audit.yaml": audit}) == []


def test_a_round_counts_its_own_goals_only() -> None:
    audit = read("audit.yaml") + "  - {id: aufbau, stage: grundzertifikat}\n"
    goals = read("goals.yaml") + GOAL.format(id="zwei", field="betreuung", round="aufbau")
    files = own_procedure(LEAST["FGK451"]) | {"audit.yaml": audit, "goals.yaml": goals}
    assert [message_of(one) for one in found("FGK451", files)] == [
        f"Action field “betreuung” has 1 goal in round “{round_}”; the procedure asks for at least 2"
        for round_ in ("grund", "aufbau")
    ]


@pytest.mark.parametrize(("code", "number"), [("HF3", 0), ("", 1), ("HF9", 0)])
def test_a_group_counts_the_fields_of_its_codes(code: str, number: int) -> None:
    fields = "action_fields:\n  - {id: betreuung, code: HF2}\n"
    fields += f"  - {{id: zwei, {f'code: {code}' if code else 'title: Ein eigenes Feld'}}}\n"
    goals = read("goals.yaml") + GOAL.format(id="zwei", field="zwei", round="grund")
    measures = read("measures.yaml") + MEASURE.format(id="zwei", goal="zwei")
    files = {"action-fields.yaml": fields, "goals.yaml": goals, "measures.yaml": measures}
    assert len(found("FGK455", own_procedure(LEAST["FGK455"]) | files)) == number


def test_a_group_is_counted_once_the_agreement_is_adopted() -> None:
    audit = "rounds:\n  - id: grund\n    stage: grundzertifikat\n    events:\n"
    planned = audit + "      - {event: adoption_resolution, date: 2026-12, planned: true}\n"
    assert found("FGK455", own_procedure(LEAST["FGK455"]) | {"audit.yaml": planned}) == []
    issued = audit + "      - {event: certificate_issued, date: 2026-01-15}\n"
    assert len(found("FGK455", own_procedure(LEAST["FGK455"]) | {"audit.yaml": issued})) == 1


# -- fields without goals, goals without measures ---------------------------------------------------------------------

TWO_FIELDS = "action_fields:\n  - {id: betreuung, code: HF2}\n  - {id: wohnen, code: HF5}\n"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("goals.yaml", "goals: []\n"),
        ("goals.yaml", read("goals.yaml") + "  - {id: zwei, title: Ein Ziel ohne Handlungsfeld}\n"),
        ("goals.yaml", read("goals.yaml") + "  - {id: zwei, title: Ein Ziel mit einem Fehler, feld: wohnen}\n"),
        ("goals.yaml", read("goals.yaml") + "  - {id: zwei, title: [\n"),
        ("audit.yaml", read("audit.yaml").replace("grundzertifikat\n", "grundzertifikat\n    plan: {goals: 12}\n")),
        ("audit.yaml", read("audit.yaml") + "  - {id: alt, events: [{event: certificate_presented, date: 2019}]}\n"),
    ],
)
def test_a_field_may_have_its_goals_among_those_that_are_not_recorded(file: str, text: str) -> None:
    assert len(found("FGK453", {"action-fields.yaml": TWO_FIELDS})) == 1
    assert found("FGK453", {"action-fields.yaml": TWO_FIELDS, file: text}) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("measures.yaml", read("measures.yaml") + MEASURE.format(id="zwei", goal="zwei")),
        ("measures.yaml", read("measures.yaml") + MEASURE.format(id="zwei", goal="zwo")),
        ("measures.yaml", read("measures.yaml") + "  - {id: zwei, title: Eine Maßnahme ohne Ziel}\n"),
        ("measures.yaml", read("measures.yaml") + "  - {id: zwei, title: [\n"),
        ("audit.yaml", read("audit.yaml").replace("grundzertifikat\n", "grundzertifikat\n    plan: {measures: 9}\n")),
    ],
)
def test_a_goal_may_have_its_measures_among_those_that_are_not_recorded(file: str, text: str) -> None:
    goals = read("goals.yaml") + GOAL.format(id="zwei", field="betreuung", round="grund")
    assert len(found("FGK454", {"goals.yaml": goals})) == 1
    assert found("FGK454", {"goals.yaml": goals, file: text}) == []


# -- what was given up ------------------------------------------------------------------------------------------------

ELSEWHERE = read("goals.yaml") + GOAL.format(id="zwei", field="betreuung", round="grund")
OTHER = "  - {id: anderswo, title: Etwas anderes, goal: zwei, due: 2027, log: [{date: 2026-05, status: planned}]}\n"


def measures(log: str, more: str = OTHER) -> dict[str, str]:
    text = read("measures.yaml").replace("{date: 2026-03, status: in_progress}", "{" + log + "}")
    return {"goals.yaml": ELSEWHERE, "measures.yaml": text + more}


@pytest.mark.parametrize(
    "log",
    [
        "date: 2026-05, status: dropped, reason: Zu teuer",
        "date: 2026-11-23, status: dropped, reason: Zu teuer",
        "date: 2026-05, status: replaced, reason: Zu teuer, replaced_by: anderswo",
    ],
)
def test_a_goal_all_of_whose_measures_are_given_up(log: str) -> None:
    (one,) = found("FGK456", measures(log))
    assert (one.severity, one.path, len(one.related)) == (Severity.WARNING, f"{HOME}/goals.yaml", 1)


def test_a_goal_given_up_on_an_uncertain_date_is_an_info() -> None:
    (one,) = found("FGK456", measures("date: 2026-05?, status: dropped, reason: Zu teuer, note: Laut Presse"))
    assert one.severity is Severity.INFO


@pytest.mark.parametrize(
    ("log", "more"),
    [
        ("date: 2026-12, status: dropped, reason: Zu teuer", OTHER),
        ("date: 2026-05, status: replaced, reason: Zu teuer, replaced_by: fehlt", OTHER),
        ("date: 2026-05, status: replaced, reason: Zu teuer", OTHER),
        ("date: 2026-05, status: replaced, reason: Zu teuer, replaced_by: anderswo", OTHER.replace("zwei", "plaetze")),
        ("date: 2026-05, status: dropped, reason: Zu teuer", OTHER.replace("zwei", "plaetze")),
        ("date: 2026-05, status: dropped, reason: Zu teuer", OTHER.replace("zwei", "platze")),
        ("date: 2026-05, status: postponed, reason: Zu teuer, new_due: 2028", OTHER),
    ],
)
def test_a_goal_that_still_has_a_measure_or_may_have_one(log: str, more: str) -> None:
    assert found("FGK456", measures(log, more)) == []


def test_a_circle_of_successors_gives_nothing_up() -> None:
    back = (
        "  - {id: kreis, title: Im Kreis, goal: plaetze, log: [{date: 2026-05, status: replaced, replaced_by: kita}]}\n"
    )
    assert found("FGK456", measures("date: 2026-05, status: replaced, replaced_by: kreis", OTHER + back)) == []


def test_a_goal_that_was_judged_needs_no_measure() -> None:
    files = measures("date: 2026-05, status: dropped, reason: Zu teuer")
    judged = files["goals.yaml"].replace(
        "round: grund\n    ind", "round: grund\n    assessment: {rating: partly}\n    ind"
    )
    assert found("FGK456", files | {"goals.yaml": judged}) == []


# -- modules ----------------------------------------------------------------------------------------------------------

FOREIGN = "id: familienort\ntitle: Ort\naction_fields:\n  - {code: M-NATUR, title: Natur, kind: %s}\n"


@pytest.mark.parametrize(
    ("code", "kind", "audit", "expected"),
    [
        ("M-NATUR", "module", "", "FGK458"),
        ("M-NATUR", "standard", "", "FGK209"),
        ("M-NATR", "module", "", "FGK209"),
        ("M-NATUR", "module", "procedure: familienort\n", ""),
        ("M-INTEG", "module", "procedure: familienort\n", "FGK458"),
        ("HF2", "module", "procedure: familienort\n", "FGK209"),
        ("M-INTEG", "module", "", ""),
    ],
)
def test_a_module_of_another_procedure(code: str, kind: str, audit: str, expected: str) -> None:
    files = {
        "procedures/familienort.yaml": FOREIGN % kind,
        "action-fields.yaml": f"action_fields:\n  - {{id: betreuung, code: {code}}}\n",
        "audit.yaml": (audit + "rounds: []\n") if audit else read("audit.yaml"),
    }
    assert [one.code for rule in ("FGK209", "FGK458") for one in found(rule, files)] == ([expected] if expected else [])


# -- at the end of a certificate --------------------------------------------------------------------------------------

ENDED = """\
rounds:
  - id: grund
    stage: grundzertifikat
    events:
      - {{event: {event}, date: {date}}}
"""


def ended(
    event: str = "certificate_issued", date: str = "2023-09", log: str = "date: 2026-03, status: planned"
) -> dict[str, str]:
    return measures(log, "") | {"audit.yaml": ENDED.format(event=event, date=date), "goals.yaml": read("goals.yaml")}


@pytest.mark.parametrize(
    ("event", "date", "severity"),
    [
        ("certificate_issued", "2023-09", Severity.WARNING),
        ("certificate_issued", "2023-11-22", Severity.WARNING),
        ("certificate_issued", "2022~", Severity.WARNING),
        ("certificate_issued", '"2023-09?"', Severity.INFO),
        ("certificate_presented", "2023-09", Severity.INFO),
    ],
)
def test_measures_left_open_at_the_end(event: str, date: str, severity: Severity) -> None:
    (one,) = found("FGK459", ended(event, date))
    assert (one.severity, one.path, one.span.line, len(one.related)) == (severity, f"{HOME}/audit.yaml", 2, 1)


def test_at_the_stated_end_the_finding_points_to_it_and_names_five() -> None:
    more = "".join(f"  - {{id: m{number}, title: Eine Maßnahme, goal: plaetze}}\n" for number in range(12))
    files = ended()
    audit = files["audit.yaml"].replace("    events", "    valid_until: 2026-09\n    events")
    (one,) = found("FGK459", files | {"audit.yaml": audit, "measures.yaml": files["measures.yaml"] + more})
    assert (one.span.line, len(one.related)) == (4, 10)
    assert "13 measures of the round are still open: “kita”, “m0”, “m1”, “m2”, “m3” and 8 more" in message_of(one)


@pytest.mark.parametrize("date", ["2023-11-23", "2023-11", "2023", "2024-01"])
def test_a_certificate_that_may_still_hold_leaves_nothing_open(date: str) -> None:
    assert found("FGK459", ended(date=date)) == []


@pytest.mark.parametrize(
    "log",
    [
        "date: 2026-03, status: done",
        "date: 2026-03, status: ongoing",
        "date: 2026-03, status: unknown",
        "date: 2026-03, status: dropped, reason: Zu teuer",
        "date: 2026-03, status: postponed, reason: Später, new_due: 2028",
        "date: 2026-03, status: postponed, reason: Später, new_due: 2028}\n      - {date: 2026-09, status: in_progress",
    ],
)
def test_an_outcome_leaves_nothing_open(log: str) -> None:
    assert found("FGK459", ended(log=log)) == []


@pytest.mark.parametrize(
    ("code", "log"),
    [
        ("FGK302", "date: 2025-03, status: in_progress}\n      - {date: 2024-02, status: done, note: Eröffnet"),
        ("FGK309", "date: 2025-03, status: in_progress}\n      - {date: 2027-03, status: done, note: Eröffnet"),
        ("FGK401", "date: 2025-03, status: done, note: Eröffnet}\n      - {date: 2025-09, status: planned"),
        ("FGK405", "date: 2025-03, status: done, note: Eröffnet}\n      - {date: 2025-09, status: in_progress"),
    ],
)
def test_a_doubtful_log_does_not_leave_a_measure_open(code: str, log: str) -> None:
    files = ended(log=log)
    assert len(found(code, files)) == 1
    assert [found(other, files) for other in ("FGK459", "FGK501", "FGK502", "FGK507")] == [[], [], [], []]
    more = files["measures.yaml"] + "  - {id: weiter, title: Weiter, goal: plaetze}\n"
    (one,) = found("FGK459", files | {"measures.yaml": more})
    assert "1 measure of the round is still open: “weiter”" in message_of(one)


def test_what_was_left_open_at_the_end_is_not_called_stale_as_well() -> None:
    files = ended(log="date: 2024-03, status: in_progress")
    assert (len(found("FGK459", files)), found("FGK502", files)) == (1, [])
    holds = ended(date="2024-09", log="date: 2024-03, status: in_progress")
    assert (found("FGK459", holds), len(found("FGK502", holds))) == ([], 1)


def test_what_is_continued_or_recurs_is_not_left_open() -> None:
    files = ended(log="date: 2026-03, status: in_progress")
    continued = files["measures.yaml"] + "  - {id: weiter, title: Weiter, continues: kita}\n"
    assert found("FGK459", files | {"measures.yaml": continued}) == []
    recurring = files["measures.yaml"].replace("due: 2028-06", "recurring: true")
    assert found("FGK459", files | {"measures.yaml": recurring}) == []


# -- the next audit ---------------------------------------------------------------------------------------------------

DECISION = """\
  - id: rat-weiter
    title: Wie es weitergeht
    kind: {kind}
    consultations:
      - {{body: Rat, date: {date}, role: decision, result: {result}}}
"""


@pytest.mark.parametrize(
    ("event", "date", "severity"),
    [
        ("certificate_issued", "2024-10", Severity.WARNING),
        ("certificate_issued", "2025-02-23", Severity.WARNING),
        ("certificate_issued", "2025-01", Severity.WARNING),
        ("certificate_issued", '"2024-10?"', Severity.INFO),
        ("certificate_presented", "2024-10", Severity.INFO),
    ],
)
def test_nothing_is_decided_in_time(event: str, date: str, severity: Severity) -> None:
    (one,) = found("FGK503", ended(event, date))
    assert (one.severity, one.path, one.span.line) == (severity, f"{HOME}/audit.yaml", 5)


@pytest.mark.parametrize(
    ("event", "date"),
    [
        ("certificate_issued", "2025-02-24"),
        ("certificate_issued", "2025-02"),
        ("certificate_issued", "2025"),
        ("participation_resolution", "2024-10"),
    ],
)
def test_the_window_may_not_have_opened_or_there_is_no_certificate(event: str, date: str) -> None:
    assert found("FGK503", ended(event, date)) == []


def test_an_expired_certificate_without_a_decision_is_still_reported() -> None:
    assert [one.code for one in found("FGK503", ended("certificate_issued", "2023-09"))] == ["FGK503"]


@pytest.mark.parametrize(
    ("kind", "date", "result", "number"),
    [
        ("re_audit", "2026-06", "adopted", 0),
        ("re_audit", "2026-06", "adopted_amended", 0),
        ("re_audit", "2026-06", "rejected", 0),
        ("rejection", "2026-06", "adopted", 0),
        ("participation", "2026-06", "adopted", 0),
        ("re_audit", "2024", "adopted", 0),
        ("re_audit", "", "adopted", 0),
        ("re_audit", "2026-06", "postponed", 1),
        ("re_audit", "2026-06", "", 1),
        ("participation", "2023-03", "adopted", 1),
        ("report", "2026-06", "adopted", 1),
        ("re_audit", "bald", "adopted", 0),
    ],
)
def test_a_decision_is_a_yes_or_a_no_after_the_certificate(kind: str, date: str, result: str, number: int) -> None:
    resolutions = read("resolutions.yaml") + DECISION.format(kind=kind, date=date, result=result)
    files = ended(date="2024-10") | {"resolutions.yaml": resolutions}
    assert len(found("FGK503", files)) == number


@pytest.mark.parametrize(("planned", "number"), [("", 0), (", planned: true", 1)])
def test_a_round_that_has_begun_is_a_decision(planned: str, number: int) -> None:
    later = f"  - {{id: aufbau, stage: aufbauzertifikat, events: [{{event: contract, date: 2026-10{planned}}}]}}\n"
    files = ended(date="2024-10")
    assert len(found("FGK503", files | {"audit.yaml": files["audit.yaml"] + later})) == number


def test_a_stage_or_procedure_without_this_deadline_needs_no_decision() -> None:
    files = ended(date="2024-10")
    own = PROCEDURE.replace("P3Y", "P3Y}\n  - {id: x, title: X, validity: P1Y")
    assert found("FGK503", files | {"procedures/familiengerechte-kommune.yaml": own}) == []
