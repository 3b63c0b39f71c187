"""Several processes find what one finds."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fgk.loading.repository import open_repository
from fgk.source.tree import DiskTree
from fgk.usecases.validate import Validation, validate
from fgk.usecases.workers import PAYS_FROM, usual_processes
from repositories import DAY, EXAMPLES, SOUND, write


def run(root: Path, processes: int | None) -> Validation:
    return validate(open_repository(DiskTree(root)), DAY, processes=processes)


@pytest.mark.parametrize("processes", [2, 3])
def test_the_findings_of_the_examples_are_the_same(processes: int) -> None:
    assert run(EXAMPLES, processes) == run(EXAMPLES, 1)


def test_ignores_count_as_used_whatever_process_used_them(tmp_path: Path) -> None:
    measures = SOUND["measures.yaml"].replace("    goal: beratung\n    title: Ein Bus", "    title: Ein Bus")
    for number in range(45):
        content = {**SOUND, "measures.yaml": measures} if number == 41 else SOUND
        write(tmp_path, {f"municipalities/m{number}/{file}": text for file, text in content.items()})
    write(tmp_path, {"fgk.yaml": "ignore:\n  - {rule: measure-without-goal, reason: so beschlossen}\n"})
    result = run(tmp_path, 2)
    assert result == run(tmp_path, 1)
    assert [(one.code, one.reason) for one in result.diagnostics] == [("FGK604", "so beschlossen")]


def test_few_municipalities_take_one_process() -> None:
    assert usual_processes(PAYS_FROM - 1) == 1
    assert usual_processes(PAYS_FROM) in (1, 2)


BEGUN = """
import datetime as dt, sys
from pathlib import Path
from fgk.loading.repository import open_repository
from fgk.source.tree import DiskTree
from functools import partial
from fgk.usecases.validate import checking
from fgk.usecases.workers import each

repository = open_repository(DiskTree(Path(sys.argv[1])))
jobs = [(directory, directory.path) for directory in repository.municipalities()]
results = each(repository, partial(checking, dt.date(2026, 11, 23)), jobs, 2)
next(results)
print("begun", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="signals end processes this way on POSIX systems only")
@pytest.mark.parametrize("ended_by", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind(ended_by: signal.Signals, tmp_path: Path) -> None:
    for number in range(45):
        write(tmp_path, {f"municipalities/m{number}/{file}": text for file, text in SOUND.items()})
    command = [sys.executable, "-c", BEGUN, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        process.send_signal(ended_by)
        assert process.stdout.read() == ""  # it ends only when no process holds the other end any more
        assert process.wait() == -ended_by
