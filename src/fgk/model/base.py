"""What all records have in common."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fgk.diagnostics import Route
from fgk.messages import N_
from fgk.model.values import Id, Ids, Text
from fgk.model.vocabulary import Visibility


def record(title: str, description: str) -> ConfigDict:
    """Make the configuration of a record type: its title and description are the editor's hover text."""
    return ConfigDict(
        title=title,
        json_schema_extra={"description": description},
        frozen=True,
        extra="forbid",
        defer_build=True,
        populate_by_name=False,
    )


_SHARED_KEYS = ("visibility", "note", "sources")


class Record(BaseModel):
    """A frozen fact. Keys whose value is "not given" count as absent."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_what_is_not_given(cls, data: Any) -> Any:
        if type(data) is dict and None in data.values():
            known = cls.known_keys()
            return {key: value for key, value in data.items() if value is not None or key not in known}
        return data

    @classmethod
    def known_keys(cls) -> tuple[str, ...]:
        """Give the keys that a file may use for this record: first those of its own, then those that many share."""
        names = sorted(cls.model_fields, key=lambda name: (name in _SHARED_KEYS, name != "id"))
        return tuple(cls.model_fields[name].alias or name for name in names)

    @classmethod
    def below(cls, key: str) -> "type[Record] | None":
        """Give the type of the records that lie below a key, in a list or alone; None where none do."""
        for name, info in cls.model_fields.items():
            if (info.alias or name) == key:
                return _record_type_in(info.annotation)
        return None

    @classmethod
    def at(cls, location: Route) -> "type[Record]":
        """Give the record type at a location; where a key holds no records, that of the record around it."""
        record_type: type[Record] = cls
        for step in location:
            if isinstance(step, str):
                record_type = record_type.below(step) or record_type
        return record_type


def _record_type_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _record_type_in(argument)
        if found is not None:
            return found
    return None


class Noted(Record):
    """A record that may carry a free note and name its sources, as every mapping in a list may."""

    note: Text | None = Field(None, title=N_("Note"), description=N_("Free text."))
    sources: Ids = Field((), title=N_("Sources"), description=N_("Ids of records in sources.yaml."))


class Identified(Noted):
    """A record with an id, the element of a collection."""

    noun: ClassVar[str]
    """The record's name in the singular, as findings use it; marked for translation."""

    id: Id = Field(
        title=N_("Id"),
        description=N_("Unique in its collection and stable for ever: lower-case words joined by hyphens."),
    )


class Visible(Record):
    """A record that can be kept out of what is published."""

    visibility: Visibility = Field(
        Visibility.PUBLIC,
        title=N_("Visibility"),
        description=N_("public (default), or internal: never appears in what is published."),
    )

    @property
    def is_internal(self) -> bool:
        """Whether the record must not be published."""
        return self.visibility is Visibility.INTERNAL
