"""FGK3xx: events of which a round has only one."""

from collections.abc import Hashable, Iterator

from fgk.assessment.assess import Assessment
from fgk.diagnostics import Severity
from fgk.messages import N_, msg
from fgk.model.vocabulary import Effect
from fgk.rules.backing import Ground, grounds
from fgk.rules.registry import Finding, Rule, rule

_CERTIFIES = (Effect.ISSUES, Effect.PRESENTS)


@rule(
    "FGK323",
    "repeated-event",
    Severity.WARNING,
    summary=N_("An event that a round has only once stands there twice."),
    why=N_("Which of the two holds cannot be told; the certificate's end and its deadlines are counted from one only."),
    fix=N_("Delete the wrong event; what belongs to another round stands there, and what is of another kind is other."),
    source=N_("Data format, section 8 (a procedure)"),
    tolerant=True,
)
def repeated_event(assessment: Assessment) -> Iterator[Finding]:
    """Look for certificates and decisions that stand twice in a round, and for any event twice with the same date.

    Workshops and other phases may take several days, and two resolutions prove that something was decided twice.
    """
    for first, again in repetitions(assessment):
        decisive = _is_decisive(again)
        yield Finding(
            again.round,
            ("events", again.index, "event"),
            msg("“{event}” stands twice in round “{id}”", event=again.title, id=again.round.id),
            msg("Delete the wrong one of the two, or move it to its own round."),
            related=((first.round, ("events", first.index, "event"), msg("the first one")),),
            uncertain=not decisive and (first.event.date.uncertain or again.event.date.uncertain),
        )


def repetitions(assessment: Assessment) -> Iterator[tuple[Ground, Ground]]:
    """Give what a round has only once, and which stands there again: the first one and each further one."""
    first: dict[Hashable, Ground] = {}
    for ground in grounds(assessment):
        if ground.kind.repeatable:
            continue
        event = ground.event
        key: tuple[Hashable, ...] = (id(ground.round), event.event)
        if _is_decisive(ground):
            earlier = first.setdefault(key, ground)
            if earlier is not ground and not _are_two_decisions(earlier, ground):
                yield earlier, ground
            continue
        earlier = first.setdefault((*key, event.date.first, event.date.last, event.until, event.title), ground)
        if earlier is not ground:
            yield earlier, ground


def _is_decisive(ground: Ground) -> bool:
    return ground.kind.does in _CERTIFIES or bool(ground.kind.resolution)


def _are_two_decisions(one: Ground, other: Ground) -> bool:
    return bool(one.event.resolution and other.event.resolution and one.event.resolution != other.event.resolution)


RULES: tuple[Rule, ...] = (repeated_event,)
