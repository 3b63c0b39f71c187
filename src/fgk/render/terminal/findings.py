"""Diagnostics as text for a terminal: place, words, the line in question, what to do."""

from collections.abc import Callable, Iterable

from rich.console import Console
from rich.text import Text

from fgk.diagnostics import Diagnostic, Severity, Span
from fgk.messages import Message, Translator, msg, msgn
from fgk.render.escaping import printable
from fgk.source.text import Text as SourceText

EXCERPT_WIDTH = 110
"""Characters of a source line that an excerpt shows at most."""

SEVERITY_WORDS = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning"), Severity.INFO: msg("info")}

Reader = Callable[[str], SourceText | None]
"""Gives the text of a file by its path, or None where it cannot be read any more."""


class FindingsPage:
    """Findings grouped by municipality, and a summary."""

    def __init__(self, console: Console, translate: Translator, read: Reader) -> None:
        self.console = console
        self.translate = translate
        self._read = read
        self._current: tuple[str, SourceText | None] = ("", None)

    def print(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print the diagnostics that count."""
        group: str | None = None
        for diagnostic in diagnostics:
            if diagnostic.ignored:
                continue
            if diagnostic.municipality is not None and diagnostic.municipality != group:
                group = diagnostic.municipality
                self.console.print(Text(printable(group), style="head"))
            self._one(diagnostic)

    def summary(self, municipalities: int, files: int, counts: dict[Severity, int], ignored: int) -> None:
        """Print how much was looked at and how much was found."""
        looked = msg(
            "{municipalities}, {files}",
            municipalities=msgn("{n} municipality", "{n} municipalities", municipalities),
            files=msgn("{n} file", "{n} files", files),
        )
        found = [
            msgn("{n} error", "{n} errors", counts[Severity.ERROR]),
            msgn("{n} warning", "{n} warnings", counts[Severity.WARNING]),
            msgn("{n} info", "{n} infos", counts[Severity.INFO]),
        ]
        text = f"{self.translate(looked)}: {', '.join(self.translate(part) for part in found)}"
        if ignored:
            text += self.translate(msgn(" ({n} ignored)", " ({n} ignored)", ignored))
        bad = counts[Severity.ERROR]
        style = "error" if bad else "warning" if counts[Severity.WARNING] else "good"
        self.console.print(Text(text, style=style), soft_wrap=True)

    def _one(self, diagnostic: Diagnostic) -> None:
        span = diagnostic.span
        severity = diagnostic.severity
        head = Text()
        head.append(f"{printable(diagnostic.path)}:{span.line}:{span.column}", style="head")
        head.append(f" {self.translate(SEVERITY_WORDS[severity])}", style=severity.value)
        head.append(f" {diagnostic.code} {diagnostic.name}", style="quiet")
        self.console.print(head, soft_wrap=True)
        self._words("  ", diagnostic.message, "")
        self._excerpt(diagnostic.path, span, severity.value)
        for related in diagnostic.related:
            place = f"{printable(related.path)}:{related.span.line}:{related.span.column}"
            self.console.print(Text(f"  → {place} {self.translate(related.message)}", style="quiet"), soft_wrap=True)
        if diagnostic.hint is not None:
            self._words("  = ", diagnostic.hint, "info")
        self.console.print()

    def _words(self, indent: str, message: Message, style: str) -> None:
        self.console.print(Text(indent + printable(self.translate(message)), style=style), soft_wrap=True)

    def _excerpt(self, path: str, span: Span, style: str) -> None:
        if self._current[0] != path:
            self._current = (path, self._read(path))
        text = self._current[1]
        if text is None or span.line > text.line_count:
            return
        line = text.line(span.line)
        if not line.strip():
            return
        start = max(0, span.column - 1 - EXCERPT_WIDTH // 2) if len(line) > EXCERPT_WIDTH else 0
        shown = printable(line[start : start + EXCERPT_WIDTH])
        number = str(span.line)
        end = span.end_column - 1 if span.end_line == span.line else len(line)
        first = span.column - 1 - start
        length = max(1, min(end - start, len(shown)) - first)
        gutter = " " * len(number)
        self.console.print(Text(f"  {number} │ {shown}"), soft_wrap=True)
        marks = Text(f"  {gutter} │ " + " " * first).append("^" * length, style=style)
        self.console.print(marks, soft_wrap=True)
