"""The records of a municipality side by side, each under a name that does not depend on where it stands in the files.

A record with an id has that id. What lies in a list below it and has none is named by what makes it the one that it is:
``grund-2013/adoption_resolution/2013-05-15`` is an event, ``kita-navigator/2024-05-01`` an entry of a log.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, TypeAlias

from fgk.diagnostics import Route
from fgk.model.audit import Event, Round
from fgk.model.base import Record
from fgk.model.dossier import Dossier
from fgk.model.layout import COLLECTIONS
from fgk.model.plan import IndicatorValue, LogEntry
from fgk.model.resolution import Consultation
from fgk.model.settings import Ignore, SeverityChange

_UNORDERED = frozenset(("sources", "evidence", "covers"))
"""Lists in which the order says nothing."""

_ORDERED = frozenset(("consultations", "rounds"))
"""Lists of records in which the order says what comes first."""

_NAMES: Mapping[type[Record], Callable[..., str]] = {
    Event: lambda one: f"{one.event}/{one.date}",
    LogEntry: lambda one: str(one.date),
    IndicatorValue: lambda one: str(one.date),
    Consultation: lambda one: f"{one.body}/{one.date}" if one.date is not None else one.body,
    Ignore: lambda one: f"{one.rule}/{one.within}" if one.within else one.rule,
    SeverityChange: lambda one: one.rule,
}
"""What names a record without an id among those beside it."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """The name of a record: its kind, such as ``measure`` or ``log_entry``, and its id, below those of its owners."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Node:
    """A record by itself, without the records in its lists.

    ``record`` is the record; it stands in the files within ``holder``, at ``route``. ``owner`` is the name of the
    record to whose list it belongs. ``fields`` maps the names of its fields to values, those of records within it
    joined with a dot (``responsible.office``); what has its default is left out. ``order`` holds, for lists of records
    in which the order counts, the names of what is in them.
    """

    key: Key
    record: Record
    holder: Record
    route: Route
    owner: Key | None
    fields: Mapping[str, object]
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def way(self, name: str) -> Route:
        """Give the way from the holder to a field."""
        return (*self.route, *name.split(".")) if name else self.route


Flat: TypeAlias = "dict[Key, Node]"
"""Nodes by their names, an owner before what belongs to it."""


def flat(dossier: Dossier) -> Flat:
    """Give all records of a municipality by their names. Of several with one name the second ends in ``#2``."""
    found: Flat = {}
    for single in (dossier.municipality, dossier.audit):
        if single is not None:
            _add(found, single, "", _At(single))
    for record in dossier.records():
        _add(found, record, record.id, _At(record))
    return found


def flat_record(record: Record, name: str) -> Flat:
    """Give one record, which is not of a municipality, and all below it."""
    found: Flat = {}
    _add(found, record, name, _At(record))
    return found


@cache
def kind_of(record_type: type[Record]) -> str:
    """Give the kind of a record as names have it: ``log_entry`` for LogEntry."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", record_type.__name__).lower()


COLLECTION_OF: Mapping[str, str] = {kind_of(one.record): one.key for one in COLLECTIONS} | {"round": "rounds"}
"""The key of the list that the records of a kind lie in, for those that have an id of their own."""


class _At(NamedTuple):
    """Where a record stands: within which other one, by which way, in whose list."""

    holder: Record
    route: Route = ()
    owner: Key | None = None


def _add(found: Flat, record: Record, name: str, at: _At) -> Key:
    key, number = Key(kind_of(type(record)), name), 1
    while key in found:
        number += 1
        key = Key(key.kind, f"{name}#{number}")
    fields: dict[str, object] = {}
    lists: dict[str, tuple[Record, ...]] = {}
    for field_name, value in _leaves(record, ""):
        if isinstance(value, tuple) and value and isinstance(value[0], Record):
            lists[field_name] = value
        else:
            fields[field_name] = value
    order: dict[str, tuple[str, ...]] = {}
    found[key] = Node(key, record, at.holder, at.route, at.owner, fields, order)
    for field_name, records in lists.items():
        way = (*at.route, *field_name.split("."))
        below = [_below(found, one, place, _At(at.holder, (*way, place), key)) for place, one in enumerate(records)]
        if field_name in _ORDERED:
            order[field_name] = tuple(one.id for one in below)
    return key


def _below(found: Flat, record: Record, place: int, at: _At) -> Key:
    """Add a record of a list; a round is known by its id alone, and holds its events itself."""
    named = _NAMES.get(type(record))
    name = named(record) if named is not None else getattr(record, "id", "") or str(place + 1)
    if isinstance(record, Round):
        return _add(found, record, name, _At(record, (), at.owner))
    above = at.owner.id if at.owner is not None else ""
    return _add(found, record, f"{above}/{name}" if above else name, at)


def _leaves(record: Record, before: str) -> Iterator[tuple[str, object]]:
    """Give the fields that say something, through the records within, by their names in the files."""
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if name == "id" or value in (None, (), info.default):
            continue
        at = f"{before}{info.alias or name}"
        if isinstance(value, Record):
            yield from _leaves(value, f"{at}.")
        elif name in _UNORDERED:
            yield at, tuple(sorted(value))
        else:
            yield at, value
