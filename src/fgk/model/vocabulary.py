"""The words of the data format: every enumeration, with the label that people read."""

from enum import StrEnum

from fgk.messages import N_

ANNUAL_REPORT, COUNCIL_REPORT = "annual_report", "council_report"
"""Ids of the events that the data format itself gives a meaning of their own: reports."""


class Kind(StrEnum):
    """What kind of body runs the audit."""

    MUNICIPALITY = "municipality"
    INDEPENDENT_CITY = "independent_city"
    DISTRICT = "district"
    BOROUGH = "borough"
    ASSOCIATION = "association"
    REGION = "region"


class Country(StrEnum):
    """ISO 3166-1 codes of the countries whose bodies may be recorded."""

    DE = "DE"
    AT = "AT"
    CH = "CH"
    LI = "LI"
    IT = "IT"


class Visibility(StrEnum):
    """Whether a record may appear in what is published."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Status(StrEnum):
    """Where a measure stands."""

    PLANNED = "planned"
    PREPARING = "preparing"
    IN_PROGRESS = "in_progress"
    PARTLY_DONE = "partly_done"
    DONE = "done"
    ONGOING = "ongoing"
    UNKNOWN = "unknown"
    POSTPONED = "postponed"
    DROPPED = "dropped"
    REPLACED = "replaced"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done: only such a measure can be overdue or stale."""
        return self in _OPEN

    @property
    def is_given_up(self) -> bool:
        """Whether the measure left the plan, and so the denominator of its progress."""
        return self in (Status.DROPPED, Status.REPLACED)

    @property
    def has_started(self) -> bool:
        """Whether work has begun, so that an office must be responsible."""
        return self in (Status.PREPARING, Status.IN_PROGRESS, Status.PARTLY_DONE, Status.DONE, Status.ONGOING)


_OPEN = frozenset((Status.PLANNED, Status.PREPARING, Status.IN_PROGRESS, Status.PARTLY_DONE, Status.POSTPONED))


class Priority(StrEnum):
    """How urgent a measure is."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Rating(StrEnum):
    """The judgement on a goal."""

    ACHIEVED = "achieved"
    PARTLY = "partly"
    NOT_ACHIEVED = "not_achieved"


class Direction(StrEnum):
    """Whether an indicator's number is to rise or to fall."""

    INCREASE = "increase"
    DECREASE = "decrease"


class ResolutionKind(StrEnum):
    """What a resolution is about."""

    PARTICIPATION = "participation"
    ADOPTION = "adoption"
    REPORT = "report"
    AMENDMENT = "amendment"
    RE_AUDIT = "re_audit"
    MEMBERSHIP = "membership"
    REJECTION = "rejection"
    OTHER = "other"


class Role(StrEnum):
    """What a body does in one step of a resolution's consultations."""

    DECISION = "decision"
    PRELIMINARY = "preliminary"
    HEARING = "hearing"
    RECOMMENDATION = "recommendation"
    INFORMATION = "information"


class Result(StrEnum):
    """What came out of one step of a resolution's consultations."""

    ADOPTED = "adopted"
    ADOPTED_AMENDED = "adopted_amended"
    RECOMMENDED = "recommended"
    NOTED = "noted"
    POSTPONED = "postponed"
    REFERRED = "referred"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    OPEN = "open"

    @property
    def is_adoption(self) -> bool:
        """Whether the resolution was adopted, if only with changes."""
        return self in (Result.ADOPTED, Result.ADOPTED_AMENDED)


class SourceKind(StrEnum):
    """What kind of document a source is."""

    PRESS_RELEASE = "press_release"
    NEWS = "news"
    COUNCIL_PAPER = "council_paper"
    MINUTES = "minutes"
    AGREEMENT = "agreement"
    REPORT = "report"
    CERTIFICATE = "certificate"
    WEB = "web"
    STATISTICS = "statistics"
    OTHER = "other"


