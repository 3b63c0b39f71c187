"""Reports that are kept, and templates that are copied: what lands in the repository, and what never does."""

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from commits import git
from fgk.loading.dossier import load_dossier
from fgk.loading.repository import open_repository
from fgk.source.tree import DiskTree
from fgk.usecases.portfolio import selected
from repositories import EXAMPLES, HOME, SOUND, municipality, write
from test_contracts import SCHEMAS, Outcome, fgk

DAY = "2026-11-23"
REPORTS = f"{HOME}/reports"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    write(tmp_path, {**municipality(), "fgk.yaml": "language: de\n"})
    return committed(tmp_path)


def committed(root: Path) -> Path:
    git(root, "add", "-A", ".")
    git(root, "commit", "-qm", "Bestand")
    return root


def frozen(root: Path, *options: str, day: str = DAY, code: int = 0) -> Outcome:
    done = fgk("report", "-m", "musterstadt", "--freeze", *options, "--repo", root, "--at", day)
    assert done.code == code, done.errors
    return done


def changes(root: Path) -> list[str]:
    """Give the lines that the audit history has gained; it must have lost none."""
    lines = [line for line in git(root, "diff", "-U0", "--", f"{HOME}/audit.yaml").splitlines() if line[:1] in "+-"]
    assert not [line for line in lines if line.startswith("-") and not line.startswith("---")]
    return [line[1:].strip() for line in lines if line.startswith("+") and not line.startswith("+++")]


def kept(root: Path) -> list[str]:
    return sorted(path.name for path in (root / REPORTS).iterdir())


# -- what is kept ------------------------------------------------------------------------------------------------------


def test_an_annual_report_is_kept_with_its_data_and_recorded_with_its_years(root: Path) -> None:
    done = frozen(root, "--kind", "annual", "--period", "2024")
    assert kept(root) == ["2026-11-23-annual-2024.json", "2026-11-23-annual-2024.pdf"]
    assert changes(root) in (
        ["- {event: annual_report, date: 2026-11-23, covers: [2024]}"],
        ["- event: annual_report", "date: 2026-11-23", "covers: [2024]"],
    )
    assert f"Im Verlauf eingetragen in {HOME}/audit.yaml: annual_report, 23.11.2026." in done.errors


@pytest.mark.parametrize("kind", ["status", "balance"])
def test_a_report_to_the_council_is_recorded_as_one(kind: str, root: Path) -> None:
    frozen(root, "--kind", kind)
    assert [line for line in changes(root) if "event" in line] in (
        ["- {event: council_report, date: 2026-11-23}"],
        ["- event: council_report"],
    )


@pytest.mark.parametrize(
    "options",
    [
        ["--kind", "public"],
        ["--kind", "agreement"],
        ["--kind", "council", "--for", "adoption_resolution"],
        ["--kind", "council", "--for", "annual_report"],
    ],
)
def test_what_is_no_report_to_the_council_is_kept_and_not_recorded(options: list[str], root: Path) -> None:
    done = frozen(root, *options)
    assert len(kept(root)) == 2
    assert changes(root) == []
    assert "Im Verlauf wird nichts eingetragen" in done.errors


@pytest.mark.parametrize("about", [["balance", "--round", "kinder-2026"], ["council", "--for", "recommendations"]])
def test_a_report_on_another_procedure_is_recorded_there(about: list[str], tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "bestand")
    root = tmp_path / "bestand"
    git(root, "init", "-q", "-b", "main")
    committed(root)
    done = fgk("report", "doppelstadt", "--kind", *about, "--freeze", "--repo", root, "--at", DAY)
    assert done.code == 0, done.errors
    repository = open_repository(DiskTree(root))
    audit = load_dossier(repository.tree, selected(repository, ["doppelstadt"])[0]).dossier.audit
    assert audit is not None
    reported = {
        one.id: [str(event.date) for event in one.events if event.event == "council_report"] for one in audit.rounds
    }
    assert reported == {"grund-2025": [], "kinder-2026": [DAY]}


def test_years_that_are_covered_are_not_recorded_twice(root: Path) -> None:
    frozen(root, "--kind", "annual", "--period", "2024")
    committed(root)
    done = frozen(root, "--kind", "annual", "--period", "2024", day="2026-11-24")
    assert changes(root) == []
    assert "zu diesen Jahren" in done.errors
    assert len(kept(root)) == 4


