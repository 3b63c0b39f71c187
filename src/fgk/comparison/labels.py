"""What fields and records are called, by the titles that the data format gives them."""

from fgk.comparison.flat import Node
from fgk.comparison.wording import Titles
from fgk.messages import Message, msg
from fgk.model.audit import Event
from fgk.model.base import Record
from fgk.model.plan import IndicatorValue, LogEntry
from fgk.model.resolution import Consultation


def field_name(record: Record, name: str) -> Message:
    """Give the title of a field, through the records within: "Responsible: Office"."""
    titles: list[Message] = []
    kind: type[Record] | None = type(record)
    for step in name.split("."):
        if kind is None:
            break
        info = next((one for key, one in kind.model_fields.items() if (one.alias or key) == step), None)
        titles.append(msg((info.title if info is not None else None) or step))
        kind = kind.below(step)
    first, *rest = titles
    return msg("{label}: {text}", label=first, text=rest[-1]) if rest else first


def record_name(node: Node) -> Message:
    """Name the record of a collection, or what belongs to the municipality itself: "measure “kita”"."""
    title = msg(str(type(node.record).model_config.get("title", "")))
    return msg("{noun} “{id}”", noun=title, id=node.key.id) if node.key.id else title


def part_name(node: Node, titles: Titles) -> Message | None:
    """Name what lies in a list of a record: "log entry, 15 January 2025"; None for a record of its own."""
    record = node.record
    title = msg(str(type(record).model_config.get("title", "")))
    match record:
        case Event():
            event = titles.event(record, node.holder)
            return msg("{noun} “{id}”, {date}", noun=title, id=event, date=record.date)
        case LogEntry():
            return msg("{noun}, {date}", noun=title, date=record.date)
        case IndicatorValue():
            indicator = node.owner.id.rpartition("/")[2] if node.owner is not None else ""
            return msg("{noun} of “{id}”, {date}", noun=title, id=indicator, date=record.date)
        case Consultation():
            return msg("{noun}, {body}", noun=title, body=record.body)
    if node.owner is None or node.key.kind == "round":
        return None
    return msg("{noun} “{id}”", noun=title, id=node.key.id.rpartition("/")[2])
