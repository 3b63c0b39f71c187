"""What is missing, says nothing, or should not be public."""

from corpus.case import MS, A, Case, F, G, M, R, S, Silent

DONE = "{date: 2025-11-02, status: done, evidence: [stadt]}"
BUS = "    goal: beratung\n    title: Ein Bus"
HEFT = "    goal: beratung\n    title: Ein Heft"
UNSOURCED = "{sources: [stadt], event: strategy_workshop, date: 2023-09~}"
INDICATOR = "baseline: 40, target: 80}"

EVIDENCE = [
    Case("FGK609", MS, DONE, "{date: 2025-11-02, status: ▸done}"),
    Case("FGK609", MS, DONE, "{date: 2025-11-02, status: ▸done, percent: 100}"),
    Case("FGK609", MS, DONE, "{date: 2025-11-02, status: ▸done}\n      - {date: 2026-01, status: done}"),
    Case(
        "FGK609",
        MS,
        DONE,
        "{date: 2025-03, status: in_progress, evidence: [stadt]}\n      - {date: 2025-11-02, status: ▸done}",
    ),
]

EVIDENCE_IS_THERE: list[Silent] = [
    (MS, DONE, "{date: 2025-11-02, status: done, note: Liegt aus}"),
    (MS, DONE, "{date: 2025-11-02, status: done, sources: [stadt]}"),
    (MS, DONE, "{date: 2025-11-02, status: done, resolution: rat-ziele}"),
    (MS, DONE, "{date: 2025-11-02, status: done}\n      - {date: 2026-01, status: done, note: Liegt aus}"),
]

INDICATORS = [
    Case(
        "FGK610",
        G,
        "    indicators:\n      - {id: gespraeche, title: Gespräche im Jahr, " + INDICATOR + "\n",
        "",
        "id: beratung\n",
    ),
    Case(
        "FGK610",
        G,
        "    indicators:\n      - {id: stadt",
        "    indicators: ▸[]\n    note: x\n#     - {id: stadt",
    ),
    Case(
        "FGK610",
        G,
        "    indicators:\n      - {id: stadt",
        "    indicators:\n    note: x\n#     - {id: stadt",
        "id: beratung-weiter",
    ),
    Case("FGK611", G, INDICATOR, "baseline: 40}", "id: gespraeche", hint="“target: …”"),
    Case("FGK611", G, INDICATOR, "target: 80}", "id: gespraeche", hint="“baseline: …”"),
    Case("FGK611", G, ", " + INDICATOR, "}", "id: gespraeche", hint="“baseline: …” and “target: …”"),
    Case("FGK611", G, "        baseline: 100\n", "", "id: anzahl"),
    Case("FGK611", G, "target: 80}", "target: }", "id: gespraeche"),
    Case("FGK612", G, "target: 80}", "target: ▸40}"),
    Case("FGK612", G, "target: 80}", "target: ▸40.0}"),
    Case("FGK612", G, "target: 80}", "target: ▸20}", hint="direction: decrease"),
    Case("FGK612", G, "target: 80}", "target: ▸20, direction: increase}"),
    Case("FGK612", G, "target: 80}", "target: ▸80, direction: decrease}"),
    Case("FGK612", G, "target: 150.5", "target: ▸99.5"),
    Case("FGK612", G, "target: 80}", "target: ▸20, values: [{date: 2026-06, value: 55}, {date: 2025-06, value: 30}]}"),
]

INDICATORS_ARE_FINE: list[Silent] = [
    (G, "target: 80}", "target: 40.5}"),
    (G, "target: 80}", "target: 20, direction: decrease}"),
    (G, "target: 80}", "target: 80, direction: increase}"),
    (G, INDICATOR, "baseline: 0, target: 80}"),
    (G, INDICATOR, "baseline: -5, target: 0}"),
    (G, "target: 80}", "target: 0, values: [{date: 2025-01, value: 45}, {date: 2026-06, value: 30}]}"),
    (
        G,
        "    title: Ein Ort für Beratung\n",
        "    assessment: {date: 2026-05, rating: achieved}\n    title: Ein Ort für Beratung\n    note: x\n#\n",
    ),
    (G, "target: 80}", "target: 40, note: Die Zahl soll gehalten werden}"),
]

