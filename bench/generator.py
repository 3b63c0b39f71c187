"""Repositories of any size for measuring: invented municipalities, each with 40 measures and without a finding."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

FIELDS, GOALS, MEASURES = 6, 14, 40
STATUSES = ("in_progress", "done", "partly_done", "ongoing")

MUNICIPALITY = """\
name: Musterstadt {number}
kind: municipality
state: NW
keys: {{ags: "05999{ags:03}"}}
population: {{value: {population}, date: 2024}}
"""

AUDIT = """\
procedure: familiengerechte-kommune
rounds:
  - id: grund-2025
    stage: grundzertifikat
    events:
      - {event: participation_resolution, date: 2024-02-07, resolution: teilnahme}
      - {event: strategy_workshop, date: 2024-04, sources: [presse]}
      - {event: adoption_resolution, date: 2025-02-26, resolution: beschluss}
      - {event: certificate_issued, date: 2025-05-14, sources: [urkunde]}
      - {event: certificate_presented, date: 2025-06-24, sources: [presse]}
      - {event: annual_report, date: 2026-05-11, covers: [2026], sources: [presse]}
"""

RESOLUTIONS = """\
resolutions:
  - id: teilnahme
    title: Teilnahme am Audit
    kind: participation
    consultations:
      - {body: Rat, date: 2024-02-07, role: decision, result: adopted}
  - id: beschluss
    title: Beschluss der Zielvereinbarung
    kind: adoption
    paper: "007/2025"
    consultations:
      - {body: Jugendhilfeausschuss, date: 2025-02-12, role: preliminary, result: recommended}
      - {body: Rat, date: 2025-02-26, role: decision, result: adopted, votes: {for: 41, against: 0, abstentions: 0}}
"""

SOURCES = """\
sources:
  - {id: presse, title: Pressemitteilung der Stadt, publisher: Stadt Musterstadt, kind: press_release}
  - {id: urkunde, title: Zertifikat, publisher: Musterverein, kind: certificate}
  - {id: abnahme, title: Abnahmeprotokoll, publisher: Stadt Musterstadt, kind: report}
"""

GOAL = """\
  - id: ziel-{index}
    title: Familien finden Betreuung {index}
    action_field: hf{field}
    round: grund-2025
    indicators: [{{id: plaetze, title: Plätze in der Betreuung, baseline: 400, target: 480}}]
"""

MEASURE = """\
  - id: massnahme-{index}
    goal: ziel-{goal}
    number: "{goal}.{index}.1"
    title: Ausbau der Betreuungszeiten für Familien mit Kindern im Quartier {index}
    description: >-
      Die Verwaltung prüft gemeinsam mit den Trägern, wie die Zeiten ausgeweitet werden können,
      und legt dem Ausschuss einen Vorschlag vor. Dabei werden die Ergebnisse der Befragung berücksichtigt.
    responsible: {{office: Fachbereich Jugend und Familie}}
    partners: [Jugendamt, Familienzentrum, Träger der freien Jugendhilfe]
    target_groups: [Familien mit Kleinkindern, Alleinerziehende]
    priority: high
    start: 2025-09
    due: 2027-Q2
    recurring: {recurring}
    cost: {{amount: 12000, budget_line: "4-010203-900-1", subject_to_budget: true}}
    log:
      - {{date: 2025-10-01, status: preparing, note: "Träger sind angeschrieben, die Abfrage läuft"}}
      - {{date: 2026-05-20, status: {status}, evidence: [abnahme], note: "Bericht im Ausschuss"}}
    sources: [presse]
    visibility: public
"""


def write_repository(root: Path, municipalities: int) -> int:
    """Write a repository; give the size of its files in bytes."""
    size = _write(root / SETTINGS, SETTINGS_TEXT)
    for number in range(municipalities):
        for path, text in files_of(number):
            size += _write(root / path, text)
    return size


SETTINGS, SETTINGS_TEXT = "fgk.yaml", "format: 1\n"


def files_of(number: int) -> Iterator[tuple[str, str]]:
    """Give the files of a municipality: their paths from the repository's root, and their texts."""
    directory = f"municipalities/muster-{number:05}"
    who = MUNICIPALITY.format(number=number, ags=number % 999 + 1, population=20000 + number)
    for name, text in {"municipality": who, **_common()}.items():
        yield f"{directory}/{name}.yaml", text


@cache
def _common() -> Mapping[str, str]:
    fields = "".join(f"  - {{id: hf{i + 1}, code: HF{i + 1}}}\n" for i in range(FIELDS))
    goals = "".join(GOAL.format(index=i, field=i % FIELDS + 1) for i in range(GOALS))
    measures = "".join(_measure(index) for index in range(MEASURES))
    return {
        "audit": AUDIT,
        "action-fields": f"action_fields:\n{fields}",
        "goals": f"goals:\n{goals}",
        "measures": f"measures:\n{measures}",
        "resolutions": RESOLUTIONS,
        "sources": SOURCES,
    }


def _measure(index: int) -> str:
    status = STATUSES[index % len(STATUSES)]
    recurring = "true" if status == "ongoing" else "false"
    return MEASURE.format(index=index, goal=index % GOALS, status=status, recurring=recurring)


def _write(path: Path, text: str) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = text.encode()
    path.write_bytes(content)
    return len(content)
