"""Checking one municipality, or what belongs to the repository as a whole: from files and rules to diagnostics."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Protocol

from fgk.assessment.assess import Assessment
from fgk.diagnostics import START, Diagnostic, Problem, Related, Route, Severity, Span
from fgk.loading.discovery import Directory
from fgk.loading.repository import Repository
from fgk.messages import Message, msg, msgn
from fgk.model.base import Identified, Record
from fgk.model.layout import MUNICIPALITY_FILE
from fgk.model.values import ID_LENGTH, ID_PATTERN
from fgk.rules.catalogue import by_code, rules
from fgk.rules.doubts import without_doubtful
from fgk.rules.registry import Finding, Rule
from fgk.rules.repository import procedure_findings
from fgk.rules.suppression import Policy, with_comments
from fgk.source.document import Document
from fgk.source.problems import MOST
from fgk.source.text import shown
from fgk.source.tree import joined
from fgk.usecases.portfolio import assessed

_SLUG_SHAPE = msg("Rename the directory: lower-case letters a to z, digits and single hyphens, at most 64 characters.")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one place, ignored findings included, and the files that were looked at.

    ``whole`` says that nothing was left out, so that every rule has looked at everything; ``used`` are the positions of
    those ignores in ``fgk.yaml`` that matched something; ``crashed`` says that a rule could not be carried out;
    ``title`` is the slug and the name of the municipality, where there is something to say of it.
    """

    diagnostics: tuple[Diagnostic, ...]
    paths: tuple[str, ...] = ()
    whole: bool = True
    crashed: bool = False
    title: tuple[str, str] | None = None
    used: frozenset[int] = field(default=frozenset())


class Checker:
    """Checks the parts of one repository on one day, each by itself."""

    def __init__(self, repository: Repository, day: dt.date) -> None:
        self.repository = repository
        self.day = day
        self.rules = by_code()
        self._policy = Policy(repository.settings)

    def repository_itself(self) -> Checked:
        """Check settings, procedures and the way to the municipalities, once that way has been gone."""
        found = [of_problem(problem, path, None) for path, problem in self.repository.all_problems]
        procedures = self.repository.own_procedures.values()
        of_procedures = (("FGK220", finding) for procedure in procedures for finding in procedure_findings(procedure))
        places = self.repository.places
        found += [diagnostic_of(self.rules[code], one, places, None) for code, one in limited(of_procedures)]
        documents = self.repository.documents
        return self._checked(found, None, documents)

    def policy(self, slugs: Iterable[str], *, used: Collection[int], everything: bool) -> Checked:
        """Check the ignores and severities of the settings, once everything else has been looked at."""
        findings = limited(self._policy.findings(slugs, used, everything=everything))
        return self._checked(
            [diagnostic_of(self.rules[code], one, self.repository.places, None) for code, one in findings], None
        )

    def municipality(self, directory: Directory, first: str) -> Checked:
        """Check one municipality; ``first`` is the path of the first directory that has its slug."""
        one = assessed(self.repository, directory, self.day)
        slug = directory.slug
        of_files = [of_problem(problem, path, slug) for path, problem in one.loaded.all_problems]
        found = [*of_files, *self._slug_problems(directory, first)]
        crashes: list[Problem] = []
        for code, finding in without_doubtful(list(self._findings(one.assessment, crashes)), self.rules):
            found.append(diagnostic_of(self.rules[code], finding, one.loaded.places, slug))
        found += [of_problem(crash, joined(directory.path, MUNICIPALITY_FILE), slug) for crash in crashes]
        whole = one.assessment.is_possible and not any(defect.severity is Severity.ERROR for defect in of_files)
        checked = self._checked(found, slug, one.loaded.documents, whole=whole)
        municipality = one.assessment.dossier.municipality
        title = (slug, municipality.name) if municipality is not None and found else None
        return replace(checked, whole=whole, crashed=bool(crashes), title=title)

    def not_checked(self, directory: Directory, limit: int) -> Checked:
        """Say that a municipality, and what would follow it, is not checked, because so much was found before."""
        message = msg(
            "More than {limit} findings: this municipality and those that follow are not checked", limit=limit
        )
        hint = msg("Check some municipalities by their names, or ignore in fgk.yaml what is found everywhere.")
        path = joined(directory.path, MUNICIPALITY_FILE)
        problem = Problem("FGK018", message, START, hint)
        return Checked((of_problem(problem, path, directory.slug),), whole=False)

    def _findings(self, assessment: Assessment, crashes: list[Problem]) -> Iterator[tuple[str, Finding]]:
        for rule in rules():
            if rule.check is None or not (rule.tolerant or assessment.is_possible):
                continue
            try:
                found = ((rule.code, finding) for finding in rule.check(assessment))
                if self._policy.switches_off(rule.code, assessment.dossier.slug):
                    yield from islice(found, MOST)
                else:
                    yield from limited(found)
            except Exception as error:  # noqa: BLE001 - a defect of one rule must not hide what the others find
                crashes.append(crash_of(rule, error))

    def _slug_problems(self, directory: Directory, first: str) -> Iterator[Diagnostic]:
        slug = directory.slug
        path = joined(directory.path, MUNICIPALITY_FILE)
        if not _is_slug(slug):
            problem = Problem("FGK116", msg("“{slug}” cannot be a municipality's slug", slug=slug), START, _SLUG_SHAPE)
            yield of_problem(problem, path, slug)
        if first != directory.path:
            message = msg("Another municipality's directory has the name “{slug}”, too", slug=slug)
            related = Related(joined(first, MUNICIPALITY_FILE), START, msg("given here first"))
            problem = Problem("FGK212", message, START, msg("Rename one of the two directories."))
            yield replace(of_problem(problem, path, slug), related=(related,))

    # -- making diagnostics -------------------------------------------------------------------------------------------

    def _checked(
        self,
        found: list[Diagnostic],
        municipality: str | None,
        documents: Iterable[Document] = (),
        *,
        whole: bool = True,
    ) -> Checked:
        """Weigh the findings as the settings say, and apply comments and ignores."""
        documents = tuple(documents)
        applied = [
            self._policy.applied(
                replace(diagnostic, name=self.rules[diagnostic.code].name, severity=self._severity(diagnostic))
            )
            for diagnostic in with_comments(found, documents, municipality, whole=whole)
        ]
        return Checked(
            tuple(diagnostic for diagnostic, _ in applied),
            tuple(document.path for document in documents),
            used=frozenset(index for _, index in applied if index is not None),
        )

    def _severity(self, diagnostic: Diagnostic) -> Severity:
        """Weigh a finding: what the settings say holds, but what rests on an uncertain date stays an info."""
        default = diagnostic.severity if diagnostic.name else self.rules[diagnostic.code].severity
        chosen = self._policy.severity(diagnostic.code, default)
        return default if default.weight < self.rules[diagnostic.code].severity.weight else chosen


