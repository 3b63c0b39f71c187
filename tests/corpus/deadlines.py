"""What is due, and what is out of date."""

from corpus.case import MS, Case, G, S, Silent

_BUS = """\
    title: Ein Bus
    log:
      - date: 2025-03
        status: dropped
        reason: Der Rat hat ihn gestrichen
"""
_DRIVING = """\
    title: Ein Bus
    responsible: {office: Verkehrsbetriebe}
"""
_VALUE = "{date: 2026-06, value: 130}"
_KIND = "kind: press_release"

CASES: list[Case] = [
    Case("FGK501", MS, "new_due: 2027-03", "new_due: ▸2026-10"),
    Case("FGK501", MS, "new_due: 2027-03", "new_due: ▸2026-11-22"),
    Case("FGK501", MS, "new_due: 2027-03", "new_due: ▸2026-Q3~"),
    Case("FGK501", MS, "due: 2027-06", "due: ▸2026-10"),
    Case("FGK502", MS, "- date: 2026-02-01", "- date: ▸2025-11-22"),
    Case("FGK502", MS, "- date: 2026-02-01", "- date: ▸2025-10"),
    Case("FGK502", MS, "- date: 2026-02-01", "- date: ▸2025-Q3~"),
    Case("FGK505", G, _VALUE, "{date: ▸2025-10, value: 130}"),
    Case("FGK505", G, _VALUE, "{date: ▸2025-Q3, value: 150.4}"),
    Case("FGK505", G, _VALUE, "{date: ▸2025-11-22, value: 90}"),
    Case("FGK505", G, f"          - {_VALUE}\n", "", at="2025-06\n"),
    Case("FGK506", S, _KIND, f"{_KIND}\n    expires: ▸2026-10-31"),
    Case("FGK506", S, _KIND, f"{_KIND}\n    expires: ▸2026-11-22"),
    Case("FGK506", S, _KIND, f"{_KIND}\n    expires: ▸2026-Q3~"),
    Case("FGK506", S, _KIND, f"{_KIND}\n    expires: ▸2025"),
    Case("FGK507", MS, _BUS, _DRIVING, at="id: bus"),
    Case("FGK507", MS, _BUS, f"{_DRIVING}    start: 2026-10\n", at="id: bus"),
    Case("FGK507", MS, _BUS, f"{_DRIVING}    log: [{{date: 2026-03, status: in_progress}}]\n", at="id: bus"),
]

SILENT: list[Silent] = [
    # an interval is past only with its last day
    (MS, "new_due: 2027-03", "new_due: 2026-11-23"),
    (MS, "new_due: 2027-03", "new_due: 2026-11"),
    (MS, "new_due: 2027-03", "new_due: 2026"),
    (MS, "- date: 2026-02-01", "- date: 2025-11-23"),
    (MS, "- date: 2026-02-01", "- date: 2025-11"),
    (MS, "- date: 2026-02-01", "- date: 2025"),
    (G, _VALUE, "{date: 2025-11-23, value: 130}"),
    (G, _VALUE, "{date: 2025-11, value: 130}"),
    (G, _VALUE, "{date: 2025, value: 130}"),
    (S, _KIND, f"{_KIND}\n    expires: 2026-11-23"),
    (S, _KIND, f"{_KIND}\n    expires: 2026-11"),
    (S, _KIND, f"{_KIND}\n    expires: 2026"),
    # the target is reached or exceeded, or there is none; nothing was measured yet
    (G, _VALUE, "{date: 2025-10, value: 150.5}"),
    (G, _VALUE, "{date: 2025-10, value: 151}"),
    (G, "rating: partly", "rating: achieved"),
    # no due date is expected of recurring tasks, of what is done or given up, and of rounds yet to come
    (MS, "    due: 2025-12\n", ""),
    (MS, "    due: 2026-03\n", ""),
    (MS, "    due: 2027-06\n", ""),
    (MS, _BUS, f"{_DRIVING}    recurring: true\n    log: [{{date: 2026-03, status: ongoing}}]\n"),
    (MS, _BUS, f"{_DRIVING}    due: 2027?\n    note: Das Jahr ist noch offen.\n"),
]
