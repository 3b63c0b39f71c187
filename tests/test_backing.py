"""What rests on resolutions, and which yearly reports are missing: changes in several files at once."""

import datetime as dt

import pytest

from fgk.assessment.periods import due_dates
from fgk.dates import Duration, PartialDate
from fgk.diagnostics import Diagnostic, Severity
from fgk.messages import Translator
from repositories import HOME, SOUND, diagnostics, memory, municipality, placed

AUDIT, RESOLUTIONS = f"{HOME}/audit.yaml", f"{HOME}/resolutions.yaml"
MEASURES, MUNICIPALITY = f"{HOME}/measures.yaml", f"{HOME}/municipality.yaml"

ADOPTION = "- {body: Rat, role: decision, date: 2024-05-14, result: adopted}"
REAUDIT = "- {body: Rat, role: decision, date: 2026-10-14, result: adopted}"
INTENDED = "- event: council_report\n        planned: true\n        date: 2027-03\n"
NAMED = "        resolution: rat-neu\n"

Change = tuple[str, str, str]
"""File, what stands there, what stands there instead."""


def changed(*changes: Change) -> dict[str, str]:
    files: dict[str, str] = dict(SOUND)
    for file, old, new in changes:
        assert old in files[file], (file, old)
        files[file] = files[file].replace(old, new, 1)
    return municipality(files)


def found(*changes: Change) -> list[Diagnostic]:
    return diagnostics(memory(changed(*changes)))


def only(*changes: Change) -> Diagnostic:
    (one,) = found(*changes)
    return one


def german(diagnostic: Diagnostic) -> str:
    return Translator("de")(diagnostic.message)


def reaudit(consultations: str) -> Change:
    return ("resolutions.yaml", REAUDIT, consultations)


# -- was it decided? ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("result", "word"),
    [
        ("rejected", "abgelehnt"),
        ("withdrawn", "zurückgezogen"),
        ("postponed", "vertagt"),
        ("referred", "überwiesen"),
    ],
)
def test_an_event_on_what_was_not_adopted(result: str, word: str) -> None:
    one = only(reaudit(REAUDIT.replace("adopted", result)))
    assert (one.code, one.path, one.severity) == ("FGK409", AUDIT, Severity.ERROR)
    assert word in german(one)
    assert [related.path for related in one.related] == [RESOLUTIONS]


def test_the_last_decision_counts() -> None:
    both = f"{REAUDIT.replace('adopted', 'postponed')}\n      {REAUDIT}"
    assert found(reaudit(both)) == []


def test_the_definition_of_family_on_what_was_rejected() -> None:
    concept = ("municipality.yaml", "resolution: rat-ziele", "resolution: rat-konzept")
    record = "  - {id: rat-konzept, title: Familienbegriff, kind: other, consultations: [{body: Rat, role: decision, result: "
    one = only(concept, ("resolutions.yaml", "  - id: rat-weiter\n", record + "rejected}]}\n  - id: rat-weiter\n"))
    assert (one.code, one.path) == ("FGK409", MUNICIPALITY)
    assert "Der Familienbegriff beruht" in german(one)


@pytest.mark.parametrize(
    ("result", "status", "codes"),
    [
        ("rejected", "in_progress", ["FGK409"]),
        ("rejected", "planned", ["FGK409"]),
        ("rejected", "dropped, reason: Der Rat war dagegen", []),
        ("withdrawn", "preparing", []),
        ("postponed", "in_progress", []),
        ("postponed", "partly_done", ["FGK409"]),
        ("referred", "planned", []),
    ],
)
def test_a_measure_goes_against_its_resolution_or_not(result: str, status: str, codes: list[str]) -> None:
    measure = (
        "  - {id: spiel, goal: plaetze, title: Spielstraßen, responsible: {office: Amt}, due: 2027-06, resolution: rat-spiel, "
        f"log: [{{date: 2026-06, status: {status}, resolution: rat-spiel}}]}}\n"
    )
    resolution = (
        "  - {id: rat-spiel, title: Spielstraßen, kind: other, consultations: "
        f"[{{body: Rat, role: decision, date: 2026-05-20, result: {result}}}]}}\n"
    )
    diagnostics = found(
        ("measures.yaml", "  - id: tagespflege\n", f"{measure}  - id: tagespflege\n"),
        ("resolutions.yaml", "  - id: rat-weiter\n", f"{resolution}  - id: rat-weiter\n"),
    )
    assert [one.code for one in diagnostics] == codes


