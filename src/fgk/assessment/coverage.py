"""How many of the recorded facts say where they come from."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from fgk.dates import PartialDate
from fgk.model.dossier import Dossier
from fgk.model.vocabulary import Result


@dataclass(frozen=True, slots=True)
class Coverage:
    """So many facts are recorded, and so many of them name a source."""

    facts: int
    sourced: int


def coverage(dossier: Dossier, day: dt.date) -> Coverage:
    """Count the facts that were known on a day, and those with a source.

    A fact is something that happened or was found; what is agreed, intended or only described is none.

    | fact | not counted | has a source where one of these does |
    |---|---|---|
    | event | planned | its ``sources`` or ``resolution``; the round; the audit |
    | entry of a log | | its ``sources``, ``evidence`` or ``resolution``; the measure |
    | step of a consultation | without a day and a result | its ``sources``; the resolution |
    | value of an indicator | | its ``sources``; the indicator; the goal |
    | judgement on a goal | | its ``sources``; the goal |
    | population | | the municipality |
    | definition of family | without a text | its ``resolution``; the municipality |

    A resolution has a source, too, where the number of its paper or an address is recorded: it can be looked up. What
    is named has to be there; a record that was left out for its defects is. A fact without a date was known always.
    """
    facts = _Facts(dossier)
    known = [is_sourced for date, is_sourced in facts if date is None or date.first <= day]
    return Coverage(len(known), sum(known))


_Fact: TypeAlias = tuple[PartialDate | None, bool]
"""When a fact happened, and whether it has a source."""


class _Facts:
    """The facts of a dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._ids = {key: self._known(key) for key in ("sources", "resolutions")}

    def __iter__(self) -> Iterator[_Fact]:
        yield from self._events()
        yield from self._entries()
        yield from self._steps()
        yield from self._findings()
        yield from self._municipality()

    def _known(self, key: str) -> frozenset[str] | None:
        """Give the ids of a collection; None where it cannot be read, and so may hold any."""
        if key in self._dossier.unreadable:
            return None
        left_out = self._dossier.defective.get(key, frozenset())
        return left_out.union(record.id for record in self._dossier.collection(key))

    def _any(self, sources: Iterable[str], resolution: str | None = None) -> bool:
        """Whether one of these is recorded."""
        return self._has("sources", sources) or self._has("resolutions", (resolution,) if resolution else ())

    def _has(self, key: str, names: Iterable[str]) -> bool:
        known = self._ids[key]
        return any(known is None or name in known for name in names)

    def _events(self) -> Iterator[_Fact]:
        audit = self._dossier.audit
        for round_ in audit.rounds if audit else ():
            is_sourced = self._any((*round_.sources, *(audit.sources if audit else ())))
            for event in round_.events:
                if not event.planned:
                    yield event.date, is_sourced or self._any(event.sources, event.resolution)

    def _entries(self) -> Iterator[_Fact]:
        for measure in self._dossier.measures:
            is_sourced = self._any(measure.sources)
            for entry in measure.log:
                yield entry.date, is_sourced or self._any((*entry.sources, *entry.evidence), entry.resolution)

    def _steps(self) -> Iterator[_Fact]:
        for one in self._dossier.resolutions:
            is_sourced = bool(one.paper or one.web or one.oparl) or self._any(one.sources)
            for step in one.consultations:
                if step.date is not None or step.result not in (None, Result.OPEN):
                    yield step.date, is_sourced or self._any(step.sources)

    def _findings(self) -> Iterator[_Fact]:
        for goal in self._dossier.goals:
            is_sourced = self._any(goal.sources)
            if goal.assessment is not None:
                yield goal.assessment.date, is_sourced or self._any(goal.assessment.sources)
            for indicator in goal.indicators:
                has_source = is_sourced or self._any(indicator.sources)
                for value in indicator.values:
                    yield value.date, has_source or self._any(value.sources)

    def _municipality(self) -> Iterator[_Fact]:
        record = self._dossier.municipality
        if record is None:
            return
        is_sourced = self._any(record.sources)
        if record.population is not None:
            yield record.population.date, is_sourced
        concept = record.family_concept
        if concept is not None and concept.text:
            yield self._adopted_on(concept.resolution), is_sourced or self._any((), concept.resolution)

    def _adopted_on(self, resolution: str | None) -> PartialDate | None:
        return next((one.date for one in self._dossier.resolutions if one.id == resolution), None)
