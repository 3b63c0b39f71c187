"""``resolutions.yaml``: what bodies resolved, step by step."""

from typing import ClassVar

from pydantic import Field

from fgk.messages import N_
from fgk.model.base import Identified, Noted, Record, Visible, record
from fgk.model.values import Count, Date, Id, Label, Text, Texts, Url
from fgk.model.vocabulary import ResolutionKind, Result, Role


class Votes(Record):
    """How a body voted; any part may be missing."""

    model_config = record(N_("Votes"), N_("How the body voted; any part may be missing."))

    in_favour: Count | None = Field(None, alias="for", title=N_("In favour"), description=N_("Votes in favour."))
    against: Count | None = Field(None, title=N_("Against"), description=N_("Votes against."))
    abstentions: Count | None = Field(None, title=N_("Abstentions"), description=N_("Abstentions."))
    recused: Count | None = Field(
        None, title=N_("Recused"), description=N_("Members who took no part because of a conflict of interest.")
    )


class Consultation(Noted):
    """One step of a resolution: a body deliberates or decides."""

    model_config = record(N_("Consultation"), N_("One step: a body deliberates, recommends, decides or takes note."))

    body: Text = Field(title=N_("Body"), description=N_("The council or committee."))
    role: Role = Field(title=N_("Role"), description=N_("What the body does in this step."))
    date: Date | None = Field(None, title=N_("Date"), description=N_("The day of the meeting."))
    result: Result | None = Field(None, title=N_("Result"), description=N_("What came out of it."))
    votes: Votes | None = Field(None, title=N_("Votes"), description=N_("How the body voted."))


class Resolution(Identified, Visible):
    """A matter that the council and its committees dealt with."""

    noun: ClassVar[str] = N_("Resolution")
    model_config = record(N_("Resolution"), N_("A matter that the council and its committees dealt with."))

    title: Text = Field(title=N_("Title"), description=N_("What it is about."))
    kind: ResolutionKind = Field(title=N_("Kind"), description=N_("What the resolution does for the audit."))
    paper: Label | None = Field(
        None, title=N_("Council paper"), description=N_("The paper's number as it is printed; no common form exists.")
    )
    consultations: tuple[Consultation, ...] = Field(
        (), title=N_("Consultations"), description=N_("The steps in order of time (Beratungsfolge).")
    )
    conditions: Texts = Field((), title=N_("Conditions"), description=N_("Reservations such as Haushaltsvorbehalt."))
    supersedes: Id | None = Field(
        None, title=N_("Supersedes"), description=N_("Id of an earlier resolution that no longer holds.")
    )
    oparl: Url | None = Field(None, title="OParl", description=N_("URL of the OParl Paper."))
    web: Url | None = Field(None, title=N_("Web page"), description=N_("URL in the council information system."))

    @property
    def deciding(self) -> Consultation | None:
        """The consultation whose result and date are the resolution's own, or None where nothing was decided.

        It is the last one with the role of a decision; for a report, taking note counts as well.
        """
        roles = (Role.DECISION, Role.INFORMATION) if self.kind is ResolutionKind.REPORT else (Role.DECISION,)
        return next((step for step in reversed(self.consultations) if step.role in roles), None)

    @property
    def result(self) -> Result:
        """What the resolution came to."""
        step = self.deciding
        return (step.result if step else None) or Result.OPEN

    @property
    def date(self) -> "Date | None":
        """When it was decided or, as long as it was not, last dealt with."""
        step = self.deciding
        if step is None and self.consultations:
            step = self.consultations[-1]
        return step.date if step else None
