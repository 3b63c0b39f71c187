"""A repository: its settings, the procedures that hold in it, and its municipalities."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from fgk.diagnostics import START, Problem
from fgk.loading.discovery import Directory, directories, leads_outside, unreadable
from fgk.loading.dossier import read_document
from fgk.loading.files import wrong_ending
from fgk.loading.places import Places
from fgk.loading.shape import Place, is_too_large, shaped
from fgk.messages import msg
from fgk.model.layout import PROCEDURES_DIRECTORY, SETTINGS_FILE
from fgk.model.procedure import Procedure
from fgk.model.settings import Settings
from fgk.resources import bundled_procedures
from fgk.source.document import Document, Plain
from fgk.source.problems import PlacedProblem, PlacedProblems
from fgk.source.text import shown
from fgk.source.tree import EntryKind, ReadFailure, Tree, joined
from fgk.suggestions import did_you_mean

MAX_FILES = 100
"""Files beside the municipalities that are read: settings and procedures, of which all are held in memory."""

NO_PROCEDURE = "?"
"""Stands for the procedure where ``fgk.yaml`` cannot be read: then it is not known which one holds."""


@dataclass
class Repository:
    """What belongs to a repository as a whole.

    ``procedures`` maps ids to the bundled procedures and the repository's own, which win. ``problems`` are those of
    ``fgk.yaml``, of the procedures and of directories on the way; they are complete once ``municipalities`` has been
    walked through.
    """

    tree: Tree
    settings: Settings = field(default_factory=Settings)
    documents: list[Document] = field(default_factory=list)
    problems: PlacedProblems = field(default_factory=PlacedProblems)
    own_procedures: dict[str, Procedure] = field(default_factory=dict)
    broken_procedures: set[str] = field(default_factory=set)
    places: Places = field(default_factory=lambda: Places(""))

    @cached_property
    def procedures(self) -> "Procedures":
        """The procedures that hold here, by id."""
        return Procedures(self.own_procedures, self.broken_procedures)

    def municipalities(self) -> Iterator[Directory]:
        """Give the municipalities' directories, in the order of their paths."""
        for found in directories(self.tree):
            if isinstance(found, Directory):
                yield found
            else:
                self.problems.append(found)

    @property
    def all_problems(self) -> Iterator[PlacedProblem]:
        """Everything that is wrong outside the municipalities."""
        yield from self.problems
        for document in self.documents:
            for problem in document.problems:
                yield document.path, problem


def open_repository(tree: Tree) -> Repository:
    """Read the settings and the procedures of a repository."""
    repository = Repository(tree)
    if tree.kind(SETTINGS_FILE) is not None:
        repository.settings = _settings(repository) or Settings(procedure=NO_PROCEDURE)
    kind = tree.kind(PROCEDURES_DIRECTORY)
    if kind is EntryKind.DIRECTORY:
        _read_procedures(repository)
    elif kind is EntryKind.OUTSIDE:
        repository.problems.append((PROCEDURES_DIRECTORY, leads_outside()))
    _check_default_procedure(repository)
    return repository


def _check_default_procedure(repository: Repository) -> None:
    settings = repository.settings
    known = repository.procedures
    if settings.procedure in (NO_PROCEDURE, *known, *repository.broken_procedures):
        return
    document = next(document for document in repository.documents if document.path == SETTINGS_FILE)
    message = msg("The procedure “{id}” does not exist", id=settings.procedure)
    hint = did_you_mean(settings.procedure, known)
    place = document.place(("procedure",))
    document.problems.append(Problem("FGK210", message, place, hint, subject="procedure"))


def _settings(repository: Repository) -> Settings | None:
    if repository.tree.kind(SETTINGS_FILE) is EntryKind.OUTSIDE:
        repository.problems.append((SETTINGS_FILE, leads_outside()))
        return None
    document = _read(repository, SETTINGS_FILE)
    if document is None:
        return None
    settings = _shaped_settings(document)
    repository.places.add(settings, document, ())
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = msg("Settings: the time zone “{name}” is not known", name=shown(settings.time_zone))
        hint = msg("Write a name such as Europe/Berlin, Europe/Vienna or Europe/Zurich.")
        document.problems.append(Problem("FGK118", message, document.place(("time_zone",)), hint, subject="time_zone"))
        settings = settings.model_copy(update={"time_zone": Settings().time_zone})
        repository.places.add(settings, document, ())
    return settings


