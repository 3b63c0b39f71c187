"""One slip in an otherwise sound repository: exactly one finding, at its place. And near-misses, which are silent."""

from types import ModuleType

import pytest

from corpus import chronology, commitments, completeness, contradictions, data_format, deadlines, process, writing
from corpus.case import MARK, Case, path_of, place_of_mark, repository
from repositories import SOUND, diagnostics, hint_of, memory, message_of, municipality, placed

FAMILIES: tuple[ModuleType, ...] = (
    data_format,
    contradictions,
    chronology,
    process,
    commitments,
    deadlines,
    completeness,
    writing,
)
CASES: list[Case] = [case for family in FAMILIES for case in family.CASES]
SILENT = [near_miss for family in FAMILIES for near_miss in family.SILENT]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_defect_gives_exactly_one_finding_at_its_place(case: Case) -> None:
    changed = case.changed()
    found = diagnostics(memory(repository(case.file, changed.replace(MARK, ""))))
    expected = (case.code, path_of(case.file), *place_of_mark(changed))
    assert [placed(diagnostic) for diagnostic in found] == [expected], [message_of(d) for d in found]
    assert case.hint in hint_of(found[0])


@pytest.mark.parametrize("variant", ["crlf", "bom", "bom and crlf", "no last line end"])
@pytest.mark.parametrize("case", CASES[::11], ids=lambda case: case.name)
def test_line_ends_and_byte_order_mark_move_nothing(case: Case, variant: str) -> None:
    changed = case.changed()
    text = changed.replace(MARK, "")
    if "crlf" in variant:
        text = text.replace("\n", "\r\n")
    if variant == "no last line end":
        text = text.rstrip("\n")
    content = (b"\xef\xbb\xbf" if "bom" in variant else b"") + text.encode()
    found = diagnostics(memory(repository(case.file, content)))
    assert [placed(d) for d in found] == [(case.code, path_of(case.file), *place_of_mark(changed))]


def test_there_are_enough_cases_and_no_two_are_the_same() -> None:
    assert len(CASES) >= 300
    assert len({(case.file, case.old, case.new, case.at) for case in CASES}) == len(CASES)


@pytest.mark.parametrize(("file", "old", "new"), SILENT, ids=lambda value: value.strip()[:60])
def test_near_misses_are_silent(file: str, old: str, new: str) -> None:
    assert old in SOUND[file]
    found = diagnostics(memory(repository(file, SOUND[file].replace(old, new, 1))))
    assert [(placed(diagnostic), message_of(diagnostic)) for diagnostic in found] == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_sound_repository_is_silent_however_it_is_saved(line_end: str, mark: bytes) -> None:
    files = {path: mark + text.replace("\n", line_end).encode() for path, text in municipality().items()}
    assert diagnostics(memory(files)) == []
