"""FGK3xx: two dates of one record in an order that cannot be."""

from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.dates import PartialDate
from fgk.diagnostics import Severity
from fgk.messages import N_, msg
from fgk.model.plan import LogEntry, Measure
from fgk.model.vocabulary import Status
from fgk.rules.registry import Finding, Rule, rule


@rule(
    "FGK326",
    "done-before-start",
    Severity.WARNING,
    summary=N_("A measure is done before it starts."),
    why=N_("One of the two dates is wrong; usually the year is mistyped."),
    fix=N_("Correct the date of the log entry or start."),
    tolerant=True,
    yields_to=("FGK302", "FGK303", "FGK309", "FGK322"),
)
def done_before_start(assessment: Assessment) -> Iterator[Finding]:
    """Compare the first entry that says done with ``start``."""
    for measure in assessment.dossier.measures:
        found = _done_before(measure, measure.start) if measure.start else None
        if measure.start is None or found is None:
            continue
        index, entry = found
        yield Finding(
            measure,
            ("log", index, "date"),
            msg(
                "Measure “{id}” is done on {date}, but starts only on {start}",
                id=measure.id,
                date=entry.date,
                start=measure.start,
            ),
            msg("Check both dates."),
            related=((measure, ("start",), msg("the start")),),
            uncertain=entry.date.uncertain or measure.start.uncertain,
        )


def _done_before(measure: Measure, start: PartialDate) -> tuple[int, LogEntry] | None:
    """Give the first entry of a log that says done wholly before a date."""
    entries = enumerate(measure.log)
    return next((pair for pair in entries if pair[1].status is Status.DONE and pair[1].date.last < start.first), None)


@rule(
    "FGK327",
    "retrieved-before-published",
    Severity.WARNING,
    summary=N_("A source was retrieved before it was published."),
    why=N_("Nobody can have read it then: one of the two dates is wrong, and the source cannot be found by it."),
    fix=N_("Correct retrieved or published."),
    tolerant=True,
)
def retrieved_before_published(assessment: Assessment) -> Iterator[Finding]:
    """Compare ``retrieved`` with ``published``; a date in the future is a finding by itself."""
    for source in assessment.dossier.sources:
        published, retrieved = source.published, source.retrieved
        if published is None or retrieved is None or published.first > assessment.day:
            continue
        if retrieved.last < published.first:
            yield Finding(
                source,
                ("retrieved",),
                msg(
                    "Source “{id}” was retrieved on {retrieved}, but published only on {published}",
                    id=source.id,
                    retrieved=retrieved,
                    published=published,
                ),
                msg("Check both dates."),
                related=((source, ("published",), msg("published")),),
                uncertain=retrieved.uncertain or published.uncertain,
            )


RULES: tuple[Rule, ...] = (done_before_start, retrieved_before_published)
