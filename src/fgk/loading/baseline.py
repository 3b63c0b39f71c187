"""The baseline: findings that an old repository begins with, and that are not to stop anybody today.

A JSON file with one entry for each file, record and rule. No line enters it, so that it survives edits elsewhere.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from typing import Any

from fgk.diagnostics import START, Span
from fgk.messages import Message, msg
from fgk.source.text import Text
from fgk.stops import Stop

SCHEMA_VERSION = 1


class UnusableBaseline(Stop):
    """A baseline that cannot be read; what it hides is not known."""

    def __init__(self, path: str, reason: Message, hint: Message | None = None) -> None:
        super().__init__(
            msg("The baseline {path} cannot be used: {reason}", path=path, reason=reason),
            hint or msg("Write it anew: fgk validate --write-baseline --baseline {path}", path=path),
        )


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """What a baseline knows findings by: the file's path, the record as ``type/id`` or ``""``, and the rule's name."""

    path: str
    record: str
    rule: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries of a baseline file: how many findings each one hides, and where it stands in the file."""

    counts: dict[Entry, int]
    spans: dict[Entry, Span]


def written(entries: Iterable[Entry]) -> str:
    """Give the text of a baseline, one line an entry, in a fixed order, so that changes to it can be reviewed."""
    lines = [
        json.dumps({"path": e.path, "record": e.record, "rule": e.rule, "count": count}, ensure_ascii=False)
        for e, count in sorted(Counter(entries).items())
    ]
    rows = ",\n".join(f"  {line}" for line in lines)
    return f'{{\n "schema_version": {SCHEMA_VERSION},\n "findings": [\n{rows}\n ]\n}}\n'


def read(path: str, content: bytes) -> Baseline:
    """Read a baseline; ``path`` is how messages call it. Raises UnusableBaseline."""
    try:
        text = Text(content.decode("utf-8-sig"))
        data = json.loads(text.content)
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise UnusableBaseline(path, _no_json(error)) from error
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list):
        raise UnusableBaseline(path, msg("it is no object with the list “findings”"))
    if data.get("schema_version") != SCHEMA_VERSION:
        raise UnusableBaseline(path, msg("it has another schema_version than {version}", version=SCHEMA_VERSION))
    counts: Counter[Entry] = Counter()
    spans: dict[Entry, Span] = {}
    places = _places(text, len(data["findings"]))
    for number, item in enumerate(data["findings"]):
        entry, count = _entry(item)
        if entry is None:
            raise UnusableBaseline(path, msg("entry {number} is not as it should be", number=number + 1))
        counts[entry] += count
        spans.setdefault(entry, places[number] if number < len(places) else START)
    return Baseline(dict(counts), spans)


def _no_json(error: Exception) -> Message:
    if isinstance(error, JSONDecodeError):
        return msg("it is no JSON (line {line}, column {column})", line=error.lineno, column=error.colno)
    return msg("it is no JSON")


def _entry(item: Any) -> tuple[Entry | None, int]:
    if not isinstance(item, dict):
        return None, 0
    path, record, rule, count = (item.get(key) for key in ("path", "record", "rule", "count"))
    if not (isinstance(path, str) and isinstance(record, str) and isinstance(rule, str)):
        return None, 0
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        return None, 0
    return Entry(path, record, rule), count


def _places(text: Text, wanted: int) -> list[Span]:
    """Find where the entries stand; nothing is lost where the list stands in an unusual place."""
    content = text.content
    offset = content.find("[", content.find('"findings"')) + 1
    decoder, spans = JSONDecoder(), list[Span]()
    while len(spans) < wanted:
        while content[offset : offset + 1] in (" ", "\t", "\r", "\n", ","):
            offset += 1
        try:
            _, end = decoder.raw_decode(content, offset)
        except ValueError:
            break
        spans.append(text.span(offset, end))
        offset = end
    return spans
