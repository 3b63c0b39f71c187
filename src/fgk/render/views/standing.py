"""Where the municipality stands in a procedure: phase, certificate, audit."""

from collections.abc import Iterator
from dataclasses import dataclass

from fgk.assessment.lifecycle import Award, Basis, Standing
from fgk.dates import PartialDate
from fgk.messages import N_, Message, msg
from fgk.model.audit import Event
from fgk.model.vocabulary import Effect
from fgk.render.sentences import certificate
from fgk.render.views.context import Citation, Context, Fact
from fgk.render.words import word


@dataclass(frozen=True)
class StandingView:
    """Where it stands in one procedure.

    ``phase`` is the word, ``key`` its unchanging name; ``lead`` says in one line what the certificate is
    worth, until when and on what basis.
    """

    procedure: str
    version: str
    owner: str
    key: str
    phase: str
    lead: str
    facts: tuple[Fact, ...]


def standing_view(context: Context, standing: Standing) -> StandingView:
    """Say where it stands in a procedure."""
    words = context.words
    procedure = standing.procedure
    return StandingView(
        context.title(procedure),
        procedure.version or "",
        procedure.owner or "",
        standing.phase.value,
        words(word(standing.phase)),
        capital(words(certificate(standing))),
        tuple(_facts(context, standing)),
    )


def capital(text: str) -> str:
    """Give a line that begins with a capital letter."""
    return text[:1].upper() + text[1:]


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
    award = standing.award
    if award is not None and award.is_certain:
        yield _dated(context, N_("Issued"), award, Effect.ISSUES, award.issued)
        yield _dated(context, N_("Presented"), award, Effect.PRESENTS, award.presented)
        yield from _end(context, award)
    yield _audit(context, standing)


def _dated(context: Context, label: str, award: Award, effect: Effect, date: PartialDate | None) -> Fact:
    words = context.words
    if date is None:
        return Fact(words(label), words(N_("not recorded")))
    found = award.history.first(effect)
    return Fact(words(label), words.date(date), citations=_cited(context, found[1] if found else None))


def _cited(context: Context, event: Event | None) -> tuple[Citation, ...]:
    return context.cite(event.sources) if event else ()


def _end(context: Context, award: Award) -> Iterator[Fact]:
    words = context.words
    label = words(N_("Valid until"))
    if award.is_permanent:
        yield Fact(words(N_("Validity")), words(N_("without end")))
    elif award.valid_until is None:
        yield Fact(label, words(N_("not recorded")))
    else:
        yield Fact(label, words.date(award.valid_until), words(basis_line(award)))


def _audit(context: Context, standing: Standing) -> Fact:
    words, current = context.words, standing.current
    label, text = words(N_("Audit")), words(word(standing.audit_state))
    event = standing.last_event
    if current is None or event is None:
        return Fact(label, text)
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
    remark = words(msg("latest entry: {event}, {date}", event=title, date=event.date))
    return Fact(label, text, remark, citations=_cited(context, event))
