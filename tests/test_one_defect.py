"""One slip in an otherwise sound repository: exactly one finding, at its place. And near-misses, which are silent."""

from dataclasses import dataclass

import pytest

from repositories import HOME, SOUND, diagnostics, hint_of, memory, message_of, municipality, placed

MARK = "▸"
"""Stands in a case's text where the finding is expected, and is taken out of the file."""


@dataclass(frozen=True)
class Case:
    """A change in one file, and what it must lead to.

    ``new`` takes the place of ``old``; ``old`` is "" where ``new`` is the whole file. The place is that of the mark in
    ``new``, or of the first occurrence of ``at`` in the changed file.
    """

    code: str
    file: str
    old: str
    new: str
    at: str = ""
    hint: str = ""

    @property
    def name(self) -> str:
        return f"{self.code} {self.file} {self.new.strip() or 'without ' + self.old.strip()}"[:90]

    def changed(self) -> str:
        """Give the file with the change, the mark still in it."""
        if self.old:
            before = SOUND[self.file]
            assert self.old in before, f"{self.old!r} does not occur in {self.file}"
            after = before.replace(self.old, self.new, 1)
        else:
            after = self.new
        return after.replace(self.at, MARK + self.at, 1) if self.at else after


M, A, F, G = "municipality.yaml", "audit.yaml", "action-fields.yaml", "goals.yaml"
MS, R, S = "measures.yaml", "resolutions.yaml", "sources.yaml"

REFUSED = [
    # duplicate keys
    Case("FGK005", M, "state: NW\n", "state: NW\n▸state: NI\n"),
    Case("FGK005", M, "state: NW\n", "state: NW\n▸state: NW\n"),
    Case("FGK005", M, "state: NW\n", 'state: NW\n▸"state": NW\n'),
    Case("FGK005", MS, "    title: Neue Kita\n", "    title: Neue Kita\n    ▸title: Alte Kita\n"),
    Case("FGK005", G, "{date: 2026-06, value: 130}", "{date: 2026-06, value: 130, ▸value: 131}"),
    Case("FGK005", G, "goals:\n", "goals: []\n▸goals:\n"),
    Case("FGK005", A, "procedure: familiengerechte-kommune\n", "rounds:\n", at="rounds:\n  - id: grund"),
    Case("FGK005", R, "votes: {for: 41,", "votes: {for: 41, ▸for: 40,"),
    # anchors, aliases, merge keys
    Case("FGK006", MS, "title: Neue Kita", "title: ▸&kita Neue Kita"),
    Case("FGK006", MS, "responsible:\n      office: Jugend", "responsible: ▸&amt\n      office: Jugend"),
    Case("FGK006", MS, "log:\n      - date: 2025-01-15", "log:\n      - ▸&eins\n        date: 2025-01-15"),
    Case("FGK006", M, "name: Musterstadt", "▸&a name: Musterstadt"),
    Case("FGK006", G, "{date: 2026-06, value", "▸&wert {date: 2026-06, value"),
    Case("FGK007", MS, "goal: plaetze", "goal: ▸*plaetze"),
    Case("FGK007", MS, "evidence: [stadt]", "evidence: [▸*stadt]"),
    Case("FGK007", A, "rounds:\n", "note: ▸*n\nrounds:\n"),
    Case("FGK007", M, "kind: municipality", "kind: ▸*art"),
    Case("FGK007", M, "name: Musterstadt", "name: Musterstadt\n▸*name : x"),
    Case("FGK007", S, "title: Pressemitteilung", "title: ▸*titel"),
    Case("FGK008", MS, "  - id: tagespflege\n", "  - ▸<<: {priority: low}\n    id: tagespflege\n"),
    Case("FGK008", MS, "{date: 2026-01, status: ongoing}", "{▸<<: {date: 2026-01}, status: ongoing}"),
    Case("FGK008", M, "name: Musterstadt", "▸<<: {name: Musterstadt}"),
    # tags
    Case("FGK009", M, "name: Musterstadt", "name: ▸!!str Musterstadt"),
    Case("FGK009", M, "name: Musterstadt", "name: ▸!name Musterstadt"),
    Case("FGK009", M, "name: Musterstadt", "name: ▸! Musterstadt"),
    Case("FGK009", M, "name: Musterstadt", "name: ▸!<tag:example.org,2026:x> Musterstadt"),
    Case("FGK009", MS, "partners: [Träger", "partners: ▸!!seq [Träger"),
    Case("FGK009", MS, "partners: [Träger", "partners: [▸!!python/object/apply:os.system Träger"),
    # several documents
    Case("FGK010", G, "  - id: beratung\n", "▸---\ngoals:\n  - id: beratung\n"),
    Case("FGK010", S, "belege/abnahme.txt\n", "belege/abnahme.txt\n...\n▸---\nsources: []\n"),
    Case("FGK010", M, "sources: [stadt]\n", "sources: [stadt]\n▸---\n"),
    # tabs
    Case("FGK011", M, "  office: Fach", "▸\toffice: Fach"),
    Case("FGK011", M, "  office: Fach", "  ▸\toffice: Fach"),
    Case("FGK011", G, "          - date: 2025-06\n", "        ▸\t- date: 2025-06\n"),
    Case("FGK011", MS, "partners: [Träger, Kirche]", "partners: [Träger,\n▸\tKirche]"),
    Case("FGK011", M, "  email: familie", "  ▸\temail: familie"),
    Case("FGK011", M, "state: NW\n", "▸\t# Kommentar\nstate: NW\n"),
    Case("FGK011", M, "state: NW\n", "state: NW\n▸\t\n"),
    # encoding and characters
    Case("FGK013", M, "name: Musterstadt", "name: Muster▸\x07stadt"),
    Case("FGK013", M, "name: Musterstadt", "# Kommentar ▸\x00\nname: Musterstadt"),
    Case("FGK013", M, "name: Musterstadt", "name: Muster▸\x7fstadt"),
    # nesting
    Case("FGK004", M, "sources: [stadt]", "sources: " + "[" * 31 + "▸[" + "]" * 32),
    Case("FGK004", M, "sources: [stadt]", "sources: " + "[" * 31 + "▸[ !x y" + "]" * 32),
    Case("FGK004", M, "sources: [stadt]", "sources: " + "[" * 31 + "▸[x]" + "]" * 31),
    Case("FGK004", M, "sources: [stadt]", "note:\n  " + "- " * 31 + "▸- x"),
    Case("FGK004", M, "sources: [stadt]", "note: " + "{a: " * 31 + "▸{a: 1}" + "}" * 31),
    # keys that are no text
    Case("FGK012", M, "name: Musterstadt", "? ▸[a, b]\n: c\nname: Musterstadt"),
    Case("FGK012", M, "name: Musterstadt", "▸{a: b}: c\nname: Musterstadt"),
    # no YAML at all
    Case("FGK001", M, "name: Musterstadt", "name: Muster▸: stadt"),
    Case("FGK001", MS, "partners: [Träger, Kirche]", "partners: ▸[Träger, Kirche"),
    Case("FGK001", R, "votes: {for: 41, against: 0, abstentions: 2}", "votes: ▸{for: 41, against: 0, abstentions: 2"),
    Case("FGK001", G, "title: Mehr Plätze", 'title: ▸"Mehr Plätze'),
    Case("FGK001", G, "title: Mehr Plätze", 'title: "Mehr▸\\Qlätze"'),
    Case("FGK001", G, "title: Mehr Plätze", "title: ▸@Plätze"),
    Case("FGK001", G, "title: Mehr Plätze", "title: ▸`Plätze`"),
    Case("FGK001", G, "title: Mehr Plätze", "title: ▸%Plätze"),
    Case("FGK001", M, "kind: municipality", "▸kind municipality"),
    Case("FGK001", M, "kind: municipality", " kind▸: municipality"),
    Case("FGK001", M, "state: NW", "- NW", at="- NW"),
]

