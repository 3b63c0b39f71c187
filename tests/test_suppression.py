"""What somebody decided to ignore, or to weigh differently; and which findings rest on open dates."""

import pytest

from fgk.diagnostics import Severity, fingerprints
from fgk.loading.repository import open_repository
from fgk.usecases.validate import Validation, validate
from repositories import DAY, HOME, SOUND, memory, municipality

OVERDUE = "    due: 2026-10\n"


def validated(measures: str, settings: str = "", **files: str) -> Validation:
    own = municipality({"measures.yaml": measures})
    return validate(open_repository(memory({**own, "fgk.yaml": settings, **files})), DAY)


def overdue(comment: str = "", above: str = "", due: str = OVERDUE) -> str:
    """Give a measure that is overdue in line 7, with comments; a line above it moves it down."""
    return "\n".join(
        (
            "measures:",
            "  - id: kita",
            "    goal: plaetze",
            "    title: Kita",
            "    note: Der Monat ist geschätzt",
            "    log: [{date: 2026-09, status: planned}]",
            above + due.rstrip() + comment,
            "  - {id: heft, title: Heft, goal: beratung, start: 2026-10, due: 2027}",
            "  - {id: heft-neu, title: Heft, goal: beratung-weiter}",
            "",
        )
    )


def what(result: Validation) -> list[tuple[str, int, int, bool]]:
    return [(d.code, d.span.line, d.span.column, d.ignored) for d in result.diagnostics]


@pytest.mark.parametrize(
    ("comment", "above", "line"),
    [
        ("  # fgk: ignore[overdue-measure] Wegen Krankheit", "", 7),
        ("  # fgk: ignore[FGK501] Wegen Krankheit", "", 7),
        ("  #fgk:ignore[fgk501]   Wegen Krankheit", "", 7),
        ("  # Notiz # fgk: ignore[overdue-measure] Wegen Krankheit", "", 7),
        ("", "    # fgk: ignore[overdue-measure] Wegen Krankheit\n", 8),
        ("", "# fgk: ignore[overdue-measure] Wegen Krankheit\n", 8),
        ("", "    # fgk: ignore[overdue-measure] Wegen Krankheit\n    # noch eine Zeile\n", 9),
    ],
)
def test_a_comment_on_the_line_or_just_above(comment: str, above: str, line: int) -> None:
    result = validated(overdue(comment, above))
    assert what(result) == [("FGK501", line, 10, True)]
    assert (result.ignored, result.count(Severity.WARNING)) == (1, 0)
    assert result.diagnostics[0].reason == "Wegen Krankheit"


def test_a_comment_may_name_several_rules() -> None:
    result = validated(overdue("  # fgk: ignore[overdue-measure, stale-measure] Grund"))
    assert what(result) == [("FGK501", 7, 10, True), ("FGK802", 7, 19, False)]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("  # fgk: ignore[overdue-measure]", [("FGK501", 7, 10, True), ("FGK801", 7, 19, False)]),
        ("  # fgk: ignore[stale-measure] Grund", [("FGK501", 7, 10, False), ("FGK802", 7, 19, False)]),
        ("  # fgk: ignore[ueberfaellig] Grund", [("FGK501", 7, 10, False), ("FGK803", 7, 19, False)]),
        ("  # fgk: ignore[] Grund", [("FGK501", 7, 10, False), ("FGK803", 7, 19, False)]),
        ("  # fgk ignore[overdue-measure] Grund", [("FGK501", 7, 10, False)]),
    ],
)
def test_what_is_wrong_with_a_comment(comment: str, expected: list[tuple[str, int, int, bool]]) -> None:
    assert what(validated(overdue(comment))) == expected


def test_a_comment_further_above_does_not_count() -> None:
    result = validated(overdue(above="    # fgk: ignore[overdue-measure] Grund\n    recurring: false\n"))
    assert what(result) == [("FGK802", 7, 5, False), ("FGK501", 9, 10, False)]


def test_text_that_looks_like_a_comment_is_text() -> None:
    body = overdue(above='    description: "x # fgk: ignore[overdue-measure] Grund"\n')
    assert what(validated(body)) == [("FGK501", 8, 10, False)]
    block = overdue(above="    description: |\n      # fgk: ignore[overdue-measure] Grund\n")
    assert what(validated(block)) == [("FGK501", 9, 10, False)]


@pytest.mark.parametrize(
    ("entry", "ignored"),
    [
        ("{rule: overdue-measure, reason: x}", True),
        ("{rule: FGK501, reason: x}", True),
        ("{rule: fgk501, in: musterstadt, reason: x}", True),
    ],
)
def test_a_rule_that_is_off_here(entry: str, ignored: bool) -> None:  # noqa: FBT001
    assert what(validated(overdue(), f"ignore: [{entry}]\n")) == [("FGK501", 7, 10, ignored)]


def test_an_ignore_for_another_municipality_matches_nothing() -> None:
    other = {path.replace(HOME, "municipalities/musterdorf"): text for path, text in municipality().items()}
    result = validated(overdue(), "ignore: [{rule: FGK501, in: musterdorf, reason: x}]\n", **other)
    assert what(result) == [("FGK802", 1, 17, False), ("FGK501", 7, 10, False)]


@pytest.mark.parametrize("level", ["error", "warning", "info"])
def test_a_rule_that_weighs_differently_here(level: str) -> None:
    result = validated(overdue(), f"severity: [{{rule: overdue-measure, level: {level}, reason: x}}]\n")
    assert [(d.code, d.severity) for d in result.diagnostics] == [("FGK501", Severity(level))]


@pytest.mark.parametrize(
    ("due", "severity"),
    [
        ("2026-10", Severity.WARNING),
        ("2026-10~", Severity.WARNING),
        ("2026-10?", Severity.INFO),
        ('"2026-10%"', Severity.INFO),
    ],
)
def test_what_rests_on_an_uncertain_date_is_at_most_an_info(due: str, severity: Severity) -> None:
    for settings in ("", "severity: [{rule: FGK501, level: error, reason: x}]\n"):
        (found,) = validated(overdue(due=f"    due: {due}\n"), settings).diagnostics
        expected = Severity.ERROR if settings and severity is Severity.WARNING else severity
        assert (found.code, found.severity) == ("FGK501", expected)


def test_a_fingerprint_does_not_depend_on_lines() -> None:
    before = validated(overdue()).diagnostics
    moved = validated("# eine Zeile mehr\n\n" + overdue()).diagnostics
    assert before[0].span != moved[0].span
    assert fingerprints(before) == fingerprints(moved)


def test_fingerprints_tell_findings_of_one_kind_apart() -> None:
    twice = SOUND["measures.yaml"].replace("goal: beratung", "goal: nichts")
    found = validated(twice).diagnostics
    assert len(found) == 3
    assert len(set(fingerprints(found))) == 3
