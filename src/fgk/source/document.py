"""One YAML file as plain data, with the place of every key and value."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from fgk.diagnostics import START, Problem, Route, Span
from fgk.messages import Message, msg
from fgk.source.compose import NULL, REFUSED, compose
from fgk.source.hidden import hidden_characters
from fgk.source.problems import Problems
from fgk.source.text import Text, shown

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""What a file holds before the model gives it types: text, lists, mappings, and None for "not given"."""

_INDENTING_TAB = re.compile(r"^ *\t[ \t]*(?=[^ \t\r\n#])", re.MULTILINE)
_STUCK_COMMENT = re.compile(r"(?<=[ \t])#(?!fgk:)\w[^\r\n]*")
_SUPPRESSION = re.compile(r"#[ \t]*fgk:[ \t]*ignore(?:\[([^\]\n]{0,300})\])?[ \t]*([^\r\n]*)")

MAX_SUPPRESSIONS = 1_000
"""Names of rules in the suppressions of one file that have an effect: ``fgk.yaml`` can switch off a rule at once."""

_NAMED = 10
"""Keys that a message names at most."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment ``# fgk: ignore[rule] reason``: the rules it names, its reason, its place and the line it speaks of."""

    rules: tuple[str, ...]
    reason: str
    span: Span
    line: int


