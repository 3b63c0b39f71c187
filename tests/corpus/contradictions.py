"""One wrong value that contradicts several others, and is one finding all the same."""

from corpus.case import MS, A, Case, M, Silent

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
    Case("FGK301", A, "adoption_resolution, date: 2024-05,", "adoption_resolution, date: 2025-05,", at="2024-10}"),
    Case("FGK301", A, "date: 2023-03-15", "date: 2024-03-15", at="2023-09~"),
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

SILENT: list[Silent] = []
