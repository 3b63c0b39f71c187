"""``fgk review``: what the reviewer of a change must decide, judged by the rules as they were before it."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from fgk.comparison.result import Compared, Comparison
from fgk.comparison.revised import Revised
from fgk.diagnostics import START, Diagnostic, Problem
from fgk.loading.places import BothPlaces
from fgk.messages import msg
from fgk.model.layout import MUNICIPALITY_FILE
from fgk.rules.catalogue import by_code, rules
from fgk.rules.registry import Finding, Rule
from fgk.rules.review.agreement import commitment_removed
from fgk.rules.review.comments import divided
from fgk.rules.review.policy import changed_rules, rules_changed
from fgk.rules.review.recorded import evidence_replaced
from fgk.rules.suppression import Policy, ignored_by_comments
from fgk.source.document import Suppression
from fgk.source.tree import joined
from fgk.usecases.changes.compare import Pair, common_changes, compared, pairs
from fgk.usecases.changes.evidence import replaced_documents
from fgk.usecases.changes.hidden import hidden_municipalities
from fgk.usecases.changes.judgement import Judgement, Terms, placed
from fgk.usecases.changes.sides import Sides
from fgk.usecases.changes.unread import unread
from fgk.usecases.checking import crash_of, limited, of_problem
from fgk.usecases.validate import Validation

BASELINE_NAME = "fgk-baseline.json"
"""The baseline that a repository usually has, at its root."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is to be decided, what changed, and the pattern of addresses at the base.

    Where all changes were not wanted, ``comparison`` says which states were compared, and nothing else.
    """

    validation: Validation
    comparison: Comparison
    source_link: str | None = None


def review(
    sides: Sides,
    day: dt.date,
    terms: Terms,
    *,
    baselines: Collection[str] = (BASELINE_NAME,),
    all_changes: bool = False,
) -> Reviewed:
    """Judge a change on a day; one municipality after the other, and then what all of them depend on.

    ``baselines`` are the paths of files that are watched as baselines; with ``all_changes`` the result also says all
    that changed.
    """
    reviewer = _Reviewer(sides, day, terms)
    result = Validation(is_part=True)
    changed: list[Compared] = []
    for pair in pairs(sides, day):
        if all_changes and not (one := compared(pair)).is_empty:
            changed.append(one)
        result.municipalities += 1
        result.titles[pair.slug] = pair.name
        result.diagnostics += reviewer.municipality(pair)
        result.paths += [document.path for document in pair.now.loaded.documents]
    result.of = result.municipalities
    result.diagnostics += reviewer.common(baselines)
    result.crashed = reviewer.crashed
    result.diagnostics = sorted(result.diagnostics, key=_order)
    result.paths.sort()
    changed.sort(key=lambda one: one.path)
    common = tuple((one, None) for one in common_changes(sides)) if all_changes and sides.everything else ()
    comparison = Comparison(sides.old.sha, sides.new.sha, tuple(changed), common)
    return Reviewed(result, comparison, terms.policy.settings.source_link)


def _order(one: Diagnostic) -> tuple[object, ...]:
    """Put the municipalities one after the other, and of each what weighs most first."""
    return (one.municipality is None, one.municipality or "", -one.severity.weight, one.code, one.sort_key)


class _Reviewer:
    """Judges municipalities by the rules of the base."""

    def __init__(self, sides: Sides, day: dt.date, terms: Terms) -> None:
        self.sides, self.day, self.terms = sides, day, terms
        self.policy = Policy(terms.policy.settings)
        self.crashed = False

    def municipality(self, pair: Pair) -> list[Diagnostic]:
        """Give what is to be decided of a municipality."""
        sha = self.sides.old.sha
        if pair.new is None:
            return [self._weighed(_gone(pair, sha))]
        judgement = Judgement(pair, self.terms, self.day, sha)
        findings = [*self._findings(judgement.revised)]
        findings += [(evidence_replaced, finding) for finding in replaced_documents(self.sides, pair)]
        found = [one for rule, finding in findings for one in judgement.judged(rule, finding)]
        found += unread(pair, sha)
        found += hidden_municipalities(self.sides, pair)
        kept, added = divided(pair.new.loaded.documents, pair.old.loaded.documents if pair.old is not None else ())
        found += [_commented(path, comment, pair.slug) for path, comment in added]
        in_new, in_old = ([one for one in found if (one.commit is None) is is_new] for is_new in (True, False))
        return [self._weighed(one) for one in (*ignored_by_comments(in_new, kept), *in_old)]

    def common(self, baselines: Collection[str]) -> list[Diagnostic]:
        """Give what is to be decided of the settings, the procedures and the baselines."""
        found: list[Diagnostic] = []
        if self.sides.everything:
            places = BothPlaces(self.sides.new.repository.places, self.sides.old.repository.places)
            changes = common_changes(self.sides)
            known = (finding for finding in changed_rules(changes) if places.knows(finding.record))
            found += [placed(rules_changed, finding, places, None, self.sides.old.sha) for finding in known]
        for path in sorted({*baselines} & {*self.sides.paths}):
            text = msg("The baseline is changed")
            problem = Problem(rules_changed.code, text, START, msg(rules_changed.fix), subject=path)
            found.append(of_problem(problem, path, None))
        return [self._weighed(one) for one in found]

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

    def _weighed(self, one: Diagnostic) -> Diagnostic:
        rule = by_code()[one.code]
        if one.severity.weight >= rule.severity.weight:
            one = replace(one, severity=self.policy.severity(one.code, one.severity))
        return self.policy.applied(one)[0]


def _gone(pair: Pair, sha: str | None) -> Diagnostic:
    rule = commitment_removed
    path = joined(pair.now.directory.path, MUNICIPALITY_FILE)
    message = msg("The municipality “{name}” is taken out with all its files", name=pair.name)
    hint = msg("Put it back; a municipality that has left the audit keeps its history.")
    return Diagnostic(
        rule.code, rule.name, rule.severity, message, path, START, hint, pair.slug, subject="municipality", commit=sha
    )


def _commented(path: str, comment: Suppression, slug: str) -> Diagnostic:
    text = msg("From now on, a comment is to suppress: {rules}", rules=comment.rules)
    problem = Problem(
        rules_changed.code, text, comment.span, msg(rules_changed.fix), subject=f"comment/{'/'.join(comment.rules)}"
    )
    return of_problem(problem, path, slug)