class Located(Protocol):
    """Tells where records stand in the files, as ``Places`` does."""

    def path(self, record: Record) -> str:
        """Give the path of the file that a record was read from."""

    def span(self, record: Record, route: Route, *, at_key: bool = False) -> Span:
        """Give the place of a field."""

    def subject(self, record: Record, route: Route) -> str:
        """Name a field independently of lines."""

    def record(self, record: Record) -> str:
        """Name a record as ``type/id``."""


def of_problem(problem: Problem, path: str, municipality: str | None) -> Diagnostic:
    """Make a diagnostic of what is wrong with a file."""
    related = tuple(Related(path, span, message) for span, message in problem.related)
    rule = by_code()[problem.code]
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
        _record_of(problem.subject),
        replacement=problem.replacement,
    )


def diagnostic_of(rule: Rule, finding: Finding, places: Located, municipality: str | None) -> Diagnostic:
    """Make a diagnostic of what a rule has found."""
    related = tuple(
        Related(places.path(record), places.span(record, route), message) for record, route, message in finding.related
    )
    return Diagnostic(
        rule.code,
        rule.name,
        Severity.INFO if finding.uncertain or finding.slight else rule.severity,
        _named(finding),
        places.path(finding.record),
        places.span(finding.record, finding.route, at_key=finding.at_key),
        finding.hint or msg(rule.fix),
        municipality,
        related,
        places.subject(finding.record, finding.route),
        places.record(finding.record),
    )


def limited(found: Iterable[tuple[str, Finding]]) -> Iterator[tuple[str, Finding]]:
    """Give as many findings as anybody reads, and behind them one that counts the rest."""
    found = iter(found)
    yield from islice(found, MOST)
    following = next(found, None)
    if following is None:
        return
    code, first = following
    left_out = 1 + sum(1 for _ in islice(found, MOST // 10))  # to look for all of them may take long
    message = msgn(
        "The rule {rule} finds something more than {limit} times: at least {n} more is not listed",
        "The rule {rule} finds something more than {limit} times: at least {n} more are not listed",
        left_out,
        rule=by_code()[code].name,
        limit=MOST,
    )
    yield "FGK018", Finding(first.record, first.route, message, at_key=first.at_key)


def _named(finding: Finding) -> Message:
    """Let a message begin with the record that it is about, where it does not name it anyway."""
    record = finding.record
    if not isinstance(record, Identified) or record.id in finding.message.parameters.values():
        return finding.message
    name = msg("{noun} “{id}”", noun=msg(record.noun), id=record.id)
    return msg("{record}: {message}", record=name, message=finding.message)


def crash_of(rule: Rule, error: Exception) -> Problem:
    """Report that a rule could not be carried out."""
    message = msg(
        "The rule {rule} could not be carried out ({error}); all others have run",
        rule=rule.name,
        error=shown(f"{type(error).__name__}: {error}"),
    )
    fix = by_code()["FGK900"].fix
    return Problem("FGK900", message, START, msg(fix), subject=rule.name)


def _record_of(subject: str) -> str:
    """Give the record that a problem of a file is about, as ``type/id``: the first two steps of its subject."""
    return "/".join(subject.split("/", 2)[:2]) if "/" in subject else ""


def _is_slug(text: str) -> bool:
    return len(text) <= ID_LENGTH and re.fullmatch(ID_PATTERN, text) is not None
