"""All that is declared, once it is known to be valid."""

from collections.abc import Mapping
from dataclasses import dataclass

from tenancy.addressing import AddressLedger
from tenancy.model import Ministry, Tenant
from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """The whole of `tenants/` and the stages, valid and consistent. Mappings are in key order."""

    ministries: Mapping[str, Ministry]
    tenants: Mapping[str, Tenant]
    """By key, <ministry>-<system>."""
    addresses: AddressLedger
    stages: Mapping[str, StageSettings]

    def keys_in(self, stage: StageSettings) -> tuple[str, ...]:
        """Return the keys of the tenants that have an environment in this stage, sorted."""
        return tuple(
            key
            for key, tenant in sorted(self.tenants.items())
            if tenant.environment(stage.environment) is not None
        )
