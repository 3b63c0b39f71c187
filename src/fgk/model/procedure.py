"""``procedures/<id>.yaml``: the rules of a certification, as data."""

from functools import cached_property
from typing import Literal

from pydantic import Field

from fgk.messages import N_
from fgk.model.base import Noted, Record, record
from fgk.model.values import Count, Flag, IdOrIds, Label, Length, Offset, Text, Word
from fgk.model.vocabulary import Condition, Effect, FieldKind, Kind, ResolutionKind

_EFFECTS = {
    "certificate_issued": Effect.ISSUES,
    "certificate_presented": Effect.PRESENTS,
    "rejected": Effect.REJECTS,
    "withdrawn": Effect.WITHDRAWS,
    "suspended": Effect.SUSPENDS,
    "revoked": Effect.REVOKES,
    "other": Effect.REMARK,
}
"""What an event does where the procedure does not say: the events that the data format names."""


class Titled(Noted):
    """Something with a proper name, and its English rendering."""

    title: Text = Field(title=N_("Title"), description=N_("The name that people read."))
    title_en: Text | None = Field(None, title=N_("English title"), description=N_("The name in English output."))

    def title_in(self, language: str) -> str:
        """Give the title for a language; without an English one, the proper name stays."""
        return self.title_en if language == "en" and self.title_en else self.title


class Stage(Titled):
    """A certificate that can be reached."""

    model_config = record(N_("Stage"), N_("A certificate that can be reached, in the order of the list."))

    id: Word = Field(title=N_("Id"), description=N_("The name that rounds use."))
    validity: Length | None = Field(
        None, title=N_("Validity"), description=N_("How long the certificate holds, such as P3Y; absent: for ever.")
    )
    next: IdOrIds = Field((), title=N_("Next"), description=N_("Ids of the stages that it leads to."))


class EventType(Titled):
    """Something that can happen in a round."""

    model_config = record(N_("Kind of event"), N_("An event of the procedure; the list gives the order in a round."))

    id: Word = Field(title=N_("Id"), description=N_("The name that audit histories use."))
    repeatable: Flag = Field(
        False, title=N_("Repeatable"), description=N_("true: happens any time and has no place in the order.")
    )
    after: IdOrIds = Field((), title=N_("After"), description=N_("Ids of events that must come first."))
    resolution: tuple[ResolutionKind, ...] = Field(
        (), title=N_("Resolution"), description=N_("A resolution of one of these kinds must back it.")
    )
    requires: tuple[Condition, ...] = Field(
        (),
        title=N_("Requires"),
        description=N_("What must hold before, besides events: plan, measures_done or goals_reached."),
    )
    stages: IdOrIds = Field((), title=N_("Stages"), description=N_("Only in these stages; default: in all."))
    effect: Effect | None = Field(
        None,
        title=N_("Effect"),
        description=N_(
            "What it does to the state: issues, presents, rejects, withdraws, suspends, revokes, remark or none."
        ),
    )

    @property
    def adopts(self) -> bool:
        """Whether the council adopts a target agreement in it."""
        return ResolutionKind.ADOPTION in self.resolution

    @property
    def does(self) -> Effect:
        """The effect, by default that of the event of this name in the data format."""
        return self.effect or _EFFECTS.get(self.id, Effect.NONE)

    def belongs_to(self, stage: str | None) -> bool:
        """Whether it is a step of rounds that lead to a stage; where that is not known, one of some stages is not."""
        return not self.stages or stage in self.stages


class CatalogueField(Titled):
    """An action field of the procedure's catalogue."""

    model_config = record(N_("Action field of the catalogue"), N_("An action field that the procedure knows."))

    code: Label = Field(title=N_("Code"), description=N_("The code that action fields use."))
    kind: FieldKind = Field(FieldKind.STANDARD, title=N_("Kind"), description=N_("standard, module or cross_cutting."))


