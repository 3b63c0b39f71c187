"""FGK3xx and FGK4xx: rounds: their order, and the stages that they lead to."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import Award, History
from fgk.dates import Duration, shifted
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, msg
from fgk.model.audit import Event
from fgk.model.vocabulary import Effect
from fgk.rules.certificates import TOLERATED_DAYS
from fgk.rules.doubts import DATES
from fgk.rules.registry import Finding, Rule, rule
from fgk.suggestions import possible

_ENDINGS = (Effect.ISSUES, Effect.PRESENTS, Effect.REJECTS, Effect.WITHDRAWS)


@dataclass(frozen=True)
class _Span:
    """A round's audit in time, from the events that have come: when it began and ended, as far as that is recorded."""

    history: History
    events: tuple[Event, ...]

    @cached_property
    def began_by(self) -> Event:
        """The event by whose last day it had certainly begun."""
        return min(self.events, key=lambda event: event.date.last)

    @cached_property
    def began_from(self) -> Event:
        """The event before whose first day nothing of it is recorded."""
        return min(self.events, key=lambda event: event.date.first)

    @cached_property
    def ended_from(self) -> Event | None:
        """The ending before whose first day it had certainly not ended, or None where no ending is recorded."""
        endings = [event for event in self.events if self.history.effect(event) in _ENDINGS]
        return min(endings, key=lambda event: event.date.first, default=None)

    @property
    def is_ended_by_ceremony(self) -> bool:
        """Whether the ending is a ceremony without a recorded issue: the audit may have ended months before."""
        return self.ended_from is not None and self.history.effect(self.ended_from) is Effect.PRESENTS

    def is_before(self, other: "_Span") -> bool:
        """Whether it certainly began before another one."""
        return self.began_by.date.last < other.began_from.date.first

    @property
    def ended_not_before(self) -> dt.date | None:
        """The day before which it had certainly not ended, or None where that is not known.

        Where only the ceremony is recorded, that is the issue to which the stated end of the certificate leads back.
        """
        if self.ended_from is None or not self.is_ended_by_ceremony:
            return self.ended_from.date.first if self.ended_from else None
        end, stage = self.history.round.valid_until, self.history.stage
        if end is None or stage is None or stage.validity is None:
            return None
        validity = stage.validity
        return shifted(end.first, Duration(-validity.months, -validity.days - TOLERATED_DAYS))

    def runs_into(self, other: "_Span") -> bool:
        """Whether another one, which began later, certainly began before this one had ended."""
        ended = self.ended_not_before
        return ended is not None and other.began_by.date.last < ended

    def route(self, event: Event) -> Route:
        """Give the way from the round to an event's date."""
        return ("events", self.history.position(event), "date")


def _spans(histories: tuple[History, ...], assessment: Assessment) -> list[_Span]:
    """Give the rounds that have begun, in the order of the file; a fact in the future is a finding by itself."""
    spans = []
    for history in histories:
        events = tuple(
            event
            for _, event in history.events
            if history.effect(event) is not Effect.REMARK and event.date.first <= assessment.day
        )
        if events:
            spans.append(_Span(history, events))
    return spans


@rule(
    "FGK315",
    "round-order",
    Severity.WARNING,
    summary=N_("The rounds do not stand in order of time."),
    why=N_("Readers and reports follow the order of the file, the oldest round first."),
    fix=N_("Put the older round first, or correct the date of its first event."),
    source=N_("Data format, section 5 (audit history)"),
    yields_to=(*DATES, "FGK310", "FGK320"),
)
def round_order(assessment: Assessment) -> Iterator[Finding]:
    """Compare each round's beginning with the latest among those that stand before it.

    Where two audits overlap as well, that is the finding.
    """
    for standing in assessment.standings:
        latest: _Span | None = None
        blamed: _Span | None = None
        for span in _spans(standing.histories, assessment):
            is_older = latest is not None and span.is_before(latest) and not span.runs_into(latest)
            if latest is not None and is_older and latest is not blamed:
                blamed = latest
                yield _out_of_order(span, latest)
            if latest is None or span.began_from.date.first > latest.began_from.date.first:
                latest = span


def _out_of_order(span: _Span, before: _Span) -> Finding:
    begun, other = span.began_by, before.began_from
    return Finding(
        span.history.round,
        span.route(begun),
        msg(
            "The round began on {date}, but stands after round “{before}”, which began on {other}",
            date=begun.date,
            before=before.history.round.id,
            other=other.date,
        ),
        related=((before.history.round, before.route(other), msg("began later, but stands first")),),
        uncertain=begun.date.uncertain or other.date.uncertain,
    )


