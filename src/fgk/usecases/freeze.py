"""``fgk report --freeze``: what is kept of a report, and the event of the audit history that it is."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Any

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import Standing
from fgk.assessment.overview import overview
from fgk.assessment.readiness import step_named
from fgk.assessment.yearly import yearly
from fgk.dates import PartialDate
from fgk.diagnostics import Diagnostic, Severity
from fgk.loading.discovery import Directory
from fgk.loading.repository import Repository, open_repository
from fgk.messages import Message, Translator, msg
from fgk.model.audit import Round
from fgk.model.layout import AUDIT_FILE
from fgk.model.vocabulary import ANNUAL_REPORT
from fgk.render.provenance import Provenance
from fgk.render.records_json import records_object
from fgk.render.reports.kinds import kind_of
from fgk.render.status_json import status_object
from fgk.render.views.rounds import chosen
from fgk.source.document import Document
from fgk.source.draft import Change, Draft
from fgk.source.insertion import with_event
from fgk.source.tree import joined
from fgk.stops import FOUND, Stop
from fgk.usecases.checking import Checker
from fgk.usecases.origin import Origins
from fgk.usecases.portfolio import Assessed, selected
from fgk.usecases.reporting import Made, Order

REPORTS_DIRECTORY = "reports"
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is to be written, nothing of which is there yet.

    ``files`` maps paths relative to the repository to bytes: the report in its formats, and its data. ``audit`` is the
    audit history with the event, or None where none is recorded; ``said`` says which one, or why none, and ``left``
    what the rules then find there.
    """

    files: Mapping[str, bytes]
    audit: Change | None
    said: Message
    left: tuple[Message, ...] = ()


_NAMED = 5
"""Files that a message names at most."""


def require_committed(repository: Repository, name: str) -> None:
    """Require that all which a report is made from is committed, wherever there is a commit at all.

    Raises NotCommitted and UnknownMunicipality. Without any commit nothing can be required.
    """
    directories = selected(repository, [name])
    origins = Origins(repository, directories)
    if origins.commit is not None:
        changed = list(islice(origins.changed(directories), _NAMED + 1))
        if changed:
            raise NotCommitted(changed)


class NotCommitted(Stop):
    """A report that is to be kept rests on files that no commit has: nobody could ever verify it."""

    code = FOUND

    def __init__(self, paths: Sequence[str]) -> None:
        named = ", ".join(paths[:_NAMED]) + (" …" if len(paths) > _NAMED else "")
        super().__init__(
            msg("A report that is kept rests on what is committed, and this is not: {paths}", paths=named),
            msg(
                "Commit the changes, then keep the report; what it recorded itself in audit.yaml is to be committed "
                "before the next one."
            ),
        )


def frozen(repository: Repository, name: str, found: Sequence[Made], one: Assessed) -> Frozen:
    """Say what is kept of a report: under which paths, and what is recorded.

    ``name`` is that of the files without their endings. Raises CannotInsert where the event has no safe place in the
    file, and ReadFailure where that cannot be read.
    """
    made = found[0].provenance
    place = joined(joined(one.directory.path, REPORTS_DIRECTORY), name)
    files = {f"{place}.{each.provenance.format}": each.content for each in found}
    files[f"{place}.json"] = _data(made, one)
    try:  # by all that is recorded, whoever the report is for
        round_, event = _event(made, replace(one.assessment, dossier=one.loaded.dossier))
    except _NoEvent as none:
        return Frozen(files, None, none.why)
    path = joined(one.directory.path, AUDIT_FILE)
    old = repository.tree.read(path)
    new = with_event(old, _index(old, round_), event)
    brought = _brought(repository, one.directory, path, new, made.day)
    errors = [found.message for found in brought if found.severity is Severity.ERROR]
    if errors:
        return Frozen(files, None, msg("Nothing is recorded in the audit history: {reason}", reason=errors[0]))
    said = msg("Recorded in {path}: {event}, {date}.", path=path, event=event["event"], date=PartialDate.of(made.day))
    return Frozen(files, Change(path, path, old, new), said, tuple(found.message for found in brought))


def file_name(order: Order, language: str) -> str:
    """Give the name of what is kept, without an ending: its day, its kind, what it is about, for whom.

    ``language`` is the repository's; a report in another one says so in its name.
    """
    other = [order.language] if order.language != language else []
    return "-".join([order.day.isoformat(), *order.names(), *other])


