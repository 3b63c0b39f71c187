"""Resolutions, stages and reports that do not fit what rests on them."""

from corpus.case import Case, Silent

CASES: list[Case] = []

SILENT: list[Silent] = []
