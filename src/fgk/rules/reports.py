"""FGK4xx, FGK5xx and FGK6xx: yearly reports, whether they are missing, and whether anybody took note of a report."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import Basis, History, Standing
from fgk.assessment.periods import NOTHING, Schedule, schedule
from fgk.assessment.windows import WindowEnd, due_day
from fgk.assessment.working_days import WorkCalendar
from fgk.dates import PartialDate
from fgk.diagnostics import Severity
from fgk.messages import N_, Message, msg, msgn
from fgk.model.audit import Event
from fgk.model.procedure import DeadlineRule
from fgk.model.resolution import Resolution
from fgk.model.vocabulary import ANNUAL_REPORT, COUNCIL_REPORT, Result
from fgk.rules.backing import ADOPTED, REPORTS, Ground, Slip, grounds, step_words
from fgk.rules.covered_years import covered_years
from fgk.rules.doubts import DATES
from fgk.rules.registry import Finding, Rule, rule


@rule(
    "FGK415",
    "report-not-noted",
    Severity.WARNING,
    summary=N_("No body has taken note of a report to the council."),
    why=N_("Whoever adopted the goals is to learn how far they are; a report that no body notes reached nobody."),
    fix=N_("Name the resolution by which a body took note of the report, and record the result noted."),
    tolerant=True,
)
def report_not_noted(assessment: Assessment) -> Iterator[Finding]:
    """Look for taking note behind reports to the council, and behind those yearly reports that name a resolution."""
    for ground in grounds(assessment):
        if ground.event.event not in REPORTS or ground.slip is Slip.ANOTHER_KIND:
            continue
        if ground.event.date.first > assessment.day:  # a finding by itself
            continue
        if ground.event.resolution is None:
            if ground.event.event == COUNCIL_REPORT and not ground.kind.resolution:
                text = N_("“{event}” ({date}) names no resolution by which a body took note of it")
                yield _not_noted(ground, text)
        elif ground.resolution is not None and not _is_noted(ground.resolution, assessment.day):
            yield _of_resolution(ground, ground.resolution)


def _is_noted(resolution: Resolution, day: dt.date) -> bool:
    """Whether a body took note, or is still to meet."""
    return any(
        step.result in (Result.NOTED, *ADOPTED)
        or (step.result in (None, Result.OPEN) and step.date is not None and step.date.last >= day)
        for step in resolution.consultations
    )


def _of_resolution(ground: Ground, resolution: Resolution) -> Finding:
    if not resolution.consultations:
        text = N_("“{event}” ({date}): no consultation of resolution “{resolution}” is recorded")
        return _not_noted(ground, text, resolution=resolution.id)
    index = len(resolution.consultations) - 1
    text = N_("“{event}” ({date}): no body took note of resolution “{resolution}”; the last consultation: {step}")
    found = _not_noted(ground, text, resolution=resolution.id, step=step_words(resolution.consultations[index]))
    related = ((resolution, ("consultations", index, "role"), msg("the last consultation")),)
    return Finding(found.record, found.route, found.message, related=related)


def _not_noted(ground: Ground, text: str, **words: object) -> Finding:
    return Finding(ground.round, ground.route, msg(text, event=ground.title, date=ground.event.date, **words))


@rule(
    "FGK504",
    "missing-annual-report",
    Severity.WARNING,
    summary=N_("The yearly report is missing for years in which it was due."),
    why=N_(
        "While the certificate is valid, a report is due on each anniversary of its issue, the certificate's end "
        "included; it is met by a report that covers the calendar year of that day."
    ),
    fix=N_("Record the reports as annual_report, with the years in covers; give the report that is due now soon."),
    source=N_("Data format, section 9 (what is derived)"),
    yields_to=DATES,
)
def missing_annual_report(assessment: Assessment) -> Iterator[Finding]:
    """Compare the due dates of the procedure's yearly report with the years that reports cover, or may cover."""
    for standing in assessment.standings:
        rules = [deadline for deadline in standing.procedure.deadlines if deadline.met_by == ANNUAL_REPORT]
        covered = _possibly_covered(standing) if rules else set()
        for history in standing.histories:
            for deadline in rules:
                found = schedule(history, deadline, standing.day)
                if found is not None:
                    past = partial(_is_past, deadline=deadline, assessment=assessment)
                    yield from _missing(standing, history, found, covered, past)


