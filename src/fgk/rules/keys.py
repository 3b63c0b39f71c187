"""FGK6xx: official keys that disagree with one another or with the kind of body; states and holidays not known."""

from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.assessment.working_days import WorkCalendar, subdivisions
from fgk.diagnostics import Severity
from fgk.messages import N_, Message, msg
from fgk.model.municipality import Keys, Municipality
from fgk.model.vocabulary import Country, Kind
from fgk.rules.registry import Finding, Rule, rule
from fgk.suggestions import meant_or_possible

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

AUSTRIAN_STATES = tuple("123456789")
"""The Austrian Länder as ISO 3166-2 numbers them; every Austrian municipality's key begins with the same digit."""

_OFFICIAL_STATISTICS = N_("Official keys of federal statistics (AGS, ARS)")


@rule(
    "FGK607",
    "unknown-state",
    Severity.ERROR,
    summary=N_("The state is not one of the sixteen German or nine Austrian Länder."),
    why=N_("The state decides which public holidays hold, and must agree with the official key."),
    fix=N_("Write what ISO 3166-2 has behind the country: two capital letters such as NW; in Austria a digit."),
    source="ISO 3166-2",
    tolerant=True,
)
def unknown_state(assessment: Assessment) -> Iterator[Finding]:
    """Check ``state`` of municipalities in Germany and Austria."""
    municipality = assessment.dossier.municipality
    if municipality is None or municipality.state is None:
        return
    if municipality.country is Country.AT and municipality.state not in AUSTRIAN_STATES:
        message = msg("“{state}” is no Austrian Land", state=municipality.state)
        yield Finding(municipality, ("state",), message, msg("Write the digit of ISO 3166-2, from 1 to 9."))
    if municipality.country is Country.DE and municipality.state not in STATES.values():
        message = msg("“{state}” is no German Land", state=municipality.state)
        yield Finding(municipality, ("state",), message, meant_or_possible(municipality.state, STATES.values()))


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
    reported: set[str] = set()
    for key, message in _contradictions(municipality):
        if key in reported:
            continue
        reported.add(key)
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
        elif name == "gkz" and municipality.state in AUSTRIAN_STATES and value[:1] != municipality.state:
            text = msg(
                "The key {value} belongs to Land {state}, but the municipality lies in Land {other}",
                value=value,
                state=value[:1],
                other=municipality.state,
            )
            elsewhere.setdefault("gkz", (name, text))
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
        given = [name for name, country in _COUNTRY_OF_KEY.items() if country is Country.DE and getattr(keys, name)]
        for name in given[:1]:
            yield name, msg("A borough has no official key of its own")
        return
    name, value = ("ags", keys.ags) if keys.ags else ("ars", keys.ars)
    if value is None:
        return
    is_whole_district = value.endswith("000")
    if kind is Kind.INDEPENDENT_CITY and not is_whole_district:
        yield name, msg("The key {value} is no independent city's: it does not end in 000", value=value)
    elif kind is Kind.MUNICIPALITY and is_whole_district:
        yield name, msg("The key {value} is an independent city's: it ends in 000", value=value)
    elif kind is Kind.DISTRICT and (name == "ags" or not is_whole_district):
        yield name, msg("A district has no key of a municipality; its own has five digits, under “district”")


def _mutual_contradictions(keys: Keys) -> Iterator[tuple[str, Message]]:
    if keys.ags and keys.ars and keys.ars[:5] + keys.ars[9:] != keys.ags:
        yield (
            "ars",
            msg(
                "The ARS {ars} does not fit the AGS {ags}: its digits 1 to 5 and 10 to 12 are those of the AGS",
                ars=keys.ars,
                ags=keys.ags,
            ),
        )
    longer = keys.ags or keys.ars or keys.association
    if keys.association and keys.ags and not keys.ags.startswith(keys.association[:5]):
        yield (
            "association",
            msg("The AGS {ags} does not lie in the association {value}", ags=keys.ags, value=keys.association),
        )
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


@rule(
    "FGK623",
    "unknown-holidays",
    Severity.WARNING,
    summary=N_("The subdivision whose public holidays are to hold is not known."),
    why=N_("A deadline that ends on a day off moves to the next working day; here only those of the Land are known."),
    fix=N_("Write a name or code that is known, catholic for predominantly Catholic municipalities, or add the days."),
    source=N_("§ 193 BGB, § 31 (3) VwVfG"),
    tolerant=True,
)
def unknown_holidays(assessment: Assessment) -> Iterator[Finding]:
    """Look up ``holidays.subdivision`` in the calendar of the country."""
    municipality = assessment.dossier.municipality
    name = municipality.holidays.subdivision if municipality and municipality.holidays else None
    if municipality is None or name is None or WorkCalendar.knows(municipality.country.value, name):
        return
    message = msg("No public holidays are known for “{name}”", name=name)
    hint = meant_or_possible(name, subdivisions(municipality.country.value))
    yield Finding(municipality, ("holidays", "subdivision"), message, hint)


RULES: tuple[Rule, ...] = (unknown_state, contradicting_keys, unknown_holidays)
