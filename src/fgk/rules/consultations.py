"""FGK3xx and FGK4xx: the consultations of a resolution, their order and their votes."""

from collections.abc import Iterator

from fgk.assessment.assess import Assessment
from fgk.diagnostics import Severity
from fgk.messages import N_, Message, msg
from fgk.model.resolution import Consultation, Votes
from fgk.model.vocabulary import Country, Result, label
from fgk.rules.backing import ADOPTED, runs_backwards, step_words
from fgk.rules.registry import Finding, Rule, rule

LARGEST_COUNCIL = 250
"""More votes than any council of a municipality or district has members."""

_CITIZENS_MEET = (Country.CH, Country.LI)
_CITIZENS = ("bürger", "einwohner")
_CHAIR_DECIDES = ("magistrat", "vorstand", "kreisausschuss", "bezirksamt")
"""Collegial executives, in which the chair's vote breaks a tie (§ 68 HGO, for instance)."""

_CARRIED = (*ADOPTED, Result.RECOMMENDED)


@rule(
    "FGK312",
    "consultation-order",
    Severity.ERROR,
    summary=N_("The consultations of a resolution run backwards."),
    why=N_("The last decision gives a resolution its result and its date; in a wrong order it is another one."),
    fix=N_("Put the consultations in order of time, and check the dates."),
    source=N_("Data format, section 6 (collections)"),
    tolerant=True,
    yields_to=("FGK309",),
)
def consultation_order(assessment: Assessment) -> Iterator[Finding]:
    """Compare each consultation with the latest before it."""
    for resolution in assessment.dossier.resolutions:
        for index, before in runs_backwards(resolution):
            step, later = resolution.consultations[index], resolution.consultations[before]
            dates = [one.date for one in (step, later) if one.date]
            yield Finding(
                resolution,
                ("consultations", index, "date"),
                msg(
                    "The consultations of resolution “{id}” run backwards: {step} stands after {later}",
                    id=resolution.id,
                    step=Message("{step}", {"step": step_words(step)}),
                    later=Message("{step}", {"step": step_words(later)}),
                ),
                related=((resolution, ("consultations", before, "date"), msg("the later consultation")),),
                uncertain=any(date.uncertain for date in dates),
            )


@rule(
    "FGK416",
    "impossible-votes",
    Severity.ERROR,
    summary=N_("The votes of a consultation cannot have led to its result."),
    why=N_(
        "A motion is carried by more votes for than against; a tie rejects it. No council in Germany or Austria has "
        "more than 250 members. Ties and large numbers of votes are accepted where the law has them: casting votes of "
        "a chair, assemblies of citizens."
    ),
    fix=N_("Correct the votes or the result; leave out a number that is not known."),
    source=N_("§ 50 (1) GO NRW and the corresponding provisions of the other Länder"),
)
def impossible_votes(assessment: Assessment) -> Iterator[Finding]:
    """Compare votes and result of each consultation; where a number is missing, nothing is said about it."""
    municipality = assessment.dossier.municipality
    country = municipality.country if municipality else None
    for resolution in assessment.dossier.resolutions:
        for index, step in enumerate(resolution.consultations):
            found = _fault(step, step.votes, country) if step.votes else None
            if found is not None:
                key, message = found
                result = (resolution, ("consultations", index, "result"), msg("the result"))
                related = (result,) if step.result else ()
                yield Finding(resolution, ("consultations", index, "votes", key), message, related=related)


def _fault(step: Consultation, votes: Votes, country: Country | None) -> tuple[str, Message] | None:
    """Give the key of the number at fault, and what is wrong with it."""
    numbers = {"for": votes.in_favour, "against": votes.against}
    numbers |= {"abstentions": votes.abstentions, "recused": votes.recused}
    known = {key: number for key, number in numbers.items() if number is not None}
    total = sum(known.values())
    if total > LARGEST_COUNCIL and not _is_of_citizens(step, country):
        text = N_("{step}: {total} votes are more than any council has members")
        return max(known, key=lambda key: known[key]), msg(text, step=step_words(step), total=total)
    in_favour, against = votes.in_favour, votes.against
    if step.result in _CARRIED and in_favour is not None:
        return _not_carried(step, step.result, in_favour, against, country)
    if step.result is Result.REJECTED and against == 0 and in_favour and _abstaining_is_free(votes, country):
        text = N_("{step}: “{result}”, although {n} voted for it and nobody against")
        return "against", msg(text, step=step_words(step), result=msg(label(step.result)), n=in_favour)
    return None


def _not_carried(
    step: Consultation, result: Result, in_favour: int, against: int | None, country: Country | None
) -> tuple[str, Message] | None:
    words = {"step": step_words(step), "result": msg(label(result))}
    if in_favour == 0:
        return "for", Message(N_("{step}: “{result}”, although nobody voted for it"), words)
    if against is None or in_favour > against or (in_favour == against and not _tie_rejects(step, country)):
        return None
    words |= {"for": in_favour, "against": against}
    if in_favour == against:
        return "for", Message(N_("{step}: “{result}”, although a tie of {for} to {against} votes rejects"), words)
    return "for", Message(N_("{step}: “{result}”, although {for} voted for it and {against} against"), words)


def _tie_rejects(step: Consultation, country: Country | None) -> bool:
    """Whether a tie rejects a motion: so it is in Germany, in every body but those whose chair decides then."""
    return country is Country.DE and not any(word in step.body.casefold() for word in _CHAIR_DECIDES)


def _abstaining_is_free(votes: Votes, country: Country | None) -> bool:
    """Whether abstentions cannot have defeated a motion; in Austria, for one, they count as votes against."""
    return country is Country.DE or (votes.abstentions is not None and votes.abstentions < (votes.in_favour or 0))


def _is_of_citizens(step: Consultation, country: Country | None) -> bool:
    return country in _CITIZENS_MEET or any(word in step.body.casefold() for word in _CITIZENS)


RULES: tuple[Rule, ...] = (consultation_order, impossible_votes)
