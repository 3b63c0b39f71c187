"""``fgk.yaml``: the settings of a repository; every one has a default."""

from typing import Literal

from pydantic import Field

from fgk.dates import Duration
from fgk.messages import N_
from fgk.model.base import Noted, Record, record
from fgk.model.values import FormatVersion, Label, Length, Name, Text, Url

DEFAULT_PROCEDURE = "familiengerechte-kommune"


class Ignore(Noted):
    """A rule that is off here."""

    model_config = record(N_("Ignored rule"), N_("A rule that is off, everywhere or in one municipality."))

    rule: Label = Field(title=N_("Rule"), description=N_("The rule's code or name."))
    within: Label | None = Field(
        None, alias="in", title=N_("In"), description=N_("A municipality's slug; default: everywhere.")
    )
    reason: Text | None = Field(None, title=N_("Reason"), description=N_("Why; always expected."))


class SeverityChange(Noted):
    """A rule that weighs more or less here."""

    model_config = record(N_("Severity"), N_("A rule that weighs more or less here."))

    rule: Label = Field(title=N_("Rule"), description=N_("The rule's code or name."))
    level: Literal["error", "warning", "info"] = Field(title=N_("Level"), description=N_("error, warning or info."))
    reason: Text | None = Field(None, title=N_("Reason"), description=N_("Why; always expected."))


class Settings(Record):
    """The settings of a repository."""

    model_config = record(N_("Settings"), N_("The settings of a repository; every one has a default."))

    format: FormatVersion = Field("1", title=N_("Format"), description=N_("Version of the data format."))
    procedure: Name = Field(
        DEFAULT_PROCEDURE, title=N_("Procedure"), description=N_("The procedure that holds where a file names none.")
    )
    language: Literal["de", "en"] = Field("de", title=N_("Language"), description=N_("de (default) or en."))
    due_soon: Length = Field(
        Duration(0, 60),
        title=N_("Due soon"),
        description=N_("How early a deadline counts as due soon, such as P60D."),
    )
    time_zone: Text = Field(
        "Europe/Berlin", title=N_("Time zone"), description=N_("Whose day today is, such as Europe/Berlin.")
    )
    stale_after: Length = Field(
        Duration(12, 0),
        title=N_("Stale after"),
        description=N_("After how long without a log entry an open measure is stale, such as P12M."),
    )
    follow_up: Length = Field(
        Duration(3, 0),
        title=N_("Follow-up"),
        description=N_("By when an adjourned or referred matter is to come up again, such as P3M."),
    )
    source_link: Url | None = Field(
        None,
        title=N_("Link to the files"),
        description=N_(
            "A web address of a line of a file, with {commit}, {path} and {line}; reports lead from each record there."
        ),
    )
    ignore: tuple[Ignore, ...] = Field(
        (), title=N_("Ignored rules"), description=N_("Rules that are off here, each with a reason.")
    )
    severity: tuple[SeverityChange, ...] = Field(
        (), title=N_("Severities"), description=N_("Rules that weigh more or less here, each with a reason.")
    )
