"""Characters that nobody sees, but that change what a reader takes a line for."""

import re
from collections.abc import Iterator

from fgk.diagnostics import Problem
from fgk.messages import msg
from fgk.source.text import Text

_OTHER_SCRIPTS = "\u0590-\u1fff\u2190-\ud7ff\uf900-\ufdff\ufe0f\U00010000-\U000dffff"
"""Scripts in which joiners belong into words, and emoji, which they join to one picture; no Latin, no punctuation."""

_HIDDEN = (
    "[\u202a-\u202e\u2066-\u2069]"  # turn the direction of reading: the "Trojan source"
    "|[\u061c\u200e\u200f]"  # marks of direction; silent in a line that is written from right to left
    "|[\u200b\u2060-\u2064\u206a-\u206f\u180e\ufeff\ufff9-\ufffb\u115f\u1160\u3164\uffa0]"  # take no room
    f"|(?<![{_OTHER_SCRIPTS}])[\u200c\u200d]|[\u200c\u200d](?![{_OTHER_SCRIPTS}])"  # joiners without need
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]"  # tags that are no part of a flag
)
_POSSIBLY = re.compile(
    "[\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""All of them without a look at what is around: ten times as fast."""

_MARKS = "\u061c\u200e\u200f"
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"


def hidden_characters(text: Text) -> Iterator[Problem]:
    """Report hidden characters, once a line, at the first of them.

    Silent stay soft hyphens, joiners inside emoji and in scripts that need them, and marks of direction beside letters
    that are written from right to left.
    """
    content = text.content
    if content.isascii() or not _POSSIBLY.search(content):
        return
    behind = 0
    for match in _POSSIBLY.finditer(content):
        if match.start() < behind:
            continue
        place = text.span(match.start(), match.end())
        line = text.line(place.line)
        start = match.start() - (place.column - 1)
        behind = start + len(line)
        allowed = _MARKS if re.search(_RIGHT_TO_LEFT, line) else ""
        found = [one for one in re.finditer(_HIDDEN, line) if one[0] not in allowed]
        if found:
            codes = tuple(dict.fromkeys(f"U+{ord(one[0]):04X}" for one in found))
            yield Problem(
                "FGK019",
                msg("A character that cannot be seen stands here: {codes}", codes=codes),
                text.span(start + found[0].start(), start + found[0].end()),
                msg("Delete it; it usually came in by copying, and lets the line look other than it reads."),
            )