def _shaped_settings(document: Document) -> Settings:
    data = {} if document.data is None else document.data
    place = Place(document, (), lambda: msg("Settings"))
    if is_too_large(place):
        items = data.items() if isinstance(data, dict) else ()
        return _sound_part({key: value for key, value in items if isinstance(value, str)})
    return shaped(Settings, data, place) or _sound_part(data)


def _sound_part(data: Plain) -> Settings:
    """Give the settings without those that have a defect, so that one slip does not change all the others.

    Where the procedure itself has one, none holds: a state under another procedure would be a guess.
    """
    sound: dict[str, Plain] = {}
    for key, value in data.items() if isinstance(data, dict) else ():
        if _is_sound(key, value):
            sound[key] = value
        elif key == "procedure":
            sound[key] = NO_PROCEDURE
        elif isinstance(value, list):
            sound[key] = [entry for entry in value if _is_sound(key, [entry])]
    return Settings.model_validate(sound if _are_sound(sound) else {})


def _is_sound(key: str, value: Plain) -> bool:
    return _are_sound({key: value})


def _are_sound(data: dict[str, Plain]) -> bool:
    try:
        Settings.model_validate(data)
    except ValidationError:
        return False
    return True


def _read_procedures(repository: Repository) -> None:
    try:
        entries = repository.tree.entries(PROCEDURES_DIRECTORY)
    except ReadFailure as failure:
        repository.problems.append((PROCEDURES_DIRECTORY, unreadable(failure)))
        return
    for entry in entries:
        path = joined(PROCEDURES_DIRECTORY, entry.name)
        if entry.name.startswith((".", "_")):
            continue
        if entry.kind is EntryKind.OUTSIDE:
            repository.problems.append((path, leads_outside()))
        elif entry.name.endswith(".yml"):
            repository.problems.append((path, wrong_ending(entry.name.removesuffix(".yml"))))
        elif entry.name.endswith(".yaml"):
            if len(repository.documents) >= MAX_FILES:
                message = msg(
                    "More than {limit} procedures: this one and those that follow are not read", limit=MAX_FILES
                )
                hint = msg("Is everything here written by people?")
                repository.problems.append((path, Problem("FGK018", message, START, hint)))
                stems = (one.name.removesuffix(".yaml") for one in entries[entries.index(entry) :])
                repository.broken_procedures.update(stems)
                return
            _read_procedure(repository, path, entry.name.removesuffix(".yaml"))


def _read_procedure(repository: Repository, path: str, stem: str) -> None:
    document = _read(repository, path)
    procedure = None
    if document is not None:
        data = {} if document.data is None else document.data
        procedure = shaped(Procedure, data, Place(document, (), lambda: msg("Procedure")))
    if document is None or procedure is None or not document.is_whole(()):
        repository.broken_procedures.add(stem)
        return
    repository.places.add(procedure, document, ())
    if procedure.id != stem:
        message = msg(
            "The procedure's id is “{id}”, but the file is called {name}", id=procedure.id, name=f"{stem}.yaml"
        )
        hint = msg("Rename the file to {name}, or correct the id.", name=f"{procedure.id}.yaml")
        document.problems.append(Problem("FGK216", message, document.place(("id",)), hint, subject="id"))
    repository.own_procedures[procedure.id] = procedure


def _read(repository: Repository, path: str) -> Document | None:
    """Read a file; None where nothing of it can be used."""
    document = read_document(repository.tree, path, repository.problems)
    if document is None:
        return None
    repository.documents.append(document)
    return document if document.usable else None


class Procedures(Mapping[str, Procedure]):
    """The procedures that hold in a repository, by id: its own ones, and those that come with fgk.

    A bundled one is read when it is first asked for: hardly anybody runs all of them. One does not stand in for a
    ``broken`` one of the same id.
    """

    def __init__(self, own: Mapping[str, Procedure], broken: Collection[str]) -> None:
        self._own = own
        self._ids = tuple(dict.fromkeys((*(name for name in bundled_procedures() if name not in broken), *own)))

    def __getitem__(self, name: str) -> Procedure:
        if name in self._own:
            return self._own[name]
        if name not in self._ids:
            raise KeyError(name)
        return _bundled(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, name: object) -> bool:
        return name in self._ids


@cache
def _bundled(name: str) -> Procedure:
    """Read a procedure that comes with fgk, by the same reader as the repository's own."""
    document = Document(f"{name}.yaml", bundled_procedures()[name].read_bytes())
    procedure = shaped(Procedure, document.data, Place(document, (), lambda: msg("Procedure")))
    if procedure is None or document.problems or procedure.id != name:
        raise ValueError(f"the bundled procedure {name} is not valid")
    return procedure