TYPES = [
    # ids
    Case("FGK106", MS, "id: tagespflege", "id: ▸Tagespflege", hint="Write tagespflege."),
    Case("FGK106", MS, "id: tagespflege", "id: ▸tages_pflege", hint="Write tages-pflege."),
    Case("FGK106", MS, "id: tagespflege", "id: ▸fußgänger", hint="Write fussgaenger."),
    Case("FGK106", MS, "id: tagespflege", "id: ▸tages pflege", hint="Write tages-pflege."),
    Case("FGK106", MS, "id: tagespflege", "id: ▸-tagespflege", hint="Write tagespflege."),
    Case("FGK106", MS, "id: tagespflege", "id: ▸tages--pflege", hint="Write tages-pflege."),
    Case("FGK106", MS, "id: tagespflege", "id: ▸1.1"),
    Case("FGK106", MS, "id: tagespflege", f"id: ▸{'a' * 65}"),
    Case("FGK106", MS, "id: tagespflege", 'id: ▸""'),
    Case("FGK106", A, "- id: grund", "- id: ▸Grund"),
    Case("FGK106", G, "- id: anzahl", "- id: ▸Anzahl"),
    Case("FGK106", S, "{id: netz", "{id: ▸Netz"),
    Case("FGK106", F, "id: eigenes", "id: ▸Eigenes"),
    Case("FGK106", R, "id: rat-ziele", "id: ▸rat/ziele", hint="Write rat-ziele."),
    Case("FGK106", MS, "goal: beratung", "goal: ▸Beratung"),
    Case("FGK106", MS, "evidence: [stadt]", "evidence: [▸Stadt]"),
    # dates
    Case("FGK107", MS, "due: 2026-03", "due: ▸31.03.2026", hint="Write 2026-03-31."),
    Case("FGK107", MS, "due: 2026-03", "due: ▸31. März 2026", hint="Write 2026-03-31."),
    Case("FGK107", MS, "due: 2026-03", "due: ▸März 2026", hint="Write 2026-03."),
    Case("FGK107", MS, "due: 2026-03", "due: ▸03/2026", hint="Write 2026-03."),
    Case("FGK107", MS, "due: 2026-03", "due: ▸2026-3", hint="Write 2026-03."),
    Case("FGK107", MS, "due: 2026-03", "due: ▸2026/03/31", hint="Write 2026-03-31."),
    Case("FGK107", MS, "due: 2026-03", "due: ▸Q1 2026", hint="Write 2026-Q1."),
    Case("FGK107", MS, "due: 2026-03", "due: ▸1. Quartal 2026", hint="Write 2026-Q1."),
    Case("FGK107", MS, "due: 2026-03", "due: ▸2026-Q5"),
    Case("FGK107", MS, "due: 2026-03", "due: ▸2025-06-31"),
    Case("FGK107", MS, "due: 2026-03", "due: ▸2026-02-29"),
    Case("FGK107", MS, "due: 2026-03", "due: ▸2026-13"),
    Case("FGK107", MS, "due: 2026-03", "due: ▸2026-090"),
    Case("FGK107", MS, "due: 2026-03", "due: ▸2026-W12"),
    Case("FGK107", MS, "due: 2026-03", "due: ▸20260331", hint="Write 2026-03-31."),
    Case("FGK107", MS, "due: 2026-03", "due: ▸26-03-31"),
    Case("FGK107", MS, "due: 2026-03", "due: ▸bald"),
    Case("FGK107", MS, "due: 2026-03", "due: ▸ca. 2026", hint="Write 2026~."),
    Case("FGK107", MS, "due: 2026-03", "due: ▸2026-03-31T12:00:00", hint="Write 2026-03-31."),
    Case("FGK107", MS, "due: 2026-03", "due: ▸2026-03??"),
    Case("FGK107", MS, "due: 2026-03", "due: ▸0026-03"),
    Case("FGK107", MS, "due: 2026-03", "due: ▸２０２６"),
    Case("FGK103", MS, "due: 2026-03", "due: ▸[2026-03]"),
    Case("FGK107", A, "date: 2023-03-15", "date: ▸15.03.2023", hint="Write 2023-03-15."),
    Case("FGK107", A, "{event: certificate_issued, date: 2024-10}", "{event: certificate_issued, date: ▸10.2024}"),
    Case("FGK107", A, "valid_until: 2027-10", "valid_until: ▸Oktober 2027", hint="Write 2027-10."),
    Case("FGK107", R, "date: 2024-05-14", "date: ▸14.5.2024", hint="Write 2024-05-14."),
    Case("FGK107", MS, "- date: 2025-01-15", "- date: ▸15.1.2025"),
    Case("FGK107", G, "- date: 2025-06\n", "- date: ▸6/2025\n"),
    Case("FGK107", S, "published: 2024-11-12", "published: ▸12.11.2024"),
    Case("FGK107", M, "add: [2026-08-08]", "add: [▸2026-08]"),
    Case("FGK107", M, "date: 2023}", "date: ▸31.12.2023}"),
    # amounts of money
    Case("FGK109", A, "amount: 24500", "amount: ▸24.500", hint="Write 24500."),
    Case("FGK109", A, "cost: {amount: 24500, currency: EUR}", "cost: ▸24.500", hint="Write 24500."),
    Case("FGK109", A, "amount: 24500", "amount: ▸24 500", hint="Write 24500."),
    Case("FGK109", A, "cost: {amount: 24500, currency: EUR}", "cost: ▸24.500,00", hint="Write 24500.00."),
    Case("FGK109", A, "cost: {amount: 24500, currency: EUR}", "cost: ▸24500 €", hint="Write 24500."),
    Case("FGK109", A, "cost: {amount: 24500, currency: EUR}", "cost: ▸24500,-", hint="Write 24500."),
    Case("FGK109", A, "amount: 24500", "amount: ▸24500.505"),
    Case("FGK109", A, "amount: 24500", "amount: ▸viel"),
    Case("FGK109", A, "amount: 24500", "amount: ▸1e5"),
    Case("FGK109", A, "amount: 24500", "amount: ▸.inf"),
    Case("FGK109", MS, "amount: 12000.50", 'amount: ▸"12000,50"', hint="Write 12000.50."),
    Case("FGK103", A, "amount: 24500", "amount: ▸[24500]"),
    Case("FGK103", A, "cost: {amount: 24500, currency: EUR}", "cost: ▸[24500, EUR]"),
    Case("FGK115", A, "currency: EUR", "currency: ▸Euro"),
    Case("FGK105", A, "{amount: 24500, currency: EUR}", "{▸currency: EUR}"),
    # durations
    Case("FGK108", "../../fgk.yaml", "", "due_soon: ▸60 Tage\n", hint="Write P60D."),
    Case("FGK108", "../../fgk.yaml", "", "due_soon: ▸60D\n", hint="Write P60D."),
    Case("FGK108", "../../fgk.yaml", "", "stale_after: ▸12\n"),
    Case("FGK108", "../../fgk.yaml", "", "stale_after: ▸P1Y2\n"),
    Case("FGK108", "../../fgk.yaml", "", "stale_after: ▸PT5H\n"),
    Case("FGK118", "../../fgk.yaml", "", "format: 1\ntime_zone: ▸Berlin\n"),
    Case("FGK118", "../../fgk.yaml", "", "time_zone: ▸../../etc/passwd\n"),
    Case("FGK111", "../../fgk.yaml", "", "format: ▸2\n"),
    Case("FGK111", "../../fgk.yaml", "", "language: ▸deutsch\n"),
    Case("FGK104", "../../fgk.yaml", "", "▸due-soon: P60D\n", hint="due_soon"),
    Case("FGK105", "../../fgk.yaml", "", "ignore:\n  - {▸in: musterstadt, reason: so}\n"),
    # web and e-mail addresses
    Case("FGK110", M, "web: https://www", "web: ▸www", hint="Write https://www.example.org."),
    Case("FGK110", M, "web: https://www", "web: ▸ftp://www"),
    Case("FGK110", M, "web: https://www", "web: ▸javascript:alert(1)//"),
    Case("FGK110", M, "web: https://www.example.org", "web: ▸https://"),
    Case("FGK110", M, "web: https://www.example.org", "web: ▸https://www example org"),
    Case("FGK110", M, "web: https://www.example.org", "web: ▸//www.example.org", hint="Write https://www.example.org."),
    Case("FGK110", S, "url: https://www.example.org/presse?id=1", "url: ▸example.org/presse"),
    Case("FGK110", R, "web: https://rat", "web: ▸rat"),
    Case("FGK110", M, "email: familie@example.org", "email: ▸familie(at)example.org"),
    # enumerations
    Case("FGK111", M, "kind: municipality", "kind: ▸Gemeinde"),
    Case("FGK111", M, "kind: municipality", "kind: ▸Municipality", hint="“municipality”"),
    Case("FGK111", M, "state: NW", "state: NW\ncountry: ▸FR"),
    Case("FGK111", MS, "status: in_progress", "status: ▸umgesetzt"),
    Case("FGK111", MS, "status: in_progress", "status: ▸in progress", hint="“in_progress”"),
    Case("FGK111", MS, "status: ongoing}", "status: ▸laufend}"),
    Case("FGK111", MS, "priority: high", "priority: ▸hoch"),
    Case("FGK111", MS, "priority: high", "visibility: ▸intern", hint="“internal”"),
    Case("FGK111", G, "rating: partly", "rating: ▸teilweise"),
    Case("FGK111", R, "kind: adoption", "kind: ▸beschluss"),
    Case("FGK111", R, "role: preliminary", "role: ▸Vorberatung"),
    Case("FGK111", R, "result: adopted}", "result: ▸angenommen}"),
    Case("FGK111", S, "kind: press_release", "kind: ▸pressrelease", hint="“press_release”"),
    Case("FGK111", A, "stage: grundzertifikat", "stage: grundzertifikat\n    certificate: ▸yes"),
    Case("FGK103", MS, "priority: high", "priority: ▸[high]"),
    # flags, numbers, percentages, years, counts
    Case("FGK114", MS, "recurring: true", "recurring: ▸yes", hint="Write true."),
    Case("FGK114", MS, "recurring: true", "recurring: ▸ja", hint="Write true."),
    Case("FGK114", MS, "recurring: true", "recurring: ▸True", hint="Write true."),
    Case("FGK114", MS, "recurring: true", "recurring: ▸1"),
    Case("FGK114", A, "planned: true", "planned: ▸no", hint="Write false."),
    Case("FGK112", MS, "percent: 20", "percent: ▸120"),
    Case("FGK112", MS, "percent: 20", "percent: ▸-1"),
    Case("FGK112", MS, "percent: 20", "percent: ▸20 %"),
    Case("FGK112", MS, "percent: 20", "percent: ▸20.5"),
    Case("FGK112", M, "value: 61000", "value: ▸61.000", hint="Write 61000."),
    Case("FGK112", M, "value: 61000", "value: ▸rund 61000"),
    Case("FGK112", G, "target: 150.5", "target: ▸150,5", hint="Write 150.5."),
    Case("FGK112", G, "value: 130}", "value: ▸viele}"),
    Case("FGK112", R, "abstentions: 2", "abstentions: ▸zwei"),
    Case("FGK112", R, "{for: 41", "{for: ▸-41"),
    Case("FGK112", A, "covers: [2025]", "covers: [▸25]"),
    Case("FGK112", A, "covers: [2025]", "covers: [▸2025-06]"),
    Case("FGK112", A, "plan: {goals: 2", "plan: {goals: ▸zwei"),
    # official keys
    Case("FGK113", M, 'ags: "05999001"', "ags: ▸5999001", hint='Write "05999001".'),
    Case("FGK113", M, 'ags: "05999001"', "ags: ▸059990010"),
    Case("FGK113", M, 'ags: "05999001"', "ags: ▸05 999 001", hint='Write "05999001".'),
    Case("FGK113", M, 'ags: "05999001"', "ags: ▸DE05999001"),
    Case("FGK113", M, 'ars: "059990001001"', 'ars: ▸"59990001001"'),
    Case("FGK113", M, 'ars: "059990001001"', 'district: ▸"0599"'),
    Case("FGK115", M, "state: NW", "state: ▸nw"),
    Case("FGK115", M, "state: NW", "state: ▸DE-NW"),
    # texts and structure
    Case("FGK115", MS, "title: Neue Kita", 'title: ▸""'),
    Case("FGK115", MS, "title: Neue Kita", 'title: ▸"  "'),
    Case("FGK115", G, 'number: "1.1"', f"number: ▸{'1.' * 101}"),
    Case("FGK103", MS, "title: Neue Kita", "title: ▸[Neue, Kita]"),
    Case("FGK103", MS, "title: Neue Kita", "title: ▸{de: Neue Kita}"),
    Case("FGK103", MS, "title: Neue Kita", "title:\n      ▸de: Neue Kita"),
    Case("FGK103", MS, "partners: [Träger, Kirche]", "partners: ▸Träger"),
    Case("FGK103", MS, "partners: [Träger, Kirche]", "partners: [Träger, ▸[Kirche]]"),
    Case("FGK103", MS, "partners: [Träger, Kirche]", "partners:\n      - Träger\n      - ▸name: Kirche"),
    Case("FGK103", MS, "partners: [Träger, Kirche]", "partners: [Träger, ▸~]"),
    Case("FGK103", MS, "evidence: [stadt]", "evidence: ▸stadt"),
    Case("FGK103", MS, "responsible: {office: Presse}", "responsible: ▸Presse"),
    Case("FGK103", MS, "      - {date: 2026-01, status: ongoing}", "      ▸{date: 2026-01, status: ongoing}"),
    Case("FGK103", MS, "      - {date: 2026-01, status: ongoing}", "      - ▸ongoing"),
    Case("FGK103", MS, "measures:\n", "measures:\n  - ▸Kita\n"),
    Case("FGK103", MS, "measures:\n", "measures:\n  -▸\n"),
    Case("FGK103", F, "", "▸- id: betreuung\n"),
    Case("FGK103", F, "", "action_fields: ▸keine\n"),
    Case("FGK103", F, "", "action_fields:\n  ▸betreuung:\n    code: HF2\n"),
    Case("FGK103", F, "", "▸nichts\n"),
    Case("FGK103", M, "", "▸- name: Musterstadt\n"),
    Case("FGK103", A, "", "▸- id: grund\n"),
    Case("FGK103", A, "covers: [2025]", "covers: ▸2025"),
    Case("FGK103", A, "", "rounds: ▸keine\n"),
    Case("FGK103", M, "population: {value: 61000, date: 2023}", "population: ▸61000"),
    # paths
    Case("FGK117", S, "file: belege/abnahme.txt", "file: ▸/etc/passwd"),
    Case("FGK117", S, "file: belege/abnahme.txt", "file: ▸../herten/audit.yaml"),
    Case("FGK117", S, "file: belege/abnahme.txt", "file: ▸belege/../../x.txt"),
    Case("FGK117", S, "file: belege/abnahme.txt", "file: ▸belege\\abnahme.txt", hint="Write belege/abnahme.txt."),
    Case("FGK117", S, "file: belege/abnahme.txt", "file: ▸C:/abnahme.txt"),
    Case("FGK117", S, "file: belege/abnahme.txt", "file: ▸file:///etc/passwd"),
    Case("FGK214", S, "file: belege/abnahme.txt", "file: ▸belege/fehlt.pdf"),
    Case("FGK214", S, "file: belege/abnahme.txt", "file: ▸belege"),
]

