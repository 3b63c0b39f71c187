"""Dates that cannot all be right."""

from corpus.case import MS, A, Case, G, M, S, Silent

WORKSHOP = "{sources: [stadt], event: strategy_workshop, date: 2023-09~}"
ADOPTED = "{event: adoption_resolution, date: 2024-05, resolution: rat-ziele}"
ISSUED = "{sources: [stadt], event: certificate_issued, date: 2024-10}"
PRESENTED = "{event: certificate_presented, date: 2024-11-12, sources: [stadt]}"
REPORTED = "{sources: [stadt], event: annual_report, date: 2026-10-20, covers: [2026]}"
PLANNED = "- event: council_report\n        planned: true\n        date: 2027-03\n"
RESUMED = "{event: participation_resolution, date: 2026-10-14, resolution: rat-weiter}"
CARE = "- {date: 2026-01, status: ongoing}"
VALUE = "- {date: 2026-06, value: 130}"
KITA = "    start: 2024-11\n    due: 2026-03\n"
MOVED = "new_due: 2027-03\n"


def event(name: str, date: str, more: str = "", *, note: str = "") -> str:
    """Write an event with a source and, where its date is uncertain, the reason."""
    return f"{{sources: [stadt], event: {name}, date: {date}{more}{', note: ' + note if note else ''}}}"


def beside(one: str, other: str) -> str:
    return f"{one}\n      - {other}"


EVENTS = [
    # the order of the procedure, as intervals
    Case("FGK301", A, WORKSHOP, beside(WORKSHOP, event("kickoff", "2023-10")), at="2023-09~"),
    Case("FGK301", A, WORKSHOP, beside(WORKSHOP, event("submission", "▸2024-04-30"))),
    Case("FGK301", A, WORKSHOP, beside(WORKSHOP, event("review", "▸2024-Q1?", note="Aus der Erinnerung"))),
    Case("FGK301", A, ISSUED, ISSUED.replace("2024-10", "▸2024-04")),
    # the one that contradicts more of the others, or its own resolution, is the slip, and what rests on it is silent
    Case("FGK301", A, ADOPTED, ADOPTED.replace("2024-05", "▸2025-05")),
    Case("FGK301", A, ADOPTED, ADOPTED.replace("2024-05", "▸2024-11-05")),
    Case("FGK301", A, ADOPTED, ADOPTED.replace("2024-05", "▸2023-05")),
    Case("FGK301", A, ADOPTED, ADOPTED.replace("2024-05", "▸2014-05")),
    Case("FGK301", A, WORKSHOP, event("strategy_workshop", "▸2024-10-02")),
    Case("FGK301", A, WORKSHOP, event("strategy_workshop", "▸2025-09", ", until: 2023-12")),
    Case("FGK301", A, ISSUED, ISSUED.replace("2024-10", "▸2014-10")),
    Case("FGK301", A, ISSUED, ISSUED.replace("2024-10", "▸2023-10")),
    Case("FGK314", A, PRESENTED, PRESENTED.replace("2024-11-12", "▸2014-11-12")),
    # a date that is certain proves more than a later one that is not
    Case(
        "FGK301",
        A,
        WORKSHOP,
        f"{event('contract', '2023-10')}\n      - {event('kickoff', '2023-12?', note='Aus der Erinnerung')}\n"
        f"      - {WORKSHOP.replace('2023-09~', '▸2023-09~')}",
    ),
    # a ceremony before the issue is not reported as a wrong order, too, nor the stated end against that issue
    Case("FGK314", A, PRESENTED, PRESENTED.replace("2024-11-12", "▸2024-09-12")),
    Case("FGK314", A, PRESENTED, event("certificate_presented", "▸2024-Q3?", note="Laut Chronik")),
    Case("FGK314", A, ISSUED, ISSUED.replace("2024-10", "2025-01"), at="2024-11-12, sources"),
    # what ends before it begins
    Case("FGK303", A, WORKSHOP, event("strategy_workshop", "2023-09~", ", until: ▸2023-08")),
    Case("FGK303", A, PLANNED, f"{PLANNED}        until: ▸2027-02\n"),
    Case("FGK303", MS, KITA, "    start: 2024-11\n    due: ▸2024-10\n"),
    Case("FGK303", MS, KITA, "    start: 2027-04\n", at="2027-03\n        resolution"),
    # intentions
    Case("FGK306", A, PLANNED, PLANNED.replace("2027-03", "▸2026-11-22")),
    Case("FGK306", A, PLANNED, PLANNED.replace("2027-03", "▸2026-Q3")),
    Case("FGK306", A, ISSUED, ISSUED.replace("2024-10", "▸2024-10, planned: true")),
    Case("FGK306", A, PRESENTED, PRESENTED.replace("2024-11-12", "▸2024-11-12, planned: true")),
    # stated ends
    Case("FGK304", A, "valid_until: 2027-10", "valid_until: ▸2027-08-30"),
    Case("FGK304", A, "valid_until: 2027-10", "valid_until: ▸2027-12-02"),
    Case("FGK304", A, "valid_until: 2027-10", "valid_until: ▸2028"),
    Case("FGK305", A, "stage: aufbauzertifikat\n", "stage: aufbauzertifikat\n    valid_until: ▸2029-10\n"),
]

