"""``fgk ready``: whether a step of the procedure may be taken."""

import datetime as dt
from dataclasses import dataclass

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import Standing
from fgk.assessment.readiness import Readiness, next_step, readiness, step_named, steps
from fgk.loading.places import Places
from fgk.loading.repository import Repository
from fgk.messages import msg
from fgk.model.procedure import EventType, Procedure
from fgk.stops import WrongUse
from fgk.suggestions import did_you_mean, meant_or_possible
from fgk.usecases.portfolio import CannotAssess, assessed, selected

NEXT = "next"
"""The name that stands for whatever step comes next."""


class UnknownEvent(WrongUse):
    """An event that no procedure of a municipality has."""

    def __init__(self, name: str, known: list[str]) -> None:
        hint = did_you_mean(name, known) or msg("Possible are: {options}.", options=", ".join(known))
        super().__init__(msg("There is no step “{name}” here", name=name), hint)


class UnknownProcedure(WrongUse):
    """A procedure that a municipality does not run."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(msg("The procedure “{name}” does not run here", name=name), meant_or_possible(name, known))


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer: for which municipality, in which procedure, and what was found.

    ``readiness`` is None where there is no next step. ``errors`` counts the defects of the files that keep something
    out.
    """

    slug: str
    name: str
    day: dt.date
    procedure: Procedure
    readiness: Readiness | None
    places: Places
    errors: int


def ready(repository: Repository, day: dt.date, name: str, event: str, procedure: str | None = None) -> Answered:
    """Say whether a step may be taken on a day: an event by its id or title, or ``next``.

    Where ``procedure`` names none, an event is looked for in that of the audit file first, then in the others that the
    municipality runs. Raises UnknownMunicipality, CannotAssess, UnknownProcedure and UnknownEvent.
    """
    directory = selected(repository, [name])[0]
    one = assessed(repository, directory, day)
    assessment = one.assessment
    if not assessment.is_possible:
        raise CannotAssess(directory.slug)
    standings = _standings(assessment, procedure)
    standing, step = _step(assessment, standings, event)
    municipality = assessment.dossier.municipality
    return Answered(
        directory.slug,
        municipality.name if municipality else directory.slug,
        day,
        standing.procedure,
        readiness(assessment, standing, step) if step is not None else None,
        one.loaded.places,
        one.errors,
    )


def _standings(assessment: Assessment, procedure: str | None) -> list[Standing]:
    found = [one for one in assessment.standings if procedure is None or one.procedure.id == procedure]
    if not found:
        raise UnknownProcedure(procedure or "", [one.procedure.id for one in assessment.standings])
    return found


def _step(assessment: Assessment, standings: list[Standing], event: str) -> tuple[Standing, EventType | None]:
    if event == NEXT:
        return standings[0], next_step(assessment, standings[0])
    found = step_named(standings, event)
    if found is None:
        raise UnknownEvent(event, [NEXT, *dict.fromkeys(kind.id for _, kind in steps(standings))])
    return found
