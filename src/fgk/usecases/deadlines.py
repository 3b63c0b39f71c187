"""``fgk deadlines``: what is due, by when, in one municipality or in all of them."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from fgk.assessment.agenda import deadlines
from fgk.assessment.assess import Assessment
from fgk.assessment.deadlines import Deadline, DeadlineState
from fgk.dates import Duration, shifted
from fgk.loading.discovery import Directory
from fgk.loading.repository import Repository
from fgk.messages import Translator
from fgk.model.publication import public
from fgk.render.deadlines.rows import Row, Rows
from fgk.usecases.office import UnknownOffice
from fgk.usecases.portfolio import assessed, finder, selected
from fgk.usecases.workers import each


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deadlines are wanted, and with what.

    ``within`` leaves those that are open and due by then, what is late included; ``overdue`` those that are late;
    ``office`` those that one office is responsible for, in any case of letters; ``closed`` says whether those that are
    met or missed are wanted at all. ``public``: nothing that is internal, and only what follows from the rest.
    ``explained``: with the reasons. ``encode`` makes the text of a row, so that only that has to be handed on.
    """

    within: Duration | None = None
    overdue: bool = False
    office: str | None = None
    closed: bool = True
    public: bool = False
    explained: bool = False
    encode: Callable[[Row], str] | None = None

    def takes(self, deadline: Deadline, day: dt.date) -> bool:
        """Whether a deadline is wanted, whatever its office."""
        if self.overdue and deadline.state is not DeadlineState.OVERDUE:
            return False
        if self.within is not None and not (deadline.state.is_open and deadline.day.is_by(shifted(day, self.within))):
            return False
        return self.closed or deadline.state.is_open

    def leaves_out(self, deadline: Deadline) -> bool:
        """Whether a deadline would be wanted if it were not met or missed."""
        return not (self.closed or self.overdue or self.within is not None or deadline.state.is_open)

    def is_responsible(self, deadline: Deadline) -> bool:
        """Whether the office that is asked for, if any, is responsible."""
        return self.office is None or (deadline.office or "").casefold() == self.office.casefold()


class Line(NamedTuple):
    """A deadline of which only its text is still needed: its place in the order, what may fail, the text."""

    sort_key: tuple[dt.date, str, str, str]
    state: DeadlineState
    is_uncertain: bool
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """The deadlines of one municipality: as ``rows`` or, where they are encoded, as ``lines``.

    ``left_out`` counts, by state, those that are wanted but for being met or missed. ``errors`` counts the defects of
    its files that keep something out; where it cannot be assessed, ``is_assessable`` is False and there are none.
    """

    slug: str
    name: str
    path: str
    is_assessable: bool
    errors: int
    rows: tuple[Row, ...] = ()
    lines: tuple[Line, ...] = ()
    left_out: Counter[DeadlineState] = field(default_factory=Counter)
    offices: frozenset[str] = frozenset()


def found_deadlines(  # noqa: PLR0913 - what is asked, of what, and how
    repository: Repository,
    day: dt.date,
    names: Iterable[str],
    wanted: Wanted,
    translator: Translator,
    *,
    processes: int | None = None,
) -> Iterator[Found]:
    """Give the deadlines of the named municipalities, or of all, one municipality at a time.

    Raises UnknownMunicipality and, at the end, UnknownOffice where the office that is asked for has never been named.
    """
    directories = selected(repository, names)
    make = partial(_listing, day, wanted, translator.language)
    offices: set[str] = set()
    has_any = False
    for found in each(repository, make, directories, processes):
        offices |= found.offices
        has_any = has_any or found.is_assessable
        yield found
    if wanted.office is not None and has_any and wanted.office.casefold() not in {name.casefold() for name in offices}:
        raise UnknownOffice(wanted.office, offices)


def _listing(day: dt.date, wanted: Wanted, language: str, repository: Repository) -> Callable[[Directory], Found]:
    return partial(_found, repository, day, wanted, Translator(language))


def _found(repository: Repository, day: dt.date, wanted: Wanted, translate: Translator, directory: Directory) -> Found:
    one = assessed(repository, directory, day)
    assessment = one.assessment
    municipality = assessment.dossier.municipality
    name = municipality.name if municipality else directory.slug
    if not assessment.is_possible:
        return Found(directory.slug, name, directory.path, is_assessable=False, errors=one.errors)
    if wanted.public:
        assessment = replace(assessment, dossier=public(assessment.dossier))
    find = finder(one.loaded.places, published=wanted.public) if wanted.explained else None
    rows, left_out, offices = _rows(assessment, wanted, Rows(assessment, translate, find))
    encode = wanted.encode
    lines = tuple(Line(row.sort_key, row.state, row.is_uncertain, encode(row)) for row in rows) if encode else ()
    return Found(
        directory.slug,
        name,
        directory.path,
        is_assessable=True,
        errors=one.errors,
        rows=() if encode else tuple(rows),
        lines=lines,
        left_out=left_out,
        offices=frozenset(offices),
    )


def _rows(assessment: Assessment, wanted: Wanted, rows: Rows) -> tuple[list[Row], Counter[DeadlineState], set[str]]:
    made: list[Row] = []
    left_out: Counter[DeadlineState] = Counter()
    offices: set[str] = set()
    for standing in assessment.standings:
        for deadline in deadlines(assessment, standing):
            if wanted.public and deadline.is_internal:
                continue
            offices.add(deadline.office or "")
            if wanted.is_responsible(deadline):
                if wanted.takes(deadline, assessment.day):
                    made.append(rows.row(standing, deadline))
                elif wanted.leaves_out(deadline):
                    left_out[deadline.state] += 1
    return made, left_out, offices - {""}
