"""The names by which templates tell how something is to look, read from the code and the templates that use them."""

import ast
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from pathlib import Path

import docx

from fgk.render import document
from fgk.render.charts.style import CHART_STYLE
from fgk.render.formats.word.write import blank

_DOCUMENT = "fgk.render.document"
_MAKERS = ("reports", "views")
"""The packages of ``src/fgk/render`` that make the parts of reports."""

_CLASS = re.compile(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"')
_PRINTED, _STEERING = re.compile(r"\{\{.*?\}\}"), re.compile(r"\{%.*?%\}")
_CSS_CLASS = re.compile(r"\.([a-z][\w-]*)")


def styles_of_parts(root: Path) -> Mapping[str, set[str]]:
    """Give the values that ``style`` has in each part of a report that has one; ``…`` stands for what varies.

    ``root`` is the project's directory. Raises ValueError for a style that cannot be read from the code.
    """
    places = {
        name: [one.name for one in fields(part)].index("style")
        for name, part in vars(document).items()
        if isinstance(part, type) and "style" in getattr(part, "__dataclass_fields__", ())
    }
    found = {name: {_default(name)} for name in places}
    for package in _MAKERS:
        for path in sorted((root / "src/fgk/render" / package).glob("*.py")):
            tree = ast.parse(path.read_text("utf-8"), str(path))
            named = _parts_by_name(tree)
            for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
                name = named.get(call.func.id, "") if isinstance(call.func, ast.Name) else ""
                given = _style(call, places[name]) if name in places else None
                if given is not None:
                    found[name] |= set(_texts(given, path))
    return found


def _default(name: str) -> str:
    """Give the style of a part of which none is named."""
    (style,) = (one for one in fields(vars(document)[name]) if one.name == "style")
    return "" if style.default is MISSING else str(style.default)


def _parts_by_name(tree: ast.Module) -> Mapping[str, str]:
    """Give the parts of reports that a module imports, by the names that they have in it."""
    imports = (node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == _DOCUMENT)
    return {one.asname or one.name: one.name for node in imports for one in node.names}


def _style(call: ast.Call, place: int) -> ast.expr | None:
    """Give the style in the call that makes a part; None where there is none."""
    by_name = next((one.value for one in call.keywords if one.arg == "style"), None)
    by_place = call.args[place] if len(call.args) > place else None
    return by_name or by_place


def _texts(node: ast.expr, path: Path) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from (*_texts(node.body, path), *_texts(node.orelse, path))
        case ast.JoinedStr():
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "…" for one in node.values)
        case _:
            raise ValueError(f"{path}:{node.lineno}: which style that is cannot be told")


def classes(root: Path) -> set[str]:
    """Give the classes of HTML that the bundled templates write, beside the styles of parts; ``…`` as above."""
    found: set[str] = set()
    for path in (root / "templates/report.html.j2", root / "templates/partials/parts.html.j2"):
        for value in _CLASS.findall(path.read_text("utf-8")):
            found |= {name for name in _PRINTED.sub("…", _STEERING.sub(" ", value)).split() if name.strip("…")}
    return found


def classes_in_pictures() -> set[str]:
    """Give the classes that the style of the pictures knows."""
    return set(_CSS_CLASS.findall(CHART_STYLE))


def styles_of_word(root: Path) -> set[str]:
    """Give the styles of a Word document that reports use; ``N`` stands for the level of a heading."""
    there = {str(style.name) for style in docx.Document(io.BytesIO(blank("de"))).styles}
    trees = (ast.parse(path.read_text("utf-8")) for path in sorted((root / "src/fgk/render/formats/word").glob("*.py")))
    used = {str(node.value) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {re.sub(r"\d$", "N", name) for name in used & there}


def functions_of_typst(root: Path) -> Mapping[str, str]:
    """Give how each thing that ``fgk.typ`` defines is used, by its name, in the order of the file."""
    text = (root / "templates/fgk.typ").read_text("utf-8")
    return {name: f"{name}{given}" for name, given in re.findall(r"^#let ([\w-]+)(\([^)]*\))? =", text, re.MULTILINE)}
