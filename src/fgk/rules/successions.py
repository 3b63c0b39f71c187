"""FGK4xx: how one record follows another: what replaces, continues or supersedes it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import History
from fgk.diagnostics import Route, Severity
from fgk.messages import N_, msg
from fgk.model.base import Identified
from fgk.model.plan import Measure
from fgk.model.vocabulary import Status, label
from fgk.rules.registry import Finding, Rule, rule

NAMED = 6
"""Records that a message names at most."""
RELATED = 10
"""Places that a finding points to at most."""

_FORMAT_6 = N_("Data format, section 6 (collections)")


class Link(NamedTuple):
    """A reference from one record to the next: where it stands, and the id that it names."""

    record: Identified
    route: Route
    to: str


@rule(
    "FGK406",
    "reference-cycle",
    Severity.ERROR,
    summary=N_("Records replace, continue or supersede one another in a circle."),
    why=N_("Whoever asks what became of a measure or a resolution must come to an end."),
    fix=N_("Delete or correct the reference that leads back."),
    source=_FORMAT_6,
    tolerant=True,
)
def reference_cycle(assessment: Assessment) -> Iterator[Finding]:
    """Follow ``replaced_by``, ``continues`` and ``supersedes``, each by itself; a self-reference is another finding."""
    for links in (_replacements(assessment), _continuations(assessment), _superseded(assessment)):
        for cycle in cycles(links):
            yield _cycle(cycle)


def _replacements(assessment: Assessment) -> Iterator[Link]:
    for measure in assessment.measures.values():
        for index in range(len(measure.log) - 1, -1, -1):
            entry = measure.log[index]
            if entry.status is Status.REPLACED and entry.replaced_by is not None:
                yield Link(measure, ("log", index, "replaced_by"), entry.replaced_by)
                break


def _continuations(assessment: Assessment) -> Iterator[Link]:
    for measure in assessment.measures.values():
        if measure.continues is not None:
            yield Link(measure, ("continues",), measure.continues)


def _superseded(assessment: Assessment) -> Iterator[Link]:
    seen: set[str] = set()
    for resolution in assessment.dossier.resolutions:
        if resolution.supersedes is not None and resolution.id not in seen:
            yield Link(resolution, ("supersedes",), resolution.supersedes)
        seen.add(resolution.id)


def cycles(links: Iterable[Link]) -> list[list[Link]]:
    """Give the cycles of two or more among links, at most one from each record, in linear time.

    Each begins with the link that comes first.
    """
    next_of = {link.record.id: link for link in links if link.to != link.record.id}
    order = {name: position for position, name in enumerate(next_of)}
    walked: dict[str, str] = {}
    found: list[list[Link]] = []
    for start in next_of:
        path: list[Link] = []
        name = start
        while name in next_of and name not in walked:
            walked[name] = start
            path.append(next_of[name])
            name = next_of[name].to
        if path and walked.get(name) == start:
            begin = next(index for index, link in enumerate(path) if link.record.id == name)
            cycle = path[begin:]
            first = min(range(len(cycle)), key=lambda index: order[cycle[index].record.id])
            found.append([*cycle[first:], *cycle[:first]])
    return found


def _cycle(cycle: list[Link]) -> Finding:
    names = [link.record.id for link in cycle]
    shown = [*names[:NAMED], "…"] if len(names) > NAMED else names
    return Finding(
        cycle[0].record,
        cycle[0].route,
        msg("The references lead in a circle: {path}", path=" → ".join([*shown, names[0]])),
        related=tuple((link.record, link.route, msg("leads on from here")) for link in cycle[1 : RELATED + 1]),
    )


@rule(
    "FGK419",
    "ineffective-log-key",
    Severity.WARNING,
    summary=N_("A log entry names a successor, but the measure is not replaced."),
    why=N_("replaced_by has an effect only with the status replaced; otherwise the successor is lost from sight."),
    fix=N_("Write the status replaced with a reason, or delete replaced_by."),
    source=_FORMAT_6,
    tolerant=True,
)
def ineffective_log_key(assessment: Assessment) -> Iterator[Finding]:
    """Look for ``replaced_by`` in entries of another status."""
    for measure in assessment.dossier.measures:
        for index, entry in enumerate(measure.log):
            if entry.replaced_by is None or entry.status is Status.REPLACED:
                continue
            if entry.replaced_by in assessment.measures and entry.replaced_by != measure.id:
                yield Finding(
                    measure,
                    ("log", index, "replaced_by"),
                    msg(
                        "“replaced_by” has no effect here: measure “{id}” is “{status}”, not “{replaced}”",
                        id=measure.id,
                        status=msg(label(entry.status)),
                        replaced=msg(label(Status.REPLACED)),
                    ),
                    related=((measure, ("log", index, "status"), msg("the status")),),
                    at_key=True,
                )


@rule(
    "FGK421",
    "continues-same-round",
    Severity.WARNING,
    summary=N_("A measure continues one of the same round, or of a later one."),
    why=N_("What goes on in a later round is counted there, and no longer in the earlier one."),
    fix=N_("Correct continues or the goal; within a round a measure is replaced, or its log goes on."),
    source=_FORMAT_6,
)
def continues_same_round(assessment: Assessment) -> Iterator[Finding]:
    """Compare the rounds of a measure and of the one that it continues, where both are known."""
    suspects = [pair for pair in _continued(assessment) if _is_not_earlier(assessment, *pair)]
    if not suspects:
        return
    in_cycles = {link.record.id for cycle in cycles(_continuations(assessment)) for link in cycle}
    for measure, other in suspects:
        if measure.id in in_cycles:
            continue
        here, there = assessment.round_of(measure), assessment.round_of(other)
        text = (
            N_("Measure “{id}” continues “{other}”, which belongs to the same round, “{round}”")
            if here == there
            else N_("Measure “{id}” continues “{other}”, which belongs to a later round, “{round}”")
        )
        message = msg(text, id=measure.id, other=other.id, round=there)
        related = ((other, ("goal",), msg("gives it its round")),)
        uncertain = here != there and _rests_on_uncertain_dates(assessment.history_of, here, there)
        yield Finding(measure, ("continues",), message, related=related, uncertain=uncertain)


def _continued(assessment: Assessment) -> Iterator[tuple[Measure, Measure]]:
    for measure in assessment.dossier.measures:
        other = assessment.measures.get(measure.continues) if measure.continues else None
        if other is not None and other.id != measure.id:
            yield measure, other


def _is_not_earlier(assessment: Assessment, measure: Measure, other: Measure) -> bool:
    """Whether a measure certainly belongs to the same round as another one, or to an earlier one.

    Rounds that do not stand in order of time are a finding by themselves: what they would prove is not said again.
    """
    here, there = assessment.round_of(measure), assessment.round_of(other)
    if here is None or there is None or here not in assessment.rounds:
        return False
    if here == there:
        return True
    listed = list(assessment.rounds)
    if there not in assessment.rounds or listed.index(there) < listed.index(here):
        return False
    ours, theirs = assessment.history_of.get(here), assessment.history_of.get(there)
    if ours is None or theirs is None or ours.procedure is not theirs.procedure:
        return False
    begun, later = ours.beginning, theirs.beginning
    return begun is not None and later is not None and begun[1].date.last < later[1].date.first


def _rests_on_uncertain_dates(history_of: Mapping[str, History], *rounds: str | None) -> bool:
    beginnings = [history_of[name].beginning for name in rounds if name is not None]
    return any(beginning is not None and beginning[1].date.uncertain for beginning in beginnings)


RULES: tuple[Rule, ...] = (reference_cycle, ineffective_log_key, continues_same_round)
