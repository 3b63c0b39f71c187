"""``fgk review``: what the reviewer of a change must decide, judged by the rules as they were before it."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from fgk.comparison.flat import Flat, Key, flat
from fgk.comparison.result import Compared, Comparison
from fgk.comparison.revised import Revised
from fgk.diagnostics import NEW_MARK, START, Diagnostic, IgnoredBy, Problem, Route, Span, ignored, short_hash
from fgk.loading.discovery import Directory, directory_at
from fgk.loading.places import Places
from fgk.loading.repository import Repository
from fgk.messages import N_, Message, msg
from fgk.model.base import Record
from fgk.model.evidence import Source
from fgk.model.layout import MUNICIPALITY_FILE
from fgk.rules.catalogue import by_code, rules
from fgk.rules.registry import Finding, Rule
from fgk.rules.review.answers import against, answer_not_valid, corrected
from fgk.rules.review.comments import divided
from fgk.rules.review.policy import changed_rules, rules_changed
from fgk.rules.review.recorded import evidence_replaced
from fgk.rules.review.traces import municipality_hidden
from fgk.rules.suppression import Policy, ignored_by_comments
from fgk.source.document import Suppression
from fgk.source.git.log import Trailers
from fgk.source.tree import ReadFailure, Tree, joined
from fgk.usecases.changes.compare import Pair, common_changes, compared, pairs
from fgk.usecases.changes.grounds import Ground, Grounds, nothing_said, state_of, tops
from fgk.usecases.changes.sides import Sides, parents
from fgk.usecases.changes.unread import unread
from fgk.usecases.checking import crash_of, diagnostic_of, limited
from fgk.usecases.portfolio import assessed
from fgk.usecases.validate import Validation

BASELINE_NAME = "fgk-baseline.json"
"""The baseline that a repository usually has, at its root."""


@dataclass(frozen=True)
class Asked:
    """What a change is judged by.

    ``policy`` is the repository at the base, whose settings and procedures hold. ``grounds`` gives what the commits of
    the change say that it rests on. ``all_changes`` says
    that all that changed is wanted, too. ``baselines`` are the paths of files that are watched as baselines.
    """

    policy: Repository
    grounds: Grounds = nothing_said
    all_changes: bool = False
    baselines: Collection[str] = (BASELINE_NAME,)
    tip: Repository | None = None
    """The base itself, where the histories cross: what it has already is not what the change would bring."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is to be decided, what changed where that was asked for, and the pattern of addresses at the base."""

    validation: Validation
    comparison: Comparison
    source_link: str | None = None


def review(sides: Sides, day: dt.date, asked: Asked) -> Reviewed:
    """Judge a change on a day; one municipality after the other, and then what all of them depend on."""
    reviewer = _Reviewer(sides, day, asked)
    result = Validation(is_part=True)
    changed: list[Compared] = []
    for pair in pairs(sides, day):
        if asked.all_changes and not (one := compared(pair)).is_empty:
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
    common = tuple((one, None) for one in common_changes(sides)) if asked.all_changes and sides.everything else ()
    comparison = Comparison(sides.old.sha, sides.new.sha, tuple(changed), common)
    return Reviewed(result, comparison, asked.policy.settings.source_link)


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

    def knows(self, record: Record) -> bool:
        """Whether a record stands in the files at all."""
        return any(one.knows(record) for one in self._places)


