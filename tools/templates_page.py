"""docs/templates.md: everything that a template of one's own can use, with what it means.

What there is comes from the program itself; a part without a description in ``templates_words``, or a description
without its part, is an error, so that the page cannot fall behind.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from jinja2 import nodes

from fgk.loading.repository import Repository, open_repository
from fgk.messages import Translator
from fgk.model.vocabulary import Status
from fgk.render import document
from fgk.render.charts.palette import DARK, LIGHT
from fgk.render.document import Report, plain
from fgk.render.environment import ReportEnvironment
from fgk.render.own_templates import NO_TEMPLATES
from fgk.render.reports.kinds import KINDS, TEXT_FORMATS, Kind
from fgk.render.wanted import NOTHING_ELSE, Wanted
from fgk.source.tree import MemoryTree
from fgk.usecases.portfolio import assessed, selected
from fgk.usecases.report_on_all import portfolio_of
from fgk.usecases.reporting import Order, Reporter, document_of
from styles import classes, classes_in_pictures, functions_of_typst, styles_of_parts, styles_of_word
from templates_words import (
    CLASSES,
    COLOURS,
    FRAME,
    GLOBALS,
    INTRODUCTION,
    MACROS,
    OWN_FILTERS,
    PARTS,
    STYLES,
    TYPST,
    VALUES,
    WORD,
)

DAY = dt.date(2026, 11, 23)
BROKEN = {"municipalities/defekt/municipality.yaml": b"name: [\n"}
"""A municipality with an error, which the report on all of them names."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A report that is made for the page: of which municipality, about what."""

    wanted: Wanted = NOTHING_ELSE
    name: str = "musterstadt"


SHOWN = {
    "annual": (Shown(Wanted(years=(2025,))), Shown(Wanted(years=(2026,)), "beispielmarkt")),
    "council": (Shown(Wanted(event="adoption_resolution")),),
    "measure": (Shown(Wanted(record="spielstrassen")), Shown(Wanted(record="familienbuero"))),
}
"""For each kind reports that together have all of its sections; else the one that needs nothing named will do."""


def page(root: Path) -> str:
    """Give the page; ``root`` is the project's directory, in which the examples lie."""
    kinds = ", ".join(f"`{kind.name}`" for kind in KINDS)
    parts = (_globals(), _blocks(), _parts(root), _looks(root), _kinds(root))
    return "\n".join([INTRODUCTION.replace("{kinds}", kinds), *(line for part in parts for line in part)])


def _documented(what: str, there: Collection[str], described: Collection[str]) -> None:
    """Require that what there is and what is said of it are the same. Raises ValueError, which names the difference."""
    silent, gone = sorted({*there} - {*described}), sorted({*described} - {*there})
    if silent or gone:
        raise ValueError(f"{what}: nothing is said of {silent}; {gone} is described, but does not exist")


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield from (f"| {' | '.join(heads)} |", "|---" * len(heads) + "|")
    for cells in rows:
        yield f"| {' | '.join(text.replace('|', chr(92) + '|') for text in cells)} |"
    yield ""


def _coded(rows: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    return ((f"`{name}`" if name else "leer", text) for name, text in rows.items())


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"`{name}`" for name in names if name)


# -- what Jinja knows -------------------------------------------------------------------------------------------------


def _environment() -> ReportEnvironment:
    return ReportEnvironment(NO_TEMPLATES, Translator("de"))


def _parsed(environment: ReportEnvironment, name: str) -> nodes.Template:
    source, _, _ = environment.sources.get_source(environment, name)
    return environment.parse(source)


def _globals() -> Iterator[str]:
    environment = _environment()
    _documented("globals", {*environment.globals, "report"}, GLOBALS)
    yield from ("## Was ein Jinja-Muster kennt", "")
    yield from _table(("Name", "Bedeutung"), _coded(GLOBALS))
    yield 'Bausteine aus `{% import "partials/parts.html.j2" as part with context %}`, für Markdown aus `parts.md.j2`:'
    yield ""
    yield from _table(("Baustein", "zeigt"), _macros(environment))
    theirs = sorted(name for name in environment.filters if not name.startswith("_") and name not in OWN_FILTERS)
    yield from ("Eigene Filter:", "")
    yield from _table(("Filter", "Bedeutung"), _coded(OWN_FILTERS))
    yield from (f"Filter von Jinja: {_listed(theirs)}.", "")


def _macros(environment: ReportEnvironment) -> Iterator[tuple[str, ...]]:
    """Give each macro of the bundled parts: how it is called, and what it shows."""
    html, markdown = _shapes(environment, "html"), _shapes(environment, "md")
    _documented("macros", {*html, *markdown}, MACROS)
    for name, text in MACROS.items():
        shapes = dict.fromkeys(one[name] for one in (html, markdown) if name in one)
        only = "" if name in html and name in markdown else f" (nur {'HTML' if name in html else 'Markdown'})"
        yield ", in Markdown ".join(f"`{shape}`" for shape in shapes), f"{text}{only}"


