"""A review as the comment on a merge request: a summary, a table of what is to be decided, and the rest folded.

It begins with a mark by which a program finds the comment again, to renew it in place of writing another one, and it is
never longer than a platform takes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from fgk.comparison.changes import Change
from fgk.comparison.result import Compared, Comparison, Place
from fgk.comparison.wording import NO_TITLES, Titles
from fgk.diagnostics import NEW_MARK, NEW_RESOLUTION, SEVERITY_WORDS, Diagnostic, IgnoredBy, Severity
from fgk.messages import N_, Message, Translator, msg, msgn
from fgk.render.comparison.groups import changed_where, grouped, heading, unread
from fgk.render.comparison.words import consequence
from fgk.render.escaping import markdown, markdown_inline, markdown_url
from fgk.render.findings.outcome import GLYPHS, Outcome

MARK = "<!-- fgk-review -->"
"""The first line, by which a comment is found again."""

LONGEST = 60_000
"""Characters of a comment: GitHub takes 65,536, GitLab a million."""

_SPARE = 500
"""Characters that are kept for saying what is left out."""

Link = Callable[[str, int, str | None], str]
"""Gives the address of a line of a file, by path, line and commit (None: the new files); empty where there is none."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What the comment is made from: which states were compared, what was found, and what changed."""

    base: str
    head: str
    outcome: Outcome
    changes: Comparison
    link: Link

    @property
    def counted(self) -> list[Diagnostic]:
        """What is to be decided."""
        found = (one for one in self.outcome.diagnostics if not one.ignored)
        return sorted(found, key=lambda one: -one.severity.weight)  # what weighs most comes first, whoever it concerns

    @property
    def answered(self) -> list[Diagnostic]:
        """What resolutions cover."""
        return [one for one in self.outcome.diagnostics if one.ignored_by is IgnoredBy.RESOLUTION]


def text(comment: Comment) -> str:
    """Give the whole comment."""
    return _Page(comment).text()


