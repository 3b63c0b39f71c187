"""Where the municipality stands in a procedure: phase, certificate, audit."""

from collections.abc import Iterator

from fgk.assessment.lifecycle import Award, Basis, Standing
from fgk.dates import PartialDate
from fgk.messages import N_, Message, msg
from fgk.model.audit import Event
from fgk.model.vocabulary import Effect
from fgk.render.document import Callout, Fact, Facts, Line, Run, line
from fgk.render.sentences import capital, certificate
from fgk.render.views.context import Context
from fgk.render.words import word


def standing_callout(context: Context, standing: Standing) -> Callout:
    """Say where it stands in a procedure: the phase, and what the certificate is worth, until when, on what basis."""
    words = context.words
    return Callout(words(word(standing.phase)), (line(capital(words(certificate(standing)))),))


def standing_facts(context: Context, standing: Standing) -> Facts:
    """Give the dates of the certificate and the state of the audit."""
    return Facts(tuple(_facts(context, standing)))


def remark(text: str) -> Line:
    """Give a quiet remark behind a fact, or nothing."""
    return (Run(", "), Run(text, "quiet")) if text else ()


def stage_name(award: Award, language: str) -> Message | str:
    """Give the name of the certificate, as far as it is known."""
    return award.history.stage.title_in(language) if award.history.stage else msg("Certificate of an unknown stage")


def basis_line(award: Award) -> Message | str:
    """Say on what the end of a certificate rests; nothing where it has none."""
    stage = award.history.stage
    if award.basis is Basis.STATED:
        return msg("as stated on the certificate")
    if award.basis is Basis.DERIVED and stage and stage.validity:
        return msg("derived: day of issue plus {validity}", validity=stage.validity)
    if award.basis is Basis.ESTIMATED and stage and stage.validity:
        return msg(
            "estimated: day of the ceremony plus {validity}, since the day of issue is not recorded",
            validity=stage.validity,
        )
    return ""


def _facts(context: Context, standing: Standing) -> Iterator[Fact]:
    if standing.award is not None:
        yield from _award(context, standing.award)
    yield _audit(context, standing)


def award_facts(context: Context, award: Award) -> Facts:
    """Give the dates of a certificate, whether or not it is the latest one."""
    return Facts(tuple(_award(context, award)))


def _award(context: Context, award: Award) -> Iterator[Fact]:
    if award.is_certain:
        yield _dated(context, N_("Issued"), award, Effect.ISSUES, award.issued)
        yield _dated(context, N_("Presented"), award, Effect.PRESENTS, award.presented)
        yield from _end(context, award)


def _dated(context: Context, label: str, award: Award, effect: Effect, date: PartialDate | None) -> Fact:
    words = context.words
    if date is None:
        return Fact(words(label), line(words(N_("not recorded"))))
    found = award.history.first(effect)
    return Fact(words(label), line(words.date(date), _cited(context, found[1] if found else None)))


def _cited(context: Context, event: Event | None) -> Line:
    return line(context.cite(event.sources), context.place(event)) if event else ()


def _end(context: Context, award: Award) -> Iterator[Fact]:
    words = context.words
    label = words(N_("Valid until"))
    if award.is_permanent:
        yield Fact(words(N_("Validity")), line(words(N_("without end"))))
    elif award.valid_until is None:
        yield Fact(label, line(words(N_("not recorded"))))
    else:
        yield Fact(label, line(words.date(award.valid_until), remark(words(basis_line(award)))))


def _audit(context: Context, standing: Standing) -> Fact:
    words, current = context.words, standing.current
    label, text = words(N_("Audit")), words(word(standing.audit_state))
    event = standing.last_event
    if current is None or event is None:
        return Fact(label, line(text))
    if standing.audit_state.is_running and current.stage:
        text = words(
            msg(
                "{state}, for: {stage}",
                state=msg(word(standing.audit_state)),
                stage=current.stage.title_in(words.language),
            )
        )
    kind = standing.procedure.event(event.event)
    title = kind.title_in(words.language) if kind else event.event
    latest = words(msg("latest entry: {event}, {date}", event=title, date=event.date))
    return Fact(label, line(text, remark(latest), _cited(context, event)))
