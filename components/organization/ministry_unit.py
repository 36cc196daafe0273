"""`MinistryUnit`: a ministry's organizational unit, with an account for each of its tenants."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.foundation_plan import AccountPlan
from tenancy.roles import ACCESS_ROLE


@dataclass(frozen=True, kw_only=True)
class MinistryUnitArgs:
    """What `MinistryUnit` needs: the ministry's key, and its tenants' accounts in this stage.

    `parent_id` is the unit that all ministries' units hang on; `suspended_id` the one to which the
    account of a suspended tenant moves.
    """

    ministry: str
    accounts: Sequence[AccountPlan]
    parent_id: pulumi.Input[str]
    suspended_id: pulumi.Input[str]
    protect: bool


class MinistryUnit(pulumi.ComponentResource):
    """One organizational unit for a ministry, and one AWS account for each tenant environment.

    The account is the strongest border that AWS has, and what a bill is made out for: systems of
    one ministry do not share one either. While a tenant is suspended, its account is in the unit
    whose policy lets nobody but the platform act; it moves back without being made anew.

    `account_ids` maps a tenant's key to its account's twelve digits.
    """

    account_ids: dict[str, pulumi.Output[str]]

    def __init__(
        self, name: str, args: MinistryUnitArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:organization:MinistryUnit", name, {}, opts)
        unit = aws.organizations.OrganizationalUnit(
            name,
            name=args.ministry,
            parent_id=args.parent_id,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.account_ids = {}
        for plan in args.accounts:
            account = aws.organizations.Account(
                plan.key,
                name=plan.name,
                email=plan.email,
                parent_id=args.suspended_id if plan.suspended else unit.id,
                role_name=ACCESS_ROLE,
                tags=dict(plan.tags),
                opts=pulumi.ResourceOptions(
                    parent=self,
                    protect=args.protect,
                    # AWS doesn't tell these back after creation, so an import would replace the
                    # account for nothing.
                    ignore_changes=["roleName", "iamUserAccessToBilling"],
                ),
            )
            self.account_ids[plan.key] = account.id
        self.register_outputs({"account_ids": self.account_ids})
