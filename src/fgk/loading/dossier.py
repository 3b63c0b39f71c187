"""One municipality's directory to its dossier, with the place of every record and what is wrong with the files."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from fgk.diagnostics import START, Problem, Route
from fgk.loading.discovery import Directory, PlacedProblem, leads_outside, unreadable
from fgk.loading.places import Places
from fgk.loading.shape import Place, quoted, record_name, shaped, suggested_id
from fgk.messages import Message, msg
from fgk.model.audit import Audit, Round
from fgk.model.base import Identified, Record
from fgk.model.dossier import Dossier
from fgk.model.evidence import Source
from fgk.model.layout import AUDIT_FILE, COLLECTIONS, KNOWN_NAMES, MUNICIPALITY_FILE, Collection
from fgk.model.municipality import Municipality
from fgk.source.document import Document, Plain
from fgk.source.tree import MAX_FILE_SIZE, NOT_A_FILE, Entry, Kind, ReadFailure, TooLarge, Tree, joined
from fgk.suggestions import did_you_mean, nearest

R = TypeVar("R", bound=Record)


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
    def all_problems(self) -> Iterator[PlacedProblem]:
        """Everything that is wrong with the files."""
        yield from self.problems
        for document in self.documents:
            for problem in document.problems:
                yield document.path, problem


_NEVER_READ = (Kind.OUTSIDE, Kind.OTHER)


def load_dossier(tree: Tree, directory: Directory) -> Loaded:
    """Read a municipality's directory; whatever is wrong with it becomes a problem, never an exception."""
    return _Loading(tree, directory).load()


