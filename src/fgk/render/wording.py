"""Values as they stand in a report: dates in words, numbers and money as one writes them in the language."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from fgk.dates import PartialDate, Precision
from fgk.messages import NBSP, QUALIFIED, Translator, msg
from fgk.model.money import Money

_LOCALES = {"de": "de_DE", "en": "en_GB"}

_ARTICLES = {
    "Der": ("rat", "tag", "ausschuss", "senat", "beirat", "vorstand"),
    "Die": ("versammlung", "vertretung", "kommission", "bürgerschaft", "konferenz"),
}
"""German articles of bodies, by the endings of their names."""


class Wording(Translator):
    """Translates as any translator does, but writes dates, numbers and money in words, as a report needs them."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.locale = _LOCALES.get(language, language)

    def value(self, value: object) -> str:
        """Give a parameter's text as it stands inside a sentence."""
        return self.number(value) if isinstance(value, Decimal | int) else super().value(value)

    def day(self, day: dt.date) -> str:
        """Give a day in words, which no line break parts: ``24. Juni 2013``."""
        return _formatted(day, "long", self.locale).replace(" ", NBSP)

    def short_day(self, day: dt.date) -> str:
        """Give a day without its year, for a place where the year stands beside it: ``24. Juni``."""
        from babel.dates import format_skeleton

        return format_skeleton("MMMd", day, locale=self.locale).replace(" ", NBSP)

    def short_date(self, day: dt.date) -> str:
        """Give a day in digits, for a place with little room: ``23.11.26``."""
        return _formatted(day, "short", self.locale)

    def month(self, day: dt.date) -> str:
        """Give the month of a day, with its year: ``Juni 2013``."""
        return _formatted(day, "MMMM y", self.locale).replace(" ", NBSP)

    def date(self, date: PartialDate) -> str:
        """Give a partial date in words, as precisely as it is known, its qualifier included."""
        text = self._unqualified(date)
        qualified = QUALIFIED.get(date.qualifier)
        return self(qualified).format(date=text).replace(f"{text} (", f"{text}{NBSP}(") if qualified else text

    def _unqualified(self, date: PartialDate) -> str:
        if date.precision is Precision.DAY:
            return self.day(date.first)
        if date.precision is Precision.MONTH:
            return self.month(date.first)
        if date.precision is Precision.QUARTER:
            return _formatted(date.first, "QQQQ y", self.locale).replace(" ", NBSP)
        return str(date.first.year)

    def span(self, first: PartialDate, last: PartialDate | None) -> str:
        """Give a date, or the stretch between two."""
        if last is None:
            return self.date(first)
        years = (first, last)
        closed = all(date.precision is Precision.YEAR and not date.qualifier for date in years)
        dash = "–" if closed else f"{NBSP}– "
        return f"{self.date(first)}{dash}{self.date(last)}"

    def number(self, number: Decimal | int) -> str:
        """Give a number with the separators of the language."""
        from babel.numbers import format_decimal

        if isinstance(number, int):
            return format_decimal(number, format="#,##0", locale=self.locale)
        return format_decimal(number, format="#,##0.#########", locale=self.locale)

    def percent(self, share: float) -> str:
        """Give a share as whole per cent; German has a non-breaking space before the sign."""
        from babel.numbers import format_percent

        return format_percent(share, format="#,##0 %" if self.language == "de" else None, locale=self.locale).replace(
            " ", NBSP
        )

    def money(self, money: Money) -> str:
        """Give an amount; cents only where there are any."""
        from babel.numbers import format_currency

        whole = money.amount == money.amount.to_integral_value()
        places = "#,##0" if whole else "#,##0.00"
        pattern = f"{places}{NBSP}¤" if self.language == "de" else f"¤{places}"
        return format_currency(money.amount, money.currency, pattern, locale=self.locale, currency_digits=False)

    def listed(self, texts: Iterable[str]) -> str:
        """Give texts one after the other, parted by commas."""
        return ", ".join(texts)

    def enumerated(self, texts: Sequence[str]) -> str:
        """Give texts one after the other, with a word before the last one."""
        *others, last = texts or ("",)
        return self(msg("{items} and {last}", items=", ".join(others), last=last)) if others else last

    def until(self, date: PartialDate) -> str:
        """Say by when something is to be: "by 2 May 2026", "by May 2026"."""
        is_day = date.precision in (Precision.DAY, Precision.QUARTER) and not date.qualifier
        return self(msg("until the {date}", date=date) if is_day else msg("until {date}", date=date))

    def years(self, years: Iterable[int]) -> str:
        """Give the years that a report covers."""
        return self.listed(str(year) for year in years)

    def period(self, years: Sequence[int]) -> str:
        """Give years as a stretch where they follow one another, else as a list."""
        first, last = min(years), max(years)
        if len(years) > 1 and len(set(years)) == last - first + 1:
            return f"{first}–{last}"
        return self.years(years)

    def body(self, name: str) -> str:
        """Give the name of a council or committee as a subject, with its article where that is known."""
        if self.language != "de":
            return name if name.lower().startswith("the ") else f"The {name}"
        last = name.split(maxsplit=1)[0].casefold()
        for article, endings in _ARTICLES.items():
            if last.endswith(endings):
                return f"{article} {name}"
        return name

    def sentence(self, text: str) -> str:
        """Give a text that ends as a sentence does, so that another one may follow."""
        text = text.rstrip()
        return text if text.endswith((".", "!", "?", "…", "“", "”", ":")) else f"{text}."

    def labelled(self, label: str, text: str) -> str:
        """Give a text behind what it is: ``Reason: …``."""
        return self(msg("{label}: {text}", label=self(label), text=text))


@lru_cache(maxsize=4096)
def _formatted(day: dt.date, style: str, locale: str) -> str:
    """Write a day in one of Babel's styles; in many reports the same days come again and again."""
    from babel.dates import format_date

    return format_date(day, style, locale=locale)
