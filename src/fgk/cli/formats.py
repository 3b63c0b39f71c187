"""The option ``--format``: which formats are wanted, and which of them go to files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fgk.messages import msg
from fgk.stops import WrongUse


@dataclass(frozen=True, slots=True)
class Target:
    """A format, and the file it goes to; None is standard output."""

    format: str
    file: Path | None = None


def targets(given: Sequence[str], formats: tuple[str, ...], *, several: bool) -> tuple[Target, ...]:
    """Read ``FORMAT``, ``FORMAT,FORMAT=…`` and ``FORMAT=FILE``; exactly one of the result goes to standard output.

    Where all that were given go to files, that is the default, the first of ``formats``. Raises WrongUse for a format
    that does not exist, for a second one to standard output, and for anything but one where a command takes no several.
    """
    found = [target for text in given for target in read_targets(text)]
    for target in found:
        if target.format not in formats:
            raise WrongUse(
                msg("The format “{format}” does not exist here", format=target.format),
                msg("Possible are: {options}.", options=", ".join(formats)),
            )
        if target.file == Path():
            raise WrongUse(
                msg("Behind “{format}=” the file's name is missing", format=target.format),
                msg("Write --format {format}=FILE.", format=target.format),
            )
    if not several and (len(found) > 1 or any(target.file for target in found)):
        raise WrongUse(
            msg("This command writes one format, to standard output"), msg("Give --format once, without a file.")
        )
    printed = [target for target in found if target.file is None]
    if len(printed) > 1:
        raise WrongUse(
            msg(
                "Two formats cannot both go to standard output: {formats}", formats=tuple(one.format for one in printed)
            ),
            msg("Write one to a file: --format {format}=FILE.", format=printed[1].format),
        )
    return tuple(found) if printed else (*found, Target(formats[0]))


def read_targets(text: str) -> list[Target]:
    """Read one value of the option; a comma parts formats, but not within the name of a file."""
    name, is_file, file = text.partition("=")
    *before, name = name.split(",")
    return [*(Target(one.strip()) for one in before), Target(name.strip(), Path(file) if is_file else None)]
