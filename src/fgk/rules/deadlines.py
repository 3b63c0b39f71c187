"""FGK5xx: what is late."""

from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import Award, CertificateState, Standing
from fgk.assessment.meetings import decides_on_next_round
from fgk.assessment.periods import schedule
from fgk.assessment.progress import MeasureState
from fgk.diagnostics import Severity
from fgk.messages import N_, msg
from fgk.model.procedure import DeadlineRule
from fgk.model.resolution import Resolution
from fgk.model.vocabulary import ResolutionKind, Result, Status, label
from fgk.rules.at_work import rounds_at_work
from fgk.rules.doubts import DATES, LOG
from fgk.rules.registry import Finding, Rule, rule


@rule(
    "FGK501",
    "overdue-measure",
    Severity.WARNING,
    summary=N_("A measure is past its due date and not done."),
    why=N_("The goals are to be reached while the certificate is valid; the yearly report must explain what is late."),
    fix=N_("Record that it is done, or postpone it with a reason and a new date."),
    yields_to=LOG,
    yields_here_to=("FGK318",),
)
def overdue_measure(assessment: Assessment) -> Iterator[Finding]:
    """Look for open measures whose last due day is past, where that day is not reported itself."""
    for state in assessment.measure_states:
        if not state.is_overdue or state.due is None or _has_doubtful_due(state):
            continue
        message = msg(
            "Measure “{id}” was due on {due} and is “{status}”",
            id=state.measure.id,
            due=state.due,
            status=msg(label(state.status)),
        )
        hint = msg("Add a log entry: done with evidence, or postponed with “reason” and “new_due”.")
        yield Finding(state.measure, state.due_route, message, hint, uncertain=state.due.uncertain)


def _has_doubtful_due(state: MeasureState) -> bool:
    """Whether the due date lies before the start or before the first one, or a postponement lacks its new one."""
    start, entry, first, moved = state.measure.start, state.entry, state.measure.due, state.moved_by
    if start is not None and state.due is not None and state.due.last < start.first:
        return True
    if moved is not None and moved.status is Status.POSTPONED and first is not None and moved.new_due is not None:
        return moved.new_due.last < first.first and first.last >= state.day
    return entry is not None and entry.status is Status.POSTPONED and entry.new_due is None


@rule(
    "FGK503",
    "undecided-re-audit",
    Severity.WARNING,
    summary=N_("The certificate ends soon, or has ended, and nobody has decided on the re-audit."),
    why=N_(
        "An audit takes 14 to 28 months. Whoever decides when the certificate ends is without one for a year or two; "
        "the procedure says how long before the end the decision is due."
    ),
    fix=N_("Let the council decide, and record the resolution and the first event of the next round."),
    source=N_("City of Aachen, council paper FB 45/0255/WP16; the documented audits of several municipalities"),
    yields_to=DATES,
)
def undecided_re_audit(assessment: Assessment) -> Iterator[Finding]:
    """Look for certificates that end within the procedure's time for deciding, or have ended, without a decision."""
    for standing in assessment.standings:
        award, state = standing.award, standing.certificate_state
        if award is None or award.valid_until is None or state not in _ENDING:
            continue
        for deadline in standing.procedure.deadlines:
            if not decides_on_next_round(standing.procedure, deadline):
                continue
            plan = schedule(award.history, deadline, assessment.day)
            opened = plan is not None and any(date.last <= assessment.day for date in plan.dates)
            if plan is not None and opened and not _is_decided(assessment, standing, award, deadline):
                text = (
                    N_("The certificate ends soon, and no decision on a re-audit is recorded; end: {end}, due: {due}")
                    if state is CertificateState.VALID
                    else N_("The certificate has ended, and no decision on a re-audit is recorded; end: {end}")
                )
                message = msg(text, end=award.valid_until, due=plan.dates[0])
                yield Finding(award.history.round, award.end_route, message, uncertain=plan.is_uncertain)
                break


_ENDING = (CertificateState.VALID, CertificateState.EXPIRED)


def _is_decided(assessment: Assessment, standing: Standing, award: Award, deadline: DeadlineRule) -> bool:
    """Whether a later round has begun, or a resolution is recorded; one left out, or undated, may be the one."""
    if standing.current is not None and standing.current is not award.history:
        return True
    dossier = assessment.dossier
    if "resolutions" in dossier.unreadable or dossier.defective.get("resolutions"):
        return True
    event = standing.procedure.event(deadline.met_by or "")
    kinds = {ResolutionKind.RE_AUDIT, ResolutionKind.REJECTION, *(event.resolution if event else ())}
    of_others = _of_other_procedures(assessment, standing)
    return any(
        one.kind in kinds and one.id not in of_others and _decides_after(one, award) for one in dossier.resolutions
    )


def _of_other_procedures(assessment: Assessment, standing: Standing) -> frozenset[str]:
    """Give the ids of resolutions on which events of another procedure's rounds rest."""
    return frozenset(
        event.resolution
        for other in assessment.standings
        if other is not standing
        for history in other.histories
        for event in history.round.events
        if event.resolution is not None
    )


_DECIDED = (Result.ADOPTED, Result.ADOPTED_AMENDED, Result.REJECTED)


def _decides_after(resolution: Resolution, award: Award) -> bool:
    """Whether a resolution says yes or no, and need not be from before the certificate."""
    date = resolution.date
    return resolution.result in _DECIDED and (date is None or date.last >= award.since)


@rule(
    "FGK507",
    "no-due-date",
    Severity.INFO,
    summary=N_("A measure that is to be carried out has no due date."),
    why=N_("The target agreement says by when; a measure without a date never counts as late."),
    fix=N_("Add due, as precisely as it was agreed: a year is enough. A task without an end gets recurring: true."),
    yields_to=LOG,
)
def no_due_date(assessment: Assessment) -> Iterator[Finding]:
    """Look at the open measures of the rounds that are being carried out."""
    rounds = rounds_at_work(assessment)
    for state in assessment.measure_states:
        measure = state.measure
        expected = state.is_open and state.status is not Status.POSTPONED and not measure.recurring
        if expected and state.due is None and assessment.round_of(measure) in rounds:
            yield Finding(measure, ("due",), msg("Measure “{id}” has no due date", id=measure.id))


RULES: tuple[Rule, ...] = (overdue_measure, undecided_re_audit, no_due_date)
