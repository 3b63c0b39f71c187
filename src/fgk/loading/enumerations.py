"""Values that are none of those possible: what is possible, in people's own words, and what was meant."""

import re

from fgk.messages import Message, Translator, msg
from fgk.model.typography import without_quotes
from fgk.model.vocabulary import LABELS
from fgk.suggestions import nearest

_SYNONYMS = {
    "erledigt": "done",
    "abgeschlossen": "done",
    "fertig": "done",
    "realisiert": "done",
    "in arbeit": "in_progress",
    "in bearbeitung": "in_progress",
    "begonnen": "in_progress",
    "läuft": "in_progress",
    "laufend": "ongoing",
    "daueraufgabe": "ongoing",
    "teilweise": "partly_done",
    "zurückgestellt": "postponed",
    "gestrichen": "dropped",
    "aufgegeben": "dropped",
    "unbekannt": "unknown",
    "mittel": "normal",
    "gering": "low",
    "landkreis": "district",
    "bezirk": "borough",
    "verbandsgemeinde": "association",
    "samtgemeinde": "association",
    "angenommen": "adopted",
    "einstimmig": "adopted",
    "beschluss": "decision",
    "information": "information",
    "protokoll": "minutes",
    "zeitung": "news",
    "zeitungsartikel": "news",
    "presse": "news",
    "urkunde": "certificate",
    "website": "web",
    "homepage": "web",
    "steigend": "increase",
    "sinkend": "decrease",
}
"""Further German words for a value, where they leave no doubt."""


def unknown_value(expected: str, name: Message, key: str, value: str) -> tuple[str, Message, Message]:
    """Give code, message and hint for a value that an enumeration does not have; ``expected`` is pydantic's list."""
    options = re.findall(r"'([^']*)'", expected)
    labels = _labels(options)
    shown = tuple(msg("{value} ({label})", value=one, label=msg(labels[one])) if labels else one for one in options)
    message = msg("{record}: “{key}” cannot be “{value}”", record=name, key=key, value=value)
    written = without_quotes(value).strip()
    meant = written if written in options else _by_label(written, labels)
    if meant:
        hint = msg("Write {suggestion}. Possible are: {options}.", suggestion=meant, options=shown)
        return "FGK111", message, hint
    suggestion = nearest(written, options)
    if suggestion:
        hint = msg("Did you mean “{suggestion}”? Possible are: {options}.", suggestion=suggestion, options=shown)
        return "FGK111", message, hint
    return "FGK111", message, msg("Possible are: {options}.", options=shown)


def _labels(options: list[str]) -> dict[str, str]:
    """Give the labels of an enumeration by its values; empty where they speak for themselves."""
    return next((labels for labels in LABELS.values() if list(labels) == options), {})


def _by_label(value: str, labels: dict[str, str]) -> str | None:
    """Find the value whose German or English word somebody wrote: ``umgesetzt`` for ``done``."""
    written = " ".join(value.casefold().replace("_", " ").replace("-", " ").split())
    for language in ("de", "en"):
        translator = Translator(language)
        for option, text in labels.items():
            label = translator(text).casefold()
            if written in (label.replace("-", " "), label.split(" (")[0].replace("-", " ")):
                return option
    synonym = _SYNONYMS.get(written)
    return synonym if synonym in labels else None
