"""The audit history as it is drawn: marks for events, bands for certificates and rounds."""

import datetime as dt
from collections.abc import Iterator

from fgk.assessment.deadlines import event_title
from fgk.assessment.lifecycle import Award, Basis, CertificateState, History, Standing
from fgk.messages import N_, msg, msgn
from fgk.model.audit import Event
from fgk.model.vocabulary import Effect
from fgk.render.charts.timeline import Band, Mark, Timeline
from fgk.render.sentences import capital, certificate
from fgk.render.views.context import Context
from fgk.render.views.standing import stage_name
from fgk.render.words import word

_CERTIFIES = frozenset((Effect.ISSUES, Effect.PRESENTS))


def chronicle(context: Context) -> Timeline:
    """Give what the picture of the history shows; the table beside it shows the same in full."""
    words = context.words
    marks: list[Mark] = []
    stretches: list[Band] = []
    for lane, standing in enumerate(context.assessment.standings):
        for history in standing.histories:
            marks += _marks(context, standing, history)
            stretches += bands(context, standing, history, lane)
    day = context.assessment.day
    today = Mark(day, words(msg("As of {date}", date=day)), "today")
    return Timeline(
        _title(context, marks),
        capital(words(certificate(context.assessment.main))),
        marks,
        stretches,
        today,
    )


def _title(context: Context, marks: list[Mark]) -> str:
    words = context.words
    events = marks
    if not events:
        return words(N_("No dated events are recorded."))
    first, last = min(mark.day for mark in events).year, max(mark.day for mark in events).year
    if first == last:
        return words(
            msgn(
                "{n} event or end of a certificate in {year}",
                "{n} events and ends of certificates in {year}",
                len(events),
                year=str(first),
            )
        )
    return words(
        msgn(
            "{n} event or end of a certificate from {first} to {last}",
            "{n} events and ends of certificates from {first} to {last}",
            len(events),
            first=str(first),
            last=str(last),
        )
    )


def _marks(context: Context, standing: Standing, history: History) -> Iterator[Mark]:
    for day, event in history.events:
        if day > standing.day:
            continue
        kind = "certificate" if history.effect(event) in _CERTIFIES else "event"
        yield Mark(day, _label(context, standing, event, day), kind)
    yield from _end(context, history, standing.day)
    for event in history.round.events:
        if event.planned:
            label = _label(context, standing, event, event.date.first)
            yield Mark(event.date.first, f"{label} ({context.words(N_('planned'))})", "planned")


def _end(context: Context, history: History, day: dt.date) -> Iterator[Mark]:
    """Mark where a certificate ends, with the word for a date that the files do not state."""
    award = history.award
    if award is None or award.valid_until is None or award.since > day or award.revoked_on is not None:
        return
    end, words = award.valid_until, context.words
    date = words.short_day(end.last) if end.first == end.last and not end.qualifier else words.date(end)
    title = words(msg("End of the certificate ({stage})", stage=stage_name(award, context.words.language)))
    basis = f", {words(word(award.basis))}" if award.basis and award.basis is not Basis.STATED else ""
    yield Mark(end.last, f"{date} {title}{basis}", "end")


def _label(context: Context, standing: Standing, event: Event, day: dt.date) -> str:
    """Name an event by its day, as far as it is known, and its kind; the year stands at the line."""
    title = context.words(event_title(standing.procedure, event))
    if event.date.first != event.date.last or event.date.qualifier:
        return f"{context.words.date(event.date)} {title}"
    return f"{context.words.short_day(day)} {title}"


def bands(context: Context, standing: Standing, history: History, lane: int) -> Iterator[Band]:
    """Give the stretches of time of a round: on the way to its certificate, and as long as that is valid."""
    words, day = context.words, standing.day
    award, begun = history.award, history.begun_on
    certified = award is not None and award.is_certain and award.since <= day
    if begun is not None and begun <= day:
        known = [on for on, event in history.events if on <= day and history.effect(event) is not Effect.REMARK]
        end = (
            award.since
            if certified and award
            else day
            if history is standing.current and standing.audit_state.is_running
            else max(known)
        )
        first = history.beginning[1].date.first if history.beginning else begun  # one that lasted takes effect late
        yield Band(min(first, begun), end, words(N_("Audit")), "audit", lane)
    if certified and award is not None:
        yield from _validity(context, award, day, lane)


def _validity(context: Context, award: Award, day: dt.date, lane: int) -> Iterator[Band]:
    label = context.words(stage_name(award, context.words.language))
    if award.is_permanent:
        end = award.revoked_on or dt.date(min(day.year + 2, 2999), 12, 31)
        yield Band(award.since, end, label, "certificate", lane, is_open=award.revoked_on is None)
    elif award.valid_until is not None:
        end = award.valid_until.last
        if award.revoked_on is not None and award.revoked_on < end:
            end = award.revoked_on
        state = award.state(day)
        kind = "ended" if state in (CertificateState.EXPIRED, CertificateState.REVOKED) else "certificate"
        if award.basis is Basis.ESTIMATED:
            kind = f"{kind}-estimated"
        yield Band(award.since, max(end, award.since), label, kind, lane)
