"""What libyaml's errors mean, in words that somebody without knowledge of parsers can act on."""

import re

import yaml

from fgk.diagnostics import Problem, Span
from fgk.messages import Message, msg
from fgk.source.text import Text

_NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")

_QUOTE_OR_COLON = msg("Put text that contains “: ” or “ #” in double quotes; or a colon is missing in the line above.")
_LOOK = msg("Check this line and the one above it: quotation marks, colons, brackets, special characters.")
_INDENT = msg(
    "Check the indentation: keys of one record begin in the same column, list items with “- ”; "
    "nothing may follow a closing quotation mark."
)

# The first entry whose part occurs in libyaml's description of the problem decides. The flag says whether the place is
# where the construct began, because libyaml only noticed at its end.
_MEANINGS: tuple[tuple[str, bool, Message, Message], ...] = (
    (
        "mapping values are not allowed",
        False,
        msg("A colon stands where no value can follow"),
        _QUOTE_OR_COLON,
    ),
    (
        "could not find expected ':'",
        True,
        msg("This line is neither “key: value” nor a list item: the colon is missing"),
        msg("Write “key: value”; a text of several lines is indented below its key."),
    ),
    ("did not find expected key", False, msg("Here a key was expected at this indentation"), _INDENT),
    ("did not find expected '-' indicator", False, msg("Here a list item, “- ”, was expected"), _INDENT),
    ("block sequence entries are not allowed", False, msg("A list item cannot begin here"), _INDENT),
    ("did not find expected ',' or ']'", True, msg("The bracket “[” is not closed"), msg("Add “]” or a comma.")),
    ("did not find expected ',' or '}'", True, msg("The brace “{” is not closed"), msg("Add “}” or a comma.")),
    (
        "found unexpected end of stream",
        True,
        msg("The quotation mark is not closed"),
        msg('Add the closing quotation mark; inside double quotes write \\" for a quotation mark.'),
    ),
    (
        "found unexpected document indicator",
        True,
        msg("The quotation mark is not closed"),
        msg("Add the closing quotation mark."),
    ),
    (
        "found unknown escape character",
        False,
        msg("Inside double quotes the backslash has a special meaning"),
        msg("Write \\\\ for a backslash, or use single quotes."),
    ),
    (
        "did not find expected hexdecimal number",
        False,
        msg("Inside double quotes the backslash has a special meaning"),
        msg("Write \\\\ for a backslash, or use single quotes."),
    ),
    (
        "found character that cannot start any token",
        False,
        msg("A value cannot begin with this character"),
        msg("Put the value in double quotes."),
    ),
    (
        "found invalid Unicode character escape code",
        False,
        msg("Inside double quotes the backslash has a special meaning"),
        msg("Write \\\\ for a backslash, or use single quotes."),
    ),
    (
        "did not find expected comment or line break",
        False,
        msg("Behind “|” or “>” nothing more may stand in this line"),
        msg("Write the text indented on the next lines, or the whole value in quotation marks."),
    ),
    ("directive", False, msg("A line cannot begin with “%”"), msg("Put the value in double quotes, or delete it.")),
    ("incompatible YAML document", False, msg("A line cannot begin with “%”"), msg("Delete the line.")),
    ("found undefined alias", False, msg("A value cannot begin with “*”"), msg("Put the value in double quotes.")),
    (
        "did not find expected alphabetic or numeric character",
        False,
        msg("A value cannot begin with “&” or “*”"),
        msg("Put the value in double quotes."),
    ),
)


def syntax_problem(text: Text, error: yaml.YAMLError) -> Problem:
    """Make a problem of a parser's error, at the place where the slip is."""
    if isinstance(error, yaml.MarkedYAMLError):
        return _marked_problem(text, error)
    return _character_problem(text)


