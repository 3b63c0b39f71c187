"""``fgk review``: what the reviewer of a change must decide, judged by the rules as they were before it."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from fgk.assessment.decisions import is_adopted
from fgk.comparison.result import Compared, Comparison
from fgk.comparison.revised import Revised
from fgk.dates import PartialDate
from fgk.diagnostics import START, Diagnostic, IgnoredBy, Problem, Route, Span, ignored
from fgk.loading.places import Places
from fgk.loading.repository import Repository
from fgk.messages import N_, Message, msg
from fgk.model.base import Record
from fgk.model.layout import MUNICIPALITY_FILE
from fgk.model.resolution import Resolution
from fgk.model.vocabulary import ResolutionKind, label
from fgk.rules.catalogue import by_code, rules
from fgk.rules.registry import Finding, Rule
from fgk.rules.review.policy import answer_not_valid, changed_rules, rules_changed
from fgk.rules.suppression import Policy, ignored_by_comments
from fgk.source.document import Document, Suppression
from fgk.source.tree import joined
from fgk.usecases.checking import crash_of, diagnostic_of, limited
from fgk.usecases.compare import Pair, common_changes, compared, pairs
from fgk.usecases.portfolio import Assessed
from fgk.usecases.sides import Sides
from fgk.usecases.validate import Validation

BASELINE_NAME = "fgk-baseline.json"
"""The baseline that a repository usually has, at its root."""


@dataclass(frozen=True)
class Asked:
    """What a change is judged by.

    ``policy`` is the repository at the base, whose settings and procedures hold. ``answers`` maps the paths that
    commits of the change have touched to the ids of the resolutions which these commits name.
    """

    policy: Repository
    answers: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is to be decided, and all that changed."""

    validation: Validation
    comparison: Comparison


def review(sides: Sides, day: dt.date, asked: Asked) -> Reviewed:
    """Judge a change on a day; one municipality after the other, and then what all of them depend on."""
    reviewer = _Reviewer(sides, day, asked)
    result = Validation(is_part=True)
    changed: list[Compared] = []
    for pair in pairs(sides, day):
        one = compared(pair)
        if not one.is_empty:
            changed.append(one)
        result.municipalities += 1
        result.titles[pair.slug] = pair.name
        result.diagnostics += reviewer.municipality(pair)
        result.paths += [document.path for document in pair.now.loaded.documents]
    result.of = result.municipalities
    result.diagnostics += reviewer.common()
    result.crashed = reviewer.crashed
    result.diagnostics = sorted(result.diagnostics, key=_order)
    result.paths.sort()
    changed.sort(key=lambda one: one.path)
    return Reviewed(result, Comparison(sides.old.sha, sides.new.sha, tuple(changed)))


def _order(one: Diagnostic) -> tuple[object, ...]:
    """Put the municipalities one after the other, and of each what weighs most first."""
    return (one.municipality is None, one.municipality or "", -one.severity.weight, one.code, one.sort_key)


class _Both:
    """Where records stand: in the new files or, where they are gone, in the old ones."""

    def __init__(self, new: Places | None, old: Places | None) -> None:
        self._places = [one for one in (new, old) if one is not None]
        self._new = new

    def is_old(self, record: Record) -> bool:
        """Whether a record stands in the old files."""
        return self._new is None or not self._new.knows(record)

    def path(self, record: Record) -> str:
        """Give the path of the file that a record was read from."""
        return self._of(record).path(record)

    def span(self, record: Record, route: Route, *, at_key: bool = False) -> Span:
        """Give the place of a field."""
        return self._of(record).span(record, route, at_key=at_key)

    def subject(self, record: Record, route: Route) -> str:
        """Name a field independently of lines."""
        return self._of(record).subject(record, route)

    def record(self, record: Record) -> str:
        """Name a record as ``type/id``."""
        return self._of(record).record(record)

    def _of(self, record: Record) -> Places:
        return next(one for one in self._places if one.knows(record))