MISSING = [
    Case("FGK105", M, "name: Musterstadt\n", "", at="kind"),
    Case("FGK105", M, "kind: municipality\n", "", at="name"),
    Case("FGK105", M, "name: Musterstadt\n", "name:\n", at="name"),
    Case("FGK105", M, "name: Musterstadt\n", "name: ~\n", at="name"),
    Case("FGK105", M, "name: Musterstadt\n", "name: null\n", at="name"),
    Case("FGK105", M, "{value: 61000, date: 2023}", "{▸date: 2023}"),
    Case("FGK105", A, "id: grund\n    stage", "▸stage"),
    Case("FGK105", A, "- event: participation_resolution\n        date", "- ▸date"),
    Case("FGK105", A, "{event: strategy_workshop, date: 2023-09~}", "{▸event: strategy_workshop}"),
    Case("FGK105", F, "id: betreuung\n    code", "▸code"),
    Case("FGK105", F, "    title: Ein Feld der Stadt selbst\n", "", at="id: eigenes"),
    Case("FGK105", G, "id: beratung\n    action_field", "▸action_field"),
    Case("FGK105", G, "    title: Mehr Plätze\n", "", at="id: plaetze"),
    Case("FGK105", G, "id: anzahl\n        title", "▸title"),
    Case("FGK105", G, "        title: Plätze\n", "", at="id: anzahl"),
    Case("FGK105", G, "- date: 2025-06\n            value", "- ▸value"),
    Case("FGK105", G, "{date: 2026-06, value: 130}", "{▸date: 2026-06}"),
    Case("FGK105", G, "      rating: partly\n", "", at="date: 2026-03\n"),
    Case("FGK105", MS, "id: bus\n    goal", "▸goal"),
    Case("FGK105", MS, "    title: Ein Bus\n", "", at="id: bus"),
    Case("FGK105", MS, "- date: 2025-01-15\n        status", "- ▸status"),
    Case("FGK105", MS, "        status: in_progress\n", "", at="date: 2025-01-15"),
    Case("FGK105", MS, "{date: 2026-01, status: ongoing}", "{▸date: 2026-01}"),
    Case("FGK105", MS, "{amount: 12000.50, ", "{▸"),
    Case("FGK105", R, "id: rat-teilnahme\n    title", "▸title"),
    Case("FGK105", R, "    title: Zielvereinbarung\n", "", at="id: rat-ziele"),
    Case("FGK105", R, "    kind: adoption\n", "", at="id: rat-ziele"),
    Case("FGK105", R, "- body: Ausschuss\n        date", "- ▸date"),
    Case("FGK105", R, "{body: Rat, role: decision, ", "{▸body: Rat, "),
    Case("FGK105", S, '{id: netz, url: "https://www.example.org/netz"}', "{▸id: netz}"),
    Case("FGK105", S, "id: stadt\n    title", "▸title"),
    Case("FGK105", MS, "- id: heft-neu\n    goal", "- ▸goal"),
    Case("FGK105", F, "", "# nichts\n▸{}\n"),
]

