"""The procedures that come with fgk are sound, and the invented municipalities that follow them stand where they must."""

import datetime as dt
from collections.abc import Iterator

import pytest

from fgk.assessment.lifecycle import Basis, Phase, Standing
from fgk.assessment.overview import Overview
from fgk.diagnostics import Diagnostic, Severity
from fgk.loading.repository import open_repository
from fgk.model.procedure import Procedure, Titled
from fgk.model.vocabulary import Condition, Effect, Result
from fgk.resources import bundled_procedures
from fgk.rules.repository import procedure_findings
from fgk.source.tree import DiskTree
from fgk.usecases.status import statuses
from repositories import DAY, EXAMPLES, diagnostics, memory, message_of

BUNDLED = open_repository(memory({})).procedures
AUSTRIAN = "familienfreundlichegemeinde"
FAMILIES = "familiengerechte-kommune"
CHILDREN = "kinderfreundliche-kommunen"

PROPER_NAMES = {(FAMILIES, name) for name in ("grundzertifikat", "aufbauzertifikat", "erhaltungszertifikat")}
"""Stages whose names stay German: data format, at the beginning."""

INVENTED = ("beispielhausen", "beispielmarkt", "doppelstadt", "musterstadt")

every_procedure = pytest.mark.parametrize("procedure", BUNDLED.values(), ids=lambda procedure: procedure.id)


# -- the procedures -----------------------------------------------------------------------------------------------------


def test_three_procedures_come_along() -> None:
    assert set(BUNDLED) == {FAMILIES, AUSTRIAN, CHILDREN}


@every_procedure
def test_a_procedure_refers_only_to_what_it_has(procedure: Procedure) -> None:
    assert list(procedure_findings(procedure)) == []
    assert bundled_procedures()[procedure.id].name == f"{procedure.id}.yaml"


@every_procedure
def test_a_procedure_as_a_file_of_a_repository_has_no_finding(procedure: Procedure) -> None:
    tree = memory({f"procedures/{procedure.id}.yaml": bundled_procedures()[procedure.id].read_bytes()})
    assert [(one.code, message_of(one)) for one in diagnostics(tree)] == []


@every_procedure
def test_everything_has_a_title_in_both_languages(procedure: Procedure) -> None:
    named = list(_titled(procedure))
    assert len(named) > 20
    assert [name for name, one in named if not one.title] == []
    untranslated = {(procedure.id, name) for name, one in named if one.title_en is None}
    assert untranslated == {name for name in PROPER_NAMES if name[0] == procedure.id}


def _titled(procedure: Procedure) -> Iterator[tuple[str, Titled]]:
    yield procedure.id, procedure
    yield from ((stage.id, stage) for stage in procedure.stages)
    yield from ((event.id, event) for event in procedure.events)
    yield from ((field.code, field) for field in procedure.action_fields)
    yield from ((deadline.id, deadline) for deadline in procedure.deadlines)


@every_procedure
def test_certificates_are_issued_and_presented_and_every_stage_but_a_permanent_one_leads_on(
    procedure: Procedure,
) -> None:
    effects = {event.id: event.does for event in procedure.events}
    assert effects["certificate_issued"] is Effect.ISSUES
    assert effects["certificate_presented"] is Effect.PRESENTS
    assert effects["other"] is Effect.REMARK
    assert [stage.id for stage in procedure.stages if stage.validity is not None and not stage.next] == []


@every_procedure
def test_a_deadline_is_met_by_one_thing_at_most(procedure: Procedure) -> None:
    both = [one.id for one in procedure.deadlines if one.met_by is not None and one.met_when is not None]
    assert both == []


def test_the_full_austrian_certificate_needs_the_second_review_and_all_measures() -> None:
    procedure = BUNDLED[AUSTRIAN]
    review, issue = procedure.event("second_review"), procedure.event("certificate_issued")
    assert review is not None
    assert issue is not None
    assert review.requires == (Condition.MEASURES_DONE,)
    assert review.id in issue.after
    needed = {
        stage.id: {name for name in issue.after if (kind := procedure.event(name)) and kind.belongs_to(stage.id)}
        for stage in procedure.stages
    }
    assert needed == {"grundzertifikat": {"adoption_resolution", "review"}, "zertifikat": {"second_review"}}
    assert [field.code for field in procedure.action_fields] == [f"LP{number}" for number in range(1, 10)]


