"""One slip is one finding: what rests on a fact that another rule doubts is left out."""

from collections.abc import Iterator, Mapping, Sequence

from fgk.rules.registry import Finding, Rule

DATES = ("FGK301", "FGK304", "FGK309", "FGK314")
"""Rules that doubt the dates of a round: its events, and the end of its certificate."""

LOG = ("FGK302", "FGK309", "FGK401", "FGK405")
"""Rules that doubt the log of a measure, and so its status."""

Found = tuple[str, Finding]
"""A rule's code and a finding."""


def without_doubtful(found: Sequence[Found], rules: Mapping[str, Rule]) -> Iterator[Found]:
    """Leave out the findings of rules that yield to another finding about the same records."""
    if not any(rules[code].yields_to for code, _ in found if code in rules):
        yield from found
        return
    doubted: dict[str, set[int]] = {}
    for code, finding in found:
        doubted.setdefault(code, set()).add(id(finding.record))
    for code, finding in found:
        if not any(_concerns(other == code, finding, doubted.get(other)) for other in rules[code].yields_to):
            yield code, finding


def _concerns(is_own_rule: bool, finding: Finding, records: set[int] | None) -> bool:  # noqa: FBT001 - a plain fact
    if not records:
        return False
    concerned = {id(record) for record, _, _ in finding.related} - {id(finding.record)}
    return bool(records & (concerned if is_own_rule else concerned | {id(finding.record)}))
