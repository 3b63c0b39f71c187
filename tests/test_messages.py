"""The German catalogue: complete, and true to the source strings."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import fgk
from fgk.dates import Duration, PartialDate
from fgk.messages import Translator, msg, msgn

PO = Path(fgk.__file__).parent / "locale/de/LC_MESSAGES/fgk.po"
FREE = {"No such command {name!r}."}
"""Strings of a library whose placeholder has a conversion that German quotation marks replace."""


def catalogue() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="de")


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{[a-z_]*[^}]*\}|%\([a-z_]+\)s", text))


def test_every_source_string_has_its_german() -> None:
    missing = [entry.id for entry in catalogue() if entry.id and not all(forms(entry.string or ""))]
    assert missing == []


def marked(path: Path) -> set[str]:
    """Give the strings of a module that are marked for translation, as Python itself reads them."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("msg", "msgn", "N_")]
    first = [call.args[0] for call in named if call.args]
    return {one.value for one in first if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_marked_string_is_in_the_catalogue() -> None:
    known = {forms(entry.id)[0] for entry in catalogue() if entry.id}
    found = {path.name: marked(path) - known for path in Path(fgk.__file__).parent.rglob("*.py")}
    assert {name: strings for name, strings in found.items() if strings} == {}


def test_no_translation_is_doubtful() -> None:
    assert [entry.id for entry in catalogue() if entry.id and entry.fuzzy] == []


def test_translations_keep_the_placeholders() -> None:
    for entry in catalogue():
        if not entry.id or entry.id in FREE:
            continue
        for source, form in zip(forms(entry.id), forms(entry.string), strict=True):  # both languages have two forms
            assert placeholders(form) == placeholders(source), entry.id


def test_german_quotation_marks_come_in_pairs() -> None:
    for entry in catalogue():
        for form in forms(entry.string or "") if entry.id else ():
            assert form.count("„") == form.count("“"), form
            assert "”" not in form, form


@pytest.mark.parametrize(
    ("date", "german", "english"),
    [
        ("2019", "2019", "2019"),
        ("2019-Q3", "3. Quartal 2019", "Q3 2019"),
        ("2019-10", "10/2019", "2019-10"),
        ("2019-10-04", "04.10.2019", "2019-10-04"),
        ("2019-10-04?", "04.10.2019 (unsicher)", "2019-10-04 (uncertain)"),
        ("2019~", "etwa 2019", "about 2019"),
        ("2019%", "etwa 2019 (unsicher)", "about 2019 (uncertain)"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(date: str, german: str, english: str) -> None:
    parsed = PartialDate.parse(date)
    assert Translator("de").date(parsed).replace("\N{NO-BREAK SPACE}", " ") == german
    assert Translator("en").date(parsed) == english


@pytest.mark.parametrize(
    ("duration", "german", "english"),
    [
        ("P1Y", "1 Jahr", "1 year"),
        ("P3Y", "3 Jahre", "3 years"),
        ("P15M", "15 Monate", "15 months"),
        ("P1D", "1 Tag", "1 day"),
        ("P14D", "14 Tage", "14 days"),
    ],
)
def test_durations_have_their_plural(duration: str, german: str, english: str) -> None:
    parsed = Duration.parse(duration)
    assert Translator("de").duration(parsed).replace("\N{NO-BREAK SPACE}", " ") == german
    assert Translator("en").duration(parsed) == english


def test_messages_nest_and_count() -> None:
    inner = msgn("{n} error", "{n} errors", 2)
    assert Translator("de")(msg("{record}: {message}", record="Musterstadt", message=inner)) == "Musterstadt: 2 Fehler"
    assert Translator("en")(msg("Possible are: {options}.", options=("a", inner))) == "Possible are: a, 2 errors."
