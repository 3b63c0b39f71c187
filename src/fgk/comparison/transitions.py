"""How measures moved from status to status, commit by commit, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.story import Moment
from fgk.dates import PartialDate
from fgk.messages import Message
from fgk.model.vocabulary import Status


class Wrong(StrEnum):
    """What can be wrong with an entry of a log."""

    NOT_ALLOWED = "not_allowed"
    BACKDATED = "backdated"
    REWRITTEN = "rewritten"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Transition:
    """A log entry that a commit wrote, changed or removed, of a measure of a municipality, both given by their ids.

    ``before`` is the status that the entry before it has, of a changed or removed one its own, as it was; ``after`` is
    that of the entry, None where it is gone. ``wrong`` and ``message`` say what is wrong, None where nothing is.
    """

    moment: Moment
    municipality: str
    measure: str
    before: Status
    after: Status | None
    date: PartialDate
    wrong: Wrong | None = None
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class Transitions:
    """All transitions of a history, the latest commit first; ``is_whole`` says that it has all commits before."""

    found: tuple[Transition, ...]
    is_whole: bool

    @property
    def are_sound(self) -> bool:
        """Whether nothing is wrong with any of them."""
        return all(one.wrong is None for one in self.found)


_MAY_GROW = frozenset(("evidence", "sources"))
_MAY_CHANGE = frozenset(("visibility",))


def is_rewriting(change: Change) -> bool:
    """Whether a change of an entry takes back what it said; to add what was not said is none."""
    if change.kind is not ChangeKind.CHANGED or change.field in _MAY_CHANGE or change.follows:
        return False
    if change.field in _MAY_GROW and isinstance(change.old, tuple) and isinstance(change.new, tuple):
        return not set(change.old) <= set(change.new)
    return change.old is not None


def latest(dates: Sequence[PartialDate]) -> PartialDate | None:
    """Give the date that begins last."""
    return max(dates, key=lambda date: date.first, default=None)