class DeadlineRule(Titled):
    """A deadline that follows from an event."""

    model_config = record(N_("Deadline"), N_("A deadline that follows from an event or from the certificate's end."))

    id: Word = Field(title=N_("Id"), description=N_("The deadline's name."))
    anchor: Word = Field(title=N_("Anchor"), description=N_("An event, or valid_until."))
    offset: Offset | None = Field(
        None, title=N_("Offset"), description=N_("A signed duration from the anchor, such as -P15M.")
    )
    repeat: Length | None = Field(None, title=N_("Repeat"), description=N_("At which distance it comes again."))
    until: Word | None = Field(None, title=N_("Until"), description=N_("An event or valid_until that ends it."))
    met_by: Word | None = Field(None, title=N_("Met by"), description=N_("The event that meets it."))
    met_when: Literal[Condition.MEASURES_DONE, Condition.GOALS_REACHED] | None = Field(
        None,
        title=N_("Met when"),
        description=N_("What meets it, where that is no event: measures_done, goals_reached."),
    )
    working_day: Literal["next", "none"] = Field(
        "none",
        title=N_("Working day"),
        description=N_("next: a due day that is no working day moves to the next one."),
    )
    stages: IdOrIds = Field((), title=N_("Stages"), description=N_("Only in these stages; default: in all."))
    lead: Length | None = Field(None, title=N_("Lead time"), description=N_("How early it counts as due soon."))
    grace: Length | None = Field(None, title=N_("Grace"), description=N_("How long after the due day it can be met."))


class LeastMeasures(Noted):
    """A least number of measures in a group of action fields."""

    model_config = record(N_("Least number of measures"), N_("How many measures a group of action fields needs."))

    action_fields: tuple[Label, ...] = Field(title=N_("Action fields"), description=N_("Codes of the group."))
    measures: Count = Field(title=N_("Measures"), description=N_("The least number of measures."))


class PlanRules(Record):
    """What a target agreement must hold at least."""

    model_config = record(N_("Rules of the target agreement"), N_("What a target agreement must hold at least."))

    goals_per_action_field: Count | None = Field(
        None, title=N_("Goals per action field"), description=N_("The least number of goals in each action field.")
    )
    measures_per_goal: Count | None = Field(
        None, title=N_("Measures per goal"), description=N_("The least number of measures for each goal.")
    )
    groups: tuple[LeastMeasures, ...] = Field(
        (), title=N_("Groups"), description=N_("Least numbers of measures in groups of action fields.")
    )


class Procedure(Titled):
    """The rules of one certification."""

    model_config = record(
        N_("Audit procedure"), N_("The rules of a certification: stages, events, catalogue, deadlines.")
    )

    id: Word = Field(title=N_("Id"), description=N_("The name that audit histories use; also the file's name."))
    owner: Text | None = Field(None, title=N_("Owner"), description=N_("The organisation that certifies."))
    version: Label | None = Field(None, title=N_("Version"), description=N_("The version of this description."))
    kinds: tuple[Kind, ...] = Field(
        (), title=N_("Kinds of bodies"), description=N_("Which bodies may take part; absent: all.")
    )
    stages: tuple[Stage, ...] = Field((), title=N_("Stages"), description=N_("The certificates, in their order."))
    events: tuple[EventType, ...] = Field(
        (), title=N_("Events"), description=N_("What can happen in a round, in its order.")
    )
    action_fields: tuple[CatalogueField, ...] = Field(
        (), title=N_("Action fields"), description=N_("The catalogue of action fields.")
    )
    deadlines: tuple[DeadlineRule, ...] = Field((), title=N_("Deadlines"), description=N_("What is due when."))
    plan: PlanRules | None = Field(
        None, title=N_("Rules of the target agreement"), description=N_("What a target agreement must hold at least.")
    )

    def stage(self, name: str | None) -> Stage | None:
        """Give the stage of this id, or None."""
        return next((stage for stage in self.stages if stage.id == name), None)

    def event(self, name: str) -> EventType | None:
        """Give the event of this id, or None."""
        return self._events.get(name)

    @cached_property
    def _events(self) -> dict[str, EventType]:
        return {event.id: event for event in reversed(self.events)}

    def catalogue_field(self, code: str | None) -> CatalogueField | None:
        """Give the catalogue's action field of this code, or None."""
        return next((field for field in self.action_fields if field.code == code), None)
