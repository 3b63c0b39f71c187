"""The records of a collection's file as stretches of its text, so that what has the same text need not be read.

That is possible where a file looks as most do: the key of the collection, and below it a list of records whose dashes
stand at one indentation. Anchors, aliases and tags are refused, so a record is what its own text says.
"""

import re
from bisect import bisect_left
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


@dataclass(frozen=True, slots=True)
class _Taken:
    """A text that was taken apart: the ids of its records, their texts, and where they begin, with the end behind."""

    text: str
    ids: list[str]
    texts: list[str]
    places: list[int]


class Splitter:
    """Takes files apart; what it has met before it does not look at again."""

    def __init__(self) -> None:
        self._ids: dict[str, str | None] = {}
        self._heads: dict[str, bool] = {}
        self._last: dict[str, _Taken] = {}

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
        taken = self._taken(text, head, self._last.get(key))
        if taken is None:
            return None
        self._last[key] = taken
        return Items(head[0], dict(zip(taken.ids, taken.texts, strict=True)))

    def _taken(self, text: str, head: re.Match[str], last: _Taken | None) -> _Taken | None:
        """Take a text apart; most of its records stand in the one before, too, at its beginning or at its end."""
        beginning = _beginnings(len(head[2]))
        before, after = _shared(text, head.end(), last, beginning) if last is not None else (0, 0)
        ids, texts, places = list[str](), list[str](), list[int]()
        start, end, shift = head.end(), len(text), 0
        if last is not None:
            ids, texts, places = last.ids[:before], last.texts[:before], last.places[:before]
            start = last.places[before] if before else start
            shift = len(text) - len(last.text)
            end = last.places[len(last.ids) - after] + shift
        for place, one in _split(text, start, end, beginning):
            name = self._id(one) if one else None
            if name is None:
                return None
            ids.append(name)
            texts.append(one)
            places.append(place)
        if last is not None and after:
            ids += last.ids[-after:]
            texts += last.texts[-after:]
            places += [place + shift for place in last.places[-after - 1 : -1]]
        return _Taken(text, ids, texts, [*places, len(text)]) if len(set(ids)) == len(ids) else None

    def _is_head(self, text: str) -> bool:
        if text not in self._heads:
            self._heads[text] = _is_head(text)
        return self._heads[text]

    def _id(self, text: str) -> str | None:
        """Give the id of the one record that a text is by itself; None where it is none, or not as it seems to be."""
        if text not in self._ids:
            self._ids[text] = _id_in(text)
        return self._ids[text]


def _shared(text: str, start: int, last: _Taken, beginning: re.Pattern[str]) -> tuple[int, int]:
    """Give how many records at the beginning, and how many others at the end, a text has as another one has them.

    ``start`` is where the first record begins.
    """
    count = len(last.ids)
    before = bisect_left(range(count), True, key=lambda index: not text.startswith(last.text[: last.places[index + 1]]))
    if before and last.places[before] < len(text) and not _is_beginning(beginning.match(text, last.places[before])):
        before -= 1  # more was written below it
    room = len(text) - (last.places[before] if before else start)
    after = bisect_left(
        range(count - before),
        True,
        key=lambda index: (
            len(last.text) - last.places[count - index - 1] > room
            or not text.endswith(last.text[last.places[count - index - 1] :])
        ),
    )
    end = len(text) - len(last.text) + last.places[count - after]
    if after and text[end - 1 : end] != "\n":
        after -= 1
    return before, after


def _split(text: str, start: int, end: int, beginning: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Give the text of each record of a stretch, with its place; an empty one where something else stands there."""
    place = start
    for match in beginning.finditer(text, start, end):
        if match.start() > place:
            yield place, text[place : match.start()]
        place = match.start()
        if not _is_beginning(match):
            yield place, ""
            return
    if place < end:
        yield place, text[place:end]


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
