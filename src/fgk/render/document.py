"""What a report is made of, whatever its format: sections, blocks, and lines of text that know what they mean.

A kind of report builds a ``Report`` from these parts once; each format shows the same parts in its own way. All texts
are finished and in the report's language, and none of them is markup.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar, TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line: its text, what it is, and where it leads.

    ``style`` is empty for plain text, else ``strong``, ``quiet``, ``number``, ``overdue``, ``internal`` (the mark of a
    record that is not for the public), ``status`` (with ``key`` and ``glyph``), ``cite`` (the number of a source, with
    its ``title``) or ``place`` (file and line of a record). ``anchor`` is a place in the report, ``url`` one outside.
    """

    text: str
    style: str = ""
    key: str = ""
    glyph: str = ""
    anchor: str = ""
    url: str = ""
    title: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it is nothing but text."""
        return not (self.style or self.anchor or self.url)


Line: TypeAlias = tuple[Run, ...]
"""Runs that follow one another without a break."""


def line(*parts: str | Run | Iterable[Run]) -> Line:
    """Join texts, runs and lines to one line; empty texts are left out."""
    return tuple(run for part in parts for run in _runs(part))


def _runs(part: str | Run | Iterable[Run]) -> Iterator[Run]:
    if isinstance(part, str):
        if part:
            yield Run(part)
    elif isinstance(part, Run):
        yield part
    else:
        yield from part


def joined(parts: Iterable[Line], separator: str) -> Line:
    """Join lines to one, with a text between them; empty ones are left out."""
    found: list[Run] = []
    for part in parts:
        if part:
            found += [*([Run(separator)] if found else []), *part]
    return tuple(found)


def plain(runs: Line) -> str:
    """Give a line as mere text, without marks, citations and places."""
    return "".join(run.text for run in runs if run.style not in ("cite", "internal", "place"))


# -- blocks ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``style`` is empty, ``strong``, ``small``, ``quiet`` or ``quote`` (a text that was adopted)."""

    block: ClassVar[str] = "paragraph"
    line: Line
    style: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """What is to be seen first: a short title, and lines below it."""

    block: ClassVar[str] = "callout"
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a list of facts: what it is, and what it says."""

    label: str
    line: Line


@dataclass(frozen=True, slots=True)
class Facts:
    """A list of facts."""

    block: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of lines; ``style`` is empty, ``log``, ``meta`` or ``counts`` (short ones, side by side)."""

    block: ClassVar[str] = "bullets"
    lines: tuple[Line, ...]
    ordered: bool = False
    style: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, ``right`` where it holds numbers, and how wide it is in hundredths (0: as needed).

    ``style`` is a class of the style sheet, ``glyph`` a sign that stands above the title.
    """

    title: str
    right: bool = False
    width: int = 0
    style: str = ""
    glyph: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its lines, one below the other."""

    lines: tuple[Line, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: as many cells as there are columns, and blocks that stand below them across the whole table."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    details: "tuple[Block, ...]" = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the cells of the column ``header`` (from 0, -1 for none) name their rows.

    ``style`` is ``stack`` (on a narrow page each row becomes a block), ``matrix`` (many narrow columns of numbers) or
    ``narrow`` (not wider than it must be). ``foot`` is a row of sums.
    """

    block: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    header: int = 0
    style: str = "stack"
    foot: Row | None = None
    shows_caption: bool = True

    @property
    def has_details(self) -> bool:
        """Whether some row has more to say than fits into its cells."""
        return any(row.details for row in self.rows)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: what one sees, as a sentence; all that it shows, as a text; the same as a table.

    The table is None where it stands beside the picture anyway.
    ``name`` is unique in the report, ``svg`` the drawing as fgk.render.charts makes it.
    """

    block: ClassVar[str] = "figure"
    name: str
    title: str
    description: str
    svg: str
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered source that the report refers to."""

    number: int
    anchor: str
    line: Line


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources, in the order of their numbers."""

    block: ClassVar[str] = "sources"
    sources: tuple[Source, ...]


Block: TypeAlias = Paragraph | Callout | Facts | Bullets | Table | Figure | Sources


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report under a heading; ``anchor`` is its unchanging name."""

    anchor: str
    title: Line
    blocks: tuple[Block, ...] = ()
    sections: "tuple[Section, ...]" = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing below its heading."""
        return not (self.blocks or self.sections)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    ``title`` names the document, ``heading`` stands at its top with the ``kicker`` above and the ``lead`` below it.
    ``sections`` are by their anchors, in order. ``closing`` are lines at the end: how to read it. ``provenance`` says
    from what it was made. ``values`` are single texts by name, for templates: what the municipality is called, which
    day it is, where it stands. ``has_contents`` says that it is long enough for a table of contents.
    """

    kind: str
    language: str
    public: bool
    title: str
    heading: str
    kicker: str
    lead: tuple[Line, ...]
    sections: Mapping[str, Section]
    closing: tuple[Line, ...] = ()
    provenance: tuple[Fact, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    has_contents: bool = True


_HELD: Mapping[type, tuple[str, ...]] = {
    part: tuple(one.name for one in fields(part))
    for part in (
        *(Run, Paragraph, Callout, Fact, Facts, Bullets, Column, Cell, Row, Table, Figure, Source, Sources),
        *(Section, Report),
    )
}
"""All parts of a report, each with the names of its values: looked up once, since there are thousands of parts."""


def with_sound_links(report: Report) -> Report:
    """Give the report without links to places that are not in it: what a kind leaves out, nothing can lead to."""
    there: set[str] = set()
    wanted: set[str] = set()
    waiting: list[Any] = [report]
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind is Run:
            if one.anchor:
                wanted.add(one.anchor)
        elif kind is tuple:
            waiting += one
        elif kind in _HELD:
            if kind in (Section, Row, Source):
                there.add(one.anchor)
            waiting += [getattr(one, name) for name in _HELD[kind]]
        elif isinstance(one, Mapping):
            waiting += one.values()
    if wanted <= there:
        return report
    sections = {name: _unlinked(section, there) for name, section in report.sections.items()}
    return replace(report, sections=sections)


def _unlinked(value: Any, there: set[str]) -> Any:
    """Give a part without links to places that are not there: itself, where it has none."""
    if isinstance(value, Run):
        return value if not value.anchor or value.anchor in there else replace(value, anchor="")
    if isinstance(value, tuple):
        found = tuple(_unlinked(one, there) for one in value)
        return value if all(new is old for new, old in zip(found, value, strict=True)) else found
    if type(value) in _HELD:
        held = {name: getattr(value, name) for name in _HELD[type(value)]}
        changed = {name: new for name, old in held.items() if (new := _unlinked(old, there)) is not old}
        return replace(value, **changed) if changed else value
    return value
