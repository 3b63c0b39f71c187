"""What the documents say is true: the tour works, examples are valid, every key is described, links lead somewhere."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import fgk
import tour
from fgk.messages import LANGUAGES
from fgk.model.base import Record
from fgk.model.layout import COLLECTIONS, REPOSITORY_FILES, SINGLE_FILES
from fgk.model.vocabulary import LABELS, Country, Effect
from fgk.rules.catalogue import rules
from fgk.source.document import Document
from repositories import diagnostics, memory, message_of, placed

ROOT = Path(__file__).parent.parent
FORMAT = (ROOT / "docs/data-format.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
README = tour.README.read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")])

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_ANCHOR = re.compile(r'<a id="([^"]+)">')
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def blocks(text: str, language: str) -> list[str]:
    return [content for found, content in _FENCE.findall(text) if found == language]


def described(text: str) -> set[str]:
    """Give every word that stands, somewhere in the text, between backticks."""
    prose = _FENCE.sub("", text)
    return {word for code in re.findall(r"`([^`\n]+)`", prose) for word in re.findall(r"[\w-]+", code)}


# -- the README ---------------------------------------------------------------------------------------------------------


def test_the_tour_is_what_happens(tmp_path: Path) -> None:
    assert tour.played(README, tmp_path) == README


def test_the_tour_ends_with_reports_and_schemas_that_the_editor_settings_name(tmp_path: Path) -> None:
    tour.played(README, tmp_path)
    assert "Musterdorf" in (tmp_path / "bericht.html").read_text(encoding="utf-8")
    assert "Der Fachbereich Familie beantwortet Fragen" in (tmp_path / "bericht.md").read_text(encoding="utf-8")
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text(encoding="utf-8"))
    named = {Path(path).name for path in settings["yaml.schemas"]}
    assert named == {file.name for file in (tmp_path / "schemas").iterdir()}


def test_the_command_that_ends_the_installation_works(tmp_path: Path) -> None:
    assert "fgk --version" in README
    assert tour.run("fgk --version", tmp_path) == (f"fgk {fgk.__version__}\n", 0)


def test_the_picture_is_current_and_has_its_text() -> None:
    check = [sys.executable, str(ROOT / "tools/picture.py"), "--check"]
    done = subprocess.run(check, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "<desc" in (ROOT / "docs/bilder/status.svg").read_text(encoding="utf-8")
    assert re.search(r"!\[[^\]]{40,}\]\(docs/bilder/status.svg\)", README)


# -- the data format ----------------------------------------------------------------------------------------------------


def example_files() -> dict[str, str]:
    """Give the examples of the data format by the path that their first line names."""
    files = {}
    for block in blocks(FORMAT, "yaml"):
        path = re.fullmatch(r"# (\S+\.yaml)", block.splitlines()[0])
        assert path is not None, f"an example does not say where it lies: {block[:60]}"
        files[path[1]] = block
    return files


def test_the_examples_of_the_data_format_are_a_sound_repository() -> None:
    tree = memory({**example_files(), "municipalities/musterstadt/belege/vermerk.txt": "Vermerk\n"})
    found = [(placed(one), message_of(one)) for one in diagnostics(tree) if not one.ignored]
    assert found == []


def test_there_is_an_example_of_every_kind_of_file() -> None:
    assert {kind_of(path) for path in example_files()} == {
        *SINGLE_FILES,
        *REPOSITORY_FILES,
        *(collection.name for collection in COLLECTIONS),
    }


def kind_of(path: str) -> str:
    """Give the kind of file, as its schema is called."""
    return "procedure" if path.startswith("procedures/") else Path(path).stem


@pytest.mark.parametrize("path", example_files())
def test_an_editor_finds_nothing_wrong_with_an_example(path: str, tmp_path: Path) -> None:
    example = tmp_path / Path(path).name
    example.write_text(example_files()[path], encoding="utf-8")
    schema = ROOT / f"schemas/{kind_of(path)}.schema.json"
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(example)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def record_types() -> Iterator[type[Record]]:
    """Give every type of record that a file can hold, and those inside them."""
    waiting: list[Any] = [*SINGLE_FILES.values(), *REPOSITORY_FILES.values(), *(c.record for c in COLLECTIONS)]
    seen = set()
    while waiting:
        one = waiting.pop()
        waiting += getattr(one, "__args__", ())
        if isinstance(one, type) and issubclass(one, Record) and one not in seen:
            seen.add(one)
            yield one
            waiting += [info.annotation for info in one.model_fields.values()]


@pytest.mark.parametrize("record", sorted(record_types(), key=str))
def test_every_key_of_a_record_is_described(record: type[Record]) -> None:
    assert set(record.known_keys()) - described(FORMAT) == set()


@pytest.mark.parametrize("enumeration", [*LABELS, Country, Effect])
def test_every_value_of_an_enumeration_is_described(enumeration: type[StrEnum]) -> None:
    assert {value.value for value in enumeration} - described(FORMAT) == set()


def test_every_state_that_is_derived_is_described() -> None:
    from fgk.assessment.deadlines import DeadlineState
    from fgk.assessment.lifecycle import AuditState, Basis, CertificateState, Phase

    states = {state.value for kind in (DeadlineState, AuditState, Basis, CertificateState, Phase) for state in kind}
    assert states - described(FORMAT) == set()


def test_every_refusal_of_the_strict_reading_is_described() -> None:
    refusals = {rule.code for rule in rules() if rule.code.startswith("FGK0")}
    assert refusals - set(re.findall(r"FGK\d{3}", FORMAT)) == set()


def test_rules_that_documents_name_exist() -> None:
    known = {rule.code for rule in rules()}
    for page in PAGES:
        assert set(re.findall(r"FGK\d{3}", page.read_text(encoding="utf-8"))) - known == set(), page


# -- all pages ----------------------------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """Give the anchors of a page, as code platforms make them of headings."""
    text = page.read_text(encoding="utf-8")
    prose = _FENCE.sub("", text)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in _HEADING.findall(prose)}
    return slugs | set(_ANCHOR.findall(text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        if link.startswith(("https://", "http://")):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        is_there = target.is_relative_to(ROOT) and target.exists()
        if not is_there or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_decision_is_listed() -> None:
    directory = ROOT / "docs/decisions"
    listed = set(_LINK.findall((directory / "README.md").read_text(encoding="utf-8")))
    assert {page.name for page in directory.glob("0*.md")} == listed


def test_the_architecture_names_every_import_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    said = re.sub(r"\s+", " ", ARCHITECTURE.replace("`", ""))
    for contract in project["tool"]["importlinter"]["contracts"]:
        assert f"**{contract['name']}" in said


def test_modules_that_the_architecture_names_exist() -> None:
    prose = "".join(_FENCE.sub("", page) for page in (ARCHITECTURE, (ROOT / "CONTRIBUTING.md").read_text("utf-8")))
    there = [f"/{path.relative_to(ROOT).as_posix()}" for path in ROOT.glob("[!.]*/**/*.py")]
    named = {name for code in re.findall(r"`([^`\n]+)`", prose) for name in re.findall(r"^[\w/]+\.py$", code)}
    assert {name for name in named if not any(path.endswith(f"/{name}") for path in there)} == set()


def test_every_package_of_the_program_has_its_place_in_the_architecture() -> None:
    packages = {path.parent.name for path in (ROOT / "src/fgk").rglob("__init__.py")} - {"fgk"}
    assert packages - set(re.findall(r"\w+", ARCHITECTURE)) == set()


def test_json_in_the_documents_is_json() -> None:
    for page in PAGES:
        for block in blocks(page.read_text(encoding="utf-8"), "json"):
            json.loads(block)


def test_continuous_integration_runs_the_whole_test_target() -> None:
    script = ROOT / ".ci/run"
    lines = [line for line in script.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert lines[:2] == ["set -euo pipefail", 'cd "$(dirname "${BASH_SOURCE[0]}")/.."']
    assert lines[-1] == "make test"
    assert [line for line in lines if "make" in line] == ["make test"]
    assert "export CI=true" in lines  # with it, nothing that needs a browser may be skipped


def test_the_description_for_catalogues_of_public_software_keeps_its_standard() -> None:
    data: Any = Document("publiccode.yml", (ROOT / "publiccode.yml").read_bytes()).data
    assert data["softwareVersion"] == fgk.__version__
    assert data["legal"]["license"] == "EUPL-1.2"
    assert data["maintenance"]["type"] == "none" or data["maintenance"]["contacts"]
    assert data["localisation"]["availableLanguages"] == list(LANGUAGES)
    for text in data["description"].values():
        assert 0 < len(text["shortDescription"]) <= 150
        assert 500 <= len(text["longDescription"]) <= 10_000
        assert text["features"]
        assert all(len(feature) <= 100 for feature in text["features"])
