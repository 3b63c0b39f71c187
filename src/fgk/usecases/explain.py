"""``fgk explain``: what a rule wants."""

from fgk.messages import msg
from fgk.rules.catalogue import named, rules
from fgk.rules.registry import Rule
from fgk.stops import WrongUse
from fgk.suggestions import did_you_mean


class UnknownRule(WrongUse):
    """A name that no rule has."""

    def __init__(self, name: str) -> None:
        known = [word for rule in rules() for word in (rule.code, rule.name)]
        hint = did_you_mean(name, known) or msg("“fgk explain --list” shows all rules.")
        super().__init__(msg("There is no rule “{name}”", name=name), hint)


def explained(name: str) -> Rule:
    """Give the rule with a code or name. Raises UnknownRule."""
    found = named(name)
    if found is None:
        raise UnknownRule(name)
    return found
