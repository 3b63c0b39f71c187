"""``fgk explain`` for a terminal."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from fgk.diagnostics import SEVERITY_WORDS
from fgk.messages import Translator, msg
from fgk.render.findings.outcome import GLYPHS
from fgk.render.terminal.examples import bad_lines, before_lines, good_lines
from fgk.render.terminal.pen import Pen
from fgk.render.terminal.wrapping import wrapped
from fgk.rules.examples import Example
from fgk.rules.families import family_of
from fgk.rules.registry import Rule


def rule_lines(rule: Rule, example: Example, translate: Translator, pen: Pen, width: int) -> Iterator[str]:
    """Give what a rule wants, why, what to do, and a bad and a good example."""
    word = pen(f"{GLYPHS[rule.severity]} {translate(SEVERITY_WORDS[rule.severity])}", rule.severity.value)
    yield f"{pen(f'{rule.code} {rule.name}', 'head')}  {word}"
    yield from wrapped(translate(rule.summary), width)
    for title, text in ((msg("Why"), rule.why), (msg("What to do"), rule.fix), (msg("Source"), rule.source)):
        if text:
            yield ""
            yield pen(translate(title), "head")
            yield from wrapped(translate(text), width)
    if example.reason:
        yield ""
        yield from wrapped(translate(example.reason), width)
        return
    if example.before:
        yield ""
        yield pen(translate(msg("Before the change")), "head")
        yield from before_lines(example, pen, width)
    yield ""
    yield pen(translate(msg("Bad example")), "head")
    yield from bad_lines(example, translate, pen, width)
    yield ""
    yield pen(translate(msg("Good example")), "head")
    yield from good_lines(example, pen, width)


def rules_lines(rules: Iterable[Rule], translate: Translator, pen: Pen, width: int) -> Iterator[str]:
    """Give all rules by their families: code, severity and name in one line, below it what is found."""
    for family, several in groupby(rules, family_of):
        yield pen(f"━━ {translate(family.title)}", "head")
        yield ""
        for rule in several:
            word = pen(f"{GLYPHS[rule.severity]} {translate(SEVERITY_WORDS[rule.severity])}", rule.severity.value)
            yield f"{pen(rule.code, 'head')} {rule.name}  {word}"
            yield from (f"       {line}" for line in wrapped(translate(rule.summary), width - 7))
        yield ""
