"""FGK3xx: dates that cannot all be right. Partial dates are compared as intervals."""

import datetime as dt
from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.assessment.deadlines import event_title
from fgk.assessment.lifecycle import History
from fgk.dates import PartialDate, in_effect
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, msg
from fgk.model.plan import Indicator, IndicatorValue, Measure
from fgk.model.vocabulary import Status
from fgk.rules.misplaced import Misplaced, misplaced_events
from fgk.rules.registry import Finding, Rule, rule


class _Latest:
    """The date that began last among those seen so far; and among the certain ones, since these prove more."""

    def __init__(self) -> None:
        self._among_all: tuple[PartialDate, int] | None = None
        self._among_certain: tuple[PartialDate, int] | None = None

    def add(self, date: PartialDate, position: int) -> None:
        """Take a further date into account."""
        if self._among_all is None or date.first > self._among_all[0].first:
            self._among_all = (date, position)
        if not date.uncertain and (self._among_certain is None or date.first > self._among_certain[0].first):
            self._among_certain = (date, position)

    def after(self, date: PartialDate) -> int | None:
        """Give the position of one that lies wholly after a date, or None."""
        for found in (self._among_certain, self._among_all):
            if found is not None and found[0].first > date.last:
                return found[1]
        return None


@rule(
    "FGK301",
    "event-order",
    Severity.ERROR,
    summary=N_("Events of a round are dated against the procedure's order."),
    why=N_("The council must adopt the target agreement before it is reviewed; only the order is a rule."),
    fix=N_("Check both dates; an uncertain one gets a question mark."),
    source=N_("City of Aachen, council paper FB 45/0255/WP16: list of the steps"),
)
def event_order(assessment: Assessment) -> Iterator[Finding]:
    """Look for events that cannot be ordered as the procedure says, and report the date that is the likely slip."""
    for history in assessment.histories:
        for misplaced in misplaced_events(history, assessment):
            yield _misplaced(history, misplaced)


def _misplaced(history: History, misplaced: Misplaced) -> Finding:
    event, earlier = history.round.events[misplaced.event], history.round.events[misplaced.earlier]
    if misplaced.blamed == misplaced.event:
        other, words = misplaced.earlier, msg("must come first")
    else:
        other, words = misplaced.event, msg("must come after it")
    return Finding(
        history.round,
        ("events", misplaced.blamed, "date"),
        msg(
            "“{earlier}” must come before “{event}”, but they are dated {earlier_date} and {date}",
            event=event_title(history.procedure, event),
            date=event.date,
            earlier=event_title(history.procedure, earlier),
            earlier_date=earlier.date,
        ),
        msg("Check both dates; an uncertain one gets a question mark."),
        related=((history.round, ("events", other, "date"), words),),
        uncertain=event.date.uncertain or earlier.date.uncertain,
    )


@rule(
    "FGK302",
    "log-order",
    Severity.ERROR,
    summary=N_("The log of a measure runs backwards."),
    why=N_("The last entry that has begun gives the status; in a wrong order it is another one."),
    fix=N_("Put the entries in order of time, and check the dates."),
    tolerant=True,
)
def log_order(assessment: Assessment) -> Iterator[Finding]:
    """Compare each log entry with the latest before it; one in the future is a finding by itself."""
    for measure in assessment.dossier.measures:
        if len(measure.log) < 2:
            continue
        latest, blamed = _Latest(), set[int]()
        for index, entry in enumerate(measure.log):
            if entry.date.first > assessment.day:
                continue
            later = latest.after(entry.date)
            if later is not None and later not in blamed:
                blamed.add(later)
                yield _backwards(measure, index, later)
            latest.add(entry.date, index)


def _backwards(measure: Measure, index: int, later: int) -> Finding:
    date, before = measure.log[index].date, measure.log[later].date
    return Finding(
        measure,
        ("log", index, "date"),
        msg(
            "The log of measure “{id}” runs backwards: {date} stands after {before}",
            id=measure.id,
            date=date,
            before=before,
        ),
        msg("Put the entries in order of time, and check the dates."),
        related=((measure, ("log", later, "date"), msg("the later entry")),),
        uncertain=date.uncertain or before.uncertain,
    )


@rule(
    "FGK303",
    "end-before-start",
    Severity.ERROR,
    summary=N_("Something ends before it begins."),
    why=N_("One of the two dates must be wrong."),
    fix=N_("Check both dates."),
    tolerant=True,
    yields_here_to=("FGK301",),
)
def end_before_start(assessment: Assessment) -> Iterator[Finding]:
    """Compare the first due date with ``start``, and ``until`` with ``date``."""
    for measure in assessment.dossier.measures:
        due, route = _first_due(measure)
        if due and measure.start and due.last < measure.start.first:
            yield Finding(
                measure,
                route,
                msg(
                    "Measure “{id}” is due before it starts; start: {start}, due: {due}",
                    id=measure.id,
                    start=measure.start,
                    due=due,
                ),
                related=((measure, ("start",), msg("the start")),),
                uncertain=due.uncertain or measure.start.uncertain,
            )
    for round_ in assessment.audit.rounds:
        for index, event in enumerate(round_.events):
            is_in_future = event.date.first > assessment.day and not event.planned
            if event.until and event.until.last < event.date.first and not is_in_future:
                yield Finding(
                    round_,
                    ("events", index, "until"),
                    msg(
                        "The event ends before it begins; beginning: {start}, end: {end}",
                        start=event.date,
                        end=event.until,
                    ),
                    related=((round_, ("events", index, "date"), msg("the beginning")),),
                    uncertain=event.until.uncertain or event.date.uncertain,
                )