class _Reviewer:
    """Judges municipalities by the rules of the base."""

    def __init__(self, sides: Sides, day: dt.date, asked: Asked) -> None:
        self.sides, self.day, self.asked = sides, day, asked
        self.policy = Policy(asked.policy.settings)
        self.crashed = False

    def municipality(self, pair: Pair) -> list[Diagnostic]:
        """Give what is to be decided of a municipality."""
        if pair.new is None:
            return [self._weighed(_gone(pair, self.sides.old.sha))]
        places = _Both(pair.new.loaded.places, pair.old.loaded.places if pair.old is not None else None)
        revised = self._revised(pair)
        found = [
            one
            for rule, finding in self._findings(revised)
            for one in self._judged(rule, finding, places, pair, revised)
        ]
        before = Counter(_comments(pair.old)) if pair.old is not None else Counter[_Comment]()
        kept, added = _divided(pair.new.loaded.documents, before)
        found += [_commented(path, comment, pair.slug) for path, comment in added]
        return [self._weighed(one) for one in ignored_by_comments(found, kept)]

    def common(self) -> list[Diagnostic]:
        """Give what is to be decided of the settings, the procedures and the baseline."""
        found: list[Diagnostic] = []
        if self.sides.everything:
            places = _Both(self.sides.new.repository.places, self.sides.old.repository.places)
            changes = common_changes(self.sides)
            found += [self._placed(rules_changed, finding, places, None) for finding in changed_rules(changes)]
        if BASELINE_NAME in self.sides.paths:
            problem = Problem(rules_changed.code, msg("The baseline is changed"), START, subject=BASELINE_NAME)
            found.append(_of_problem(problem, BASELINE_NAME, None))
        return [self._weighed(one) for one in found]

    # -- what the rules say --------------------------------------------------------------------------------------------

    def _revised(self, pair: Pair) -> Revised:
        """Give the two states under the procedures and settings of the base."""
        settings, procedures = self.asked.policy.settings, self.asked.policy.procedures
        states = (
            replace(one, procedures=procedures, settings=settings) for one in (pair.revised.old, pair.revised.new)
        )
        return Revised(*states)

    def _findings(self, revised: Revised) -> Iterator[tuple[Rule, Finding]]:
        for rule in rules():
            if rule.review is None:
                continue
            try:
                for code, finding in limited((rule.code, finding) for finding in rule.review(revised)):
                    yield by_code()[code], finding
            except Exception as error:  # noqa: BLE001 - a defect of one rule must not hide what the others find
                self.crashed = True
                problem = crash_of(rule, error)
                record = revised.new.dossier.municipality or revised.old.dossier.municipality
                if record is not None:
                    yield by_code()[problem.code], Finding(record, (), problem.message)

    def _judged(
        self, rule: Rule, finding: Finding, places: _Both, pair: Pair, revised: Revised
    ) -> Iterator[Diagnostic]:
        one = self._placed(rule, finding, places, pair.slug)
        if not rule.answerable:
            yield one
            return
        reasons: list[Message] = []
        for name in dict.fromkeys((*finding.named, *self._answers(pair))):
            against = _against(name, revised, finding.since)
            if against is None:
                resolution = revised.new.resolutions[name]
                yield ignored(one, f"{resolution.title} ({resolution.date})", IgnoredBy.RESOLUTION)
                return
            reasons.append(against)
        yield replace(one, message=msg("{message}; no resolution covers it", message=one.message))
        for reason in reasons:
            yield self._placed(answer_not_valid, replace(finding, message=reason, hint=None), places, pair.slug)

    def _answers(self, pair: Pair) -> Iterator[str]:
        """Give the resolutions that commits name which have touched the municipality."""
        directories = {one.directory.path for one in (pair.old, pair.new) if one is not None}
        for path, names in self.asked.answers.items():
            if any(path.startswith(f"{directory}/") for directory in directories):
                yield from names

    def _placed(self, rule: Rule, finding: Finding, places: _Both, slug: str | None) -> Diagnostic:
        one = diagnostic_of(rule, finding, places, slug)
        old = self.sides.old.sha
        related = tuple(
            replace(shown, commit=old) if places.is_old(record) else shown
            for shown, (record, _, _) in zip(one.related, finding.related, strict=True)
        )
        return replace(one, related=related, commit=old if places.is_old(finding.record) else None)

    def _weighed(self, one: Diagnostic) -> Diagnostic:
        rule = by_code()[one.code]
        if one.severity.weight >= rule.severity.weight:
            one = replace(one, severity=self.policy.severity(one.code, one.severity))
        return self.policy.applied(one)[0]


