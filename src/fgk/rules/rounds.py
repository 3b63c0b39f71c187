"""FGK3xx and FGK4xx: rounds: their order, and the stages that they lead to."""

from fgk.rules.registry import Rule

RULES: tuple[Rule, ...] = ()
