"""Derived state: where the examples and invented histories stand on given days, worked out by hand."""

import datetime as dt
from collections.abc import Mapping

import pytest

from fgk.assessment.agenda import deadlines
from fgk.assessment.assess import Assessment, Scope
from fgk.assessment.deadlines import DeadlineState
from fgk.assessment.lifecycle import AuditState, Basis, CertificateState, Phase, Standing
from fgk.assessment.progress import MeasureState
from fgk.loading.repository import open_repository
from fgk.model.vocabulary import Status
from fgk.source.tree import DiskTree, Tree
from fgk.usecases.portfolio import assessed, selected
from repositories import DAY, EXAMPLES, diagnostics, memory

NAMED = "name: Musterstadt\nkind: municipality\n"


def assessment_of(tree: Tree, slug: str, at: str) -> Assessment:
    repository = open_repository(tree)
    (directory,) = selected(repository, [slug])
    found = assessed(repository, directory, dt.date.fromisoformat(at)).assessment
    assert found.is_possible
    return found


def example(slug: str, at: str) -> Assessment:
    return assessment_of(DiskTree(EXAMPLES), slug, at)


def history(rounds: str, at: str, files: Mapping[str, str] | None = None) -> Assessment:
    """Assess a municipality whose rounds are given one a line.

    ``id stage: event date, event date; key: value; …`` - a stage of ``-`` is not given.
    """
    lines = ["rounds:"]
    for line in rounds.strip().splitlines():
        head, _, rest = line.strip().partition(":")
        events, *keys = rest.strip().split("; ")
        identity, stage = head.split()
        lines += [f"  - id: {identity}", *([f"    stage: {stage}"] if stage != "-" else [])]
        lines += [f"    {key}" for key in keys]
        lines.append("    events:")
        for event in filter(None, events.split(", ")):
            name, date, *more = event.split()
            lines.append(f"      - {{{', '.join([f'event: {name}', f'date: {date}', *more])}}}".replace("=", ": "))
    home = "municipalities/musterstadt"
    own = {f"{home}/municipality.yaml": NAMED, f"{home}/audit.yaml": "\n".join(lines) + "\n"}
    return assessment_of(memory({**own, **(files or {})}), "musterstadt", at)


def end_of(standing: Standing) -> tuple[str | None, Basis | None]:
    award = standing.award
    assert award is not None
    return (str(award.valid_until) if award.valid_until else None), award.basis


