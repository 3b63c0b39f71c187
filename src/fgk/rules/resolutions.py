"""FGK3xx and FGK4xx: resolutions and what refers to them: when it was decided, and whether anything rests on it."""

import datetime as dt
from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.dates import PartialDate
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, msg
from fgk.model.plan import LogEntry, Measure
from fgk.model.resolution import Resolution
from fgk.model.vocabulary import COUNCIL_REPORT, ResolutionKind, Result, Status
from fgk.rules.backing import (
    ADOPTED,
    NOT_ADOPTED,
    REPORTS,
    Ground,
    Slip,
    decided_here,
    deciding_step,
    grounds,
    runs_backwards,
)
from fgk.rules.decisions import goes_against
from fgk.rules.misplaced import misplaced_events
from fgk.rules.preconditions import missing_events
from fgk.rules.registry import Finding, Rule, rule
from fgk.rules.repetitions import repetitions


def _decided(resolution: Resolution, day: dt.date) -> tuple[int, PartialDate] | None:
    """Give the position and the date of a true decision; None where its dates are reported by themselves."""
    step = deciding_step(resolution)
    if step is None or step[1].date is None or step[1].result not in (*ADOPTED, Result.REJECTED):
        return None
    if step[1].date.first > day or any(runs_backwards(resolution)):
        return None
    return step[0], step[1].date


@rule(
    "FGK310",
    "resolution-after-fact",
    Severity.ERROR,
    summary=N_("Something is dated before the resolution that it rests on."),
    why=N_("Nothing can rest on a decision that has not been made: one of the two dates, or the reference, is wrong."),
    fix=N_("Check both dates, and whether another resolution is meant."),
    tolerant=True,
    yields_to=("FGK302", "FGK303", "FGK322", "FGK326"),
    yields_here_to=("FGK301",),
)
def resolution_after_fact(assessment: Assessment) -> Iterator[Finding]:
    """Compare events, measures and log entries with the decisions that they name; a report is noted later."""
    repeated = {(id(again.round), again.index) for _, again in repetitions(assessment)}
    for ground in grounds(assessment):
        if (id(ground.round), ground.index) in repeated:
            continue
        if ground.resolution is not None and ground.slip is None and ground.event.event not in REPORTS:
            yield from _event_before_decision(ground, ground.resolution, assessment.day)
    for measure in assessment.dossier.measures:
        yield from _measure_before_decision(measure, assessment)
        for index, entry in enumerate(measure.log):
            resolution = assessment.resolutions.get(entry.resolution) if entry.resolution else None
            decided = _decided(resolution, assessment.day) if resolution else None
            if resolution and decided and _precedes(entry, resolution, decided[1]):
                yield Finding(
                    measure,
                    ("log", index, "resolution"),
                    msg(
                        "An entry of measure “{id}” of {date} rests on resolution “{resolution}”, decided later: "
                        "{decided}",
                        id=measure.id,
                        date=entry.date,
                        resolution=resolution.id,
                        decided=decided[1],
                    ),
                    related=(decided_here(resolution, decided[0], "date"),),
                    uncertain=entry.date.uncertain or decided[1].uncertain,
                )


def _event_before_decision(ground: Ground, resolution: Resolution, day: dt.date) -> Iterator[Finding]:
    decided = _decided(resolution, day)
    end = ground.event.until or ground.event.date
    if resolution.kind is ResolutionKind.REPORT or decided is None or decided[1].first <= end.last:
        return
    yield Finding(
        ground.round,
        ground.route,
        msg(
            "“{event}” is dated {date}, but rests on resolution “{resolution}”, decided later: {decided}",
            event=ground.title,
            date=end,
            resolution=resolution.id,
            decided=decided[1],
        ),
        related=(decided_here(resolution, decided[0], "date"),),
        uncertain=end.uncertain or decided[1].uncertain,
    )


