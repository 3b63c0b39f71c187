"""FGK71x: facts of the past that a change rewrites: what was recorded is added to, and not written anew."""

from collections.abc import Iterator, Mapping

from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.flat import Node
from fgk.comparison.revised import Revised
from fgk.dates import PartialDate
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, Message, msg
from fgk.model.audit import Event, Round
from fgk.model.base import Record
from fgk.model.plan import LogEntry, Measure
from fgk.model.resolution import Consultation, Resolution
from fgk.model.vocabulary import Result, label
from fgk.rules.registry import Finding, Rule, review_rule
from fgk.rules.review.values import shown

_RECORDED = N_(
    "Reports and resolutions rest on what was recorded; whoever corrects it says so, and a second person agrees."
)
_CORRECT = N_("Add a new entry in place of it; where the old one was wrong, say in “note” what was corrected and why.")

_OF_ENTRIES = ("date", "status", "percent", "new_due", "replaced_by", "resolution")
_WORDS = ("note", "reason", "title")
_PROOFS = ("sources", "evidence")


@review_rule(
    "FGK711",
    "log-rewritten",
    Severity.ERROR,
    summary=N_("An entry of a measure's log is changed, dated anew, or taken out."),
    why=_RECORDED,
    fix=_CORRECT,
)
def log_rewritten(revised: Revised) -> Iterator[Finding]:
    """Look at the entries that had begun; a date that is only made more exact is an info."""
    for change in _past(revised, "log_entry"):
        before = change.before
        if before is None or not isinstance(before.record, LogEntry):
            continue
        entry = before.record
        if change.kind is ChangeKind.REMOVED:
            text = N_("The log entry of {date} ({status}) is taken out")
            yield _gone(before, msg(text, date=entry.date, status=msg(label(entry.status))))
        elif change.after is not None and change.field in _OF_ENTRIES and change.old is not None:
            yield _rewritten(
                change, before, change.after, N_("The log entry of {date} is rewritten: {field}: {old} → {new}")
            )


@review_rule(
    "FGK712",
    "remark-rewritten",
    Severity.WARNING,
    summary=N_("What was said of a fact, or what proves it, is changed or taken away."),
    why=_RECORDED,
    fix=_CORRECT,
)
def remark_rewritten(revised: Revised) -> Iterator[Finding]:
    """Look at remarks, reasons and sources of entries, events, consultations and values that were recorded."""
    for change in revised.changes:
        before, after = change.before, change.after
        if change.kind is not ChangeKind.CHANGED or before is None or after is None or change.old is None:
            continue
        if change.key.kind not in ("log_entry", "event", "consultation", "indicator_value") or change.follows:
            continue
        if _is_planned(before):
            continue
        if change.field in _WORDS:
            yield _rewritten(change, before, after, N_("What was said is changed: {field}: {old} → {new}"))
        elif change.field in _PROOFS:
            gone = [one for one in _names(change.old) if one not in _names(change.new)]
            if gone:
                text = msg("“{field}” no longer names: {names}", field=change.field, names=tuple(gone))
                yield Finding(after.holder, _way(change, after), text, related=_so_far(change, before))


@review_rule(
    "FGK713",
    "past-inserted",
    Severity.WARNING,
    summary=N_("An entry or an event is added before one that had been recorded already."),
    why=N_("It changes what was known on a day that reports have been written about."),
    fix=N_("Check the date; where it is right, say in “note” why it is recorded only now."),
)
def past_inserted(revised: Revised) -> Iterator[Finding]:
    """Compare what is new with the latest that had been recorded in the same log, or the same round."""
    for change in revised.changes:
        node = change.after
        if change.kind is not ChangeKind.ADDED or node is None or node.owner is None or node.key.kind not in _LISTS:
            continue
        owner = revised.flat_old.get(change.top)
        if owner is None or _is_planned(node):
            continue
        dates = [date for _, date in _recorded(owner, revised)]
        date = getattr(node.record, "date", None)
        latest = max(dates, key=lambda one: one.first, default=None)
        if latest is None or not isinstance(date, PartialDate) or date.last >= latest.first:
            continue
        text = N_("It is added with the date {date}, although something of {latest} had been recorded already")
        yield Finding(
            node.holder,
            node.way("date"),
            msg(text, date=date, latest=latest),
            uncertain=date.uncertain or latest.uncertain,
            slight=bool(getattr(node.record, "note", None)),
        )


_LISTS = ("log_entry", "event")


def _recorded(owner: Node, revised: Revised) -> Iterator[tuple[object, PartialDate]]:
    record = owner.record
    if isinstance(record, Measure):
        yield from ((entry, entry.date) for entry in record.log if entry.date.first <= revised.old.day)
    elif isinstance(record, Round):
        yield from ((event, event.date) for event in record.events if not event.planned)