# -- the examples -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "at", "phase", "stage", "end", "basis"),
    [
        ("herten", "2010-12-31", Phase.NOT_STARTED, None, None, None),
        ("herten", "2013-06-23", Phase.NOT_STARTED, None, None, None),
        ("herten", "2013-06-24", Phase.IMPLEMENTATION, "grundzertifikat", "2016-06-24", Basis.ESTIMATED),
        ("herten", "2014-01-01", Phase.IMPLEMENTATION, "grundzertifikat", "2016-06-24", Basis.ESTIMATED),
        ("herten", "2016-06-24", Phase.IMPLEMENTATION, "grundzertifikat", "2016-06-24", Basis.ESTIMATED),
        ("herten", "2016-06-25", Phase.LAPSED, "grundzertifikat", "2016-06-24", Basis.ESTIMATED),
        ("herten", "2026-11-23", Phase.LAPSED, "grundzertifikat", "2016-06-24", Basis.ESTIMATED),
        ("delmenhorst", "2017-12-31", Phase.NOT_STARTED, None, None, None),
        ("delmenhorst", "2018-06-01", Phase.FIRST_AUDIT, None, None, None),
        ("delmenhorst", "2020-06-01", Phase.IMPLEMENTATION, "grundzertifikat", "2022-10", Basis.STATED),
        ("delmenhorst", "2022-10-31", Phase.RE_AUDIT, "grundzertifikat", "2022-10", Basis.STATED),
        ("delmenhorst", "2022-11-01", Phase.LAPSED_RE_AUDIT, "grundzertifikat", "2022-10", Basis.STATED),
        ("delmenhorst", "2023-02-01", Phase.LAPSED_RE_AUDIT, "grundzertifikat", "2022-10", Basis.STATED),
        ("delmenhorst", "2024-06-01", Phase.IMPLEMENTATION, "aufbauzertifikat", "2026-12-04?", Basis.ESTIMATED),
        ("nordkirchen", "2012-07-01", Phase.FIRST_AUDIT, None, None, None),
        ("nordkirchen", "2014-06-01", Phase.IMPLEMENTATION, "grundzertifikat", "2016-06", Basis.STATED),
        ("nordkirchen", "2016-06-30", Phase.RE_AUDIT, "grundzertifikat", "2016-06", Basis.STATED),
        ("nordkirchen", "2017-12-01", Phase.LAPSED_RE_AUDIT, "grundzertifikat", "2016-06", Basis.STATED),
        ("nordkirchen", "2019-01-01", Phase.IMPLEMENTATION, "aufbauzertifikat", "2021-09", Basis.STATED),
        ("nordkirchen", "2022-01-01", Phase.LAPSED, "aufbauzertifikat", "2021-09", Basis.STATED),
        ("nordkirchen", "2024-02-01", Phase.PERMANENT, "erhaltungszertifikat", None, None),
        ("duesseldorf", "2012-01-01", Phase.IMPLEMENTATION, "grundzertifikat", "2013-07-01", Basis.ESTIMATED),
        ("duesseldorf", "2014-01-01", Phase.LAPSED, "grundzertifikat", "2013-07-01", Basis.ESTIMATED),
        ("duesseldorf", "2026-11-23", Phase.PERMANENT, "erhaltungszertifikat", None, None),
        ("aachen", "2009-05-05", Phase.NOT_STARTED, None, None, None),
        ("aachen", "2009-12-31", Phase.FIRST_AUDIT, None, None, None),
        ("aachen", "2011-01-01", Phase.IMPLEMENTATION, "grundzertifikat", "2013-06-30", Basis.STATED),
        ("aachen", "2013-06-30", Phase.RE_AUDIT, "grundzertifikat", "2013-06-30", Basis.STATED),
        ("aachen", "2014-01-01", Phase.LAPSED_RE_AUDIT, "grundzertifikat", "2013-06-30", Basis.STATED),
        ("aachen", "2016-01-01", Phase.IMPLEMENTATION, "aufbauzertifikat", "2018-03", Basis.STATED),
        ("aachen", "2018-06-01", Phase.LAPSED, "aufbauzertifikat", "2018-03", Basis.STATED),
        ("aachen", "2026-11-23", Phase.UNKNOWN, "erhaltungszertifikat", None, None),
    ],
)
def test_examples(slug: str, at: str, phase: Phase, stage: str | None, end: str | None, basis: Basis | None) -> None:
    standing = example(slug, at).main
    assert standing.phase is phase
    if stage is None:
        assert standing.award is None
        assert standing.certificate_state is CertificateState.NONE
    else:
        assert standing.award is not None
        assert standing.award.history.round.stage == stage
        assert end_of(standing) == (end, basis)


def test_the_examples_hold_no_error() -> None:
    assert [d for d in diagnostics(DiskTree(EXAMPLES)) if d.severity == "error"] == []


# -- the table of phases -------------------------------------------------------------------------------------------------

GRUND = "grund grundzertifikat: adoption_resolution 2019-03-01, certificate_issued 2020-01-15"
DAUERHAFT = "ziel erhaltungszertifikat: certificate_issued 2020-01-15"
OFFEN = "x grundzertifikat: participation_resolution 2019-01-10, submission 2019-05; certificate: unknown"
ENTZOGEN = "grund grundzertifikat: certificate_issued 2020-01-15, revoked 2021-06-01"
NEU = "\nneu aufbauzertifikat: participation_resolution {day}"