def test_nothing_is_written_over(root: Path) -> None:
    frozen(root, "--kind", "public")
    before = {path: path.read_bytes() for path in root.rglob("*.*") if path.is_file() and ".git" not in path.parts}
    done = frozen(root, "--kind", "public", code=1)
    assert "2026-11-23-public.pdf" in done.errors
    assert before == {path: path.read_bytes() for path in before}
    assert len(kept(root)) == 2


def test_where_the_data_cannot_be_kept_nothing_is(root: Path) -> None:
    write(root, {f"{REPORTS}/2026-11-23-status.json": "{}"})
    frozen(root, code=1)
    assert kept(root) == ["2026-11-23-status.json"]
    assert changes(root) == []


def test_where_the_event_has_no_safe_place_nothing_is_kept(root: Path) -> None:
    audit = (root / f"{HOME}/audit.yaml").read_text("utf-8")
    write(
        root,
        {
            f"{HOME}/audit.yaml": audit.replace(
                "rounds:", "procedure: familiengerechte-kommune\nprocedure: familiengerechte-kommune\nrounds:"
            )
        },
    )
    before = git(root, "status", "--porcelain")
    frozen(root, code=1)
    assert git(root, "status", "--porcelain") == before
    assert not (root / REPORTS).exists()


def test_a_link_that_leads_out_is_not_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("fremd")
    (root / REPORTS).symlink_to(outside, target_is_directory=True)
    done = frozen(root, code=3)
    assert "Traceback" not in done.errors
    assert not list(outside.iterdir())
    assert changes(root) == []


def test_a_file_in_the_place_of_the_directory_is_named(root: Path) -> None:
    write(root, {REPORTS: "Ordner?"})
    done = frozen(root, code=3)
    assert "kein Verzeichnis" in done.errors
    assert (root / REPORTS).read_text("utf-8") == "Ordner?"
    assert changes(root) == []


def test_names_say_for_whom_and_in_which_language(root: Path) -> None:
    frozen(root, "--public", "--lang", "en", "--format", "all")
    stem = "2026-11-23-status-public-en"
    assert kept(root) == sorted(f"{stem}.{ending}" for ending in ("md", "html", "pdf", "docx", "xlsx", "json"))


def test_the_data_are_those_that_readers_may_see(root: Path) -> None:
    resolutions = (root / f"{HOME}/resolutions.yaml").read_text("utf-8")
    write(
        root,
        {
            f"{HOME}/resolutions.yaml": resolutions
            + "  - {id: geheim, title: Nicht öffentlich, kind: other, visibility: internal}\n"
        },
    )
    committed(root)
    frozen(root, "--kind", "public")
    frozen(root, "--kind", "agreement")
    public, internal = (
        json.loads((root / REPORTS / f"2026-11-23-{kind}.json").read_text("utf-8")) for kind in ("public", "agreement")
    )
    assert "geheim" not in json.dumps(public)
    assert "geheim" in [one["id"] for one in internal["records"]["resolutions"]]
    assert internal["records"]["municipality"]["name"] == "Musterstadt"
    assert internal["status"]["phase"] == "re_audit"
    assert internal["report"]["commit"] == git(root, "rev-parse", "HEAD")


def test_the_data_keep_to_their_schema(root: Path) -> None:
    frozen(root, "--kind", "annual", "--period", "2024-2025")
    schema = json.loads((SCHEMAS / "frozen.schema.json").read_text("utf-8"))
    data = json.loads((root / REPORTS / "2026-11-23-annual-2024-2025.json").read_text("utf-8"))
    assert list(Draft7Validator(schema).iter_errors(data)) == []


def test_a_kept_report_can_be_verified_and_stays_so_when_it_is_committed(root: Path) -> None:
    frozen(root, "--kind", "annual", "--format", "all")
    committed(root)
    for path in sorted((root / REPORTS).glob("*annual.*")):
        if path.suffix != ".json":
            done = fgk("verify", path, "--repo", root)
            assert done.code == 0, (path, done.output, done.errors)


def test_kept_reports_make_no_report_uncommitted(root: Path) -> None:
    frozen(root, "--kind", "public")
    done = frozen(root, "--kind", "agreement")
    assert "nicht eingecheckt" not in done.errors


