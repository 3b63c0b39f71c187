"""``municipality.yaml``: who it is."""

from pydantic import Field

from fgk.messages import N_
from fgk.model.base import Noted, Record, record
from fgk.model.values import (
    AgsKey,
    ArsKey,
    AssociationKey,
    BfsKey,
    Count,
    Date,
    Day,
    DistrictKey,
    Email,
    GkzKey,
    Id,
    IstatKey,
    StateCode,
    Text,
    Url,
)
from fgk.model.vocabulary import Country, Kind


class Keys(Record):
    """Official keys; they change with territorial reforms and are attributes, never identities."""

    model_config = record(N_("Official keys"), N_("Keys of official statistics, in quotation marks."))

    ags: AgsKey | None = Field(
        None, title="AGS", description=N_("Amtlicher Gemeindeschlüssel, 8 digits: municipalities in Germany.")
    )
    ars: ArsKey | None = Field(
        None, title="ARS", description=N_("Amtlicher Regionalschlüssel, 12 digits; it holds the AGS.")
    )
    district: DistrictKey | None = Field(
        None, title=N_("District key"), description=N_("Kreisschlüssel, 5 digits: districts in Germany.")
    )
    association: AssociationKey | None = Field(
        None,
        title=N_("Association key"),
        description=N_("Gemeindeverbandsschlüssel, 9 digits: associations of municipalities in Germany."),
    )
    gkz: GkzKey | None = Field(
        None, title="GKZ", description=N_("Gemeindekennziffer, 5 digits: municipalities in Austria.")
    )
    bfs: BfsKey | None = Field(
        None, title="BFS", description=N_("Number of the Federal Statistical Office, 1 to 4 digits: Switzerland.")
    )
    istat: IstatKey | None = Field(None, title="ISTAT", description=N_("ISTAT code, 6 digits: Italy."))


class Population(Record):
    """How many people live there, and when that was so."""

    model_config = record(N_("Population"), N_("Number of inhabitants with its reference date."))

    value: Count = Field(title=N_("Inhabitants"), description=N_("A whole number without separators."))
    date: Date | None = Field(None, title=N_("Reference date"), description=N_("The day or year of the count."))


class Contact(Record):
    """How to reach the office that runs the audit."""

    model_config = record(
        N_("Contact"), N_("Offices and roles; a person's name stands only under person and stays internal.")
    )

    office: Text | None = Field(None, title=N_("Office"), description=N_("The office that runs the audit."))
    person: Text | None = Field(
        None, title=N_("Person"), description=N_("A person's name; never appears in what is published.")
    )
    email: Email | None = Field(None, title=N_("E-mail"), description=N_("An address of the office."))
    web: Url | None = Field(None, title=N_("Web page"), description=N_("The office's page."))


MOST_DAYS_OFF = 500
"""Ten in a year, for fifty years."""


class Holidays(Record):
    """Where the Land's public holidays do not hold."""

    model_config = record(
        N_("Public holidays"), N_("Only where the Land's holidays do not hold: a finer subdivision, or days added.")
    )

    subdivision: Text | None = Field(
        None, title=N_("Subdivision"), description=N_("A finer subdivision with holidays of its own, such as Augsburg.")
    )
    add: tuple[Day, ...] = Field(
        (),
        max_length=MOST_DAYS_OFF,
        title=N_("Added days"),
        description=N_("Further days on which no office works."),
    )


class FamilyConcept(Record):
    """The adopted definition of family."""

    model_config = record(N_("Definition of family"), N_("The municipality's adopted Familienbegriff."))

    text: Text | None = Field(None, title=N_("Text"), description=N_("The adopted wording."))
    resolution: Id | None = Field(None, title=N_("Resolution"), description=N_("Id of the resolution that adopted it."))


class Municipality(Noted):
    """Who runs the audit: a municipality, a district, a borough or an association."""

    model_config = record(N_("Municipality"), N_("Who it is: name, kind of body, keys, contact."))

    name: Text = Field(title=N_("Name"), description=N_("The name as people know it."))
    kind: Kind = Field(title=N_("Kind of body"), description=N_("What kind of body runs the audit."))
    state: StateCode | None = Field(
        None, title=N_("Federal state"), description=N_("ISO 3166-2 without the country part, such as NW.")
    )
    country: Country = Field(Country.DE, title=N_("Country"), description=N_("DE (default), AT, CH, LI or IT."))
    keys: Keys = Field(
        Keys.model_construct(), title=N_("Official keys"), description=N_("Keys of official statistics.")
    )
    population: Population | None = Field(
        None, title=N_("Population"), description=N_("Number of inhabitants with its reference date.")
    )
    contact: Contact | None = Field(None, title=N_("Contact"), description=N_("The office that runs the audit."))
    holidays: Holidays | None = Field(
        None, title=N_("Public holidays"), description=N_("Only where the Land's holidays do not hold.")
    )
    family_concept: FamilyConcept | None = Field(
        None, title=N_("Definition of family"), description=N_("The adopted Familienbegriff.")
    )
