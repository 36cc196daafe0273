"""Systems that are not on the platform yet: `tenants/candidates/<ministry>/<system>.yaml`.

They are declared to find out whether joining the platform pays (`kyotsu roi`). A number is known, a
range (`low`, `high`) is a guess.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tenancy.model.ledger import Classification
from tenancy.vocabulary import (
    Day,
    Declared,
    MinistryKey,
    Rows,
    Sentence,
    SystemId,
    TenantKey,
    Text,
    mistake,
)
from tenancy.volumes import Used, Volumes

CostKind = Literal[
    "hardware", "software", "data-centre", "network", "operation", "maintenance", "other"
]
Currency = Literal["JPY", "USD"]


class YearlyCost(Declared):
    """What is paid in a year, of one kind."""

    kind: CostKind
    """What for."""
    amount: Used
    """In a year, without tax."""
    currency: Currency = "JPY"
    """The same for all costs of a candidate."""


def _one_currency(costs: tuple[YearlyCost, ...]) -> None:
    for position, cost in enumerate(costs):
        if cost.currency != costs[0].currency:
            raise mistake(
                f"one cost is in {cost.currency} and another in {costs[0].currency}",
                "write all costs of a candidate in one currency",
                "costs", position, "currency",
            )  # fmt: skip


class Today(Declared):
    """How the system is run now."""

    costs: Annotated[Rows[YearlyCost], Field(min_length=1)]
    """What is paid in a year, by kind."""
    staff_hours: Used
    """Hours that the ministry's own staff spend on running it, in a year."""
    hardware_ends: Day
    """When its hardware must be renewed."""
    renewal_yen: Used
    """What renewing it costs, once."""

    @model_validator(mode="after")
    def _is_in_one_currency(self) -> Self:
        _one_currency(self.costs)
        return self


class Here(Declared):
    """How it would be run on the platform."""

    like: TenantKey
    """A tenant whose stack is taken as the model: its fixed cost is taken for the candidate's."""
    volumes: Volumes
    """What it would use in a month, at today's load."""
    costs: Rows[YearlyCost] = ()
    """What would still be paid in a year beside the platform, such as an application's upkeep."""
    staff_hours: Used
    """Hours that the ministry's staff would still spend, in a year."""

    @model_validator(mode="after")
    def _is_in_one_currency(self) -> Self:
        _one_currency(self.costs)
        return self


class Migration(Declared):
    """What moving takes, once."""

    cost_yen: Used
    """What is paid to whoever moves it."""
    staff_hours: Used
    """Hours of the ministry's own staff."""
    months: Annotated[int, Field(ge=0, le=60)]
    """For how long it runs in both places."""


class Load(Declared):
    """How much it is used today."""

    unit: Text
    """What is counted, such as applications received."""
    a_month: Used
    """How many of them in a month."""


class Candidate(Declared):
    """One system that may join the platform."""

    system: SystemId
    """Its id, which is also the file's name, and would be its id on the platform."""
    ministry: MinistryKey
    """The key of its ministry, which is also the folder's name."""
    name: Text
    """The system's name."""
    classification: Classification
    """The grades of the information that it handles."""
    load: Load
    """How much it is used."""
    today: Today
    """How it is run now, and what that costs."""
    here: Here
    """How it would be run on the platform."""
    migration: Migration
    """What moving takes."""

    @property
    def key(self) -> str:
        """What its key would be on the platform."""
        return f"{self.ministry}-{self.system}"

    @model_validator(mode="after")
    def _costs_are_in_one_currency(self) -> Self:
        here, today = self.here.costs, self.today.costs
        if here and today and here[0].currency != today[0].currency:
            raise mistake(
                f"its costs are in {today[0].currency} today and in {here[0].currency} here",
                "write all costs of a candidate in one currency",
                "here", "costs", 0, "currency",
            )  # fmt: skip
        return self


class Assumptions(Declared):
    """What is assumed for all candidates alike: the file `tenants/assumptions.yaml`."""

    years: Annotated[int, Field(ge=1, le=30)]
    """For how many years costs are compared."""
    discount_percent: Used
    """By how much a year later is worth less."""
    discount_source: Sentence
    """Where that rate is from."""
    staff_yen_per_hour: Used
    """What an hour of a ministry's own staff costs."""
    staff_source: Sentence
    """Where that is from."""
    sensitivity_percent: Annotated[int, Field(ge=1, le=90)]
    """By how much a number that is no guess is varied, to see what the result hangs on."""


class Year(Declared):
    """What one fiscal year on the platform really was."""

    year: Annotated[int, Field(ge=2000, le=2200)]
    """The fiscal year, which begins in April."""
    cost_yen: Used
    """What was paid, for the platform and beside it."""
    staff_hours: Used
    """Hours of the ministry's own staff."""


class Promise(Declared):
    """What a candidate promised when it became a tenant, and what came of it, year by year."""

    tenant: TenantKey
    """Its key."""
    made: Day
    """When the promise was written."""
    before_yen: Used
    """What a year cost before, without staff."""
    before_hours: Used
    """Staff hours of a year before."""
    promised_yen: Used
    """What a year here was to cost, without staff."""
    promised_hours: Used
    """Staff hours of a year here."""
    measured: Rows[Year] = ()
    """What was measured, by fiscal year."""

    @model_validator(mode="after")
    def _has_each_year_once(self) -> Self:
        years = [row.year for row in self.measured]
        for position, year in enumerate(years):
            if year in years[:position]:
                raise mistake(f"{year} is there twice", "remove one", "measured", position, "year")
        return self
