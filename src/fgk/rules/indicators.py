"""FGK6xx: goals by whose numbers nobody can see whether they are reached."""

from collections.abc import Iterator
from decimal import Decimal

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import CertificateState
from fgk.diagnostics import Severity
from fgk.messages import N_, Message, msg
from fgk.model.plan import Goal, Indicator
from fgk.model.vocabulary import Direction
from fgk.rules.registry import Finding, Rule, rule

_OVER = (CertificateState.EXPIRED, CertificateState.REVOKED)
_MEASURABLE = N_("Measures can be done without having an effect; only a number shows whether the goal is reached.")


@rule(
    "FGK610",
    "goal-without-indicator",
    Severity.INFO,
    summary=N_("A goal has no indicator."),
    why=_MEASURABLE,
    fix=N_("Add indicators: a number that can be counted, with its baseline and its target."),
)
def goal_without_indicator(assessment: Assessment) -> Iterator[Finding]:
    """Look for goals without ``indicators``.

    Nothing more can be counted for goals that are assessed already, or whose round's certificate has ended.
    """
    over = {
        history.round.id
        for history in assessment.histories
        if history.award is not None and history.award.state(assessment.day) in _OVER
    }
    for goal in assessment.dossier.goals:
        if not goal.indicators and goal.assessment is None and goal.round not in over:
            message = msg("Goal “{id}” has no indicator", id=goal.id)
            hint = msg("Add “indicators:” with a number that can be counted, its baseline and its target.")
            yield Finding(goal, ("indicators",), message, hint)


@rule(
    "FGK611",
    "incomplete-indicator",
    Severity.INFO,
    summary=N_("An indicator has no baseline or no target."),
    why=N_("Progress is the way from the baseline to the target; without both ends a value says nothing about it."),
    fix=N_("Add baseline, the value at the start, and target, the value to be reached."),
    tolerant=True,
)
def incomplete_indicator(assessment: Assessment) -> Iterator[Finding]:
    """Look for indicators of which one end, or both, are missing."""
    for goal, index, indicator in _indicators(assessment):
        missing = [key for key in ("baseline", "target") if getattr(indicator, key) is None]
        if missing:
            yield Finding(goal, ("indicators", index, missing[0]), *_incomplete(indicator, missing))


def _incomplete(indicator: Indicator, missing: list[str]) -> tuple[Message, Message]:
    if len(missing) > 1:
        message = msg("The indicator “{name}” has neither a baseline nor a target", name=indicator.id)
        return message, msg("Add “baseline: …” and “target: …”.")
    if missing == ["baseline"]:
        message = msg("The indicator “{name}” has no baseline", name=indicator.id)
    else:
        message = msg("The indicator “{name}” has no target", name=indicator.id)
    return message, msg("Add “{key}: …”.", key=missing[0])


@rule(
    "FGK612",
    "target-behind-baseline",
    Severity.INFO,
    summary=N_("An indicator's target equals its baseline, or lies on the wrong side of it."),
    why=N_("Such a goal is reached before anything is done; often the two numbers are swapped."),
    fix=N_("Correct baseline and target; write “direction: decrease” where the number is to fall."),
    tolerant=True,
)
def target_behind_baseline(assessment: Assessment) -> Iterator[Finding]:
    """Compare targets with baselines.

    A number of unknown direction is taken to be one that rises, unless its latest value shows that it falls.
    """
    for goal, index, indicator in _indicators(assessment):
        words = _behind(indicator)
        if words is not None:
            yield Finding(goal, ("indicators", index, "target"), *words)


def _behind(indicator: Indicator) -> tuple[Message, Message] | None:  # noqa: PLR0911 - one return for each case
    baseline, target = indicator.baseline, indicator.target
    if baseline is None or target is None:
        return None
    names = {"name": indicator.id, "baseline": baseline, "target": target}
    if target == baseline:
        if indicator.note is not None:
            return None
        message = msg("The target of “{name}” equals the baseline: {target}", **names)
        return message, msg("Write the value to be reached; say in a note if the number is only to be kept.")
    if indicator.direction is Direction.DECREASE:
        if target < baseline:
            return None
        message = msg("“{name}” is to fall, but the target {target} lies above the baseline {baseline}", **names)
        return message, msg("Swap baseline and target, or write “direction: increase”.")
    if target > baseline:
        return None
    if indicator.direction is Direction.INCREASE:
        message = msg("“{name}” is to rise, but the target {target} lies below the baseline {baseline}", **names)
        return message, msg("Swap baseline and target, or write “direction: decrease”.")
    if _falls(indicator, baseline):
        return None
    message = msg("The target of “{name}”, {target}, lies below the baseline {baseline}", **names)
    return message, msg("If the number is to fall, add “direction: decrease”; otherwise correct the two values.")


def _falls(indicator: Indicator, baseline: Decimal) -> bool:
    """Whether the latest value lies below the baseline."""
    latest = max(indicator.values, key=lambda value: value.date.first, default=None)
    return latest is not None and latest.value < baseline


def _indicators(assessment: Assessment) -> Iterator[tuple[Goal, int, Indicator]]:
    for goal in assessment.dossier.goals:
        for index, indicator in enumerate(goal.indicators):
            yield goal, index, indicator


RULES: tuple[Rule, ...] = (goal_without_indicator, incomplete_indicator, target_behind_baseline)
