"""What may safely be written in a value's place: put there, the file is sound."""

import pytest

from corpus.case import MS, A, G, M, R
from repositories import HOME, SOUND, diagnostics, memory, municipality

CERTAIN = [
    (MS, "start: 2024-11", "start: 15.11.2024", "2024-11-15"),
    (MS, "start: 2024-11", "start: 15. November 2024", "2024-11-15"),
    (MS, "start: 2024-11", "start: Nov. 2024", "2024-11"),
    (MS, "start: 2024-11", "start: 11/2024", "2024-11"),
    (MS, "start: 2024-11", "start: 2024-1", "2024-01"),
    (MS, "start: 2024-11", "start: 4. Quartal 2024", "2024-Q4"),
    (MS, "start: 2024-11", 'start: "15.11.2024"', '"2024-11-15"'),
    (MS, "start: 2024-11", "start: '11/2024'", "'2024-11'"),
    (MS, "start: 2024-11", "start: „2024-11“", "2024-11"),
    (MS, "date: 2026-01, status: ongoing", "date: 01.2026, status: ongoing", "2026-01"),
    (MS, "recurring: true", "recurring: ja", "true"),
    (MS, "recurring: true", 'recurring: "ja"', '"true"'),
    (A, "planned: true", "planned: Ja", "true"),
    (M, 'ags: "05999001"', "ags: 05999001", '"05999001"'),
    (G, 'number: "1.1"', "number: 1.10", '"1.10"'),
    (G, 'number: "1.1"', "number: „1.1“", '"1.1"'),
    (R, 'paper: "12/2023"', "paper: 0012", '"0012"'),
]

OPEN = [
    (MS, "start: 2024-11", "start: ca. 2024"),
    (MS, "start: 2024-11", "start: 1.11.24"),
    (MS, "start: 2024-11", "start: Ende 2024"),
    (MS, "start: 2024-11", "start: 2024/11"),
    (MS, "start: 2024-11", "start: bis 11/2024"),
    (MS, "start: 2024-11", "start: |\n      11/2024"),
    (MS, "recurring: true", "recurring: 1"),
    (MS, "status: in_progress", "status: erledigt"),
    (MS, "title: Neue Kita", "title: Neue Kita #3"),
    (M, 'ags: "05999001"', "ags: 5999001"),
    (M, "value: 61000", "value: 61.000"),
]


@pytest.mark.parametrize(("file", "old", "new", "replacement"), CERTAIN)
def test_the_replacement_makes_the_file_sound(file: str, old: str, new: str, replacement: str) -> None:
    assert old in SOUND[file]
    text = SOUND[file].replace(old, new, 1)
    (found,) = diagnostics(memory(municipality({file: text})))
    assert found.path == f"{HOME}/{file}"
    assert found.replacement == replacement
    span, lines = found.span, text.split("\n")
    assert span.line == span.end_line
    line = lines[span.line - 1]
    lines[span.line - 1] = line[: span.column - 1] + replacement + line[span.end_column - 1 :]
    assert diagnostics(memory(municipality({file: "\n".join(lines)}))) == []


@pytest.mark.parametrize(("file", "old", "new"), OPEN)
def test_what_could_mean_something_else_is_left_to_people(file: str, old: str, new: str) -> None:
    assert old in SOUND[file]
    (found,) = diagnostics(memory(municipality({file: SOUND[file].replace(old, new, 1)})))
    assert found.replacement is None