@pytest.mark.parametrize(
    ("rounds", "at", "certificate", "audit", "phase"),
    [
        # no certificate
        ("r grundzertifikat: ", "2020-01-01", CertificateState.NONE, AuditState.IDLE, Phase.NOT_STARTED),
        ("r grundzertifikat: contract 2019-05", "2019-04-30", CertificateState.NONE, AuditState.IDLE, Phase.NOT_STARTED),
        ("r grundzertifikat: contract 2019-05", "2019-05-01", CertificateState.NONE, AuditState.RUNNING, Phase.FIRST_AUDIT),
        (GRUND, "2020-01-14", CertificateState.NONE, AuditState.RUNNING, Phase.FIRST_AUDIT),
        ("r grundzertifikat: contract 2019, suspended 2019-05", "2020-01-01", CertificateState.NONE, AuditState.SUSPENDED, Phase.FIRST_AUDIT),
        ("r grundzertifikat: contract 2019, suspended 2019-05, kickoff 2019-09", "2020-01-01", CertificateState.NONE, AuditState.RUNNING, Phase.FIRST_AUDIT),
        ("r grundzertifikat: contract 2019, rejected 2019-05", "2019-04-30", CertificateState.NONE, AuditState.RUNNING, Phase.FIRST_AUDIT),
        ("r grundzertifikat: contract 2019, rejected 2019-05", "2019-05-01", CertificateState.NONE, AuditState.REJECTED, Phase.REJECTED),
        ("r grundzertifikat: contract 2019, withdrawn 2019-05", "2020-01-01", CertificateState.NONE, AuditState.WITHDRAWN, Phase.REJECTED),
        ("r grundzertifikat: contract 2018, rejected 2018-05\nneu grundzertifikat: kickoff 2019-05-02", "2019-05-02", CertificateState.NONE, AuditState.RUNNING, Phase.FIRST_AUDIT),
        # valid
        (GRUND, "2020-01-15", CertificateState.VALID, AuditState.IDLE, Phase.IMPLEMENTATION),
        (GRUND, "2023-01-15", CertificateState.VALID, AuditState.IDLE, Phase.IMPLEMENTATION),
        (GRUND + NEU.format(day="2022-03"), "2022-02-28", CertificateState.VALID, AuditState.IDLE, Phase.IMPLEMENTATION),
        (GRUND + NEU.format(day="2022-03"), "2022-03-01", CertificateState.VALID, AuditState.RUNNING, Phase.RE_AUDIT),
        (GRUND + NEU.format(day="2022-03, suspended 2022-05"), "2022-06-01", CertificateState.VALID, AuditState.SUSPENDED, Phase.RE_AUDIT),
        (GRUND + NEU.format(day="2022-03, rejected 2022-05"), "2022-06-01", CertificateState.VALID, AuditState.REJECTED, Phase.IMPLEMENTATION),
        (GRUND + NEU.format(day="2022-03, withdrawn 2022-05"), "2022-06-01", CertificateState.VALID, AuditState.WITHDRAWN, Phase.IMPLEMENTATION),
        # expired
        (GRUND, "2023-01-16", CertificateState.EXPIRED, AuditState.IDLE, Phase.LAPSED),
        (GRUND + NEU.format(day="2022-03"), "2023-01-16", CertificateState.EXPIRED, AuditState.RUNNING, Phase.LAPSED_RE_AUDIT),
        (GRUND + NEU.format(day="2022-03, suspended 2022-05"), "2024-01-01", CertificateState.EXPIRED, AuditState.SUSPENDED, Phase.LAPSED_RE_AUDIT),
        (GRUND + NEU.format(day="2022-03, rejected 2022-05"), "2024-01-01", CertificateState.EXPIRED, AuditState.REJECTED, Phase.LAPSED),
        # permanent
        (DAUERHAFT, "2099-12-31", CertificateState.PERMANENT, AuditState.IDLE, Phase.PERMANENT),
        (DAUERHAFT + NEU.format(day="2022-03"), "2022-06-01", CertificateState.PERMANENT, AuditState.RUNNING, Phase.PERMANENT),
        # revoked
        (ENTZOGEN, "2021-05-31", CertificateState.VALID, AuditState.IDLE, Phase.IMPLEMENTATION),
        (ENTZOGEN, "2021-06-01", CertificateState.REVOKED, AuditState.IDLE, Phase.REVOKED),
        (ENTZOGEN, "2030-01-01", CertificateState.REVOKED, AuditState.IDLE, Phase.REVOKED),
        (ENTZOGEN + NEU.format(day="2022-03"), "2022-06-01", CertificateState.REVOKED, AuditState.RUNNING, Phase.LAPSED_RE_AUDIT),
        (ENTZOGEN.replace("grundz", "erhaltungsz"), "2022-06-01", CertificateState.REVOKED, AuditState.IDLE, Phase.REVOKED),
        # unknown
        (OFFEN, "2019-04-30", CertificateState.NONE, AuditState.RUNNING, Phase.FIRST_AUDIT),
        (OFFEN, "2019-05-01", CertificateState.UNKNOWN, AuditState.RUNNING, Phase.UNKNOWN),
        (OFFEN + NEU.format(day="2022-03, certificate_issued 2023-02"), "2023-01-31", CertificateState.UNKNOWN, AuditState.RUNNING, Phase.UNKNOWN),
        (OFFEN + NEU.format(day="2022-03, certificate_issued 2023-02"), "2023-02-01", CertificateState.VALID, AuditState.IDLE, Phase.IMPLEMENTATION),
        ("r -: certificate_issued 2020-01", "2020-06-01", CertificateState.UNKNOWN, AuditState.IDLE, Phase.UNKNOWN),
        ("r -: certificate_issued 2020-01; valid_until: 2023-01", "2020-06-01", CertificateState.VALID, AuditState.IDLE, Phase.IMPLEMENTATION),
        ("r -: certificate_issued 2020-01; valid_until: 2023-01", "2023-01-31", CertificateState.VALID, AuditState.IDLE, Phase.IMPLEMENTATION),
        ("r -: certificate_issued 2020-01; valid_until: 2023-01", "2023-02-01", CertificateState.EXPIRED, AuditState.IDLE, Phase.LAPSED),
        # intentions and remarks change nothing
        ("r grundzertifikat: contract 2019-05 planned=true", "2020-01-01", CertificateState.NONE, AuditState.IDLE, Phase.NOT_STARTED),
        ("r grundzertifikat: other 2019-05 title=Fest", "2020-01-01", CertificateState.NONE, AuditState.IDLE, Phase.NOT_STARTED),
        (GRUND + "\nneu aufbauzertifikat: other 2020-05 title=Fest, kickoff 2021-05", "2020-06-01", CertificateState.VALID, AuditState.IDLE, Phase.IMPLEMENTATION),
        (GRUND + "\nneu aufbauzertifikat: contract 2021-05, certificate_issued 2022-05 planned=true", "2022-06-01", CertificateState.VALID, AuditState.RUNNING, Phase.RE_AUDIT),
        (GRUND + ", revoked 2021-05 planned=true", "2022-06-01", CertificateState.VALID, AuditState.IDLE, Phase.IMPLEMENTATION),
        ("r grundzertifikat: contract 2019, suspended 2019-05, other 2019-06 title=Fest", "2020-01-01", CertificateState.NONE, AuditState.SUSPENDED, Phase.FIRST_AUDIT),
        ("r grundzertifikat: annual_report 2019", "2019-01-01", CertificateState.NONE, AuditState.RUNNING, Phase.FIRST_AUDIT),
        # what happens while a certificate is implemented starts no audit
        (GRUND + ", annual_report 2021-02, council_report 2021-03, membership 2021-04", "2021-06-01", CertificateState.VALID, AuditState.IDLE, Phase.IMPLEMENTATION),
        # the ceremony alone, and before the issue is known
        ("r grundzertifikat: certificate_presented 2020-03-01", "2020-03-01", CertificateState.VALID, AuditState.IDLE, Phase.IMPLEMENTATION),
        ("r grundzertifikat: certificate_issued 2020-01-15, certificate_presented 2020-06-01", "2020-02-01", CertificateState.VALID, AuditState.IDLE, Phase.IMPLEMENTATION),
    ],
)  # fmt: skip
def test_phase(rounds: str, at: str, certificate: CertificateState, audit: AuditState, phase: Phase) -> None:
    standing = history(rounds, at).main
    assert (standing.certificate_state, standing.audit_state, standing.phase) == (certificate, audit, phase)


