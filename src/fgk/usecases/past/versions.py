"""What the files of municipalities held at the commits of a history, read as sparingly as possible.

Of two versions of a file only those records are read whose text is not the same in both. What cannot be read in a
version counts as it was in the last one in which it could.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from posixpath import basename

from fgk.comparison.changes import Change, compare_with_names
from fgk.comparison.flat import Flat, Key, flat
from fgk.loading.discovery import Directory
from fgk.loading.dossier import Loaded, load_dossier
from fgk.model.base import Identified
from fgk.model.dossier import Dossier
from fgk.model.layout import AUDIT_FILE, MUNICIPALITY_FILE
from fgk.source.git.log import NOT_A_FILE, Logged, PathChange, differing_paths
from fgk.source.git.process import Git, decoded
from fgk.source.git.revision import Contents
from fgk.source.items import Items, Splitter
from fgk.source.tree import MemoryTree, ReadFailure, TooLarge
from fgk.usecases.past.homes import ENDING, KEYS, Homes, former_home, home_of, part_of

_MOST_ORIGINS = 3
"""Commits at which the parents of a merge went apart that are looked at."""

_KEPT = 32
"""Versions of files that are kept: that before a commit is that after its parent, and comes next."""


@dataclass(frozen=True)
class _Version:
    """A file as it was once: its path, its hash, the collection that it holds or None, its content, its records' texts.

    ``items`` is None where the file has to be read as a whole.
    """

    path: str
    sha: str
    key: str | None
    content: bytes
    items: Items | None

    @cached_property
    def whole(self) -> Loaded:
        """All that the file holds."""
        return _loaded({self.path: self.content})

    @property
    def is_readable(self) -> bool:
        """Whether something can be said of its records; of a collection's, single ones may have defects."""
        if self.items is not None:
            return True
        dossier = self.whole.dossier
        if self.key is not None:
            return self.key not in dossier.unreadable
        if basename(self.path) == MUNICIPALITY_FILE:
            return dossier.municipality is not None
        return dossier.audit is not None and not dossier.defective.get("rounds") and "rounds" not in dossier.unreadable

    def only(self, ids: Collection[str] | None) -> bytes:
        """Give the content without other records than some."""
        return self.content if self.items is None or ids is None else self.items.only(ids).encode()

    def has(self, key: str, identity: str) -> bool:
        """Whether a record of a collection may be in it; rounds and events are in the audit's file."""
        if self.items is not None:
            return self.key == key and identity in self.items.texts
        if self.key is None:
            return key in ("rounds", "events") and basename(self.path) == AUDIT_FILE
        dossier = self.whole.dossier
        return self.key == key and (
            identity in dossier.defective.get(key, ()) or any(one.id == identity for one in dossier.collection(key))
        )