@pytest.mark.parametrize(
    ("consultations", "code", "words"),
    [
        ("[]", "FGK410", "keine Entscheidung erfasst"),
        (
            "[{body: JHA, role: preliminary, date: 2026-09-01, result: recommended}]",
            "FGK410",
            "nur empfohlen (JHA, 01.09.2026)",
        ),
        ("[{body: JHA, role: preliminary, result: recommended}]", "FGK410", "nur empfohlen (JHA)"),
        ("[{body: Rat, role: decision, date: 2026-10-14}]", "FGK410", "kein Ergebnis erfasst (Rat, 14.10.2026)"),
        ("[{body: Rat, role: decision, date: 2026-10-14, result: open}]", "FGK410", "kein Ergebnis"),
        ("[{body: Rat, role: decision, date: 2026-12-16, result: open}]", "FGK410", "erst noch entschieden"),
        ("[{body: Rat, role: decision, date: 2026-10-14, result: recommended}]", "FGK411", "nur „empfohlen“"),
        ("[{body: Rat, role: decision, date: 2026-09, result: noted}]", "FGK411", "nur „zur Kenntnis genommen“"),
    ],
)
def test_a_decision_that_nobody_made(consultations: str, code: str, words: str) -> None:
    one = only(reaudit("XX"), ("resolutions.yaml", "consultations:\n      XX", f"consultations: {consultations}"))
    assert (one.code, one.path, one.severity) == (code, AUDIT, Severity.WARNING)
    assert words in german(one)


def test_the_wrong_resolution_is_reported_once_whatever_else_is_wrong_with_it() -> None:
    late = "- {body: Rat, role: decision, date: 2026-11-04, result: rejected}"
    one = only(reaudit(late), ("resolutions.yaml", "kind: re_audit", "kind: membership"))
    assert one.code == "FGK408"


def test_an_intention_may_wait_for_its_resolution() -> None:
    intended = ("audit.yaml", INTENDED, INTENDED.replace("council_report", "adoption_resolution") + NAMED)
    waiting = "  - {id: rat-neu, title: Neue Ziele, kind: adoption, consultations: [{body: Rat, role: decision, date: 2027-03}]}\n"
    resolution = ("resolutions.yaml", "  - id: rat-weiter\n", f"{waiting}  - id: rat-weiter\n")
    assert found(intended, resolution) == []


def test_a_log_entry_may_speak_of_an_earlier_step() -> None:
    steps = f"- {{body: JHA, role: preliminary, date: 2025-12-01, result: recommended}}\n      {REAUDIT}"
    entry = ("measures.yaml", "reason: Kein Grundstück\n", "reason: Kein Grundstück\n        note: JHA hat beraten\n")
    names = (
        "measures.yaml",
        "new_due: 2027-03\n        resolution: rat-ziele",
        "new_due: 2027-03\n        resolution: rat-weiter",
    )
    assert found(reaudit(steps), entry, names) == []
    assert only(entry, names).code == "FGK310"


def test_a_date_that_the_source_leaves_open_makes_an_info() -> None:
    one = only(reaudit(REAUDIT.replace("2026-10-14", '"2026-10-15?", note: Tag strittig')))
    assert (one.code, one.severity) == ("FGK310", Severity.INFO)


# -- what must come first -----------------------------------------------------------------------------------------------

ADOPTED = "      - {event: adoption_resolution, date: 2024-05, resolution: rat-ziele}\n"


