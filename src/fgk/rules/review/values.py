"""What the findings about changes share: how they name values, and why an adopted agreement matters."""

from fgk.comparison.changes import Change
from fgk.comparison.flat import Node
from fgk.comparison.labels import part_name
from fgk.comparison.revised import Revised
from fgk.comparison.wording import NOTHING, values
from fgk.diagnostics import Route
from fgk.messages import N_, Message, msg
from fgk.model.base import Record

ADOPTED = N_("A target agreement that the council has adopted is changed by the council.")
"""Why it matters what becomes of an adopted agreement."""

NAME_IT = N_(
    "Name the resolution on it: end the commit's message with a paragraph that has the line “Beschluss: ID”, or let "
    "the measure or its log entry name it (“resolution: ID”). Without a resolution, take the change back."
)
"""What to do where an agreement is changed."""


def old_and_new(change: Change, revised: Revised, *, quoted: bool = True) -> dict[str, object]:
    """Give the values of a field before and after, as a message takes them, by the names ``old`` and ``new``."""
    old, new = values(change, revised.titles, quoted=quoted)
    return {"old": NOTHING if old is None else old, "new": NOTHING if new is None else new}


def of_part(node: Node, revised: Revised, message: Message) -> Message:
    """Let a message begin with what it is about where that lies in a list of a record."""
    part = part_name(node, revised.titles)
    return msg("{part}: {message}", part=part, message=message) if part is not None else message


def so_far(change: Change, before: Node) -> tuple[tuple[Record, Route, Message], ...]:
    """Point to where the old value of a field stands."""
    return ((before.holder, before.way(change.field), msg("before")),)