FUTURE = [
    Case("FGK309", A, REPORTED, REPORTED.replace("2026-10-20", "▸2026-12-20")),
    Case("FGK309", A, RESUMED, beside(RESUMED, event("contract", "▸2027")), hint="planned: true"),
    # neither order, end, gap nor precondition is checked against a date that has not come
    Case("FGK309", A, PRESENTED, PRESENTED.replace("2024-11-12", "▸2034-11-12")),
    Case("FGK309", A, RESUMED, beside(RESUMED, event("certificate_issued", "▸2027-10")), hint="planned: true"),
    Case("FGK309", A, WORKSHOP, event("strategy_workshop", "▸2033-09")),
    Case("FGK309", MS, CARE, "- {date: ▸2027-01, status: ongoing}", hint="new_due"),
    Case("FGK309", MS, "- date: 2025-01-15", "- date: ▸2052-01-15"),
    Case("FGK309", G, VALUE, VALUE.replace("2026-06", "▸2027")),
    Case("FGK309", G, "      date: 2026-03\n", "      date: ▸2026-11-24\n"),
    Case("FGK309", S, "retrieved: 2026-11-01", "retrieved: ▸2027-11-01"),
    Case("FGK309", S, "published: 2024-11-12", "published: ▸2204-11-12"),
    Case("FGK309", M, "date: 2023}", "date: ▸2032}"),
]

ROUNDS = [
    Case("FGK315", A, RESUMED, beside(event("membership", "▸2022-10-14"), RESUMED)),
    Case("FGK315", A, RESUMED, beside(event("membership", "▸2022-Q1?", note="Laut Chronik"), RESUMED)),
    Case("FGK315", A, RESUMED, beside(event("membership", "▸2022"), RESUMED)),
    Case("FGK316", A, RESUMED, beside(event("membership", "▸2024-09-30"), RESUMED)),
    Case("FGK316", A, RESUMED, beside(event("membership", "▸2024-Q2?", note="Laut Chronik"), RESUMED)),
    Case("FGK316", A, RESUMED, beside(RESUMED, event("membership", "▸2024-09"))),
]

ROUNDS += [
    # an event that its own resolution or the year that it covers contradicts is no beginning of its round
    Case("FGK310", A, RESUMED, RESUMED.replace("2026-10-14", "2016-10-14"), at="rat-weiter"),
    Case("FGK320", A, RESUMED, beside(RESUMED, event("annual_report", "2016-10-20", ", covers: [▸2027]"))),
]

MEASURES = [
    Case("FGK302", MS, CARE, beside(CARE, "{date: ▸2025-12, status: ongoing}")),
    Case("FGK302", MS, CARE, beside(CARE, "{date: ▸2025?, status: ongoing, note: Laut Chronik}")),
    Case("FGK302", MS, "- date: 2026-02-01", "- date: ▸2014-02-01"),
    Case("FGK302", MS, CARE, beside(CARE, "{date: ▸2012-12, status: done, note: Der Verein macht es}")),
    Case("FGK317", MS, MOVED, "new_due: ▸2027-11\n"),
    Case("FGK317", MS, MOVED, "new_due: ▸2028-Q1\n"),
    Case("FGK317", MS, MOVED, "new_due: ▸2028\n"),
    Case("FGK318", MS, KITA, KITA.replace("2026-03", "2027-04"), at="2027-03\n        resolution"),
    Case("FGK318", MS, KITA, KITA.replace("2026-03", "2027-Q2"), at="2027-03\n        resolution"),
    Case("FGK318", MS, KITA, KITA.replace("2026-03", "2028"), at="2027-03\n        resolution"),
]

