"""Office files are archives: the same content gives the same bytes, whenever it is packed."""

import datetime as dt
import zipfile
from io import BytesIO


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
