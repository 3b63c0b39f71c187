"""What pydantic's errors mean, in words that somebody in a town hall can act on."""

import re
from typing import Any

from pydantic_core import ErrorDetails

from fgk.diagnostics import Route
from fgk.loading.enumerations import unknown_value
from fgk.messages import N_, Message, msg
from fgk.model.base import Record
from fgk.model.values import ID_LENGTH, ID_PATTERN
from fgk.suggestions import did_you_mean

SHOWN = 60
"""Characters of a value that a message repeats."""

Words = tuple[str, Message, Message | None]
"""Code, message and hint."""

_LIST_EXPECTED = ("tuple_type", "list_type", "set_type")
_MAPPING_EXPECTED = ("model_type", "model_attributes_type", "dict_type")


def quoted(value: object) -> str:
    """Give a value for use in a message: one line, shortened."""
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def record_name(noun: str, data: object, number: int) -> Message:
    """Give the name of a record in messages: its noun with its id or, without a usable one, its 1-based number."""
    identity = data.get("id") if isinstance(data, dict) else None
    if isinstance(identity, str) and identity.strip():
        return msg("{noun} “{id}”", noun=msg(noun), id=quoted(identity))
    return msg("{noun} no. {number}", noun=msg(noun), number=number)


def words(  # noqa: PLR0911 - one return for each kind of error
    details: ErrorDetails, record_type: type[Record], location: Route, name: Message
) -> Words:
    """Give code, message and hint for one of pydantic's errors."""
    kind, context = details["type"], details.get("ctx", {})
    key = next((step for step in reversed(location) if isinstance(step, str)), "")
    value = quoted(details["input"])
    if kind == "missing":
        hint = msg("Add “{key}: …”; an empty value counts as missing.", key=key)
        return "FGK105", msg("{record}: the required key “{key}” is missing", record=name, key=key), hint
    if kind == "extra_forbidden":
        return _unknown_key(record_type, location, name, details["input"])
    if kind.startswith("fgk_"):
        return _slip(kind.removeprefix("fgk_"), context, name, key, value)
    if kind in ("enum", "literal_error") and isinstance(details["input"], str):
        return unknown_value(str(context.get("expected", "")), name, key, value)
    if kind == "string_pattern_mismatch":
        return _pattern(str(context["pattern"]), name, key, value)
    if kind == "string_too_long":
        limit = context["max_length"]
        code = "FGK106" if limit == ID_LENGTH else "FGK115"
        message = msg("{record}: “{key}” has more than {limit} characters", record=name, key=key, limit=limit)
        return code, message, msg("Shorten it.")
    if kind == "too_long":
        message = msg(
            "{record}: “{key}” has more than {limit} entries", record=name, key=key, limit=context["max_length"]
        )
        return "FGK112", message, msg("Leave out what is no longer needed.")
    if kind in ("greater_than_equal", "less_than_equal"):
        message = msg("{record}: “{key}” is out of range: {value}", record=name, key=key, value=value)
        bound = context.get("ge", context.get("le"))
        if kind == "greater_than_equal":
            return "FGK112", message, msg("The least possible value is {bound}.", bound=bound)
        return "FGK112", message, msg("The greatest possible value is {bound}.", bound=bound)
    code, message, form = _wrong_structure(kind, details["input"], name, key)
    return code, message, _written_out(record_type, location, kind, details["input"]) or form


def replacement(details: ErrorDetails) -> str | None:
    """Give what may stand in the value's place unasked, without quotation marks; None where that is not certain."""
    context = details.get("ctx", {})
    return context.get("suggestion") if context.get("certain") else None


