"""The values of fields in words, as changes and the findings about them say them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from fgk.assessment.assess import Assessment
from fgk.comparison.changes import Change
from fgk.comparison.rewriting import PROSE
from fgk.messages import N_, NBSP, SEPARATORS, Message, msg
from fgk.model.audit import Event
from fgk.model.base import Record
from fgk.model.money import Money
from fgk.model.procedure import Procedure
from fgk.model.vocabulary import LABELS, Effect, label

LONGEST = 160
"""Characters of a text that is repeated; in full it stands in the file, and in the JSON."""

NOTHING = msg("not given")
"""Stands for a value that there is not."""

_LANGUAGES = {"de": N_("German"), "en": N_("English")}

_LARGE = 10_000
"""From here on whole numbers have separators; smaller ones may be years."""


@dataclass(frozen=True)
class Titles:
    """What events and stages are called, by the procedures that are at hand; ``default`` is the usual one's id."""

    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    default: str | None = None

    def event(self, event: Event, holder: Record) -> object:
        """Name an event that lies in a round; one that only notes something is named by its own title."""
        kinds = (one.event(event.event) for one in self._likely(holder))
        kind = next((one for one in kinds if one is not None), None)
        if event.title is not None and (kind is None or kind.does is Effect.REMARK):
            return shortened(event.title)
        return kind or event.event

    def stage(self, name: str, holder: Record | None = None) -> object:
        """Name a stage."""
        stages = (one.stage(name) for one in self._likely(holder))
        return next((one for one in stages if one is not None), None) or name

    def _likely(self, holder: Record | None) -> list[Procedure]:
        """Give the procedures, that of a round or of most rounds first."""
        first = getattr(holder, "procedure", None) or self.default
        return sorted(self.procedures.values(), key=lambda one: one.id != first)


NO_TITLES = Titles()
"""Where there are no events and no stages."""


def values(change: Change, titles: Titles, *, quoted: bool = True) -> tuple[object, object]:
    """Give the values of a field before and after in words; None where it has none, nor a default that holds."""
    old, new = change.old, change.new
    if isinstance(old, str) and isinstance(new, str) and not isinstance(old, StrEnum):
        old, new = _differing(old, new)
    default = default_of(type(change.node.record), change.field)
    before = change.before.record if change.before is not None else change.node.record
    found = (
        _said(change.field, default if one is None else one, record, titles, quoted=quoted)
        for one, record in ((old, before), (new, change.node.record))
    )
    before_said, after_said = found
    return before_said, after_said


def default_of(kind: type[Record] | None, name: str) -> object:
    """Give the value that holds where a field is not given; None where there is none."""
    *way, last = name.split(".")
    for step in way:
        kind = kind.below(step) if kind is not None else None
    info = next((one for key, one in kind.model_fields.items() if (one.alias or key) == last), None) if kind else None
    found = info.default if info is not None and not info.is_required() else None
    return None if found == () else found


def _said(name: str, found: object, record: Record, titles: Titles, *, quoted: bool) -> object:
    last = name.rpartition(".")[2]
    if isinstance(found, Decimal) and last == "amount":
        return _amount(found, record, name)
    if isinstance(found, int | Decimal) and last == "percent":
        return msg("{n}%", n=found)
    if isinstance(found, str) and not isinstance(found, StrEnum):
        if last == "stage":
            return msg("{title}", title=titles.stage(found, record))
        if last == "language":
            return msg(_LANGUAGES.get(found, found))
        if last in PROSE and quoted:
            return quoted_text(found)
    return value_words(found)


def _amount(amount: Decimal, record: Record, name: str) -> "Amount":
    """Give an amount with the currency that stands beside it."""
    for step in name.split(".")[:-1]:
        record = getattr(record, step, record)
    return Amount(amount, record.currency if isinstance(record, Money) else "EUR")


@dataclass(frozen=True)
class Amount:
    """An amount of money as a message takes it."""

    amount: Decimal
    currency: str

    def title_in(self, language: str) -> str:
        """Give it as a language writes it; cents only where there are any."""
        digits = 0 if self.amount == self.amount.to_integral_value() else 2
        number = f"{self.amount:,.{digits}f}".translate(SEPARATORS.get(language, {}))
        sign = "€" if self.currency == "EUR" else self.currency
        if language == "de":
            return f"{number}{NBSP}{sign}"
        return f"{sign}{number}" if sign == "€" else f"{sign}{NBSP}{number}"


def value_words(found: object) -> object:
    """Give a value as a message takes it, long texts cut; None stays None."""
    if isinstance(found, bool):
        return msg("yes") if found else msg("no")
    if isinstance(found, StrEnum) and type(found) in LABELS:
        return msg(label(found))
    if isinstance(found, int) and abs(found) >= _LARGE:
        return Decimal(found)
    if isinstance(found, tuple):
        return tuple(value_words(one) for one in found)
    return shortened(found) if isinstance(found, str) else found


def quoted_text(text: str) -> Message:
    """Give the beginning of a text in quotation marks; those within it become single ones."""
    return msg("“{text}”", text=shortened(text).translate(_INNER))


_INNER = str.maketrans("„“”", "‚‘’")


def shortened(text: str) -> str:
    """Give the beginning of a text, on one line."""
    found = " ".join(text.split())
    return found if len(found) <= LONGEST else f"{found[: LONGEST - 1]}…"


def _differing(old: str, new: str) -> tuple[str, str]:
    """Give two texts on one line each; of long ones what is around the first difference."""
    one, other = " ".join(old.split()), " ".join(new.split())
    if max(len(one), len(other)) <= LONGEST:
        return one, other
    same = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    same = min(len(one), len(other)) if same is None else same
    start = 0
    if same > LONGEST // 2:
        words = [match.end() for match in re.finditer(r"\s", one[:same])]
        start = next((place for place in words if place >= same - LONGEST // 3), same)
    return _from(one, start), _from(other, start)


def _from(text: str, start: int) -> str:
    rest = f"…{text[start:]}" if start else text
    return rest if len(rest) <= LONGEST else f"{rest[: LONGEST - 1]}…"


def titles_of(assessment: Assessment) -> Titles:
    """Give the titles that hold in a municipality."""
    return Titles(assessment.procedures, assessment.audit.procedure or assessment.settings.procedure)
