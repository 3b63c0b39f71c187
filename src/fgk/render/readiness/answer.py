"""The answer of ``fgk ready`` as finished text, from which every format is made."""

from dataclasses import dataclass

from fgk.assessment.conditions import Answer
from fgk.assessment.readiness import Precondition
from fgk.assessment.readiness import Readiness as Found
from fgk.messages import N_, Message, Translator, msg, msgn
from fgk.render.places import Find, Position

MARKS = {Answer.MET: "✓", Answer.UNMET: "✗", Answer.UNKNOWN: "?"}
"""The sign of each answer, which always stands beside its words."""

ANSWERS = {Answer.MET: N_("met"), Answer.UNMET: N_("missing"), Answer.UNKNOWN: N_("not known")}


@dataclass(frozen=True, slots=True)
class Item:
    """One precondition: what it is, how it stands, and where that is in the files."""

    id: str
    title: str
    answer: Answer
    text: str
    place: Position | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is to be shown of one step."""

    event: str
    title: str
    round: str | None
    is_ready: bool
    verdict: str
    items: tuple[Item, ...]
    skipped: tuple[str, ...]


def sheet(found: Found, find: Find, translate: Translator) -> Sheet:
    """Make the sheet of a step."""
    return Sheet(
        found.step.id,
        found.step.title_in(translate.language),
        found.round.id if found.round else None,
        found.is_ready,
        translate(verdict(found)),
        tuple(_item(one, find, translate) for one in found.preconditions),
        tuple(kind.title_in(translate.language) for kind in found.skipped),
    )


def verdict(found: Found) -> Message:
    """Say in one sentence whether the step may be taken."""
    number, missing = len(found.preconditions), len(found.missing)
    if found.taken is not None:
        return msg("The step has been taken already: {date}.", date=found.taken.date)
    if missing == 0:
        unknown = sum(one.answer is Answer.UNKNOWN for one in found.preconditions)
        if unknown:
            return msgn(
                "The step may be taken, as far as is recorded; one precondition is not known.",
                "The step may be taken, as far as is recorded; {n} preconditions are not known.",
                unknown,
            )
        if number == 0:
            return msg("The step may be taken: the procedure names no precondition.")
        return msg("The step may be taken.")
    if missing == number:
        return msgn(
            "The step may not be taken yet: its only precondition is not met.",
            "The step may not be taken yet: none of its {n} preconditions is met.",
            number,
        )
    return msgn(
        "The step may not be taken yet: {n} of {all} preconditions is missing.",
        "The step may not be taken yet: {n} of {all} preconditions are missing.",
        missing,
        all=number,
    )


def _item(one: Precondition, find: Find, translate: Translator) -> Item:
    place = find(one.ground.record, one.ground.route) if one.ground else None
    return Item(one.id, translate(one.title), one.answer, translate(one.text), place)
