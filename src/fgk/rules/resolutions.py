"""FGK3xx and FGK4xx: resolutions, their consultations and votes, and what rests on them."""

from fgk.rules.registry import Rule

RULES: tuple[Rule, ...] = ()