def _unknown_key(record_type: type[Record], location: Route, name: Message, value: object) -> Words:
    unknown = str(location[-1])
    model = record_type.at(location[:-1])
    known = model.known_keys()
    message = msg("{record}: the key “{key}” is not known", record=name, key=quoted(unknown))
    if value is None and not unknown.isidentifier():
        return "FGK104", message, msg("In braces a comma begins a new entry: put text with commas in double quotes.")
    homes = [key for key in known if (below := model.below(key)) and unknown in below.known_keys()]
    if homes:
        return "FGK104", message, msg("“{key}” belongs below “{home}”.", key=unknown, home=homes[0])
    hint = did_you_mean(unknown, known)
    return "FGK104", message, hint or msg("Possible here: {keys}.", keys=", ".join(known))


def _wrong_structure(kind: str, value: object, name: Message, key: str) -> Words:
    found = msg("a list") if isinstance(value, list) else msg("a mapping") if isinstance(value, dict) else msg("a text")
    if kind in _LIST_EXPECTED:
        expected = msg("a list")
        hint = msg("Write each item on a line of its own that begins with “- ”, or all in brackets: [one, two].")
    elif kind in _MAPPING_EXPECTED:
        expected = msg("a mapping")
        hint = msg("Write lines “key: value”, indented below this one.")
    else:
        expected = msg("a single value")
        hint = msg("Write one value behind the colon; text with special characters goes into double quotes.")
    if not key:
        message = msg("{record}: expected is {expected}, found {found}", record=name, expected=expected, found=found)
    else:
        message = msg(
            "{record}: “{key}” is to be {expected}, but is {found}",
            record=name,
            key=key,
            expected=expected,
            found=found,
        )
    return "FGK103", message, hint


def _written_out(record_type: type[Record], location: Route, kind: str, value: object) -> Message | None:
    """Show the list or the mapping that somebody meant by a single text: ``[Kirche]``, ``{office: Jugendamt}``."""
    key = location[-1] if location else None
    if not isinstance(key, str) or not isinstance(value, str) or "\n" in value or not 0 < len(value) <= SHOWN:
        return None
    model = record_type.at(location[:-1]).below(key)
    if model is None and kind in _LIST_EXPECTED:
        items = ", ".join(_in_flow(part.strip()) for part in value.split(",") if part.strip())
        return msg("Write {suggestion}.", suggestion=f"{key}: [{items}]")
    if model is not None and kind in _MAPPING_EXPECTED:
        first = next((name for name in model.known_keys() if _is_required(model, name)), model.known_keys()[0])
        return msg("Write {suggestion}.", suggestion=f"{key}: {{{first}: {_in_flow(value.strip())}}}")
    return None


def _in_flow(text: str) -> str:
    """Write a text so that it may stand in brackets or braces."""
    plain = re.fullmatch(r"[\w.()/][\w .()/+-]*", text) is not None
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _is_required(model: type[Record], key: str) -> bool:
    return key in model.model_fields and model.model_fields[key].is_required()


def _pattern(pattern: str, name: Message, key: str, value: str) -> Words:
    if pattern == ID_PATTERN:
        message = msg("{record}: “{key}” is not a valid id: {value}", record=name, key=key, value=value)
        form = msg("Lower-case letters a to z, digits and single hyphens; at most {n} characters.", n=ID_LENGTH)
        suggestion = suggested_id(value)
        return "FGK106", message, msg("Write {suggestion}.", suggestion=suggestion) if suggestion else form
    if pattern == r"\S":
        return (
            "FGK115",
            msg("{record}: “{key}” is empty", record=name, key=key),
            msg("Write the text or delete the key."),
        )
    message = msg("{record}: “{key}” does not have its form: {value}", record=name, key=key, value=value)
    hints = {
        "^[A-Z]{3}$": msg("Three capital letters of ISO 4217, such as EUR or CHF."),
        "^[A-Z0-9]{1,3}$": msg("The part of ISO 3166-2 behind the hyphen, in capital letters, such as NW or NI."),
    }
    return "FGK115", message, hints.get(pattern) or msg("Lower-case letters a to z, digits, _ and -.")


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def suggested_id(text: str) -> str | None:
    """Make an id of a text that is none: ``Kita Navigator`` gives ``kita-navigator``; None where nothing is left."""
    candidate = re.sub(r"[^a-z0-9]+", "-", text.casefold().translate(_UMLAUTS)).strip("-")[:ID_LENGTH].strip("-")
    return candidate or None