def _first_due(measure: Measure) -> tuple[PartialDate | None, Route]:
    """Give the due date that held first: where the measure has none, the first that its log sets."""
    if measure.due is None:
        for index, entry in enumerate(measure.log):
            if entry.new_due is not None:
                return entry.new_due, ("log", index, "new_due")
    return measure.due, ("due",)


@rule(
    "FGK318",
    "postponed-to-earlier",
    Severity.WARNING,
    summary=N_("A measure is postponed to a date before the one that held until then."),
    why=N_("To postpone is to set a later date; an earlier one is usually a slip in the year, and makes it overdue."),
    fix=N_("Correct new_due; where the work is to be done sooner, write another status than postponed."),
    source=N_("Data format, section 6 (collections)"),
    tolerant=True,
)
def postponed_to_earlier(assessment: Assessment) -> Iterator[Finding]:
    """Compare the new due date of each postponement with the one before, in the order in which they took effect."""
    for measure in assessment.dossier.measures:
        moves = [index for index, entry in enumerate(measure.log) if entry.new_due is not None]
        if not moves:
            continue
        days = in_effect([entry.date for entry in measure.log])
        held: tuple[PartialDate, Route] | None = (measure.due, ("due",)) if measure.due else None
        for index in sorted(moves, key=lambda index: days[index]):
            entry, route = measure.log[index], ("log", index, "new_due")
            if entry.new_due is None:
                continue
            if held and entry.status is Status.POSTPONED and entry.new_due.last < held[0].first:
                yield Finding(
                    measure,
                    route,
                    msg(
                        "The new due date {new} lies before the one that held until then, {old}",
                        new=entry.new_due,
                        old=held[0],
                    ),
                    related=((measure, held[1], msg("held until then")),),
                    uncertain=entry.new_due.uncertain or held[0].uncertain,
                )
            held = (entry.new_due, route)


@rule(
    "FGK322",
    "date-before-round",
    Severity.WARNING,
    summary=N_("A measure is due, or done, before the round of its goal began."),
    why=N_("The round agrees on what is to be done from then on; an earlier date is usually a slip in the year."),
    fix=N_("Check the date; a measure of an earlier round belongs to a goal of that round, or is named by continues."),
    yields_here_to=("FGK302",),
)
def date_before_round(assessment: Assessment) -> Iterator[Finding]:
    """Compare due dates, and entries that say done, with the first event of the round; continued work is older."""
    for measure in assessment.dossier.measures:
        history = assessment.history_of.get(assessment.round_of(measure) or "")
        beginning = history.beginning if history and not measure.continues else None
        if history is None or beginning is None:
            continue
        begun = beginning[1]
        for route, date in _ends(measure):
            if date.last < begun.date.first:
                yield Finding(
                    measure,
                    route,
                    msg(
                        "Measure “{id}”: {date} lies before the beginning of round “{round}”, {begun}",
                        id=measure.id,
                        date=date,
                        round=history.round.id,
                        begun=begun.date,
                    ),
                    related=((history.round, ("events", history.position(begun), "date"), msg("the beginning")),),
                    uncertain=date.uncertain or begun.date.uncertain,
                )
                break


def _ends(measure: Measure) -> Iterator[tuple[Route, PartialDate]]:
    """Give the dates by which a measure is to be done, or is."""
    due, route = _first_due(measure)
    if due is not None and not (measure.start and due.last < measure.start.first):  # a finding by itself
        yield route, due
    for index, entry in enumerate(measure.log):
        if entry.status is Status.DONE:
            yield ("log", index, "date"), entry.date


@rule(
    "FGK319",
    "contradicting-values",
    Severity.WARNING,
    summary=N_("An indicator has two different values for the same date."),
    why=N_("Nobody can tell which of the two holds; progress towards the goal is computed from it."),
    fix=N_("Delete the wrong value, or date both more precisely."),
    tolerant=True,
)
def contradicting_values(assessment: Assessment) -> Iterator[Finding]:
    """Compare the values of an indicator that stand at the same date, however precisely that is known."""
    for goal in assessment.dossier.goals:
        for number, indicator in enumerate(goal.indicators):
            for index, first in _contradictions(indicator):
                value, other = indicator.values[index], indicator.values[first]
                here = ("indicators", number, "values")
                yield Finding(
                    goal,
                    (*here, index, "value"),
                    msg(
                        "The indicator “{indicator}” has two values for {date}: {other} and {value}",
                        indicator=indicator.id,
                        date=value.date,
                        other=other.value,
                        value=value.value,
                    ),
                    related=((goal, (*here, first, "value"), msg("the other value")),),
                    uncertain=value.date.uncertain or other.date.uncertain,
                )


def _contradictions(indicator: Indicator) -> Iterator[tuple[int, int]]:
    """Give the positions of values that differ from the first one at the same date, each with that one's."""
    first: dict[tuple[dt.date, dt.date], tuple[int, IndicatorValue]] = {}
    for index, value in enumerate(indicator.values):
        position, other = first.setdefault((value.date.first, value.date.last), (index, value))
        if other.value != value.value:
            yield index, position


RULES: tuple[Rule, ...] = (
    event_order,
    log_order,
    end_before_start,
    postponed_to_earlier,
    date_before_round,
    contradicting_values,
)
