"""FGK70x: commitments of an adopted target agreement that a change breaks, softens or words anew."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.flat import Node
from fgk.comparison.labels import field_name
from fgk.comparison.revised import Revised
from fgk.comparison.rewriting import has_same_words, is_more_exact
from fgk.dates import PartialDate
from fgk.diagnostics import Severity
from fgk.messages import N_, msg, msgn
from fgk.model.plan import Goal, Indicator, LogEntry, Measure
from fgk.model.vocabulary import Direction, label
from fgk.rules.registry import Finding, Rule, review_rule
from fgk.rules.review.due_dates import is_later
from fgk.rules.review.values import ADOPTED, NAME_IT, of_part, old_and_new, so_far

_COMMITMENTS = ("goal", "measure", "indicator")


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
    why=ADOPTED,
    fix=NAME_IT,
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
        message = msg(text, id=record.id, **old_and_new(change, revised))
        way = after.way("target") if change.new is not None else after.way("id")
        yield Finding(after.holder, way, message, related=so_far(change, before), about=(change,))


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
    summary=N_("A goal, a measure or an indicator of an adopted target agreement is reworded."),
    why=N_("The scope of what the council has adopted may have changed with the words."),
    fix=NAME_IT,
    answerable=True,
)
def wording_changed(revised: Revised) -> Iterator[Finding]:
    """Compare titles and descriptions; where only blanks, quotation marks or capitals differ, it is an info."""
    for change in revised.changes:
        if change.kind is not ChangeKind.CHANGED or change.field not in _WORDED:
            continue
        if not _is_agreed(change, revised):
            continue
        before, after = change.before, change.after
        if before is None or after is None:
            continue
        text = _WORDED[change.field]
        if change.new is None:
            text = N_("The words are taken out (before: “{old}”)")
        elif change.old is None:
            text = N_("Words are added: “{new}”")
        yield Finding(
            after.holder,
            after.way(change.field) if change.new is not None else after.way("id"),
            of_part(after, revised, msg(text, **old_and_new(change, revised, quoted=False))),
            related=so_far(change, before),
            about=(change,),
            slight=has_same_words(change) or change.old is None,
        )


def _is_agreed(change: Change, revised: Revised) -> bool:
    """Whether the council has adopted the words: action fields belong to every agreement."""
    if change.key.kind == "action_field":
        return bool(revised.bound)
    return change.key.kind in _COMMITMENTS and revised.is_bound(change)


_WORDED: Mapping[str, str] = {
    "title": N_("The title now reads “{new}” (before: “{old}”)"),
    "description": N_("The description now reads “{new}” (before: “{old}”)"),
    "objective": N_("The strategic goal now reads “{new}” (before: “{old}”)"),
}


@review_rule(
    "FGK705",
    "agreement-changed",
    Severity.WARNING,
    summary=N_("What else an adopted target agreement says of a goal, a measure or an indicator is changed."),
    why=ADOPTED,
    fix=NAME_IT,
    answerable=True,
)
def agreement_changed(revised: Revised) -> Iterator[Finding]:
    """Look at the fields that say what was agreed, beside those that have rules of their own."""
    for change in revised.changes:
        if change.kind is not ChangeKind.CHANGED or change.follows or not _is_agreed(change, revised):
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
            **old_and_new(change, revised),
        )
        yield Finding(
            after.holder,
            after.way(change.field) if change.new is not None else after.way("id"),
            of_part(after, revised, message),
            related=so_far(change, before),
            about=(change,),
            named=_own_resolution(before, after),
            slight=_is_stricter(change) or is_more_exact(change),
        )


_AGREED: Mapping[str, tuple[str, ...]] = {
    "action_field": ("code",),
    "goal": ("action_field", "round"),
    "measure": (
        *("goal", "recurring", "start", "due", "resolution"),
        *("cost.amount", "cost.currency", "cost.subject_to_budget"),
    ),
    "indicator": ("baseline", "direction", "unit", "target", "interval"),
}
"""The fields that say what was agreed, by the kind of record."""


_SAYS_MORE: Mapping[str, tuple[str, ...]] = {
    "action_field": ("code",),
    "measure": ("recurring", "cost.currency", "cost.subject_to_budget"),
    "indicator": ("baseline", "direction"),
}
"""The fields among them that change what was agreed even where they were not given before."""


def _is_stricter(change: Change) -> bool:
    """Whether a due date is earlier, or a target harder to reach, than before."""
    old, new = change.old, change.new
    if change.field == "due" and isinstance(old, PartialDate) and isinstance(new, PartialDate):
        return new.last < old.last
    record = change.before.record if change.before is not None else None
    if change.field != "target" or not isinstance(record, Indicator) or new is None:
        return False
    return _is_easier(record, new, old)


def _has_own_rule(change: Change, before: Node, revised: Revised) -> bool:
    """Whether another rule speaks of a change: a lower target, or a due date that holds and is later."""
    record = before.record
    if change.field == "target" and isinstance(record, Indicator):
        return _is_easier(record, change.old, change.new)
    if change.field != "due" or change.after is None:
        return False
    was, now = revised.final_state(before, in_old=True), revised.final_state(change.after, in_old=False)
    return was is not None and now is not None and is_later(was, now)


def _own_resolution(before: Node, after: Node) -> tuple[str, ...]:
    """Give the resolution that a record names now and did not name before."""
    was, now = getattr(before.record, "resolution", None), getattr(after.record, "resolution", None)
    return (now,) if isinstance(now, str) and now != was else ()


@review_rule(
    "FGK706",
    "added-after-adoption",
    Severity.WARNING,
    summary=N_("A goal or a measure is added to a target agreement that had been adopted before."),
    why=ADOPTED,
    fix=NAME_IT,
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
                about=(change,),
            )


@review_rule(
    "FGK707",
    "given-up",
    Severity.WARNING,
    summary=N_("A measure of an adopted target agreement is dropped, or replaced by another one."),
    why=ADOPTED,
    fix=NAME_IT,
    answerable=True,
)
def given_up(revised: Revised) -> Iterator[Finding]:
    """Look for new log entries that give a measure up."""
    for change in revised.changes:
        node = change.after
        if node is None or not isinstance(node.record, LogEntry) or not revised.is_bound(change):
            continue
        entry = node.record
        is_new = change.kind is ChangeKind.ADDED or change.field in ("status", "date")
        if entry.status.is_given_up and is_new and not is_more_exact(change):
            yield Finding(
                node.holder,
                node.way("status"),
                msg("It is given up: {status} on {date}", status=msg(label(entry.status)), date=entry.date),
                named=(entry.resolution,) if entry.resolution else (),
                since=entry.date,
                about=(change,),
            )


@review_rule(
    "FGK708",
    "agreement-unknown",
    Severity.ERROR,
    summary=N_("Goals or measures change in a round that could not be read before."),
    why=N_("It is not known whether their target agreement had been adopted, and so not what the change breaks."),
    fix=N_("Repair the round first, in a change of its own that goes into the base; then review this one again."),
)
def agreement_unknown(revised: Revised) -> Iterator[Finding]:
    """Count the changes of commitments in rounds that had defects; there is one finding for each round."""
    found: dict[str, list[Change]] = {}
    for change in revised.changes:
        if change.key.kind in _COMMITMENTS and not change.follows:
            for name in revised.unknown.intersection(revised.rounds_of(change)):
                found.setdefault(name, []).append(change)
    for name, changes in found.items():
        node = changes[0].node
        message = msgn(
            "Whether the agreement of the round “{id}” had been adopted is not known; {n} change is not judged by it",
            "Whether the agreement of the round “{id}” had been adopted is not known; {n} changes are not judged by it",
            len(changes),
            id=name,
        )
        yield Finding(node.holder, ("id",), message)


RULES: tuple[Rule, ...] = (
    commitment_removed,
    target_lowered,
    wording_changed,
    agreement_changed,
    added_after_adoption,
    given_up,
    agreement_unknown,
)
