"""The facts of a stage's cost control: the exchange rate, and what is watched."""

from decimal import ROUND_UP, Decimal, InvalidOperation
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from tenancy.vocabulary import Day, Declared, Email, SomeUniqueRows, UniqueRows, Yen, mistake
from tenancy.volumes import Volumes, no_volumes

LEAST_RATE: Final = Decimal(50)
MOST_RATE: Final = Decimal(500)
CENT: Final = Decimal("0.01")


def _rate(value: object) -> object:
    if isinstance(value, Decimal):
        return value
    wrong = mistake(
        f"{value!r} is not the price of a dollar in yen",
        f"write a number from {LEAST_RATE} to {MOST_RATE}, such as 150.25",
    )
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong
    try:
        rate = Decimal(str(value))
    except InvalidOperation:
        raise wrong from None
    if not rate.is_finite() or not LEAST_RATE <= rate <= MOST_RATE:
        raise wrong
    return rate


YenPerDollar = Annotated[
    Decimal,
    BeforeValidator(_rate),
    WithJsonSchema({"type": "number", "minimum": float(LEAST_RATE), "maximum": float(MOST_RATE)}),
]
"""The price of a US dollar in yen. A number, kept as it is written, never as binary fraction."""
AllocationTag = Literal[
    "Stage", "Ministry", "System", "Environment", "DataClassification", "Availability", "CostCenter"
]
"""A tag of `TenantPlan.tags` by which AWS can break a bill down."""

Sharing = Literal["equal", "attachment", "use"]
"""A rule by which what all use together is shared among tenants."""


class CostSettings(Declared):
    """The cost control of a stage. AWS bills and sets budgets in dollars; tenants plan in yen."""

    yen_per_usd: YenPerDollar
    """The exchange rate by which budgets in yen become budgets in dollars."""
    as_of: Day
    """The day of the exchange rate."""
    contacts: SomeUniqueRows[Email]
    """Who is told when cost behaves unusually."""
    anomaly_yen: Yen
    """An unusual cost is told of from so many yen."""
    allocation_tags: UniqueRows[AllocationTag] = ()
    """Tags by which bills are broken down. AWS takes a tag only a day after something that costs
    money first carried it, so a new stage begins with none."""
    sharing: Sharing = "equal"
    """How the foundation's cost is shared among tenants: all the same, by the hours for which a
    tenant's network is attached to the hub, or by what its use costs."""
    volumes: Volumes = Field(default_factory=no_volumes)
    """How much the foundation itself uses in a month: a number where it was measured, `low` and
    `high` where it's a guess."""
    export: bool
    """Whether the bill's lines are delivered to a bucket (Cost and Usage Report 2.0)."""

    def dollars(self, yen: int) -> Decimal:
        """Return an amount of yen in dollars and cents, rounded up to the cent.

        Rounding down would make a budget of one yen zero, which AWS refuses.
        """
        return (Decimal(yen) / self.yen_per_usd).quantize(CENT, rounding=ROUND_UP)