@pytest.mark.parametrize(
    ("round_", "end", "basis"),
    [
        ("r grundzertifikat: certificate_issued 2020-01-15", "2023-01-15", Basis.DERIVED),
        ("r grundzertifikat: certificate_issued 2020-01-15?", "2023-01-15?", Basis.DERIVED),
        ("r grundzertifikat: certificate_issued 2020-01~", "2023-01~", Basis.DERIVED),
        ("r grundzertifikat: certificate_issued 2020-Q1", "2023-Q1", Basis.DERIVED),
        ("r grundzertifikat: certificate_issued 2020", "2023", Basis.DERIVED),
        ("r grundzertifikat: certificate_issued 2020-02-29", "2023-02-28", Basis.DERIVED),
        ("r grundzertifikat: certificate_presented 2020-03-01", "2023-03-01", Basis.ESTIMATED),
        ("r grundzertifikat: certificate_issued 2020-01, certificate_presented 2020-03-01", "2023-01", Basis.DERIVED),
        ("r grundzertifikat: certificate_issued 2020-01; valid_until: 2022-12-31", "2022-12-31", Basis.STATED),
        ("r grundzertifikat: certificate_presented 2020-01; valid_until: 2022-12", "2022-12", Basis.STATED),
        ("r erhaltungszertifikat: certificate_issued 2020-01", None, None),
        ("r erhaltungszertifikat: certificate_issued 2020-01; valid_until: 2030-12", "2030-12", Basis.STATED),
        ("r -: certificate_issued 2020-01", None, None),
    ],
)
def test_end_of_a_certificate(round_: str, end: str | None, basis: Basis | None) -> None:
    assert end_of(history(round_, "2021-01-01").main) == (end, basis)


