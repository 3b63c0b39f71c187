"""What events rest on: the resolution that they name, and what is wrong with it as their ground."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from fgk.assessment.assess import Assessment
from fgk.assessment.deadlines import event_title
from fgk.dates import PartialDate
from fgk.diagnostics import Route
from fgk.messages import Message, msg
from fgk.model.audit import Event, Round
from fgk.model.procedure import EventType
from fgk.model.resolution import Consultation, Resolution
from fgk.model.vocabulary import ANNUAL_REPORT, COUNCIL_REPORT, ResolutionKind, Result

REPORTS = (ANNUAL_REPORT, COUNCIL_REPORT)
"""Events on which nothing is decided."""

ADOPTED = (Result.ADOPTED, Result.ADOPTED_AMENDED)
NOT_ADOPTED = (Result.REJECTED, Result.WITHDRAWN, Result.POSTPONED, Result.REFERRED)


class Slip(Enum):
    """Why a resolution cannot be what an event rests on; the first that holds is the one to report."""

    ANOTHER_KIND = auto()
    NOT_ADOPTED = auto()
    UNDECIDED = auto()
    ONLY_RECOMMENDED = auto()


@dataclass(frozen=True, slots=True)
class Ground:
    """An event that happened, what the procedure says of it, and the resolution that it names, where that is known."""

    round: Round
    index: int
    event: Event
    kind: EventType
    title: Message
    resolution: Resolution | None

    @property
    def route(self) -> Route:
        """The way from the round to the name of the resolution."""
        return ("events", self.index, "resolution")

    @property
    def date_route(self) -> Route:
        """The way from the round to the event's date."""
        return ("events", self.index, "date")

    @property
    def slip(self) -> Slip | None:
        """What is wrong with the resolution as the ground of this event."""
        if self.resolution is None:
            return None
        if self.kind.resolution and self.resolution.kind not in self.kind.resolution:
            return Slip.ANOTHER_KIND
        if self.event.event in REPORTS:
            return None
        if not self.kind.repeatable and self.resolution.result in NOT_ADOPTED:
            return Slip.NOT_ADOPTED
        return _undecided(self.resolution) if self.kind.resolution else None


def _undecided(resolution: Resolution) -> Slip | None:
    if resolution.result is Result.OPEN:
        return Slip.UNDECIDED
    if resolution.result is Result.RECOMMENDED:
        return Slip.ONLY_RECOMMENDED
    noted = resolution.result is Result.NOTED and resolution.kind is not ResolutionKind.REPORT
    return Slip.ONLY_RECOMMENDED if noted else None


@lru_cache(maxsize=1)
def grounds(assessment: Assessment) -> tuple[Ground, ...]:
    """Give the events that are no intentions, round by round; those that the procedure does not know are left out."""
    return tuple(_grounds(assessment))


def _grounds(assessment: Assessment) -> Iterator[Ground]:
    for round_ in assessment.audit.rounds:
        procedure = assessment.procedure_of(round_)
        if procedure is None:
            continue
        kinds = {kind.id: kind for kind in procedure.events}
        for index, event in enumerate(round_.events):
            kind = kinds.get(event.event)
            if kind is not None and not event.planned:
                resolution = assessment.resolutions.get(event.resolution) if event.resolution else None
                yield Ground(round_, index, event, kind, event_title(procedure, event), resolution)


def deciding_step(resolution: Resolution) -> tuple[int, Consultation] | None:
    """Give the consultation whose result and date are the resolution's own, and its position."""
    deciding = resolution.deciding
    if deciding is None:
        return None
    return next((index, step) for index, step in enumerate(resolution.consultations) if step is deciding)


def step_words(step: Consultation) -> tuple[object, ...]:
    """Name a consultation in a message: the body and, where it is known, the date."""
    return (step.body, step.date) if step.date else (step.body,)


def runs_backwards(resolution: Resolution) -> Iterator[tuple[int, int]]:
    """Give the positions of consultations that stand behind a later one, each with the position of that one."""
    latest: tuple[int, PartialDate] | None = None
    blamed = -1
    for index, step in enumerate(resolution.consultations):
        if step.date is None:
            continue
        if latest is not None and step.date.last < latest[1].first and latest[0] != blamed:
            blamed = latest[0]
            yield index, latest[0]
        if latest is None or step.date.first > latest[1].first:
            latest = (index, step.date)


def decided_here(resolution: Resolution, index: int, key: str) -> tuple[Resolution, Route, Message]:
    """Make the second place of a finding: where the decision stands."""
    return (resolution, ("consultations", index, key), msg("the decision"))
