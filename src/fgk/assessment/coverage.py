"""How many of the recorded facts say where they come from."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from fgk.dates import PartialDate
from fgk.model.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Coverage:
    """So many facts are recorded, and so many of them name a source."""

    facts: int
    sourced: int


def coverage(dossier: Dossier, day: dt.date) -> Coverage:
    """Count the facts that were known on a day, and those with a source.

    A fact is something that happened or was found: a dated event, an entry of a log, a step of a consultation, a value
    of an indicator, a judgement on a goal. It has a source where it names one, or evidence, or where the record that
    holds it does; an event or entry also by its resolution, a resolution by the number of its paper or its address.
    """
    every = (*_events(dossier), *_entries(dossier), *_steps(dossier), *_results(dossier))
    known = [is_sourced for date, is_sourced in every if date is None or date.first <= day]
    return Coverage(len(known), sum(known))


_Fact: TypeAlias = tuple[PartialDate | None, bool]
"""When a fact happened, and whether it has a source."""


def _events(dossier: Dossier) -> Iterator[_Fact]:
    for round_ in dossier.audit.rounds if dossier.audit else ():
        for event in round_.events:
            if not event.planned:
                yield event.date, bool(event.sources or event.resolution or round_.sources)


def _entries(dossier: Dossier) -> Iterator[_Fact]:
    for measure in dossier.measures:
        for entry in measure.log:
            yield entry.date, bool(entry.sources or entry.evidence or entry.resolution or measure.sources)


def _steps(dossier: Dossier) -> Iterator[_Fact]:
    for one in dossier.resolutions:
        is_sourced = bool(one.sources or one.paper or one.web or one.oparl)
        for step in one.consultations:
            yield step.date, is_sourced or bool(step.sources)


def _results(dossier: Dossier) -> Iterator[_Fact]:
    for goal in dossier.goals:
        if goal.assessment is not None:
            yield goal.assessment.date, bool(goal.assessment.sources or goal.sources)
        for indicator in goal.indicators:
            for value in indicator.values:
                yield value.date, bool(value.sources or indicator.sources or goal.sources)
