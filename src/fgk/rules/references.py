"""FGK2xx: references from one record to another."""

from collections.abc import Collection, Iterable, Iterator

from fgk.assessment.assess import Assessment
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, Message, msg
from fgk.model.base import Identified, Record
from fgk.model.plan import Measure
from fgk.rules.citations import Reference, source_references
from fgk.rules.registry import Finding, Rule, rule
from fgk.suggestions import bare, meant_or_possible

_WHY_REFERENCE = N_("What a reference does not reach is missing from counts, progress and reports.")
_FIX_REFERENCE = N_("Correct the id, or add the record that is meant.")


def _missing(  # noqa: PLR0913, PLR0917 - a reference has so many parts
    assessment: Assessment,
    record: Record,
    route: Route,
    wanted: str,
    key: str,
    known: Collection[str],
    text: str,
    called: Iterable[tuple[str, str | None]] = (),
) -> Iterator[Finding]:
    """Find a reference that leads nowhere; one to a defective record is no fault of the referrer.

    ``called`` are ids with what else their records are called: a code, a number, a title.
    """
    dossier = assessment.dossier
    if wanted not in known and _has_repeated_ids(assessment, key):  # one of them may be the one that is meant
        return
    if wanted not in known and wanted not in dossier.defective.get(key, ()) and key not in dossier.unreadable:
        possible = {*known, *dossier.defective.get(key, ())}
        hint = _of_other_name(wanted, called) or meant_or_possible(wanted, possible) or _CORRECT
        yield Finding(record, route, msg(text, id=wanted), hint)


_COLLECTIONS = frozenset(("action_fields", "goals", "measures", "resolutions", "sources"))


def _has_repeated_ids(assessment: Assessment, key: str) -> bool:
    if key not in _COLLECTIONS:
        return False
    records = assessment.dossier.collection(key)
    return len({record.id for record in records}) < len(records)


def _of_other_name(wanted: str, called: Iterable[tuple[str, str | None]]) -> Message | None:
    """Name the id of the one record that is called like this, as far as an id can be: ``hf2`` for HF2."""
    spelled = bare(wanted)
    found = {identity for identity, name in called if name is not None and bare(name) == spelled}
    return msg("Write the id, “{id}”.", id=found.pop()) if len(found) == 1 else None


_CORRECT = msg("Correct the id, or add the record that is meant.")


def _ids(records: Iterable[Identified]) -> set[str]:
    return {record.id for record in records}


@rule(
    "FGK201",
    "unknown-action-field",
    Severity.ERROR,
    summary=N_("A goal names an action field that does not exist."),
    why=_WHY_REFERENCE,
    fix=_FIX_REFERENCE,
    tolerant=True,
)
def unknown_action_field(assessment: Assessment) -> Iterator[Finding]:
    """Check goals against action-fields.yaml."""
    known = _ids(assessment.dossier.action_fields)
    for goal in assessment.dossier.goals:
        if goal.action_field is not None:
            text, wanted = N_("The action field “{id}” does not exist"), goal.action_field
            names = _names_of_fields(assessment) if wanted not in known else ()
            yield from _missing(assessment, goal, ("action_field",), wanted, "action_fields", known, text, names)


def _names_of_fields(assessment: Assessment) -> Iterator[tuple[str, str | None]]:
    procedure = assessment.procedure_of(None)
    for field in assessment.dossier.action_fields:
        entry = procedure.catalogue_field(field.code) if procedure else None
        yield field.id, field.code
        yield field.id, field.title or (entry.title if entry else None)


@rule(
    "FGK202",
    "unknown-goal",
    Severity.ERROR,
    summary=N_("A measure names a goal that does not exist."),
    why=_WHY_REFERENCE,
    fix=_FIX_REFERENCE,
    tolerant=True,
)
def unknown_goal(assessment: Assessment) -> Iterator[Finding]:
    """Check measures against goals.yaml."""
    known = assessment.goals
    for measure in assessment.dossier.measures:
        if measure.goal is not None and measure.goal not in known:
            text = N_("The goal “{id}” does not exist")
            names = [(goal.id, goal.number) for goal in known.values()]
            yield from _missing(assessment, measure, ("goal",), measure.goal, "goals", known, text, names)


@rule(
    "FGK203",
    "unknown-round",
    Severity.ERROR,
    summary=N_("A goal names a round that does not exist."),
    why=_WHY_REFERENCE,
    fix=_FIX_REFERENCE,
    tolerant=True,
)
def unknown_round(assessment: Assessment) -> Iterator[Finding]:
    """Check goals against the rounds of audit.yaml."""
    known = assessment.rounds
    for goal in assessment.dossier.goals:
        if goal.round is not None:
            text = N_("The round “{id}” does not exist")
            yield from _missing(assessment, goal, ("round",), goal.round, "rounds", known, text)


@rule(
    "FGK204",
    "unknown-resolution",
    Severity.ERROR,
    summary=N_("A record names a resolution that does not exist."),
    why=N_("Without the resolution nobody can say who decided what."),
    fix=_FIX_REFERENCE,
    tolerant=True,
)
def unknown_resolution(assessment: Assessment) -> Iterator[Finding]:
    """Check everything that rests on a resolution against resolutions.yaml."""
    known = _ids(assessment.dossier.resolutions)
    text = N_("The resolution “{id}” does not exist")
    for record, route, wanted in _resolution_references(assessment):
        if wanted not in known:
            yield from _missing(assessment, record, route, wanted, "resolutions", known, text)