def _gone(pair: Pair, sha: str | None) -> Diagnostic:
    rule = by_code()["FGK702"]
    path = joined(pair.now.directory.path, MUNICIPALITY_FILE)
    message = msg("The municipality “{name}” is taken out with all its files", name=pair.name)
    hint = msg("Put it back; a municipality that has left the audit keeps its history.")
    return Diagnostic(
        rule.code, rule.name, rule.severity, message, path, START, hint, pair.slug, subject="municipality", commit=sha
    )


_ANSWERS = (ResolutionKind.ADOPTION, ResolutionKind.AMENDMENT, ResolutionKind.RE_AUDIT, ResolutionKind.OTHER)
"""Kinds of resolutions that can change what had been agreed."""


def _against(name: str, revised: Revised, since: PartialDate | None) -> Message | None:
    """Say why a resolution does not answer for a change; None where it does."""
    found = revised.new.resolutions.get(name)
    if found is None:
        return msg("The resolution “{id}” that is to answer for it does not exist", id=name)
    return next(_reasons(found, revised, since), None)


def _reasons(found: Resolution, revised: Revised, since: PartialDate | None) -> Iterator[Message]:
    """Give what speaks against a resolution as the answer for a change that is to hold from a date on."""
    name, date = found.id, found.date
    if name in revised.new.superseded:
        text = N_("The resolution “{id}” that is to answer for it holds no longer: another one has come in its place")
        yield msg(text, id=name)
    if found.kind not in _ANSWERS:
        kind = msg(label(found.kind))
        yield msg("The resolution “{id}” that is to answer for it is about something else: {kind}", id=name, kind=kind)
    if found.result.is_adoption and date is not None and date.first > revised.new.day:
        yield msg("The resolution “{id}” that is to answer for it lies in the future: {date}", id=name, date=date)
    if not is_adopted(found, revised.new.day):
        result = msg(label(found.result))
        yield msg("The resolution “{id}” that is to answer for it is not adopted: {result}", id=name, result=result)
    if since is not None and date is not None and date.first > since.last:
        text = N_("The resolution “{id}” that is to answer for it is of {date}, later than the change claims ({since})")
        yield msg(text, id=name, date=date, since=since)


# -- comments ----------------------------------------------------------------------------------------------------------

_Comment = tuple[tuple[str, ...], str]
"""The rules that a comment names, and its reason."""


def _comments(one: Assessed) -> Iterator[_Comment]:
    for document in one.loaded.documents:
        yield from ((comment.rules, comment.reason) for comment in document.suppressions)


def _divided(
    documents: Iterable[Document], before: Counter[_Comment]
) -> tuple[dict[str, list[Suppression]], list[tuple[str, Suppression]]]:
    """Part the comments that were there before, by the paths of their files, from those that are new."""
    kept: dict[str, list[Suppression]] = {}
    added: list[tuple[str, Suppression]] = []
    for document in documents:
        for comment in document.suppressions:
            name = (comment.rules, comment.reason)
            if before[name]:
                before[name] -= 1
                kept.setdefault(document.path, []).append(comment)
            else:
                added.append((document.path, comment))
    return kept, added


def _commented(path: str, comment: Suppression, slug: str) -> Diagnostic:
    text = msg("A comment is to ignore from now on: {rules}", rules=comment.rules)
    problem = Problem(rules_changed.code, text, comment.span, subject=f"comment/{'/'.join(comment.rules)}")
    return _of_problem(problem, path, slug)


def _of_problem(problem: Problem, path: str, slug: str | None) -> Diagnostic:
    rule = by_code()[problem.code]
    return Diagnostic(
        rule.code,
        rule.name,
        rule.severity,
        problem.message,
        path,
        problem.span,
        msg(rule.fix),
        slug,
        subject=problem.subject,
    )
