"""FGK45x: what a target agreement must hold, and what becomes of it."""

from fgk.rules.registry import Rule

RULES: tuple[Rule, ...] = ()
