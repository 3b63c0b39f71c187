"""What is recorded of costs, in sentences."""

from collections.abc import Iterator
from decimal import Decimal

from fgk.assessment.assess import PlanState
from fgk.messages import Message, msg, msgn
from fgk.model.audit import Round
from fgk.model.money import Money
from fgk.render.wording import Wording


def cost_sentences(words: Wording, round_: Round | None, plan: PlanState) -> Iterator[Message]:
    """Say what a round costs, and its measures but for those that were given up; nothing is assumed."""
    if round_ is not None and round_.cost is not None:
        yield msg("The round costs {amount}.", amount=words.money(round_.cost))
    if round_ is not None and round_.funded_by:
        yield msg("It is funded by: {names}.", names=tuple(round_.funded_by))
    counted = [one.measure for one in plan.measures if not one.status.is_given_up]
    costs = [one.cost for one in counted if one.cost is not None]
    for currency in sorted({cost.currency for cost in costs}):
        amounts = [cost.amount for cost in costs if cost.currency == currency]
        total = Money(amount=sum(amounts, Decimal(0)), currency=currency)
        yield msgn(
            "For {n} measure costs are recorded: {amount}.",
            "For {n} measures costs are recorded, together {amount}.",
            len(amounts),
            amount=words.money(total),
        )
    silent = len(counted) - len(costs)
    if costs and silent:
        yield msgn("For {n} measure none are recorded.", "For {n} measures none are recorded.", silent)
    bound = sum(bool(cost.subject_to_budget) for cost in costs)
    if bound:
        yield msgn(
            "{n} of the measures is subject to the budget.", "{n} of the measures are subject to the budget.", bound
        )
    given_up = sum(one.status.is_given_up and one.measure.cost is not None for one in plan.measures)
    if given_up:
        yield msgn(
            "{n} measure that was dropped or replaced is not counted.",
            "{n} measures that were dropped or replaced are not counted.",
            given_up,
        )
