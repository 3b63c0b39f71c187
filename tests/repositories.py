"""What the tests share: one sound repository, and what is found in a repository on a fixed day."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from fgk.diagnostics import Diagnostic
from fgk.loading.repository import open_repository
from fgk.messages import Translator
from fgk.source.tree import DiskTree, MemoryTree, Tree
from fgk.usecases.validate import validate

DAY = dt.date(2026, 11, 23)
HOME = "municipalities/musterstadt"
EXAMPLES = Path(__file__).parent.parent / "examples"

Found = tuple[str, str, int, int]
"""A finding: code, path, line, column."""

SOUND: Mapping[str, str] = {
    "municipality.yaml": """\
name: Musterstadt
kind: municipality
state: NW
keys:
  ags: "05999001"
  ars: "059990001001"
population: {value: 61000, date: 2023}
contact:
  office: Fachbereich Familie
  email: familie@example.org
  web: https://www.example.org
holidays: {add: [2026-08-08]}
family_concept: {text: "Familie ist, wo Menschen da sind.", resolution: rat-ziele}
sources: [stadt]
""",
    "audit.yaml": """\
procedure: familiengerechte-kommune
rounds:
  - id: grund
    stage: grundzertifikat
    valid_until: 2027-10
    plan: {goals: 2, measures: 6}
    cost: {amount: 24500, currency: EUR}
    funded_by: [Musterstiftung]
    events:
      - event: participation_resolution
        date: 2023-03-15
        resolution: rat-teilnahme
      - {sources: [stadt], event: strategy_workshop, date: 2023-09~}
      - {event: adoption_resolution, date: 2024-05, resolution: rat-ziele}
      - {sources: [stadt], event: certificate_issued, date: 2024-10}
      - {event: certificate_presented, date: 2024-11-12, sources: [stadt]}
      - {sources: [stadt], event: annual_report, date: 2025-12-08, covers: [2025]}
      - {sources: [stadt], event: annual_report, date: 2026-10-20, covers: [2026]}
      - event: council_report
        planned: true
        date: 2027-03
  - id: aufbau
    stage: aufbauzertifikat
    events:
      - {event: participation_resolution, date: 2026-10-14, resolution: rat-weiter}
""",
    "action-fields.yaml": """\
action_fields:
  - id: betreuung
    code: HF2
    objective: Betreuung, die zum Alltag passt.
  - id: eigenes
    title: Ein Feld der Stadt selbst
""",
    "goals.yaml": """\
goals:
  - id: plaetze
    action_field: betreuung
    round: grund
    number: "1.1"
    title: Mehr Plätze
    indicators:
      - id: anzahl
        title: Plätze
        baseline: 100
        target: 150.5
        values:
          - date: 2025-06
            value: 120
          - {date: 2026-06, value: 130}
    assessment:
      date: 2026-03
      rating: partly
      reason: Ein Anfang
  - id: beratung
    action_field: eigenes
    round: grund
    title: Ein Ort für Beratung
    indicators:
      - {id: gespraeche, title: Gespräche im Jahr, baseline: 40, target: 80}
  - id: beratung-weiter
    action_field: eigenes
    round: aufbau
    title: Beratung in allen Stadtteilen
    indicators:
      - {id: stadtteile, title: Stadtteile mit Beratung, baseline: 1, target: 5}
""",
    "measures.yaml": """\
measures:
  - id: kita
    goal: plaetze
    number: "1.1.1"
    title: Neue Kita
    responsible:
      office: Jugendamt
    partners: [Träger, Kirche]
    priority: high
    start: 2024-11
    due: 2026-03
    cost: {amount: 12000.50, subject_to_budget: true}
    resolution: rat-ziele
    log:
      - date: 2025-01-15
        status: in_progress
        percent: 20
        evidence: [stadt]
      - date: 2026-02-01
        status: postponed
        reason: Kein Grundstück
        new_due: 2027-03
        resolution: rat-ziele
  - id: tagespflege
    goal: plaetze
    title: Tagespflege ausbauen
    responsible: {office: Jugendamt}
    recurring: true
    log:
      - {date: 2026-01, status: ongoing}
  - id: altbau
    goal: plaetze
    title: Altbau nutzen
    log:
      - {date: 2025-02-01, status: replaced, reason: Zu teuer, replaced_by: kita}
  - id: heft
    goal: beratung
    title: Ein Heft
    responsible: {office: Presse}
    due: 2025-12
    log:
      - {date: 2025-11-02, status: done, evidence: [stadt]}
  - id: bus
    goal: beratung
    title: Ein Bus
    log:
      - date: 2025-03
        status: dropped
        reason: Der Rat hat ihn gestrichen
  - id: heft-neu
    goal: beratung-weiter
    title: Ein zweites Heft
    continues: heft
    start: 2026-10
    due: 2027-06
""",
    "resolutions.yaml": """\
resolutions:
  - id: rat-teilnahme
    title: Teilnahme am Audit
    kind: participation
    paper: "12/2023"
    consultations:
      - body: Ausschuss
        date: 2023-03-01
        role: preliminary
        result: recommended
      - body: Rat
        date: 2023-03-15
        role: decision
        result: adopted
        votes: {for: 41, against: 0, abstentions: 2}
    conditions: [Haushaltsvorbehalt]
    web: https://rat.example.org/12
  - id: rat-ziele
    title: Zielvereinbarung
    kind: adoption
    supersedes: rat-teilnahme
    consultations:
      - {body: Rat, role: decision, date: 2024-05-14, result: adopted}
  - id: rat-weiter
    title: Re-Auditierung
    kind: re_audit
    consultations:
      - {body: Rat, role: decision, date: 2026-10-14, result: adopted}
""",
    "sources.yaml": """\
sources:
  - id: stadt
    title: Pressemitteilung
    publisher: Stadt Musterstadt
    published: 2024-11-12
    url: https://www.example.org/presse?id=1
    retrieved: 2026-11-01
    kind: press_release
    file: belege/abnahme.txt
  - {id: netz, url: "https://www.example.org/netz"}
""",
    "belege/abnahme.txt": "Abgenommen.\n",
}
"""A municipality's directory without a fault, in which every part of the data format occurs."""


def municipality(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Give the files of a repository with the sound municipality, some of its files changed or left out."""
    files: dict[str, str | None] = {**SOUND, **(changes or {})}
    return {f"{HOME}/{name}": content for name, content in files.items() if content is not None}


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def memory(files: Mapping[str, str | bytes]) -> MemoryTree:
    return MemoryTree({path: text.encode() if isinstance(text, str) else text for path, text in files.items()})


def diagnostics(tree: Tree, day: dt.date = DAY) -> list[Diagnostic]:
    return validate(open_repository(tree), day).diagnostics


def findings(repo: Path, day: dt.date = DAY) -> list[Found]:
    """Give code, path, line and column of everything in a repository on disk that is found and not ignored."""
    return [placed(diagnostic) for diagnostic in diagnostics(DiskTree(repo), day) if not diagnostic.ignored]


def placed(diagnostic: Diagnostic) -> Found:
    return (diagnostic.code, diagnostic.path, diagnostic.span.line, diagnostic.span.column)


def hint_of(diagnostic: Diagnostic) -> str:
    return Translator("en")(diagnostic.hint) if diagnostic.hint else ""


def message_of(diagnostic: Diagnostic) -> str:
    return Translator("en")(diagnostic.message)
