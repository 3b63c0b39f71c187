"""FGK715: decisions that a change rewrites, or adds to what had been decided."""

from collections.abc import Iterator

from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.revised import Revised
from fgk.diagnostics import Severity
from fgk.messages import N_, msg
from fgk.model.resolution import Consultation, Resolution
from fgk.model.vocabulary import Result, label
from fgk.rules.registry import Finding, Rule, review_rule
from fgk.rules.review.facts import OF_FACTS, gone, rewrites, rewritten


@review_rule(
    "FGK715",
    "resolution-rewritten",
    Severity.ERROR,
    summary=N_("A resolution, its result or its votes are changed, redated, or taken out."),
    why=N_("What a council has decided stands in its minutes; only the council changes it, by another resolution."),
    fix=N_("Put it back as the minutes have it; a later resolution names the earlier one in “supersedes”."),
    source=N_("§ 52 GO NRW (minutes), and its like in the other Länder"),
    correctable=True,
)
def resolution_rewritten(revised: Revised) -> Iterator[Finding]:
    """Look at steps that have a result, and at what resolutions say that had been decided."""
    for change in revised.changes:
        before = change.before
        if before is None or change.follows:
            continue
        if isinstance(before.record, Consultation):
            yield from _step_rewritten(change, before.record, revised)
        elif isinstance(before.record, Resolution):
            yield from _decision_rewritten(change, before.record, revised)
    yield from _decided_again(revised)


def _step_rewritten(change: Change, step: Consultation, revised: Revised) -> Iterator[Finding]:
    if step.result in (None, Result.OPEN):
        return
    if change.kind is ChangeKind.REMOVED:
        text = N_("What the body decided is taken out: {body}, {result}")
        yield gone(change, msg(text, body=step.body, result=msg(label(step.result or Result.OPEN))))
    elif change.after is not None and change.old is not None and change.field not in OF_FACTS:
        text = N_("What the body decided is rewritten ({body}): {field}: {old} → {new}")
        yield rewritten(change, revised, text)


def _decided_again(revised: Revised) -> Iterator[Finding]:
    """Look for matters that had been decided, and to which a decision of another day, or another one, is added."""
    for change in revised.changes:
        node = change.after
        if change.kind is not ChangeKind.ADDED or node is None or not isinstance(node.record, Consultation):
            continue
        before, now = revised.before(change.top), node.holder
        was = before.record if before is not None else None
        if not isinstance(was, Resolution) or not isinstance(now, Resolution) or was.result not in _FINAL:
            continue
        if now.deciding is node.record and (now.result, now.date) != (was.result, was.date):
            text = N_("Another decision is added to a matter that had been decided: {old}, {was} → {new}, {now}")
            words = {"old": msg(label(was.result)), "new": msg(label(now.result)), "was": was.date, "now": now.date}
            yield Finding(now, node.route, msg(text, **words), about=(change,))


_FINAL = (Result.ADOPTED, Result.ADOPTED_AMENDED, Result.REJECTED, Result.NOTED)
"""Results after which a matter comes up again only as another one."""


def _decision_rewritten(change: Change, resolution: Resolution, revised: Revised) -> Iterator[Finding]:
    if change.kind is ChangeKind.REMOVED:
        yield gone(change, msg("The resolution is taken out"))
    elif (
        change.after is not None
        and rewrites(change, _OF_RESOLUTIONS, ("supersedes", "conditions"))
        and resolution.result is not Result.OPEN
    ):
        text = N_("The resolution is rewritten: {field}: {old} → {new}")
        yield rewritten(change, revised, text)


_OF_RESOLUTIONS = ("title", "kind", "paper", "conditions", "supersedes", "consultations")


RULES: tuple[Rule, ...] = (resolution_rewritten,)
