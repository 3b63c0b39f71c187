"""From plain data to a record, or to the problems that keep it from being one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from fgk.diagnostics import Problem, Route, Span
from fgk.loading.wording import record_name, replacement, words
from fgk.messages import Message, msg
from fgk.model.base import Identified, Record
from fgk.source.document import Document
from fgk.source.problems import MOST
from fgk.suggestions import nearest

R = TypeVar("R", bound=Record)

MAX_RECORD_SIZE = 100_000
"""Characters that a record may take: fifty pages, and so few that all its defects can be listed at once."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: its document, the route to it, and what gives the words by which messages call it."""

    document: Document
    route: Route
    naming: Callable[[], Message]

    @property
    def name(self) -> Message:
        """How messages call the record."""
        return self.naming()


def shaped(record_type: type[R], data: object, place: Place) -> R | None:
    """Make a record, or report to the document's problems why it cannot be one and give None."""
    if is_too_large(place):
        return None
    try:
        return record_type.model_validate(data)
    except ValidationError as error:
        place.document.problems += _problems(error, record_type, place)
        return None


def is_too_large(place: Place) -> bool:
    """Whether a record takes more room than it may, which is then reported."""
    document = place.document
    if len(document.text.content) <= MAX_RECORD_SIZE or document.extent(place.route) <= MAX_RECORD_SIZE:
        return False
    message = msg("{record}: it has more than {limit} characters", record=place.name, limit=MAX_RECORD_SIZE)
    hint = msg("Move long texts into files of their own; is the indentation right?")
    span = document.record_span(place.route)
    document.problems.append(Problem("FGK020", message, span, hint, subject=_subject(place, ())))
    return True


def _problems(error: ValidationError, record_type: type[Record], place: Place) -> Iterator[Problem]:
    document = place.document
    found = [(details, tuple(details["loc"])) for details in error.errors(include_url=False)]
    meant = _meant_keys(found, record_type)
    for details, location in found:
        route = (*place.route, *location)
        if document.is_refused(route):
            continue
        if details["type"] == "missing" and (location in meant or route[:-1] in document.reduced):
            continue
        if details["type"] == "fgk_neither" and route in document.reduced:
            continue
        yield _problem(details, record_type, place, location)


def _meant_keys(found: list[tuple[ErrorDetails, Route]], record_type: type[Record]) -> set[Route]:
    """Give the routes of the keys that misspelt ones stand for: these are not missing as well."""
    unknown = (location for details, location in found if details["type"] == "extra_forbidden")
    return {
        (*location[:-1], meant)
        for location in islice(unknown, MOST)
        if (meant := nearest(str(location[-1]), record_type.at(location[:-1]).known_keys()))
    }


def _problem(details: ErrorDetails, record_type: type[Record], place: Place, location: Route) -> Problem:
    location = _written(location, place)
    route = (*place.route, *location)
    name = _inner_name(record_type, place, location)
    code, message, hint = words(details, record_type, location, name)
    return Problem(
        code,
        message,
        _span(details["type"], place.document, route),
        hint,
        subject=_subject(place, location),
        replacement=_replacement(details, place.document, route),
    )


def _replacement(details: ErrorDetails, document: Document, route: Route) -> str | None:
    """Give what may be written in the value's place, in the quotation marks that it has."""
    value = replacement(details)
    written = document.written(route) if value is not None else None
    if value is None or not written or written[0] in "|>":
        return None
    return f"{written[0]}{value}{written[0]}" if written[0] in "\"'" else value


def _written(location: Route, place: Place) -> Route:
    """Cut a location back to what stands in the file: ``cost: x`` stands for ``cost: {amount: x}``."""
    data = _data_at(place.document, place.route)
    for size, step in enumerate(location):
        if isinstance(data, str):
            return location[:size]
        data = _step(data, step)
    return location


def _subject(place: Place, location: Route) -> str:
    """Name a place independently of its position: by the ids of the records on the way, where they have one."""
    data: Any = place.document.data
    steps: list[str] = []
    for step in (*place.route, *location):
        data = _step(data, step)
        identity = data.get("id") if isinstance(step, int) and isinstance(data, dict) else None
        steps.append(identity if isinstance(identity, str) else str(step))
    return "/".join(steps)


def _span(kind: str, document: Document, route: Route) -> Span:
    if kind == "missing":
        return document.record_span(route[:-1])
    if kind == "fgk_neither":
        return document.record_span(route)
    if kind == "extra_forbidden":
        return document.key_span(route)
    return document.value_span(route)


def _inner_name(record_type: type[Record], place: Place, location: Route) -> Message:
    """Name the innermost record with an id on the way to the defect."""
    name, data, model = place.name, _data_at(place.document, place.route), record_type
    for step in location[:-1]:
        data = _step(data, step)
        if isinstance(step, str):
            model = model.below(step) or model
        elif issubclass(model, Identified):
            name = record_name(model.noun, data, step + 1)
    return name


def _data_at(document: Document, route: Route) -> Any:
    data: Any = document.data
    for step in route:
        data = _step(data, step)
    return data


def _step(data: Any, step: str | int) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None
