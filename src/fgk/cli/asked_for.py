"""What a command line asks for, read without the parser: it may be what the parser has refused."""

from dataclasses import dataclass
from pathlib import Path

from fgk.cli.commands import COMMANDS
from fgk.cli.formats import Target, read_targets

_WITH_VALUE = ("--repo", "--rev", "--at", "--lang", "--format", "--color")
"""The shared options that take a value: what follows them is no command, even if a branch has its name."""
_OUTPUT = ("--output", "-o")


@dataclass(frozen=True, slots=True)
class AskedFor:
    """The command, if one is named, the formats, and the file in the place of standard output.

    As always, formats behind the command's name win over those before it, and only the first goes to standard output.
    """

    command: str | None
    targets: tuple[Target, ...]
    output: Path | None


def asked_for(arguments: list[str]) -> AskedFor:
    """Read what can be read; nothing is raised."""
    position = _position(arguments)
    before, after = arguments[:position], arguments[position + 1 :]
    formats = _values(after, ("--format",)) or _values(before, ("--format",))
    found = [target for text in formats for target in read_targets(text)]
    printed = [target for target in found if target.file is None]
    files = [target for target in found if target.file is not None and target.file != Path()]
    outputs = _values(after, _OUTPUT)
    return AskedFor(
        asked_command(arguments), (*printed[:1], *files), Path(outputs[-1]) if outputs and outputs[-1] else None
    )


def asked_command(arguments: list[str]) -> str | None:
    """Give the name of the command that is asked for, or None where none is."""
    position = _position(arguments)
    return arguments[position] if position < len(arguments) else None


def _position(arguments: list[str]) -> int:
    words = enumerate(zip(["", *arguments], arguments, strict=False))
    places = (place for place, (before, word) in words if word in COMMANDS and before not in _WITH_VALUE)
    return next(places, len(arguments))


def _values(arguments: list[str], names: tuple[str, ...]) -> list[str]:
    values = []
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if argument in names:
            values.append(following)
        else:
            values += [argument.removeprefix(f"{name}=") for name in names if argument.startswith(f"{name}=")]
    return values
