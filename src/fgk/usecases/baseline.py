"""Applying a baseline: what it knows is hidden and counted, what is repaired is reported as removable."""

from collections import Counter
from collections.abc import Iterable

from fgk.diagnostics import Diagnostic, IgnoredBy, ignored
from fgk.loading.baseline import Baseline, Entry
from fgk.messages import msg, msgn
from fgk.rules.catalogue import by_code, named
from fgk.rules.suppression import NEVER_IGNORED

REASON = "baseline"
_REMOVABLE = "FGK804"


def entries(diagnostics: Iterable[Diagnostic]) -> list[Entry]:
    """Give the entries of a new baseline: of everything that counts now and can be ignored at all."""
    return [_entry(one) for one in diagnostics if not one.ignored and _can_be_hidden(one)]


def hidden(diagnostics: Iterable[Diagnostic], baseline: Baseline) -> tuple[list[Diagnostic], Counter[Entry]]:
    """Ignore what a baseline knows; give the diagnostics, and for each entry how much it hides that is not there."""
    left = Counter[Entry]()
    for entry, count in baseline.counts.items():
        left[_resolved(entry)] += count
    result = []
    for diagnostic in diagnostics:
        entry = _entry(diagnostic)
        if not diagnostic.ignored and _can_be_hidden(diagnostic) and left[entry] > 0:
            left[entry] -= 1
            result.append(ignored(diagnostic, REASON, IgnoredBy.BASELINE))
        else:
            result.append(diagnostic)
    return result, left


def removable(
    baseline: Baseline,
    path: str,
    left: Counter[Entry],
    looked_at: frozenset[str] | None,
    unfinished: tuple[str, ...] = (),
) -> list[Diagnostic]:
    """Report the entries that hide more than there is.

    ``path`` is how the baseline's file is called, ``left`` what ``hidden`` gave. Of a part of the repository only
    entries about the files in ``looked_at`` can be judged; None is all. Nothing can be said of the ``unfinished``
    directories, in which something could not be read.
    """
    rule = by_code()[_REMOVABLE]
    found = []
    for entry in baseline.counts:
        rest = left.pop(_resolved(entry), 0)
        if rest == 0 or (looked_at is not None and entry.path not in looked_at):
            continue
        if any(entry.path.startswith(f"{directory}/") for directory in unfinished):
            continue
        message = msgn(
            "{n} finding of “{rule}” in {path} is settled",
            "{n} findings of “{rule}” in {path} are settled",
            rest,
            rule=entry.rule,
            path=entry.path,
        )
        hint = msg("Write the baseline anew with --write-baseline, or delete the entry.")
        subject = f"{entry.path}/{entry.record}/{entry.rule}"
        found.append(
            Diagnostic(rule.code, rule.name, rule.severity, message, path, baseline.spans[entry], hint, subject=subject)
        )
    return found


def _entry(diagnostic: Diagnostic) -> Entry:
    return Entry(diagnostic.path, diagnostic.record, diagnostic.name)


def _resolved(entry: Entry) -> Entry:
    """Give the entry with the rule's name, where a code stands in its place."""
    rule = named(entry.rule)
    return Entry(entry.path, entry.record, rule.name if rule else entry.rule)


def _can_be_hidden(diagnostic: Diagnostic) -> bool:
    return diagnostic.code not in NEVER_IGNORED
