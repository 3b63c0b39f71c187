"""FGK6xx: what is missing, and what does not fit together within a record."""

from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.diagnostics import Severity
from fgk.messages import N_, Message, msg
from fgk.model.municipality import Keys, Municipality
from fgk.model.vocabulary import Country, Effect, Kind, label
from fgk.rules.references import suggestion
from fgk.rules.registry import Finding, Rule, rule

STATES = {
    "01": "SH",
    "02": "HH",
    "03": "NI",
    "04": "HB",
    "05": "NW",
    "06": "HE",
    "07": "RP",
    "08": "BW",
    "09": "BY",
    "10": "SL",
    "11": "BE",
    "12": "BB",
    "13": "MV",
    "14": "SN",
    "15": "ST",
    "16": "TH",
}
"""The first two digits of every German official key, and the state that they stand for."""

_OFFICIAL_STATISTICS = N_("Official keys of federal statistics (AGS, ARS)")


@rule(
    "FGK601",
    "round-without-stage",
    Severity.WARNING,
    summary=N_("A round does not say which certificate it leads to."),
    why=N_("The stage decides how long the certificate is valid; without it the end cannot be derived."),
    fix=N_("Add stage; if it cannot be found out, say so in a note and state valid_until."),
    tolerant=True,
)
def round_without_stage(assessment: Assessment) -> Iterator[Finding]:
    """Look for rounds without ``stage``."""
    for round_ in assessment.audit.rounds:
        if round_.stage is None:
            message = msg("Round “{id}” does not say which stage it leads to", id=round_.id)
            yield Finding(round_, ("stage",), message, _add("stage"))


@rule(
    "FGK602",
    "goal-without-action-field",
    Severity.WARNING,
    summary=N_("A goal belongs to no action field."),
    why=N_("Progress is reported by action field."),
    fix=N_("Add action_field."),
    tolerant=True,
)
def goal_without_action_field(assessment: Assessment) -> Iterator[Finding]:
    """Look for goals without ``action_field``."""
    for goal in assessment.dossier.goals:
        if goal.action_field is None:
            message = msg("Goal “{id}” belongs to no action field", id=goal.id)
            yield Finding(goal, ("action_field",), message, _add("action_field"))


@rule(
    "FGK603",
    "goal-without-round",
    Severity.WARNING,
    summary=N_("A goal belongs to no round."),
    why=N_("Counts cover the goals of one round; a goal without one is counted in each."),
    fix=N_("Add round."),
    tolerant=True,
)
def goal_without_round(assessment: Assessment) -> Iterator[Finding]:
    """Look for goals without ``round``."""
    for goal in assessment.dossier.goals:
        if goal.round is None:
            message = msg("Goal “{id}” belongs to no round", id=goal.id)
            yield Finding(goal, ("round",), message, _add("round"))


@rule(
    "FGK604",
    "measure-without-goal",
    Severity.WARNING,
    summary=N_("A measure belongs to no goal."),
    why=N_("Without a goal nobody can say what the measure is for, or which round it belongs to."),
    fix=N_("Add goal."),
    tolerant=True,
)
def measure_without_goal(assessment: Assessment) -> Iterator[Finding]:
    """Look for measures without ``goal``."""
    for measure in assessment.dossier.measures:
        if measure.goal is None:
            message = msg("Measure “{id}” belongs to no goal", id=measure.id)
            yield Finding(measure, ("goal",), message, _add("goal"))


@rule(
    "FGK605",
    "measure-without-office",
    Severity.WARNING,
    summary=N_("Work on a measure has started, but no office is responsible."),
    why=N_("Councillors ask first who does it."),
    fix=N_("Add responsible with office."),
)
def measure_without_office(assessment: Assessment) -> Iterator[Finding]:
    """Look for started measures without ``responsible.office``."""
    for state in assessment.measure_states:
        responsible = state.measure.responsible
        if state.status.has_started and (responsible is None or responsible.office is None):
            message = msg(
                "Measure “{id}” is “{status}”, but no office is responsible",
                id=state.measure.id,
                status=msg(label(state.status)),
            )
            hint = msg("Add “office: …” below “responsible:”.")
            yield Finding(state.measure, ("responsible", "office"), message, hint)


@rule(
    "FGK606",
    "untitled-event",
    Severity.WARNING,
    summary=N_("An event of the kind “other” does not say what happened."),
    why=N_("Without a title it means nothing to a reader."),
    fix=N_("Add title."),
    tolerant=True,
)
def untitled_event(assessment: Assessment) -> Iterator[Finding]:
    """Look for remarks without ``title``."""
    for round_ in assessment.audit.rounds:
        procedure = assessment.procedure_of(round_)
        for index, event in enumerate(round_.events):
            kind = procedure.event(event.event) if procedure else None
            if kind is not None and kind.does is Effect.REMARK and event.title is None:
                message = msg("This event does not say what happened")
                yield Finding(round_, ("events", index, "title"), message, _add("title"))


def _add(key: str) -> Message:
    return msg("Add “{key}: …”.", key=key)