def _resolution_references(assessment: Assessment) -> Iterator[Reference]:
    municipality = assessment.dossier.municipality
    concept = municipality.family_concept if municipality else None
    if municipality and concept and concept.resolution:
        yield municipality, ("family_concept", "resolution"), concept.resolution
    for round_ in assessment.audit.rounds:
        for index, event in enumerate(round_.events):
            if event.resolution:
                yield round_, ("events", index, "resolution"), event.resolution
    for measure in assessment.dossier.measures:
        yield from _resolutions_of_measure(measure)
    for resolution in assessment.dossier.resolutions:
        if resolution.supersedes:
            yield resolution, ("supersedes",), resolution.supersedes


def _resolutions_of_measure(measure: Measure) -> Iterator[Reference]:
    if measure.resolution:
        yield measure, ("resolution",), measure.resolution
    for index, entry in enumerate(measure.log):
        if entry.resolution:
            yield measure, ("log", index, "resolution"), entry.resolution


@rule(
    "FGK205",
    "unknown-source",
    Severity.ERROR,
    summary=N_("A record names a source that does not exist."),
    why=N_("A fact without its source cannot be verified."),
    fix=_FIX_REFERENCE,
    tolerant=True,
)
def unknown_source(assessment: Assessment) -> Iterator[Finding]:
    """Check sources and evidence, wherever they are named, against sources.yaml."""
    known = _ids(assessment.dossier.sources)
    text = N_("The source “{id}” does not exist")
    for record, route, wanted in source_references(assessment):
        if wanted not in known:
            yield from _missing(assessment, record, route, wanted, "sources", known, text)


@rule(
    "FGK206",
    "unknown-measure",
    Severity.ERROR,
    summary=N_("A measure names another measure that does not exist."),
    why=N_("Whoever asks what became of a measure must be able to follow it."),
    fix=_FIX_REFERENCE,
    tolerant=True,
)
def unknown_measure(assessment: Assessment) -> Iterator[Finding]:
    """Check ``continues`` and ``replaced_by``."""
    known = assessment.measures
    text = N_("The measure “{id}” does not exist")
    for measure in assessment.dossier.measures:
        if measure.continues and measure.continues not in known:
            yield from _missing(assessment, measure, ("continues",), measure.continues, "measures", known, text)
        for index, entry in enumerate(measure.log):
            if entry.replaced_by and entry.replaced_by not in known:
                route = ("log", index, "replaced_by")
                yield from _missing(assessment, measure, route, entry.replaced_by, "measures", known, text)


@rule(
    "FGK207",
    "unknown-stage",
    Severity.ERROR,
    summary=N_("A round names a stage that its procedure does not have."),
    why=N_("The stage decides how long the certificate is valid."),
    fix=N_("Write the id of one of the procedure's stages."),
    tolerant=True,
)
def unknown_stage(assessment: Assessment) -> Iterator[Finding]:
    """Check the stages of rounds against their procedure."""
    text = N_("The stage “{id}” does not exist in this procedure")
    for round_ in assessment.audit.rounds:
        procedure = assessment.procedure_of(round_)
        if procedure is not None and round_.stage is not None:
            known = [stage.id for stage in procedure.stages]
            names = [(stage.id, title) for stage in procedure.stages for title in (stage.title, stage.title_en)]
            yield from _missing(assessment, round_, ("stage",), round_.stage, "stages", known, text, names)


@rule(
    "FGK208",
    "unknown-event",
    Severity.ERROR,
    summary=N_("An audit history names an event that the procedure does not have."),
    why=N_("An event that is not known has no effect on phase, certificate and deadlines."),
    fix=N_("Write one of the procedure's events; for anything else there is other, with a title."),
    tolerant=True,
)
def unknown_event(assessment: Assessment) -> Iterator[Finding]:
    """Check events against the procedure of their round."""
    text = N_("The event “{id}” does not exist in this procedure")
    for round_ in assessment.audit.rounds:
        procedure = assessment.procedure_of(round_)
        if procedure is None:
            continue
        known = [kind.id for kind in procedure.events]
        for index, event in enumerate(round_.events):
            yield from _missing(assessment, round_, ("events", index, "event"), event.event, "events", known, text)


@rule(
    "FGK210",
    "unknown-procedure",
    Severity.ERROR,
    summary=N_("An audit history names a procedure that does not exist."),
    why=N_("Without the procedure's rules no phase, certificate or deadline can be derived."),
    fix=N_("Correct the id, or add the file procedures/<id>.yaml."),
    tolerant=True,
)
def unknown_procedure(assessment: Assessment) -> Iterator[Finding]:
    """Check the file's procedure and those of single rounds."""
    text = N_("The procedure “{id}” does not exist")
    audit = assessment.dossier.audit
    if audit is None:
        return
    wanted: list[tuple[Record, str | None]] = [(audit, audit.procedure)]
    wanted += [(round_, round_.procedure) for round_ in audit.rounds]
    for record, name in wanted:
        if name is not None and name not in assessment.broken_procedures:
            yield from _missing(assessment, record, ("procedure",), name, "procedures", assessment.procedures, text)


RULES: tuple[Rule, ...] = (
    unknown_action_field,
    unknown_goal,
    unknown_round,
    unknown_resolution,
    unknown_source,
    unknown_measure,
    unknown_stage,
    unknown_event,
    unknown_procedure,
)