class _Reviewer:
    """Judges municipalities by the rules of the base."""

    def __init__(self, sides: Sides, day: dt.date, asked: Asked) -> None:
        self.sides, self.day, self.asked = sides, day, asked
        self.policy = Policy(asked.policy.settings)
        self.crashed = False
        self._grounds: dict[str, Mapping[Key, Ground]] = {}
        self._in_base: dict[str, Flat] = {}
        self._tops: dict[int, Key] = {}
        self._revised: Revised | None = None
        self._told: dict[str, list[Message]] = {}
        """What was said, for each path, of the resolutions that messages name: once for a file."""

    def municipality(self, pair: Pair) -> list[Diagnostic]:
        """Give what is to be decided of a municipality."""
        if pair.new is None:
            return [self._weighed(_gone(pair, self.sides.old.sha))]
        places = _Both(pair.new.loaded.places, pair.old.loaded.places if pair.old is not None else None)
        revised = pair.revised.under(self.asked.policy.settings, self.asked.policy.procedures)
        found = [
            one
            for rule, finding in self._findings(revised)
            for one in self._judged(rule, finding, places, pair, revised)
        ]
        found += unread(pair, self.sides.old.sha)
        found += self._evidence_replaced(pair)
        found += self._others_hidden(pair)
        kept, added = divided(pair.new.loaded.documents, pair.old.loaded.documents if pair.old is not None else ())
        found += [_commented(path, comment, pair.slug) for path, comment in added]
        in_new, in_old = ([one for one in found if (one.commit is None) is is_new] for is_new in (True, False))
        return [self._weighed(one) for one in (*ignored_by_comments(in_new, kept), *in_old)]

    def _evidence_replaced(self, pair: Pair) -> Iterator[Diagnostic]:
        """Report documents that sources name, and that are others than before."""
        if pair.old is None or pair.new is None:
            return
        homes = pair.old.directory.path, pair.new.directory.path
        trees = self.sides.old.repository.tree, self.sides.new.repository.tree
        both = pair.old.assessment.dossier.attachments, pair.new.assessment.dossier.attachments
        for was, now in pair.revised.pairs:
            source, before = now.record, was.record
            if not isinstance(source, Source) or not isinstance(before, Source):
                continue
            if source.file is None or before.file not in both[0]:
                continue  # what a source itself says, or no longer says, its fields show
            if source.file == before.file and source.file not in both[1]:
                continue  # it is missing, which another rule reports
            paths = [joined(home, name or "") for home, name in zip(homes, (before.file, source.file), strict=True)]
            is_touched = paths[0] != paths[1] or not self._touched.isdisjoint((paths[1], *parents(paths[1])))
            if is_touched and _contents(trees[0], paths[0]) != _contents(trees[1], paths[1]):
                message = msg("The document “{file}” is another one than before", file=source.file)
                finding = Finding(source, ("file",), message)
                yield self._placed(evidence_replaced, finding, _Both(pair.new.loaded.places, None), pair.slug)

    @cached_property
    def _touched(self) -> frozenset[str]:
        return frozenset(self.sides.paths)

    def _others_hidden(self, pair: Pair) -> Iterator[Diagnostic]:
        """Report municipalities that disappear below a new one, or can no longer be told from it."""
        here, before = pair.now.directory, pair.old.directory if pair.old is not None else None
        if before is not None and before.path == here.path:
            return
        came = before.path if before is not None else ""
        others = (one for one in self.sides.old.every() if one.path != came)
        below = (one for one in others if one.path.startswith(f"{here.path}/"))
        there = {one.path for one in self.sides.old.every()} if before is not None else None
        twins = (
            one
            for one in self._all_now
            if one.path != here.path and one.slug.casefold() == here.slug.casefold()
            if there is None or one.path in there  # of two that are new here, the one without a past is reported
        )
        found = [(one, msg("The municipality “{name}” disappears below this one", name=one.slug)) for one in below]
        text = N_("The municipality “{name}” has a second directory now: {path}")
        found += [(one, msg(text, name=one.slug, path=one.path)) for one in twins]
        for one, message in found:
            problem = Problem(municipality_hidden.code, message, START, subject="municipality")
            yield _of_problem(problem, joined(here.path, MUNICIPALITY_FILE), one.slug)

    @cached_property
    def _all_now(self) -> tuple[Directory, ...]:
        return tuple(self.sides.new.every())

    def common(self) -> list[Diagnostic]:
        """Give what is to be decided of the settings, the procedures and the baseline."""
        found: list[Diagnostic] = []
        if self.sides.everything:
            places = _Both(self.sides.new.repository.places, self.sides.old.repository.places)
            changes = common_changes(self.sides)
            known = (finding for finding in changed_rules(changes) if places.knows(finding.record))
            found += [self._placed(rules_changed, finding, places, None) for finding in known]
        for path in sorted({*self.asked.baselines} & {*self.sides.paths}):
            problem = Problem(rules_changed.code, msg("The baseline is changed"), START, subject=path)
            found.append(_of_problem(problem, path, None))
        return [self._weighed(one) for one in found]

    # -- what the rules say --------------------------------------------------------------------------------------------

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
        if self._is_in_base(finding, pair, revised):
            return
        one = self._placed(rule, finding, places, pair.slug)
        ground = self._ground(finding, pair, revised)
        said = ground.said if ground is not None else Trailers()
        if rule.correctable and said.corrections:
            yield corrected(one, said.corrections)
            return
        if not rule.answerable:
            yield one
            return
        reasons: list[Message] = []
        for name in dict.fromkeys((*finding.named, *said.resolutions)):
            reason = against(name, revised, finding)
            if reason is None:
                resolution = revised.new.resolutions[name]
                is_new = revised.old.resolutions.get(name) != resolution
                text = f"{resolution.title} ({resolution.id})"
                yield ignored(one, f"{text}{NEW_MARK}" if is_new else text, IgnoredBy.RESOLUTION)
                return
            reasons.append(reason)
        reasons += _outdated(ground) if ground is not None and not reasons else ()
        yield replace(one, message=msg("{message}; no resolution covers it", message=one.message))
        for reason in reasons:
            told = self._told.setdefault(one.path, [])
            if reason not in told or finding.named:
                told.append(reason)
                yield self._placed(answer_not_valid, replace(finding, message=reason, hint=None), places, pair.slug)

    def _top_of(self, finding: Finding, revised: Revised) -> Key | None:
        if self._revised is not revised:
            self._revised, self._tops = revised, dict(tops(revised.flat_old, revised.flat_new))
        return self._tops.get(id(finding.record))

    def _is_in_base(self, finding: Finding, pair: Pair, revised: Revised) -> bool:
        """Whether the base has a record just as the change leaves it."""
        if self.asked.tip is None:
            return False
        path = pair.now.directory.path
        if path not in self._in_base:
            directory = directory_at(self.asked.tip.tree, path)
            found = assessed(self.asked.tip, directory, self.day) if directory is not None else None
            self._in_base[path] = flat(found.assessment.dossier) if found is not None else {}
        key = self._top_of(finding, revised)
        return key is not None and state_of(key, self._in_base[path]) == state_of(key, revised.flat_new)

    def _ground(self, finding: Finding, pair: Pair, revised: Revised) -> Ground | None:
        """Give what the latest commit says that changed a record, if the record still is as that one left it."""
        if pair.new is None:
            return None
        home = pair.new.directory.path
        if home not in self._grounds:
            self._grounds[home] = self.asked.grounds(home)
        key = self._top_of(finding, revised)
        found = self._grounds[home].get(key) if key is not None else None
        is_kept = found is not None and key is not None and found.state == state_of(key, revised.flat_new)
        return found if is_kept else None

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


def _outdated(ground: Ground) -> Iterator[Message]:
    """Say that a resolution is named, though not by the commit that has changed the record last."""
    text = N_("Commit {commit} names the resolution “{id}”, but {later} has changed the record since, and names none")
    for name, commit in ground.earlier.items():
        yield msg(text, commit=short_hash(commit), id=name, later=short_hash(ground.commit))


def _contents(tree: Tree, path: str) -> object:
    """Give what a document holds; of one that is not read, as too large, something that nothing equals."""
    try:
        return tree.read(path)
    except ReadFailure:
        return object()


def _gone(pair: Pair, sha: str | None) -> Diagnostic:
    rule = by_code()["FGK702"]
    path = joined(pair.now.directory.path, MUNICIPALITY_FILE)
    message = msg("The municipality “{name}” is taken out with all its files", name=pair.name)
    hint = msg("Put it back; a municipality that has left the audit keeps its history.")
    return Diagnostic(
        rule.code, rule.name, rule.severity, message, path, START, hint, pair.slug, subject="municipality", commit=sha
    )


def _commented(path: str, comment: Suppression, slug: str) -> Diagnostic:
    text = msg("From now on, a comment is to suppress: {rules}", rules=comment.rules)
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
