"""What fgk reads as it is meant, but other tools may not: quotation marks and comments."""

from corpus.case import MS, A, Case, F, G, M, R, Silent

CASES: list[Case] = [
    # official keys without quotation marks
    Case("FGK617", M, 'ags: "05999001"', "ags: ▸05999001", hint='Write "05999001".'),
    Case("FGK617", M, 'ars: "059990001001"', "ars: ▸059990001001", hint='Write "059990001001".'),
    Case("FGK617", M, 'ars: "059990001001"', 'ars: "059990001001"\n  district: ▸05999'),
    Case("FGK617", M, 'ars: "059990001001"', 'ars: "059990001001"\n  association: ▸059990001'),
    Case("FGK617", M, 'keys:\n  ags: "05999001"\n  ars: "059990001001"', 'keys: {ags: ▸05999001, ars: "059990001001"}'),
    # what YAML takes for a comment
    Case("FGK618", MS, "title: Neue Kita", "title: Neue Kita ▸#3 am Markt"),
    Case("FGK618", MS, "title: Neue Kita", "title: Neue Kita ▸#3 am Markt # Kommentar"),
    Case("FGK618", MS, "title: Neue Kita", "title: Neue\n      Kita ▸#Familienstadt"),
    Case("FGK618", MS, "title: Neue Kita", "title: Neue Kita\n    description: ▸#Familienstadt"),
    Case("FGK618", MS, "partners: [Träger, Kirche]", "partners: [Träger ▸#1\n      , Kirche]"),
    Case("FGK618", A, "funded_by: [Musterstiftung]", "funded_by:\n      - Musterstiftung ▸#2"),
    Case("FGK618", M, "name: Musterstadt", "name: Musterstadt\t▸#überall"),
    # typographic quotation marks
    Case("FGK620", G, 'number: "1.1"', "number: ▸„1.1“", hint='Write "1.1".'),
    Case("FGK620", G, 'number: "1.1"', "number: ▸»1.1«", hint='Write "1.1".'),
    Case("FGK620", MS, 'number: "1.1.1"', 'number: ▸"“1.1.1”"', hint='Write "1.1.1".'),
    Case("FGK620", MS, "{amount: 12000.50,", "{amount: 12000.50, budget_line: ▸‚4-01‘,", hint='Write "4-01".'),
    Case("FGK620", R, 'paper: "12/2023"', "paper: ▸„12/2023“", hint='Write "12/2023".'),
    Case("FGK209", F, "code: HF2", "code: ▸„HF2“", hint="“HF2”"),
    # labels that are numbers elsewhere
    Case("FGK622", G, 'number: "1.1"', "number: ▸1.10", hint='Write "1.10".'),
    Case("FGK622", G, 'number: "1.1"', "number: ▸2.0", hint='Write "2.0".'),
    Case("FGK622", MS, 'number: "1.1.1"', "number: ▸0012", hint='Write "0012".'),
    Case("FGK622", MS, 'number: "1.1.1"', "number: ▸12:30", hint='Write "12:30".'),
    Case("FGK622", MS, 'number: "1.1.1"', "number: ▸1e3", hint='Write "1e3".'),
    Case("FGK622", MS, 'number: "1.1.1"', "number: ▸no", hint='Write "no".'),
    Case("FGK622", R, 'paper: "12/2023"', "paper: ▸1_000", hint='Write "1_000".'),
    Case("FGK622", R, 'paper: "12/2023"', "paper: ▸2023-05-14", hint='Write "2023-05-14".'),
    Case("FGK622", MS, "{amount: 12000.50,", "{amount: 12000.50, budget_line: ▸0601.50,"),
]

SILENT: list[Silent] = [
    (M, "name: Musterstadt", "name: Musterstadt # Kommentar"),
    (M, "name: Musterstadt", "#Kommentar\nname: Musterstadt"),
    (M, "name: Musterstadt", 'name: "Musterstadt" #Kommentar'),
    (MS, "partners: [Träger, Kirche]", "partners: [Träger, Kirche] #Kommentar"),
    (MS, "title: Neue Kita", 'title: "Neue Kita #3"'),
    (MS, "title: Neue Kita", "title: |\n      Neue Kita #3"),
    (MS, "title: Neue Kita", "title: Neue Kita#3"),
    (MS, "title: Neue Kita", "title: Neue Kita #"),
    (MS, "    log:\n      - date: 2025-01-15", "    log: #Verlauf\n      - date: 2025-01-15"),
    (G, 'number: "1.1"', "number: 1.1"),
    (G, 'number: "1.1"', "number: '1.10'"),
    (G, 'number: "1.1"', "number: 2"),
    (G, 'number: "1.1"', "number: Ziel „Eins“"),
    (MS, 'number: "1.1.1"', "number: 1.1.10"),
    (MS, 'number: "1.1.1"', "number: 1.1a"),
    (MS, "{amount: 12000.50,", "{amount: 12000.50, budget_line: 4-010203-900-1,"),
    (R, 'paper: "12/2023"', "paper: 12/2023"),
    (R, 'paper: "12/2023"', "paper: FB 45/0055/WP17"),
    (M, 'ars: "059990001001"', "ars: '059990001001'"),
]
