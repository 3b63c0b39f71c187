"""Lines that fit: text broken at blanks, measured in the columns that a terminal gives it."""

from rich.cells import cell_len, chop_cells

from fgk.messages import NBSP

_NARROWEST = 20


def wrapped(text: str, width: int) -> list[str]:
    """Break a text of one paragraph into lines of at most ``width`` columns; a longer word is broken anywhere."""
    width = max(width, _NARROWEST)
    if _columns(text) <= width:
        return [text]
    lines: list[str] = []
    line, used = "", 0
    for word in text.replace(" → ", f"{NBSP}→ ").split(" "):  # what changes stays beside the arrow
        size = _columns(word)
        if line and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            lines.append(line)
        if size > width:
            *whole, line = chop_cells(word, width)
            lines += whole
            used = _columns(line)
        else:
            line, used = word, size
    return [_inert(one.replace(f"{NBSP}→", " →")) for one in [*lines, line]]


def _columns(text: str) -> int:
    return len(text) if text.isascii() else cell_len(text)


def _inert(line: str) -> str:
    """Keep a line from being a command of the code platform that runs fgk: such lines begin with two colons."""
    return f"\N{ZERO WIDTH SPACE}{line}" if line.startswith("::") else line
