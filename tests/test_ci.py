"""The hooks for pre-commit, the jobs for GitLab, the action and the workflows for GitHub: what they run is run here."""

import datetime as dt
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from browser import jq_program
from platforms import BOT, TOKEN, Comment, gitlab, put_gh
from repositories import write

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
PRE_COMMIT, GITLAB, GITHUB = ".pre-commit-hooks.yaml", "ci/gitlab/fgk.yml", "action.yml"
REVIEW, REMINDER, SITE = (f"ci/gitlab/{name}.yml" for name in ("durchsicht", "erinnerung", "seiten"))
TEMPLATES = (GITLAB, REVIEW, REMINDER, SITE)
WORKFLOWS = ("pruefung", "erinnerung", "seiten")
JOBS = {"pruefung": "pruefung", "durchsicht": "pruefung", "erinnerung": "erinnerung", "seiten": "seiten"}
"""The jobs for GitHub, and the workflow of each."""

HOME = "municipalities/musterdorf"
GOOD = {
    f"{HOME}/municipality.yaml": 'name: Musterdorf\nkind: municipality\nstate: NW\nkeys: {ags: "05999003"}\n',
    f"{HOME}/audit.yaml": (
        "rounds:\n  - id: grund\n    stage: grundzertifikat\n    events:\n"
        "      - {event: certificate_issued, date: 2015-05-14}\n"
    ),
}
BAD = {f"{HOME}/goals.yaml": "goals:\n  - id: ziel\n    titel: Betreuung\n"}
REPAIRABLE = {f"{HOME}/municipality.yaml": GOOD[f"{HOME}/municipality.yaml"].replace('"', "")}
HOSTILE = ['"; touch pwned; "$(touch pwned)', "'; touch pwned; '`touch pwned` # -x"]


