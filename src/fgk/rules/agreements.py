"""FGK45x: what a target agreement must hold: goals in each field, measures for each goal."""

from collections import Counter
from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import History
from fgk.assessment.recorded import Recorded
from fgk.diagnostics import Severity
from fgk.messages import N_, msg, msgn
from fgk.model.audit import Round
from fgk.model.procedure import LeastMeasures, PlanRules
from fgk.rules.action_fields import code_meant
from fgk.rules.registry import Finding, Rule, rule

_WHY_LEAST = N_("The procedure asks for a least number; the review looks at whether the target agreement keeps to it.")
_FIX_LEAST = N_(
    "Record what is missing, or state the published size as plan on the round where texts are not recorded."
)


def _ruled(assessment: Assessment) -> Iterator[tuple[Round, PlanRules]]:
    """Give the rounds whose procedure asks anything of a target agreement, each with what that is."""
    for round_ in assessment.rounds.values():
        procedure = assessment.procedure_of(round_)
        if procedure is not None and procedure.plan is not None:
            yield round_, procedure.plan


@rule(
    "FGK451",
    "too-few-goals",
    Severity.WARNING,
    summary=N_("A round has goals in an action field, but fewer than the procedure asks for."),
    why=_WHY_LEAST,
    fix=_FIX_LEAST,
)
def too_few_goals(assessment: Assessment) -> Iterator[Finding]:
    """Count the goals of each round in each field that has any."""
    recorded = Recorded.of(assessment)
    for round_, plan in _ruled(assessment) if recorded.goals_are_readable else ():
        least = (plan.goals_per_action_field or 0) if recorded.has_all_goals(round_) else 0
        number_in = Counter(goal.action_field for goal in recorded.goals.get(round_.id, ()))
        for field in recorded.fields.values():
            number = number_in[field.id]
            if number > 0 and number + recorded.homeless_goals < least:
                message = msgn(
                    "Action field “{id}” has {n} goal in round “{round}”; the procedure asks for at least {least}",
                    "Action field “{id}” has {n} goals in round “{round}”; the procedure asks for at least {least}",
                    number,
                    round=round_.id,
                    id=field.id,
                    least=least,
                )
                yield Finding(field, ("id",), message, related=((round_, ("id",), msg("the round")),))


@rule(
    "FGK452",
    "too-few-measures",
    Severity.WARNING,
    summary=N_("A goal has measures, but fewer than the procedure asks for."),
    why=_WHY_LEAST,
    fix=_FIX_LEAST,
)
def too_few_measures(assessment: Assessment) -> Iterator[Finding]:
    """Count the measures of each goal that has any."""
    recorded = Recorded.of(assessment)
    for round_, plan in _ruled(assessment) if recorded.measures_are_readable else ():
        least = (plan.measures_per_goal or 0) if recorded.is_whole(round_) else 0
        for goal in recorded.goals.get(round_.id, ()):
            number = recorded.measures.get(goal.id, 0)
            if number > 0 and number + recorded.homeless_measures < least:
                message = msgn(
                    "Goal “{id}” has {n} measure; the procedure asks for at least {least}",
                    "Goal “{id}” has {n} measures; the procedure asks for at least {least}",
                    number,
                    id=goal.id,
                    least=least,
                )
                yield Finding(goal, ("id",), message)


@rule(
    "FGK453",
    "field-without-goals",
    Severity.WARNING,
    summary=N_("No goal belongs to an action field."),
    why=N_("The target agreement sets goals in every field; one without any is a heading over nothing."),
    fix=N_("Add a goal, or delete the field; where the texts are not recorded, state the published size of the round."),
)
def field_without_goals(assessment: Assessment) -> Iterator[Finding]:
    """Look for fields that no goal names; where goals of a round are not recorded, they may belong there."""
    recorded = Recorded.of(assessment)
    if not recorded.goals_are_readable or not assessment.goals or not _has_all_goals(assessment, recorded):
        return
    named = {goal.action_field for goal in assessment.goals.values()}
    empty = [field for field in recorded.fields.values() if field.id not in named]
    if len(empty) <= recorded.homeless_goals:
        return
    for field in empty:
        yield Finding(field, ("id",), msg("No goal belongs to the action field “{id}”", id=field.id))


