"""The words for what is derived: phases, states, and the basis of a date; with the glyphs of visual design.

Imports neither a template engine nor a console: every output needs these.
"""

from enum import StrEnum
from typing import Any

from fgk.assessment.deadlines import DeadlineState
from fgk.assessment.lifecycle import AuditState, Basis, CertificateState, Phase
from fgk.messages import N_
from fgk.model.vocabulary import LABELS, Status

WORDS: dict[type[StrEnum], dict[Any, str]] = {
    Phase: {
        Phase.NOT_STARTED: N_("Not started"),
        Phase.FIRST_AUDIT: N_("First audit"),
        Phase.REJECTED: N_("First audit ended without a certificate"),
        Phase.IMPLEMENTATION: N_("Implementation"),
        Phase.RE_AUDIT: N_("Re-audit"),
        Phase.LAPSED: N_("Certificate expired"),
        Phase.LAPSED_RE_AUDIT: N_("Re-audit after expiry"),
        Phase.PERMANENT: N_("Permanently certified"),
        Phase.REVOKED: N_("Certificate revoked"),
        Phase.UNKNOWN: N_("Not known"),
    },
    CertificateState: {
        CertificateState.NONE: N_("no certificate"),
        CertificateState.VALID: N_("valid"),
        CertificateState.PERMANENT: N_("valid without end"),
        CertificateState.EXPIRED: N_("expired"),
        CertificateState.REVOKED: N_("revoked"),
        CertificateState.UNKNOWN: N_("not known"),
    },
    AuditState: {
        AuditState.IDLE: N_("no audit is running"),
        AuditState.RUNNING: N_("audit is running"),
        AuditState.SUSPENDED: N_("audit is suspended"),
        AuditState.REJECTED: N_("audit was rejected"),
        AuditState.WITHDRAWN: N_("audit was withdrawn"),
    },
    Basis: {
        Basis.STATED: N_("stated"),
        Basis.DERIVED: N_("derived"),
        Basis.ESTIMATED: N_("estimated"),
    },
    DeadlineState: {
        DeadlineState.MET: N_("met"),
        DeadlineState.MET_LATE: N_("met late"),
        DeadlineState.UPCOMING: N_("upcoming"),
        DeadlineState.DUE_SOON: N_("due soon"),
        DeadlineState.OVERDUE: N_("overdue"),
        DeadlineState.MISSED: N_("missed"),
    },
}
"""For each enumeration of what is derived, the English word of each value; the catalogue holds the German one."""

GLYPHS: dict[Status, str] = {
    Status.PLANNED: "○",
    Status.PREPARING: "◔",
    Status.IN_PROGRESS: "◑",
    Status.PARTLY_DONE: "◕",
    Status.DONE: "●",
    Status.ONGOING: "↻",
    Status.UNKNOWN: "?",
    Status.POSTPONED: "⏵",
    Status.DROPPED: "✕",
    Status.REPLACED: "⇢",
}
"""The sign of each status, which always stands beside its word."""

OVERDUE_GLYPH = "▲"
"""The sign of what is late."""

DUE_SOON_GLYPH = "△"
"""The sign of what is due soon."""

STATUS_ORDER = (
    Status.DONE,
    Status.ONGOING,
    Status.PARTLY_DONE,
    Status.IN_PROGRESS,
    Status.PREPARING,
    Status.PLANNED,
    Status.POSTPONED,
    Status.UNKNOWN,
    Status.REPLACED,
    Status.DROPPED,
)
"""The statuses in the order of counts and bars: the furthest first, what left the plan last."""


def word(value: StrEnum) -> str:
    """Give the word for a value, derived or from the files, as a string that a translator takes."""
    words = WORDS.get(type(value))
    return words[value] if words is not None else LABELS[type(value)][value.value]


def glyph(status: Status) -> str:
    """Give the sign of a status."""
    return GLYPHS[status]
