"""What is said of a record where another one points to it, and the words that cells are chosen from.

Of what is not there nothing is said: in a public workbook it may be something internal.
"""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property

from fgk.assessment.assess import Assessment
from fgk.messages import N_
from fgk.model.base import Visible
from fgk.model.plan import Goal, Measure
from fgk.model.procedure import Procedure
from fgk.model.vocabulary import Priority, Status
from fgk.render.views.context import Context
from fgk.render.views.history import round_title
from fgk.render.views.measures import named
from fgk.render.wording import Wording
from fgk.render.words import word
from fgk.render.workbook.extent import Extent
from fgk.render.workbook.table import Choices, Field, R, Sheet

YES, NO = N_("yes"), N_("no")


class Names:
    """Names the records of one municipality in the language of its workbook.

    ``extent`` says whose goals and measures have rows; what they point to is named, wherever it belongs.
    """

    def __init__(self, assessment: Assessment, words: Wording, extent: Extent, *, public: bool) -> None:
        self.assessment = assessment
        self.extent = extent
        self.measures = assessment.measures_in(extent.scope)
        self.goals = assessment.goals_in(extent.scope)
        self.words = words
        self.public = public
        self.context = Context(assessment, words, public)
        self.statuses = Choices(words(N_("Status")), tuple(words(word(status)) for status in Status))
        self.priorities = Choices(words(N_("Priority")), tuple(words(word(priority)) for priority in Priority))
        self.yes_or_no = Choices(words(N_("Yes or no")), (words(YES), words(NO)))

    def sheet(self, name: str, fields: Iterable[Field[R]], records: Iterable[R], frozen: int = 1) -> Sheet:
        """Make the sheet of a collection; its name and the titles of its columns are yet to be translated."""
        shown = [one for one in fields if not (self.public and one.internal)]
        rows = [tuple(one.value(record) for one in shown) for record in records]
        return Sheet(self.words(name), tuple(one.column(self.words(one.title)) for one in shown), rows, frozen)

    def word(self, value: StrEnum | None) -> str:
        """Give the word for a value, or nothing."""
        return self.words(word(value)) if value is not None else ""

    def visibility(self, record: Visible) -> str:
        """Say whether a record is public or internal."""
        return self.word(record.visibility)

    def goal(self, name: str | None) -> str:
        """Give a goal's number and title."""
        goal = self.assessment.goals.get(name or "")
        return named(goal) if goal else ""

    def measure(self, name: str | None) -> str:
        """Give a measure's number and title."""
        measure = self.assessment.measures.get(name or "")
        return named(measure) if measure else ""

    def outcome(self, measure: Measure) -> str:
        """Say what became of a measure, where that is said of the measures at all."""
        return self.words(self.extent.outcomes[measure.id]) if measure.id in self.extent.outcomes else ""

    def field(self, name: str | None) -> str:
        """Give an action field's code and title, by default that of the procedure's catalogue."""
        return self._fields.get(name or "", "")

    def field_of(self, goal: str | None) -> str:
        """Give the action field that a goal belongs to."""
        found = self.assessment.goals.get(goal or "")
        return self.field(found.action_field) if found else ""

    def round(self, name: str | None) -> str:
        """Name a round by the certificate that it leads to, and by its id where several lead to the same."""
        return self._rounds.get(name or "", "")

    def resolution(self, name: str | None) -> str:
        """Give the title of a resolution that was known on the day, with its paper."""
        return self._resolutions.get(name or "", "")

    def sources(self, names: Iterable[str]) -> str:
        """Give the titles of sources."""
        return "; ".join(self._sources[name] for name in names if name in self._sources)

    def is_counted(self, round_id: str | None) -> bool:
        """Whether a round is one whose goals and measures reports count; what belongs to none is counted, too."""
        return round_id is None or round_id in self._counted

    def place(self, goal: Goal | None) -> tuple[bool, int, int]:
        """Give where a goal stands in the plan: the rounds that count first, then by round and action field."""
        if goal is None:
            return (False, len(self._round_places), len(self._field_places))
        return (
            not self.is_counted(goal.round),
            self._round_places.get(goal.round or "", len(self._round_places)),
            self._field_places.get(goal.action_field or "", len(self._field_places)),
        )

    @cached_property
    def _counted(self) -> frozenset[str]:
        rounds = (standing.counted_round for standing in self.assessment.standings)
        return frozenset(one.id for one in rounds if one is not None)

    @cached_property
    def _round_places(self) -> dict[str, int]:
        return {round_id: place for place, round_id in enumerate(self.assessment.rounds)}

    @cached_property
    def _field_places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self._fields)}

    @cached_property
    def _fields(self) -> dict[str, str]:
        procedures = [standing.procedure for standing in self.assessment.standings]
        found: dict[str, str] = {}
        for one in self.assessment.dossier.action_fields:
            title = one.title or catalogue_title(one.code, procedures, self.words.language)
            found.setdefault(one.id, " ".join(part for part in (one.code, title) if part))
        return found

    @cached_property
    def _rounds(self) -> dict[str, str]:
        titles = {
            history.round.id: round_title(self.context, history) for history in reversed(self.assessment.histories)
        }
        seen = Counter(titles.values())
        return {name: title if seen[title] == 1 else f"{title} ({name})" for name, title in titles.items()}

    @cached_property
    def _resolutions(self) -> dict[str, str]:
        known = reversed(self.context.resolutions)
        return {one.id: ", ".join(part for part in (one.title, one.paper) if part) for one in known}

    @cached_property
    def _sources(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in self.assessment.dossier.sources:
            found.setdefault(one.id, one.title or one.url or one.id)
        return found


def catalogue_title(code: str | None, procedures: Iterable[Procedure], language: str) -> str:
    """Give the title of an action field in the first catalogue that has its code, or nothing."""
    entries = (procedure.catalogue_field(code) for procedure in procedures)
    found = next((entry for entry in entries if entry is not None), None)
    return found.title_in(language) if found else ""