TITLES = [
    Case("FGK613", MS, "title: Ein Bus", "title: ▸TODO"),
    Case("FGK613", MS, "title: Ein Bus", 'title: ▸"TODO: Bus?"'),
    Case("FGK613", MS, "title: Ein Bus", "title: ▸TBD"),
    Case("FGK613", MS, "title: Ein Bus", "title: ▸???"),
    Case("FGK613", MS, "title: Ein Bus", "title: ▸…"),
    Case("FGK613", MS, "title: Ein Bus", "title: ▸'-'"),
    Case("FGK613", MS, "title: Ein Bus", "title: ▸k. A."),
    Case("FGK613", MS, "title: Ein Bus", "title: ▸n.n."),
    Case("FGK613", MS, "title: Ein Bus", "title: ▸(wird noch ergänzt)"),
    Case("FGK613", MS, "title: Ein Bus", "title: ▸Neue Maßnahme"),
    Case("FGK613", MS, "title: Ein Bus", "title: ▸bus"),
    Case("FGK613", MS, "title: Ein zweites Heft", "title: ▸heft-neu"),
    Case("FGK613", MS, "title: Ein zweites Heft", "title: ▸heft neu"),
    Case("FGK613", G, "title: Mehr Plätze", "title: ▸Platzhalter"),
    Case("FGK613", G, "title: Plätze\n", "title: ▸anzahl\n"),
    Case("FGK613", R, "title: Zielvereinbarung", "title: ▸Titel"),
    Case("FGK613", S, "title: Pressemitteilung", "title: ▸Test"),
    Case("FGK613", F, "title: Ein Feld der Stadt selbst", "title: ▸xxx"),
    Case("FGK613", A, "date: 2023-09~}", "date: 2023-09~, title: ▸folgt}"),
    Case("FGK613", MS, "title: Ein Bus", "title: ▸Maßnahme"),
    Case("FGK613", MS, "title: Ein Bus", "title: ▸Maßnahme 3"),
    Case("FGK613", MS, "title: Ein Bus", "title: ▸unbekannt"),
    Case("FGK613", MS, "title: Ein Bus", "title: ▸10"),
    Case("FGK613", MS, "title: Neue Kita", 'title: ▸"1.1.1"'),
    Case("FGK613", G, "title: Mehr Plätze", "title: ▸Ziel"),
    Case("FGK613", MS, "reason: Kein Grundstück", "reason: ▸TODO"),
    Case("FGK613", MS, "reason: Der Rat hat ihn gestrichen", "reason: ▸???"),
    Case("FGK613", MS, "reason: Zu teuer", 'reason: ▸"-"'),
]

TITLES_SAY_SOMETHING: list[Silent] = [
    (MS, "title: Ein Bus", "title: Bus"),
    (MS, "title: Ein Bus", "title: Linie 10"),
    (MS, "title: Ein Bus", "title: Ziel Nahverkehr"),
    (R, "title: Teilnahme am Audit", "title: 12/2023"),
    (MS, "reason: Zu teuer", "reason: unbekannt"),
    (MS, "reason: Zu teuer", "reason: Offene Kosten"),
    (MS, "title: Ein Bus", "title: Todo-Listen für neue Eltern"),
    (MS, "title: Ein Bus", "title: Testfahrten mit dem Bus"),
    (MS, "title: Ein Bus", "title: Offene Tür"),
    (MS, "title: Ein zweites Heft", "title: Heft neu"),
    (R, "title: Zielvereinbarung", "title: Titelverteidigung"),
    (S, "title: Pressemitteilung", "title: X"),
]

SOURCES = [
    Case("FGK614", A, UNSOURCED, "{▸event: strategy_workshop, date: 2023-09~}"),
    Case("FGK614", A, "{sources: [stadt], event: certificate_issued", "{▸event: certificate_issued"),
    Case("FGK614", A, ", sources: [stadt]}", "}", "event: certificate_presented"),
    Case(
        "FGK614",
        R,
        "    title: Zielvereinbarung",
        "    sources: [stadt]\n    title: Zielvereinbarung",
        "id: rat-weiter",
    ),
]

SOURCES_ARE_THERE: list[Silent] = [
    (A, UNSOURCED, "{event: strategy_workshop, date: 2023-09~, resolution: rat-teilnahme}"),
    (A, "    stage: grundzertifikat\n", "    sources: [stadt]\n    stage: grundzertifikat\n"),
    (G, "    title: Ein Ort", "    sources: [stadt]\n    title: Ein Ort"),
    (MS, HEFT, "    sources: [stadt]\n" + HEFT),
    (R, "kind: re_audit\n", "kind: re_audit\n    note: Die Niederschrift fehlt noch\n"),
]

