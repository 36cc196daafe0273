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
        """Return the keys of the tenants that have an environment in this stage, sorted.

        Where a tenant's retirement has begun, nothing brings it back.
        """
        return tuple(
            key
            for key, tenant in sorted(self.tenants.items())
            if tenant.environment(stage.environment) is not None
            and not self._retires(key, stage.name)
        )

    def _retires(self, key: str, stage: str) -> bool:
        record = self.retired.get(key)
        return record is not None and record.in_stage(stage) is not None
