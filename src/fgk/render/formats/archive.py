"""Office files are archives: packed so that the same content gives the same bytes, unpacked within bounds."""

import datetime as dt
import zipfile
from collections.abc import Collection
from io import BytesIO

_ENTRY = b"PK\x01\x02"
"""The sign before each entry of an archive's directory."""


def timeless(content: bytes, created: dt.datetime) -> bytes:
    """Give the same archive with one time for all its parts, in the order that they have."""
    time = max(created, dt.datetime(1980, 1, 1, tzinfo=dt.UTC)).timetuple()[:6]
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, time)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(info, old.read(entry))
    return written.getvalue()


class Damaged(ValueError):
    """An archive that cannot be read, or that has more in it than was allowed."""


def unpacked(content: bytes, names: Collection[str] | None = None, *, most: int, largest: int) -> dict[str, bytes]:
    """Give the parts of an archive by name, or those of these names alone.

    It has at most ``most`` entries, and the parts have ``largest`` bytes together, whatever sizes its directory
    claims. Raises Damaged.
    """
    if content.count(_ENTRY) > most:
        raise Damaged
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist() if names is None else names:
                with archive.open(name) as part:
                    found[name] = part.read(max(largest + 1, 0))
                largest -= len(found[name])
    except Exception as error:  # whatever a defective archive makes the libraries for its compressions raise
        raise Damaged from error
    if largest < 0:
        raise Damaged
    return found
