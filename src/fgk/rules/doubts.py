"""One slip is one finding: what rests on a fact that another rule doubts is left out."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from fgk.assessment.assess import Assessment
from fgk.diagnostics import Route
from fgk.rules.chronology import log_order
from fgk.rules.facts import fact_in_the_future
from fgk.rules.process import forbidden_status_move, reopened_without_reason
from fgk.rules.registry import Finding, Rule

DATES = ("FGK301", "FGK304", "FGK309", "FGK314")
"""Rules that doubt the dates of a round: its events, and the end of its certificate."""

_OF_LOGS = (log_order, fact_in_the_future, forbidden_status_move, reopened_without_reason)

LOG = tuple(rule.code for rule in _OF_LOGS)
"""Rules that doubt the log of a measure, and so its status."""

Found = tuple[str, Finding]
"""A rule's code and a finding."""

_Entry = tuple[int, Route]
"""A record and one of its events or log entries."""


@lru_cache(maxsize=1)
def doubtful_logs(assessment: Assessment) -> frozenset[int]:
    """Give the identities of the records of which one of the rules in LOG doubts something."""
    return frozenset(id(one.record) for rule in _OF_LOGS if rule.check for one in rule.check(assessment))


def without_doubtful(found: Sequence[Found], rules: Mapping[str, Rule]) -> Iterator[Found]:
    """Leave out the findings of rules that yield to another finding about the same records, or the same entry."""
    if not any(rules[code].yields_to or rules[code].yields_here_to for code, _ in found if code in rules):
        yield from found
        return
    doubted: dict[str, set[int]] = {}
    entries: dict[str, set[_Entry]] = {}
    for code, finding in found:
        doubted.setdefault(code, set()).add(id(finding.record))
        entries.setdefault(code, set()).add(_entry(finding))
    for code, finding in found:
        rule = rules[code]
        is_doubtful = any(_concerns(other == code, finding, doubted.get(other)) for other in rule.yields_to)
        if not is_doubtful and not any(_entry(finding) in entries.get(other, ()) for other in rule.yields_here_to):
            yield code, finding


def _entry(finding: Finding) -> _Entry:
    return id(finding.record), finding.route[:2]


def _concerns(is_own_rule: bool, finding: Finding, records: set[int] | None) -> bool:  # noqa: FBT001 - a plain fact
    if not records:
        return False
    concerned = {id(record) for record, _, _ in finding.related} - {id(finding.record)}
    return bool(records & (concerned if is_own_rule else concerned | {id(finding.record)}))
