"""What all parts of a report share: wording, citations of sources, and anchors that are used once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from fgk.assessment.assess import Assessment
from fgk.messages import NBSP
from fgk.model.base import Identified
from fgk.model.procedure import Procedure
from fgk.model.resolution import Resolution
from fgk.model.vocabulary import Result
from fgk.render.wording import Wording


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to a numbered source."""

    number: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to another place of the report; ``anchor`` is empty where that place is not in it."""

    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a list of facts: what it is, what it says, on what that rests."""

    label: str
    text: str
    remark: str = ""
    url: str = ""
    citations: tuple[Citation, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass
class Context:
    """What the parts of one report are made from. It is used up with it: citations are remembered."""

    assessment: Assessment
    words: Wording
    public: bool
    cited: set[str] = field(default_factory=set)
    resolutions: tuple[Resolution, ...] = ()
    """Those that were known on the day."""
    _taken: dict[str, int] = field(default_factory=dict)
    _own: dict[int, str] = field(default_factory=dict)
    _anchors: dict[tuple[str, str], str] = field(default_factory=dict)
    _numbers: dict[str, Citation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        day = self.assessment.day
        self.resolutions = tuple(one for one in self.assessment.dossier.resolutions if _is_known(one, day))
        self._resolutions: dict[str | None, Resolution] = {one.id: one for one in reversed(self.resolutions)}
        for number, source in enumerate(self.assessment.dossier.sources, start=1):
            title = source.title or source.url or source.id
            self._numbers.setdefault(source.id, Citation(number, f"source-{number}", title))
        for resolution in self.resolutions:
            self.register("resolution", resolution)
        for round_ in self.assessment.audit.rounds:
            self.register("round", round_)

    def cite(self, *ids: Iterable[str]) -> tuple[Citation, ...]:
        """Give the citations of sources; an id that no source has stays silent, validation speaks of it."""
        wanted = [name for group in ids for name in group if name in self._numbers]
        self.cited.update(wanted)
        return tuple(sorted({self._numbers[name] for name in wanted}, key=lambda citation: citation.number))

    def register(self, kind: str, record: Identified) -> None:
        """Give a record its anchor; of several with one id each gets its own, and links lead to the first."""
        first = f"{kind}-{record.id}"
        count = self._taken[first] = self._taken.get(first, 0) + 1
        anchor = first if count == 1 else f"{first}--{count}"  # no id holds two hyphens in a row
        self._own[id(record)] = anchor
        self._anchors.setdefault((kind, record.id), anchor)

    def own_anchor(self, record: Identified) -> str:
        """Give the anchor of a record that was registered."""
        return self._own[id(record)]

    def anchor_of(self, kind: str, name: str) -> str:
        """Give the anchor of a record that is in the report, or nothing."""
        return self._anchors.get((kind, name), "")

    def resolution(self, name: str | None) -> Link | None:
        """Give the link to a resolution, or None where there is none that may be shown."""
        record = self._resolutions.get(name)
        if record is None:
            return None
        text = f"{record.title}, {record.paper.replace(' ', NBSP)}" if record.paper else record.title
        return Link(text, self.anchor_of("resolution", record.id))

    def title(self, procedure: Procedure) -> str:
        """Give a procedure's title in the language of the report."""
        return procedure.title_in(self.words.language)


def _is_known(resolution: Resolution, day: dt.date) -> bool:
    """Leave out what was resolved after the day of the report."""
    return resolution.date is None or resolution.date.first <= day or resolution.result is Result.OPEN