def _missing(
    standing: Standing, history: History, found: Schedule, covered: set[int], is_past: Callable[[PartialDate], bool]
) -> Iterator[Finding]:
    replaced = _replaced_on(standing, history)
    years = {
        date.last.year: date
        for date in found.dates
        if date.last.year not in covered and is_past(date) and (replaced is None or date.last < replaced)
    }
    if not years:
        return
    index = next(index for index, event in enumerate(history.round.events) if event is found.anchor.event)
    message = msgn(
        "The yearly report for {years} is missing",
        "The yearly reports for {years} are missing",
        len(years),
        years=_enumerated(tuple(years)),
    )
    text = N_("Record it as “annual_report” with “covers: [{years}]”; it was due: {dates}.")
    if found.anchor.basis is Basis.ESTIMATED:
        text = N_("Record it as “annual_report” with “covers: [{years}]”; it was due (estimated): {dates}.")
    hint = msg(text, years=tuple(years), dates=tuple(years.values()))
    yield Finding(history.round, ("events", index, "event"), message, hint, uncertain=found.is_uncertain)


def _is_past(date: PartialDate, deadline: DeadlineRule, assessment: Assessment) -> bool:
    """Whether the last day on which a deadline can be met is past, moved to a working day where the rule says so."""
    day = due_day(deadline, date.last, WorkCalendar.of(assessment.dossier.municipality))
    return WindowEnd(day, deadline.grace or NOTHING).is_before(assessment.day)


def _replaced_on(standing: Standing, history: History) -> dt.date | None:
    """Give the day on which the next certificate took the place of a round's own."""
    days = [other.award.since for other in standing.histories if other.award]
    own = history.award
    return min((day for day in days if own is not None and day > own.since), default=None)


def _possibly_covered(standing: Standing) -> set[int]:
    """Give the years that yearly reports cover, in whichever round they stand.

    One that names no year, or a doubtful one, may cover the year of its date or the one before; one that was intended
    for a day that is past may have been given.
    """
    years: set[int] = set()
    for history in standing.histories:
        of_events = [one for one in covered_years(history) if _may_be_given(one.event, standing.day)]
        doubtful = {id(one.event) for one in of_events if one.doubt}
        years |= {one.year for one in of_events}
        for event in history.round.events:
            if _may_be_given(event, standing.day) and (not event.covers or id(event) in doubtful):
                years |= set(range(event.date.first.year - 1, event.date.last.year + 1))
    return years


def _may_be_given(event: Event, day: dt.date) -> bool:
    return event.event == ANNUAL_REPORT and (not event.planned or event.date.last < day)


def _enumerated(years: tuple[int, ...]) -> Message:
    if len(years) == 1:
        return Message("{year}", {"year": years[0]})
    return msg("{years} and {last}", years=years[:-1], last=years[-1])


@rule(
    "FGK619",
    "report-without-years",
    Severity.WARNING,
    summary=N_("A yearly report does not say which years it covers."),
    why=N_("A report meets the duty of the years that it covers; without them nobody can tell which."),
    fix=N_("Add covers: with the years that the report is about."),
    source=N_("Data format, section 9 (what is derived)"),
    tolerant=True,
)
def report_without_years(assessment: Assessment) -> Iterator[Finding]:
    """Look for yearly reports without ``covers``."""
    for ground in grounds(assessment):
        if ground.event.event == ANNUAL_REPORT and not ground.event.covers:
            message = msg("“{event}” ({date}) covers no year", event=ground.title, date=ground.event.date)
            year = ground.event.date.first.year
            hint = msg("Add “covers: [{year}]”, with the years that the report is about.", year=year)
            yield Finding(ground.round, ("events", ground.index, "covers"), message, hint)


RULES: tuple[Rule, ...] = (report_not_noted, missing_annual_report, report_without_years)
