"""One slip is one finding: what rests on a doubtful date or log says nothing of its own."""

import re
from collections.abc import Iterator

import pytest

from fgk.diagnostics import Diagnostic
from repositories import SOUND, diagnostics, memory, message_of, municipality

YEAR = re.compile(r"\b20\d\d(?=-|[},\]~\n])")


def slips(name: str, *years: int) -> Iterator[tuple[str, str]]:
    """Give a file with each of its years mistyped."""
    text = SOUND[name]
    for match in YEAR.finditer(text):
        for by in years:
            changed = f"{text[: match.start()]}{int(match[0]) + by}{text[match.end() :]}"
            line = text.count("\n", 0, match.start())
            yield f"{changed.splitlines()[line].strip()} by {by}", changed


def told(found: list[Diagnostic]) -> list[str]:
    return [f"{one.code} {one.path}:{one.span.line} {message_of(one)}" for one in found]


@pytest.mark.parametrize("name", [name for name in SOUND if name.endswith(".yaml") and name != "resolutions.yaml"])
def test_a_mistyped_year_is_one_finding_at_most(name: str) -> None:
    several = {
        slip: told(found)
        for slip, text in slips(name, -10, -1, 1, 10)
        if len(found := diagnostics(memory(municipality({name: text})))) > 1
    }
    assert several == {}


def before_next(membership: str, valid_until: str = "") -> list[str]:
    """Give what is found where a certificate is known by its ceremony, on 2024-11-12, and the next round begins."""
    audit = SOUND["audit.yaml"].replace("      - {sources: [stadt], event: certificate_issued, date: 2024-10}\n", "")
    audit = audit.replace("    valid_until: 2027-10\n", valid_until)
    audit += f"      - {{event: membership, date: {membership}, sources: [stadt]}}\n"
    return [one.code for one in diagnostics(memory(municipality({"audit.yaml": audit})))]


@pytest.mark.parametrize("membership", ["2024-11-11", "2024-10", "2024-06-01"])
def test_a_ceremony_does_not_tell_when_an_audit_ended(membership: str) -> None:
    assert before_next(membership) == []


def test_the_stated_end_tells_when_it_had_not_ended_yet() -> None:
    assert before_next("2024-09-30", "    valid_until: 2027-10\n") == []
    assert before_next("2024-08-30", "    valid_until: 2027-10\n") == ["FGK316"]


@pytest.mark.parametrize("kind", ["certificate_issued", "certificate_presented", "adoption_resolution"])
def test_a_forgotten_intention_is_one_finding(kind: str) -> None:
    audit = SOUND["audit.yaml"].replace(f"event: {kind}, ", f"event: {kind}, planned: true, ")
    found = diagnostics(memory(municipality({"audit.yaml": audit})))
    assert [one.code for one in found] == ["FGK306"]


def test_an_issue_of_the_wrong_decade_says_nothing_about_the_rounds_beside_it() -> None:
    earlier = (
        "  - id: frueher\n    stage: grundzertifikat\n    events:\n"
        "      - {sources: [stadt], event: adoption_resolution, date: 2020-03, resolution: rat-frueher}\n"
        "      - {sources: [stadt], event: certificate_issued, date: 2020-09}\n"
        "      - {sources: [stadt], event: annual_report, date: 2021-09, covers: [2021, 2022, 2023]}\n"
    )
    resolution = (
        "  - {id: rat-frueher, title: Zielvereinbarung, kind: adoption, "
        "consultations: [{body: Rat, role: decision, date: 2020-03-03, result: adopted}]}\n"
    )
    audit = SOUND["audit.yaml"].replace("rounds:\n", "rounds:\n" + earlier)
    for year in ("2014", "2042"):
        changes = {
            "audit.yaml": audit.replace("certificate_issued, date: 2024-10", f"certificate_issued, date: {year}-10"),
            "resolutions.yaml": SOUND["resolutions.yaml"] + resolution,
        }
        found = {one.code for one in diagnostics(memory(municipality(changes)))}
        assert found & {"FGK301", "FGK309"}
        assert not found & {"FGK304", "FGK307", "FGK308", "FGK315", "FGK316", "FGK459", "FGK503", "FGK504"}


TWICE = [
    ("goals.yaml", "  - id: beratung\n", "  - id: plaetze\n"),
    ("goals.yaml", "  - id: plaetze\n", "  - id: beratung\n"),
    ("measures.yaml", "  - id: heft\n", "  - id: kita\n"),
    ("resolutions.yaml", "  - id: rat-ziele\n", "  - id: rat-teilnahme\n"),
    ("action-fields.yaml", "  - id: eigenes\n", "  - id: betreuung\n"),
]


@pytest.mark.parametrize(("name", "old", "new"), TWICE)
def test_an_id_that_stands_twice_is_not_missing_as_well(name: str, old: str, new: str) -> None:
    found = diagnostics(memory(municipality({name: SOUND[name].replace(old, new, 1)})))
    assert [one.code for one in found] == ["FGK211"], told(found)


def test_a_wrong_stage_is_not_held_against_the_stage_after_it() -> None:
    names = ("grundzertifikat", "erhaltungszertifikat", "aufbauzertifikat")
    rounds = "".join(
        f"  - id: r{year}\n    stage: {stage}\n    events:\n"
        f"      - {{event: certificate_issued, date: {year}-05, sources: [stadt]}}\n"
        for year, stage in zip((2018, 2021, 2024), names, strict=True)
    )
    found = diagnostics(memory(municipality({"audit.yaml": f"rounds:\n{rounds}"})))
    assert [one.subject for one in found if one.code == "FGK412"] == ["round/r2021/stage"]


@pytest.mark.parametrize(("issued", "codes"), [("2021-05-28", []), ("2021-06-01", ["FGK307"])])
def test_a_gap_of_less_than_a_month_may_be_the_rounding_of_the_end(issued: str, codes: list[str]) -> None:
    rounds = (
        "rounds:\n  - id: eins\n    stage: grundzertifikat\n    valid_until: 2021-04\n    events:\n"
        "      - {event: certificate_issued, date: 2018-04-20, sources: [stadt]}\n"
        "  - id: zwei\n    stage: aufbauzertifikat\n    events:\n"
        f"      - {{event: certificate_issued, date: {issued}, sources: [stadt]}}\n"
    )
    found = diagnostics(memory(municipality({"audit.yaml": rounds})))
    assert [one.code for one in found if one.code == "FGK307"] == codes


def test_a_source_that_nothing_rests_on_may_expire() -> None:
    sources = SOUND["sources.yaml"] + "  - {id: alt, title: Ein alter Vertrag, expires: 2025-01-01}\n"
    found = diagnostics(memory(municipality({"sources.yaml": sources})))
    assert "FGK506" not in [one.code for one in found], told(found)


def test_a_key_of_another_country_is_one_finding() -> None:
    municipality_ = 'name: Dorf\nkind: municipality\ncountry: AT\nstate: "3"\nkeys: {ags: "31412000"}\n'
    found = diagnostics(memory(municipality({"municipality.yaml": municipality_})))
    assert [one.code for one in found if one.code == "FGK608"] == ["FGK608"]
