"""Values of fields as the findings about changes name them."""

from enum import StrEnum

from fgk.comparison.changes import Change
from fgk.comparison.flat import Node
from fgk.dates import PartialDate
from fgk.diagnostics import Route
from fgk.messages import Message, msg
from fgk.model.base import Record
from fgk.model.vocabulary import LABELS, label

LONGEST = 120
"""Characters of a text that a message repeats."""


def shown(value: object) -> object:
    """Give a value of a field as a message takes it, long texts cut; for None, say that there is none."""
    if value is None:
        return msg("not given")
    if isinstance(value, bool):
        return msg("yes") if value else msg("no")
    if isinstance(value, StrEnum) and type(value) in LABELS:
        return msg(label(value))
    if isinstance(value, str):
        text = " ".join(value.split())
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    if isinstance(value, tuple):
        return tuple(shown(one) for one in value)
    return value


def so_far(change: Change, before: Node) -> tuple[tuple[Record, Route, Message], ...]:
    """Point to where the old value of a field stands."""
    return ((before.holder, before.way(change.field), msg("so far")),)


def is_more_exact(change: Change) -> bool:
    """Whether a date says the same as before, only more exactly."""
    old, new = change.old, change.new
    if not isinstance(old, PartialDate) or not isinstance(new, PartialDate):
        return False
    return old.first <= new.first and new.last <= old.last and not new.uncertain
