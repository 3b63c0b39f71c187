"""docs/templates.md: everything that a template of one's own can use, with what it means.

What there is comes from the program itself; a part without a description here, or a description without its part, is an
error, so that the page cannot fall behind.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from jinja2 import nodes

from fgk.loading.repository import open_repository
from fgk.messages import Translator
from fgk.render import document
from fgk.render.document import Report, plain
from fgk.render.environment import ReportEnvironment
from fgk.render.own_templates import NO_TEMPLATES
from fgk.render.reports.kinds import KINDS, Kind
from fgk.render.wanted import Wanted
from fgk.source.tree import DiskTree
from fgk.usecases.portfolio import assessed, selected
from fgk.usecases.report_on_all import portfolio_of
from fgk.usecases.reporting import Order, Reporter, document_of

DAY = dt.date(2026, 11, 23)
NAME = "musterstadt"

PARTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "Report": (
        "Der ganze Bericht: in Jinja `report`, in Typst `data`.",
        {
            "kind": "die Art, etwa `status`",
            "language": "die Sprache, `de` oder `en`",
            "public": "ob er nur öffentliche Angaben enthält",
            "title": "der Titel der Datei",
            "heading": "die Überschrift",
            "kicker": "die Zeile über der Überschrift: Art und Verfahren",
            "lead": "die Zeilen unter der Überschrift: Stand, intern oder öffentlich, was fehlt",
            "sections": "die Abschnitte nach ihrem Anker, in ihrer Reihenfolge",
            "closing": "die Zeilen am Ende: wie Daten zu lesen sind",
            "provenance": "woraus der Bericht gemacht ist, als Liste von `Fact`",
            "values": "einzelne Texte nach Namen; siehe „Die Arten“",
            "has_contents": "ob er lang genug für ein Inhaltsverzeichnis ist",
        },
    ),
    "Section": (
        "Ein Abschnitt mit Überschrift.",
        {
            "anchor": "sein fester Name, der auch das Ziel von Verweisen ist",
            "title": "die Überschrift als Zeile",
            "blocks": "seine Blöcke",
            "sections": "die Abschnitte darin",
        },
    ),
    "Paragraph": ("Ein Absatz.", {"line": "der Text", "style": "leer, `strong`, `small`, `quiet` oder `quote`"}),
    "Callout": ("Was zuerst zu sehen ist.", {"title": "eine kurze Aussage", "lines": "die Zeilen darunter"}),
    "Facts": ("Eine Liste von Angaben.", {"facts": "die Angaben als `Fact`"}),
    "Fact": ("Eine Angabe.", {"label": "was es ist", "line": "was es besagt"}),
    "Bullets": (
        "Eine Aufzählung.",
        {
            "lines": "die Zeilen",
            "ordered": "ob sie nummeriert ist",
            "style": "leer, `log`, `meta` oder `counts`",
            "label": "wie ein Vorleseprogramm sie nennt",
        },
    ),
    "Table": (
        "Eine Tabelle.",
        {
            "caption": "die Beschriftung",
            "columns": "die Spalten",
            "rows": "die Zeilen",
            "header": "die Nummer der Spalte, die ihre Zeile benennt, ab 0; -1 für keine",
            "style": "`stack` (auf schmalen Seiten ein Block je Zeile), `matrix` oder `narrow`, auch mehrere Wörter",
            "foot": "die Zeile der Summen, oder nichts",
            "shows_caption": "ob die Beschriftung zu sehen ist",
        },
    ),
    "Column": (
        "Eine Spalte.",
        {
            "title": "ihr Titel",
            "right": "ob Zahlen darin stehen",
            "width": "ihre Breite in Hundertsteln; 0 heißt: nach Bedarf",
            "style": "eine Klasse des Stils",
            "glyph": "ein Zeichen über dem Titel",
        },
    ),
    "Row": (
        "Eine Zeile einer Tabelle.",
        {"cells": "ihre Zellen", "anchor": "ihr Anker, oder leer", "details": "Blöcke, die unter ihr stehen"},
    ),
    "Cell": ("Eine Zelle.", {"lines": "ihre Zeilen"}),
    "Figure": (
        "Ein Bild.",
        {
            "name": "sein Name, einmalig im Bericht",
            "title": "was man sieht, als Satz",
            "description": "alles, was es zeigt, als Text",
            "svg": "die Zeichnung; leer, wo es nichts zu zeichnen gibt",
            "table": "dasselbe als Tabelle, oder nichts",
        },
    ),
    "Sources": ("Die Quellen.", {"sources": "die Quellen als `Source`, nach Nummer"}),
    "Source": (
        "Eine Quelle.",
        {
            "number": "ihre Nummer",
            "anchor": "ihr Anker",
            "line": "ihr Text",
        },
    ),
    "Run": (
        "Ein Stück einer Zeile. Eine Zeile ist eine Liste solcher Stücke.",
        {
            "text": "der Text",
            "style": "leer, `strong`, `quiet`, `number`, `overdue`, `internal`, `status`, `cite` oder `place`",
            "key": "bei `status` der Status, etwa `in_progress`",
            "glyph": "das Zeichen davor",
            "anchor": "der Anker, auf den es verweist",
            "url": "die Adresse, auf die es verweist",
            "title": "mehr dazu: die Quelle, der Ort in der Datei",
        },
    ),
}
"""For each part of a report what it is, and what each of its values means."""

GLOBALS = {
    "report": "der Bericht",
    "language": "die Sprache, `de` oder `en`",
    "_": 'übersetzt einen Satz: `_("Source")`',
    "gettext": "dasselbe wie `_`",
    "ngettext": 'übersetzt Einzahl und Mehrzahl: `ngettext("{n} goal", "{n} goals", n)`',
    "logo": "das Logo als Adresse für `<img src=…>`, oder leer",
    "letterhead": "die Zeilen von `letterhead.txt`",
    "own_style": "der Inhalt von `style.css`",
    "chart_style": "der Stil der Bilder",
    "range": "Zahlenreihe, wie in Jinja",
    "dict": "Zuordnung, wie in Jinja",
    "cycler": "wie in Jinja",
    "joiner": "wie in Jinja",
    "namespace": "wie in Jinja",
}
OWN_FILTERS = {
    "strong": "hebt einen Text in einer Zeile Markdown hervor",
    "inline": "setzt einen Text in eine Zeile Markdown; Zeichen mit Bedeutung werden entwertet",
    "markdown_url": "setzt eine Adresse zwischen `<` und `>` in Markdown",
}
MACROS = {
    "line": "eine Zeile, also eine Liste von `Run`",
    "plain": "eine Zeile ohne Zeichen, Belege und Verweise",
    "run": "ein Stück einer Zeile",
    "section": "einen Abschnitt mit allem darin; `level` ist die Stufe seiner Überschrift, ohne Angabe 2",
    "blocks": "eine Liste von Blöcken",
    "callout": "einen Callout",
    "facts": "eine Liste von Angaben",
    "bullets": "eine Aufzählung",
    "figure": "ein Bild mit seiner Tabelle",
    "table": "eine Tabelle",
    "cell": "eine Zelle",
    "sources": "die Quellen",
}
VALUES = {
    "name": "die Kommune",
    "slug": "ihr Kürzel",
    "procedure": "das Verfahren",
    "phase": "die Phase",
    "certificate": "ein Satz zum Zertifikat",
    "office": "die zuständige Stelle",
    "email": "deren E-Mail-Adresse",
    "web": "deren Adresse im Netz",
    "kind": "die Art in Worten",
    "day": "der Stichtag",
    "period": "der Zeitraum",
    "progress": "ein Satz zum Fortschritt",
    "subject": "der Betreff",
    "paper": "die Nummer der Vorlage",
    "round": "die Runde",
    "id": "die ID des Eintrags",
    "concept": "das Familienverständnis",
}
WANTED = {
    "annual": Wanted(years=(2025,)),
    "council": Wanted(event="adoption_resolution"),
    "measure": Wanted(record="familienbuero"),
}


def page(root: Path) -> str:
    """Give the page; ``root`` is the project's directory, in which the examples lie."""
    return "\n".join([_INTRODUCTION, *_globals(), *_parts(), *_kinds(root), ""])