def test_what_meets_the_deadlines_that_are_no_reports() -> None:
    when = {(name, one.id): one.met_when for name, found in BUNDLED.items() for one in found.deadlines if one.met_when}
    assert when == {
        (AUSTRIAN, "measures-done"): "measures_done",
        (CHILDREN, "measures-done"): "measures_done",
        ("familiengerechte-kommune", "goals-reached"): "goals_reached",
    }
    ends = {one.met_by for found in BUNDLED.values() for one in found.deadlines if one.anchor == "valid_until"}
    assert ends >= {"second_review", "final_report", "participation_resolution"}


# -- steps of some stages only --------------------------------------------------------------------------------------------

FULL = """\
procedure: familienfreundlichegemeinde
rounds:
  - id: runde
    stage: zertifikat
    events:
      - {event: second_review, date: 2024-05-06}
      - {event: certificate_issued, date: 2024-06-03}
"""


def missing(audit: str) -> list[tuple[str, str]]:
    """Give what is found of events that must come first."""
    home = "municipalities/musterstadt"
    tree = memory(
        {
            f"{home}/municipality.yaml": "name: Musterstadt\nkind: municipality\ncountry: AT\n",
            f"{home}/audit.yaml": audit,
        }
    )
    return [(one.code, message_of(one)) for one in diagnostics(tree) if one.code in ("FGK413", "FGK414")]


def test_a_step_of_another_stage_is_not_missing() -> None:
    assert missing(FULL) == []


def test_a_step_of_the_same_stage_is_missing() -> None:
    without = FULL.replace("      - {event: second_review, date: 2024-05-06}\n", "")
    assert missing(without) == [
        ("FGK413", "Round “runde”: The round has a certificate, but “Second review” is not recorded")
    ]
    first = FULL.replace("stage: zertifikat", "stage: grundzertifikat")
    ((code, message),) = missing(first)
    assert code == "FGK413"
    assert "Adoption of the measures" in message


def test_where_the_stage_is_not_known_no_step_of_some_stages_is_missing() -> None:
    issued = FULL.replace("    stage: zertifikat\n", "").replace(
        "      - {event: second_review, date: 2024-05-06}\n", ""
    )
    assert missing(issued) == []


# -- the examples -------------------------------------------------------------------------------------------------------


def overview(slug: str, at: str) -> Overview:
    (found,) = statuses(open_repository(DiskTree(EXAMPLES)), dt.date.fromisoformat(at), [slug])
    assert found.errors == 0
    return found


def standing(slug: str, at: str, procedure: str) -> Standing:
    (found,) = (one.standing for one in overview(slug, at).procedures if one.standing.procedure.id == procedure)
    return found


@pytest.mark.parametrize(
    ("slug", "procedure", "at", "phase", "end", "basis"),
    [
        ("beispielmarkt", AUSTRIAN, "2023-06-13", Phase.NOT_STARTED, None, None),
        ("beispielmarkt", AUSTRIAN, "2023-09-21", Phase.FIRST_AUDIT, None, None),
        ("beispielmarkt", AUSTRIAN, "2024-05-15", Phase.FIRST_AUDIT, None, None),
        ("beispielmarkt", AUSTRIAN, "2024-05-16", Phase.IMPLEMENTATION, "2027-05-16", Basis.DERIVED),
        ("beispielmarkt", AUSTRIAN, "2026-11-23", Phase.IMPLEMENTATION, "2027-05-16", Basis.DERIVED),
        ("beispielmarkt", AUSTRIAN, "2027-05-17", Phase.LAPSED, "2027-05-16", Basis.DERIVED),
        ("beispielhausen", CHILDREN, "2023-05-24", Phase.NOT_STARTED, None, None),
        ("beispielhausen", CHILDREN, "2025-03-10", Phase.FIRST_AUDIT, None, None),
        ("beispielhausen", CHILDREN, "2026-11-23", Phase.IMPLEMENTATION, "2028-03", Basis.STATED),
        ("beispielhausen", CHILDREN, "2028-03-31", Phase.IMPLEMENTATION, "2028-03", Basis.STATED),
        ("beispielhausen", CHILDREN, "2028-04-01", Phase.LAPSED, "2028-03", Basis.STATED),
        ("doppelstadt", FAMILIES, "2024-06-01", Phase.FIRST_AUDIT, None, None),
        ("doppelstadt", CHILDREN, "2024-06-01", Phase.NOT_STARTED, None, None),
        ("doppelstadt", FAMILIES, "2025-07-01", Phase.IMPLEMENTATION, "2028-06-18", Basis.DERIVED),
        ("doppelstadt", CHILDREN, "2025-07-01", Phase.FIRST_AUDIT, None, None),
        ("doppelstadt", FAMILIES, "2026-11-23", Phase.IMPLEMENTATION, "2028-06-18", Basis.DERIVED),
        ("doppelstadt", CHILDREN, "2026-11-23", Phase.IMPLEMENTATION, "2029-03-03", Basis.DERIVED),
        ("doppelstadt", FAMILIES, "2028-06-19", Phase.LAPSED, "2028-06-18", Basis.DERIVED),
        ("doppelstadt", CHILDREN, "2028-06-19", Phase.IMPLEMENTATION, "2029-03-03", Basis.DERIVED),
    ],
)
def test_where_an_example_stands(
    slug: str, procedure: str, at: str, phase: Phase, end: str | None, basis: Basis | None
) -> None:
    found = standing(slug, at, procedure)
    assert found.phase is phase
    award = found.award
    assert (award and str(award.valid_until), award and award.basis) == (end, basis)


