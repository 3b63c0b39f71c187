"""The records of a municipality as data for JSON: names and values as the files spell them, no defaults."""

from enum import Enum
from typing import Any

from fgk.model.base import Record
from fgk.model.dossier import Dossier
from fgk.model.layout import COLLECTIONS, SINGLE_FILES


def records_object(dossier: Dossier) -> dict[str, Any]:
    """Give ``municipality`` and ``audit`` as mappings, and each collection, by its key, as a list of mappings."""
    single = {name: plain(getattr(dossier, name)) for name in SINGLE_FILES}
    return {**single, **{one.key: plain(dossier.collection(one.key)) for one in COLLECTIONS}}


def plain(value: Any) -> Any:
    """Give a record, or a value of one, as the files spell it."""
    if isinstance(value, Record):
        given = {name: getattr(value, name) for name in type(value).model_fields if name in value.model_fields_set}
        return {name: plain(one) for name, one in given.items() if one is not None}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)  # dates and amounts, exact as they are
