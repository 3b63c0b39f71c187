"""Records that are new or gone, in a few words: what somebody who decides about them wants to know first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from fgk.comparison.flat import Node
from fgk.comparison.wording import quoted_text, shortened, value_words
from fgk.diagnostics import SEVERITY_WORDS, Severity
from fgk.messages import Message, msg
from fgk.model.audit import Event
from fgk.model.base import Record
from fgk.model.plan import IndicatorValue, LogEntry, Measure
from fgk.model.resolution import Consultation, Resolution
from fgk.model.settings import Ignore, SeverityChange
from fgk.model.vocabulary import label


def summary(node: Node) -> Message | None:
    """Say in a few words what a record says; None where its name is enough."""
    record = node.record
    of_kind = _SUMMARIES.get(type(record))
    if of_kind is not None:
        return of_kind(record)
    title = getattr(record, "title", None) or getattr(record, "url", None)
    return _listed(title if isinstance(title, str) else None, ())


def _of_entry(entry: LogEntry) -> Message:
    remark = entry.reason or entry.note
    parts = tuple(_entry_parts(entry))
    return msg("{parts} – {note}", parts=parts, note=shortened(remark)) if remark else msg("{parts}", parts=parts)


def _entry_parts(entry: LogEntry) -> Iterator[Message]:
    yield msg(label(entry.status))
    if entry.percent is not None:
        yield msg("{n}%", n=entry.percent)
    if entry.new_due is not None:
        yield msg("new due date {date}", date=entry.new_due)
    if entry.replaced_by is not None:
        yield msg("replaced by “{id}”", id=entry.replaced_by)
    if entry.resolution is not None:
        yield msg("resolution “{id}”", id=entry.resolution)
    if entry.is_internal:
        yield msg(label(entry.visibility))


def _of_value(value: IndicatorValue) -> Message:
    return msg("{value}", value=value_words(value.value))


def _of_event(event: Event) -> Message | None:
    return _listed(event.title, ())


def _of_measure(measure: Measure) -> Message | None:
    return _listed(measure.title, _measure_parts(measure))


def _measure_parts(measure: Measure) -> Iterator[Message]:
    if measure.due is not None:
        yield msg("due {date}", date=measure.due)
    if measure.responsible is not None:
        yield msg("{office}", office=measure.responsible.office)
    if measure.log:
        yield msg(label(measure.log[-1].status))
    if measure.is_internal:
        yield msg(label(measure.visibility))


def _of_resolution(resolution: Resolution) -> Message | None:
    step = resolution.deciding
    return _listed(resolution.title, (_of_step(step),) if step is not None else ())


def _of_step(step: Consultation) -> Message:
    parts: list[Message] = [msg("{body}", body=step.body)]
    if step.date is not None:
        parts.append(msg("{date}", date=step.date))
    if step.result is not None:
        parts.append(msg(label(step.result)))
    return msg("{parts}", parts=tuple(parts))


def _of_ignore(ignore: Ignore) -> Message | None:
    return _listed(ignore.reason, (msg("only in {slug}", slug=ignore.within),) if ignore.within else ())


def _of_severity(change: SeverityChange) -> Message | None:
    return _listed(change.reason, (SEVERITY_WORDS[Severity(change.level)],))


def _listed(title: str | None, parts: Iterable[Message]) -> Message | None:
    """Give a text with what is to be said of it in brackets."""
    found = tuple(parts)
    if not title:
        return msg("{parts}", parts=found) if found else None
    text = quoted_text(title)
    return msg("{text} ({parts})", text=text, parts=found) if found else text


_SUMMARIES: Mapping[type[Record], Callable[[Any], Message | None]] = {
    LogEntry: _of_entry,
    IndicatorValue: _of_value,
    Event: _of_event,
    Measure: _of_measure,
    Resolution: _of_resolution,
    Consultation: _of_step,
    Ignore: _of_ignore,
    SeverityChange: _of_severity,
}
"""How the records of a kind are summed up."""
