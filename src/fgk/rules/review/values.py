"""What the findings about changes share: how they name values, and why an adopted agreement matters."""

import re
from enum import StrEnum

from fgk.comparison.changes import Change
from fgk.comparison.flat import Node
from fgk.dates import PartialDate
from fgk.diagnostics import Route
from fgk.messages import N_, Message, msg
from fgk.model.base import Record
from fgk.model.vocabulary import LABELS, label

ADOPTED = N_("A target agreement that the council has adopted is changed by the council.")
"""Why it matters what becomes of an adopted agreement."""

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


_NO_WORDS = re.compile(r"[\s„“”\"'‚‘’»«]+|(?<!\d)[.,;:!?–-]|[.,;:!?–-](?!\d)")
"""Blanks, quotation marks and punctuation; what stands between two digits is a part of a number or a date."""


def has_same_words(change: Change) -> bool:
    """Whether a text differs in nothing but blanks, punctuation and capitals."""
    if not isinstance(change.old, str) or not isinstance(change.new, str):
        return False
    return _bare(change.old) == _bare(change.new)


def _bare(text: str) -> str:
    return _NO_WORDS.sub("", text).casefold()
