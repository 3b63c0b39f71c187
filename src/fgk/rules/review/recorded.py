"""FGK71x: facts of the past that a change rewrites: what was recorded is added to, and not written anew."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.flat import Node
from fgk.comparison.labels import field_name
from fgk.comparison.revised import Revised
from fgk.comparison.rewriting import has_same_words, is_more_exact
from fgk.comparison.wording import value_words
from fgk.dates import PartialDate
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, Message, msg, msgn
from fgk.model.audit import Audit, Event, Round
from fgk.model.evidence import Source
from fgk.model.plan import Goal, Indicator, IndicatorValue, LogEntry, Measure
from fgk.model.resolution import Consultation, Resolution
from fgk.model.vocabulary import Result, label
from fgk.rules.registry import Finding, Rule, review_rule
from fgk.rules.review.values import of_part, old_and_new, so_far

_RECORDED = N_(
    "Reports and resolutions rest on what was recorded; whoever corrects it says so, and a second person agrees."
)
_CORRECT = N_(
    "Add a new entry in place of it; where the old one was wrong, say in the commit's message: “Berichtigung: REASON”."
)

_OF_ENTRIES = ("date", "status", "percent", "new_due", "replaced_by", "resolution")
_OF_FACTS = ("note", "reason", "title", "sources", "evidence")
_WORDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("log_entry", "event", "consultation", "indicator_value"), _OF_FACTS),
    "goal": ("assessment.reason", "assessment.sources"),
    "measure": ("sources",),
    "resolution": ("note", "sources", "web"),
    "source": ("title", "publisher", "published"),
}
"""The fields in which records of a kind say something of a fact, or name what proves it."""


@review_rule(
    "FGK711",
    "log-rewritten",
    Severity.ERROR,
    summary=N_("An entry of a measure's log is changed, redated, or taken out."),
    why=_RECORDED,
    fix=_CORRECT,
    correctable=True,
)
def log_rewritten(revised: Revised) -> Iterator[Finding]:
    """Look at the entries that had begun; a date that is only made more exact is an info."""
    for change in revised.changes:
        before = change.before
        if change.kind is not ChangeKind.REMOVED or before is None or not isinstance(before.record, Measure):
            continue
        entries = [entry for entry in before.record.log if entry.date.first <= revised.old.day]
        if entries and not revised.is_bound(change):  # of what had been adopted, another rule says so
            message = msgn(
                "It is taken out with its log of {n} entry",
                "It is taken out with its log of {n} entries",
                len(entries),
            )
            yield _gone(change, message)
    for change in _past(revised, "log_entry"):
        before = change.before
        if before is None or not isinstance(before.record, LogEntry):
            continue
        entry = before.record
        if change.kind is ChangeKind.REMOVED:
            text = N_("The log entry of {date} ({status}) is taken out")
            yield _gone(change, msg(text, date=entry.date, status=msg(label(entry.status))))
        elif change.after is not None and _rewrites(change, _OF_ENTRIES, ("new_due", "replaced_by")):
            yield _rewritten(change, revised, N_("The log entry of {date} is rewritten: {field}: {old} → {new}"))


@review_rule(
    "FGK712",
    "remark-rewritten",
    Severity.WARNING,
    summary=N_("What was said of a fact, or what proves it, is changed or taken away."),
    why=_RECORDED,
    fix=_CORRECT,
    correctable=True,
)
def remark_rewritten(revised: Revised) -> Iterator[Finding]:
    """Look at remarks, reasons and sources of entries, events, consultations and values that were recorded."""
    for change in revised.changes:
        before, after = change.before, change.after
        if change.kind is not ChangeKind.CHANGED or before is None or after is None or change.old is None:
            continue
        if change.field not in _WORDS.get(change.key.kind, ()) or change.follows or _is_planned(before):
            continue
        if not isinstance(change.old, tuple):
            yield _named(change, revised, _rewritten(change, revised, N_("{field} changed: {old} → {new}")))
        else:
            gone = [one for one in _names(change.old) if one not in _names(change.new)]
            if gone:
                name = field_name(after.record, change.field)
                text = msg("“{field}” no longer names: {names}", field=name, names=tuple(gone))
                found = Finding(after.holder, _way(change, after), text, related=so_far(change, before))
                yield _named(change, revised, found)


@review_rule(
    "FGK713",
    "past-inserted",
    Severity.WARNING,
    summary=N_("An entry or an event is added before one that had been recorded already."),
    why=N_("It changes what was known on a day that reports have been written about."),
    fix=N_("Check the date; where it is right, name the source, or say in “note” why it is recorded only now."),
    correctable=True,
)
def past_inserted(revised: Revised) -> Iterator[Finding]:
    """Compare what is new with the latest that had been recorded in the same log, or the same round."""
    for change in revised.changes:
        node = change.after
        if change.kind is not ChangeKind.ADDED or node is None or node.owner is None or node.key.kind not in _LISTS:
            continue
        owner = revised.before(node.owner)
        if owner is None or _is_planned(node):
            continue
        date = getattr(node.record, "date", None)
        latest = max(_recorded(owner, revised), key=lambda one: one.first, default=None)
        if latest is None or not isinstance(date, PartialDate) or date.first >= latest.first:
            continue
        text = msg("It is new, although something of {latest} had been recorded already", latest=latest)
        yield Finding(
            node.holder,
            node.way("date"),
            of_part(node, revised, text),
            uncertain=date.uncertain or latest.uncertain or date.last >= latest.first,
            slight=bool(getattr(node.record, "note", None) or getattr(node.record, "sources", ())),
        )


_LISTS = ("log_entry", "event", "consultation", "indicator_value")


def _recorded(owner: Node, revised: Revised) -> Iterator[PartialDate]:
    """Give the dates of what had been recorded in a log, in a round, of a matter or of an indicator."""
    match owner.record:
        case Measure(log=log):
            yield from (entry.date for entry in log if entry.date.first <= revised.old.day)
        case Round(events=events):
            yield from (event.date for event in events if not event.planned)
        case Resolution(consultations=steps):
            yield from (step.date for step in steps if step.date is not None and step.result not in (None, Result.OPEN))
        case Indicator(values=values):
            yield from (value.date for value in values)


@review_rule(
    "FGK714",
    "history-rewritten",
    Severity.ERROR,
    summary=N_("An event of the audit history, or what a round led to, is changed, redated, or taken out."),
    why=N_("Certificates and deadlines follow from the history: to change it is to change what held."),
    fix=_CORRECT,
    correctable=True,
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
                title = revised.titles.event(event, before.holder)
                yield _gone(change, msg("The event “{event}” of {date} is taken out", event=title, date=event.date))
            elif after is not None and _rewrites(change, _OF_EVENTS, ("planned", "until")):
                text = N_("The event “{event}” of {date} is rewritten: {field}: {old} → {new}")
                yield _rewritten(change, revised, text)
        elif isinstance(before.record, Round):
            if change.kind is ChangeKind.REMOVED:
                yield _gone(change, msg("The round is taken out"))
            elif after is not None and _rewrites(change, _OF_ROUNDS, _OF_ROUNDS):
                found = _rewritten(change, revised, N_("The round is rewritten: {field}: {old} → {new}"))
                yield replace(found, slight=found.slight or _confirms(change, before, revised))
        elif isinstance(before.record, Audit) and after is not None and change.field == "procedure":
            yield _rewritten(change, revised, N_("The audit history is rewritten: {field}: {old} → {new}"))


def _confirms(change: Change, before: Node, revised: Revised) -> bool:
    """Whether an end of the certificate that is given now is no later than what followed without it."""
    history = revised.old.history_of.get(before.key.id) if revised.old.is_possible else None
    end = history.award.valid_until if history is not None and history.award is not None else None
    new = change.new
    return change.old is None and isinstance(new, PartialDate) and end is not None and new.last <= end.last


_OF_EVENTS = ("event", "date", "until", "resolution", "covers", "planned")
_OF_ROUNDS = ("procedure", "stage", "certificate", "valid_until")


@review_rule(
    "FGK715",
    "resolution-rewritten",
    Severity.ERROR,
    summary=N_("A resolution, its result or its votes are changed, redated, or taken out."),
    why=N_("What a council has decided stands in its minutes; only the council changes it, by another resolution."),
    fix=N_("Put it back as the minutes have it; a later resolution names the earlier one in “supersedes”."),
    source=N_("§ 52 GO NRW (minutes), and its like in the other Länder"),
    correctable=True,
)
def resolution_rewritten(revised: Revised) -> Iterator[Finding]:
    """Look at steps that have a result, and at what resolutions say that had been decided."""
    for change in revised.changes:
        before = change.before
        if before is None or change.follows:
            continue
        if isinstance(before.record, Consultation):
            yield from _step_rewritten(change, before.record, revised)
        elif isinstance(before.record, Resolution):
            yield from _decision_rewritten(change, before.record, revised)
    yield from _decided_again(revised)


def _step_rewritten(change: Change, step: Consultation, revised: Revised) -> Iterator[Finding]:
    if step.result in (None, Result.OPEN):
        return
    if change.kind is ChangeKind.REMOVED:
        text = N_("What the body decided is taken out: {body}, {result}")
        yield _gone(change, msg(text, body=step.body, result=msg(label(step.result or Result.OPEN))))
    elif change.after is not None and change.old is not None and change.field not in _OF_FACTS:
        text = N_("What the body decided is rewritten ({body}): {field}: {old} → {new}")
        yield _rewritten(change, revised, text)


def _decided_again(revised: Revised) -> Iterator[Finding]:
    """Look for matters that had been decided, and to which a decision of another day, or another one, is added."""
    for change in revised.changes:
        node = change.after
        if change.kind is not ChangeKind.ADDED or node is None or not isinstance(node.record, Consultation):
            continue
        before, now = revised.before(change.top), node.holder
        was = before.record if before is not None else None
        if not isinstance(was, Resolution) or not isinstance(now, Resolution) or was.result not in _FINAL:
            continue
        if now.deciding is node.record and (now.result, now.date) != (was.result, was.date):
            text = N_("Another decision is added to a matter that had been decided: {old}, {was} → {new}, {now}")
            words = {"old": msg(label(was.result)), "new": msg(label(now.result)), "was": was.date, "now": now.date}
            yield Finding(now, node.route, msg(text, **words))


_FINAL = (Result.ADOPTED, Result.ADOPTED_AMENDED, Result.REJECTED, Result.NOTED)
"""Results after which a matter comes up again only as another one."""


def _decision_rewritten(change: Change, resolution: Resolution, revised: Revised) -> Iterator[Finding]:
    if change.kind is ChangeKind.REMOVED:
        yield _gone(change, msg("The resolution is taken out"))
    elif (
        change.after is not None
        and _rewrites(change, _OF_RESOLUTIONS, ("supersedes", "conditions"))
        and resolution.result is not Result.OPEN
    ):
        text = N_("The resolution is rewritten: {field}: {old} → {new}")
        yield _rewritten(change, revised, text)


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


def _gone(change: Change, message: Message) -> Finding:
    node = change.before or change.node
    return Finding(node.holder, node.route or ("id",), message)


def _rewritten(change: Change, revised: Revised, text: str) -> Finding:
    before, after = change.before, change.after
    if before is None or after is None:
        raise ValueError(change)
    record = before.record
    words: Mapping[str, object] = {
        "date": getattr(record, "date", None),
        "event": revised.titles.event(record, before.holder) if isinstance(record, Event) else None,
        "body": getattr(record, "body", None),
        "field": field_name(record, change.field),
        **old_and_new(change, revised),
    }
    return Finding(
        after.holder,
        _way(change, after),
        msg(text, **{name: value for name, value in words.items() if f"{{{name}}}" in text}),
        related=so_far(change, before),
        slight=_is_slight(change),
    )


def _named(change: Change, revised: Revised, finding: Finding) -> Finding:
    return replace(finding, message=of_part(change.node, revised, finding.message))


def _is_slight(change: Change) -> bool:
    """Whether a change says the same as before, more exactly or with other signs, or only adds to it."""
    is_added = change.field == "until" and change.old is None
    return is_added or is_more_exact(change) or _is_fuller_name(change) or has_same_words(change)


def _way(change: Change, after: Node) -> Route:
    return after.way(change.field) if change.new is not None else after.route or ("id",)


def _is_fuller_name(change: Change) -> bool:
    """Whether a body is named more fully than before, or less: "Rat", "Rat der Stadt"."""
    names = [str(one).casefold().split() for one in (change.old, change.new) if one is not None]
    return (
        change.field == "body"
        and len(names) == 2
        and (set(names[0]) <= set(names[1]) or set(names[1]) <= set(names[0]))
    )


def _rewrites(change: Change, fields: tuple[str, ...], also_new: tuple[str, ...]) -> bool:
    """Whether a change writes something anew: one of these fields or, where it was not given, one that adds to it."""
    return change.field in (fields if change.old is not None else also_new)


def _names(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


@review_rule(
    "FGK716",
    "finding-rewritten",
    Severity.WARNING,
    summary=N_("A measured value, a judgement on a goal, or the adopted definition of family is changed or taken out."),
    why=_RECORDED,
    fix=N_("Check it with its source; a new value is an entry of its own with its date."),
    correctable=True,
)
def finding_rewritten(revised: Revised) -> Iterator[Finding]:
    """Look at what had been measured, judged and adopted."""
    for change in revised.changes:
        before, after = change.before, change.after
        if before is None or change.follows:
            continue
        if isinstance(before.record, Goal) and change.kind is ChangeKind.REMOVED and not revised.is_bound(change):
            goal = before.record
            if goal.assessment is not None or any(one.values for one in goal.indicators):
                yield _gone(change, msg("It is taken out with what had been measured and judged"))
        if isinstance(before.record, IndicatorValue):
            value = before.record
            if change.kind is ChangeKind.REMOVED:
                text = msg("It is taken out: {value}", value=value_words(value.value))
                yield _gone(change, of_part(before, revised, text))
            elif after is not None and change.field in ("value", "date") and change.old is not None:
                yield _named(change, revised, _rewritten(change, revised, N_("{field} changed: {old} → {new}")))
        elif after is not None and change.old is not None and change.field in _JUDGED:
            yield _rewritten(change, revised, N_("{field} changed: {old} → {new}"))


_JUDGED = (
    *("assessment.rating", "assessment.date", "family_concept.text", "family_concept.resolution"),
    *("plan.goals", "plan.measures"),
)


@review_rule(
    "FGK717",
    "evidence-replaced",
    Severity.WARNING,
    summary=N_("A document that a source names is another one than before, or is named no longer."),
    why=N_("What proves a fact must stay what it was when the fact was recorded."),
    fix=N_("Check that the document still says what rests on it; a new document gets a source of its own."),
    correctable=True,
)
def evidence_replaced(revised: Revised) -> Iterator[Finding]:
    """Look at the addresses and the files of sources; whether a file is another one, the files themselves say."""
    for change in revised.changes:
        after = change.after
        if change.kind is not ChangeKind.CHANGED or after is None or not isinstance(after.record, Source):
            continue
        if change.field == "url" and change.old is not None:
            yield _rewritten(change, revised, N_("The source leads elsewhere: {old} → {new}"))
        elif change.field == "file" and change.new is None:
            text = msg("The source no longer names the document “{file}”", file=change.old)
            yield Finding(after.holder, ("id",), text)


RULES: tuple[Rule, ...] = (
    log_rewritten,
    remark_rewritten,
    past_inserted,
    history_rewritten,
    resolution_rewritten,
    finding_rewritten,
    evidence_replaced,
)
