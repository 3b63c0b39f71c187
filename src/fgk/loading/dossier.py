"""One municipality's directory to its dossier, with the place of every record and what is wrong with the files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from fgk.diagnostics import START, Problem, Route
from fgk.loading.discovery import Directory, unreadable
from fgk.loading.files import Files
from fgk.loading.places import Places
from fgk.loading.quoting import labels, unquoted_keys
from fgk.loading.shape import Place, is_too_large, shaped
from fgk.loading.wording import quoted, record_name, suggested_id
from fgk.messages import Message, msg
from fgk.model.audit import Audit, Round
from fgk.model.base import Identified, Record
from fgk.model.dossier import Dossier
from fgk.model.evidence import Source
from fgk.model.layout import AUDIT_FILE, COLLECTIONS, MUNICIPALITY_FILE, Collection
from fgk.model.municipality import Municipality
from fgk.model.personal_data import may_hold_personal_data
from fgk.source.document import Document, Plain
from fgk.source.problems import PlacedProblem, PlacedProblems
from fgk.source.tree import MAX_FILE_SIZE, EntryKind, ReadFailure, TooLarge, Tree, joined
from fgk.suggestions import did_you_mean

R = TypeVar("R", bound=Record)

MAX_SIZE = 8 * 1024 * 1024
"""Characters that are read of one municipality: all that is read of it is held in memory at once."""

MAX_PROBLEMS = 5_000
"""Problems in the files of one municipality from which on no further file of it is read."""

_UNUSABLE = ("FGK003", "FGK016", "FGK017")
"""Codes of problems of files as wholes for which nothing of them is read."""

_LEAST_SIZE = 1024
"""What a file counts at least: even an empty one costs time and memory."""


@dataclass
class Loaded:
    """A dossier, the documents behind it and the places of its records.

    ``problems`` are those of files as wholes; those of their content lie with the documents.
    """

    dossier: Dossier
    documents: list[Document]
    places: Places
    problems: list[PlacedProblem]

    @property
    def unusable(self) -> Mapping[str, Problem]:
        """The files of which nothing can be read, by their paths, each with why."""
        found = {path: problem for path, problem in self.problems if problem.code in _UNUSABLE}
        broken = (document for document in self.documents if not document.usable)
        return found | {document.path: next(iter(document.problems)) for document in broken}

    @property
    def all_problems(self) -> Iterator[PlacedProblem]:
        """Everything that is wrong with the files."""
        yield from self.problems
        for document in self.documents:
            for problem in document.problems:
                yield document.path, problem


def load_dossier(tree: Tree, directory: Directory) -> Loaded:
    """Read a municipality's directory; whatever is wrong with it becomes a problem, never an exception."""
    return _Loading(tree, directory).load()


def read_document(tree: Tree, path: str, problems: PlacedProblems) -> Document | None:
    """Read one file, or report why it cannot be read and give None."""
    try:
        return Document(path, tree.read(path))
    except TooLarge:
        limit = MAX_FILE_SIZE // (1024 * 1024)
        hint = msg("Split it into a directory of smaller files, or move what is no data out of it.")
        problems.append((path, Problem("FGK003", msg("The file is larger than {n} MiB", n=limit), START, hint)))
    except ReadFailure as failure:
        problems.append((path, unreadable(failure)))
    return None


