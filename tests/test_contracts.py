"""What ``--format json`` prints, held against the schemas in ``schemas/output``, through the real command line."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from conftest import Build
from repositories import EXAMPLES, HOME, SOUND, municipality

SCHEMAS = Path(__file__).parent.parent / "schemas/output"
NAMES = sorted(directory.name for directory in (EXAMPLES / "municipalities").iterdir())
SECOND_PROCEDURE = (
    '\n  - {id: zwei, procedure: lesestadt, stage: siegel, events: [{event: verleihung, date: "2025-05?"}]}\n'
)
DAYS = ("2010-01-01", "2014-01-01", "2018-12-01", "2021-12-01", "2024-02-29", "2026-11-23", "2031-01-01")
READING_TOWN = """\
id: lesestadt
title: Siegel Lesestadt
stages: [{id: siegel, title: Siegel, validity: P4Y}]
events: [{id: verleihung, title: Verleihung, effect: issues}]
"""


@dataclass(frozen=True)
class Outcome:
    """How a run of the command line ended."""

    code: int
    output: str
    errors: str

    @property
    def data(self) -> Any:
        return json.loads(self.output)


def fgk(*arguments: str | Path, at: Path | None = None, **environment: str) -> Outcome:
    known = {name: value for name, value in os.environ.items() if not name.startswith("FGK_")}
    done = subprocess.run(
        [sys.executable, "-m", "fgk", *map(str, arguments)],
        cwd=at,
        env={**known, **environment},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def json_of(*arguments: str | Path, repo: Path, day: str = "2026-11-23") -> Outcome:
    return fgk(*arguments, "--repo", repo, "--at", day, "--format", "json")


def validator(name: str) -> Draft7Validator:
    schema: Mapping[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def problems(name: str, data: object) -> list[str]:
    """Give what the schema of this name finds wrong, each with its place in the data."""
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(data)]


def contradicting() -> dict[str, str]:
    """Give files with defects of many families."""
    return municipality(
        {
            "goals.yaml": SOUND["goals.yaml"].replace("action_field: eigenes", "action_field: fehlt"),
            "measures.yaml": SOUND["measures.yaml"]
            .replace("due: 2026-03\n", "due: 2023-03\n")
            .replace("        reason: Kein Grundstück\n", "")
            .replace("new_due: 2027-03", "new_due: 2026-05")
            .replace("    title: Ein Heft\n", "    titel: Ein Heft\n    titel: Zwei Hefte\n"),
            "sources.yaml": SOUND["sources.yaml"] + "  - {id: stadt, title: Noch einmal}\n",
        }
    )


def unassessable() -> dict[str, str]:
    return municipality({"audit.yaml": "rounds:\n  - {id: grund, events: [{event: kickoff}]}\n"})


@pytest.mark.parametrize("name", ["validate", "fix", "status", "status-all", "deadlines", "ready", "history"])
def test_a_schema_is_closed(name: str) -> None:
    def open_objects(node: object, path: str) -> list[str]:
        if isinstance(node, list):
            return [found for item in node for found in open_objects(item, path)]
        if not isinstance(node, dict):
            return []
        here = [path] if node.get("type") == "object" and node.get("additionalProperties") is not False else []
        return here + [found for key, value in node.items() for found in open_objects(value, f"{path}/{key}")]

    assert open_objects(validator(name).schema, "") == []


def test_the_findings_of_the_examples_keep_the_contract() -> None:
    outcome = json_of("validate", repo=EXAMPLES)
    assert outcome.code == 0
    assert problems("validate", outcome.data) == []
    assert outcome.data["summary"]["municipalities"] == len(NAMES)
    assert "error" not in outcome.data


@pytest.mark.parametrize("name", NAMES)
def test_the_status_of_an_example_keeps_the_contract(name: str) -> None:
    outcome = json_of("status", name, repo=EXAMPLES)
    assert outcome.code == 0
    assert problems("status", outcome.data) == []
    assert outcome.data["municipality"] == name
    assert outcome.data["errors"] == 0


def test_the_status_of_all_examples_keeps_the_contract() -> None:
    outcome = json_of("status", repo=EXAMPLES)
    assert outcome.code == 0
    assert problems("status-all", outcome.data) == []
    assert [entry["municipality"] for entry in outcome.data["municipalities"]] == NAMES


@pytest.mark.parametrize("day", DAYS)
def test_the_status_of_all_examples_keeps_the_contract_on_any_day(day: str) -> None:
    outcome = json_of("status", repo=EXAMPLES, day=day)
    assert outcome.code == 0
    assert problems("status-all", outcome.data) == []
    assert {entry["at"] for entry in outcome.data["municipalities"]} == {day}


def test_the_list_holds_the_same_objects_as_the_single_ones() -> None:
    listed = json_of("status", repo=EXAMPLES).data["municipalities"]
    single = [json_of("status", name, repo=EXAMPLES).data for name in NAMES]
    assert [{"schema_version": 1, **entry} for entry in listed] == single


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("day", DAYS)
def test_the_deadlines_of_all_examples_keep_the_contract(day: str, language: str) -> None:
    outcome = json_of("deadlines", "--lang", language, repo=EXAMPLES, day=day)
    assert outcome.code == 0
    assert problems("deadlines", outcome.data) == []
    assert outcome.data["at"] == day
    dues = [deadline["due"] for deadline in outcome.data["deadlines"]]
    assert dues == sorted(dues)
    assert outcome.data["not_assessable"] == []


def test_the_deadlines_of_the_examples_are_of_every_kind_of_record() -> None:
    found = [one for day in DAYS for one in json_of("deadlines", repo=EXAMPLES, day=day).data["deadlines"]]
    assert {one["record"]["type"] for one in found} == {
        "round",
        "measure",
        "indicator",
        "source",
        "resolution",
        "event",
    }
    assert {one["state"] for one in found} == {"met", "met_late", "upcoming", "due_soon", "overdue", "missed"}
    assert {one["basis"] for one in found} == {"stated", "derived", "estimated"}


@pytest.mark.parametrize("name", NAMES)
def test_a_municipality_has_the_same_deadlines_alone_as_among_all(name: str) -> None:
    alone = json_of("deadlines", name, repo=EXAMPLES).data["deadlines"]
    among_all = json_of("deadlines", repo=EXAMPLES).data["deadlines"]
    assert alone == [one for one in among_all if one["municipality"] == name]
    in_status = json_of("status", name, repo=EXAMPLES).data
    listed = [*in_status["deadlines"], *(one for other in in_status["other_procedures"] for one in other["deadlines"])]
    assert sorted((one["due"], one["id"], one["state"]) for one in listed) == sorted(
        (one["due"], one["id"], one["state"]) for one in alone
    )


def test_deadlines_without_places_keep_the_contract() -> None:
    outcome = json_of("deadlines", "--public", repo=EXAMPLES)
    assert problems("deadlines", outcome.data) == []
    assert outcome.data["deadlines"]
    assert {one["explanation"]["from"]["path"] for one in outcome.data["deadlines"]} == {None}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", NAMES)
def test_the_next_step_of_an_example_keeps_the_contract(name: str, day: str) -> None:
    outcome = json_of("ready", name, repo=EXAMPLES, day=day)
    assert outcome.code == (0 if outcome.data["ready"] else 1)
    assert problems("ready", outcome.data) == []
    assert (outcome.data["municipality"], outcome.data["at"]) == (name, day)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("event", ["certificate_issued", "annual_report"])
def test_a_step_of_an_example_keeps_the_contract_in_english(name: str, event: str) -> None:
    outcome = json_of("ready", name, "--for", event, "--lang", "en", repo=EXAMPLES)
    assert problems("ready", outcome.data) == []
    assert outcome.data["event"] == event
    unmet = [one for one in outcome.data["preconditions"] if one["state"] == "unmet"]
    assert outcome.data["ready"] is not bool(unmet)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_language_keeps_the_contract(language: str) -> None:
    outcome = fgk("validate", "--repo", EXAMPLES, "--format", "json", "--lang", language)
    assert problems("validate", outcome.data) == []


def test_findings_of_every_kind_keep_the_contract(build: Build) -> None:
    files = {**contradicting(), "fgk.yaml": "ignore: [{rule: FGK602}]\n", "procedures/x.yaml": "id: y\ntitle: Y\n"}
    files[f"{HOME}/latin.yaml"] = "name: x\n"
    outcome = json_of("validate", repo=build(files))
    assert outcome.code == 1
    assert problems("validate", outcome.data) == []
    families = {diagnostic["code"][:4] for diagnostic in outcome.data["diagnostics"]}
    assert families >= {"FGK0", "FGK1", "FGK2", "FGK3", "FGK4", "FGK5", "FGK8"}
    assert any(diagnostic["related"] for diagnostic in outcome.data["diagnostics"])


def test_the_summary_counts_what_is_listed(build: Build) -> None:
    data = json_of("validate", repo=build(contradicting())).data
    found = [diagnostic["severity"] for diagnostic in data["diagnostics"]]
    summary = data["summary"]
    assert summary["errors"] == found.count("error") > 0
    assert summary["warnings"] == found.count("warning")
    assert summary["infos"] == found.count("info")


def test_statistics_keep_the_contract(build: Build) -> None:
    outcome = fgk("validate", "--repo", build(contradicting()), "--format", "json", "--statistics")
    assert problems("validate", outcome.data) == []
    assert outcome.data["statistics"]


def test_findings_are_ordered_by_path_line_column_and_code(build: Build) -> None:
    found = json_of("validate", repo=build(contradicting())).data["diagnostics"]
    keys = [(one["path"], one["line"], one["column"], one["code"]) for one in found]
    assert keys == sorted(keys)


def test_a_fingerprint_does_not_depend_on_lines(tmp_path: Path) -> None:
    found = []
    for name, head in (("one", ""), ("two", "# ein Kommentar\n\n")):
        root = tmp_path / name
        for path, content in contradicting().items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(head + content, encoding="utf-8")
        diagnostics = json_of("validate", repo=root).data["diagnostics"]
        found.append([(one["code"], one["fingerprint"]) for one in diagnostics])
    assert found[0] == found[1]
    assert len({fingerprint for _, fingerprint in found[0]}) == len(found[0])


def test_a_municipality_that_cannot_be_assessed_appears_without_a_phase(build: Build) -> None:
    repo = build(unassessable())
    one, every = json_of("status", "musterstadt", repo=repo), json_of("status", repo=repo)
    assert (one.code, every.code) == (1, 1)
    assert problems("status", one.data) == []
    assert problems("status-all", every.data) == []
    assert one.data["phase"] is None
    assert one.data["errors"] == 1


def test_a_municipality_that_cannot_be_assessed_hides_no_deadline_of_another(build: Build) -> None:
    other = {path.replace("musterstadt", "nachbarort"): text for path, text in municipality().items()}
    outcome = json_of("deadlines", repo=build({**unassessable(), **other}))
    assert outcome.code == 1
    assert problems("deadlines", outcome.data) == []
    assert outcome.data["not_assessable"] == [{"municipality": "musterstadt", "errors": 1}]
    assert {deadline["municipality"] for deadline in outcome.data["deadlines"]} == {"nachbarort"}


def test_where_a_step_cannot_be_assessed_the_object_says_so(build: Build) -> None:
    outcome = json_of("ready", "musterstadt", repo=build(unassessable()))
    assert outcome.code == 1
    assert problems("ready", outcome.data) == []
    assert "musterstadt" in outcome.data["error"]


def test_a_procedure_without_a_further_step_keeps_the_contract(build: Build) -> None:
    files = municipality({"audit.yaml": f"procedure: lesestadt\nrounds:{SECOND_PROCEDURE}"})
    files["procedures/lesestadt.yaml"] = READING_TOWN
    outcome = json_of("ready", "musterstadt", repo=build(files))
    assert outcome.code == 1
    assert problems("ready", outcome.data) == []
    assert outcome.data["event"] is None


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [("status", ["Muster Stadt"]), ("status-all", []), ("deadlines", []), ("ready", ["Muster Stadt"])],
)
def test_a_directory_that_is_no_slug_keeps_the_contract(build: Build, schema: str, arguments: list[str]) -> None:
    files = {path.replace("musterstadt", "Muster Stadt"): text for path, text in municipality().items()}
    planned = "      - {event: Feier im Park/Hof, date: 2027-05, planned: true}\n"
    audit = "municipalities/Muster Stadt/audit.yaml"
    files[audit] = files[audit].replace("  - id: aufbau\n", f"{planned}  - id: aufbau\n")
    outcome = json_of(schema.removesuffix("-all"), *arguments, repo=build(files))
    assert problems(schema, outcome.data) == []
    assert "Muster Stadt" in outcome.output


def test_a_second_procedure_keeps_the_contract(build: Build) -> None:
    files = municipality({"audit.yaml": SOUND["audit.yaml"].rstrip("\n") + SECOND_PROCEDURE})
    outcome = json_of("status", "musterstadt", repo=build({**files, "procedures/lesestadt.yaml": READING_TOWN}))
    assert outcome.code == 0
    assert problems("status", outcome.data) == []
    assert [other["procedure"] for other in outcome.data["other_procedures"]] == ["lesestadt"]


def test_an_empty_repository_keeps_the_contracts(build: Build) -> None:
    repo = build({"fgk.yaml": "format: 1\n"})
    findings, every = json_of("validate", repo=repo), json_of("status", repo=repo)
    dues = json_of("deadlines", repo=repo)
    assert (findings.code, every.code, dues.code) == (0, 0, 0)
    assert problems("deadlines", dues.data) == []
    assert problems("validate", findings.data) == []
    assert problems("status-all", every.data) == []
    assert "municipality.yaml" in findings.errors


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [
        ("validate", ["validate"]),
        ("fix", ["fix"]),
        ("status", ["status", "herten"]),
        ("status-all", ["status"]),
        ("deadlines", ["deadlines"]),
        ("ready", ["ready", "herten"]),
    ],
)
def test_without_a_repository_the_object_says_so(tmp_path: Path, schema: str, arguments: list[str]) -> None:
    outcome = fgk(*arguments, "--format", "json", at=tmp_path)
    assert outcome.code == 3
    assert problems(schema, outcome.data) == []
    assert outcome.data["error"]
    assert outcome.errors.startswith("fgk: ")


@pytest.mark.parametrize("schema", ["status", "validate", "fix", "deadlines", "ready"])
def test_for_an_unknown_name_the_object_says_so(schema: str) -> None:
    outcome = json_of(schema, "hertn", repo=EXAMPLES)
    assert outcome.code == 2
    assert problems(schema, outcome.data) == []
    assert "hertn" in outcome.data["error"]


def test_json_carries_no_colour_even_where_it_is_wanted() -> None:
    outcome = fgk("validate", "--repo", EXAMPLES, "--format", "json", "--color", "always", FORCE_COLOR="1")
    assert "\x1b" not in outcome.output
    assert problems("validate", outcome.data) == []