class _Page:
    """Puts the parts together, as long as there is room."""

    def __init__(self, comment: Comment) -> None:
        self.comment = comment
        self.translate: Translator = comment.outcome.translate

    @property
    def _is_about_several(self) -> bool:
        return len(self.comment.changes.municipalities) > 1

    def text(self) -> str:
        """Give the comment; what has no room is counted."""
        head = "".join(self._head())
        room, left = LONGEST - len(head) - _SPARE, 0
        parts = [head]
        for frame, lines in self._blocks():
            block, unshown = _fitting(lines, room - len(frame)) if not left else ([], len(lines))
            left += unshown
            if block:
                parts.append(frame.format(block="".join(block)))
                room -= len(parts[-1])
        if left:
            parts.append(f"\n{self._say(_left_out(left))}\n")
        return "".join(parts)

    def _head(self) -> Iterator[str]:
        comment, outcome = self.comment, self.comment.outcome
        title = self._say(msg("Review of the changes"))
        yield f"{MARK}\n## {title}\n\n"
        yield f"{self._say(self._summary())}\n\n"
        states = msg("Compared: {base} → {head}.", base=comment.base, head=comment.head)
        yield f"{self._say(states)}\n"
        if outcome.error:
            yield f"\n**{markdown(outcome.error)}**\n"

    def _summary(self) -> Message:
        counts = self.comment.outcome.counts
        changed = changed_where(self.comment.changes)
        if self.comment.changes.is_empty and not self.comment.counted:
            return msg("Nothing has changed in meaning; there is nothing to be decided.")
        answered = len(self.comment.answered)
        if not self.comment.counted and answered:
            return msgn(
                "{changed}: {n} finding rests on a resolution; compare it with the minutes.",
                "{changed}: {n} findings rest on resolutions; compare them with the minutes.",
                answered,
                changed=changed,
            )
        if not self.comment.counted:
            return msg("{changed}: nothing in them needs a decision.", changed=changed)
        words = (
            msgn("{n} error", "{n} errors", counts[Severity.ERROR]),
            msgn("{n} warning", "{n} warnings", counts[Severity.WARNING]),
            msgn("{n} info", "{n} infos", counts[Severity.INFO]),
        )
        return msg(
            "{changed}: {found} to be decided on.", changed=changed, found=tuple(one for one in words if one.count)
        )

    def _blocks(self) -> Iterator[tuple[str, list[str]]]:
        """Give the parts of the comment: a frame with a place for the lines, and the lines."""
        counted, answered = self.comment.counted, self.comment.answered
        if counted:
            heads = " | ".join(
                self._say(msg(head)) for head in (N_("Severity"), N_("What is to be decided"), N_("Where"))
            )
            yield f"\n| {heads} |\n|---|---|---|\n{{block}}", [self._row(one) for one in counted]
            hints = (f"- {one.code}: {self._say(one.hint)}\n" for one in counted if one.hint is not None)
            yield self._folded(msg("What to do")), list(dict.fromkeys(hints))
        if answered:
            title = msgn("Covered by a resolution: {n} finding", "Covered by resolutions: {n} findings", len(answered))
            lines = [self._answered(one) for one in answered]
            if any((one.reason or "").endswith(NEW_MARK) for one in answered):
                lines.append(f"\n{self._say(NEW_RESOLUTION)}\n")
            said = self._say(title).replace("{", "{{").replace("}", "}}")
            yield f"\n**{said}**\n\n{{block}}", lines
        if self.comment.changes.common:
            lines = list(self._groups(self.comment.changes.common, NO_TITLES))
            yield self._folded(msg("All changes: {name}", name=msg("Settings and procedures"))), lines
        for one in self.comment.changes.municipalities:
            if one.changes or one.is_gone or one.is_renamed or one.was is None:
                title = msg("All changes: {name}", name=heading(one))
                yield self._folded(title), list(self._changes(one))

    def _folded(self, title: Message) -> str:
        said = self._say(title).replace("{", "{{").replace("}", "}}")
        return f"\n<details><summary>{said}</summary>\n\n{{block}}\n</details>\n"

    def _row(self, one: Diagnostic) -> str:
        weight = f"{GLYPHS[one.severity]} {self._say(SEVERITY_WORDS[one.severity])}"
        where = self._place(one.path, one.span.line, one.commit)
        name = self.comment.outcome.titles.get(one.municipality or "") if self._is_about_several else None
        where = f"{markdown_inline(name)}, {where}" if name else where
        return f"| {weight} | {self._say(one.message)} ({one.code}) | {where} |\n"

    def _answered(self, one: Diagnostic) -> str:
        where = self._place(one.path, one.span.line, one.commit)
        return f"- {self._say(one.message)} – {markdown_inline(one.reason or '')} ({where})\n"

    def _changes(self, one: Compared) -> Iterator[str]:
        yield from self._groups(one.changes, one.titles)
        yield from (f"\n{self._say(text)}\n" for text in unread(one))
        if one.derived:
            yield f"\n{self._say(msg('What follows from it:'))}\n\n"
            yield from (f"- {self._say(consequence(what, one.titles))}\n" for what in one.derived)

    def _groups(self, changes: Sequence[tuple[Change, Place | None]], titles: Titles) -> Iterator[str]:
        for group in grouped(changes, titles):
            yield f"- **{self._say(group.title)}**{self._behind(group.place)}\n"
            for said, place in group.lines:
                yield f"  - {self._say(said)}{self._behind(place if place != group.place else None)}\n"

    def _behind(self, place: Place | None) -> str:
        if place is None:
            return ""
        return f" ({self._place(place.path, place.span.line, self.comment.changes.base if place.is_old else None)})"

    def _place(self, path: str, line: int, commit: str | None) -> str:
        place = f"{self._inner(path)}:{line}"
        name = markdown_inline(place)
        if commit is not None:
            name = self._say(msg("before: {place}", place=place))
        url = self.comment.link(path, line, commit)
        return f"[{name}]({markdown_url(url).replace('(', '%28').replace(')', '%29')})" if url else name

    def _inner(self, path: str) -> str:
        """Give a path from the directory of its municipality, where that is known."""
        home = next((one for one in self._homes if path.startswith(one)), "")
        return path.removeprefix(home)

    @cached_property
    def _homes(self) -> list[str]:
        found = {f"{one.path}/" for one in self.comment.changes.municipalities}
        return sorted(found, key=len, reverse=True)

    def _say(self, message: Message) -> str:
        return markdown(self.translate(message))


def _fitting(lines: Sequence[str], room: int) -> tuple[list[str], int]:
    """Give as many lines as there is room for, and how many are left."""
    found: list[str] = []
    for number, line in enumerate(lines):
        room -= len(line)
        if room < 0:
            return found, len(lines) - number
        found.append(line)
    return found, 0


def _left_out(count: int) -> Message:
    return msgn(
        "{n} further line has no room here; “fgk review” shows all.",
        "{n} further lines have no room here; “fgk review” shows all.",
        count,
    )