@pytest.mark.parametrize(
    ("events", "since"),
    [
        ("adoption_resolution 2021-02-25, certificate_issued 2021", "2021-02-25"),
        ("certificate_issued 2021, adoption_resolution 2021-02-25", "2021-02-25"),
        ("certificate_issued 2021", "2021-01-01"),
        ("adoption_resolution 2020-12, certificate_issued 2021", "2021-01-01"),
        ("adoption_resolution 2021-02, certificate_issued 2021-02-10", "2021-02-10"),
        (
            "adoption_resolution 2021-Q2, review 2021, certificate_issued 2021, certificate_presented 2021-11",
            "2021-04-01",
        ),
        ("adoption_resolution 2021-05 planned=true, certificate_issued 2021", "2021-01-01"),
        ("council_report 2021-05, certificate_issued 2021", "2021-01-01"),
        ("adoption_resolution 2022-05, certificate_issued 2021", "2021-01-01"),
    ],
)
def test_an_event_waits_within_its_interval_for_those_before_it(events: str, since: str) -> None:
    (standing,) = history(f"r grundzertifikat: {events}", "2023-01-01").standings
    assert standing.award is not None
    assert str(standing.award.since) == since


def test_a_rejection_in_the_year_of_the_submission_comes_after_it() -> None:
    rounds = "r grundzertifikat: submission 2021-06-10, rejected 2021"
    assert history(rounds, "2021-06-09").main.phase is Phase.NOT_STARTED
    assert history(rounds, "2021-06-10").main.phase is Phase.REJECTED


def test_the_last_event_of_the_latest_round() -> None:
    rounds = GRUND + NEU.format(day="2022-03-01, contract 2022-05, kickoff 2023 planned=true")
    last = history(rounds, "2022-04-30").main.last_event
    assert last is not None
    assert (last.event, str(last.date)) == ("participation_resolution", "2022-03-01")
    assert history(rounds, "2018-12-31").main.last_event is None


SECOND = "procedures/familienort.yaml"
PROCEDURE = """\
id: familienort
title: Familienfreundlicher Ort
stages: [{id: bronze, title: Bronze, validity: P2Y}]
events:
  - {id: anmeldung, title: Anmeldung}
  - {id: verleihung, title: Verleihung, effect: issues}
"""


