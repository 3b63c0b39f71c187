"""A deadline as a row: finished text in one language, small enough to hold those of a whole portfolio."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from fgk.assessment.assess import Assessment
from fgk.assessment.deadlines import Deadline, DeadlineState
from fgk.assessment.lifecycle import Basis, Standing
from fgk.dates import reached_from
from fgk.messages import Translator, msg
from fgk.render.deadlines.explained import Line, data, lines, state_line
from fgk.render.places import Find


@dataclass(frozen=True, slots=True)
class Row:
    """One deadline of one municipality.

    ``municipality`` is the slug, ``procedure`` the id; the two with ``id`` name a deadline. ``date`` is the date to
    show, ``short_date`` the same with a sign for what is uncertain; ``alarm`` the day from which it counts as due soon.
    ``context`` says that it is intended, and names the procedure where the audit file's own is another one.
    ``lines`` and ``explanation`` explain it, where that was asked for.
    """

    municipality: str
    name: str
    procedure: str
    procedure_title: str
    id: str
    key: str
    title: str
    context: str
    due: dt.date
    due_stated: str
    date: str
    short_date: str
    is_uncertain: bool
    state: DeadlineState
    basis: Basis
    record_type: str
    record_id: str
    office: str
    number: str
    field: str
    alarm: dt.date
    lines: tuple[Line, ...] = ()
    state_line: Line | None = None
    explanation: dict[str, Any] | None = None

    @property
    def what(self) -> str:
        """What is due, with the procedure where that is not clear by itself."""
        return f"{self.title} ({self.context})" if self.context else self.title

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """The lines of the explanation, and the one on the state, where anything is explained."""
        return (*self.lines, self.state_line) if self.state_line is not None else self.lines

    @property
    def sort_key(self) -> tuple[dt.date, str, str, str]:
        """Earlier ones first, then by municipality, procedure and id."""
        return (self.due, self.municipality, self.procedure, self.id)


class Rows:
    """Makes the rows of one municipality; ``find`` tells where facts stand, or is None where nothing is explained."""

    def __init__(self, assessment: Assessment, translate: Translator, find: Find | None) -> None:
        dossier = assessment.dossier
        self._slug = dossier.slug
        self._name = dossier.municipality.name if dossier.municipality else dossier.slug
        self._main = assessment.main
        self._translate = translate
        self._find = find
        self._fields = {}
        procedure = assessment.procedure_of(None)
        for field in reversed(dossier.action_fields):
            entry = procedure.catalogue_field(field.code) if procedure else None
            title = field.title or (entry.title_in(translate.language) if entry else None)
            self._fields[field.id] = " ".join(dict.fromkeys(part for part in (field.code, title) if part))

    def row(self, standing: Standing, deadline: Deadline) -> Row:
        """Make the row of a deadline."""
        translate, find = self._translate, self._find
        explained = lines(deadline, find, translate) if find else ()
        state = state_line(deadline, find, translate) if find else None
        return Row(
            self._slug,
            self._name,
            standing.procedure.id,
            standing.procedure.title_in(translate.language),
            deadline.id,
            deadline.key or deadline.id,
            translate(deadline.title),
            self._context(standing, deadline),
            deadline.due,
            str(deadline.due_stated),
            translate.date(deadline.shown),
            translate.date(replace(deadline.shown, qualifier="")) + _SIGNS[deadline.shown.qualifier],
            deadline.due_stated.uncertain,
            deadline.state,
            deadline.basis,
            deadline.record_type,
            deadline.record_id,
            deadline.office or "",
            deadline.number or "",
            self._fields.get(deadline.field or "", ""),
            reached_from(deadline.due, deadline.lead),
            explained,
            state,
            data(deadline, (*explained, state), find, translate) if find and state else None,
        )

    def _context(self, standing: Standing, deadline: Deadline) -> str:
        found = [self._translate(msg("intended"))] if deadline.record_type == "event" else []
        if standing is not self._main and deadline.record_type in ("round", "event"):
            found.append(standing.procedure.title_in(self._translate.language))
        return "; ".join(found)


_SIGNS = {"": "", "~": "~", "?": "?", "%": "?"}
"""For each qualifier of a date the sign behind it, where there is no room for words."""
