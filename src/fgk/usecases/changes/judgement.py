"""What a finding about a change counts: whether a resolution covers it, or a commit calls it a correction."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from fgk.comparison.flat import Flat, Key, flat
from fgk.comparison.revised import Revised
from fgk.diagnostics import NEW_MARK, Diagnostic, IgnoredBy, ignored, short_hash
from fgk.loading.discovery import directory_at
from fgk.loading.places import BothPlaces
from fgk.loading.repository import Repository
from fgk.messages import N_, Message, msg
from fgk.rules.registry import Finding, Rule
from fgk.rules.review.answers import against, answer_not_valid, corrected
from fgk.source.git.log import Trailers
from fgk.usecases.changes.compare import Pair
from fgk.usecases.changes.grounds import Ground, Grounds, nothing_said, state_of
from fgk.usecases.checking import diagnostic_of
from fgk.usecases.portfolio import assessed


@dataclass(frozen=True)
class Terms:
    """What a change is judged by.

    ``policy`` is the repository at the base, whose settings and procedures hold. ``grounds`` gives what the commits of
    the change say that it rests on. ``tip`` is the base itself where the histories cross: what it has already is not
    what the change would bring.
    """

    policy: Repository
    grounds: Grounds = nothing_said
    tip: Repository | None = None


class Judgement:
    """The judgement on the findings of one municipality, which ``revised`` holds under the rules of the base."""

    def __init__(self, pair: Pair, terms: Terms, day: dt.date, sha: str | None) -> None:
        """``sha`` is the hash of the old commit."""
        self.pair = pair
        self.revised: Revised = pair.revised.under(terms.policy.settings, terms.policy.procedures)
        old = pair.old.loaded.places if pair.old is not None else None
        self.places = BothPlaces(pair.new.loaded.places if pair.new is not None else None, old)
        self._terms, self._day, self._sha = terms, day, sha
        self._told: dict[str, list[Message]] = {}
        """What was said, for each path, of the resolutions that messages name: once for a file."""

    def judged(self, rule: Rule, finding: Finding) -> Iterator[Diagnostic]:
        """Give a finding as it counts: covered by a resolution, lightened as a correction, or with why it is not."""
        revised = self.revised
        key = revised.top_of.get(id(finding.record))
        if self._is_in_base(key):
            return
        one = placed(rule, finding, self.places, self.pair.slug, self._sha)
        ground = self._ground(key)
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
                why = replace(finding, message=reason, hint=None)
                yield placed(answer_not_valid, why, self.places, self.pair.slug, self._sha)

    def _is_in_base(self, key: Key | None) -> bool:
        """Whether the base has a record just as the change leaves it."""
        if key is None or self._terms.tip is None:
            return False
        return state_of(key, self._in_base) == state_of(key, self.revised.flat_new)

    @cached_property
    def _in_base(self) -> Flat:
        tip = self._terms.tip
        directory = directory_at(tip.tree, self.pair.now.directory.path) if tip is not None else None
        if tip is None or directory is None:
            return {}
        return flat(assessed(tip, directory, self._day).assessment.dossier)

    def _ground(self, key: Key | None) -> Ground | None:
        """Give what the latest commit says that changed a record, if the record still is as that one left it."""
        found = self._grounds.get(key) if key is not None else None
        is_kept = found is not None and key is not None and found.state == state_of(key, self.revised.flat_new)
        return found if is_kept else None

    @cached_property
    def _grounds(self) -> Mapping[Key, Ground]:
        return self._terms.grounds(self.pair.now.directory.path)


def placed(rule: Rule, finding: Finding, places: BothPlaces, slug: str | None, sha: str | None) -> Diagnostic:
    """Give a finding with its places; those in the old files have the hash of the old commit."""
    one = diagnostic_of(rule, finding, places, slug)
    related = tuple(
        replace(shown, commit=sha) if places.is_old(record) else shown
        for shown, (record, _, _) in zip(one.related, finding.related, strict=True)
    )
    return replace(one, related=related, commit=sha if places.is_old(finding.record) else None)


def _outdated(ground: Ground) -> Iterator[Message]:
    """Say that a resolution is named, though not by the commit that has changed the record last."""
    text = N_("Commit {commit} names the resolution “{id}”, but {later} has changed the record since, and names none")
    for name, commit in ground.earlier.items():
        yield msg(text, commit=short_hash(commit), id=name, later=short_hash(ground.commit))
