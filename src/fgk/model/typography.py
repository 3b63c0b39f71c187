"""Typographic quotation marks, which YAML does not know and takes for part of a value."""

_PAIRS = ("„“", "„”", "“”", "”“", "””", "»«", "«»", "‚‘", "‚’", "‘’", "’‘", "’’", "›‹", "‹›")
_BEGINNINGS = frozenset(pair[0] for pair in _PAIRS)


def without_quotes(text: str) -> str:
    """Give a text without the typographic quotation marks around it, or unchanged where it has none."""
    bare = text.strip()
    if len(bare) < 2 or bare[0] not in _BEGINNINGS or bare[0] + bare[-1] not in _PAIRS:
        return text
    return bare[1:-1].strip() or text
