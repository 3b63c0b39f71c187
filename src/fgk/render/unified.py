"""A changed file as a unified diff, which ``git apply`` and ``patch`` take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fgk.diagnostics import START
from fgk.source.draft import Change

CONTEXT = 3
"""Unchanged lines that are shown around changed ones."""

_NO_LINE_END = "\\ No newline at end of file\n"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n"}


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that are replaced by others: 0-based, the ends exclusive."""

    start: int
    end: int
    new_start: int
    new_end: int


def unified(change: Change) -> Iterator[str]:
    """Give the lines of the diff, each with its end, and just as it stands in the file, a BOM included.

    Behind the place of each hunk stand the rules whose repairs are in it.
    """
    if change.is_renamed:
        yield f"diff --git {_name('a', change.path)} {_name('b', change.new_path)}\n"
        yield f"rename from {_quoted(change.path)}\n"
        yield f"rename to {_quoted(change.new_path)}\n"
    if change.old == change.new:
        return
    old, new = (_lines(content.decode("utf-8")) for content in (change.old, change.new))
    yield f"--- {_name('a', change.path, ends=True)}\n"
    yield f"+++ {_name('b', change.new_path, ends=True)}\n"
    rules = _rules_by_line(change)
    for blocks in _hunks(_blocks(old, new)):
        yield from _hunk(blocks, old, new, rules)


def _hunk(blocks: list[_Block], old: list[str], new: list[str], rules: Mapping[int, list[str]]) -> Iterator[str]:
    start = max(0, blocks[0].start - CONTEXT)
    end = min(len(old), blocks[-1].end + CONTEXT)
    new_start = blocks[0].new_start - (blocks[0].start - start)
    new_end = blocks[-1].new_end + (end - blocks[-1].end)
    named = dict.fromkeys(name for line in range(start, end) for name in rules.get(line, ()))
    yield f"@@ -{_range(start, end)} +{_range(new_start, new_end)} @@ {', '.join(named)}".rstrip() + "\n"
    position = start
    for block in blocks:
        yield from _marked(" ", old[position : block.start])
        yield from _marked("-", old[block.start : block.end])
        yield from _marked("+", new[block.new_start : block.new_end])
        position = block.end
    yield from _marked(" ", old[position:end])


def _marked(mark: str, lines: list[str]) -> Iterator[str]:
    for line in lines:
        if line.endswith("\n"):
            yield mark + line
        else:
            yield f"{mark}{line}\n"
            yield _NO_LINE_END


def _lines(text: str) -> list[str]:
    *whole, rest = text.split("\n")
    return [f"{line}\n" for line in whole] + ([rest] if rest else [])


def _blocks(old: list[str], new: list[str]) -> list[_Block]:
    """Compare line by line; where their number differs, all between the first and the last difference is one block.

    That takes no longer than reading, whatever the file holds.
    """
    if len(old) == len(new):
        differing = [index for index, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
        return _runs(differing)
    shorter = min(len(old), len(new))
    start = next((index for index in range(shorter) if old[index] != new[index]), shorter)
    same = range(1, shorter - start + 1)
    tail = next((count - 1 for count in same if old[-count] != new[-count]), shorter - start)
    return [_Block(start, len(old) - tail, start, len(new) - tail)]


def _runs(indexes: list[int]) -> list[_Block]:
    blocks: list[_Block] = []
    for index in indexes:
        start = blocks.pop().start if blocks and blocks[-1].end == index else index
        blocks.append(_Block(start, index + 1, start, index + 1))
    return blocks


def _hunks(blocks: list[_Block]) -> list[list[_Block]]:
    """Join blocks whose context would touch."""
    hunks: list[list[_Block]] = []
    for block in blocks:
        if hunks and block.start - hunks[-1][-1].end <= 2 * CONTEXT:
            hunks[-1].append(block)
        else:
            hunks.append([block])
    return hunks


def _range(start: int, end: int) -> str:
    size = end - start
    return f"{start + 1 if size else start},{size}"


def _rules_by_line(change: Change) -> dict[int, list[str]]:
    rules: dict[int, list[str]] = {}
    for repair in change.repairs:
        if repair.span == START:  # another name for the file
            continue
        rules.setdefault(repair.span.line - 1, []).append(f"{repair.code} {repair.name}")
    return rules


def _name(side: str, path: str, *, ends: bool = False) -> str:
    """Name one side of the comparison; a tab behind a name with blanks says where it ends."""
    quoted = _quoted(f"{side}/{path}")
    return f"{quoted}\t" if ends and " " in quoted else quoted


def _quoted(path: str) -> str:
    """Write a path as git does: in quotation marks and with escapes where it holds what would break the line."""
    if path.isprintable() and not any(character in path for character in '"\\'):
        return path
    return '"' + "".join(_escaped(character) for character in path) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    return "".join(f"\\{byte:03o}" for byte in character.encode("utf-8", "surrogateescape"))
