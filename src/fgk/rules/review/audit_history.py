"""FGK714: the audit history that a change rewrites."""

from collections.abc import Iterator
from dataclasses import replace

from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.flat import Node
from fgk.comparison.revised import Revised
from fgk.dates import PartialDate
from fgk.diagnostics import Severity
from fgk.messages import N_, msg
from fgk.model.audit import Audit, Event, Round
from fgk.rules.registry import Finding, Rule, review_rule
from fgk.rules.review.facts import CORRECT, gone, is_planned, rewrites, rewritten


@review_rule(
    "FGK714",
    "history-rewritten",
    Severity.ERROR,
    summary=N_("An event of the audit history, or what a round led to, is changed, redated, or taken out."),
    why=N_("Certificates and deadlines follow from the history: to change it is to change what held."),
    fix=CORRECT,
    correctable=True,
)
def history_rewritten(revised: Revised) -> Iterator[Finding]:
    """Look at events that are no mere intentions, and at what rounds say of their certificates."""
    for change in revised.changes:
        before, after = change.before, change.after
        if before is None or change.follows or is_planned(before):
            continue
        if isinstance(before.record, Event):
            event = before.record
            if change.kind is ChangeKind.REMOVED:
                title = revised.titles.event(event, before.holder)
                yield gone(change, msg("The event “{event}” of {date} is taken out", event=title, date=event.date))
            elif after is not None and rewrites(change, _OF_EVENTS, ("planned", "until")):
                text = N_("The event “{event}” of {date} is rewritten: {field}: {old} → {new}")
                yield rewritten(change, revised, text)
        elif isinstance(before.record, Round):
            if change.kind is ChangeKind.REMOVED:
                yield gone(change, msg("The round is taken out"))
            elif after is not None and rewrites(change, _OF_ROUNDS, _OF_ROUNDS):
                found = rewritten(change, revised, N_("The round is rewritten: {field}: {old} → {new}"))
                yield replace(found, slight=found.slight or _confirms(change, before, revised))
        elif isinstance(before.record, Audit) and after is not None and change.field == "procedure":
            yield rewritten(change, revised, N_("The audit history is rewritten: {field}: {old} → {new}"))


def _confirms(change: Change, before: Node, revised: Revised) -> bool:
    """Whether an end of the certificate that is given now is no later than what followed without it."""
    history = revised.old.history_of.get(before.key.id) if revised.old.is_possible else None
    end = history.award.valid_until if history is not None and history.award is not None else None
    new = change.new
    return change.old is None and isinstance(new, PartialDate) and end is not None and new.last <= end.last


_OF_EVENTS = ("event", "date", "until", "resolution", "covers", "planned")
_OF_ROUNDS = ("procedure", "stage", "certificate", "valid_until")


RULES: tuple[Rule, ...] = (history_rewritten,)