VALUES = [
    Case("FGK319", G, VALUE, f"- {{date: 2025-06, value: ▸130}}\n          {VALUE}"),
    Case("FGK319", G, VALUE, f"- {{date: 2025-06~, value: ▸121}}\n          {VALUE}"),
    Case("FGK319", G, VALUE, f"{VALUE}\n          - {{date: 2026-06, value: ▸130.5}}"),
]

CASES: list[Case] = [*EVENTS, *FUTURE, *ROUNDS, *MEASURES, *VALUES]

CASES += [
    Case("FGK322", MS, "{date: 2026-01, status: ongoing}", "{date: ▸2021-05, status: done, note: x}"),
    Case("FGK322", MS, "    due: 2025-12\n", "    due: ▸1925-12\n"),
]

SILENT: list[Silent] = [
    # intervals that could still agree
    (A, WORKSHOP, beside(WORKSHOP, event("kickoff", "2023-09"))),
    (A, WORKSHOP, beside(WORKSHOP, event("kickoff", "2023"))),
    (A, WORKSHOP, beside(WORKSHOP, event("submission", "2024-05-01"))),
    (A, WORKSHOP, beside(WORKSHOP, event("submission", "2024-Q2"))),
    (A, PRESENTED, event("certificate_presented", "2024-10-01")),
    (A, PRESENTED, event("certificate_presented", "2024")),
    (A, WORKSHOP, event("strategy_workshop", "2023-09~", ", until: 2023")),
    # several events of one kind: the first counts as the one that must come first
    (A, WORKSHOP, beside(WORKSHOP, event("strategy_workshop", "2024-06"))),
    # an end printed to the month, or a few days off
    (A, "valid_until: 2027-10", "valid_until: 2027-09-01"),
    (A, "valid_until: 2027-10", "valid_until: 2027-12-01"),
    (A, "valid_until: 2027-10", "valid_until: 2027"),
    # what may have happened today is no future, and what may still come is not past
    (A, REPORTED, REPORTED.replace("2026-10-20", "2026-11-23")),
    (A, REPORTED, REPORTED.replace("2026-10-20", "2026-11")),
    (A, REPORTED, REPORTED.replace("2026-10-20", "2026")),
    (A, PLANNED, PLANNED.replace("2027-03", "2026-11-23")),
    (A, PLANNED, PLANNED.replace("2027-03", "2026")),
    (MS, CARE, beside(CARE, "{date: 2026-Q4, status: ongoing}")),
    (S, "retrieved: 2026-11-01", "retrieved: 2026-11"),
    # the next round may begin on the day of the certificate
    (A, RESUMED, beside(event("membership", "2024-10"), RESUMED)),
    (A, RESUMED, beside(event("membership", "2024"), RESUMED)),
    (A, RESUMED, beside(event("other", "2022", ", title: Ein erstes Gespräch"), RESUMED)),
    # logs whose entries may be in order
    (MS, CARE, beside(CARE, "{date: 2026, status: ongoing}")),
    (MS, "- date: 2025-01-15", "- date: 2026"),
    # due dates
    (MS, MOVED, "new_due: 2027-10\n"),
    (MS, MOVED, "new_due: 2027\n"),
    (MS, MOVED, "new_due: 2026-12\n"),
    (MS, KITA, KITA.replace("2026-03", "2027")),
    (MS, KITA, KITA.replace("2026-03", "2024")),
    (MS, "    title: Ein Bus\n", "    title: Ein Bus\n    due: 2028\n"),
    # values
    (G, VALUE, f"{VALUE}\n          - {{date: 2026-06, value: 130.0}}"),
    (G, VALUE, f"{VALUE}\n          - {{date: 2026-06-30, value: 131}}"),
    (G, VALUE, f"{VALUE}\n          - {{date: 2026-Q2, value: 128}}"),
]