def _measure_before_decision(measure: Measure, assessment: Assessment) -> Iterator[Finding]:
    """Compare the resolution of a measure with its end; work may go on for long before a council decides on it."""
    resolution = assessment.resolutions.get(measure.resolution) if measure.resolution else None
    decided = _decided(resolution, assessment.day) if resolution else None
    if resolution is None or decided is None or any(entry.resolution == resolution.id for entry in measure.log):
        return
    route, end = _end(measure)
    status = measure.log[-1].status if measure.log else Status.PLANNED
    if end is None or _may_concern(end, status, resolution, decided[1]):
        return
    yield Finding(
        measure,
        ("resolution",),
        msg(
            "Measure “{id}” ends with {date}, but rests on resolution “{resolution}”, decided later: {decided}",
            id=measure.id,
            date=end,
            resolution=resolution.id,
            decided=decided[1],
        ),
        related=(decided_here(resolution, decided[0], "date"), (measure, route, msg("the last date of the measure"))),
        uncertain=end.uncertain or decided[1].uncertain,
    )


def _end(measure: Measure) -> tuple[Route, PartialDate | None]:
    """Give the date by which a measure was done or, of one that is not, its last date; None where it has no end."""
    if measure.log and measure.log[-1].status is Status.DONE:
        return ("log", len(measure.log) - 1, "date"), measure.log[-1].date
    dates: list[tuple[Route, PartialDate | None]] = [(("due",), measure.due)]
    for index, entry in enumerate(measure.log):
        dates += [(("log", index, "date"), entry.date), (("log", index, "new_due"), entry.new_due)]
    known = [(route, date) for route, date in dates if date is not None]
    if measure.recurring or not known:
        return (), None
    return max(((("start",), measure.start) if measure.start else known[0], *known), key=lambda pair: pair[1].last)


def _may_concern(end: PartialDate, status: Status, resolution: Resolution, decided: PartialDate) -> bool:
    """Whether a resolution can be that of a measure with this end: amendments come late, reports even later."""
    if resolution.kind in (ResolutionKind.REPORT, ResolutionKind.AMENDMENT):
        return True
    return not _is_before(end, resolution, decided) or goes_against(status, resolution.result)


def _is_before(date: PartialDate, resolution: Resolution, decided: PartialDate) -> bool:
    """Whether a date lies before the decision, and before every other step."""
    others = (step.date for step in resolution.consultations)
    return decided.first > date.last and all(other and other.first > date.last for other in others)


def _precedes(entry: LogEntry, resolution: Resolution, decided: PartialDate) -> bool:
    """Whether an entry lies before the decision and before every other step: it may speak of any of them."""
    if resolution.kind is ResolutionKind.REPORT or goes_against(entry.status, resolution.result):
        return False
    return _is_before(entry.date, resolution, decided)


@rule(
    "FGK311",
    "resolution-date-differs",
    Severity.WARNING,
    summary=N_("An event that is a decision is dated after the resolution in which it was decided."),
    why=N_("The event is the decision itself, so both have one date; the order of the steps is checked by it."),
    fix=N_("Give the event the date of the meeting, or name the resolution that is meant."),
    tolerant=True,
)
def resolution_date_differs(assessment: Assessment) -> Iterator[Finding]:
    """Compare the events that a resolution must back with the date of the decision; what is out of order is FGK301."""
    repeated = {(id(again.round), again.index) for _, again in repetitions(assessment)}
    for ground in grounds(assessment):
        if ground.resolution is None or not ground.kind.resolution or ground.slip or ground.event.event in REPORTS:
            continue
        if (id(ground.round), ground.index) in repeated or _is_out_of_order(assessment, ground):
            continue
        decided, date = _decided(ground.resolution, assessment.day), ground.event.date
        if decided is not None and decided[1].last < date.first <= assessment.day:
            yield Finding(
                ground.round,
                ground.date_route,
                msg(
                    "“{event}” is dated {date}, but resolution “{resolution}” was decided earlier: {decided}",
                    event=ground.title,
                    date=date,
                    resolution=ground.resolution.id,
                    decided=decided[1],
                ),
                related=(decided_here(ground.resolution, decided[0], "date"),),
                uncertain=date.uncertain or decided[1].uncertain,
            )


def _is_out_of_order(assessment: Assessment, ground: Ground) -> bool:
    """Whether the event's date contradicts those of other events, and is reported there."""
    history = assessment.history_of.get(ground.round.id) if assessment.is_possible else None
    found = misplaced_events(history, assessment) if history else ()
    return any(ground.index in (one.event, one.earlier) for one in found)


