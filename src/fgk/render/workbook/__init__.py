"""Workbooks for Excel: the collections as sheets (``sheets``), sheets as neutral tables (``table``), their file."""

from fgk.render.workbook.extent import Extent
from fgk.render.workbook.sheets import sheets_of
from fgk.render.workbook.table import About, Choices, Column, Form, Sheet, Value
from fgk.render.workbook.write import workbook

__all__ = ["About", "Choices", "Column", "Extent", "Form", "Sheet", "Value", "sheets_of", "workbook"]
