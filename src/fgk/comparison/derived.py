"""What follows differently from two states of a municipality, on one day: phase, certificate, progress, deadlines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fgk.assessment.deadlines import Deadline, DeadlineState
from fgk.assessment.lifecycle import AuditState, Basis, CertificateState, Phase
from fgk.dates import PartialDate

if TYPE_CHECKING:  # whoever compares records alone needs no overview
    from fgk.assessment.overview import Overview, ProcedureOverview


class What(StrEnum):
    """What can follow differently."""

    PHASE = "phase"
    CERTIFICATE = "certificate"
    STAGE = "stage"
    VALID_UNTIL = "valid_until"
    BASIS = "basis"
    AUDIT = "audit"
    ROUND = "round"
    GOALS = "goals"
    MEASURES = "measures"
    DONE = "done"
    OVERDUE = "overdue"
    DEADLINE = "deadline"
    DEADLINE_STATE = "deadline_state"


Value = Phase | CertificateState | AuditState | Basis | DeadlineState | PartialDate | int | str | None


@dataclass(frozen=True, slots=True)
class Derived:
    """One thing that follows differently in a procedure, given by its id.

    ``old`` and ``new`` are what follows, None where nothing does: for deadlines the day as the files state it, or their
    states; ``deadline`` is the one that is meant, as it is now or, where it is gone, as it was.
    """

    procedure: str
    what: What
    old: Value
    new: Value
    deadline: Deadline | None = None


def derived(old: "Overview | None", new: "Overview | None", ids: Mapping[str, str] | None = None) -> list[Derived]:
    """Compare where a municipality stands; nothing is said of a state that cannot be assessed.

    ``ids`` maps the names of deadlines to those that they have now, because a record was renamed.
    """
    ids = ids or {}
    if (old is not None and old.main is None) or (new is not None and new.main is None):
        return []
    before = {one.standing.procedure.id: one for one in old.procedures} if old is not None else {}
    after = {one.standing.procedure.id: one for one in new.procedures} if new is not None else {}
    return [
        change
        for procedure in dict.fromkeys((*before, *after))
        for change in _of_procedure(procedure, before.get(procedure), after.get(procedure), ids)
    ]


def _of_procedure(
    procedure: str, old: "ProcedureOverview | None", new: "ProcedureOverview | None", ids: Mapping[str, str]
) -> Iterator[Derived]:
    was, now = _facts(old), _facts(new)
    for what in What:
        if was.get(what) != now.get(what):
            yield Derived(procedure, what, was.get(what), now.get(what))
    before = {ids.get(one.id, one.id): one for one in old.deadlines} if old else {}
    after = {one.id: one for one in new.deadlines} if new else {}
    yield from _deadlines(procedure, before, after)


def _facts(one: "ProcedureOverview | None") -> dict[What, Value]:
    if one is None:
        return {}
    standing, award, tally = one.standing, one.standing.award, one.plan.tally
    return {
        What.PHASE: standing.phase,
        What.CERTIFICATE: standing.certificate_state,
        What.STAGE: award.history.round.stage if award else None,
        What.VALID_UNTIL: award.valid_until if award else None,
        What.BASIS: award.basis if award else None,
        What.AUDIT: standing.audit_state,
        What.ROUND: standing.current.round.id if standing.current else None,
        What.GOALS: len(one.plan.goals),
        What.MEASURES: tally.total,
        What.DONE: tally.done,
        What.OVERDUE: tally.overdue,
    }


def _deadlines(procedure: str, before: Mapping[str, Deadline], after: Mapping[str, Deadline]) -> Iterator[Derived]:
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if was is None or now is None or was.due_stated != now.due_stated:
            shown = now or was
            yield Derived(
                procedure, What.DEADLINE, was.due_stated if was else None, now.due_stated if now else None, shown
            )
        elif was.state is not now.state:
            yield Derived(procedure, What.DEADLINE_STATE, was.state, now.state, now)
