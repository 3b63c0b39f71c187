"""The history of a municipality, or of one of its records: what each commit changed."""

import datetime as dt
from dataclasses import dataclass

from fgk.comparison.changes import Change
from fgk.comparison.wording import NO_TITLES, Titles


@dataclass(frozen=True, slots=True)
class Moment:
    """A commit: its hash, when it came into the history, its author's name, and the first line of its message."""

    commit: str
    date: dt.datetime
    author: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a commit changed.

    ``was`` is the slug that the municipality had before, where that is another one. ``resolutions`` are the ids of
    those that the changes or the commit's message name, ``corrections`` say why something is corrected. ``unreadable``
    are the files, by their paths from the repository's root, that hold something which cannot be read as the commit has
    them.
    """

    moment: Moment
    slug: str
    was: str | None
    changes: tuple[Change, ...]
    resolutions: tuple[str, ...]
    unreadable: tuple[str, ...]
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """The history of a municipality, given by its slug, or of what had an id; the latest entry comes first.

    ``is_whole`` says that the repository has all commits before it.
    """

    municipality: str
    id: str | None
    entries: tuple[Entry, ...]
    is_whole: bool
    titles: Titles = NO_TITLES
