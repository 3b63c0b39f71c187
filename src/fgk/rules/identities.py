"""FGK2xx: identities: what must be unique, what must exist, who may take part."""

from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, msg
from fgk.model.base import Identified, Record
from fgk.model.vocabulary import label
from fgk.rules.registry import Finding, Rule, rule
from fgk.suggestions import possible


@rule(
    "FGK211",
    "duplicate-id",
    Severity.ERROR,
    summary=N_("Two records of one collection have the same id."),
    why=N_("An id names one record for ever; with two of them every reference is ambiguous."),
    fix=N_("Give one of the two an id of its own, and check what refers to it."),
    tolerant=True,
)
def duplicate_id(assessment: Assessment) -> Iterator[Finding]:
    """Check ids in each collection, in the rounds, and in the indicators of each goal."""
    dossier = assessment.dossier
    groups = [dossier.action_fields, dossier.goals, dossier.measures, dossier.resolutions, dossier.sources]
    for group in (*groups, assessment.audit.rounds):
        first: dict[str, Identified] = {}
        for record in group:
            if record.id in first:
                yield _duplicate(record, ("id",), record.id, first[record.id], ("id",))
            first.setdefault(record.id, record)
    for goal in dossier.goals:
        places: dict[str, Route] = {}
        for index, indicator in enumerate(goal.indicators):
            route = ("indicators", index, "id")
            if indicator.id in places:
                yield _duplicate(goal, route, indicator.id, goal, places[indicator.id])
            places.setdefault(indicator.id, route)


def _duplicate(record: Record, route: Route, identity: str, first: Record, first_route: Route) -> Finding:
    return Finding(
        record,
        route,
        msg("The id “{id}” is already taken", id=identity),
        msg("Give one of the two an id of its own."),
        related=((first, first_route, msg("given here first")),),
    )


@rule(
    "FGK214",
    "missing-attachment",
    Severity.ERROR,
    summary=N_("A source names a file that does not exist."),
    why=N_("Evidence that cannot be opened proves nothing."),
    fix=N_("Put the file into the municipality's directory, or correct the path."),
    tolerant=True,
)
def missing_attachment(assessment: Assessment) -> Iterator[Finding]:
    """Check the files named by sources; a link that leaves the repository counts as missing."""
    for source in assessment.dossier.sources:
        if source.file and source.file not in assessment.dossier.attachments:
            message = msg("The file “{path}” does not exist in the municipality's directory", path=source.file)
            yield Finding(source, ("file",), message, msg("Put the file there, or correct the path."))


@rule(
    "FGK217",
    "kind-not-admitted",
    Severity.ERROR,
    summary=N_("The procedure is not open to bodies of this kind."),
    why=N_("A certificate can only be awarded to bodies that the procedure admits."),
    fix=N_("Correct the kind of body, or the procedure."),
)
def kind_not_admitted(assessment: Assessment) -> Iterator[Finding]:
    """Check the kind of body against the kinds that each procedure of the audit admits."""
    municipality = assessment.dossier.municipality
    for standing in assessment.standings if municipality else ():
        procedure = standing.procedure
        if municipality and procedure.kinds and municipality.kind not in procedure.kinds:
            message = msg(
                "The procedure “{procedure}” is not open to a body of the kind “{kind}”",
                procedure=procedure,
                kind=msg(label(municipality.kind)),
            )
            yield Finding(municipality, ("kind",), message, possible(procedure.kinds))


@rule(
    "FGK219",
    "self-reference",
    Severity.ERROR,
    summary=N_("A record refers to itself."),
    why=N_("Nothing can replace, continue or supersede itself."),
    fix=N_("Write the id of the other record."),
    tolerant=True,
    yields_to=("FGK211",),
)
def self_reference(assessment: Assessment) -> Iterator[Finding]:
    """Check ``continues``, ``replaced_by`` and ``supersedes``."""
    message = msg("The record refers to itself")
    for measure in assessment.dossier.measures:
        if measure.continues == measure.id:
            yield Finding(measure, ("continues",), message)
        for index, entry in enumerate(measure.log):
            if entry.replaced_by == measure.id:
                yield Finding(measure, ("log", index, "replaced_by"), message)
    for resolution in assessment.dossier.resolutions:
        if resolution.supersedes == resolution.id:
            yield Finding(resolution, ("supersedes",), message)


RULES: tuple[Rule, ...] = (
    duplicate_id,
    missing_attachment,
    kind_not_admitted,
    self_reference,
)
