"""Finding municipalities by name, and assessing one of them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fgk.assessment.assess import Assessment
from fgk.diagnostics import Severity
from fgk.loading.discovery import Directory
from fgk.loading.dossier import Loaded, load_dossier
from fgk.loading.repository import Repository
from fgk.loading.shape import nearest


class UnknownMunicipality(Exception):
    """A name that no municipality has; ``suggestion`` is the nearest one, or None."""

    def __init__(self, name: str, suggestion: str | None, known: Sequence[str]) -> None:
        super().__init__(name)
        self.name = name
        self.suggestion = suggestion
        self.known = known


def selected(repository: Repository, names: Iterable[str]) -> list[Directory]:
    """Give the directories of the named municipalities, or all of them; in the order of their paths.

    Raises UnknownMunicipality for a name that none has.
    """
    found = list(repository.municipalities())
    wanted = set(names)
    if not wanted:
        return found
    slugs = [directory.slug for directory in found]
    for name in sorted(wanted):
        if name not in slugs:
            raise UnknownMunicipality(name, nearest(name, slugs), slugs)
    return [directory for directory in found if directory.slug in wanted]


@dataclass(frozen=True)
class Assessed:
    """A municipality that was loaded, and what follows on the day."""

    directory: Directory
    loaded: Loaded
    assessment: Assessment

    @property
    def errors(self) -> int:
        """How many defects of its files, of the weight of an error, keep something out of the assessment."""
        problems = [problem for _, problem in self.loaded.all_problems]
        if not problems:
            return 0
        from fgk.rules.catalogue import by_code

        rules = by_code()
        return sum(rules[problem.code].severity is Severity.ERROR for problem in problems)


def assessed(repository: Repository, directory: Directory, day: dt.date) -> Assessed:
    """Load a municipality and assess it on a day."""
    loaded = load_dossier(repository.tree, directory)
    assessment = Assessment(
        loaded.dossier,
        repository.procedures,
        repository.settings,
        day,
        frozenset(repository.broken_procedures - set(repository.own_procedures)),
    )
    return Assessed(directory, loaded, assessment)
