"""Values and records that contradict one another; where one contradicts several, it is one finding all the same."""

from corpus.case import MS, A, Case, M, R, Silent

CASES = [
    # one wrong value contradicts several others, and is one finding all the same
    Case("FGK608", M, "state: NW", "state: NI", at='"05999001"'),
    Case("FGK608", M, "state: NW", "country: AT", at='"05999001"'),
    Case("FGK608", M, 'ags: "05999001"', 'ags: ▸"03999001"'),
    Case("FGK608", M, 'ags: "05999001"', 'ags: ▸"99999001"'),
    Case("FGK608", M, 'ars: "059990001001"', 'ars: ▸"059990001002"'),
    Case("FGK608", M, 'ars: "059990001001"', 'district: ▸"05998"'),
    Case("FGK608", M, 'ars: "059990001001"', 'gkz: ▸"10101"'),
    Case("FGK608", M, "kind: municipality", "kind: independent_city", at='"05999001"'),
    Case("FGK608", M, "kind: municipality", "kind: district", at='"05999001"'),
    Case("FGK607", M, "state: NW", "state: ▸NRW"),
    Case("FGK217", M, "kind: municipality", "kind: ▸region"),
    Case("FGK301", A, "date: 2023-09~", "date: ▸2024-06"),
    Case("FGK302", MS, "- date: 2025-01-15", "- date: 2026-03-15", at="2026-02-01"),
    Case("FGK302", MS, "- date: 2025-01-15", "- {date: 2026-08, status: planned}\n      - date: ▸2025-01-15"),
    Case("FGK303", MS, "due: 2027-06", "due: ▸2026-06"),
    Case("FGK304", A, "valid_until: 2027-10", "valid_until: ▸2028-10"),
    Case("FGK306", A, "planned: true\n        date: 2027-03", "planned: true\n        date: ▸2026-03"),
    Case("FGK401", MS, "status: ongoing}", "status: ongoing}\n      - {date: 2026-02, status: ▸preparing}"),
    Case("FGK402", MS, "        new_due: 2027-03\n", "", at="date: 2026-02-01"),
    Case("FGK403", MS, "        reason: Der Rat hat ihn gestrichen\n", "", at="date: 2025-03\n"),
    Case("FGK404", MS, ", replaced_by: kita}", "}", at="date: 2025-02-01"),
    Case("FGK601", A, "    stage: grundzertifikat\n", "", at="id: grund"),
    Case("FGK601", A, "    stage: grundzertifikat\n", "    stage: ~\n", at="id: grund"),
    Case("FGK604", MS, "    goal: beratung\n    title: Ein Bus", "    goal:\n    title: Ein Bus", at="id: bus"),
    Case("FGK604", MS, "    goal: beratung\n    title: Ein Bus", "    title: Ein Bus", at="id: bus"),
    Case("FGK605", MS, "    responsible: {office: Presse}\n", "", at="id: heft\n"),
    Case("FGK605", MS, "{office: Presse}", "{▸person: Erika Muster}"),
]

LAST = "status: postponed\n        reason: Kein Grundstück\n        new_due: 2027-03\n"
DONE = "- {date: 2025-11-02, status: done, evidence: [stadt]}"
DROPPED = "status: dropped\n        reason: Der Rat hat ihn gestrichen\n"
CARE = "recurring: true\n    log:\n      - {date: 2026-01, status: ongoing}\n"
ADOPTED = "      - {event: adoption_resolution, date: 2024-05, resolution: rat-ziele}\n"
RESUMED = "{event: participation_resolution, date: 2026-10-14, resolution: rat-weiter}"
NEXT = "  - id: aufbau\n    stage: aufbauzertifikat\n"

