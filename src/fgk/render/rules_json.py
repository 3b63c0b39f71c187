"""Rules as data for JSON."""

from collections.abc import Iterable
from typing import Any

from fgk.messages import Translator
from fgk.rules.examples import Example, ExampleFile
from fgk.rules.families import family_of
from fgk.rules.registry import Rule

SCHEMA_VERSION = 1


def rule_object(rule: Rule, example: Example, translate: Translator) -> dict[str, Any]:
    """Give one rule's object, with those files of its examples that differ."""
    examples = {"bad": _files(example.bad), "good": _files(example.good)}
    if example.before:
        examples = {"before": _files(example.before), **examples}
    return {"schema_version": SCHEMA_VERSION, **_rule(rule, translate), "examples": examples}


def rules_object(rules: Iterable[Rule], translate: Translator) -> dict[str, Any]:
    """Give the object that lists all rules."""
    return {"schema_version": SCHEMA_VERSION, "rules": [_rule(rule, translate) for rule in rules]}


def _rule(rule: Rule, translate: Translator) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "summary": translate(rule.summary),
        "why": translate(rule.why),
        "fix": translate(rule.fix),
        "source": translate(rule.source) or None,
        "family": family_of(rule).name,
    }


def _files(files: Iterable[ExampleFile]) -> list[dict[str, str]]:
    return [{"path": file.path, "text": file.text} for file in files]