@rule(
    "FGK325",
    "supersedes-later",
    Severity.ERROR,
    summary=N_("A resolution supersedes one that was decided later."),
    why=N_(
        "Only what was decided before can be superseded: the reference stands the wrong way round, or a date is wrong."
    ),
    fix=N_("Name the earlier resolution in the later one, or check both dates."),
    source=N_("Data format, section 6 (collections)"),
    tolerant=True,
    yields_to=("FGK406",),
)
def supersedes_later(assessment: Assessment) -> Iterator[Finding]:
    """Compare the dates of two decisions."""
    for resolution in assessment.dossier.resolutions:
        other = assessment.resolutions.get(resolution.supersedes) if resolution.supersedes else None
        if other is None:
            continue
        here, there = _decided(resolution, assessment.day), _decided(other, assessment.day)
        if here is None or there is None or there[1].first <= here[1].last:
            continue
        yield Finding(
            resolution,
            ("supersedes",),
            msg(
                "Resolution “{id}” ({date}) cannot supersede “{other}”, which was decided later: {decided}",
                id=resolution.id,
                date=here[1],
                other=other.id,
                decided=there[1],
            ),
            related=(decided_here(other, there[0], "date"),),
            uncertain=here[1].uncertain or there[1].uncertain,
        )


@rule(
    "FGK417",
    "unused-resolution",
    Severity.INFO,
    summary=N_("Nothing refers to a resolution."),
    why=N_("A resolution shows its worth where an event, a measure or a log entry rests on it."),
    fix=N_("Name it as resolution: where something rests on it, or as supersedes: where another one took its place."),
)
def unused_resolution(assessment: Assessment) -> Iterator[Finding]:
    """Look for decided resolutions that no record names.

    Silent where a record that could name it has defects, where a reference leads nowhere (it may mean this one), and
    about kinds that an event is still looking for, be it a missing one: that is reported there.
    """
    dossier = assessment.dossier
    if dossier.unreadable or any(dossier.defective.values()):
        return
    used = set(_references(assessment))
    if not used <= assessment.resolutions.keys():
        return
    wanted = _wanted_kinds(assessment)
    for resolution in dossier.resolutions:
        if resolution.id not in used and resolution.kind not in wanted and not _is_pending(assessment, resolution):
            yield Finding(resolution, ("id",), msg("Nothing refers to resolution “{id}”", id=resolution.id))


def _references(assessment: Assessment) -> Iterator[str]:
    municipality = assessment.dossier.municipality
    concept = municipality.family_concept if municipality else None
    if concept and concept.resolution:
        yield concept.resolution
    for round_ in assessment.audit.rounds:
        yield from (event.resolution for event in round_.events if event.resolution)
    for measure in assessment.dossier.measures:
        if measure.resolution:
            yield measure.resolution
        yield from (entry.resolution for entry in measure.log if entry.resolution)
    for resolution in assessment.dossier.resolutions:
        if resolution.supersedes and resolution.supersedes != resolution.id:
            yield resolution.supersedes


def _wanted_kinds(assessment: Assessment) -> set[ResolutionKind]:
    """Give the kinds of which an event lacks a resolution, or names another one in its place."""
    kinds: set[ResolutionKind] = set()
    for ground in grounds(assessment):
        if ground.resolution is None or ground.slip is Slip.ANOTHER_KIND:
            kinds |= set(ground.kind.resolution)
            kinds |= {ResolutionKind.REPORT} if ground.event.event == COUNCIL_REPORT else set()
    for missing in missing_events(assessment):
        kinds |= set(missing.resolution)
    return kinds


def _is_pending(assessment: Assessment, resolution: Resolution) -> bool:
    """Whether nothing can rest on it: it was not adopted, or a meeting on it lies ahead."""
    ahead = any(step.date and step.date.last >= assessment.day for step in resolution.consultations)
    return ahead or resolution.result in NOT_ADOPTED


RULES: tuple[Rule, ...] = (resolution_after_fact, resolution_date_differs, supersedes_later, unused_resolution)
