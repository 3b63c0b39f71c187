"""Values of fields as the findings about changes name them."""

from decimal import Decimal
from enum import StrEnum

from fgk.messages import msg
from fgk.model.vocabulary import LABELS, label

LONGEST = 120
"""Characters of a text that a message repeats."""


def shown(value: object) -> object:
    """Give a value of a field as a message takes it, long texts cut."""
    if isinstance(value, bool):
        return msg("yes") if value else msg("no")
    if isinstance(value, StrEnum) and type(value) in LABELS:
        return msg(label(value))
    if isinstance(value, str):
        text = " ".join(value.split())
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    if isinstance(value, tuple):
        return tuple(shown(one) for one in value)
    return f"{value:f}" if isinstance(value, Decimal) else value
