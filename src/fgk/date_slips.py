"""Dates as people write them, and the form that the data format wants instead."""

import re

from fgk.dates import PartialDate

_MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            ("januar", "jänner", "jan", "january"),
            ("februar", "feb", "february"),
            ("märz", "maerz", "mär", "mrz", "march", "mar"),
            ("april", "apr"),
            ("mai", "may"),
            ("juni", "jun", "june"),
            ("juli", "jul", "july"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("oktober", "okt", "october", "oct"),
            ("november", "nov"),
            ("dezember", "dez", "december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_SLIPS = (
    (re.compile(r"(?P<d>[0-9]{1,2})\.\s*(?P<m>[0-9]{1,2})\.\s*(?P<y>[0-9]{4})"), "{y}-{m:02}-{d:02}"),
    (re.compile(r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})"), "{y}-{m:02}-{d:02}"),
    (re.compile(r"(?P<m>[0-9]{1,2})[./](?P<y>[0-9]{4})"), "{y}-{m:02}"),
    (re.compile(r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})"), "{y}-{m:02}"),
    (re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"), "{y}-{m:02}-{d:02}"),
    (re.compile(r"(?P<q>[1-4])\.?\s*quartal\s*(?P<y>[0-9]{4})|q(?P<q2>[1-4])[ /-]?(?P<y2>[0-9]{4})"), "{y}-Q{q}"),
    (re.compile(r"(?P<y>[0-9]{4})[ /-]?q(?P<q>[1-4])"), "{y}-Q{q}"),
    (re.compile(r"(?:(?P<d>[0-9]{1,2})\.?\s*)?(?P<name>[a-zä]{3,9})\.?\s*(?P<y>[0-9]{4})"), ""),
    (re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})[t ][0-9:.z+-]+"), "{y}-{m:02}-{d:02}"),
    (re.compile(r"(?P<y>[0-9]{4})"), "{y}"),
)


def suggested_date(text: str) -> str | None:
    """Give the valid form of a date that is written another way (``30.06.2025``, ``Juni 2025``), or None."""
    written = text.strip().casefold()
    qualifier = ""
    for prefix in ("ca.", "circa", "etwa", "um", "ca"):
        if written.startswith(prefix):
            written, qualifier = written.removeprefix(prefix).strip(), "~"
    if written.endswith(("?", "~", "%")):
        written, qualifier = written[:-1].strip(), written[-1]
    for pattern, form in _SLIPS:
        match = pattern.fullmatch(written)
        if match is None:
            continue
        candidate = _filled(match.groupdict(), form) + qualifier
        try:
            return str(PartialDate.parse(candidate))
        except ValueError:
            return None
    return None


def _filled(parts: dict[str, str | None], form: str) -> str:
    year, quarter = parts.get("y") or parts.get("y2"), parts.get("q") or parts.get("q2")
    if "name" in parts:
        month = _MONTH_NAMES.get(parts["name"] or "", 0)
        form = "{y}-{m:02}-{d:02}" if parts["d"] else "{y}-{m:02}"
    else:
        month = int(parts.get("m") or 0)
    return form.format(y=year, m=month, d=int(parts.get("d") or 0), q=quarter)
