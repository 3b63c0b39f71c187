"""Comparing two states of a repository: records, what follows from them, and what the rules find in each."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from fgk.assessment.overview import overview
from fgk.comparison.changes import Change, ChangeKind, compare
from fgk.comparison.derived import Derived, derived
from fgk.comparison.flat import Flat, Key, flat, flat_record
from fgk.comparison.result import Compared, Comparison, Place
from fgk.diagnostics import Diagnostic, in_order
from fgk.loading.discovery import directory_at
from fgk.loading.repository import Repository
from fgk.usecases.checking import Checked, Checker
from fgk.usecases.portfolio import Assessed, UnknownMunicipality, assessed
from fgk.usecases.sides import Sides

_COLLECTIONS = {
    "action_field": "action_fields",
    "goal": "goals",
    "measure": "measures",
    "resolution": "resolutions",
    "source": "sources",
    "round": "rounds",
    "indicator": "goals",
}
"""The collection that a record of a kind lies in, as a dossier calls it."""


@dataclass(frozen=True)
class Pair:
    """A municipality in two states; one of them is None where there is none."""

    old: Assessed | None
    new: Assessed | None

    @property
    def now(self) -> Assessed:
        """The municipality as it is or, where it is gone, as it was."""
        found = self.new or self.old
        if found is None:
            raise ValueError(self)
        return found

    @property
    def slug(self) -> str:
        """The slug that it has now or, where it is gone, had."""
        return self.now.directory.slug

    @property
    def name(self) -> str:
        """The name that it has now or, where it is gone, had."""
        record = self.now.assessment.dossier.municipality
        return record.name if record is not None else self.slug

    @cached_property
    def flat_old(self) -> Flat:
        """The records of the old state."""
        return flat(self.old.assessment.dossier) if self.old is not None else {}

    @cached_property
    def flat_new(self) -> Flat:
        """The records of the new state."""
        return flat(self.new.assessment.dossier) if self.new is not None else {}

    @cached_property
    def changes(self) -> list[Change]:
        """What changed in the records; of one that cannot be read in one of the states, nothing is said."""
        return [one for one in compare(self.flat_old, self.flat_new) if not self._is_unknown(one)]

    @cached_property
    def derived(self) -> list[Derived]:
        """What follows differently."""
        old, new = (overview(one.assessment, one.errors) if one is not None else None for one in (self.old, self.new))
        renamed = {
            f"{one.key.kind}:{one.old}": f"{one.key.kind}:{one.new}"
            for one in self.changes
            if one.kind is ChangeKind.RENAMED
        }
        return derived(old, new, renamed)

    @property
    def slugs(self) -> frozenset[str]:
        """The slugs that it has, and had."""
        return frozenset(one.directory.slug for one in (self.old, self.new) if one is not None)

    def _is_unknown(self, change: Change) -> bool:
        if change.kind is ChangeKind.CHANGED:
            return False
        missing_in = self.old if change.kind is ChangeKind.ADDED else self.new
        return missing_in is not None and _is_unknown(missing_in, change.top)


def _is_unknown(one: Assessed, key: Key) -> bool:
    """Whether a record may be in the files although it could not be read."""
    dossier = one.assessment.dossier
    if key.kind == "municipality":
        return dossier.municipality is None
    if key.kind == "audit":
        return dossier.audit is None
    collection = _COLLECTIONS[key.kind]
    return collection in dossier.unreadable or key.id in dossier.defective.get(collection, ())


def comparison(sides: Sides, day: dt.date, names: Iterable[str] = ()) -> Comparison:
    """Compare two states on a day; ``names`` are the slugs of those municipalities that are wanted, else all.

    What the rules find is compared by rule and record, so that it does not matter where a record lies. Raises
    UnknownMunicipality for a name that none has in either state.
    """
    wanted = frozenset(names)
    if wanted:
        require_known(sides, wanted)
    checkers = Checker(sides.old.repository, day), Checker(sides.new.repository, day)
    made = (_compared(pair, checkers) for pair in pairs(sides, day) if not wanted or pair.slugs & wanted)
    found = sorted((one for one in made if not one.is_empty), key=lambda one: one.path)
    if wanted or not sides.everything:
        return Comparison(sides.old.sha, sides.new.sha, tuple(found))
    common = compare(_shared_records(sides.old.repository), _shared_records(sides.new.repository))
    old, new = (_counted(checker.repository_itself()) for checker in checkers)
    return Comparison(
        sides.old.sha,
        sides.new.sha,
        tuple(found),
        tuple((one, None) for one in common),
        _only(new, old),
        _only(old, new),
    )


def require_known(sides: Sides, names: Collection[str]) -> None:
    """Require that a municipality has each of some names in one of the states. Raises UnknownMunicipality."""
    slugs = {path.rpartition("/")[2] for path in sides.directories}
    if not slugs.issuperset(names):
        slugs |= {one.slug for side in (sides.old, sides.new) for one in side.every()}
    for name in sorted(names):
        if name not in slugs:
            raise UnknownMunicipality(name, sorted(slugs))


def pairs(sides: Sides, day: dt.date) -> Iterator[Pair]:
    """Give the municipalities in which something may differ: matched by path, then by slug, then by what they hold."""
    old: dict[str, Assessed] = {}
    new: dict[str, Assessed] = {}
    for path in sides.directories:
        was, now = (_assessed(side.repository, path, day) for side in (sides.old, sides.new))
        if was is not None and now is not None:
            yield Pair(was, now)
        elif was is not None:
            old[path] = was
        elif now is not None:
            new[path] = now
    for one in old.values():
        match = _match(one, new)
        yield Pair(one, new.pop(match) if match is not None else None)
    yield from (Pair(None, one) for one in new.values())


def _match(one: Assessed, others: Mapping[str, Assessed]) -> str | None:
    """Give the path of the municipality that one has become, None where it is gone."""
    slug = one.directory.slug
    named = next((path for path, other in others.items() if other.directory.slug == slug), None)
    if named is not None:
        return named
    records = flat(one.assessment.dossier)
    same = (path for path, other in others.items() if not compare(records, flat(other.assessment.dossier)))
    return next(same, None)


def _assessed(repository: Repository, path: str, day: dt.date) -> Assessed | None:
    directory = directory_at(repository.tree, path)
    return assessed(repository, directory, day) if directory is not None else None


def _compared(pair: Pair, checkers: tuple[Checker, Checker]) -> Compared:
    old, new = (
        _counted(checker.municipality(one.directory, one.directory.path)) if one is not None else ()
        for checker, one in zip(checkers, (pair.old, pair.new), strict=True)
    )
    return Compared(
        pair.slug,
        pair.name,
        pair.now.directory.path,
        pair.old.directory.slug if pair.old is not None else None,
        pair.new is None,
        tuple((change, _place(pair, change)) for change in pair.changes),
        tuple(pair.derived),
        _only(new, old),
        _only(old, new),
    )


def _place(pair: Pair, change: Change) -> Place | None:
    """Give where a change stands: in the new files or, where it is gone there, in the old ones."""
    if change.after is not None and pair.new is not None and (change.new is not None or not change.field):
        places, node = pair.new.loaded.places, change.after
    elif change.before is not None and pair.old is not None:
        places, node = pair.old.loaded.places, change.before
    else:
        return None
    way = node.way(change.field) if change.field != "id" else node.route
    return (places.path(node.holder), places.span(node.holder, way)) if places.knows(node.holder) else None


def _shared_records(repository: Repository) -> Flat:
    found = flat_record(repository.settings, "")
    for name, procedure in repository.own_procedures.items():
        found |= flat_record(procedure, name)
    return found


def _counted(checked: Checked) -> tuple[Diagnostic, ...]:
    return tuple(one for one in checked.diagnostics if not one.ignored)


def _only(found: Iterable[Diagnostic], others: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Leave out as many findings of a rule on a record as the other state has."""
    known = Counter((one.code, one.record or one.subject) for one in others)
    left = []
    for one in in_order(found):
        name = one.code, one.record or one.subject
        if known[name]:
            known[name] -= 1
        else:
            left.append(one)
    return tuple(left)
