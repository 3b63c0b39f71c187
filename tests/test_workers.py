"""Several processes find what one finds."""

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