def loaded(name: str) -> list[Any]:
    """Give the documents of a file with every value as text: nothing is taken for a number or a truth value."""
    return list(yaml.load_all((ROOT / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


def fits(schema: str, *files: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# -- running scripts ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Runner:
    """A directory with a repository in git, and the programs that scripts find."""

    root: Path
    bin: Path

    def run(self, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a script as code platforms do: it ends with the first command that fails."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("FGK_", "CI", "GITHUB_"))}
        path = os.pathsep.join((str(self.bin), str(Path(sys.executable).parent), os.environ["PATH"]))
        file = self.bin / "script.sh"
        file.write_text(script, encoding="utf-8")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(file)],
            cwd=self.root,
            env={**kept, "PATH": path, **variables},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def git(self, *arguments: str, **variables: str) -> str:
        author = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        environment = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, **variables}
        done = subprocess.run(
            ["git", *author, *arguments], cwd=self.root, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def commit(self, files: Mapping[str, str] | None = None) -> str:
        write(self.root, files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "change")
        return self.git("rev-parse", "HEAD")

    def installed(self) -> list[str]:
        """Give the arguments with which pip was called; what the network would have to give is not fetched."""
        return (self.bin / "arguments").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    found = Runner(tmp_path / "repository", tmp_path / "bin")
    write(found.root, GOOD)
    write(found.bin, dict.fromkeys(("pip", "python"), f'#!/bin/sh\nprintf "%s\\n" "$@" > "{found.bin}/arguments"\n'))
    for program in ("pip", "python"):
        (found.bin / program).chmod(0o755)
    found.git("init", "--quiet")
    found.commit()
    return found


# -- GitHub -------------------------------------------------------------------------------------------------------------


def action() -> Any:
    return loaded(GITHUB)[0]


def action_run(runner: Runner, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the step that validates, with some inputs and the defaults of the others."""
    values = {name: given.get("default", "") for name, given in action()["inputs"].items()}
    values |= {name.replace("_", "-"): value for name, value in inputs.items()}
    step = action()["runs"]["steps"][-1]
    variables = {
        name: values[re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", r"\1", text)] for name, text in step["env"].items()
    }
    return runner.run(step["run"], **variables, GITHUB_WORKSPACE=str(runner.root))


def test_the_action_fits_its_schema() -> None:
    fits("vendor.github-actions", ROOT / GITHUB)


def test_every_input_of_the_action_is_used_and_described() -> None:
    text = (ROOT / GITHUB).read_text(encoding="utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(action()["inputs"])
    assert all(given["description"] for given in action()["inputs"].values())


def test_no_input_of_the_action_becomes_a_part_of_a_script() -> None:
    scripts = [step["run"] for step in action()["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert all("${{" not in script for script in scripts)
    assert all(step["shell"] == "bash" for step in action()["runs"]["steps"] if "run" in step)


def test_the_action_installs_fgk_from_where_it_lies_itself(runner: Runner) -> None:
    step = action()["runs"]["steps"][1]
    assert step["env"] == {"FGK_SOURCE": "${{ github.action_path }}"}
    assert runner.run(step["run"], FGK_SOURCE="/a path/fgk").returncode == 0
    assert runner.installed() == ["-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "/a path/fgk"]


def test_the_action_passes_what_is_good(runner: Runner) -> None:
    done = action_run(runner)
    assert done.returncode == 0, done.stderr
    assert "::error" not in done.stdout


def test_the_action_annotates_what_is_bad(runner: Runner) -> None:
    runner.commit(BAD)
    done = action_run(runner)
    assert done.returncode == 1, done.stderr
    assert re.search(rf"^::error file={HOME}/goals\.yaml,line=3,[^\n]*FGK104", done.stdout, re.MULTILINE)


def test_the_action_names_files_from_the_workspace_on(runner: Runner) -> None:
    runner.commit({f"akten/{path}": text for path, text in {**GOOD, **BAD}.items()})
    done = action_run(runner, directory="akten")
    assert done.returncode == 1, done.stderr
    assert f"file=akten/{HOME}/goals.yaml," in done.stdout


def test_the_action_writes_a_sarif_file_beside_its_output(runner: Runner) -> None:
    runner.commit(BAD)
    done = action_run(runner, sarif="ein bericht.sarif")
    assert done.returncode == 1
    assert "::error" in done.stdout
    report = json.loads((runner.root / "ein bericht.sarif").read_text(encoding="utf-8"))
    assert report["version"] == "2.1.0"
    assert "FGK104" in {found["ruleId"] for found in report["runs"][0]["results"]}


def test_the_action_takes_severity_format_baseline_and_more_arguments(runner: Runner) -> None:
    assert action_run(runner, fail_on="warning").returncode == 1
    runner.commit(BAD)
    assert json.loads(action_run(runner, format="json").stdout)["summary"]["errors"] == 1
    assert action_run(runner, arguments="--select\nFGK9\n\n").returncode == 0
    assert action_run(runner, arguments="--write-baseline").returncode == 0
    assert action_run(runner, baseline="fgk-baseline.json").returncode == 0


def test_the_action_looks_at_what_changed(runner: Runner) -> None:
    before = runner.commit(BAD)
    assert action_run(runner, since=before).returncode == 0
    runner.commit({path.replace("musterdorf", "anderes"): text for path, text in GOOD.items()})
    done = action_run(runner, since=before, fail_on="warning")
    assert done.returncode == 1
    assert HOME not in done.stdout
    assert action_run(runner, since="").returncode == 1


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["directory", "fail_on", "format", "sarif", "baseline", "since", "arguments"])
def test_no_input_of_the_action_becomes_a_command(runner: Runner, name: str, value: str) -> None:
    action_run(runner, **{name: value})
    assert not (runner.root / "pwned").exists()


# -- GitLab -------------------------------------------------------------------------------------------------------------


def gitlab_job(template: str = GITLAB, **inputs: str) -> tuple[str, Any]:
    """Give the name and the content of a template's job once the inputs have been put in."""
    spec, jobs = loaded(template)
    declared = spec["spec"]["inputs"]
    values = {name: given["default"] for name, given in declared.items() if "default" in given}
    values |= {"package": "fgk"} | {name.replace("_", "-"): value for name, value in inputs.items()}
    assert values.keys() == declared.keys()
    ((name, job),) = put_in(jobs, values).items()
    return name, job


def put_in(node: Any, values: Mapping[str, str]) -> Any:
    if isinstance(node, dict):
        return {put_in(key, values): put_in(value, values) for key, value in node.items()}
    if isinstance(node, list):
        return [put_in(item, values) for item in node]
    return re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda found: values[found[1]], node)


def gitlab_run(
    runner: Runner, variables: Mapping[str, str] | None = None, template: str = GITLAB, **inputs: str
) -> subprocess.CompletedProcess[str]:
    _, job = gitlab_job(template, **inputs)
    script = "\n".join((*job["before_script"], *job["script"]))
    return runner.run(script, **job["variables"], CI_PROJECT_DIR=str(runner.root), **(variables or {}))


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_include_fits_its_schema(template: str, tmp_path: Path) -> None:
    spec, jobs = (ROOT / template).read_text(encoding="utf-8").split("\n---\n")
    write(tmp_path, {"spec.yml": spec, "raw.yml": jobs})
    name, job = gitlab_job(template)
    (tmp_path / "job.yml").write_text(yaml.safe_dump({name: job}), encoding="utf-8")
    fits("vendor.gitlab-ci", *(tmp_path / file for file in ("spec.yml", "raw.yml", "job.yml")))


@pytest.mark.parametrize("template", [GITLAB, REVIEW, REMINDER])
def test_the_job_has_the_name_that_was_given(template: str) -> None:
    name, _ = gitlab_job(template, job="prüfung")
    assert name == "prüfung"


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_input_of_the_include_becomes_a_part_of_a_script(template: str) -> None:
    spec, jobs = loaded(template)
    ((_, job),) = jobs.items()
    text = (ROOT / template).read_text(encoding="utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(spec["spec"]["inputs"])
    assert all("$[[" not in line for line in (*job["before_script"], *job["script"], *job.get("after_script", ())))
    assert all(given["description"] for given in spec["spec"]["inputs"].values())


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_is_fetched_by_a_name_that_anybody_may_have_taken(template: str) -> None:
    assert "default" not in loaded(template)[0]["spec"]["inputs"]["package"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_job_installs_what_was_named(template: str, runner: Runner) -> None:
    gitlab_run(runner, template=template, package="fgk @ git+https://git.example.org/fgk.git")
    assert runner.installed()[-1] == "fgk @ git+https://git.example.org/fgk.git"


def test_the_job_passes_what_is_good(runner: Runner) -> None:
    done = gitlab_run(runner)
    assert done.returncode == 0, done.stderr
    assert "0 Fehler" in done.stdout


def test_the_job_reports_what_is_bad(runner: Runner) -> None:
    runner.commit(BAD)
    done = gitlab_run(runner)
    assert done.returncode == 1, done.stderr
    assert "FGK104" in done.stdout
    _, job = gitlab_job()
    reports = job["artifacts"]["reports"]
    assert job["artifacts"]["when"] == "always"
    quality = json.loads((runner.root / reports["codequality"]).read_text(encoding="utf-8"))
    (found,) = (one for one in quality if one["check_name"].startswith("FGK104"))
    assert found["location"] == {"path": f"{HOME}/goals.yaml", "lines": {"begin": 3}}
    cases = ET.parse(runner.root / reports["junit"]).getroot().iter("testcase")  # noqa: S314 - our own file
    assert f"{HOME}/goals.yaml" in {case.get("file") for case in cases if case.find("failure") is not None}


def test_the_job_takes_directory_severity_and_baseline(runner: Runner) -> None:
    runner.commit({f"akten/{path}": text for path, text in {**GOOD, **BAD}.items()})
    assert gitlab_run(runner, directory="akten").returncode == 1
    quality = json.loads((runner.root / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert f"akten/{HOME}/goals.yaml" in {found["location"]["path"] for found in quality}
    runner.run("fgk validate --repo akten --write-baseline")
    assert gitlab_run(runner, directory="akten", baseline="akten/fgk-baseline.json", fail_on="warning").returncode == 0


def test_the_job_looks_at_what_a_merge_request_changed(runner: Runner) -> None:
    before = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": runner.commit(BAD)}
    runner.commit({path.replace("musterdorf", "anderes"): text for path, text in GOOD.items()})
    assert gitlab_run(runner, before).returncode == 1
    assert gitlab_run(runner, before, scope="changed").returncode == 0
    assert gitlab_run(runner, scope="changed").returncode == 1, "outside a merge request everything is checked"
    assert gitlab_job()[1]["variables"]["GIT_DEPTH"] == "0"


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["package", "directory", "fail_on", "baseline", "scope"])
def test_no_input_of_the_include_becomes_a_command(runner: Runner, name: str, value: str) -> None:
    gitlab_run(runner, {"CI_MERGE_REQUEST_DIFF_BASE_SHA": value}, **{name: value})
    assert not (runner.root / "pwned").exists()


# -- workflows for GitHub ------------------------------------------------------------------------------------------------


def workflow(name: str) -> Any:
    return loaded(f"ci/github/{name}.yml")[0]


def workflow_steps(job: str) -> list[Any]:
    return list(workflow(JOBS[job])["jobs"][job]["steps"])


def workflow_step(job: str, name: str) -> Any:
    (found,) = (step for step in workflow_steps(job) if step.get("name") == name)
    return found


def workflow_run(runner: Runner, job: str, step: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one step of a job, with the variables of its workflow and those of the platform."""
    platform = {
        "GITHUB_WORKSPACE": str(runner.root),
        "GITHUB_REPOSITORY": "gruppe/akten",
        "RUNNER_TEMP": str(runner.bin),
    }
    return runner.run(workflow_step(job, step)["run"], **{**workflow(JOBS[job])["env"], **platform, **variables})


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_workflow_fits_its_schema(name: str) -> None:
    fits("vendor.github-workflows", ROOT / f"ci/github/{name}.yml")


@pytest.mark.parametrize("job", JOBS)
def test_the_workflow_installs_what_it_names(job: str, runner: Runner) -> None:
    assert workflow_run(runner, job, "fgk installieren").returncode == 0
    assert runner.installed() == [
        *("-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        "fgk @ git+https://git.example.org/gruppe/fgk.git@v1",
    ]


@pytest.mark.parametrize("job", JOBS)
def test_a_workflow_may_only_read_until_a_job_says_more_and_no_script_has_a_foreign_part(job: str) -> None:
    assert workflow(JOBS[job])["permissions"] == {"contents": "read"}
    assert all("${{" not in step.get("run", "") for step in workflow_steps(job))
    checkouts = [step for step in workflow_steps(job) if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == ["false"]


def test_the_workflow_passes_what_is_good(runner: Runner) -> None:
    done = workflow_run(runner, "pruefung", "Prüfung")
    assert done.returncode == 0, done.stderr
    assert "::error" not in done.stdout


def test_the_workflow_annotates_what_is_bad_and_keeps_it_for_code_scanning(runner: Runner) -> None:
    runner.commit({f"akten/{path}": text for path, text in {**GOOD, **BAD}.items()})
    done = workflow_run(runner, "pruefung", "Prüfung", FGK_REPO="akten")
    assert done.returncode == 1, done.stderr
    assert re.search(rf"^::error file=akten/{HOME}/goals\.yaml,line=3,[^\n]*FGK104", done.stdout, re.MULTILINE)
    upload = workflow_steps("pruefung")[-1]
    report = json.loads((runner.root / upload["with"]["sarif_file"]).read_text(encoding="utf-8"))
    assert "FGK104" in {found["ruleId"] for found in report["runs"][0]["results"]}
    assert "!cancelled()" in upload["if"], "a step that failed keeps nothing from being shown"


# -- reminders ----------------------------------------------------------------------------------------------------------

# The jobs take the day on which they run: 2020 is always past, 2999 never near. Where a century is the time within which
# a deadline counts as due soon, 2100 is due soon on every day until then.
LATE, NEAR, FAR = "2020-01-31", "2100-01-31", "2999-12-31"
CENTURY = {"fgk.yaml": "due_soon: P100Y\n"}


def due(*days: str) -> dict[str, str]:
    """Give a municipality in which a measure is due on each of some days, and one that is internal with the first."""
    measures = "".join(
        f"  - {{id: m{number}, title: Fällig {day}, due: {day}, responsible: {{office: Bauamt}}}}\n"
        for number, day in enumerate(days)
    )
    internal = (
        f"  - {{id: geheim, title: GEHEIM, due: {days[0]}, visibility: internal, responsible: {{office: GEHEIM}}}}\n"
    )
    events = "rounds:\n  - {id: grund, stage: grundzertifikat, events: [{event: contract, date: 2019}]}\n"
    return {
        f"{HOME}/municipality.yaml": GOOD[f"{HOME}/municipality.yaml"],
        f"{HOME}/audit.yaml": events,
        f"{HOME}/measures.yaml": f"measures:\n{measures}{internal}",
    }


def reminded_by_gitlab(runner: Runner) -> tuple[int, str]:
    """Run the job for GitLab; give its exit code and what it shows."""
    done = gitlab_run(runner, template=REMINDER)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def reminded_by_github(runner: Runner) -> tuple[int, str]:
    """Run the step for GitHub behind another one that has written a summary already."""
    page = runner.bin / "summary.md"
    page.write_text("Vorher\n\n", encoding="utf-8")
    done = workflow_run(runner, "erinnerung", "Fristen", GITHUB_STEP_SUMMARY=str(page))
    assert "Traceback" not in done.stderr
    before, _, shown = page.read_text(encoding="utf-8").partition("\n\n")
    assert before == "Vorher"
    return done.returncode, shown


on_both = pytest.mark.parametrize("reminded", [reminded_by_gitlab, reminded_by_github])
Reminded = Callable[[Runner], tuple[int, str]]


@on_both
@pytest.mark.parametrize(
    ("days", "settings", "code", "summary", "listed"),
    [
        ((FAR,), {}, 0, "Nichts ist überfällig oder bald fällig.", set()),
        ((NEAR,), CENTURY, 0, "Nichts ist überfällig oder bald fällig.", set()),  # not within 30 days
        ((LATE,), {}, 1, "1 Frist ist überfällig.", {LATE}),
        ((LATE, FAR), {}, 1, "1 Frist ist überfällig.", {LATE}),
        (("2020?", FAR), {}, 0, "1 Frist ist überfällig.", {"2020?"}),
    ],
)
def test_the_reminder_fails_where_something_is_late_and_shows_what(
    reminded: Reminded,
    days: tuple[str, ...],
    settings: dict[str, str],
    code: int,
    summary: str,
    listed: set[str],
    runner: Runner,
) -> None:
    runner.commit({**due(*days), **settings})
    found, shown = reminded(runner)
    assert found == code
    assert shown == (runner.root / "fristen.md").read_text(encoding="utf-8")
    assert shown.startswith("## Fristen · Musterdorf, Stand ")
    assert summary in shown
    assert {day for day in days if f"| Fällig {day} |" in shown} == listed


@on_both
def test_the_calendar_beside_the_reminder_has_every_open_deadline(reminded: Reminded, runner: Runner) -> None:
    runner.commit(due(LATE, NEAR, FAR))
    reminded(runner)
    feed = (runner.root / "fristen.ics").read_bytes().decode()
    assert sorted(re.findall(r"^SUMMARY:(.*)\r$", feed, re.MULTILINE)) == [
        f"Musterdorf: Fällig {day}" for day in (LATE, NEAR, FAR)
    ]


@on_both
def test_nothing_internal_stands_in_a_reminder_or_its_calendar(reminded: Reminded, runner: Runner) -> None:
    runner.commit(due(LATE))
    _, shown = reminded(runner)
    assert "Fällig" in shown
    for name in ("fristen.md", "fristen.ics"):
        assert "GEHEIM" not in (runner.root / name).read_bytes().decode().replace("\r\n ", "")
    done = runner.run("fgk deadlines --format md --internal")
    assert "GEHEIM" in done.stdout


@on_both
def test_a_municipality_that_cannot_be_assessed_fails_the_reminder_and_hides_no_other(
    reminded: Reminded, runner: Runner
) -> None:
    runner.commit({**due(FAR), "municipalities/kaputt/municipality.yaml": "name: [\n"})
    code, shown = reminded(runner)
    assert code == 1
    assert shown.startswith("## Fristen")
    assert f"Fällig {FAR}" in (runner.root / "fristen.ics").read_text(encoding="utf-8")


def test_the_reminder_for_gitlab_fails_when_something_is_due_soon_or_only_when_it_is_late(runner: Runner) -> None:
    runner.commit({**due(NEAR), **CENTURY})
    assert gitlab_run(runner, template=REMINDER).returncode == 0
    done = gitlab_run(runner, template=REMINDER, within="P100Y")
    assert done.returncode == 1
    assert "1 Frist ist bald fällig." in done.stdout
    assert gitlab_run(runner, template=REMINDER, within="P100Y", fail_on="overdue").returncode == 0
    runner.commit({"fgk.yaml": "due_soon: P1D\n"})
    done = gitlab_run(runner, template=REMINDER, within="P100Y")
    assert done.returncode == 0, "what is listed but not yet due soon does not fail"
    assert f"Fällig {NEAR}" in done.stdout


def test_the_reminder_for_gitlab_takes_a_directory(runner: Runner) -> None:
    runner.commit({f"akten/{path}": text for path, text in due(LATE).items()})
    done = gitlab_run(runner, template=REMINDER, directory="akten")
    assert done.returncode == 1
    assert f"Fällig {LATE}" in done.stdout
    assert gitlab_run(runner, template=REMINDER, directory="fehlt").returncode == 3


def test_a_reminder_that_was_set_up_wrongly_fails(runner: Runner) -> None:
    assert gitlab_run(runner, template=REMINDER, within="bald").returncode == 2
    assert not (runner.root / "fristen.md").exists()


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["package", "directory", "within", "fail_on"])
def test_no_input_of_the_reminder_becomes_a_command(runner: Runner, name: str, value: str) -> None:
    gitlab_run(runner, None, REMINDER, **{name: value})
    assert not (runner.root / "pwned").exists()


def test_reminders_run_on_schedules_alone_and_keep_their_files_when_they_fail() -> None:
    name, job = gitlab_job(REMINDER)
    assert name == "fgk-erinnerung"
    assert job["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}]
    assert job["variables"]["GIT_DEPTH"] == "0"
    assert job["artifacts"]["when"] == "always"
    assert job["artifacts"]["paths"] == ["fristen.md", "fristen.ics"]
    assert set(workflow("erinnerung")["on"]) == {"schedule", "workflow_dispatch"}
    checkout, *_, kept = workflow_steps("erinnerung")
    assert checkout["with"]["fetch-depth"] == "0"
    assert (kept["if"], kept["with"]["path"]) == ("always()", "fristen.*")


# -- the site -----------------------------------------------------------------------------------------------------------


def site_of_gitlab(runner: Runner) -> subprocess.CompletedProcess[str]:
    return gitlab_run(runner, template=SITE)


def site_of_github(runner: Runner) -> subprocess.CompletedProcess[str]:
    return workflow_run(runner, "seiten", "Berichte und Kalender")


on_both_sites = pytest.mark.parametrize("publish", [site_of_gitlab, site_of_github])
Publish = Callable[[Runner], subprocess.CompletedProcess[str]]


def site(runner: Runner) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in (runner.root / "public").iterdir()}


@on_both_sites
def test_a_site_has_all_municipalities_in_front_and_a_report_and_a_calendar_of_each(
    publish: Publish, runner: Runner
) -> None:
    other = {path.replace("musterdorf", "anderes"): text.replace("Muster", "Ander") for path, text in due(FAR).items()}
    runner.commit({**due(LATE), **other})
    done = publish(runner)
    assert done.returncode == 0, done.stderr
    found = site(runner)
    reports = {"anderes-status-public.html", "musterdorf-status-public.html"}
    assert found.keys() == {"index.html", "anderes.ics", "musterdorf.ics", *reports}
    assert all(name in found["index.html"] for name in ("Musterdorf", "Anderdorf"))
    assert f"Fällig {LATE}" in found["musterdorf-status-public.html"]
    assert [found[name].count("BEGIN:VEVENT") for name in ("anderes.ics", "musterdorf.ics")] == [1, 1]


@on_both_sites
def test_nothing_internal_is_published(publish: Publish, runner: Runner) -> None:
    runner.commit(due(LATE))
    assert publish(runner).returncode == 0
    assert not [name for name, text in site(runner).items() if "GEHEIM" in text]


def test_a_site_for_gitlab_shows_what_is_internal_in_reports_alone_and_only_on_demand(runner: Runner) -> None:
    runner.commit({f"akten/{path}": text for path, text in due(LATE).items()})
    done = gitlab_run(runner, template=SITE, directory="akten", content="internal")
    assert done.returncode == 0, done.stderr
    found = site(runner)
    assert found.keys() == {"index.html", "musterdorf.ics", "musterdorf-status.html"}
    assert [name for name, text in found.items() if "GEHEIM" in text] == ["musterdorf-status.html"]


@on_both_sites
def test_a_site_is_published_even_where_nothing_is_due(publish: Publish, runner: Runner) -> None:
    assert publish(runner).returncode == 0
    assert {"index.html", "musterdorf-status-public.html"} <= site(runner).keys()


@on_both_sites
def test_no_site_is_published_that_lacks_a_municipality(publish: Publish, runner: Runner) -> None:
    runner.commit({**due(FAR), "municipalities/kaputt/municipality.yaml": "name: [\n"})
    assert publish(runner).returncode == 1


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["package", "directory", "content"])
def test_no_input_of_the_site_becomes_a_command(runner: Runner, name: str, value: str) -> None:
    gitlab_run(runner, None, SITE, **{name: value})
    assert not (runner.root / "pwned").exists()


def test_a_site_is_made_of_the_default_branch_with_its_history() -> None:
    name, job = gitlab_job(SITE)
    assert (name, job["artifacts"]["paths"]) == ("pages", ["public"])
    assert job["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert job["variables"]["GIT_DEPTH"] == "0"
    assert workflow("seiten")["on"]["push"] == {"branches": ["main"]}
    checkout, *_, upload, deploy = workflow_steps("seiten")
    assert (checkout["with"]["fetch-depth"], upload["with"]["path"]) == ("0", "public")
    assert deploy["uses"].startswith("actions/deploy-pages@")


def test_a_site_is_published_though_the_reminder_fails(tmp_path: Path) -> None:
    name, job = gitlab_job(SITE)
    assert job["needs"] == []
    text = yaml.safe_dump({"stages": ["test", "deploy"], name: job, "fgk": gitlab_job(REMINDER)[1]})
    fits("vendor.gitlab-ci", write(tmp_path, {".gitlab-ci.yml": text}) / ".gitlab-ci.yml")


# -- as platforms check out ---------------------------------------------------------------------------------------------

TARGET, BRANCH = "main", "mehr/spielplätze"
HEAD = {"gitlab": "refs/merge-requests/1/head", "merged": "refs/merge-requests/1/merge", "github": "refs/pull/1/merge"}
DEPTH = {"gitlab": "20", "github": "1"}
"""How many commits platforms fetch where a job does not say."""
CHANGED = dt.datetime(2020, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
"""When what stands before both the branch and its target was changed."""


def measure(number: int, title: str) -> str:
    return f"  - {{id: m{number}, title: {title}, due: {FAR}, responsible: {{office: Bauamt}}}}\n"


def requested(runner: Runner, change: Mapping[str, str]) -> Path:
    """Give a bare repository with a request whose branch and target have both gone on for long since they parted."""
    runner.git("branch", "--move", TARGET)
    elsewhere = {path.replace("musterdorf", "anderes"): text.replace("Muster", "Ander") for path, text in GOOD.items()}
    runner.commit({**due(FAR), **elsewhere})
    runner.git("commit", "--quiet", "--amend", "--no-edit", GIT_COMMITTER_DATE=CHANGED.isoformat())
    runner.git("switch", "--quiet", "--create", BRANCH)
    if change:
        runner.commit(change)
    go_on(runner)
    runner.git("switch", "--quiet", TARGET)
    runner.commit({"municipalities/anderes/measures.yaml": f"measures:\n{measure(0, 'Fremd')}"})
    go_on(runner)
    runner.git("switch", "--quiet", "--detach")
    runner.git("merge", "--quiet", "--no-edit", BRANCH)
    for ref, commit in ((HEAD["gitlab"], BRANCH), (HEAD["merged"], "HEAD"), (HEAD["github"], "HEAD")):
        runner.git("update-ref", ref, commit)
    origin = runner.root.parent / "origin.git"
    runner.git("clone", "--quiet", "--mirror", ".", str(origin))
    return origin


def go_on(runner: Runner) -> None:
    """Let a branch have more commits than a platform fetches."""
    for _ in range(int(DEPTH["gitlab"])):
        runner.git("commit", "--quiet", "--allow-empty", "--message", "other")


def cloned(runner: Runner, origin: Path, depth: str, ref: str, *more: str) -> Runner:
    """Give a clone as platforms make it: some commits of some references, 0 for all, and HEAD at no branch."""
    clone = Runner(runner.root.parent / "clone", runner.bin)
    clone.root.mkdir()
    clone.git("init", "--quiet")
    clone.git("remote", "add", "origin", origin.as_uri())
    limit = () if depth == "0" else (f"--depth={depth}",)
    clone.git("fetch", "--quiet", "--no-tags", *limit, "origin", f"+{ref}:refs/remotes/ci", *more)
    clone.git("checkout", "--quiet", "--detach", "refs/remotes/ci")
    return clone


def cloned_by_gitlab(runner: Runner, origin: Path, template: str, ref: str) -> Runner:
    return cloned(runner, origin, gitlab_job(template)[1]["variables"].get("GIT_DEPTH", DEPTH["gitlab"]), ref)


def cloned_by_github(runner: Runner, origin: Path, steps: list[Any], ref: str) -> Runner:
    """With all of the history GitHub fetches all branches, too."""
    depth = steps[0]["with"].get("fetch-depth", DEPTH["github"])
    return cloned(runner, origin, depth, ref, *(("+refs/heads/*:refs/remotes/origin/*",) if depth == "0" else ()))


@pytest.mark.parametrize("ref", [HEAD["gitlab"], HEAD["merged"]])
def test_a_merge_request_is_checked_in_the_clone_that_gitlab_makes(ref: str, runner: Runner) -> None:
    runner.commit({path.replace("musterdorf", "alt"): text for path, text in {**GOOD, **BAD}.items()})
    origin = requested(runner, due(FAR, NEAR))
    clone = cloned_by_gitlab(runner, origin, GITLAB, ref)
    left_at = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": runner.git("merge-base", TARGET, BRANCH)}
    assert gitlab_run(clone, left_at).returncode == 1
    done = gitlab_run(clone, left_at, scope="changed")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Musterdorf" in done.stdout


def test_a_pull_request_is_checked_in_the_clone_that_github_makes(runner: Runner) -> None:
    origin = requested(runner, BAD)
    clone = cloned_by_github(runner, origin, workflow_steps("pruefung"), HEAD["github"])
    done = workflow_run(clone, "pruefung", "Prüfung")
    assert done.returncode == 1
    assert f"::error file={HOME}/goals.yaml," in done.stdout


@pytest.mark.parametrize(
    ("template", "run", "file"),
    [(REMINDER, reminded_by_gitlab, "fristen.ics"), (SITE, site_of_gitlab, "public/musterdorf.ics")],
)
def test_a_calendar_made_in_the_clone_of_gitlab_knows_when_something_changed(
    template: str, run: Callable[[Runner], object], file: str, runner: Runner
) -> None:
    clone = cloned_by_gitlab(runner, requested(runner, {}), template, f"refs/heads/{TARGET}")
    run(clone)
    assert f"LAST-MODIFIED:{CHANGED:%Y%m%dT%H%M%SZ}" in (clone.root / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "run", "file"),
    [("erinnerung", reminded_by_github, "fristen.ics"), ("seiten", site_of_github, "public/musterdorf.ics")],
)
def test_a_calendar_made_in_the_clone_of_github_knows_when_something_changed(
    name: str, run: Callable[[Runner], object], file: str, runner: Runner
) -> None:
    clone = cloned_by_github(runner, requested(runner, {}), workflow_steps(name), f"refs/heads/{TARGET}")
    run(clone)
    assert f"LAST-MODIFIED:{CHANGED:%Y%m%dT%H%M%SZ}" in (clone.root / file).read_text(encoding="utf-8")


# -- reviews ------------------------------------------------------------------------------------------------------------

MARK = "<!-- fgk-review -->"
"""The first line of what a review says, by which a comment is known."""


def reviewed_by_gitlab(clone: Runner, target: str = TARGET, **inputs: str) -> tuple[int, str]:
    """Run the job for GitLab; give its exit code and what it wrote."""
    platform = {"CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": target}
    done = gitlab_run(clone, platform, REVIEW, **inputs)
    assert "Traceback" not in done.stderr
    return done.returncode, written(clone.root / "durchsicht.md")


def reviewed_by_github(clone: Runner, target: str = TARGET) -> tuple[int, str]:
    """Run the step for GitHub; give its exit code and the summary, which is what it wrote."""
    page = clone.bin / "summary.md"
    page.write_text("", encoding="utf-8")
    given = {"GITHUB_BASE_REF": target, "GITHUB_STEP_SUMMARY": str(page), "FGK_FAIL_ON": "error"}
    done = workflow_run(clone, "durchsicht", "Durchsicht", **given)
    assert "Traceback" not in done.stderr
    assert written(page) == written(clone.bin / "durchsicht.md")
    return done.returncode, written(page)


def written(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def clone_for_review(runner: Runner, origin: Path, ref: str) -> Runner:
    if ref == HEAD["github"]:
        return cloned_by_github(runner, origin, workflow_steps("durchsicht"), ref)
    return cloned_by_gitlab(runner, origin, REVIEW, ref)


in_each_clone = pytest.mark.parametrize(
    ("ref", "reviewed"),
    [
        (HEAD["gitlab"], reviewed_by_gitlab),
        (HEAD["merged"], reviewed_by_gitlab),
        (HEAD["github"], reviewed_by_github),
    ],
)
Reviewed = Callable[[Runner], tuple[int, str]]


@in_each_clone
def test_a_review_says_what_the_branch_changes_and_not_what_its_target_has_since(
    ref: str, reviewed: Reviewed, runner: Runner
) -> None:
    change = due(FAR)[f"{HOME}/measures.yaml"] + measure(7, "Spielplatz")
    code, text = reviewed(clone_for_review(runner, requested(runner, {f"{HOME}/measures.yaml": change}), ref))
    assert code == 0
    assert text.startswith(f"{MARK}\n")
    assert f"origin/{TARGET} →" in text
    assert "Spielplatz" in text
    assert not [word for word in ("Anderdorf", "Fremd") if word in text]


@in_each_clone
def test_a_review_fails_where_the_branch_rewrites_the_past_and_says_so(
    ref: str, reviewed: Reviewed, runner: Runner
) -> None:
    events = due(FAR)[f"{HOME}/audit.yaml"].replace("2019", "2018")
    code, text = reviewed(clone_for_review(runner, requested(runner, {f"{HOME}/audit.yaml": events}), ref))
    assert code == 1
    assert text.startswith(f"{MARK}\n")
    assert "2019" in text


def test_a_review_for_gitlab_takes_directory_and_severity(runner: Runner) -> None:
    runner.commit({f"akten/{path}": text for path, text in GOOD.items()})
    change = {"akten/fgk.yaml": "severity:\n  - {rule: unknown-key, level: info, reason: Umzug}\n"}
    clone = clone_for_review(runner, requested(runner, change), HEAD["gitlab"])
    assert reviewed_by_gitlab(clone, directory="akten")[0] == 0
    code, text = reviewed_by_gitlab(clone, directory="akten", fail_on="warning")
    assert code == 1
    assert "unknown-key" in text


@in_each_clone
def test_what_a_branch_brings_itself_is_not_taken_for_a_review(ref: str, reviewed: Reviewed, runner: Runner) -> None:
    clone = clone_for_review(runner, requested(runner, {"durchsicht.md": f"{MARK}\nAlles bestens.\n"}), ref)
    write(clone.bin, dict.fromkeys(("pip", "fgk"), "#!/bin/sh\nexit 3\n"))
    (clone.bin / "fgk").chmod(0o755)
    code, text = reviewed(clone)
    assert (code, text) == (3, "")


@pytest.mark.parametrize("value", HOSTILE)
def test_no_branch_and_no_input_of_a_review_becomes_a_command(value: str, runner: Runner) -> None:
    runner.git("remote", "add", "origin", ".")
    reviewed_by_github(runner, value)
    reviewed_by_gitlab(runner, value)
    for name in ("package", "directory", "fail_on"):
        reviewed_by_gitlab(runner, **{name: value})
    assert not (runner.root / "pwned").exists()


def test_reviews_are_made_of_requests_alone_and_kept_when_they_fail() -> None:
    name, job = gitlab_job(REVIEW)
    assert name == "fgk-durchsicht"
    assert job["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert (job["artifacts"]["when"], job["artifacts"]["paths"]) == ("always", ["durchsicht.md"])
    assert workflow("pruefung")["jobs"]["durchsicht"]["if"] == "github.event_name == 'pull_request'"


# -- comments -----------------------------------------------------------------------------------------------------------


def commented_on_gitlab(runner: Runner, before: list[Comment], text: str, token: str = TOKEN) -> list[Comment]:
    """Run what GitLab runs behind a job that has written a review; give the comments of the merge request then."""
    write(runner.root, {"durchsicht.md": text} if text else {})
    with gitlab(before) as server:
        done = runner.run(
            "\n".join(gitlab_job(REVIEW)[1]["after_script"]),
            CI_API_V4_URL=server.address,
            CI_MERGE_REQUEST_PROJECT_ID="7",
            CI_MERGE_REQUEST_IID="1",
            FGK_COMMENT_TOKEN=token,
            no_proxy="127.0.0.1",
        )
        assert done.returncode == 0, done.stderr
        assert TOKEN not in done.stdout + done.stderr
        assert server.asked == 0 or token
        return server.notes


def commented_on_github(runner: Runner, before: list[Comment], text: str) -> list[Comment]:
    """Run the step for GitHub behind one that has written a review; give the comments of the pull request then."""
    write(runner.bin, {"durchsicht.md": text} if text else {})
    put_gh(runner.bin, jq_program())
    login = "github-actions[bot]"
    store = runner.bin / "comments.json"
    store.write_text(json.dumps([(login if who == BOT else who, said) for who, said in before]), encoding="utf-8")
    done = workflow_run(runner, "durchsicht", "Kommentar", GH_TOKEN=TOKEN, PULL_REQUEST="1")
    assert done.returncode == 0, done.stderr
    return [(BOT if who == login else who, said) for who, said in json.loads(store.read_text(encoding="utf-8"))]


on_both_platforms = pytest.mark.parametrize("commented", [commented_on_gitlab, commented_on_github])
Commented = Callable[[Runner, list[Comment], str], list[Comment]]
OTHERS: list[Comment] = [
    ("mensch", f"{MARK}\nGefälscht"),
    (BOT, "Etwas anderes"),
    ("mensch", f"Was heißt „{MARK}“?"),
    ("mensch", "Danke!"),
]


@on_both_platforms
def test_a_review_has_one_comment_that_is_written_anew_and_leaves_all_others(
    commented: Commented, runner: Runner
) -> None:
    first, second = (f"{MARK}\n## Änderungen\n\n* {what}: 100 % + 1 & 2 = „@ich“\n" for what in ("Kita", "Spielplatz"))
    after = commented(runner, OTHERS, first)
    assert after == [*OTHERS, (BOT, first)]
    later = ("mensch", "Noch etwas")
    assert commented(runner, [*after, later], second) == [*OTHERS, (BOT, second), later]


@on_both_platforms
def test_a_comment_may_be_as_long_as_a_review(commented: Commented, runner: Runner) -> None:
    text = f"{MARK}\n".ljust(60_000, "ß")
    assert commented(runner, [], text) == [(BOT, text)]


@on_both_platforms
def test_no_comment_is_written_where_there_is_no_review(commented: Commented, runner: Runner) -> None:
    assert commented(runner, OTHERS, "") == OTHERS


def test_without_a_token_gitlab_is_not_asked(runner: Runner) -> None:
    assert commented_on_gitlab(runner, OTHERS, f"{MARK}\n", token="") == OTHERS


def test_the_comment_on_github_is_written_though_the_review_fails_and_holds_nothing_up() -> None:
    step = workflow_step("durchsicht", "Kommentar")
    assert step["env"].keys() == {"GH_TOKEN", "PULL_REQUEST"}
    assert step["if"].startswith("${{ !cancelled() && ")
    assert step["continue-on-error"] == "true"
    assert workflow("pruefung")["jobs"]["durchsicht"]["permissions"]["pull-requests"] == "write"


# -- pre-commit ---------------------------------------------------------------------------------------------------------


def hooks() -> dict[str, Any]:
    return {hook["id"]: hook for hook in loaded(PRE_COMMIT)[0]}


def test_the_hooks_say_what_pre_commit_asks_for() -> None:
    assert list(hooks()) == ["fgk-validate", "fgk-fix"]
    known = {"id", "name", "description", "entry", "language", "files", "pass_filenames", "require_serial"}
    for hook in hooks().values():
        assert hook.keys() == known
        assert (hook["language"], hook["pass_filenames"], hook["require_serial"]) == ("python", "false", "true")


@pytest.mark.parametrize("hook", ["fgk-validate", "fgk-fix"])
def test_the_hooks_run_when_data_files_change(hook: str) -> None:
    pattern = re.compile(hooks()[hook]["files"])
    data = (
        f"{HOME}/goals.yaml",
        "akten/municipalities/a/b/goals.yml",
        "procedures/siegel.yaml",
        "fgk.yaml",
        "a/fgk.yaml",
    )
    others = ("README.md", f"{HOME}/belege/plan.pdf", "docs/goals.yaml", "xmunicipalities/a.yaml", "my-fgk.yaml")
    assert all(pattern.search(path) for path in data)
    assert not any(pattern.search(path) for path in others)


def test_the_hook_validates(runner: Runner) -> None:
    entry = hooks()["fgk-validate"]["entry"]
    assert runner.run(entry).returncode == 0
    runner.commit(BAD)
    done = runner.run(entry)
    assert done.returncode == 1
    assert "FGK104" in done.stdout


def test_the_hook_repairs_and_the_second_commit_passes(runner: Runner) -> None:
    entry = hooks()["fgk-fix"]["entry"]
    assert shlex.split(entry) == ["fgk", "fix", "--write"]
    write(runner.root, REPAIRABLE)
    runner.git("add", "--all")
    assert runner.run(entry).returncode == 0
    assert runner.git("diff", "--name-only") == f"{HOME}/municipality.yaml", "changed files are what stops a commit"
    runner.git("add", "--all")
    assert runner.run(entry).returncode == 0
    assert runner.git("diff", "--name-only") == ""


# -- the page -----------------------------------------------------------------------------------------------------------


def files_of_the_page() -> dict[str, str]:
    return dict(re.findall(r"^Datei `([^`]+)`:\n\n```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


def test_the_pipeline_of_the_page_includes_every_job_with_what_it_asks_for(tmp_path: Path) -> None:
    text = files_of_the_page()[".gitlab-ci.yml"]
    write(tmp_path, {".gitlab-ci.yml": text})
    fits("vendor.gitlab-ci", tmp_path / ".gitlab-ci.yml")
    included = yaml.load(text, Loader=yaml.BaseLoader)["include"]  # noqa: S506, TID251 - all is text
    assert [one["file"] for one in included] == list(TEMPLATES)
    for one in included:
        declared = loaded(one["file"])[0]["spec"]["inputs"]
        assert set(one["inputs"]) == {name for name, given in declared.items() if "default" not in given}


def test_the_page_names_every_workflow_and_hook() -> None:
    assert re.findall(r"^\| \[`ci/github/(\w+)\.yml`\]", PAGE, re.MULTILINE) == list(WORKFLOWS)
    config = yaml.load(files_of_the_page()[".pre-commit-config.yaml"], Loader=yaml.BaseLoader)  # noqa: S506, TID251 - as above
    assert {hook["id"] for hook in config["repos"][0]["hooks"]} == set(hooks())


def test_the_workflow_of_the_page_with_the_action_fits_its_schema(tmp_path: Path) -> None:
    name = ".github/workflows/fgk.yml"
    write(tmp_path, {name: files_of_the_page()[name]})
    fits("vendor.github-workflows", tmp_path / name)


LISTED = {
    "Prüfung": GITLAB,
    "Durchsicht": REVIEW,
    "Erinnerung": REMINDER,
    "Seiten": SITE,
    "Nur prüfen, mit der Action": GITHUB,
}


@pytest.mark.parametrize("heading", LISTED)
def test_the_page_lists_every_input_with_its_default(heading: str) -> None:
    document = loaded(LISTED[heading])[0]
    declared = document.get("spec", document)["inputs"]
    section = re.split(r"\n###? ", PAGE.split(f"\n### {heading}\n")[1])[0]
    listed = dict(re.findall(r"^\| `([\w-]+)` \| .* \| (.+) \|$", section, re.MULTILINE))
    optional = {key: given["default"] for key, given in declared.items() if "default" in given}
    assert listed.keys() == optional.keys()
    assert all(listed[key] == (f"`{default}`" if default else listed[key]) for key, default in optional.items())
    assert {listed[key] for key, default in optional.items() if not default} <= {"keine", "alles"}


def test_the_commands_of_the_page_work(runner: Runner) -> None:
    runner.git("branch", "--move", "main")
    runner.commit(BAD)
    commands = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
    assert len(commands) == 3
    assert [runner.run(command).returncode for command in commands] == [0, 0, 0]
