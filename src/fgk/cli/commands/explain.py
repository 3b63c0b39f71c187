"""``fgk explain``."""

from typing import Annotated

import typer

from fgk.cli.completion import rule_names
from fgk.cli.session import Session
from fgk.messages import N_, msg
from fgk.stops import OK, WrongUse

SUMMARY = N_("Explain a rule: what it wants, why, and what to do.")
HELP = N_("Explain a rule: what it wants, why, and what to do. --list shows all rules.")
FORMATS = ("text", "json")


def explain(
    session: Session,
    rule: Annotated[
        str | None,
        typer.Argument(metavar="RULE", help=N_("A rule, by code or name."), autocompletion=rule_names),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help=N_("Show all rules, one line each."))] = False,
) -> int:
    """Print a rule, or the list of all, as text or JSON."""
    from fgk.render.rules_json import rule_object, rules_object
    from fgk.render.terminal.rules import print_rule, print_rules
    from fgk.rules.catalogue import rules
    from fgk.usecases.explain import explained

    translate = session.translate
    if list_:
        if session.format == "json":
            session.print_json(rules_object(rules(), translate))
        else:
            print_rules(session.console, translate, rules())
        return OK
    if rule is None:
        raise WrongUse(msg("Which rule?"), msg("Name one, such as FGK501, or see “fgk explain --list”."))
    found = explained(rule)
    if session.format == "json":
        session.print_json(rule_object(found, translate))
    else:
        print_rule(session.console, translate, found)
    return OK