class Document:
    """A parsed file.

    ``data`` is what the file holds, or None where it holds nothing or could not be parsed (then ``problems`` say why
    and ``usable`` is False). ``refused`` are the routes of values that were refused one by one, ``reduced`` those of
    mappings from which a key was left out; of a file with a second document that is ``()``. ``second_ids`` are the ids
    that were left out so, by the route of their mapping.
    """

    def __init__(self, path: str, content: bytes) -> None:
        self.path = path
        self.problems = Problems()
        self.refused: set[Route] = set()
        self.reduced: set[Route] = set()
        self.second_ids: dict[Route, list[str]] = {}
        self._children: dict[int, dict[str | int, tuple[Node, Node]]] = {}
        self.text = Text(_decoded(content, self.problems))
        self.root: Node | None = None
        self.data: Plain = None
        if self.problems:
            self.usable = False
            return
        composed = compose(self.text)
        self.root = composed.root
        self.problems = composed.problems
        self.usable = composed.complete
        if composed.goes_on:
            self.reduced.add(())
        if self.usable and self.root is not None:
            self.data = self._plain(self.root, ())
            self._check_tabs()
            self._check_comments()
            self.problems.extend(hidden_characters(self.text))
            self.problems.extend(self._unread_suppressions())

    def is_whole(self, route: Route) -> bool:
        """Whether nothing at or below a route had to be left out."""
        return route not in self._incomplete

    def is_refused(self, route: Route) -> bool:
        """Whether the value at a route, or one around it or inside it, was refused."""
        return route in self._around_refused or any(route[:size] in self.refused for size in range(len(route)))

    @cached_property
    def _around_refused(self) -> frozenset[Route]:
        return _with_prefixes(self.refused)

    @cached_property
    def _incomplete(self) -> frozenset[Route]:
        return self._around_refused | _with_prefixes(self.reduced)

    # -- places ---------------------------------------------------------------------------------------------------

    def value_span(self, route: Route) -> Span:
        """Give the place of the value at a route, or of the nearest value around it."""
        node, _ = self._find(route)
        return self._node_span(node)

    def key_span(self, route: Route) -> Span:
        """Give the place of the key that a route ends with, or of the nearest value around it."""
        node, key = self._find(route)
        return self._node_span(key if key is not None else node)

    def written(self, route: Route) -> str | None:
        """Give a single value as it stands in the file, with its quotation marks; None where no such value is."""
        node = self.node(route)
        if not isinstance(node, ScalarNode):
            return None
        return self.text.content[node.start_mark.index : node.end_mark.index]

    def extent(self, route: Route) -> int:
        """Give how many characters the value at a route takes; 0 where there is none."""
        node = self.node(route)
        return _end(node, self.text.content) - node.start_mark.index if node is not None else 0

    def node(self, route: Route) -> Node | None:
        """Give what the parser made of the value at a route; None where there is none."""
        node = self.root
        for step in route:
            child = self._child(node, step)
            node = child[1] if child else None
        return node

    def record_span(self, route: Route) -> Span:
        """Give the place of the first key of the mapping at a route: where what is missing is reported."""
        return self._first_key_span(self._find(route)[0])

    def place(self, route: Route, *, at_key: bool = False) -> Span:
        """Give the place of a value, or with ``at_key`` of its key.

        Where nothing stands at the route, it is the first key of the mapping in which it is missing.
        """
        node: Node | None = self.root
        for step in route:
            child = self._child(node, step)
            if child is None or (child[1].tag == NULL and not at_key):
                return self._first_key_span(node)
            node = child[1]
        return self.key_span(route) if at_key else self._node_span(node)

    def _first_key_span(self, node: Node | None) -> Span:
        if isinstance(node, MappingNode) and node.value:
            return self._node_span(node.value[0][0])
        return self._node_span(node)

    def _find(self, route: Route) -> tuple[Node | None, Node | None]:
        node, key = self.root, None
        for step in route:
            child = self._child(node, step)
            if child is None:
                return node, None
            key, node = child
        return node, key

    def _child(self, node: Node | None, step: str | int) -> tuple[Node | None, Node] | None:
        """Give the key, if any, and the value at one step below a node."""
        if isinstance(node, MappingNode):
            if id(node) not in self._children:
                pairs = reversed(node.value)
                self._children[id(node)] = {key.value: (key, value) for key, value in pairs if _is_text(key)}
            return self._children[id(node)].get(step)
        if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            return None, node.value[step]
        return None

    def _node_span(self, node: Node | None) -> Span:
        if node is None:
            return START
        return self.text.span(node.start_mark.index, _end(node, self.text.content))

    # -- suppressions ---------------------------------------------------------------------------------------------

    @cached_property
    def suppressions(self) -> tuple[Suppression, ...]:
        """The file's ``fgk: ignore`` comments, in order."""
        if "fgk:" not in self.text.content:
            return ()
        found: list[Suppression] = []
        for match in reversed(self._suppression_matches[0]):
            found.append(self._suppression(match, found[-1] if found else None))
        return tuple(reversed(found))

    @cached_property
    def _suppression_matches(self) -> tuple[list[re.Match[str]], re.Match[str] | None]:
        """Find the suppressions, as far as they are read, and the first one that is not."""
        matches: list[re.Match[str]] = []
        names = 0
        for match in _SUPPRESSION.finditer(self.text.content):
            if self._is_inside_value(match.start()):
                continue
            names += 1 + (match[1] or "").count(",")
            if names > MAX_SUPPRESSIONS:
                return matches, match
            matches.append(match)
        return matches, None

    def _unread_suppressions(self) -> Iterator[Problem]:
        """Report the comment from which on suppressions are no longer read."""
        if "fgk:" not in self.text.content:
            return
        _, unread = self._suppression_matches
        if unread is not None:
            message = msg(
                "More than {limit} suppressions: this one and those that follow have no effect", limit=MAX_SUPPRESSIONS
            )
            hint = msg("Write an entry into fgk.yaml that holds for all of them.")
            yield Problem("FGK018", message, self.text.span(*unread.span()), hint)

    def _suppression(self, match: re.Match[str], following: Suppression | None) -> Suppression:
        """Make a suppression; one on its own line speaks of the next line that is no comment."""
        span = self.text.span(*match.span())
        line = span.line
        if self.text.line(line)[: span.column - 1].strip() == "":
            line += 1
            while line <= self.text.line_count and self.text.line(line).lstrip().startswith("#"):
                if following is not None and following.span.line == line:
                    line = following.line
                    break
                line += 1
        rules = tuple(name.strip() for name in (match[1] or "").split(",") if name.strip())
        return Suppression(rules, match[2].strip(), span, line)

    # -- building -------------------------------------------------------------------------------------------------

    def _plain(self, node: Node, route: Route) -> Plain:
        if isinstance(node, ScalarNode):
            if node.tag == REFUSED:
                self.refused.add(route)
            return None if node.tag != "plain" else node.value
        if isinstance(node, SequenceNode):
            return [self._plain(item, (*route, index)) for index, item in enumerate(node.value)]
        result: dict[str, Any] = {}
        nested: list[tuple[str, Node]] = []
        try:
            for key, value in node.value:
                name = key.value
                if value.__class__ is ScalarNode and value.tag != REFUSED:
                    result[name] = value.value if value.tag != NULL else None
                else:
                    result[name] = None
                    nested.append((name, value))
        except TypeError:  # a list or a mapping as key
            result = {}
        if len(result) != len(node.value) or "<<" in result or "" in result:
            return self._checked_mapping(node, route)
        for name, value in nested:
            result[name] = self._plain(value, (*route, name))
        return result

    def _checked_mapping(self, node: Node, route: Route) -> Plain:
        """Build a mapping in which some key is not as it should be, and leave that key out."""
        result: dict[str, Plain] = {}
        first: dict[str, Node] = {}
        repeated: list[Node] = []
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self._problem("FGK012", key, msg("A key is text here, not a list or a mapping"))
            elif key.value == "<<" and not key.style:
                self._problem("FGK008", key, msg("A merge key is not allowed: <<"))
            elif key.tag == REFUSED:
                pass
            elif key.value in first:
                repeated.append(key)
                if key.value == "id" and isinstance(value, ScalarNode):
                    self.second_ids.setdefault(route, []).append(value.value)
            else:
                first[key.value] = key
                result[key.value] = self._plain(value, (*route, key.value))
        if len(result) != len(node.value):
            self.reduced.add(route)
        if repeated:
            self._duplicates(repeated, first)
        return result

    def _duplicates(self, repeated: list[Node], first: dict[str, Node]) -> None:
        """Report repeated keys; several in one mapping are one slip: the dash of a new record is missing."""
        names = tuple(dict.fromkeys(key.value for key in repeated))
        place, name = self._node_span(repeated[0]), names[0]
        related = ((self._node_span(first[name]), msg("given here first")),)
        if len(names) == 1:
            message = msg("The key “{key}” stands twice in the same mapping", key=shown(name))
            hint = msg("Keep one of the two.")
        else:
            keys = tuple(shown(one) for one in names[:_NAMED])
            message = msg("Several keys stand twice in the same mapping: {keys}", keys=keys)
            hint = msg("A new record of a list begins with “- ”; write it before its first key.")
        self.problems.append(Problem("FGK005", message, place, hint, related, subject=name))

    def _problem(self, code: str, node: Node, message: Message) -> None:
        if self.problems.full:
            return
        hint = msg("Write each value out where it belongs.")
        self.problems.append(Problem(code, message, self._node_span(node), hint))

    def _check_tabs(self) -> None:
        content = self.text.content
        if "\t" not in content:
            return
        from fgk.source.yaml_errors import tab_problem

        for match in _INDENTING_TAB.finditer(content):
            if self.problems.full:
                return
            if not self._is_inside_value(match.start()):
                tab = content.index("\t", match.start())
                self.problems.append(tab_problem(self.text, tab, match.end()))

    def _check_comments(self) -> None:
        """Report comments that stick to their sign behind a plain value: they may have been meant as a part of it."""
        content = self.text.content
        if " #" not in content and "\t#" not in content:
            return
        for match in _STUCK_COMMENT.finditer(content):
            if self.problems.full:
                return
            if self._follows_plain_value(match.start()):
                comment = match[0].rstrip()
                span = self.text.span(match.start(), match.start() + len(comment))
                message = msg("“{text}” is no part of the value: YAML takes it for a comment", text=shown(comment))
                hint = msg("Put the value into double quotes, or write a blank behind # if a comment is meant.")
                self.problems.append(Problem("FGK618", message, span, hint, subject=comment.replace("/", " ")))

    def _follows_plain_value(self, offset: int) -> bool:
        """Whether only blanks stand between an offset and a value without quotation marks, be it an empty one."""
        content = self.text.content
        starts, ends = self._scalar_ranges
        index = bisect_right(starts, offset) - 1
        if index < 0 or ends[index] > offset or content[ends[index] : offset].strip(" \t"):
            return False
        return content[starts[index] : ends[index]][:1] not in ('"', "'", "|", ">")

    @cached_property
    def _scalar_ranges(self) -> tuple[list[int], list[int]]:
        ranges = sorted((node.start_mark.index, _end(node, self.text.content)) for node in _leaves(self.root))
        return [start for start, _ in ranges], [end for _, end in ranges]

    def _is_inside_value(self, offset: int) -> bool:
        starts, ends = self._scalar_ranges
        index = bisect_right(starts, offset) - 1
        return index >= 0 and starts[index] <= offset < ends[index]