def test_what_no_commit_has_is_not_kept(root: Path) -> None:
    write(root, {f"{HOME}/sources.yaml": SOUND["sources.yaml"] + "\n# neu\n"})
    done = frozen(root, code=1)
    assert f"nicht eingecheckt sind: {HOME}/sources.yaml" in done.errors
    assert not (root / REPORTS).exists()
    committed(root)
    frozen(root, "--kind", "annual", "--period", "2024")
    done = frozen(root, code=1)  # the first one has written to it
    assert f"nicht eingecheckt sind: {HOME}/audit.yaml" in done.errors
    committed(root)
    frozen(root)


def test_without_git_the_user_is_told(tmp_path: Path) -> None:
    plain = tmp_path / "ohne"
    write(plain, municipality())
    done = frozen(plain)
    assert "liegen nicht in git" in done.errors
    assert len(kept(plain)) == 2
    again = fgk("verify", plain / REPORTS / "2026-11-23-status.pdf", "--repo", plain)
    assert again.code == 1
    assert "Git-Repository" in again.errors


@pytest.mark.parametrize("year", ["2030", "1999"])
def test_a_year_without_anything_to_report_is_refused(year: str, root: Path) -> None:
    done = frozen(root, "--kind", "annual", "--period", year, code=2)
    assert year in done.errors
    assert not (root / REPORTS).exists()
    assert changes(root) == []


def test_what_the_event_still_needs_is_said(root: Path) -> None:
    done = frozen(root)
    assert "Dort noch zu ergänzen" in done.errors
    assert "zur Kenntnis genommen" in done.errors
    checked = fgk("validate", "--repo", root, "--at", DAY, "--format", "concise", "-q")
    assert "FGK415" in checked.output


def test_an_event_that_contradicts_the_history_is_not_recorded(root: Path) -> None:
    audit = (root / f"{HOME}/audit.yaml").read_text("utf-8")
    write(
        root,
        {
            f"{HOME}/audit.yaml": audit,
            "fgk.yaml": "language: de\nseverity:\n  - {rule: FGK415, level: error, reason: Hausregel}\n",
        },
    )
    committed(root)
    done = frozen(root)
    assert "Im Verlauf wird nichts eingetragen: " in done.errors
    assert changes(root) == []
    assert len(kept(root)) == 2


def test_what_fails_leaves_nothing_behind(root: Path) -> None:
    (root / REPORTS).parent.joinpath("audit.yaml").chmod(0o444)
    frozen(root, code=3)
    assert not (root / REPORTS).exists()
    assert changes(root) == []


@pytest.mark.parametrize("path", [f"{HOME}/belege/abnahme.txt", "templates/status.md.j2", f"{REPORTS}/2025.md"])
def test_a_report_takes_the_place_of_no_file_of_the_audit(path: str, root: Path) -> None:
    write(root, {path: "Beleg"})
    done = fgk("report", "musterstadt", "-o", root / path, "--format", "md", "--repo", root)
    assert done.code == 2
    assert (root / path).read_text("utf-8") == "Beleg"
    assert fgk("report", "musterstadt", "-o", root / "bericht.md", "--repo", root).code == 0
    assert fgk("report", "musterstadt", "-o", root / "bericht.md", "--repo", root).code == 0


def test_a_kept_report_has_one_name_whether_or_not_its_year_was_named(root: Path) -> None:
    frozen(root, "--kind", "annual")
    assert kept(root) == ["2026-11-23-annual-2025.json", "2026-11-23-annual-2025.pdf"]


def test_a_report_on_one_office_is_no_event(root: Path) -> None:
    done = frozen(root, "--office", "Jugendamt")
    assert "betrifft nur eine Stelle" in done.errors
    assert changes(root) == []


def test_a_second_format_is_kept_with_the_first(root: Path) -> None:
    frozen(root, "--kind", "public")
    assert "--format all" in frozen(root, "--kind", "public", "--format", "docx", code=1).errors


def test_all_that_is_left_to_do_is_to_name_what_the_event_rests_on(root: Path) -> None:
    frozen(root, "--kind", "annual", "--period", "2024")
    committed(root)
    frozen(root, "--kind", "public", "--format", "all")
    done = fgk("validate", "--repo", root, "--at", DAY, "--format", "concise", "-q")
    assert done.code == 0
    assert [line.split("FGK")[1][:3] for line in done.output.splitlines()] == ["614"]


