"""Writing one more event into a file with the audit history, in the style of the events around it.

Nothing else in the file changes. What cannot be done safely is not done: the file that comes out is read again, and
holds what it held before and the event, or it does not come out.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from fgk.dates import PartialDate
from fgk.diagnostics import Route
from fgk.messages import Message, msg
from fgk.source.compose import NULL
from fgk.source.document import Document, Plain
from fgk.source.edits import Edit, applied
from fgk.source.tree import MAX_FILE_SIZE
from fgk.stops import Stop

Event: TypeAlias = Mapping[str, object]
"""An event as it is to be written: text, numbers, or lists of them, in their order; None is left out."""

_Piece: TypeAlias = tuple[int, int, str]
"""The start and the end of a stretch of the file, and the text that is to stand there."""

_STEP = 2
"""Blanks by which a list is moved in where the file has no example."""

_COMMENT_LINE = re.compile(r"( *)#[^\n]*(?:\n|\Z)")
_SUPPRESSION = re.compile(r" *#[ \t]*fgk:")
_REST = re.compile(r"[ \t]*(?:#[^\n]*)?\r?\n?")
_BETWEEN = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_EMPTY_LINE = re.compile(r"\n[ \t]*\r?\n")
_BARE = re.compile(r"[^\W\d_][\w./-]*(?: [\w./-]+)*")
_DATES = ("date", "until")
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
"""What is no text for other tools, whatever letters are large."""


class CannotInsert(Stop):
    """An event cannot be written into the file safely; the hint holds the line to add by hand."""

    def __init__(self, reason: Message, event: Event) -> None:
        line = f"- {_braces(event)}"
        super().__init__(
            msg("The event cannot be added to audit.yaml: {reason}", reason=reason),
            msg("Add this line by hand to the events of its round: {line}", line=line),
        )


class _Unsuited(Exception):
    """The file is laid out in a way that is not known here."""


def with_event(content: bytes, round_index: int, event: Event) -> bytes:
    """Give a file with one more event in a round, where it stands in the file's order of dates.

    ``round_index`` counts the rounds of the file from 0. Events that stand in no order get it as the last one. Raises
    CannotInsert.
    """
    event = {name: value for name, value in event.items() if value is not None}
    document = Document("", content)
    if not document.usable or not document.is_whole(()):
        raise CannotInsert(msg("the file has defects, which must be corrected first"), event)
    if not isinstance(document.node(("rounds", round_index)), MappingNode) or round_index < 0:
        raise CannotInsert(msg("the file has no round number {n}", n=round_index + 1), event)
    position = _position(_events(document, round_index), event)
    try:
        pieces = _Layout(document, round_index).pieces(position, event)
        new = _spliced(content, document, pieces)
    except (_Unsuited, UnicodeEncodeError):
        new = b""
    if len(new) > MAX_FILE_SIZE or not _is_promised(document, Document("", new), (round_index, position), event):
        raise CannotInsert(msg("the way the file is written does not allow it"), event)
    return new


# -- what and where ----------------------------------------------------------------------------------------------------


def _events(document: Document, round_index: int) -> list[Plain]:
    data: Any = document.data
    events = data["rounds"][round_index].get("events")
    return events if isinstance(events, list) else []


def _position(events: Sequence[Plain], event: Event) -> int:
    """Give how many of the events stand before a new one."""
    try:
        day = PartialDate.parse(str(event.get("date"))).first
        days = [PartialDate.parse(str(one.get("date"))).first if isinstance(one, dict) else None for one in events]
    except ValueError:
        return len(events)
    known = [one for one in days if one is not None]
    if len(known) != len(events):
        return len(events)
    if known == sorted(known):
        return bisect_right(known, day)
    if known == sorted(known, reverse=True):
        return sum(one > day for one in known)
    return len(events)


def _is_promised(before: Document, after: Document, place: tuple[int, int], event: Event) -> bool:
    """Whether a file holds what another one holds and the event, and no defect more."""
    index, position = place
    data: Any = before.data
    events = data["rounds"][index].get("events") or []
    if not isinstance(events, list):
        return False
    new = {name: _read(value) for name, value in event.items()}
    round_ = {**data["rounds"][index], "events": [*events[:position], new, *events[position:]]}
    expected = {**data, "rounds": [*data["rounds"][:index], round_, *data["rounds"][index + 1 :]]}
    same_problems = sorted(one.code for one in before.problems) == sorted(one.code for one in after.problems)
    return after.usable and after.is_whole(()) and same_problems and after.data == expected


def _read(value: object) -> Plain:
    """Give a value as the strict reader gives it."""
    if isinstance(value, list | tuple):
        return [_read(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _spliced(content: bytes, document: Document, pieces: Sequence[_Piece]) -> bytes:
    edits = [Edit(document.text.span(start, end), text) for start, end, text in pieces]
    new, done = applied(content, edits)
    if len(done) != len(edits):
        raise _Unsuited
    return new


# -- how it is written -------------------------------------------------------------------------------------------------


def _braces(event: Event, blank: str = "") -> str:
    pairs = ", ".join(_pairs(event))
    return f"{{{blank}{pairs}{blank}}}"


def _pairs(event: Event) -> Iterator[str]:
    for name, value in event.items():
        yield f"{_scalar(name)}: {_value(value, is_date=name in _DATES)}"


def _value(value: object, *, is_date: bool = False) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    if isinstance(value, str):
        return _scalar(value, is_date=is_date)
    return str(value).lower()


def _scalar(text: str, *, is_date: bool = False) -> str:
    """Write a text without quotation marks where nobody takes it for something else, and with nothing invisible."""
    is_bare = _BARE.fullmatch(text) and text.isprintable() and text.lower() not in _WORDS
    if is_bare or (is_date and _is_date(text)):
        return text
    return '"' + "".join(_escaped(sign) for sign in text) + '"'


def _is_date(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except ValueError:
        return False
    return True


def _escaped(sign: str) -> str:
    if sign in ('"', "\\"):
        return f"\\{sign}"
    if sign == "\n":
        return "\\n"
    if sign.isprintable():
        return sign
    code = ord(sign)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


# -- where it goes -----------------------------------------------------------------------------------------------------


class _Layout:
    """How a round is written in a file."""

    def __init__(self, document: Document, round_index: int) -> None:
        self._document = document
        self._content = document.text.content
        self._round: Route = ("rounds", round_index)
        self._route: Route = (*self._round, "events")
        self._line_end = "\r\n" if self._content.partition("\n")[0].endswith("\r") else "\n"

    def pieces(self, position: int, event: Event) -> list[_Piece]:
        """Give what must be written where, for the event to be at a position of the list. Raises _Unsuited."""
        events = self._document.node(self._route)
        if isinstance(events, SequenceNode):
            if events.flow_style:
                return self._between_brackets(events, position, event)
            return self._as_item(events, position, event)
        if isinstance(events, ScalarNode) and events.tag == NULL:
            return self._as_value(events, event)
        if events is None:
            return self._as_key(event)
        raise _Unsuited

    def _as_item(self, events: SequenceNode, position: int, event: Event) -> list[_Piece]:
        """Write it as an item with a dash, on lines of its own."""
        column = self._column(events)
        if position:
            is_behind_all = position == len(events.value) and not self._is_key_at(events, column)
            own = column if is_behind_all else column + 1  # further to the left they belong to what follows
            offset = self._behind(self._end((*self._route, position - 1)), own)
        else:
            offset = self._line_behind(self._end_of_key())
        like = max(position - 1, 0)
        lines = self._item(event, events.value[like], column)
        if self._has_empty_lines(events, max(like, 1)):
            lines = ["", *lines] if position else [*lines, ""]
        return [self._lines(offset, lines)]

    def _between_brackets(self, events: SequenceNode, position: int, event: Event) -> list[_Piece]:
        """Write it into a list in brackets: on a line of its own where the event before it has one."""
        items = events.value
        first, last = events.start_mark.index + 1, events.end_mark.index - 1
        if not items:
            blanks = self._content[first:last]
            return [(first, first, (blanks if not blanks.strip(" ") else "") + _braces(event))]
        end = self._end((*self._route, position - 1)) if position else first
        comma = _BETWEEN.match(self._content, end).end()  # type: ignore[union-attr]  # it matches everywhere
        has_comma = bool(position) and self._content[comma] == ","
        behind = comma + 1 if has_comma else end
        like = items[max(position - 1, 0)]
        item = _braces(event, self._padding(like))
        closing = "," if has_comma or position < len(items) else ""
        indent = self._indent(like)
        if indent is None:
            if not position:
                return [(items[0].start_mark.index, items[0].start_mark.index, f"{item}, ")]
            return [(behind, behind, f" {item}{closing}" if has_comma else f", {item}")]
        if not _REST.fullmatch(self._content, behind, self._line_end_behind(behind)):
            start = f"{self._line_end}{indent}"
            return [(behind, behind, f"{start}{item}{closing}" if has_comma else f",{start}{item}")]
        missing = [(end, end, ",")] if position and not has_comma else []
        return [*missing, self._lines(self._line_behind(behind), [f"{indent}{item}{closing}"])]

    def _as_value(self, events: Node, event: Event) -> list[_Piece]:
        """Write it as the first event, behind a key without value."""
        start, end = events.start_mark.index, events.end_mark.index
        if start != end:
            return [(start, end, f"[{_braces(event)}]")]
        if self._node(self._round).flow_style:
            return [(start, start, f" [{_braces(event)}]")]
        column = self._key_column()
        offset = self._behind(start, column + 1)
        return [self._lines(offset, self._first_item(event, column))]

    def _as_key(self, event: Event) -> list[_Piece]:
        """Write it with the key, behind all that the round says."""
        node = self._node(self._round)
        if not node.value:
            start = node.start_mark.index + 1
            return [(start, start, f"events: [{_braces(event)}]")]
        if node.flow_style:
            end = self._end((*self._round, node.value[-1][0].value))
            comma = _BETWEEN.match(self._content, end).end()  # type: ignore[union-attr]  # it matches everywhere
            if self._content[comma] == ",":
                return [(comma + 1, comma + 1, f" events: [{_braces(event)}],")]
            return [(end, end, f", events: [{_braces(event)}]")]
        column = self._column(node)
        offset = self._behind(self._end(self._round), column)
        return [self._lines(offset, [f"{' ' * column}events:", *self._first_item(event, column)])]

    # -- the style -----------------------------------------------------------------------------------------------------

    def _first_item(self, event: Event, key_column: int) -> list[str]:
        """Write the first event of a list as other rounds of the file write theirs."""
        for index in range(len(self._node(("rounds",)).value)):
            events = self._document.node(("rounds", index, "events"))
            if isinstance(events, SequenceNode) and events.value and not events.flow_style:
                step = self._column(events) - self._column(self._node(("rounds", index)))
                return self._item(event, events.value[-1], key_column + max(step, 0))
        return self._item(event, None, key_column + _STEP)

    def _item(self, event: Event, like: Node | None, column: int) -> list[str]:
        """Write an item in the style of another one; the dash stands behind so many blanks."""
        indent = " " * column
        gap = self._gap(like) if like is not None else " "
        if isinstance(like, MappingNode) and not like.flow_style:
            first, *others = _pairs(event)
            return [f"{indent}-{gap}{first}", *(f"{indent} {' ' * len(gap)}{other}" for other in others)]
        return [f"{indent}-{gap}{_braces(event, self._padding(like))}"]

    def _gap(self, item: Node) -> str:
        """Give the blanks between a dash and what follows it on the same line."""
        before = self._content[: item.start_mark.index].rpartition("\n")[2]
        gap = before.rpartition("-")[2]
        return gap if "-" in before and gap and not gap.strip(" ") else " "

    def _padding(self, item: Node | None) -> str:
        """Give the blanks behind an opening brace."""
        if not isinstance(item, MappingNode) or not item.flow_style or not item.value:
            return ""
        gap = self._content[item.start_mark.index + 1 : item.value[0][0].start_mark.index]
        return gap if not gap.strip(" ") else ""

    def _has_empty_lines(self, events: SequenceNode, index: int) -> bool:
        """Whether an empty line parts an event from the one before it."""
        if index >= len(events.value):
            return False
        start = self._end((*self._route, index - 1))
        return bool(_EMPTY_LINE.search(self._content, start, events.value[index].start_mark.index))

    def _is_key_at(self, events: SequenceNode, column: int) -> bool:
        """Whether a key of the round follows the events, at their column."""
        return self._node(self._round).value[-1][1] is not events and column == self._key_column()

    # -- places --------------------------------------------------------------------------------------------------------

    def _node(self, route: Route) -> Any:
        return self._document.node(route)

    def _end(self, route: Route) -> int:
        """Give the offset behind what stands at a route."""
        return int(self._node(route).start_mark.index) + self._document.extent(route)

    def _end_of_key(self) -> int:
        return next(int(key.end_mark.index) for key, _ in self._node(self._round).value if key.value == "events") + 1

    def _key_column(self) -> int:
        return self._column(self._node(self._round))

    def _column(self, node: Node) -> int:
        """Give how many characters stand before a node in its line."""
        start = node.start_mark.index
        return int(start) - (self._content.rfind("\n", 0, start) + 1)

    def _indent(self, node: Node) -> str | None:
        """Give the blanks before a node that is the first of its line, or None."""
        start = node.start_mark.index
        before = self._content[start - self._column(node) : start]
        return before if not before.strip(" ") else None

    def _line_end_behind(self, offset: int) -> int:
        end = self._content.find("\n", offset)
        return len(self._content) if end < 0 else end + 1

    def _line_behind(self, offset: int) -> int:
        """Give the offset of the next line. Raises _Unsuited where more than a comment stands before it."""
        end = self._line_end_behind(offset)
        if not _REST.fullmatch(self._content, offset, end):
            raise _Unsuited
        return end

    def _behind(self, offset: int, column: int) -> int:
        """Give the offset behind a line and the comments that follow at once and belong to it.

        They stand at a column or further to the right. A suppression belongs to what follows it.
        """
        end = self._line_behind(offset)
        while (match := _COMMENT_LINE.match(self._content, end)) and len(match[1]) >= column:
            if _SUPPRESSION.match(match[0]):
                break
            end = match.end()
        return end

    def _lines(self, offset: int, lines: Sequence[str]) -> _Piece:
        """Put lines at the beginning of a line, or behind a last line that has no end."""
        before = self._content[max(offset - 2, 0) : offset]
        if before.endswith("\n"):
            end = "\r\n" if before == "\r\n" else "\n"
            return offset, offset, "".join(f"{line}{end}" for line in lines)
        return offset, offset, "".join(f"{self._line_end}{line}" for line in lines)
