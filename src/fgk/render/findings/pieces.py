"""JSON in pieces: a large list is never held as one text, and each of its items has one line."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")
_DUMPS = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def json_pieces(value: Any, levels: int) -> Iterator[str]:
    """Give the text of a value, with one line for each key or item down to ``levels`` below it, and a line feed.

    A list may also be an iterator. Halves of surrogate pairs, which stand for bytes of file names that are no UTF-8,
    become U+FFFD: not every program that reads JSON takes them.
    """
    for piece in _pieces(value, levels, "\n"):
        yield piece if piece.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", piece)
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
