"""Which files of a municipality's directory hold what, and what is wrong with their names."""

from fgk.diagnostics import START, Problem
from fgk.loading.discovery import Directory, leads_outside, unreadable
from fgk.messages import msg
from fgk.model.layout import COLLECTIONS, KNOWN_NAMES, Collection
from fgk.source.problems import PlacedProblems
from fgk.source.tree import NOT_A_FILE, Entry, EntryKind, ReadFailure, Tree, joined
from fgk.suggestions import did_you_mean, nearest

_COLLECTION_NAMES = [collection.name for collection in COLLECTIONS]
_NEVER_READ = (EntryKind.OUTSIDE, EntryKind.OTHER)


class Files:
    """The files of one municipality.

    ``entries`` are those directly in its directory, by name. ``unreadable`` are the keys of collections of which some
    file could not be used: references there are no fault of the referrer. ``misnamed`` are those beside whose files
    there are some that nobody reads because of their names.
    """

    def __init__(self, tree: Tree, directory: Directory) -> None:
        self._tree = tree
        self._path = directory.path
        self.entries = {entry.name: entry for entry in directory.entries}
        self.problems = PlacedProblems(directory.problems)
        self.unreadable: set[str] = set()
        self.misnamed: set[str] = set()
        for entry in directory.entries:
            if self.problems.full:
                self.unreadable.update(collection.key for collection in COLLECTIONS)
                break
            self._check_name(entry)

    def of(self, collection: Collection) -> list[str]:
        """Give the paths of a collection: the one file, or those of the directory in the order of their names."""
        single = self.entries.get(f"{collection.name}.yaml")
        several = self.entries.get(collection.name)
        files = []
        if any(entry is not None and entry.kind in _NEVER_READ for entry in (single, several)):
            self.unreadable.add(collection.key)
        if single is not None and single.kind is EntryKind.FILE:
            files.append(joined(self._path, single.name))
        elif single is not None:
            self.unreadable.add(collection.key)
        elif f"{collection.name}.yml" in self.entries:
            self.misnamed.add(collection.key)
        if several is None or several.kind is not EntryKind.DIRECTORY:
            return files
        path = joined(self._path, several.name)
        try:
            entries = self._tree.entries(path)
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
        is_misnamed = False
        if entry.name.startswith((".", "_")):
            return False
        if entry.kind is EntryKind.OUTSIDE:
            problem = leads_outside()
        elif entry.name.lower().endswith((".yml", ".yaml", ".yaml.txt")) and not entry.name.endswith(".yaml"):
            problem, is_misnamed = wrong_ending(entry.name.split(".")[0]), True
        elif entry.kind is EntryKind.DIRECTORY and not entry.name.endswith(".yaml"):
            problem, is_misnamed = self._files_too_deep(path), True
        elif entry.name.endswith(".yaml") and entry.kind is not EntryKind.FILE:
            problem = unreadable(ReadFailure(NOT_A_FILE))
        if problem is not None:
            self.problems.append((path, problem))
            (self.misnamed if is_misnamed else self.unreadable).add(key)
        return problem is None and entry.name.endswith(".yaml")

    def _files_too_deep(self, path: str) -> Problem | None:
        """Report YAML files in a directory inside a collection's directory, where nobody reads them."""
        try:
            names = [entry.name for entry in self._tree.entries(path)]
        except ReadFailure as failure:
            return unreadable(failure)
        if not any(name.endswith((".yaml", ".yml")) for name in names):
            return None
        message = msg("The directory {name} has no meaning here and is not read", name=path.rsplit("/", 1)[-1])
        return Problem("FGK015", message, START, msg("Move its files one level up."))

    def _check_name(self, entry: Entry) -> None:
        path = joined(self._path, entry.name)
        stem, _, ending = entry.name.rpartition(".")
        if entry.kind is EntryKind.OUTSIDE:
            self.problems.append((path, leads_outside()))
        elif entry.kind is not EntryKind.FILE:
            bare = entry.name.removesuffix(".yaml")
            if bare in KNOWN_NAMES and (entry.kind is not EntryKind.DIRECTORY or bare != entry.name):
                self.problems.append((path, unreadable(ReadFailure(NOT_A_FILE))))
            elif entry.kind is EntryKind.DIRECTORY and bare not in KNOWN_NAMES:
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
            entries = self._tree.entries(path)
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
            self.misnamed.update(collection.key for collection in COLLECTIONS if collection.name == name)


def wrong_ending(stem: str) -> Problem:
    """Report a file with another ending than .yaml; ``stem`` is its name without the ending."""
    message = msg("The file does not end in .yaml and is not read")
    return Problem("FGK014", message, START, msg("Rename it to {name}.", name=f"{stem}.yaml"))


def _unknown_file(name: str) -> Problem:
    known = sorted(f"{stem}.yaml" for stem in KNOWN_NAMES)
    hint = did_you_mean(name, known) or msg("Files with a meaning here: {names}.", names=", ".join(known))
    return Problem("FGK015", msg("The file {name} has no meaning here and is not read", name=name), START, hint)
