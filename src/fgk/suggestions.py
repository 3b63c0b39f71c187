"""What somebody may have meant: the nearest of the words that are possible."""

import re
from collections.abc import Collection, Iterable

from fgk.messages import Message, msg

COMPARED = 500
"""Words that are compared at most: each comparison costs time, and among more the nearest one helps little."""
LISTED = 24
"""Words that a hint lists at most."""
_LONGEST = 64
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
"""How German writes its letters where only those of the English alphabet may stand."""


def nearest(word: str, known: Collection[str]) -> str | None:
    """Give the known word that is most like another, in any case, or None where none is like it."""
    if len(known) > COMPARED:
        return None
    from difflib import get_close_matches

    candidates = {candidate.casefold(): candidate for candidate in sorted(known)}
    written = word.strip().casefold()[:_LONGEST]
    found = get_close_matches(written, candidates, n=1, cutoff=0.6)
    if not found:
        found = sorted((c for c in candidates if len(c) >= 3 and written.startswith(c)), key=len)[-1:]
        found = found or sorted(c for c in candidates if len(written) >= 3 and c.startswith(written))[:1]
    return candidates[found[0]] if found else None


def did_you_mean(word: str, known: Collection[str]) -> Message | None:
    """Give the question "did you mean …?", or None where nothing is like the word."""
    meant = nearest(word, known)
    return msg("Did you mean “{suggestion}”?", suggestion=meant) if meant else None


def possible(known: Iterable[str]) -> Message | None:
    """List what is possible, or give None where that is nothing or too much."""
    names = list(known)
    return msg("Possible are: {options}.", options=", ".join(names)) if 0 < len(names) <= LISTED else None


def meant_or_possible(word: str, known: Collection[str]) -> Message | None:
    """Say what may have been meant or else what is possible; None where neither helps."""
    return did_you_mean(word, known) or possible(sorted(known))


def bare(text: str) -> str:
    """Give a text without case, punctuation and blanks, umlauts spelled out: equal for a title and an id made of it."""
    return re.sub(r"[\W_]+", "", text.lower().translate(UMLAUTS))
