"""Errors in the command line itself, in the user's language."""

import re
from typing import Any

import typer

from fgk.messages import Message, msg
from fgk.stops import WrongUse

_UNEXPECTED = re.compile(r"Got unexpected extra argument\(s\) \((.*)\)")
_QUOTED = re.compile(r"'([^']*)'")


def is_interruption(error: Exception) -> bool:
    """Whether the user broke the run off."""
    return isinstance(error, typer.Abort)


def usage_stop(error: Exception) -> WrongUse | None:
    """Give the words for an error that the command line's library raised, or None for any other exception."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "UsageError" not in kinds:
        return None
    context: Any = getattr(error, "ctx", None)
    if "NoArgsIsHelpError" in kinds:
        typer.echo(context.get_help() if context else "")
        return WrongUse(Message(""))
    command = context.command_path if context else "fgk"
    hint = _meant(command, error) or msg("Help: {command} --help", command=command)
    return WrongUse(_message(error, kinds), hint)


def _meant(command: str, error: Any) -> Message | None:
    """Say how revisions are named, where one too many was given."""
    unexpected = _UNEXPECTED.match(getattr(error, "message", None) or "")
    name = command.rpartition(" ")[2]
    if unexpected and name == "review":
        return msg("Did you mean --base {revision}?", revision=unexpected[1].split(" ")[0])
    if unexpected and name == "diff":
        return msg("Two revisions are named as one: main..{revision}", revision=unexpected[1].split(" ")[0])
    return None


def _message(error: Any, kinds: set[str]) -> Message:
    if "NoSuchOption" in kinds:
        possible = ", ".join(error.possibilities or ())
        if possible:
            return msg(
                "The option {name} does not exist; did you mean {possible}?", name=error.option_name, possible=possible
            )
        return msg("The option {name} does not exist", name=error.option_name)
    parameter = getattr(error, "param", None)
    if "MissingParameter" in kinds:
        return msg("{name} is missing", name=_name(parameter))
    if "BadOptionUsage" in kinds:
        return msg("The option {name} needs a value", name=error.option_name)
    if "BadParameter" in kinds and parameter is not None:
        return msg("{name} does not take this value; the help shows what it takes", name=parameter.opts[0])
    return _of_text(error)


def _name(parameter: Any) -> str:
    """Give the name by which the help knows an option or an argument."""
    if parameter is None:
        return ""
    return parameter.metavar if parameter.param_type_name == "argument" else "/".join(parameter.opts)


def _of_text(error: Any) -> Message:
    """Give the words for errors that the library tells apart by nothing but its own words, most of them translated."""
    text, guess, meant = error.message.partition(" Did you mean")
    if guess:
        names = _QUOTED.findall(meant)
        return msg("{text} Did you mean “{name}”?", text=text, name=names[0] if names else "")
    unexpected = _UNEXPECTED.match(text)
    if unexpected:
        return msg("Too many arguments: {arguments}", arguments=unexpected[1])
    return Message("{text}", {"text": text})
