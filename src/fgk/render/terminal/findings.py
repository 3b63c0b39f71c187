"""Findings for people: grouped by municipality, each with its place underlined, related places and a hint."""

from collections.abc import Iterator
from itertools import groupby

from rich.cells import cell_len

from fgk.diagnostics import NEW_MARK, NEW_RESOLUTION, SEVERITY_WORDS, Diagnostic, IgnoredBy, Severity
from fgk.messages import Message, msg, msgn
from fgk.render.escaping import printable
from fgk.render.findings.outcome import GLYPHS, Outcome, Reader
from fgk.render.findings.statistics import RuleCount, by_rule
from fgk.render.terminal.excerpt import Excerpts, Place
from fgk.render.terminal.pen import Pen
from fgk.render.terminal.wrapping import wrapped

_INDENT = "  "


class FindingsPage:
    """The page of one run, in pieces."""

    def __init__(self, outcome: Outcome, read: Reader, pen: Pen, width: int) -> None:
        self._outcome = outcome
        self._translate = outcome.translate
        self._pen = pen
        self._width = width
        self._excerpts = Excerpts(read, pen, width)

    def findings(self) -> Iterator[str]:
        """Give the findings that count, each as one piece."""
        counted = (one for one in self._outcome.diagnostics if not one.ignored)
        for municipality, several in groupby(counted, lambda one: one.municipality):
            group = list(several)
            yield self._heading(municipality, group)
            for one in group:
                yield "".join(f"{line}\n" for line in self._finding(one)) + "\n"

    def covered(self) -> Iterator[str]:
        """Give the findings that resolutions cover, shortly; of one that a resolution covers which is new, say so."""
        found = [one for one in self._outcome.diagnostics if one.ignored_by is IgnoredBy.RESOLUTION]
        if not found:
            return
        head = self._translate(msg("Rests on a resolution; compare it with the minutes:"))
        yield f"{self._pen(head, 'head')}\n"
        for one in found:
            text = msg("✓ {message} – {resolution}", message=one.message, resolution=one.reason)
            place = f"{one.path}:{one.span.line}"
            lines = wrapped(printable(self._translate(text)), self._width - len(_INDENT))
            yield "".join(f"{_INDENT}{line}\n" for line in lines) + f"{_INDENT}  {self._pen(place, 'quiet')}\n"
        if any((one.reason or "").endswith(NEW_MARK) for one in found):
            note = self._translate(NEW_RESOLUTION)
            yield from (f"{_INDENT}{line}\n" for line in wrapped(note, self._width - len(_INDENT)))
        yield "\n"

    def statistics(self) -> Iterator[str]:
        """Give how often each rule found something, a line each."""
        rows = by_rule(self._outcome.diagnostics)
        name = max((len(row.name) for row in rows), default=0)
        digits = len(str(rows[0].findings)) if rows else 0
        words = {severity: self._word(severity) for severity in {row.severity for row in rows}}
        word = max(map(cell_len, words.values()), default=0)
        for row in rows:
            severity = self._pen(f"{words[row.severity]}{' ' * (word - cell_len(words[row.severity]))}", row.severity)
            files = self._translate(msgn("in {n} file", "in {n} files", row.files))
            yield f"{row.findings:>{digits}}  {severity}  {row.code}  {row.name:<{name}}  {files}\n"
        if rows:
            yield "\n"

    def summary(self) -> Iterator[str]:
        """Give how much was looked at, how much was found, and where to read on."""
        outcome, pen, translate = self._outcome, self._pen, self._translate
        looked = msg(
            "{municipalities}, {files}",
            municipalities=msgn("{n} municipality", "{n} municipalities", outcome.municipalities),
            files=msgn("{n} file", "{n} files", len(outcome.paths)),
        )
        parts: list[tuple[str, str]] = []
        for severity, number in outcome.counts.items():
            text = self._count(severity, number)
            parts.append((f"{GLYPHS[severity]} {text}", severity.value) if number else (text, "quiet"))
        if not any(outcome.counts.values()):
            nothing = translate(msg("no findings"))
            parts = [(f"✓ {nothing}", "good")]
        covered = sum(one.ignored_by is IgnoredBy.RESOLUTION for one in outcome.diagnostics)
        if covered:
            by_resolution = msgn("{n} covered by a resolution", "{n} covered by resolutions", covered)
            parts.append((translate(by_resolution), "quiet"))
        if ignored := outcome.ignored - covered:
            parts.append((translate(msgn("{n} ignored", "{n} ignored", ignored)), "quiet"))
        if outcome.diagnostics:
            yield f"{pen('─' * self._width, 'quiet')}\n"
        yield from self._on_lines(f"{translate(looked)}:", parts)
        heaviest = max((severity for severity, n in outcome.counts.items() if n), key=lambda s: s.weight, default=None)
        rows = by_rule([one for one in outcome.diagnostics if one.severity is heaviest])
        if rows:
            yield from (f"{line}\n" for line in wrapped(translate(_pointer(rows)), self._width))

    def _on_lines(self, head: str, parts: list[tuple[str, str]]) -> Iterator[str]:
        """Give the counts, each a text and its style, on one line where they fit, else on as many as they need."""
        line, used = self._pen(head, "head"), cell_len(head)
        for number, (text, style) in enumerate(parts, start=1):
            end = "," if number < len(parts) else ""
            size = cell_len(f" {text}{end}")
            if used + size > self._width:
                yield f"{line}\n"
                line, used = " ", 1
            line, used = f"{line} {self._pen(text, style)}{end}", used + size
        yield f"{line}\n"

    def _heading(self, municipality: str | None, group: list[Diagnostic]) -> str:
        if municipality is None:
            name, slug = self._translate(msg("Whole repository")), ""
        else:
            name = printable(self._outcome.titles.get(municipality, municipality))
            slug = "" if name == municipality else f" ({printable(municipality)})"
        counts = {severity: sum(one.severity is severity for one in group) for severity in Severity}
        text = ", ".join(self._count(severity, number) for severity, number in counts.items() if number)
        head = f"━━ {self._pen(name, 'head')}{slug} "
        rest = self._width - cell_len(f"━━ {name}{slug}  {text}")
        return f"{head}{self._pen('━' * max(2, rest), 'quiet')} {text}\n\n"

    def _finding(self, one: Diagnostic) -> Iterator[str]:
        pen, style = self._pen, one.severity.value
        rule = pen(f"{one.code} {one.name}", "quiet")
        yield f"{pen(self._word(one.severity), style)} {rule}"
        for line in wrapped(printable(self._translate(one.message)), self._width - len(_INDENT)):
            yield f"{_INDENT}{pen(line, 'head')}"
        places = [Place(one.path, one.span, style, "^", commit=one.commit)]
        for related in one.related:
            label = printable(self._translate(related.message))
            places.append(Place(related.path, related.span, "related", "-", label, related.commit))
        yield from self._excerpts.show(places)
        if one.hint is not None:
            yield from self._hint(one.hint)

    def _hint(self, hint: Message) -> Iterator[str]:
        word = self._translate(msg("Help"))
        label = f"= {word}: "
        room = self._width - len(_INDENT) - cell_len(label)
        first, *rest = wrapped(printable(self._translate(hint)), room)
        yield f"{_INDENT}{self._pen(label, 'hint')}{first}"
        yield from (f"{_INDENT}{' ' * cell_len(label)}{line}" for line in rest)

    def _word(self, severity: Severity) -> str:
        return f"{GLYPHS[severity]} {self._translate(SEVERITY_WORDS[severity])}"

    def _count(self, severity: Severity, number: int) -> str:
        if severity is Severity.ERROR:
            return self._translate(msgn("{n} error", "{n} errors", number))
        if severity is Severity.WARNING:
            return self._translate(msgn("{n} warning", "{n} warnings", number))
        return self._translate(msgn("{n} info", "{n} infos", number))


def _pointer(rows: list[RuleCount]) -> Message:
    """Name the rule that found most, and the command that explains it."""
    first = rows[0]
    if len(rows) == 1 or first.findings == 1:
        return msg("“fgk explain {code}” explains the rule {name}.", code=first.code, name=first.name)
    return msg(
        "Most frequent: {name} ({n}); “fgk explain {code}” explains the rule.",
        name=first.name,
        n=first.findings,
        code=first.code,
    )
