"""``fgk review``: what the reviewer of a change must decide, judged by the rules as they were before it."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fgk.comparison.result import Compared, Comparison
from fgk.comparison.revised import Revised
from fgk.diagnostics import START, Diagnostic, Problem
from fgk.loading.places import BothPlaces
from fgk.messages import msg
from fgk.model.layout import MUNICIPALITY_FILE
from fgk.rules.catalogue import by_code, rules
from fgk.rules.registry import Finding, Rule
from fgk.rules.review.agreement import agreement_unknown, commitment_removed
from fgk.rules.review.comments import divided
from fgk.rules.review.evidence import evidence_replaced
from fgk.rules.review.policy import changed_rules, rules_changed
from fgk.rules.review.traces import became_unreadable, was_unreadable
from fgk.rules.suppression import Policy, ignored_by_comments
from fgk.source.document import Suppression
from fgk.source.tree import joined
from fgk.usecases.changes.compare import Pair, common_changes, compared, pairs
from fgk.usecases.changes.evidence import replaced_documents
from fgk.usecases.changes.hidden import hidden_municipalities
from fgk.usecases.changes.judgement import Judgement, Terms, placed
from fgk.usecases.changes.sides import Sides
from fgk.usecases.changes.unread import unread, unread_in_common
from fgk.usecases.checking import crash_of, limited, of_problem
from fgk.usecases.validate import Validation


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
    others: Sequence[Sides] = (),
    *,
    all_changes: bool = False,
) -> Reviewed:
    """Judge a change on a day; one municipality after the other, and then what all of them depend on.

    A finding counts where the change has it compared with each of the ``others``, too: what came to the base from the
    one side, and to the change from the other, is not what the change would bring. With ``all_changes`` the result
    also says all that changed.
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
    result.diagnostics += reviewer.common()
    result.crashed = reviewer.crashed
    for other in others:
        known = review(other, day, terms).validation.diagnostics
        result.diagnostics = list(_in_both(result.diagnostics, known))
    result.diagnostics = sorted(result.diagnostics, key=_order)
    result.paths.sort()
    changed.sort(key=lambda one: one.path)
    common = tuple((one, None) for one in common_changes(sides)) if all_changes and sides.everything else ()
    comparison = Comparison(sides.old.sha, sides.new.sha, tuple(changed), common)
    return Reviewed(result, comparison, terms.policy.settings.source_link)


def _in_both(found: Iterable[Diagnostic], others: Collection[Diagnostic]) -> Iterator[Diagnostic]:
    """Give what is also found in another comparison; where it cannot be told, it is.

    What is gone may have another name there, or lie in a municipality with another one: it is told by its rule alone.
    """
    unknown = {one.municipality for one in others if one.code in _NOT_KNOWN}
    names = {_name(one) for one in others}
    return (one for one in found if one.municipality in unknown or _name(one) in names)


def _name(one: Diagnostic) -> tuple[object, ...]:
    is_gone = one.commit is not None or one.code == commitment_removed.code
    return (one.code, True) if is_gone else (one.code, one.municipality, one.subject)


_NOT_KNOWN = (became_unreadable.code, was_unreadable.code, agreement_unknown.code)
"""Codes that say of a comparison that it is not known what changed."""


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
            return self._decided([self.policy.weighed(_gone(pair, sha))], pair)
        judgement = Judgement(pair, self.terms, self.day, sha)
        findings = [*self._findings(judgement.revised)]
        findings += [(evidence_replaced, finding) for finding in replaced_documents(self.sides, pair)]
        found = [one for rule, finding in findings for one in judgement.judged(rule, finding)]
        others = [*unread(pair, sha), *hidden_municipalities(self.sides, pair)]
        kept, added = divided(pair.new.loaded.documents, pair.old.loaded.documents if pair.old is not None else ())
        others += [_commented(path, comment, pair.slug) for path, comment in added]
        found += map(self.policy.weighed, others)
        in_new, in_old = ([one for one in found if (one.commit is None) is is_new] for is_new in (True, False))
        return self._decided((*ignored_by_comments(in_new, kept), *in_old), pair)

    def common(self) -> list[Diagnostic]:
        """Give what is to be decided of the settings, the procedures and the baselines."""
        found: list[Diagnostic] = []
        if self.sides.everything:
            places = BothPlaces(self.sides.new.repository.places, self.sides.old.repository.places)
            changes = common_changes(self.sides)
            known = (finding for finding in changed_rules(changes) if places.knows(finding.record))
            found += [placed(rules_changed, finding, places, None, self.sides.old.sha) for finding in known]
            found += unread_in_common(self.sides)
        for path in sorted({*self.terms.baselines} & {*self.sides.paths}):
            text = msg("The baseline is changed")
            problem = Problem(rules_changed.code, text, START, msg(rules_changed.fix), subject=path)
            found.append(of_problem(problem, path, None))
        return [self.policy.applied(self.policy.weighed(one))[0] for one in found]

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

    def _decided(self, found: Iterable[Diagnostic], pair: Pair) -> list[Diagnostic]:
        """Apply the ignores of the base, which know a municipality by the slug that it had."""
        former = {pair.slug: pair.old.directory.slug} if pair.old is not None else {}
        decided = []
        for one in found:
            slug = former.get(one.municipality or "", one.municipality)
            applied, _ = self.policy.applied(replace(one, municipality=slug))
            decided.append(replace(applied, municipality=one.municipality))
        return decided


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
