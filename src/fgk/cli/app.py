"""The command line: the list of commands, and their help in the user's language."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from fgk import __version__
from fgk.cli import options
from fgk.cli.commands import COMMANDS
from fgk.messages import N_, Translator, msg

SUMMARY = N_(
    "The audit “Familiengerechte Kommune” as plain files in git: check them, see where a municipality stands "
    "and what is due, write its reports."
)


class _Spoken:
    """What both kinds of commands say in the user's language although the library has it fixed."""

    usage = "Usage: "
    help_on_help = ""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line that shows how it is called."""
        pieces: list[str] = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]  # of the library's class
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=self.usage)

    def get_help_option(self, ctx: Any) -> Any:
        """Give the option --help."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # of the library's class
        if option is not None:
            option.help = self.help_on_help
        return option


class Command(_Spoken, TyperCommand):
    """A command."""


class Group(_Spoken, TyperGroup):
    """The program itself, with its commands in the order in which they are listed."""


def make_command(translate: Translator, asked: str | None = None) -> Any:
    """Make the whole command, with all help texts in one language.

    Where it is known which command is ``asked`` for, the others are not made: that takes as long as reading a file.
    """
    app = typer.Typer(
        name="fgk",
        cls=Group,
        help=SUMMARY,
        no_args_is_help=True,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    app.callback()(options.remembering(_program))
    for name in COMMANDS if asked is None else (asked,):
        module = import_module(f"fgk.cli.commands.{name}")
        several = getattr(module, "SEVERAL_FORMATS", False)
        function = options.with_session(getattr(module, name), module.FORMATS, several=several)
        app.command(cls=Command, help=module.HELP, short_help=module.SUMMARY)(function)
    command = typer.main.get_command(app)
    _translate(command, translate)
    return command


def _print_version(value: bool) -> None:  # noqa: FBT001 - the library passes the flag's value
    if value:
        typer.echo(f"fgk {__version__}")
        raise typer.Exit


def _program(
    *,
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help=N_("Print the version."))
    ] = False,
) -> None:
    """Do what the program does before any command: nothing more."""


_OF_TYPER = (
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
    N_("Options"),
    N_("Arguments"),
    N_("Commands"),
    N_("required"),
    N_("default: {default}"),
    N_("Missing command."),
    N_("No such command {name!r}."),
)
"""Texts of the library that appear in our help."""

_PLACEHOLDERS = (
    N_("[OPTIONS]"),
    N_("COMMAND [ARGS]..."),
    N_("DIR"),
    N_("DATE"),
    N_("DURATION"),
    N_("FORMAT"),
    N_("NAME"),
    N_("KIND"),
    N_("FILE"),
    N_("RULE"),
    N_("ID"),
    N_("ID|all"),
    N_("EVENT|next"),
    N_("EVENT"),
    N_("YEARS"),
    N_("REVISIONS"),
    N_("NUMBER"),
)
"""What stands in the help for a value that the user chooses."""


def _no_type(**_context: Any) -> str:
    """Keep the library from printing the type of an argument, such as ``<str>``, behind its name."""
    return ""


def _translate(command: Any, translate: Translator) -> None:
    command.usage = translate(msg("Usage: "))
    command.help_on_help = translate(msg("Show this message and exit."))
    command.help = translate(command.help or "")
    command.short_help = translate(command.short_help or "") or None
    command.options_metavar = translate(command.options_metavar or "")
    if hasattr(command, "subcommand_metavar"):
        command.subcommand_metavar = translate(command.subcommand_metavar or "")
    for parameter in command.params:
        if parameter.metavar in _PLACEHOLDERS:
            parameter.metavar = translate(parameter.metavar)
        if parameter.param_type_name == "argument":
            parameter.display_type_rich = _no_type
        if getattr(parameter, "help", None):
            parameter.help = translate(parameter.help)
    for inner in getattr(command, "commands", {}).values():
        _translate(inner, translate)
