"""All rules. A new rule is a function in the module of its family and stands in that module's list."""

from collections.abc import Iterable, Mapping
from functools import cache

from fgk.rules import (
    action_fields,
    agreements,
    certificates,
    chronology,
    commitments,
    completeness,
    consultations,
    covered_years,
    deadlines,
    decisions,
    endings,
    facts,
    identities,
    indicators,
    keys,
    personal_data,
    preconditions,
    process,
    provenance,
    quality,
    references,
    repetitions,
    reports,
    repository,
    resolutions,
    rounds,
    sequences,
    shape,
    staleness,
    successions,
    syntax,
    uncertainty,
    writing,
)
from fgk.rules.registry import Rule
from fgk.rules.review import (
    agreement,
    answers,
    audit_history,
    council_decisions,
    due_dates,
    evidence,
    moves,
    policy,
    publication,
    recorded,
    traces,
)

FAMILIES = (
    syntax,
    shape,
    references,
    identities,
    action_fields,
    repository,
    chronology,
    facts,
    certificates,
    rounds,
    repetitions,
    endings,
    sequences,
    covered_years,
    reports,
    process,
    preconditions,
    successions,
    resolutions,
    decisions,
    consultations,
    agreements,
    commitments,
    deadlines,
    staleness,
    completeness,
    indicators,
    provenance,
    uncertainty,
    quality,
    personal_data,
    keys,
    writing,
    due_dates,
    agreement,
    recorded,
    audit_history,
    council_decisions,
    evidence,
    moves,
    traces,
    publication,
    policy,
    answers,
)


@cache
def rules() -> tuple[Rule, ...]:
    """Give all rules, in the order of their codes. Raises ValueError where a code or name is used twice."""
    found = [rule for family in FAMILIES for rule in family.RULES]
    for kind in ("code", "name"):
        _refuse_repeated(kind, [getattr(rule, kind) for rule in found])
    return tuple(sorted(found, key=lambda rule: rule.code))


@cache
def by_code() -> Mapping[str, Rule]:
    """Give the rules by their codes."""
    return {rule.code: rule for rule in rules()}


@cache
def _by_word() -> Mapping[str, Rule]:
    return {word: rule for rule in rules() for word in (rule.code.casefold(), rule.name)}


def named(name: str) -> Rule | None:
    """Give the rule with this code or name, in any case, or None."""
    return _by_word().get(name.strip().casefold())


def matching(word: str) -> tuple[Rule, ...]:
    """Give the rules that a word means: a code, a name, or the beginning of codes such as ``FGK5``; in any case."""
    rule = named(word)
    if rule is not None:
        return (rule,)
    beginning = word.strip().upper()
    return tuple(rule for rule in rules() if beginning.startswith("FGK") and rule.code.startswith(beginning))


def _refuse_repeated(kind: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"two rules have the {kind} {value}")
        seen.add(value)
