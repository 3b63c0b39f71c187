"""The changes of a municipality, gathered record by record, as every format shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fgk.comparison.changes import Change, ChangeKind
from fgk.comparison.flat import Key
from fgk.comparison.labels import record_name as name_of
from fgk.comparison.result import Compared, Comparison, Place
from fgk.comparison.wording import NO_TITLES, Titles
from fgk.messages import N_, Message, msg, msgn
from fgk.render.comparison.summaries import summary
from fgk.render.comparison.words import KINDS, change_words


@dataclass(frozen=True, slots=True)
class Group:
    """A record with all that changed in it: its name, what happened to it, and the single changes with their places."""

    name: Message
    kind: ChangeKind
    place: Place | None
    lines: list[tuple[Message, Place | None]] = field(default_factory=list)

    @property
    def title(self) -> Message:
        """The name of the record, with what happened to it as a whole."""
        if self.kind is ChangeKind.CHANGED:
            return self.name
        return msg("{name} – {what}", name=self.name, what=msg(KINDS[self.kind]))


def grouped(changes: Iterable[tuple[Change, Place | None]], titles: Titles = NO_TITLES) -> list[Group]:
    """Gather changes by the records of collections, kind by kind; what only follows from a new id is left out."""
    found: dict[Key, Group] = {}
    for change, place in changes:
        if change.follows:
            continue
        own = change.node.key == change.top
        kind = change.kind if own and change.kind is not ChangeKind.RENAMED else ChangeKind.CHANGED
        group = found.get(change.top)
        if group is None:
            group = found[change.top] = Group(_name(change), kind, place)
        if kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
            about = summary(change.node)
            if about is not None:
                group.lines.append((about, place))
        else:
            group.lines.append((change_words(change, titles), place))
    return [found[key] for key in sorted(found, key=_rank)]


def _rank(key: Key) -> int:
    return _ORDER.index(key.kind) if key.kind in _ORDER else len(_ORDER)


_ORDER = (
    "settings",
    "procedure",
    "municipality",
    "audit",
    "round",
    "action_field",
    "goal",
    "measure",
    "resolution",
    "source",
)
"""The records in the order in which a town hall speaks of them; others follow."""


def _name(change: Change) -> Message:
    """Name the record at the top: that of the change or, where it lies in one of its lists, by its kind and id."""
    node = change.node
    if node.key == change.top or (change.before is not None and change.before.key == change.top):
        return name_of(node)
    title = msg(_TITLES.get(change.top.kind, ""))
    return msg("{noun} “{id}”", noun=title, id=change.top.id) if change.top.id else title


_TITLES = {
    "municipality": N_("Municipality"),
    "audit": N_("Audit history"),
    "round": N_("Round"),
    "goal": N_("Goal"),
    "measure": N_("Measure"),
    "resolution": N_("Resolution"),
    "settings": N_("Settings"),
    "procedure": N_("Audit procedure"),
}


def heading(one: Compared) -> Message:
    """Name a municipality, with what happened to it as a whole."""
    if one.was is None:
        return msg("{name} – {what}", name=one.name, what=msg("new"))
    if one.is_gone:
        return msg("{name} – {what}", name=one.name, what=msg("removed"))
    if one.is_renamed:
        return msg("{name} – new id: “{old}” is now “{new}”", name=one.name, old=one.was, new=one.slug)
    return msg("{name}", name=one.name)


def unread(one: Compared) -> Iterator[Message]:
    """Name the files of which it is not known what has changed in them."""
    for path in one.unread:
        yield msg("Not readable: {path} – what has changed there, and what follows, is not known.", path=path)
    for path in one.read_again:
        yield msg("Readable again: {path} – what has changed there, and what follows, is not known.", path=path)


def unread_in_common(found: Comparison) -> Iterator[Message]:
    """Name the settings and procedures of which it is not known what has changed in them."""
    for path in found.unread:
        text = N_("Readable in only one state: {path} – what has changed there, and what follows, is not known.")
        yield msg(text, path=path)


def changed_where(found: Comparison) -> Message:
    """Say how many changes there are, and where."""
    changes = msgn("{n} change", "{n} changes", found.count)
    municipalities = sum(one.is_changed for one in found.municipalities)
    where = msgn("{n} municipality", "{n} municipalities", municipalities)
    if found.common:
        both = msg("{municipalities} and the settings", municipalities=where)
        where = both if municipalities else msg("the settings")
    return msg("{changes} in {municipalities}", changes=changes, municipalities=where) if found.count else changes


def overall(found: Comparison) -> Message:
    """Say in one sentence how much changed."""
    if found.is_empty:
        return msg("Nothing has changed in meaning.")
    new = len(found.new) + sum(len(one.new) for one in found.municipalities)
    resolved = len(found.resolved) + sum(len(one.resolved) for one in found.municipalities)
    return msg(
        "{changed}; {new}, {resolved}.",
        changed=changed_where(found),
        new=msgn("{n} new finding", "{n} new findings", new),
        resolved=msgn("{n} resolved", "{n} resolved", resolved),
    )
