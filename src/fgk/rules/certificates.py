"""FGK3xx: certificates: issue, ceremony and end."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import Award, Basis, History
from fgk.assessment.progress import MeasureState
from fgk.dates import PartialDate
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, Message, msg
from fgk.model.audit import Event, Round
from fgk.model.vocabulary import Effect
from fgk.rules.doubts import DATES, LOG
from fgk.rules.misplaced import misplaced_events
from fgk.rules.registry import Finding, Rule, rule

TOLERATED_DAYS = 31
"""Days by which a stated end may differ from the derived one: it is often printed to the month."""

_FORMAT_5 = N_("Data format, section 5 (audit history)")


@rule(
    "FGK304",
    "contradicting-end",
    Severity.WARNING,
    summary=N_("The end printed on a certificate contradicts its issue, its ceremony or its stage."),
    why=N_("The printed end counts; but one of the dates, or the stage, may be a slip."),
    fix=N_("Check the certificate, its dates and the stage; a note can explain a true difference."),
    source=_FORMAT_5,
)
def contradicting_end(assessment: Assessment) -> Iterator[Finding]:
    """Compare stated ends with derived ones and with the stage; an estimate, from the ceremony, contradicts nothing.

    Where the date of issue is doubtful by itself, nothing is compared with it.
    """
    for history in assessment.histories:
        end, award = history.round.valid_until, history.award
        if end is None or award is None or not award.is_certain or _is_doubtful(history, assessment):
            continue
        hint = msg("Check the certificate and the date of issue.")
        if history.stage is not None and history.stage.validity is None:
            message: Message | None = msg(
                "The stated end {stated} contradicts the stage “{stage}”, which is permanent",
                stated=end,
                stage=history.stage,
            )
            hint = msg("Check the stage, or delete “valid_until”.")
            basis = None
        else:
            message, basis = _contradiction(history, award, end)
        if message is not None:
            uncertain = end.uncertain or (basis is not None and basis.uncertain)
            yield Finding(history.round, ("valid_until",), message, hint, uncertain=uncertain)


def _contradiction(history: History, award: Award, end: PartialDate) -> tuple[Message | None, PartialDate | None]:
    """Say what a stated end contradicts, and give the date that this rests on."""
    if award.issued is None:
        if award.presented is None or end.last >= award.presented.first:
            return None, None
        message = msg(
            "The stated end {stated} lies before the ceremony, {presented}", stated=end, presented=award.presented
        )
        return message, award.presented
    validity = history.stage.validity if history.stage else None
    if validity is None:
        return None, None
    derived = award.issued.plus(validity)
    if max((end.first - derived.last).days, (derived.first - end.last).days) <= TOLERATED_DAYS:
        return None, None
    message = msg(
        "The stated end {stated} contradicts the issue: {validity} from {issued} is {derived}",
        stated=end,
        validity=validity,
        issued=award.issued,
        derived=derived,
    )
    return message, award.issued


def _is_doubtful(history: History, assessment: Assessment) -> bool:
    """Whether another rule reports the date that a certificate rests on."""
    first = history.first(Effect.ISSUES) or history.first(Effect.PRESENTS)
    if first is None or first[1].date.first > assessment.day or _early_ceremony(history) is not None:
        return True
    position = history.position(first[1])
    return any(misplaced.blamed == position for misplaced in misplaced_events(history, assessment))


@rule(
    "FGK305",
    "end-without-certificate",
    Severity.ERROR,
    summary=N_("A round states until when its certificate is valid, but has no certificate."),
    why=N_("Without the day of issue or ceremony nobody knows since when the certificate holds."),
    fix=N_("Add the event certificate_issued or certificate_presented, or delete valid_until."),
    source=_FORMAT_5,
)
def end_without_certificate(assessment: Assessment) -> Iterator[Finding]:
    """Look for ``valid_until`` in rounds without an event that issues or presents the certificate.

    An event that is not known, and reported as such, may be the one.
    """
    for history in assessment.histories:
        if history.has_unknown_events or any(
            _may_certify(history, event, assessment.day) for event in history.round.events
        ):
            continue
        if history.round.valid_until is not None and history.first(Effect.ISSUES, Effect.PRESENTS) is None:
            message = msg("The round states an end of the certificate, but no certificate was issued or presented")
            hint = msg("Add the event certificate_issued or certificate_presented, or delete valid_until.")
            yield Finding(history.round, ("valid_until",), message, hint)


def _may_certify(history: History, event: Event, day: dt.date) -> bool:
    """Whether a certificate was intended for a day that is past, and may have been given: a finding by itself."""
    return event.planned and event.date.last < day and _certifies(history, event)


@rule(
    "FGK307",
    "certificate-gap",
    Severity.WARNING,
    summary=N_("There is a gap between the end of a certificate and the next one."),
    why=N_("In the gap the municipality must not call itself certified. Gaps of 12 to 28 months are usual."),
    fix=N_("Nothing, if the gap is true; decide on the next re-audit at least 15 months before the end."),
    yields_to=DATES,
)
def certificate_gap(assessment: Assessment) -> Iterator[Finding]:
    """Compare each certificate's end with the beginning of the next; the day after the end leaves no gap."""
    for standing in assessment.standings:
        awards = sorted(
            (one.award for one in standing.histories if one.award and one.award.is_certain),
            key=lambda award: award.since,
        )
        for before, after in pairwise(awards):
            end = before.valid_until
            is_gap = (
                end is not None and (after.since - end.last).days > TOLERATED_DAYS and after.since <= assessment.day
            )
            if end is not None and is_gap and not _may_be_earlier(after, assessment.day):
                yield _gap(before, end, after)


