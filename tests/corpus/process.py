"""Resolutions, stages and reports that do not fit what rests on them."""

from corpus.case import MS, A, Case, R, Silent

_TAKE_PART = "        date: 2023-03-15\n        resolution: rat-teilnahme"
_ADOPT = "date: 2024-05, resolution: rat-ziele"
_GO_ON = "date: 2026-10-14, resolution: rat-weiter"
_WORKSHOP = "event: strategy_workshop, date: 2023-09~"
_FIRST = "- {sources: [stadt], event: annual_report, date: 2025-12-08, covers: [2025]}"
_SECOND = "- {sources: [stadt], event: annual_report, date: 2026-10-20, covers: [2026]}"
_INTENDED = "event: council_report\n        planned: true\n        date: 2027-03"
_STARTED = "- date: 2025-01-15\n"
_STEPS = """\
        date: 2023-03-01
        role: preliminary
        result: recommended
      - body: Rat
        date: 2023-03-15
"""
_STEP = "- {body: Rat, role: decision, date: 2024-05-14, result: adopted}"
_RESULT = "        result: adopted\n        votes: {for: 41, against: 0, abstentions: 2}"
_LAST = "  - id: rat-weiter\n"


def _steps(first: str, second: str) -> str:
    return _STEPS.replace("2023-03-01", first).replace("2023-03-15", second)


def _decision(rest: str) -> str:
    return f"    consultations: [{{body: Rat, role: decision, {rest}}}]\n"


def _another(id_: str, rest: str) -> str:
    return f"  - id: {id_}\n    title: Ein weiterer Beschluss\n    kind: other\n{rest}{_LAST}"


_DONE = "due: 2025-12\n    log:\n      - {date: 2025-11-02, status: done"
_PRESENTED = "- {event: certificate_presented, date: 2024-11-12, sources: [stadt]}"
_ADOPTED = f"- {{event: adoption_resolution, {_ADOPT}}}"
_HELD = f"- {{sources: [stadt], {_WORKSHOP}}}"

