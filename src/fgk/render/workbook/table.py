"""What a workbook is made of, before anything of Excel: sheets of columns and rows."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Generic, TypeAlias, TypeVar

from fgk.dates import PartialDate

R = TypeVar("R")

Value: TypeAlias = str | bool | int | float | Decimal | dt.date | PartialDate | None
"""What stands in a cell. Text stays text, whatever it looks like; True and False become words. A partial date becomes a
real date where it is a full day and nothing qualifies it, else it is said in words."""


class Form(Enum):
    """How the numbers of a column are written."""

    PLAIN = "plain"
    MONEY = "money"
    SHARE = "share"
    """From 0 to 1, shown as per cent."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Words of which a cell takes one; ``name`` says what they are words for."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width in characters, how its numbers are written and what it can be chosen from.

    A cell whose text is ``alarm`` stands out.
    """

    title: str
    width: int = 16
    form: Form = Form.PLAIN
    choices: Choices | None = None
    alarm: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its name; so many columns at its left stay in sight as ``frozen`` says."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    frozen: int = 1


@dataclass(frozen=True, slots=True)
class About:
    """What a workbook is: the first sheet, and the properties of the file.

    ``author`` is who the workbook is about; a workbook on many has none. ``facts`` are labels with their values; one
    with a label of the sheet's own takes its place. ``properties`` stand in the file alone. ``subject`` is by default
    the title.
    """

    title: str
    author: str
    created: dt.datetime
    facts: Sequence[tuple[str, str]] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Field(Generic[R]):
    """A column to be: its title, yet to be translated, and what stands in it for a record.

    What is ``internal`` has no place in a public workbook.
    """

    title: str
    value: Callable[[R], Value]
    width: int = 16
    form: Form = Form.PLAIN
    choices: Choices | None = None
    alarm: str = ""
    internal: bool = False

    def column(self, translated: str) -> Column:
        """Give the column under its translated title."""
        return Column(translated, self.width, self.form, self.choices, self.alarm)
