"""Names of files that are made from other names, such that every system can have them."""

import re

from fgk.suggestions import UMLAUTS

LONGEST = 60
"""Characters of a part of a name."""


def name_part(text: str) -> str:
    """Give a name as a part of a file's name: small letters, digits, hyphens and underscores; it may be empty."""
    words = re.findall(r"[a-z0-9_]+", text.lower().translate(UMLAUTS))
    return "-".join(words)[:LONGEST].rstrip("-")
