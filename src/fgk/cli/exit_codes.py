"""How a run ends, beside the codes of ``fgk.stops``: 0 nothing to complain about, 130 interrupted by the user."""

from fgk.stops import CANNOT_RUN, FOUND, WRONG_USE

OK, INTERRUPTED = 0, 130

__all__ = ["CANNOT_RUN", "FOUND", "INTERRUPTED", "OK", "WRONG_USE"]
