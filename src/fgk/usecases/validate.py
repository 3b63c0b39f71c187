"""``fgk validate``: every finding of every file."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from fgk.assessment.assess import Assessment
from fgk.diagnostics import START, Diagnostic, Problem, Related, Severity, count, in_order
from fgk.loading.discovery import Directory
from fgk.loading.places import Places
from fgk.loading.repository import Repository
from fgk.messages import Message, msg
from fgk.model.base import Identified
from fgk.model.layout import MUNICIPALITY_FILE
from fgk.model.values import ID_LENGTH, ID_PATTERN
from fgk.rules.catalogue import by_code, rules
from fgk.rules.registry import Finding, Rule
from fgk.rules.repository import procedure_findings
from fgk.rules.suppression import Policy, with_comments
from fgk.source.document import Document
from fgk.source.tree import joined
from fgk.usecases.portfolio import assessed, selected

_SLUG_SHAPE = msg("Rename the directory: lower-case letters a to z, digits and single hyphens, at most 64 characters.")


@dataclass
class Validation:
    """The outcome: all diagnostics in their order, ignored ones included, and how much was looked at."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    municipalities: int = 0
    files: int = 0
    crashed: bool = False

    def count(self, severity: Severity) -> int:
        """Count the diagnostics of a severity that are not ignored."""
        return count(self.diagnostics, severity)

    @property
    def ignored(self) -> int:
        """How many diagnostics are ignored."""
        return sum(diagnostic.ignored for diagnostic in self.diagnostics)

    def has_at_least(self, severity: Severity) -> bool:
        """Whether something that counts weighs at least as much."""
        return any(d.severity.weight >= severity.weight and not d.ignored for d in self.diagnostics)


def validate(repository: Repository, day: dt.date, names: Iterable[str] = ()) -> Validation:
    """Check a repository, or some municipalities of it, on a day.

    One municipality at a time is held in memory. Raises UnknownMunicipality.
    """
    wanted = frozenset(names)
    chosen = selected(repository, wanted)
    run = _Run(repository, day)
    if not wanted:
        run.check_repository()
    for directory in chosen:
        run.check_municipality(directory)
    if not wanted:
        run.check_policy([directory.slug for directory in chosen])
    run.result.diagnostics = in_order(run.result.diagnostics)
    return run.result