@pytest.mark.parametrize(
    "options",
    [["--rev", "HEAD"], ["--output", "x.pdf"], ["--kind", "portfolio"], ["--kind", "nichts"], ["--all"]],
    ids=["rev", "output", "all", "unknown", "each"],
)
def test_what_cannot_be_kept_is_refused(options: list[str], root: Path) -> None:
    frozen(root, *options, code=2)
    assert not (root / REPORTS).exists()


# -- templates to start from -------------------------------------------------------------------------------------------


def eject(root: Path, *options: str, code: int = 0) -> Outcome:
    done = fgk("report", "--eject", *options, "--repo", root)
    assert done.code == code, done.errors
    return done


def report_of(root: Path, format_: str) -> bytes:
    file = root.parent / f"{root.name}.{format_}"
    assert fgk("report", "-m", "musterstadt", "-o", file, "--repo", root, "--at", DAY).code == 0
    return file.read_bytes()


def test_the_template_of_a_kind_is_copied_and_makes_the_same_report(root: Path) -> None:
    before = {format_: report_of(root, format_) for format_ in ("md", "html")}
    done = eject(root, "status", "--format", "all")
    names = ["status.docx", "status.html.j2", "status.md.j2", "status.typ"]
    assert sorted(path.name for path in (root / "templates").iterdir()) == names
    assert all(f"templates/{name}" in done.errors for name in names)
    for format_, old in before.items():
        body = report_of(root, format_).decode().partition("Muster")[0]
        assert old.decode().startswith(body)
    assert report_of(root, "pdf").startswith(b"%PDF")
    assert report_of(root, "docx").startswith(b"PK")


def test_html_is_copied_where_nothing_else_is_named(root: Path) -> None:
    eject(root, "annual")
    assert [path.name for path in (root / "templates").iterdir()] == ["annual.html.j2"]


def test_a_template_that_is_there_stays(root: Path) -> None:
    write(root, {"templates/status.md.j2": "Eigenes"})
    assert "templates/status.md.j2" in eject(root, "status", "--format", "all", code=1).errors
    assert [path.name for path in (root / "templates").iterdir()] == ["status.md.j2"]
    assert (root / "templates/status.md.j2").read_text("utf-8") == "Eigenes"


def test_an_unknown_kind_and_a_format_without_template_are_refused(root: Path) -> None:
    eject(root, "nichts", code=2)
    eject(root, "status", "--format", "xlsx", code=2)
    assert not (root / "templates").exists()


# -- many municipalities -----------------------------------------------------------------------------------------------


def of_each(root: Path, target: Path, *options: str, code: int = 0) -> Outcome:
    done = fgk("report", "--all", "-o", target, *options, "--repo", root, "--at", DAY)
    assert done.code == code, done.errors
    return done


def test_a_report_of_each_municipality_is_the_one_that_it_has_alone(root: Path, tmp_path: Path) -> None:
    write(root, {path.replace("musterstadt", "neustadt"): text for path, text in municipality().items()})
    committed(root)
    target = tmp_path / "berichte"
    done = of_each(root, target, "--format", "html")
    assert sorted(path.name for path in target.iterdir()) == ["musterstadt-status.html", "neustadt-status.html"]
    assert "2 Berichte" in done.errors
    assert (target / "musterstadt-status.html").read_bytes() == report_of(root, "html")


def test_one_that_cannot_be_assessed_is_named_and_the_others_are_written(root: Path, tmp_path: Path) -> None:
    write(root, {path.replace("musterstadt", "neustadt"): text for path, text in municipality().items()})
    write(root, {"municipalities/neustadt/audit.yaml": "rounds: [\n"})
    target = tmp_path / "berichte"
    done = of_each(root, target, "--format", "md", code=1)
    assert [path.name for path in target.iterdir()] == ["musterstadt-status.md"]
    assert "neustadt" in done.errors


@pytest.mark.parametrize("options", [["-m", "musterstadt"], ["--kind", "portfolio"], ["--id", "x"], ["--round", "x"]])
def test_a_report_of_each_is_of_no_single_one(options: list[str], root: Path, tmp_path: Path) -> None:
    of_each(root, tmp_path / "berichte", *options, code=2)
    assert not (tmp_path / "berichte").exists()


def test_a_directory_is_asked_for(root: Path) -> None:
    assert fgk("report", "--all", "--repo", root).code == 2
