"""The moves of measures from status to status as JSON and as Markdown, and their words."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from fgk.comparison.transitions import Transition, Transitions, Wrong
from fgk.messages import N_, Message, Translator, msg, msgn
from fgk.model.vocabulary import label
from fgk.render.comparison.history import MISSING, SCHEMA_VERSION, head
from fgk.render.escaping import markdown, markdown_inline

TITLE = N_("Moves from status to status")

WRONG_TITLE = N_("To be looked into")

_TEXTS = {
    Wrong.NOT_ALLOWED: N_("Not allowed: {message}"),
    Wrong.BACKDATED: N_("Back-dated: {message}"),
    Wrong.REWRITTEN: N_("Rewritten: {message}"),
    Wrong.REMOVED: N_("Removed: {message}"),
}


def transitions_object(found: Transitions, translate: Translator) -> dict[str, Any]:
    """Give the object that ``fgk history --transitions`` prints; its contract is that of ``fgk history``."""
    return {
        "schema_version": SCHEMA_VERSION,
        "complete": found.is_whole and not found.unread,
        "transitions": [
            {
                "municipality": one.municipality,
                "measure": one.measure,
                "commit": one.moment.commit,
                "date": one.moment.date.isoformat(),
                "author": one.moment.author,
                "from": one.before.value,
                "to": one.after.value if one.after is not None else None,
                "entry_date": str(one.date),
                "problem": one.wrong.value if one.wrong is not None else None,
                "message": translate(one.message) if one.message is not None else None,
                "corrected": one.is_corrected,
            }
            for one in found.found
        ],
    }


SIGN = "✗"
"""Stands before what is wrong."""


def wrong_ones(found: Transitions) -> Iterator[tuple[Message, Message, Message]]:
    """Give each entry with which something is wrong, what that is, and the head of its commit."""
    for one in found.found:
        if one.wrong is not None and one.is_wrong:
            yield _move(one), msg(_TEXTS[one.wrong], message=one.message), head(one.moment)


def by_commit(found: Transitions) -> Iterator[tuple[Message, list[Message]]]:
    """Give each commit by its head, with its moves, those with a sign with which something is wrong."""
    for moment, several in groupby(found.found, key=lambda one: one.moment):
        yield head(moment), [_marked(one) for one in several]


def _marked(one: Transition) -> Message:
    if one.is_corrected:
        return msg("{move} – {message}", move=_move(one), message=one.message)
    return _move(one) if not one.is_wrong else msg("{sign} {move}", sign=SIGN, move=_move(one))


def _move(one: Transition) -> Message:
    words: dict[str, object] = {
        "slug": one.municipality,
        "id": one.measure,
        "before": msg(label(one.before)),
        "date": one.date,
    }
    if one.after is None:
        return Message(N_("{slug}, measure “{id}”: entry of {date}, {before}"), words)
    words["after"] = msg(label(one.after))
    if one.after is one.before:
        return Message(N_("{slug}, measure “{id}”: {after} (entry of {date})"), words)
    return Message(N_("{slug}, measure “{id}”: {before} → {after} (entry of {date})"), words)


def overall(found: Transitions) -> Iterator[Message]:
    """Say how much was found, and what is lacking."""
    wrong = sum(one.is_wrong for one in found.found)
    yield msg(
        "{entries}; {wrong}.",
        entries=msgn("{n} entry", "{n} entries", len(found.found)),
        wrong=msgn("{n} problem", "{n} problems", wrong),
    )
    if found.wrong_before:
        yield msgn(
            "{n} problem lies further back, in commits that are not shown.",
            "{n} problems lie further back, in commits that are not shown.",
            found.wrong_before,
        )
    for path in found.unread:
        yield msg("Not readable, and so not checked: {path}", path=path)
    if not found.is_whole:
        yield MISSING


def markdown_pieces(found: Transitions, translate: Translator) -> Iterator[str]:
    """Give the moves as a Markdown document, piece by piece."""
    yield f"# {markdown_inline(translate(TITLE))}\n"
    for text in overall(found):
        yield f"\n{markdown(translate(text))}\n"
    if any(one.is_wrong for one in found.found):
        yield f"\n## {markdown_inline(translate(WRONG_TITLE))}\n\n"
        for move, problem, moment in wrong_ones(found):
            yield f"- {SIGN} {markdown_inline(translate(move))}\n"
            yield f"  - **{markdown_inline(translate(problem))}**\n  - {markdown_inline(translate(moment))}\n"
    for moment, moves in by_commit(found):
        yield f"\n## {markdown_inline(translate(moment))}\n\n"
        for move in moves:
            yield f"- {markdown(translate(move))}\n"
