"""FGK3xx: dates that cannot all be right. Partial dates are compared as intervals."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from fgk.assessment.assess import Assessment
from fgk.assessment.deadlines import event_title
from fgk.assessment.lifecycle import Award, Basis, History
from fgk.dates import PartialDate
from fgk.diagnostics import Severity
from fgk.messages import N_, msg
from fgk.model.audit import Event, Round
from fgk.model.procedure import Procedure
from fgk.model.vocabulary import Effect
from fgk.rules.registry import Finding, Rule, rule

TOLERATED_DAYS = 31
"""Days by which a stated end may differ from the derived one: it is often printed to the month."""


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
    """Compare each event with those that come before it in the procedure; only what cannot be ordered is found."""
    for round_ in assessment.audit.rounds:
        procedure = assessment.procedure_of(round_)
        if procedure is not None:
            yield from _misplaced_events(round_, procedure)


def _misplaced_events(round_: Round, procedure: Procedure) -> Iterator[Finding]:
    ranks = {kind.id: rank for rank, kind in enumerate(procedure.events) if not kind.repeatable}
    dated = [
        (ranks[event.event], index, event)
        for index, event in enumerate(round_.events)
        if event.event in ranks and not event.planned
    ]
    dated.sort(key=lambda item: item[:2])
    blamed: set[int] = set()
    latest: tuple[Event, int] | None = None
    for _, group in groupby(dated, key=lambda item: item[0]):
        of_one_rank = [(event, index) for _, index, event in group]
        for event, index in of_one_rank:
            if latest and latest[0].date.first > event.date.last and latest[1] not in blamed:
                blamed.add(latest[1])
                yield _misplaced(round_, procedure, (event, index), latest)
        last = max(of_one_rank, key=lambda pair: pair[0].date.first)
        if latest is None or last[0].date.first > latest[0].date.first:
            latest = last


def _misplaced(round_: Round, procedure: Procedure, event: tuple[Event, int], before: tuple[Event, int]) -> Finding:
    (later, index), (earlier, number) = event, before
    return Finding(
        round_,
        ("events", index, "date"),
        msg(
            "“{earlier}” must come before “{event}”, but they are dated {earlier_date} and {date}",
            event=event_title(procedure, later),
            date=later.date,
            earlier=event_title(procedure, earlier),
            earlier_date=earlier.date,
        ),
        msg("Check both dates; an uncertain one gets a question mark."),
        related=((round_, ("events", number, "date"), msg("must come first")),),
        uncertain=later.date.uncertain or earlier.date.uncertain,
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
    """Compare each log entry with the latest before it."""
    for measure in assessment.dossier.measures:
        latest: tuple[int, PartialDate] | None = None
        blamed = -1
        for index, entry in enumerate(measure.log):
            if latest is not None and entry.date.last < latest[1].first and latest[0] != blamed:
                blamed = latest[0]
                yield Finding(
                    measure,
                    ("log", index, "date"),
                    msg(
                        "The log of measure “{id}” runs backwards: {date} stands after {before}",
                        id=measure.id,
                        date=entry.date,
                        before=latest[1],
                    ),
                    msg("Put the entries in order of time, and check the dates."),
                    related=((measure, ("log", latest[0], "date"), msg("the later entry")),),
                    uncertain=entry.date.uncertain or latest[1].uncertain,
                )
            if latest is None or entry.date.first > latest[1].first:
                latest = (index, entry.date)


@rule(
    "FGK303",
    "end-before-start",
    Severity.ERROR,
    summary=N_("Something ends before it begins."),
    why=N_("One of the two dates must be wrong."),
    fix=N_("Check both dates."),
    tolerant=True,
)
def end_before_start(assessment: Assessment) -> Iterator[Finding]:
    """Compare ``due`` with ``start`` and ``until`` with ``date``."""
    for measure in assessment.dossier.measures:
        if measure.due and measure.start and measure.due.last < measure.start.first:
            yield Finding(
                measure,
                ("due",),
                msg(
                    "Measure “{id}” is due before it starts; start: {start}, due: {due}",
                    id=measure.id,
                    start=measure.start,
                    due=measure.due,
                ),
                related=((measure, ("start",), msg("the start")),),
                uncertain=measure.due.uncertain or measure.start.uncertain,
            )
    for round_ in assessment.audit.rounds:
        for index, event in enumerate(round_.events):
            if event.until and event.until.last < event.date.first:
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


@rule(
    "FGK304",
    "contradicting-end",
    Severity.WARNING,
    summary=N_("The end printed on a certificate differs from the one that follows from its issue."),
    why=N_("The printed end counts; but one of the two dates may be a slip."),
    fix=N_("Check the certificate and the date of issue; a note can explain a true difference."),
)
def contradicting_end(assessment: Assessment) -> Iterator[Finding]:
    """Compare stated and derived ends; an estimate, from the ceremony, contradicts nothing."""
    for history in _histories(assessment):
        end, stage = history.round.valid_until, history.stage
        award = history.award
        if end is None or stage is None or stage.validity is None or award is None or award.issued is None:
            continue
        derived = award.issued.plus(stage.validity)
        apart = max((end.first - derived.last).days, (derived.first - end.last).days)
        if apart > TOLERATED_DAYS:
            message = msg(
                "The stated end {stated} contradicts the issue: {validity} from {issued} is {derived}",
                stated=end,
                validity=stage.validity,
                issued=award.issued,
                derived=derived,
            )
            hint = msg("Check the certificate and the date of issue.")
            yield Finding(
                history.round, ("valid_until",), message, hint, uncertain=end.uncertain or award.issued.uncertain
            )


@rule(
    "FGK305",
    "end-without-certificate",
    Severity.ERROR,
    summary=N_("A round states until when its certificate is valid, but has no certificate."),
    why=N_("Without the day of issue or ceremony nobody knows since when the certificate holds."),
    fix=N_("Add the event certificate_issued or certificate_presented, or delete valid_until."),
)
def end_without_certificate(assessment: Assessment) -> Iterator[Finding]:
    """Look for ``valid_until`` in rounds without an event that issues or presents the certificate.

    An event that is not known, and reported as such, may be the one.
    """
    for history in _histories(assessment):
        if any(history.procedure.event(event.event) is None for event in history.round.events):
            continue
        if history.round.valid_until is not None and history.first(Effect.ISSUES, Effect.PRESENTS) is None:
            message = msg("The round states an end of the certificate, but no certificate was issued or presented")
            hint = msg("Add the event certificate_issued or certificate_presented, or delete valid_until.")
            yield Finding(history.round, ("valid_until",), message, hint)


@rule(
    "FGK306",
    "past-intention",
    Severity.WARNING,
    summary=N_("The day of an intended event is past."),
    why=N_("An intention has no effect on any state: either it happened, or it has another day now."),
    fix=N_("If it happened, delete planned: true and write the true date; otherwise correct the date."),
    tolerant=True,
)
def past_intention(assessment: Assessment) -> Iterator[Finding]:
    """Look for ``planned: true`` with a date whose last day is past."""
    for round_ in assessment.audit.rounds:
        for index, event in enumerate(round_.events):
            if event.planned and event.date.last < assessment.day:
                message = msg("This was intended for {date}; did it happen?", date=event.date)
                hint = msg("If so, delete “planned: true” and write the true date; otherwise correct the date.")
                yield Finding(round_, ("events", index, "date"), message, hint, uncertain=event.date.uncertain)


@rule(
    "FGK307",
    "certificate-gap",
    Severity.WARNING,
    summary=N_("There is a gap between the end of a certificate and the next one."),
    why=N_("In the gap the municipality must not call itself certified. Gaps of 12 to 28 months are usual."),
    fix=N_("Nothing, if the gap is true; decide on the next re-audit at least 15 months before the end."),
)
def certificate_gap(assessment: Assessment) -> Iterator[Finding]:
    """Compare each certificate's end with the beginning of the next."""
    for standing in assessment.standings:
        awards = sorted(
            (history.award for history in standing.histories if history.award and history.award.is_certain),
            key=lambda award: award.since,
        )
        for before, after in pairwise(awards):
            end = before.valid_until
            if end is not None and end.last < after.since:
                yield _gap(before, end, after)


