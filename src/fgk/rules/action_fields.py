"""FGK2xx and FGK45x: action fields and the catalogue of the procedure."""

from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.diagnostics import Severity
from fgk.messages import N_, msg
from fgk.model.base import Identified
from fgk.model.plan import ActionField, Goal
from fgk.model.procedure import CatalogueField, Procedure
from fgk.model.vocabulary import FieldKind
from fgk.rules.registry import Finding, Rule, rule
from fgk.suggestions import bare, meant_or_possible


@rule(
    "FGK209",
    "unknown-catalogue-code",
    Severity.ERROR,
    summary=N_("An action field has a code that the procedure's catalogue does not have."),
    why=N_("The code gives the field its title and makes municipalities comparable."),
    fix=N_("Write a code of the catalogue, or leave it out for a field of your own and give a title."),
    tolerant=True,
)
def unknown_catalogue_code(assessment: Assessment) -> Iterator[Finding]:
    """Check action fields against the catalogues of the procedures that the audit runs."""
    procedures = _procedures(assessment)
    known = {entry.code for procedure in procedures for entry in procedure.action_fields}
    for field in assessment.dossier.action_fields if procedures else ():
        if field.code is not None and field.code not in known and not _modules_of(assessment, field.code):
            message = msg("The catalogue has no action field with the code “{id}”", id=field.code)
            fix = msg("Write a code of the catalogue, or leave it out for a field of your own and give a title.")
            yield Finding(field, ("code",), message, meant_or_possible(field.code, known) or fix)


@rule(
    "FGK458",
    "module-not-allowed",
    Severity.ERROR,
    summary=N_("An action field is a module that exists in another procedure only."),
    why=N_("Modules belong to their procedure: what its catalogue does not offer, its target agreement cannot choose."),
    fix=N_("Write a code of the catalogue, leave it out and give a title, or correct the procedure in audit.yaml."),
    tolerant=True,
)
def module_not_allowed(assessment: Assessment) -> Iterator[Finding]:
    """Look for codes of modules that only procedures have which the audit does not run.

    Where it runs several, those count in whose rounds the field has goals, if all of its goals have a known round.
    """
    running = _procedures(assessment)
    users = _users(assessment) if len(running) > 1 else {}
    for field in assessment.dossier.action_fields if running else ():
        if field.code is None:
            continue
        goals = users.get(field.id, [])
        used_in = [procedure for goal in goals if (procedure := _procedure_of(assessment, goal))]
        procedures = used_in if used_in and len(used_in) == len(goals) else running
        if any(procedure.catalogue_field(field.code) for procedure in procedures):
            continue
        for owner in _modules_of(assessment, field.code)[:1]:
            message = msg(
                "The module “{code}” belongs to the procedure “{other}”; “{procedure}” does not have it",
                code=field.code,
                other=owner,
                procedure=procedures[0],
            )
            related = ((goals[0], ("action_field",), msg("used here")),) if procedures is used_in else ()
            yield Finding(field, ("code",), message, related=related)


def _users(assessment: Assessment) -> dict[str, list[Goal]]:
    """Give the goals by their fields; none where goals were left out, which may be of any field."""
    dossier, users = assessment.dossier, dict[str, list[Goal]]()
    if "goals" not in dossier.unreadable and not dossier.defective.get("goals"):
        for goal in dossier.goals:
            users.setdefault(goal.action_field or "", []).append(goal)
    return users


def _procedure_of(assessment: Assessment, goal: Goal) -> Procedure | None:
    round_ = assessment.rounds.get(goal.round) if goal.round else None
    return assessment.procedure_of(round_) if round_ else None


def _modules_of(assessment: Assessment, code: str) -> list[Procedure]:
    """Give the known procedures in whose catalogue a code is that of a module."""
    entries = ((procedure, procedure.catalogue_field(code)) for procedure in assessment.procedures.values())
    return [procedure for procedure, entry in entries if entry is not None and entry.kind is FieldKind.MODULE]


def _procedures(assessment: Assessment) -> list[Procedure]:
    """Give the procedures that the audit runs; none where one of them is not known, or a round was left out."""
    dossier = assessment.dossier
    if dossier.audit is None or "rounds" in dossier.unreadable or dossier.defective.get("rounds"):
        return []
    named = {id(one): one for one in (None, *assessment.audit.rounds)}
    found = [assessment.procedure_of(round_) for round_ in named.values()]
    known = {procedure.id: procedure for procedure in found if procedure is not None}
    return [] if None in found else list(known.values())


