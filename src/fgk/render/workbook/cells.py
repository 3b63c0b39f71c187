"""What may stand in Excel's cells, names and properties, and how much of it."""

import re
from collections.abc import Iterable, Iterator

from fgk.render.escaping import REPLACEMENT, printable

LONGEST_TEXT = 32_767
"""Characters of a cell."""
LONGEST_NAME = 31
"""Characters of a sheet's name."""
LONGEST_PROPERTY = 255
"""Characters of a property, and of a column's title."""

_NO_CHARACTERS = str.maketrans(dict.fromkeys("\ufffe\uffff", REPLACEMENT))
"""What XML cannot hold even where it is escaped."""
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_RESERVED = "history"
"""A name that Excel keeps for itself."""


def inert(text: str, longest: int = LONGEST_TEXT, *, keep_newlines: bool = True) -> str:
    """Give a text without what cannot be shown, cut with an ellipsis; Excel counts in units of UTF-16."""
    text = printable(text[: longest + 1], keep_newlines=keep_newlines).translate(_NO_CHARACTERS)
    units = text.encode("utf-16-le")
    if len(units) <= 2 * longest:
        return text
    return units[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"


def looks_like_formula(text: str) -> bool:
    """Whether Excel may take a text for a formula as soon as somebody edits its cell."""
    return _FORMULA.match(text) is not None


def sheet_names(names: Iterable[str]) -> Iterator[str]:
    """Give names that Excel takes for sheets, each one once."""
    cleaned = (_NOT_IN_A_NAME.sub(" ", inert(name, keep_newlines=False)).strip(" '") for name in names)
    return unique(name if name and name.casefold() != _RESERVED else f"{name}_" for name in cleaned)


def unique(names: Iterable[str], longest: int = LONGEST_NAME) -> Iterator[str]:
    """Give each name cut to its length, with a number where it was there before in capital or small letters."""
    taken: set[str] = set()
    for name in names:
        found, number = inert(name, longest), 1
        while found.casefold() in taken:
            number += 1
            ending = f" {number}" if " " in name else f"_{number}"
            found = inert(name, longest - len(ending)) + ending
        taken.add(found.casefold())
        yield found


def parts(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Give a property as Excel takes it: a long one in parts, ``name``, ``name-2`` and so on, to be joined again."""
    text = inert(text, max(len(text) * 2, 1), keep_newlines=False)
    number, rest = 1, text
    while rest or number == 1:
        part = rest[: LONGEST_PROPERTY // 2] if not rest.isascii() else rest[:LONGEST_PROPERTY]
        yield (name if number == 1 else f"{name}-{number}"), part
        number, rest = number + 1, rest[len(part) :]
