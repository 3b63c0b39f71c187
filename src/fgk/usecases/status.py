"""``fgk status``: where municipalities stand."""

import datetime as dt
from collections.abc import Iterable, Iterator

from fgk.assessment.assess import Scope
from fgk.assessment.overview import Overview, overview
from fgk.loading.repository import Repository
from fgk.messages import msg
from fgk.stops import WrongUse
from fgk.suggestions import meant_or_possible
from fgk.usecases.portfolio import assessed, selected

ALL_ROUNDS = "all"
"""The name that stands for all rounds together."""


class UnknownRound(WrongUse):
    """A round that a municipality does not have."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(msg("There is no round “{name}”", name=name), meant_or_possible(name, [ALL_ROUNDS, *known]))


def statuses(
    repository: Repository, day: dt.date, names: Iterable[str] = (), round_id: str | None = None
) -> Iterator[Overview]:
    """Give the overview of the named municipalities, or of all, one at a time.

    ``round_id`` widens the counts from the round that counts to another one, or to ``all``. Raises
    UnknownMunicipality and, where municipalities are named, UnknownRound.
    """
    wanted = frozenset(names)
    for directory in selected(repository, wanted):
        one = assessed(repository, directory, day)
        if wanted and round_id not in (None, ALL_ROUNDS, *one.assessment.rounds):
            raise UnknownRound(str(round_id), list(one.assessment.rounds))
        scope = _scope(round_id) if round_id else None
        yield overview(one.assessment, one.errors, scope)


def _scope(round_id: str) -> Scope:
    return Scope(None) if round_id == ALL_ROUNDS else Scope(frozenset((round_id,)), loose=False)