def _certifies(award: Award, event: Event) -> bool:
    return award.history.effect(event) in (Effect.ISSUES, Effect.PRESENTS)


def _gap(before: Award, end: PartialDate, after: Award) -> Finding:
    event = next(event for day, event in after.history.events if day == after.since and _certifies(after, event))
    index = next(index for index, one in enumerate(after.history.round.events) if one is event)
    return Finding(
        after.history.round,
        ("events", index, "date"),
        msg("The certificate before this one ended on {end}; this one began on {begin}", end=end, begin=event.date),
        uncertain=end.uncertain or event.date.uncertain or before.basis is Basis.ESTIMATED,
    )


@rule(
    "FGK308",
    "year-outside-round",
    Severity.WARNING,
    summary=N_("A report covers a year that does not belong to its round."),
    why=N_("The yearly report meets the duty of the year that it covers, in the round whose goals it reports on."),
    fix=N_("Correct the year, or move the report to the round that it belongs to."),
)
def year_outside_round(assessment: Assessment) -> Iterator[Finding]:
    """Compare ``covers`` with the years from the beginning of the round to the certificate's end."""
    for history in _histories(assessment):
        beginning, award = history.beginning, history.award
        begun = beginning[1].date if beginning else None
        end = award.valid_until if award else None
        for index, event in enumerate(history.round.events):
            for position, year in enumerate(event.covers):
                crossed = _crossed(year, begun, end)
                if crossed is not None:
                    message = msg("The year {year} does not belong to this round", year=year)
                    route = ("events", index, "covers", position)
                    yield Finding(history.round, route, message, uncertain=crossed.uncertain)


def _crossed(year: int, begun: PartialDate | None, end: PartialDate | None) -> PartialDate | None:
    """Give the beginning or the end of a round that a year lies beyond, or None."""
    if begun is not None and year < begun.first.year:
        return begun
    return end if end is not None and year > end.last.year else None


def _histories(assessment: Assessment) -> Iterator[History]:
    for standing in assessment.standings:
        yield from standing.histories


RULES: tuple[Rule, ...] = (
    event_order,
    log_order,
    end_before_start,
    contradicting_end,
    end_without_certificate,
    past_intention,
    certificate_gap,
    year_outside_round,
)
