"""``fgk fix``: the safe repairs, as changes that nobody has written yet."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from fgk.diagnostics import Diagnostic
from fgk.loading.repository import open_repository
from fgk.model.layout import KNOWN_NAMES
from fgk.source.draft import Change, Draft
from fgk.source.edits import Edit, applied
from fgk.source.tree import ReadFailure, Tree, joined
from fgk.usecases.checking import Checker
from fgk.usecases.portfolio import selected
from fgk.usecases.validate import codes_of, first_of_slug

WRONG_ENDING = "FGK014"
"""The rule whose findings are repaired by another name for the file."""

_ROUNDS = 10
"""How often files are looked at again: a repair may bring another one to light, as in a file that was not read."""


def repaired(tree: Tree, day: dt.date, names: Iterable[str] = (), rules: Iterable[str] = ()) -> list[Change]:
    """Give what the safe repairs change, in the order of the paths; the tree itself stays as it is.

    Only findings that nobody ignores are repaired, of the municipalities with these names and of these rules; with
    neither everything. Raises UnknownMunicipality and UnknownRule.
    """
    draft = Draft(tree)
    bench = _Bench(draft, codes_of(rules))
    names = tuple(names)
    repository = open_repository(draft)
    for _ in range(0 if names else _ROUNDS):
        if not bench.repair(Checker(repository, day).repository_itself().diagnostics, None):
            break
        repository = open_repository(draft)
    directories = selected(repository, ())
    first = first_of_slug(directories)
    checker = Checker(repository, day)
    for directory in selected(repository, names, directories):
        now = directory
        for _ in range(_ROUNDS):
            if not bench.repair(checker.municipality(now, first[directory.slug]).diagnostics, directory.path):
                break
            try:
                now = replace(directory, entries=tuple(draft.entries(directory.path)))
            except ReadFailure:
                break
        draft.forget()
    return draft.changes


@dataclass
class _Bench:
    """Carries out repairs on a draft. ``codes`` are those of the rules that are wanted; none means all."""

    draft: Draft
    codes: frozenset[str]
    _done: set[tuple[str, ...]] = field(default_factory=set)

    def repair(self, diagnostics: Iterable[Diagnostic], home: str | None) -> bool:
        """Repair what can be repaired, and say whether anything was.

        ``home`` is the municipality's directory, None outside of one.
        """
        in_files: dict[str, list[Diagnostic]] = defaultdict(list)
        progress = False
        for one in diagnostics:
            if one.ignored or (self.codes and one.code not in self.codes):
                continue
            if one.replacement is not None:
                in_files[one.path].append(one)
            elif one.code == WRONG_ENDING:
                progress = self._rename(one, home) or progress
        for path, found in in_files.items():
            progress = self._edit(path, found) or progress
        return progress

    def _edit(self, path: str, found: list[Diagnostic]) -> bool:
        wanted: dict[Edit, Diagnostic] = {}
        for one in found:
            if one.replacement is not None and _key(one) not in self._done:
                wanted.setdefault(Edit(one.span, one.replacement), one)
        try:
            content, edits = applied(self.draft.read(path), wanted)
            if edits:
                self.draft.write(path, content, [wanted[edit] for edit in edits])
        except (ReadFailure, ValueError):
            return False
        self._done |= {_key(wanted[edit]) for edit in edits}
        return bool(edits)

    def _rename(self, found: Diagnostic, home: str | None) -> bool:
        name = _right_name(self.draft, found.path, home)
        if name is None:
            return False
        try:
            self.draft.rename(found.path, name, replace(found, replacement=name))
        except ReadFailure:
            return False
        return True


def _key(repair: Diagnostic) -> tuple[str, ...]:
    """Give what tells a repair from others: none is made twice, even if it did not help."""
    return (repair.code, repair.path, repair.subject, repair.replacement or "")


def _right_name(tree: Tree, path: str, home: str | None) -> str | None:
    """Give the name that ends in .yaml; None where it is taken, or where the file would have no meaning under it."""
    directory, _, name = path.rpartition("/")
    bare = name[: -len(".txt")] if name.lower().endswith(".txt") else name
    stem, _, ending = bare.rpartition(".")
    if not stem or ending.lower() not in ("yml", "yaml"):
        return None
    if directory == home and stem not in KNOWN_NAMES:
        return None
    also_a_directory = joined(directory, stem) if directory == home else f"{directory}.yaml"
    taken = (joined(directory, f"{stem}.yaml"), also_a_directory)
    return None if any(tree.kind(other) is not None for other in taken) else f"{stem}.yaml"
