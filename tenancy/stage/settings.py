"""The facts of one stage, from the `kyotsu:stage` object of `Pulumi.<stage>.yaml`."""

from itertools import combinations
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tenancy.stage.access import AccessSettings
from tenancy.stage.cost import CostSettings
from tenancy.stage.guardrails import GuardrailSettings
from tenancy.stage.logging import LoggingSettings
from tenancy.stage.network import NetworkSettings
from tenancy.stage.security import SecuritySettings
from tenancy.stage.support import SupportSettings
from tenancy.vocabulary import (
    Block,
    Declared,
    Domain,
    EnvironmentName,
    Region,
    Rows,
    is_private,
    mistake,
)


class StageSettings(Declared):
    """One whole instance of the platform. Facts of a stage, never of a tenant."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{1,11}$")]
    """The stage's name: `local`, `dev` or `prod`. It is also the foundation's stack."""
    environment: EnvironmentName
    """Which environment block of the tenant files this stage provisions."""
    emulated: bool
    """True only where AWS is emulated on one machine."""
    region: Region
    """Where tenants run."""
    recovery_region: Region
    """Where copies of backups are kept. Never the same as `region`."""
    zones: Annotated[Rows[str], Field(min_length=1)]
    """Availability zones of `region`, in the order in which tenants are given them."""
    supernets: Annotated[Rows[Block], Field(min_length=1)]
    """Where tenants' address blocks are taken from. No two stages may share an address."""
    name_prefix: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    """What every globally unique name begins with, such as `kyotsu-local`."""
    account_email_domain: Domain
    """Accounts are registered as `<name_prefix>+<tenant>@<account_email_domain>`."""
    archive_retention_days: Annotated[int, Field(ge=365, le=36500)]
    """Days for which nobody can delete from the log archive (S3 Object Lock)."""
    protect: bool
    """Whether Pulumi protects what holds data from deletion."""
    access: AccessSettings
    """Whose pipeline may preview and deploy this stage."""
    guardrails: GuardrailSettings = GuardrailSettings()
    """What tenants' accounts may not use, beyond the guardrails of all stages."""
    logging: LoggingSettings
    """How long each class of log is kept."""
    security: SecuritySettings
    """Which security services are on, and who is told."""
    cost: CostSettings
    """The exchange rate, and how cost is watched."""
    network: NetworkSettings
    """The hub that tenants are attached to."""
    support: SupportSettings
    """Whom ministries call."""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.recovery_region == self.region:
            raise mistake(
                f"copies of backups would be kept in {self.region}, where the tenants run",
                "write the other of ap-northeast-1 and ap-northeast-3",
                "recovery_region",
            )
        for name, keeping in self.logging.classes():
            if keeping.keep_days < self.archive_retention_days:
                raise mistake(
                    f"{name} logs would be deleted after {keeping.keep_days} days, but the archive "
                    f"locks them for {self.archive_retention_days}",
                    f"write {self.archive_retention_days} or more",
                    "logging",
                    name,
                    "keep_days",
                )
        for position, zone in enumerate(self.zones):
            if zone not in {self.region + letter for letter in "abcd"}:
                raise mistake(
                    f"{zone!r} is not a zone of {self.region}",
                    f"write the region and a letter from a to d, such as {self.region}a",
                    "zones",
                    position,
                )
            if zone in self.zones[:position]:
                raise mistake(f"{zone} is listed twice", "remove one", "zones", position)
        for (_, first), (position, second) in combinations(enumerate(self.supernets), 2):
            if first.overlaps(second):
                raise mistake(f"{second} overlaps {first}", "separate them", "supernets", position)
        for position, supernet in enumerate(self.supernets):
            if not is_private(supernet):
                raise mistake(
                    f"{supernet} is not a private block",
                    "take one from 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
                    "supernets",
                    position,
                )
        self._hub_fits()
        return self

    def _hub_fits(self) -> None:
        network = self.network
        if network.zones > len(self.zones):
            raise mistake(
                f"the hub would stand in {network.zones} zones, but the stage has"
                f" {len(self.zones)}",
                "write as many or fewer, or add zones to the stage",
                "network",
                "zones",
            )
        if self.environment == "prod" and not network.firewall:
            raise mistake(
                "prod would let systems out without an inspection",
                "write firewall: true; only dev may go without",
                "network",
                "firewall",
            )
        taken = {"block": network.block}
        if network.government_lan is not None:
            taken |= {str(n): block for n, block in enumerate(network.government_lan.blocks)}
        for at, block in taken.items():
            for supernet in self.supernets:
                if block.overlaps(supernet):
                    raise mistake(
                        f"{block} overlaps {supernet}, where tenants' blocks are taken from",
                        "write one that lies outside of all supernets",
                        "network",
                        *(("block",) if at == "block" else ("government_lan", "blocks", int(at))),
                    )
