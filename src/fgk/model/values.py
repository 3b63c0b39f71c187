"""The types of single values: text to dates, durations, money, ids and the like, with what is wrong when it is wrong.

Every scalar arrives as text. A type that refuses a value raises ``slip``: a code for the diagnostic and, where the
right form can be told, a suggestion. ``certain`` says of a suggestion that nothing else can be meant, so that it may
take the value's place unasked.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from fgk.dates import Duration, PartialDate, Precision
from fgk.model.typography import without_quotes

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH = 64
"""Characters that an id may have."""


def slip(kind: str, **context: Any) -> PydanticCustomError:
    """Make the error of a value that does not have its form."""
    return PydanticCustomError(f"fgk_{kind}", "invalid", context)


def _text(value: object, kind: str) -> str:
    if not isinstance(value, str):
        raise slip("text")
    text = value.strip()
    if not text:
        raise slip(kind)
    return text


def _date(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    text = _text(value, "date")
    try:
        return PartialDate.parse(text)
    except ValueError:
        raise _date_slip(without_quotes(text)) from None


def _date_slip(text: str) -> PydanticCustomError:
    from fgk.date_slips import days_of_month, nearest_quarter, read_otherwise

    days = days_of_month(text)
    if days is not None:
        return slip("no_such_day", days=days)

    quarter = nearest_quarter(text)
    if quarter is not None:
        return slip("part_of_year", quarter=quarter, year=quarter[:4])
    reading = read_otherwise(text)
    return slip("date", suggestion=reading and reading.form, certain=reading is not None and reading.certain)


def _day(value: object) -> PartialDate:
    date = _date(value)
    if date.precision is not Precision.DAY:
        raise slip("day")
    return date


def _length(value: object) -> Duration:
    duration = _duration(value)
    if min(duration.months, duration.days) < 0 or not (duration.months or duration.days):
        raise slip("duration", suggestion=str(value).removeprefix("-") if str(value).startswith("-") else None)
    return duration


def _duration(value: object) -> Duration:
    if isinstance(value, Duration):
        return value
    text = _text(value, "duration")
    try:
        return Duration.parse(text)
    except ValueError:
        raise slip("duration", suggestion=_suggested_duration(text)) from None


_SPELT_DURATION = re.compile(
    r"([0-9]{1,4})\s*(jahre?|years?|y|monate?|months?|m|wochen?|weeks?|w|tage?|days?|d)", re.IGNORECASE
)
_UNITS = {"j": "Y", "y": "Y", "m": "M", "w": "W", "t": "D", "d": "D"}


def _suggested_duration(text: str) -> str | None:
    match = _SPELT_DURATION.fullmatch(text)
    return f"P{match[1]}{_UNITS[match[2][0].lower()]}" if match else None


_AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,2})?")
_NUMBER_SEPARATORS = re.compile(r"[\s'’]|EUR|€")


def _amount(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    text = _text(value, "amount")
    if not _AMOUNT.fullmatch(text):
        raise slip("amount", suggestion=_suggested_amount(text))
    return Decimal(text)


def _suggested_amount(text: str) -> str | None:
    """Read a number in German writing: dots and blanks between thousands, a comma before cents."""
    bare = _NUMBER_SEPARATORS.sub("", without_quotes(text)).removesuffix(",-").removesuffix(",--")
    whole, comma, cents = bare.partition(",")
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", whole):
        whole = whole.replace(".", "")
    candidate = f"{whole}.{cents}" if comma and cents else whole
    return candidate if _AMOUNT.fullmatch(candidate) else None


def _integer(value: object) -> int:
    if isinstance(value, int):
        return value
    text = _text(value, "integer")
    if not re.fullmatch(r"[0-9]{1,15}", text):
        grouped = re.fullmatch(r"[0-9]{1,3}([.\s'’][0-9]{3})+|[0-9]{1,3}\s*%|[0-9]{1,15}", without_quotes(text))
        raise slip("integer", suggestion=re.sub(r"[^0-9]", "", text) if grouped else None)
    return int(text)


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    text = _text(value, "decimal")
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", text):
        swapped = without_quotes(text).replace(",", ".").removesuffix("%").strip()
        fits = re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", swapped)
        raise slip("decimal", suggestion=swapped if fits else None)
    return Decimal(text)


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value == "true":
        return True
    if value == "false":
        return False
    suggestion = _FLAGS.get(without_quotes(str(value).strip()).casefold())
    raise slip("boolean", suggestion=suggestion, certain=bool(suggestion) and len(str(value)) > 1)


_FLAGS = dict.fromkeys(("true", "ja", "yes", "on", "1", "wahr", "j", "y", "x"), "true")
_FLAGS |= dict.fromkeys(("false", "nein", "no", "off", "0", "falsch", "n"), "false")


_URL = re.compile(r"https?://[^\s/?#<>\"]+([/?#][^\s<>\"]*)?", re.IGNORECASE)


def _url(value: object) -> str:
    text = _text(value, "url")
    if not _URL.fullmatch(text):
        bare = text.removeprefix("//")
        candidate = f"https://{bare}"
        looks_right = "." in bare.split("/")[0] and "@" not in text and _URL.fullmatch(candidate)
        raise slip("url", suggestion=candidate if looks_right and "://" not in text else None)
    return text


_EMAIL_LENGTH = 254
"""Characters that an e-mail address may have (RFC 5321); a longer text also takes long to look at."""


def _email(value: object) -> str:
    text = _text(value, "email")
    if len(text) > _EMAIL_LENGTH or not re.fullmatch(r"(?!mailto:)[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", text):
        raise slip("email")
    return text


def _relative_path(value: object) -> str:
    text = _text(value, "path")
    parts = text.split("/")
    if "\\" in text or ":" in parts[0] or text.startswith("/") or any(part in ("", ".", "..") for part in parts):
        suggestion = text.replace("\\", "/")
        usable = not (":" in suggestion or suggestion.startswith("/") or ".." in suggestion.split("/"))
        raise slip("path", suggestion=suggestion if usable and suggestion != text else None)
    if "\0" in text:
        raise slip("path")
    return text


def _one_or_more(value: object) -> object:
    """Take a single text where a list is expected."""
    return [value] if isinstance(value, str) else value


_DATE_PATTERN = r"^\d{4}(-(Q[1-4]|\d{2}(-\d{2})?))?[?~%]?$"
_TEXT_SCHEMA = {"type": ["string", "number"]}

Id: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=ID_PATTERN, max_length=ID_LENGTH),
    WithJsonSchema({"type": ["string", "integer"], "pattern": ID_PATTERN, "maxLength": ID_LENGTH}),
]
Word: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=ID_LENGTH),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+([_-][a-z0-9]+)*$", "maxLength": ID_LENGTH}),
]
Name: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"\S", max_length=ID_LENGTH),
    WithJsonSchema({"type": "string", "maxLength": ID_LENGTH}),
]
"""The name of something that the procedure defines; whether it does, a rule says."""
Text: TypeAlias = Annotated[str, StringConstraints(pattern=r"\S"), WithJsonSchema(_TEXT_SCHEMA)]
Label: TypeAlias = Annotated[str, StringConstraints(pattern=r"\S", max_length=200), WithJsonSchema(_TEXT_SCHEMA)]
Date: TypeAlias = Annotated[
    PartialDate,
    PlainValidator(_date),
    WithJsonSchema({"type": ["string", "integer"], "pattern": _DATE_PATTERN, "minimum": 1000, "maximum": 2999}),
]
Day: TypeAlias = Annotated[
    PartialDate,
    PlainValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}[?~%]?$"}),
]
Length: TypeAlias = Annotated[
    Duration,
    PlainValidator(_length),
    WithJsonSchema({"type": "string", "pattern": r"^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$"}),
]
Offset: TypeAlias = Annotated[
    Duration,
    PlainValidator(_duration),
    WithJsonSchema({"type": "string", "pattern": r"^-?P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$"}),
]
Amount: TypeAlias = Annotated[
    Decimal,
    PlainValidator(_amount),
    WithJsonSchema({"type": ["number", "string"], "pattern": r"^-?\d+(\.\d{1,2})?$"}),
]
Number: TypeAlias = Annotated[
    Decimal,
    PlainValidator(_number),
    WithJsonSchema({"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?$"}),
]
Count: TypeAlias = Annotated[
    int,
    PlainValidator(_integer),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 0, "pattern": r"^\d+$"}),
]
Year: TypeAlias = Annotated[
    int,
    BeforeValidator(_integer),
    Field(ge=1000, le=2999),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 1000, "maximum": 2999, "pattern": r"^\d{4}$"}),
]
Percent: TypeAlias = Annotated[
    int,
    BeforeValidator(_integer),
    Field(ge=0, le=100),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 0, "maximum": 100, "pattern": r"^\d{1,3}$"}),
]
Flag: TypeAlias = Annotated[bool, PlainValidator(_boolean), WithJsonSchema({"type": "boolean"})]
Url: TypeAlias = Annotated[
    str,
    PlainValidator(_url),
    WithJsonSchema({"type": "string", "pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s]+$"}),
]
Email: TypeAlias = Annotated[
    str, PlainValidator(_email), WithJsonSchema({"type": "string", "pattern": "^[^@ ]+@[^@ ]+$"})
]
RelativePath: TypeAlias = Annotated[
    str,
    PlainValidator(_relative_path),
    WithJsonSchema({"type": "string", "pattern": r"^[^/\\].*$"}),
]
StateCode: TypeAlias = Annotated[
    str,
    StringConstraints(pattern="^[A-Z0-9]{1,3}$"),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^[A-Z0-9]{1,3}$"}),
]
Currency: TypeAlias = Annotated[
    str,
    StringConstraints(pattern="^[A-Z]{3}$"),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"}),
]


def _digits(least: int, most: int) -> Callable[[object], str]:
    """Make the check of an official key: so many digits, leading zeros included."""

    def check(value: object) -> str:
        text = _text(value, "digits")
        if not (text.isascii() and text.isdigit() and least <= len(text) <= most):
            padded = without_quotes(text).replace(" ", "").zfill(least)
            fits = least - 1 <= len(text) and padded.isascii() and padded.isdigit() and least <= len(padded) <= most
            raise slip("digits", least=least, most=most, suggestion=f'"{padded}"' if fits else None)
        return text

    return check


def _digits_schema(least: int, most: int, *kinds: str) -> WithJsonSchema:
    return WithJsonSchema({"type": list(kinds), "pattern": f"^[0-9]{{{least},{most}}}$"})


AgsKey: TypeAlias = Annotated[str, PlainValidator(_digits(8, 8)), _digits_schema(8, 8, "string")]
ArsKey: TypeAlias = Annotated[str, PlainValidator(_digits(12, 12)), _digits_schema(12, 12, "string")]
DistrictKey: TypeAlias = Annotated[str, PlainValidator(_digits(5, 5)), _digits_schema(5, 5, "string")]
AssociationKey: TypeAlias = Annotated[str, PlainValidator(_digits(9, 9)), _digits_schema(9, 9, "string")]
GkzKey: TypeAlias = Annotated[str, PlainValidator(_digits(5, 5)), _digits_schema(5, 5, "string", "integer")]
BfsKey: TypeAlias = Annotated[str, PlainValidator(_digits(1, 4)), _digits_schema(1, 4, "string", "integer")]
IstatKey: TypeAlias = Annotated[str, PlainValidator(_digits(6, 6)), _digits_schema(6, 6, "string")]
FormatVersion: TypeAlias = Annotated[Literal["1"], WithJsonSchema({"enum": [1, "1"]})]
Texts: TypeAlias = tuple[Text, ...]
Ids: TypeAlias = tuple[Id, ...]
Years: TypeAlias = tuple[Year, ...]
IdOrIds: TypeAlias = Annotated[
    tuple[Word, ...], BeforeValidator(_one_or_more, json_schema_input_type=Word | tuple[Word, ...])
]