def _shapes(environment: ReportEnvironment, ending: str) -> Mapping[str, str]:
    found = _parsed(environment, f"partials/parts.{ending}.j2").find_all(nodes.Macro)
    return {one.name: f"part.{one.name}({', '.join(_arguments(one))})" for one in found}


def _arguments(macro: nodes.Macro) -> Iterator[str]:
    given = len(macro.args) - len(macro.defaults)
    for place, one in enumerate(macro.args):
        default = macro.defaults[place - given] if place >= given else None
        yield f"{one.name}={default.value}" if isinstance(default, nodes.Const) else one.name


def _blocks() -> Iterator[str]:
    """Give the blocks of the frame; those of the kinds stand with the kinds."""
    environment = _environment()
    by_format = {format_: _blocks_of(environment, f"report.{format_}.j2") for format_ in TEXT_FORMATS}
    _documented("blocks", {name for blocks in by_format.values() for name in blocks}, FRAME)
    yield from ("## Blöcke in Jinja", "")
    yield "Jede Art hat die Blöcke des Rahmens. Die Blöcke in `main`, einer für jeden Abschnitt, stehen bei"
    yield from ("[den Arten](#die-arten).", "")
    formats = ({"md": "Markdown", "html": "HTML"}[name] for name in TEXT_FORMATS)
    yield from _table(
        ("Block", *formats, "Bedeutung"),
        (
            (f"`{name}`", *("ja" if name in blocks else "–" for blocks in by_format.values()), text)
            for name, text in FRAME.items()
        ),
    )


def _blocks_of(environment: ReportEnvironment, name: str) -> Mapping[str, str]:
    """Give the blocks of a template in their order, each with the key of the section that it shows, if it is one."""
    return {one.name: _section_in(one) for one in _parsed(environment, name).find_all(nodes.Block)}


def _section_in(block: nodes.Block) -> str:
    if any(True for _ in block.find_all(nodes.Block)):
        return ""
    keys = (one.arg.value for one in block.find_all(nodes.Getitem) if isinstance(one.arg, nodes.Const))
    return next((key for key in keys if isinstance(key, str)), "")


# -- what a report is made of -----------------------------------------------------------------------------------------


def _parts(root: Path) -> Iterator[str]:
    kinds = {
        name: value
        for name, value in vars(document).items()
        if isinstance(value, type) and hasattr(value, "__dataclass_fields__")
    }
    styles = styles_of_parts(root)
    blocks = [f"`{kind.block}`" for kind in kinds.values() if hasattr(kind, "block")]
    _documented("parts", kinds, PARTS)
    _documented("parts with styles", styles, STYLES)
    yield from ("## Woraus ein Bericht besteht", "")
    yield "Jeder Block hat außerdem `block`, den Namen seiner Art:"
    yield from (f"{', '.join(blocks[:-1])} oder {blocks[-1]}.", "")
    for name, (text, described) in PARTS.items():
        _documented(name, [one.name for one in fields(kinds[name])], described)
        yield from (f"### {name}", "", text, "")
        filled = {
            value: words.replace("{statuses}", _listed([one.value for one in Status]))
            for value, words in described.items()
        }
        yield from _table(("Wert", "Bedeutung"), _coded(filled))
        if name in styles:
            yield from _styles(name, styles[name])


def _styles(name: str, there: Collection[str]) -> Iterator[str]:
    """Give the styles of a part; where some are made of several words, also those that occur."""
    words = {word for style in there for word in style.split() or [""]}
    _documented(f"styles of {name}", words, STYLES[name])
    yield from _table(("`style`", "Bedeutung"), _coded(STYLES[name]))
    if words != {*there}:
        yield from (f"Es kommen vor: {_listed(sorted(there))}.", "")


# -- how it looks -----------------------------------------------------------------------------------------------------


