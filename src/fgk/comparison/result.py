"""What a comparison of two states of a repository gives, small enough to be kept of many municipalities."""

from dataclasses import dataclass
from typing import NamedTuple

from fgk.comparison.changes import Change
from fgk.comparison.derived import Derived
from fgk.comparison.wording import Titles
from fgk.diagnostics import Diagnostic, Span


class Place(NamedTuple):
    """A stretch of a file, by its path from the repository's root; ``is_old`` says that it is one of the old files."""

    path: str
    span: Span
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """What is kept of a municipality in two states, given by its slug, its name and its directory's path.

    They are those that it has now or, where it is gone, had; ``was`` is the slug that it had, None for a new one, and
    ``is_gone`` says that it is gone. Each of the ``changes`` has its place, in the old files where it is gone from the
    new ones. ``new`` and ``resolved`` are the findings that only the new, or only the old, state has. ``titles`` are
    those of its events and stages. ``unread`` are the paths of files of which something cannot be read any more,
    ``read_again`` of those that could not be read before: what has changed there is not known, nor what follows.
    """

    slug: str
    name: str
    path: str
    was: str | None
    is_gone: bool
    changes: tuple[tuple[Change, Place | None], ...]
    derived: tuple[Derived, ...]
    new: tuple[Diagnostic, ...]
    resolved: tuple[Diagnostic, ...]
    titles: Titles
    unread: tuple[str, ...] = ()
    read_again: tuple[str, ...] = ()

    @property
    def is_renamed(self) -> bool:
        """Whether it has another slug now."""
        return self.was is not None and not self.is_gone and self.was != self.slug

    @property
    def is_changed(self) -> bool:
        """Whether something changed in its own files, and not only what follows from those of all."""
        return self.was != self.slug or self.is_gone or bool(self.changes or self.unread or self.read_again)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed in meaning."""
        differs = (
            self.is_gone or self.changes or self.derived or self.new or self.resolved or self.unread or self.read_again
        )
        return self.was == self.slug and not differs


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a repository: the municipalities in which something differs, and the rest of it.

    ``base`` and ``head`` are the hashes of the commits, None for the files in the directory. ``common`` are the changes
    of the settings and the procedures, ``new`` and ``resolved`` what is found there. ``unread`` are the paths of those
    that can be read in only one of the states: then it is not known what changed in them, nor what follows anywhere.
    """

    base: str | None
    head: str | None
    municipalities: tuple[Compared, ...]
    common: tuple[tuple[Change, Place | None], ...] = ()
    new: tuple[Diagnostic, ...] = ()
    resolved: tuple[Diagnostic, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed in meaning."""
        return not (self.municipalities or self.common or self.new or self.resolved or self.unread)

    @property
    def count(self) -> int:
        """How many changes there are; a municipality that is new, gone or renamed as a whole is one at least."""
        whole = sum(one.was is None or one.is_gone or one.is_renamed for one in self.municipalities)
        return whole + sum(len(one.changes) for one in self.municipalities) + len(self.common)
