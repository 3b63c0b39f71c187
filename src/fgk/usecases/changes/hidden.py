"""Municipalities that a change hides: below another one, or behind one of the same name."""

from collections.abc import Iterator

from fgk.diagnostics import START, Diagnostic, Problem
from fgk.messages import N_, msg
from fgk.model.layout import MUNICIPALITY_FILE
from fgk.rules.review.traces import municipality_hidden
from fgk.source.tree import joined
from fgk.usecases.changes.compare import Pair
from fgk.usecases.changes.sides import Sides
from fgk.usecases.checking import of_problem


def hidden_municipalities(sides: Sides, pair: Pair) -> Iterator[Diagnostic]:
    """Report (FGK744) those that disappear below a directory which is new here, or cannot be told from it any more."""
    here, before = pair.now.directory, pair.old.directory if pair.old is not None else None
    if before is not None and before.path == here.path:
        return
    came = before.path if before is not None else ""
    others = (one for one in sides.old.every() if one.path != came)
    below = (one for one in others if one.path.startswith(f"{here.path}/"))
    there = {one.path for one in sides.old.every()} if before is not None else None
    twins = (
        one
        for one in sides.new.every()
        if one.path != here.path and one.slug.casefold() == here.slug.casefold()
        if there is None or one.path in there  # of two that are new here, the one without a past is reported
    )
    found = [(one, msg("The municipality “{name}” disappears below this one", name=one.slug)) for one in below]
    text = N_("The municipality “{name}” has a second directory now: {path}")
    found += [(one, msg(text, name=one.slug, path=one.path)) for one in twins]
    for one, message in found:
        hint = msg(municipality_hidden.fix)
        problem = Problem(municipality_hidden.code, message, START, hint, subject="municipality")
        yield of_problem(problem, joined(here.path, MUNICIPALITY_FILE), one.slug)