def _slip(kind: str, context: dict[str, Any], name: Message, key: str, value: str) -> Words:
    """Give the words for a value that one of the types in ``model/values.py`` refused."""
    if kind == "neither":
        message = msg("{record}: one of the keys “{one}” and “{other}” is required", record=name, **context)
        return "FGK105", message, msg("Add “{key}: …”; an empty value counts as missing.", key=context["one"])
    code, text, form = _SLIPS[kind]
    message = msg(text, record=name, key=key, value=value)
    if kind == "digits":
        message = msg(
            "{record}: “{key}” has {digits} digits, not as it is here: {value}",
            record=name,
            key=key,
            value=value,
            digits=_digits(context["least"], context["most"]),
        )
    if kind == "part_of_year":
        return code, message, msg("Write the quarter that is meant, such as {quarter}, or the year: {year}.", **context)
    if kind == "no_such_day":
        return code, message, msg("This month has {days} days only; check the day.", **context)
    suggestion = context.get("suggestion")
    if suggestion is None:
        return code, message, msg(form)
    return code, message, msg("Write {suggestion}.", suggestion=suggestion)


def _digits(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}–{most}"


_SLIPS = {
    "text": (
        "FGK103",
        N_("{record}: “{key}” is to be a single value"),
        N_("Write one value behind the colon; text with special characters goes into double quotes."),
    ),
    "date": (
        "FGK107",
        N_("{record}: “{key}” is not a date: {value}"),
        N_("Write 2019, 2019-Q3, 2019-10 or 2019-10-04; ? for uncertain and ~ for approximate go behind it."),
    ),
    "no_such_day": ("FGK107", N_("{record}: “{key}” is not a date: {value}"), ""),
    "part_of_year": (
        "FGK107",
        N_("{record}: “{key}” is not a date: {value}"),
        N_("Write 2019, 2019-Q3, 2019-10 or 2019-10-04; ? for uncertain and ~ for approximate go behind it."),
    ),
    "day": ("FGK107", N_("{record}: “{key}” is to be a full day: {value}"), N_("Write the day as 2019-10-04.")),
    "duration": (
        "FGK108",
        N_("{record}: “{key}” is not a duration: {value}"),
        N_("Write P3Y for three years, P36M for 36 months, P14D for 14 days."),
    ),
    "amount": (
        "FGK109",
        N_("{record}: “{key}” is not an amount: {value}"),
        N_("Write digits, with a point before cents and nothing between thousands: 24500 or 24500.50."),
    ),
    "integer": ("FGK112", N_("{record}: “{key}” is not a whole number: {value}"), N_("Write digits only.")),
    "decimal": (
        "FGK112",
        N_("{record}: “{key}” is not a number: {value}"),
        N_("Write digits, with a point before decimals and nothing between thousands."),
    ),
    "boolean": ("FGK114", N_("{record}: “{key}” is neither true nor false: {value}"), N_("Write true or false.")),
    "url": (
        "FGK110",
        N_("{record}: “{key}” is not an absolute web address: {value}"),
        N_("Write the whole address, beginning with https:// or http://."),
    ),
    "email": (
        "FGK110",
        N_("{record}: “{key}” is not an e-mail address: {value}"),
        N_("Write it as office@example.org."),
    ),
    "path": (
        "FGK117",
        N_("{record}: “{key}” is not a path inside the municipality's directory: {value}"),
        N_("Write a relative path with /, such as belege/abnahme.pdf."),
    ),
    "digits": (
        "FGK113",
        N_("{record}: “{key}” is not a valid key: {value}"),
        N_("Write all digits, leading zeros included, in quotation marks."),
    ),
}
"""For each kind of slip the rule's code, the message and the hint where no right form can be told."""
