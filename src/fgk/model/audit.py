"""``audit.yaml``: the audit history as dated events. Every state is derived from it and never stored."""

from typing import ClassVar, Literal

from pydantic import Field

from fgk.messages import N_
from fgk.model.base import Identified, Noted, Record, Visible, record
from fgk.model.money import MoneyOrNumber
from fgk.model.values import Count, Date, Flag, Id, Name, Text, Texts, Years


class PlanSize(Record):
    """How large an adopted target agreement is, as published."""

    model_config = record(
        N_("Size of the target agreement"), N_("As published, where the texts are not recorded here or differ.")
    )

    goals: Count | None = Field(None, title=N_("Goals"), description=N_("Number of goals."))
    measures: Count | None = Field(None, title=N_("Measures"), description=N_("Number of measures."))


class Event(Noted, Visible):
    """A dated fact of the audit history."""

    model_config = record(N_("Event"), N_("A dated fact of the audit history."))

    event: Name = Field(title=N_("Event"), description=N_("What happened: one of the procedure's events."))
    date: Date = Field(
        title=N_("Date"), description=N_("As precisely as it is known: 2019, 2019-Q3, 2019-10, 2019-10-04.")
    )
    until: Date | None = Field(None, title=N_("Until"), description=N_("The end of a phase that lasts."))
    title: Text | None = Field(None, title=N_("Title"), description=N_("What it was, for the event other."))
    resolution: Id | None = Field(None, title=N_("Resolution"), description=N_("Id of the resolution behind it."))
    covers: Years = Field((), title=N_("Years covered"), description=N_("The years that a report is about."))
    planned: Flag = Field(
        False, title=N_("Planned"), description=N_("true: an intention, without effect on any state.")
    )


class Round(Identified):
    """One pass through a procedure, from the resolution to take part to the certificate and its years."""

    noun: ClassVar[str] = N_("Round")
    model_config = record(N_("Round"), N_("One pass through the procedure."))

    procedure: Name | None = Field(
        None, title=N_("Procedure"), description=N_("Where this round belongs to another procedure than the file.")
    )
    stage: Name | None = Field(
        None, title=N_("Stage"), description=N_("The certificate that the round leads to; absent means not known.")
    )
    certificate: Literal["unknown"] | None = Field(
        None,
        title=N_("Certificate"),
        description=N_("unknown: the sources leave open whether the round ended in a certificate."),
    )
    valid_until: Date | None = Field(
        None, title=N_("Valid until"), description=N_("As printed on the certificate; otherwise it is derived.")
    )
    auditor: Text | None = Field(None, title=N_("Auditor"), description=N_("The organisation that audits."))
    plan: PlanSize | None = Field(
        None, title=N_("Size of the target agreement"), description=N_("Numbers of goals and measures as published.")
    )
    cost: MoneyOrNumber | None = Field(None, title=N_("Cost"), description=N_("What the round costs."))
    funded_by: Texts = Field((), title=N_("Funded by"), description=N_("Who pays a part of it."))
    events: tuple[Event, ...] = Field((), title=N_("Events"), description=N_("What happened, with dates."))


class Audit(Noted):
    """The audit history of one municipality."""

    model_config = record(N_("Audit history"), N_("Rounds of the audit, each with its dated events."))

    procedure: Name | None = Field(
        None, title=N_("Procedure"), description=N_("Id of the procedure; default: the one in fgk.yaml.")
    )
    rounds: tuple[Round, ...] = Field((), title=N_("Rounds"), description=N_("The rounds, the oldest first."))
