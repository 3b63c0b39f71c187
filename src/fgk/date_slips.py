"""Dates as people write them, and the form that the data format wants instead."""

import calendar
import re
from dataclasses import dataclass

from fgk.dates import FIRST_YEAR, LAST_YEAR, PartialDate

_MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            ("januar", "jänner", "jan", "january"),
            ("februar", "feber", "feb", "february"),
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
_QUARTERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_DAY, _MONTH, _QUARTER = "{y}-{m:02}-{d:02}", "{y}-{m:02}", "{y}-Q{q}"
_CLEAR = (
    (r"(?P<d>[0-9]{1,2})\.\s*(?P<m>[0-9]{1,2})\.\s*(?P<y>[0-9]{4})", _DAY),
    (r"(?P<d>[0-9]{1,2})\.?\s*(?P<name>[a-zä]{3,9})\.?\s*(?P<y>[0-9]{4})", _DAY),
    (r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})", _DAY),
    (r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})", _DAY),
    (r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})[t ][0-9:.z+-]+", _DAY),
    (r"(?P<m>[0-9]{1,2})[./](?P<y>[0-9]{4})", _MONTH),
    (r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})", _MONTH),
    (r"(?P<name>[a-zä]{3,9})\.?\s*(?P<y>[0-9]{4})", _MONTH),
    (r"(?P<q>[1-4]|i{1,3}|iv)\.?\s*quartal\s*(?P<y>[0-9]{4})", _QUARTER),
    (r"(?:quartal\s*|q)(?P<q>[1-4])[ /-]{0,3}(?P<y>[0-9]{4})", _QUARTER),
    (r"(?P<y>[0-9]{4})[ /-]?q(?P<q>[1-4])", _QUARTER),
    (r"(?P<y>[0-9]{4})", "{y}"),
)
_LIKELY = (
    (r"(?P<d>[0-9]{1,2})\.\s*(?P<m>[0-9]{1,2})\.\s*(?P<y>[0-9]{2})", "20" + _DAY),
    (r"(?P<y>[0-9]{4})[/.](?P<m>[0-9]{1,2})", _MONTH),
    (r"(?:anfang|mitte|ende)\s*(?P<name>[a-zä]{3,9})\.?\s*(?P<y>[0-9]{4})", _MONTH + "~"),
)
_FORMS = [(re.compile(pattern), form, True) for pattern, form in _CLEAR]
_FORMS += [(re.compile(pattern), form, False) for pattern, form in _LIKELY]

_PREFIX = re.compile(r"(ca\.?|circa|etwa|um|rund)\s*(?=[0-9a-z])|(?:spätestens|bis zum|bis|ab|am|im|seit)\s+")
_SCHOOL_YEAR = re.compile(r"([0-9]{2})([0-9]{2})[/.]([0-9]{2})")
_VAGUE = re.compile(r"(frühjahr|frühling|sommer|herbst|winter|anfang|mitte|ende|[12]\.\s*halbjahr)\s*([0-9]{4})")
_NEAREST_QUARTER = {"f": 2, "s": 3, "h": 4, "w": 1, "a": 1, "m": 2, "e": 4, "1": 2, "2": 4}


def days_of_month(text: str) -> int | None:
    """Give how many days the month of a written day has, where the day is beyond them; None for everything else."""
    for pattern, form, _ in _FORMS:
        match = pattern.fullmatch(text.strip().casefold())
        if match is None or form != _DAY:
            continue
        parts = match.groupdict()
        name = parts.get("name")
        month = _MONTH_NAMES.get(name, 0) if name else int(parts["m"])
        if 1 <= month <= 12 and FIRST_YEAR <= int(parts["y"]) <= LAST_YEAR:
            days = calendar.monthrange(int(parts["y"]), month)[1]
            return days if days < int(parts["d"]) <= 31 else None
    return None


@dataclass(frozen=True, slots=True)
class Reading:
    """The valid form of a date that is written another way; ``certain`` says that nothing else can be meant."""

    form: str
    certain: bool


def read_otherwise(text: str) -> Reading | None:
    """Read a date that is written another way: ``30.06.2025``, ``Juni 2025``, ``ca. 2026``; None where that fails."""
    written = text.strip().casefold()
    prefix = _PREFIX.match(written)
    qualifier = ""
    if prefix is not None:
        written, qualifier = written[prefix.end() :].strip(), "~" if prefix[1] else ""
    if written.endswith(("?", "~", "%")):
        written, qualifier = written[:-1].strip(), written[-1]
    if _is_school_year(written):
        return None
    for pattern, form, certain in _FORMS:
        match = pattern.fullmatch(written)
        if match is None:
            continue
        try:
            date = str(PartialDate.parse(_filled(match.groupdict(), form).rstrip("~" if qualifier else "") + qualifier))
        except ValueError:
            continue
        return Reading(date, certain and prefix is None)
    return None


def suggested_date(text: str) -> str | None:
    """Give the valid form of a date that is written another way, or None."""
    reading = read_otherwise(text)
    return reading.form if reading else None


def nearest_quarter(text: str) -> str | None:
    """Give the quarter that lies near a season or a part of a year (``Frühjahr 2026``, ``Ende 2026``), or None."""
    match = _VAGUE.fullmatch(text.strip().casefold())
    return f"{match[2]}-Q{_NEAREST_QUARTER[match[1][0]]}" if match else None


def _is_school_year(text: str) -> bool:
    """Whether two years in a row are meant, as in ``2011/12``."""
    match = _SCHOOL_YEAR.fullmatch(text)
    return match is not None and int(match[3]) == (int(match[2]) + 1) % 100


def _filled(parts: dict[str, str | None], form: str) -> str:
    quarter = parts.get("q") or ""
    name = parts.get("name")
    month = _MONTH_NAMES.get(name, 0) if name else int(parts.get("m") or 0)
    return form.format(y=parts["y"], m=month, d=int(parts.get("d") or 0), q=_QUARTERS.get(quarter, quarter))