KEYS = [
    Case("FGK104", M, "state: NW", "▸stat: NW", hint="Did you mean “state”?"),
    Case("FGK104", M, "name: Musterstadt", "▸nme: Musterstadt", hint="Did you mean “name”?"),
    Case("FGK104", M, "  ags:", "  ▸AGS:", hint="Did you mean “ags”?"),
    Case("FGK104", M, "office: Fach", "▸offce: Fach", hint="Did you mean “office”?"),
    Case("FGK104", M, "{value: 61000", "{▸valu: 61000", hint="Did you mean “value”?"),
    Case("FGK104", A, "procedure: fam", "▸procedur: fam", hint="Did you mean “procedure”?"),
    Case("FGK104", A, "rounds:\n", "▸round:\n", hint="Did you mean “rounds”?"),
    Case("FGK104", A, "    stage: grund", "    ▸stages: grund", hint="Did you mean “stage”?"),
    Case("FGK104", A, "        date: 2023-03-15", "        ▸datum: 2023-03-15", hint="Did you mean “date”?"),
    Case("FGK104", A, "date: 2023-09~}", "date: 2023-09~, ▸wo: Rathaus}", hint="event, date, until"),
    Case("FGK104", A, "plan: {goals: 2,", "plan: {▸goal: 2,", hint="Did you mean “goals”?"),
    Case("FGK104", A, "currency: EUR}", "▸curency: EUR}", hint="Did you mean “currency”?"),
    Case("FGK104", F, "action_fields:\n", "▸action-fields:\n", hint="Did you mean “action_fields”?"),
    Case("FGK104", F, "    objective:", "    ▸objectiv:", hint="Did you mean “objective”?"),
    Case("FGK104", G, "goals:\n", "▸ziele:\n", hint="goals"),
    Case("FGK104", G, "    title: Mehr Plätze", "    ▸titel: Mehr Plätze", hint="Did you mean “title”?"),
    Case("FGK104", G, "        baseline: 100", "        ▸base_line: 100", hint="Did you mean “baseline”?"),
    Case("FGK104", G, "{date: 2026-06, value: 130}", "{date: 2026-06, ▸valeu: 130}", hint="Did you mean “value”?"),
    Case("FGK104", G, "      reason: Ein", "      ▸reson: Ein", hint="Did you mean “reason”?"),
    Case("FGK104", MS, "measures:\n", "▸Measures:\n", hint="Did you mean “measures”?"),
    Case("FGK104", MS, "    due: 2026-03", "    ▸due_date: 2026-03", hint="Did you mean “due”?"),
    Case("FGK104", MS, "    due: 2026-03", "    due: 2026-03\n    ▸status: done", hint="log"),
    Case("FGK104", MS, "        percent: 20", "        ▸percnt: 20", hint="Did you mean “percent”?"),
    Case("FGK104", MS, "        status: in_progress", "        ▸Status: in_progress", hint="Did you mean “status”?"),
    Case("FGK104", MS, "{office: Presse}", "{▸ofice: Presse}", hint="Did you mean “office”?"),
    Case("FGK104", MS, "subject_to_budget: true}", "▸subject_to_bugdet: true}", hint="subject_to_budget"),
    Case("FGK104", R, "    paper:", "    ▸papers:", hint="Did you mean “paper”?"),
    Case("FGK104", R, "        result: recommended", "        ▸results: recommended", hint="Did you mean “result”?"),
    Case("FGK104", R, "{for: 41", "{▸fore: 41", hint="Did you mean “for”?"),
    Case("FGK104", R, "consultations:\n      - {body", "▸consultation:\n      - {body", hint="“consultations”"),
    Case("FGK104", S, "    publisher:", "    ▸publischer:", hint="Did you mean “publisher”?"),
    Case("FGK104", S, "sources:\n", "sources_note: x\nsources:\n", at="sources_note"),
    Case("FGK104", M, "state: NW", "state: NW\n▸'': leer"),
    Case("FGK104", M, "state: NW", "state: NW\n▸Bundesland mit Umlaut ä:"),
    Case("FGK104", M, "state: NW", "state: NW\n▸__class__: x"),
    Case("FGK104", R, "{for: 41", "{▸in_favour: 41"),
]

