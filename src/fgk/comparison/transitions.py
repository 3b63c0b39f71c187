"""How measures moved from status to status, commit by commit, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

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
    that of the entry, None where it is gone. ``wrong`` and ``message`` say what is wrong, None where nothing is;
    ``is_corrected`` says that the commit calls it a correction.
    """

    moment: Moment
    municipality: str
    measure: str
    before: Status
    after: Status | None
    date: PartialDate
    wrong: Wrong | None = None
    message: Message | None = None
    is_corrected: bool = False

    @property
    def is_wrong(self) -> bool:
        """Whether something is wrong that the commit does not itself call a correction."""
        return self.wrong is not None and not self.is_corrected


@dataclass(frozen=True, slots=True)
class Transitions:
    """The transitions of a history, the latest commit first; ``is_whole`` says that it has all commits before.

    ``wrong_before`` is the number of wrong ones in commits that were not wanted, ``unread`` are the paths of files that
    cannot be read at the end, so that what they hold is not checked.
    """

    found: tuple[Transition, ...]
    is_whole: bool
    wrong_before: int = 0
    unread: tuple[str, ...] = ()

    @property
    def are_sound(self) -> bool:
        """Whether nothing is wrong with any of them."""
        return not self.wrong_before and not any(one.is_wrong for one in self.found)


def latest(dates: Sequence[PartialDate]) -> PartialDate | None:
    """Give the date that begins last."""
    return max(dates, key=lambda date: date.first, default=None)
