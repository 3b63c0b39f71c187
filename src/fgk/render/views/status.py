"""The status report: where a municipality stands, what is late, what is next, how far the measures are."""

from dataclasses import dataclass, replace

from fgk import __version__
from fgk.assessment.assess import Assessment
from fgk.messages import Translator
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


def status_report(assessment: Assessment, translator: Translator, *, public: bool = False) -> StatusReport:
    """Make the status report from an assessment that is possible.

    A public one rests on public records alone, so that no figure gives an internal one away, and names no person.
    """
    if public:
        assessment = replace(assessment, dossier=publication.public(assessment.dossier))
    record = assessment.dossier.municipality
    if record is None or not assessment.is_possible:
        raise ValueError(assessment.dossier.slug)
    words = Wording(translator)
    context = Context(assessment, words, public)
    plan = plan_view(context, assessment.plan(), assessment.main.counted_round)
    concept = record.family_concept
    history = chronicle(context)
    return StatusReport(
        words.language,
        public,
        words.day(assessment.day),
        record.name,
        assessment.dossier.slug,
        words(label(record.kind)),
        __version__,
        standing_view(context, assessment.main),
        tuple(standing_view(context, other) for other in assessment.standings[1:]),
        agenda(context),
        plan,
        FamilyConceptView(concept.text, context.resolution(concept.resolution)) if concept and concept.text else None,
        rounds_view(context),
        resolutions_view(context),
        tuple(profile(context, record)),
        record.note or "",
        sources_view(context),
        timeline_chart(history),
        history.title,
        progress_chart(plan.headline, _bars(plan), words),
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
