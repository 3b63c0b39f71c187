"""``fgk schema``: the JSON Schemas of the data files."""

import json
from typing import Any

from fgk.messages import Translator, msg
from fgk.model.schema import file_schemas
from fgk.stops import WrongUse
from fgk.suggestions import meant_or_possible


class UnknownKind(WrongUse):
    """A kind of file that does not exist."""

    def __init__(self, kind: str, known: list[str]) -> None:
        super().__init__(msg("There is no kind of file “{kind}”", kind=kind), meant_or_possible(kind, known))


def schemas(translate: Translator) -> dict[str, dict[str, Any]]:
    """Give the schema of each kind of file, by its name such as ``measures``."""
    return file_schemas(translate)


def schema_text(schema: object) -> str:
    """Give a schema, or several, as the text that is written and printed."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
