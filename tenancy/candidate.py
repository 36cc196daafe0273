"""Systems that are not on the platform yet: `tenants/candidates/<ministry>/<system>.yaml`.

They are declared to find out whether joining the platform pays (`kyotsu roi`). A number is known, a
range (`low`, `high`) is a guess.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self, cast, get_args

from pydantic import Field, model_validator

from tenancy.finding import Finding
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
from tenancy.yamltext import Document

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


def other_currencies(document: Document) -> Iterator[Finding]:
    """Yield a finding for each cost of a candidate that is in another currency than its first.

    What was written is looked at, not what was validated: so this is told beside whatever else is
    wrong in the file. Costs and currencies that can't be read are the model's to tell.
    """
    first: str | None = None
    for part in ("today", "here"):
        for position, cost in enumerate(_list(_mapping(document.data).get(part), "costs")):
            currency = _mapping(cost).get("currency", YearlyCost.model_fields["currency"].default)
            if currency not in get_args(Currency):
                continue
            first = first or currency
            if currency != first:
                yield document.finding(
                    (part, "costs", position, "currency"),
                    f"one cost is in {currency} and another in {first}",
                    "write all costs of a candidate in one currency",
                )


def _mapping(value: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}


def _list(value: object, key: str) -> list[Any]:
    found = _mapping(value).get(key)
    return cast("list[Any]", found) if isinstance(found, list) else []


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
