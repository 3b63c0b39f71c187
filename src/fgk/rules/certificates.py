"""FGK3xx: certificates: issue, ceremony and end."""

from fgk.rules.registry import Rule

RULES: tuple[Rule, ...] = ()
