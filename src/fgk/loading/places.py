"""The side table between records, which know no files, and the places that they came from."""

from dataclasses import dataclass, field

from fgk.diagnostics import Route, Span
from fgk.model.base import Identified, Record
from fgk.source.document import Document


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read: its document and the route to it."""

    document: Document
    route: Route


@dataclass(slots=True)
class Places:
    """Origins of records, found by identity: two records with equal content are still two places."""

    directory: str
    _origins: dict[int, tuple[Record, Origin]] = field(default_factory=dict)

    def add(self, record: Record, document: Document, route: Route) -> None:
        """Remember where a record was read."""
        self._origins[id(record)] = (record, Origin(document, route))

    def path(self, record: Record) -> str:
        """Give the path of the file that a record was read from."""
        return self._origins[id(record)][1].document.path

    def span(self, record: Record, route: Route, *, at_key: bool = False) -> Span:
        """Give the place of a field; where it is missing, the first key of the mapping that should hold it."""
        _, origin = self._origins[id(record)]
        return origin.document.place((*origin.route, *route), at_key=at_key)

    def knows(self, record: Record) -> bool:
        """Whether a record was read from here; a copy, such as one without what is internal, was not."""
        return id(record) in self._origins

    def subject(self, record: Record, route: Route) -> str:
        """Name a field independently of lines and of its record's position in the file."""
        where = record.id if isinstance(record, Identified) else ""
        kind = type(record).__name__.lower()
        return "/".join(str(step) for step in (kind, where, *route))

    def record(self, record: Record) -> str:
        """Name a record as ``type/id``."""
        return f"{type(record).__name__.lower()}/{record.id if isinstance(record, Identified) else ''}"


class BothPlaces:
    """Where records stand: in the new files or, where they are gone, in the old ones."""

    def __init__(self, new: Places | None, old: Places | None) -> None:
        self._places = [one for one in (new, old) if one is not None]
        self._new = new

    def is_old(self, record: Record) -> bool:
        """Whether a record stands in the old files."""
        return self._new is None or not self._new.knows(record)

    def path(self, record: Record) -> str:
        """Give the path of the file that a record was read from."""
        return self._of(record).path(record)

    def span(self, record: Record, route: Route, *, at_key: bool = False) -> Span:
        """Give the place of a field."""
        return self._of(record).span(record, route, at_key=at_key)

    def subject(self, record: Record, route: Route) -> str:
        """Name a field independently of lines."""
        return self._of(record).subject(record, route)

    def record(self, record: Record) -> str:
        """Name a record as ``type/id``."""
        return self._of(record).record(record)

    def _of(self, record: Record) -> Places:
        return next(one for one in self._places if one.knows(record))

    def knows(self, record: Record) -> bool:
        """Whether a record stands in the files at all."""
        return any(one.knows(record) for one in self._places)
