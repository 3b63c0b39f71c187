"""FGK4xx: what the procedure and the data format allow to happen."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

from fgk.assessment.assess import Assessment
from fgk.dates import PartialDate
from fgk.diagnostics import Severity
from fgk.messages import N_, msg
from fgk.model.plan import LogEntry, Measure
from fgk.model.vocabulary import Status, label
from fgk.rules.registry import Finding, Rule, rule

_AFTER_DONE = (Status.DONE, Status.IN_PROGRESS, Status.ONGOING)
_FORMAT_6 = N_("Data format, section 6 (collections)")


def is_allowed(before: Status, after: Status) -> bool:
    """Say whether a measure may move from one status to another; repeating a status is a report and allowed."""
    if before is after:
        return True
    if before.is_given_up:
        return False
    if before is Status.DONE:
        return after in _AFTER_DONE
    return not (before is Status.ONGOING and after in (Status.PLANNED, Status.PREPARING))


@rule(
    "FGK401",
    "forbidden-status-move",
    Severity.ERROR,
    summary=N_("A measure moves to a status that cannot follow the one before."),
    why=N_("What was dropped or replaced is final; what is done can only be taken up again."),
    fix=N_("Correct the status; a new attempt after dropping is a measure of its own, with continues."),
    source=_FORMAT_6,
    tolerant=True,
)
def forbidden_status_move(assessment: Assessment) -> Iterator[Finding]:
    """Compare each log entry's status with the one before."""
    for measure in assessment.dossier.measures:
        for index, before, after in moves(measure):
            if not is_allowed(before.status, after.status):
                yield Finding(
                    measure,
                    ("log", index, "status"),
                    msg(
                        "Measure “{id}” is “{before}” and cannot become “{after}”",
                        id=measure.id,
                        before=msg(label(before.status)),
                        after=msg(label(after.status)),
                    ),
                    msg("Correct the status; a new attempt is a measure of its own, with “continues”."),
                    related=((measure, ("log", index - 1, "status"), msg("the status before")),),
                )


Step: TypeAlias = tuple[PartialDate, Status, PartialDate, Status]
"""A move of a status, by which it is known again: the date and the status of an entry, and those of the next one."""


def step_of(before: LogEntry, after: LogEntry) -> Step:
    """Give the move from one entry of a log to the next."""
    return before.date, before.status, after.date, after.status


def moves(measure: Measure) -> Iterator[tuple[int, LogEntry, LogEntry]]:
    """Give each log entry with its position and the one before; not where the log runs backwards, itself a finding."""
    for index, (before, after) in enumerate(pairwise(measure.log), start=1):
        if after.date.last >= before.date.first:
            yield index, before, after


@rule(
    "FGK402",
    "postponed-without-date",
    Severity.ERROR,
    summary=N_("A measure is postponed without a reason or without a new date."),
    why=N_("A postponement without a date is an abandonment that nobody decided on."),
    fix=N_("Add reason and new_due to the log entry."),
    source=_FORMAT_6,
    tolerant=True,
)
def postponed_without_date(assessment: Assessment) -> Iterator[Finding]:
    """Look for what the status ``postponed`` needs."""
    for measure, index, entry in _entries(assessment, Status.POSTPONED):
        if entry.reason is None and entry.new_due is None:
            text = N_("Measure “{id}” is postponed without a reason and without a new date")
            yield _lacking(measure, index, text, "reason", "new_due")
        elif entry.reason is None:
            yield _lacking(measure, index, N_("Measure “{id}” is postponed without a reason"), "reason")
        elif entry.new_due is None:
            yield _lacking(measure, index, N_("Measure “{id}” is postponed without a new date"), "new_due")


@rule(
    "FGK403",
    "dropped-without-reason",
    Severity.ERROR,
    summary=N_("A measure is dropped without a reason."),
    why=N_("The council adopted the measure; whoever drops it says why."),
    fix=N_("Add reason to the log entry."),
    source=_FORMAT_6,
    tolerant=True,
)
def dropped_without_reason(assessment: Assessment) -> Iterator[Finding]:
    """Look for what the status ``dropped`` needs."""
    for measure, index, entry in _entries(assessment, Status.DROPPED):
        if entry.reason is None:
            yield _lacking(measure, index, N_("Measure “{id}” is dropped without a reason"), "reason")


@rule(
    "FGK404",
    "replaced-without-successor",
    Severity.ERROR,
    summary=N_("A measure is replaced without a reason or without its successor."),
    why=N_("Whoever asks what became of a measure must be able to follow it."),
    fix=N_("Add reason and replaced_by to the log entry."),
    source=_FORMAT_6,
    tolerant=True,
)
def replaced_without_successor(assessment: Assessment) -> Iterator[Finding]:
    """Look for what the status ``replaced`` needs."""
    for measure, index, entry in _entries(assessment, Status.REPLACED):
        if entry.reason is None and entry.replaced_by is None:
            text = N_("Measure “{id}” is replaced, but neither why nor by what is said")
            yield _lacking(measure, index, text, "reason", "replaced_by")
        elif entry.reason is None:
            yield _lacking(measure, index, N_("Measure “{id}” is replaced without a reason"), "reason")
        elif entry.replaced_by is None:
            yield _lacking(measure, index, N_("Measure “{id}” is replaced, but not said by what"), "replaced_by")