@rule(
    "FGK218",
    "duplicate-catalogue-code",
    Severity.WARNING,
    summary=N_("Two action fields have the same code of the catalogue."),
    why=N_("Progress by action field is then split in two."),
    fix=N_("Join the two action fields, or give one of them no code."),
    tolerant=True,
)
def duplicate_catalogue_code(assessment: Assessment) -> Iterator[Finding]:
    """Check the codes of action fields against one another."""
    first: dict[str, Identified] = {}
    for field in assessment.dossier.action_fields:
        if field.code is None:
            continue
        if field.code in first and first[field.code].id != field.id:
            message = msg("The code “{code}” is already that of another action field", code=field.code)
            related = ((first[field.code], ("code",), msg("given here first")),)
            yield Finding(field, ("code",), message, related=related)
        first.setdefault(field.code, field)


@rule(
    "FGK457",
    "catalogue-title-without-code",
    Severity.WARNING,
    summary=N_("An action field has a title of the catalogue, but not its code."),
    why=N_(
        "Only by its code is a field compared with that of other municipalities, and found by the procedure's rules."
    ),
    fix=N_("Add the code; a field of your own gets a title of its own."),
    tolerant=True,
)
def catalogue_title_without_code(assessment: Assessment) -> Iterator[Finding]:
    """Compare the titles of fields without a code with those of the catalogues."""
    procedures = _procedures(assessment)
    taken = {field.code: field for field in reversed(assessment.dossier.action_fields) if field.code is not None}
    for field in assessment.dossier.action_fields:
        entry = next((entry for procedure in procedures if (entry := _of_title(field, procedure))), None)
        if field.code is not None or entry is None:
            continue
        other = taken.get(entry.code)
        hint = msg("Add “code: {code}”.", code=entry.code)
        related = ((other, ("code",), msg("this one has the code")),) if other else ()
        if other is not None:
            hint = msg("“{id}” has the code {code} already: join the two.", id=other.id, code=entry.code)
        message = msg("The title is that of {code} in the catalogue, but the code is missing", code=entry.code)
        yield Finding(field, ("title",), message, hint, related)


@rule(
    "FGK460",
    "title-of-another-code",
    Severity.WARNING,
    summary=N_("An action field has the code of one field of the catalogue and the title of another."),
    why=N_("Reports show the title, and comparisons count by the code: they speak of two different fields."),
    fix=N_("Correct the code or the title; without a title, that of the catalogue holds."),
    tolerant=True,
)
def title_of_another_code(assessment: Assessment) -> Iterator[Finding]:
    """Compare the titles of fields that have a code with the other titles of its catalogue."""
    procedures = _procedures(assessment)
    for field in assessment.dossier.action_fields:
        for procedure in procedures if field.code is not None and field.title is not None else ():
            own, meant = procedure.catalogue_field(field.code), _of_title(field, procedure)
            if own is None or meant is None or own.code == meant.code or bare(own.title) == bare(meant.title):
                continue
            message = msg(
                "The title is that of {other} in the catalogue; {code} is “{title}”",
                other=meant.code,
                code=own.code,
                title=own,
            )
            hint = msg("Write “code: {code}”; or delete the title if the code is right.", code=meant.code)
            yield Finding(field, ("title",), message, hint, related=((field, ("code",), msg("the code")),))
            break


def code_meant(field: ActionField, procedure: Procedure) -> str | None:
    """Give the code of a field or, where only its title is that of the catalogue, the one that is missing there."""
    if field.code is not None:
        return field.code
    entry = _of_title(field, procedure)
    return entry.code if entry else None


def _of_title(field: ActionField, procedure: Procedure) -> CatalogueField | None:
    """Find the catalogue's entry of a field's title.

    Modules are no match: their titles are words such as “Inklusion”, which towns also give to themes of their own.
    """
    if field.title is None:
        return None
    title = bare(field.title)
    for entry in procedure.action_fields:
        if entry.kind is not FieldKind.MODULE and title in (bare(entry.title), bare(entry.title_en or entry.title)):
            return entry
    return None


RULES: tuple[Rule, ...] = (
    unknown_catalogue_code,
    duplicate_catalogue_code,
    catalogue_title_without_code,
    module_not_allowed,
    title_of_another_code,
)
