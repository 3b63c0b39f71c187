"""What everything that a template of one's own can use means: the words of docs/templates.md.

Which of it there is, tools/templates_page.py finds out, and refuses what is described here without being there.
"""

from collections.abc import Mapping

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
            "sections": "die Abschnitte nach ihrem Schlüssel, in ihrer Reihenfolge; siehe „Die Arten“",
            "closing": "die Zeilen am Ende: wie Daten zu lesen sind",
            "provenance": "woraus der Bericht gemacht ist, als Liste von `Fact`",
            "values": "einzelne Texte nach Namen; siehe „Die Arten“",
            "has_contents": "ob er lang genug für ein Inhaltsverzeichnis ist",
        },
    ),
    "Section": (
        "Ein Abschnitt mit Überschrift.",
        {
            "anchor": "sein fester Name: der Schlüssel in `sections` und das Ziel von Verweisen",
            "title": "die Überschrift als Zeile",
            "blocks": "seine Blöcke",
            "sections": "die Abschnitte darin",
        },
    ),
    "Paragraph": ("Ein Absatz.", {"line": "der Text", "style": "was für einer es ist; siehe unten"}),
    "Callout": ("Was zuerst zu sehen ist.", {"title": "eine kurze Aussage", "lines": "die Zeilen darunter"}),
    "Facts": ("Eine Liste von Angaben.", {"facts": "die Angaben als `Fact`"}),
    "Fact": ("Eine Angabe.", {"label": "was es ist", "line": "was es besagt"}),
    "Bullets": (
        "Eine Aufzählung.",
        {
            "lines": "die Zeilen",
            "ordered": "ob sie nummeriert ist",
            "style": "was für eine es ist; siehe unten",
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
            "style": "was für eine es ist: ein Wort oder mehrere; siehe unten",
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
            "style": "was darin steht; siehe unten",
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
            "style": "was für eines es ist; siehe unten",
            "key": "bei `status` der Status: {statuses}",
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
    "_": 'übersetzt einen Satz: `_("Sources")`',
    "gettext": "dasselbe wie `_`",
    "ngettext": 'wählt Einzahl oder Mehrzahl: `ngettext("%(num)s Ziel", "%(num)s Ziele", anzahl)`',
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
    "run": "ein Stück einer Zeile; in Markdown sagt `first`, ob es am Anfang der Zeile steht",
    "section": "einen Abschnitt mit allem darin; `level` ist die Stufe seiner Überschrift",
    "blocks": "eine Liste von Blöcken",
    "callout": "einen Callout",
    "facts": "eine Liste von Angaben",
    "bullets": "eine Aufzählung",
    "figure": "ein Bild mit seiner Tabelle",
    "table": "eine Tabelle, so wie ihr `style` es will",
    "stack": "eine Tabelle, die auf schmalen Seiten zu Blöcken wird",
    "grid": "eine Tabelle, die auf schmalen Seiten seitwärts läuft",
    "grid_row": "eine Zeile einer solchen Tabelle",
    "items": "eine Tabelle als Aufzählung, weil unter ihren Zeilen Blöcke stehen",
    "item": "eine Zeile einer solchen Tabelle",
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
}
FRAME = {
    "title": "der Titel der Datei, den der Browser zeigt",
    "style": "noch leer: Stilregeln nach allen anderen",
    "header": "der Anfang: Briefkopf, Überschrift und die Zeilen darunter",
    "letterhead": "Logo und Briefkopf",
    "contents": "das Inhaltsverzeichnis",
    "main": "alle Abschnitte",
    "footer": "das Ende: wie der Bericht zu lesen ist, und woraus er gemacht ist",
}
"""The blocks of the frame that all kinds share."""

STYLES: Mapping[str, Mapping[str, str]] = {
    "Paragraph": {
        "": "ein gewöhnlicher Absatz",
        "strong": "hervorgehoben: das Wichtigste, oder was über einer Tabelle steht",
        "small": "klein: eine Erläuterung, ein Hinweis",
        "quiet": "zurückhaltend: dass etwas nicht erfasst ist, wie viele es sind",
        "quote": "ein Text im Wortlaut, wie er beschlossen wurde",
        "judgement": "die Bewertung eines Ziels",
    },
    "Bullets": {
        "": "eine gewöhnliche Aufzählung",
        "log": "der Verlauf einer Maßnahme",
        "meta": "kurze Angaben nebeneinander, etwa zu einer Maßnahme",
        "counts": "Anzahlen nebeneinander",
    },
    "Table": {
        "stack": "auf schmalen Seiten wird jede Zeile zu einem Block",
        "measures": "Maßnahmen",
        "agenda": "Termine, oder was zu entscheiden ist: Was die Zeile benennt, ist nicht fett",
        "numbers": "Zahlen, auch die eines Bildes",
        "matrix": "viele schmale Spalten mit Zahlen",
        "narrow": "nicht breiter als nötig",
    },
    "Column": {
        "": "eine gewöhnliche Spalte",
        "state": "ein Status",
        "due": "ein Datum",
        "office": "ein Amt",
        "s-…": "die Anzahl zu einem Status, etwa `s-done`",
    },
    "Run": {
        "": "gewöhnlicher Text, auch ein Verweis",
        "strong": "hervorgehoben",
        "quiet": "zurückhaltend",
        "number": "eine Nummer oder Zahl, die nicht getrennt wird",
        "overdue": "etwas Überfälliges, mit `glyph` davor",
        "internal": "die Marke an dem, was nicht öffentlich ist",
        "status": "ein Status, mit `key` und mit `glyph` davor",
        "cite": "die Nummer einer Quelle; `anchor` führt zu ihr, `title` nennt sie",
        "place": "Datei und Zeile, in der es steht; `url` führt dorthin, wenn `fgk.yaml` einen `source_link` hat",
    },
}
"""What the styles of each part mean, word by word."""

CLASSES = {
    "callout": "ein Callout; darin `title`",
    "title": "die Aussage eines Callouts",
    "cite": "die Nummer einer Quelle",
    "details": "eine Zeile mit Blöcken unter einer anderen",
    "has-details": "eine Zeile, unter der solche Blöcke stehen",
    "facts": "eine Liste von Angaben (`dl`)",
    "glyph": "ein Zeichen vor einem Text oder über dem Titel einer Spalte",
    "internal": "die Marke „intern“",
    "kicker": "die Zeile über der Überschrift",
    "kind-…": "am `body`: die Art des Berichts, etwa `kind-status`",
    "letterhead": "Logo und Briefkopf",
    "overdue": "etwas Überfälliges",
    "page": "Anfang und Ende des Berichts (`header`, `footer`)",
    "place": "Datei und Zeile",
    "right": "eine Spalte mit Zahlen",
    "s-…": "ein Status, etwa `s-done`",
    "scroll": "um eine Tabelle, die seitwärts laufen kann",
    "skip": "der Verweis zum Inhalt für die Tastatur",
    "sources": "die Quellen",
    "status": "ein Status mit seinem Zeichen",
    "toc": "das Inhaltsverzeichnis",
    "visually-hidden": "was nur vorgelesen wird",
}
"""Classes of HTML, beside the styles of parts."""

COLOURS = {
    "surface": "die Fläche der Seite",
    "raised": "die Fläche eines Callouts, und des Ziels eines Verweises",
    "text": "der Text",
    "quiet": "zurückhaltender Text",
    "rule": "Linien",
    "grid": "Linien in Bildern",
    "accent": "Verweise, Callouts, gültige Zertifikate, heute",
    "overdue": "Überfälliges, und die Marke „intern“",
    "thread": "das Muster der Flächen in Bildern",
    "planned": "Status `planned`, abgelaufene Zertifikate",
    "preparing": "Status `preparing`",
    "in-progress": "Status `in_progress`",
    "partly-done": "Status `partly_done`, Auditierungen",
    "done": "Status `done`",
    "ongoing": "Status `ongoing`",
    "postponed": "Status `postponed`",
    "left": "Status `dropped`, `replaced` und `unknown`",
}
"""The colours of reports in HTML."""

WORD = {
    "Normal": "Text („Standard“)",
    "Title": "die Überschrift des Berichts („Titel“)",
    "Subtitle": "die Zeile darüber („Untertitel“)",
    "Heading N": "Überschriften der Stufen 1 bis 9 („Überschrift 1“ …); fehlt eine, wird sie angelegt",
    "Caption": "die Beschriftung von Tabellen und Bildern („Beschriftung“)",
    "List Bullet": "Aufzählungen („Aufzählungszeichen“)",
    "List Number": "nummerierte Aufzählungen („Listennummer“)",
    "Intense Quote": "ein Absatz `quote` („Intensives Zitat“)",
    "Table Grid": "Tabellen („Tabellenraster“)",
    "Table Text": "Text in Tabellen; kein Format von Word, aber ein eigenes dieses Namens gilt",
}
"""The styles of a Word document."""

TYPST = {
    "colours": "die Farben nach Namen, etwa `colours.accent`; auch die der Status",
    "quiet": "zurückhaltenden Text",
    "small": "kleinen Text",
    "piece": "ein Stück einer Zeile",
    "text-of": "eine Zeile",
    "mark": "ein Ziel von Verweisen",
    "paragraph": "einen Absatz",
    "callout": "einen Callout",
    "facts": "eine Liste von Angaben",
    "bullets": "eine Aufzählung",
    "cell": "eine Zelle",
    "table-of": "eine Tabelle; `blocks` ist die Funktion für die Blöcke unter einer Zeile",
    "figure-of": "ein Bild mit seiner Tabelle; `blocks` wie bei `table-of`",
    "sources": "die Quellen",
    "blocks": "eine Liste von Blöcken",
    "part": "einen Abschnitt mit allem darin",
    "page-of": "die Seite: Ränder, Kopf- und Fußzeile, Schriften",
    "letterhead": "Logo und Briefkopf",
    "opening": "den Anfang: Briefkopf, Überschrift, die Zeilen darunter, das Inhaltsverzeichnis",
    "closing": "das Ende: wie der Bericht zu lesen ist, und woraus er gemacht ist",
}
"""What ``fgk.typ`` defines."""

INTRODUCTION = """\
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

Die Arten heißen {kinds}.
Für Excel gibt es keine Muster. `fgk report --eject ART` kopiert das mitgelieferte Muster einer Art als Ausgangspunkt,
mit `--format` auch für Markdown, PDF oder Word; `fgk report --list` zeigt, welches Muster gilt. Namen stehen in
Kleinbuchstaben; von mehreren Logos gilt das erste in der Reihenfolge der Tabelle. Andere Dateien stören nicht: Muster
können sie einbinden.

**Jinja.** Ein Muster, das das mitgelieferte erweitert, ersetzt nur die Blöcke, die es nennt. `super()` ist darin, was
sonst dort stünde.

Datei `templates/status.html.j2`:

```jinja
{% extends "fgk/status.html.j2" %}
{% block letterhead %}<p>Stadt Musterdorf · Rathaus</p>{% endblock %}
{% block about %}{{ super() }}<p>Fragen beantwortet {{ report.values.office }}.</p>{% endblock %}
```

Welche Blöcke es gibt, steht [weiter unten](#blöcke-in-jinja). Ihre Namen haben keinen Bindestrich: Der Abschnitt
`at-work` steht im Block `at_work`. `fgk/…` ist immer das mitgelieferte Muster. Ein Block, den kein erweitertes Muster
hat, ist ein Fehler, denn er erschiene nirgends. Skripte und Adressen im Netz, auch in `style.css`, lädt kein Browser:
Der Bericht verbietet es (Content-Security-Policy).

Datei `templates/public.html.j2`:

```jinja
{% extends "fgk/public.html.j2" %}
{% import "partials/parts.html.j2" as part with context %}
{% block at_work %}
{% if "at-work" in report.sections %}
{{ part.section(report.sections["at-work"]) }}
<p>{{ _("Am %(day)s standen 40 %% der Plätze bereit.", day=report.values.day) }}</p>
{% endif %}
{% endblock %}
{% block given_up %}{% endblock %}
```

**Sätze.** `_`, `gettext` und `ngettext` übersetzen die Sätze, die auch die mitgelieferten Berichte verwenden; jeder
andere bleibt in jeder Sprache, wie er dasteht. An der Stelle eines Wertes steht darin `%(name)s`, und der Wert folgt
unter diesem Namen; die Zahl von `ngettext` heißt `%(num)s`. Geschweifte Klammern werden nicht ersetzt. Ein
Prozentzeichen, das zu sehen sein soll, wird deshalb in diesen Sätzen verdoppelt, `%%`; sonst scheitert das Muster, oder
im Text fehlt etwas. Überall sonst, auch zwischen `{% trans %}` und `{% endtrans %}`, bleibt es einfach.

Datei `templates/annual.md.j2`:

```jinja
{% extends "fgk/annual.md.j2" %}
{% block summary %}
{{ super() }}

{{ ngettext("Der Bericht hat %(num)s Abschnitt.", "Der Bericht hat %(num)s Abschnitte.", report.sections|length) }}
{% trans period=report.values.period %}Für {{ period }} haben 100 % der Ämter berichtet.{% endtrans %}

{% endblock %}
```

**CSS.** `style.css` gilt nach den mitgelieferten Regeln. Die Farben sind Variablen, auch die der Bilder; für dunkle
Bildschirme haben sie eigene Werte. Die [Klassen](#klassen-und-farben-in-html) stehen weiter unten.

Datei `templates/style.css`:

```css
@media print, (prefers-color-scheme: light) { :root { --accent: #7a1f3d; } }
.kind-annual h1 { letter-spacing: .02em; }
p.judgement { font-style: italic; }
table.measures td.due { white-space: nowrap; }
```

**Typst.** Ein Layout bestimmt `report(data)`. `data` ist der Bericht, wie unten beschrieben, dazu `data.contents` und
`data.from` (Überschriften), `data.region`, `data.logo` (Pfad oder leer) und `data.letterhead` (Zeilen). Abschnitte
stehen dort unter ihrem Schlüssel, also mit Bindestrich.

Datei `templates/report.typ`:

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

Ein Layout darf Abschnitte weglassen. Verweise dorthin führen dann ins Leere, und Typst bricht ab; die Zeile mit
`show link` macht gewöhnlichen Text aus ihnen.

Datei `templates/public.typ`:

```typst
#import "/fgk/fgk.typ": *
#let report(data) = {
  show: page-of.with(data)
  show link: it => context if type(it.dest) == label and query(it.dest).len() == 0 { it.body } else { it }
  opening(data)
  for name in ("standing", "at-work", "contact") {
    if name in data.sections { part(data.sections.at(name)) }
  }
  closing(data)
}
```

Alle Dateien unter `templates` sind für `import` und `image` da, die mitgelieferten unter `/fgk/`. Jedes Bild braucht
einen Alternativtext (`alt`), sonst wäre das PDF nicht barrierefrei (PDF/UA) und entsteht nicht. Es gelten die
mitgelieferten Schriften (Noto Sans); andere lassen sich nicht mitbringen, und eine unbekannte wird durch sie ersetzt.

**Word.** Formate, Kopf- und Fußzeilen des Dokuments gelten. Platzhalter wie `{{ name }}` werden in Text, Tabellen,
Textfeldern, Links sowie den Kopf- und Fußzeilen aller Seiten gefüllt, auch der ersten und der geraden: jeder Wert aus
`values`, dazu `{{ title }}`, `{{ heading }}` und `{{ lead }}`. Was sonst im Absatz steht, bleibt: Felder wie die
Seitenzahl, Bilder, Tabulatoren, Umbrüche, anders formatierter Text. Ein Wert erscheint in dem Format, das die erste
Klammer seines Platzhalters hat. Nicht gefüllt werden Fuß- und Endnoten, Kommentare, Alternativtexte und die Adressen
von Links; ein Platzhalter in der Anweisung eines Feldes wird abgelehnt. Der Bericht kommt an die Stelle des Absatzes
`{{ content }}`, der für sich allein im Text steht; ohne ihn folgt er am Ende. Makros, eingebettete Objekte, Felder, die
andere Dateien lesen können, und Verweise auf Vorlagen oder Bilder außerhalb werden abgelehnt.

Wer Jinja kennt, kann in einem Absatz auch Bedingungen, Schleifen und Filter verwenden. Zwischen `{% if … %}` und
`{% endif %}` darf verschieden formatierter Text stehen, aber kein Feld, kein Bild und kein Link, denn diese bleiben,
was auch immer die Werte sind; dasselbe gilt für Schleifen. Eine Bedingung endet deshalb davor und beginnt dahinter,
wenn nötig, noch einmal, etwa `{% if email %}{{ email }} – {% endif %}` vor der Seitenzahl.

## Was Muster nicht können

Ein Muster bekommt fertige Werte. Es liest keine Dateien außerhalb von `templates`, keine Umgebung und nichts aus dem
Netz, auch keine Pakete von Typst, und es läuft in einem eigenen Prozess mit höchstens 30 Sekunden und 1 GB
Arbeitsspeicher (die Grenze für den Speicher gibt es nur unter Linux). Alle Dateien zusammen haben höchstens 32 MB, jede
höchstens 4 MB. Ist ein Muster fehlerhaft, nennt `fgk` Datei und Zeile, und der Exit-Code ist 1.
"""