def _documented(what: str, there: set[str], described: set[str]) -> None:
    if there != described:
        raise ValueError(
            f"{what}: {sorted(there ^ described)} is described without being there, or the other way round"
        )


def _table(heads: tuple[str, str], rows: Mapping[str, str]) -> Iterator[str]:
    yield from (f"| {heads[0]} | {heads[1]} |", "|---|---|")
    for name, text in rows.items():
        yield f"| `{name}` | {text.replace('|', chr(92) + '|')} |"
    yield ""


def _globals() -> Iterator[str]:
    environment = ReportEnvironment(NO_TEMPLATES, Translator("de"))
    _documented("globals", {*environment.globals, "report"}, set(GLOBALS))
    yield from ("## Was ein Jinja-Muster kennt", "")
    yield from _table(("Name", "Bedeutung"), GLOBALS)
    yield 'Bausteine aus `{% import "partials/parts.html.j2" as part with context %}`, für Markdown aus `parts.md.j2`:'
    yield ""
    shapes = _shapes(environment, "html")
    only = set(shapes) - set(_shapes(environment, "md"))
    described = {shapes[name]: f"{text}{' (nur HTML)' if name in only else ''}" for name, text in MACROS.items()}
    yield from _table(("Baustein", "zeigt"), described)
    theirs = sorted(name for name in environment.filters if not name.startswith("_") and name not in OWN_FILTERS)
    yield from ("Eigene Filter:", "")
    yield from _table(("Filter", "Bedeutung"), OWN_FILTERS)
    yield f"Filter von Jinja: {', '.join(f'`{name}`' for name in theirs)}."
    yield ""


