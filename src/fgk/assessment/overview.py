"""Where one municipality stands, as every overview shows it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from fgk.assessment.agenda import deadlines
from fgk.assessment.assess import Assessment, PlanState, Scope
from fgk.assessment.deadlines import Deadline, DeadlineState
from fgk.assessment.lifecycle import Standing


@dataclass(frozen=True, slots=True)
class ProcedureOverview:
    """A municipality's standing in one procedure, with the deadlines, goals and measures that belong to it."""

    standing: Standing
    deadlines: tuple[Deadline, ...]
    plan: PlanState


@dataclass(frozen=True)
class Overview:
    """Where one municipality stands.

    ``procedures`` begins with that of the audit file; it is empty where the municipality cannot be assessed. ``errors``
    counts the defects of its files that keep something out of the picture.
    """

    slug: str
    name: str
    assessment: Assessment
    errors: int
    procedures: tuple[ProcedureOverview, ...] = ()

    @property
    def day(self) -> dt.date:
        """The day on which it stands there."""
        return self.assessment.day

    @property
    def main(self) -> ProcedureOverview | None:
        """The procedure of the audit file, or None where the municipality cannot be assessed."""
        return self.procedures[0] if self.procedures else None

    @property
    def overdue(self) -> int:
        """The number of overdue deadlines, measures among them, in all procedures."""
        found = (deadline for procedure in self.procedures for deadline in procedure.deadlines)
        return sum(deadline.state is DeadlineState.OVERDUE for deadline in found)


def overview(assessment: Assessment, errors: int, scope: Scope | None = None) -> Overview:
    """Derive the overview of a municipality; ``scope`` widens the counts beyond the round that counts."""
    dossier = assessment.dossier
    name = dossier.municipality.name if dossier.municipality else dossier.slug
    if not assessment.is_possible:
        return Overview(dossier.slug, name, assessment, errors)
    return Overview(dossier.slug, name, assessment, errors, tuple(_procedures(assessment, scope)))


def _procedures(assessment: Assessment, scope: Scope | None) -> Iterator[ProcedureOverview]:
    for standing in assessment.standings:
        of_this = scope if standing is assessment.main else None
        plan = assessment.plan(of_this, standing)
        yield ProcedureOverview(standing, tuple(deadlines(assessment, standing, of_this)), plan)
