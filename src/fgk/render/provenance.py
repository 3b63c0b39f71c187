"""From what a report was made: enough to make it again, and to see whether it is unchanged."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from fgk.assessment.coverage import Coverage
from fgk.dates import PartialDate, Precision
from fgk.diagnostics import short_hash
from fgk.messages import LANGUAGES, N_, NBSP, msg
from fgk.render.document import Fact, Line, line
from fgk.render.wanted import Wanted
from fgk.render.wording import Wording

MARK = "fgk-provenance"
"""The name under which a file carries its provenance."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a report was made of, from which state of the files, by which program.

    ``municipality`` is its slug, empty in a report on all of them. ``day``, ``language``, ``public`` and ``wanted`` are
    what was asked for: with the kind, the format and the state of the files they give the same report again. ``public``
    is the option, False also in a kind that is public anyway. ``commit`` is the full name of a commit, None outside a
    git repository and where nothing is committed yet; ``is_clean`` says that all files that the report rests on are
    those of the commit. ``templates`` is a hash of all templates that there were, ``version`` that of fgk. Whether the
    report was kept (``--freeze``) is not part of it: no byte of a report changes by that.
    """

    kind: str
    format: str
    municipality: str
    day: dt.date
    language: str
    public: bool
    wanted: Wanted
    commit: str | None
    is_clean: bool
    templates: str
    version: str

    @property
    def created(self) -> dt.datetime:
        """The time that stands in files that need one: the day itself, so that two runs give the same bytes."""
        return dt.datetime.combine(self.day, dt.time(), dt.UTC)

    def text(self) -> str:
        """Give it as one line of ASCII that no comment in HTML or Markdown ends."""
        values = {**asdict(self), "day": self.day.isoformat()}
        return json.dumps(values, separators=(",", ":"), sort_keys=True).replace("-", "\\u002d").replace(">", "\\u003e")


_LONGEST = 250
"""Characters that a property of an office file may have: Excel takes 255."""


def properties(text: str) -> dict[str, str]:
    """Divide a provenance into properties of an office file; ``joined`` brings them together again."""
    parts = [text[start : start + _LONGEST] for start in range(0, len(text), _LONGEST)]
    return {f"{MARK}-{number}": part for number, part in enumerate(parts, start=1)}


def joined(found: Mapping[str, str]) -> str:
    """Give the provenance that stands in the properties of an office file, or nothing."""
    parts: list[str] = []
    while f"{MARK}-{len(parts) + 1}" in found:
        parts.append(found[f"{MARK}-{len(parts) + 1}"])
    return "".join(parts)


class NoProvenance(ValueError):
    """A text that is no provenance."""


_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
"""A commit by its full name, in SHA-1 or SHA-256."""


def read(text: str) -> Provenance:
    """Read what ``Provenance.text`` has written; anybody may have changed it since. Raises NoProvenance."""
    try:
        values: dict[str, Any] = json.loads(text)
        wanted = values.pop("wanted")
        day = _day(values.pop("day"))
        years = tuple(_day(f"{year:04d}-12-31").year for year in wanted.pop("years"))
        found = Provenance(day=day, wanted=Wanted(years=years, **_texts(wanted)), **_typed(values))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        raise NoProvenance(text[:100]) from error
    if found.language not in LANGUAGES or not (found.commit is None or _COMMIT.fullmatch(found.commit)):
        raise NoProvenance(text[:100])
    return found


def _day(text: str) -> dt.date:
    """Read a day as the option ``--at`` takes it. Raises ValueError."""
    date = PartialDate.parse(text)
    if date.precision is not Precision.DAY or date.qualifier:
        raise ValueError(text)
    return date.first


def _texts(values: dict[str, Any]) -> dict[str, Any]:
    if any(not isinstance(value, str | None) for value in values.values()):
        raise TypeError
    return values


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    for name, value in values.items():
        kind = bool if name in ("public", "is_clean") else str
        if not isinstance(value, kind) and not (name == "commit" and value is None):
            raise TypeError
    return values


def facts(made: Provenance, coverage: Coverage, procedure: str, version: str, words: Wording) -> Iterator[Fact]:
    """Say from what a report was made, for people."""
    yield Fact(words(N_("Day")), line(words.day(made.day)))
    yield Fact(words(N_("State of the files")), _state(made, words))
    text = msg("{procedure}, description version {version}", procedure=procedure, version=version)
    yield Fact(words(N_("Procedure")), line(words(text) if version else procedure))
    yield Fact(words(N_("Facts with a source")), line(_share(coverage, words)))
    yield Fact(words(N_("Templates")), line(short_hash(made.templates)))
    yield Fact(words(N_("Program")), line(f"fgk{NBSP}{made.version}"))


def _state(made: Provenance, words: Wording) -> Line:
    if made.commit is None:
        return line(words(N_("not in a git repository")))
    if made.is_clean:
        return line(words(msg("commit {commit}", commit=short_hash(made.commit))))
    return line(words(msg("commit {commit} with changes that are not committed", commit=short_hash(made.commit))))


def _share(coverage: Coverage, words: Wording) -> str:
    if not coverage.facts:
        return words(N_("No facts are recorded."))
    share = words.percent(coverage.sourced / coverage.facts)
    return words(msg("{n} of {total} ({share})", n=coverage.sourced, total=coverage.facts, share=share))
