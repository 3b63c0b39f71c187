"""Markdown and HTML, from Jinja templates."""

import re

from fgk.messages import Translator
from fgk.render.document import Report
from fgk.render.environment import ReportEnvironment
from fgk.render.provenance import MARK
from fgk.render.reports.kinds import Kind
from fgk.source.tree import Tree

_SEVERAL_BLANK_LINES = re.compile(r"\n\s*\n")


def text(  # noqa: PLR0913, PLR0917 - what is shown, how, and from what
    report: Report, kind: Kind, format_: str, tree: Tree, translator: Translator, provenance: str = ""
) -> str:
    """Give the text of a report; its templates know it as ``report``. Raises TemplateDefect.

    ``provenance`` stands in a comment at its end.
    """
    environment = ReportEnvironment(tree, translator)
    made = environment.text(kind.template(format_), {"report": report})
    comment = f"\n\n<!-- {MARK} {provenance} -->\n" if provenance else "\n"
    return _SEVERAL_BLANK_LINES.sub("\n\n", made).strip("\n") + comment
