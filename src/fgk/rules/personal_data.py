"""FGK6xx: what leads to a single person, where everybody can read it."""

from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, msg
from fgk.model.base import Record, Visible
from fgk.model.dossier import Dossier
from fgk.model.personal_data import has_personal_email, has_telephone_number
from fgk.rules.registry import Finding, Rule, rule

_SHOWN = frozenset((
    *("auditor", "body", "conditions", "description", "email", "funded_by", "name", "note", "objective", "office"),
    *("partners", "publisher", "reason", "target_groups", "text", "title", "unit"),
))  # fmt: skip
"""Fields whose text is published; ``person`` is not one of them, for it never is."""


@rule(
    "FGK616",
    "personal-data",
    Severity.WARNING,
    summary=N_("A text that is public holds a personal e-mail address or a telephone number."),
    why=N_("Publishing personal data needs a legal basis; what is kept here names offices and roles, not people."),
    fix=N_("Write the office and its own address instead, move a name to person, or set visibility: internal."),
    source=N_("GDPR, Article 6; data format, section 4 (municipality.yaml)"),
    tolerant=True,
)
def personal_data(assessment: Assessment) -> Iterator[Finding]:
    """Look at every public text of the files in which an address or a number may stand.

    An e-mail address is personal where the part before the @ has the form of a person's name: two or more words with
    a usual first name among them (``erika.muster``, ``muster-erika``), or an initial and a surname (``e.muster``).
    Words for an office, a house or a parish (``jugend.amt``, ``st.anna``) make it an institution's; a single word is
    left open. A telephone number is one that has its country code, an area code set apart, or a word before it. What
    ``fgk.model.personal_data`` leaves open is not reported.
    """
    for record in _public(assessment.dossier):
        for field, text in _texts(record, ()):
            if "@" in text and has_personal_email(text):
                message = msg("“{key}” holds a personal e-mail address", key=_key(field))
                hint = msg("Write the address of the office, such as familie@example.org, or leave it out.")
                yield Finding(record, field, message, hint)
            elif has_telephone_number(text):
                message = msg("“{key}” holds a telephone number", key=_key(field))
                hint = msg("Name the office instead; how to reach it, its page under contact says.")
                yield Finding(record, field, message, hint)


def _public(dossier: Dossier) -> Iterator[Record]:
    """Give what may hold personal data and is public; the measures of an internal goal are internal with it."""
    if dossier.municipality is not None and "municipality" in dossier.personal:
        yield dossier.municipality
    if dossier.audit is not None and "audit" in dossier.personal:
        yield dossier.audit
        yield from dossier.audit.rounds
    hidden = {goal.id for goal in dossier.goals if goal.is_internal}
    for key in ("action_fields", "goals", "measures", "resolutions", "sources"):
        if key in dossier.personal:
            for record in dossier.collection(key):
                if key != "measures" or getattr(record, "goal", None) not in hidden:
                    yield record


def _texts(record: Record, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(record, Visible) and record.is_internal:
        return
    for name, value in vars(record).items():
        for step, part in enumerate(value) if isinstance(value, tuple) else ((None, value),):
            inner = (*route, name) if step is None else (*route, name, step)
            if isinstance(part, Record) and name != "rounds":
                yield from _texts(part, inner)
            elif isinstance(part, str) and name in _SHOWN:
                yield inner, part


def _key(route: Route) -> str:
    return next(step for step in reversed(route) if isinstance(step, str))


RULES: tuple[Rule, ...] = (personal_data,)
