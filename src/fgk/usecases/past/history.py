"""The life of a municipality, or of one of its records, as the commits tell it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from posixpath import basename, dirname
from typing import TypeAlias

from fgk.comparison.changes import Change, ChangeKind, top
from fgk.comparison.flat import Flat, Key, Node, kind_of
from fgk.comparison.story import Entry, Moment, Story
from fgk.comparison.wording import Titles
from fgk.loading.discovery import owner
from fgk.loading.repository import open_repository
from fgk.messages import msg
from fgk.model.base import Record
from fgk.model.layout import AUDIT_FILE, COLLECTIONS, PROCEDURES_DIRECTORY, SETTINGS_FILE
from fgk.source.commit import CommitTree
from fgk.source.git.log import Logged, commits
from fgk.source.git.process import Failed, Git
from fgk.source.git.revision import Commit, commit
from fgk.stops import WrongUse
from fgk.suggestions import meant_or_possible
from fgk.usecases.past.homes import ENDING, Homes, by_home, former_home
from fgk.usecases.past.versions import Delta, Past

_COLLECTIONS: Mapping[str, str] = {kind_of(one.record): one.key for one in COLLECTIONS}
"""The key of the collection that records of a kind lie in."""

KINDS = (*_COLLECTIONS, "round")
"""The kinds of records that have an id of their own."""

Aims: TypeAlias = "Mapping[str, frozenset[Key]]"
"""What is asked about at a commit: for the directories of municipalities the names of records, none for all."""


class UnknownRecord(WrongUse):
    """An id that no record has, or ever had."""

    def __init__(self, identity: str, known: Collection[str]) -> None:
        super().__init__(
            msg("There is no record “{id}” here, and never was", id=identity), meant_or_possible(identity, known)
        )


@dataclass(frozen=True)
class Log:
    """The commits of a history from the latest back, and whether there are none before them."""

    commits: tuple[Logged, ...]
    is_whole: bool


def read_log(git: Git, sha: str) -> Log:
    """Read a history; where git breaks off, it ends there. Raises NoGit."""
    found: list[Logged] = []
    try:
        found.extend(commits(git, sha, ENDING))
    except Failed:
        return Log(tuple(found), is_whole=False)
    known = {one.sha for one in found}
    is_whole = all(not one.is_cut and known.issuperset(one.parents) for one in found)
    return Log(tuple(found), is_whole)


@dataclass(frozen=True)
class Step:
    """A commit in which something that is asked about may have changed in a municipality.

    ``home`` is the municipality's directory, ``keys`` are the names of the records after the commit, none for all.
    ``deltas`` has one for each parent.
    """

    commit: Logged
    home: str
    keys: frozenset[Key]
    deltas: tuple[Delta, ...]

    @property
    def moment(self) -> Moment:
        """The commit as it is shown."""
        return Moment(self.commit.sha, self.commit.date, self.commit.author, self.commit.subject)


def history(root: Path, revision: str, name: str, identity: str | None = None, limit: int | None = None) -> Story:
    """Tell the history of a municipality up to a revision, or of the records with an id, the latest entry first.

    ``identity`` is an id, also a former one, ``KIND/ID`` or ``ROUND/EVENT/DATE``; ``limit`` is the number of entries at
    most. Raises NoGit, UnknownRevision, IncompleteRevision, TooManyFiles, UnknownMunicipality, and UnknownRecord for
    an id that no record ever had.
    """
    head = commit(root, revision)
    log = read_log(head.git, head.sha)
    home = home_called(name, homes_at(head), log)
    with closing(Past(head.git, log.commits)) as past:
        keys = frozenset(asked_for(identity)) if identity is not None else frozenset[Key]()
        for _ in range(_MOST_RENAMINGS):
            found = tuple(islice(entries(steps(past, log, {home: keys})), limit))
            later = _later_name(found, keys)
            if later is None:
                break
            identity, keys = later.id, frozenset((later,))
        if identity is not None and not found:
            require_known(identity, keys, past, log, [home])
    return Story(basename(home), identity, found, log.is_whole and not past.lacks, _titles(head))


_MOST_RENAMINGS = 100
"""New ids that are followed from an old one."""


def _later_name(found: Collection[Entry], keys: Collection[Key]) -> Key | None:
    """Give the name that a record got in the last commit that is known of it; None where it has it still."""
    for entry in islice(found, 1):
        for change in entry.changes:
            if change.kind is ChangeKind.RENAMED and change.after is not None and change.key in keys:
                return change.after.key if change.after.key not in keys else None
    return None


def _titles(found: Commit) -> Titles:
    """Give what events and stages are called at a commit."""
    with CommitTree(found, (SETTINGS_FILE, f"{PROCEDURES_DIRECTORY}/")) as tree:
        repository = open_repository(tree)
        return Titles(repository.procedures, repository.settings.procedure)


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
    from fgk.usecases.portfolio import UnknownMunicipality

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
    raise UnknownRecord(identity, {key.id for key in known})


# -- going through a history -------------------------------------------------------------------------------------------


def steps(past: Past, log: Log, aims: Aims, *, with_cut: bool = False, with_gone: bool = False) -> Iterator[Step]:
    """Go back through a history, through merges, renames and moves, as far as what is asked about may have changed.

    Commits whose parents the repository lacks are left out but ``with_cut``: what they changed is not known.
    ``with_gone`` also goes through what municipalities were that are gone.
    """
    waiting: dict[str, Aims] = {log.commits[0].sha: aims} if log.commits else {}
    for one in log.commits:
        here = waiting.pop(one.sha, {})
        differing = [by_home(difference.changes) for difference in one.differences]
        before: list[dict[str, frozenset[Key]]] = [{} for _ in differing]
        if with_gone:
            here = {**dict.fromkeys(_gone(differing, here), frozenset[Key]()), **here}
        for home, keys in here.items():
            if not any(home in homes for homes in differing):
                for aims_before in before:
                    _join(aims_before, home, keys)
                continue
            compared = zip(differing, one.differences, strict=True)
            deltas = tuple(past.delta(home, homes, difference.parent) for homes, difference in compared)
            if all(_concerns(delta, keys) for delta in deltas) and (with_cut or not one.is_cut):
                yield Step(one, home, keys, deltas)
            for aims_before, delta in zip(before, deltas, strict=True):
                _join(aims_before, delta.former, _former_names(delta, keys))
        for parent, aims_before in zip(one.parents, before, strict=False):
            waiting[parent] = _joined(waiting.get(parent, {}), aims_before)


def _gone(differing: Collection[Homes], others: Collection[str]) -> Iterator[str]:
    """Give the municipalities that a commit takes away, and that are none of some others after it."""
    for homes in differing:
        left = {home for home, changes in homes.items() if all(change.new is None for change in changes)}
        yield from left.difference(others, (former_home(home, homes) for home in others))


def _joined(aims: Aims, others: Aims) -> Aims:
    found = dict(aims)
    for home, keys in others.items():
        _join(found, home, keys)
    return found


def _join(aims: dict[str, frozenset[Key]], home: str, keys: frozenset[Key]) -> None:
    known = aims.get(home)
    if known is None:
        aims[home] = keys
    else:
        aims[home] = known | keys if known and keys else frozenset()  # none stand for all


def _concerns(delta: Delta, keys: Collection[Key]) -> bool:
    """Whether a difference may be one in some records."""
    if not keys:
        return delta.former != delta.home or not delta.is_empty or bool(delta.unreadable)
    names = _in_collections(keys)
    in_audit = AUDIT_FILE in delta.single and any(key.kind in ("event", "round") for key in keys)
    return in_audit or bool(delta.unreadable) or delta.may_hold(names)


def _in_collections(keys: Iterable[Key]) -> list[tuple[str, str]]:
    return [(_COLLECTIONS.get(key.kind, f"{key.kind}s"), key.id) for key in keys]


def _former_names(delta: Delta, keys: frozenset[Key]) -> frozenset[Key]:
    """Give the names that some records had before a commit; what was new keeps its name, for it may come back."""
    if not keys or not _concerns(delta, keys):
        return keys
    _, names = delta.compared
    return frozenset(names.get(key, key) for key in keys)


# -- what a commit changed ---------------------------------------------------------------------------------------------


def entries(found: Iterable[Step]) -> Iterator[Entry]:
    """Say what each commit changed; one that changed nothing of what is asked about is left out."""
    for step in found:
        changes = tuple(one for change in own_changes(step) for one in _about(change, step))
        names = _in_collections(step.keys)
        unreadable = set.intersection(*(set(delta.unread(names)) for delta in step.deltas))
        resolutions = (one for change in changes for one in _named_by(change))
        slug, was = basename(step.home), basename(step.deltas[0].former)
        is_renamed = slug != was and not step.keys
        if changes or unreadable or is_renamed:
            yield Entry(
                step.moment,
                slug,
                was if is_renamed else None,
                changes,
                tuple(dict.fromkeys((*resolutions, *step.commit.trailers.resolutions))),
                tuple(sorted(unreadable)),
            )


def own_changes(step: Step) -> Iterator[Change]:
    """Give what a commit itself changed: of a merge, what is the same in none of its parents."""
    first, *others = (delta.compared[0] for delta in step.deltas)
    for change in first:
        if all(any(_is_same(change, other) for other in changes) for changes in others):
            yield change


def _is_same(one: Change, other: Change) -> bool:
    """Whether two changes, from two states to one, are the same to that state."""
    if (one.kind, one.field, one.new) != (other.kind, other.field, other.new):
        return False
    if one.after is None or other.after is None:
        return one.after is other.after and one.key == other.key
    return one.after.key == other.after.key


def _about(change: Change, step: Step) -> Iterator[Change]:
    """Give what a change is to the records that are asked about, and to what lies in their lists."""
    old, new = step.deltas[0].flats
    _, names = step.deltas[0].compared
    state, keys = new, step.keys
    if change.after is None:
        state, keys = old, frozenset(names.get(key, key) for key in keys)
    is_renamed = change.kind is ChangeKind.RENAMED and change.key in keys
    if not keys or change.top in keys or change.node.key in keys or is_renamed:
        yield change
    elif change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
        for key in sorted(keys & state.keys()):
            node = state[key]
            if any(owner == change.node.key for owner in _owners(node, state)):
                states = (None, node) if change.kind is ChangeKind.ADDED else (node, None)
                yield Change(change.kind, key, top(node, state).key, *states)


def _owners(node: Node, state: Flat) -> Iterator[Key]:
    while node.owner is not None:
        yield node.owner
        node = state[node.owner]


def _named_by(change: Change) -> Iterator[str]:
    """Give the resolutions that a change names: in a field that changed, or in what is new."""
    if change.kind is ChangeKind.ADDED and change.after is not None:
        yield from _resolutions_in(change.after.record)
    elif change.field.rpartition(".")[2] == "resolution" and isinstance(change.new, str):
        yield change.new


def _resolutions_in(record: Record) -> Iterator[str]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name == "resolution" and isinstance(value, str):
            yield value
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Record):
                yield from _resolutions_in(inner)