@review_rule(
    "FGK714",
    "history-rewritten",
    Severity.ERROR,
    summary=N_("An event of the audit history, or what a round led to, is changed, dated anew, or taken out."),
    why=N_("Certificates and deadlines follow from the history: to change it is to change what held."),
    fix=_CORRECT,
)
def history_rewritten(revised: Revised) -> Iterator[Finding]:
    """Look at events that are no mere intentions, and at what rounds say of their certificates."""
    for change in revised.changes:
        before, after = change.before, change.after
        if before is None or change.follows or _is_planned(before):
            continue
        if isinstance(before.record, Event):
            event = before.record
            if change.kind is ChangeKind.REMOVED:
                yield _gone(
                    before, msg("The event “{event}” of {date} is taken out", event=event.event, date=event.date)
                )
            elif after is not None and change.field in _OF_EVENTS and change.old is not None:
                text = N_("The event “{event}” of {date} is rewritten: {field}: {old} → {new}")
                yield _rewritten(change, before, after, text)
        elif isinstance(before.record, Round):
            if change.kind is ChangeKind.REMOVED:
                yield _gone(before, msg("The round is taken out"))
            elif after is not None and change.field in _OF_ROUNDS and change.old is not None:
                yield _rewritten(change, before, after, N_("The round is rewritten: {field}: {old} → {new}"))


_OF_EVENTS = ("event", "date", "until", "resolution", "covers", "planned")
_OF_ROUNDS = ("procedure", "stage", "certificate", "valid_until")


@review_rule(
    "FGK715",
    "resolution-rewritten",
    Severity.ERROR,
    summary=N_("A resolution, its result or its votes are changed, dated anew, or taken out."),
    why=N_("What a council has decided stands in its minutes; only the council changes it, by another resolution."),
    fix=N_("Put it back as the minutes have it; a later resolution names the earlier one in “supersedes”."),
    source=N_("§ 52 GO NRW (minutes), and its like in the other Länder"),
)
def resolution_rewritten(revised: Revised) -> Iterator[Finding]:
    """Look at steps that have a result, and at what resolutions say that had been decided."""
    for change in revised.changes:
        before = change.before
        if before is None or change.follows:
            continue
        if isinstance(before.record, Consultation):
            yield from _step_rewritten(change, before, before.record)
        elif isinstance(before.record, Resolution):
            yield from _decision_rewritten(change, before, before.record)


def _step_rewritten(change: Change, before: Node, step: Consultation) -> Iterator[Finding]:
    if step.result in (None, Result.OPEN):
        return
    if change.kind is ChangeKind.REMOVED:
        text = N_("What the body decided is taken out: {body}, {result}")
        yield _gone(before, msg(text, body=step.body, result=msg(label(step.result or Result.OPEN))))
    elif change.after is not None and change.old is not None and change.field not in (*_WORDS, *_PROOFS):
        text = N_("What the body decided is rewritten ({body}): {field}: {old} → {new}")
        yield _rewritten(change, before, change.after, text)


def _decision_rewritten(change: Change, before: Node, resolution: Resolution) -> Iterator[Finding]:
    if change.kind is ChangeKind.REMOVED:
        yield _gone(before, msg("The resolution is taken out"))
    elif (
        change.after is not None
        and change.field in _OF_RESOLUTIONS
        and change.old is not None
        and resolution.result is not Result.OPEN
    ):
        text = N_("The resolution is rewritten: {field}: {old} → {new}")
        yield _rewritten(change, before, change.after, text)


_OF_RESOLUTIONS = ("title", "kind", "paper", "conditions", "supersedes", "consultations")


# -- what all of them share --------------------------------------------------------------------------------------------


def _past(revised: Revised, kind: str) -> Iterator[Change]:
    """Give the changes of what had begun by the day, apart from what is new."""
    for change in revised.changes:
        before = change.before
        if change.key.kind != kind or before is None or change.follows:
            continue
        date = getattr(before.record, "date", None)
        if isinstance(date, PartialDate) and date.first <= revised.old.day:
            yield change


def _is_planned(node: Node) -> bool:
    return bool(getattr(node.record, "planned", False))


def _gone(before: Node, message: Message) -> Finding:
    return Finding(before.holder, before.route or ("id",), message)


def _rewritten(change: Change, before: Node, after: Node, text: str) -> Finding:
    record = before.record
    words: Mapping[str, object] = {
        "date": getattr(record, "date", None),
        "event": getattr(record, "event", None),
        "body": getattr(record, "body", None),
        "field": change.field,
        "old": shown(change.old),
        "new": shown(change.new) if change.new is not None else msg("not given"),
    }
    return Finding(
        after.holder,
        _way(change, after),
        msg(text, **{name: value for name, value in words.items() if f"{{{name}}}" in text}),
        related=_so_far(change, before),
        slight=_is_more_exact(change),
    )


def _way(change: Change, after: Node) -> Route:
    return after.way(change.field) if change.new is not None else after.route or ("id",)


def _so_far(change: Change, before: Node) -> tuple[tuple[Record, Route, Message], ...]:
    return ((before.holder, before.way(change.field), msg("so far")),)


def _is_more_exact(change: Change) -> bool:
    """Whether a date says the same as before, only more exactly."""
    old, new = change.old, change.new
    if not isinstance(old, PartialDate) or not isinstance(new, PartialDate):
        return False
    return old.first <= new.first and new.last <= old.last and not new.uncertain


def _names(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


RULES: tuple[Rule, ...] = (log_rewritten, remark_rewritten, past_inserted, history_rewritten, resolution_rewritten)
