"""Which findings somebody has decided to ignore, and which rules weigh differently here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from fgk.diagnostics import Diagnostic, IgnoredBy, Route, Severity, ignored
from fgk.messages import Message, msg
from fgk.model.settings import Settings
from fgk.rules.catalogue import by_code, named, rules
from fgk.rules.registry import Finding
from fgk.source.document import Document, Suppression
from fgk.source.problems import MOST, too_many
from fgk.suggestions import did_you_mean, meant_or_possible

NO_REASON = "–"
"""What stands for a reason that nobody gave; the finding is ignored all the same, and that is a finding."""

NEVER_IGNORED = frozenset(("FGK018", "FGK771", "FGK801", "FGK802", "FGK803", "FGK804", "FGK900"))


@dataclass(frozen=True)
class Policy:
    """The ignores and severities of ``fgk.yaml``, by the codes of the rules that they name."""

    settings: Settings

    @cached_property
    def _severities(self) -> dict[str, Severity]:
        named_rules = ((named(change.rule), change) for change in self.settings.severity)
        return {rule.code: Severity(change.level) for rule, change in named_rules if rule is not None}

    @cached_property
    def _ignores(self) -> dict[str, list[int]]:
        """Positions of ignores by the codes of their rules."""
        found: dict[str, list[int]] = {}
        for index, entry in enumerate(self.settings.ignore):
            rule = named(entry.rule)
            if rule is not None:
                found.setdefault(rule.code, []).append(index)
        return found

    def severity(self, code: str, default: Severity) -> Severity:
        """Give how much a rule weighs here."""
        return self._severities.get(code, default)

    def weighed(self, diagnostic: Diagnostic) -> Diagnostic:
        """Give the diagnostic with how much its rule weighs here; one that weighs less than its rule keeps that."""
        if diagnostic.severity.weight < by_code()[diagnostic.code].severity.weight:
            return diagnostic
        return replace(diagnostic, severity=self.severity(diagnostic.code, diagnostic.severity))

    def applied(self, diagnostic: Diagnostic) -> tuple[Diagnostic, int | None]:
        """Give the diagnostic, ignored where the settings say so, and the position of the entry that says it."""
        index = self._entry_for(diagnostic.code, diagnostic.municipality)
        if index is None or diagnostic.code in NEVER_IGNORED or diagnostic.ignored:
            return diagnostic, None
        reason = self.settings.ignore[index].reason or NO_REASON
        return ignored(diagnostic, reason, IgnoredBy.SETTINGS), index

    def switches_off(self, code: str, municipality: str | None) -> bool:
        """Whether the settings ignore all that a rule finds in a municipality."""
        return self._entry_for(code, municipality) is not None

    def _entry_for(self, code: str, municipality: str | None) -> int | None:
        """Give the position of the first ignore of a rule that holds in a municipality, or outside of all."""
        indexes = self._ignores.get(code, ())
        return next((index for index in indexes if self.settings.ignore[index].within in (None, municipality)), None)

    def findings(
        self, slugs: Iterable[str], used: Collection[int], *, everything: bool
    ) -> Iterator[tuple[str, Finding]]:
        """Report entries without reason, effect or match, as pairs of a rule's code and a finding.

        ``slugs`` are the municipalities there are, ``used`` the positions of the ignores that have matched something;
        with ``everything`` every rule has looked at all municipalities, so that an entry that matched nothing is of no
        use.
        """
        known = set(slugs)
        for index, change in enumerate(self.settings.severity):
            yield from self._entry_findings(("severity", index), change.rule, change.reason)
        for index, entry in enumerate(self.settings.ignore):
            route = ("ignore", index)
            yield from self._entry_findings(route, entry.rule, entry.reason)
            if entry.within is not None and entry.within not in known:
                text = msg("The municipality “{name}” does not exist", name=entry.within)
                yield "FGK803", Finding(self.settings, (*route, "in"), text, meant_or_possible(entry.within, known))
            elif everything and index not in used and named(entry.rule) is not None:
                yield "FGK802", Finding(self.settings, (*route, "rule"), _unused(entry.rule), _DELETE)

    def _entry_findings(self, route: Route, rule: str, reason: str | None) -> Iterator[tuple[str, Finding]]:
        if named(rule) is None:
            yield "FGK803", Finding(self.settings, (*route, "rule"), _no_rule(rule), _nearest_rule(rule))
        if reason is None:
            text = _UNREASONED if route[0] == "ignore" else _CHANGED_UNREASONED
            yield "FGK801", Finding(self.settings, (*route, "reason"), text, _GIVE_REASON)


def with_comments(
    diagnostics: list[Diagnostic], documents: Iterable[Document], municipality: str | None, *, whole: bool
) -> list[Diagnostic]:
    """Apply the ``fgk: ignore`` comments of some documents, and add what is wrong with the comments themselves.

    ``whole`` says that nothing was left out of the records: only then has every rule looked at everything, and a
    comment that matches nothing is of no use.
    """
    comments = {document.path: document.suppressions for document in documents if document.suppressions}
    if not comments:
        return diagnostics
    used: set[tuple[str, int, str]] = set()
    result = ignored_by_comments(diagnostics, comments, used)
    found = _of_comments(comments, used, municipality, whole=whole)
    result += islice(found, MOST)
    unlisted = next(found, None)
    if unlisted is not None:
        problem = too_many()
        result.append(replace(unlisted, code="FGK018", message=problem.message, hint=problem.hint))
    return result


def ignored_by_comments(
    diagnostics: Iterable[Diagnostic],
    comments: Mapping[str, Sequence[Suppression]],
    used: set[tuple[str, int, str]] | None = None,
) -> list[Diagnostic]:
    """Apply comments, by the paths of their files; into ``used`` go path, position and rule of what has matched."""
    by_line: dict[tuple[str, int], list[tuple[int, Suppression]]] = defaultdict(list)
    for path, suppressions in comments.items():
        for index, suppression in enumerate(suppressions):
            by_line[path, suppression.line].append((index, suppression))
    seen = used if used is not None else set()
    return [_with_comments_of_line(one, by_line.get((one.path, one.span.line), ()), seen) for one in diagnostics]


def _of_comments(
    comments: Mapping[str, tuple[Suppression, ...]],
    used: set[tuple[str, int, str]],
    municipality: str | None,
    *,
    whole: bool,
) -> Iterator[Diagnostic]:
    for path, suppressions in comments.items():
        for index, suppression in enumerate(suppressions):
            for code, message, hint in _comment_problems(path, index, suppression, used, whole=whole):
                template = Diagnostic(code, "", Severity.WARNING, message, path, suppression.span, hint)
                yield replace(template, municipality=municipality, subject=f"comment/{index}")


def _with_comments_of_line(
    diagnostic: Diagnostic, suppressions: Iterable[tuple[int, Suppression]], used: set[tuple[str, int, str]]
) -> Diagnostic:
    if diagnostic.code in NEVER_IGNORED:
        return diagnostic
    for index, suppression in suppressions:
        for name in suppression.rules:
            rule = named(name)
            if rule is not None and rule.code == diagnostic.code:
                used.add((diagnostic.path, index, name))
                return ignored(diagnostic, suppression.reason or NO_REASON, IgnoredBy.COMMENT)
    return diagnostic


def _comment_problems(
    path: str, index: int, suppression: Suppression, used: set[tuple[str, int, str]], *, whole: bool
) -> Iterator[tuple[str, Message, Message]]:
    if not suppression.reason:
        yield "FGK801", _UNREASONED, _GIVE_REASON
    if not suppression.rules:
        yield "FGK803", msg("The comment names no rule"), _NAME_RULE
    for name in suppression.rules:
        if named(name) is None:
            yield "FGK803", _no_rule(name), _nearest_rule(name)
        elif whole and (path, index, name) not in used:
            yield "FGK802", _unused(name), _DELETE


_UNREASONED = msg("The suppression gives no reason")
_CHANGED_UNREASONED = msg("The changed severity gives no reason")
_GIVE_REASON = msg("Write why, so that a reviewer can agree.")
_NAME_RULE = msg("Write the rule in brackets: ignore[overdue-measure].")
_DELETE = msg("Delete it.")


def _no_rule(name: str) -> Message:
    return msg("There is no rule “{name}”", name=name)


def _unused(name: str) -> Message:
    return msg("“{name}” matches no finding here", name=name)


def _nearest_rule(name: str) -> Message:
    meant = did_you_mean(name, [word for rule in rules() for word in (rule.code, rule.name)])
    return meant or msg("“fgk explain --list” shows all rules.")
