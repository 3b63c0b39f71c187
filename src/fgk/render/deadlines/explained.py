"""Why a deadline falls on its day, in words and as data."""

from collections.abc import Iterator
from typing import Any

from fgk.assessment.deadlines import Deadline, DeadlineState, Ground
from fgk.assessment.lifecycle import Basis
from fgk.dates import Duration, PartialDate
from fgk.messages import N_, Message, Translator, msg
from fgk.render.places import Find
from fgk.render.words import word

Line = tuple[str, str]
"""A line of an explanation: what it is about, and what it says."""


def lines(deadline: Deadline, find: Find, translate: Translator) -> tuple[Line, ...]:
    """Give the explanation of the day as lines: rule, fact, arithmetic, days off, basis."""
    return tuple((translate(label), translate(text)) for label, text in _lines(deadline, find))


def state_line(deadline: Deadline, find: Find, translate: Translator) -> Line:
    """Give the line that says how the deadline stands, and why; it changes from one day to the next."""
    return translate(N_("State")), translate(_state(deadline, find))


def _lines(deadline: Deadline, find: Find) -> Iterator[tuple[str, Message]]:
    why = deadline.explanation
    if why.rule_of is not None:
        procedure, rule = why.rule_of
        text = N_("{title} ({id}) in the procedure “{procedure}”")
        if procedure.version:
            text = N_("{title} ({id}) in the procedure “{procedure}”, version {version}")
        yield N_("Rule"), msg(text, title=rule, id=rule.id, procedure=procedure, version=procedure.version)
    steps = tuple(_arithmetic(deadline))
    yield (N_("Counted from") if steps else N_("Stated as")), _fact(why.ground, find)
    if steps:
        both = msg("{first}; {second}", first=steps[0], second=steps[-1])
        yield N_("Arithmetic"), both if len(steps) > 1 else steps[0]
    shift, calendar = deadline.day.shift, deadline.day.calendar
    if shift is not None:
        text = N_("{days}: so the next working day, {day}")
        if shift.law:
            text = N_("{days}: so the next working day, {day} ({law})")
        days = tuple(msg("{day} ({reason})", day=closed.day, reason=closed.reason) for closed in shift.closed)
        yield N_("Moved"), msg(text, days=days, day=shift.day, law=shift.law)
    if calendar is not None and not calendar.is_whole:
        yield N_("Holidays"), msg("only those of the whole country: its state or subdivision is not known")
    yield N_("Basis"), basis_said(deadline)


def _fact(ground: Ground, find: Find) -> Message:
    place = find(ground.record, ground.route)
    if ground.date is None:
        return msg("{fact} – {place}", fact=ground.title, place=place) if place else ground.title
    if place is None:
        return msg("{fact}, {date}", fact=ground.title, date=ground.date)
    return msg("{fact}, {date} – {place}", fact=ground.title, date=ground.date, place=place)


def _arithmetic(deadline: Deadline) -> Iterator[Message]:
    """Give the steps of the arithmetic: from the fact to the certificate's end, and on to the due date."""
    why = deadline.explanation
    date = why.ground.date
    if date is not None and why.validity is not None and why.end is not None:
        yield _step(date, why.validity, why.end)
        date = why.end
    if date is not None and why.distance is not None:
        yield _step(date, why.distance, deadline.due_stated)


def _step(date: PartialDate, distance: Duration, result: PartialDate) -> Message:
    back = min(distance.months, distance.days) < 0
    if result.first == result.last:
        text = N_("{date} − {distance} = {due}") if back else N_("{date} + {distance} = {due}")
    elif back:
        text = N_("{date} − {distance} = {due} (until {last})")
    else:
        text = N_("{date} + {distance} = {due} (until {last})")
    return msg(text, date=date, distance=distance, due=result, last=result.last)


def basis_said(deadline: Deadline) -> Message:
    """Say on what the day of a deadline rests."""
    if deadline.basis is Basis.STATED:
        is_end = deadline.explanation.is_end
        basis = msg("as stated on the certificate") if is_end else msg("as stated in the files")
    elif deadline.basis is Basis.DERIVED:
        basis = msg(word(deadline.basis))
    else:
        basis = msg("estimated: counted from the day of the ceremony, since the day of issue is not recorded")
    return msg("{basis}, date uncertain", basis=basis) if deadline.due_stated.uncertain else basis


def _state(deadline: Deadline, find: Find) -> Message:
    why, state = deadline.explanation, msg(word(deadline.state))
    if deadline.state is DeadlineState.MISSED and deadline.is_end:
        return msg("expired")
    if why.met is not None:
        if why.met.by is not None:
            return msg("{state}: {fact}", state=state, fact=_fact(why.met.by, find))
        return msg("{state}, {date}", state=state, date=why.met.on) if why.met.on else state
    last = why.window.date if why.window is not None else deadline.due
    if deadline.state is DeadlineState.OVERDUE and last > deadline.due:
        return msg("{state}; it can still be met until {day}", state=state, day=last)
    if deadline.state is DeadlineState.MISSED and last > deadline.due:
        return msg("{state}; it could be met until {day}", state=state, day=last)
    return state


# -- as data -----------------------------------------------------------------------------------------------------------


def data(deadline: Deadline, explained: tuple[Line, ...], find: Find, translate: Translator) -> dict[str, Any]:
    """Give the explanation for JSON: ``text``, made of its lines, and its parts; a part that it lacks is None."""
    why, shift = deadline.explanation, deadline.day.shift
    procedure, rule = why.rule_of or (None, None)
    return {
        "text": sentence(explained),
        "rule": rule
        and procedure
        and {
            "id": rule.id,
            "title": rule.title_in(translate.language),
            "procedure": procedure.id,
            "version": procedure.version,
        },
        "from": _ground(why.ground, find, translate),
        "distance": str(why.distance) if why.distance else None,
        "arithmetic": [translate(step) for step in _arithmetic(deadline)],
        "moved": shift
        and {
            "from": shift.moved_from.isoformat(),
            "to": shift.day.isoformat(),
            "days": [{"date": closed.day.isoformat(), "reason": translate(closed.reason)} for closed in shift.closed],
        },
        "basis": translate(basis_said(deadline)),
        "met_by": _ground(why.met.by, find, translate) if why.met and why.met.by else None,
        "met_on": str(why.met.on) if why.met and why.met.on else None,
        "closes": why.window.date.isoformat() if why.window else None,
    }


def _ground(ground: Ground, find: Find, translate: Translator) -> dict[str, Any]:
    place = find(ground.record, ground.route)
    return {
        "title": translate(ground.title),
        "date": str(ground.date) if ground.date else None,
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }


def sentence(explained: tuple[Line, ...]) -> str:
    """Give an explanation in one line."""
    return "; ".join(f"{label}: {text}" for label, text in explained)
