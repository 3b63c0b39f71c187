"""Write what is generated and committed, or say with ``--check`` what is out of date.

``messages``: the German catalogue, from the strings in code and templates. ``schemas``: the JSON Schemas of the data
files, German and English. ``docs``: docs/rules.md, docs/templates.md and the command help
in README.md.
"""

import argparse
import datetime as dt
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from fgk.messages import Translator
from fgk.render.terminal.examples import bad_lines, before_lines, good_lines
from fgk.render.terminal.pen import Pen
from fgk.rules.catalogue import rules
from fgk.rules.families import family_of
from fgk.rules.registry import Rule
from fgk.usecases.explain import example_of
from fgk.usecases.schema import schema_text
from fgk.usecases.schema import schemas as file_schemas
from templates_page import page

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "src/fgk/locale/de/LC_MESSAGES/fgk.po"
KEYWORDS = {"N_": None, "msg": None, "msgn": (1, 2), "_": None, "gettext": None, "ngettext": (1, 2)}
HELP_START, HELP_END = "<!-- help -->\n", "<!-- /help -->"

Generated = Iterator[tuple[Path, bytes]]
"""Files that are generated: path and content."""


def messages() -> Generated:
    """Collect source strings; translations that exist are kept, strings that are gone are left out."""
    with PO.open("rb") as file:
        known = read_po(file, locale="de")
    catalogue = Catalog(locale="de", charset="utf-8", fuzzy=False, **_FIXED_HEADER)
    for text in sorted(_source_strings(), key=str):
        old = known.get(text[0] if isinstance(text, tuple) else text)
        translation = old.string if old is not None and old.id == text else None
        catalogue.add(text, translation or (("", "") if isinstance(text, tuple) else ""))
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, width=120)
    write_mo(mo, catalogue)
    yield PO, po.getvalue()
    yield PO.with_suffix(".mo"), mo.getvalue()


_EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_FIXED_HEADER: dict[str, Any] = {
    "project": "fgk",
    "version": "1",
    "copyright_holder": "fgk",
    "creation_date": _EPOCH,
    "revision_date": _EPOCH,
    "last_translator": "",
    "language_team": "",
    "header_comment": "# German catalogue of fgk. Complete, and the default. Written by `make messages`.",
}


def _source_strings() -> set[str | tuple[str, str]]:
    found: set[str | tuple[str, str]] = set()
    for directory, pattern, method in (
        ("src/fgk", "**.py", "python"),
        ("templates", "**.j2", "jinja2.ext:babel_extract"),
    ):
        extracted = extract_from_dir(
            ROOT / directory, [(pattern, method)], {pattern: _OPTIONS[method]}, keywords=KEYWORDS
        )
        found |= {tuple(text) if isinstance(text, tuple) else text for _, _, text, _, _ in extracted}  # type: ignore[misc]
    return {text for text in found if text}


_OPTIONS: dict[str, dict[str, str]] = {
    "python": {"encoding": "utf-8"},
    "jinja2.ext:babel_extract": {"encoding": "utf-8", "silent": "false", "trimmed": "true"},
}


def schemas() -> Generated:
    """Write the schemas of the data files: German ones for the editor's hovers, English ones beside them."""
    for language, directory in (("de", ROOT / "schemas"), ("en", ROOT / "schemas/en")):
        for name, schema in file_schemas(Translator(language)).items():
            yield directory / f"{name}.schema.json", schema_text(schema).encode()


def docs() -> Generated:
    """Write the pages of all rules and of what templates can use, and the help of every command into the README."""
    yield ROOT / "docs/rules.md", _rules_page().encode()
    yield ROOT / "docs/templates.md", page(ROOT).encode()
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    if HELP_START in text:
        before, rest = text.split(HELP_START, 1)
        after = rest.split(HELP_END, 1)[1]
        text = f"{before}{HELP_START}\n```text\n{_help()}```\n\n{HELP_END}{after}"
    yield readme, text.encode()


def _help() -> str:
    environment = {**os.environ, "COLUMNS": "80", "FGK_LANG": "de"}
    command = [sys.executable, "-m", "fgk", "--help"]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def _rules_page() -> str:
    translate = Translator("de")
    lines = [
        "# Regeln",
        "",
        "Diese Seite wird von `make docs` geschrieben; `fgk explain REGEL` zeigt dasselbe im Terminal. Die Beispiele",
        "gelten am 23.11.2026; gezeigt werden nur die Dateien, auf die es ankommt.",
    ]
    for family, several in groupby(rules(), family_of):
        lines += ["", f"**{translate(family.title)}**", ""]
        lines += ["| Code | Name | Schweregrad | Was gefunden wird |", "|---|---|---|---|"]
        for rule in several:
            link = f"[{rule.code}](#{rule.code.lower()})"
            summary = translate(rule.summary).replace("|", "\\|")
            lines.append(f"| {link} | {rule.name} | {_SEVERITIES[rule.severity]} | {summary} |")
    for family, several in groupby(rules(), family_of):
        lines += ["", f"## {translate(family.title)}"]
        for rule in several:
            lines += _rule(rule, translate)
    return "\n".join(lines) + "\n"


_SEVERITIES = {"error": "Fehler", "warning": "Warnung", "info": "Hinweis"}
_WIDTH = 110


def _rule(rule: Rule, translate: Translator) -> Iterator[str]:
    yield from ("", f'### <a id="{rule.code.lower()}"></a>{rule.code} {rule.name}', "")
    yield f"*{_SEVERITIES[rule.severity]}.* {translate(rule.summary)}"
    for title, text in (("Warum", rule.why), ("Was zu tun ist", rule.fix), ("Quelle", rule.source)):
        if text:
            yield from ("", f"**{title}:** {translate(text)}")
    example = example_of(rule)
    if example.reason:
        yield from ("", translate(example.reason))
        return
    if example.before:
        yield from ("", "Vorher:", "", "```text", *before_lines(example, Pen(None), _WIDTH), "```")
    yield from ("", "So nicht:", "", "```text", *bad_lines(example, translate, Pen(None), _WIDTH), "```")
    yield from ("", "So ist es richtig:", "", "```text", *good_lines(example, Pen(None), _WIDTH), "```")


PARTS: dict[str, Callable[[], Generated]] = {"messages": messages, "schemas": schemas, "docs": docs}


def main() -> int:
    """Write the named parts, by default all of them; with ``--check`` only compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="|".join(PARTS))
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    stale = []
    for part in options.parts or PARTS:
        for path, content in PARTS[part]():
            if path.exists() and path.read_bytes() == content:
                continue
            stale.append(path.relative_to(ROOT))
            if not options.check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    for path in stale:
        print(f"{'out of date' if options.check else 'written'}: {path}")
    if options.check and stale:
        print("Run `make messages schemas docs` and commit the result.")
    return int(bool(stale) and options.check)


if __name__ == "__main__":
    sys.exit(main())