CASES: list[Case] = [
    # FGK310: decided later than what rests on it
    Case("FGK310", A, _TAKE_PART, "        date: 2023-03-14\n        resolution: ▸rat-teilnahme"),
    Case("FGK310", A, _TAKE_PART, "        date: 2022\n        resolution: ▸rat-teilnahme"),
    Case("FGK310", A, _ADOPT, "date: 2024-04, resolution: ▸rat-ziele"),
    Case("FGK310", A, _GO_ON, 'date: "2026-10-13?", note: Tag strittig, resolution: ▸rat-weiter'),
    Case("FGK310", A, _WORKSHOP, f"{_WORKSHOP}, resolution: ▸rat-ziele"),
    Case("FGK310", MS, _STARTED, f"{_STARTED}        resolution: ▸rat-weiter\n"),
    Case("FGK310", MS, "{date: 2025-11-02, status: done", "{date: 2025-Q4, resolution: ▸rat-weiter, status: done"),
    Case("FGK310", MS, _DONE, f"resolution: ▸rat-weiter\n    {_DONE}"),
    Case("FGK310", MS, _DONE, f"resolution: ▸rat-weiter\n    {_DONE.replace('2025-12', '2027-12')}"),
    Case("FGK310", MS, "    title: Ein Bus\n", "    title: Ein Bus\n    resolution: ▸rat-weiter\n"),
    # FGK323: what a round has once, twice
    Case(
        "FGK323",
        A,
        _PRESENTED,
        f"{_PRESENTED}\n      - {{event: ▸certificate_presented, date: 2025-02, sources: [stadt]}}",
    ),
    Case(
        "FGK323",
        A,
        _PRESENTED,
        f"- {{event: certificate_issued, date: 2024, sources: [stadt]}}\n      {_PRESENTED}",
        at="certificate_issued, date: 2024,",
    ),
    Case("FGK323", A, _ADOPTED, f"{_ADOPTED}\n      {_ADOPTED.replace('event: ', 'event: ▸')}"),
    Case(
        "FGK323",
        A,
        _ADOPTED,
        f"{_ADOPTED}\n      {_ADOPTED.replace('event: ', 'event: ▸').replace('2024-05', '2024-08')}",
    ),
    Case("FGK323", A, _HELD, f"{_HELD}\n      {_HELD.replace('event: ', 'event: ▸')}"),
    # FGK324: endings against the certificate
    Case("FGK324", A, _INTENDED, "{event: ▸revoked, date: 2024-03, sources: [stadt]}"),
    Case("FGK324", A, _INTENDED, '{event: ▸revoked, date: "2023?", note: Jahr strittig, sources: [stadt]}'),
    Case("FGK324", A, _INTENDED, "{event: ▸rejected, date: 2024-08, sources: [stadt]}"),
    Case("FGK324", A, _INTENDED, "{event: ▸withdrawn, date: 2026-09, sources: [stadt]}"),
    Case("FGK324", A, "stage: grundzertifikat", "certificate: ▸unknown\n    stage: grundzertifikat"),
    # FGK325: superseded before it was decided
    Case("FGK325", R, "supersedes: rat-teilnahme", "supersedes: ▸rat-weiter"),
    Case("FGK325", R, "kind: participation\n", "kind: participation\n    supersedes: ▸rat-weiter\n"),
    Case(
        "FGK325",
        R,
        "rat-teilnahme\n    consultations:\n      - {body: Rat, role: decision, date: 2024-05-14",
        "▸rat-weiter\n    consultations:\n      - {body: Rat, role: decision, date: 2024",
    ),
    # FGK311: a decision that is dated after its resolution
    Case("FGK311", A, _TAKE_PART, "        date: ▸2023-03-16\n        resolution: rat-teilnahme"),
    Case("FGK311", A, _TAKE_PART, "        date: ▸2023-Q2\n        resolution: rat-teilnahme"),
    Case("FGK311", A, _ADOPT, "date: ▸2024-06, resolution: rat-ziele"),
    Case("FGK311", A, _GO_ON, 'date: ▸"2026-10-15?", note: Tag strittig, resolution: rat-weiter'),
    # FGK312: consultations against the order of time
    Case("FGK312", R, _STEPS, _steps("2023-03-16", "▸2023-03-15")),
    Case("FGK312", R, _STEPS, _steps("2023-04", "▸2023-03-15")),
    Case("FGK312", R, _STEPS, _steps("2023-Q2", "▸2023-03")),
    Case("FGK312", R, _STEPS, _steps('"2024?"\n        note: Jahr strittig', "▸2023-03-15")),
    Case("FGK312", R, _STEP, f"{_STEP}\n      - {{body: Beirat, role: hearing, date: ▸2024-04, result: noted}}"),
    # FGK308: years beyond the round
    Case("FGK308", A, "covers: [2025]", "covers: [▸2022]"),
    Case("FGK308", A, "covers: [2025]", "covers: [▸2028]"),
    Case("FGK308", A, "covers: [2026]", "covers: [2026, ▸2062]"),
    # FGK313: years that are reported twice
    Case("FGK313", A, "covers: [2025]", "covers: [2025, ▸2025]"),
    Case("FGK313", A, "covers: [2026]", "covers: [▸2025]"),
    Case("FGK313", A, "covers: [2026]", "covers: [2026, ▸2025]"),
    # FGK320: years that had not begun
    Case("FGK320", A, "covers: [2025]", "covers: [▸2026]"),
    Case("FGK320", A, "covers: [2026]", "covers: [2026, ▸2027]"),
    Case("FGK320", A, "date: 2025-12-08, covers: [2025]", 'date: "2024-12?", note: Tag strittig, covers: [▸2025]'),
    Case("FGK320", A, "date: 2025-12-08, covers: [2025]", "date: 2024-Q4, covers: [▸2025]"),
    # FGK407: decisions without a resolution
    Case(
        "FGK407",
        A,
        f"event: adoption_resolution, {_ADOPT}",
        "▸event: adoption_resolution, date: 2024-05, sources: [stadt]",
    ),
    Case(
        "FGK407",
        A,
        f"event: participation_resolution, {_GO_ON}",
        "▸event: participation_resolution, date: 2026-10-14, sources: [stadt]",
        hint="rat-weiter",
    ),
    Case("FGK407", A, _TAKE_PART, "        date: 2023-03-15\n        sources: [stadt]", at="event: part"),
    # FGK408: resolutions of another kind
    Case("FGK408", A, _ADOPT, "date: 2024-05, resolution: ▸rat-teilnahme"),
    Case("FGK408", A, _GO_ON, "date: 2026-10-14, resolution: ▸rat-ziele"),
    Case("FGK408", A, _TAKE_PART, "        date: 2023-03-15\n        resolution: ▸rat-ziele"),
    # FGK416: votes that cannot be
    Case("FGK416", R, _RESULT, "        result: adopted\n        votes: {for: ▸20, against: 21}"),
    Case(
        "FGK416", R, _RESULT, "        result: adopted_amended\n        votes: {for: ▸21, against: 21, abstentions: 3}"
    ),
    Case("FGK416", R, _RESULT, "        result: adopted\n        votes: {for: ▸0}"),
    Case("FGK416", R, _RESULT, "        result: adopted\n        votes: {for: ▸410, against: 0, abstentions: 2}"),
    Case("FGK416", R, _RESULT, "        result: adopted\n        votes: {for: 100, against: 50, abstentions: ▸101}"),
    Case("FGK416", R, "result: recommended\n", "result: recommended\n        votes: {against: 9, for: ▸6}\n"),
    # FGK417: resolutions to which nothing refers
    Case("FGK417", R, _LAST, _another("▸rat-konzept", "")),
    Case("FGK417", R, _LAST, _another("▸rat-konzept", "    supersedes: rat-ziele\n")),
    Case("FGK417", R, _LAST, _another("▸rat-konzept", _decision("date: 2025-03, result: adopted"))),
    # FGK504: missing yearly reports
    Case("FGK504", A, f"      {_FIRST}\n", "", at="certificate_issued"),
    Case("FGK504", A, f"      {_SECOND}\n", "", at="certificate_issued"),
    Case("FGK504", A, f"      {_FIRST}\n      {_SECOND}\n", "", at="certificate_issued"),
    Case("FGK504", A, "covers: [2025]", "covers: [2024]", at="certificate_issued"),
    Case("FGK504", A, _FIRST, _FIRST.replace("annual_report", "membership"), at="certificate_issued"),
    # FGK619: reports without years
    Case("FGK619", A, _FIRST, "- {▸sources: [stadt], event: annual_report, date: 2025-12-08}"),
    Case("FGK619", A, _SECOND, "- {▸event: annual_report, date: 2026-Q4, sources: [stadt]}"),
    Case("FGK619", A, "covers: [2026]", "covers: ▸[]"),
]