@dataclass
class _Loading:
    tree: Tree
    directory: Directory
    documents: list[Document] = field(default_factory=list)
    problems: PlacedProblems = field(default_factory=PlacedProblems)
    size: int = 0
    counted: int = 0
    found: int = 0
    exhausted: bool = False
    defective: dict[str, set[str]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    personal: set[str] = field(default_factory=set)
    complete: bool = True

    def __post_init__(self) -> None:
        self.places = Places(self.directory.path)
        self.files = Files(self.tree, self.directory)

    def load(self) -> Loaded:
        municipality = self._municipality()
        audit = self._audit()
        records = {collection.key: self._collection(collection) for collection in COLLECTIONS}
        sources: tuple[Source, ...] = records["sources"]
        dossier = Dossier(
            slug=self.directory.slug,
            path=self.directory.path,
            municipality=municipality,
            audit=audit,
            complete=self.complete,
            defective={key: frozenset(ids) for key, ids in self.defective.items()},
            unreadable=frozenset(self.unreadable | self.files.unreadable | self.files.misnamed),
            broken=frozenset(self.unreadable | self.files.unreadable),
            attachments=frozenset(self._attachments(sources)),
            personal=frozenset(self.personal),
            **records,
        )
        return Loaded(dossier, self.documents, self.places, [*self.files.problems, *self.problems])

    # -- the two single files -----------------------------------------------------------------------------------------

    def _municipality(self) -> Municipality | None:
        document = self._single(MUNICIPALITY_FILE, "municipality")
        if document is None:
            return None
        data = {} if document.data is None else document.data
        record = shaped(Municipality, data, Place(document, (), lambda: msg("municipality.yaml")))
        document.problems += unquoted_keys(document)
        if record is None or not document.is_whole(()):
            self.complete = False
            return None
        self.places.add(record, document, ())
        return record

    def _audit(self) -> Audit | None:
        """Read the history round by round, so that one slip does not hide what is wrong elsewhere.

        A round with a defect is left out, and ``complete`` says that no state may be derived from the rest.
        """
        document = self._single(AUDIT_FILE, "audit")
        if document is None:
            self.unreadable.add("rounds")
            return None
        place = Place(document, (), lambda: msg("Audit history"))
        if is_too_large(place):
            self.complete = False
            self.unreadable.add("rounds")
            return None
        data: Plain = {} if document.data is None else document.data
        rounds: Plain = None
        head = data
        if isinstance(data, dict):
            rounds = data.get("rounds")
            head = {key: value for key, value in data.items() if key != "rounds"}
        audit = shaped(Audit, head, place)
        if rounds is None and audit is None:
            self.unreadable.add("rounds")
        found, sound = self._items(document, ("rounds",), rounds, Round, "rounds")
        self.complete = self.complete and audit is not None and sound and document.is_whole(())
        audit = (audit or Audit()).model_copy(update={"rounds": found})
        self.places.add(audit, document, ())
        return audit

    def _single(self, name: str, key: str) -> Document | None:
        path = joined(self.directory.path, name)
        entry = self.files.entries.get(name)
        if entry is None:
            hint = msg("Create the file; without it the municipality cannot be assessed.")
            self.problems.append((path, Problem("FGK101", msg("The file {name} is missing", name=name), START, hint)))
        document = self._read(path, key) if entry is not None and entry.kind is EntryKind.FILE else None
        if document is None or not document.usable:
            self.complete = False
            return None
        return document

    # -- collections --------------------------------------------------------------------------------------------------

    def _collection(self, collection: Collection) -> tuple[Any, ...]:
        records: list[Identified] = []
        for path in self.files.of(collection):
            document = self._read(path, collection.key)
            if document is not None and document.usable:
                records += self._envelope(document, collection)
            else:
                self.unreadable.add(collection.key)
        return tuple(records)

    def _envelope(self, document: Document, collection: Collection) -> list[Identified]:
        data, key = document.data, collection.key
        if data is None:
            data = {}
        if not isinstance(data, dict):
            self._report(
                document,
                "FGK103",
                (),
                msg("The file is to begin with the key “{key}:”", key=key),
                msg("Write “{key}:” on the first line and the list, indented, below it.", key=key),
            )
            self.unreadable.add(key)
            return []
        for unknown in data:
            if document.problems.full:
                break
            if unknown != key:
                hint = did_you_mean(unknown, [key])
                message = msg("The key “{key}” is not known in this file", key=quoted(unknown))
                only = msg("The only key of this file is “{key}”.", key=key)
                self._report(document, "FGK104", (unknown,), message, hint or only, at_key=True)
        if key not in data:
            self.unreadable.add(key)
            if not data and document.is_whole(()):
                hint = msg("Write “{key}: []” for an empty list, or delete the file.", key=key)
                self._report(document, "FGK105", (), msg("The key “{key}” is missing", key=key), hint)
            return []
        records, _ = self._items(document, (key,), data[key], collection.record, key)
        document.problems += labels(document, key)
        return list(records)

    def _items(
        self, document: Document, route: Route, data: Plain, record_type: type[R], key: str
    ) -> tuple[tuple[R, ...], bool]:
        """Give shape to a list of records; the flag says whether all of them were sound.

        A record of which anything had to be left out is left out as a whole, like every defective one.
        """
        if () in document.reduced or not document.refused.isdisjoint(((), route)):
            self.unreadable.add(key)
        if data is None:
            return (), True
        if not isinstance(data, list):
            self._report(
                document,
                "FGK103",
                route,
                msg("“{key}” is to be a list", key=key),
                msg("Begin each record with “- ”, indented below “{key}:”.", key=key),
            )
            self.unreadable.add(key)
            return (), False
        records = []
        for index, item in enumerate(data):
            if document.problems.full:
                self.unreadable.add(key)
                break
            item_route = (*route, index)
            name = partial(record_name, getattr(record_type, "noun", ""), item, index + 1)
            record = shaped(record_type, item, Place(document, item_route, name))
            if record is None or not document.is_whole(item_route):
                self._leave_out(item, key)
                self.defective.setdefault(key, set()).update(document.second_ids.get(item_route, ()))
                continue
            self.places.add(record, document, item_route)
            records.append(record)
        return tuple(records), len(records) == len(data)

    def _leave_out(self, item: Plain, key: str) -> None:
        """Remember a defective record's id, and the one that is meant by an invalid id; references to it are silent.

        Where there is none, every reference into the collection may be one to this record.
        """
        identity = item.get("id") if isinstance(item, dict) else None
        if not isinstance(identity, str) or not identity.strip():
            self.unreadable.add(key)
            return
        names = (identity, suggested_id(identity))
        self.defective.setdefault(key, set()).update(name for name in names if name)

    def _report(  # noqa: PLR0913 - a problem has so many parts
        self, document: Document, code: str, route: Route, message: Message, hint: Message, *, at_key: bool = False
    ) -> None:
        subject = "/".join(str(step) for step in route)
        span = document.place(route, at_key=at_key)
        document.problems.append(Problem(code, message, span, hint, subject=subject))

    # -- files --------------------------------------------------------------------------------------------------------

    def _read(self, path: str, key: str) -> Document | None:
        if self._is_exhausted(path):
            return None
        document = read_document(self.tree, path, self.problems)
        if document is not None:
            self.documents.append(document)
            self.size += max(len(document.text.content), _LEAST_SIZE)
            if may_hold_personal_data(document.text.content):
                self.personal.add(key)
        return document

    def _is_exhausted(self, path: str) -> bool:
        """Whether so much was read, or found, that no further file is; that is reported once."""
        if self.exhausted:
            return True
        for document in self.documents[self.counted :]:
            self.found += len(document.problems)
        self.counted = len(self.documents)
        if self.size > MAX_SIZE:
            code = "FGK003"
            message = msg(
                "The municipality's files have together more than {n} MiB: this one and those that follow are not read",
                n=MAX_SIZE // (1024 * 1024),
            )
        elif self.found > MAX_PROBLEMS:
            code = "FGK018"
            message = msg(
                "More than {limit} findings in the municipality's files: this one and those that follow are not read",
                limit=MAX_PROBLEMS,
            )
        else:
            return False
        self.exhausted = True
        hint = msg("Is everything here written by people, and about this municipality?")
        self.problems.append((path, Problem(code, message, START, hint)))
        return True

    def _attachments(self, sources: tuple[Source, ...]) -> Iterator[str]:
        for source in sources:
            if source.file and self.tree.kind(joined(self.directory.path, source.file)) is EntryKind.FILE:
                yield source.file