class FieldKind(StrEnum):
    """What kind of action field a catalogue lists."""

    STANDARD = "standard"
    MODULE = "module"
    CROSS_CUTTING = "cross_cutting"


class Effect(StrEnum):
    """What an event of a procedure does to the state of the audit."""

    NONE = "none"
    ISSUES = "issues"
    PRESENTS = "presents"
    REJECTS = "rejects"
    WITHDRAWS = "withdraws"
    SUSPENDS = "suspends"
    REVOKES = "revokes"
    REMARK = "remark"


class Condition(StrEnum):
    """What a step or a deadline of a procedure can ask for besides events.

    ``plan``: the target agreement holds what the procedure's ``plan`` asks for. ``measures_done``: all measures of the
    round that were not given up are done or, as recurring tasks, run. ``goals_reached``: every goal of the round is
    judged as achieved or, where nobody has judged it, all its measures are done.
    """

    PLAN = "plan"
    MEASURES_DONE = "measures_done"
    GOALS_REACHED = "goals_reached"


LABELS: dict[type[StrEnum], dict[str, str]] = {
    Kind: {
        "municipality": N_("municipality"),
        "independent_city": N_("independent city"),
        "district": N_("district"),
        "borough": N_("borough"),
        "association": N_("association of municipalities"),
        "region": N_("region"),
    },
    Visibility: {"public": N_("public"), "internal": N_("internal")},
    Status: {
        "planned": N_("planned"),
        "preparing": N_("preparing"),
        "in_progress": N_("in progress"),
        "partly_done": N_("partly done"),
        "done": N_("done"),
        "ongoing": N_("ongoing (recurring task)"),
        "unknown": N_("not recorded"),
        "postponed": N_("postponed"),
        "dropped": N_("dropped"),
        "replaced": N_("replaced"),
    },
    Priority: {"high": N_("high"), "normal": N_("normal"), "low": N_("low")},
    Rating: {"achieved": N_("achieved"), "partly": N_("partly achieved"), "not_achieved": N_("not achieved")},
    Direction: {"increase": N_("is to rise"), "decrease": N_("is to fall")},
    ResolutionKind: {
        "participation": N_("resolution to take part"),
        "adoption": N_("adoption of the target agreement"),
        "report": N_("report"),
        "amendment": N_("amendment"),
        "re_audit": N_("resolution on the re-audit"),
        "membership": N_("membership"),
        "rejection": N_("rejection"),
        "other": N_("other resolution"),
    },
    Role: {
        "decision": N_("decision"),
        "preliminary": N_("preliminary deliberation"),
        "hearing": N_("hearing"),
        "recommendation": N_("recommendation"),
        "information": N_("information"),
    },
    Result: {
        "adopted": N_("adopted"),
        "adopted_amended": N_("adopted as amended"),
        "recommended": N_("recommended"),
        "noted": N_("noted"),
        "postponed": N_("adjourned"),
        "referred": N_("referred"),
        "rejected": N_("rejected"),
        "withdrawn": N_("withdrawn"),
        "open": N_("open"),
    },
    SourceKind: {
        "press_release": N_("press release"),
        "news": N_("news"),
        "council_paper": N_("council paper"),
        "minutes": N_("minutes"),
        "agreement": N_("target agreement"),
        "report": N_("report"),
        "certificate": N_("certificate"),
        "web": N_("web page"),
        "statistics": N_("statistics"),
        "other": N_("other source"),
    },
    Condition: {
        "plan": N_("target agreement complete"),
        "measures_done": N_("all measures done"),
        "goals_reached": N_("all goals reached"),
    },
    FieldKind: {
        "standard": N_("standard action field"),
        "module": N_("module"),
        "cross_cutting": N_("cross-cutting theme"),
    },
}
"""For each enumeration, the English label of each value; the catalogue holds the German one."""


def label(value: StrEnum) -> str:
    """Give the label of a value, as a string that a translator takes."""
    return LABELS[type(value)][value.value]
