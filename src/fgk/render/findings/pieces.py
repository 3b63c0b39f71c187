"""JSON in pieces: a large list is never held as one text, and each of its items has one line."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from fgk.render.escaping import json_safe

_DUMPS = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def encoded(value: Any) -> str:
    """Give the text of a value in one line; nothing is in it that a terminal obeys, or that not every reader takes."""
    return json_safe(_DUMPS(value))


def json_pieces(value: Any, levels: int) -> Iterator[str]:
    """Give the text of a value, with one line for each key or item down to ``levels`` below it, and a line feed.

    A list may also be an iterator. Nothing is in it that a terminal obeys, or that not every reader of JSON takes.
    """
    for piece in _pieces(value, levels, "\n"):
        yield json_safe(piece)
    yield "\n"


def _pieces(value: Any, levels: int, line: str) -> Iterator[str]:
    if isinstance(value, Mapping) and value and levels:
        yield from _inside("{", ((f"{_DUMPS(key)}: ", item) for key, item in value.items()), "}", levels, line)
    elif isinstance(value, list | Iterator) and levels:
        yield from _inside("[", (("", item) for item in value), "]", levels, line)
    else:
        yield _DUMPS(value)


def _inside(first: str, items: Iterator[tuple[str, Any]], last: str, levels: int, line: str) -> Iterator[str]:
    yield first
    inner, comma = f"{line}  ", ""
    for key, item in items:
        yield f"{comma}{inner}{key}"
        yield from _pieces(item, levels - 1, inner)
        comma = ","
    yield f"{line if comma else ''}{last}"
