"""Comments that make rules ignore something: which of them a change adds."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from fgk.source.document import Document, Suppression

_Comment = tuple[tuple[str, ...], str, str]
"""The rules that a comment names, its reason, and the record that it stands in."""

_ID = re.compile(r"^\s*-\s*\{?\s*id:\s*([^\s,}#]+)")


def _named(document: Document) -> Iterator[_Comment]:
    """Give the comments of a file, each with the id that stands in its line, or before it."""
    if not document.suppressions:
        return
    ids, last = [""], ""
    for line in document.text.content.split("\n"):
        match = _ID.match(line)
        last = match[1] if match else last
        ids.append(last)
    for comment in document.suppressions:
        yield comment.rules, comment.reason, ids[min(comment.line, len(ids) - 1)]


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
