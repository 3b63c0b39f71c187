"""Markdown and HTML, from Jinja templates."""

import re
from functools import lru_cache

from fgk.messages import Translator
from fgk.render.document import Report
from fgk.render.environment import ReportEnvironment
from fgk.render.own_templates import OwnTemplates
from fgk.render.provenance import MARK
from fgk.render.reports.kinds import Kind

_SEVERAL_BLANK_LINES = re.compile(r"\n\s*\n")


def text(report: Report, kind: Kind, format_: str, own: OwnTemplates, provenance: str = "") -> str:
    """Give the text of a report; its templates know it as ``report``. Raises TemplateDefect.

    ``provenance`` stands in a comment at its end.
    """
    made = _environment(own, report.language).text(kind.templates(format_)[0], {"report": report})
    comment = f"\n\n<!-- {MARK} {provenance} -->\n" if provenance else "\n"
    return _SEVERAL_BLANK_LINES.sub("\n\n", made).strip("\n") + comment


@lru_cache(maxsize=2)
def _environment(own: OwnTemplates, language: str) -> ReportEnvironment:
    """Give the engine; of many reports with the same templates, only the first compiles them."""
    return ReportEnvironment(own, Translator(language))
