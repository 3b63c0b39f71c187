"""What is wrong and where: the values that every stage hands on and that every output format prints."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from fgk.messages import Message, msg

Route: TypeAlias = tuple[str | int, ...]
"""The way to a value in a document: keys of mappings and 0-based indexes of lists, from the outside in."""


class Severity(StrEnum):
    """How much a finding weighs.

    ``error``: the files contradict themselves or the format. ``warning``: the audit is at risk or a duty is open.
    ``info``: it could be better.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def weight(self) -> int:
        """A number that is larger for the heavier severity."""
        return {"error": 3, "warning": 2, "info": 1}[self.value]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file: lines and columns from 1, columns in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)
"""The place of what has no place of its own, such as a missing file."""


SEVERITY_WORDS = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning"), Severity.INFO: msg("info")}
"""What severities are called."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one document, before a rule's name and severity are known."""

    code: str
    message: Message
    span: Span
    hint: Message | None = None
    related: tuple[tuple[Span, Message], ...] = ()
    subject: str = ""
    """What it is about, independent of lines: it enters the fingerprint."""
    replacement: str | None = None
    """What ``fgk fix`` writes in place of the span's text, where nobody could mean anything else."""


class IgnoredBy(StrEnum):
    """Who says that a finding does not count: a comment at its place, ``fgk.yaml``, the baseline, or a resolution."""

    COMMENT = "comment"
    SETTINGS = "settings"
    BASELINE = "baseline"
    RESOLUTION = "resolution"


NEW_MARK = " *"
"""Stands behind the name of a resolution that covers a finding and is itself a part of the change."""


NEW_RESOLUTION = msg("* The resolution is itself new or changed in this change: compare it with the minutes.")
"""What that mark means."""


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that belongs to a finding; ``commit`` as for the finding's own place."""

    path: str
    span: Span
    message: Message
    commit: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its place, ready to be printed.

    ``path`` is relative to the repository's root, with ``/``. ``subject`` names what the finding is about
    independently of lines; together with code and path it makes the fingerprint. ``record`` is the record that it is
    about, as ``type/id``, or ``""``. ``reason`` says why the finding is ignored, and is None for one that counts;
    ``ignored_by`` says who ignores it. ``replacement`` is what may safely stand in place of the span's text.
    ``commit`` is the hash of the commit in whose files the place is, None for the files that are looked at.
    """

    code: str
    name: str
    severity: Severity
    message: Message
    path: str
    span: Span
    hint: Message | None = None
    municipality: str | None = None
    related: tuple[Related, ...] = ()
    subject: str = ""
    record: str = ""
    reason: str | None = None
    ignored_by: IgnoredBy | None = None
    replacement: str | None = None
    commit: str | None = None

    @property
    def ignored(self) -> bool:
        """Whether somebody has decided, with a reason, that this finding does not count."""
        return self.reason is not None

    @property
    def sort_key(self) -> tuple[str, int, int, str, int, int, str]:
        """The one order of every output: path, line, column, code; the rest only makes it total."""
        span = self.span
        return (self.path, span.line, span.column, self.code, span.end_line, span.end_column, self.subject)


def short_hash(commit: str) -> str:
    """Give as much of a commit's hash as people are shown."""
    return commit[:12]


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort diagnostics into the order that every output has."""
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)


def count(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    """Count the diagnostics of a severity that are not ignored."""
    return sum(diagnostic.severity is severity and not diagnostic.ignored for diagnostic in diagnostics)


def fingerprints(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Give each diagnostic, in the same order, an identity of 32 hexadecimal digits that no line number enters.

    Findings of one rule about the same subject are told apart by their order in the file.
    """
    from hashlib import sha256

    seen: dict[str, int] = {}
    result = []
    for diagnostic in diagnostics:
        identity = f"{diagnostic.code}\0{diagnostic.path}\0{diagnostic.subject}"
        occurrence = seen[identity] = seen.get(identity, 0) + 1
        text = f"{identity}\0{occurrence}".encode("utf-8", "backslashreplace")
        result.append(sha256(text).hexdigest()[:32])
    return result


def ignored(diagnostic: Diagnostic, reason: str, by: IgnoredBy) -> Diagnostic:
    """Give the diagnostic as one that does not count, with the reason."""
    return replace(diagnostic, reason=reason, ignored_by=by)
