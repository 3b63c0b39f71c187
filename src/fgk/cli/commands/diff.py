"""``fgk diff``."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from fgk.cli.completion import municipality_names
from fgk.cli.session import Session
from fgk.diagnostics import short_hash
from fgk.messages import N_, Message, msg
from fgk.stops import OK

if TYPE_CHECKING:
    from fgk.comparison.result import Comparison

SUMMARY = N_("Show what changed between two states, in the words of the domain.")
HELP = N_(
    "Show what changed between two states, record by record and not line by line: what is new, gone, renamed or "
    "changed, what follows from it, and which findings came and went. "
    "REVISIONS is A..B for two git revisions, A...B for B since it left A, or A for a revision and the files in the "
    "directory; by default these are compared with the last commit. "
    "Formats: text, json, md, html."
)
FORMATS = ("text", "json", "md", "html")


def diff(
    session: Session,
    revisions: Annotated[
        str | None, typer.Argument(metavar="REVISIONS", help=N_("What is compared, such as main or v1..v2."))
    ] = None,
    municipality: Annotated[
        list[str] | None,
        typer.Option(
            "--municipality",
            "-m",
            metavar="NAME",
            help=N_("Only this municipality, by slug; repeatable."),
            autocompletion=municipality_names,
        ),
    ] = None,
) -> int:
    """Print what changed, as text, JSON, Markdown or HTML."""
    from fgk.usecases.changes.compare import comparison
    from fgk.usecases.changes.sides import between, sides

    base, head = between(session.root, revisions, session.shared.rev)
    found = comparison(sides(session.root, base, head, session.at_end), session.day, municipality or ())
    title = _title(revisions, base, head)
    if session.format == "json":
        from fgk.render.comparison.json import diff_object

        session.print_json(diff_object(found, session.translate))
    elif session.format in ("md", "html"):
        session.write(_document(session, title, found))
    else:
        from fgk.render.terminal.comparison import DiffPage
        from fgk.render.terminal.pen import Pen

        console = session.console
        session.print_lines(DiffPage(session.translate, Pen(console), console.width).lines(title, found))
    return OK


def _document(session: Session, title: Message, found: "Comparison") -> str:
    from fgk.render.comparison.document import KIND, document
    from fgk.render.formats.text import text
    from fgk.render.own_templates import NO_TEMPLATES
    from fgk.render.wording import Wording

    made = document(title, found, session.day, Wording(session.translate.language))
    return text(made, KIND, session.format, NO_TEMPLATES)


def _title(revisions: str | None, base: str, head: str | None) -> Message:
    left, dots, right = (revisions or "").partition("...")
    if dots and head is not None:
        text = N_("What changed in {head} since it left {base}")
        return msg(text, base=_shown(left or "HEAD"), head=_shown(right or "HEAD"))
    if head is None and base == "HEAD":
        return msg("What changed since the last commit")
    if head is None:
        return msg("What changed since {base}", base=_shown(base))
    return msg("What changed from {base} to {head}", base=_shown(base), head=_shown(head))


def _shown(revision: str) -> str:
    """Give the name of a revision as it fits in a title."""
    is_hash = re.fullmatch("[0-9a-f]{40,64}", revision) is not None
    return short_hash(revision) if is_hash else revision[:40]
