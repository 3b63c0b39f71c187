"""The families of rules: what their codes begin with, a short name for programs, and a heading for people."""

from dataclasses import dataclass

from fgk.messages import N_
from fgk.rules.registry import Rule


@dataclass(frozen=True, slots=True)
class Family:
    """Rules of one kind: those whose number lies between the first one and the next family's first one."""

    first: int
    name: str
    title: str


FAMILIES = (
    Family(0, "reading", N_("Reading the files")),
    Family(100, "form", N_("Form of the records")),
    Family(200, "references", N_("References and identities")),
    Family(300, "chronology", N_("Chronology")),
    Family(400, "process", N_("Course of the procedure")),
    Family(450, "commitments", N_("Commitments of the target agreement")),
    Family(500, "deadlines", N_("Deadlines")),
    Family(600, "quality", N_("Completeness and quality")),
    Family(700, "review", N_("Review of changes")),
    Family(800, "suppressions", N_("Suppressions")),
    Family(900, "fgk", N_("fgk itself")),
)
"""All families, in the order of their numbers."""


def family_of(rule: Rule) -> Family:
    """Give the family that a rule's code belongs to."""
    number = int(rule.code.removeprefix("FGK"))
    return next(family for family in reversed(FAMILIES) if family.first <= number)
