"""Measure fgk against what a user would take instead, in one run on the same files, and print ratios.

Whole processes are timed in turn, A B A B …, after one run each that does not count; a ratio is the median of the
ratios of the pairs. Absolute times depend on the machine, ratios hardly.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator import write_repository
from history import COMMITS, write_commits, write_history

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-11-23"

REVIEWED = 10_000
"""Municipalities of the repository in which a change is reviewed."""

PROCESSES = 3
"""Processes of one run over many municipalities: two that work, and the one that waits for them."""

TOLD = 1_000
"""Commits of a history that is told."""

LOAD_ALL = """
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""
DOCUMENTS = """
import datetime as dt, pickle, sys
from pathlib import Path
from fgk.loading.repository import open_repository
from fgk.render.reports.kinds import kind_of
from fgk.source.tree import DiskTree
from fgk.usecases.portfolio import assessed
from fgk.usecases.reporting import Order, Reporter, document_of
repository = open_repository(DiskTree(Path(sys.argv[1])))
target, day = Path(sys.argv[2]), dt.date.fromisoformat(sys.argv[3])
target.mkdir()
order, directories = Order("status", "html", day, "de"), list(repository.municipalities())
reporter = Reporter(order, ("html",), directories, repository)
for one in directories:
    base = reporter.provenance([one], one.slug)
    document = document_of(assessed(repository, one, day), kind_of("status"), order, base)
    (target / one.slug).write_bytes(pickle.dumps(document))
"""
BARE_JINJA = """
import pickle, sys
from pathlib import Path
from jinja2 import Environment, FileSystemLoader
environment = Environment(loader=FileSystemLoader(sys.argv[2]), autoescape=True, extensions=["jinja2.ext.i18n"],
                          trim_blocks=True, lstrip_blocks=True)
environment.install_null_translations()
environment.globals |= {"language": "de", "chart_style": "", "own_style": "", "logo": "", "letterhead": ()}
template, target = environment.get_template("status.html.j2"), Path(sys.argv[3])
target.mkdir(exist_ok=True)
for path in sorted(Path(sys.argv[1]).iterdir()):
    text = template.render(report=pickle.loads(path.read_bytes()))
    (target / f"{path.name}.html").write_text(text, encoding="utf-8")
"""
EMPTY_COMMAND = """
import typer
from pydantic import BaseModel
import yaml
from rich.table import Table
app = typer.Typer()
@app.command()
def main() -> None:
    pass
app()
"""


