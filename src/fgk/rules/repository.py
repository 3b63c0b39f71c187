"""FGK2xx, FGK8xx and FGK900: a repository as a whole, the procedures of its own, suppressions, crashed rules."""

from collections.abc import Iterator

from fgk.diagnostics import Route, Severity
from fgk.messages import N_, msg
from fgk.model.procedure import Procedure
from fgk.rules.registry import Finding, Rule
from fgk.suggestions import meant_or_possible

duplicate_slug = Rule(
    "FGK212",
    "duplicate-slug",
    Severity.ERROR,
    N_("Two municipalities' directories have the same name."),
    N_("The name is the slug by which commands, reports and addresses tell municipalities apart."),
    N_("Rename one of the two directories."),
    N_("Data format, section 1 (a repository)"),
)
misplaced_municipality = Rule(
    "FGK213",
    "misplaced-municipality",
    Severity.ERROR,
    N_("A municipality lies inside another one, or at the root of the repository."),
    N_("Municipalities do not nest: it would not be clear whose a record is."),
    N_("Move the directory beside the others, such as municipalities/musterstadt."),
    N_("Data format, section 1 (a repository)"),
)
procedure_file_name = Rule(
    "FGK216",
    "procedure-file-name",
    Severity.ERROR,
    N_("A procedure's id differs from the name of its file."),
    N_("Whoever looks for a procedure looks for its file."),
    N_("Rename the file, or correct the id."),
)
procedure_reference = Rule(
    "FGK220",
    "procedure-reference",
    Severity.ERROR,
    N_("A procedure's file names a stage or an event that it does not have, or one twice."),
    N_("Phases, deadlines and preconditions are derived from the procedure; with a gap they are wrong."),
    N_("Correct the id, or add the stage or event."),
)
unreasoned_suppression = Rule(
    "FGK801",
    "suppression-without-reason",
    Severity.WARNING,
    N_("A finding is ignored, or a severity changed, without a reason."),
    N_("In a year nobody will know why; a reviewer must be able to agree."),
    N_("Write the reason: behind the comment, or under reason in fgk.yaml."),
)
unused_suppression = Rule(
    "FGK802",
    "unused-suppression",
    Severity.WARNING,
    N_("A suppression no longer matches anything."),
    N_("It would hide the next finding of its kind."),
    N_("Delete it."),
)
unknown_rule = Rule(
    "FGK803",
    "unknown-rule",
    Severity.ERROR,
    N_("A suppression or severity names a rule, or a municipality, that does not exist."),
    N_("It has no effect, although somebody meant it to have one."),
    N_("Write the code or the name of a rule; fgk explain --list shows them all."),
)
removable_entry = Rule(
    "FGK804",
    "removable-baseline-entry",
    Severity.INFO,
    N_("The baseline hides a finding that is no longer there."),
    N_("What is repaired should not come back unseen: the entry would hide the next finding of its kind."),
    N_("Write the baseline anew with --write-baseline, or delete the entry."),
)
crashed_rule = Rule(
    "FGK900",
    "crashed-rule",
    Severity.ERROR,
    N_("A rule could not be carried out because of a defect of fgk."),
    N_("What this rule would have found is not known; all other rules have run."),
    N_("Report the defect with the message; a copy of the file that is named helps."),
)

RULES: tuple[Rule, ...] = (
    duplicate_slug,
    misplaced_municipality,
    procedure_file_name,
    procedure_reference,
    unreasoned_suppression,
    unused_suppression,
    unknown_rule,
    removable_entry,
    crashed_rule,
)

ANCHOR_OF_VALIDITY = "valid_until"
"""The anchor of deadlines that is no event: the certificate's end."""


def procedure_findings(procedure: Procedure) -> Iterator[Finding]:
    """Check a procedure's references to its own stages, events and catalogue, and its ids."""
    stages = [stage.id for stage in procedure.stages]
    events = [kind.id for kind in procedure.events]
    codes = [entry.code for entry in procedure.action_fields]
    for collection, names in (("stages", stages), ("events", events)):
        yield from _repeated(procedure, collection, "id", names)
    yield from _repeated(procedure, "deadlines", "id", [deadline.id for deadline in procedure.deadlines])
    yield from _repeated(procedure, "action_fields", "code", codes)
    for index, stage in enumerate(procedure.stages):
        yield from _unknown(procedure, ("stages", index, "next"), stage.next, stages)
    for index, kind in enumerate(procedure.events):
        yield from _unknown(procedure, ("events", index, "after"), kind.after, events)
        yield from _unknown(procedure, ("events", index, "stages"), kind.stages, stages)
    anchors = [*events, ANCHOR_OF_VALIDITY]
    for index, deadline in enumerate(procedure.deadlines):
        here = ("deadlines", index)
        yield from _unknown(procedure, (*here, "anchor"), (deadline.anchor,), anchors)
        yield from _unknown(procedure, (*here, "until"), (deadline.until,), anchors)
        yield from _unknown(procedure, (*here, "met_by"), (deadline.met_by,), events)
        yield from _unknown(procedure, (*here, "stages"), deadline.stages, stages)
    for index, group in enumerate(procedure.plan.groups if procedure.plan else ()):
        yield from _unknown(procedure, ("plan", "groups", index, "action_fields"), group.action_fields, codes)


def _unknown(procedure: Procedure, route: Route, wanted: tuple[str | None, ...], known: list[str]) -> Iterator[Finding]:
    for position, name in enumerate(wanted):
        if name is not None and name not in known:
            message = msg("“{id}” does not exist in this procedure", id=name)
            yield Finding(procedure, (*route, position), message, meant_or_possible(name, known))


def _repeated(procedure: Procedure, collection: str, key: str, names: list[str]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        if name in first:
            related = ((procedure, (collection, first[name], key), msg("given here first")),)
            message = msg("The id “{id}” is already taken", id=name)
            yield Finding(procedure, (collection, index, key), message, related=related)
        first.setdefault(name, index)
