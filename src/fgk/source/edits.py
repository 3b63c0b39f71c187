"""Putting text in the place of other text, and leaving every other byte of a file as it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from fgk.diagnostics import Span
from fgk.source.text import Text

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a file, and the text that is to stand there."""

    span: Span
    text: str


def applied(content: bytes, edits: Iterable[Edit]) -> tuple[bytes, list[Edit]]:
    """Give a file with the edits carried out, and which of them were, in the order of their places.

    Of edits that overlap or start at the same place, only the first is carried out; one that changes nothing is left
    out, too. Raises UnicodeDecodeError where the file is not UTF-8, and ValueError for a span that does not lie in it.
    """
    mark = BOM if content.startswith(BOM) else b""
    text = Text(content.removeprefix(mark).decode("utf-8"))
    pieces: list[str] = []
    done: list[Edit] = []
    position, previous = 0, -1
    for edit in sorted(edits, key=lambda edit: edit.span):
        start = text.offset(edit.span.line, edit.span.column)
        end = text.offset(edit.span.end_line, edit.span.end_column)
        if start < position or start == previous or text.content[start:end] == edit.text:
            continue
        pieces += (text.content[position:start], edit.text)
        position, previous = end, start
        done.append(edit)
    pieces.append(text.content[position:])
    return mark + "".join(pieces).encode(), done
