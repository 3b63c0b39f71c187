"""The report on all municipalities: a table, the phases over the years, certificates that end, who reported when."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fgk.assessment.lifecycle import Basis, CertificateState, Phase
from fgk.assessment.overview import Overview, ProcedureOverview
from fgk.dates import Duration as Length
from fgk.dates import PartialDate, shifted
from fgk.messages import N_, msg, msgn
from fgk.render.charts.phases import Course, Stretch, phases_chart
from fgk.render.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Figure,
    Line,
    Paragraph,
    Report,
    Row,
    Run,
    Section,
    Table,
    line,
)
from fgk.render.reports.frame import LEGEND, incomplete
from fgk.render.sentences import capital, certificate, sure
from fgk.render.views.chronicle import bands
from fgk.render.views.context import Context
from fgk.render.wording import Wording
from fgk.render.words import word
from fgk.render.workbook import Column as SheetColumn
from fgk.render.workbook import Sheet

ON_A_PAGE = 16
"""Municipalities on one picture, so that it fits onto a page."""

SOON = Length(24, 0)
"""How far ahead the ends of certificates are listed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the report keeps of a municipality: finished words and facts of the procedure that it is mainly in.

    ``phase`` is None where its files have errors that keep it from being assessed; then nothing but its name is known.
    ``certificate`` says what the latest one is worth. ``ends`` is its end, as precisely as it is known, and None where
    none is recorded or it is valid without end; ``basis`` is on what that rests. ``measures`` counts all measures that
    count on the day, ``counted`` those of them that were not given up, ``done`` those that are done; ``overdue`` counts
    the overdue deadlines of every procedure. ``reported`` is the latest day of a log entry of a measure or of an event,
    None where there is neither. ``stretches`` are the certificates and audits over the years.
    """

    slug: str
    name: str
    phase: Phase | None
    certificate: str = ""
    state: CertificateState = CertificateState.NONE
    ends: PartialDate | None = None
    basis: Basis | None = None
    measures: int = 0
    done: int = 0
    counted: int = 0
    overdue: int = 0
    reported: dt.date | None = None
    stretches: tuple[Stretch, ...] = ()
    place: Line = ()
    """Where it stands in the files; nothing in a report that names none."""


def entry(overview: Overview, words: Wording, place: Line = ()) -> Entry:
    """Take from a municipality's overview what the report keeps of it."""
    main = overview.main
    if main is None:
        return Entry(overview.slug, overview.name, None, place=place)
    standing, award, tally = main.standing, main.standing.award, main.plan.tally
    context = Context(overview.assessment, words, public=False)
    return Entry(
        overview.slug,
        overview.name,
        standing.phase,
        capital(words(certificate(standing))),
        standing.certificate_state,
        award.valid_until if award else None,
        award.basis if award else None,
        tally.total,
        tally.done,
        tally.denominator,
        overview.overdue,
        _reported(main, overview.day),
        tuple(
            Stretch(band.first, band.last, band.label, band.kind, band.is_open)
            for history in standing.histories
            for band in bands(context, standing, history, 0)
        ),
        place,
    )


def _reported(main: ProcedureOverview, day: dt.date) -> dt.date | None:
    """Give the latest day on which something was reported that the row shows; of an inexact date its first day."""
    dates = [entry.date.first for state in main.plan.measures for _, entry in state.entries]
    dates += [event.date.first for history in main.standing.histories for _, event in history.events]
    return max((date for date in dates if date <= day), default=None)


def portfolio(entries: Sequence[Entry], words: Wording, day: dt.date, errors: int, *, public: bool) -> Report:
    """Make the report from what was kept of each municipality.

    ``errors`` counts the defects of all files that keep something out of it.
    """
    made = _Portfolio(list(entries), words, day)
    kind = words(N_("Report on all municipalities"))
    title = words(msg("Family-friendly municipalities, {day}", day=words.day(day)))
    sections = (made.summary(), *made.phases(), made.table(), made.ends(), made.reported(), *made.missing())
    version = words(N_("Public version")) if public else words(N_("Internal version, not for publication"))
    as_of = line(words(msg("As of {day}", day=words.day(day))), " · ", Run(version, "" if public else "strong"))
    return Report(
        "portfolio",
        words.language,
        public,
        title,
        words(N_("Family-friendly municipalities")),
        kind,
        tuple(one for one in (as_of, incomplete(words, errors)) if one),
        {section.anchor: section for section in sections if not section.is_empty},
        (line(words(LEGEND)),),
        values={"kind": kind, "day": words.day(day), "name": words(N_("all municipalities"))},
    )


