"""FGK78x: whether a resolution that is named as the reason for a change can be one; and what a correction is worth."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fgk.assessment.decisions import is_adopted
from fgk.comparison.revised import Revised
from fgk.dates import PartialDate
from fgk.diagnostics import Diagnostic, Severity
from fgk.messages import N_, Message, msg
from fgk.model.resolution import Resolution
from fgk.model.vocabulary import ResolutionKind, label
from fgk.rules.registry import Finding, Rule

answer_not_valid = Rule(
    "FGK781",
    "answer-not-valid",
    Severity.WARNING,
    N_("A resolution that is to answer for a change does not exist, is not adopted, or is later than the change."),
    N_("Only what the council has decided by then can be a reason to change what it has adopted."),
    N_("Name the right resolution, or record it in resolutions.yaml with its result and its day."),
)

_ANSWERS = (ResolutionKind.ADOPTION, ResolutionKind.AMENDMENT, ResolutionKind.RE_AUDIT)
"""Kinds of resolutions that can change what had been agreed."""


def corrected(one: Diagnostic, reasons: Sequence[str]) -> Diagnostic:
    """Give a finding about a fact that a commit corrects, as it says itself: somebody still has to agree to it."""
    message = msg("{message}; a correction, as the commit says: {reasons}", message=one.message, reasons=tuple(reasons))
    hint = msg("Compare it with the minutes or what proves it; agree only where the correction is right.")
    return replace(one, message=message, hint=hint, severity=_LESS[one.severity])


_LESS = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.INFO, Severity.INFO: Severity.INFO}


def against(name: str, revised: Revised, finding: Finding) -> Message | None:
    """Say why a resolution does not answer for a change; None where it does."""
    found = revised.new.resolutions.get(name)
    if found is None:
        return msg("The resolution “{id}” that is to answer for it does not exist", id=name)
    return next(_reasons(found, revised, finding.since, revised.adopted_on(finding.record)), None)


def _reasons(
    found: Resolution, revised: Revised, since: PartialDate | None, adopted: PartialDate | None
) -> Iterator[Message]:
    """Give what speaks against a resolution as the answer for a change, which is to hold ``since`` a date.

    ``adopted`` is the day on which the agreement was adopted that is changed: only what came later can change it.
    """
    name, date = found.id, found.date
    if date is None:
        yield msg("The resolution “{id}” that is to answer for it has no date", id=name)
    elif adopted is not None and date.last <= adopted.last:
        text = N_("The resolution “{id}” that is to answer for it is of {date}, and no later than the agreement itself")
        yield msg(text, id=name, date=date)
    if name in revised.new.superseded:
        text = N_("The resolution “{id}” that is to answer for it holds no longer: another one has come in its place")
        yield msg(text, id=name)
    if found.kind not in _ANSWERS:
        kind = msg(label(found.kind))
        text = N_(
            "The resolution “{id}” has the kind “{kind}”; only adoption, amendment and re_audit change an agreement"
        )
        yield msg(text, id=name, kind=kind)
    if found.result.is_adoption and date is not None and date.first > revised.new.day:
        yield msg("The resolution “{id}” that is to answer for it lies in the future: {date}", id=name, date=date)
    if not is_adopted(found, revised.new.day):
        result = msg(label(found.result))
        yield msg("The resolution “{id}” that is to answer for it is not adopted: {result}", id=name, result=result)
    if since is not None and date is not None and date.first > since.last:
        text = N_("The resolution “{id}” that is to answer for it is of {date}, later than the change claims ({since})")
        yield msg(text, id=name, date=date, since=since)


RULES: tuple[Rule, ...] = (answer_not_valid,)
