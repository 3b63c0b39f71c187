"""Placeholders in one paragraph of Word: they are filled, and all else in it stays as it is.

Word cuts a text into runs as it likes, also in the middle of a placeholder. So the text of a paragraph is put together
and rendered as a whole, with marks in it that say where each stretch begins, and goes back to where it came from.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from jinja2 import TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError

from fgk.render.escaping import printable
from fgk.render.sandbox import BoundedEnvironment

_W = qn("w:p").removesuffix("p")
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
"""Elements that stand for a character."""

_TRANSPARENT = frozenset(("r", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent"))
"""Elements within which the text goes on as if they were not there."""
_OWN = frozenset(("hyperlink", "fldSimple", "dir", "bdo"))
"""Elements with a text of their own."""
_UNSEEN = frozenset(
    (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "proofErr", "lastRenderedPageBreak"),
        *("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "del", "moveFrom", "moveFromRangeStart"),
        *("moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
    )
)
"""Elements that nobody sees where they stand."""

_OTHER = "\x01"
"""Stands for what is no text: a field, a picture. No XML has control characters, and no value: they are replaced."""
_MARK = "\x02{}\x03"
_MARKS = re.compile("\x02([0-9]+)\x03")


class Interrupted(Exception):
    """Something other than text stands within a placeholder, or between an instruction and its end."""


def fill(paragraph: Any, environment: BoundedEnvironment, values: Mapping[str, str]) -> None:
    """Fill the placeholders of an element ``w:p``; ``values`` have no control characters but line feeds.

    A line feed becomes a line break. Of text boxes in it, the paragraphs are paragraphs of their own. Raises
    Interrupted, and whatever Jinja raises.
    """
    stretches = _stretches(paragraph)
    text = "".join(one.text for one in stretches)
    if "{{" in text or "{%" in text:
        made = environment.from_string(_marked(stretches, environment)).render(values)
        for one, new in zip(stretches, _apart(made, stretches), strict=True):
            one.write(new)


def text_of(paragraph: Any) -> str:
    """Give the text of an element ``w:p``, with U+FFFC for what is no text."""
    return "".join(
        "\N{OBJECT REPLACEMENT CHARACTER}" if one is None else _characters(one) or "" for one in _inline(paragraph)
    )


# -- what stands in a paragraph ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Text that stands together in one run; ``follows_other`` says whether something other than text is before it."""

    elements: list[Any]
    follows_other: bool

    @property
    def text(self) -> str:
        return "".join(_characters(one) or "" for one in self.elements)

    def write(self, text: str) -> None:
        """Put another text in the place of this one."""
        if text == self.text:
            return
        first = self.elements[0]
        shown = "\t".join(printable(one, keep_newlines=True) for one in text.split("\t"))
        for piece in re.split("([\t\n])", shown):
            if piece:
                first.addprevious(_element(piece))
        for one in self.elements:
            one.getparent().remove(one)


def _element(text: str) -> Any:
    if text in "\t\n":
        return OxmlElement("w:tab" if text == "\t" else "w:br")
    made = OxmlElement("w:t")
    made.text = text
    if text != text.strip():
        made.set(qn("xml:space"), "preserve")
    return made


def _characters(element: Any) -> str | None:
    """Give the text for which an element stands; None where it stands for something else."""
    name = element.tag.removeprefix(_W)
    if name == "t":
        return re.sub(r"[\r\n]", " ", element.text or "")  # as Word shows it
    is_plain = all(value == "textWrapping" for value in element.attrib.values())
    return _CHARACTERS.get(name) if is_plain else None


def _inline(parent: Any) -> Iterator[Any | None]:
    """Give the elements of a paragraph's text in their order, and None for all else that is to be seen in it."""
    for element in parent.iterchildren("*"):
        name = element.tag.removeprefix(_W)
        if _characters(element) is not None:
            yield element
        elif name in _TRANSPARENT:
            yield from _inline(element)
        elif name in _OWN:
            yield None
            yield from _inline(element)
            yield None
        elif name not in _UNSEEN:
            yield None


def _stretches(paragraph: Any) -> list[_Stretch]:
    found: list[_Stretch] = []
    follows_other = False
    for element in _inline(paragraph):
        if element is None:
            follows_other = True
        elif found and not follows_other and element.getparent() is found[-1].elements[0].getparent():
            found[-1].elements.append(element)
        else:
            found.append(_Stretch([element], follows_other))
            follows_other = False
    return found


# -- the paragraph as a template, and back -----------------------------------------------------------------------------


class _Tag(NamedTuple):
    """From where to where a placeholder, an instruction or a comment of Jinja goes, with what its hyphens strip."""

    begins: int
    start: int
    """Where its first brace stands."""
    end: int


def _marked(stretches: Sequence[_Stretch], environment: BoundedEnvironment) -> str:
    """Give the paragraph as a template with a mark where each stretch begins, none of them within a tag.

    A tag that is cut belongs to the stretch in which it begins, with the blanks that its hyphens strip.
    """
    text = "".join(_OTHER * one.follows_other + one.text for one in stretches)
    _require_whole(text, environment)
    tags = list(_tags(text, environment))
    pieces: list[str] = []
    done = place = 0
    for number, one in enumerate(stretches):
        mark = _outside(tags, place)
        pieces += (text[done:mark], _MARK.format(number))
        done = mark
        place += one.follows_other + len(one.text)
    return "".join((*pieces, text[done:])).replace(_OTHER, "")


def _outside(tags: Sequence[_Tag], place: int) -> int:
    """Give the place in a text, or where the tag in which it lies begins or ends."""
    number = bisect_right(tags, place, key=lambda tag: tag.begins) - 1
    if number < 0 or place >= tags[number].end:
        return place
    return tags[number].begins if place <= tags[number].start else tags[number].end


def _require_whole(text: str, environment: BoundedEnvironment) -> None:
    """Require that what is no text stands outside of tags, and once, whatever the values are. Raises Interrupted."""
    try:
        body = environment.parse(text).body
    except TemplateSyntaxError:
        environment.parse(text.replace(_OTHER, ""))  # what is wrong without it as well is said first
        raise Interrupted from None
    shown = [one for output in body if isinstance(output, nodes.Output) for one in output.nodes]
    if sum(one.data.count(_OTHER) for one in shown if isinstance(one, nodes.TemplateData)) < text.count(_OTHER):
        raise Interrupted


def _tags(text: str, environment: BoundedEnvironment) -> Iterator[_Tag]:
    begins = start = end = 0
    for _, kind, token in environment.lex(text):
        place = text.index(token, end)  # what a hyphen strips before a tag is in no token
        if kind.endswith("_begin") or kind == "raw_end":
            begins, start = end, place
        end = place + len(token)
        if kind.endswith("_end") or kind == "raw_begin":
            yield _Tag(begins, start, end)


def _apart(made: str, stretches: Sequence[_Stretch]) -> list[str]:
    """Give the text of each stretch; what a loop repeats goes on where the first turn has ended.

    Nothing gets past a field or the like: a template might make marks itself, to bring a text into an instruction.
    Raises SecurityError.
    """
    others = list(accumulate(int(one.follows_other) for one in stretches))
    texts: list[list[str]] = [[] for _ in stretches]
    passed = reached = 0
    _, *pieces = _MARKS.split(made)
    for number, text in zip(map(int, pieces[::2]), pieces[1::2], strict=True):
        passed += stretches[number].follows_other
        if passed != others[number]:
            raise SecurityError("control characters")
        reached = max(reached, number)
        texts[reached].append(text)
    return ["".join(one) for one in texts]
