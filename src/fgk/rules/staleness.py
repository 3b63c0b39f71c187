"""FGK5xx: what is out of date: measures without news, indicators without new values, evidence that has expired."""

from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.assessment.progress import MEASURED_EVERY, falls_short
from fgk.dates import shifted
from fgk.diagnostics import Severity
from fgk.messages import N_, msg
from fgk.model.plan import Goal, Indicator, IndicatorValue
from fgk.model.vocabulary import Rating
from fgk.rules.at_work import rounds_at_work
from fgk.rules.citations import Reference, source_references
from fgk.rules.commitments import left_open
from fgk.rules.doubts import LOG
from fgk.rules.registry import Finding, Rule, rule

RELATED = 10
"""Places that a finding points to at most."""


@rule(
    "FGK502",
    "stale-measure",
    Severity.WARNING,
    summary=N_("Nobody has reported on an open measure for a long time."),
    why=N_("A measure of which nobody hears is usually not being worked on."),
    fix=N_("Add a log entry; repeating the status is a report. stale_after in fgk.yaml says how long is too long."),
    yields_to=(*LOG, "FGK501"),
)
def stale_measure(assessment: Assessment) -> Iterator[Finding]:
    """Look for open measures without a log entry for longer than ``stale_after``.

    Those that were left open when the certificate of their round ended are a finding of the round.
    """
    left = {id(state.measure) for _, states in left_open(assessment) for state in states}
    for state in assessment.measure_states:
        if not state.is_stale or state.stale_since is None or id(state.measure) in left:
            continue
        signs = [index for index, entry in enumerate(state.measure.log) if entry.date == state.stale_since]
        route = ("log", signs[-1], "date") if signs else ("start",)
        message = msg(
            "Measure “{id}” is open, and the last sign of it is of {since}",
            id=state.measure.id,
            since=state.stale_since,
        )
        hint = msg("Add a log entry; repeating the status is enough.")
        yield Finding(state.measure, route, message, hint, uncertain=state.stale_since.uncertain)


@rule(
    "FGK505",
    "outdated-indicator",
    Severity.INFO,
    summary=N_("The latest value of an indicator is older than a year, and its target is not reached."),
    why=N_("The yearly report shows how far each goal has come; an old value shows how far it once had."),
    fix=N_("Add the present value under values; statistics that appear later may be one year behind."),
    yields_here_to=("FGK319",),
)
def outdated_indicator(assessment: Assessment) -> Iterator[Finding]:
    """Look at the indicators of the rounds that are being carried out."""
    rounds = rounds_at_work(assessment)
    for goal in assessment.goals.values():
        if goal.round in rounds and not (goal.assessment and goal.assessment.rating is Rating.ACHIEVED):
            yield from _outdated(assessment, goal)


def _outdated(assessment: Assessment, goal: Goal) -> Iterator[Finding]:
    for number, indicator in enumerate(goal.indicators):
        latest = _latest(indicator) if indicator.values else None
        if latest is None or not falls_short(indicator, latest.value):
            continue
        if shifted(latest.date.last, indicator.interval or MEASURED_EVERY) < assessment.day:
            index = next(index for index, value in enumerate(indicator.values) if value is latest)
            message = msg(
                "The latest value of the indicator “{indicator}” is of {date}; the target is not reached",
                indicator=indicator.title,
                date=latest.date,
            )
            route = ("indicators", number, "values", index, "date")
            yield Finding(goal, route, message, uncertain=latest.date.uncertain)


def _latest(indicator: Indicator) -> IndicatorValue:
    return max(indicator.values, key=lambda value: (value.date.last, value.date.first))


@rule(
    "FGK506",
    "expired-evidence",
    Severity.WARNING,
    summary=N_("A source has expired."),
    why=N_("What is past its date proves nothing any more, and whatever rests on it lacks its proof."),
    fix=N_("Record the renewed document as a source of its own, and name that one as evidence from now on."),
    tolerant=True,
)
def expired_evidence(assessment: Assessment) -> Iterator[Finding]:
    """Look for sources whose last day is past."""
    expired = {
        source.id: source
        for source in reversed(assessment.dossier.sources)
        if source.expires is not None and source.expires.last < assessment.day
    }
    resting: dict[str, list[Reference]] = {}
    for reference in source_references(assessment) if expired else ():
        if reference[2] in expired:
            resting.setdefault(reference[2], []).append(reference)
    for source in reversed(expired.values()):
        places = resting.get(source.id, [])
        if not places:
            continue
        message = msg("Source “{id}” has expired; valid until: {date}", id=source.id, date=source.expires)
        related = tuple((record, route, msg("rests on it")) for record, route, _ in places[:RELATED])
        uncertain = source.expires is not None and source.expires.uncertain
        yield Finding(source, ("expires",), message, related=related, uncertain=uncertain)


RULES: tuple[Rule, ...] = (stale_measure, outdated_indicator, expired_evidence)
