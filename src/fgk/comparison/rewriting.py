"""Whether a change takes back what was recorded, or says the same in another way."""

import re

from fgk.comparison.changes import Change, ChangeKind
from fgk.dates import PartialDate

PROSE = frozenset(("title", "note", "reason", "description", "objective", "text", "conditions"))
"""Fields that hold sentences."""

_MAY_GROW = frozenset(("evidence", "sources"))
_MAY_CHANGE = frozenset(("visibility",))


def is_rewriting(change: Change) -> bool:
    """Whether a change of an entry takes back what it said; to add to it, or to say the same more exactly, is none."""
    if change.kind is not ChangeKind.CHANGED or change.field in _MAY_CHANGE or change.follows:
        return False
    if change.field in _MAY_GROW and isinstance(change.old, tuple) and isinstance(change.new, tuple):
        return not set(change.old) <= set(change.new)
    return change.old is not None and not (is_more_exact(change) or has_same_words(change))


def is_more_exact(change: Change) -> bool:
    """Whether a date says the same as before, only more exactly."""
    old, new = change.old, change.new
    if not isinstance(old, PartialDate) or not isinstance(new, PartialDate):
        return False
    return old.first <= new.first and new.last <= old.last and new.qualifier in ("", old.qualifier)


_NO_WORDS = re.compile(r"[\s„“”\"'‚‘’»«]+|(?<!\d)[.,;:!?–-]|[.,;:!?–-](?!\d)")
"""Blanks, quotation marks and punctuation; what stands between two digits is a part of a number or a date."""


def has_same_words(change: Change) -> bool:
    """Whether a sentence differs in nothing but blanks, punctuation and capitals; of ids, every sign counts."""
    old, new = change.old, change.new
    if change.field.rpartition(".")[2] not in PROSE or not isinstance(old, str) or not isinstance(new, str):
        return False
    return _bare(old) == _bare(new)


def _bare(text: str) -> str:
    return _NO_WORDS.sub("", text).casefold()
