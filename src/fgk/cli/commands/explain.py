"""``fgk explain``."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from fgk.cli.completion import rule_names
from fgk.cli.session import Session
from fgk.messages import N_, msg
from fgk.stops import OK, WrongUse

if TYPE_CHECKING:
    from fgk.rules.examples import Example
    from fgk.rules.registry import Rule

SUMMARY = N_("Explain a rule: what it wants, why, and what to do.")
HELP = N_("Explain a rule: what it wants, why, what to do, with a bad and a good example. --list shows all rules.")
FORMATS = ("text", "json")


def explain(
    session: Session,
    rule: Annotated[
        str | None,
        typer.Argument(metavar="RULE", help=N_("A rule, by code or name."), autocompletion=rule_names),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help=N_("Show all rules, by families."))] = False,
) -> int:
    """Print a rule, or the list of all, as text or JSON."""
    from fgk.render.rules_json import rule_object, rules_object
    from fgk.rules.catalogue import rules
    from fgk.usecases.explain import example_of, explained

    translate = session.translate
    if list_:
        if session.format == "json":
            session.print_json(rules_object(rules(), translate))
        else:
            _print_list(session, rules())
        return OK
    if rule is None:
        raise WrongUse(msg("Which rule?"), msg("Name one, such as FGK501, or see “fgk explain --list”."))
    found = explained(rule)
    example = example_of(found)
    if session.format == "json":
        session.print_json(rule_object(found, example, translate))
    else:
        _print_rule(session, found, example)
    return OK


def _print_list(session: Session, rules: "Iterable[Rule]") -> None:
    from fgk.render.terminal.pen import Pen
    from fgk.render.terminal.rules import rules_lines

    console = session.console
    session.print_lines(rules_lines(rules, session.translate, Pen(console), console.width))


def _print_rule(session: Session, rule: "Rule", example: "Example") -> None:
    from fgk.render.terminal.pen import Pen
    from fgk.render.terminal.rules import rule_lines

    console = session.console
    session.print_lines(rule_lines(rule, example, session.translate, Pen(console), console.width))
