"""``fgk report --eject``: the bundled templates of a kind, as a repository's own to start from."""

from collections.abc import Sequence

from fgk.render.own_templates import shown_path
from fgk.render.reports.kinds import TEXT_FORMATS, kind_of
from fgk.resources import bundled


def ejected(kind_name: str, formats: Sequence[str], language: str) -> dict[str, bytes]:
    """Give the files to be written, by their paths in the repository: one for each format that has a template.

    Raises UnknownKind and UnknownFormat.
    """
    found: dict[str, bytes] = {}
    for format_ in formats:
        own = kind_of(kind_name, format_).templates(format_)
        if format_ in TEXT_FORMATS:
            found[shown_path(own[0])] = (bundled("templates") / own[0]).read_bytes()
        elif format_ == "pdf":
            found[shown_path(own[0])] = (bundled("templates") / "report.typ").read_bytes()
        elif format_ == "docx":
            from fgk.render.formats.word.write import blank

            found[shown_path(own[0])] = blank(language)
    return found
