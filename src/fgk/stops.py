"""Exceptions that end a run: each brings its own words. The command line knows nothing but this base and its codes."""

from typing import ClassVar

from fgk.messages import Message

OK, FOUND, WRONG_USE, CANNOT_RUN, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes: nothing to complain about · something found, or not to be assessed or rendered · wrong use · could not
run · broken off by the user."""


class Stop(Exception):
    """A run cannot go on: what is the matter, what to do about it, and the exit code."""

    code: ClassVar[int] = CANNOT_RUN

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message.text)
        self.message = message
        self.hint = hint


class WrongUse(Stop):
    """Something was asked for that does not exist."""

    code = WRONG_USE
