"""JUnit XML: one test case for each file, which fails where something in it makes the run fail."""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

from fgk.diagnostics import SEVERITY_WORDS, Diagnostic, Severity
from fgk.messages import msgn
from fgk.model.layout import MUNICIPALITY_FILE
from fgk.render.escaping import REPLACEMENT, printable
from fgk.render.findings.outcome import Outcome

REPOSITORY = "repository"
"""The class of what belongs to no municipality."""

_NO_XML = re.compile("[\ufffe\uffff]")


def pieces(outcome: Outcome) -> Iterator[str]:
    """Give the document: files in the order of their paths, those that are missing included."""
    found = {
        path: list(several)
        for path, several in groupby((one for one in outcome.diagnostics if not one.ignored), lambda one: one.path)
    }
    paths = sorted({*outcome.paths, *found})
    homes = {path.removesuffix(MUNICIPALITY_FILE) for path in outcome.paths if path.endswith(f"/{MUNICIPALITY_FILE}")}
    failures = sum(any(_fails(outcome, one) for one in several) for several in found.values())
    errors = int(bool(outcome.error))
    counts = f'tests="{len(paths) + errors}" failures="{failures}" errors="{errors}"'
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    name = f'name="{outcome.command}"'
    yield f'<testsuites {name} {counts}>\n<testsuite {name} {counts} skipped="0">\n'
    for path in paths:
        several = found.get(path, [])
        yield _case(outcome, path, next((one.municipality for one in several), None) or _home(path, homes), several)
    if outcome.error:
        head = f'<testcase classname="{REPOSITORY}" {name}>'
        yield f'{head}<error message="{_xml(outcome.error)}" type="error"/></testcase>\n'
    yield "</testsuite>\n</testsuites>\n"


def _case(outcome: Outcome, path: str, home: str, several: list[Diagnostic]) -> str:
    head = f'<testcase classname="{_xml(home)}" name="{_xml(outcome.placed(path))}" file="{_xml(outcome.placed(path))}"'
    failing = [one for one in several if _fails(outcome, one)]
    rest = [one for one in several if not _fails(outcome, one)]
    inside = ""
    if failing:
        kind = max((one.severity for one in failing), key=lambda severity: severity.weight)
        inside += f'<failure message="{_xml(_counted(outcome, failing))}" type="{kind.value}">'
        inside += f"{_lines(outcome, failing)}</failure>\n"
    if rest:
        inside += f"<system-out>{_lines(outcome, rest)}</system-out>\n"
    return f"{head}>\n{inside}</testcase>\n" if inside else f"{head}/>\n"


def _fails(outcome: Outcome, diagnostic: Diagnostic) -> bool:
    return diagnostic.severity.weight >= outcome.fail_on.weight


def _counted(outcome: Outcome, failing: list[Diagnostic]) -> str:
    words = (("{n} error", "{n} errors"), ("{n} warning", "{n} warnings"), ("{n} info", "{n} infos"))
    counts = [sum(one.severity is severity for one in failing) for severity in Severity]
    parts = [msgn(one, many, count) for (one, many), count in zip(words, counts, strict=True) if count]
    return ", ".join(outcome.translate(part) for part in parts)


def _lines(outcome: Outcome, several: list[Diagnostic]) -> str:
    translate = outcome.translate
    lines = []
    for one in several:
        word = translate(SEVERITY_WORDS[one.severity])
        place = f"{one.path}:{one.span.line}:{one.span.column}"
        lines.append(_xml(f"{place}: {word} {one.code} {one.name}: {translate(one.message)}"))
        if one.hint is not None:
            lines.append("  " + _xml(translate(one.hint)))
    return "\n".join(lines)


def _home(path: str, homes: set[str]) -> str:
    """Give the slug of the municipality in whose directory a file lies."""
    parts = path.split("/")
    for size in range(len(parts) - 1, 0, -1):
        if "/".join([*parts[:size], ""]) in homes:
            return parts[size - 1]
    return REPOSITORY


def _xml(text: str) -> str:
    """Give a text for one line of an element or an attribute, of characters that XML allows."""
    return escape(_NO_XML.sub(REPLACEMENT, printable(text)))
