"""What fields and records are called, by the titles that the data format gives them."""

from fgk.messages import Message, msg
from fgk.model.base import Record


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
