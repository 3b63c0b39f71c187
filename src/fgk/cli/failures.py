"""What can go wrong with a run as a whole: its words and its exit code.

0 nothing to complain about · 1 findings, or something that could not be assessed or rendered · 2 wrong use ·
3 could not run · 130 interrupted.
"""

from dataclasses import dataclass

from fgk.messages import Message, msg

OK, FOUND, WRONG_USE, CANNOT_RUN, INTERRUPTED = 0, 1, 2, 3, 130


class WrongUse(Exception):
    """The command line asks for something that does not exist."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message.text)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Failure:
    """How a run ended: exit code, what went wrong, what to do."""

    code: int
    message: Message
    hint: Message | None = None


def failure_of(error: BaseException) -> Failure | None:
    """Give the words and the exit code for a known exception, or None for a defect of the program."""
    if isinstance(error, WrongUse):
        return Failure(WRONG_USE, error.message, error.hint)
    from fgk.source.compose import LibyamlMissing
    from fgk.source.root import NoRepository

    if isinstance(error, NoRepository):
        return _no_repository(error.given)
    if isinstance(error, LibyamlMissing):
        return Failure(
            CANNOT_RUN,
            msg("PyYAML is installed without libyaml, which fgk needs"),
            msg("Install the ready-made package: pip install --force-reinstall --only-binary :all: pyyaml"),
        )
    return _of_use_case(error)


def _of_use_case(error: BaseException) -> Failure | None:
    from fgk.usecases.explain import UnknownRule
    from fgk.usecases.portfolio import UnknownMunicipality
    from fgk.usecases.status import UnknownRound

    if isinstance(error, UnknownMunicipality):
        message = msg("There is no municipality “{name}” here", name=error.name)
        return Failure(WRONG_USE, message, _which(error.suggestion, list(error.known)))
    if isinstance(error, UnknownRound):
        message = msg("There is no round “{name}”", name=error.name)
        return Failure(WRONG_USE, message, _which(error.suggestion, ["all", *error.known]))
    if isinstance(error, UnknownRule):
        hint = _which(error.suggestion, []) or msg("“fgk explain --list” shows all rules.")
        return Failure(WRONG_USE, msg("There is no rule “{name}”", name=error.name), hint)
    return _of_report(error)


def _of_report(error: BaseException) -> Failure | None:
    from fgk.render.environment import TemplateDefect
    from fgk.render.reports import KINDS, UnknownReport
    from fgk.usecases.report import CannotAssess

    if isinstance(error, UnknownReport):
        message = msg("There is no report “{kind}” in the format “{format}”", kind=error.kind, format=error.format)
        return Failure(WRONG_USE, message, msg("Possible are: {options}.", options=", ".join(KINDS)))
    if isinstance(error, CannotAssess):
        message = msg("“{slug}” cannot be assessed because of errors in its files", slug=error.slug)
        return Failure(FOUND, message, msg("“fgk validate {slug}” shows them.", slug=error.slug))
    if isinstance(error, TemplateDefect):
        message = msg("{path}:{line}: {message}", path=error.path, line=error.line, message=error.message)
        return Failure(FOUND, message, msg("Correct the template, or delete it to use the bundled one."))
    return None


def _no_repository(given: object) -> Failure:
    if given is not None:
        message = msg("The directory “{path}” does not exist", path=given)
        return Failure(CANNOT_RUN, message, msg("Check the path behind --repo, or the variable FGK_REPO."))
    return Failure(
        CANNOT_RUN,
        msg("No repository was found here or in the directories above"),
        msg("Name it with --repo DIR; a repository holds fgk.yaml or a directory municipalities."),
    )


def _which(suggestion: str | None, known: list[str]) -> Message | None:
    if suggestion:
        return msg("Did you mean “{suggestion}”?", suggestion=suggestion)
    if known and len(known) <= 20:
        return msg("Possible are: {options}.", options=", ".join(known))
    return None
