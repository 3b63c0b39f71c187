"""``fgk ready`` for people: the verdict, and each precondition with its sign, its words and its place."""

from collections.abc import Iterator

from fgk.assessment.conditions import Answer
from fgk.messages import Message, Translator, msg
from fgk.render.escaping import printable
from fgk.render.readiness.answer import ANSWERS, MARKS, Sheet
from fgk.render.terminal.pen import Pen
from fgk.render.terminal.wrapping import wrapped

_STYLES = {Answer.MET: "good", Answer.UNMET: "late", Answer.UNKNOWN: "soon"}


def ready_lines(title: Message, sheet: Sheet, translate: Translator, pen: Pen, width: int) -> Iterator[str]:
    """Give the lines of the page."""
    yield from (pen(line, "head") for line in wrapped(printable(translate(title)), width))
    style = "good" if sheet.is_ready else "late"
    mark = MARKS[Answer.MET if sheet.is_ready else Answer.UNMET]
    yield from (pen(line, style) for line in wrapped(f"{mark} {sheet.verdict}", width))
    for item in sheet.items:
        yield ""
        head = f"{MARKS[item.answer]} {translate(ANSWERS[item.answer])}"
        yield f"{pen(head, _STYLES[item.answer])}: {pen(printable(item.title), 'head')}"
        yield from (f"  {line}" for line in wrapped(printable(item.text), width - 2))
        if item.place is not None:
            yield pen(f"  {printable(str(item.place))}", "quiet")
    if sheet.skipped:
        yield ""
        text = translate(msg("Not recorded, and not required here: {steps}.", steps=sheet.skipped))
        yield from (pen(line, "quiet") for line in wrapped(printable(text), width))
