"""SARIF 2.1.0: what code scanning and the viewers of editors read."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from fgk import __version__
from fgk.diagnostics import Diagnostic, IgnoredBy, Severity, Span
from fgk.messages import Translator, msg
from fgk.render.escaping import markdown, printable
from fgk.render.findings.outcome import Outcome
from fgk.render.findings.pieces import json_pieces
from fgk.rules.catalogue import by_code
from fgk.rules.families import family_of
from fgk.rules.registry import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""The name of the format's schema; nothing is fetched from there."""

FINGERPRINT = "fgk/v1"
"""The fingerprint's name; another way to make it means another number."""

ROOT = "SRCROOT"
CRASHED = "FGK900"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LINK = re.compile(r"\[(?=[^\]]*\]\()")
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def pieces(outcome: Outcome) -> Iterator[str]:
    """Give the log of one run: all findings, ignored ones as suppressed, and the rules that found something."""
    codes = sorted({one.code for one in outcome.diagnostics})
    rules = by_code()
    index = {code: position for position, code in enumerate(codes)}
    translate = outcome.translate
    root = {"description": {"text": translate(msg("The directory from which the paths lead to the files."))}}
    run = {
        "tool": {
            "driver": {
                "name": "fgk",
                "semanticVersion": __version__,
                "language": translate.language,
                "rules": [_rule(rules[code], translate) for code in codes],
            }
        },
        "language": translate.language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: root},
        "invocations": [_invocation(outcome)],
        "results": (
            _result(one, fingerprint, index[one.code], outcome)
            for one, fingerprint in zip(outcome.diagnostics, outcome.fingerprints, strict=True)
        ),
    }
    return json_pieces({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, levels=4)


def _rule(rule: Rule, translate: Translator) -> dict[str, Any]:
    parts = [(msg("Why"), rule.why), (msg("What to do"), rule.fix), (msg("Source"), rule.source)]
    texts = [(translate(title), translate(text)) for title, text in parts if text]
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": translate(rule.summary)},
        "fullDescription": {"text": translate(rule.why)},
        "help": {
            "text": "\n\n".join(f"{title}: {text}" for title, text in texts),
            "markdown": "\n\n".join(f"**{markdown(title)}:** {markdown(text)}" for title, text in texts),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [family_of(rule).name]},
    }


def _result(diagnostic: Diagnostic, fingerprint: str, index: int, outcome: Outcome) -> dict[str, Any]:
    translate = outcome.translate
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _message(diagnostic, translate)},
        "locations": [{"physicalLocation": _place(outcome, diagnostic.path, diagnostic.span)}],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": _inert(translate(related.message))},
                "physicalLocation": _place(outcome, related.path, related.span),
            }
            for number, related in enumerate(diagnostic.related, start=1)
        ]
    if diagnostic.reason is not None:
        kind = "inSource" if diagnostic.ignored_by is IgnoredBy.COMMENT else "external"
        result["suppressions"] = [{"kind": kind, "justification": printable(diagnostic.reason)}]
    if diagnostic.replacement is not None:
        result["fixes"] = [_fix(diagnostic, diagnostic.replacement, outcome)]
    return result


def _message(diagnostic: Diagnostic, translate: Translator) -> str:
    parts = [diagnostic.message, *([diagnostic.hint] if diagnostic.hint else [])]
    return "\n".join(_inert(translate(part)) for part in parts)


def _fix(diagnostic: Diagnostic, replacement: str, outcome: Outcome) -> dict[str, Any]:
    place = _place(outcome, diagnostic.path, diagnostic.span)
    change = {"deletedRegion": place["region"], "insertedContent": {"text": replacement}}
    fix = {"artifactChanges": [{"artifactLocation": place["artifactLocation"], "replacements": [change]}]}
    if diagnostic.hint is None:
        return fix
    return {"description": {"text": _inert(outcome.translate(diagnostic.hint))}, **fix}


def _place(outcome: Outcome, path: str, span: Span) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": _uri(outcome.placed(path)), "uriBaseId": ROOT},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }


def _uri(path: str) -> str:
    """Percent-encode a path; bytes that are no UTF-8 become what they are on the disk."""
    try:
        return quote(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return quote(path.encode("utf-8", "replace"))


def _invocation(outcome: Outcome) -> dict[str, Any]:
    notifications = [
        {
            "level": "error",
            "message": {"text": _inert(outcome.translate(one.message))},
            "locations": [{"physicalLocation": _place(outcome, one.path, one.span)}],
        }
        for one in outcome.diagnostics
        if one.code == CRASHED
    ]
    if outcome.error:
        notifications.append({"level": "error", "message": {"text": _inert(outcome.error)}})
    invocation: dict[str, Any] = {"executionSuccessful": not outcome.error}
    return {**invocation, "toolExecutionNotifications": notifications} if notifications else invocation


def _inert(text: str) -> str:
    """Give a text in which nothing is a link or a placeholder of SARIF's messages."""
    return _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub(r"\\[", printable(text)))