def _has_all_goals(assessment: Assessment, recorded: Recorded) -> bool:
    """Whether every adopted agreement has goals here, and as many as were published."""
    if not all(recorded.has_all_goals(round_) for round_ in assessment.rounds.values()):
        return False
    adopted = (history.round for history in assessment.histories if is_adopted(history, assessment))
    return all(round_.id in recorded.goals for round_ in adopted)


@rule(
    "FGK454",
    "goal-without-measure",
    Severity.WARNING,
    summary=N_("No measure serves a goal."),
    why=N_("A goal is reached by what is done for it; without a measure nobody has taken it on."),
    fix=N_("Add a measure; where the texts are not recorded, state the published size of the round."),
)
def goal_without_measure(assessment: Assessment) -> Iterator[Finding]:
    """Look for goals that no measure names; where a whole round has no measures, one finding is enough."""
    recorded = Recorded.of(assessment)
    silent = {round_.id for round_ in assessment.rounds.values() if not recorded.is_whole(round_)}
    bare = [goal for goal in assessment.goals.values() if goal.id not in recorded.measures]
    if not recorded.measures_are_readable or recorded.defective_measures:
        return
    if len(bare) <= recorded.homeless_measures:
        return
    for round_ in assessment.rounds.values():
        goals = recorded.goals.get(round_.id, ())
        if round_.id not in silent and len(goals) > 1 and not recorded.number_of_measures(round_):
            silent.add(round_.id)
            text = N_("No measure is recorded for any of the {n} goals of round “{id}”")
            yield Finding(round_, ("id",), msg(text, n=len(goals), id=round_.id))
    for goal in bare:
        if goal.round not in silent:
            yield Finding(goal, ("id",), msg("No measure serves goal “{id}”", id=goal.id))


@rule(
    "FGK455",
    "too-few-measures-in-group",
    Severity.WARNING,
    summary=N_("A round has fewer measures in a group of action fields than the procedure asks for."),
    why=_WHY_LEAST,
    fix=_FIX_LEAST,
)
def too_few_measures_in_group(assessment: Assessment) -> Iterator[Finding]:
    """Count the measures of each adopted agreement in the groups of fields that its procedure names."""
    recorded = Recorded.of(assessment)
    if not recorded.measures_are_readable or not recorded.goals_are_readable:
        return
    for history in assessment.histories:
        round_, plan = history.round, history.procedure.plan
        if plan is None or not plan.groups or not is_adopted(history, assessment):
            continue
        if recorded.is_whole(round_) and recorded.number_of_measures(round_):
            for group in plan.groups:
                yield from _group(history, group, recorded)


def _group(history: History, group: LeastMeasures, recorded: Recorded) -> Iterator[Finding]:
    number, unplaced = 0, recorded.homeless_measures
    for goal in recorded.goals.get(history.round.id, ()):
        field = recorded.fields.get(goal.action_field or "")
        code = code_meant(field, history.procedure) if field else None
        if code in group.action_fields:
            number += recorded.measures.get(goal.id, 0)
        elif field is None or (code is not None and history.procedure.catalogue_field(code) is None):
            unplaced += recorded.measures.get(goal.id, 0)
    if number + unplaced < group.measures:
        message = msgn(
            "The round has {n} measure in the action fields {fields}; the procedure asks for at least {least}",
            "The round has {n} measures in the action fields {fields}; the procedure asks for at least {least}",
            number,
            fields=group.action_fields,
            least=group.measures,
        )
        yield Finding(history.round, ("id",), message)


def is_adopted(history: History, assessment: Assessment) -> bool:
    """Say whether the agreement of a round is adopted on the day, or has even led to a certificate."""
    award = history.award
    if award is not None and award.is_certain and award.since <= assessment.day:
        return True
    return history.as_known_on(assessment.day).adoption is not None


RULES: tuple[Rule, ...] = (
    too_few_goals,
    too_few_measures,
    field_without_goals,
    goal_without_measure,
    too_few_measures_in_group,
)