def main() -> None:
    """Print each comparison with its ratio and the ratio that it must not exceed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--municipalities", type=int, default=300)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--many", type=int, default=0, help="also compare the time per municipality at this number")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fgk-bench-") as directory:
        root = Path(directory) / "repository"
        size = write_repository(root, options.municipalities)
        print(f"{options.municipalities} municipalities of 40 measures, {size / 1e6:.1f} MB of YAML")
        validate = [*_fgk(), "validate", "--at", DAY, "--repo", str(root)]
        load_all = [sys.executable, "-c", LOAD_ALL, str(root)]
        _compare("fgk validate / yaml.load(CSafeLoader)", validate, load_all, options.runs, "at most 1.0")
        _compare_with_check_jsonschema(root, validate)
        status = [*_fgk(), "status", "herten", "--at", DAY, "--repo", str(ROOT / "examples")]
        empty = [sys.executable, "-c", EMPTY_COMMAND]
        _compare("fgk status herten / empty typer command", status, empty, 2 * options.runs, "at most 1.5")
        deadlines = [*_fgk(), "deadlines", "--at", DAY, "--repo", str(root)]
        _compare("fgk deadlines / fgk validate", deadlines, validate, options.runs, "at most 1.5")
        _compare_reports(status, options.runs)
        _compare_with_bare_jinja(root, Path(directory), options.runs)
        _measure_review(Path(directory) / "history.git", options.runs)
        _compare_with_git_log(Path(directory) / "history", 2 * options.runs)
        if options.many:
            _compare_many(Path(directory) / "many", options.many, validate, options.municipalities)


def _fgk() -> list[str]:
    return [sys.executable, "-m", "fgk", "--color", "never"]


def _compare(title: str, ours: list[str], theirs: list[str], runs: int, bound: str) -> None:
    _seconds(ours)
    _seconds(theirs)
    pairs = [(_seconds(ours)[0], _seconds(theirs)[0]) for _ in range(runs)]
    ratio = statistics.median(a / b for a, b in pairs)
    a, b = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{title}: {a:.2f} s / {b:.2f} s = {ratio:.2f} ({bound})")


def _compare_reports(status: list[str], runs: int) -> None:
    """Compare the report of a municipality of 41 measures with its status, in each format."""
    status = [*status[: status.index("herten")], "musterstadt", *status[status.index("herten") + 1 :]]
    for format_, bound in {
        "md": "at most 2",
        "html": "at most 2",
        "pdf": "at most 4",
        "docx": "-",
        "xlsx": "-",
    }.items():
        report = [*_fgk(), "report", "-m", "musterstadt", *status[status.index("--at") :], "--format", format_]
        _compare(f"fgk report --format {format_} / fgk status musterstadt", report, status, runs, bound)


def _compare_with_bare_jinja(root: Path, directory: Path, runs: int) -> None:
    """Compare a folder of HTML reports with Jinja alone, which gets the finished values and writes the same texts."""
    made = directory / "documents"
    subprocess.run([sys.executable, "-c", DOCUMENTS, str(root), str(made), DAY], check=True)
    reports = [*_fgk(), "report", "--all", "--format", "html", "--at", DAY, "--repo", str(root)]
    bare = [sys.executable, "-c", BARE_JINJA, str(made), str(ROOT / "templates"), str(directory / "bare")]
    title = "fgk report --all --format html / Jinja alone"
    _compare(title, [*reports, "--output", str(directory / "reports")], bare, runs, "at most 2.0")


def _compare_with_git_log(root: Path, runs: int) -> None:
    """Tell the history of one of 40 measures, of which each of 1,000 commits changes one, beside that of its file."""
    write_repository(root, 1)
    write_commits(root, TOLD)
    home = next((root / "municipalities").iterdir())
    ours = [*_fgk(), "history", home.name, "measure/massnahme-0", "--repo", str(root)]
    theirs = ["git", "-C", str(root), "log", "-p", "--", str(home / "measures.yaml")]
    _compare("fgk history / git log -p", ours, theirs, runs, "at most 5")


def _compare_with_check_jsonschema(root: Path, validate: list[str]) -> None:
    """Run check-jsonschema once for each kind of file, since it takes one schema at a time."""
    total = 0.0
    for kind in ("municipality", "audit", "action-fields", "goals", "measures", "resolutions", "sources"):
        files = [str(path) for path in sorted(root.glob(f"municipalities/*/{kind}.yaml"))]
        schema = ROOT / "schemas" / f"{kind}.schema.json"
        total += _seconds([sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *files])[0]
    ours = statistics.median(_seconds(validate)[0] for _ in range(3))
    print(f"fgk validate / check-jsonschema: {ours:.2f} s / {total:.2f} s = 1/{total / ours:.1f} (at most 1/20)")


def _compare_many(root: Path, many: int, validate: list[str], few: int) -> None:
    write_repository(root, many)
    few_seconds, few_memory = _seconds(validate)
    many_seconds, many_memory = _seconds([*_fgk(), "validate", "--at", DAY, "--repo", str(root)])
    ratio = (many_seconds / many) / (few_seconds / few)
    deadlines, held = _seconds([*_fgk(), "deadlines", "--at", DAY, "--repo", str(root)])
    listed = deadlines / many_seconds
    print(
        f"fgk deadlines / fgk validate at {many}: {deadlines:.1f} s / {many_seconds:.1f} s = {listed:.2f} (at most 1.5)"
    )
    print(f"peak memory of fgk deadlines at {many}: {held:.0f} MB")
    print(f"time per municipality at {many} / at {few}: {ratio:.2f} (at most 1.15)")
    print(f"peak memory of the largest process at {many} / at {few}: {many_memory:.0f} MB / {few_memory:.0f} MB")
    print(f"so of {PROCESSES} processes at {many} at most: {PROCESSES * many_memory:.0f} MB (under 300 MB)")


def _measure_review(root: Path, runs: int) -> None:
    """Say how much longer than the start of the program a review takes in a large repository with a history."""
    write_history(root, REVIEWED)
    review = [*_fgk(), "review", "--base", "main", "--rev", "zweig", "--at", DAY, "--repo", str(root)]
    start = [*_fgk(), "--version"]
    pairs = [(_seconds(review)[0], _seconds(start)[0]) for _ in range(runs + 1)][1:]
    more = statistics.median(a - b for a, b in pairs)
    print(f"fgk review over {REVIEWED} municipalities with {COMMITS} commits: start-up and {more:.2f} s (at most 1.5)")


def _seconds(command: list[str]) -> tuple[float, float]:
    """Give the seconds that a process took, and its peak memory in MB where the system tells."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not hasattr(os, "wait4"):
        process.wait()
        return time.perf_counter() - started, float("nan")
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) > 1:
        raise SystemExit(f"failed: {' '.join(command)[:200]}")
    return seconds, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
