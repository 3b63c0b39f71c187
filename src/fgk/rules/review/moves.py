"""FGK72x: status moves that a change makes."""

from collections.abc import Iterator

from fgk.comparison.changes import ChangeKind
from fgk.comparison.revised import Revised
from fgk.diagnostics import Severity
from fgk.messages import N_, msg
from fgk.model.plan import LogEntry, Measure
from fgk.model.vocabulary import Status, label
from fgk.rules.process import is_allowed, moves
from fgk.rules.registry import Finding, Rule, review_rule


@review_rule(
    "FGK721",
    "move-not-allowed",
    Severity.ERROR,
    summary=N_("The change lets a measure move to a status that cannot follow the one before."),
    why=N_("What was dropped or replaced is final; what is done can only be taken up again."),
    fix=N_("Correct the status; a new attempt after dropping is a measure of its own, with “continues”."),
    source=N_("Data format, section 6 (collections)"),
)
def move_not_allowed(revised: Revised) -> Iterator[Finding]:
    """Look at the moves of the logs in which something changed, those aside that were there before."""
    for measure, known in _changed_logs(revised):
        for index, before, after in moves(measure):
            if not is_allowed(before.status, after.status) and (before.status, after.status) not in known:
                yield Finding(
                    measure,
                    ("log", index, "status"),
                    msg(
                        "The status moves from “{before}” to “{after}”, which is not allowed",
                        before=msg(label(before.status)),
                        after=msg(label(after.status)),
                    ),
                    related=((measure, ("log", index - 1, "status"), msg("the status before")),),
                )


def _changed_logs(revised: Revised) -> Iterator[tuple[Measure, set[tuple[Status, Status]]]]:
    """Give each measure whose log has changed, with the moves that it had made before."""
    tops = dict.fromkeys(one.top for one in revised.changes if one.key.kind == "log_entry")
    for key in tops:
        node, before = revised.flat_new.get(key), revised.flat_old.get(key)
        if node is None or not isinstance(node.record, Measure):
            continue
        was = before.record if before is not None else None
        known = {(one.status, other.status) for _, one, other in moves(was)} if isinstance(was, Measure) else set()
        yield node.record, known


@review_rule(
    "FGK722",
    "done-unproven",
    Severity.WARNING,
    summary=N_("The change says that a measure is done, and nothing says by what one sees it."),
    why=N_("Whoever audits or asks later wants to see what “done” rests on; a sentence is enough."),
    fix=N_("Add evidence or sources to the log entry, or say in its note what was done."),
)
def done_unproven(revised: Revised) -> Iterator[Finding]:
    """Look at new entries, and at those that have become ``done``."""
    for change in revised.changes:
        node = change.after
        if node is None or not isinstance(node.record, LogEntry) or node.record.status is not Status.DONE:
            continue
        is_new = change.kind is ChangeKind.ADDED or change.field == "status"
        entry = node.record
        if is_new and not (entry.evidence or entry.sources or entry.note or entry.resolution):
            yield Finding(node.holder, node.way("status"), msg("It is now done, but nothing proves it"))


RULES: tuple[Rule, ...] = (move_not_allowed, done_unproven)
