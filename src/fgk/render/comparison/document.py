"""The differences as a document, from which Markdown and HTML are made as all reports are."""

import datetime as dt
from collections.abc import Iterator, Sequence

from fgk import __version__
from fgk.comparison.changes import Change
from fgk.comparison.result import Compared, Comparison, Place
from fgk.comparison.wording import NO_TITLES, Titles
from fgk.diagnostics import SEVERITY_WORDS, Diagnostic
from fgk.messages import N_, NBSP, Message, msg
from fgk.render.comparison.groups import grouped, heading, overall, unread, unread_in_common
from fgk.render.comparison.words import consequence, state_name
from fgk.render.document import Block, Bullets, Cell, Column, Fact, Paragraph, Report, Row, Run, Section, Table, line
from fgk.render.reports.kinds import Kind
from fgk.render.wording import Wording

KIND = Kind("report", N_("What changed between two states."), ("md", "html"))
"""Stands for the kind of report that a difference is: it has the templates that all kinds have in common."""


def document(title: Message, found: Comparison, day: dt.date, words: Wording) -> Report:
    """Make the document of a comparison on a day."""
    sections = [_Sections(words).municipality(number, one) for number, one in enumerate(found.municipalities, start=1)]
    if found.common or found.new or found.resolved or found.unread:
        sections.insert(0, _Sections(words).common(found))
    facts = (
        Fact(words(N_("Day")), line(words.day(day))),
        Fact(words(N_("From")), line(words(state_name(found.base)))),
        Fact(words(N_("To")), line(words(state_name(found.head)))),
        Fact(words(N_("Program")), line(f"fgk{NBSP}{__version__}")),
    )
    text = words(title)
    return Report(
        "diff",
        words.language,
        False,
        text,
        text,
        words(N_("Comparison")),
        (line(words(overall(found))),),
        {section.anchor: section for section in sections},
        provenance=facts,
        values={"kind": words(N_("What changed")), "day": words.day(day)},
        has_contents=len(sections) > 1,
    )


class _Sections:
    """The sections of the document."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        self._home = ""

    def common(self, found: Comparison) -> Section:
        """Show what all municipalities depend on."""
        texts = (Paragraph(line(self.words(text)), "strong") for text in unread_in_common(found))
        blocks = (*self._changes(found.common, NO_TITLES), *texts, *self._findings(found.new, found.resolved))
        return Section("common", line(self.words(N_("Settings and procedures"))), blocks)

    def municipality(self, number: int, one: Compared) -> Section:
        """Show a municipality."""
        words, self._home = self.words, f"{one.path}/"
        blocks: list[Block] = [*self._changes(one.changes, one.titles)]
        blocks += [Paragraph(line(words(text)), "strong") for text in unread(one)]
        if one.derived:
            lines = tuple(line(words(consequence(what, one.titles))) for what in one.derived)
            blocks += [Paragraph(line(words(N_("What follows from it:"))), "strong"), Bullets(lines)]
        blocks += self._findings(one.new, one.resolved)
        return Section(f"municipality-{number}", line(words(heading(one))), tuple(blocks))

    def _changes(self, changes: Sequence[tuple[Change, Place | None]], titles: Titles) -> Iterator[Block]:
        groups = grouped(changes, titles)
        if not groups:
            return
        words = self.words
        columns = (Column(words(N_("Record")), width=34), Column(words(N_("Change"))))
        rows = []
        for group in groups:
            title = line(words(group.title), *self._place(group.place))
            lines = tuple(
                line(words(text), *(self._place(place) if place != group.place else ())) for text, place in group.lines
            )
            rows.append(Row((Cell((title,)), Cell(lines))))
        yield Table(words(N_("Changes")), columns, tuple(rows), style="stack", shows_caption=False)

    def _findings(self, new: Sequence[Diagnostic], resolved: Sequence[Diagnostic]) -> Iterator[Block]:
        words = self.words
        for title, found, is_old in ((N_("New findings:"), new, False), (N_("Resolved findings:"), resolved, True)):
            if not found:
                continue
            yield Paragraph(line(words(title)), "strong")
            texts = (
                msg(
                    "{severity} {code}: {message}",
                    severity=SEVERITY_WORDS[one.severity],
                    code=one.code,
                    message=one.message,
                )
                for one in found
            )
            places = (self._place(Place(one.path, one.span, is_old)) for one in found)
            yield Bullets(tuple(line(words(text), *place) for text, place in zip(texts, places, strict=True)))

    def _place(self, place: Place | None) -> tuple[Run, ...]:
        if place is None:
            return ()
        name = f"{place.path.removeprefix(self._home)}:{place.span.line}"
        shown = self.words(msg("before: {place}", place=name)) if place.is_old else name
        return (Run(shown, "place", title=f"{place.path}:{place.span.line}"),)
