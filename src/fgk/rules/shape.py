"""FGK1xx: records that do not have the shape of the data format."""

from fgk.diagnostics import Severity
from fgk.messages import N_
from fgk.rules.registry import Rule

_LEFT_OUT = N_("A record with such a defect is left out of every state and report until it is corrected.")


def _shape(  # noqa: PLR0913, PLR0917 - a rule has so many words
    code: str,
    name: str,
    summary: str,
    fix: str,
    why: str = _LEFT_OUT,
    source: str = "",
) -> Rule:
    return Rule(code, name, Severity.ERROR, summary, why, fix, source)


RULES = (
    _shape(
        "FGK101",
        "missing-file",
        N_("A required file is missing."),
        N_("Create the file; municipality.yaml and audit.yaml belong to every municipality."),
        N_("Without it nobody can say who the municipality is, or where it stands."),
    ),
    _shape(
        "FGK102",
        "collection-twice",
        N_("A collection is both a file and a directory."),
        N_("Move the file into the directory, or join the directory's files into the one file."),
        N_("Two places for the same thing drift apart."),
    ),
    _shape(
        "FGK103",
        "wrong-structure",
        N_("A list, a mapping or a text stands where another of the three is expected."),
        N_("List items begin with “- ”; mappings are lines “key: value”."),
    ),
    _shape(
        "FGK104",
        "unknown-key",
        N_("A key is not part of the data format."),
        N_("Correct the spelling; free text belongs under note."),
    ),
    _shape(
        "FGK105",
        "missing-key",
        N_("A required key is missing."),
        N_("Add the key with its value; an empty value counts as missing."),
    ),
    _shape(
        "FGK106",
        "invalid-id",
        N_("An id does not have the form of an id."),
        N_("Use lower-case letters a to z, digits and single hyphens, at most 64 characters: kita-navigator."),
        source=N_("Data format, section 3 (values)"),
    ),
    _shape(
        "FGK107",
        "invalid-date",
        N_("A date does not have the form of a date."),
        N_("Write 2019, 2019-Q3, 2019-10 or 2019-10-04, with ? for uncertain or ~ for approximate behind it."),
        source=N_("ISO 8601-2 (EDTF level 1), with quarters added"),
    ),
    _shape(
        "FGK108",
        "invalid-duration",
        N_("A duration does not have the form of a duration."),
        N_("Write P3Y for three years, P36M for 36 months, P14D for 14 days."),
        source=N_("ISO 8601-1 (durations)"),
    ),
    _shape(
        "FGK109",
        "invalid-amount",
        N_("An amount of money does not have the form of an amount."),
        N_("Write digits, with a point before cents and nothing between thousands: 24500 or 24500.50."),
    ),
    _shape(
        "FGK110",
        "invalid-address",
        N_("A web or e-mail address does not have its form."),
        N_("Web addresses begin with https:// or http://; an e-mail address has one @."),
    ),
    _shape(
        "FGK111",
        "unknown-value",
        N_("A value is not one of those that are possible here."),
        N_("Choose one of the values that the message names."),
    ),
    _shape(
        "FGK112",
        "invalid-number",
        N_("A number does not have the form of a number, or is out of range."),
        N_("Write digits, with a point before decimals and nothing between thousands."),
    ),
    _shape(
        "FGK113",
        "invalid-official-key",
        N_("An official key does not have the number of digits that it needs."),
        N_('Write all digits, leading zeros included, in quotation marks: "05562020".'),
        source=N_("Federal statistics: AGS 8, ARS 12, district 5, association 9 digits"),
    ),
    _shape(
        "FGK114",
        "invalid-flag",
        N_("A yes-or-no value is neither true nor false."),
        N_("Write true or false."),
    ),
    _shape(
        "FGK115",
        "empty-text",
        N_("A text is empty, too long, or does not have the form that it needs."),
        N_("Write the text, or delete the key."),
    ),
    _shape(
        "FGK116",
        "invalid-slug",
        N_("A municipality's directory does not have a name that can be its slug."),
        N_("Rename the directory: lower-case letters a to z, digits and single hyphens, such as bad-wimpfen."),
        N_("The slug names the municipality on the command line, in addresses and in reports."),
    ),
    _shape(
        "FGK117",
        "invalid-path",
        N_("A file's path is not a path inside the municipality's directory."),
        N_("Write a relative path with /, such as belege/abnahme.pdf."),
    ),
    _shape(
        "FGK118",
        "unknown-time-zone",
        N_("The time zone is not known."),
        N_("Write a name such as Europe/Berlin, Europe/Vienna or Europe/Zurich."),
        N_("The time zone decides whose day “today” is."),
    ),
)
