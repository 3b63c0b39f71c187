"""The report for citizens: public records alone, in plain words."""

from collections.abc import Iterator, Sequence

from fgk.assessment.lifecycle import Basis, Phase, Standing
from fgk.assessment.progress import MeasureState
from fgk.messages import N_, Message, msg, msgn
from fgk.model.municipality import Municipality
from fgk.model.procedure import Stage
from fgk.model.vocabulary import Status
from fgk.render.document import Block, Bullets, Facts, Line, Paragraph, Section, joined, line
from fgk.render.reports.frame import Body
from fgk.render.sentences import PLAIN, capital, certificate, sure
from fgk.render.views.chronicle import chronicle
from fgk.render.views.context import Context
from fgk.render.views.figures import timeline_figure
from fgk.render.views.plan import Plan, latest_report, plan_summary
from fgk.render.views.records import contact
from fgk.render.wanted import Wanted
from fgk.render.wording import Wording


def public(context: Context, record: Municipality, wanted: Wanted) -> Body:
    """Make the report for citizens; the assessment rests on public records alone."""
    del wanted
    words, assessment = context.words, context.assessment
    plan = Plan(context, assessment.plan(), assessment.main.counted_round)
    title = words(msg("How family-friendly {name} is becoming", name=record.name))
    return Body(
        words(N_("Report for citizens")),
        title,
        title,
        (
            _standing(context, record, assessment.main, plan),
            *_groups(context, plan),
            _fields(context, plan),
            _history(context),
            _about(context, record),
        ),
        assessment.main,
        values={"progress": plan.headline},
    )


def _standing(context: Context, record: Municipality, standing: Standing, plan: Plan) -> Section:
    words = context.words
    procedure = msg(
        "The {procedure} helps to make life easier for families: the council agrees on goals and measures, "
        "and reports every year on how far they are.",
        procedure=standing.procedure,
    )
    blocks = [
        Paragraph(line(words(procedure))),
        Paragraph(line(words(msg(PLAIN[standing.phase], name=record.name))), "strong"),
        *(Paragraph(line(words(text))) for text in _certificate(words, standing)),
        Paragraph(line(plan_summary(context, plan.state))),
        *latest_report(context, plan.state),
        *_others(context, record),
    ]
    return Section("standing", line(words(N_("Where we stand"))), tuple(blocks))


def _others(context: Context, record: Municipality) -> Iterator[Paragraph]:
    """Say where it stands in further procedures, and how far what was agreed there is."""
    words = context.words
    for standing in context.assessment.standings[1:]:
        yield Paragraph(
            line(
                words(
                    msg(
                        "{name} also takes part in another procedure: {procedure}.",
                        name=record.name,
                        procedure=standing.procedure,
                    )
                )
            )
        )
        held = f"{words.sentence(capital(words(certificate(standing))))} "
        yield Paragraph(line(held, plan_summary(context, context.assessment.plan(standing=standing))))


def _certificate(words: Wording, standing: Standing) -> Iterator[Message]:
    award = standing.award
    if award is None or award.valid_until is None or standing.phase is Phase.UNKNOWN:
        return
    about: Message | Stage = award.history.stage or msg("certificate")
    if award.basis is Basis.ESTIMATED:
        about = msg("{basis}, {remark}", basis=about, remark=msg("estimated"))
    if award.valid_until.uncertain:
        about = msg("{basis}, date uncertain", basis=about)
    is_over = award.valid_until.last < standing.day
    text = N_("It was valid {until} ({about}).") if is_over else N_("It is valid {until} ({about}).")
    yield msg(text, until=words.until(sure(award.valid_until)), about=about)


_REACHED = (Status.DONE,)
_RUNNING = (Status.ONGOING,)
_AT_WORK = (Status.PREPARING, Status.IN_PROGRESS, Status.PARTLY_DONE)
_LATER = (Status.PLANNED, Status.POSTPONED)
_GIVEN_UP = (Status.DROPPED, Status.REPLACED)
_UNKNOWN = (Status.UNKNOWN,)


def _groups(context: Context, plan: Plan) -> Iterator[Section]:
    """Give the measures by what citizens want to know of them."""
    for anchor, title, statuses in (
        ("reached", N_("What has been achieved"), _REACHED),
        ("running", N_("What is offered permanently"), _RUNNING),
        ("at-work", N_("What is being worked on"), _AT_WORK),
        ("later", N_("What is planned"), _LATER),
        ("given-up", N_("What will not come, and why"), _GIVEN_UP),
        ("unknown", N_("Of this, nothing is known"), _UNKNOWN),
    ):
        found = [state for state in plan.state.measures if state.status in statuses]
        if found:
            words = context.words
            lines = tuple(_measure(context, state, statuses) for state in found)
            yield Section(anchor, line(words(title)), (_counted(context, found), Bullets(lines)))


def _counted(context: Context, found: Sequence[MeasureState]) -> Paragraph:
    return Paragraph(line(context.words(msgn("{n} measure", "{n} measures", len(found)))), "quiet")


def _measure(context: Context, state: MeasureState, statuses: tuple[Status, ...]) -> Line:
    words, entry = context.words, state.entry
    said: list[Line] = []
    if statuses is _REACHED and state.done_on is not None:
        said.append(line(words.date(state.done_on)))
    elif state.is_overdue and state.due is not None:
        said.append(line(words(msg("was to be done {until}, and is late", until=words.until(state.due)))))
    elif statuses in (_AT_WORK, _LATER) and state.due is not None:
        said.append(line(words.until(state.due)))
    if entry is not None and entry.reason and statuses in (_GIVEN_UP, _LATER):
        said.append(line(entry.reason))
    behind = joined(said, ". ")
    return line(state.measure.title, line(" – ", behind) if behind else (), context.cite(state.measure.sources))


def _fields(context: Context, plan: Plan) -> Section:
    """Name the fields with their goals: what all of it is for."""
    words = context.words
    inner = []
    for number, one in enumerate(plan.fields, start=1):
        blocks: list[Block] = []
        if one.field is not None and one.field.objective:
            blocks.append(Paragraph(line(one.field.objective)))
        if one.goals:
            blocks.append(Bullets(tuple(line(goal.goal.title) for goal in one.goals)))
        if blocks:
            inner.append(Section(f"field-{number}", line(words.value(one.title) or plan.name(one)), tuple(blocks)))
    overview = tuple(plan.overview())
    return Section("fields", line(words(N_("What we want to reach"))), overview, tuple(inner))


def _history(context: Context) -> Section:
    timeline = timeline_figure(context, chronicle(context))
    return Section("history", line(context.words(N_("How it came about"))), timeline)


def _about(context: Context, record: Municipality) -> Section:
    facts = tuple(contact(context, record))
    blocks: list[Block] = [Facts(facts)] if facts else []
    concept = record.family_concept
    if concept and concept.text:
        blocks = [
            Paragraph(line(context.words(N_("What we mean by family:")))),
            Paragraph(line(concept.text), "quote"),
            *blocks,
        ]
    return Section("contact", line(context.words(N_("Whom you can ask"))), tuple(blocks))
