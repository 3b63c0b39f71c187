"""Comparing two states of a repository: records, what follows from them, and what the rules find in each."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from fgk.assessment.assess import Assessment
from fgk.assessment.overview import overview
from fgk.comparison.changes import Change, ChangeKind, compare
from fgk.comparison.derived import Derived, derived
from fgk.comparison.flat import Flat, flat, flat_record
from fgk.comparison.matching import fingerprint
from fgk.comparison.result import Compared, Comparison, Place
from fgk.comparison.revised import Revised
from fgk.comparison.wording import default_of, titles_of
from fgk.diagnostics import Diagnostic, Severity, in_order
from fgk.loading.discovery import directory_at
from fgk.loading.repository import Repository
from fgk.model.dossier import Dossier
from fgk.rules.catalogue import by_code
from fgk.source.problems import PlacedProblem
from fgk.usecases.changes.sides import Sides
from fgk.usecases.checking import Checked, Checker
from fgk.usecases.portfolio import Assessed, UnknownMunicipality, assessed


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
    def revised(self) -> Revised:
        """Its records before and after."""
        old, new = (self._assessment(one) for one in (self.old, self.new))
        return Revised(old, new)

    def _assessment(self, one: Assessed | None) -> Assessment:
        if one is not None:
            return one.assessment
        other = self.now.assessment
        return replace(other, dossier=Dossier(other.dossier.slug, other.dossier.path))

    @cached_property
    def derived(self) -> list[Derived]:
        """What follows differently."""
        old, new = (overview(one.assessment, one.errors) if one is not None else None for one in (self.old, self.new))
        renamed = {
            f"{one.key.kind}:{one.old}": f"{one.key.kind}:{one.new}"
            for one in self.revised.changes
            if one.kind is ChangeKind.RENAMED
        }
        return derived(old, new, renamed)

    @property
    def slugs(self) -> frozenset[str]:
        """The slugs that it has, and had."""
        return frozenset(one.directory.slug for one in (self.old, self.new) if one is not None)


def comparison(sides: Sides, day: dt.date, names: Iterable[str] = ()) -> Comparison:
    """Compare two states on a day; ``names`` are the slugs of those municipalities that are wanted, else all.

    What the rules find is compared by rule and record, so that it does not matter where a record lies. Raises
    UnknownMunicipality for a name that none has in either state.
    """
    wanted = frozenset(names)
    if wanted:
        require_known(sides, wanted)
    checkers = Checker(sides.old.repository, day), Checker(sides.new.repository, day)
    broken = _broken(sides) if sides.everything else ()
    made = (
        compared(pair, checkers, is_known=not broken) for pair in pairs(sides, day) if not wanted or pair.slugs & wanted
    )
    found = sorted((one for one in made if not one.is_empty), key=lambda one: one.path)
    if wanted or not sides.everything:
        return Comparison(sides.old.sha, sides.new.sha, tuple(found))
    common = common_changes(sides) if not broken else []
    old, new = (_counted(checker.repository_itself()) for checker in checkers)
    return Comparison(
        sides.old.sha,
        sides.new.sha,
        tuple(found),
        tuple((one, None) for one in common),
        _only(new, old),
        _only(old, new),
        broken,
    )


def defects(repository: Repository) -> Iterator[PlacedProblem]:
    """Give what keeps the settings and the procedures of a repository from being read."""
    for path, problem in repository.all_problems:
        if by_code()[problem.code].severity is Severity.ERROR:
            yield path, problem


def _broken(sides: Sides) -> tuple[str, ...]:
    """Give the files of settings and procedures that have defects in just one of the states."""
    old, new = ({path for path, _ in defects(side.repository)} for side in (sides.old, sides.new))
    return tuple(sorted(old ^ new))


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
    for name_of in (_slug, _content, _keys, _identity):
        homes = {name_of(one): path for path, one in reversed(new.items())}
        for path, one in list(old.items()):
            match = homes.pop(name_of(one), None)
            if match is not None:
                yield Pair(old.pop(path), new.pop(match))
    yield from (Pair(one, None) for one in old.values())
    yield from (Pair(None, one) for one in new.values())


def _slug(one: Assessed) -> object:
    return one.directory.slug


def _content(one: Assessed) -> object:
    """Give what is the same for a municipality under another name, with the same records."""
    return fingerprint(flat(one.assessment.dossier))


def _keys(one: Assessed) -> object:
    """Give the official keys of a municipality; one without is like no other."""
    record = one.assessment.dossier.municipality
    has_keys = record is not None and any(vars(record.keys).values())
    return record.keys if record is not None and has_keys else one.directory.path


def _identity(one: Assessed) -> object:
    """Give who a municipality is, whatever its directory is called; one of which nothing is known is like no other."""
    record = one.assessment.dossier.municipality
    return (record.name, record.kind, record.state, record.keys) if record is not None else one.directory.path


def _assessed(repository: Repository, path: str, day: dt.date) -> Assessed | None:
    directory = directory_at(repository.tree, path)
    return assessed(repository, directory, day) if directory is not None else None


def compared(pair: Pair, checkers: tuple[Checker, Checker] | None = None, *, is_known: bool = True) -> Compared:
    """Give what is kept of a municipality; what the rules find in its states only where checkers are given.

    ``is_known`` says that the settings and the procedures can be read: only then it is known what follows.
    """
    old, new = (
        _counted(checkers[place].municipality(one.directory, one.directory.path))
        if one is not None and checkers
        else ()
        for place, one in enumerate((pair.old, pair.new))
    )
    unread, again = _unread(pair)
    is_known = is_known and not unread and not again
    new_only, old_only = _only(new, old), _only(old, new)
    if not is_known:  # what the rules find elsewhere may have been there before
        new_only = tuple(one for one in new_only if one.path in unread)
        old_only = tuple(one for one in old_only if one.path in again)
    return Compared(
        pair.slug,
        pair.name,
        pair.now.directory.path,
        pair.old.directory.slug if pair.old is not None else None,
        pair.new is None,
        tuple((change, _place(pair, change)) for change in pair.revised.changes),
        tuple(pair.derived) if is_known and pair.old is not None and pair.new is not None else (),
        new_only,
        old_only,
        titles_of(pair.now.assessment),
        unread,
        again,
    )


def _unread(pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the files of which something can be read only in the old state, and those only in the new one."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        return (), ()
    unusable = [frozenset(one.loaded.unusable) for one in (old, new)]
    lost = {old.loaded.places.path(node.holder) for node in pair.revised.unreadable}
    again = {new.loaded.places.path(node.holder) for node in pair.revised.readable_again}
    return tuple(sorted((unusable[1] - unusable[0]) | lost)), tuple(sorted((unusable[0] - unusable[1]) | again))


def _place(pair: Pair, change: Change) -> Place | None:
    """Give where a change stands: in the new files or, where it is gone there, in the old ones."""
    is_gone = bool(change.field) and change.new is None and default_of(type(change.node.record), change.field) is None
    is_old = change.after is None or is_gone
    one, node = (pair.old, change.before) if is_old else (pair.new, change.after)
    if one is None or node is None or not one.loaded.places.knows(node.holder):
        return None
    places = one.loaded.places
    way = node.way(change.field) if change.field != "id" else node.route
    return Place(places.path(node.holder), places.span(node.holder, way), is_old)


def common_changes(sides: Sides) -> list[Change]:
    """Give the changes of the settings and the procedures."""
    return compare(_shared_records(sides.old.repository), _shared_records(sides.new.repository))


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
