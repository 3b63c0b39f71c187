"""``fgk explain``: what a rule wants."""

from fgk.loading.shape import nearest
from fgk.rules.catalogue import named, rules
from fgk.rules.registry import Rule


class UnknownRule(Exception):
    """A name that no rule has; ``suggestion`` is the nearest one, or None."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
        known = [word for rule in rules() for word in (rule.code, rule.name)]
        self.suggestion = nearest(name, known)


def explained(name: str) -> Rule:
    """Give the rule with a code or name. Raises UnknownRule."""
    found = named(name)
    if found is None:
        raise UnknownRule(name)
    return found