def _marked_problem(text: Text, error: yaml.MarkedYAMLError) -> Problem:
    description = error.problem or ""
    mark = error.problem_mark or error.context_mark
    offset = mark.index if mark is not None else 0
    if text.content[offset : offset + 1] == "\t":
        return tab_problem(text, offset, offset + 1)
    known = _from_word_processor(text, offset) or (_behind_an_end(text, offset) if "expected" in description else None)
    if known is not None:
        return known
    start = error.context_mark.index if error.context_mark is not None else 0
    inside_one_line = "\n" not in text.content[start:offset]
    if "expected ',' or" in description and inside_one_line and text.content[offset : offset + 1] == ":":
        return Problem("FGK001", _MEANINGS[0][2], _place(text, offset), _QUOTE_OR_COLON)
    for part, at_beginning, message, hint in _MEANINGS:
        if part in description:
            if at_beginning and error.context_mark is not None:
                offset = error.context_mark.index
            return Problem("FGK001", message, _place(text, offset), hint)
    return Problem("FGK001", msg("This is not valid YAML"), _place(text, offset), _LOOK)


_FOREIGN_START = re.compile(r"[ ]*([–—](?= )|[\xa0\u2007\u202f])")
_OPENING = re.compile(r"(?<=[\s\[{,:])[\"']")


def _from_word_processor(text: Text, offset: int) -> Problem | None:
    """Find a dash or a special blank at the start of the line, or of the two before it, where libyaml gave up."""
    last = text.span(offset, offset).line
    for number in range(last, max(last - 3, 0), -1):
        match = _FOREIGN_START.match(text.line(number))
        if match is None:
            continue
        place = Span(number, match.start(1) + 1, number, match.end(1) + 1)
        if match[1] in "–—":
            hint = msg("Write a hyphen and a blank: “- ”.")
            return Problem("FGK001", msg("The list item begins with a dash instead of a hyphen"), place, hint)
        hint = msg("Replace it by ordinary blanks; it came in by copying.")
        return Problem("FGK001", msg("A non-breaking space stands in the indentation"), place, hint)
    return None


def _behind_an_end(text: Text, offset: int) -> Problem | None:
    """Explain text that follows the end of a quotation or of brackets, where nothing more may follow."""
    before = text.content[:offset].rstrip(" ")
    sign = before[-1:]
    if sign not in ('"', "'", "]", "}"):
        return None
    line = text.span(offset, offset).line
    if sign in ('"', "'"):
        openings = [match.start() for match in _OPENING.finditer(before[:-1]) if match.group() == sign]
        place = _place(text, openings[-1]) if openings else None
        if place is not None and place.line < line:
            message = msg("The quotation that begins here ends only in line {line}", line=line)
            return Problem("FGK001", message, place, msg("Is the closing quotation mark missing in this line?"))
    return Problem(
        "FGK001",
        msg("Behind “{sign}” the value is at its end, but more text follows", sign=sign),
        _place(text, offset),
        msg('Put the whole value in quotation marks; inside double ones write \\" for a quotation mark.'),
    )


def _place(text: Text, offset: int) -> Span:
    return text.span(offset, offset + 1)


def tab_problem(text: Text, start: int, end: int) -> Problem:
    """Report a tab that indents a line."""
    return Problem(
        "FGK011",
        msg("A tab stands in the indentation"),
        text.span(start, end),
        msg("Indent with spaces, two for each level."),
    )


def carriage_return_problem(text: Text, offset: int) -> Problem:
    """Report a carriage return without a line feed: some readers see a new line there, others do not."""
    return Problem(
        "FGK013",
        msg("A carriage return stands alone; lines end with LF or CRLF"),
        text.span(offset, offset + 1),
        msg("Save the file with the line ends of Windows (CRLF) or Unix (LF)."),
    )


def _character_problem(text: Text) -> Problem:
    match = _NOT_PRINTABLE.search(text.content)
    offset = match.start() if match else 0
    character = match.group() if match else ""
    return Problem(
        "FGK013",
        msg("The control character U+{code} is not allowed", code=f"{ord(character or chr(0)):04X}"),
        text.span(offset, offset + 1),
        msg("Delete the character; it is usually invisible and came in by copying."),
    )
