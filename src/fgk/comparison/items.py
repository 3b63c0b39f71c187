"""The records of a collection's file as stretches of its text, so that what has the same text need not be read.

That is possible where a file looks as most do: the key of the collection, and below it a list of records whose dashes
stand at one indentation. Anchors, aliases and tags are refused, so a record is what its own text says.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from fgk.source.compose import MAX_VALUES, PLAIN, compose
from fgk.source.text import Text

_BLANK = r"[ ]*(?:#[^\n]*)?\n"
"""A line that is empty, or holds nothing but a comment."""

_HEAD = re.compile(rf"(?:{_BLANK})*([a-z_]+):{_BLANK}(?:{_BLANK})*(?=([ ]*)-)")
"""What stands before the first record: the key of the collection, with comments around it."""


@dataclass(frozen=True, slots=True)
class Items:
    """A file's records by id, each as its text; ``head`` is what stands before the first one."""

    head: str
    texts: Mapping[str, str]

    def only(self, ids: Collection[str]) -> str:
        """Give the text of a file that holds only some of the records, in their order."""
        return self.head + "".join(text for one, text in self.texts.items() if one in ids)


class Splitter:
    """Takes files apart; what it has met before it does not look at again."""

    def __init__(self) -> None:
        self._ids: dict[str, str | None] = {}
        self._heads: dict[str, bool] = {}
        self._last: dict[str, Items] = {}

    def items(self, content: bytes, key: str) -> Items | None:
        """Give the records of a collection's file; None where it has another shape, or may have one.

        ``key`` is the one key that the file may have.
        """
        try:
            text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
        except UnicodeDecodeError:
            return None
        if "\r" in text:
            text = text.replace("\r\n", "\n")
        head = _HEAD.match(text)
        if head is None or head[1] != key or not self._is_head(head[0]) or "\r" in text or len(text) > MAX_VALUES:
            return None
        texts: dict[str, str] = {}
        for one in self._parts(text, head, key):
            name = self._id(one) if one else None
            if name is None or name in texts:
                return None
            texts[name] = one
        found = self._last[key] = Items(head[0], texts)
        return found

    def _parts(self, text: str, head: re.Match[str], key: str) -> Iterator[str]:
        """Give the text of each record; of the file before, which is usually the version after, most are the same."""
        beginning = _beginnings(len(head[2]))
        last = self._last.get(key)
        known = list(last.texts.values()) if last is not None else []
        start, end = head.end(), len(text)
        first = 0
        while first < len(known) and known[first].endswith("\n") and text.startswith(known[first], start):
            behind = start + len(known[first])
            if behind < end and not _is_beginning(beginning.match(text, behind)):
                break  # more was written below it
            yield known[first]
            start = behind
            first += 1
        rest = len(known)
        while rest > first and end - len(known[rest - 1]) > start and text.endswith(known[rest - 1], start, end):
            if text[end - len(known[rest - 1]) - 1] != "\n":
                break
            rest -= 1
            end -= len(known[rest])
        if start < end:
            yield from _split(text[:end], start, beginning)
        yield from known[rest:]

    def _is_head(self, text: str) -> bool:
        if text not in self._heads:
            self._heads[text] = _is_head(text)
        return self._heads[text]

    def _id(self, text: str) -> str | None:
        """Give the id of the one record that a text is by itself; None where it is none, or not as it seems to be."""
        if text not in self._ids:
            self._ids[text] = _id_in(text)
        return self._ids[text]


def _split(text: str, start: int, beginning: re.Pattern[str]) -> Iterator[str]:
    """Give the text of each record; an empty one where something else stands between them."""
    place = start
    for match in beginning.finditer(text, start):
        if match.start() > place:
            yield text[place : match.start()]
        place = match.start()
        if not _is_beginning(match):
            yield ""
            return
    yield text[place:]


def _is_beginning(match: re.Match[str] | None) -> bool:
    """Whether a record begins where something was found."""
    return match is not None and bool(match[1])


@cache
def _beginnings(indentation: int) -> re.Pattern[str]:
    """Match where a record begins, with its dash, or anything else that does not lie within one."""
    return re.compile(rf"^(?:[ ]{{{indentation}}}(-)(?=[ ])|[ ]{{0,{indentation}}}(?=[^ #\n]))", re.MULTILINE)


def _is_head(text: str) -> bool:
    root = _root(text)
    return root is not None and not root.value[0][1].value


def _id_in(text: str) -> str | None:
    root = _root(f"records:\n{text}")
    records = root.value[0][1] if root is not None else None
    if not isinstance(records, SequenceNode) or len(records.value) != 1:
        return None
    record = records.value[0]
    if not isinstance(record, MappingNode):
        return None
    found = [value for key, value in record.value if isinstance(key, ScalarNode) and key.value == "id"]
    return found[0].value if len(found) == 1 and _is_text(found[0]) else None


def _is_text(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == PLAIN and bool(node.value.strip())


def _root(text: str) -> MappingNode | None:
    """Give the mapping with one key that a text is as a whole."""
    composed = compose(Text(text))
    root = composed.root if composed.complete and not composed.goes_on else None
    return root if isinstance(root, MappingNode) and len(root.value) == 1 else None