@rule(
    "FGK405",
    "reopened-without-reason",
    Severity.ERROR,
    summary=N_("A measure that was done is taken up again without a reason."),
    why=N_("A finished measure has been reported as such; whoever reopens it says why."),
    fix=N_("Add reason to the log entry."),
    source=_FORMAT_6,
    tolerant=True,
)
def reopened_without_reason(assessment: Assessment) -> Iterator[Finding]:
    """Look for a reason where ``done`` is left."""
    for measure in assessment.dossier.measures:
        for index, before, after in moves(measure):
            reopened = before.status is Status.DONE and after.status in (Status.IN_PROGRESS, Status.ONGOING)
            if reopened and after.reason is None:
                yield _lacking(
                    measure, index, N_("Measure “{id}” was done and is taken up again without a reason"), "reason"
                )


def _entries(assessment: Assessment, status: Status) -> Iterator[tuple[Measure, int, LogEntry]]:
    for measure in assessment.dossier.measures:
        for index, entry in enumerate(measure.log):
            if entry.status is status and not _is_forbidden(measure, index):
                yield measure, index, entry


def _is_forbidden(measure: Measure, index: int) -> bool:
    """Whether the entry's status cannot follow the one before, and the move is reported as such."""
    before, after = measure.log[index - 1] if index else None, measure.log[index]
    return before is not None and after.date.last >= before.date.first and not is_allowed(before.status, after.status)


def _lacking(measure: Measure, index: int, text: str, *keys: str) -> Finding:
    hints = {
        1: msg("Add “{key}: …” to this log entry.", key=keys[0]),
        2: msg("Add “{key}: …” and “{other}: …” to this log entry.", key=keys[0], other=keys[-1]),
    }
    return Finding(measure, ("log", index, keys[0]), msg(text, id=measure.id), hints[len(keys)])


@rule(
    "FGK418",
    "percent-contradicts-status",
    Severity.WARNING,
    summary=N_("The percentage of a log entry contradicts its status."),
    why=N_("Reports show both beside each other; readers would not know which of the two to believe."),
    fix=N_("Correct the percentage or the status, or leave the percentage out."),
    tolerant=True,
)
def percent_contradicts_status(assessment: Assessment) -> Iterator[Finding]:
    """Compare ``percent`` with what the status allows."""
    for measure in assessment.dossier.measures:
        for index, entry in enumerate(measure.log):
            if entry.percent is None or entry.status not in _PERCENT:
                continue
            least, most = _PERCENT[entry.status]
            if not least <= entry.percent <= most:
                yield Finding(
                    measure,
                    ("log", index, "percent"),
                    msg(
                        "Measure “{id}” is “{status}”, but the share done is given as {percent} %",
                        id=measure.id,
                        status=msg(label(entry.status)),
                        percent=entry.percent,
                    ),
                    related=((measure, ("log", index, "status"), msg("the status")),),
                )


_PERCENT = {
    Status.PLANNED: (0, 0),
    Status.PREPARING: (0, 99),
    Status.PARTLY_DONE: (1, 99),
    Status.DONE: (100, 100),
}
"""For each status that says something of it, the least and the greatest share that can be done."""


@rule(
    "FGK420",
    "ongoing-not-recurring",
    Severity.INFO,
    summary=N_("A measure runs as a recurring task, but is not marked as one."),
    why=N_("A recurring task has no end, and nobody should wait for it to be done."),
    fix=N_("Add recurring: true; or write in_progress, if it is to be finished some day."),
    source=_FORMAT_6,
)
def ongoing_not_recurring(assessment: Assessment) -> Iterator[Finding]:
    """Look for measures whose latest entry is ``ongoing`` and that are not ``recurring``."""
    for state in assessment.measure_states:
        entry = state.entry
        if entry is not None and entry.status is Status.ONGOING and not state.measure.recurring:
            message = msg("Measure “{id}” runs as a recurring task, but is not marked as one", id=state.measure.id)
            hint = msg("Add “recurring: true” to the measure; or write “in_progress”, if it is to be finished.")
            yield Finding(state.measure, ("log", state.position(entry), "status"), message, hint)


RULES: tuple[Rule, ...] = (
    forbidden_status_move,
    postponed_without_date,
    dropped_without_reason,
    replaced_without_successor,
    reopened_without_reason,
    percent_contradicts_status,
    ongoing_not_recurring,
)
