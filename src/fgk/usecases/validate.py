"""``fgk validate``: every finding of every file."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from fgk.diagnostics import Diagnostic, Severity, count, in_order
from fgk.loading.discovery import Directory
from fgk.loading.repository import Repository
from fgk.rules.catalogue import matching
from fgk.source.git.revision import Revision
from fgk.usecases.changed import Changes, changes
from fgk.usecases.checking import Checked, Checker
from fgk.usecases.explain import UnknownRule
from fgk.usecases.portfolio import selected
from fgk.usecases.workers import each

CRASHED = "FGK900"

MAX_FINDINGS = 250_000
"""Findings from which on no further municipality is checked: all are held in memory, in about 300 MB, to be sorted."""


@dataclass
class Validation:
    """The outcome: all diagnostics in their order, ignored ones included, and how much was looked at.

    ``paths`` are those of the files that were read, relative to the repository's root. ``municipalities`` were checked
    ``of`` so many that there are; ``unfinished`` are the directories of those of which something had to be left out.
    ``is_part`` says that not everything was to be looked at. ``titles`` are the municipalities' names by slug.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    municipalities: int = 0
    paths: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    crashed: bool = False
    of: int = 0
    is_part: bool = False
    titles: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """How many files were read."""
        return len(self.paths)

    def count(self, severity: Severity) -> int:
        """Count the diagnostics of a severity that are not ignored."""
        return count(self.diagnostics, severity)

    @property
    def ignored(self) -> int:
        """How many diagnostics are ignored."""
        return sum(diagnostic.ignored for diagnostic in self.diagnostics)

    def has_at_least(self, severity: Severity) -> bool:
        """Whether something that counts weighs at least as much."""
        return any(d.severity.weight >= severity.weight and not d.ignored for d in self.diagnostics)

    def narrow(self, select: Iterable[str], ignore: Iterable[str]) -> None:
        """Leave out the findings of rules that are not wanted; what kept a rule from running stays.

        Both name rules by code, name, or the beginning of codes; an empty ``select`` means all. Raises UnknownRule.
        """
        selected, left_out = codes_of(select), codes_of(ignore)
        self.diagnostics = [
            diagnostic
            for diagnostic in self.diagnostics
            if diagnostic.code == CRASHED
            or ((not selected or diagnostic.code in selected) and diagnostic.code not in left_out)
        ]

    def add_findings(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add findings of another kind, and keep the order."""
        self.diagnostics = in_order([*self.diagnostics, *diagnostics])

    def add(self, checked: Checked) -> None:
        """Add what was found in one place."""
        self.diagnostics += checked.diagnostics
        self.paths += checked.paths
        self.crashed = self.crashed or checked.crashed
        if checked.title is not None:
            self.titles.setdefault(*checked.title)


def validate(
    repository: Repository,
    day: dt.date,
    names: Iterable[str] = (),
    *,
    since: Revision | None = None,
    processes: int | None = 1,
) -> Validation:
    """Check a repository, or a part of it, on a day: some municipalities, or what changed since a revision.

    A part has the same findings that it has in a run over everything. One municipality at a time is held in memory, in
    each of the ``processes``; None takes as many as pay. Raises UnknownMunicipality.
    """
    directories = selected(repository, ())
    chosen = selected(repository, names, directories)
    changed = changes(repository, chosen, since) if since else None
    if changed:
        chosen = list(changed.directories)
    checker = Checker(repository, day)
    result = Validation(of=len(directories), is_part=bool(names) or changed is not None)
    used = set[int]()
    first = first_of_slug(directories)
    jobs = [(directory, first[directory.slug]) for directory in chosen]
    for checked in each(repository, partial(checking, day), jobs, processes):
        result.add(checked)
        result.municipalities += 1
        if not checked.whole:
            result.unfinished.append(chosen[result.municipalities - 1].path)
        used |= checked.used
        if len(result.diagnostics) > MAX_FINDINGS and result.municipalities < len(chosen):
            result.add(checker.not_checked(chosen[result.municipalities], MAX_FINDINGS))
            result.unfinished += [directory.path for directory in chosen[result.municipalities :]]
            break
    if not names:
        everything = changed is None or changed.everything
        of_repository = checker.repository_itself()
        used |= of_repository.used
        result.add(of_repository if changed is None else _concerned(of_repository, changed))
        if everything:
            slugs = [directory.slug for directory in directories]
            result.add(checker.policy(slugs, used=used, everything=not result.unfinished))
    result.diagnostics = in_order(result.diagnostics)
    result.paths.sort()
    return result


def checking(day: dt.date, repository: Repository) -> Callable[[tuple[Directory, str]], Checked]:
    """Make the work of checking one municipality: its directory, and the path of the first one that has its slug."""
    checker = Checker(repository, day)
    return lambda job: checker.municipality(*job)


def _concerned(checked: Checked, changed: Changes) -> Checked:
    """Leave out what has not changed."""
    return replace(
        checked,
        diagnostics=tuple(one for one in checked.diagnostics if changed.concerns(one.path)),
        paths=tuple(path for path in checked.paths if changed.concerns(path)),
    )


def codes_of(words: Iterable[str]) -> frozenset[str]:
    """Give the codes of the rules that words mean: codes, names, beginnings of codes. Raises UnknownRule."""
    codes: set[str] = set()
    for word in words:
        found = matching(word)
        if not found:
            raise UnknownRule(word)
        codes |= {rule.code for rule in found}
    return frozenset(codes)


def first_of_slug(directories: Iterable[Directory]) -> Mapping[str, str]:
    """Map each slug to the path of the first directory that has it."""
    first: dict[str, str] = {}
    for directory in directories:
        first.setdefault(directory.slug, directory.path)
    return first
