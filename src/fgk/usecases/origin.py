"""From which state of the repository a report is made: the commit, and whether the files are still those of it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fgk.loading.discovery import Directory
from fgk.loading.repository import Repository
from fgk.resources import bundled
from fgk.source.commit import CommitTree
from fgk.source.git import IncompleteRevision, NoGit, TooManyFiles, UnknownRevision, revision
from fgk.source.tree import DiskTree, EntryKind, ReadFailure, Tree, joined
from fgk.usecases.changed import changes

TEMPLATES = "templates"
_MOST_TEMPLATES = 500
"""Files of a repository's own templates that are looked at."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The commit, None where there is none, and whether the files that count are those of it."""

    commit: str | None
    is_clean: bool


def origin(repository: Repository, directories: Sequence[Directory]) -> Origin:
    """Say from which state of the repository these municipalities are read; where git cannot tell, from none."""
    tree = repository.tree
    if isinstance(tree, CommitTree):
        return Origin(tree.sha, is_clean=True)
    if not isinstance(tree, DiskTree):
        return Origin(None, is_clean=False)
    try:
        head = revision(tree.root, "HEAD")
    except (NoGit, UnknownRevision, IncompleteRevision, TooManyFiles):
        return Origin(None, is_clean=False)
    found = changes(repository, directories, head)
    own = set(own_templates(tree)) | {path for path in head.blobs if path.startswith(f"{TEMPLATES}/")}
    is_clean = not found.everything and not found.directories and not any(found.concerns(path) for path in own)
    return Origin(head.commit, is_clean)


def own_templates(tree: Tree) -> Iterator[str]:
    """Give the paths of the repository's own templates, in no particular order; not more than anybody has."""
    waiting, count = [TEMPLATES], 0
    while waiting:
        directory = waiting.pop()
        try:
            entries = tree.entries(directory) if tree.kind(directory) is EntryKind.DIRECTORY else []
        except ReadFailure:
            continue
        for entry in entries:
            count += 1
            if count > _MOST_TEMPLATES:
                return
            path = joined(directory, entry.name)
            if entry.kind is EntryKind.DIRECTORY:
                waiting.append(path)
            elif entry.kind is EntryKind.FILE:
                yield path


def template_hash(tree: Tree) -> str:
    """Give a hash of all templates: the bundled ones, and the repository's own."""
    found = hashlib.sha256()
    place = bundled("templates")
    ours = (
        (path.relative_to(place).as_posix(), path.read_bytes()) for path in sorted(place.rglob("*")) if path.is_file()
    )
    for name, content in ours:
        found.update(f"{name}\0{len(content)}\0".encode() + content)
    for path in sorted(own_templates(tree)):
        try:
            content = tree.read(path)
        except ReadFailure:
            content = b"?"
        found.update(f"\0{path}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    return found.hexdigest()
