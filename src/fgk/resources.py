"""What comes with fgk: procedures, report templates and JSON Schemas, installed or in a checkout."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


@cache
def bundled(name: str) -> Path:
    """Give the directory of bundled ``templates`` or ``schemas``.

    A wheel carries them inside the package; an editable install finds them at the top of the checkout.
    """
    installed = _PACKAGE / "_bundled" / name
    return installed if installed.is_dir() else _CHECKOUT / name


def bundled_procedures() -> dict[str, bytes]:
    """Give the bundled procedures: file name to content."""
    return {path.name: path.read_bytes() for path in sorted((_PACKAGE / "procedures").glob("*.yaml"))}
