"""``fgk explain`` for a terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from fgk.messages import Translator, msg
from fgk.render.terminal.findings import SEVERITY_WORDS
from fgk.rules.registry import Rule


def print_rule(console: Console, translate: Translator, rule: Rule) -> None:
    """Print what a rule wants, why, and what to do."""
    head = Text(f"{rule.code} {rule.name}", style="head")
    head.append("  " + translate(SEVERITY_WORDS[rule.severity]), style=rule.severity.value)
    console.print(head)
    console.print(Text(translate(rule.summary)))
    parts = ((msg("Why"), rule.why), (msg("What to do"), rule.fix), (msg("Source"), rule.source))
    for title, text in parts:
        if text:
            console.print()
            console.print(Text(translate(title), style="head"))
            console.print(Text(translate(text)))


def print_rules(console: Console, translate: Translator, rules: Iterable[Rule]) -> None:
    """Print a list of rules, one line each."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for rule in rules:
        severity = Text(translate(SEVERITY_WORDS[rule.severity]), style=rule.severity.value)
        table.add_row(rule.code, severity, rule.name, translate(rule.summary))
    console.print(table, width=console.width)
