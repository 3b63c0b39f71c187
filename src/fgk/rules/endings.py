"""FGK3xx: rounds that end in two ways at once."""

import datetime as dt
from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.assessment.deadlines import event_title
from fgk.assessment.lifecycle import History
from fgk.diagnostics import Severity
from fgk.messages import N_, Message, msg
from fgk.model.audit import Event
from fgk.model.vocabulary import Effect
from fgk.rules.doubts import DATES
from fgk.rules.registry import Finding, Rule, rule


@rule(
    "FGK324",
    "contradicting-ending",
    Severity.ERROR,
    summary=N_("The end of a round contradicts its certificate."),
    why=N_(
        "A round ends in a certificate or is rejected or withdrawn, and only what was issued can be revoked: whether "
        "the municipality holds a certificate is what everything else follows from."
    ),
    fix=N_("Delete what is wrong, or correct the date; a new attempt after a rejection is a round of its own."),
    source=N_("Data format, sections 5 (the audit history) and 9 (what is derived)"),
    yields_to=DATES,
)
def contradicting_ending(assessment: Assessment) -> Iterator[Finding]:
    """Compare the endings of each round, and ``certificate: unknown``, with its certificate."""
    for history in assessment.histories:
        certificate = _fact(history, assessment.day, Effect.ISSUES) or _fact(history, assessment.day, Effect.PRESENTS)
        if certificate is None:
            continue
        title = event_title(history.procedure, certificate)
        related = ((history.round, ("events", history.position(certificate), "event"), msg("the certificate")),)
        if history.round.certificate is not None:
            message = msg("“certificate: unknown”, but “{event}” is recorded", event=title)
            hint = msg("Delete “certificate: unknown”, or the event if no source names it.")
            yield Finding(history.round, ("certificate",), message, hint, related)
        for day, ending in history.events:
            found = _contradiction(history, ending, certificate) if day <= assessment.day else None
            if found is not None:
                message, uncertain = found
                route = ("events", history.position(ending), "event")
                yield Finding(history.round, route, message, related=related, uncertain=uncertain)


def _contradiction(history: History, ending: Event, certificate: Event) -> tuple[Message, bool] | None:
    """Say how an ending contradicts the certificate, and whether that rests on a date which the source leaves open."""
    effect, uncertain = history.effect(ending), False
    if effect is Effect.REVOKES and ending.date.last < certificate.date.first:
        text = N_("“{event}” ({date}) lies before “{certificate}” ({certificate_date})")
        uncertain = ending.date.uncertain or certificate.date.uncertain
    elif effect in (Effect.REJECTS, Effect.WITHDRAWS):
        text = N_("“{event}” ({date}) contradicts “{certificate}” ({certificate_date}) in the same round")
    else:
        return None
    words: dict[str, object] = {
        "event": event_title(history.procedure, ending),
        "date": ending.date,
        "certificate": event_title(history.procedure, certificate),
        "certificate_date": certificate.date,
    }
    return Message(text, words), uncertain


def _fact(history: History, day: dt.date, effect: Effect) -> Event | None:
    """Give the first event of an effect that has come."""
    found = history.first(effect)
    return found[1] if found is not None and found[1].date.first <= day else None


RULES: tuple[Rule, ...] = (contradicting_ending,)
