"""FGK716 and FGK717: what had been measured and judged, and what proves a fact."""

from collections.abc import Iterator

from fgk.comparison.changes import ChangeKind
from fgk.comparison.revised import Revised
from fgk.comparison.wording import value_words
from fgk.diagnostics import Severity
from fgk.messages import N_, msg
from fgk.model.evidence import Source
from fgk.model.plan import Goal, IndicatorValue
from fgk.rules.registry import Finding, Rule, review_rule
from fgk.rules.review.facts import RECORDED, gone, rewritten, with_part
from fgk.rules.review.values import of_part


@review_rule(
    "FGK716",
    "finding-rewritten",
    Severity.WARNING,
    summary=N_("A measured value, a judgement on a goal, or the adopted definition of family is changed or taken out."),
    why=RECORDED,
    fix=N_("Check it with its source; a new value is an entry of its own with its date."),
    correctable=True,
)
def finding_rewritten(revised: Revised) -> Iterator[Finding]:
    """Look at what had been measured, judged and adopted."""
    for change in revised.changes:
        before, after = change.before, change.after
        if before is None or change.follows:
            continue
        if isinstance(before.record, Goal) and change.kind is ChangeKind.REMOVED and not revised.is_bound(change):
            goal = before.record
            if goal.assessment is not None or any(one.values for one in goal.indicators):
                yield gone(change, msg("It is taken out with what had been measured and judged"))
        if isinstance(before.record, IndicatorValue):
            value = before.record
            if change.kind is ChangeKind.REMOVED:
                text = msg("It is taken out: {value}", value=value_words(value.value))
                yield gone(change, of_part(before, revised, text))
            elif after is not None and change.field in ("value", "date") and change.old is not None:
                yield with_part(change, revised, rewritten(change, revised, N_("{field} changed: {old} → {new}")))
        elif after is not None and change.old is not None and change.field in _JUDGED:
            yield rewritten(change, revised, N_("{field} changed: {old} → {new}"))


_JUDGED = (
    *("assessment.rating", "assessment.date", "family_concept.text", "family_concept.resolution"),
    *("plan.goals", "plan.measures"),
)


@review_rule(
    "FGK717",
    "evidence-replaced",
    Severity.WARNING,
    summary=N_("A document that a source names is another one than before, or is named no longer."),
    why=N_("What proves a fact must stay what it was when the fact was recorded."),
    fix=N_("Check that the document still says what rests on it; a new document gets a source of its own."),
    correctable=True,
)
def evidence_replaced(revised: Revised) -> Iterator[Finding]:
    """Look at the addresses and the files of sources; whether a file is another one, the files themselves say."""
    for change in revised.changes:
        after = change.after
        if change.kind is not ChangeKind.CHANGED or after is None or not isinstance(after.record, Source):
            continue
        if change.field == "url" and change.old is not None:
            yield rewritten(change, revised, N_("The source leads elsewhere: {old} → {new}"))
        elif change.field == "file" and change.new is None:
            text = msg("The source no longer names the document “{file}”", file=change.old)
            yield Finding(after.holder, ("id",), text, about=(change,))


RULES: tuple[Rule, ...] = (finding_rewritten, evidence_replaced)