REFERENCES = [
    Case("FGK201", G, "action_field: betreuung", "action_field: ▸betreung", hint="Did you mean “betreuung”?"),
    Case("FGK202", MS, "goal: plaetze", "goal: ▸plaetz", hint="Did you mean “plaetze”?"),
    Case("FGK203", G, "round: grund", "round: ▸grund-2024"),
    Case("FGK204", A, "resolution: rat-teilnahme", "resolution: ▸rat-2023"),
    Case("FGK204", A, "resolution: rat-ziele}", "resolution: ▸rat-zile}", hint="Did you mean “rat-ziele”?"),
    Case("FGK204", M, "resolution: rat-ziele}", "resolution: ▸rat-zile}"),
    Case("FGK204", MS, "    resolution: rat-ziele\n    log", "    resolution: ▸rat-nie\n    log"),
    Case("FGK204", MS, "        resolution: rat-ziele", "        resolution: ▸rat-nie"),
    Case("FGK204", R, "supersedes: rat-teilnahme", "supersedes: ▸rat-vorher"),
    Case("FGK205", M, "sources: [stadt]", "sources: [stadt, ▸land]"),
    Case("FGK205", A, "sources: [stadt]}", "sources: [▸land]}"),
    Case("FGK205", MS, "evidence: [stadt]", "evidence:\n          - stadt\n          - ▸land"),
    Case("FGK205", G, "value: 130}", "value: 130, sources: [▸land]}"),
    Case("FGK205", G, "      reason: Ein Anfang", "      sources: [▸land]"),
    Case("FGK205", R, "date: 2024-05-14, ", "date: 2024-05-14, sources: [▸land], "),
    Case("FGK205", F, "    code: HF2", "    code: HF2\n    sources: [▸land]"),
    Case("FGK205", S, "{id: netz", "{id: netz, sources: [▸land]"),
    Case("FGK206", MS, "continues: heft", "continues: ▸heftchen", hint="heft"),
    Case("FGK206", MS, "replaced_by: kita", "replaced_by: ▸kitta", hint="Did you mean “kita”?"),
    Case("FGK207", A, "stage: grundzertifikat", "stage: ▸grundzertificat", hint="Did you mean “grundzertifikat”?"),
    Case("FGK208", A, "event: strategy_workshop", "event: ▸strategie_workshop", hint="“strategy_workshop”"),
    Case("FGK208", A, "- event: council_report", "- event: ▸ratsbericht"),
    Case("FGK209", F, "code: HF2", "code: ▸HF7"),
    Case("FGK210", A, "procedure: fam", "procedure: ▸vam", hint="familiengerechte-kommune"),
    Case("FGK211", MS, "id: bus", "id: ▸heft"),
    Case("FGK211", S, "{id: netz", "{id: ▸stadt"),
    Case("FGK211", F, "  - id: eigenes\n", "  - id: eigenes\n    title: x\n  - id: ▸eigenes\n"),
    Case("FGK219", MS, "continues: heft\n", "continues: ▸heft-neu\n"),
    Case("FGK219", MS, "replaced_by: kita", "replaced_by: ▸altbau"),
    Case("FGK219", R, "supersedes: rat-teilnahme", "supersedes: ▸rat-ziele"),
]

