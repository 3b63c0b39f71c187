"""Which rounds are being carried out."""

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import CertificateState

_STANDS = (CertificateState.VALID, CertificateState.PERMANENT, CertificateState.NONE)


def rounds_at_work(assessment: Assessment) -> frozenset[str]:
    """Give the ids of the rounds that count: their certificate is in force or, where there is none, they run."""
    return frozenset(
        standing.counted_round.id
        for standing in assessment.standings
        if standing.counted_round is not None and standing.certificate_state in _STANDS
    )