def test_two_procedures_at_once_are_derived_apart() -> None:
    rounds = f"{GRUND}\nort bronze: anmeldung 2021-03, verleihung 2022-05-10; procedure: familienort"
    files = {SECOND: PROCEDURE}
    main, other = history(rounds, "2021-04-01", files).standings
    assert (main.procedure.id, main.phase) == ("familiengerechte-kommune", Phase.IMPLEMENTATION)
    assert (other.procedure.id, other.phase) == ("familienort", Phase.FIRST_AUDIT)
    main, other = history(rounds, "2023-06-01", files).standings
    assert (main.phase, other.phase) == (Phase.LAPSED, Phase.IMPLEMENTATION)
    assert end_of(other) == ("2024-05-10", Basis.DERIVED)
    main, other = history(rounds, "2024-05-11", files).standings
    assert (main.phase, other.phase) == (Phase.LAPSED, Phase.LAPSED)


def test_the_files_procedure_comes_first_even_without_a_round() -> None:
    rounds = "ort bronze: anmeldung 2021-03; procedure: familienort"
    main, other = history(rounds, "2021-04-01", {SECOND: PROCEDURE}).standings
    assert (main.procedure.id, main.phase) == ("familiengerechte-kommune", Phase.NOT_STARTED)
    assert (other.procedure.id, other.phase) == ("familienort", Phase.FIRST_AUDIT)


def test_a_procedure_of_the_repository_replaces_the_bundled_one_whole() -> None:
    own = PROCEDURE.replace("id: familienort", "id: familiengerechte-kommune", 1)
    files = {"procedures/familiengerechte-kommune.yaml": own}
    standing = history("r bronze: verleihung 2022-05", "2022-06-01", files).main
    assert standing.phase is Phase.IMPLEMENTATION
    assert end_of(standing) == ("2024-05", Basis.DERIVED)


# -- which round counts --------------------------------------------------------------------------------------------------

TWO = GRUND + NEU.format(day="2021-06, certificate_issued 2022-09-01")


@pytest.mark.parametrize(
    ("rounds", "at", "counted"),
    [
        (TWO, "2018-01-01", None),
        (TWO, "2019-06-01", "grund"),
        (TWO, "2020-06-01", "grund"),
        (TWO, "2021-07-01", "grund"),
        (TWO, "2022-09-01", "neu"),
        (TWO, "2030-01-01", "neu"),
        (GRUND + "\nx erhaltungszertifikat: contract 2021-05; certificate: unknown", "2022-01-01", "grund"),
    ],
)
def test_the_round_of_the_latest_certificate_counts(rounds: str, at: str, counted: str | None) -> None:
    found = history(rounds, at).main.counted_round
    assert (found.id if found else None) == counted


PLAN = {
    "municipalities/musterstadt/goals.yaml": """\
goals:
  - {id: alt, title: Altes Ziel, round: grund}
  - {id: neu, title: Neues Ziel, round: neu}
  - {id: lose, title: Ziel ohne Runde}
""",
    "municipalities/musterstadt/measures.yaml": """\
measures:
  - {id: a1, title: A, goal: alt, log: [{date: 2020-02, status: done}]}
  - {id: a2, title: A, goal: alt, due: 2021-06}
  - {id: n1, title: N, goal: neu, log: [{date: 2022-10, status: done}]}
  - {id: n2, title: N, goal: neu, log: [{date: 2022-10, status: dropped, reason: x}]}
  - {id: n3, title: N, goal: neu, log: [{date: 2022-10, status: replaced, reason: x, replaced_by: n4}]}
  - {id: n4, title: N, goal: neu, continues: a2, log: [{date: 2022-10, status: partly_done}]}
  - {id: l1, title: L, goal: lose}
  - {id: l2, title: L}
""",
}


