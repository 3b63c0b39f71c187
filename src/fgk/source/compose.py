"""From YAML text to a tree of nodes, in one parse by libyaml, with what the data format refuses found on the way.

Ordinary text is composed by libyaml itself. Text that might hold an anchor, an alias or a tag is composed here from
libyaml's events, because a composed tree no longer shows them.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from fgk.diagnostics import START, Problem
from fgk.messages import Message, msg
from fgk.source.problems import Problems
from fgk.source.text import Text, shown
from fgk.stops import Stop

MAX_DEPTH = 32
"""How many collections may lie inside one another (data format, section 2)."""

MAX_VALUES = 500_000
"""Keys and values that a file may hold: four times as many as in 4 MiB of ordinary records, in 200 MB of memory."""

PLAIN, NULL, REFUSED = "plain", "null", "refused"
"""The tags that nodes carry here: text, "not given", and a node that stands for something refused."""

_NULLS = frozenset(("", "~", "null"))
_INDICATOR = re.compile(r"[&*!]")
_BEFORE_NODE = frozenset(" \t\r\n,[{:\x85\u2028\u2029")


class LibyamlMissing(Stop):
    """PyYAML is installed without libyaml, which the strict reader needs."""

    def __init__(self) -> None:
        super().__init__(
            msg("PyYAML is installed without libyaml, which fgk needs"),
            msg("Install the ready-made package: pip install --force-reinstall --only-binary :all: pyyaml"),
        )


class _TooDeep(Exception):
    """Nesting goes beyond the limit; ``offset`` is where, as far as that is known."""

    def __init__(self, offset: int = 0) -> None:
        super().__init__(offset)
        self.offset = offset


class _TooManyValues(Exception):
    """There are more keys and values than a file may hold."""


class _TooManyProblems(Exception):
    """So much is refused that nobody would read more of it."""


@dataclass(slots=True)
class Composed:
    """The first document of a text as nodes, or None where there is none, and the problems that were met.

    ``complete`` is False where parsing had to stop; the nodes are then of no use. ``goes_on`` says that there are
    further documents.
    """

    root: Node | None = None
    complete: bool = True
    goes_on: bool = False
    problems: Problems = field(default_factory=Problems)


def require_libyaml() -> None:
    """Raise LibyamlMissing where PyYAML has no C parser."""
    if not yaml.__with_libyaml__:
        raise LibyamlMissing


def compose(text: Text) -> Composed:
    """Compose the one document of a text; never raises for anything that a text can hold."""
    result = Composed()
    alone = _LONE_RETURN.search(text.content)
    if alone is not None:
        from fgk.source.yaml_errors import carriage_return_problem

        return Composed(complete=False, problems=Problems([carriage_return_problem(text, alone.start())]))
    hidden = {sign: _unused_character(text.content, sign) for sign in _FOREIGN_LINE_ENDS if sign in text.content}
    content = text.content
    if hidden:
        content = content.translate({ord(sign): stand_in for sign, stand_in in hidden.items()})
    try:
        if _may_have_properties(content) or not _compose_directly(content, result):
            _compose_from_events(text, content, result)
    except _TooDeep as error:
        result.complete = False
        result.problems.append(_too_deep(text, error.offset))
    except _TooManyValues:
        result.complete = False
        result.problems.append(_too_many_values())
    except _TooManyProblems:
        result.complete = False
    except yaml.YAMLError as error:
        result.complete = False
        from fgk.source.yaml_errors import syntax_problem

        result.problems.append(syntax_problem(text, error))
    if hidden:
        _restore(result.root, {ord(stand_in): sign for sign, stand_in in hidden.items()})
    return result


_LONE_RETURN = re.compile(r"\r(?!\n)")
_FOREIGN_LINE_ENDS = "\x85\u2028\u2029"
"""What libyaml takes for ends of lines, but no editor; they are hidden from it, and stay part of the text."""


def _unused_character(content: str, sign: str) -> str:
    """Give a character for private use that does not occur, so that it can stand in for another one."""
    first = 0xF0000 + 0x100 * _FOREIGN_LINE_ENDS.index(sign)
    return next(chr(code) for code in range(first, 0x10FFFD) if chr(code) not in content)


def _restore(node: Node | None, signs: dict[int, str]) -> None:
    waiting: list[Any] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ScalarNode):
            one.value = one.value.translate(signs)
        elif isinstance(one, tuple):
            waiting.extend(one)
        elif isinstance(one, CollectionNode):
            waiting.extend(one.value)


if yaml.__with_libyaml__:

    class _Loader(yaml.CBaseLoader):
        """libyaml's composer, for which every scalar is text and nesting has a limit."""

        depth = 0

        def resolve(self, kind: type[Node], value: str | None, implicit: object) -> str:
            """Give a node's tag: all that is told apart is a plain scalar that means "not given"."""
            if kind is ScalarNode:
                return NULL if value in _NULLS and implicit[0] else PLAIN  # type: ignore[index]  # a pair of flags
            if self.depth > MAX_DEPTH:
                raise _TooDeep
            return PLAIN

        def descend_resolver(self, _parent: Node | None, _index: object) -> None:
            """Count the nesting, which libyaml's composer would otherwise follow until its stack ends."""
            self.depth += 1

        def ascend_resolver(self) -> None:
            """Leave a node."""
            self.depth -= 1

    class _CountingLoader(_Loader):
        """The same for a text that is long enough to hold too many values."""

        values = 0

        def resolve(self, kind: type[Node], value: str | None, implicit: object) -> str:
            """Count the node, and give its tag."""
            self.values += 1
            if self.values > MAX_VALUES:
                raise _TooManyValues
            return super().resolve(kind, value, implicit)


