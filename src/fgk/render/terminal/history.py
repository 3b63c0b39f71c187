"""``fgk history`` for people: each commit with the records that it changed."""

from collections.abc import Iterator

from fgk.comparison.story import Story
from fgk.comparison.transitions import Transitions
from fgk.messages import Message, Translator, msg
from fgk.render.comparison.history import ending, title, told
from fgk.render.comparison.transitions import TITLE, by_commit
from fgk.render.comparison.transitions import ending as ending_of_transitions
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
        for moment, rows in by_commit(found):
            yield ""
            yield from self._text(moment, "head")
            for move, problem in rows:
                yield from self._text(move, indent=2)
                if problem is not None:
                    yield from self._text(problem, "error", indent=4)
        yield ""
        for text in ending_of_transitions(found):
            yield from self._text(text)

    def _text(self, text: Message, style: str = "", *, indent: int = 0) -> Iterator[str]:
        for line in wrapped(printable(self._translate(text)), self._width - indent):
            yield f"{' ' * indent}{self._pen(line, style)}"