def test_goals_and_measures_are_those_of_the_round_that_counts() -> None:
    before = history(TWO, "2022-08-31", PLAN).plan()
    assert {goal.goal.id for goal in before.goals} == {"alt", "lose"}
    assert {state.measure.id for state in before.measures} == {"a1", "a2", "l1", "l2"}
    after = history(TWO, "2022-12-31", PLAN).plan()
    assert {goal.goal.id for goal in after.goals} == {"neu", "lose"}
    assert {state.measure.id for state in after.measures} == {"n1", "n2", "n3", "n4", "l1", "l2"}
    assert after.tally.total == 6
    everything = history(TWO, "2022-12-31", PLAN)
    assert everything.plan(Scope(None)).tally.total == 8


def test_share_done_leaves_out_what_was_given_up() -> None:
    counts = history(TWO, "2022-12-31", PLAN).plan().tally
    assert {status: count for status, count in counts.by_status.items() if count} == {
        Status.DONE: 1,
        Status.DROPPED: 1,
        Status.REPLACED: 1,
        Status.PARTLY_DONE: 1,
        Status.PLANNED: 2,
    }
    assert (counts.total, counts.denominator, counts.share_done) == (6, 4, 0.25)
    assert set(counts.by_status) == set(Status)


def test_share_done_is_none_where_nothing_is_left() -> None:
    only = {
        **PLAN,
        "municipalities/musterstadt/measures.yaml": "measures:\n"
        "  - {id: n2, title: N, goal: neu, log: [{date: 2022-10, status: dropped, reason: x}]}\n",
    }
    counts = history(TWO, "2022-12-31", only).plan().tally
    assert (counts.total, counts.share_done) == (1, None)


def test_what_goes_on_in_a_later_round_is_due_no_more_once_that_round_has_begun() -> None:
    def state(at: str) -> MeasureState:
        return next(s for s in history(TWO, at, PLAN).measure_states if s.measure.id == "a2")

    assert state("2021-05-31").is_open
    assert state("2021-07-01").is_continued
    assert not state("2021-07-01").is_overdue
    assert not state("2021-07-01").is_open


# -- measures ------------------------------------------------------------------------------------------------------------


def measure(body: str, at: str, rounds: str = GRUND) -> MeasureState:
    text = f"measures:\n  - {{id: kita, title: Kita, {body}}}\n"
    found = history(rounds, at, {"municipalities/musterstadt/measures.yaml": text})
    (state,) = found.measure_states
    return state


LOG = (
    "due: 2020-06, log: [{date: 2020-03-01, status: in_progress}, "
    "{date: 2020-05-20, status: postponed, reason: x, new_due: 2021-Q1}, {date: 2021-02, status: in_progress}, "
    "{date: 2021-03-10, status: postponed, reason: y, new_due: 2021-12}, {date: 2021-11-05, status: done}]"
)


@pytest.mark.parametrize(
    ("at", "status", "due", "overdue"),
    [
        ("2020-02-29", Status.PLANNED, "2020-06", False),
        ("2020-03-01", Status.IN_PROGRESS, "2020-06", False),
        ("2020-05-19", Status.IN_PROGRESS, "2020-06", False),
        ("2020-05-20", Status.POSTPONED, "2021-Q1", False),
        ("2020-07-01", Status.POSTPONED, "2021-Q1", False),
        ("2021-02-01", Status.IN_PROGRESS, "2021-Q1", False),
        ("2021-03-10", Status.POSTPONED, "2021-12", False),
        ("2021-04-01", Status.POSTPONED, "2021-12", False),
        ("2021-11-05", Status.DONE, "2021-12", False),
        ("2030-01-01", Status.DONE, "2021-12", False),
    ],
)
def test_status_and_due_date_on_a_day(at: str, status: Status, due: str, overdue: bool) -> None:  # noqa: FBT001
    state = measure(LOG, at)
    assert (state.status, str(state.due), state.is_overdue) == (status, due, overdue)


@pytest.mark.parametrize(
    ("due", "last_day", "day_after"),
    [
        ("2021", "2021-12-31", "2022-01-01"),
        ("2021-Q1", "2021-03-31", "2021-04-01"),
        ("2021-02", "2021-02-28", "2021-03-01"),
        ("2021-02~", "2021-02-28", "2021-03-01"),
        ("2021-02-10", "2021-02-10", "2021-02-11"),
    ],
)
def test_overdue_only_when_the_last_day_is_past(due: str, last_day: str, day_after: str) -> None:
    assert not measure(f"due: {due}", last_day).is_overdue
    assert measure(f"due: {due}", day_after).is_overdue