def test_the_missing_event_is_named_with_its_resolution_and_the_resolution_is_not_reported_by_itself() -> None:
    elsewhere = (
        ("municipality.yaml", ", resolution: rat-ziele", ""),
        ("measures.yaml", "    resolution: rat-ziele\n", ""),
        ("measures.yaml", "        resolution: rat-ziele\n", ""),
    )
    one = only(("audit.yaml", ADOPTED, ""), *elsewhere)
    assert (one.code, one.path) == ("FGK413", AUDIT)
    assert one.hint is not None
    assert "„rat-ziele“ ist erfasst; ergänzen Sie das Ereignis „adoption_resolution“" in Translator("de")(one.hint)


def test_a_resolution_of_later_is_not_the_one_that_is_missing() -> None:
    later = ("resolutions.yaml", ADOPTION, ADOPTION.replace("2024-05-14", "2025-05-14"))
    one = next(one for one in found(("audit.yaml", ADOPTED, ""), later) if one.code == "FGK413")
    assert one.hint is not None
    assert "rat-ziele" not in Translator("de")(one.hint)


def test_a_permanent_certificate_needs_no_target_agreement_of_its_own() -> None:
    permanent = "stage: grundzertifikat\n    valid_until: 2027-10", "stage: erhaltungszertifikat"
    codes = [one.code for one in found(("audit.yaml", *permanent), ("audit.yaml", ADOPTED, ""))]
    assert "FGK413" not in codes


# -- twice, or against one another ----------------------------------------------------------------------------------------


def test_two_resolutions_prove_that_something_was_decided_twice() -> None:
    again = "      - {event: adoption_resolution, date: 2024-06-18, resolution: rat-nachtrag}\n"
    record = (
        "  - {id: rat-nachtrag, title: Nachtrag, kind: adoption, consultations: "
        "[{body: Rat, role: decision, date: 2024-06-18, result: adopted}]}\n"
    )
    both = ("resolutions.yaml", "  - id: rat-weiter\n", f"{record}  - id: rat-weiter\n")
    assert found(("audit.yaml", ADOPTED, ADOPTED + again), both) == []


def test_one_resolution_does_not() -> None:
    one = only(("audit.yaml", ADOPTED, ADOPTED + ADOPTED.replace("2024-05", "2024-08")))
    assert (one.code, one.severity, placed(one)[2]) == ("FGK323", Severity.WARNING, 15)


def test_a_circle_of_resolutions_is_no_wrong_order() -> None:
    circle = ("resolutions.yaml", "kind: participation\n", "kind: participation\n    supersedes: rat-ziele\n")
    assert only(circle).code == "FGK406"


@pytest.mark.parametrize(("kind", "codes"), [("other", ["FGK310"]), ("amendment", []), ("report", [])])
def test_an_amendment_may_come_when_a_measure_has_ended(kind: str, codes: list[str]) -> None:
    record = f"  - {{id: rat-neu, title: Neu, kind: {kind}, consultations: [{{body: Rat, role: decision, date: 2026-09-01, result: adopted}}]}}\n"
    named = ("measures.yaml", "    due: 2025-12\n", "    due: 2025-12\n    resolution: rat-neu\n")
    diagnostics = found(named, ("resolutions.yaml", "  - id: rat-weiter\n", f"{record}  - id: rat-weiter\n"))
    assert [one.code for one in diagnostics] == codes


def test_a_forbidden_move_is_not_asked_for_its_reason() -> None:
    log = "      - {date: 2025-11-02, status: done, evidence: [stadt]}\n"
    codes = [one.code for one in found(("measures.yaml", log, f"{log}      - {{date: 2026-02, status: dropped}}\n"))]
    assert "FGK401" in codes
    assert "FGK403" not in codes


# -- goals without measures, fields without a place -----------------------------------------------------------------------


