"""One line each: what a compiler would print, and what editors and ``grep`` understand."""

from collections.abc import Iterator

from fgk.diagnostics import SEVERITY_WORDS, short_hash
from fgk.render.escaping import printable
from fgk.render.findings.outcome import Outcome


def pieces(outcome: Outcome) -> Iterator[str]:
    """Give ``path:line:column: severity CODE name: message`` for each finding that counts."""
    translate = outcome.translate
    words = {severity: translate(word) for severity, word in SEVERITY_WORDS.items()}
    for one in outcome.diagnostics:
        if not one.ignored:
            before = f"{short_hash(one.commit)}:" if one.commit is not None else ""
            place = f"{before}{printable(one.path)}:{one.span.line}:{one.span.column}"
            message = printable(translate(one.message))
            yield f"{place}: {words[one.severity]} {one.code} {one.name}: {message}\n"
