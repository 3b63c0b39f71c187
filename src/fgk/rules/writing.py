"""FGK6xx: what fgk reads as it is meant, but other tools may not. All of it is found while files are read."""

from fgk.diagnostics import Severity
from fgk.messages import N_
from fgk.rules.registry import Rule

_OTHER_TOOLS = N_("Editors, scripts and spreadsheets that open the file see another value than fgk does.")
_FORMAT_2 = N_("Data format, section 2 (YAML, strictly)")

RULES = (
    Rule(
        "FGK617",
        "unquoted-key",
        Severity.INFO,
        N_("An official key stands without quotation marks."),
        N_("fgk keeps its leading zero; other tools read a number, and 05334002 becomes 5334002 or even 1423362."),
        N_("Put the key into quotation marks."),
        _FORMAT_2,
    ),
    Rule(
        "FGK618",
        "swallowed-text",
        Severity.INFO,
        N_("Behind a value stands text that YAML takes for a comment."),
        N_("In “Platz #3” YAML reads only “Platz”: the rest is missing from every report."),
        N_("Put the value into double quotes; write a blank behind # where a comment is meant."),
        _FORMAT_2,
    ),
    Rule(
        "FGK620",
        "typographic-quotes",
        Severity.INFO,
        N_("A number or label stands in typographic quotation marks, which are part of the value."),
        N_("YAML knows only straight quotes; the label is shown with the marks, and is not found without them."),
        N_('Write straight quotes: "1.1".'),
        _FORMAT_2,
    ),
    Rule(
        "FGK622",
        "unquoted-label",
        Severity.INFO,
        N_("A number or label stands without quotation marks, so that other tools read another value."),
        _OTHER_TOOLS,
        N_('Put it into quotation marks: "1.10".'),
        _FORMAT_2,
    ),
)
