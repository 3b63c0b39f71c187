"""JSON Schemas of the data files, for editors: one for each kind of file, with hover texts in one language."""

from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

from fgk.model.base import Record
from fgk.model.layout import COLLECTIONS, REPOSITORY_FILES, SINGLE_FILES
from fgk.model.vocabulary import LABELS, Country, Effect

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect that the YAML language server of the common editors knows best."""


def file_schemas(translate: Callable[[str], str]) -> dict[str, dict[str, Any]]:
    """Give the schema of each kind of file by its name; ``translate`` turns source strings into hover texts."""
    schemas = {name: _record_schema(record) for name, record in {**SINGLE_FILES, **REPOSITORY_FILES}.items()}
    for collection in COLLECTIONS:
        schemas[collection.name] = _collection_schema(collection.key, collection.record)
    return {name: _finished(name, schema, translate) for name, schema in schemas.items()}


def _record_schema(record: type[Record]) -> dict[str, Any]:
    return TypeAdapter(record).json_schema(by_alias=True, mode="validation")


def _collection_schema(key: str, record: type[Record]) -> dict[str, Any]:
    schema = TypeAdapter(list[record]).json_schema(by_alias=True, mode="validation")  # type: ignore[valid-type]  # at run time
    definitions = schema.pop("$defs")
    return {
        "title": record.model_config.get("title"),
        "type": "object",
        "properties": {key: {"anyOf": [{"type": "array", "items": schema["items"]}, {"type": "null"}]}},
        "required": [key],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _finished(name: str, schema: dict[str, Any], translate: Callable[[str], str]) -> dict[str, Any]:
    for enumeration, labels in LABELS.items():
        definition = schema.get("$defs", {}).get(enumeration.__name__)
        if definition is not None:
            definition["description"] = "; ".join(f"{value}: {translate(text)}" for value, text in labels.items())
    for enumeration in (Country, Effect):
        schema.get("$defs", {}).get(enumeration.__name__, {}).pop("description", None)
    head = {"$schema": DIALECT, "$id": f"{name}.schema.json"}
    return {**head, **_adapted(schema, translate)}


def _adapted(node: Any, translate: Callable[[str], str]) -> Any:
    """Translate hover texts, allow "not given" where a key is optional, and leave out defaults.

    Defaults are our own types, and an editor would offer them as something to write.
    """
    if isinstance(node, list):
        return [_adapted(item, translate) for item in node]
    if not isinstance(node, dict):
        return node
    result: dict[str, Any] = {}
    for key, value in node.items():
        if key in ("title", "description") and isinstance(value, str):
            result[key] = translate(value)
        elif key == "properties":
            required = node.get("required", ())
            result[key] = {
                name: _adapted(entry if name in required else _optional(entry), translate)
                for name, entry in value.items()
            }
        elif key != "default":
            result[key] = _adapted(value, translate)
    return result


def _optional(entry: dict[str, Any]) -> dict[str, Any]:
    if isinstance(entry.get("type"), str):
        return {**entry, "type": [entry["type"], "null"]}
    if "type" in entry:
        return {**entry, "type": [*entry["type"], "null"]}
    if "$ref" in entry:
        rest = {key: value for key, value in entry.items() if key != "$ref"}
        return {"anyOf": [{"$ref": entry["$ref"]}, {"type": "null"}], **rest}
    return entry
