"""``fgk diff`` for people: each municipality with its records, what changed in them, and what follows."""

from collections.abc import Iterator, Sequence

from fgk.comparison.result import Compared, Comparison, Place
from fgk.diagnostics import SEVERITY_WORDS, Diagnostic
from fgk.messages import N_, Message, Translator, msg
from fgk.render.comparison.groups import Group, grouped, heading, overall, unread, unread_in_common
from fgk.render.comparison.words import consequence
from fgk.render.escaping import printable
from fgk.render.terminal.pen import Pen
from fgk.render.terminal.wrapping import wrapped


class DiffPage:
    """The page of a comparison; ``width`` is that of the terminal in columns."""

    def __init__(self, translate: Translator, pen: Pen, width: int) -> None:
        self._translate = translate
        self._pen = pen
        self._width = width

    def lines(self, title: Message, found: Comparison) -> Iterator[str]:
        """Give the lines of the page."""
        yield from self._text(title, "head")
        yield from self._text(overall(found))
        if found.common or found.new or found.resolved or found.unread:
            yield ""
            yield from self._text(msg("Settings and procedures"), "head")
            for group in grouped(found.common):
                yield from self._group(group)
            for text in unread_in_common(found):
                yield from self._text(text, indent=2)
            yield from self._findings(found.new, found.resolved)
        for one in found.municipalities:
            yield ""
            yield from self._municipality(one)

    def _municipality(self, one: Compared) -> Iterator[str]:
        yield from self._text(heading(one), "head")
        yield self._pen(f"  {printable(one.path)}", "quiet")
        for group in grouped(one.changes, one.titles):
            yield from self._group(group)
        for text in unread(one):
            yield from self._text(text, indent=2)
        if one.derived:
            yield from self._text(msg("What follows from it:"), indent=2)
            for what in one.derived:
                yield from self._text(consequence(what, one.titles), indent=4)
        yield from self._findings(one.new, one.resolved)

    def _group(self, group: Group) -> Iterator[str]:
        yield from self._text(group.title, "", indent=2, place=group.place)
        for text, place in group.lines:
            yield from self._text(text, indent=4, place=place if place != group.place else None)

    def _findings(self, new: Sequence[Diagnostic], resolved: Sequence[Diagnostic]) -> Iterator[str]:
        for title, found, is_old in ((N_("New findings:"), new, False), (N_("Resolved findings:"), resolved, True)):
            if found:
                yield from self._text(msg(title), indent=2)
            for one in found:
                text = msg(
                    "{severity} {code}: {message}",
                    severity=SEVERITY_WORDS[one.severity],
                    code=one.code,
                    message=one.message,
                )
                yield from self._text(text, indent=4, place=Place(one.path, one.span, is_old))

    def _text(self, text: Message, style: str = "", *, indent: int = 0, place: Place | None = None) -> Iterator[str]:
        lines = wrapped(printable(self._translate(text)), self._width - indent)
        for line in lines:
            yield f"{' ' * indent}{self._pen(line, style)}"
        if place is not None:
            where = f"{printable(place.path)}:{place.span.line}"
            if place.is_old:
                where = self._translate(msg("before: {place}", place=where))
            yield self._pen(f"{' ' * (indent + 2)}{where}", "quiet")
