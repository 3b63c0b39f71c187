"""FGK6xx: what is missing."""

from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.diagnostics import Severity
from fgk.messages import N_, Message, msg
from fgk.model.vocabulary import Effect, label
from fgk.rules.registry import Finding, Rule, rule


@rule(
    "FGK601",
    "round-without-stage",
    Severity.WARNING,
    summary=N_("A round does not say which certificate it leads to."),
    why=N_("The stage decides how long the certificate is valid; without it the end cannot be derived."),
    fix=N_("Add stage; if it cannot be found out, say so in a note and state valid_until."),
    tolerant=True,
)
def round_without_stage(assessment: Assessment) -> Iterator[Finding]:
    """Look for rounds without ``stage``."""
    for round_ in assessment.audit.rounds:
        if round_.stage is None:
            message = msg("Round “{id}” does not say which stage it leads to", id=round_.id)
            yield Finding(round_, ("stage",), message, _add("stage"))


@rule(
    "FGK602",
    "goal-without-action-field",
    Severity.WARNING,
    summary=N_("A goal belongs to no action field."),
    why=N_("Progress is reported by action field."),
    fix=N_("Add action_field."),
    tolerant=True,
)
def goal_without_action_field(assessment: Assessment) -> Iterator[Finding]:
    """Look for goals without ``action_field``."""
    for goal in assessment.dossier.goals:
        if goal.action_field is None:
            message = msg("Goal “{id}” belongs to no action field", id=goal.id)
            yield Finding(goal, ("action_field",), message, _add("action_field"))


@rule(
    "FGK603",
    "goal-without-round",
    Severity.WARNING,
    summary=N_("A goal belongs to no round."),
    why=N_("Counts cover the goals of one round; a goal without one is counted in each."),
    fix=N_("Add round."),
    tolerant=True,
)
def goal_without_round(assessment: Assessment) -> Iterator[Finding]:
    """Look for goals without ``round``."""
    for goal in assessment.dossier.goals:
        if goal.round is None:
            message = msg("Goal “{id}” belongs to no round", id=goal.id)
            yield Finding(goal, ("round",), message, _add("round"))


@rule(
    "FGK604",
    "measure-without-goal",
    Severity.WARNING,
    summary=N_("A measure belongs to no goal."),
    why=N_("Without a goal nobody can say what the measure is for, or which round it belongs to."),
    fix=N_("Add goal."),
    tolerant=True,
)
def measure_without_goal(assessment: Assessment) -> Iterator[Finding]:
    """Look for measures without ``goal``."""
    for measure in assessment.dossier.measures:
        if measure.goal is None:
            message = msg("Measure “{id}” belongs to no goal", id=measure.id)
            yield Finding(measure, ("goal",), message, _add("goal"))


@rule(
    "FGK605",
    "measure-without-office",
    Severity.WARNING,
    summary=N_("Work on a measure has started, but no office is responsible."),
    why=N_("Councillors ask first who does it."),
    fix=N_("Add responsible with office."),
)
def measure_without_office(assessment: Assessment) -> Iterator[Finding]:
    """Look for started measures without ``responsible.office``."""
    for state in assessment.measure_states:
        responsible = state.measure.responsible
        if state.status.has_started and (responsible is None or responsible.office is None):
            message = msg(
                "Measure “{id}” is “{status}”, but no office is responsible",
                id=state.measure.id,
                status=msg(label(state.status)),
            )
            hint = msg("Add “office: …” below “responsible:”.")
            yield Finding(state.measure, ("responsible", "office"), message, hint)


@rule(
    "FGK606",
    "untitled-event",
    Severity.WARNING,
    summary=N_("An event of the kind “other” does not say what happened."),
    why=N_("Without a title it means nothing to a reader."),
    fix=N_("Add title."),
    tolerant=True,
)
def untitled_event(assessment: Assessment) -> Iterator[Finding]:
    """Look for remarks without ``title``."""
    for round_ in assessment.audit.rounds:
        procedure = assessment.procedure_of(round_)
        for index, event in enumerate(round_.events):
            kind = procedure.event(event.event) if procedure else None
            if kind is not None and kind.does is Effect.REMARK and event.title is None:
                message = msg("This event does not say what happened")
                yield Finding(round_, ("events", index, "title"), message, _add("title"))


def _add(key: str) -> Message:
    return msg("Add “{key}: …”.", key=key)


RULES: tuple[Rule, ...] = (
    round_without_stage,
    goal_without_action_field,
    goal_without_round,
    measure_without_goal,
    measure_without_office,
    untitled_event,
)
