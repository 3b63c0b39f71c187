"""What of a dossier may be published: the facts without those that are internal, and without persons."""

from dataclasses import replace
from typing import TypeVar

from fgk.model.audit import Audit
from fgk.model.base import Visible
from fgk.model.dossier import Dossier
from fgk.model.municipality import Municipality
from fgk.model.plan import Measure

V = TypeVar("V", bound=Visible)


def public(dossier: Dossier) -> Dossier:
    """Give the dossier as the public may see it.

    What is derived from the result rests on public facts alone, so that no count and no status gives an internal
    record away. A measure of an internal goal is internal with it.
    """
    hidden = {goal.id for goal in dossier.goals if goal.is_internal}
    return replace(
        dossier,
        municipality=dossier.municipality and _municipality(dossier.municipality),
        audit=dossier.audit and _audit(dossier.audit),
        goals=_visible(dossier.goals),
        measures=tuple(_measure(measure) for measure in _visible(dossier.measures) if measure.goal not in hidden),
        resolutions=_visible(dossier.resolutions),
        sources=_visible(dossier.sources),
    )


def _visible(records: tuple[V, ...]) -> tuple[V, ...]:
    return tuple(record for record in records if not record.is_internal)


def _municipality(record: Municipality) -> Municipality:
    if record.contact is None or record.contact.person is None:
        return record
    return record.model_copy(update={"contact": record.contact.model_copy(update={"person": None})})


def _audit(audit: Audit) -> Audit:
    rounds = tuple(
        round_.model_copy(update={"events": _visible(round_.events)})
        if any(event.is_internal for event in round_.events)
        else round_
        for round_ in audit.rounds
    )
    return audit.model_copy(update={"rounds": rounds})


def _measure(measure: Measure) -> Measure:
    changes: dict[str, object] = {}
    if any(entry.is_internal for entry in measure.log):
        changes["log"] = _visible(measure.log)
    if measure.responsible is not None and measure.responsible.person is not None:
        changes["responsible"] = measure.responsible.model_copy(update={"person": None})
    return measure.model_copy(update=changes) if changes else measure
