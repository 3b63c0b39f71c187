"""Going back through a history, commit by commit, as far as what is asked about may have changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.flat import COLLECTION_OF, Key
from fgk.comparison.story import Moment
from fgk.model.layout import AUDIT_FILE
from fgk.source.git.log import Logged, commits
from fgk.source.git.process import Failed, Git
from fgk.usecases.past.homes import ENDING, Homes, by_home, former_home
from fgk.usecases.past.versions import Delta, Past

Aims: TypeAlias = "Mapping[str, frozenset[Key]]"
"""What is asked about at a commit: for the directories of municipalities the names of records, none for all."""


@dataclass(frozen=True)
class Log:
    """The commits of a history from the latest back, and whether there are none before them."""

    commits: tuple[Logged, ...]
    is_whole: bool


def read_log(git: Git, revisions: str) -> Log:
    """Read the history of a revision, or of a range ``A..B``; where git breaks off, it ends there. Raises NoGit.

    Of a range, it does not matter whether it is whole.
    """
    found: list[Logged] = []
    try:
        found.extend(commits(git, revisions, ENDING))
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
            if any(_concerns(delta, keys) for delta in deltas) and (with_cut or not one.is_cut):
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
    names = in_collections(keys)
    in_audit = AUDIT_FILE in delta.single and any(key.kind in ("event", "round") for key in keys)
    return in_audit or bool(delta.unreadable) or delta.may_hold(names)


def in_collections(keys: Iterable[Key]) -> list[tuple[str, str]]:
    """Give the names of records as files have them: the key of the list that they lie in, and the id."""
    return [(COLLECTION_OF.get(key.kind, f"{key.kind}s"), key.id) for key in keys]


def _former_names(delta: Delta, keys: frozenset[Key]) -> frozenset[Key]:
    """Give the names that some records had before a commit; what was new keeps its name, for it may come back."""
    if not keys or not _concerns(delta, keys):
        return keys
    _, names = delta.compared
    return frozenset(names.get(key, key) for key in keys)


def own_changes(step: Step) -> Iterator[Change]:
    """Give what a commit itself changed: of a merge, that in which it differs from each of its parents.

    It also is what a merge takes back of what one of its parents did: there it is as before the two went apart.
    """
    if len(step.deltas) == 1:
        yield from step.deltas[0].compared[0]
        return
    seen: set[tuple[ChangeKind, Key, str]] = set()
    taken_over: list[Change] = []
    for delta in step.deltas:
        for change in delta.compared[0]:
            name = change.kind, change.node.key, change.field
            if name in seen:
                continue
            if all(_differs(change, each) for each in step.deltas):
                seen.add(name)
                yield change
            elif change.kind in (ChangeKind.CHANGED, ChangeKind.REMOVED) and not change.follows:
                taken_over.append(change)
    if taken_over:
        origins = _origins(step)
        yield from (one for one in taken_over if origins and not any(_differs(one, each) for each in origins))


def _origins(step: Step) -> list[Delta]:
    """Give how a municipality differs from the commits at which the parents of a merge went apart."""
    past = step.deltas[0].past
    parents = [delta.parent for delta in step.deltas if delta.parent is not None]
    return [past.delta(step.home, by_home(changes), base) for base, changes in past.origins(step.commit.sha, parents)]


def _differs(change: Change, delta: Delta) -> bool:
    """Whether a parent has something else than the merge where a change was made."""
    old, new = delta.flats
    if change.after is None:
        return change.key in old and change.key not in new
    now = new.get(change.after.key)
    if now is None:
        return False  # the parent has the whole record just so
    was = old.get(delta.compared[1].get(now.key, _NOWHERE))
    if was is None or change.kind is ChangeKind.ADDED:
        return was is None
    if change.kind is ChangeKind.RENAMED:
        return was.key != now.key
    if change.field in now.order:
        return was.order.get(change.field) != now.order.get(change.field)
    return was.fields.get(change.field) != now.fields.get(change.field)


_NOWHERE = Key("", "")
