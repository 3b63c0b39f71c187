"""FGK72x: status moves that a change makes."""

from collections.abc import Iterator
from itertools import pairwise

from fgk.comparison.revised import Revised
from fgk.diagnostics import Severity
from fgk.messages import N_, Message, msg
from fgk.model.plan import LogEntry, Measure
from fgk.model.vocabulary import Status, label
from fgk.rules.process import Step, is_allowed, step_of
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
        for before, after in _in_order(measure):
            if not is_allowed(before.status, after.status) and step_of(before, after) not in known:
                place = next(index for index, one in enumerate(measure.log) if one is after)
                at = next(index for index, one in enumerate(measure.log) if one is before)
                yield Finding(
                    measure,
                    ("log", place, "status"),
                    msg(
                        "The status moves from “{before}” to “{after}”, which is not allowed",
                        before=msg(label(before.status)),
                        after=msg(label(after.status)),
                    ),
                    _hint(before.status),
                    ((measure, ("log", at, "status"), msg("the status before")),),
                )


def _hint(status: Status) -> Message | None:
    """Say what can follow a status; None where what the rule says is enough."""
    if status is not Status.DONE:
        return None
    return msg("Correct the status; what is done is only taken up again, as in_progress or ongoing, with a reason.")


def _in_order(measure: Measure) -> Iterator[tuple[LogEntry, LogEntry]]:
    """Give each entry with the one before it in time, wherever they stand in the file."""
    return pairwise(sorted(measure.log, key=lambda entry: entry.date.first))


def _changed_logs(revised: Revised) -> Iterator[tuple[Measure, set[Step]]]:
    """Give each measure whose log has changed, with the moves that it had made before."""
    tops = dict.fromkeys(one.top for one in revised.changes if one.key.kind in ("log_entry", "measure"))
    for key in tops:
        node, before = revised.flat_new.get(key), revised.before(key)
        if node is None or not isinstance(node.record, Measure):
            continue
        was = before.record if before is not None else None
        known = {step_of(one, other) for one, other in _in_order(was)} if isinstance(was, Measure) else set()
        yield node.record, known


@review_rule(
    "FGK722",
    "done-unproven",
    Severity.WARNING,
    summary=N_("The change says that a measure is done, and gives no evidence of it."),
    why=N_("Whoever audits or asks later wants to see what “done” rests on; a sentence is enough."),
    fix=N_("Add evidence or sources to the log entry, or say in its note what was done."),
)
def done_unproven(revised: Revised) -> Iterator[Finding]:
    """Look at new entries, and at those that have become ``done``."""
    nodes = [*revised.added, *(one.after for one in revised.changes if one.field == "status" and one.after is not None)]
    for node in nodes:
        entry = node.record
        if not isinstance(entry, LogEntry) or entry.status is not Status.DONE:
            continue
        if not (entry.evidence or entry.sources or entry.note or entry.resolution):
            yield Finding(node.holder, node.way("status"), msg("It is now done, but nothing proves it"))


RULES: tuple[Rule, ...] = (move_not_allowed, done_unproven)