PLACES = [
    # what comes before on the line or in the file must not shift the place
    Case("FGK107", MS, "    due: 2026-03", "    description: |\n      Eins\n\n      Zwei: drei\n    due: ▸bald"),
    Case("FGK107", MS, "    due: 2026-03", "    description: >-\n      Größe\n      Länge\n    due: ▸bald"),
    Case("FGK107", MS, "    due: 2026-03", '    description: "Eins\n\n      zwei"\n    due: ▸bald'),
    Case("FGK107", MS, "    due: 2026-03", '    description: "Eins\u2028zwei"\n    due: ▸bald'),
    Case("FGK107", MS, "    due: 2026-03", '    description: "Eins\u2029zwei"\n    due: ▸bald'),
    Case("FGK107", MS, "    due: 2026-03", '    description: "Eins\u0085zwei"\n    due: ▸bald'),
    Case("FGK107", MS, "    due: 2026-03", "    # Eins\u2028    \n    due: ▸bald"),
    Case("FGK107", MS, "    due: 2026-03", "    description: 👪 Familie\n    due: ▸bald"),
    Case("FGK107", A, "{event: strategy_workshop, date: 2023-09~}", "{title: ä👪ö, event: review, date: ▸bald}"),
    Case("FGK107", A, "{event: strategy_workshop, date: 2023-09~}", '{title: "ä\u2028ö", event: review, date: ▸bald}'),
    Case("FGK107", MS, "    due: 2026-03", "    due:\n      ▸bald"),
    Case("FGK107", MS, "    due: 2026-03", "    due:   # wann?\n        ▸bald"),
    Case("FGK107", MS, "    due: 2026-03", "    due: ▸|\n      bald"),
    Case("FGK107", MS, "    due: 2026-03", "    ? due\n    : ▸bald"),
    Case("FGK107", MS, "    due: 2026-03", '    "due": ▸"bald"'),
    Case("FGK107", M, "add: [2026-08-08]", "add: [2026-08-08,\n  2026-08-09, # zwei\n  ▸bald]"),
    Case("FGK105", A, "{event: strategy_workshop, date: 2023-09~}", "\n          ▸title: x\n          date: 2023-09~"),
]

