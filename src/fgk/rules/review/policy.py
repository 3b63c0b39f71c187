"""FGK77x: a change to the rules by which it is judged."""

from collections.abc import Iterable, Iterator

from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.labels import field_name
from fgk.comparison.wording import NO_TITLES, NOTHING, shortened, values
from fgk.diagnostics import SEVERITY_WORDS, Severity
from fgk.messages import N_, Message, msg
from fgk.model.procedure import Procedure
from fgk.model.settings import Ignore, Settings, SeverityChange
from fgk.rules.registry import Finding, Rule

rules_changed = Rule(
    "FGK771",
    "rules-changed",
    Severity.WARNING,
    N_(
        "The change alters the rules by which it is judged: settings, suppressions, severities, the baseline, or a "
        "procedure."
    ),
    N_(
        "Nobody reviews their own change: the review applies the rules as they were before, and says what is to hold "
        "now."
    ),
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
        old, new = (NOTHING if one is None else one for one in values(change, NO_TITLES))
        name = field_name(record, change.field)
        text = msg("The setting “{field}” is changed: {old} → {new}", field=name, old=old, new=new)
        yield Finding(node.holder, node.way(change.field), text)


def _said(change: Change, record: Ignore | SeverityChange) -> Message:
    if isinstance(record, SeverityChange):
        text = N_("The severity of the rule “{rule}” is changed: {what}")
        return msg(text, rule=record.rule, what=_what(change))
    texts = {
        ChangeKind.ADDED: N_("The rule “{rule}” is to be ignored from now on: {what}"),
        ChangeKind.REMOVED: N_("The rule “{rule}” is no longer to be ignored: {what}"),
    }
    other = N_("What is ignored of the rule “{rule}” is changed: {what}")
    return msg(texts.get(change.kind, other), rule=record.rule, what=_what(change))


def _what(change: Change) -> Message:
    """Say what changed in a field, or of a new or a gone entry for what and why it is."""
    record = change.node.record
    if change.kind is ChangeKind.CHANGED:
        old, new = (NOTHING if one is None else one for one in values(change, NO_TITLES))
        return msg("{field}: {old} → {new}", field=field_name(record, change.field), old=old, new=new)
    reason = getattr(record, "reason", None)
    because = msg("“{text}”", text=shortened(reason)) if reason else msg("no reason is given")
    if isinstance(record, SeverityChange):
        return msg("{level}, {reason}", level=SEVERITY_WORDS[Severity(record.level)], reason=because)
    within = getattr(record, "within", None)
    where = msg("in “{slug}”", slug=within) if within else msg("everywhere")
    return msg("{where}, {reason}", where=where, reason=because)


RULES: tuple[Rule, ...] = (rules_changed,)
