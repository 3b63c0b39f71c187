"""``fgk status``: where municipalities stand."""

import datetime as dt
from collections.abc import Iterable, Iterator

from fgk.assessment.assess import Scope
from fgk.assessment.overview import Overview, overview
from fgk.loading.repository import Repository
from fgk.render.wanted import UnknownRound
from fgk.usecases.office import UnknownOffice, of_office, offices, required
from fgk.usecases.portfolio import assessed, selected

ALL_ROUNDS = "all"
"""The name that stands for all rounds together."""


def statuses(
    repository: Repository,
    day: dt.date,
    names: Iterable[str] = (),
    round_id: str | None = None,
    office: str | None = None,
) -> Iterator[Overview]:
    """Give the overview of the named municipalities, or of all, one at a time.

    ``round_id`` widens the counts from the round that counts to another one, or to ``all``; ``office`` narrows it all
    to what one office is responsible for. Raises UnknownMunicipality, where municipalities are named UnknownRound and
    UnknownOffice, otherwise the latter at the end, where no municipality has that office.
    """
    wanted = frozenset(names)
    known: set[str] = set()
    for directory in selected(repository, wanted):
        one = assessed(repository, directory, day)
        if wanted and round_id not in (None, ALL_ROUNDS, *one.assessment.rounds):
            raise UnknownRound(str(round_id), [ALL_ROUNDS, *one.assessment.rounds])
        scope = _scope(round_id) if round_id else None
        assessment = one.assessment
        if office is not None:
            known |= offices(assessment)
            assessment = required(assessment, office) if wanted else of_office(assessment, office)
        yield overview(assessment, one.errors, scope)
    if office is not None and known and office.casefold() not in {name.casefold() for name in known}:
        raise UnknownOffice(office, known)


def _scope(round_id: str) -> Scope:
    return Scope(None) if round_id == ALL_ROUNDS else Scope(frozenset((round_id,)), loose=False)