SILENT: list[Silent] = [
    # dates that may be the same
    (A, _TAKE_PART, "        date: 2023\n        resolution: rat-teilnahme"),
    (A, _TAKE_PART, "        date: 2023-Q1\n        resolution: rat-teilnahme"),
    (A, _ADOPT, "date: 2024, resolution: rat-ziele"),
    (A, _WORKSHOP, f"{_WORKSHOP}, until: 2024-06, resolution: rat-ziele"),
    (MS, "{date: 2026-01, status: ongoing}", "{date: 2026, status: ongoing, resolution: rat-weiter}"),
    (R, _STEPS, _steps("2023-03", "2023-03-15")),
    (R, _STEPS, _steps("2023", "2023-03-15")),
    (R, "        date: 2023-03-01\n", ""),
    (R, "date: 2024-05-14, result: adopted", "date: 2024, result: adopted"),
    (R, "role: decision, date: 2024-05-14, result: adopted", "role: decision, result: adopted"),
    # what a measure rests on may be decided while it runs, or change it at its end
    (MS, "    recurring: true\n", "    recurring: true\n    resolution: rat-weiter\n"),
    (MS, "    continues: heft\n", "    continues: heft\n    resolution: rat-weiter\n"),
    (MS, _DONE, f"resolution: rat-weiter\n    {_DONE.replace('2025-11-02', '2026')}"),
    (MS, _DONE, f"resolution: rat-ziele\n    {_DONE}"),
    # twice, and rightly so
    (A, _HELD, f"{_HELD}\n      {_HELD.replace('2023-09~', '2023-10')}"),
    (A, _HELD, f"{_HELD}\n      {_HELD.replace('2023-09~', '2023-09~, title: Zweiter Teil')}"),
    (A, _INTENDED, _INTENDED.replace("council_report", "certificate_presented")),
    (
        A,
        _INTENDED,
        "{event: membership, date: 2026-01, sources: [stadt]}\n      - {event: membership, date: 2026-01, sources: [stadt]}",
    ),
    # endings that go with the certificate
    (A, _INTENDED, "{event: revoked, date: 2026-11-20, sources: [stadt]}"),
    (A, _INTENDED, "{event: suspended, date: 2024-06, sources: [stadt]}"),
    (A, _INTENDED, _INTENDED.replace("council_report", "withdrawn")),
    (A, _GO_ON, _GO_ON + "}\n      - {event: withdrawn, date: 2026-11, sources: [stadt]"),
    # superseded at the same time, or nobody knows when
    (R, "kind: re_audit\n", "kind: re_audit\n    supersedes: rat-ziele\n"),
    (R, "date: 2024-05-14, result: adopted", "result: adopted"),
    # years
    (A, "covers: [2025]", "covers: [2023, 2024, 2025]"),
    (A, "date: 2025-12-08, covers: [2025]", "date: 2025, covers: [2025]"),
    (A, f"{_FIRST}\n      {_SECOND}", _SECOND.replace("[2026]", "[2025, 2026]")),
    (A, _INTENDED, f"{_INTENDED}\n        covers: [2026]"),
    (A, _INTENDED, _INTENDED.replace("council", "annual")),
    (A, "issued, date: 2024-10}", "issued, date: 2024-11}"),
    # an intention is no fact yet
    (A, _INTENDED, _INTENDED.replace("council_report", "adoption_resolution")),
    (A, _INTENDED, f"{_INTENDED}\n        resolution: rat-weiter"),
    # either kind may back it
    (R, "kind: participation", "kind: re_audit"),
    (R, "kind: re_audit", "kind: participation"),
    # votes of which too little is known, or which are rare but true
    (R, _RESULT, "        result: adopted\n        votes: {for: 1}"),
    (R, _RESULT, "        result: adopted\n        votes: {against: 30}"),
    (R, _RESULT, "        result: adopted\n        votes: {for: 21, against: 20, abstentions: 30}"),
    (R, _RESULT, "        result: adopted\n        votes: {for: 150, against: 100}"),
    (R, _RESULT, "        result: adopted\n        votes: {abstentions: 40, recused: 2}"),
    (R, "- body: Ausschuss\n", "- body: Magistrat\n        votes: {for: 5, against: 5}\n"),
    (R, "- body: Ausschuss\n", "- body: Bürgerversammlung\n        votes: {for: 900, against: 20}\n"),
    # resolutions on which nothing can rest, or not yet
    (
        R,
        _LAST,
        _another("rat-spielstrassen", _decision("date: 2025-03, result: rejected, votes: {for: 3, against: 30}")),
    ),
    (R, _LAST, _another("rat-spielstrassen", _decision("date: 2025-03, result: postponed"))),
    (R, _LAST, _another("rat-haushalt", _decision("date: 2026-12-09, result: open"))),
]
