"""`HubShares`: what accounts of the organization may use of the network account's things."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from tenancy.naming import physical_name


@dataclass(frozen=True, kw_only=True)
class HubSharesArgs:
    """What `HubShares` needs: ARNs by what they are, and whom they are shared with."""

    hub_name: str
    organization_arn: pulumi.Input[str]
    resource_arns: Mapping[str, pulumi.Input[str]]


class HubShares(pulumi.ComponentResource):
    """One share of AWS RAM with the organization, and with nobody outside of it.

    Accounts of the organization need accept nothing, once sharing with it is enabled in the
    management account (https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html).
    """

    def __init__(
        self, name: str, args: HubSharesArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:hub:HubShares", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        share = aws.ram.ResourceShare(
            name,
            name=physical_name("resource-share", args.hub_name),
            allow_external_principals=False,
            tags={"Name": args.hub_name},
            opts=child,
        )
        aws.ram.PrincipalAssociation(
            name, resource_share_arn=share.arn, principal=args.organization_arn, opts=child
        )
        for role, arn in args.resource_arns.items():
            aws.ram.ResourceAssociation(
                role, resource_share_arn=share.arn, resource_arn=arn, opts=child
            )
        self.register_outputs({})
