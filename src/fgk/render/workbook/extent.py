"""What of a municipality a workbook shows: whose goals and measures have rows, and what is said of each measure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fgk.assessment.assess import EVERYTHING, Scope


@dataclass(frozen=True, slots=True)
class Extent:
    """Whose goals and measures have rows, and what became of the measures, where the report says so.

    ``outcomes`` maps the ids of measures to words, ``title`` heads their column; both are yet to be translated.
    """

    scope: Scope = EVERYTHING
    title: str = ""
    outcomes: Mapping[str, str] = field(default_factory=dict)
