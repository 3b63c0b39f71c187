"""FGK70x: commitments of an adopted target agreement that a change breaks, softens or words anew."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from fgk.assessment.assess import Assessment
from fgk.assessment.progress import MeasureState
from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.flat import Node
from fgk.comparison.labels import field_name
from fgk.comparison.revised import Revised
from fgk.dates import Duration, PartialDate
from fgk.diagnostics import Severity
from fgk.messages import N_, Message, msg
from fgk.model.plan import Goal, Indicator, LogEntry, Measure
from fgk.model.vocabulary import Direction, label
from fgk.rules.registry import Finding, Rule, review_rule
from fgk.rules.review.values import is_more_exact, shown, so_far

_COMMITMENTS = ("goal", "measure", "indicator")

_ADOPTED = N_("A target agreement that the council has adopted is changed by the council.")


@review_rule(
    "FGK701",
    "due-date-later",
    Severity.WARNING,
    summary=N_("A measure of an adopted target agreement is due later than before, or at no time any more."),
    why=_ADOPTED,
    fix=N_("Name the resolution on it: “resolution: ID” in the log entry, or “Beschluss: ID” in the commit's message."),
    answerable=True,
)
def due_date_later(revised: Revised) -> Iterator[Finding]:
    """Compare the due dates that hold before and after."""
    for measure, change in _kept_measures(revised):
        was = _state_of(revised.old, change.before)
        now = _state_of(revised.new, change.after)
        if was is None or now is None or now.measure is not measure or was.due is None or not _is_later(was, now):
            continue
        if now.due is None:
            text = N_("The due date of the measure is no longer given (it was {old})")
            yield _of_due(now, was, msg(text, old=was.due))
        else:
            text = N_("The due date is put off by {distance} ({old} → {new}){beyond}")
            beyond = _beyond(revised.new, now, was)
            distance = _distance(was.due, now.due)
            yield _of_due(now, was, msg(text, distance=distance, old=was.due, new=now.due, beyond=beyond))


def _kept_measures(revised: Revised) -> Iterator[tuple[Measure, Change]]:
    """Give each measure of an adopted agreement in which something changed, once, with one of its changes."""
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
                yield holder, whole


def _of_due(now: MeasureState, was: MeasureState, message: Message) -> Finding:
    moved = now.moved_by if now.moved_by not in was.measure.log else None
    own = now.measure.resolution if now.measure.resolution != was.measure.resolution else None
    named = tuple(one for one in (moved.resolution if moved is not None else None, own) if one)
    uncertain = any(due is not None and due.uncertain for due in (now.due, was.due))
    return Finding(
        now.measure,
        now.due_route if now.due is not None else ("id",),
        message,
        related=((was.measure, was.due_route, msg("so far")),),
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


@review_rule(
    "FGK702",
    "commitment-removed",
    Severity.ERROR,
    summary=N_("A goal, a measure or an indicator of an adopted target agreement is taken out of the files."),
    why=N_("What was agreed does not vanish: it is carried out, dropped or replaced, with a reason that all can read."),
    fix=N_("Put it back; end a measure with a log entry “dropped” or “replaced”, and give its reason."),
)
def commitment_removed(revised: Revised) -> Iterator[Finding]:
    """Look for what is gone; what has become a part of another file, or has another id now, is not."""
    for change in revised.changes:
        if change.kind is not ChangeKind.REMOVED or change.before is None or change.key.kind not in _COMMITMENTS:
            continue
        if revised.is_bound(change):
            message = msg("It is taken out of the files, although it belongs to an adopted target agreement")
            if change.key.kind == "indicator":
                text = N_("The indicator “{id}” is taken out, although it belongs to an adopted target agreement")
                message = msg(text, id=_id(change))
            yield Finding(change.before.holder, change.before.way("id"), message)


def _id(change: Change) -> str:
    return change.key.id.rpartition("/")[2]


@review_rule(
    "FGK703",
    "target-lowered",
    Severity.WARNING,
    summary=N_("The target of an indicator in an adopted target agreement is lowered, or taken away."),
    why=_ADOPTED,
    fix=N_("Name the resolution on it as “Beschluss: ID” in the commit's message, or keep the target."),
    answerable=True,
)
def target_lowered(revised: Revised) -> Iterator[Finding]:
    """Compare targets in the direction in which the number is to move."""
    for change in revised.changes:
        if change.kind is not ChangeKind.CHANGED or change.field != "target" or change.old is None:
            continue
        before, after = change.before, change.after
        if before is None or after is None or not revised.is_bound(change):
            continue
        record = before.record
        if not isinstance(record, Indicator) or not _is_easier(record, change.old, change.new):
            continue
        text = N_("The target of the indicator “{id}” is lowered: {old} → {new}")
        if change.new is None:
            text = N_("The target of the indicator “{id}” is taken away (it was {old})")
        message = msg(text, id=record.id, old=shown(change.old), new=shown(change.new))
        way = after.way("target") if change.new is not None else after.way("id")
        yield Finding(after.holder, way, message, related=so_far(change, before))


def _is_easier(indicator: Indicator, old: object, new: object) -> bool:
    """Whether a target is easier to reach than the old one; where nothing says which way is up, it is not known."""
    if new is None:
        return True
    if not isinstance(old, Decimal) or not isinstance(new, Decimal):
        return False
    rises = indicator.direction is Direction.INCREASE
    if indicator.direction is None:
        if indicator.baseline is None or indicator.baseline == old:
            return False
        rises = old > indicator.baseline
    return new < old if rises else new > old


@review_rule(
    "FGK704",
    "wording-changed",
    Severity.WARNING,
    summary=N_("A goal, a measure or an indicator of an adopted target agreement is worded anew."),
    why=N_("The scope of what the council has adopted may have changed with the words."),
    fix=N_("Name the resolution on it as “Beschluss: ID” in the commit's message, or keep the words."),
    answerable=True,
)
def wording_changed(revised: Revised) -> Iterator[Finding]:
    """Compare titles and descriptions; where only blanks, quotation marks or capitals differ, it is an info."""
    for change in revised.changes:
        if change.kind is not ChangeKind.CHANGED or change.field not in _WORDED:
            continue
        if change.old is None or not _is_agreed(change, revised):
            continue
        before, after = change.before, change.after
        if before is None or after is None:
            continue
        text = _WORDED[change.field] if change.new is not None else N_("The words are taken out (so far: “{old}”)")
        yield Finding(
            after.holder,
            after.way(change.field) if change.new is not None else after.way("id"),
            msg(text, old=shown(change.old), new=shown(change.new)),
            related=so_far(change, before),
            slight=_bare(change.old) == _bare(change.new),
        )


def _is_agreed(change: Change, revised: Revised) -> bool:
    """Whether the council has adopted the words: action fields belong to every agreement."""
    if change.key.kind == "action_field":
        return bool(revised.bound)
    return change.key.kind in _COMMITMENTS and revised.is_bound(change)


_WORDED: Mapping[str, str] = {
    "title": N_("The title is another one: “{new}” (so far: “{old}”)"),
    "description": N_("The description is another one: “{new}” (so far: “{old}”)"),
    "objective": N_("The strategic goal is another one: “{new}” (so far: “{old}”)"),
}


def _bare(value: object) -> str:
    """Give a text without blanks, quotation marks and capitals: what differs in nothing else, means the same."""
    return re.sub(r"[\s„“”\"'‚‘’»«]+", "", str(value or "")).casefold()


@review_rule(
    "FGK705",
    "agreement-changed",
    Severity.WARNING,
    summary=N_("What else an adopted target agreement says of a goal, a measure or an indicator is changed."),
    why=_ADOPTED,
    fix=N_("Name the resolution on it: “resolution: ID” in the measure, or “Beschluss: ID” in the commit's message."),
    answerable=True,
)
def agreement_changed(revised: Revised) -> Iterator[Finding]:
    """Look at the fields that say what was agreed, beside those that have rules of their own."""
    for change in revised.changes:
        if change.kind is not ChangeKind.CHANGED or change.follows or not revised.is_bound(change):
            continue
        agreed = _AGREED.get(change.key.kind, ()) if change.old is not None else _SAYS_MORE.get(change.key.kind, ())
        if change.field not in agreed:
            continue
        before, after = change.before, change.after
        if before is None or after is None or _has_own_rule(change, before, revised):
            continue
        message = msg(
            "{field}: {old} → {new}",
            field=field_name(after.record, change.field),
            old=shown(change.old),
            new=shown(change.new),
        )
        yield Finding(
            after.holder,
            after.way(change.field) if change.new is not None else after.way("id"),
            message,
            related=so_far(change, before),
            named=_own_resolution(before, after),
            slight=_is_stricter(change) or is_more_exact(change),
        )


_AGREED: Mapping[str, tuple[str, ...]] = {
    "goal": ("action_field", "round"),
    "measure": ("goal", "recurring", "cost.amount", "cost.currency", "start", "due", "resolution"),
    "indicator": ("baseline", "direction", "unit", "target", "interval"),
}
"""The fields that say what was agreed, by the kind of record."""


_SAYS_MORE: Mapping[str, tuple[str, ...]] = {
    "measure": ("recurring",),
    "indicator": ("baseline", "direction"),
}
"""The fields among them that change what was agreed even where they were not given before."""


def _is_stricter(change: Change) -> bool:
    """Whether a due date is earlier, or a target harder to reach, than before."""
    old, new = change.old, change.new
    if change.field == "due" and isinstance(old, PartialDate) and isinstance(new, PartialDate):
        return new.last < old.last
    record = change.before.record if change.before is not None else None
    is_target = change.field == "target" and isinstance(record, Indicator) and new is not None
    return is_target and isinstance(record, Indicator) and _is_easier(record, new, old)


def _has_own_rule(change: Change, before: Node, revised: Revised) -> bool:
    """Whether another rule speaks of a change: a lower target, or a due date that holds and is later."""
    record = before.record
    if change.field == "target" and isinstance(record, Indicator):
        return _is_easier(record, change.old, change.new)
    if change.field != "due" or change.after is None:
        return False
    was, now = _state_of(revised.old, before), _state_of(revised.new, change.after)
    return was is not None and now is not None and _is_later(was, now)


def _state_of(assessment: Assessment, node: Node | None) -> MeasureState | None:
    """Give a measure as it will stand once all entries of its log have begun: what lies ahead counts, too."""
    states = assessment.as_of(_IN_THE_END).measure_states
    return next((state for state in states if node is not None and state.measure is node.record), None)


_IN_THE_END = dt.date(9000, 1, 1)


def _is_later(was: MeasureState, now: MeasureState) -> bool:
    """Whether an open measure is due later than before, or not at all any more."""
    if was.due is None or was.status.is_given_up or now.status.is_given_up:
        return False
    return now.due is None or now.due.last > was.due.last


def _own_resolution(before: Node, after: Node) -> tuple[str, ...]:
    """Give the resolution that a record names now and did not name before."""
    was, now = getattr(before.record, "resolution", None), getattr(after.record, "resolution", None)
    return (now,) if isinstance(now, str) and now != was else ()


@review_rule(
    "FGK706",
    "added-after-adoption",
    Severity.WARNING,
    summary=N_("A goal or a measure is added to a target agreement that had been adopted before."),
    why=_ADOPTED,
    fix=N_("Name the resolution on it: “resolution: ID” in the measure, or “Beschluss: ID” in the commit's message."),
    answerable=True,
)
def added_after_adoption(revised: Revised) -> Iterator[Finding]:
    """Look for goals and measures that are new in a round whose agreement binds."""
    for change in revised.changes:
        node = change.after
        if change.kind is not ChangeKind.ADDED or node is None or not isinstance(node.record, Goal | Measure):
            continue
        if revised.is_bound(change):
            resolution = getattr(node.record, "resolution", None)
            yield Finding(
                node.holder,
                ("id",),
                msg("It is added to a target agreement that had been adopted before"),
                named=(resolution,) if isinstance(resolution, str) else (),
            )


@review_rule(
    "FGK707",
    "given-up",
    Severity.WARNING,
    summary=N_("A measure of an adopted target agreement is dropped, or replaced by another one."),
    why=_ADOPTED,
    fix=N_("Name the resolution on it: “resolution: ID” in the log entry, or “Beschluss: ID” in the commit's message."),
    answerable=True,
)
def given_up(revised: Revised) -> Iterator[Finding]:
    """Look for new log entries that give a measure up."""
    for change in revised.changes:
        node = change.after
        if node is None or not isinstance(node.record, LogEntry) or not revised.is_bound(change):
            continue
        entry = node.record
        if entry.status.is_given_up and (change.kind is ChangeKind.ADDED or change.field == "status"):
            yield Finding(
                node.holder,
                node.way("status"),
                msg("It is given up: {status} on {date}", status=msg(label(entry.status)), date=entry.date),
                named=(entry.resolution,) if entry.resolution else (),
                since=entry.date,
            )


RULES: tuple[Rule, ...] = (
    due_date_later,
    commitment_removed,
    target_lowered,
    wording_changed,
    agreement_changed,
    added_after_adoption,
    given_up,
)
