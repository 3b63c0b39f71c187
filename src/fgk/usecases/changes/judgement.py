"""What a finding about a change counts: whether a resolution covers it, or a commit calls it a correction."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from fgk.comparison.changes import top
from fgk.comparison.flat import Flat, Key, flat
from fgk.comparison.revised import Revised
from fgk.diagnostics import NEW_MARK, Diagnostic, IgnoredBy, ignored, short_hash
from fgk.loading.discovery import directory_at
from fgk.loading.places import BothPlaces
from fgk.loading.repository import Repository
from fgk.messages import N_, Message, msg
from fgk.rules.registry import Finding, Rule
from fgk.rules.review.answers import against, answer_not_valid, corrected
from fgk.rules.suppression import Policy
from fgk.source.git.log import Trailers
from fgk.usecases.changes.compare import Pair
from fgk.usecases.changes.grounds import Grounds, GroundsOf, Writer, nothing_said
from fgk.usecases.checking import diagnostic_of
from fgk.usecases.portfolio import assessed

BASELINE_NAME = "fgk-baseline.json"
"""The baseline that a repository usually has, at its root."""


@dataclass(frozen=True)
class Terms:
    """What a change is judged by.

    ``policy`` is the repository at the base, whose settings and procedures hold. ``grounds`` gives what the commits of
    the change say that it rests on. ``committed`` is the last commit where the files in the directory are judged: what
    they say otherwise rests on nothing. ``baselines`` are the paths of files that are watched as baselines.
    """

    policy: Repository
    grounds: GroundsOf = nothing_said
    committed: Repository | None = None
    baselines: Collection[str] = (BASELINE_NAME,)


class Judgement:
    """The judgement on the findings of one municipality, which ``revised`` holds under the rules of the base."""

    def __init__(self, pair: Pair, terms: Terms, day: dt.date, sha: str | None) -> None:
        """``sha`` is the hash of the old commit."""
        self.pair = pair
        self.revised: Revised = pair.revised.under(terms.policy.settings, terms.policy.procedures)
        old = pair.old.loaded.places if pair.old is not None else None
        self.places = BothPlaces(pair.new.loaded.places if pair.new is not None else None, old)
        self._terms, self._day, self._sha = terms, day, sha
        self.policy = Policy(terms.policy.settings)
        self._told: dict[str, list[Message]] = {}
        """What was said, for each path, of the resolutions that messages name: once for a file."""

    def judged(self, rule: Rule, finding: Finding) -> Iterator[Diagnostic]:
        """Give a finding as it counts: covered by a resolution, lightened as a correction, or with why it is not."""
        revised = self.revised
        one = self.policy.weighed(placed(rule, finding, self.places, self.pair.slug, self._sha))
        writers = self._writers(finding)
        said = _said_by_all(writers)
        if rule.correctable and said.corrections:
            yield corrected(one, said.corrections)
            return
        if not rule.answerable:
            yield one
            return
        reasons: list[Message] = []
        everywhere = {*finding.named, *said.resolutions}
        for name in dict.fromkeys((*finding.named, *(name for one in writers for name in one.said.resolutions))):
            reason = against(name, revised, finding)
            if reason is None and name in everywhere:
                resolution = revised.new.resolutions[name]
                is_new = revised.old.resolutions.get(name) != resolution
                text = f"{resolution.title} ({resolution.id})"
                yield ignored(replace(one, hint=None), f"{text}{NEW_MARK}" if is_new else text, IgnoredBy.RESOLUTION)
                return
            if reason is not None:
                reasons.append(reason)
        yield replace(one, message=msg("{message}; no resolution covers it", message=one.message))
        for silent in self._silent(finding, writers) if not reasons else ():
            why = replace(finding, message=silent, hint=msg(_ADD_LINE))
            yield self.policy.weighed(placed(answer_not_valid, why, self.places, self.pair.slug, self._sha))
        for reason in reasons:
            told = self._told.setdefault(one.path, [])
            if reason not in told or finding.named:
                told.append(reason)
                why = replace(finding, message=reason, hint=None)
                yield self.policy.weighed(placed(answer_not_valid, why, self.places, self.pair.slug, self._sha))

    def _writers(self, finding: Finding) -> list[Writer]:
        """Give the commits that wrote what a finding is about; none where that is not known."""
        key = self.revised.top_of.get(id(finding.record))
        if key is None or not finding.about or not self._is_committed(key):
            return []
        return self._grounds.writers(finding.about, self.revised.flat_new)

    def _silent(self, finding: Finding, last: Sequence[Writer]) -> Iterator[Message]:
        """Say that a resolution is named, though not where it would count: by another commit, or in the wrong place."""
        key = self.revised.top_of.get(id(finding.record))
        silent = next((one for one in last if not one.said.resolutions), None)
        if key is None or silent is None:
            return
        if silent.said.is_misplaced:
            text = N_("Commit {commit} names a resolution, but not in the last paragraph of its message")
            yield msg(text, commit=short_hash(silent.commit))
            return
        text = N_("Commit {commit} names the resolution “{id}”, but {later} wrote this, and names none")
        told: set[str] = set()
        for one in self._grounds.named(key):
            for name in one.said.resolutions:
                if name not in told:
                    told.add(name)
                    yield msg(text, commit=short_hash(one.commit), id=name, later=short_hash(silent.commit))

    def _is_committed(self, key: Key) -> bool:
        """Whether the last commit has a record just as it is judged."""
        if self._terms.committed is None:
            return True
        return _state_of(key, self._committed) == _state_of(key, self.revised.flat_new)

    @cached_property
    def _committed(self) -> Flat:
        last = self._terms.committed
        directory = directory_at(last.tree, self.pair.now.directory.path) if last is not None else None
        if last is None or directory is None:
            return {}
        return flat(assessed(last, directory, self._day).assessment.dossier)

    @cached_property
    def _grounds(self) -> Grounds:
        return self._terms.grounds(self.pair.now.directory.path)


_ADD_LINE = N_("Add the line “Beschluss: ID” to the last paragraph of its message (last commit: git commit --amend).")


def _said_by_all(writers: Sequence[Writer]) -> Trailers:
    """Give the resolutions that all of some commits name, and why they correct something if all of them say so."""
    if not writers:
        return Trailers()
    first, *others = (one.said for one in writers)
    resolutions = tuple(name for name in first.resolutions if all(name in one.resolutions for one in others))
    reasons = dict.fromkeys(reason for one in (first, *others) for reason in one.corrections)
    return Trailers(resolutions, tuple(reasons) if all(one.corrections for one in (first, *others)) else ())


def _state_of(key: Key, state: Flat) -> frozenset[str]:
    """Say what a record says, with all that lies below it."""
    nodes = (node for node in state.values() if top(node, state).key == key)
    return frozenset(repr((node.key, sorted(node.fields.items()), sorted(node.order.items()))) for node in nodes)


def placed(rule: Rule, finding: Finding, places: BothPlaces, slug: str | None, sha: str | None) -> Diagnostic:
    """Give a finding with its places; those in the old files have the hash of the old commit."""
    one = diagnostic_of(rule, finding, places, slug)
    related = tuple(
        replace(shown, commit=sha) if places.is_old(record) else shown
        for shown, (record, _, _) in zip(one.related, finding.related, strict=True)
    )
    return replace(one, related=related, commit=sha if places.is_old(finding.record) else None)