def test_doppelstadt_runs_two_procedures_with_plans_of_their_own() -> None:
    found = overview("doppelstadt", "2026-11-23")
    assert [one.standing.procedure.id for one in found.procedures] == [FAMILIES, CHILDREN]
    assert [one.standing.counted_round.id for one in found.procedures if one.standing.counted_round] == [
        "grund-2025",
        "kinder-2026",
    ]
    measures = [{one.id for one in part.deadlines if one.id.startswith("measure:")} for part in found.procedures]
    assert "measure:ferienpass" in measures[0]
    assert "measure:jugendparlament" in measures[1]
    assert measures[0] & measures[1] == set()


def test_doppelstadt_has_an_adjourned_resolution_and_evidence_that_expires() -> None:
    assessment = overview("doppelstadt", "2026-11-23").assessment
    assert [one.id for one in assessment.resolutions.values() if one.result is Result.POSTPONED] == [
        "familiencard-2026"
    ]
    expiring = {one.id: str(one.expires) for one in assessment.dossier.sources if one.expires is not None}
    assert expiring == {"pruefbericht-spielplatz": "2027-05-18"}
    used = {name for measure in assessment.measures.values() for entry in measure.log for name in entry.evidence}
    assert set(expiring) <= used


def test_beispielmarkt_has_not_done_all_measures_yet() -> None:
    main = overview("beispielmarkt", "2026-11-23").main
    assert main is not None
    plan = main.plan
    assert plan is not None
    assert (plan.tally.done, plan.tally.denominator) == (6, 14)
    assert [state.measure.id for state in plan.measures if state.is_overdue] == ["querungshilfe"]


def found_in(slug: str) -> list[Diagnostic]:
    return [one for one in diagnostics(DiskTree(EXAMPLES), DAY) if one.path.startswith(f"municipalities/{slug}/")]


@pytest.mark.parametrize(
    ("slug", "expected"), [("beispielmarkt", ["FGK501"]), ("beispielhausen", []), ("doppelstadt", [])]
)
def test_an_example_has_only_the_findings_that_are_meant(slug: str, expected: list[str]) -> None:
    found = found_in(slug)
    assert [one.code for one in found] == expected
    assert all(one.severity is Severity.WARNING for one in found)


@pytest.mark.parametrize("slug", INVENTED)
def test_the_files_of_an_invented_municipality_say_so_and_name_their_schema(slug: str) -> None:
    files = sorted((EXAMPLES / "municipalities" / slug).rglob("*.yaml"))
    assert len(files) >= 7
    for file in files:
        first, second, *_ = file.read_text(encoding="utf-8").splitlines()
        _, _, schema = first.partition("# yaml-language-server: $schema=")
        assert (file.parent / schema).resolve().is_file(), file
        assert second.startswith("# Erfundenes Beispiel: "), file
        assert "gibt es nicht" in second, file
