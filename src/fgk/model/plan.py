"""The target agreement: action fields, goals with indicators, measures with their log."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from fgk.messages import N_
from fgk.model.base import Identified, Noted, Record, Visible, record
from fgk.model.money import CostOrNumber
from fgk.model.values import Date, Flag, Id, Ids, Label, Length, Number, Percent, Text, Texts, slip
from fgk.model.vocabulary import Direction, Priority, Rating, Status


class ActionField(Identified):
    """A field in which the municipality acts, from the procedure's catalogue or its own."""

    noun: ClassVar[str] = N_("Action field")
    model_config = record(N_("Action field"), N_("A field in which the municipality acts."))

    code: Label | None = Field(
        None,
        title=N_("Code"),
        description=N_("The code in the procedure's catalogue; absent for a field of one's own."),
    )
    title: Text | None = Field(None, title=N_("Title"), description=N_("Default: the catalogue's title."))
    objective: Text | None = Field(
        None, title=N_("Strategic goal"), description=N_("What is to be reached in the field, in one sentence.")
    )

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if self.code is None and self.title is None:
            raise slip("neither", one="code", other="title")
        return self


class IndicatorValue(Noted):
    """A measured value."""

    model_config = record(N_("Measured value"), N_("A value of the indicator on a day."))

    date: Date = Field(title=N_("Date"), description=N_("When it was so."))
    value: Number = Field(title=N_("Value"), description=N_("A number, with a decimal point."))


class Indicator(Identified):
    """A number by which one sees whether a goal is being reached."""

    noun: ClassVar[str] = N_("Indicator")
    model_config = record(N_("Indicator"), N_("A number by which one sees whether the goal is being reached."))

    title: Text = Field(title=N_("Title"), description=N_("What is counted."))
    unit: Text | None = Field(None, title=N_("Unit"), description=N_("In what it is counted."))
    baseline: Number | None = Field(None, title=N_("Baseline"), description=N_("The value at the start."))
    target: Number | None = Field(None, title=N_("Target"), description=N_("The value to be reached."))
    direction: Direction | None = Field(
        None, title=N_("Direction"), description=N_("increase or decrease: whether the number is to rise or to fall.")
    )
    interval: Length | None = Field(
        None, title=N_("Interval"), description=N_("How often it is measured, such as P1Y: then the next value is due.")
    )
    values: tuple[IndicatorValue, ...] = Field((), title=N_("Values"), description=N_("Measured values."))


class Judgement(Noted):
    """The judgement whether a goal was reached, beside the computed progress."""

    model_config = record(N_("Assessment"), N_("A judgement: delivered and effective are two questions."))

    date: Date | None = Field(None, title=N_("Date"), description=N_("When it was judged."))
    rating: Rating = Field(title=N_("Rating"), description=N_("achieved, partly or not_achieved."))
    reason: Text | None = Field(None, title=N_("Reason"), description=N_("Why, in a sentence."))


class Goal(Identified, Visible):
    """What is to be reached."""

    noun: ClassVar[str] = N_("Goal")
    model_config = record(N_("Goal"), N_("What is to be reached, in one action field and one round."))

    title: Text = Field(title=N_("Title"), description=N_("The goal as a sentence."))
    action_field: Id | None = Field(None, title=N_("Action field"), description=N_("Id of the action field."))
    round: Id | None = Field(None, title=N_("Round"), description=N_("Id of the round in audit.yaml."))
    number: Label | None = Field(
        None, title=N_("Number"), description=N_('A free label such as "2.1", in quotation marks.')
    )
    description: Text | None = Field(None, title=N_("Description"), description=N_("More about it."))
    indicators: tuple[Indicator, ...] = Field((), title=N_("Indicators"), description=N_("How one sees it."))
    assessment: Judgement | None = Field(
        None, title=N_("Assessment"), description=N_("Whether it was reached: a judgement.")
    )


class Responsible(Record):
    """Who carries a measure out."""

    model_config = record(N_("Responsible"), N_("The office that carries it out; a person stays internal."))

    office: Text | None = Field(None, title=N_("Office"), description=N_("Expected once work has started."))
    person: Text | None = Field(
        None, title=N_("Person"), description=N_("A person's name; never appears in what is published.")
    )


class LogEntry(Noted, Visible):
    """A status from a day on: the only place where a status is written."""

    model_config = record(N_("Log entry"), N_("The status from a day on, with what belongs to it."))

    date: Date = Field(title=N_("Date"), description=N_("From when the status holds."))
    status: Status = Field(title=N_("Status"), description=N_("Where the measure stands from then on."))
    percent: Percent | None = Field(None, title=N_("Percent"), description=N_("How much is done, 0 to 100."))
    reason: Text | None = Field(
        None, title=N_("Reason"), description=N_("Required for postponed, dropped and replaced.")
    )
    new_due: Date | None = Field(None, title=N_("New due date"), description=N_("Required for postponed."))
    replaced_by: Id | None = Field(
        None, title=N_("Replaced by"), description=N_("Id of the measure that takes its place; required for replaced.")
    )
    resolution: Id | None = Field(None, title=N_("Resolution"), description=N_("Id of the resolution behind it."))
    evidence: Ids = Field((), title=N_("Evidence"), description=N_("Ids of sources that prove it."))


class Measure(Identified, Visible):
    """What is done to reach a goal."""

    noun: ClassVar[str] = N_("Measure")
    model_config = record(N_("Measure"), N_("What is done to reach a goal."))

    title: Text = Field(title=N_("Title"), description=N_("What is done, in a few words."))
    goal: Id | None = Field(None, title=N_("Goal"), description=N_("Id of the goal that it serves."))
    number: Label | None = Field(
        None, title=N_("Number"), description=N_('A free label such as "2.1.3", in quotation marks.')
    )
    description: Text | None = Field(None, title=N_("Description"), description=N_("More about it."))
    responsible: Responsible | None = Field(
        None, title=N_("Responsible"), description=N_("The office that carries it out.")
    )
    partners: Texts = Field((), title=N_("Partners"), description=N_("Who takes part."))
    target_groups: Texts = Field((), title=N_("Target groups"), description=N_("Whom it is for."))
    priority: Priority | None = Field(None, title=N_("Priority"), description=N_("high, normal or low."))
    start: Date | None = Field(None, title=N_("Start"), description=N_("When work begins."))
    due: Date | None = Field(
        None, title=N_("Due"), description=N_("By when it is to be done; a postponement is written in the log.")
    )
    recurring: Flag = Field(
        False, title=N_("Recurring task"), description=N_("true: a Daueraufgabe, which has no end.")
    )
    cost: CostOrNumber | None = Field(None, title=N_("Cost"), description=N_("What it costs."))
    resolution: Id | None = Field(None, title=N_("Resolution"), description=N_("Id of the resolution behind it."))
    continues: Id | None = Field(
        None, title=N_("Continues"), description=N_("Id of a measure of an earlier round that goes on here.")
    )
    log: tuple[LogEntry, ...] = Field((), title=N_("Log"), description=N_("The status over time, the oldest first."))