UNCERTAIN = [
    Case("FGK615", A, "date: 2023-09~}", "date: ▸2023-09?}"),
    Case("FGK615", A, "date: 2023-09~}", "date: 2023-09, until: ▸2023-10%}"),
    Case("FGK615", A, "valid_until: 2027-10", "valid_until: ▸2027-10?"),
    Case("FGK615", G, "- date: 2025-06\n", "- date: ▸2025-06?\n"),
    Case("FGK615", G, "date: 2026-03\n      rating", "date: ▸2026%\n      rating"),
    Case("FGK615", MS, "start: 2026-10", "start: ▸2026-10?"),
    Case("FGK615", MS, "new_due: 2027-03", "new_due: ▸2027-03?"),
    Case("FGK615", R, "date: 2023-03-01", "date: ▸2023-03-01?"),
    Case("FGK615", S, "published: 2024-11-12", "published: ▸2024-11?"),
]

UNCERTAINTY_IS_EXPLAINED: list[Silent] = [
    (A, "date: 2023-09~}", "date: 2023-09?, note: Laut Zeitung}"),
    (G, "        title: Plätze\n", "        title: Plätze\n        note: x\n"),
    (MS, "    start: 2026-10", "    note: Der Monat ist nicht überliefert\n    start: 2026-10?"),
    (MS, "start: 2026-10", "start: 2026-10~"),
    (S, "published: 2024-11-12", "published: 2024-11~"),
]

BUS_WITH = "    description: {}\n" + BUS
PERSONAL = [
    Case("FGK616", MS, BUS, BUS_WITH.format("▸Anmeldung bei erika.muster@example.org")),
    Case("FGK616", MS, BUS, BUS_WITH.format("▸Anmeldung (e.muster@example.org)")),
    Case("FGK616", MS, BUS, BUS_WITH.format("▸Rückfragen an muster-erika@example.org.")),
    Case("FGK616", M, "email: familie@example.org", "email: ▸Erika.Muster@example.org"),
    Case("FGK616", MS, BUS, BUS_WITH.format("▸Auskunft unter 02366/303123")),
    Case("FGK616", MS, BUS, BUS_WITH.format('▸"Auskunft: +49 2366 303-123"')),
    Case("FGK616", MS, BUS, BUS_WITH.format("▸Auskunft unter (0 23 66) 30 31 23")),
    Case("FGK616", MS, BUS, BUS_WITH.format("▸Auskunft unter Tel. 303-123")),
    Case("FGK616", MS, "partners: [Träger, Kirche]", "partners: [Träger, ▸Pfarrer 0170 1234567]"),
    Case("FGK616", MS, "reason: Kein Grundstück", "reason: ▸Kein Grundstück (Tel. 02366 303123)"),
    Case("FGK616", R, "body: Ausschuss", "body: ▸Ausschuss (erika.muster@example.org)"),
    Case("FGK616", F, "objective: Bet", "objective: ▸Tel. 303-123, Bet"),
    Case("FGK616", A, "funded_by: [Musterstiftung]", "funded_by: [▸Erika.Muster@example.org]"),
    Case("FGK616", G, "reason: Ein Anfang", "reason: ▸Siehe erika.muster@example.org"),
    Case("FGK616", MS, BUS, "    description: ▸>-\n      Auskunft unter\n      02366 / 30 31 23\n" + BUS),
]

NOTHING_PERSONAL: list[Silent] = [
    (MS, BUS, BUS_WITH.format("Anmeldung bei info@example.org oder jugend.amt@example.org")),
    (MS, BUS, BUS_WITH.format("Anmeldung bei st.anna@example.org, kita.maria@example.org, e.mail@example.org")),
    (MS, BUS, BUS_WITH.format("Sorgentelefon 116 111 und Elterntelefon 0800 111 0550")),
    (MS, BUS, BUS_WITH.format("Vorlagen 112/2021, 0112/2021, 0366/16-21 und FB 45/0055/WP17")),
    (MS, BUS, BUS_WITH.format("Haushaltsstelle 4-010203-900-1, Produkt 0601 510100")),
    (MS, BUS, BUS_WITH.format("Vom 01.02.2026 bis 2026-03-01, 24.500 Euro, 2019-2021, 10-15 Uhr")),
    (MS, BUS, BUS_WITH.format("AGS 05999001, ARS 059990001001, PLZ 01067")),
    (MS, BUS, "    visibility: internal\n" + BUS_WITH.format("erika.muster@example.org")),
    (MS, "office: Jugendamt\n", "office: Jugendamt\n      person: Erika Muster, Tel. 303-123\n"),
    (M, "email: familie@example.org", "person: erika.muster@example.org\n  email: stadt.herten@example.org"),
    (S, "title: Pressemitteilung", "visibility: internal\n    title: Mail von erika.muster@example.org"),
    (S, "url: https://www.example.org/presse?id=1", "url: https://www.example.org/@erika.muster/02366/303123"),
]

