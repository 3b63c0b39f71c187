"""What comes with fgk: procedures, report templates, JSON Schemas and examples of rules, installed or in a checkout."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent
_ELSEWHERE = {"rules": "tests/rules"}
"""What lies in a checkout under another path: the examples of rules are their tests."""


@cache
def bundled(name: str) -> Path:
    """Give the directory of bundled ``templates``, ``schemas`` or (examples of) ``rules``.

    A wheel carries them inside the package; an editable install finds them at the top of the checkout.
    """
    installed = _PACKAGE / "_bundled" / name
    return installed if installed.is_dir() else _CHECKOUT / _ELSEWHERE.get(name, name)


@cache
def bundled_procedures() -> Mapping[str, Path]:
    """Give the files of the bundled procedures by their ids, which are also the files' names."""
    return {path.stem: path for path in sorted((_PACKAGE / "procedures").glob("*.yaml"))}
