"""Keys, numbers and labels that are quoted in a way by which other tools, or people, read something else."""

import re
from collections.abc import Iterator

from fgk.diagnostics import Problem, Route
from fgk.messages import Message, msg
from fgk.model.typography import without_quotes
from fgk.source.document import Document, Plain

_KEYS = {"ags": 8, "ars": 12, "district": 5, "association": 9, "istat": 6}
"""Official keys that may begin with a zero, with the number of their digits."""

_LABELS: dict[str, tuple[Route, ...]] = {
    "goals": (("number",),),
    "measures": (("number",), ("cost", "budget_line")),
    "resolutions": (("paper",),),
}
"""For each collection, the labels that look like numbers."""

_READ_OTHERWISE = re.compile(
    r"""[-+]?0[0-9]+(\.[0-9]*)?                 # an octal number, or one that loses its zeros
      | [-+]?[0-9]*\.[0-9]*0                     # a decimal number that loses its zeros
      | [-+]?[0-9]+\. | [-+]?\.[0-9]+ | \+[0-9.]+
      | [-+]?[0-9][0-9_]*_[0-9_.]*               # digits in groups
      | [-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?    # a number to the base of 60, or a time
      | [-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+
      | 0[xob][0-9a-fA-F]+
      | [0-9]{16,}                               # more digits than a number keeps
      | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}           # a date
      | (?i:yes|no|on|off|y|n|true|false|[-+]?\.inf|\.nan)""",
    re.VERBOSE,
)

_WORDS = frozenset(("yes", "no", "on", "off", "y", "n", "true", "false"))
"""Words that YAML 1.1 takes for truth values."""


def unquoted_keys(document: Document) -> Iterator[Problem]:
    """Find official keys without quotation marks in ``municipality.yaml``; those of a wrong length are another's."""
    keys = document.data.get("keys") if isinstance(document.data, dict) else None
    if not isinstance(keys, dict):
        return
    for name, size in _KEYS.items():
        value = keys.get(name)
        if isinstance(value, str) and len(value) == size and value.isascii() and value.isdigit():
            route = ("keys", name)
            if document.written(route) == value:
                message = msg("The key {value} stands without quotation marks", value=value)
                yield _problem(document, "FGK617", route, message, value, "/".join(route))


def labels(document: Document, collection: str) -> Iterator[Problem]:
    """Find numbers and labels of a collection's records that stand in no, or in typographic, quotation marks."""
    routes = _LABELS.get(collection, ())
    records = document.data.get(collection) if isinstance(document.data, dict) else None
    if not isinstance(records, list):
        return
    for index, record in enumerate(records if routes else ()):
        for route in routes:
            value = _at(record, route)
            if value is None or (value[:1].isalpha() and value.lower() not in _WORDS):
                continue
            if without_quotes(value) != value or _READ_OTHERWISE.fullmatch(value):
                subject = "/".join(str(step) for step in (collection, _identity(record, index), *route))
                yield from _label(document, (collection, index, *route), value, subject)


def _label(document: Document, route: Route, value: str, subject: str) -> Iterator[Problem]:
    bare = without_quotes(value)
    if bare != value:
        message = msg("Typographic quotation marks are part of “{key}”: {value}", key=route[-1], value=value)
        yield _problem(document, "FGK620", route, message, bare, subject)
    elif document.written(route) == value:
        message = msg(
            "“{key}” without quotation marks is another value for other tools: {value}", key=route[-1], value=value
        )
        yield _problem(document, "FGK622", route, message, value, subject)


def _problem(  # noqa: PLR0913, PLR0917 - a problem has so many parts
    document: Document, code: str, route: Route, message: Message, value: str, subject: str
) -> Problem:
    quoted = f'"{value}"' if '"' not in value and "\\" not in value else None
    hint = msg("Write {suggestion}.", suggestion=quoted) if quoted else None
    return Problem(code, message, document.place(route), hint, subject=subject, replacement=quoted)


def _at(data: Plain, route: Route) -> str | None:
    for step in route:
        data = data.get(str(step)) if isinstance(data, dict) else None
    return data if isinstance(data, str) else None


def _identity(record: Plain, index: int) -> str:
    identity = record.get("id") if isinstance(record, dict) else None
    return identity if isinstance(identity, str) else str(index)