def _compose_directly(content: str, result: Composed) -> bool:
    """Compose an ordinary text; give False for one with too much nesting or several documents."""
    loader = _Loader(content) if len(content) <= MAX_VALUES else _CountingLoader(content)
    try:
        if loader.check_node():
            result.root = loader.get_node()
        return not loader.check_node()
    except _TooDeep:
        return False
    finally:
        loader.dispose()


def _compose_from_events(text: Text, content: str, result: Composed) -> None:
    composer = _EventComposer(text, result.problems)
    for event in yaml.parse(content, Loader=yaml.CBaseLoader):
        if isinstance(event, DocumentStartEvent):
            composer.documents += 1
            if composer.documents == 2:
                result.goes_on = True
                result.problems.append(_second_document(text, _marks(event)[0].index))
                return
        composer.take(event)
        result.root = composer.root


def _marks(event: Event) -> tuple[Any, Any]:
    """Give start and end of an event; libyaml gives both to every event, although their types do not say so."""
    return event.start_mark, event.end_mark


class _EventComposer:
    """Builds nodes from events and notes each anchor, alias and tag at its place."""

    def __init__(self, text: Text, problems: Problems) -> None:
        self.text = text
        self.problems = problems
        self.documents = 0
        self.values = 0
        self.root: Node | None = None
        self._open: list[MappingNode | SequenceNode] = []
        self._keys: list[Node | None] = []

    def take(self, event: Event) -> None:
        """Go on by one event."""
        start, end = _marks(event)
        if isinstance(event, CollectionEndEvent):
            node = self._open.pop()
            self._keys.pop()
            node.end_mark = end
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._note_properties(event)
            kind = MappingNode if isinstance(event, MappingStartEvent) else SequenceNode
            collection = kind(PLAIN, [], start, end, flow_style=event.flow_style)
            self._place(collection)
            self._open.append(collection)
            self._keys.append(None)
            if len(self._open) > MAX_DEPTH:
                raise _TooDeep(start.index)
        elif isinstance(event, ScalarEvent):
            self._note_properties(event)
            plain = event.implicit[0] and event.value in _NULLS
            node_tag = NULL if plain else PLAIN
            self._place(ScalarNode(node_tag, event.value, start, end, event.style))
        elif isinstance(event, AliasEvent):
            name = shown(event.anchor or "")
            self._note(event, "FGK007", msg("An alias is not allowed: *{name}", name=name), _WRITE_OUT)
            self._place(ScalarNode(REFUSED, "", start, end))

    def _place(self, node: Node) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            raise _TooManyValues
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, SequenceNode):
            parent.value.append(node)
        elif self._keys[-1] is None:
            self._keys[-1] = node
        else:
            parent.value.append((self._keys[-1], node))
            self._keys[-1] = None

    def _note_properties(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.anchor is not None:
            name = shown(event.anchor)
            self._note(event, "FGK006", msg("An anchor is not allowed: &{name}", name=name), _WRITE_OUT)
        if event.tag is not None:
            hint = msg("Delete the tag; what kind a value is, the data format decides.")
            self._note(event, "FGK009", msg("A tag is not allowed"), hint)

    def _note(self, event: Event, code: str, message: Message, hint: Message) -> None:
        """Point at the property itself; anchor and tag stand, in any order, at the start of their node."""
        content, sign = self.text.content, _SIGN[code]
        start = content.find(sign, _marks(event)[0].index)
        match = _PROPERTY.match(content, start)
        span = self.text.span(start, match.end() if match else start)
        self.problems.append(Problem(code, message, span, hint, subject=sign))
        if self.problems.full:
            raise _TooManyProblems


_SIGN = {"FGK006": "&", "FGK007": "*", "FGK009": "!"}
_PROPERTY = re.compile(r"[&*!][^\s,\[\]{}]*")
_WRITE_OUT = msg("Write the value out in each place, so that every line can be read on its own.")


def _may_have_properties(content: str) -> bool:
    """Whether ``&``, ``*`` or ``!`` stands where a node may begin; inside words and URLs it is just text."""
    return any(_starts_node(content, match.start()) for match in _INDICATOR.finditer(content))


def _starts_node(content: str, offset: int) -> bool:
    if offset and content[offset - 1] not in _BEFORE_NODE:
        return False
    following = content[offset + 1 : offset + 2]
    return content[offset] == "!" or bool(following.strip())


def _too_deep(text: Text, offset: int) -> Problem:
    return Problem(
        "FGK004",
        msg("More than {limit} levels of nesting", limit=MAX_DEPTH),
        text.span(offset, offset + 1),
        msg("The data format needs no more than eight levels; check brackets and indentation here."),
    )


def _too_many_values() -> Problem:
    return Problem(
        "FGK003",
        msg("The file holds more than {limit} keys and values", limit=MAX_VALUES),
        START,
        msg("Split it into a directory of smaller files, or move what is no data out of it."),
    )


def _second_document(text: Text, offset: int) -> Problem:
    marker = text.content.rfind("---", 0, offset + 3)
    start = marker if marker >= 0 and not text.content[marker + 3 : offset].strip() else offset
    return Problem(
        "FGK010",
        msg("A second document begins here; a file holds exactly one"),
        text.span(start, start + 3),
        msg("Delete the line “---”, or move what follows to a file of its own."),
    )
