"""All records of one municipality."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fgk.model.audit import Audit
from fgk.model.base import Identified
from fgk.model.evidence import Source
from fgk.model.municipality import Municipality
from fgk.model.plan import ActionField, Goal, Measure
from fgk.model.resolution import Resolution


@dataclass(frozen=True)
class Dossier:
    """The records of one municipality, in the order of the files.

    ``path`` is its directory. ``municipality`` and ``audit`` are None where their file is unusable as a whole;
    ``complete`` is False as soon as anything in these two files was left out, and no state may be derived then.
    ``defective`` holds, for each collection's key (and ``rounds``), the ids of records that were left out because of
    their defects, and ``unreadable`` the keys of which a whole file could not be used: references there are no fault of
    the referrer. ``broken`` are those among them of which a file is unusable, and none is only named so that nobody
    reads it. ``attachments`` are those files named by sources that exist. ``personal`` are the keys of what comes
    from a file in which an e-mail address or a telephone number may stand: of collections, ``municipality``, ``audit``.
    """

    slug: str
    path: str
    municipality: Municipality | None = None
    audit: Audit | None = None
    complete: bool = True
    action_fields: tuple[ActionField, ...] = ()
    goals: tuple[Goal, ...] = ()
    measures: tuple[Measure, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    sources: tuple[Source, ...] = ()
    defective: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()
    attachments: frozenset[str] = frozenset()
    personal: frozenset[str] = frozenset()

    def collection(self, key: str) -> tuple[Identified, ...]:
        """Give a collection by its key."""
        records: tuple[Identified, ...] = getattr(self, key)
        return records

    def records(self) -> Iterator[Identified]:
        """Give the records of all collections."""
        for key in ("action_fields", "goals", "measures", "resolutions", "sources"):
            yield from self.collection(key)