def _looks(root: Path) -> Iterator[str]:
    yield from ("## Klassen und Farben in HTML", "")
    yield "Jeder `style`, der nicht leer ist, steht als Klasse an seinem Element: an `p`, `ul` und `table`, der einer"
    yield "Spalte an `th` und in Tabellen `stack` auch an `td`, der eines Stücks an `span` oder `a`; ohne Verweis wird"
    yield from ("`strong` zu einem Element `strong`. Dazu kommen:", "")
    _documented("classes", classes(root), CLASSES)
    yield from _table(("Klasse", "Bedeutung"), _coded(CLASSES))
    yield from (
        f"In Bildern, also in `.chart`, gibt es außerdem: {_listed(sorted(classes_in_pictures() - {'chart'}))}.",
        "",
    )
    yield from ("Die Farben sind Variablen, etwa `var(--accent)`:", "")
    _documented("colours", LIGHT, COLOURS)
    yield from _table(
        ("Farbe", "wofür", "hell", "dunkel"),
        ((f"`--{name}`", text, f"`{LIGHT[name]}`", f"`{DARK[name]}`") for name, text in COLOURS.items()),
    )
    yield from ("## Was `fgk.typ` bestimmt", "")
    shapes = functions_of_typst(root)
    _documented("fgk.typ", shapes, TYPST)
    yield from _table(("Name", "zeigt oder ist"), ((f"`{shapes[name]}`", text) for name, text in TYPST.items()))
    yield from ("## Formate in Word", "")
    yield "Ein eigenes Dokument bestimmt, wie diese Formate aussehen; was ihm fehlt, erscheint als gewöhnlicher Text."
    yield from ("In Klammern steht, wie sie in einem deutschen Word heißen.", "")
    _documented("styles of Word", styles_of_word(root), WORD)
    yield from _table(("Format", "wofür"), _coded(WORD))


# -- the kinds --------------------------------------------------------------------------------------------------------


def _kinds(root: Path) -> Iterator[str]:
    yield from ("## Die Arten", "")
    yield "Ein Abschnitt steht in Jinja im Block seines Namens und in `sections` unter seinem Schlüssel. Abschnitte, in"
    yield "denen nichts stünde, fehlen dort. Die Überschriften und die Texte in der Spalte „Beispiel“ sind die von"
    yield from ("erfundenen Kommunen, meist von Musterstadt.", "")
    files = {path.relative_to(root / "examples").as_posix(): path.read_bytes() for path in _files(root / "examples")}
    repository = open_repository(MemoryTree({**files, **BROKEN}))
    known: set[str] = set()
    for kind in KINDS:
        made = [_made(repository, kind, one) for one in SHOWN.get(kind.name, (Shown(),))]
        values = {name: value for one in reversed(made) for name, value in one.values.items()}
        known |= {*values}
        yield from (f"### {kind.name}", "", Translator("de")(kind.summary), "")
        yield from (_means(kind), "")
        yield from _sections(kind, made)
        yield from _table(
            ("Wert", "Bedeutung", "Beispiel"),
            ((f"`values.{name}`", VALUES[name], value.replace("\n", " ")) for name, value in values.items()),
        )
    _documented("values", known, VALUES)


def _files(directory: Path) -> Iterator[Path]:
    return (path for path in sorted(directory.rglob("*")) if path.is_file())


def _means(kind: Kind) -> str:
    options = f" Optionen: {_listed(kind.options)}." if kind.options else ""
    return f"Formate: {_listed(kind.formats)}.{options}"


def _sections(kind: Kind, made: Collection[Report]) -> Iterator[str]:
    """Give the sections of a kind with their blocks. Raises ValueError where none of the reports has one of them."""
    environment = _environment()
    blocks, others = (_blocks_of(environment, f"{kind.name}.{format_}.j2") for format_ in TEXT_FORMATS)
    _documented(f"blocks of {kind.name}, Markdown and HTML", blocks, others)
    titles = {_key(key): plain(one.title) for report in made for key, one in report.sections.items()}
    shown = {key: name for name, key in blocks.items() if key}
    _documented(
        f"sections of {kind.name}, those of the reports in SHOWN and those of the templates", titles, shown or titles
    )
    if not shown:
        yield from ("Diese Art hat keinen Block für einen einzelnen Abschnitt: Alle stehen in `main`.", "")
    rows = ((*((f"`{shown[key]}`",) if shown else ()), f"`{key}`", titles[key]) for key in shown or titles)
    yield from _table((*(("Block",) if shown else ()), "Schlüssel in `sections`", "Überschrift"), rows)


def _key(anchor: str) -> str:
    """Give the key of a section; ``ID`` stands in it for the record that a fact sheet is about."""
    records = (one.wanted.record for several in SHOWN.values() for one in several if one.wanted.record is not None)
    return next((anchor.removesuffix(name) + "ID" for name in records if anchor.endswith(f"-{name}")), anchor)


def _made(repository: Repository, kind: Kind, one: Shown) -> Report:
    order = Order(kind.name, kind.formats[0], DAY, "de", wanted=one.wanted)
    if kind.is_of_all:
        directories = list(repository.municipalities())
        base = Reporter(order, kind.formats, directories, repository).provenance(directories, "")
        return portfolio_of(repository, order, directories, base)[0]
    directory = selected(repository, [one.name])[0]
    base = Reporter(order, kind.formats, [directory], repository).provenance([directory], one.name)
    return document_of(assessed(repository, directory, DAY), kind, order, base)
