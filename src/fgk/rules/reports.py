"""FGK3xx, FGK4xx, FGK5xx and FGK6xx: yearly reports and reports to the council."""

from fgk.rules.registry import Rule

RULES: tuple[Rule, ...] = ()
