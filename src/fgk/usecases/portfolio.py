"""Finding municipalities by name, and assessing one of them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fgk.assessment.assess import Assessment
from fgk.diagnostics import Route, Severity
from fgk.loading.discovery import Directory
from fgk.loading.dossier import Loaded, load_dossier
from fgk.loading.places import Places
from fgk.loading.repository import Repository
from fgk.messages import msg
from fgk.model.base import Record
from fgk.render.places import Find, Position
from fgk.source.problems import PlacedProblem
from fgk.stops import FOUND, Stop, WrongUse
from fgk.suggestions import meant_or_possible


class UnknownMunicipality(WrongUse):
    """A name that no municipality has."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(msg("There is no municipality “{name}” here", name=name), meant_or_possible(name, known))


class CannotAssess(Stop):
    """A municipality whose state cannot be derived."""

    code = FOUND

    def __init__(self, slug: str) -> None:
        message = msg("“{slug}” cannot be assessed because of errors in its files", slug=slug)
        super().__init__(message, msg("“fgk validate {slug}” shows them.", slug=slug))


def selected(
    repository: Repository, names: Iterable[str], directories: Sequence[Directory] | None = None
) -> list[Directory]:
    """Give the directories of the named municipalities, or all of them; in the order of their paths.

    ``directories`` are all that there are, where somebody has found them already. Raises UnknownMunicipality for a name
    that none has.
    """
    found = list(repository.municipalities() if directories is None else directories)
    wanted = {name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] for name in names}  # a directory will do, too
    if not wanted:
        return found
    slugs = [directory.slug for directory in found]
    for name in sorted(wanted):
        if name not in slugs:
            raise UnknownMunicipality(name, slugs)
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
        unknown = self.assessment.dossier.complete and not self.assessment.is_possible  # an unknown procedure
        return _errors(self.loaded.all_problems) + unknown


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


def errors_of_repository(repository: Repository) -> int:
    """Count the errors in the settings and procedures, and on the way to the municipalities, once that was gone."""
    return _errors(repository.all_problems)


def _errors(problems: Iterable[PlacedProblem]) -> int:
    """Count those whose rule has the weight of an error; the rules are loaded only where there is a problem."""
    codes = [problem.code for _, problem in problems]
    if not codes:
        return 0
    from fgk.rules.catalogue import by_code

    rules = by_code()
    return sum(rules[code].severity is Severity.ERROR for code in codes)


def finder(places: Places, *, published: bool = False) -> Find:
    """Tell where facts stand in the files; in what is ``published``, paths have no place."""
    known: dict[tuple[int, Route], Position] = {}

    def find(record: Record, route: Route) -> Position | None:
        if published or not places.knows(record):
            return None
        found = known.get((id(record), route))
        if found is None:
            span = places.span(record, route)
            found = known[id(record), route] = Position(places.path(record), span.line, span.column)
        return found

    return find
