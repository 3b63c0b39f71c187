"""FGK6xx: facts of which nobody can say where they are from, or what proves them."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from fgk.assessment.assess import Assessment
from fgk.assessment.progress import MeasureState
from fgk.diagnostics import Severity
from fgk.messages import N_, msg
from fgk.model.audit import Event, Round
from fgk.model.base import Identified
from fgk.model.plan import Goal, LogEntry, Measure
from fgk.model.resolution import Resolution
from fgk.model.vocabulary import Effect, Status
from fgk.rules.registry import Finding, Rule, rule

R = TypeVar("R", bound=Identified)


@rule(
    "FGK609",
    "done-without-evidence",
    Severity.WARNING,
    summary=N_("A measure is done, but nothing says by what one sees it."),
    why=N_("Whoever audits or asks later wants to see what “done” rests on; a sentence is enough."),
    fix=N_("Add evidence or sources to the log entry, or say in its note what was done."),
)
def done_without_evidence(assessment: Assessment) -> Iterator[Finding]:
    """Look at the run of log entries by which a measure is done at present."""
    for state in assessment.measure_states:
        if state.status is not Status.DONE:
            continue
        run = _run(state)
        if not any(entry.evidence or entry.sources or entry.note or entry.resolution for entry in run):
            index = next(index for index, entry in enumerate(state.measure.log) if entry is run[0])
            message = msg("Measure “{id}” is done, but nothing proves it", id=state.measure.id)
            hint = msg("Add “evidence: [id of a source]” to the entry, or say in “note: …” what was done.")
            yield Finding(state.measure, ("log", index, "status"), message, hint)


def _run(state: MeasureState) -> list[LogEntry]:
    """Give the latest entries in a row that say "done", the one that made it so first."""
    run: list[LogEntry] = []
    for _, entry in reversed(state.entries):
        if entry.status is not Status.DONE:
            break
        run.insert(0, entry)
    return run


@rule(
    "FGK614",
    "record-without-source",
    Severity.INFO,
    summary=N_("A record has no source, although others of its kind here have one."),
    why=N_("A fact without its source cannot be verified."),
    fix=N_("Add sources with the id of a record in sources.yaml."),
    tolerant=True,
)
def record_without_source(assessment: Assessment) -> Iterator[Finding]:
    """Look at events, goals, measures and resolutions, each kind only where some record of it names sources."""
    yield from _events_without_source(assessment)
    dossier, agreed = assessment.dossier, _Agreed(assessment)
    unsourced = (
        *_unsourced(dossier.goals, lambda goal: _goal_has_source(goal) or agreed.covers(goal)),
        *_unsourced(dossier.measures, lambda measure: _measure_has_source(measure) or agreed.covers_measure(measure)),
        *_unsourced(dossier.resolutions, _resolution_has_source),
    )
    for record in unsourced:
        message = msg("{noun} “{id}” has no source", noun=msg(record.noun), id=record.id)
        yield Finding(record, ("sources",), message, msg("Add “sources: [id of a source]”."))


def _unsourced(records: tuple[R, ...], has_source: Callable[[R], bool]) -> list[R]:
    """Give the records without a source, where others beside them name some."""
    if not any(record.sources for record in records):
        return []
    return [record for record in records if not has_source(record)]


def _events_without_source(assessment: Assessment) -> Iterator[Finding]:
    rounds = assessment.audit.rounds
    if not any(event.sources for round_ in rounds for event in round_.events):
        return
    for round_ in rounds:
        if round_.sources:
            continue
        for index, event in enumerate(round_.events):
            is_ahead = event.planned or event.date.first > assessment.day
            if not (is_ahead or event.sources or event.resolution):
                message = msg("This event has neither a source nor a resolution")
                hint = msg("Add “sources: [id of a source]” or “resolution: …”.")
                yield Finding(round_, ("events", index, "sources"), message, hint)


class _Agreed:
    """Knows the rounds of whose goals and measures nothing more is to be asked.

    These are the ones whose target agreement was adopted with a resolution or sources, which then are the source of all
    that it holds; and those in which nothing was adopted yet: their goals and measures are drafts. A goal or round that
    is named but does not exist is the matter of another rule.
    """

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._open = {round_.id for round_ in assessment.audit.rounds if not self._is_settled(round_)}

    def covers(self, goal: Goal) -> bool:
        return goal.round is not None and goal.round not in self._open

    def covers_measure(self, measure: Measure) -> bool:
        if measure.goal is None:
            return False
        goal = self._assessment.goals.get(measure.goal)
        return goal is None or _goal_has_source(goal) or self.covers(goal)

    def _is_settled(self, round_: Round) -> bool:
        procedure = self._assessment.procedure_of(round_)
        is_draft = True
        for event in round_.events:
            kind = procedure.event(event.event) if procedure else None
            if event.planned or kind is None:
                continue
            if kind.adopts:
                if _event_has_source(event, round_):
                    return True
                is_draft = False
            elif kind.does in (Effect.ISSUES, Effect.PRESENTS):
                is_draft = False
        return is_draft


def _event_has_source(event: Event, round_: Round) -> bool:
    return bool(event.sources or event.resolution or round_.sources)


def _goal_has_source(goal: Goal) -> bool:
    return bool(
        goal.sources
        or (goal.assessment and goal.assessment.sources)
        or any(part.sources or any(value.sources for value in part.values) for part in goal.indicators)
    )


def _measure_has_source(measure: Measure) -> bool:
    return bool(
        measure.sources
        or measure.resolution
        or any(entry.sources or entry.evidence or entry.resolution for entry in measure.log)
    )


def _resolution_has_source(resolution: Resolution) -> bool:
    return bool(
        resolution.sources
        or resolution.web
        or resolution.oparl
        or resolution.paper
        or any(step.sources for step in resolution.consultations)
    )


RULES: tuple[Rule, ...] = (done_without_evidence, record_without_source)
