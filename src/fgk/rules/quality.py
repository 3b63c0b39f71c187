"""FGK6xx: what is there, but says nothing, contradicts itself or should not be public."""

from fgk.rules.registry import Rule

RULES: tuple[Rule, ...] = ()
