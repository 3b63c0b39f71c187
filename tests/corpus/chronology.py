"""Dates that cannot all be right."""

from corpus.case import Case, Silent

CASES: list[Case] = []

SILENT: list[Silent] = []
