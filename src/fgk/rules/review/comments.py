"""Comments that make rules ignore something: which of them a change adds."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from fgk.source.document import Document, Suppression

_Comment = tuple[tuple[str, ...], str, str]
"""The rules that a comment names, its reason, and the record that it stands in."""

_ITEM = re.compile(r"([ ]*)-[ ]")
_ID = re.compile(r"[ ]*(?:-[ ]+)?\{?[ ]*[\"']?id[\"']?[ ]*:[ ]*[\"']?([^\s,}#\"']+)")


def _named(document: Document) -> Iterator[_Comment]:
    """Give the comments of a file, each with the id of the record of a collection in whose lines it stands."""
    if not document.suppressions:
        return
    lines = document.text.content.split("\n")
    dashes = [(number, match[1]) for number, line in enumerate(lines) if (match := _ITEM.match(line))]
    least = min((indent for _, indent in dashes), key=len, default="")
    starts = [number for number, indent in dashes if indent == least]
    for comment in document.suppressions:
        place = bisect_right(starts, comment.line - 1)
        first, last = ([0, *starts][place], [*starts, len(lines)][place])
        ids = (match[1] for line in lines[first:last] if (match := _ID.match(line)))
        yield comment.rules, comment.reason, next(ids, "")


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
