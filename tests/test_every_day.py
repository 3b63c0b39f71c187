"""Eighteen years of the examples, day by day: nothing crashes, and no phase changes without a reason on that day."""

import datetime as dt
from collections.abc import Iterator

import pytest

from fgk.assessment.agenda import deadlines
from fgk.assessment.assess import Assessment
from fgk.assessment.deadlines import DeadlineState
from fgk.assessment.lifecycle import Standing
from fgk.assessment.readiness import next_step, readiness
from fgk.loading.repository import open_repository
from fgk.messages import Translator
from fgk.render.deadlines.rows import Rows
from fgk.source.tree import DiskTree
from fgk.usecases.portfolio import assessed
from repositories import EXAMPLES

FIRST, LAST = dt.date(2009, 1, 1), dt.date(2026, 12, 31)
DAYS = [FIRST + dt.timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
ONE_DAY = dt.timedelta(days=1)
REPOSITORY = open_repository(DiskTree(EXAMPLES))
DIRECTORIES = {directory.slug: directory for directory in REPOSITORY.municipalities()}
REAL = ("aachen", "delmenhorst", "duesseldorf", "herten", "nordkirchen")

every_example = pytest.mark.parametrize("slug", DIRECTORIES)


def every_day(slug: str) -> Iterator[Assessment]:
    """Give the assessment of each day; the files are read once."""
    first = assessed(REPOSITORY, DIRECTORIES[slug], FIRST).assessment
    for day in DAYS:
        yield Assessment(first.dossier, first.procedures, first.settings, day)


def reasons(standing: Standing) -> set[dt.date]:
    """Give the days on which a phase may change: an event takes effect, or a certificate was valid the day before."""
    days = {day for history in standing.histories for day, _ in history.events}
    ends = (history.award.valid_until for history in standing.histories if history.award)
    return days | {end.last + ONE_DAY for end in ends if end is not None}


def test_there_are_eighteen_years() -> None:
    assert (DAYS[0], DAYS[-1], len(DAYS)) == (FIRST, LAST, 6574)


@every_example
def test_a_phase_changes_only_with_an_event_or_an_expiry(slug: str) -> None:
    phases: dict[str, str] = {}
    seen = set()
    for assessment in every_day(slug):
        for standing in assessment.standings:
            name, phase = standing.procedure.id, standing.phase.value
            if phases.setdefault(name, phase) != phase:
                assert assessment.day in reasons(standing), f"{slug} changes to {phase} on {assessment.day}"
                phases[name] = phase
            seen.add(phase)
    assert len(seen) > 1


@every_example
def test_every_day_has_its_deadlines_and_its_next_step(slug: str) -> None:
    """Every day of the real municipalities; of the invented ones, which have long plans, each tenth."""
    translate = Translator("de")
    counted = 0
    missed: dict[str, set[str]] = {}
    for assessment in every_day(slug):
        if slug not in REAL and assessment.day.toordinal() % 10:
            continue
        for standing in assessment.standings:
            found = deadlines(assessment, standing)
            rows = Rows(assessment, translate, None)
            for deadline in found:
                row = rows.row(standing, deadline)
                assert row.title
                assert row.due == deadline.due
                assert deadline.due >= deadline.due_stated.last
            states = {deadline.key: deadline.state for deadline in found}
            gone = missed.setdefault(standing.procedure.id, set())
            assert all(states.get(key) is DeadlineState.MISSED for key in gone), assessment.day
            gone |= {key for key, state in states.items() if state is DeadlineState.MISSED}
            counted += len(found)
            step = next_step(assessment, standing)
            if step is not None:
                answer = readiness(assessment, standing, step)
                assert answer.taken is None or step.repeatable, assessment.day
                assert all(translate(one.text) for one in answer.preconditions)
    assert counted > 0