def _shapes(environment: ReportEnvironment, ending: str) -> Mapping[str, str]:
    """Give how each macro of the bundled parts is called, by its name."""
    source, _, _ = environment.sources.get_source(environment, f"partials/parts.{ending}.j2")
    found = environment.parse(source).find_all(nodes.Macro)
    return {one.name: f"part.{one.name}({', '.join(arg.name for arg in one.args)})" for one in found}


def _parts() -> Iterator[str]:
    kinds = {
        name: value
        for name, value in vars(document).items()
        if isinstance(value, type) and hasattr(value, "__dataclass_fields__")
    }
    _documented("parts", set(kinds), set(PARTS))
    yield from ("## Woraus ein Bericht besteht", "")
    yield "Jeder Block hat außerdem `block`, den Namen seiner Art: `paragraph`, `callout`, `facts`, `bullets`, `table`,"
    yield from ("`figure` oder `sources`.", "")
    for name, (text, described) in PARTS.items():
        _documented(name, {one.name for one in fields(kinds[name])}, set(described))
        yield from (f"### {name}", "", text, "")
        yield from _table(("Wert", "Bedeutung"), described)


def _kinds(root: Path) -> Iterator[str]:
    yield from ("## Die Arten", "")
    yield "Abschnitte, in denen nichts stünde, fehlen; die Namen sind die der Blöcke in Jinja und der Schlüssel von"
    yield from ("`sections`. Die Texte in der Spalte „Beispiel“ sind die der erfundenen Kommune Musterstadt.", "")
    for kind in KINDS:
        made = _made(root, kind)
        yield from (f"### {kind.name}", "", Translator("de")(kind.summary), "")
        yield from ("| Abschnitt | Überschrift |", "|---|---|")
        yield from (f"| `{name}` | {plain(one.title)} |" for name, one in made.sections.items())
        yield from ("", "| Wert | Bedeutung | Beispiel |", "|---|---|---|")
        for name, value in made.values.items():
            yield f"| `values.{name}` | {VALUES[name]} | {value.replace(chr(10), ' ').replace('|', '')} |"
        yield ""


def _made(root: Path, kind: Kind) -> Report:
    repository = open_repository(DiskTree(root / "examples"))
    order = Order(kind.name, kind.formats[0], DAY, "de", wanted=WANTED.get(kind.name, Wanted()))
    if kind.is_of_all:
        directories = list(repository.municipalities())
        base = Reporter(order, kind.formats, directories, repository).provenance(directories, "")
        return portfolio_of(repository, order, directories, base)[0]
    directory = selected(repository, [NAME])[0]
    base = Reporter(order, kind.formats, [directory], repository).provenance([directory], NAME)
    one: Any = assessed(repository, directory, DAY)
    return document_of(one, kind, order, base)


