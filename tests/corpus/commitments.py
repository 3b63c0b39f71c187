"""What a target agreement must hold, and what becomes of it."""

from corpus.case import Case, Silent

CASES: list[Case] = []

SILENT: list[Silent] = []
