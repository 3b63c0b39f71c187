"""The round that a report is about, where that is not the one that counts."""

from fgk.assessment.assess import Assessment
from fgk.assessment.lifecycle import History, Standing
from fgk.messages import msg
from fgk.render.wanted import UnknownRound
from fgk.stops import WrongUse


class NoRound(WrongUse):
    """A municipality without a round that the report could be about."""

    def __init__(self) -> None:
        super().__init__(
            msg("No round of the audit has begun that this report could be about"),
            msg("Enter its events in audit.yaml, or name a round with --round ID."),
        )


def chosen(assessment: Assessment, name: str | None, *, running_first: bool) -> tuple[Standing, History]:
    """Give the round of a name or, without one, the running one or the one of the latest certificate.

    ``running_first`` says which of the two comes first. Raises UnknownRound and NoRound.
    """
    if name is not None:
        for standing in assessment.standings:
            for history in standing.histories:
                if history.round.id == name:
                    return standing, history
        raise UnknownRound(name, [history.round.id for history in assessment.histories])
    main = assessment.main
    running = main.current if main.audit_state.is_running else None
    award = main.award.history if main.award is not None else None
    found = (running or award) if running_first else (award or running)
    if found is None:
        raise NoRound
    return main, found