@rule(
    "FGK316",
    "overlapping-rounds",
    Severity.ERROR,
    summary=N_("A round begins while the audit of the round before it is still running."),
    why=N_(
        "A round runs until its certificate is issued, or until it is rejected or withdrawn; "
        "only then can the next one begin."
    ),
    fix=N_("Check the dates, and in which round the event belongs."),
    source=N_("Data format, section 9 (what is derived)"),
    yields_to=(*DATES, "FGK310", "FGK320"),
)
def overlapping_rounds(assessment: Assessment) -> Iterator[Finding]:
    """Compare each round's beginning with the end of the audits that began before it.

    A round of which no ending is recorded overlaps nothing: the past is often not recorded.
    """
    for standing in assessment.standings:
        running: _Span | None = None
        for span in sorted(_spans(standing.histories, assessment), key=lambda span: span.began_by.date.last):
            if running is not None and running.is_before(span) and running.runs_into(span):
                yield _overlap(running, span)
            if running is None or _end_of(span) > _end_of(running):
                running = span


def _end_of(span: _Span) -> dt.date:
    return span.ended_not_before or dt.date.min


def _overlap(before: _Span, span: _Span) -> Finding:
    begun, end = span.began_by, before.ended_from or before.began_by
    return Finding(
        span.history.round,
        span.route(begun),
        msg(
            "The round began on {date}, while the audit of round “{before}” ran until {end}",
            date=begun.date,
            before=before.history.round.id,
            end=end.date,
        ),
        related=((before.history.round, before.route(end), msg("ended only here")),),
        uncertain=begun.date.uncertain or end.date.uncertain or before.is_ended_by_ceremony,
    )


@rule(
    "FGK412",
    "stage-not-led-to",
    Severity.WARNING,
    summary=N_("A round leads to a stage that does not follow the one before."),
    why=N_(
        "The stages of a procedure build on one another; usually a round is missing, or one of the stages is wrong."
    ),
    fix=N_("Correct the stage, or add the round in between."),
    source=N_("Data format, section 8 (a procedure)"),
    yields_to=(*DATES, "FGK412"),
)
def stage_not_led_to(assessment: Assessment) -> Iterator[Finding]:
    """Compare each round's stage with that of the latest certificate before it, where both are known.

    Where it is open whether a certificate in between was given, nothing is said.
    """
    for standing in assessment.standings:
        if not any(stage.next for stage in standing.procedure.stages):
            continue
        for history in standing.histories:
            before = _certificate_before(history, standing.histories)
            stage = history.stage
            if before is None or stage is None or before.history.stage is None or _is_stage_doubtful(before):
                continue
            if stage.id not in before.history.stage.next:
                yield Finding(
                    history.round,
                    ("stage",),
                    msg(
                        "The stage “{stage}” does not follow “{before}”, the stage of round “{round}”",
                        stage=stage,
                        before=before.history.stage,
                        round=before.history.round.id,
                    ),
                    possible(before.history.stage.next),
                    related=((before.history.round, ("stage",), msg("the stage before")),),
                    uncertain=_is_order_uncertain(before, history),
                )


def _certificate_before(history: History, histories: tuple[History, ...]) -> Award | None:
    """Give the latest certificate before a round's own or, while it has none, before its beginning.

    None where there is none, where it is not certain, or where the dates do not tell the order.
    """
    award = history.award
    own = history.first(Effect.ISSUES, Effect.PRESENTS) if award and award.is_certain else history.beginning
    if own is None:
        return None
    earlier = [one.award for one in histories if one is not history and one.award and one.award.since <= own[0]]
    latest = max(earlier, key=lambda award: award.since, default=None)
    if latest is None or not latest.is_certain:
        return None
    date = latest.issued or latest.presented
    return latest if date is not None and date.last < own[1].date.first else None


def _is_stage_doubtful(award: Award) -> bool:
    """Whether a certificate has an end although its stage has none: that is a finding by itself."""
    stage = award.history.stage
    return stage is not None and stage.validity is None and award.history.round.valid_until is not None


def _is_order_uncertain(before: Award, history: History) -> bool:
    """Whether it rests on dates with a question mark that one certificate comes before another, or before a round."""
    own = history.first(Effect.ISSUES, Effect.PRESENTS) or history.beginning
    date = before.issued or before.presented
    return any(one is not None and one.uncertain for one in (date, own[1].date if own else None))


RULES: tuple[Rule, ...] = (round_order, overlapping_rounds, stage_not_led_to)
