"""What a history is asked about: a municipality by its slug, and records by an id, also a former one."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from itertools import chain
from posixpath import basename, dirname

from fgk.comparison.flat import COLLECTION_OF, Key
from fgk.loading.discovery import owner
from fgk.messages import msg
from fgk.source.git.revision import Commit
from fgk.stops import WrongUse
from fgk.suggestions import meant_or_possible
from fgk.usecases.past.homes import ENDING, by_home
from fgk.usecases.past.versions import Past
from fgk.usecases.past.walk import Log, steps
from fgk.usecases.portfolio import UnknownMunicipality

KINDS = tuple(COLLECTION_OF)
"""The kinds of records that have an id of their own."""


class UnknownRecord(WrongUse):
    """An id that no record has, or ever had; where the history is not whole, the latter is not known."""

    def __init__(self, identity: str, known: Collection[str], *, is_whole: bool = True) -> None:
        text = msg("There is no record “{id}” here, and never was", id=identity)
        if not is_whole:
            text = msg("There is no record “{id}” here; earlier history, which is missing, may have one", id=identity)
        super().__init__(text, meant_or_possible(identity, known))


def homes_at(found: Commit) -> list[str]:
    """Give the directories of the municipalities that a commit has. Raises IncompleteRevision and TooManyFiles."""
    names: dict[str, set[str]] = {}
    with closing(found.blobs(sizes=False)) as blobs:
        for path, _ in blobs:
            if path.endswith(ENDING):
                names.setdefault(dirname(path), set()).add(basename(path))
    return sorted({home for one in names for home in [owner(f"{one}/", lambda at: names.get(at, ()))] if home})


def home_called(name: str, homes: Iterable[str], log: Log) -> str:
    """Find a municipality by its slug: among those that there are, else among those that there were."""
    slug = basename(name.replace("\\", "/").rstrip("/"))  # a directory will do, too
    differences = (difference for one in log.commits for difference in one.differences)
    before = (home for difference in differences for home in by_home(difference.changes))
    known: set[str] = set()
    for home in chain(homes, before):
        if basename(home) == slug:
            return home
        known.add(basename(home))
    raise UnknownMunicipality(slug, sorted(known))


def asked_for(identity: str) -> Iterator[Key]:
    """Give the names that records can have which are asked for by an id."""
    first, slash, rest = identity.partition("/")
    if not slash:
        yield from (Key(kind, identity) for kind in KINDS)
    elif first in KINDS:
        yield Key(first, rest)
    if slash:
        yield Key("event", identity.removeprefix("event/"))


def require_known(identity: str, keys: Collection[Key], past: Past, log: Log, homes: Iterable[str]) -> None:
    """Require that a record has, or had, one of some names. Raises UnknownRecord."""
    known: set[Key] = set()
    for step in steps(past, log, dict.fromkeys(homes, frozenset[Key]()), with_cut=True):
        for delta in step.deltas:
            known.update(key for state in delta.flats for key in state if key.kind in (*KINDS, "event"))
            if not known.isdisjoint(keys):
                return
    raise UnknownRecord(identity, {key.id for key in known}, is_whole=log.is_whole)
