"""Text for people: English source strings, translated at the edge by a gettext catalogue (German by default).

The core never holds finished sentences but ``Message`` values; a ``Translator`` turns them into text when the language
is known. ``msg`` and ``msgn`` make messages, ``N_`` marks a string that is translated later.
"""

import datetime as dt
import gettext
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from fgk.dates import Duration, PartialDate, Precision

LANGUAGES = ("de", "en")
DEFAULT_LANGUAGE = "de"
NBSP = "\N{NO-BREAK SPACE}"

_DOMAIN = "fgk"
_LOCALE = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be translated: a source string with named parameters, and its plural where it has one."""

    text: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    count: int = 1


def msg(text: str, /, **parameters: object) -> Message:
    """Make a message.

    Parameters may be text, numbers, dates, durations, messages, things with a name of their own in each language (they
    have a method ``title_in``), or a tuple of these, which becomes a list in the sentence.
    """
    return Message(text, parameters)


def msgn(singular: str, plural: str, count: int, /, **parameters: object) -> Message:
    """Make a message whose form depends on a number; the number is the parameter ``n``."""
    return Message(singular, {"n": count, **parameters}, plural, count)


def N_(text: str, /) -> str:  # noqa: N802 - gettext's own name, which extraction tools know
    """Mark a string for the catalogue and give it back unchanged."""
    return text


QUALIFIED = {"?": N_("{date} (uncertain)"), "~": N_("about {date}"), "%": N_("about {date} (uncertain)")}
"""For each qualifier of a partial date, how a date with it is said."""


class Translator:
    """Turns messages, dates and numbers into the text of one language."""

    def __init__(self, language: str = DEFAULT_LANGUAGE) -> None:
        self.language = language
        self._catalogue = _catalogue(language)

    def __call__(self, message: Message | str) -> str:
        """Give the text of a message, or of a string that was marked by ``N_``."""
        if isinstance(message, str):
            return self._catalogue.gettext(message) if message else ""
        if message.plural is None:
            pattern = self._catalogue.gettext(message.text) if message.text else ""
        else:
            pattern = self._catalogue.ngettext(message.text, message.plural, message.count)
        if not message.parameters:
            return pattern
        return pattern.format_map({name: self.value(value) for name, value in message.parameters.items()})

    def value(self, value: object) -> str:
        """Give a parameter's text as it stands inside a sentence."""
        if type(value) in _PLAIN:
            return str(value)
        method = _METHODS.get(type(value))
        if method is not None:
            said: str = getattr(self, method)(value)
            return said
        if isinstance(value, tuple):
            return ", ".join(self.value(part) for part in value)
        title_in = getattr(value, "title_in", None)  # a proper name that no catalogue holds
        return str(title_in(self.language)) if title_in is not None else str(value)

    def day(self, day: dt.date) -> str:
        """Give a day in digits: ``24.06.2013``."""
        return day.strftime(self._catalogue.gettext("%Y-%m-%d"))

    def date(self, date: PartialDate) -> str:
        """Give a partial date in digits, as precisely as it is known, with its qualifier in words."""
        if date.precision is Precision.DAY:
            text = self.day(date.first)
        elif date.precision is Precision.MONTH:
            text = date.first.strftime(self._catalogue.gettext("%Y-%m"))
        elif date.precision is Precision.QUARTER:
            quarter = (date.first.month + 2) // 3
            text = self._catalogue.gettext("Q{quarter} {year}").format(quarter=quarter, year=date.first.year)
        else:
            text = str(date.first.year)
        qualified = QUALIFIED.get(date.qualifier)
        return self._catalogue.gettext(qualified).format(date=text) if qualified else text

    def number(self, number: Decimal | int) -> str:
        """Give a number with the separators of the language, with as many decimal places as it was given with."""
        return f"{number:,f}".translate(SEPARATORS.get(self.language, {}))

    def duration(self, duration: Duration) -> str:
        """Give a duration in words: ``3 Jahre``, ``15 Monate``, ``14 Tage``."""
        months, days = abs(duration.months), abs(duration.days)
        parts = []
        if months and months % 12 == 0:
            parts.append(self(msgn("{n} year", "{n} years", months // 12)))
        elif months:
            parts.append(self(msgn("{n} month", "{n} months", months)))
        if days or not months:
            parts.append(self(msgn("{n} day", "{n} days", days)))
        return ", ".join(parts)


_METHODS = {Message: "__call__", PartialDate: "date", dt.date: "day", Duration: "duration", Decimal: "number"}
"""For each type of a parameter that has words of its own, the translator's method that finds them."""

SEPARATORS = {"de": str.maketrans(",.", ".,")}
"""For a language, what stands in place of the comma between thousands and of the decimal point."""

_PLAIN = (str, int)
"""Types whose values stand as they are; asking a protocol about each of very many costs more than all the rest."""


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Load a compiled catalogue; the source strings are English, so English needs none."""
    if language == "en":
        return gettext.NullTranslations()
    with (_LOCALE / language / "LC_MESSAGES" / f"{_DOMAIN}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def use_for_libraries(language: str) -> None:
    """Let libraries that speak through gettext, such as the command line's, use this catalogue and language."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(_DOMAIN, str(_LOCALE))
    gettext.textdomain(_DOMAIN)
