"""The templates of a repository: all that it brings, and which one makes a report."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from fgk.messages import Message, msg
from fgk.render.own_templates import COMMON, TEMPLATES_DIRECTORY, OwnTemplates, TemplateDefect, shown_path
from fgk.render.reports.kinds import TEXT_FORMATS, Kind
from fgk.resources import bundled
from fgk.source.tree import EntryKind, ReadFailure, Tree, joined

_MOST_FILES = 500
_LARGEST = 32 * 1024 * 1024
"""Bytes that all of a repository's own templates may have together."""


@dataclass(frozen=True, slots=True)
class TemplatePlace:
    """Where a template lies; ``path`` is empty for a format that has none."""

    path: str
    is_own: bool


def template_of(kind: Kind, format_: str, tree: Tree | None) -> TemplatePlace:
    """Say which template makes a report in a format."""
    known = kind.templates(format_)
    for name in known:
        path = f"{TEMPLATES_DIRECTORY}/{name}"
        if tree is not None and tree.kind(path) is EntryKind.FILE:
            return TemplatePlace(path, is_own=True)
    if format_ in TEXT_FORMATS:
        return TemplatePlace(known[0], is_own=False)
    return TemplatePlace("report.typ" if format_ == "pdf" else "", is_own=False)


def own_templates(tree: Tree) -> OwnTemplates:
    """Read what a repository brings for its reports. Raises TemplateDefect for a file that cannot be read."""
    files: dict[str, bytes] = {}
    bytes_left = _LARGEST
    if tree.kind(TEMPLATES_DIRECTORY) not in (None, EntryKind.DIRECTORY):
        raise _unreadable(TEMPLATES_DIRECTORY, msg("it is no directory of the repository"))
    for path, kind in _files(tree):
        if len(files) >= _MOST_FILES:
            raise TemplateDefect(path, 1, msg("There are more than {n} files of templates", n=_MOST_FILES))
        files[path.removeprefix(f"{TEMPLATES_DIRECTORY}/")] = content = _read(tree, path, kind)
        bytes_left -= len(content)
        if bytes_left < 0:
            raise TemplateDefect(path, 1, msg("The templates are larger than {n} MB", n=_LARGEST // 1024 // 1024))
    for name in files:
        meant = name.lower()
        if meant != name and meant in COMMON:
            raise TemplateDefect(
                shown_path(name),
                1,
                msg("Only “{name}”, in lower-case letters, would be used", name=meant),
                msg("Rename the file."),
            )
    return OwnTemplates(files)


def _read(tree: Tree, path: str, kind: EntryKind) -> bytes:
    if kind is not EntryKind.FILE:
        raise _unreadable(path, msg("it lies outside the repository, or is no file"))
    try:
        return tree.read(path)
    except ReadFailure as error:
        raise _unreadable(path, error.reason) from error


def _unreadable(path: str, reason: Message) -> TemplateDefect:
    return TemplateDefect(path, 1, msg("The template cannot be read: {reason}", reason=reason))


def _files(tree: Tree) -> Iterator[tuple[str, EntryKind]]:
    """Give all files below the directory by their paths, except those whose names begin with a dot."""
    waiting = [TEMPLATES_DIRECTORY]
    while waiting:
        directory = waiting.pop()
        try:
            entries = tree.entries(directory) if tree.kind(directory) is EntryKind.DIRECTORY else []
        except ReadFailure as error:
            raise _unreadable(directory, error.reason) from error
        for entry in entries:
            path = joined(directory, entry.name)
            if entry.name.startswith("."):
                continue
            if entry.kind is EntryKind.DIRECTORY:
                waiting.append(path)
            else:
                yield path, entry.kind


def template_hash(own: OwnTemplates) -> str:
    """Give a hash of all templates: the bundled ones, and the repository's own."""
    found = hashlib.sha256()
    place = bundled("templates")
    ours = {path.relative_to(place).as_posix(): path for path in place.rglob("*") if path.is_file()}
    for name, path in sorted(ours.items()):
        content = path.read_bytes()
        found.update(f"{name}\0{len(content)}\0".encode() + content)
    for name, content in sorted(own.files.items()):
        found.update(f"\0{name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    return found.hexdigest()