def read_document(tree: Tree, path: str, problems: list[PlacedProblem]) -> Document | None:
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
    problems: list[PlacedProblem] = field(default_factory=list)
    defective: dict[str, set[str]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    complete: bool = True

    def __post_init__(self) -> None:
        self.places = Places(self.directory.path)
        self.entries = {entry.name: entry for entry in self.directory.entries}
        self.problems += self.directory.problems

    def load(self) -> Loaded:
        self._check_names()
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
            unreadable=frozenset(self.unreadable),
            attachments=frozenset(self._attachments(sources)),
            **records,
        )
        return Loaded(dossier, self.documents, self.places, self.problems)

    # -- names of files -----------------------------------------------------------------------------------------------

    def _check_names(self) -> None:
        for entry in self.directory.entries:
            self._check_name(entry)

    def _check_name(self, entry: Entry) -> None:
        path = joined(self.directory.path, entry.name)
        stem, _, ending = entry.name.rpartition(".")
        if entry.kind is Kind.OUTSIDE:
            self.problems.append((path, leads_outside()))
        elif entry.kind is not Kind.FILE:
            bare = entry.name.removesuffix(".yaml")
            if bare in KNOWN_NAMES and (entry.kind is not Kind.DIRECTORY or bare != entry.name):
                self.problems.append((path, unreadable(ReadFailure(NOT_A_FILE))))
            elif entry.kind is Kind.DIRECTORY and bare not in KNOWN_NAMES:
                self._check_directory(path, entry.name)
        elif ending.lower() in ("yml", "yaml") and ending != "yaml":
            self.problems.append((path, wrong_ending(stem)))
        elif entry.name.endswith((".yaml.txt", ".yml.txt")):
            self.problems.append((path, wrong_ending(entry.name.split(".")[0])))
        elif ending == "yaml" and stem not in KNOWN_NAMES:
            self.problems.append((path, _unknown_file(entry.name)))
            self._may_be_missing(nearest(stem, _COLLECTION_NAMES))

    def _check_directory(self, path: str, name: str) -> None:
        """Look for a collection whose directory is misspelt; any other directory may hold what it likes."""
        meant = None if name.startswith((".", "_")) else nearest(name, _COLLECTION_NAMES)
        if meant is None:
            return
        try:
            entries = self.tree.entries(path)
        except ReadFailure as failure:
            self.problems.append((path, unreadable(failure)))
            return
        if any(entry.name.endswith(".yaml") for entry in entries):
            message = msg("The directory {name} has no meaning here and is not read", name=name)
            self.problems.append((path, Problem("FGK015", message, START, did_you_mean(name, _COLLECTION_NAMES))))
            self._may_be_missing(meant)

    def _may_be_missing(self, name: str | None) -> None:
        """Remember that what looks like a missing collection is a misspelt one."""
        if name not in self.entries and f"{name}.yaml" not in self.entries:
            self.unreadable.update(collection.key for collection in COLLECTIONS if collection.name == name)

    # -- the two single files -----------------------------------------------------------------------------------------

    def _municipality(self) -> Municipality | None:
        document = self._single(MUNICIPALITY_FILE)
        if document is None:
            return None
        data = {} if document.data is None else document.data
        record = shaped(Municipality, data, Place(document, (), msg("municipality.yaml")))
        if record is None or not document.is_whole(()):
            self.complete = False
            return None
        self.places.add(record, document, ())
        return record

    def _audit(self) -> Audit | None:
        """Read the history round by round, so that one slip does not hide what is wrong elsewhere.

        A round with a defect is left out, and ``complete`` says that no state may be derived from the rest.
        """
        document = self._single(AUDIT_FILE)
        if document is None:
            self.unreadable.add("rounds")
            return None
        data: Plain = {} if document.data is None else document.data
        rounds: Plain = None
        head = data
        if isinstance(data, dict):
            rounds = data.get("rounds")
            head = {key: value for key, value in data.items() if key != "rounds"}
        audit = shaped(Audit, head, Place(document, (), msg("Audit history")))
        if rounds is None and audit is None:
            self.unreadable.add("rounds")
        found, sound = self._items(document, ("rounds",), rounds, Round, "rounds")
        self.complete = self.complete and audit is not None and sound and document.is_whole(())
        audit = (audit or Audit()).model_copy(update={"rounds": found})
        self.places.add(audit, document, ())
        return audit

    def _single(self, name: str) -> Document | None:
        path = joined(self.directory.path, name)
        entry = self.entries.get(name)
        if entry is None:
            hint = msg("Create the file; without it the municipality cannot be assessed.")
            self.problems.append((path, Problem("FGK101", msg("The file {name} is missing", name=name), START, hint)))
        document = self._read(path) if entry is not None and entry.kind is Kind.FILE else None
        if document is None or not document.usable:
            self.complete = False
            return None
        return document

    # -- collections --------------------------------------------------------------------------------------------------

    def _collection(self, collection: Collection) -> tuple[Any, ...]:
        records: list[Identified] = []
        for path in self._files_of(collection):
            document = self._read(path)
            if document is not None and document.usable:
                records += self._envelope(document, collection)
            else:
                self.unreadable.add(collection.key)
        return tuple(records)

    def _files_of(self, collection: Collection) -> list[str]:
        """Give the files of a collection: the one file, or those of the directory in the order of their names."""
        single = self.entries.get(f"{collection.name}.yaml")
        several = self.entries.get(collection.name)
        files = []
        if any(entry is not None and entry.kind in _NEVER_READ for entry in (single, several)):
            self.unreadable.add(collection.key)
        if single is not None and single.kind is Kind.FILE:
            files.append(joined(self.directory.path, single.name))
        elif single is not None or f"{collection.name}.yml" in self.entries:
            self.unreadable.add(collection.key)
        if several is None or several.kind is not Kind.DIRECTORY:
            return files
        path = joined(self.directory.path, several.name)
        try:
            entries = self.tree.entries(path)
        except ReadFailure as failure:
            self.problems.append((path, unreadable(failure)))
            self.unreadable.add(collection.key)
            return files
        if files and any(entry.name.endswith(".yaml") for entry in entries):
            message = msg("{collection} are both a file and a directory", collection=collection.key)
            hint = msg("Move {file} into the directory {directory}/.", file=single.name, directory=several.name)  # type: ignore[union-attr]  # there is a file
            self.problems.append((files[0], Problem("FGK102", message, START, hint)))
        return files + [joined(path, entry.name) for entry in entries if self._is_part(path, entry, collection.key)]

    def _is_part(self, directory: str, entry: Entry, key: str) -> bool:
        path = joined(directory, entry.name)
        problem = None
        if entry.name.startswith((".", "_")):
            return False
        if entry.kind is Kind.OUTSIDE:
            problem = leads_outside()
        elif entry.name.lower().endswith((".yml", ".yaml", ".yaml.txt")) and not entry.name.endswith(".yaml"):
            problem = wrong_ending(entry.name.split(".")[0])
        elif entry.kind is Kind.DIRECTORY and not entry.name.endswith(".yaml"):
            problem = self._files_too_deep(path)
        elif entry.name.endswith(".yaml") and entry.kind is not Kind.FILE:
            problem = unreadable(ReadFailure(NOT_A_FILE))
        if problem is not None:
            self.problems.append((path, problem))
            self.unreadable.add(key)
        return problem is None and entry.name.endswith(".yaml")

    def _files_too_deep(self, path: str) -> Problem | None:
        """Report YAML files in a directory inside a collection's directory, where nobody reads them."""
        try:
            names = [entry.name for entry in self.tree.entries(path)]
        except ReadFailure as failure:
            return unreadable(failure)
        if not any(name.endswith((".yaml", ".yml")) for name in names):
            return None
        message = msg("The directory {name} has no meaning here and is not read", name=path.rsplit("/", 1)[-1])
        return Problem("FGK015", message, START, msg("Move its files one level up."))

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
            item_route = (*route, index)
            name = record_name(getattr(record_type, "noun", ""), item, index + 1)
            record = shaped(record_type, item, Place(document, item_route, name))
            if record is None or not document.is_whole(item_route):
                self._leave_out(item, key)
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

    def _read(self, path: str) -> Document | None:
        document = read_document(self.tree, path, self.problems)
        if document is not None:
            self.documents.append(document)
        return document

    def _attachments(self, sources: tuple[Source, ...]) -> Iterator[str]:
        for source in sources:
            if source.file and self.tree.kind(joined(self.directory.path, source.file)) is Kind.FILE:
                yield source.file


_COLLECTION_NAMES = [collection.name for collection in COLLECTIONS]


def wrong_ending(stem: str) -> Problem:
    """Report a file with another ending than .yaml; ``stem`` is its name without the ending."""
    message = msg("The file does not end in .yaml and is not read")
    return Problem("FGK014", message, START, msg("Rename it to {name}.", name=f"{stem}.yaml"))


def _unknown_file(name: str) -> Problem:
    known = sorted(f"{stem}.yaml" for stem in KNOWN_NAMES)
    hint = did_you_mean(name, known) or msg("Files with a meaning here: {names}.", names=", ".join(known))
    return Problem("FGK015", msg("The file {name} has no meaning here and is not read", name=name), START, hint)