# -- the event ---------------------------------------------------------------------------------------------------------


class _NoEvent(Exception):
    """A report that is no event of the audit history, and why."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


def _event(made: Provenance, assessment: Assessment) -> tuple[Round, dict[str, object]]:
    """Give the event that a report is, with its round. Raises _NoEvent."""
    name = _name_of_event(made, assessment)
    standing = _standing(made, assessment)
    round_ = standing.counted_round if standing is not None else None
    if standing is None or round_ is None:
        raise _NoEvent(msg("Nothing is recorded in the audit history: the report belongs to no round."))
    if standing.procedure.event(name) is None:
        raise _NoEvent(msg("Nothing is recorded in the audit history: the procedure has no event {event}.", event=name))
    event: dict[str, object] = {"event": name, "date": made.day.isoformat()}
    events = (event for history in standing.histories for event in history.round.events)
    recorded = [one for one in events if one.event == name and not one.planned]
    if name == ANNUAL_REPORT:
        event["covers"] = years = [
            year for year in made.wanted.years_on(made.day) if not any(year in one.covers for one in recorded)
        ]
        if not years:
            raise _NoEvent(msg("Nothing is recorded in the audit history: it has a report on these years already."))
    elif any(one.date == PartialDate.of(made.day) for one in recorded):
        raise _NoEvent(msg("Nothing is recorded in the audit history: it has a report of this day already."))
    return round_, event


def _name_of_event(made: Provenance, assessment: Assessment) -> str:
    """Give the event that a report is as such. Raises _NoEvent."""
    name = kind_of(made.kind).event
    if not name:
        raise _NoEvent(msg("Nothing is recorded in the audit history: this kind of report is no event of it."))
    if made.wanted.office is not None:
        raise _NoEvent(msg("Nothing is recorded in the audit history: the report is about one office alone."))
    step = step_named(assessment.standings, made.wanted.event) if made.wanted.event is not None else None
    if step is not None and (step[1].resolution or step[1].id == ANNUAL_REPORT):
        raise _NoEvent(
            msg("Nothing is recorded in the audit history: record there what the council decides or takes note of.")
        )
    return name


def _standing(made: Provenance, assessment: Assessment) -> Standing | None:
    """Give the procedure as it stood at the end of what the report is about, with the round that counted then."""
    if kind_of(made.kind).event == ANNUAL_REPORT:
        return yearly(assessment, made.wanted.years_on(made.day)).standing
    if not assessment.is_possible:
        return None
    if made.wanted.event is not None:
        step = step_named(assessment.standings, made.wanted.event)
        return step[0] if step is not None else None
    return chosen(assessment, made.wanted.round, running_first=False)[0] if made.wanted.round else assessment.main


def _index(content: bytes, round_: Round) -> int:
    """Give how many rounds stand before one in the file."""
    data: Any = Document("", content).data
    return next(
        index for index, one in enumerate(data["rounds"]) if isinstance(one, dict) and one.get("id") == round_.id
    )


def _brought(repository: Repository, directory: Directory, path: str, new: bytes, day: dt.date) -> list[Diagnostic]:
    """Give what the rules find once the event stands in the audit history, and did not find before; hints are not."""
    draft = Draft(repository.tree)
    before = _findings(repository, directory, day)
    draft.write(path, new, ())
    after = _findings(open_repository(draft), directory, day)
    known = {(one.code, one.subject, one.message.text) for one in before}
    return [one for one in after if (one.code, one.subject, one.message.text) not in known]


def _findings(repository: Repository, directory: Directory, day: dt.date) -> list[Diagnostic]:
    checked = Checker(repository, day).municipality(directory, directory.path)
    weighty = (one for one in checked.diagnostics if one.severity.weight >= Severity.WARNING.weight)
    return [one for one in weighty if not one.ignored]


# -- the data ----------------------------------------------------------------------------------------------------------


def _data(made: Provenance, one: Assessed) -> bytes:
    """Give the facts behind a report, and what was derived from them, as JSON: what its readers may see, no more."""
    said = asdict(made)
    del said["format"]
    data = {
        "schema_version": SCHEMA_VERSION,
        "report": {**said, "day": made.day.isoformat()},
        "status": status_object(overview(one.assessment, one.errors), Translator(made.language)),
        "records": records_object(one.assessment.dossier),
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