class _Run:
    """One run over a repository: what it has found so far."""

    def __init__(self, repository: Repository, day: dt.date) -> None:
        self.repository = repository
        self.day = day
        self.policy = Policy(repository.settings)
        self.result = Validation(files=len(repository.documents))
        self.first_of_slug: dict[str, str] = {}
        self.whole = True
        self.rules = by_code()

    def check_repository(self) -> None:
        """Check settings, procedures and the way to the municipalities."""
        found = [self._of_problem(path, problem, None) for path, problem in self.repository.all_problems]
        for procedure in self.repository.own_procedures.values():
            found += [
                self._of_finding("FGK220", finding, self.repository.places, None)
                for finding in procedure_findings(procedure)
            ]
        self._add(found, None, self.repository.documents)

    def check_policy(self, slugs: list[str]) -> None:
        """Check the ignores and severities of the settings, once everything else has been looked at."""
        findings = list(self.policy.findings(slugs, everything=self.whole))
        self._add([self._of_finding(code, finding, self.repository.places, None) for code, finding in findings], None)

    def check_municipality(self, directory: Directory) -> None:
        """Check one municipality's files and records."""
        one = assessed(self.repository, directory, self.day)
        slug = directory.slug
        of_files = [self._of_problem(path, problem, slug) for path, problem in one.loaded.all_problems]
        found = [*of_files, *self._slug_problems(directory)]
        for code, finding in self._findings(one.assessment):
            found.append(self._of_finding(code, finding, one.loaded.places, slug))
        self.result.municipalities += 1
        self.result.files += len(one.loaded.documents)
        whole = one.assessment.is_possible and not any(defect.severity is Severity.ERROR for defect in of_files)
        self.whole = self.whole and whole
        self._add(found, slug, one.loaded.documents, whole=whole)

    def _findings(self, assessment: Assessment) -> Iterator[tuple[str, Finding]]:
        for rule in rules():
            if rule.check is None or not (rule.tolerant or assessment.is_possible):
                continue
            try:
                for finding in rule.check(assessment):
                    yield rule.code, finding
            except Exception as error:  # noqa: BLE001 - a defect of one rule must not hide what the others find
                self.result.crashed = True
                yield from _crash(rule, error, assessment)

    def _slug_problems(self, directory: Directory) -> Iterator[Diagnostic]:
        slug = directory.slug
        path = joined(directory.path, MUNICIPALITY_FILE)
        if not _is_slug(slug):
            problem = Problem("FGK116", msg("“{slug}” cannot be a municipality's slug", slug=slug), START, _SLUG_SHAPE)
            yield self._of_problem(path, problem, slug)
        if slug in self.first_of_slug:
            message = msg("Another municipality's directory has the name “{slug}”, too", slug=slug)
            first = Related(joined(self.first_of_slug[slug], MUNICIPALITY_FILE), START, msg("given here first"))
            problem = Problem("FGK212", message, START, msg("Rename one of the two directories."))
            yield replace(self._of_problem(path, problem, slug), related=(first,))
        self.first_of_slug.setdefault(slug, directory.path)

    # -- making diagnostics -------------------------------------------------------------------------------------------

    def _of_problem(self, path: str, problem: Problem, municipality: str | None) -> Diagnostic:
        related = tuple(Related(path, span, message) for span, message in problem.related)
        rule = self.rules[problem.code]
        return Diagnostic(
            rule.code,
            rule.name,
            rule.severity,
            problem.message,
            path,
            problem.span,
            problem.hint,
            municipality,
            related,
            problem.subject,
            record_of(problem.subject),
            replacement=problem.replacement,
        )

    def _of_finding(self, code: str, finding: Finding, places: Places, municipality: str | None) -> Diagnostic:
        rule = self.rules[code]
        related = tuple(
            Related(places.path(record), places.span(record, route), message)
            for record, route, message in finding.related
        )
        return Diagnostic(
            rule.code,
            rule.name,
            Severity.INFO if finding.uncertain else rule.severity,
            self._named(finding),
            places.path(finding.record),
            places.span(finding.record, finding.route, at_key=finding.at_key),
            finding.hint or msg(rule.fix),
            municipality,
            related,
            places.subject(finding.record, finding.route),
            places.record(finding.record),
        )

    @staticmethod
    def _named(finding: Finding) -> Message:
        """Let a message begin with the record that it is about, where it does not name it anyway."""
        record = finding.record
        if not isinstance(record, Identified) or record.id in finding.message.parameters.values():
            return finding.message
        name = msg("{noun} “{id}”", noun=msg(record.noun), id=record.id)
        return msg("{record}: {message}", record=name, message=finding.message)

    def _add(
        self,
        found: list[Diagnostic],
        municipality: str | None,
        documents: Iterable[Document] = (),
        *,
        whole: bool = True,
    ) -> None:
        with_names = [
            replace(diagnostic, name=self.rules[diagnostic.code].name, severity=self._severity(diagnostic))
            for diagnostic in with_comments(found, documents, municipality, whole=whole)
        ]
        self.result.diagnostics += [self.policy.applied(diagnostic) for diagnostic in with_names]

    def _severity(self, diagnostic: Diagnostic) -> Severity:
        """Weigh a finding: what the settings say holds, but what rests on an uncertain date stays an info."""
        default = diagnostic.severity if diagnostic.name else self.rules[diagnostic.code].severity
        chosen = self.policy.severity(diagnostic.code, default)
        return default if default.weight < self.rules[diagnostic.code].severity.weight else chosen


def _crash(rule: Rule, error: Exception, assessment: Assessment) -> Iterator[tuple[str, Finding]]:
    dossier = assessment.dossier
    record = dossier.municipality or dossier.audit or next(dossier.records(), None)
    if record is not None:
        message: Message = msg(
            "The rule {rule} could not be carried out ({error}); all others have run",
            rule=rule.name,
            error=f"{type(error).__name__}: {error}",
        )
        yield "FGK900", Finding(record, (), message)


def record_of(subject: str) -> str:
    """Give the record that a problem of a file is about, as ``type/id``: the first two steps of its subject."""
    return "/".join(subject.split("/", 2)[:2]) if "/" in subject else ""


def _is_slug(text: str) -> bool:
    return len(text) <= ID_LENGTH and re.fullmatch(ID_PATTERN, text) is not None
