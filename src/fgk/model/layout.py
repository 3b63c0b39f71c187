"""Which file holds which records: the one table of file kinds."""

from dataclasses import dataclass

from fgk.model.audit import Audit
from fgk.model.base import Identified, Record
from fgk.model.evidence import Source
from fgk.model.municipality import Municipality
from fgk.model.plan import ActionField, Goal, Measure
from fgk.model.procedure import Procedure
from fgk.model.resolution import Resolution
from fgk.model.settings import Settings

MUNICIPALITY_FILE = "municipality.yaml"
AUDIT_FILE = "audit.yaml"
SETTINGS_FILE = "fgk.yaml"
PROCEDURES_DIRECTORY = "procedures"


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of a municipality: a file ``<name>.yaml`` or a directory ``<name>/`` of such files.

    ``key`` is the one top-level key of each file, and the name of the attribute of a dossier.
    """

    name: str
    key: str
    record: type[Identified]


COLLECTIONS = (
    Collection("action-fields", "action_fields", ActionField),
    Collection("goals", "goals", Goal),
    Collection("measures", "measures", Measure),
    Collection("resolutions", "resolutions", Resolution),
    Collection("sources", "sources", Source),
)

SINGLE_FILES: dict[str, type[Record]] = {"municipality": Municipality, "audit": Audit}
"""The files of a municipality that are one record, by their name without ``.yaml``."""

REPOSITORY_FILES: dict[str, type[Record]] = {"fgk": Settings, "procedure": Procedure}
"""The kinds of files outside the municipalities, by the name of their schema."""

KNOWN_NAMES = frozenset((*SINGLE_FILES, *(collection.name for collection in COLLECTIONS)))
"""Names, without ending, that mean something in a municipality's directory."""
