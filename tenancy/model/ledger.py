"""The parts of a ledger entry that are the same in all of a system's environments."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from tenancy.model.ministry import Contact
from tenancy.vocabulary import (
    Day,
    Declared,
    Grade,
    Port,
    Protocol,
    Sentence,
    TenantKey,
    Text,
    UniqueRows,
    mistake,
)


class Contacts(Declared):
    """The two posts that the standards ask for."""

    security_officer: Contact
    """2.1.2(1)-1 c), 5.4.1(2)-1 c). Information system security officer."""
    platform_user_manager: Contact
    """5.4.1(2)-2 b). Manager of the ministry's use of the platform."""


class Party(Declared):
    """Who does a part of the work on the system."""

    by: Literal["ministry", "contractor"]
    """The ministry's own staff, or a contractor."""
    contract_ends: Day | None = None
    """The last day of the contractor's contract."""

    @model_validator(mode="after")
    def _contract_is_dated(self) -> Self:
        if self.by == "contractor" and self.contract_ends is None:
            raise mistake(
                "a contractor's contract has no last day",
                "add contract_ends, such as 2028-03-31",
                "by",
            )
        if self.by == "ministry" and self.contract_ends is not None:
            raise mistake(
                "the ministry's own staff have no contract that ends",
                "remove it, or write by: contractor",
                "contract_ends",
            )
        return self


class Work(Declared):
    """Who designs, operates and maintains the system."""

    development: Party
    """Design and development."""
    operation: Party
    """Operation."""
    maintenance: Party
    """Maintenance."""


class Period(Declared):
    """From the first day to the last, both included."""

    start: Day
    """The first day."""
    end: Day
    """The last day."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.end < self.start:
            raise mistake(
                f"the last day, {self.end}, is before the first, {self.start}",
                "exchange them",
                "end",
            )
        return self


class Link(Declared):
    """A connection with another system on the platform. Both systems declare it."""

    system: TenantKey
    """The other system, as <ministry>-<system>."""
    why: Text
    """What is exchanged, and what for."""
    direction: Literal["outbound", "inbound"]
    """`outbound` if this system opens the connection, `inbound` if the other does."""
    ports: Annotated[UniqueRows[Port], Field(min_length=1)]
    """The ports on which the connection is accepted."""
    protocol: Protocol = "tcp"
    """Of the connection."""


class OutsideLink(Declared):
    """A connection with a system that is not on the platform."""

    name: Text
    """The other system's name."""
    operator: Text
    """The organization that operates it."""
    why: Text
    """What is exchanged, and what for."""
    line: Literal["internet", "government-lan"]
    """The line over which it is reached."""


class Classification(Declared):
    """The grades of the information that the system handles."""

    confidentiality: Annotated[Literal[1, 2, 3], Grade]
    """1 public, 2 not for the public, 3 the highest grade short of secret."""
    integrity: Annotated[Literal[1, 2], Grade]
    """2 if an error or a falsification would harm rights or the work."""
    availability: Annotated[Literal[1, 2], Grade]
    """2 if loss or interruption would harm rights or the work."""


class ServiceLevel(Declared):
    """What the system's users may count on. What is left out follows from availability."""

    availability_percent: Annotated[float, Field(ge=90, lt=100)] | None = None
    """Share of the operating hours of a month in which the system answers."""
    recovery_time_hours: Annotated[int, Field(ge=1, le=720)] | None = None
    """From a failure to the system's answering again."""
    recovery_point_hours: Annotated[int, Field(ge=1, le=168)] | None = None
    """How much of the newest data may be lost."""


class Suspension(Declared):
    """Why a system is cut off for a time, and since when. Its data stays where it is."""

    since: Day
    """The first day."""
    why: Text
    """What happened, and until when it is meant to last."""


class PolicyException(Declared):
    """A rule that the system may break for a time, in one place, with what it does instead."""

    rule: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)+$")]
    """The id of the rule, such as S3-01."""
    resource: Sentence
    """The name of the resource that the rule is waived for."""
    reason: Text
    """Why the rule cannot be kept."""
    alternative_measure: Text
    """What protects the system instead."""
    approver: Text
    """The post that approved it."""
    expires: Day
    """The last day on which it holds."""
