"""The collections of a municipality as sheets, each with the facts that were known on the day."""

from dataclasses import replace

from fgk.assessment.assess import Assessment
from fgk.model import publication
from fgk.render.wording import Wording
from fgk.render.workbook.extent import Extent
from fgk.render.workbook.goals import field_sheet, goal_sheet, indicator_sheet
from fgk.render.workbook.history import deadline_sheet, event_sheet, round_sheet
from fgk.render.workbook.measures import log_sheet, measure_sheet
from fgk.render.workbook.names import Names
from fgk.render.workbook.records import consultation_sheet, resolution_sheet, source_sheet
from fgk.render.workbook.table import Sheet

ALL = Extent()


def sheets_of(assessment: Assessment, words: Wording, extent: Extent = ALL, *, public: bool) -> tuple[Sheet, ...]:
    """Give the sheets of a municipality whose state can be derived; of empty ones only that of the measures.

    ``extent`` says whose goals and measures have rows, and what is said of them.
    A public workbook rests on what may be published alone, whatever is handed in.
    """
    if public:
        assessment = replace(assessment, dossier=publication.public(assessment.dossier))
    names = Names(assessment, words, extent, public=public)
    others = (
        log_sheet(names),
        goal_sheet(names),
        indicator_sheet(names),
        field_sheet(names),
        round_sheet(names),
        event_sheet(names),
        resolution_sheet(names),
        consultation_sheet(names),
        deadline_sheet(names),
        source_sheet(names),
    )
    return (measure_sheet(names), *(sheet for sheet in others if sheet.rows))
