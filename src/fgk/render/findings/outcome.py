"""What every format of ``fgk validate`` is made of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from fgk.diagnostics import START, Diagnostic, Severity, count, fingerprints
from fgk.messages import Translator, msg
from fgk.source.text import Text

GLYPHS = {Severity.ERROR: "✗", Severity.WARNING: "▲", Severity.INFO: "◇"}
"""Beside the word and the colour of a severity, so that none of them stands alone."""

Reader = Callable[[str, str | None], Text | None]
"""Gives the text of a file by its path and its commit, or None where it cannot be read any more."""


def at_top(diagnostic: Diagnostic) -> Diagnostic:
    """Give what is found in the files of an older commit a place in the new ones: the beginning of its file."""
    related = tuple(one for one in diagnostic.related if one.commit is None)
    if diagnostic.commit is None:
        return replace(diagnostic, related=related)
    message = msg("{message} (before: line {line})", message=diagnostic.message, line=diagnostic.span.line)
    return replace(diagnostic, message=message, span=START, related=related, commit=None)


@dataclass(frozen=True)
class Outcome:
    """One run: its diagnostics in their order, ignored ones included, and what was looked at.

    ``paths`` are those of the files that were read, ``titles`` the names of municipalities by slug. ``error`` says, in
    the language of the output, why the run could not be carried out, or not completely; it is empty otherwise.
    ``prefix`` leads from the root that a code platform knows to the repository's root: ``""`` or ``akten/``.
    ``fail_on`` is the severity from which on the run fails, ``command`` what was run: ``fgk validate``.
    """

    translate: Translator
    diagnostics: Sequence[Diagnostic] = ()
    municipalities: int = 0
    paths: Sequence[str] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    prefix: str = ""
    fail_on: Severity = Severity.ERROR
    command: str = "fgk validate"

    @cached_property
    def fingerprints(self) -> list[str]:
        """The fingerprint of each diagnostic, in the same order."""
        return fingerprints(self.diagnostics)

    @property
    def counted(self) -> Iterator[tuple[Diagnostic, str]]:
        """The diagnostics that count, each with its fingerprint."""
        pairs = zip(self.diagnostics, self.fingerprints, strict=True)
        return ((diagnostic, text) for diagnostic, text in pairs if not diagnostic.ignored)

    @cached_property
    def counts(self) -> dict[Severity, int]:
        """How many diagnostics of each severity count."""
        return {severity: count(self.diagnostics, severity) for severity in Severity}

    @property
    def ignored(self) -> int:
        """How many diagnostics do not count."""
        return sum(diagnostic.ignored for diagnostic in self.diagnostics)

    def placed(self, path: str) -> str:
        """Give a path as seen from the root that a code platform knows; ``.`` for the root itself."""
        return f"{self.prefix}{path}" or "."
