"""FGK711 to FGK713: entries of logs, what was said of facts, and what is inserted before them."""

from collections.abc import Iterator, Mapping

from fgk.comparison.changes import ChangeKind
from fgk.comparison.flat import Node
from fgk.comparison.labels import field_name
from fgk.comparison.revised import Revised
from fgk.dates import PartialDate
from fgk.diagnostics import Severity
from fgk.messages import N_, msg, msgn
from fgk.model.audit import Round
from fgk.model.plan import Indicator, LogEntry, Measure
from fgk.model.resolution import Resolution
from fgk.model.vocabulary import Result, label
from fgk.rules.registry import Finding, Rule, review_rule
from fgk.rules.review.facts import (
    CORRECT,
    OF_FACTS,
    RECORDED,
    gone,
    is_planned,
    names_in,
    of_the_past,
    rewrites,
    rewritten,
    way_to,
    with_part,
)
from fgk.rules.review.values import of_part, so_far

_OF_ENTRIES = ("date", "status", "percent", "new_due", "replaced_by", "resolution")
_WORDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("log_entry", "event", "consultation", "indicator_value"), OF_FACTS),
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
    why=RECORDED,
    fix=CORRECT,
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
            yield gone(change, message)
    for change in of_the_past(revised, "log_entry"):
        before = change.before
        if before is None or not isinstance(before.record, LogEntry):
            continue
        entry = before.record
        if change.kind is ChangeKind.REMOVED:
            text = N_("The log entry of {date} ({status}) is taken out")
            yield gone(change, msg(text, date=entry.date, status=msg(label(entry.status))))
        elif change.after is not None and rewrites(change, _OF_ENTRIES, ("new_due", "replaced_by")):
            yield rewritten(change, revised, N_("The log entry of {date} is rewritten: {field}: {old} → {new}"))


@review_rule(
    "FGK712",
    "remark-rewritten",
    Severity.WARNING,
    summary=N_("What was said of a fact, or what proves it, is changed or taken away."),
    why=RECORDED,
    fix=CORRECT,
    correctable=True,
)
def remark_rewritten(revised: Revised) -> Iterator[Finding]:
    """Look at remarks, reasons and sources of entries, events, consultations and values that were recorded."""
    for change in revised.changes:
        before, after = change.before, change.after
        if change.kind is not ChangeKind.CHANGED or before is None or after is None or change.old is None:
            continue
        if change.field not in _WORDS.get(change.key.kind, ()) or change.follows or is_planned(before):
            continue
        if not isinstance(change.old, tuple):
            yield with_part(change, revised, rewritten(change, revised, N_("{field} changed: {old} → {new}")))
        else:
            gone = [one for one in names_in(change.old) if one not in names_in(change.new)]
            if gone:
                name = field_name(after.record, change.field)
                text = msg("“{field}” no longer names: {names}", field=name, names=tuple(gone))
                found = Finding(
                    after.holder, way_to(change, after), text, related=so_far(change, before), about=(change,)
                )
                yield with_part(change, revised, found)


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
        if owner is None or is_planned(node):
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
            about=(change,),
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


RULES: tuple[Rule, ...] = (log_rewritten, remark_rewritten, past_inserted)
