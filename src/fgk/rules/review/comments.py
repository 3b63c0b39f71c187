"""Comments that make rules ignore something: which of them a change adds."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from fgk.source.document import Document, Suppression

_Comment = tuple[tuple[str, ...], str, str, str, str]
"""The rules that a comment names, its reason, the key of the list that it stands in, else the name
of the file, the id of the record there, and what the line begins with and the item that it lies in."""


def _named(document: Document) -> Iterator[_Comment]:
    """Give the comments of a file, each with the record of a list at its top in whose lines it stands."""
    if not document.suppressions:
        return
    records = _records(document)
    starts = [line for line, _, _ in records]
    file = document.path.rpartition("/")[2]
    places = _places(document)
    for comment in document.suppressions:
        place = bisect_right(starts, comment.line)
        _, key, name = records[place - 1] if place else (0, file, "")
        yield comment.rules, comment.reason, key, name, places[min(comment.line, len(places)) - 1]


def _places(document: Document) -> list[str]:
    """Give for each line its key, behind the beginning of the item in a list that it lies in."""
    found, item = [], ""
    for line in document.text.content.split("\n"):
        if line.lstrip().startswith("- "):
            item = line.partition(",")[0].partition("#")[0].strip()
        found.append(f"{item} {line.partition(':')[0].strip(' -{')}")
    return found


def _records(document: Document) -> list[tuple[int, str, str]]:
    """Give the records of the lists at the top of a file, each with its first line, the list's key and its id."""
    found = []
    for key, value in document.data.items() if isinstance(document.data, dict) else ():
        for place, record in enumerate(value) if isinstance(value, list) else ():
            identity = record.get("id") if isinstance(record, dict) else None
            found.append((document.place((key, place)).line, str(key), str(identity or place)))
    return sorted(found)


def divided(
    now: Iterable[Document], before: Iterable[Document]
) -> tuple[dict[str, list[Suppression]], list[tuple[str, Suppression]]]:
    """Part the comments of files that were there before, by the paths of their files, from those that are new."""
    known = Counter(comment for document in before for comment in _named(document))
    kept: dict[str, list[Suppression]] = {}
    added: list[tuple[str, Suppression]] = []
    for document in now:
        for comment, name in zip(document.suppressions, _named(document), strict=True):
            if known[name]:
                known[name] -= 1
                kept.setdefault(document.path, []).append(comment)
            else:
                added.append((document.path, comment))
    return kept, added
