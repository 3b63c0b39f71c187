"""What the rules about facts of the past (FGK71x) share: what is one, and how a finding about it is made."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from fgk.comparison.changes import Change
from fgk.comparison.flat import Node
from fgk.comparison.labels import field_name
from fgk.comparison.revised import Revised
from fgk.comparison.rewriting import has_same_words, is_more_exact
from fgk.dates import PartialDate
from fgk.diagnostics import Route
from fgk.messages import N_, Message, msg
from fgk.model.audit import Event
from fgk.rules.registry import Finding
from fgk.rules.review.values import of_part, old_and_new, so_far

RECORDED = N_(
    "Reports and resolutions rest on what was recorded; whoever corrects it says so, and a second person agrees."
)
CORRECT = N_(
    "Put it back; what is new is an entry of its own. Where it was wrong from the beginning, end the commit's message "
    "with the line “Berichtigung: REASON”."
)

OF_FACTS = ("note", "reason", "title", "sources", "evidence")
"""The fields in which a fact is explained, or proved."""


def of_the_past(revised: Revised, kind: str) -> Iterator[Change]:
    """Give the changes of what had begun by the day, apart from what is new."""
    for change in revised.changes:
        before = change.before
        if change.key.kind != kind or before is None or change.follows:
            continue
        date = getattr(before.record, "date", None)
        if isinstance(date, PartialDate) and date.first <= revised.old.day:
            yield change


def is_planned(node: Node) -> bool:
    """Whether an event is no more than an intention."""
    return bool(getattr(node.record, "planned", False))


def gone(change: Change, message: Message) -> Finding:
    """Report something of the past that is taken out."""
    node = change.before or change.node
    return Finding(node.holder, node.route or ("id",), message, about=(change,))


def rewritten(change: Change, revised: Revised, text: str) -> Finding:
    """Report a field that says something else now; ``text`` may name what it is about."""
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
        way_to(change, after),
        msg(text, **{name: value for name, value in words.items() if f"{{{name}}}" in text}),
        related=so_far(change, before),
        slight=_is_slight(change),
        about=(change,),
    )


def with_part(change: Change, revised: Revised, finding: Finding) -> Finding:
    """Let a finding begin with the entry, the event or the value that it is about."""
    return replace(finding, message=of_part(change.node, revised, finding.message))


def _is_slight(change: Change) -> bool:
    """Whether a change says the same as before, more exactly or with other signs, or only adds to it."""
    is_added = change.field == "until" and change.old is None
    return is_added or is_more_exact(change) or _is_fuller_name(change) or has_same_words(change)


def way_to(change: Change, after: Node) -> Route:
    """Give the way to a field, or to what held it."""
    return after.way(change.field) if change.new is not None else after.route or ("id",)


def _is_fuller_name(change: Change) -> bool:
    """Whether a body is named more fully than before, or less: "Rat", "Rat der Stadt"."""
    names = [str(one).casefold().split() for one in (change.old, change.new) if one is not None]
    return (
        change.field == "body"
        and len(names) == 2
        and (set(names[0]) <= set(names[1]) or set(names[1]) <= set(names[0]))
    )


def rewrites(change: Change, fields: tuple[str, ...], also_new: tuple[str, ...]) -> bool:
    """Whether a change writes something anew: one of these fields or, where it was not given, one that adds to it."""
    return change.field in (fields if change.old is not None else also_new)


def names_in(value: object) -> tuple[str, ...]:
    """Give the names in a list of references."""
    return value if isinstance(value, tuple) else ()
