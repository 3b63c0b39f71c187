"""The life of a municipality, or of one of its records, as the commits tell it."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from posixpath import basename

from fgk.comparison.changes import Change, ChangeKind, top
from fgk.comparison.flat import Flat, Key, Node
from fgk.comparison.story import Entry, Story
from fgk.comparison.wording import Titles
from fgk.loading.repository import open_repository
from fgk.model.base import Record
from fgk.model.layout import PROCEDURES_DIRECTORY, SETTINGS_FILE
from fgk.source.commit import CommitTree
from fgk.source.git.revision import Commit, commit
from fgk.usecases.past.asked import asked_for, home_called, homes_at, require_known
from fgk.usecases.past.versions import Past
from fgk.usecases.past.walk import Step, in_collections, own_changes, read_log, steps


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
            if change.after is not None and change.before is not None and change.key in keys:
                return change.after.key if change.after.key not in keys else None
    return None


def _titles(found: Commit) -> Titles:
    """Give what events and stages are called at a commit."""
    with CommitTree(found, (SETTINGS_FILE, f"{PROCEDURES_DIRECTORY}/")) as tree:
        repository = open_repository(tree)
        return Titles(repository.procedures, repository.settings.procedure)


def entries(found: Iterable[Step]) -> Iterator[Entry]:
    """Say what each commit changed; one that changed nothing of what is asked about is left out."""
    for step in found:
        changes = tuple(one for change in own_changes(step) for one in _about(change, step))
        names = in_collections(step.keys)
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
                step.commit.trailers.corrections,
            )


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