@pytest.mark.parametrize("status", list(Status))
def test_only_open_measures_are_overdue_or_stale(status: Status) -> None:
    extra = {"postponed": ", reason: x, new_due: 2020-12", "dropped": ", reason: x"}.get(status.value, "")
    if status is Status.REPLACED:
        extra = ", reason: x, replaced_by: kita"
    state = measure(f"due: 2020-06, log: [{{date: 2020-02, status: {status.value}{extra}}}]", "2023-01-01")
    is_open = status in {
        Status.PLANNED,
        Status.PREPARING,
        Status.IN_PROGRESS,
        Status.PARTLY_DONE,
        Status.POSTPONED,
    }
    assert (state.is_open, state.is_overdue, state.is_stale) == (is_open, is_open, is_open)


def test_due_soon_begins_sixty_days_before_the_last_day() -> None:
    assert not measure("due: 2021-03", "2021-01-29").is_due_soon
    assert measure("due: 2021-03", "2021-01-30").is_due_soon
    assert measure("due: 2021-03", "2021-03-31").is_due_soon
    assert not measure("due: 2021-03", "2021-04-01").is_due_soon


def test_stale_after_twelve_months_without_a_report() -> None:
    body = "log: [{date: 2021-03-10, status: in_progress}]"
    assert not measure(body, "2022-03-10").is_stale
    assert measure(body, "2022-03-11").is_stale
    month = "log: [{date: 2021-03, status: in_progress}]"
    assert not measure(month, "2022-03-31").is_stale
    assert measure(month, "2022-04-01").is_stale


def test_repeating_a_status_is_a_sign_of_life() -> None:
    body = "log: [{date: 2021-03-10, status: in_progress}, {date: 2022-03-01, status: in_progress}]"
    assert not measure(body, "2022-04-01").is_stale


@pytest.mark.parametrize(
    ("body", "at", "state"),
    [
        ("due: 2021-06", "2021-01-01", DeadlineState.UPCOMING),
        ("due: 2021-06", "2021-06-01", DeadlineState.DUE_SOON),
        ("due: 2021-06", "2021-07-01", DeadlineState.OVERDUE),
        ("due: 2021-06, log: [{date: 2021-06-30, status: done}]", "2021-07-01", DeadlineState.MET),
        ("due: 2021-06, log: [{date: 2021-06, status: done}]", "2021-07-01", DeadlineState.MET),
        ("due: 2021-06, log: [{date: 2021-07-01, status: done}]", "2021-07-01", DeadlineState.MET_LATE),
        ("due: 2021-06-15, log: [{date: 2021, status: done}]", "2021-07-01", DeadlineState.MET),
    ],
)
def test_deadline_of_a_measure(body: str, at: str, state: DeadlineState) -> None:
    text = f"measures:\n  - {{id: kita, title: Kita, {body}}}\n"
    found = history(GRUND, at, {"municipalities/musterstadt/measures.yaml": text})
    by_id = {deadline.id: deadline for deadline in deadlines(found, found.main)}
    assert by_id["measure:kita"].state is state
    assert by_id["certificate-end"].due == dt.date(2023, 1, 15)


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2022-11-15", DeadlineState.UPCOMING),
        ("2022-11-16", DeadlineState.DUE_SOON),
        ("2023-01-15", DeadlineState.DUE_SOON),
        ("2023-01-16", DeadlineState.MISSED),
    ],
)
def test_deadline_of_the_certificate(at: str, state: DeadlineState) -> None:
    found = history(GRUND, at)
    (deadline,) = (one for one in deadlines(found, found.main) if one.id == "certificate-end")
    assert (deadline.id, deadline.state, deadline.basis) == ("certificate-end", state, Basis.DERIVED)


def test_today_is_only_what_it_is_told() -> None:
    assert example("musterstadt", str(DAY)).day == DAY
