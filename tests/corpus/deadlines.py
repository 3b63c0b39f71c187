"""What is due."""

from corpus.case import Case, Silent

CASES: list[Case] = []

SILENT: list[Silent] = []
