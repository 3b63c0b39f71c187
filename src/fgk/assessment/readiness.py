"""Whether the next step of a procedure may be taken on a day: each precondition, how it stands, what is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fgk.assessment.agenda import deadlines
from fgk.assessment.assess import Assessment
from fgk.assessment.conditions import Answer, outcome
from fgk.assessment.deadlines import Ground, event_ground, in_order
from fgk.assessment.decisions import NOT_ADOPTED, candidate, how_far, is_adopted, required_before
from fgk.assessment.lifecycle import Award, History, Standing
from fgk.messages import N_, Message, msg, msgn
from fgk.model.audit import Event, Round
from fgk.model.base import Identified
from fgk.model.plan import Goal, Measure
from fgk.model.procedure import EventType, Stage
from fgk.model.resolution import Resolution
from fgk.model.vocabulary import Condition, Effect, label
from fgk.suggestions import bare

NAMED = 5
"""Records that a sentence names at most."""


@dataclass(frozen=True, slots=True)
class Precondition:
    """One thing that must be so before a step may be taken.

    ``id`` is stable: ``event:ID``, ``resolution``, ``condition:ID``, ``round``, ``stage`` or ``kind``.
    ``text`` says how it stands, ``ground`` where that is in the files.
    """

    id: str
    title: Message
    answer: Answer
    text: Message
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a step may be taken: ``round`` is None where it would begin a new one.

    ``skipped`` are steps before it in the procedure's order that are not recorded, though nothing asks for them.
    """

    standing: Standing
    round: Round | None
    step: EventType
    preconditions: tuple[Precondition, ...]
    skipped: tuple[EventType, ...]
    taken: Ground | None = None
    """The event by which the step was taken already; it happens once a round."""

    @property
    def is_ready(self) -> bool:
        """Whether nothing is known to be missing; what the files do not tell keeps nobody from a step."""
        return self.taken is None and not self.missing

    @property
    def missing(self) -> tuple[Precondition, ...]:
        """The preconditions that are not met."""
        return tuple(one for one in self.preconditions if one.answer is Answer.UNMET)


def readiness(assessment: Assessment, standing: Standing, step: EventType) -> Readiness:
    """Say whether a step of the procedure may be taken on the day of the assessment."""
    return _Step(assessment, standing, step, _round_of(standing, step)).readiness()


def steps(standings: Iterable[Standing]) -> Iterator[tuple[Standing, EventType]]:
    """Give the events that are steps which a municipality takes, each with its procedure: no endings, no remarks."""
    for standing in standings:
        for kind in standing.procedure.events:
            if kind.does in (Effect.NONE, Effect.ISSUES, Effect.PRESENTS):
                yield standing, kind


def step_named(standings: Iterable[Standing], name: str) -> tuple[Standing, EventType] | None:
    """Find a step by its id or its title, in German or English; of several procedures the first one counts."""
    for standing, kind in steps(standings):
        if name == kind.id or bare(name) in (bare(kind.title), bare(kind.title_in("en"))):
            return standing, kind
    return None


def next_step(assessment: Assessment, standing: Standing) -> EventType | None:
    """Give the step that comes next, or None where the procedure knows of none.

    While a round runs, it is the first step behind those that are recorded. Otherwise it is the one that meets the
    earliest open deadline and, where there is none, the first of a new round.
    """
    current = standing.current
    if current is not None and standing.audit_state.is_running:
        return _following(current, standing)
    for deadline in in_order(one for one in deadlines(assessment, standing) if one.state.is_open):
        of_rule = deadline.explanation.rule_of
        kind = standing.procedure.event(of_rule[1].met_by or "") if of_rule is not None else None
        if kind is not None:
            return kind
    award = standing.award
    if award is not None and (award.is_permanent or (award.history.stage and not award.history.stage.next)):
        return None
    return _first_of_new(standing)


def _following(history: History, standing: Standing) -> EventType | None:
    order = list(_steps(history.procedure.events, history.round.stage))
    recorded = history.as_known_on(standing.day).recorded
    reached = max((index for index, kind in enumerate(order) if kind.id in recorded), default=-1)
    return next(iter(order[reached + 1 :]), None)


def _first_of_new(standing: Standing) -> EventType | None:
    stage = _next_stage(standing.award, standing)
    return next(_steps(standing.procedure.events, stage.id if stage else None), None)


def _steps(kinds: tuple[EventType, ...], stage: str | None) -> Iterator[EventType]:
    """Give the steps of a round in their order: what can happen at any time is none."""
    return (kind for kind in kinds if not kind.repeatable and kind.belongs_to(stage))


def _next_stage(award: Award | None, standing: Standing) -> Stage | None:
    """Give the stage that a new round leads to, where only one is possible."""
    procedure = standing.procedure
    if award is None:
        return procedure.stages[0] if procedure.stages else None
    following = award.history.stage.next if award.history.stage else ()
    return procedure.stage(following[0]) if len(following) == 1 else None