ONE_SLIP = [
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

CASES = [*REFUSED, *TYPES, *MISSING, *KEYS, *REFERENCES, *PLACES, *ONE_SLIP]


def place_of_mark(text: str) -> tuple[int, int]:
    """Count as people do in an editor: lines end at LF, with or without a CR before it, and nowhere else."""
    before, found, _ = text.partition(MARK)
    assert found
    assert MARK not in text.replace(MARK, "", 1)
    line = before.split("\n")
    return len(line), len(line[-1]) + 1


def path_of(file: str) -> str:
    return file.removeprefix("../../") if file.startswith("../../") else f"{HOME}/{file}"


def repository(file: str, content: str | bytes) -> dict[str, str | bytes]:
    return {**municipality(), path_of(file): content}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_defect_gives_exactly_one_finding_at_its_place(case: Case) -> None:
    changed = case.changed()
    found = diagnostics(memory(repository(case.file, changed.replace(MARK, ""))))
    expected = (case.code, path_of(case.file), *place_of_mark(changed))
    assert [placed(diagnostic) for diagnostic in found] == [expected], [message_of(d) for d in found]
    assert case.hint in hint_of(found[0])


@pytest.mark.parametrize("variant", ["crlf", "bom", "bom and crlf", "no last line end"])
@pytest.mark.parametrize("case", [*MISSING[:6], *KEYS[::5], *TYPES[::17], *REFUSED[::9]], ids=lambda case: case.name)
def test_line_ends_and_byte_order_mark_move_nothing(case: Case, variant: str) -> None:
    changed = case.changed()
    text = changed.replace(MARK, "")
    if "crlf" in variant:
        text = text.replace("\n", "\r\n")
    if variant == "no last line end":
        text = text.rstrip("\n")
    content = (b"\xef\xbb\xbf" if "bom" in variant else b"") + text.encode()
    found = diagnostics(memory(repository(case.file, content)))
    assert [placed(d) for d in found] == [(case.code, path_of(case.file), *place_of_mark(changed))]


def test_there_are_enough_cases_and_no_two_are_the_same() -> None:
    assert len(CASES) >= 300
    assert len({(case.file, case.old, case.new, case.at) for case in CASES}) == len(CASES)


SILENT = [
    # signs that mean something in YAML, in places where they are just text
    (MS, "title: Neue Kita", "title: Kinder & Jugend"),
    (MS, "title: Neue Kita", "title: Kinder &Jugend"),
    (MS, "title: Neue Kita", "title: Lehrer*innen"),
    (MS, "title: Neue Kita", "title: Schüler *innen und Schüler"),
    (MS, "title: Neue Kita", "title: Auf geht's! Kinder zuerst!"),
    (MS, "title: Neue Kita", "title: Achtung !wichtig"),
    (MS, "title: Neue Kita", 'title: "& * ! % @ `"'),
    (MS, "title: Neue Kita", "title: '*'"),
    (MS, "title: Neue Kita", "title: Wozu? Für alle"),
    (MS, "title: Neue Kita", '"title": Neue Kita'),
    (MS, "title: Neue Kita", "? title\n    : Neue Kita"),
    (MS, "title: Neue Kita", "title: a:b, c [d] {e} #f"),
    (MS, "title: Neue Kita", "title: Neue Kita # & *a !b <<: Kommentar"),
    (MS, "title: Neue Kita", "title: Neue Kita   \t# Tabulator vor dem Kommentar"),
    (MS, "title: Neue Kita", "title:\tNeue\tKita"),
    (MS, "title: Neue Kita", "title: '<<'"),
    (MS, "title: Neue Kita", "title: <<"),
    (MS, "title: Neue Kita", "title: |\n      Text\n      \tEingerückt\n      &a *b !c\n      --- \n      key: value"),
    (MS, "title: Neue Kita", "title: >-\n      Neue\n\n      Kita"),
    (MS, "title: Neue Kita", "title: Neue\n      Kita"),
    (MS, "title: Neue Kita", 'title: "Neue\n\t\tKita"'),
    (MS, "title: Neue Kita", 'title: "Neue \\\n      Kita \\u00e4"'),
    (MS, "title: Neue Kita", 'title: "Zeile\u2028Zeile\u0085Zeile"'),
    (MS, "title: Neue Kita", "title: Weiches\u00adTrennzeichen und 👪"),
    (MS, "title: Neue Kita", f"title: {'sehr lang ' * 2000}"),
    # plain scalars stay text
    (MS, "title: Neue Kita", "title: no"),
    (MS, "title: Neue Kita", "title: 12:30"),
    (MS, "title: Neue Kita", "title: 2025-06-31"),
    (MS, "title: Neue Kita", "title: 0x1F"),
    (MS, "title: Neue Kita", "title: .nan"),
    (MS, "title: Neue Kita", "title: Null"),
    (MS, "title: Neue Kita", 'title: "null"'),
    (MS, "title: Neue Kita", "title: 1_000"),
    (MS, "title: Neue Kita", "title: ="),
    (G, 'number: "1.1"', "number: 1.10"),
    (G, 'number: "1.1"', "number: 1.1.a"),
    (M, 'ags: "05999001"', "ags: 05999001"),
    (M, 'ags: "05999001"', "ags: '05999001'"),
    (M, 'ars: "059990001001"', "ars: 059990001001\n  district: 05999\n  association: 059990001"),
    (R, 'paper: "12/2023"', "paper: 0012"),
    # values in all their forms
    (MS, "start: 2024-11", "start: 2024"),
    (MS, "start: 2024-11", "start: 2024-Q4"),
    (MS, "start: 2024-11", "start: 2024-11-01"),
    (MS, "start: 2024-11", "start: 2024-11?"),
    (MS, "start: 2024-11", "start: 2024-Q4~"),
    (MS, "start: 2024-11", "start: 2024%"),
    (MS, "start: 2024-11", 'start: "2024-02-29?"'),
    (MS, "start: 2024-11", "start: '2024'"),
    (MS, "start: 2024-11", "start:\n      2024-11"),
    (A, "date: 2023-09~}", "date: 2023-09?}"),
    (A, "date: 2023-09~}", "date: 2023-09-01%, until: 2023-09-02}"),
    (A, "cost: {amount: 24500, currency: EUR}", "cost: 24500"),
    (A, "cost: {amount: 24500, currency: EUR}", 'cost: "24500.5"'),
    (A, "cost: {amount: 24500, currency: EUR}", "cost: 24.50"),
    (A, "cost: {amount: 24500, currency: EUR}", "cost: {amount: 24500}"),
    (A, "cost: {amount: 24500, currency: EUR}", "cost: {currency: CHF, amount: 0}"),
    (G, "target: 150.5", "target: -3"),
    (MS, "percent: 20", "percent: 0"),
    (MS, "percent: 20", "percent: 100"),
    (MS, "percent: 20", 'percent: "20"'),
    (MS, "recurring: true", 'recurring: "true"'),
    (MS, "recurring: true", "recurring: false"),
    (A, "covers: [2025]", 'covers: ["2025"]'),
    (A, "covers: [2025]", "covers:\n          [\n            2025,\n          ]"),
    (M, "web: https://www.example.org", "web: http://example.org:8080/a/b?c=d&e=f#g"),
    (M, "web: https://www.example.org", "web: https://xn--mnchen-3ya.example/ä(ö)"),
    (M, "web: https://www.example.org", "web: HTTPS://www.example.org"),
    (S, "file: belege/abnahme.txt", 'file: "belege/abnahme.txt"'),
    # "not given" counts as absent
    (MS, "priority: high", "priority:"),
    (MS, "priority: high", "priority: ~"),
    (MS, "priority: high", "priority: null"),
    (MS, "priority: high", "description:"),
    (MS, "partners: [Träger, Kirche]", "partners:"),
    (MS, "partners: [Träger, Kirche]", "partners: []"),
    (MS, "recurring: true", "recurring:"),
    (R, "{for: 41, against: 0, abstentions: 2}", "{for: , against: ~}"),
    (R, "{for: 41, against: 0, abstentions: 2}", "{}"),
    (M, "contact:\n  office", "contact:\n  person: ~\n  office"),
    (M, "sources: [stadt]\n", "sources: [stadt]\nnote:\n"),
    # notes and sources on every mapping in a list, and on the municipality
    (M, "sources: [stadt]", "note: x\nsources: [stadt, netz]"),
    (A, "    stage: grund", "    note: x\n    sources: [stadt]\n    stage: grund"),
    (A, "date: 2023-09~}", "date: 2023-09~, note: x, sources: [stadt]}"),
    (F, "    code: HF2", "    code: HF2\n    note: x\n    sources: [stadt]"),
    (G, "    title: Mehr", "    note: x\n    sources: [stadt]\n    title: Mehr"),
    (G, "        title: Plätze", "        title: Plätze\n        note: x\n        sources: [stadt]"),
    (G, "value: 130}", "value: 130, note: x, sources: [stadt]}"),
    (MS, "    title: Neue", "    note: x\n    sources: [stadt]\n    title: Neue"),
    (MS, "        percent: 20", "        note: x\n        sources: [stadt]\n        visibility: internal"),
    (R, "    title: Ziel", "    note: x\n    sources: [stadt]\n    title: Ziel"),
    (R, "date: 2024-05-14, ", "date: 2024-05-14, note: x, sources: [stadt], "),
    (S, "{id: netz, ", "{id: netz, note: x, sources: [stadt], "),
    # the file as a whole
    (M, "name: Musterstadt", "---\nname: Musterstadt"),
    (M, "name: Musterstadt", "--- # Anfang\nname: Musterstadt"),
    (M, "name: Musterstadt", "%YAML 1.1\n---\nname: Musterstadt"),
    (M, "sources: [stadt]\n", "sources: [stadt]\n...\n"),
    (M, "name: Musterstadt", "# yaml-language-server: $schema=x\n\n\n  # eingerückt\nname: Musterstadt"),
    (M, "state: NW\n", "state: NW\n\n   \n  # Ende\n"),
    (MS, "measures:\n", "measures:\n\n  # die erste\n"),
    (M, "sources: [stadt]", "sources: [" + "stadt, " * 30 + "stadt]"),
    (A, "stage: grundzertifikat", "certificate: unknown\n    stage: grundzertifikat"),
    (MS, "id: bus", f"id: {'a' * 64}"),
    (MS, "id: bus", "id: 2025"),
]


@pytest.mark.parametrize(("file", "old", "new"), SILENT, ids=lambda value: value.strip()[:60])
def test_near_misses_are_silent(file: str, old: str, new: str) -> None:
    assert old in SOUND[file]
    found = diagnostics(memory(repository(file, SOUND[file].replace(old, new, 1))))
    assert [(placed(diagnostic), message_of(diagnostic)) for diagnostic in found] == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_sound_repository_is_silent_however_it_is_saved(line_end: str, mark: bytes) -> None:
    files = {path: mark + text.replace("\n", line_end).encode() for path, text in municipality().items()}
    assert diagnostics(memory(files)) == []
