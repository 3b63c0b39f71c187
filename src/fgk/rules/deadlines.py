"""FGK5xx: what is late."""

from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.assessment.progress import MeasureState
from fgk.diagnostics import Severity
from fgk.messages import N_, msg
from fgk.model.vocabulary import Status, label
from fgk.rules.registry import Finding, Rule, rule


@rule(
    "FGK501",
    "overdue-measure",
    Severity.WARNING,
    summary=N_("A measure is past its due date and not done."),
    why=N_("The goals are to be reached while the certificate is valid; the yearly report must explain what is late."),
    fix=N_("Record that it is done, or postpone it with a reason and a new date."),
)
def overdue_measure(assessment: Assessment) -> Iterator[Finding]:
    """Look for open measures whose last due day is past, where that day is not reported itself."""
    for state in assessment.measure_states:
        if not state.is_overdue or state.due is None or _has_doubtful_due(state):
            continue
        moved = [index for index, entry in enumerate(state.measure.log) if entry.new_due == state.due]
        route = ("log", moved[-1], "new_due") if moved else ("due",)
        message = msg(
            "Measure “{id}” was due on {due} and is “{status}”",
            id=state.measure.id,
            due=state.due,
            status=msg(label(state.status)),
        )
        hint = msg("Add a log entry: done with evidence, or postponed with “reason” and “new_due”.")
        yield Finding(state.measure, route, message, hint, uncertain=state.due.uncertain)


def _has_doubtful_due(state: MeasureState) -> bool:
    """Whether the due date lies before the start, or a postponement lacks its new one."""
    start, entry = state.measure.start, state.entry
    if start is not None and state.due is not None and state.due.last < start.first:
        return True
    return entry is not None and entry.status is Status.POSTPONED and entry.new_due is None


@rule(
    "FGK502",
    "stale-measure",
    Severity.WARNING,
    summary=N_("Nobody has reported on an open measure for a long time."),
    why=N_("A measure of which nobody hears is usually not being worked on."),
    fix=N_("Add a log entry; repeating the status is a report. stale_after in fgk.yaml says how long is too long."),
)
def stale_measure(assessment: Assessment) -> Iterator[Finding]:
    """Look for open measures without a log entry for longer than ``stale_after``."""
    for state in assessment.measure_states:
        if not state.is_stale or state.stale_since is None:
            continue
        signs = [index for index, entry in enumerate(state.measure.log) if entry.date == state.stale_since]
        route = ("log", signs[-1], "date") if signs else ("start",)
        message = msg(
            "Measure “{id}” is open, and the last sign of it is of {since}",
            id=state.measure.id,
            since=state.stale_since,
        )
        hint = msg("Add a log entry; repeating the status is enough.")
        yield Finding(state.measure, route, message, hint, uncertain=state.stale_since.uncertain)


RULES: tuple[Rule, ...] = (overdue_measure, stale_measure)