NUMBERS = [
    Case("FGK621", G, "    title: Ein Ort", '    number: ▸"1.1"\n    title: Ein Ort'),
    Case("FGK621", G, "    title: Ein Ort", '    number: ▸" 1.1 "\n    title: Ein Ort'),
    Case("FGK621", MS, "    title: Tagespflege", '    number: ▸"1.1.1"\n    title: Tagespflege'),
]

NUMBERS_DIFFER: list[Silent] = [
    (G, "    title: Ein Ort", '    number: "1.10"\n    title: Ein Ort'),
    (G, "    title: Beratung in", '    number: "1.1"\n    title: Beratung in'),
    (MS, "    title: Altbau nutzen", '    number: "1.1.1"\n    title: Altbau nutzen'),
    (MS, "    title: Ein zweites Heft", '    number: "1.1.1"\n    title: Ein zweites Heft'),
    (MS, "    title: Tagespflege", '    number: "1.1"\n    title: Tagespflege'),
]

IMPOSSIBLE = [
    Case(
        "FGK326",
        MS,
        "    due: 2025-12\n    log:\n      - {date: 2025",
        "    start: 2025-12\n    log:\n      - {date: ▸2025",
    ),
    Case(
        "FGK326",
        MS,
        "    due: 2025-12\n    log:\n      - {date: 2025-11-02",
        "    start: 2026\n    log:\n      - {date: ▸2025-Q4",
    ),
    Case(
        "FGK326",
        MS,
        "    due: 2025-12\n",
        '    start: "2026-03?"\n    note: Monat strittig\n',
        at="2025-11-02, status: done",
    ),
    Case("FGK327", S, "retrieved: 2026-11-01", "retrieved: ▸2024-11-11"),
    Case("FGK327", S, "retrieved: 2026-11-01", "retrieved: ▸2023"),
    Case("FGK327", S, "published: 2024-11-12", 'published: "2026-11-20?"\n    note: Tag strittig', at="2026-11-01"),
]

JUST_POSSIBLE: list[Silent] = [
    (MS, "    due: 2025-12\n", "    start: 2025-11\n"),
    (MS, "    due: 2025-12\n", "    start: 2025\n"),
    (MS, "date: 2025-01-15\n        status: in_progress", "date: 2024-09-15\n        status: in_progress"),
    (S, "retrieved: 2026-11-01", "retrieved: 2024-11-12"),
    (S, "retrieved: 2026-11-01", "retrieved: 2024"),
    (S, "    published: 2024-11-12\n", ""),
]

FIELDS = [
    Case("FGK460", F, "code: HF2", "code: HF2\n    title: ▸Bildung und Erziehung", hint="HF3"),
    Case("FGK460", F, "code: HF2", "code: HF2\n    title: ▸Education and upbringing", hint="HF3"),
    Case("FGK460", F, "code: HF2", "code: M-INKL\n    title: ▸Bildung und Erziehung", hint="HF3"),
]

FIELDS_ARE_NAMED: list[Silent] = [
    (F, "code: HF2", "code: HF2\n    title: Familie und Arbeitswelt, Betreuung"),
    (F, "code: HF2", "code: HF2\n    title: Bildung und Erziehung von Anfang an"),
    (F, "code: HF2", "code: HF2\n    title: Prävention"),
]

CASES: list[Case] = [*EVIDENCE, *INDICATORS, *TITLES, *SOURCES, *UNCERTAIN, *PERSONAL, *NUMBERS, *IMPOSSIBLE, *FIELDS]

SILENT: list[Silent] = [
    *EVIDENCE_IS_THERE,
    *INDICATORS_ARE_FINE,
    *TITLES_SAY_SOMETHING,
    *SOURCES_ARE_THERE,
    *UNCERTAINTY_IS_EXPLAINED,
    *NOTHING_PERSONAL,
    *NUMBERS_DIFFER,
    *JUST_POSSIBLE,
    *FIELDS_ARE_NAMED,
]