@dataclass(frozen=True)
class Delta:
    """In what a municipality differs between a commit and one of its parents, before anything of it is read.

    ``parent`` is the hash of that one, ``home`` and ``former`` are the municipality's directories. ``unreadable`` are
    the paths of the files that cannot be read in the commit, ``lost`` the collections, or ``audit`` and
    ``municipality``, of which they are and nothing earlier is known.
    """

    past: "Past"
    parent: str | None
    home: str
    former: str
    old: tuple[_Version, ...]
    new: tuple[_Version, ...]
    unreadable: tuple[str, ...]
    lost: frozenset[str]

    @cached_property
    def _whole(self) -> frozenset[str]:
        """The collections of which all that differs must be read."""
        versions = (*self.old, *self.new)
        return frozenset(one.key for one in versions if one.key is not None and one.items is None)

    @cached_property
    def ids(self) -> frozenset[tuple[str, str]]:
        """The records of collections whose text differs, by the collection's key and their id."""
        before, after = _differing(self.old, self.new), _differing(self.new, self.old)
        return frozenset(
            name for name in (*before, *after) if name[0] in self._whole or before.get(name) != after.get(name)
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be read."""
        return not (self.ids or self._whole or self.single)

    @cached_property
    def single(self) -> frozenset[str]:
        """The names of the files that are one record and differ."""
        return frozenset(basename(one.path) for one in (*self.old, *self.new) if one.key is None)

    def may_hold_any(self, key: str) -> bool:
        """Whether a record of a collection may differ."""
        return key in self._whole or any(one == key for one, _ in self.ids)

    def may_hold(self, keys: Collection[tuple[str, str]]) -> bool:
        """Whether one of some records of collections, each given by the collection's key and its id, may differ."""
        return any(key in self._whole or (key, identity) in self.ids for key, identity in keys)

    @cached_property
    def dossiers(self) -> tuple[Dossier, Dossier]:
        """The records that differ, before and after."""
        before, after = (self._read(versions) for versions in (self.old, self.new))
        old = self.past.completed(before, self.old, self.parent)
        return old, _with_lost(_with_known(after, old), old, self.lost)

    @cached_property
    def flats(self) -> tuple[Flat, Flat]:
        """The records that differ, before and after, by their names."""
        old, new = self.dossiers
        return flat(old), flat(new)

    @cached_property
    def compared(self) -> tuple[list[Change], Mapping[Key, Key]]:
        """The changes, and for the records that there are in both states the names that they had."""
        return compare_with_names(*self.flats)

    def unread(self, keys: Collection[tuple[str, str]]) -> Iterator[str]:
        """Give the files of which the commit has something that cannot be read, as far as it concerns some records.

        Each of these is given by its collection's key and its id; none stand for all.
        """
        known = {one.path: one for one in self.new}
        for path in self.unreadable:
            version = known.get(path)
            if not keys or version is None or any(version.has(key, identity) for key, identity in keys):
                yield path
        for key, identity in self._newly_defective:
            if not keys or (key, identity) in keys:
                yield from (one.path for one in self.new if one.has(key, identity))

    @cached_property
    def _newly_defective(self) -> list[tuple[str, str]]:
        old, new = self.dossiers
        before = {(key, one) for key, ids in old.defective.items() for one in ids}
        return sorted({(key, one) for key, ids in new.defective.items() for one in ids} - before)

    def _read(self, versions: Iterable[_Version]) -> Dossier:
        files = {}
        for one in versions:
            ids = None if one.key in self._whole else {identity for key, identity in self.ids if key == one.key}
            if one.key is None or ids is None or ids:
                files[one.path] = one.only(ids)
        return _loaded(files).dossier


def _differing(versions: Iterable[_Version], others: Iterable[_Version]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Give the texts of records that the file of the same path has not; of an id in several files there are several."""
    beside = {one.path: one.items for one in others}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in versions:
        if one.key is not None and one.items is not None:
            other = beside.get(one.path)
            known = other.texts if other is not None else {}
            for identity, text in sorted(one.items.texts.items() - known.items()):
                name = (one.key, identity)
                found[name] = (*found.get(name, ()), text)
    return found


def _with_known(dossier: Dossier, known: Dossier) -> Dossier:
    """Give a dossier in which records that have a defect are as they were before."""
    return _with(dossier, ((key, one) for key, ids in dossier.defective.items() for one in _of(known, key, ids)))


def _with_lost(dossier: Dossier, known: Dossier, lost: Collection[str]) -> Dossier:
    """Give a dossier in which the parts that cannot be read are as they were before."""
    for part in lost:
        if part not in KEYS.values():
            dossier = replace(dossier, **{part: getattr(known, part)})
        else:
            here = {one.id for one in dossier.collection(part)}
            dossier = _with(dossier, ((part, one) for one in known.collection(part) if one.id not in here))
    return dossier


def _of(dossier: Dossier, key: str, ids: Collection[str]) -> Iterator[Identified]:
    return (one for one in dossier.collection(key) if one.id in ids) if key in KEYS.values() else iter(())


def _with(dossier: Dossier, records: Iterable[tuple[str, Identified]]) -> Dossier:
    more: dict[str, tuple[Identified, ...]] = {}
    for key, record in records:
        more[key] = (*more.get(key, dossier.collection(key)), record)
    return replace(dossier, **more) if more else dossier  # type: ignore[arg-type]  # collections by their keys


class Past:
    """What was at the commits of a history, which are given from the latest back. To be closed."""

    def __init__(self, git: Git, log: Iterable[Logged], *, splits: bool = True) -> None:
        """With ``splits`` only what differs is read; without, all of each file that differs."""
        self.lacks = False
        """Whether the repository lacks something that was asked for."""
        self._git = git
        self._contents = Contents(git)
        self._log = log
        self._ways: dict[tuple[str, str | None], tuple[str | None, str | None]] = {}
        self._splitter = Splitter() if splits else None
        self._version = lru_cache(maxsize=_KEPT)(self._read_version)

    def origins(self, sha: str, parents: Sequence[str]) -> Iterator[tuple[str, tuple[PathChange, ...]]]:
        """Give the commits at which the parents of a merge went apart, each with the files that differ from it."""
        found = self._git("merge-base", "--all", *parents[:2]) if len(parents) > 1 else None
        for base in decoded(found or b"").split()[:_MOST_ORIGINS]:
            yield base, differing_paths(self._git, base, sha, ENDING)

    def close(self) -> None:
        """End the program that hands out the contents."""
        self._contents.close()

    def delta(self, home: str, differing: Homes, parent: str | None) -> Delta:
        """Say in what a municipality differs from a parent; ``differing`` is what does in the whole repository."""
        former = former_home(home, differing)
        old, new, unreadable, lost = list[_Version](), list[_Version](), list[str](), set[str]()
        for change in differing.get(home, ()):
            version = self._version(change.path, change.new) if change.new else None
            if change.new and version is None:
                unreadable.append(change.path)
                version = self._last_readable(change.path, change.old, parent)
                if version is None:
                    lost.add(part_of(change.path))
            if version is not None:
                new.append(version)
        for change in differing.get(former, ()):
            version = self._last_readable(change.path, change.old, parent)
            if version is not None:
                old.append(version)
        return Delta(self, parent, home, former, tuple(old), tuple(new), tuple(unreadable), frozenset(lost))

    def completed(self, dossier: Dossier, versions: Iterable[_Version], at: str | None) -> Dossier:
        """Give a dossier with those records, left out because of a defect, that earlier versions of the files have.

        ``at`` is the commit that has these versions.
        """
        missing = {(key, one) for key, ids in dossier.defective.items() for one in ids if key in KEYS.values()}
        return _with(dossier, self._earlier(missing, tuple(versions), at)) if missing else dossier

    def _earlier(
        self, missing: Iterable[tuple[str, str]], versions: Iterable[_Version], at: str | None
    ) -> Iterator[tuple[str, Identified]]:
        for key, identity in sorted(missing):
            before = (
                one for version in versions if version.key == key for one in self._back(version.path, version.sha, at)
            )
            found = next((record for one in before if (record := _record(one, identity))), None)
            if found is not None:
                yield key, found

    # -- versions of a file --------------------------------------------------------------------------------------------

    def _last_readable(self, path: str, sha: str | None, at: str | None) -> _Version | None:
        """Give the version of a file at a commit or, where it cannot be read, the last one before that can."""
        passed, version = list[str | None](), None
        while sha is not None and version is None:
            version = self._version(path, sha)
            if version is None:
                passed.append(at)
                sha, at = self._ways.get((path, at)) or self._before(path, at)
        for one in passed:
            self._ways[path, one] = sha, at
        return version

    def _back(self, path: str, sha: str | None, at: str | None) -> Iterator[_Version]:
        """Give the version of a file at a commit and those before it, as far as they can be read."""
        while sha is not None:
            version = self._version(path, sha)
            if version is not None:
                yield version
            sha, at = self._before(path, at)

    def _before(self, path: str, at: str | None) -> tuple[str | None, str | None]:
        """Give what a file was before it became as a commit has it, and a commit in which it was so (first parents)."""
        while at is not None:
            changed, parent = self._changed.get(at, ({}, None))
            if path in changed:
                return changed[path], parent
            at = parent
        return None, None

    @cached_property
    def _changed(self) -> Mapping[str, tuple[Mapping[str, str | None], str | None]]:
        """Map commits to the files in which they differ from their first parent, with what these held, and to it."""
        firsts = ((one.sha, one.differences[0]) for one in self._log)
        return {sha: ({change.path: change.old for change in first.changes}, first.parent) for sha, first in firsts}

    def _read_version(self, path: str, sha: str) -> _Version | None:
        if sha.startswith(NOT_A_FILE):
            return None
        try:
            content = self._contents.read_hash(sha)
        except TooLarge:
            return None
        except ReadFailure:
            self.lacks = True
            return None
        part = part_of(path)
        key = part if part in KEYS.values() else None
        items = self._splitter.items(content, key) if self._splitter and key else None
        version = _Version(path, sha, key, content, items)
        return version if version.is_readable else None


def _record(version: _Version, identity: str) -> Identified | None:
    """Give a record of a collection's file, None where there is none without defects."""
    loaded = _loaded({version.path: version.only({identity})})
    return next(iter(_of(loaded.dossier, version.key or "", (identity,))), None)


def _loaded(files: Mapping[str, bytes]) -> Loaded:
    """Load files that lie in one municipality's directory."""
    home = next((home_of(path) or "" for path in files), "")
    tree = MemoryTree(files)
    return load_dossier(tree, Directory(home, tuple(tree.entries(home)) if home else ()))
