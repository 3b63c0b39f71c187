"""Changes in the words of the domain: which record, which field, from what to what."""

from collections.abc import Mapping
from enum import StrEnum

from fgk.assessment.deadlines import Deadline
from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.derived import Derived, What
from fgk.comparison.flat import Node
from fgk.comparison.labels import field_name
from fgk.messages import N_, Message, msg
from fgk.model.audit import Event
from fgk.model.plan import IndicatorValue, LogEntry
from fgk.model.resolution import Consultation
from fgk.model.vocabulary import label
from fgk.render.words import word

LONGEST = 200
"""Characters of a text that is repeated; in full it stands in the file, and in the JSON."""

KINDS: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: N_("new"),
    ChangeKind.REMOVED: N_("removed"),
    ChangeKind.CHANGED: N_("changed"),
    ChangeKind.RENAMED: N_("renamed"),
}
"""What happened to a record, in a word."""

DERIVED: Mapping[What, str] = {
    What.PHASE: N_("Phase"),
    What.CERTIFICATE: N_("Certificate"),
    What.STAGE: N_("Stage"),
    What.VALID_UNTIL: N_("End of the certificate"),
    What.BASIS: N_("Basis of the certificate's end"),
    What.AUDIT: N_("Audit"),
    What.ROUND: N_("Round"),
    What.GOALS: N_("Goals that count"),
    What.MEASURES: N_("Measures that count"),
    What.DONE: N_("Measures done"),
    What.OVERDUE: N_("Measures overdue"),
    What.DEADLINE: N_("Deadline"),
    What.DEADLINE_STATE: N_("Deadline"),
}
"""What follows differently, in words."""

NOTHING = "–"
"""Stands for a value that there is not."""


def record_name(node: Node) -> Message:
    """Name the record of a collection, or what belongs to the municipality itself: "measure “kita”"."""
    title = msg(str(type(node.record).model_config.get("title", "")))
    return msg("{noun} “{id}”", noun=title, id=node.key.id) if node.key.id else title


def part_name(node: Node) -> Message | None:
    """Name what lies in a list of a record: "log entry of 15 January 2025"; None for a record of its own."""
    record = node.record
    title = msg(str(type(record).model_config.get("title", "")))
    match record:
        case Event():
            return msg("{noun} “{id}” of {date}", noun=title, id=record.event, date=record.date)
        case LogEntry() | IndicatorValue():
            return msg("{noun} of {date}", noun=title, date=record.date)
        case Consultation():
            return msg("{noun}: {body}", noun=title, body=record.body)
    if node.owner is None or node.key.kind == "round":
        return None
    return msg("{noun} “{id}”", noun=title, id=node.key.id.rpartition("/")[2])


def said(change: Change) -> Message:
    """Say what changed in a record, or in what lies in one of its lists; the record itself is named elsewhere."""
    part = part_name(change.node)
    if change.kind is ChangeKind.CHANGED:
        text = field_change(change)
    elif change.kind is ChangeKind.RENAMED:
        text = msg("new id: “{old}” is now “{new}”", old=change.old, new=change.new)
    elif change.kind is ChangeKind.ADDED:
        about = summary(change.node)
        text = msg("new: {about}", about=about) if about is not None else msg("new")
    else:
        about = summary(change.node)
        text = msg("removed: {about}", about=about) if about is not None else msg("removed")
    return msg("{part}: {text}", part=part, text=text) if part is not None else text


def field_change(change: Change) -> Message:
    """Say what became of a field."""
    name = field_name(change.node.record, change.field)
    if change.field in change.node.order:
        return msg("{field}: in another order", field=name)
    if change.old is None:
        return msg("{field}: {new} (not given before)", field=name, new=value(change.new))
    if change.new is None:
        return msg("{field}: no longer given (was: {old})", field=name, old=value(change.old))
    return msg("{field}: {old} → {new}", field=name, old=value(change.old), new=value(change.new))


def summary(node: Node) -> Message | None:
    """Say in a few words what a record says."""
    record = node.record
    match record:
        case LogEntry():
            note = record.reason or record.note
            status = msg(label(record.status))
            return msg("{status} – {note}", status=status, note=shortened(note)) if note else status
        case IndicatorValue():
            return msg("{value}", value=value(record.value))
        case Consultation():
            if record.result is not None and record.date is not None:
                return msg("{result}, {date}", result=msg(label(record.result)), date=record.date)
            return msg("{date}", date=record.date) if record.date is not None else None
        case Event():
            return msg("{title}", title=shortened(record.title)) if record.title else None
    title = getattr(record, "title", None) or getattr(record, "url", None)
    return msg("{title}", title=shortened(title)) if isinstance(title, str) else None


def value(found: object) -> object:
    """Give a value as a message takes it."""
    if found is None:
        return NOTHING
    if isinstance(found, bool):
        return msg("yes") if found else msg("no")
    if isinstance(found, StrEnum):
        return msg(word(found))
    if isinstance(found, tuple):
        return tuple(value(one) for one in found)
    return shortened(found) if isinstance(found, str) else found


def shortened(text: str) -> str:
    """Give the beginning of a text, on one line."""
    found = " ".join(text.split())
    return found if len(found) <= LONGEST else f"{found[: LONGEST - 1]}…"


def consequence(one: Derived) -> Message:
    """Say what follows differently."""
    if one.deadline is not None:
        return _of_deadline(one, one.deadline)
    return msg("{field}: {old} → {new}", field=msg(DERIVED[one.what]), old=value(one.old), new=value(one.new))


def _of_deadline(one: Derived, deadline: Deadline) -> Message:
    if one.what is What.DEADLINE_STATE:
        text = N_("Deadline “{title}”: {old} → {new}")
        return msg(text, title=deadline.title, old=value(one.old), new=value(one.new))
    if one.old is None:
        return msg("New deadline “{title}”: {new}", title=deadline.title, new=one.new)
    if one.new is None:
        return msg("Deadline “{title}” of {old}: gone", title=deadline.title, old=one.old)
    return msg("Deadline “{title}”: {old} → {new}", title=deadline.title, old=one.old, new=one.new)