def comparison(entries: Sequence[Entry], words: Wording) -> tuple[Sheet, ...]:
    """Give the municipalities as a table for a workbook."""
    rows = [
        (
            one.name,
            words(word(one.phase)) if one.phase else None,
            one.certificate,
            one.ends.last if one.ends else None,
            words(word(one.basis)) if one.basis else None,
            one.counted,
            one.done,
            one.overdue,
            one.reported,
            one.slug,
        )
        for one in entries
    ]
    columns = {
        N_("Municipality"): 28,
        N_("Phase"): 20,
        N_("Certificate"): 44,
        N_("Valid until"): 13,
        N_("Basis"): 14,
        N_("Measures"): 12,
        N_("Done"): 11,
        N_("Overdue"): 11,
        N_("Latest report"): 16,
        N_("Id"): 24,
    }
    titled = tuple(SheetColumn(words(title), width) for title, width in columns.items())
    return (Sheet(words(N_("Municipalities")), titled, rows),)


class _Portfolio:
    """The sections of the report."""

    def __init__(self, entries: list[Entry], words: Wording, day: dt.date) -> None:
        self.words = words
        self.day = day
        self.entries = sorted((one for one in entries if one.phase is not None), key=lambda one: one.name.casefold())
        self.broken = [one for one in entries if one.phase is None]

    def summary(self) -> Section:
        """Count the municipalities by phase."""
        words = self.words
        counts = Counter(one.phase for one in self.entries)
        total = words(msgn("{n} municipality", "{n} municipalities", len(self.entries)))
        lines = tuple(line(f"{words(word(phase))}: {counts[phase]}") for phase in Phase if counts[phase])
        blocks: list[Block] = [Paragraph(line(total), "strong")]
        if lines:
            blocks.append(Bullets(lines))
        return Section("summary", line(words(N_("Summary"))), tuple(blocks))

    def phases(self) -> Iterator[Section]:
        """Draw the municipalities side by side over the years."""
        words = self.words
        title = words(N_("Certificates and audits over the years"))
        courses = [Course(one.name, one.stretches) for one in self.entries if one.stretches]
        parts = [courses[start : start + ON_A_PAGE] for start in range(0, len(courses), ON_A_PAGE)]
        figures = tuple(self._phases(part, number, len(parts)) for number, part in enumerate(parts, start=1))
        if figures:
            legend = msg(
                "Wide bars are certificates: blue while they are valid, grey once they have ended, dashed where their "
                "end is estimated. Narrow bars are audits, dotted lines are times without a certificate; the upright "
                "line is {day}.",
                day=words.day(self.day),
            )
            yield Section("phases", line(title), (Paragraph(line(words(legend)), "small"), *figures))

    def _phases(self, courses: Sequence[Course], number: int, total: int) -> Figure:
        """Draw as many municipalities as fit onto a page, with the same as a table."""
        words = self.words
        title = words(N_("Certificates and audits over the years"))
        if total > 1:
            title = words(msg("{title} ({n} of {total})", title=title, n=number, total=total))
        description = "; ".join(
            f"{one.name}: " + ", ".join(f"{part.label} {self._years(part)}" for part in one.stretches)
            for one in courses
        )
        columns = (
            Column(words(N_("Municipality"))),
            Column(words(N_("What")), width=34),
            Column(words(N_("Years")), width=20),
        )
        rows = tuple(
            Row(tuple(Cell((line(text),)) for text in (one.name, part.label, self._years(part))))
            for one in courses
            for part in one.stretches
        )
        name = f"phases-{number}"
        svg = phases_chart(title, description, courses, self.day, name)
        return Figure(name, title, description, svg, Table(title, columns, rows, style="numbers"))

    def _years(self, part: Stretch) -> str:
        first, last = part.first.year, part.last.year
        if part.is_open:
            return self.words(msg("since {year}", year=str(first)))
        return str(first) if first == last else f"{first}–{last}"

    def table(self) -> Section:
        """Compare the municipalities; beside each figure stands the day of the latest report."""
        words = self.words
        title = words(N_("Comparison"))
        columns = (
            Column(words(N_("Municipality"))),
            Column(words(N_("Phase")), width=20),
            Column(words(N_("Certificate")), width=28),
            Column(words(N_("Done")), right=True, width=13),
            Column(words(N_("Overdue")), right=True, width=9),
            Column(words(N_("Latest report")), width=14, style="due"),
        )
        rows = tuple(
            Row(
                (
                    Cell((line(one.name, one.place),)),
                    Cell((line(words(word(one.phase)) if one.phase else ""),)),
                    Cell((line(one.certificate),)),
                    Cell((line(self._done(one)),)),
                    Cell((line(str(one.overdue) if one.overdue else "–"),)),
                    Cell((line(words.day(one.reported) if one.reported else "–"),)),
                )
            )
            for one in self.entries
        )
        return Section("table", line(title), (Table(title, columns, rows, shows_caption=False),) if rows else ())

    def _done(self, one: Entry) -> str:
        return self.words(msg("{n} of {total}", n=one.done, total=one.counted)) if one.measures else "–"

    def ends(self) -> Section:
        """List the certificates that end, the nearest first; then those that have ended."""
        words = self.words
        title = words(N_("Certificates that end"))
        horizon = shifted(self.day, SOON)
        valid = [
            one for one in self.entries if one.ends and one.state is CertificateState.VALID and one.ends.last <= horizon
        ]
        over = [one for one in self.entries if one.ends and one.state is CertificateState.EXPIRED]
        blocks: list[Block] = []
        for found, caption in (
            (sorted(valid, key=_end), words(N_("End within the next 24 months"))),
            (sorted(over, key=_end, reverse=True), words(N_("Have ended"))),
        ):
            if found:
                columns = (Column(words(N_("Municipality"))), Column(words(N_("Until")), width=45, style="due"))
                rows = tuple(Row((Cell((line(one.name),)), Cell((line(self._until(one)),)))) for one in found)
                blocks.append(Table(caption, columns, rows))
        if not blocks:
            blocks.append(Paragraph(line(words(N_("No certificate ends within the next 24 months.")))))
        return Section("ends", line(title), tuple(blocks))

    def _until(self, one: Entry) -> str:
        if one.ends is None:
            return ""
        words = self.words
        about = [words(word(one.basis))] if one.basis and one.basis is not Basis.STATED else []
        if one.ends.uncertain:
            about.append(words(N_("date uncertain")))
        remark = f" ({', '.join(about)})" if about else ""
        return f"{words.date(sure(one.ends))}{remark}"

    def reported(self) -> Section:
        """Say from when the figures are: they are only as good as the latest report."""
        words = self.words
        title = words(N_("How recent the figures are"))
        dated = sorted((one for one in self.entries if one.reported), key=lambda one: one.reported or dt.date.min)
        if not dated:
            return Section("reported", line(title))
        oldest = dated[0]
        text = msg(
            "The figures rest on what had been reported by the day named beside them; the oldest report is that of "
            "{name}, {day}.",
            name=oldest.name,
            day=words.day(oldest.reported or self.day),
        )
        return Section("reported", line(title), (Paragraph(line(words(text))),))

    def missing(self) -> Iterator[Section]:
        """Name the municipalities of which nothing can be said."""
        if self.broken:
            words = self.words
            text = words(N_("Of these municipalities nothing can be said because of errors in their files:"))
            names = Bullets(tuple(line(one.name, one.place) for one in self.broken))
            yield Section("missing", line(words(N_("What is missing"))), (Paragraph(line(text)), names))


def _end(one: Entry) -> dt.date:
    return one.ends.last if one.ends else dt.date.max
