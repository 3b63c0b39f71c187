"""Text from the data is never markup: what every output does to it before it shows it.

Imports nothing but the standard library's ``re``: the console and the diagnostics need this module at once.
"""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands in the place of a character that cannot be shown safely."""

_LINE_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = (
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of reading
    "\ufeff\ufff9-\ufffb"  # a BOM inside a text, interlinear annotation
    "\ud800-\udfff"  # halves of surrogate pairs: no encoding has them
    "\U000e0000-\U000e007f"  # invisible tags
)
_UNSAFE = re.compile(  # control characters (C0, DEL, C1); a line feed that is to stay has its place
    f"[\x00-\x09\x0b-\x1f\x7f-\x9f{_INVISIBLE}]"
)
_UNSAFE_IN_JSON = re.compile(f"[\x7f-\x9f{_INVISIBLE}]")


def printable(text: str, *, keep_newlines: bool = False) -> str:
    """Give a text in which every character is one that may be shown.

    Control characters, characters that turn the direction of reading and lone surrogates become U+FFFD, so that one
    sees that something was there. Every kind of line break becomes a line feed where ``keep_newlines``, else a blank;
    so does a tab.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_BREAKS.sub("\n" if keep_newlines else " ", text).replace("\t", " ")
    return _UNSAFE.sub(REPLACEMENT, text)


def json_safe(text: str) -> str:
    """Give a JSON text in which no character stands that a terminal obeys or that a reader takes for another.

    Such characters can only stand inside strings, where they are escaped; lone surrogates, which stand for bytes of
    file names that are no UTF-8, become U+FFFD: not every program that reads JSON takes them.
    """
    if text.isascii() and "\x7f" not in text:
        return text
    return _UNSAFE_IN_JSON.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xD800 <= code <= 0xDFFF:
        return REPLACEMENT
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    return f"\\u{0xD7C0 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_NOTHING = "&#8203;"
"""A zero-width space: it parts a sign or a word from what follows, so that no platform makes a link of the two."""

_SYNTAX = re.compile(r"([\\`*_\[\]|~$^{}])")
_LINE_START = re.compile(r"([-+=#/:])|([0-9]{1,9})([.)])(?=[ ]|$)")
_REFERENCE = re.compile(
    r"(?<![0-9A-Za-z])([@#!~%$&])(?=[\w\"])"  # @name, #12, !12, ~label, %milestone, $snippet, &epic
    r"|(#|!)(?=[0-9])"  # project#12, project!12
    r"|(:)(?=[A-Za-z+_-][\w+-]*:)"  # :emoji:
    r"|([a-z][a-z0-9+.-]{0,30})(?=://)"  # an address that platforms would make a link of
    r"|(mailto|xmpp|tel)(?=:)"
    r"|(www)(?=\.)"
    r"|(?<=[\w.+-])(@)(?=[\w-])"  # an address of e-mail
    r"|\b(GH)(?=-[0-9])",
    re.IGNORECASE,
)
_MARK = "\ue000"
"""A character of the private use area: where the zero-width space goes in, as long as the escaping is not done."""


def markdown(text: str) -> str:
    """Give a text for one line or one table cell of a Markdown document, where it shows as it is.

    No character of it acts as Markdown, as HTML, as a reference (``@name``, ``#12``), or, at the start of a line, as
    a block or as a quick action of a code platform (``/merge``). Line breaks become blanks; blanks at its end stay.
    """
    text = markdown_inline(text).lstrip(" ")
    if not _LINE_START.match(text):
        return text
    return _LINE_START.sub(lambda match: f"{match[2] or ''}\\{match[1] or match[3]}", text, count=1)


def markdown_inline(text: str) -> str:
    """Give a text for the inside of a line, behind another one: as ``markdown``, with the blanks at its ends."""
    text = printable(text.replace(_MARK, REPLACEMENT))
    text = _REFERENCE.sub(lambda match: match[0] + _MARK, text)
    return _SYNTAX.sub(r"\\\1", text.translate(_ENTITIES)).replace(_MARK, _NOTHING)


def markdown_url(url: str) -> str:
    """Give an address for the inside of a Markdown autolink, ``<https://…>``."""
    encoded = {"<": "%3C", ">": "%3E", "|": "%7C", " ": "%20", "`": "%60", "\\": "%5C", "\n": "%0A"}
    return "".join(encoded.get(character, character) for character in printable(url, keep_newlines=True))


_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What begins a formula, also in full width."""


def cell(text: str) -> str:
    """Give a text for a table cell; where a spreadsheet might take it for a formula, an apostrophe goes first."""
    text = printable(text)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
