"""What all parts of a report share: wording, citations of sources, anchors that are used once, places in the files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from fgk.assessment.assess import Assessment
from fgk.assessment.decisions import known_on
from fgk.messages import N_, NBSP
from fgk.model.base import Identified, Record, Visible
from fgk.model.procedure import Procedure
from fgk.model.resolution import Resolution
from fgk.model.vocabulary import Status, label
from fgk.render.document import Line, Run
from fgk.render.places import Find, Position
from fgk.render.wording import Wording
from fgk.render.words import glyph


def _nowhere(_: Position) -> str:
    return ""


@dataclass
class Context:
    """What the parts of one report are made from. It is used up with it: citations are remembered.

    ``find`` tells where records stand in the files, None in a report that names no files; ``address`` makes a web
    address of such a place, or nothing.
    """

    assessment: Assessment
    words: Wording
    public: bool
    find: Find | None = None
    address: Callable[[Position], str] = _nowhere
    cited: dict[str, int] = field(default_factory=dict)
    """The numbers of sources by their ids, in the order in which they were cited first."""
    shows_internal: bool = False
    """Whether something was marked as internal."""
    resolutions: tuple[Resolution, ...] = ()
    """Those that were known on the day, each as it was known then."""
    _taken: dict[str, int] = field(default_factory=dict)
    _own: dict[int, str] = field(default_factory=dict)
    _anchors: dict[tuple[str, str], str] = field(default_factory=dict)
    _sources: dict[str, str] = field(default_factory=dict)
    _stored: dict[int, Record] = field(default_factory=dict)
    """The records of the files behind resolutions that are shown, by the identity of these."""

    def __post_init__(self) -> None:
        day = self.assessment.day
        known = ((known_on(one, day), one) for one in self.assessment.dossier.resolutions)
        stored = [(resolution, one) for resolution, one in known if resolution is not None]
        self.resolutions = tuple(resolution for resolution, _ in stored)
        self._stored = {id(resolution): one for resolution, one in stored}
        self._resolutions: dict[str | None, Resolution] = {one.id: one for one in reversed(self.resolutions)}
        for source in self.assessment.dossier.sources:
            self._sources.setdefault(source.id, source.title or source.url or source.id)
        for resolution in self.resolutions:
            self.register("resolution", resolution)
        for round_ in self.assessment.audit.rounds:
            self.register("round", round_)

    def cite(self, *ids: Iterable[str]) -> Line:
        """Give the citations of sources; an id that no source has stays silent, validation speaks of it."""
        wanted = dict.fromkeys(name for group in ids for name in group if name in self._sources)
        found = sorted((self.cited.setdefault(name, len(self.cited) + 1), self._sources[name]) for name in wanted)
        return tuple(Run(str(number), "cite", anchor=f"source-{number}", title=title) for number, title in found)

    def internal(self, record: Visible) -> Line:
        """Give the mark of a record that is not for the public, or nothing."""
        if not record.is_internal:
            return ()
        self.shows_internal = True
        return (Run(self.words(N_("internal")), "internal"),)

    def place(self, record: Record) -> Line:
        """Say in which file and line a record stands, as far as the report names files."""
        if self.find is None:
            return ()
        return placed(self.find(self._stored.get(id(record), record), ()), self.address)

    def status(self, status: Status) -> Run:
        """Give a status with its glyph and its word."""
        return Run(self.words(label(status)), "status", key=status.value, glyph=glyph(status))

    def register(self, kind: str, record: Identified) -> None:
        """Give a record its anchor; of several with one id each gets its own, and links lead to the first."""
        first = f"{kind}-{record.id}"
        count = self._taken[first] = self._taken.get(first, 0) + 1
        anchor = first if count == 1 else f"{first}--{count}"  # no id holds two hyphens in a row
        self._own[id(record)] = anchor
        self._anchors.setdefault((kind, record.id), anchor)

    def own_anchor(self, record: Identified) -> str:
        """Give the anchor of a record that was registered. Raises LookupError, which names one that was not."""
        if id(record) not in self._own:
            raise LookupError(record.id)
        return self._own[id(record)]

    def anchor_of(self, kind: str, name: str) -> str:
        """Give the anchor of a record that is in the report, or nothing."""
        return self._anchors.get((kind, name), "")

    def resolution(self, name: str | None) -> Run | None:
        """Give the link to a resolution, or None where there is none that may be shown."""
        record = self._resolutions.get(name)
        if record is None:
            return None
        text = f"{record.title}, {record.paper.replace(' ', NBSP)}" if record.paper else record.title
        return Run(text, anchor=self.anchor_of("resolution", record.id))

    def rests_on(self, name: str | None) -> Line:
        """Name the resolution that something rests on; one that was not adopted is a paper, with what came of it."""
        found = self.resolution(name)
        if found is None:
            return ()
        result, words = self._resolutions[name].result, self.words
        if result.is_adoption:
            return (Run(f"{words(N_('Resolution'))}: "), found)
        return (Run(f"{words(N_('Council paper'))}: "), found, Run(f" ({words(label(result))})", "quiet"))

    def title(self, procedure: Procedure) -> str:
        """Give a procedure's title in the language of the report."""
        return procedure.title_in(self.words.language)


def placed(found: Position | None, address: Callable[[Position], str]) -> Line:
    """Name a place by its file and line, with its address where there is one; nothing where it is not known."""
    if found is None:
        return ()
    text = f"{found.path.rpartition('/')[2]}:{found.line}"
    return (Run(text, "place", url=address(found), title=f"{found.path}:{found.line}"),)
