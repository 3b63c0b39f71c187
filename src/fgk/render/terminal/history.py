"""``fgk history`` for people: each commit with the records that it changed."""

from collections.abc import Iterator

from fgk.comparison.story import Story
from fgk.comparison.transitions import Transitions
from fgk.messages import Message, Translator, msg
from fgk.render.comparison.history import ending, title, told
from fgk.render.comparison.transitions import SIGN, TITLE, WRONG_TITLE, by_commit, overall, wrong_ones
from fgk.render.escaping import printable
from fgk.render.terminal.pen import Pen
from fgk.render.terminal.wrapping import wrapped


class HistoryPage:
    """The page of a history; ``width`` is that of the terminal in columns."""

    def __init__(self, translate: Translator, pen: Pen, width: int) -> None:
        self._translate = translate
        self._pen = pen
        self._width = width

    def lines(self, story: Story) -> Iterator[str]:
        """Give the lines of the page."""
        yield from self._text(title(story), "head")
        for head, paragraphs in told(story):
            yield ""
            yield from self._text(head, "head")
            for name, texts in paragraphs:
                yield from self._text(name, indent=2)
                for text in texts:
                    yield from self._text(text, indent=4)
        last = ending(story)
        if last is not None:
            yield ""
            yield from self._text(last, "quiet")

    def transitions(self, found: Transitions) -> Iterator[str]:
        """Give the lines of a page of moves from status to status."""
        yield from self._text(msg(TITLE), "head")
        for text in overall(found):
            yield from self._text(text)
        if any(one.is_wrong for one in found.found):
            yield ""
            yield from self._text(msg(WRONG_TITLE), "head")
            for move, problem, moment in wrong_ones(found):
                yield from self._text(msg("{sign} {move}", sign=SIGN, move=move), indent=2)
                yield from self._text(problem, "error", indent=4)
                yield from self._text(moment, "quiet", indent=4)
        for moment, moves in by_commit(found):
            yield ""
            yield from self._text(moment, "head")
            for move in moves:
                yield from self._text(move, indent=2)

    def _text(self, text: Message, style: str = "", *, indent: int = 0) -> Iterator[str]:
        for line in wrapped(printable(self._translate(text)), self._width - indent):
            yield f"{' ' * indent}{self._pen(line, style)}"
