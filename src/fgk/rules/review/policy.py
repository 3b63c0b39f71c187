"""FGK77x: a change to the rules by which it is judged."""

from collections.abc import Iterable, Iterator

from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.labels import field_name
from fgk.diagnostics import Severity
from fgk.messages import N_, Message, msg
from fgk.model.procedure import Procedure
from fgk.model.settings import Ignore, Settings, SeverityChange
from fgk.rules.registry import Finding, Rule

rules_changed = Rule(
    "FGK771",
    "rules-changed",
    Severity.WARNING,
    N_("The change alters the rules by which it is judged: ignores, severities, the baseline, or a procedure."),
    N_("Nobody reviews himself: the review applies the rules as they were before, and says what is to hold now."),
    N_("Let somebody else agree to it, best in a change of its own."),
)

_RECORDS = (Ignore, SeverityChange, Settings)


def changed_rules(changes: Iterable[Change]) -> Iterator[Finding]:
    """Give a finding for each ignore and severity, and for each procedure, that is new, gone or another one."""
    seen: set[tuple[str, str]] = set()
    for change in changes:
        holder, key = change.node.holder, (change.top.kind, change.top.id)
        if isinstance(holder, Procedure):
            if key not in seen:
                seen.add(key)
                yield Finding(holder, ("id",), msg("The procedure “{id}” is changed", id=change.top.id))
        elif isinstance(change.node.record, _RECORDS):
            yield from _of_settings(change)


def _of_settings(change: Change) -> Iterator[Finding]:
    node = change.before if change.before is not None and change.new is None else change.node
    record = node.record
    if isinstance(record, Ignore | SeverityChange):
        yield Finding(change.node.holder, change.node.route, _said(change, record))
    elif change.field not in ("", "format", "language"):
        name = field_name(record, change.field)
        yield Finding(node.holder, node.way(change.field), msg("The setting “{field}” is changed", field=name))


def _said(change: Change, record: Ignore | SeverityChange) -> Message:
    if isinstance(record, Ignore):
        texts = {
            ChangeKind.ADDED: N_("The rule “{rule}” is to be ignored from now on"),
            ChangeKind.REMOVED: N_("The rule “{rule}” is no longer to be ignored"),
        }
        other = N_("What is ignored of the rule “{rule}” is changed")
        return msg(texts.get(change.kind, other), rule=record.rule)
    return msg("The severity of the rule “{rule}” is changed", rule=record.rule)


RULES: tuple[Rule, ...] = (rules_changed,)
