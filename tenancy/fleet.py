"""All that is declared, once it is known to be valid."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tenancy.addressing import AddressLedger
from tenancy.model import Ministry, Tenant
from tenancy.retirement import Retirement
from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """The whole of `tenants/` and the stages, valid and consistent. Mappings are in key order."""

    ministries: Mapping[str, Ministry]
    tenants: Mapping[str, Tenant]
    """By key, <ministry>-<system>."""
    addresses: AddressLedger
    stages: Mapping[str, StageSettings]
    retired: Mapping[str, Retirement] = field(default_factory=dict[str, Retirement])
    """The tenants that are gone, or on their way, by key."""

    def keys_in(self, stage: StageSettings) -> tuple[str, ...]:
        """Return the keys of the tenants that have an environment in this stage, sorted."""
        return tuple(key for key in sorted(self.tenants) if self.is_in(stage, key))

    def is_in(self, stage: StageSettings, key: str) -> bool:
        """Return whether there is such a tenant, and it has an environment in this stage.

        Where a tenant's retirement has begun, nothing brings it back.
        """
        tenant, record = self.tenants.get(key), self.retired.get(key)
        return (
            tenant is not None
            and tenant.environment(stage.environment) is not None
            and (record is None or record.in_stage(stage.name) is None)
        )
