"""Whose accounts are whose, from the declarations."""

from kyotsu.chargeback.allocate import FOUNDATION, Owners
from tenancy.fleet import Fleet
from tenancy.naming import physical_name
from tenancy.plan import tenant_name
from tenancy.stage import StageSettings

PLATFORM_ACCOUNTS = ("log-archive", "security", "network")
"""The accounts of the foundation beside the one that pays: `PlatformOrganization`."""


def owners_of(fleet: Fleet, stage: StageSettings) -> Owners:
    """Return the names of a stage's accounts, with whose they are."""
    keys = fleet.keys_in(stage)
    accounts = {
        physical_name("account-name", stage.name_prefix, name): FOUNDATION
        for name in PLATFORM_ACCOUNTS
    }
    accounts |= {physical_name("account-name", tenant_name(stage, key)): key for key in keys}
    return Owners(
        stage=stage.name,
        tenants={key: fleet.tenants[key].ministry for key in keys},
        accounts=accounts,
    )