CASES += [
    # status moves, and what a status needs
    Case("FGK401", MS, DROPPED, f"{DROPPED}      - {{date: 2026-02, status: ▸unknown}}\n"),
    Case("FGK401", MS, DONE, f"{DONE}\n      - {{date: 2026, status: ▸partly_done}}"),
    Case("FGK402", MS, LAST, "status: postponed\n", at="date: 2026-02-01"),
    Case("FGK402", MS, "        reason: Kein Grundstück\n", "", at="date: 2026-02-01"),
    Case("FGK404", MS, ", reason: Zu teuer, replaced_by: kita}", "}", at="date: 2025-02-01"),
    Case("FGK405", MS, DONE, f"{DONE}\n      - {{▸date: 2026-02, status: in_progress}}"),
    # a log that runs backwards is not a forbidden move as well
    Case("FGK302", MS, DONE, f"{DONE}\n      - {{date: ▸2025-06, status: preparing}}"),
    Case("FGK302", MS, DONE, f"{DONE}\n      - {{date: ▸2025-06, status: in_progress}}"),
    # circles
    Case("FGK406", MS, "    title: Ein Heft\n", "    title: Ein Heft\n    continues: ▸heft-neu\n"),
    Case("FGK406", MS, LAST, "status: replaced\n        reason: Zu teuer\n        replaced_by: ▸altbau\n"),
    Case("FGK406", R, "    kind: participation\n", "    kind: participation\n    supersedes: ▸rat-ziele\n"),
    # stages
    Case("FGK412", A, NEXT, NEXT.replace("aufbauz", "▸erhaltungsz")),
    Case("FGK412", A, NEXT, NEXT.replace("aufbauz", "▸grundz")),
    Case("FGK412", A, NEXT, NEXT.replace("aufbauzertifikat", '▸"grundzertifikat"')),
    # a stage that cannot be, with the end that is stated, is not compared with the next one as well
    Case("FGK304", A, "    stage: grundzertifikat\n", "    stage: erhaltungszertifikat\n", at="2027-10"),
    # what must come first
    Case("FGK413", A, ADOPTED, "", at="certificate_issued"),
    Case("FGK413", A, ADOPTED, ADOPTED.replace("adoption_resolution", "membership"), at="certificate_issued"),
    Case("FGK414", A, RESUMED, f"{RESUMED}\n      - {{event: ▸submission, date: 2026-11, sources: [stadt]}}"),
    Case("FGK414", A, RESUMED, f"{RESUMED}\n      - {{sources: [stadt], event: ▸review, date: 2026-11}}"),
    Case(
        "FGK414",
        A,
        RESUMED,
        f"{RESUMED}\n      - {{event: ▸submission, date: 2026-10, sources: [stadt]}}\n"
        "      - {event: review, date: 2026-11, sources: [stadt]}",
    ),
    # shares
    Case("FGK418", MS, DONE, DONE.replace("done", "done, percent: ▸99")),
    Case("FGK418", MS, "        status: in_progress", "        status: planned", at="20\n        ev"),
    Case("FGK418", MS, "status: in_progress\n        percent: 20", "status: preparing\n        percent: ▸100"),
    Case("FGK418", MS, "status: in_progress\n        percent: 20", "status: partly_done\n        percent: ▸0"),
    # successors and predecessors
    Case("FGK419", MS, DROPPED, f"{DROPPED}        ▸replaced_by: kita\n"),
    Case("FGK419", MS, DONE, DONE.replace("evidence", "▸replaced_by: kita, evidence")),
    Case("FGK419", MS, "status: ongoing}", "status: ongoing, ▸replaced_by: kita}"),
    Case("FGK421", MS, "    title: Ein Bus\n", "    title: Ein Bus\n    continues: ▸heft\n"),
    Case("FGK421", MS, "    title: Ein Bus\n", "    title: Ein Bus\n    continues: ▸kita\n"),
    Case("FGK421", MS, "    title: Ein Bus\n", "    title: Ein Bus\n    continues: ▸heft-neu\n"),
    # recurring tasks
    Case("FGK420", MS, CARE, CARE.replace("recurring: true\n    ", ""), at="ongoing"),
    Case("FGK420", MS, CARE, CARE.replace("true", "false"), at="ongoing"),
    Case("FGK420", MS, DONE, DONE.replace("done", "▸ongoing")),
]

AUSTRIAN = "name: Dorf\nkind: municipality\ncountry: AT\nfamily_concept: {text: Alle, resolution: rat-ziele}\n"
CASES += [
    Case("FGK608", M, "", AUSTRIAN + 'state: "5"\nkeys: {gkz: ▸"31412"}\n'),
    Case("FGK607", M, "", AUSTRIAN + "state: ▸NOE\n"),
]

SILENT: list[Silent] = [
    (MS, DROPPED, f"{DROPPED}      - {{date: 2026-02, status: dropped, reason: Dabei bleibt es}}\n"),
    (MS, DONE, f"{DONE}\n      - {{date: 2026, status: done, note: Neu gedruckt}}"),
    (MS, "status: in_progress\n        percent: 20", "status: unknown\n        percent: 20"),
    (MS, "status: in_progress\n        percent: 20", "status: in_progress\n        percent: 100"),
    (MS, "status: in_progress\n        percent: 20", "status: planned\n        percent: 0"),
    (MS, "status: in_progress\n        percent: 20", "status: preparing\n        percent: 99"),
    (MS, DONE, DONE.replace("done", "done, percent: 100")),
    # two measures with one successor, a chain, and a branch are no circle
    (MS, DROPPED, "status: replaced\n        reason: Zu teuer\n        replaced_by: kita\n"),
    (MS, DROPPED, "status: replaced\n        reason: Zu teuer\n        replaced_by: altbau\n"),
    # the past may not be recorded: the stage before, the round of what is continued, the beginning of a round
    (A, "    stage: grundzertifikat\n", "    stage: aufbauzertifikat\n"),
    (A, RESUMED, RESUMED.replace("2026-10-14", "2026-10")),
    (A, RESUMED, f"{RESUMED}\n      - {{event: submission, date: 2027-02, planned: true}}"),
    (A, RESUMED, f"{RESUMED}\n      - {{event: certificate_issued, date: 2027-10, planned: true}}"),
    # a recurring task that is finished, or waits
    (MS, CARE, CARE.replace("recurring: true\n    ", "").replace("ongoing", "done, note: Der Verein macht es nun")),
]
