"""The environments of a system."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tenancy.vocabulary import (
    Declared,
    Destination,
    Ingress,
    Port,
    Protocol,
    Publication,
    RetentionDays,
    Rows,
    Size,
    TimeOfDay,
    UniqueRows,
    Weekday,
    Yen,
    ZoneLetter,
    mistake,
)
from tenancy.volumes import Volumes, no_volumes


class OperatingHours(Declared):
    """When the system's machines run, in Japan's time."""

    days: Literal["every-day", "weekdays"] = "every-day"
    """Weekdays are those that are not public holidays in Japan."""
    start: TimeOfDay = "00:00"
    """When the machines are started."""
    end: TimeOfDay = "24:00"
    """When they are stopped; 24:00 is midnight."""

    def __str__(self) -> str:
        return f"{self.days} {self.start} to {self.end}"

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.end <= self.start:
            raise mistake(
                f"the hours end at {self.end}, but begin at {self.start}",
                "write an end that is later on the same day; 24:00 is midnight",
                "end",
            )
        return self


class PatchWindow(Declared):
    """When servers get their patches, in Japan's time, once a week for three hours."""

    day: Weekday
    """The day on which it begins."""
    start: TimeOfDay
    """When it begins; it may end on the next day."""

    def __str__(self) -> str:
        return f"{self.day} from {self.start}"

    @model_validator(mode="after")
    def _begins_on_its_day(self) -> Self:
        if self.start == "24:00":
            raise mistake(
                "24:00 is the end of a day, not a time at which something begins",
                "write start: 00:00 and the next day",
                "start",
            )
        return self


class Backup(Declared):
    """How the system's data is kept a second time. What is left out follows from the grades."""

    retention_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    """Days for which each day's recovery point is kept."""
    copy_to_recovery_region: bool | None = None
    """Whether recovery points are copied to the other region."""


class Egress(Declared):
    """A destination outside of the platform that the system may open connections to."""

    to: Destination
    """A domain (`*.` in front stands for all names below it) or an IPv4 block."""
    ports: Annotated[UniqueRows[Port], Field(min_length=1)] = (443,)
    """The destination's ports."""
    protocol: Protocol = "tcp"
    """Of the connection."""


class Environment(Declared):
    """One environment of the system: an account, a network, keys and logs of its own."""

    size: Size
    """How many addresses it gets: small 1,024, medium 4,096, large 16,384. It cannot grow later."""
    zones: Annotated[UniqueRows[ZoneLetter], Field(min_length=1)] | None = None
    """Availability zones by letter. Default: as many as the availability grade asks for."""
    ingress: Ingress = "none"
    """Where the system's users come from."""
    publication: Publication = "prepared"
    """With `ingress: internet`, how far the domain has come. `prepared`: its zone is there, with
    the name servers to be written into the domain above. `delegated`: they stand there, so that
    the certificate can be issued; filter and load balancer are made too. `open`: the domain leads
    to the load balancer."""
    egress: Rows[Egress] = ()
    """All destinations outside of the platform; anything else is dropped."""
    log_retention_days: RetentionDays | None = None
    """Days for which logs can be searched. In prod at least 365."""
    backup: Backup = Backup()
    """Default: by the availability grade."""
    operating_hours: OperatingHours | None = None
    """Default: prod always; dev on weekdays from 08:00 to 20:00."""
    patch_window: PatchWindow | None = None
    """When servers are patched, outside of the operating hours. Default: Sunday from 02:00."""
    monthly_budget_yen: Yen
    """Warnings are sent as its use approaches this."""
    volumes: Volumes = Field(default_factory=no_volumes)
    """How much the environment uses in a month, for what it costs: a number where it was measured,
    `low` and `high` where it's a guess."""

    @model_validator(mode="after")
    def _published_to_somebody(self) -> Self:
        if self.publication != "prepared" and self.ingress != "internet":
            raise mistake(
                f"nobody comes from the internet: ingress is {self.ingress}",
                "remove publication, or write ingress: internet",
                "publication",
            )
        return self


class Environments(Declared):
    """The environments that the system has on the platform."""

    dev: Environment | None = None
    """The rehearsal environment."""
    prod: Environment | None = None
    """The environment that is in service."""

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if self.dev is None and self.prod is None:
            raise mistake("no environment is declared", "add prod: or dev: below environments")
        return self