@rule(
    "FGK607",
    "unknown-state",
    Severity.ERROR,
    summary=N_("The state is not one of the sixteen German Länder."),
    why=N_("The state decides which public holidays hold, and must agree with the official key."),
    fix=N_("Write the two capital letters of ISO 3166-2, such as NW."),
    source="ISO 3166-2:DE",
    tolerant=True,
)
def unknown_state(assessment: Assessment) -> Iterator[Finding]:
    """Check ``state`` of municipalities in Germany."""
    municipality = assessment.dossier.municipality
    if municipality is None or municipality.country is not Country.DE or municipality.state is None:
        return
    if municipality.state not in STATES.values():
        message = msg("“{state}” is no German Land", state=municipality.state)
        yield Finding(municipality, ("state",), message, suggestion(municipality.state, STATES.values()))


@rule(
    "FGK608",
    "contradicting-keys",
    Severity.ERROR,
    summary=N_("An official key disagrees with the state, the kind of body or another key."),
    why=N_("The key ties the municipality to official statistics and open data; a wrong one means another place."),
    fix=N_("Look the key up in the official directory (Gemeindeverzeichnis) and correct it."),
    source=_OFFICIAL_STATISTICS,
    tolerant=True,
)
def contradicting_keys(assessment: Assessment) -> Iterator[Finding]:
    """Check each key against country, state and kind, and the keys against one another."""
    municipality = assessment.dossier.municipality
    if municipality is None:
        return
    for key, message in _contradictions(municipality):
        yield Finding(municipality, ("keys", key), message, msg("Look the key up in the official directory."))


_COUNTRY_OF_KEY = {
    "ags": Country.DE,
    "ars": Country.DE,
    "district": Country.DE,
    "association": Country.DE,
    "gkz": Country.AT,
    "bfs": Country.CH,
    "istat": Country.IT,
}


def _contradictions(municipality: Municipality) -> Iterator[tuple[str, Message]]:
    """Give what contradicts; keys that agree with one another but not with the place are one contradiction."""
    keys = municipality.keys
    given = {name: value for name in _COUNTRY_OF_KEY if (value := getattr(keys, name)) is not None}
    elsewhere: dict[str, tuple[str, Message]] = {}
    for name, value in given.items():
        if _COUNTRY_OF_KEY[name] is not municipality.country:
            text = msg("A key “{key}” does not exist in the country {country}", key=name, country=municipality.country)
            elsewhere.setdefault(_COUNTRY_OF_KEY[name], (name, text))
        elif municipality.country is Country.DE:
            for found in _state_contradiction(municipality, name, value):
                elsewhere.setdefault(value[:2], found)
    yield from elsewhere.values()
    yield from _kind_contradictions(municipality.kind, keys)
    if not elsewhere:
        yield from _mutual_contradictions(keys)


def _state_contradiction(municipality: Municipality, name: str, value: str) -> Iterator[tuple[str, Message]]:
    state = STATES.get(value[:2])
    if state is None:
        yield name, msg("The key {value} begins with {digits}, which is no German Land", value=value, digits=value[:2])
    elif municipality.state in STATES.values() and state != municipality.state:
        yield (
            name,
            msg(
                "The key {value} belongs to {state}, but the municipality lies in {other}",
                value=value,
                state=state,
                other=municipality.state,
            ),
        )


def _kind_contradictions(kind: Kind, keys: Keys) -> Iterator[tuple[str, Message]]:
    if kind is Kind.BOROUGH:
        for name in ("ags", "ars"):
            if getattr(keys, name) is not None:
                yield name, msg("A borough has no official key of its own")
    elif kind is Kind.INDEPENDENT_CITY and keys.ags is not None and not keys.ags.endswith("000"):
        yield "ags", msg("The key {value} is no independent city's: it does not end in 000", value=keys.ags)
    elif kind is Kind.MUNICIPALITY and keys.ags is not None and keys.ags.endswith("000"):
        yield "ags", msg("The key {value} is an independent city's: it ends in 000", value=keys.ags)
    elif kind is Kind.DISTRICT and keys.ags is not None:
        yield "ags", msg("A district has no key of a municipality; its own has five digits, under “district”")


def _mutual_contradictions(keys: Keys) -> Iterator[tuple[str, Message]]:
    if keys.ags and keys.ars and keys.ars[:5] + keys.ars[9:] != keys.ags:
        yield "ars", msg("The ARS {ars} does not hold the AGS {ags}", ars=keys.ars, ags=keys.ags)
    longer = keys.ags or keys.ars or keys.association
    if keys.district and longer and not longer.startswith(keys.district):
        yield (
            "district",
            msg("The key {value} does not lie in the district {district}", value=longer, district=keys.district),
        )
    if keys.association and keys.ars and not keys.ars.startswith(keys.association):
        yield (
            "association",
            msg("The ARS {ars} does not lie in the association {value}", ars=keys.ars, value=keys.association),
        )


RULES: tuple[Rule, ...] = (
    round_without_stage,
    goal_without_action_field,
    goal_without_round,
    measure_without_goal,
    measure_without_office,
    untitled_event,
    unknown_state,
    contradicting_keys,
)
