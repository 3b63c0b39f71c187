"""Every move of a measure from status to status over a whole history, checked by the rules for logs and by its time."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain, islice, pairwise
from pathlib import Path
from posixpath import basename

from fgk.assessment.assess import Assessment
from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.flat import Flat, Key, Node
from fgk.comparison.rewriting import is_rewriting
from fgk.comparison.transitions import Transition, Transitions, Wrong, latest
from fgk.comparison.wording import NO_TITLES
from fgk.dates import PartialDate
from fgk.messages import N_, Message, msg
from fgk.model.dossier import Dossier
from fgk.model.plan import LogEntry, Measure
from fgk.model.settings import Settings
from fgk.model.vocabulary import Status, label
from fgk.render.comparison.words import field_change
from fgk.rules.process import forbidden_status_move, reopened_without_reason, step_of
from fgk.source.git.revision import commit
from fgk.usecases.past.asked import asked_for, home_called, homes_at, require_known
from fgk.usecases.past.versions import Delta, Past
from fgk.usecases.past.walk import Step, own_changes, read_log, steps

_RULES = (forbidden_status_move, reopened_without_reason)
"""The rules that compare an entry of a log with the one before."""

PATIENCE = dt.timedelta(days=60)
"""How long after its date an entry may be written."""


def transitions(
    root: Path, revision: str, name: str | None = None, identity: str | None = None, limit: int | None = None
) -> Transitions:
    """Give the moves of all measures up to a revision, of those of a municipality, or of one; the latest first.

    ``limit`` is the number of commits of which they are given; those before are checked, too. Raises what ``history``
    raises.
    """
    head = commit(root, revision)
    log = read_log(head.git, head.sha)
    homes = homes_at(head)
    keys = frozenset(asked_for(identity)) if identity is not None else frozenset[Key]()
    aims = dict.fromkeys(homes if name is None else [home_called(name, homes, log)], keys)
    with closing(Past(head.git, log.commits)) as past:
        unread = _Unread()
        walked = unread.watched(steps(past, log, aims, with_gone=name is None))
        rows = (own for step in walked if (own := _own_rows(step)))
        found = tuple(chain.from_iterable(islice(rows, limit)))
        before = sum(row.is_wrong for several in rows for row in several)
        if identity is not None and not found:
            require_known(identity, keys, past, log, aims)
    return Transitions(found, log.is_whole and not past.lacks, before, unread.paths)


class _Unread:
    """Remembers the files of measures that cannot be read at the end; what they hold is not checked."""

    def __init__(self) -> None:
        self._seen: dict[str, bool] = {}

    def watched(self, walked: Iterable[Step]) -> Iterator[Step]:
        """Give the steps again; the first one that touches a file says whether it can be read."""
        for step in walked:
            for delta in step.deltas:
                for path in delta.unreadable:
                    self._seen.setdefault(path, True)
                for version in delta.new:
                    self._seen.setdefault(version.path, False)
            yield step

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that cannot be read."""
        return tuple(sorted(path for path, is_unread in self._seen.items() if is_unread))


def _own_rows(step: Step) -> list[Transition]:
    """Give what a commit itself did to logs: of a merge, what no parent has, or what only it brings together."""
    if not any(delta.may_hold_any("measures") for delta in step.deltas):
        return []
    several = [list(_Rows(step, delta).rows()) for delta in step.deltas]
    own = {name for change in own_changes(step) for name in _entries_of(change)}
    found: list[Transition] = []
    for row in chain.from_iterable(several):
        is_own = (row.measure, row.date) in own or all(row in rows for rows in several)
        if is_own and row not in found:
            found.append(row)
    wrong = {(row.measure, row.date) for row in found if row.wrong is not None}
    return [row for row in found if row.wrong is not None or (row.measure, row.date) not in wrong]


def _entries_of(change: Change) -> Iterator[tuple[str, PartialDate]]:
    """Give the entries of logs that a change concerns, each by its measure and its date."""
    for node in (change.before, change.after):
        record = node.record if node is not None else None
        if isinstance(record, LogEntry):
            yield change.top.id, record.date
        elif isinstance(record, Measure) and change.kind is not ChangeKind.CHANGED:
            yield from ((record.id, entry.date) for entry in record.log)


