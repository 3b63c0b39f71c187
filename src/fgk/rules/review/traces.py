"""FGK74x and FGK75x: what a change leaves behind or brings along: references, unreadable files, doubtful dates."""

from collections.abc import Iterator

from fgk.comparison.changes import ChangeKind
from fgk.comparison.flat import Node
from fgk.comparison.matching import REFERENCES
from fgk.comparison.revised import Revised
from fgk.dates import PartialDate
from fgk.diagnostics import Severity
from fgk.messages import N_, msg, msgn
from fgk.rules.registry import Finding, Rule, review_rule
from fgk.rules.review.values import of_part

_MOST_PLACES = 10
"""Places that a finding points to at most."""


@review_rule(
    "FGK741",
    "referenced-removed",
    Severity.ERROR,
    summary=N_("A record is taken out to which others still refer."),
    why=N_("What referred to it now leads nowhere: a goal without its round, a fact without its source."),
    fix=N_("Put it back, or let what refers to it name another record."),
)
def referenced_removed(revised: Revised) -> Iterator[Finding]:
    """Look for the ids of what is gone in the fields that name other records, and for documents that sources name."""
    gone = {
        (change.key.kind, change.key.id): change
        for change in revised.changes
        if change.kind in (ChangeKind.REMOVED, ChangeKind.RENAMED) and change.key not in revised.flat_new
    }
    yield from _evidence_gone(revised)
    if not gone:
        return
    users: dict[tuple[str, str], list[tuple[Node, str]]] = {}
    for node in revised.flat_new.values():
        for name, value in node.fields.items():
            kind = REFERENCES.get(name.rpartition(".")[2])
            for one in value if isinstance(value, tuple) else (value,):
                if kind is not None and isinstance(one, str) and (kind, one) in gone:
                    users.setdefault((kind, one), []).append((node, name))
    for key, found in users.items():
        before = gone[key].before
        if before is None:
            continue
        related = tuple((node.holder, node.way(name), msg("refers to it")) for node, name in found[:_MOST_PLACES])
        message = msgn(
            "It is taken out, and {n} place still refers to it",
            "It is taken out, and {n} places still refer to it",
            len(found),
        )
        if gone[key].kind is ChangeKind.RENAMED:
            message = msgn(
                "It has the id “{new}” now, and {n} place still refers to the old one",
                "It has the id “{new}” now, and {n} places still refer to the old one",
                len(found),
                new=gone[key].new,
            )
        yield Finding(before.holder, ("id",), message, related=related)


def _evidence_gone(revised: Revised) -> Iterator[Finding]:
    """Look for documents that are gone while a source still names them."""
    gone = revised.old.dossier.attachments - revised.new.dossier.attachments
    for source in revised.new.dossier.sources:
        if source.file in gone:
            yield Finding(
                source,
                ("file",),
                msg("The document “{file}” is taken out, and the source still names it", file=source.file),
            )


# The next three look at files, and not at records alone: usecases/changes/unread.py and hidden.py make the findings.

became_unreadable = Rule(
    "FGK742",
    "became-unreadable",
    Severity.ERROR,
    N_("A record or a file cannot be read any more."),
    N_("Nobody can say what has changed in it: whatever is wrong with it now hides the rest."),
    N_("Repair it; “fgk validate” shows what is wrong."),
)
was_unreadable = Rule(
    "FGK743",
    "was-unreadable",
    Severity.WARNING,
    N_("What could not be read before is readable again, different, or gone."),
    N_("It is not known what it said, and so not what has changed in it."),
    N_("Compare it with the last state that could be read: git log -p shows each version of a file."),
)
municipality_hidden = Rule(
    "FGK744",
    "municipality-hidden",
    Severity.ERROR,
    N_("A directory that is new here hides a municipality, or cannot be told from it."),
    N_("What has changed in the one is not seen: commands and reviews may read the other."),
    N_("Move the directory beside the others, and give it a name of its own."),
)


@review_rule(
    "FGK751",
    "new-doubtful-date",
    Severity.INFO,
    summary=N_("A date that is uncertain or only about right is new."),
    why=N_("What follows from it is an estimate; perhaps a better source is at hand while the change is open."),
    fix=N_("Look for a source that has the day; else say in “note” what is known."),
)
def new_doubtful_date(revised: Revised) -> Iterator[Finding]:
    """Look at every date with a qualifier that was not there before."""
    dates = [(node, name, value) for node in revised.added for name, value in node.fields.items()]
    for change in revised.changes:
        was = change.old.qualifier if isinstance(change.old, PartialDate) else ""
        if change.after is not None and isinstance(change.new, PartialDate) and change.new.qualifier != was:
            dates.append((change.after, change.field, change.new))
    for node, name, date in dates:
        if isinstance(date, PartialDate) and date.qualifier:
            message = msg("The date is doubtful: {date}", date=date)
            yield Finding(node.holder, node.way(name), of_part(node, revised, message))


RULES: tuple[Rule, ...] = (
    referenced_removed,
    became_unreadable,
    was_unreadable,
    municipality_hidden,
    new_doubtful_date,
)
