"""The organization, its units and accounts, and who acts in each of the platform's own accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pulumi

from components.organization.ministry_unit import MinistryUnit, MinistryUnitArgs
from components.organization.platform_organization import (
    PlatformOrganization,
    PlatformOrganizationArgs,
)
from infra import providers
from tenancy.foundation_plan import AccountPlan
from tenancy.stage import StageSettings


@dataclass(frozen=True, kw_only=True)
class Accounts:
    """The accounts of a stage, and the options by which to declare something in one of them."""

    organization: PlatformOrganization
    tenant_account_ids: Mapping[str, pulumi.Output[str]]
    """By the tenant's key."""
    in_management: pulumi.ResourceOptions
    in_log_archive: pulumi.ResourceOptions
    in_security: pulumi.ResourceOptions
    in_network: pulumi.ResourceOptions

    def all_ids(self) -> dict[str, pulumi.Output[str]]:
        """Return the ids of all accounts but the management account, platform's and tenants'."""
        return {
            "log-archive": self.organization.log_archive_account_id,
            "security": self.organization.security_account_id,
            "network": self.organization.network_account_id,
            **self.tenant_account_ids,
        }


def declare_accounts(plans: Sequence[AccountPlan], settings: StageSettings) -> Accounts:
    """Declare the organization, the platform's own accounts, and one for each tenant."""
    in_management = pulumi.ResourceOptions(provider=providers.management_provider(settings))
    organization = PlatformOrganization(
        "organization",
        PlatformOrganizationArgs(
            name_prefix=settings.name_prefix,
            account_email_domain=settings.account_email_domain,
            protect=settings.protect,
        ),
        opts=in_management,
    )

    def acting_in(name: str, account_id: pulumi.Output[str]) -> pulumi.ResourceOptions:
        return pulumi.ResourceOptions(
            provider=providers.account_provider(
                name, settings, account_id=account_id, tags=providers.platform_tags(settings)
            )
        )

    return Accounts(
        organization=organization,
        tenant_account_ids=_of_tenants(plans, settings, organization, in_management),
        in_management=in_management,
        in_log_archive=acting_in("log-archive", organization.log_archive_account_id),
        in_security=acting_in("security", organization.security_account_id),
        in_network=acting_in("network", organization.network_account_id),
    )


def _of_tenants(
    plans: Sequence[AccountPlan],
    settings: StageSettings,
    organization: PlatformOrganization,
    opts: pulumi.ResourceOptions,
) -> dict[str, pulumi.Output[str]]:
    accounts: dict[str, pulumi.Output[str]] = {}
    for ministry, of_ministry in groupby(plans, key=lambda plan: plan.ministry):
        unit = MinistryUnit(
            ministry,
            MinistryUnitArgs(
                ministry=ministry,
                accounts=tuple(of_ministry),
                parent_id=organization.unit_ids["ministries"],
                suspended_id=organization.unit_ids["suspended"],
                protect=settings.protect,
            ),
            opts=opts,
        )
        accounts.update(unit.account_ids)
    return accounts
