"""Where the municipality stands in a procedure: phase, certificate, audit."""

from collections.abc import Iterator
from dataclasses import dataclass

from fgk.assessment.lifecycle import Award, Basis, CertificateState, Standing
from fgk.dates import PartialDate
from fgk.messages import N_, Message, msg
from fgk.model.audit import Event
from fgk.model.vocabulary import Effect
from fgk.render.views.context import Citation, Context, Fact
from fgk.render.words import word


@dataclass(frozen=True)
class StandingView:
    """Where it stands in one procedure.

    ``phase`` is the word, ``key`` its unchanging name; ``lead`` says what the certificate is worth in one line, and
    ``basis`` is a word where that date is not stated.
    """

    procedure: str
    version: str
    owner: str
    key: str
    phase: str
    lead: str
    basis: str
    remaining: str
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
        words(certificate_line(standing)),
        _basis(context, standing),
        _remaining(context, standing),
        tuple(_facts(context, standing)),
    )


def stage_name(award: Award) -> Message | str:
    """Give the name of the certificate, as far as it is known."""
    return award.history.stage.title if award.history.stage else msg("Certificate of an unknown stage")


def certificate_line(standing: Standing) -> Message:
    """Say in one line what the latest certificate is worth."""
    award, state = standing.award, standing.certificate_state
    if award is None or state is CertificateState.NONE:
        return msg("No certificate has been awarded so far.")
    if state is CertificateState.PERMANENT:
        return msg("{stage}, valid without end", stage=stage_name(award))
    if state is CertificateState.REVOKED and award.revoked_on is not None:
        return msg("{stage}, revoked on {date}", stage=stage_name(award), date=_revoked(award))
    if state is CertificateState.UNKNOWN or award.valid_until is None:
        if award.issued is None and award.presented is None:
            return msg("Whether the latest round ended in a certificate is not recorded.")
        return msg("Until when the certificate is valid is not recorded.")
    if state is CertificateState.EXPIRED:
        return msg("{stage}, expired; it was valid until {date}", stage=stage_name(award), date=award.valid_until)
    return msg("{stage}, valid until {date}", stage=stage_name(award), date=award.valid_until)


def _revoked(award: Award) -> PartialDate:
    revoked = award.history.first(Effect.REVOKES)
    if revoked is None:
        raise AssertionError("a certificate is revoked by an event")
    return revoked[1].date


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


def _basis(context: Context, standing: Standing) -> str:
    """Give the one word that stands beside a date which the files do not state."""
    award = standing.award
    if award is None or award.basis in (None, Basis.STATED):
        return ""
    return context.words(word(award.basis))


def _remaining(context: Context, standing: Standing) -> str:
    award = standing.award
    if award is None or award.valid_until is None or standing.certificate_state is not CertificateState.VALID:
        return ""
    return context.words.remaining(standing.day, award.valid_until.last)


def _facts(context: Context, standing: Standing) -> Iterator[Fact]:
    words, award = context.words, standing.award
    if award is not None and (award.issued or award.presented):
        yield _dated(context, N_("Issued"), award, Effect.ISSUES, award.issued)
        yield _dated(context, N_("Presented"), award, Effect.PRESENTS, award.presented)
        yield from _end(context, standing, award)
    yield _audit(context, standing)


def _dated(context: Context, label: str, award: Award, effect: Effect, date: PartialDate | None) -> Fact:
    words = context.words
    if date is None:
        return Fact(words(label), words(N_("not recorded")))
    found = award.history.first(effect)
    return Fact(words(label), words.date(date), citations=_cited(context, found[1] if found else None))


def _cited(context: Context, event: Event | None) -> tuple[Citation, ...]:
    return context.cite(event.sources) if event else ()


def _end(context: Context, standing: Standing, award: Award) -> Iterator[Fact]:
    words = context.words
    label = words(N_("Valid until"))
    if award.is_permanent:
        yield Fact(label, words(N_("without end")))
    elif award.valid_until is None:
        yield Fact(label, words(N_("not recorded")))
    else:
        remarks = [words(basis_line(award)), _remaining(context, standing)]
        yield Fact(label, words.date(award.valid_until), "; ".join(remark for remark in remarks if remark))


def _audit(context: Context, standing: Standing) -> Fact:
    words, current = context.words, standing.current
    label, text = words(N_("Audit")), words(word(standing.audit_state))
    event = standing.last_event
    if current is None or event is None:
        return Fact(label, text)
    if standing.audit_state.is_running and current.stage:
        text = words(msg("{state}, for: {stage}", state=Message(word(standing.audit_state)), stage=current.stage.title))
    kind = standing.procedure.event(event.event)
    title = kind.title_in(words.language) if kind else event.event
    remark = words(msg("latest entry: {event}, {date}", event=title, date=event.date))
    return Fact(label, text, remark, citations=_cited(context, event))
