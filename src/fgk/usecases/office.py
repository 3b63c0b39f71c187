"""Narrowing a municipality to what one of its offices is responsible for."""

from collections.abc import Collection
from dataclasses import replace

from fgk.assessment.agenda import deadlines
from fgk.assessment.assess import Assessment
from fgk.messages import msg
from fgk.stops import WrongUse
from fgk.suggestions import meant_or_possible


class UnknownOffice(WrongUse):
    """An office that is responsible for nothing here."""

    def __init__(self, name: str, known: Collection[str]) -> None:
        message = msg("Nothing here is the responsibility of “{office}”", office=name)
        hint = meant_or_possible(name, sorted(known)) if known else msg("No office is recorded for anything here.")
        super().__init__(message, hint)


def offices(assessment: Assessment) -> set[str]:
    """Give the offices that are responsible for something; none where the municipality cannot be assessed."""
    if not assessment.is_possible:
        return set()
    found = {one.responsible.office for one in assessment.dossier.measures if one.responsible}
    found |= {one.office for standing in assessment.standings for one in deadlines(assessment, standing)}
    return {name for name in found if name}


def of_office(assessment: Assessment, name: str) -> Assessment:
    """Narrow an assessment to an office, named in any case of letters; where it has nothing to do, nothing is left."""
    known = next((one for one in offices(assessment) if one.casefold() == name.casefold()), name)
    return replace(assessment, office_only=known)


def required(assessment: Assessment, name: str) -> Assessment:
    """Narrow an assessment to an office that has something to do here. Raises UnknownOffice."""
    known = offices(assessment)
    if assessment.is_possible and name.casefold() not in {one.casefold() for one in known}:
        raise UnknownOffice(name, known)
    return of_office(assessment, name)