def test_a_round_without_any_measure_is_one_finding() -> None:
    codes = [
        (one.code, one.path, one.span.line)
        for one in diagnostics(
            memory(
                municipality(
                    {
                        "measures.yaml": None,
                        "audit.yaml": SOUND["audit.yaml"].replace("    plan: {goals: 2, measures: 6}\n", ""),
                    }
                )
            )
        )
    ]
    assert codes == [("FGK454", AUDIT, 3), ("FGK454", f"{HOME}/goals.yaml", 26)]


@pytest.mark.parametrize(("round_", "codes"), [("grund", ["FGK458"]), ("kinder", [])])
def test_a_module_belongs_to_the_rounds_of_its_procedure(round_: str, codes: list[str]) -> None:
    other = (
        "id: kfk\ntitle: Kinderfreundliche Kommunen\nevents: [{id: beitritt, title: Beitritt}]\n"
        "stages: [{id: siegel, title: Siegel, validity: P3Y}]\n"
        "action_fields: [{code: KM, title: Kinderrechte digital, kind: module}]\n"
    )
    kinder = "  - {id: kinder, procedure: kfk, stage: siegel, events: [{event: beitritt, date: 2026-06, sources: [stadt]}]}\n"
    goal = (
        f"  - {{id: netz, action_field: digital, round: {round_}, title: Sicher im Netz, "
        "indicators: [{id: kurse, title: Kurse, baseline: 0, target: 3}]}\n"
    )
    measure = "  - {id: kurse, goal: netz, title: Kurse, responsible: {office: Jugendamt}, due: 2027-06}\n"
    files = municipality(
        {
            "audit.yaml": SOUND["audit.yaml"] + kinder,
            "action-fields.yaml": SOUND["action-fields.yaml"] + "  - {id: digital, code: KM}\n",
            "goals.yaml": SOUND["goals.yaml"] + goal,
            "measures.yaml": SOUND["measures.yaml"] + measure,
        }
    )
    found_here = diagnostics(memory({**files, "procedures/kfk.yaml": other}))
    assert [one.code for one in found_here] == codes


# -- reports ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("consultations", "codes"),
    [
        ("[{body: JHA, role: information, date: 2026-09-08, result: noted}]", []),
        ("[{body: JHA, role: preliminary, result: recommended}, {body: Rat, role: decision, result: adopted}]", []),
        ("[{body: JHA, role: preliminary, date: 2026-09-08, result: recommended}]", ["FGK415"]),
        ("[{body: JHA, role: information, date: 2026-09-08, result: postponed}]", ["FGK415"]),
        ("[{body: JHA, role: information, date: 2026-12-08}]", []),
        ("[]", ["FGK415"]),
    ],
)
@pytest.mark.parametrize("event", ["annual", "council"])
def test_a_report_of_which_somebody_took_note(event: str, consultations: str, codes: list[str]) -> None:
    resolution = (
        f"  - {{id: bericht, title: Bericht, kind: report, consultations: {consultations}}}\n  - id: rat-weiter\n"
    )
    diagnostics = found(
        (
            "audit.yaml",
            INTENDED,
            f"- {{event: {event}_report, date: 2026-09-08, covers: [2024], resolution: bericht}}\n",
        ),
        ("resolutions.yaml", "  - id: rat-weiter\n", resolution),
    )
    assert [one.code for one in diagnostics] == codes


def test_a_report_to_the_council_needs_a_resolution() -> None:
    one = only(("audit.yaml", INTENDED, "- {event: council_report, date: 2026-09, sources: [stadt]}\n"))
    assert (one.code, one.path) == ("FGK415", AUDIT)


ISSUED = "      - {sources: [stadt], event: certificate_issued, date: 2024-10}\n"
FIRST = "      - {sources: [stadt], event: annual_report, date: 2025-12-08, covers: [2025]}\n"
SECOND = "      - {sources: [stadt], event: annual_report, date: 2026-10-20, covers: [2026]}\n"


def without(line: str) -> Change:
    return ("audit.yaml", line, "")