class _Rows:
    """What happened to logs between a parent and a commit."""

    def __init__(self, step: Step, delta: Delta) -> None:
        self.moment = step.moment
        self.slug = basename(step.home)
        self.keys = step.keys
        self.corrections = step.commit.trailers.corrections
        self.old, self.new = delta.flats
        self.changes, self.names = delta.compared
        self.day = step.moment.date.date()

    def rows(self) -> Iterator[Transition]:
        """Give what happened, measure by measure, and then what is gone."""
        for key, node in self.new.items():
            if isinstance(node.record, Measure) and (not self.keys or key in self.keys):
                was = self.old.get(self.names[key]) if key in self.names else None
                yield from self._of_measure(key, node.record, was.record if was else None)
        for change in self.changes:
            if change.kind is ChangeKind.REMOVED:
                yield from self._removed(change)

    def _of_measure(self, key: Key, measure: Measure, was: object) -> Iterator[Transition]:
        log = was.log if isinstance(was, Measure) else ()
        fresh = {id(node.record) for node in _entries(self.new, key) if node.key not in self.names}
        known = {step_of(before, after) for before, after in pairwise(log)}
        forbidden = dict(_forbidden(measure, self.day))
        changed = {id(one.after.record): one for one in self._rewritings(key) if one.after is not None}
        for index, entry in enumerate(measure.log):
            before = measure.log[index - 1] if index else None
            status = before.status if before is not None else Status.PLANNED
            wrong: list[tuple[Wrong, Message]] = []
            if index in forbidden and before is not None and step_of(before, entry) not in known:
                wrong.append((Wrong.NOT_ALLOWED, forbidden[index]))
            if id(entry) in fresh and isinstance(was, Measure):
                wrong += self._backdated(entry, log)
            if not wrong and before is not None and step_of(before, entry) not in known:
                wrong += _backwards(before, entry)
            for kind, message in wrong:
                yield self._row(measure.id, status, entry.status, entry.date, kind, message)
            if id(entry) in fresh and not wrong:
                yield self._row(measure.id, status, entry.status, entry.date)
            if id(entry) in changed:
                yield self._rewritten(measure.id, changed[id(entry)], entry)

    def _rewritings(self, key: Key) -> Iterator[Change]:
        return (one for one in self.changes if one.key.kind == "log_entry" and one.top == key and is_rewriting(one))

    def _rewritten(self, measure: str, change: Change, entry: LogEntry) -> Transition:
        was = change.before.record if change.before is not None else None
        same = (one for one in self.changes if one.after is change.after and is_rewriting(one))
        message = msg(
            "The entry of {date} says something else now: {changes}",
            date=was.date if isinstance(was, LogEntry) else entry.date,
            changes=tuple(field_change(one, NO_TITLES) for one in same),
        )
        before = was.status if isinstance(was, LogEntry) else entry.status
        return self._row(measure, before, entry.status, entry.date, Wrong.REWRITTEN, message)

    def _backdated(self, entry: LogEntry, log: tuple[LogEntry, ...]) -> Iterator[tuple[Wrong, Message]]:
        """Say that an entry comes too late: there is a later one already, or its day is long past."""
        last = latest([one.date for one in log])
        if last is not None and entry.date.last < last.first:
            text = msg(
                "The entry of {date} was written when there was one of {other} already", date=entry.date, other=last
            )
            yield Wrong.BACKDATED, text
        elif entry.date.last < self.day - PATIENCE:
            text = msg(
                "The entry of {date} was not written until {day}, more than {n} days later",
                date=entry.date,
                day=self.day,
                n=PATIENCE.days,
            )
            yield Wrong.BACKDATED, text

    def _removed(self, change: Change) -> Iterator[Transition]:
        record, owner = change.node.record, change.top
        if self.keys and owner not in self.keys and owner not in {self.names.get(key, key) for key in self.keys}:
            return
        if isinstance(record, LogEntry):
            text = msg("The entry of {date} (“{status}”) is gone", date=record.date, status=msg(label(record.status)))
            yield self._row(owner.id, record.status, None, record.date, Wrong.REMOVED, text)
        elif isinstance(record, Measure) and record.log:
            last = record.log[-1]
            text = msg("The measure is gone, and its log with it")
            yield self._row(record.id, last.status, None, last.date, Wrong.REMOVED, text)

    def _row(  # noqa: PLR0913, PLR0917 - a transition has so many parts
        self,
        measure: str,
        before: Status,
        after: Status | None,
        date: PartialDate,
        wrong: Wrong | None = None,
        message: Message | None = None,
    ) -> Transition:
        if wrong is not None and self.corrections and wrong is not Wrong.NOT_ALLOWED:
            message = msg(
                "{message}; a correction, as the commit says: {reasons}", message=message, reasons=self.corrections
            )
            return Transition(self.moment, self.slug, measure, before, after, date, wrong, message, is_corrected=True)
        return Transition(self.moment, self.slug, measure, before, after, date, wrong, message)


def _entries(state: Flat, measure: Key) -> Iterator[Node]:
    return (node for node in state.values() if node.owner == measure and isinstance(node.record, LogEntry))


def _backwards(before: LogEntry, entry: LogEntry) -> Iterator[tuple[Wrong, Message]]:
    """Say that a log runs backwards: whether a move is allowed cannot be told there."""
    if entry.date.last < before.date.first:
        text = N_("The entry of {date} stands behind one of {other}, although it is earlier")
        yield Wrong.BACKDATED, msg(text, date=entry.date, other=before.date)


def _forbidden(measure: Measure, day: dt.date) -> Iterator[tuple[int, Message]]:
    """Give the positions of the entries that, after the one before, the rules do not allow, with their words."""
    assessment = Assessment(Dossier("", "", measures=(measure,)), {}, Settings(), day)
    for rule in _RULES:
        for finding in rule.check(assessment) if rule.check is not None else ():
            _, index, *_ = finding.route
            yield int(index), finding.message