def _round_of(standing: Standing, step: EventType) -> History | None:
    """Find the round that a step belongs to, or None where it begins a new one.

    That is the running round. Of one that has its certificate, steps that come behind it and those that can happen at
    any time belong to it.
    """
    current = standing.current
    if current is None or standing.audit_state.is_running or step.repeatable:
        return current
    order = [kind.id for kind in standing.procedure.events]
    recorded = current.as_known_on(standing.day).recorded
    awarded = [order.index(kind.id) for kind in standing.procedure.events if kind.id in recorded and _awards(kind)]
    behind = bool(awarded) and order.index(step.id) > max(awarded)
    return current if behind and step.id not in recorded else None


def _awards(kind: EventType) -> bool:
    return kind.does in (Effect.ISSUES, Effect.PRESENTS)


@dataclass(frozen=True, slots=True)
class _Step:
    """A step, and the round that it would be taken in."""

    assessment: Assessment
    standing: Standing
    step: EventType
    history: History | None

    def readiness(self) -> Readiness:
        return Readiness(
            self.standing,
            self.history.round if self.history else None,
            self.step,
            tuple(self._preconditions()),
            tuple(self._skipped()),
            self._taken(),
        )

    @property
    def stage(self) -> str | None:
        """The stage that the round leads to, as far as that is known."""
        if self.history is not None:
            return self.history.round.stage
        stage = _next_stage(self.standing.award, self.standing)
        return stage.id if stage else None

    def _preconditions(self) -> Iterator[Precondition]:
        yield from self._kind()
        yield from self._begun()
        for kind in required_before(self.standing.procedure, self.step, self.stage):
            yield self._event(kind)
        if self.step.resolution:
            yield self._resolution()
        for condition in self.step.requires:
            yield self._condition(condition)
        if _awards(self.step) or (self.history is None and not self.step.repeatable):
            yield from self._succession()

    def _skipped(self) -> Iterator[EventType]:
        if self.history is None or self.step.repeatable:
            return
        recorded = self._recorded()
        for kind in _steps(self.standing.procedure.events, self.stage):
            if kind.id == self.step.id:
                return
            if kind.id not in recorded and kind.id not in self.step.after:
                yield kind

    def _recorded(self) -> frozenset[str]:
        return self.history.as_known_on(self.standing.day).recorded if self.history else frozenset()

    # -- who, and where in the procedure ------------------------------------------------------------------------------

    def _kind(self) -> Iterator[Precondition]:
        municipality, procedure = self.assessment.dossier.municipality, self.standing.procedure
        if municipality is None or not procedure.kinds or municipality.kind in procedure.kinds:
            return
        text = msg("The procedure is not open to a body of the kind “{kind}”.", kind=msg(label(municipality.kind)))
        place = Ground(msg("kind of body"), None, municipality, ("kind",))
        yield Precondition("kind", msg("kind of body"), Answer.UNMET, text, place)

    def _begun(self) -> Iterator[Precondition]:
        if self.step.repeatable and self.history is None:
            text = msg("No round of the audit has begun.")
            yield Precondition("round", msg("a round that has begun"), Answer.UNMET, text)

    def _succession(self) -> Iterator[Precondition]:
        before = self._award_before()
        if before is None or before.history.stage is None:
            return
        title = msg("order of the certificates")
        place = Ground(msg("certificate before"), before.issued or before.presented, before.history.round, ("stage",))
        stage = self.standing.procedure.stage(self.stage)
        if self.history is None and not before.history.stage.next:
            text = msg("No further certificate follows: {before}.", before=before.history.stage)
            yield Precondition("stage", title, Answer.UNMET, text, place)
        elif stage is not None:
            follows = stage.id in before.history.stage.next
            words = N_("It follows the one before: {before}, {stage}.")
            if not follows:
                words = N_("In the procedure it does not follow the one before: {before}, {stage}.")
            text = msg(words, before=before.history.stage, stage=stage)
            yield Precondition("stage", title, Answer.MET if follows else Answer.UNMET, text, place)

    def _award_before(self) -> Award | None:
        awards = [
            history.award
            for history in self.standing.histories
            if history is not self.history and history.award is not None and history.award.is_certain
        ]
        begun = self.history.begun_on if self.history else None
        earlier = [award for award in awards if award.since <= (begun or self.standing.day)]
        return max(earlier, key=lambda award: award.since, default=None)

    # -- what must have happened --------------------------------------------------------------------------------------

    def _taken(self) -> Ground | None:
        found = None if self.step.repeatable else self._happened(self.step)
        return event_ground(*found) if found is not None else None

    def _happened(self, kind: EventType) -> tuple[History, Event] | None:
        """Give the event of a kind that has happened in the round, with the round's history, or None."""
        if self.history is None:
            return None
        known = (event for day, event in self.history.events if day <= self.standing.day)
        found = next((event for event in known if event.event == kind.id), None)
        return (self.history, found) if found is not None else None

    def _event(self, kind: EventType) -> Precondition:
        identity, title = f"event:{kind.id}", msg("{event}", event=kind)
        happened = self._happened(kind)
        if happened is not None:
            return self._recorded_event(identity, title, *happened)
        text, place = self._missing_event(kind)
        unknown = self.history is not None and self.history.has_unknown_events
        return Precondition(identity, title, Answer.UNKNOWN if unknown else Answer.UNMET, text, place)

    def _recorded_event(self, identity: str, title: Message, history: History, event: Event) -> Precondition:
        """Say that an event is recorded, unless the resolution that it names was not adopted."""
        resolution = self.assessment.resolutions.get(event.resolution or "")
        said = msg("Recorded: {date}.", date=event.date)
        if resolution is None or is_adopted(resolution, self.standing.day) or not resolution.consultations:
            return Precondition(identity, title, Answer.MET, said, event_ground(history, event))
        found, place = how_far(resolution, self.standing.day)
        answer = Answer.UNMET if resolution.result in NOT_ADOPTED else Answer.UNKNOWN
        return Precondition(identity, title, answer, msg("{recorded} But: {found}", recorded=said, found=found), place)

    def _missing_event(self, kind: EventType) -> tuple[Message, Ground | None]:
        """Say how far a missing event has come: what its resolution says, or that it is intended."""
        resolution = self._candidate(kind)
        if resolution is not None:
            found, ground = how_far(resolution, self.standing.day)
            if is_adopted(resolution, self.standing.day):
                text = N_("{found} The event “{id}” is still to be added to the round.")
                return msg(text, found=found, id=kind.id), ground
            return found, ground
        for index, event in enumerate(self.history.round.events if self.history else ()):
            if event.event == kind.id and event.planned and self.history is not None:
                ground = Ground(msg("intended event"), event.date, self.history.round, ("events", index, "date"))
                return msg("It is intended for {date} and not recorded as done.", date=event.date), ground
        return msg("Not recorded in this round.") if self.history else msg(
            "Not recorded: the round has not begun."
        ), None

    # -- what must be decided -----------------------------------------------------------------------------------------

    def _resolution(self) -> Precondition:
        title = msg("adopted resolution")
        resolution = self._candidate(self.step)
        if resolution is None:
            text = msg("No resolution on this step is recorded.")
            return Precondition("resolution", title, self._without_resolution, text)
        text, ground = how_far(resolution, self.standing.day)
        answer = Answer.MET if is_adopted(resolution, self.standing.day) else self._without_resolution
        return Precondition("resolution", title, answer, text, ground)

    @property
    def _without_resolution(self) -> Answer:
        """What follows where no resolution is found: nothing, where one could not be read."""
        dossier = self.assessment.dossier
        is_partial = "resolutions" in dossier.unreadable or bool(dossier.defective.get("resolutions"))
        return Answer.UNKNOWN if is_partial else Answer.UNMET

    def _candidate(self, kind: EventType) -> Resolution | None:
        """Find the resolution that an event could rest on."""
        before = self._award_before()
        here = self.history.round if self.history else None
        return candidate(self.assessment, kind, here, before.since if before else None)

    # -- what must be so ----------------------------------------------------------------------------------------------

    def _condition(self, condition: Condition) -> Precondition:
        identity, title = f"condition:{condition.value}", msg(label(condition))
        found = outcome(self.assessment, self.standing, self.history, condition)
        if found.answer is Answer.MET:
            text = msg("This is so since {date}.", date=found.since) if found.since else msg("This is so.")
        elif found.missing:
            text = _missing(condition, found.missing)
            if found.answer is Answer.UNKNOWN:
                text = msg("Not known for certain: {found}", found=text)
        else:
            text = msg("The files do not tell: too little is recorded.")
        ground = Ground(msg("missing"), None, found.missing[0], ("id",)) if found.missing else None
        return Precondition(identity, title, found.answer, text, ground)


def _missing(condition: Condition, records: tuple[Identified, ...]) -> Message:
    names = tuple(_name(record) for record in records[:NAMED])
    listed = msg("{names} and {n} more", names=names, n=len(records) - NAMED) if len(records) > NAMED else names
    number = len(records)
    if condition is Condition.MEASURES_DONE:
        return msgn("{n} measure is not done: {names}.", "{n} measures are not done: {names}.", number, names=listed)
    if condition is Condition.GOALS_REACHED:
        return msgn("{n} goal is not reached: {names}.", "{n} goals are not reached: {names}.", number, names=listed)
    return msgn(
        "In {n} place the target agreement holds less than the procedure asks for: {names}.",
        "In {n} places the target agreement holds less than the procedure asks for: {names}.",
        number,
        names=listed,
    )


def _name(record: Identified) -> Message:
    number = record.number if isinstance(record, Goal | Measure) else None
    title = getattr(record, "title", None) or record.id
    return msg("{number} {title}", number=number, title=title) if number else Message("{title}", {"title": title})