def test_the_missing_years_stand_in_one_finding() -> None:
    one = only(without(FIRST), without(SECOND))
    assert (one.code, one.severity) == ("FGK504", Severity.WARNING)
    assert "Für die Jahre 2025 und 2026 fehlt der Jahresbericht" in german(one)


def test_from_the_ceremony_alone_the_due_day_is_an_estimate() -> None:
    one = only(without(FIRST), without(ISSUED))
    assert (one.code, one.severity) == ("FGK504", Severity.INFO)
    assert placed(one)[1:] == (AUDIT, 15, 17)


def test_a_report_without_years_may_be_the_missing_one() -> None:
    assert only(("audit.yaml", "date: 2025-12-08, covers: [2025]", "date: 2025-12-08")).code == "FGK619"


def test_a_permanent_certificate_owes_no_yearly_report() -> None:
    permanent = ("audit.yaml", "stage: grundzertifikat\n    valid_until: 2027-10\n", "stage: erhaltungszertifikat\n")
    assert [one.code for one in found(permanent, without(FIRST)) if one.code == "FGK504"] == []


def test_nothing_is_due_after_a_revocation() -> None:
    revoked = ("audit.yaml", INTENDED, "- {event: revoked, date: 2026-05, sources: [stadt]}\n")
    assert [one.code for one in found(revoked, without(SECOND)) if one.code == "FGK504"] == []


@pytest.mark.parametrize(
    ("day", "codes"), [("2027-10-31", []), ("2027-11-02", []), ("2027-11-03", ["FGK504"]), ("2031-01-01", ["FGK504"])]
)
def test_the_year_of_the_certificates_end_is_due_as_well_and_the_last(day: str, codes: list[str]) -> None:
    """The last day, 2027-10-31, is a Sunday, and the Monday behind it is a holiday in Nordrhein-Westfalen."""
    of_that_day = diagnostics(memory(changed()), dt.date.fromisoformat(day))
    missing = [one for one in of_that_day if one.code == "FGK504"]
    assert [one.code for one in missing] == codes
    assert all("Für das Jahr 2027 fehlt" in german(one) for one in missing)


DATES = [
    ("2018-09-20", "2021-09-20", ["2019-09-20", "2020-09-20", "2021-09-20"]),
    ("2020-02-29", "2024-02-29", ["2021-02-28", "2022-02-28", "2023-02-28", "2024-02-29"]),
    ("2018-09", "2021-09-15", ["2019-09", "2020-09", "2021-09"]),
    ("2018-09-20", "2021-09-19", ["2019-09-20", "2020-09-20"]),
    ("2018", "2020", ["2019", "2020"]),
    ("2018-09?", "2019-12", ["2019-09?"]),
]


@pytest.mark.parametrize(("anchor", "until", "expected"), DATES)
def test_due_dates_are_counted_from_the_anchor(anchor: str, until: str, expected: list[str]) -> None:
    year = Duration.parse("P1Y")
    dates = due_dates(PartialDate.parse(anchor), year, year, PartialDate.parse(until), dt.date(2030, 1, 1))
    assert [str(one.date) for one in dates] == expected


def test_due_dates_end_with_the_horizon_or_come_once() -> None:
    anchor, step = PartialDate.parse("2024-01-31"), Duration.parse("P1M")
    assert [str(one.date) for one in due_dates(anchor, step, step, None, dt.date(2024, 4, 1))] == [
        "2024-02-29",
        "2024-03-31",
    ]
    once = due_dates(anchor, Duration.parse("-P15M"), Duration(0, 0), None, dt.date(2024, 4, 1))
    assert [str(one.date) for one in once] == ["2022-10-31"]


def test_what_is_over_needs_no_indicator() -> None:
    indicators = "    indicators:\n      - {id: gespraeche, title: Gespräche im Jahr, baseline: 40, target: 80}\n"
    files = memory(changed(("goals.yaml", indicators, "")))
    assert [one.code for one in diagnostics(files)] == ["FGK610"]
    assert "FGK610" not in [one.code for one in diagnostics(files, dt.date(2027, 11, 1))]
