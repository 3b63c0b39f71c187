"""A history as JSON and as Markdown, and the words that these share with the terminal."""

from collections.abc import Iterator
from typing import Any

from fgk.comparison.story import Entry, Moment, Story
from fgk.comparison.wording import Titles, quoted_text
from fgk.diagnostics import short_hash
from fgk.messages import Message, Translator, msg, msgn
from fgk.render.comparison.groups import grouped
from fgk.render.comparison.json import change_object, renaming_object
from fgk.render.escaping import markdown, markdown_inline, printable

SCHEMA_VERSION = 1


def history_object(story: Story) -> dict[str, Any]:
    """Give the object that ``fgk history`` prints; the contract is ``schemas/output/history.schema.json``."""
    return {
        "schema_version": SCHEMA_VERSION,
        "municipality": story.municipality,
        "id": story.id,
        "complete": story.is_whole,
        "entries": [
            {
                "commit": one.moment.commit,
                "date": one.moment.date.isoformat(),
                "author": one.moment.author,
                "subject": one.moment.subject,
                "changes": [
                    *([renaming_object(one.was, one.slug)] if one.was else []),
                    *(change_object(change, one.slug) for change in one.changes),
                ],
                "resolutions": list(one.resolutions),
                "corrections": list(one.corrections),
                "unreadable": list(one.unreadable),
            }
            for one in story.entries
        ],
    }


def title(story: Story) -> Message:
    """Name what a history is about."""
    if story.id is None:
        return msg("History of {name}", name=story.municipality)
    return msg("History of “{id}” in {name}", id=story.id, name=story.municipality)


def head(moment: Moment) -> Message:
    """Say when which commit came about, and who wrote it."""
    author = printable(moment.author)
    day, commit = moment.date.date(), short_hash(moment.commit)
    if not author:
        return msg("{day} · commit {commit}", day=day, commit=commit)
    return msg("{day} · {author} · commit {commit}", day=day, author=author, commit=commit)


def told(story: Story) -> Iterator[tuple[Message, list[tuple[Message, list[Message]]]]]:
    """Give the head of each entry with what it says; one in which nothing changed but the id of another is left out."""
    for entry in story.entries:
        found = list(_paragraphs(entry, story.titles))
        if found:
            subject = entry.moment.subject
            first = [(quoted_text(subject), list[Message]())] if subject else []
            yield head(entry.moment), [*first, *found]


def _paragraphs(entry: Entry, titles: Titles) -> Iterator[tuple[Message, list[Message]]]:
    """Give what an entry says: records, each with what changed in it, and what else there is to say."""
    if entry.was:
        yield msg("new id: “{old}” is now “{new}”", old=entry.was, new=entry.slug), []
    for group in grouped(((change, None) for change in entry.changes), titles):
        yield group.title, [text for text, _ in group.lines]
    for path in entry.unreadable:
        yield msg("{path} has something in this commit that cannot be read", path=path), []
    if entry.resolutions:
        count = len(entry.resolutions)
        yield msgn("Named resolution: {ids}", "Named resolutions: {ids}", count, ids=entry.resolutions), []
    if entry.corrections:
        yield msg("Correction, as the commit says: {reasons}", reasons=entry.corrections), []


MISSING = msg(
    "Earlier history is missing here; the clone is shallow or not complete. Fetch the whole: git fetch --unshallow."
)


def ending(story: Story) -> Message | None:
    """Say what is lacking in a history; None where nothing is."""
    if not story.is_whole:
        return MISSING
    return None if story.entries else msg("Nothing has changed in meaning.")


def markdown_pieces(story: Story, translate: Translator) -> Iterator[str]:
    """Give a history as a Markdown document, piece by piece."""
    yield f"# {markdown_inline(translate(title(story)))}\n"
    for moment, paragraphs in told(story):
        yield f"\n## {markdown_inline(translate(moment))}\n\n"
        for name, texts in paragraphs:
            yield f"- {markdown(translate(name))}\n"
            for text in texts:
                yield f"  - {markdown(translate(text))}\n"
    last = ending(story)
    if last is not None:
        yield f"\n{markdown(translate(last))}\n"
