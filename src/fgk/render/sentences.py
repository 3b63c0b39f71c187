"""Sentences about where a municipality stands, shared by the terminal and the reports."""

import datetime as dt
from dataclasses import replace

from fgk.assessment.lifecycle import CertificateState, Phase, Standing
from fgk.dates import PartialDate
from fgk.messages import N_, Message, msg, msgn
from fgk.model.municipality import Municipality
from fgk.model.vocabulary import label
from fgk.render.words import word

PLAIN: dict[Phase, str] = {
    Phase.NOT_STARTED: N_("{name} has not begun the audit yet."),
    Phase.FIRST_AUDIT: N_("{name} is going through the audit for the first time."),
    Phase.REJECTED: N_("{name} has gone through the audit without receiving a certificate."),
    Phase.IMPLEMENTATION: N_("{name} holds the certificate."),
    Phase.RE_AUDIT: N_("{name} holds the certificate and is going through the audit again, to renew it."),
    Phase.LAPSED: N_("The certificate of {name} has expired."),
    Phase.LAPSED_RE_AUDIT: N_("The certificate of {name} has expired; the audit for a new one is running."),
    Phase.PERMANENT: N_("{name} holds the certificate permanently."),
    Phase.REVOKED: N_("The certificate of {name} was withdrawn."),
    Phase.UNKNOWN: N_("Whether {name} holds the certificate is not recorded."),
}
"""For each phase what it means, in plain words."""


def capital(text: str) -> str:
    """Give a line that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def body(municipality: Municipality | None) -> Message | None:
    """Say what kind of body it is and where: "municipality, North Rhine-Westphalia"."""
    if municipality is None:
        return None
    kind = msg(label(municipality.kind))
    if municipality.country != "DE":
        return msg("{kind}, {place}", kind=kind, place=municipality.country.value)
    place = _STATES.get(municipality.state or "")
    return msg("{kind}, {place}", kind=kind, place=msg(place)) if place else kind


_STATES = {
    "BB": N_("Brandenburg"),
    "BE": N_("Berlin"),
    "BW": N_("Baden-Württemberg"),
    "BY": N_("Bavaria"),
    "HB": N_("Bremen"),
    "HE": N_("Hesse"),
    "HH": N_("Hamburg"),
    "MV": N_("Mecklenburg-Western Pomerania"),
    "NI": N_("Lower Saxony"),
    "NW": N_("North Rhine-Westphalia"),
    "RP": N_("Rhineland-Palatinate"),
    "SH": N_("Schleswig-Holstein"),
    "SL": N_("Saarland"),
    "SN": N_("Saxony"),
    "ST": N_("Saxony-Anhalt"),
    "TH": N_("Thuringia"),
}
"""The states of Germany by their codes (ISO 3166-2)."""


def certificate(standing: Standing) -> Message:
    """Say which certificate there is, until when, and on what basis; every date that is not stated says so."""
    award = standing.award
    if award is None:
        return msg("no certificate yet")
    stage = award.history.stage
    title = stage or msg("certificate")
    state = standing.certificate_state
    if state is CertificateState.PERMANENT:
        return msg("{stage}, without end", stage=title)
    if state is CertificateState.REVOKED:
        return msg("{stage}, revoked on {date}", stage=title, date=award.revoked_on)
    if state is CertificateState.UNKNOWN or award.valid_until is None or award.basis is None:
        return msg("whether it holds a certificate is not recorded")
    end, basis = sure(award.valid_until), msg(word(award.basis))
    if award.valid_until.uncertain:
        basis = msg("{basis}, date uncertain", basis=basis)
    if state is CertificateState.EXPIRED:
        return msg("{stage}, was valid until {end} ({basis})", stage=title, end=end, basis=basis)
    return msg(
        "{stage}, valid until {end} ({basis}), {rest}",
        stage=title,
        end=end,
        basis=basis,
        rest=remaining(standing.day, award.valid_until.last),
    )


def sure(date: PartialDate) -> PartialDate:
    """Give a date without its sign of doubt, for a sentence that says so elsewhere."""
    return replace(date, qualifier="~" if date.approximate else "") if date.uncertain else date


def remaining(day: dt.date, end: dt.date) -> Message:
    """Say how long it is until a day that lies ahead: in months, near the end in days."""
    days = (end - day).days
    months = (end.year - day.year) * 12 + end.month - day.month - (end.day < day.day)
    if months >= 3:
        return msgn("{n} month left", "{n} months left", months)
    return msgn("{n} day left", "{n} days left", days) if days else msg("its last day is today")
