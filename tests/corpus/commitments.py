"""What a target agreement must hold, and what becomes of it."""

from corpus.case import MS, A, Case, F, G, Silent

_NEW_GOAL = """\
  - id: {id}
    action_field: eigenes
    round: {round}
    title: Ein weiteres Ziel
    indicators:
      - {{id: zahl, title: Zahl, baseline: 1, target: 5}}
"""
_OWN = "title: Ein Feld der Stadt selbst"

CASES: list[Case] = [
    # a reference by what a record is called instead of its id
    Case("FGK201", G, "action_field: betreuung", "action_field: ▸hf2", hint="Write the id, “betreuung”."),
    Case(
        "FGK201",
        G,
        "action_field: betreuung",
        "action_field: ▸familie-und-arbeitswelt-betreuung",
        hint="Write the id, “betreuung”.",
    ),
    Case("FGK201", G, "action_field: eigenes", "action_field: ▸ein-feld-der-stadt-selbst", hint="“eigenes”"),
    Case("FGK202", MS, "goal: plaetze", "goal: ▸1-1", hint="Write the id, “plaetze”."),
    Case("FGK207", A, "stage: grundzertifikat", "stage: ▸Grund-Zertifikat", hint="Write the id, “grundzertifikat”."),
    # fields without goals, goals without measures
    Case("FGK453", F, "  - id: eigenes\n", "  - id: ▸wohnen\n    code: HF5\n  - id: eigenes\n"),
    Case("FGK453", F, f"    {_OWN}\n", f"    {_OWN}\n  - {{id: ▸radverkehr, title: Radverkehr}}\n"),
    Case("FGK453", F, "  - id: betreuung\n", "  - {id: ▸inklusion, title: Inklusion}\n  - id: betreuung\n"),
    Case("FGK454", G, "goals:\n", "goals:\n" + _NEW_GOAL.format(id="▸neu", round="aufbau")),
    Case("FGK454", G, "  - id: beratung\n", _NEW_GOAL.format(id="▸neu", round="aufbau") + "  - id: beratung\n"),
    Case(
        "FGK454",
        G,
        "goals:\n",
        "goals:\n" + _NEW_GOAL.format(id="▸neu", round="aufbau") + "    visibility: internal\n",
    ),
    # titles of the catalogue
    Case("FGK457", F, _OWN, "title: ▸Bildung und Erziehung", hint="Add “code: HF3”."),
    Case("FGK457", F, _OWN, "title: ▸BILDUNG UND ERZIEHUNG", hint="Add “code: HF3”."),
    Case("FGK457", F, _OWN, "title: ▸Steuerung – Vernetzung  und Nachhaltigkeit.", hint="HF1"),
    Case("FGK457", F, _OWN, "title: ▸Advice and support", hint="HF4"),
    Case("FGK457", F, _OWN, "title: ▸Familie und Arbeitswelt / Betreuung", hint="join the two"),
]

SILENT: list[Silent] = [
    # the published size of the round says that more was adopted than is recorded
    (G, "goals:\n", "goals:\n" + _NEW_GOAL.format(id="neu", round="grund")),
    # only the whole title is that of the catalogue; modules are words of everyday language
    (F, _OWN, "title: Bildung"),
    (F, _OWN, "title: Senioren"),
    (F, _OWN, "title: Bildung und Erziehung im Stadtteil"),
    (F, _OWN, "title: Inklusion"),
    (F, _OWN, "code: HF3"),
    # a goal has a measure left
    (MS, "status: replaced, reason: Zu teuer, replaced_by: kita", "status: dropped, reason: Zu teuer"),
    (MS, "replaced_by: kita", "replaced_by: tagespflege"),
]
