"""The answer as Markdown, for a ticket or a merge request."""

from collections.abc import Iterator

from fgk.messages import Message, Translator, msg
from fgk.render.escaping import markdown
from fgk.render.readiness.answer import ANSWERS, MARKS, Sheet


def pieces(title: Message, sheet: Sheet, translate: Translator) -> Iterator[str]:
    """Give a heading, the verdict, and a table of the preconditions."""
    yield f"## {markdown(translate(title))}\n\n"
    yield f"**{markdown(sheet.verdict)}**\n"
    if sheet.items:
        heads = (msg("Precondition"), msg("State"), msg("What the files say"))
        yield f"\n| {' | '.join(translate(head) for head in heads)} |\n|---|---|---|\n"
    for item in sheet.items:
        place = f" ({markdown(str(item.place))})" if item.place else ""
        state = f"{MARKS[item.answer]} {translate(ANSWERS[item.answer])}"
        yield f"| {markdown(item.title)} | {state} | {markdown(item.text)}{place} |\n"
    if sheet.skipped:
        text = msg("Not recorded, and not required here: {steps}.", steps=sheet.skipped)
        yield f"\n{markdown(translate(text))}\n"
