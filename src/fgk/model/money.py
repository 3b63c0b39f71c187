"""Amounts of money."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from fgk.messages import N_
from fgk.model.base import Record, record
from fgk.model.values import Amount, Currency, Flag, Text


class Money(Record):
    """An exact amount in a currency."""

    model_config = record(N_("Money"), N_("An amount with at most two decimals; a bare number means euros."))

    amount: Amount = Field(
        title=N_("Amount"), description=N_("Digits, with a point before cents and nothing between thousands.")
    )
    currency: Currency = Field("EUR", title=N_("Currency"), description=N_("ISO 4217 code; EUR is the default."))


class Cost(Money):
    """What a measure costs."""

    model_config = record(N_("Cost"), N_("What it costs and where it stands in the budget."))

    budget_line: Text | None = Field(
        None, title=N_("Budget line"), description=N_("Where it stands in the budget (Haushaltsstelle, Produkt).")
    )
    subject_to_budget: Flag = Field(
        False,
        title=N_("Subject to budget"),
        description=N_("true: only if the budget provides for it (Haushaltsvorbehalt)."),
    )


def _amount_alone(value: Any) -> Any:
    return {"amount": value} if isinstance(value, str) else value


MoneyOrNumber = Annotated[Money, BeforeValidator(_amount_alone, json_schema_input_type=Money | Amount)]
CostOrNumber = Annotated[Cost, BeforeValidator(_amount_alone, json_schema_input_type=Cost | Amount)]