_INTRODUCTION = """\
# Eigene Muster für Berichte

Diese Seite wird von `make docs` geschrieben. Sie nennt alles, was ein eigenes Muster verwenden kann.

## Welche Dateien es gibt

Alles liegt unter `templates` ganz oben im Bestand. Was dort fehlt, kommt von `fgk`.

| Datei | Wofür |
|---|---|
| `logo.svg`, `logo.png`, `logo.jpg`, `logo.jpeg` | das Logo am Anfang (HTML, PDF, Word), höchstens 1 MB |
| `letterhead.txt` | der Briefkopf: höchstens 12 Zeilen am Anfang jedes Berichts (HTML, Markdown, PDF, Word) |
| `style.css` | Stilregeln, die in HTML nach den mitgelieferten gelten |
| `ART.html.j2`, `report.html.j2` | HTML einer Art; der Rahmen aller Arten |
| `ART.md.j2`, `report.md.j2` | Markdown einer Art; der Rahmen aller Arten |
| `partials/parts.html.j2`, `partials/parts.md.j2`, `partials/style.css.j2` | wie jeder Teil aussieht |
| `ART.typ`, `report.typ` | PDF einer Art, PDF aller Arten, in Typst |
| `fgk.typ` | wie jeder Teil im PDF aussieht |
| `ART.docx`, `report.docx` | ein Word-Dokument, in das der Bericht kommt |

`fgk report --eject ART` kopiert das mitgelieferte Muster einer Art als Ausgangspunkt, mit `--format` auch für Markdown,
PDF oder Word; `fgk report --list` zeigt, welches Muster gilt. Namen stehen in Kleinbuchstaben;
von mehreren Logos gilt das erste in der Reihenfolge der Tabelle. Andere Dateien stören nicht: Muster können sie
einbinden.

**Jinja.** Ein Muster, das das mitgelieferte erweitert, ersetzt nur die Blöcke, die es nennt:

```jinja
{% extends "fgk/status.html.j2" %}
{% block letterhead %}<p>Stadt Musterdorf · Rathaus</p>{% endblock %}
{% block about %}{{ super() }}<p>Fragen beantwortet {{ report.values.office }}.</p>{% endblock %}
```

Blöcke des Rahmens: `title`, `style`, `header`, `letterhead`, `contents`, `main`, `footer` (HTML) und `header`, `main`,
`footer` (Markdown); dazu für jeden Abschnitt einer von dessen Namen, wo das Muster der Art ihn hat. `fgk/…` ist immer
das mitgelieferte Muster. Ein Block, den kein erweitertes Muster hat, ist ein Fehler, denn er erschiene nirgends.
Skripte und Adressen im Netz, auch in `style.css`, lädt kein Browser: Der Bericht verbietet es
(Content-Security-Policy).

**Typst.** Ein Layout bestimmt `report(data)`. `data` ist der Bericht, wie unten beschrieben, dazu `data.contents` und
`data.from` (Überschriften), `data.region`, `data.logo` (Pfad oder leer) und `data.letterhead` (Zeilen):

```typst
#import "/fgk/fgk.typ": *
#let report(data) = {
  show: page-of.with(data)
  align(right)[Stadt Musterdorf]
  opening(data)
  for section in data.sections.values() { part(section) }
  closing(data)
}
```

Alle Dateien unter `templates` sind für `import` und `image` da, die mitgelieferten unter `/fgk/`. Jedes Bild braucht
einen Alternativtext (`alt`), sonst wäre das PDF nicht barrierefrei (PDF/UA) und entsteht nicht. Es gelten die
mitgelieferten Schriften (Noto Sans); andere lassen sich nicht mitbringen, und eine unbekannte wird durch sie ersetzt.

**Word.** Formate, Kopf- und Fußzeilen des Dokuments gelten. Platzhalter wie `{{ name }}` werden in Text, Tabellen,
Kopf- und Fußzeilen gefüllt: jeder Wert aus `values`, dazu `{{ title }}`, `{{ heading }}` und `{{ lead }}`. Der Bericht
kommt an die Stelle des Absatzes `{{ content }}`, der für sich allein im Text steht; ohne ihn folgt er am Ende. Makros,
eingebettete Objekte, Felder, die andere Dateien lesen können, und Verweise auf Vorlagen oder Bilder außerhalb werden
abgelehnt. Wer Jinja kennt, kann in einem Absatz auch Bedingungen und Filter verwenden.

## Was Muster nicht können

Ein Muster bekommt fertige Werte. Es liest keine Dateien außerhalb von `templates`, keine Umgebung und nichts aus dem
Netz, auch keine Pakete von Typst, und es läuft in einem eigenen Prozess mit höchstens 30 Sekunden und 1 GB
Arbeitsspeicher (die Grenze für den Speicher gibt es nur unter Linux). Alle Dateien zusammen haben höchstens 32 MB, jede
höchstens 4 MB. Ist ein Muster fehlerhaft, nennt `fgk` Datei und Zeile, und der Exit-Code ist 1.
"""
