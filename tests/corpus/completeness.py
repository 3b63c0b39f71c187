"""What is missing, or says nothing."""

from corpus.case import Case, Silent

CASES: list[Case] = []

SILENT: list[Silent] = []
