"""Changes in the words of the domain: which record, which field, from what to what."""

from collections.abc import Mapping
from enum import StrEnum

from fgk.assessment.deadlines import Deadline
from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.derived import Derived, What
from fgk.comparison.labels import field_name, part_name
from fgk.comparison.wording import Titles, value_words, values
from fgk.diagnostics import short_hash
from fgk.messages import N_, Message, msg
from fgk.render.comparison.summaries import summary
from fgk.render.words import word

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


def change_words(change: Change, titles: Titles) -> Message:
    """Say what changed in a record, or in what lies in one of its lists; the record itself is named elsewhere."""
    part = part_name(change.node, titles)
    if change.kind is ChangeKind.CHANGED:
        text = field_change(change, titles)
        return msg("{part}: {text}", part=part, text=text) if part is not None else text
    if change.kind is ChangeKind.RENAMED:
        text = msg("new id: “{old}” is now “{new}”", old=change.old, new=change.new)
        return msg("{part}: {text}", part=part, text=text) if part is not None else text
    what, about = msg(KINDS[change.kind]), summary(change.node)
    text = msg("{what}: {about}", what=what, about=about) if about is not None else what
    return msg("{name} – {what}", name=part, what=text) if part is not None else text


def field_change(change: Change, titles: Titles) -> Message:
    """Say what became of a field."""
    name = field_name(change.node.record, change.field)
    if change.field in change.node.order:
        return msg("{field}: in another order", field=name)
    old, new = values(change, titles)
    if old is None:
        return msg("{field}: {new} (not given before)", field=name, new=new)
    if new is None:
        return msg("{field}: no longer given (was: {old})", field=name, old=old)
    return msg("{field}: {old} → {new}", field=name, old=old, new=new)


def consequence(one: Derived, titles: Titles) -> Message:
    """Say what follows differently."""
    if one.deadline is not None:
        return _of_deadline(one, one.deadline)
    old, new = (_derived(one.what, found, titles) for found in (one.old, one.new))
    return msg("{field}: {old} → {new}", field=msg(DERIVED[one.what]), old=old, new=new)


def _derived(what: What, found: object, titles: Titles) -> object:
    if found is None:
        return msg("none")
    if what is What.STAGE and isinstance(found, str):
        return msg("{title}", title=titles.stage(found))
    return msg(word(found)) if isinstance(found, StrEnum) else value_words(found)


def _of_deadline(one: Derived, deadline: Deadline) -> Message:
    old, new = (_derived(one.what, found, Titles()) for found in (one.old, one.new))
    if one.what is What.DEADLINE_STATE:
        return msg("Deadline “{title}”: {old} → {new}", title=deadline.title, old=old, new=new)
    if one.old is None:
        return msg("New deadline “{title}”: {new}", title=deadline.title, new=new)
    if one.new is None:
        return msg("Deadline “{title}” of {old}: gone", title=deadline.title, old=old)
    return msg("Deadline “{title}”: {old} → {new}", title=deadline.title, old=old, new=new)


def state_name(sha: str | None) -> Message:
    """Name a state that is compared, by the hash of its commit or, for None, as the files in the directory."""
    return msg("the files in the directory") if sha is None else msg("commit {commit}", commit=short_hash(sha))