def _decoded(content: bytes, problems: list[Problem]) -> str:
    body = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        text = Text(body[: error.start].decode("utf-8"))
        size = len(text.content)
        place = text.span(size, size)
        hint = msg("Save the file as UTF-8; in most editors this is a choice in “Save as”.")
        message = msg("The file is not UTF-8: byte 0x{byte} cannot be read", byte=f"{body[error.start]:02X}")
        problems.append(Problem("FGK002", message, place, hint))
        return body.decode("utf-8", "replace")


def _with_prefixes(routes: set[Route]) -> frozenset[Route]:
    return frozenset(route[:size] for route in routes for size in range(len(route) + 1))


def _is_text(key: Node) -> bool:
    return isinstance(key, ScalarNode) and key.tag != REFUSED


def _end(node: Node, content: str) -> int:
    """Give the offset just behind what a node shows, without the blank space and comments that follow it."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, ScalarNode):
        if node.style in ("|", ">"):
            return start + len(content[start:end].rstrip())
        return end
    if (isinstance(node, CollectionNode) and node.flow_style) or not node.value:
        return end
    last = node.value[-1]
    if isinstance(last, tuple):
        key, value = last
        return max(_end(key, content), _end(value, content))
    return _end(last, content)


def _leaves(node: Node | None) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _leaves(item)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _leaves(key)
            yield from _leaves(value)