def _may_be_earlier(award: Award, day: dt.date) -> bool:
    """Whether a certificate is known by its ceremony, and its issue was intended for a day that is past."""
    return award.issued is None and any(_may_certify(award.history, event, day) for event in award.history.round.events)


def _gap(before: Award, end: PartialDate, after: Award) -> Finding:
    history = after.history
    event = next(event for day, event in history.events if day == after.since and _certifies(history, event))
    return Finding(
        history.round,
        ("events", history.position(event), "date"),
        msg(
            N_("The certificate before this one ended on {end}; this one began on {begin}")
            if history.effect(event) is Effect.ISSUES
            else N_("The certificate before this one ended on {end}; this one was presented on {begin}"),
            end=_end(before, end),
            begin=event.date,
        ),
        related=(_origin(before),),
        uncertain=end.uncertain or event.date.uncertain or before.basis is Basis.ESTIMATED or after.issued is None,
    )


def _end(award: Award, end: PartialDate) -> Message:
    is_estimated = award.basis is Basis.ESTIMATED
    return msg("{date} (estimated)", date=end) if is_estimated else Message("{date}", {"date": end})


def _origin(award: Award) -> tuple[Round, Route, Message]:
    """Point to what a certificate's end rests on."""
    is_estimated = award.basis is Basis.ESTIMATED
    words = msg("the end is estimated from the ceremony") if is_estimated else msg("the end follows from this")
    return award.history.round, award.end_route, words


def _certifies(history: History, event: Event) -> bool:
    return history.effect(event) in (Effect.ISSUES, Effect.PRESENTS)


@rule(
    "FGK314",
    "ceremony-before-issue",
    Severity.ERROR,
    summary=N_("A certificate is presented before it is issued."),
    why=N_("The ceremony follows the decision, often by months; the validity is counted from the decision."),
    fix=N_("Check both dates; they may have been interchanged."),
    source=_FORMAT_5,
)
def ceremony_before_issue(assessment: Assessment) -> Iterator[Finding]:
    """Compare ceremony and issue of each round; an issue in the future is a finding by itself."""
    for history in assessment.histories:
        pair = _early_ceremony(history)
        if pair is None or pair[1].date.first > assessment.day:
            continue
        presented, issued = pair
        yield Finding(
            history.round,
            ("events", history.position(presented), "date"),
            msg(
                "The certificate is presented ({presented}) before it is issued ({issued})",
                presented=presented.date,
                issued=issued.date,
            ),
            related=((history.round, ("events", history.position(issued), "date"), msg("the issue")),),
            uncertain=presented.date.uncertain or issued.date.uncertain,
        )


def _early_ceremony(history: History) -> tuple[Event, Event] | None:
    """Give the ceremony and the issue of a round where these are dated against the procedure's order, or None."""
    procedure = history.procedure
    ranks = {kind.id: rank for rank, kind in enumerate(procedure.events) if not kind.repeatable}
    listed = [event for _, event in history.events if event.event in ranks]
    issued = min(
        (event for event in listed if history.effect(event) is Effect.ISSUES),
        key=lambda event: event.date.first,
        default=None,
    )
    presented = min(
        (event for event in listed if history.effect(event) is Effect.PRESENTS),
        key=lambda event: event.date.last,
        default=None,
    )
    if issued is None or presented is None or ranks[issued.event] > ranks[presented.event]:
        return None
    return (presented, issued) if presented.date.last < issued.date.first else None


@rule(
    "FGK317",
    "due-after-certificate",
    Severity.WARNING,
    summary=N_("A measure is due only after the certificate of its round has ended."),
    why=N_("The goals of a round are to be reached while its certificate is valid; the re-audit takes stock of them."),
    fix=N_("Set an earlier date, or let a measure of the next round continue it."),
    yields_to=(*DATES, *LOG),
)
def due_after_certificate(assessment: Assessment) -> Iterator[Finding]:
    """Compare the due date of each open measure with the certificate's end.

    Where the certificate has ended, only those are reported that were moved beyond the end while it was valid: what was
    simply left open is a finding of the round, and a postponement after the end cannot be to a date before it.
    """
    continued = {measure.continues for measure in assessment.dossier.measures}
    for state in assessment.measure_states:
        if state.due is None or not state.is_open or state.measure.id in continued:
            continue
        round_ = assessment.round_of(state.measure)
        history = assessment.history_of.get(round_) if round_ else None
        award = history.award if history else None
        if award is not None and award.valid_until is not None and _is_due_too_late(state, award.valid_until):
            yield Finding(
                state.measure,
                state.due_route,
                msg(
                    "Measure “{id}” is due on {due}, after the certificate of its round ends ({end})",
                    id=state.measure.id,
                    due=state.due,
                    end=_end(award, award.valid_until),
                ),
                related=(_origin(award),),
                uncertain=state.due.uncertain or award.valid_until.uncertain or award.basis is Basis.ESTIMATED,
            )


def _is_due_too_late(state: MeasureState, end: PartialDate) -> bool:
    if state.due is None or state.due.first <= end.last:
        return False
    if state.moved_by is not None:
        return state.moved_by.date.first <= end.last
    return state.day <= end.last


RULES: tuple[Rule, ...] = (
    contradicting_end,
    end_without_certificate,
    certificate_gap,
    ceremony_before_issue,
    due_after_certificate,
)
