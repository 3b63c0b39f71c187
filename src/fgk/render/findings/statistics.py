"""How often each rule found something."""

from collections.abc import Sequence
from dataclasses import dataclass

from fgk.diagnostics import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule, the heaviest severity of its findings, how many count, and in how many files they are."""

    code: str
    name: str
    severity: Severity
    findings: int
    files: int


def by_rule(diagnostics: Sequence[Diagnostic]) -> list[RuleCount]:
    """Count what counts by rules, the most frequent first."""
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        if not diagnostic.ignored:
            found.setdefault(diagnostic.code, []).append(diagnostic)
    return sorted((_count(several) for several in found.values()), key=lambda one: (-one.findings, one.code))


def _count(several: list[Diagnostic]) -> RuleCount:
    heaviest = max((one.severity for one in several), key=lambda severity: severity.weight)
    files = len({one.path for one in several})
    return RuleCount(several[0].code, several[0].name, heaviest, len(several), files)
