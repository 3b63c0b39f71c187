"""Annotations of GitHub Actions: lines in the log of a step that it shows beside the changed lines."""

from collections.abc import Iterator

from fgk.diagnostics import Diagnostic, Severity
from fgk.messages import msgn
from fgk.render.escaping import printable
from fgk.render.findings.outcome import Outcome

MOST = 10
"""Annotations of each kind that GitHub shows of one step; it drops what follows without a word."""

LONGEST = 4000
"""Characters of one annotation: far more than is read, far less than the 64 KiB at which GitHub cuts."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def pieces(outcome: Outcome) -> Iterator[str]:
    """Give the annotations, errors first, as many as are shown, and then how many more there are."""
    if outcome.error:
        yield f"::error title=fgk::{_text(outcome.error)}\n"
    for severity, command in _COMMANDS.items():
        left = MOST - (severity is Severity.ERROR and bool(outcome.error))
        of_kind = (one for one in outcome.diagnostics if one.severity is severity and not one.ignored)
        for _, one in zip(range(left), of_kind, strict=False):
            yield _annotation(command, one, outcome)
    more = sum(max(0, count - MOST) for count in outcome.counts.values())
    if more:
        sentence = msgn(
            "GitHub shows {most} annotations of a kind: {n} more finding is shown by “{command}”.",
            "GitHub shows {most} annotations of a kind: {n} more findings are shown by “{command}”.",
            more,
            most=MOST,
            command=outcome.command,
        )
        yield f"{outcome.translate(sentence)}\n"


def _annotation(command: str, diagnostic: Diagnostic, outcome: Outcome) -> str:
    span = diagnostic.span
    properties = {"file": outcome.placed(diagnostic.path), "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:  # GitHub refuses columns of a stretch of several lines
        properties |= {"col": span.column, "endColumn": max(span.column, span.end_column - 1)}
    properties["title"] = f"{diagnostic.code} {diagnostic.name}"
    texts = [diagnostic.message, *([diagnostic.hint] if diagnostic.hint else [])]
    text = "%0A".join(_text(outcome.translate(part)) for part in texts)
    named = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{command} {named}::{text}\n"


def _text(text: str) -> str:
    text = printable(text)
    cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return cut.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
