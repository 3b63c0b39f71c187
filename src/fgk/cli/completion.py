"""What a shell offers when the tab key is pressed. It never fails and never prints."""

import os


def municipality_names(incomplete: str) -> list[str]:
    """Give the slugs that begin with what was typed."""
    from fgk.loading.discovery import Directory, directories
    from fgk.source.root import NoRepository, find_root
    from fgk.source.tree import DiskTree

    try:
        tree = DiskTree(find_root(None, os.environ))
    except (NoRepository, OSError):
        return []
    slugs = (found.slug for found in directories(tree) if isinstance(found, Directory))
    return sorted(slug for slug in slugs if slug.startswith(incomplete))


def rule_names(incomplete: str) -> list[str]:
    """Give the codes and names of rules that begin with what was typed."""
    from fgk.rules.catalogue import rules

    words = (word for rule in rules() for word in (rule.name, rule.code))
    return [word for word in words if word.startswith(incomplete)]
