"""FGK701: due dates of an adopted target agreement that a change puts off."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from fgk.assessment.assess import Assessment
from fgk.assessment.progress import MeasureState
from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.revised import Revised
from fgk.dates import Duration, PartialDate
from fgk.diagnostics import Severity
from fgk.messages import N_, Message, msg
from fgk.model.plan import LogEntry, Measure
from fgk.rules.registry import Finding, Rule, review_rule
from fgk.rules.review.values import ADOPTED, NAME_IT


@review_rule(
    "FGK701",
    "due-date-later",
    Severity.WARNING,
    summary=N_("A measure of an adopted target agreement is due later than before, or at no time any more."),
    why=ADOPTED,
    fix=NAME_IT,
    answerable=True,
)
def due_date_later(revised: Revised) -> Iterator[Finding]:
    """Compare the due dates that hold before and after."""
    for change in _kept_measures(revised):
        was = revised.final_state(change.before, in_old=True)
        now = revised.final_state(change.after, in_old=False)
        if was is None or now is None or was.due is None or not is_later(was, now):
            continue
        about = tuple(one for one in revised.changes if one.top == change.top and _moves(one))
        if now.due is None:
            text = N_("The due date of the measure is no longer given (it was {old})")
            yield replace(_of_due(now, was, msg(text, old=was.due)), about=about)
        else:
            text = N_("The due date is put off by {distance} ({old} → {new}){beyond}")
            beyond = _beyond(revised.new, now, was)
            distance = _distance(was.due, now.due)
            message = msg(text, distance=distance, old=was.due, new=now.due, beyond=beyond)
            yield replace(_of_due(now, was, message), about=about)


def _moves(change: Change) -> bool:
    """Whether a change may move when a measure is due."""
    if change.follows or change.kind is ChangeKind.RENAMED:
        return False
    entries = (node.record for node in (change.before, change.after) if node is not None)
    if any(isinstance(entry, LogEntry) and entry.new_due is not None for entry in entries):
        return True
    return change.field in ("due", "recurring")


def _kept_measures(revised: Revised) -> Iterator[Change]:
    """Give each measure of an adopted agreement in which something changed, once, as it was and as it is."""
    seen: set[int] = set()
    for change in revised.changes:
        holder = change.after.holder if change.after is not None else None
        top = revised.flat_new.get(change.top)
        if not isinstance(holder, Measure) or top is None or id(holder) in seen:
            continue
        before = revised.before(change.top)
        if before is not None and isinstance(before.record, Measure):
            whole = Change(ChangeKind.CHANGED, before.key, change.top, before, top)
            if revised.is_bound(whole):
                seen.add(id(holder))
                yield whole


def _of_due(now: MeasureState, was: MeasureState, message: Message) -> Finding:
    moved = now.moved_by if now.moved_by not in was.measure.log else None
    own = now.measure.resolution if now.measure.resolution != was.measure.resolution else None
    named = tuple(one for one in (moved.resolution if moved is not None else None, own) if one)
    uncertain = any(due is not None and due.uncertain for due in (now.due, was.due))
    return Finding(
        now.measure,
        now.due_route if now.due is not None else ("id",),
        message,
        related=((was.measure, was.due_route, msg("before")),),
        uncertain=uncertain,
        named=named,
        since=moved.date if moved is not None else None,
    )


def _beyond(assessment: Assessment, now: MeasureState, was: MeasureState) -> Message:
    """Say that the new due date lies behind the end of the certificate, and the old one did not."""
    history = assessment.history_of.get(assessment.round_of(now.measure) or "")
    award = history.as_known_on(assessment.day).award if history is not None else None
    end = award.valid_until if award is not None else None
    if end is None or now.due is None or was.due is None or not was.due.last <= end.last < now.due.last:
        return Message("")
    return msg(", beyond the end of the certificate ({end})", end=end)


def _distance(old: PartialDate, new: PartialDate) -> Duration:
    """Give how much later a date is: in months where it is the same day, or the same end, of another month."""
    months = (new.last.year - old.last.year) * 12 + new.last.month - old.last.month
    same_day = old.last.day == new.last.day or (_is_month_end(old) and _is_month_end(new))
    return Duration(months, 0) if months and same_day else Duration(0, (new.last - old.last).days)


def _is_month_end(date: PartialDate) -> bool:
    return (date.last + dt.timedelta(days=1)).day == 1


def is_later(was: MeasureState, now: MeasureState) -> bool:
    """Whether an open measure is due later than before, or not at all any more."""
    if was.due is None or was.status.is_given_up or now.status.is_given_up:
        return False
    return now.due is None or now.due.last > was.due.last


RULES: tuple[Rule, ...] = (due_date_later,)
