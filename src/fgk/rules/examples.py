"""What an example of a rule is: files in which it finds something, and the same files repaired."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from fgk.diagnostics import Diagnostic

SHORT = 15
"""Lines up to which a file is shown whole."""
_AROUND = 2
"""Lines that are shown before and after what matters in a longer one."""


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """A file of an example: its path in a repository, its text, and which of its lines, from 1, are worth showing."""

    path: str
    text: str
    shown: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """Only the files that differ; ``missing`` are paths that the bad example lacks, ``found`` is what the rule says.

    Of a rule about changes ``before`` are the files as they were; the other two are what becomes of them.

    Without a bad example ``reason`` says why there is none; it is a source string for the catalogue.
    """

    bad: tuple[ExampleFile, ...] = ()
    good: tuple[ExampleFile, ...] = ()
    missing: tuple[str, ...] = ()
    found: Diagnostic | None = None
    reason: str = ""
    before: tuple[ExampleFile, ...] = ()


def compared(
    bad: dict[str, str], good: dict[str, str], found: Diagnostic | None, before: dict[str, str] | None = None
) -> Example:
    """Make an example of two repositories, and of one before them, each a mapping of path to text."""
    paths = sorted(path for path in {*bad, *good} if bad.get(path) != good.get(path))
    at_fault = {found.path} if found is not None and found.path in bad else set()
    related = {one.path for one in found.related} & set(bad) if found is not None else set()
    return Example(
        tuple(_file(path, bad, good, found) for path in sorted({*paths, *at_fault, *related}) if path in bad),
        tuple(_file(path, good, bad, None) for path in paths if path in good),
        tuple(path for path in paths if path not in bad),
        found,
        before=tuple(_file(path, before, bad, None) for path in paths if path in before) if before else (),
    )


def _file(path: str, own: dict[str, str], other: dict[str, str], found: Diagnostic | None) -> ExampleFile:
    lines = own[path].removesuffix("\n").split("\n")
    every = range(1, len(lines) + 1)
    if len(lines) <= SHORT:
        return ExampleFile(path, own[path], tuple(every))
    important = _changed(lines, other.get(path, own[path]).split("\n"))
    if found is not None:
        spans = [(found.path, found.span), *((one.path, one.span) for one in found.related)]
        important |= {line for where, span in spans if where == path for line in (span.line, span.end_line)}
    near = {line + step for line in important for step in range(-_AROUND, _AROUND + 1)}
    return ExampleFile(path, own[path], tuple(sorted(near & set(every))))


def _changed(own: list[str], other: list[str]) -> set[int]:
    matcher = SequenceMatcher(None, own, other, autojunk=False)
    changed: set[int] = set()
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind != "equal":
            changed |= set(range(start + 1, max(end, start + 1) + 1))
    return changed
