"""The status of municipalities as data for JSON, version 1; the contract is ``schemas/output/status.schema.json``."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from fgk.assessment.deadlines import Deadline, in_order
from fgk.assessment.lifecycle import Standing
from fgk.assessment.overview import Overview, ProcedureOverview
from fgk.dates import PartialDate
from fgk.messages import Translator

SCHEMA_VERSION = 1


def status_object(overview: Overview, translate: Translator) -> dict[str, Any]:
    """Give one municipality's object."""
    return {"schema_version": SCHEMA_VERSION, **_municipality(overview, translate)}


def statuses_object(overviews: Iterable[Overview], day: dt.date, translate: Translator) -> dict[str, Any]:
    """Give the object that lists all municipalities."""
    return {
        "schema_version": SCHEMA_VERSION,
        "at": day.isoformat(),
        "municipalities": [_municipality(overview, translate) for overview in overviews],
    }


def _municipality(overview: Overview, translate: Translator) -> dict[str, Any]:
    head = {"municipality": overview.slug, "name": overview.name, "at": overview.day.isoformat()}
    main = overview.main
    if main is None:
        return {**head, "phase": None, "errors": overview.errors}
    return {
        **head,
        **_procedure(main, translate),
        "other_procedures": [_procedure(other, translate) for other in overview.procedures[1:]],
        "errors": overview.errors,
    }


def _procedure(one: ProcedureOverview, translate: Translator) -> dict[str, Any]:
    standing, plan = one.standing, one.plan
    return {
        "procedure": standing.procedure.id,
        "phase": standing.phase.value,
        "certificate": _certificate(standing),
        "audit": _audit(standing),
        "measures": {
            "total": plan.tally.total,
            "by_status": {status.value: count for status, count in plan.tally.by_status.items()},
            "overdue": plan.tally.overdue,
            "stale": plan.tally.stale,
        },
        "goals": {"total": len(plan.goals)},
        "action_fields": [
            {
                "id": field.field.id if field.field else None,
                "code": field.field.code if field.field else None,
                "title": translate.value(field.title) or None,
                "goals": len(field.goals),
                "measures": field.tally.total,
                "done": field.tally.done,
                "share_done": field.tally.share_done,
            }
            for field in plan.fields
        ],
        "deadlines": [_deadline(deadline, translate) for deadline in in_order(one.deadlines)],
    }


def _certificate(standing: Standing) -> dict[str, Any]:
    award = standing.award
    return {
        "state": standing.certificate_state.value,
        "stage": award.history.round.stage if award else None,
        "issued": _date(award.issued) if award else None,
        "presented": _date(award.presented) if award else None,
        "valid_until": _date(award.valid_until) if award else None,
        "basis": award.basis.value if award and award.basis else None,
    }


def _audit(standing: Standing) -> dict[str, Any]:
    last = standing.last_event
    return {
        "state": standing.audit_state.value,
        "round": standing.current.round.id if standing.current else None,
        "last_event": {"event": last.event, "date": str(last.date)} if last else None,
    }


def _deadline(deadline: Deadline, translate: Translator) -> dict[str, Any]:
    return {
        "id": deadline.id,
        "title": translate(deadline.title),
        "due": deadline.due.isoformat(),
        "due_stated": str(deadline.due_stated),
        "state": deadline.state.value,
        "basis": deadline.basis.value,
        "record": {"type": deadline.record_type, "id": deadline.record_id},
    }


def _date(date: PartialDate | None) -> str | None:
    return str(date) if date is not None else None
