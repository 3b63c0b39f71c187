"""A sandbox for templates that besides bounds how long they run and how much they make.

Jinja's own sandbox keeps a template from the program, but not from an endless loop or a text of gigabytes. Here every
loop, filter and call counts, and what could multiply a text is taken away or measured.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import Environment, nodes
from jinja2.runtime import Context, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

STEPS = 1_000_000
"""Turns of loops, items given to filters, and calls that one report may take: a large one takes some ten thousand."""
LARGEST = 64 * 1024 * 1024
"""Characters that a report may have."""
_LARGEST_VALUE = LARGEST // 64
"""Characters or items that a single value may have."""

_FILTERS_TAKEN_AWAY = ("batch", "center", "format", "indent", "random", "replace", "slice", "wordwrap")
_METHODS_TAKEN_AWAY = frozenset(
    ("center", "expandtabs", "format", "format_map", "join", "ljust", "replace", "rjust", "to_bytes", "zfill")
)
"""Methods that can make a large text of a small one."""


class TooMuch(Exception):
    """A template runs for too long or grows too large."""


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with bounds; what is ``trusted`` runs without either, and takes half the time."""

    intercepted_binops = frozenset(("*", "**", "+"))

    def __init__(self, *, trusted: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.sandboxed = not trusted
        self._steps = 0
        for name in _FILTERS_TAKEN_AWAY:
            del self.filters[name]
        del self.globals["lipsum"]
        self.filters["_counted"] = self._counted
        self.filters["_concatenated"] = _concatenated

    def begin(self) -> None:
        """Count from the beginning again."""
        self._steps = 0

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Let every loop and every filter pass through one that counts."""
        tree = super()._parse(source, name, filename)
        if self.sandboxed:
            _Bounds().visit(tree)
            tree.set_environment(self)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give an attribute, and refuse what leads out of the sandbox."""
        return super().getattr(obj, attribute) if self.sandboxed else Environment.getattr(self, obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse, besides what leads out of the sandbox, methods that multiply a text."""
        if isinstance(obj, str | int) and attr in _METHODS_TAKEN_AWAY:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def call(self, context: Context, callee: Any, *args: Any, **kwargs: Any) -> Any:
        """Count calls, since macros can call themselves."""
        self._step(1)
        return super().call(context, callee, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Refuse products, powers and sums that would not fit into memory."""
        if operator == "**" and not (_is_small(left) and _is_small(right)):
            raise TooMuch
        if operator == "*" and _size(left) * _size(right) > _LARGEST_VALUE:
            raise TooMuch
        if operator == "+" and _size(left) + _size(right) > _LARGEST_VALUE and not isinstance(left, int | float):
            raise TooMuch
        return super().call_binop(context, operator, left, right)

    def _counted(self, items: Any) -> Any:
        """Count the items that a loop or a filter will go through, before it begins where their number is known."""
        if isinstance(items, str):
            self._step(1 + len(items) // 100)
        elif isinstance(items, list | tuple | dict | range):
            self._step(1 + len(items))
        elif hasattr(items, "__next__"):
            return self._counted_one_by_one(items)
        return items

    def _counted_one_by_one(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._step(1)
            yield item

    def _step(self, count: int) -> None:
        self._steps += count
        if self._steps > STEPS:
            raise TooMuch


class _Bounds(NodeTransformer):
    """Puts the counting filter before what loops and filters go through, and measures what ``~`` joins."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - named after the node
        self.generic_visit(node)
        node.iter = _through("_counted", node.iter)
        return node

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:  # noqa: N802 - named after the node
        self.generic_visit(node)
        if node.node is not None:
            node.node = _through("_counted", node.node)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - named after the node
        self.generic_visit(node)
        return _through("_concatenated", nodes.Tuple(node.nodes, "load", lineno=node.lineno))


def _through(name: str, node: Any) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _concatenated(parts: tuple[Any, ...]) -> str:
    if sum(_size(part) for part in parts if isinstance(part, str)) > _LARGEST_VALUE:
        raise TooMuch
    return markup_join(parts)


def _is_small(value: Any) -> bool:
    return isinstance(value, int | float) and abs(value) <= 1000


def _size(value: Any) -> int:
    if isinstance(value, str | list | tuple):
        return len(value)
    return abs(value) if isinstance(value, int) else 1
