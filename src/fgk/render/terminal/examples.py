"""Examples of rules: the lines that matter, the place at fault underlined."""

from collections.abc import Iterator

from fgk.diagnostics import Span
from fgk.messages import Translator, msg
from fgk.render.escaping import printable
from fgk.render.terminal.excerpt import stretches, window
from fgk.render.terminal.pen import Pen
from fgk.render.terminal.wrapping import wrapped
from fgk.rules.examples import Example, ExampleFile
from fgk.source.text import Text

Marks = list[tuple[Span, str, str]]
"""Places to underline: where, with which sign, in which style."""


def bad_lines(example: Example, translate: Translator, pen: Pen, width: int) -> Iterator[str]:
    """Give the lines of the bad example, and below them what the rule says of it."""
    found = example.found
    for path in example.missing:
        missing = translate(msg("(this file is missing)"))
        yield f"   {pen('┌─', 'quiet')} {path} {missing}"
    for file in example.bad:
        marks: Marks = []
        if found is not None and found.commit is None:
            marks = [(one.span, "-", "related") for one in found.related if one.path == file.path and not one.commit]
            if found.path == file.path:
                marks.insert(0, (found.span, "^", found.severity.value))
        yield from _file_lines(file, marks, pen, width)
    if found is not None:
        first, *rest = wrapped(printable(translate(found.message)), width - 4)
        yield f"  {pen('→', 'quiet')} {first}"
        yield from (f"    {line}" for line in rest)


def before_lines(example: Example, pen: Pen, width: int) -> Iterator[str]:
    """Give the lines of the files as they were before the change."""
    found = example.found
    for file in example.before:
        marks: Marks = []
        if found is not None and found.commit is not None and found.path == file.path:
            marks = [(found.span, "^", found.severity.value)]
        yield from _file_lines(file, marks, pen, width)


def good_lines(example: Example, pen: Pen, width: int) -> Iterator[str]:
    """Give the lines of the good example."""
    for file in example.good:
        yield from _file_lines(file, [], pen, width)


def _file_lines(file: ExampleFile, marks: Marks, pen: Pen, width: int) -> Iterator[str]:
    text = Text(file.text)
    room = len(str(max(file.shown, default=1)))
    gutter, bar = f" {' ' * room} ", pen("│", "quiet")
    yield f"{gutter}{pen('┌─', 'quiet')} {printable(file.path)}"
    underlined = [(stretch, sign, style) for span, sign, style in marks for stretch in stretches(text, span)]
    last = 0
    for number in file.shown:
        if number > last + 1:
            yield f"{gutter}{pen('┆', 'quiet')}"
        last = number
        line = text.line(number)
        here = [(stretch, sign, style) for stretch, sign, style in underlined if stretch[0] == number]
        first, end = here[0][0][1:] if here else (0, 1)
        shown, before, marked = window(line, first, end, width - room - 5)
        yield f" {pen(f'{number:>{room}}', 'quiet')} {bar} {shown}".rstrip()
        if here:
            yield f"{gutter}{bar} {' ' * before}{pen(here[0][1] * marked, here[0][2])}"
        for (_, further, stop), sign, style in here[1:]:
            _, before, marked = window(line, further, stop, width - room - 5)
            yield f"{gutter}{bar} {' ' * before}{pen(sign * marked, style)}"
    if last < file.text.removesuffix("\n").count("\n") + 1:
        yield f"{gutter}{pen('┆', 'quiet')}"
