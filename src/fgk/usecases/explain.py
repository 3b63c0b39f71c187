"""``fgk explain``: what a rule wants, and an example of it."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from fgk.diagnostics import Diagnostic
from fgk.messages import N_, msg
from fgk.resources import bundled
from fgk.rules.catalogue import named, rules
from fgk.rules.examples import Example, compared
from fgk.rules.registry import Rule
from fgk.stops import WrongUse
from fgk.suggestions import did_you_mean

DAY = dt.date(2026, 11, 23)
"""The day on which the examples show what they are meant to show."""

_CANNOT_BE_SHOWN = {
    "FGK002": N_("A bad example would hold bytes that are no UTF-8; it cannot be shown as text."),
    "FGK003": N_("A bad example would be too large to be shown."),
    "FGK013": N_("A bad example would hold a control character; it cannot be shown as text."),
    "FGK016": N_("A bad example would be a file that cannot be read; there is nothing to show."),
    "FGK017": N_("A bad example would be a link that leads out of the repository; there is no text to show."),
    "FGK900": N_("There is no bad example: only a defect of fgk leads to this finding, never your files."),
}
_NO_EXAMPLE = N_("A bad example cannot be shown as text.")


class UnknownRule(WrongUse):
    """A name that no rule has."""

    def __init__(self, name: str) -> None:
        known = [word for rule in rules() for word in (rule.code, rule.name)]
        hint = did_you_mean(name, known) or msg("“fgk explain --list” shows all rules.")
        super().__init__(msg("There is no rule “{name}”", name=name), hint)


def explained(name: str) -> Rule:
    """Give the rule with a code or name. Raises UnknownRule."""
    found = named(name)
    if found is None:
        raise UnknownRule(name)
    return found


def example_of(rule: Rule) -> Example:
    """Give the example of a rule, with what the rule really finds in it."""
    folder = bundled("rules") / f"{rule.code}-{rule.name}"
    if not (folder / "bad").is_dir():
        return Example(reason=_CANNOT_BE_SHOWN.get(rule.code, _NO_EXAMPLE))
    if rule.review is not None or rule.code in _OF_CHANGES:
        return _of_change(rule, folder)
    bad, good = _repository(folder / "bad"), _repository(folder / "good")
    from fgk.loading.repository import open_repository
    from fgk.source.tree import MemoryTree
    from fgk.usecases.validate import validate

    tree = MemoryTree({path: text.encode() for path, text in bad.items()})
    diagnostics = validate(open_repository(tree), DAY).diagnostics
    return compared(bad, good, next((one for one in diagnostics if one.code == rule.code and not one.ignored), None))


_OF_CHANGES = ("FGK742", "FGK743", "FGK744", "FGK771", "FGK781")
"""Rules about changes that have no check of their own."""


def _of_change(rule: Rule, folder: Path) -> Example:
    """Give the example of a rule about changes: the files before, and two ways to change them."""
    before = {**_texts(bundled("rules") / "_base"), **_texts(folder / "before")}
    bad, good = ({**before, **_texts(folder / which)} for which in ("bad", "good"))
    found = next((one for one in reviewed(before, bad) if one.code == rule.code), None)
    return compared(bad, good, found, before)


def reviewed(before: Mapping[str, str], after: Mapping[str, str]) -> list[Diagnostic]:
    """Review a change of files, given by their paths; a file whose text is empty is none."""
    from fgk.loading.repository import open_repository
    from fgk.source.tree import MemoryTree
    from fgk.usecases.changes.judgement import Terms
    from fgk.usecases.changes.review import review
    from fgk.usecases.changes.sides import side_by_side

    old, new = (MemoryTree({path: text.encode() for path, text in files.items() if text}) for files in (before, after))
    found = review(side_by_side(old, new), DAY, Terms(open_repository(old))).validation.diagnostics
    return [one for one in found if not one.ignored]


def _repository(own: Path) -> dict[str, str]:
    """Read an example; one without a municipality.yaml of its own changes the sound base."""
    is_whole = any(own.rglob("municipality.y*ml"))
    return {**({} if is_whole else _texts(bundled("rules") / "_base")), **_texts(own)}


def _texts(root: Path) -> dict[str, str]:
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}
