"""The status report: where a municipality stands, what is late, what is next, how far the measures are."""

from dataclasses import dataclass, replace

from fgk import __version__
from fgk.assessment.assess import Assessment
from fgk.messages import Message, Translator, msgn
from fgk.model import publication
from fgk.model.vocabulary import label
from fgk.render.charts.progress import Bar, Segment, progress_chart
from fgk.render.charts.timeline import timeline_chart
from fgk.render.views.agenda import Agenda, agenda
from fgk.render.views.chronicle import chronicle
from fgk.render.views.context import Context, Fact, Link
from fgk.render.views.history import RoundView, rounds_view
from fgk.render.views.plan import PlanView, plan_view
from fgk.render.views.records import ResolutionView, SourceView, profile, resolutions_view, sources_view
from fgk.render.views.standing import StandingView, standing_view
from fgk.render.wording import Wording


@dataclass(frozen=True)
class FamilyConceptView:
    """The adopted definition of family."""

    text: str
    resolution: Link | None


@dataclass(frozen=True)
class StatusReport:
    """Everything that the templates of the status report show, as finished text.

    ``timeline`` and ``progress`` are pictures (SVG), empty where there is nothing to draw.
    """

    language: str
    public: bool
    incomplete: str
    day: str
    name: str
    slug: str
    kind: str
    version: str
    standing: StandingView
    others: tuple[StandingView, ...]
    agenda: Agenda
    plan: PlanView
    family_concept: FamilyConceptView | None
    rounds: tuple[RoundView, ...]
    resolutions: tuple[ResolutionView, ...]
    profile: tuple[Fact, ...]
    note: str
    sources: tuple[SourceView, ...]
    timeline: str
    timeline_title: str
    progress: str


def status_report(
    assessment: Assessment, translator: Translator, errors: int = 0, *, public: bool = False
) -> StatusReport:
    """Make the status report from an assessment that is possible.

    ``errors`` counts the defects of the files that keep something out of it. A public report rests on public records
    alone, so that no figure gives an internal one away, and names no person.
    """
    if public:
        assessment = replace(assessment, dossier=publication.public(assessment.dossier))
    record = assessment.dossier.municipality
    if record is None or not assessment.is_possible:
        raise ValueError(assessment.dossier.slug)
    words = Wording(translator.language)
    context = Context(assessment, words, public)
    plan = plan_view(context, assessment.plan(), assessment.main.counted_round)  # first: it names the places to link to
    concept = record.family_concept
    history = chronicle(context)
    report = StatusReport(
        language=words.language,
        public=public,
        incomplete=words(_incomplete(errors)) if errors else "",
        day=words.day(assessment.day),
        name=record.name,
        slug=assessment.dossier.slug,
        kind=words(label(record.kind)),
        version=__version__,
        standing=standing_view(context, assessment.main),
        others=tuple(standing_view(context, other) for other in assessment.standings[1:]),
        agenda=agenda(context),
        plan=plan,
        family_concept=(
            FamilyConceptView(concept.text, context.resolution(concept.resolution))
            if concept and concept.text
            else None
        ),
        rounds=rounds_view(context),
        resolutions=resolutions_view(context),
        profile=tuple(profile(context, record)),
        note=record.note or "",
        sources=(),
        timeline=timeline_chart(history),
        timeline_title=history.title,
        progress=progress_chart(plan.headline, _bars(plan), words),
    )
    return replace(report, sources=sources_view(context))  # last: by now everything has been cited


def _incomplete(errors: int) -> Message:
    return msgn(
        "Incomplete: because of {n} error in the files something is missing here.",
        "Incomplete: because of {n} errors in the files something is missing here.",
        errors,
    )


def _bars(plan: PlanView) -> list[Bar]:
    """Give the bars of the picture; where all measures are in one field, there is nothing to compare."""
    fields = [field for field in plan.fields if field.total]
    if len(fields) < 2:
        return []
    return [
        Bar(
            field.heading,
            [Segment(one.status.key, one.status.glyph, one.status.word, one.count) for one in field.counts],
        )
        for field in fields
    ]
