"""``fgk status``: where municipalities stand."""

import datetime as dt
from collections.abc import Iterable, Iterator

from fgk.assessment.assess import Assessment, Scope
from fgk.assessment.overview import Overview, overview
from fgk.loading.repository import Repository
from fgk.loading.shape import nearest
from fgk.usecases.portfolio import assessed, selected

ALL_ROUNDS = "all"
"""The name that stands for all rounds together."""


class UnknownRound(Exception):
    """A round that a municipality does not have; ``known`` are the ids of those it has."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known
        self.suggestion = nearest(name, known)


def statuses(
    repository: Repository, day: dt.date, names: Iterable[str] = (), round_id: str | None = None
) -> Iterator[Overview]:
    """Give the overview of the named municipalities, or of all, one at a time.

    ``round_id`` widens the counts from the round that counts to another one, or to ``all``. Raises
    UnknownMunicipality and UnknownRound.
    """
    for directory in selected(repository, names):
        one = assessed(repository, directory, day)
        scope = _scope(one.assessment, round_id) if round_id else None
        yield overview(one.assessment, one.errors, scope)


def _scope(assessment: Assessment, round_id: str) -> Scope:
    if round_id == ALL_ROUNDS:
        return Scope(None)
    if round_id not in assessment.rounds:
        raise UnknownRound(round_id, list(assessment.rounds))
    return Scope(frozenset((round_id,)), loose=False)
