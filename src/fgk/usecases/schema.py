"""``fgk schema``: the JSON Schemas of the data files."""

import json

from fgk.messages import Translator
from fgk.model.schema import file_schemas


def schema_files(translate: Translator) -> dict[str, str]:
    """Give the text of each schema file by its name, such as ``measures.schema.json``."""
    return {f"{name}.schema.json": schema_text(schema) for name, schema in file_schemas(translate).items()}


def schema_text(schema: object) -> str:
    """Give a schema as the text that is written and printed."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
