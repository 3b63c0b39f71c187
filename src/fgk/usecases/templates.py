"""Which template makes a report: one of the repository's own, or the one that comes with fgk."""

from dataclasses import dataclass

from fgk.messages import msg
from fgk.render.reports.kinds import TEXT_FORMATS, Kind
from fgk.source.tree import EntryKind, ReadFailure, Tree
from fgk.usecases.origin import TEMPLATES


@dataclass(frozen=True, slots=True)
class TemplatePlace:
    """Where a template lies; ``path`` is empty for a format that has none."""

    path: str
    is_own: bool


def own_template(tree: Tree, path: str) -> bytes:
    """Read a template of the repository's own. Raises TemplateDefect."""
    try:
        return tree.read(path)
    except ReadFailure as error:
        from fgk.render.environment import TemplateDefect

        raise TemplateDefect(path, 1, msg("The template cannot be read: {reason}", reason=error.reason)) from error


def names(kind: Kind, format_: str) -> tuple[str, ...]:
    """Give the names that a template of a kind can have in a format, the first that exists counts."""
    if format_ in TEXT_FORMATS:
        return (f"{kind.name}.{format_}.j2", f"report.{format_}.j2")
    return (f"{kind.name}.docx", "report.docx") if format_ == "docx" else ()


def template_of(kind: Kind, format_: str, tree: Tree | None) -> TemplatePlace:
    """Say which template makes a report in a format."""
    known = names(kind, format_)
    for name in known:
        path = f"{TEMPLATES}/{name}"
        if tree is not None and tree.kind(path) is EntryKind.FILE:
            return TemplatePlace(path, is_own=True)
    if format_ in TEXT_FORMATS:
        return TemplatePlace(known[0], is_own=False)
    return TemplatePlace("report.typ" if format_ == "pdf" else "", is_own=False)
